//! What is behind privacy locks is taken out of a contact before it is written.

use satchel_model::{Contact, Id, NameParts, PREFERENCE_KEYS, display_name, fold, is_locked};

use super::loss::{LossKind, Losses};

/// Takes out of a contact what is behind its locks, and tells for each field how many values went.
pub fn withhold(contact: &mut Contact, mut told: impl FnMut(&str, usize)) {
    let locked = std::mem::take(&mut contact.locked);
    let behind = Contact { locked, ..Contact::empty(contact.id, 0) };
    macro_rules! texts {
        ($($key:ident),+) => {$(
            if !contact.$key.is_empty() && is_locked(&behind, stringify!($key)) {
                contact.$key.clear();
                told(stringify!($key), 1);
            }
        )+};
    }
    texts!(
        prefix, given, middle, family, suffix, nickname, maiden, title, department, role, time_zone, language, notes
    );
    texts!(source, owner, company);
    if contact.company.is_empty() {
        contact.company_id = None;
    }
    if is_locked(&behind, "display") && !contact.display_set.is_empty() {
        contact.display_set.clear();
        told("display", 1);
    }
    if contact.birthday.is_some() && is_locked(&behind, "birthday") {
        contact.birthday = None;
        told("birthday", 1);
    }
    if contact.photo.is_some() && is_locked(&behind, "photo") {
        contact.photo = None;
        told("photo", 1);
    }
    macro_rules! rows {
        ($($key:ident),+) => {$(
            let before = contact.$key.len();
            contact.$key.retain(|row| !is_row_locked(&behind, stringify!($key), row.id));
            told(stringify!($key), before - contact.$key.len());
        )+};
    }
    rows!(emails, phones, addresses, links, dates, attachments);
    if contact.photo.is_some_and(|photo| !contact.attachments.iter().any(|file| file.id == photo)) {
        contact.photo = None;
    }
    let before = contact.tags.len();
    contact.tags.retain(|tag| !is_locked(&behind, &format!("tags/{}", fold(tag))));
    told("tags", before - contact.tags.len());
    for key in PREFERENCE_KEYS {
        if is_locked(&behind, key) && contact.preferences.text(key).is_some_and(|text| !text.is_empty()) {
            contact.preferences.read(key, "");
            told(key, 1);
        }
    }
    // A name that is locked is not to be read off what is shown either.
    contact.display = shown(contact);
    contact.locked = Vec::new();
}

fn is_row_locked(behind: &Contact, key: &str, id: Id) -> bool {
    behind.locked.iter().any(|path| {
        path == key || path.strip_prefix(key).and_then(|rest| rest.strip_prefix('/')) == Some(id.to_string().as_str())
    })
}

/// What is shown for a contact by what is left of it.
pub(crate) fn shown(contact: &Contact) -> String {
    if !contact.display_set.is_empty() {
        return contact.display_set.clone();
    }
    display_name(&NameParts {
        prefix: &contact.prefix,
        given: &contact.given,
        middle: &contact.middle,
        family: &contact.family,
        suffix: &contact.suffix,
        nickname: &contact.nickname,
        company: &contact.company,
        email: contact.emails.first().map_or("", |row| &row.value),
        phone: contact.phones.first().map_or("", |row| &row.value),
    })
}

/// A contact without what is locked, counted; the same contact where nothing is.
pub(crate) fn withheld<'a>(contact: &'a Contact, losses: &mut Losses, spare: &'a mut Option<Contact>) -> &'a Contact {
    if contact.locked.is_empty() {
        return contact;
    }
    let mut open = contact.clone();
    withhold(&mut open, |field, values| losses.note(field, LossKind::Locked, values));
    spare.insert(open)
}

#[cfg(test)]
mod tests {
    use satchel_model::{Contact, Email, EmailStatus, Id};

    use super::withhold;

    #[test]
    fn what_is_locked_is_gone_and_told() {
        let id = |nth| Id::from_parts(7, &[nth; 10]);
        let mut ada = Contact::empty(id(1), 0);
        let email = |nth, value: &str| Email {
            id: id(nth),
            value: value.into(),
            label: String::new(),
            primary: nth == 2,
            status: EmailStatus::Unknown,
            do_not_email: false,
        };
        ada.emails = vec![email(2, "a@x.example"), email(3, "b@x.example")];
        (ada.given, ada.family, ada.display) = ("Ada".into(), "Byron".into(), "Ada Byron".into());
        ada.tags = vec!["Ärzte".into(), "VIP".into()];
        ada.locked = vec!["family".into(), format!("emails/{}", id(3)), "tags/arzte".into()];
        let mut told = Vec::new();
        withhold(&mut ada, |field, values| told.extend((values > 0).then(|| (field.to_owned(), values))));
        assert_eq!(told, [("family".to_owned(), 1), ("emails".to_owned(), 1), ("tags".to_owned(), 1)]);
        assert_eq!((ada.display.as_str(), ada.emails.len(), ada.tags.len()), ("Ada", 1, 1));
        assert!(ada.locked.is_empty());
    }
}
