//! What of a contact can be found: its document for the search index.
//!
//! It is made of the contact as it was read, or of what it was just made from; both have the same words.
//! Deliberately absent: how words are cut and weighed.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use satchel_model::{Address, Contact, CustomField, CustomFields, FieldEntity, printed};
use satchel_search::{OwnText, SearchDoc, SearchText};
use satchel_store::NewContact;
use serde_json::Value;

/// Chunks of an import that wait for the index at most: some thirty megabytes. What finds no room is read back.
const WAITING: usize = 24;

/// The document of a contact that was read.
pub(crate) fn of_contact(contact: Contact, fields: &CustomFields) -> SearchDoc {
    let own = contact.custom.iter().filter_map(|(key, value)| {
        let field = fields.active_key(FieldEntity::Contact, key)?;
        Some(own_text(field, value))
    });
    let own = own.collect();
    let (cities, regions, countries) = places(&contact.addresses);
    SearchDoc {
        names: joined(contact.names()),
        title: joined([&contact.title, &contact.department]),
        display: contact.display,
        given: contact.given,
        family: contact.family,
        company: contact.company,
        emails: contact.emails.into_iter().map(|email| email.value).collect(),
        phones: contact.phones.into_iter().flat_map(|phone| numbers(phone.value, phone.e164)).collect(),
        tags: contact.tags,
        cities,
        regions,
        countries,
        notes: contact.notes,
        source: contact.source,
        owner: contact.owner,
        own,
    }
}

/// The document of a contact that is about to be made.
pub(crate) fn of_new(new: &NewContact, fields: &CustomFields) -> SearchDoc {
    let draft = new.draft();
    // In the order of keys, as those of a contact that was read.
    let own: BTreeMap<&str, OwnText> = draft
        .custom
        .iter()
        .filter_map(|(id, value)| {
            let field = fields.id(*id)?;
            Some((field.definition().key.as_str(), own_text(field, &field.to_wire(value))))
        })
        .collect();
    let own = own.into_values().collect();
    let (cities, regions, countries) = places(&draft.addresses);
    SearchDoc {
        names: joined(draft.names()),
        title: joined([&draft.title, &draft.department]),
        display: new.display().to_owned(),
        given: draft.given.clone(),
        family: draft.family.clone(),
        company: draft.company.clone(),
        emails: draft.emails.iter().map(|(_, value)| value.clone()).collect(),
        phones: draft.phones.iter().flat_map(|(_, value, e164)| numbers(value.clone(), e164.clone())).collect(),
        tags: draft.tags.clone(),
        cities,
        regions,
        countries,
        notes: draft.notes.clone(),
        source: draft.source.clone(),
        owner: draft.owner.clone(),
        own,
    }
}

/// What can be found of a value of one's own field: by its field, and when it is words without it as well.
fn own_text(field: &CustomField, value: &Value) -> OwnText {
    OwnText { field: field.definition().id.tail(), text: printed(value), anywhere: field.kind().is_words() }
}

fn joined<const N: usize>(parts: [&String; N]) -> String {
    join(parts.into_iter())
}

/// Cities, regions and countries of addresses.
fn places(addresses: &[Address]) -> (Vec<String>, Vec<String>, Vec<String>) {
    let each = |part: fn(&Address) -> &String| {
        addresses.iter().map(part).filter(|part| !part.is_empty()).cloned().collect::<Vec<_>>()
    };
    (each(|address| &address.locality), each(|address| &address.region), each(|address| &address.country))
}

fn join<'a>(parts: impl Iterator<Item = &'a String>) -> String {
    let mut all = String::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(part);
    }
    all
}

fn numbers(written: String, e164: String) -> impl Iterator<Item = String> {
    [written, e164].into_iter().filter(|number| !number.is_empty())
}

/// What can be found of contacts that this process just committed, on its way to the index without reading them back.
/// By the rowid of the first; the others follow it.
#[derive(Default)]
pub(crate) struct Handed {
    waiting: Mutex<BTreeMap<i64, (i64, Vec<SearchText>)>>,
}

impl Handed {
    /// Hands over what was made of a committed chunk at an instant, if there is room.
    pub(crate) fn give(&self, first: i64, at: i64, texts: Vec<SearchText>) {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        if waiting.len() < WAITING {
            waiting.insert(first, (at, texts));
        }
    }

    /// Takes the contacts from `first` to `last`, when they are there, and when they were made.
    pub(crate) fn take(&self, first: i64, last: i64) -> Option<(i64, Vec<SearchText>)> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, texts) = waiting.remove(&first)?;
        (i64::try_from(texts.len()) == Ok(last - first + 1)).then_some((at, texts))
    }

    /// Lets go of what somebody else indexed.
    pub(crate) fn forget(&self) {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::{Address, ContactDraft, Id, Origin, Secret};
    use satchel_search::SearchDoc;
    use satchel_store::{BatchStart, Store};

    use super::{Handed, of_contact, of_new};

    async fn store(folder: &tempfile::TempDir) -> Store {
        let path = folder.path().join("satchel.db");
        Store::create(&path, &Secret::new([7; 32]), Id::from_parts(1, &[9; 10]), 0).await.unwrap()
    }

    fn somebody(number: usize) -> ContactDraft {
        ContactDraft {
            prefix: "Dr".into(),
            given: format!("Ada {number}"),
            family: "Lovelace".into(),
            nickname: "Countess".into(),
            maiden: "Gordon".into(),
            emails: vec![("work".into(), "Ada@Engine.example".into()), (String::new(), "a@b.example".into())],
            phones: vec![("work".into(), "020 7946 0000".into(), "+442079460000".into())],
            addresses: vec![address("London", "GB")],
            company: "Engine Ltd".into(),
            title: "Countess".into(),
            department: "Analysis".into(),
            source: "fair".into(),
            tags: vec!["vip".into()],
            notes: "Wrote notes longer than the paper".into(),
            ..ContactDraft::default()
        }
    }

    fn address(locality: &str, country: &str) -> Address {
        Address {
            id: Id::from_parts(0, &[0; 10]),
            value: String::new(),
            street: "12 St James's Square".into(),
            locality: locality.into(),
            region: String::new(),
            postcode: "SW1Y".into(),
            country: country.into(),
            label: String::new(),
            primary: true,
        }
    }

    #[tokio::test]
    async fn what_was_just_made_is_found_like_what_was_read() {
        let folder = tempfile::tempdir().unwrap();
        let store = store(&folder).await;
        let start = BatchStart {
            origin: Origin::Import,
            host: String::new(),
            actor: String::new(),
            label: String::new(),
            at: 0,
        };
        let mut writing = store.begin(start).await.unwrap();
        let new = store.new_contact(somebody(1));
        let rowid = writing.create_contacts(std::slice::from_ref(&new)).await.unwrap()[0].0;
        writing.commit().await.unwrap();
        let (_, read) = store.contacts_at(&[rowid]).await.unwrap().remove(0);
        let none = satchel_model::CustomFields::default();
        assert_eq!(of_new(&new, &none).text(), of_contact(read, &none).text());
        // A process that ends while the thread of a connection is at it may crash.
        store.close().await;
    }

    #[test]
    fn hands_over_what_a_line_is_about_and_keeps_no_more_than_it_has_room_for() {
        let texts = |count: usize| vec![SearchDoc::default().text(); count];
        let handed = Handed::default();
        handed.give(1, 7, texts(3));
        handed.give(4, 8, texts(2));
        assert_eq!(handed.take(4, 5), Some((8, texts(2))));
        assert_eq!(handed.take(4, 5), None, "taken already");
        assert_eq!(handed.take(1, 2), None, "not what the line says");
        (100..200).for_each(|first| handed.give(first, 9, texts(1)));
        assert!(handed.take(100, 100).is_some());
        assert!(handed.take(199, 199).is_none());
        handed.forget();
        assert!(handed.take(101, 101).is_none());
    }
}
