//! A card out of its lines: every property that a contact has a place for, and where each was found.
//!
//! What cannot be read is told and stays in the original; a property that is there once too often likewise.
//! Deliberately absent: splitting files into cards (`reader`).

pub(crate) mod names;
pub(crate) mod rows;
mod texts;

use std::collections::{HashMap, HashSet};

use encoding_rs::Encoding;
use satchel_model::{Problem, ProblemCode, Severity};

use super::card::Card;
use super::line::{Head, Line};
use super::slot::Places;
use super::version::Version;
use crate::cell::head as first_chars;

/// Characters of a raw value in a problem.
const VALUE_CHARS: usize = 200;
/// Characters of one line, and of the notes: the limits of the field registry.
const LINE_CHARS: usize = 1_000;
const NOTES_CHARS: usize = 1_000_000;
/// Bytes of a value that is read, but for pictures: as many as the longest notes may have.
const VALUE_BYTES: usize = 4 * NOTES_CHARS;
/// Rows of a list, and tags: nobody has more.
const MOST: usize = 1_000;

/// What a card says, where, and what was wrong with it.
pub(crate) struct Reading {
    pub(crate) card: Card,
    pub(crate) places: Places,
    pub(crate) problems: Vec<Problem>,
    pub(crate) version: Version,
}

/// How a card is read.
#[derive(Clone, Copy)]
pub(crate) struct Manner<'a> {
    /// Of what is not UTF-8 and names no charset.
    pub(crate) undeclared: &'static Encoding,
    /// ISO 3166 alpha-2 code that national numbers are from.
    pub(crate) country: Option<&'a str>,
}

/// Reads a card.
pub(crate) fn read(lines: &[Line<'_>], manner: Manner<'_>) -> Reading {
    let mut reader = Reader {
        lines,
        manner,
        own_labels: own_labels(lines, manner.undeclared),
        seen: HashSet::new(),
        reading: Reading {
            card: Card::default(),
            places: Places::default(),
            problems: Vec::new(),
            version: Version::of(lines),
        },
    };
    reader.texts();
    reader.rows();
    reader.names();
    if reader.reading.card.contact.identify().is_err() {
        let reason = "there is nobody in this card: no name, e-mail, phone or company";
        reader.tell(None, "", ProblemCode::Unidentified, Severity::Error, reason);
        let last = reader.reading.problems.len() - 1;
        reader.reading.problems.swap(0, last);
    }
    reader.reading
}

struct Reader<'a> {
    lines: &'a [Line<'a>],
    manner: Manner<'a>,
    /// Labels by group, in small letters.
    own_labels: HashMap<String, String>,
    /// Tags as they are compared, and members, that were found.
    seen: HashSet<String>,
    reading: Reading,
}

impl<'a> Reader<'a> {
    /// Properties with their lines, in order.
    fn properties(&self) -> impl Iterator<Item = (usize, &'a Head)> + use<'a> {
        self.lines.iter().enumerate().filter_map(|(at, line)| line.head.as_ref().map(|head| (at, head)))
    }

    /// The value of a line as escaped text; what it cost is told.
    fn escaped(&mut self, at: usize) -> String {
        let line = &self.lines[at];
        if line.value.len() > VALUE_BYTES {
            let reason = "longer than anything that is read; it stays in the card";
            self.tell(Some(at), "", ProblemCode::TooLong, Severity::Warning, reason);
            return String::new();
        }
        let escaped = line.escaped(self.manner.undeclared);
        let text = escaped.text.into_owned();
        if escaped.damaged {
            let reason = "it holds bytes that are no text in the encoding of the card; they were replaced";
            self.tell(Some(at), &text, ProblemCode::Encoding, Severity::Warning, reason);
        }
        if line.loose {
            let reason = "a line behind it belongs to no property; it was read as part of this one";
            self.tell(Some(at), "", ProblemCode::Malformed, Severity::Warning, reason);
        }
        text
    }

    /// One text within its limit.
    fn within(&mut self, at: usize, text: String, limit: usize) -> String {
        let kept = first_chars(&text, limit).len();
        if kept == text.len() {
            return text;
        }
        let reason = format!("longer than {limit} characters; its beginning was read, the card keeps it all");
        self.tell(Some(at), &text, ProblemCode::TooLong, Severity::Warning, reason);
        text[..kept].trim_end().to_owned()
    }

    fn tell(
        &mut self,
        at: Option<usize>,
        value: &str,
        code: ProblemCode,
        severity: Severity,
        reason: impl Into<String>,
    ) {
        let line = at.map(|at| &self.lines[at]);
        let column = line.and_then(|line| line.head.as_ref()).map(|head| head.name.clone()).unwrap_or_default();
        let row = 1 + line.map_or(0, |line| line.row);
        let value = first_chars(value, VALUE_CHARS).to_owned();
        self.reading.problems.push(Problem { row, column, value, code, severity, reason: reason.into() });
    }

    /// More than a contact can have of a list; told once for each list.
    fn tell_too_many(&mut self, at: usize) {
        let name = self.lines[at].head.as_ref().map(|head| head.name.as_str()).unwrap_or_default();
        let reason = format!("a contact has at most {MOST} of these; the others stay in the card");
        if !self.reading.problems.iter().any(|told| told.column == name && told.reason == reason) {
            self.tell(Some(at), "", ProblemCode::Kept, Severity::Warning, reason);
        }
    }

    /// A property that the contact has no second place for.
    fn tell_surplus(&mut self, at: usize) {
        // Another writing of the same thing is no second one.
        if self.lines[at].head.as_ref().is_some_and(|head| head.param("ALTID").is_some()) {
            return;
        }
        let value = self.escaped(at);
        if !value.trim_matches([';', ' ']).is_empty() {
            let reason = "a contact has one of these, and the card has it already; this one stays in the card";
            self.tell(Some(at), &value, ProblemCode::Kept, Severity::Warning, reason);
        }
    }
}

/// What `X-ABLabel` says in each group.
fn own_labels(lines: &[Line<'_>], undeclared: &'static Encoding) -> HashMap<String, String> {
    let labels = lines.iter().filter_map(|line| {
        let head = line.head.as_ref().filter(|head| head.name == "X-ABLABEL" && !head.group.is_empty())?;
        let label = super::text::unescape(&line.escaped(undeclared).text);
        Some((head.group.to_lowercase(), first_chars(&label, LINE_CHARS).to_owned()))
    });
    labels.collect()
}
