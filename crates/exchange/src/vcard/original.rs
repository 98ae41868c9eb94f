//! A card as it came: its bytes, whole, with everything that nobody here understands.
//!
//! What is kept beside a contact for as long as it lives, because a change is written into it. Deliberately absent:
//! where it is kept.

use std::collections::{HashMap, HashSet};

use encoding_rs::{Encoding, WINDOWS_1252};
use satchel_model::Problem;

use super::card::Card;
use super::line::{Head, Line, lines};
use super::read::{Manner, Reading, read};
use super::row::Noun;
use super::slot::{Places, Slot};
use super::version::Version;
use crate::{FileError, encoding};

/// The bytes of one card.
///
/// A file in UTF-16 has been made UTF-8 first; of every other file these are its own bytes.
#[derive(Clone, PartialEq, Eq)]
pub struct Original {
    pub(crate) bytes: Vec<u8>,
    pub(crate) encoding: &'static Encoding,
    pub(crate) whole: bool,
}

impl std::fmt::Debug for Original {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a card of {} bytes", self.bytes.len())
    }
}

/// What a card says, and what was wrong with it.
#[derive(Clone, Debug, PartialEq)]
pub struct CardReading {
    /// What could be read.
    pub card: Card,
    /// Which vCard it is.
    pub version: Version,
    /// What could not; `row` is the line, `column` the property. The first is an error where nobody is in the card.
    pub problems: Vec<Problem>,
}

/// A property as it stands in a card, and what came from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardProperty<'a> {
    /// Its name, without group; in the card's own spelling.
    pub name: &'a str,
    /// All of it, with its folds and line ends.
    pub bytes: &'a [u8],
    /// The key of the field that was read from it; of a name in parts, `family`; of a label, what it labels. None where a contact has no place for
    /// it, or has one and it was taken already.
    pub field: Option<&'static str>,
}

impl Original {
    /// A card that was kept, with what [`Original::encoding`] and [`Original::is_whole`] said then.
    ///
    /// # Errors
    /// When there is no encoding of that name.
    pub fn kept(bytes: Vec<u8>, encoding_name: &str, whole: bool) -> Result<Self, FileError> {
        Ok(Self { bytes, encoding: encoding::encoding(encoding_name)?, whole })
    }

    /// A card out of text, as servers send it.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        Self { bytes: text.as_bytes().to_vec(), encoding: WINDOWS_1252, whole: true }
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The encoding of what is not UTF-8 and names no charset; to be kept beside the bytes.
    #[must_use]
    pub fn encoding(&self) -> &'static str {
        self.encoding.name()
    }

    /// Whether nothing was left out because it was beyond measure. What is not whole is never written back.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.whole
    }

    /// Reads it; `country` is the ISO 3166 alpha-2 code that national numbers are from.
    #[must_use]
    pub fn read(&self, country: Option<&str>) -> CardReading {
        let lines = lines(&self.bytes);
        let Reading { card, problems, version, .. } = read(&lines, Manner { undeclared: self.encoding, country });
        CardReading { card, version, problems }
    }
    /// Every property between beginning and end, in order, with the field that was read from it.
    #[must_use]
    pub fn properties(&self) -> Vec<CardProperty<'_>> {
        let lines = lines(&self.bytes);
        let Reading { places, .. } = read(&lines, Manner { undeclared: self.encoding, country: None });
        let mut fields = fields(&places);
        for (at, labelled) in labels(&lines) {
            if let Some(field) = fields.get(&labelled).copied() {
                fields.insert(at, field);
            }
        }
        let properties = lines.iter().enumerate().filter_map(|(at, line)| {
            line.head.as_ref()?;
            let bytes = &self.bytes[line.at.clone()];
            let end = bytes.iter().position(|byte| matches!(byte, b':' | b';')).unwrap_or(bytes.len());
            let name = std::str::from_utf8(&bytes[..end]).ok()?.trim();
            let name = name.rsplit('.').next().unwrap_or(name);
            Some(CardProperty { name, bytes, field: fields.get(&at).copied() })
        });
        properties.collect()
    }
}

/// A property that nothing was read from.
pub(crate) struct Unread<'a> {
    /// All of it.
    pub(crate) bytes: &'a [u8],
    /// Whether all versions write it so: text in UTF-8, encoded in no way, tied to no other.
    pub(crate) is_plain: bool,
}

impl Original {
    /// What a card written anew would not have.
    pub(crate) fn unread(&self) -> Vec<Unread<'_>> {
        let lines = lines(&self.bytes);
        let Reading { places, .. } = read(&lines, Manner { undeclared: self.encoding, country: None });
        let slots = places.slots.values().chain(places.rows.values().flatten());
        let mut known: HashSet<usize> = slots.flatten().chain(&places.tags).chain(&places.members).copied().collect();
        let labels: Vec<usize> =
            labels(&lines).into_iter().filter(|(_, of)| known.contains(of)).map(|(at, _)| at).collect();
        known.extend(labels);
        let unread = lines.iter().enumerate().filter_map(|(at, line)| {
            let head = line.head.as_ref().filter(|head| head.name != "VERSION" && !known.contains(&at))?;
            let bytes = &self.bytes[line.at.clone()];
            let encoded = head.params.iter().any(|param| param.bare || matches!(&*param.name, "ENCODING" | "CHARSET"));
            let is_plain = !encoded && head.group.is_empty() && std::str::from_utf8(bytes).is_ok();
            Some(Unread { bytes, is_plain })
        });
        unread.collect()
    }
}

/// Lines that are the label of another one of their group, with that one.
fn labels(lines: &[Line<'_>]) -> Vec<(usize, usize)> {
    let heads = || lines.iter().enumerate().filter_map(|(at, line)| Some((at, line.head.as_ref()?)));
    let is_label = |head: &Head| head.name == "X-ABLABEL";
    let mut groups: HashMap<String, usize> = HashMap::new();
    for (at, head) in heads().filter(|(_, head)| !head.group.is_empty() && !is_label(head)) {
        groups.entry(head.group.to_lowercase()).or_insert(at);
    }
    let labels = heads().filter(|(_, head)| is_label(head));
    labels.filter_map(|(at, head)| Some((at, *groups.get(&head.group.to_lowercase())?))).collect()
}

/// The fields of a contact by the lines that they were read from.
fn fields(places: &Places) -> HashMap<usize, &'static str> {
    let slots = places.slots.iter().filter_map(|(slot, lines)| Some((slot_field(*slot)?, lines)));
    let rows = places.rows.iter().filter_map(|(noun, rows)| Some((row_field(*noun)?, rows)));
    let rows = rows.flat_map(|(field, rows)| rows.iter().map(move |lines| (field, lines)));
    let all = slots.chain(rows).chain([("tags", &places.tags)]);
    all.flat_map(|(field, lines)| lines.iter().map(move |at| (*at, field))).collect()
}

fn slot_field(slot: Slot) -> Option<&'static str> {
    Some(match slot {
        Slot::FormattedName => "display",
        Slot::Name => "family",
        Slot::Nickname => "nickname",
        Slot::Maiden => "maiden",
        Slot::Organization => "company",
        Slot::Title => "title",
        Slot::Birthday => "birthday",
        Slot::TimeZone => "time_zone",
        Slot::Language => "language",
        Slot::Notes => "notes",
        Slot::Source => "source",
        Slot::Owner => "owner",
        Slot::Photo => "photo",
        Slot::Role
        | Slot::Uid
        | Slot::Revised
        | Slot::Kind
        | Slot::PhoneticGiven
        | Slot::PhoneticMiddle
        | Slot::PhoneticFamily
        | Slot::PhoneticCompany
        | Slot::Rest => return None,
    })
}

fn row_field(noun: Noun) -> Option<&'static str> {
    Some(match noun {
        Noun::Address => "addresses",
        Noun::Email => "emails",
        Noun::Phone => "phones",
        Noun::Link => "links",
        Noun::Date => "dates",
        Noun::Relation => return None,
    })
}
