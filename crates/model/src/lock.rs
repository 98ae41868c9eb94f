//! Which path of a contact a privacy lock is put on, from what somebody names.

use crate::{Contact, EditError, FieldKind, Id, field, fold, fold_email};

/// The path that is meant by `notes`, `phones`, `emails/<id>`, `emails/<last eight of the id>` or `email=ada@x.example`.
///
/// # Errors
/// When there is no such field or row, or what it names never leaves this machine anyway.
pub fn lockable(contact: &Contact, text: &str) -> Result<String, EditError> {
    let refuse = |reason: String| EditError { path: text.to_owned(), reason };
    let (key, row) = match text.split_once(['/', '=']) {
        Some((key, row)) => (key.trim(), Some(row.trim())),
        None => (text.trim(), None),
    };
    let field = field(key).ok_or_else(|| refuse(format!("there is no field named {key}")))?;
    let key = field.key;
    match field.kind {
        FieldKind::Categories | FieldKind::Flag | FieldKind::Channels | FieldKind::Frequency => {
            return Err(refuse(format!("{key} never leaves this machine anyway")));
        }
        FieldKind::Line if crate::PREFERENCE_KEYS.contains(&key) => {
            return Err(refuse(format!("{key} never leaves this machine anyway")));
        }
        FieldKind::Instant => return Err(refuse(format!("{key} is written by Satchel"))),
        _ => {}
    }
    let Some(row) = row else { return Ok(key.to_owned()) };
    if field.kind == FieldKind::Tags {
        let name = fold(row);
        let known = contact.tags.iter().any(|tag| fold(tag) == name);
        return if known { Ok(format!("{key}/{name}")) } else { Err(refuse(format!("there is no such tag in {key}"))) };
    }
    let rows: Vec<(Id, &str)> = match field.kind {
        FieldKind::Emails => contact.emails.iter().map(|row| (row.id, row.value.as_str())).collect(),
        FieldKind::Phones => contact.phones.iter().map(|row| (row.id, row.value.as_str())).collect(),
        FieldKind::Addresses => contact.addresses.iter().map(|row| (row.id, row.value.as_str())).collect(),
        FieldKind::Links => contact.links.iter().map(|row| (row.id, row.value.as_str())).collect(),
        FieldKind::Dates => contact.dates.iter().map(|row| (row.id, row.label.as_str())).collect(),
        _ => return Err(refuse(format!("{key} has no rows: lock {key}"))),
    };
    let named = |(id, value): &(Id, &str)| {
        row.parse() == Ok(*id) || row.eq_ignore_ascii_case(&id.tail()) || fold_email(value) == fold_email(row)
    };
    match rows.iter().find(|row| named(row)) {
        Some((id, _)) => Ok(format!("{key}/{id}")),
        None => Err(refuse(format!("there is no such row in {key}"))),
    }
}

/// Whether a path of a contact is behind a lock: its own, or that of all rows of its kind.
#[must_use]
pub fn is_locked(contact: &Contact, path: &str) -> bool {
    let collection = path.split('/').next().unwrap_or(path);
    contact.locked.iter().any(|locked| locked == path || locked == collection)
}

#[cfg(test)]
mod tests {
    use super::{is_locked, lockable};
    use crate::{Contact, Email, EmailStatus, Id};

    #[test]
    fn what_is_locked_is_named_by_field_or_by_row() {
        let id = Id::from_parts(7, &[5; 10]);
        let mut ada = Contact::empty(id, 0);
        let (value, label) = ("Ada@X.example".to_owned(), String::new());
        let status = EmailStatus::Unknown;
        ada.emails.push(Email { id, value, label, primary: true, status, do_not_email: false });
        ada.tags.push("Ärzte".into());
        let row = format!("emails/{id}");
        for (typed, path) in [
            ("notes", "notes"),
            ("note", "notes"),
            ("emails", "emails"),
            ("email=ada@x.example", row.as_str()),
            (row.as_str(), row.as_str()),
            (&format!("emails/{}", id.tail()), row.as_str()),
            ("tag=arzte", "tags/arzte"),
        ] {
            assert_eq!(lockable(&ada, typed).as_deref(), Ok(path), "{typed}");
        }
        for (typed, reason) in [
            ("colour", "there is no field named colour"),
            ("do_not_call", "do_not_call never leaves this machine anyway"),
            ("best_times", "best_times never leaves this machine anyway"),
            ("updated_at", "updated_at is written by Satchel"),
            ("email=b@x.example", "there is no such row in emails"),
            ("notes/1", "notes has no rows: lock notes"),
        ] {
            assert_eq!(lockable(&ada, typed).unwrap_err().reason, reason);
        }
    }

    #[test]
    fn the_lock_of_a_kind_is_that_of_each_of_its_rows() {
        let mut ada = Contact::empty(Id::from_parts(7, &[5; 10]), 0);
        ada.locked = vec!["phones".into(), "emails/1".into()];
        for (path, locked) in
            [("phones/9", true), ("phones", true), ("emails/1", true), ("emails/2", false), ("notes", false)]
        {
            assert_eq!(is_locked(&ada, path), locked, "{path}");
        }
    }
}
