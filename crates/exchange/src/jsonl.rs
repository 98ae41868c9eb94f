//! Contacts out of lines of JSON, as Satchel's own export writes them: a whole contact a line.
//!
//! A line that says something else in one field costs that field; what is no JSON costs its line; and each is a
//! sentence with line and field. Identities are taken as they are written; where there is none it is all zeros, and
//! whoever creates the contact mints one. Memory does not grow with the file. Deliberately absent: whether the contact is
//! here already, and what the files of a contact hold, which no line has.

mod fields;

use std::io::BufRead;

use satchel_model::{Contact, Id, Problem, ProblemCode, Severity};
use serde_json::{Map, Value};

use crate::FileError;
use crate::cell::head;
use crate::out::shown;

/// Bytes of a line: more than the longest notes with everything else take.
const LONGEST: usize = 32 * 1024 * 1024;
/// Characters of a raw value in a problem.
const VALUE_CHARS: usize = 200;

/// What became of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct ContactLine {
    /// Its number in the file, counted from 1.
    pub line: u64,
    /// The contact; none where the line is no contact, which the first problem tells.
    pub contact: Option<Box<Contact>>,
    /// What was wrong: `row` is the line, `column` the field.
    pub problems: Vec<Problem>,
}

impl ContactLine {
    /// The contact's identity, where the line has one.
    #[must_use]
    pub fn id(&self) -> Option<Id> {
        self.contact.as_ref().map(|contact| contact.id).filter(|id| *id != nobody())
    }
}

/// The identity of what has none.
fn nobody() -> Id {
    Id::from_parts(0, &[0; 10])
}

/// Reads contacts line by line.
#[derive(Debug)]
pub struct ContactLines<R> {
    input: R,
    line: u64,
    buffer: Vec<u8>,
}

impl<R: BufRead> ContactLines<R> {
    /// Begins at the beginning of a file.
    pub fn new(input: R) -> Self {
        Self { input, line: 0, buffer: Vec::new() }
    }

    /// What the next line that is not blank holds; nothing at the end.
    ///
    /// # Errors
    /// What the disk refuses.
    pub fn read(&mut self) -> Result<Option<ContactLine>, FileError> {
        loop {
            self.buffer.clear();
            let Some(cut) = self.take_line()? else { return Ok(None) };
            self.line += 1;
            if cut {
                let reason = "the line is longer than any contact can be";
                return Ok(Some(failed(self.line, "", ProblemCode::TooLong, reason.to_owned())));
            }
            let Ok(text) = std::str::from_utf8(&self.buffer) else {
                let reason = "the line holds bytes that are no text in UTF-8";
                return Ok(Some(failed(self.line, "", ProblemCode::Encoding, reason.to_owned())));
            };
            let text = if self.line == 1 { text.trim_start_matches('\u{feff}') } else { text };
            if !text.trim().is_empty() {
                return Ok(Some(contact_line(self.line, text)));
            }
        }
    }

    /// Takes a line; nothing at the end, else whether it was longer than what is kept of one.
    fn take_line(&mut self) -> Result<Option<bool>, FileError> {
        let (mut any, mut cut) = (false, false);
        loop {
            let chunk = self.input.fill_buf()?;
            if chunk.is_empty() {
                return Ok(any.then_some(cut));
            }
            any = true;
            let end = memchr::memchr(b'\n', chunk);
            let taken = end.map_or(chunk.len(), |end| end + 1);
            cut |= self.buffer.len() + taken > LONGEST;
            if !cut {
                self.buffer.extend_from_slice(&chunk[..taken]);
            }
            self.input.consume(taken);
            if end.is_some() {
                return Ok(Some(cut));
            }
        }
    }
}

/// Reads one line.
#[must_use]
pub fn contact_line(line: u64, text: &str) -> ContactLine {
    let fields = match serde_json::from_str::<Value>(text) {
        Ok(Value::Object(fields)) => fields,
        Ok(_) => return failed(line, text, ProblemCode::Malformed, "the line is no JSON object".to_owned()),
        Err(error) => {
            let reason = format!("the line is no JSON document: it breaks at character {}", error.column());
            return failed(line, text, ProblemCode::Malformed, reason);
        }
    };
    let mut problems = Vec::new();
    let Some(mut contact) = fields::read(fields, |column, value, code, reason| {
        problems.push(problem(line, column, value, code, Severity::Warning, reason));
    }) else {
        return failed(line, text, ProblemCode::Malformed, "the line is no contact".to_owned());
    };
    contact.display = shown(&contact);
    if contact.display.is_empty() {
        let reason = "there is nobody here: no name, e-mail, phone or company".to_owned();
        problems.insert(0, problem(line, "", text, ProblemCode::Unidentified, Severity::Error, reason));
        return ContactLine { line, contact: None, problems };
    }
    ContactLine { line, contact: Some(Box::new(contact)), problems }
}

fn failed(line: u64, value: &str, code: ProblemCode, reason: String) -> ContactLine {
    ContactLine { line, contact: None, problems: vec![problem(line, "", value, code, Severity::Error, reason)] }
}

fn problem(line: u64, column: &str, value: &str, code: ProblemCode, severity: Severity, reason: String) -> Problem {
    let value = head(value.trim(), VALUE_CHARS).to_owned();
    Problem { row: line, column: column.to_owned(), value, code, severity, reason }
}

/// Fields of a JSON object.
type Fields = Map<String, Value>;

#[cfg(test)]
mod tests {
    use satchel_model::ProblemCode;

    use super::{ContactLines, contact_line};

    #[test]
    fn a_bad_field_costs_itself_and_is_named() {
        let text = r#"{"given":"Ada","family":7,"shoe":43,"emails":[{"value":"ada@x.example"},{"value":"nothing"},4],
            "birthday":"never","tags":["a",1],"state":"asleep"}"#;
        let line = contact_line(3, text);
        let contact = line.contact.as_ref().unwrap();
        assert_eq!((contact.display.as_str(), contact.emails.len(), contact.tags.len()), ("Ada", 1, 1));
        assert!(contact.emails[0].primary && line.id().is_none());
        let mut told: Vec<(&str, &str)> =
            line.problems.iter().map(|it| (it.column.as_str(), it.reason.as_str())).collect();
        told.sort_unstable();
        assert_eq!(
            told,
            [
                ("birthday", "this is none of the values that the field holds"),
                ("emails 2", "not an e-mail address: it needs a name, an @ and a domain"),
                ("emails 3", "the field holds an object here, and this is a number"),
                ("family", "the field holds text, and this is a number"),
                ("shoe", "there is no field of this name"),
                ("state", "this is none of the values that the field holds"),
                ("tags 2", "the field holds text here, and this is a number"),
            ]
        );
        assert!(line.problems.iter().all(|problem| problem.row == 3));
    }

    #[test]
    fn what_is_no_contact_costs_its_line_alone() {
        let text = "\u{feff}{\"given\":\"Ada\"}\n\n[1]\n{\"given\":\n{}\n{\"company\":\"Engines\"}";
        let mut lines = ContactLines::new(text.as_bytes());
        let mut found = Vec::new();
        while let Some(line) = lines.read().unwrap() {
            found.push((line.line, line.contact.is_some(), line.problems.first().map(|problem| problem.code)));
        }
        assert_eq!(
            found,
            [
                (1, true, None),
                (3, false, Some(ProblemCode::Malformed)),
                (4, false, Some(ProblemCode::Malformed)),
                (5, false, Some(ProblemCode::Unidentified)),
                (6, true, None),
            ]
        );
    }

    #[test]
    fn a_line_without_end_is_not_kept() {
        let text = format!("\"{}\n{{\"given\":\"Ada\"}}", "x".repeat(super::LONGEST + 1));
        let mut lines = ContactLines::new(text.as_bytes());
        assert_eq!(lines.read().unwrap().unwrap().problems[0].code, ProblemCode::TooLong);
        assert!(lines.buffer.capacity() <= 2 * super::LONGEST);
        assert!(lines.read().unwrap().unwrap().contact.is_some());
    }
}
