//! A card of a book as a record.
//!
//! Lists of people are no contacts: they are left alone. Of a picture a record has size and digest, of what has no path
//! the text, and of that, too, where it is large, only size and digest, because it is kept with every mirror; the card
//! itself stays on the server and is asked for when it is changed. Deliberately absent: changing a card.

use std::collections::BTreeMap;

use satchel_exchange::{Card, CardKind, CardProperty, Original, is_same_uid};
use satchel_model::{Entity, Id, Severity};
use satchel_remote::{PHOTO, Record, RemoteRef, Stamp, Values, Version};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::cards::TOO_LARGE;
use super::stamp::instant;
use super::values::{BIRTHDAY, LISTS, TEXTS, values_of};
use super::{FetchedCard, picture};

/// Bytes of a card that is read, as of a card in a file.
pub(super) const LARGEST: usize = 16 << 20;
/// Bytes of a property of which the text comes along.
const LONGEST_EXTRA: usize = 1 << 10;

/// Why a card is no record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unread {
    /// It is about no person and no company.
    NotAContact,
    /// It cannot be read, as a sentence.
    Unreadable(&'static str),
}

/// A card that can be changed.
pub(super) struct ReadCard {
    pub(super) record: Record,
    pub(super) original: Original,
    pub(super) card: Card,
}

/// Reads a card. `name` is what it is called in its book.
pub(super) fn read_card(name: &str, fetched: &FetchedCard) -> Result<ReadCard, Unread> {
    let text = &fetched.vcard;
    if text.len() > LARGEST {
        return Err(Unread::Unreadable(TOO_LARGE));
    }
    if !text.trim_start().get(..11).is_some_and(|begin| begin.eq_ignore_ascii_case("BEGIN:VCARD")) {
        return Err(Unread::Unreadable("what is there is no card"));
    }
    if fetched.tag.is_empty() {
        return Err(Unread::Unreadable("the server gives the card no version"));
    }
    let original = Original::from_text(text);
    let reading = original.read(None);
    if !is_contact(&reading.card.kind) {
        return Err(Unread::NotAContact);
    }
    if reading.problems.first().is_some_and(|problem| problem.severity == Severity::Error) {
        return Err(Unread::Unreadable("there is nobody in the card: no name, e-mail, phone or company"));
    }
    let card = reading.card;
    if own_key(name).is_some_and(|key| !is_same_uid(&card.uid, &key.to_string())) {
        return Err(Unread::Unreadable("another card is at the address of one that was created here"));
    }
    let mut values = values_of(&card.contact);
    values.extend(picture::told(&card).map(|told| (PHOTO.to_owned(), told)));
    let record = Record {
        reference: RemoteRef::new(Entity::Contact, name),
        version: Version(fetched.tag.clone()),
        key: key_of(&card.uid),
        identity: identity_of(&card.uid),
        extra: extra(&original, &values),
        values,
        modified: Stamp { at: instant(&fetched.modified), by: None },
        touched: BTreeMap::new(),
    };
    Ok(ReadCard { record, original, card })
}

fn is_contact(kind: &CardKind) -> bool {
    match kind {
        CardKind::Individual | CardKind::Organization => true,
        CardKind::Group => false,
        CardKind::Other(word) => !["location", "application", "device"].contains(&word.as_str()),
    }
}

/// What a card is called that is created with this key.
pub(super) fn own_name(key: Id) -> String {
    format!("{key}.vcf")
}

/// The key of a card that was created here, by its name. Others name cards by random ids, never by ones with a clock.
fn own_key(name: &str) -> Option<Id> {
    let key = name.strip_suffix(".vcf")?;
    let id: Id = key.parse().ok()?;
    (id.to_string() == key && key.as_bytes().get(14) == Some(&b'7')).then_some(id)
}

fn key_of(uid: &str) -> Option<Id> {
    let uid = uid.trim();
    let bare = uid.get(..9).filter(|start| start.eq_ignore_ascii_case("urn:uuid:")).map_or(uid, |_| &uid[9..]);
    bare.parse().ok()
}

/// Who a card is about, in one spelling of its uid.
pub(super) fn identity_of(uid: &str) -> Option<String> {
    let uid = uid.trim();
    (!uid.is_empty()).then(|| key_of(uid).map_or_else(|| uid.to_owned(), |key| key.to_string()))
}

/// Whether a property says what cannot be kept apart from the card: its frame, and when it was written by whom.
fn is_frame(name: &str) -> bool {
    ["VERSION", "REV", "PRODID"].iter().any(|frame| name.eq_ignore_ascii_case(frame))
}

/// What has no path, by the names of properties.
fn extra(original: &Original, values: &Values) -> Values {
    let is_drawn = values.contains_key(PHOTO);
    let has_path = |field: &str| {
        TEXTS.contains(&field) || LISTS.contains(&field) || field == BIRTHDAY || (field == PHOTO && is_drawn)
    };
    let mut extra: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for property in original.properties() {
        if !property.field.is_some_and(has_path) && !is_frame(property.name) {
            extra.entry(property.name.to_ascii_uppercase()).or_default().push(told(&property));
        }
    }
    let one_or_many = |mut values: Vec<Value>| match values.len() {
        1 => values.swap_remove(0),
        _ => Value::Array(values),
    };
    extra.into_iter().map(|(name, values)| (name, one_or_many(values))).collect()
}

/// A property without its folds, which servers make as they like.
fn told(property: &CardProperty<'_>) -> Value {
    let text = String::from_utf8_lossy(property.bytes).replace("\r\n", "\n").replace("\n ", "").replace("\n\t", "");
    let text = text.trim_end();
    if text.len() > LONGEST_EXTRA {
        let digest: String = Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect();
        return json!({"bytes": text.len(), "sha256": digest});
    }
    text.into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use url::Url;

    use super::{Unread, read_card};
    use crate::carddav::FetchedCard;

    fn fetched(lines: &str) -> FetchedCard {
        FetchedCard {
            url: Url::parse("https://dav.example/ada/book/1.vcf").unwrap(),
            tag: "\"1\"".to_owned(),
            modified: "Sun, 06 Nov 1994 08:49:37 GMT".to_owned(),
            vcard: format!("BEGIN:VCARD\r\nVERSION:3.0\r\n{}END:VCARD\r\n", lines.replace('\n', "\r\n")),
        }
    }

    fn unread(name: &str, lines: &str) -> Option<Unread> {
        read_card(name, &fetched(lines)).err()
    }

    #[test]
    fn what_has_no_path_comes_along() {
        let large = "A".repeat(4_000);
        let card = format!(
            "UID:urn:uuid:0190f000-0000-7000-8000-000000000001\nN:Byron;Ada;;;\nTITLE:Analyst\nTITLE:Countess\n\
             PHOTO;VALUE=uri:https://example.com/{large}\nX-SHOE-SIZE:43\nX-A;X=1:long and f\n olded\nX-A:2\nCATEGORIES:Friends\nREV:1\n"
        );
        let record = read_card("1.vcf", &fetched(&card)).ok().unwrap().record;
        assert_eq!(record.key.unwrap().to_string(), "0190f000-0000-7000-8000-000000000001");
        assert_eq!(record.identity.unwrap(), "0190f000-0000-7000-8000-000000000001", "in one spelling");
        assert_eq!((record.version.0.as_str(), record.modified.at), ("\"1\"", Some(784_111_777_000)));
        assert_eq!(record.values.keys().collect::<Vec<_>>(), ["family", "given", "title"]);
        let names: Vec<&String> = record.extra.keys().collect();
        assert_eq!(names, ["CATEGORIES", "PHOTO", "TITLE", "UID", "X-A", "X-SHOE-SIZE"]);
        assert_eq!(record.extra["X-A"], json!(["X-A;X=1:long and folded", "X-A:2"]));
        assert_eq!(record.extra["TITLE"], "TITLE:Countess");
        assert_eq!(record.extra["PHOTO"]["bytes"], 4_000 + "PHOTO;VALUE=uri:https://example.com/".len());
    }

    #[test]
    fn groups_are_no_contacts() {
        for group in
            ["KIND:group\nFN:Friends\n", "X-ADDRESSBOOKSERVER-KIND:group\nN:Friends\n", "KIND:location\nFN:x\n"]
        {
            assert_eq!(unread("1.vcf", group), Some(Unread::NotAContact), "{group}");
        }
        assert_eq!(unread("1.vcf", "KIND:org\nFN:Engines\nORG:Engines\n"), None);
    }

    #[test]
    fn what_cannot_be_read_says_why_without_its_values() {
        let own = "0190f000-0000-7000-8000-000000000001.vcf";
        assert_eq!(unread(own, "UID:0190F000-0000-7000-8000-000000000001\nFN:Ada\n"), None);
        assert!(matches!(unread(own, "UID:mallory\nFN:Mallory\n"), Some(Unread::Unreadable(_))));
        assert!(matches!(unread("1.vcf", "NOTE:nobody\n"), Some(Unread::Unreadable(_))));
        let mut other = fetched("FN:Ada\n");
        other.vcard = "<html>".to_owned();
        assert!(read_card("1.vcf", &other).is_err());
        other = fetched("FN:Ada\n");
        other.tag.clear();
        assert!(read_card("1.vcf", &other).is_err());
        other = fetched(&format!("FN:Ada\nNOTE:{}\n", "x".repeat(17 << 20)));
        assert!(read_card("1.vcf", &other).is_err());
    }
}
