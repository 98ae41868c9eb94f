//! Contacts of our own export on their way back in, from lines of JSON or from the cards that Satchel writes.
//!
//! What this vault has no field for goes to the notes, and is named. Deliberately absent: files and locks, which no
//! import brings, and whether somebody was archived or in the trash: whoever wants all of a vault back restores an
//! archive.

use jiff::tz::TimeZone;
use satchel_exchange::RowOutcome;
use satchel_exchange::jsonl::ContactLine;
use satchel_model::{
    Contact, ContactDraft, CustomFields, FieldEntity, Preferences, Problem, ProblemCode, Severity, ValueContext,
    collapse, printed, read_value,
};
use satchel_store::OWN_ID;

/// Characters of one line: the limit of the field registry.
const LINE: usize = 1_000;

/// The row that a line is.
pub(super) fn row_of(found: ContactLine, fields: &CustomFields) -> RowOutcome {
    let (line, id) = (found.line, found.id());
    let mut problems = found.problems;
    let Some(contact) = found.contact else {
        return RowOutcome::Failed { line, problems, cells: Vec::new() };
    };
    let draft = draft_of(&contact, line, fields, &mut problems);
    let known = id.map(|id| (OWN_ID.to_owned(), id.to_string())).into_iter().collect();
    RowOutcome::Taken { line, draft: Box::new(draft), known, problems }
}

/// What of a whole contact a vault with these fields takes.
pub(super) fn draft_of(
    contact: &Contact,
    line: u64,
    fields: &CustomFields,
    problems: &mut Vec<Problem>,
) -> ContactDraft {
    let mut draft = ContactDraft::of(contact);
    let Preferences { best_times, topics, .. } = &mut draft.preferences;
    for text in [&mut draft.role, best_times, topics] {
        *text = collapse(text).chars().take(LINE).collect();
    }
    let mut refused = Vec::new();
    draft.consents = std::mem::take(&mut draft.consents)
        .into_iter()
        .filter_map(|entry| {
            let shown = entry.value().to_string();
            entry.checked().map_err(|error| refused.push((shown, error.reason))).ok()
        })
        .collect();
    for (shown, reason) in refused {
        draft.note(&format!("consents: {shown}"));
        problems.push(problem(
            line,
            "consents",
            &shown,
            ProblemCode::Malformed,
            format!("{reason}; it went to the notes"),
        ));
    }
    let lent = ValueContext { region: None, zone: TimeZone::system() };
    for (key, value) in &contact.custom {
        let read = match fields.active_key(FieldEntity::Contact, key) {
            Some(field) => read_value(field, value, &lent).map(|value| (field.definition().id, value)),
            None => Err("this vault has no field of that name; it went to the notes".to_owned()),
        };
        match read {
            Ok((id, Some(value))) => drop(draft.custom.insert(id, value)),
            Ok((_, None)) => {}
            Err(reason) => {
                let shown = printed(value);
                draft.note(&format!("{key}: {shown}"));
                problems.push(problem(line, key, &shown, ProblemCode::CustomInvalid, reason));
            }
        }
    }
    draft
}

fn problem(row: u64, column: &str, value: &str, code: ProblemCode, reason: String) -> Problem {
    let value = value.chars().take(200).collect();
    Problem { row, column: column.to_owned(), value, code, severity: Severity::Warning, reason }
}
