//! A record from there as a contact on its way in: many of them are made like those of an import, a hundred at a time.

use satchel_model::{Address, ContactDraft, Id, PartialDate};
use serde_json::{Map, Value};

use super::neutral::NeutralValues;
use super::picture::PHOTO;
use super::rows::completed;
use super::write::{checked, refusal};
use crate::contact::new::KnownIds;
use crate::{NewContact, Store, StoreError};

/// Works out what will be written of a record.
///
/// # Errors
/// [`StoreError::Invalid`] when something of it cannot be kept, [`StoreError::Unidentified`] when it is nobody.
pub(super) fn draft(
    store: &Store,
    id: Id,
    values: &NeutralValues,
    region: Option<&str>,
) -> Result<NewContact, StoreError> {
    let mut draft = ContactDraft::default();
    let mut known = KnownIds {
        contact: id,
        emails: Vec::new(),
        phones: Vec::new(),
        addresses: Vec::new(),
        links: Vec::new(),
        dates: Vec::new(),
    };
    let mut rows: Vec<(&String, &str, Map<String, Value>)> = Vec::new();
    // The picture comes when the contact is there.
    for (path, value) in values.iter().filter(|(path, _)| *path != PHOTO) {
        match path.split_once('/') {
            Some(("tags", _)) => draft.tags.extend(value.get("value").and_then(Value::as_str).map(str::to_owned)),
            Some((collection, _)) => {
                let row = completed(path, value, &NeutralValues::new(), region).ok_or_else(|| refusal(path))?;
                let Value::Object(row) = row else { return Err(refusal(path)) };
                rows.push((path, collection, row));
            }
            None => {
                let text = value.as_str().unwrap_or_default().to_owned();
                checked(path, &text)?;
                match path.as_str() {
                    "birthday" => draft.birthday = text.parse().ok(),
                    other => *draft.text_mut(other).ok_or_else(|| refusal(path))? = text,
                }
            }
        }
    }
    // The first of a list is its primary.
    let told_primary = |path: &String| values.get(path).and_then(|row| row.get("primary")) == Some(&Value::Bool(true));
    rows.sort_by_key(|(path, ..)| !told_primary(path));
    for (path, collection, row) in rows {
        let id: Id = path.split_once('/').map(|(_, id)| id).unwrap_or_default().parse()?;
        let text = |part: &str| row.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (label, value) = (text("label"), text("value"));
        match collection {
            "emails" => {
                known.emails.push(id);
                draft.emails.push((label, value));
            }
            "phones" => {
                known.phones.push(id);
                draft.phones.push((label, value, text("e164")));
            }
            "links" => {
                known.links.push(id);
                draft.links.push((label, value));
            }
            "dates" => {
                known.dates.push(id);
                draft.dates.push((label, value.parse::<PartialDate>().map_err(|_| refusal(path))?));
            }
            "addresses" => {
                known.addresses.push(id);
                draft.addresses.push(Address {
                    id,
                    value: String::new(),
                    street: text("street"),
                    locality: text("locality"),
                    region: text("region"),
                    postcode: text("postcode"),
                    country: text("country"),
                    label,
                    primary: false,
                });
            }
            _ => return Err(refusal(path)),
        }
    }
    let new = store.new_contact(draft);
    if new.display().is_empty() {
        return Err(StoreError::Unidentified);
    }
    Ok(new.known_as(known))
}
