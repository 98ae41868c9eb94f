//! Places in a card where one thing of a contact stands, and which lines of an original hold it.
//!
//! A slot is what writing changes: its first line takes the new value, the others go. Deliberately absent: how values
//! are read (`read`) and written (`property`).

use std::collections::BTreeMap;

use super::card::Card;
use super::row::Noun;

/// One thing that a card says once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    FormattedName,
    Name,
    Nickname,
    Maiden,
    Organization,
    Title,
    Role,
    Birthday,
    TimeZone,
    Language,
    Notes,
    Photo,
    Uid,
    Revised,
    Kind,
    PhoneticGiven,
    PhoneticMiddle,
    PhoneticFamily,
    PhoneticCompany,
    Source,
    Owner,
    Rest,
}

/// Slots of one line of text.
pub(crate) const TEXTS: [Slot; 16] = [
    Slot::Nickname,
    Slot::Maiden,
    Slot::Title,
    Slot::Role,
    Slot::TimeZone,
    Slot::Language,
    Slot::Notes,
    Slot::Uid,
    Slot::Revised,
    Slot::PhoneticGiven,
    Slot::PhoneticMiddle,
    Slot::PhoneticFamily,
    Slot::PhoneticCompany,
    Slot::Source,
    Slot::Owner,
    Slot::Rest,
];

impl Slot {
    /// The slot that a property of this name fills.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "FN" => Self::FormattedName,
            "N" => Self::Name,
            "NICKNAME" => Self::Nickname,
            "X-MAIDENNAME" => Self::Maiden,
            "ORG" => Self::Organization,
            "TITLE" => Self::Title,
            "ROLE" => Self::Role,
            "BDAY" => Self::Birthday,
            "TZ" => Self::TimeZone,
            "LANG" => Self::Language,
            "NOTE" => Self::Notes,
            "PHOTO" => Self::Photo,
            "UID" => Self::Uid,
            "REV" => Self::Revised,
            "KIND" | "X-ADDRESSBOOKSERVER-KIND" | "X-ABSHOWAS" => Self::Kind,
            "X-PHONETIC-FIRST-NAME" => Self::PhoneticGiven,
            "X-PHONETIC-MIDDLE-NAME" => Self::PhoneticMiddle,
            "X-PHONETIC-LAST-NAME" => Self::PhoneticFamily,
            "X-PHONETIC-ORG" => Self::PhoneticCompany,
            "X-SATCHEL-SOURCE" => Self::Source,
            "X-SATCHEL-OWNER" => Self::Owner,
            "X-SATCHEL" => Self::Rest,
            _ => return None,
        })
    }

    /// The property that is written for it.
    pub(crate) fn property(self) -> &'static str {
        match self {
            Self::FormattedName => "FN",
            Self::Name => "N",
            Self::Nickname => "NICKNAME",
            Self::Maiden => "X-MAIDENNAME",
            Self::Organization => "ORG",
            Self::Title => "TITLE",
            Self::Role => "ROLE",
            Self::Birthday => "BDAY",
            Self::TimeZone => "TZ",
            Self::Language => "LANG",
            Self::Notes => "NOTE",
            Self::Photo => "PHOTO",
            Self::Uid => "UID",
            Self::Revised => "REV",
            Self::Kind => "KIND",
            Self::PhoneticGiven => "X-PHONETIC-FIRST-NAME",
            Self::PhoneticMiddle => "X-PHONETIC-MIDDLE-NAME",
            Self::PhoneticFamily => "X-PHONETIC-LAST-NAME",
            Self::PhoneticCompany => "X-PHONETIC-ORG",
            Self::Source => "X-SATCHEL-SOURCE",
            Self::Owner => "X-SATCHEL-OWNER",
            Self::Rest => "X-SATCHEL",
        }
    }

    /// The text of a slot of one line.
    pub(crate) fn text(self, card: &Card) -> &str {
        match self {
            Self::Nickname => &card.contact.nickname,
            Self::Maiden => &card.contact.maiden,
            Self::Title => &card.contact.title,
            Self::Role => &card.role,
            Self::TimeZone => &card.contact.time_zone,
            Self::Language => &card.contact.language,
            Self::Notes => &card.contact.notes,
            Self::Uid => &card.uid,
            Self::Revised => &card.revised,
            Self::PhoneticGiven => &card.phonetic.given,
            Self::PhoneticMiddle => &card.phonetic.middle,
            Self::PhoneticFamily => &card.phonetic.family,
            Self::PhoneticCompany => &card.phonetic.company,
            Self::Source => &card.contact.source,
            Self::Owner => &card.contact.owner,
            Self::Rest => &card.rest,
            _ => "",
        }
    }

    /// The same, to be filled.
    pub(crate) fn text_mut(self, card: &mut Card) -> Option<&mut String> {
        Some(match self {
            Self::Nickname => &mut card.contact.nickname,
            Self::Maiden => &mut card.contact.maiden,
            Self::Title => &mut card.contact.title,
            Self::Role => &mut card.role,
            Self::TimeZone => &mut card.contact.time_zone,
            Self::Language => &mut card.contact.language,
            Self::Notes => &mut card.contact.notes,
            Self::Uid => &mut card.uid,
            Self::Revised => &mut card.revised,
            Self::PhoneticGiven => &mut card.phonetic.given,
            Self::PhoneticMiddle => &mut card.phonetic.middle,
            Self::PhoneticFamily => &mut card.phonetic.family,
            Self::PhoneticCompany => &mut card.phonetic.company,
            Self::Source => &mut card.contact.source,
            Self::Owner => &mut card.contact.owner,
            Self::Rest => &mut card.rest,
            _ => return None,
        })
    }
}

/// The five parts of a name in the order of the `N` property.
pub(crate) fn name_parts(card: &Card) -> [&str; 5] {
    let contact = &card.contact;
    [&contact.family, &contact.given, &contact.middle, &contact.prefix, &contact.suffix].map(String::as_str)
}

/// Which lines of an original hold what.
#[derive(Debug, Default)]
pub(crate) struct Places {
    /// Lines of a slot, the one that is changed first.
    pub(crate) slots: BTreeMap<Slot, Vec<usize>>,
    /// For each row of a list, in the list's order, its lines: the first, then those that say the same again.
    pub(crate) rows: BTreeMap<Noun, Vec<Vec<usize>>>,
    /// Lines with tags.
    pub(crate) tags: Vec<usize>,
    /// For each member its line.
    pub(crate) members: Vec<usize>,
}
