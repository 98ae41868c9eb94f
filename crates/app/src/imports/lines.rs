//! Contacts of our own export on their way back in: what of a whole contact a draft has a place for.
//!
//! Deliberately absent: files, consents, categories, preferences and locks; whoever wants all of a vault back restores an
//! archive.

use jiff::tz::TimeZone;
use satchel_exchange::RowOutcome;
use satchel_exchange::jsonl::ContactLine;
use satchel_model::{
    Contact, ContactDraft, CustomFields, FieldEntity, Problem, ProblemCode, Severity, ValueContext, read_value,
};
use satchel_store::OWN_ID;

/// The row that a line is.
pub(super) fn row_of(found: ContactLine, fields: &CustomFields) -> RowOutcome {
    let (line, id) = (found.line, found.id());
    let mut problems = found.problems;
    let Some(contact) = found.contact else {
        return RowOutcome::Failed { line, problems, cells: Vec::new() };
    };
    let draft = draft_of(*contact, line, fields, &mut problems);
    let known = id.map(|id| (OWN_ID.to_owned(), id.to_string())).into_iter().collect();
    RowOutcome::Taken { line, draft: Box::new(draft), known, problems }
}

fn draft_of(contact: Contact, line: u64, fields: &CustomFields, problems: &mut Vec<Problem>) -> ContactDraft {
    let mut draft = ContactDraft {
        prefix: contact.prefix,
        given: contact.given,
        middle: contact.middle,
        family: contact.family,
        suffix: contact.suffix,
        nickname: contact.nickname,
        display: contact.display_set,
        emails: contact.emails.into_iter().map(|row| (row.label, row.value)).collect(),
        phones: contact.phones.into_iter().map(|row| (row.label, row.value, row.e164)).collect(),
        addresses: contact.addresses,
        links: contact.links.into_iter().map(|row| (row.label, row.value)).collect(),
        dates: contact.dates.into_iter().map(|row| (row.label, row.value)).collect(),
        company: contact.company,
        title: contact.title,
        department: contact.department,
        birthday: contact.birthday,
        time_zone: contact.time_zone,
        language: contact.language,
        tags: contact.tags,
        notes: contact.notes,
        source: contact.source,
        owner: contact.owner,
        ..ContactDraft::default()
    };
    let lent = ValueContext { region: None, zone: TimeZone::system() };
    for (key, value) in &contact.custom {
        let read = match fields.active_key(FieldEntity::Contact, key) {
            Some(field) => read_value(field, value, &lent).map(|value| (field.definition().id, value)),
            None => Err("this vault has no field of that name".to_owned()),
        };
        match read {
            Ok((id, Some(value))) => drop(draft.custom.insert(id, value)),
            Ok((_, None)) => {}
            Err(reason) => problems.push(Problem {
                row: line,
                column: key.clone(),
                value: value.to_string().chars().take(200).collect(),
                code: ProblemCode::CustomInvalid,
                severity: Severity::Warning,
                reason,
            }),
        }
    }
    draft
}
