//! A few thousand rows of a file on their way into the vault: who is new, who is here already, what failed.

use std::collections::HashMap;

use satchel_exchange::{Position, RowOutcome};
use satchel_model::{ContactDraft, Id, Problem, ProblemCode, Severity, digits, fold, fold_email};
use satchel_store::Existing;

/// Rows of one transaction, read and mapped.
#[derive(Debug)]
pub(crate) struct Chunk {
    pub(crate) rows: Vec<RowOutcome>,
    /// The boundary after the last row.
    pub(crate) after: Position,
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
    /// New contacts, each with its line.
    pub(crate) drafts: Vec<ContactDraft>,
    /// Problems of rows, in the order of the file.
    pub(crate) problems: Vec<Problem>,
    pub(crate) failed: Vec<FailedCells>,
    /// Rows that repeat a contact of this chunk: where their problem is, and which draft it is.
    pub(crate) repeats: Vec<(usize, usize)>,
    pub(crate) read: i64,
    pub(crate) skipped: i64,
}

/// Takes the drafts out of a chunk's rows, in order.
pub(crate) fn drafts_of(rows: &[RowOutcome]) -> Vec<ContactDraft> {
    rows.iter()
        .filter_map(|row| match row {
            RowOutcome::Taken { draft, .. } => Some((**draft).clone()),
            RowOutcome::Blank { .. } | RowOutcome::Failed { .. } => None,
        })
        .collect()
}

/// Who was in this file already: keys of e-mails and of name and phone, with the draft that had them.
#[derive(Default)]
pub(crate) struct Seen {
    emails: HashMap<String, usize>,
    phones: HashMap<(String, String), usize>,
}

impl Seen {
    /// The earlier draft that this one repeats; remembers it under `at` when it is the first.
    fn repeat(&mut self, draft: &ContactDraft, at: usize) -> Option<usize> {
        let emails: Vec<String> = draft.emails.iter().map(|(_, address)| fold_email(address)).collect();
        if let Some(first) = emails.iter().find_map(|email| self.emails.get(email)) {
            return Some(*first);
        }
        let name = fold(&draft.shown());
        let phones: Vec<(String, String)> = draft
            .phones
            .iter()
            .map(|(_, written, e164)| (if e164.is_empty() { digits(written) } else { e164.clone() }, name.clone()))
            .collect();
        if let Some(first) = phones.iter().find_map(|phone| self.phones.get(phone)) {
            return Some(*first);
        }
        self.emails.extend(emails.into_iter().map(|email| (email, at)));
        self.phones.extend(phones.into_iter().map(|phone| (phone, at)));
        None
    }
}

/// Sorts rows. `existing` is who is in the vault, one entry a draft; `None` takes everybody. `seen` spans as many
/// chunks as the caller keeps it for.
pub(crate) fn sort(rows: Vec<RowOutcome>, existing: Option<&Existing>, seen: &mut Seen, base: usize) -> Sorted {
    let mut sorted = Sorted::default();
    let mut known = existing.map(|existing| existing.iter());
    for row in rows {
        sorted.read += 1;
        match row {
            RowOutcome::Blank { .. } => sorted.skipped += 1,
            RowOutcome::Failed { line, problems, cells } => {
                let reason = problems.first().map(|problem| problem.reason.clone()).unwrap_or_default();
                sorted.failed.push(FailedCells { line, cells, reason });
                sorted.problems.extend(problems);
            }
            RowOutcome::Taken { line, draft, problems } => {
                if let Some(known) = &mut known {
                    if let Some(id) = known.next().copied().flatten() {
                        sorted.skipped += 1;
                        sorted.problems.push(already_here(line, Some(id)));
                        continue;
                    }
                    if let Some(first) = seen.repeat(&draft, base + sorted.drafts.len()) {
                        sorted.skipped += 1;
                        sorted.repeats.push((sorted.problems.len(), first));
                        sorted.problems.push(already_here(line, None));
                        continue;
                    }
                }
                sorted.problems.extend(problems);
                sorted.drafts.push(*draft);
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
