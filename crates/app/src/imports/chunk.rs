//! A few thousand rows of a file on their way into the vault: who is new, who is here already, what failed.

use std::collections::HashMap;

use satchel_exchange::{Position, RowOutcome};
use satchel_model::{CustomFields, Id, Problem, ProblemCode, Severity};
use satchel_search::SearchText;
use satchel_store::{Existing, NewContact, Store};

use crate::documents::of_new;

/// Rows, read and mapped, with all that can be known of them without the database.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) rows: Vec<Row>,
    /// The boundary after the last row.
    pub(crate) after: Position,
}

/// What became of a row of the file.
#[derive(Debug)]
pub(crate) enum Row {
    /// Nothing in it.
    Blank,
    /// Somebody, perhaps with cells that could not be read.
    Taken { line: u64, new: Box<NewContact>, text: SearchText, problems: Vec<Problem> },
    /// Nobody, or not to be split.
    Failed { line: u64, problems: Vec<Problem>, cells: Vec<String> },
}

impl Row {
    /// Works out what will be written.
    pub(crate) fn of(outcome: RowOutcome, (store, fields): (&Store, &CustomFields)) -> Self {
        match outcome {
            RowOutcome::Blank { .. } => Self::Blank,
            RowOutcome::Taken { line, draft, problems } => {
                let new = store.new_contact(*draft);
                let text = of_new(&new, fields).text();
                Self::Taken { line, new: Box::new(new), text, problems }
            }
            RowOutcome::Failed { line, problems, cells } => Self::Failed { line, problems, cells },
        }
    }
}

/// A row that was not taken: its line, its cells, why.
pub(crate) struct FailedCells {
    pub(crate) line: u64,
    pub(crate) cells: Vec<String>,
    pub(crate) reason: String,
}

/// What a chunk comes to.
#[derive(Default)]
pub(crate) struct Sorted {
    /// New contacts, in the order of the file.
    pub(crate) new: Vec<NewContact>,
    /// What can be found of each.
    pub(crate) texts: Vec<SearchText>,
    /// The line of each.
    pub(crate) lines: Vec<u64>,
    /// Problems of rows, in the order of the file.
    pub(crate) problems: Vec<Problem>,
    pub(crate) failed: Vec<FailedCells>,
    /// Rows that repeat a contact of this chunk: where their problem is, and which of the new it is.
    pub(crate) repeats: Vec<(usize, usize)>,
    pub(crate) read: i64,
    pub(crate) skipped: i64,
}

/// Takes the new contacts out of a chunk's rows, in order.
pub(crate) fn new_of(rows: &[Row]) -> Vec<&NewContact> {
    rows.iter()
        .filter_map(|row| match row {
            Row::Taken { new, .. } => Some(&**new),
            Row::Blank | Row::Failed { .. } => None,
        })
        .collect()
}

/// Who was in this file already: keys of e-mails and of name and phone, with the contact that had them.
#[derive(Default)]
pub(crate) struct Seen {
    emails: HashMap<String, usize>,
    phones: HashMap<(String, String), usize>,
}

impl Seen {
    /// The earlier contact that this one repeats; remembers it under `at` when it is the first.
    fn repeat(&mut self, new: &NewContact, at: usize) -> Option<usize> {
        if let Some(first) = new.emails().iter().find_map(|email| self.emails.get(email)) {
            return Some(*first);
        }
        let phones = || new.phones().iter().map(|phone| (phone.clone(), new.name().to_owned()));
        if let Some(first) = phones().find_map(|phone| self.phones.get(&phone)) {
            return Some(*first);
        }
        self.emails.extend(new.emails().iter().map(|email| (email.clone(), at)));
        self.phones.extend(phones().map(|phone| (phone, at)));
        None
    }
}

/// Sorts rows. `existing` is who is in the vault, one entry a contact; `None` takes everybody. `seen` spans as many
/// chunks as the caller keeps it for.
pub(crate) fn sort(rows: Vec<Row>, existing: Option<&Existing>, seen: &mut Seen, base: usize) -> Sorted {
    let mut sorted = Sorted::default();
    let mut known = existing.map(|existing| existing.iter());
    for row in rows {
        sorted.read += 1;
        match row {
            Row::Blank => sorted.skipped += 1,
            Row::Failed { line, problems, cells } => {
                let reason = problems.first().map(|problem| problem.reason.clone()).unwrap_or_default();
                sorted.failed.push(FailedCells { line, cells, reason });
                sorted.problems.extend(problems);
            }
            Row::Taken { line, new, text, problems } => {
                if let Some(known) = &mut known {
                    if let Some(id) = known.next().copied().flatten() {
                        sorted.skipped += 1;
                        sorted.problems.push(already_here(line, Some(id)));
                        continue;
                    }
                    if let Some(first) = seen.repeat(&new, base + sorted.new.len()) {
                        sorted.skipped += 1;
                        sorted.repeats.push((sorted.problems.len(), first));
                        sorted.problems.push(already_here(line, None));
                        continue;
                    }
                }
                sorted.problems.extend(problems);
                sorted.new.push(*new);
                sorted.texts.push(text);
                sorted.lines.push(line);
            }
        }
    }
    sorted
}

/// The problem of a row that repeats a contact.
pub(crate) fn already_here(row: u64, id: Option<Id>) -> Problem {
    Problem {
        row,
        column: String::new(),
        value: id.map(|id| id.to_string()).unwrap_or_default(),
        code: ProblemCode::AlreadyHere,
        severity: Severity::Warning,
        reason: match id {
            Some(_) => "this contact is here already: same e-mail, or same name and phone".to_owned(),
            None => "an earlier row of this file is the same contact: same e-mail, or same name and phone".to_owned(),
        },
    }
}
