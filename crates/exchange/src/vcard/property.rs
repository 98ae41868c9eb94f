//! Properties as they are written: name, parameters, escaped value, and a label of its own where no type says it.
//!
//! Deliberately absent: what is done with them, a new card (`write`) or one that is kept (`rewrite`).

use super::card::{Card, CardKind, Photo};
use super::day::write_day;
use super::encoded::to_base64;
use super::slot::{Slot, name_parts};
use super::text::{escape, escape_uri};
use super::version::Version;

/// A property to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Property {
    pub(crate) name: String,
    /// Names and values; a type each.
    pub(crate) params: Vec<(&'static str, String)>,
    /// Escaped.
    pub(crate) value: String,
    /// What `X-ABLabel` says beside it.
    pub(crate) own_label: Option<String>,
}

impl Property {
    pub(crate) fn new(name: &str, value: String) -> Self {
        Self { name: name.to_owned(), params: Vec::new(), value, own_label: None }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.params.push((name, value.into()));
        self
    }
}

/// The property of a slot; nothing where the card has nothing for it.
pub(crate) fn slot_property(card: &Card, slot: Slot, version: Version) -> Option<Property> {
    let name = slot.property();
    let property = match slot {
        Slot::FormattedName => return Some(formatted_name(card)),
        Slot::Name => {
            let parts = name_parts(card);
            // Version 3.0 wants a name, be it empty.
            if version == Version::V4 && parts.iter().all(|part| part.is_empty()) {
                return None;
            }
            Property::new(name, parts.map(escape).join(";"))
        }
        Slot::Organization => {
            let (company, department) = (&card.contact.company, &card.contact.department);
            match (company.is_empty(), department.is_empty()) {
                (true, true) => return None,
                (_, true) => Property::new(name, escape(company)),
                _ => Property::new(name, format!("{};{}", escape(company), escape(department))),
            }
        }
        Slot::Birthday => {
            let (value, param) = write_day(card.contact.birthday?, version);
            let property = Property::new(name, value);
            param.map_or(property.clone(), |(name, value)| property.with(name, value))
        }
        Slot::Photo => photo(card.photo.as_ref()?, version),
        Slot::Kind => kind(&card.kind, version)?,
        _ => {
            let text = slot.text(card);
            if text.is_empty() {
                return None;
            }
            let property = Property::new(name, escape(text));
            // In 3.0 a time zone is an offset unless it says otherwise.
            if slot == Slot::TimeZone && version == Version::V3 {
                return Some(property.with("VALUE", "text"));
            }
            // In 4.0 a uid is an address unless it says otherwise.
            if slot == Slot::Uid && version == Version::V4 && !text.contains(':') {
                property.with("VALUE", "text")
            } else {
                property
            }
        }
    };
    Some(property)
}

/// The name that is shown. Where reading it would not tell whether it was set by hand, a parameter does.
fn formatted_name(card: &Card) -> Property {
    let shown = card.contact.shown();
    let mut read = Card { contact: card.contact.clone(), kind: card.kind.clone(), ..Card::default() };
    read.contact.display.clear();
    super::read::names::settle(&mut read, &shown, None);
    let property = Property::new("FN", escape(&shown));
    let is_told = name_parts(&read) == name_parts(card)
        && read.contact.display == card.contact.display
        && read.contact.nickname == card.contact.nickname;
    if is_told {
        property
    } else {
        property.with("DERIVED", if card.contact.display.is_empty() { "TRUE" } else { "FALSE" })
    }
}

fn kind(kind: &CardKind, version: Version) -> Option<Property> {
    Some(match (kind, version) {
        (CardKind::Individual, _) => return None,
        (_, Version::V4) => Property::new("KIND", escape(kind.word())),
        (CardKind::Organization, _) => Property::new("X-ABShowAs", "COMPANY".to_owned()),
        _ => Property::new("X-ADDRESSBOOKSERVER-KIND", escape(kind.word())),
    })
}

fn photo(photo: &Photo, version: Version) -> Property {
    match (photo, version) {
        (Photo::Link(link), Version::V4) => Property::new("PHOTO", escape_uri(link)),
        (Photo::Link(link), _) => Property::new("PHOTO", escape_uri(link)).with("VALUE", "uri"),
        (Photo::Bytes { media_type, bytes }, Version::V4) => {
            Property::new("PHOTO", format!("data:{};base64,{}", escape_uri(media_type), to_base64(bytes)))
        }
        (Photo::Bytes { media_type, bytes }, _) => {
            let encoding = if version == Version::V2 { "BASE64" } else { "b" };
            let property = Property::new("PHOTO", to_base64(bytes)).with("ENCODING", encoding);
            match media_type.strip_prefix("image/") {
                Some(kind) if !kind.is_empty() => property.with("TYPE", kind.to_ascii_uppercase()),
                _ if media_type.is_empty() => property,
                _ => property.with("TYPE", media_type.clone()),
            }
        }
    }
}

/// The property of a group's member.
pub(crate) fn member(uid: &str, version: Version) -> Property {
    let name = if version == Version::V4 { "MEMBER" } else { "X-ADDRESSBOOKSERVER-MEMBER" };
    Property::new(name, escape_uri(uid))
}

/// All tags in one property.
pub(crate) fn tags(tags: &[String]) -> Option<Property> {
    let value = tags.iter().map(|tag| escape(tag)).collect::<Vec<_>>().join(",");
    (!value.is_empty()).then(|| Property::new("CATEGORIES", value))
}
