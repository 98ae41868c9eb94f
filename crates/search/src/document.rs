//! What is indexed of a contact, and where in it a word stands.
//!
//! Deliberately absent: where the values come from, and how they are cut ([`crate::text`]).

use satchel_model::Scope;

/// Everything of a contact that can be found, as written. Any field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDoc {
    /// The name as shown.
    pub display: String,
    /// All names: prefix, given, middle, family, suffix, nickname, maiden name.
    pub names: String,
    /// The given name, for who asks for that alone.
    pub given: String,
    /// The family name, likewise.
    pub family: String,
    /// The company, and former ones if they are to be found.
    pub company: String,
    /// Job title and department.
    pub title: String,
    /// E-mail addresses.
    pub emails: Vec<String>,
    /// Phone numbers; E.164 finds most, but any format will do.
    pub phones: Vec<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Cities.
    pub cities: Vec<String>,
    /// Regions.
    pub regions: Vec<String>,
    /// Countries.
    pub countries: Vec<String>,
    /// Notes.
    pub notes: String,
    /// Where the contact came from; found by `source:` alone.
    pub source: String,
    /// Who looks after it; found by `owner:` alone.
    pub owner: String,
    /// What is held in fields of one's own.
    pub own: Vec<OwnText>,
}

/// A value of a field of one's own.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OwnText {
    /// What the index calls the field: letters and digits.
    pub field: String,
    /// The value as it is read.
    pub text: String,
    /// Whether its words are found without the field's name.
    pub anywhere: bool,
}

/// Where in a document a word stands; the byte is the first of its terms in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Names,
    /// Given and family name once more. These two, source and owner are only looked up by their field, so no beginnings
    /// of their words are kept.
    Given,
    Family,
    Company,
    /// Words of e-mail addresses.
    Email,
    /// E-mail addresses and their domains as they are typed, punctuation and all. Hardly two are alike, so they stay
    /// out of the way of words.
    Address,
    Phone,
    Title,
    Tag,
    City,
    Region,
    Country,
    Notes,
    Source,
    Owner,
    /// Words of fields of one's own.
    Own,
    /// The same, each behind what the index calls its field.
    OwnField,
}

/// Sections in which something is looked up, from the lightest to the heaviest.
pub(crate) type Sections = &'static [Section];

/// Those in which a word without a field is looked up.
pub(crate) const ANYWHERE: Sections = &[
    Section::Notes,
    Section::Own,
    Section::Country,
    Section::Region,
    Section::City,
    Section::Tag,
    Section::Title,
    Section::Email,
    Section::Company,
    Section::Names,
];

/// Those that a clause is about.
pub(crate) const fn sections(scope: Option<Scope>) -> Sections {
    match scope {
        None => ANYWHERE,
        Some(Scope::Name) => &[Section::Names],
        Some(Scope::Given) => &[Section::Given],
        Some(Scope::Family) => &[Section::Family],
        Some(Scope::Company) => &[Section::Company],
        Some(Scope::Title) => &[Section::Title],
        Some(Scope::Email) => &[Section::Email],
        Some(Scope::Phone) => &[Section::Phone],
        Some(Scope::Tag) => &[Section::Tag],
        Some(Scope::Place) => &[Section::Country, Section::Region, Section::City],
        Some(Scope::City) => &[Section::City],
        Some(Scope::Region) => &[Section::Region],
        Some(Scope::Country) => &[Section::Country],
        Some(Scope::Notes) => &[Section::Notes],
        Some(Scope::Source) => &[Section::Source],
        Some(Scope::Owner) => &[Section::Owner],
        Some(Scope::Own(_)) => &[Section::OwnField],
    }
}

const LETTERS: [(Section, u8); 17] = [
    (Section::Names, b'n'),
    (Section::Given, b'v'),
    (Section::Family, b'f'),
    (Section::Company, b'c'),
    (Section::Email, b'e'),
    (Section::Address, b'a'),
    (Section::Phone, b'p'),
    (Section::Title, b't'),
    (Section::Tag, b'g'),
    (Section::City, b'l'),
    (Section::Region, b'r'),
    (Section::Country, b'o'),
    (Section::Notes, b'x'),
    (Section::Source, b's'),
    (Section::Owner, b'w'),
    (Section::Own, b'u'),
    (Section::OwnField, b'k'),
];

impl Section {
    pub(crate) const fn letter(self) -> u8 {
        LETTERS[self as usize].1
    }

    pub(crate) fn of_letter(letter: u8) -> Option<Self> {
        LETTERS.into_iter().find(|(_, other)| *other == letter).map(|(section, _)| section)
    }

    /// Whether beginnings of its words are terms of their own.
    pub(crate) const fn has_beginnings(self) -> bool {
        !matches!(self, Self::Address | Self::Given | Self::Family | Self::Source | Self::Owner | Self::OwnField)
    }

    /// Whether its words are also found by their sound.
    pub(crate) const fn has_sounds(self) -> bool {
        matches!(self, Self::Names)
    }

    /// What a word that was typed whole counts here. Larger than what a mere beginning counts in any lighter
    /// section, which lets an evaluation write the sections in order of weight without comparing.
    pub(crate) const fn exact(self) -> u8 {
        match self {
            Self::Names | Self::Given | Self::Family => 16,
            Self::Company => 9,
            Self::Email | Self::Address | Self::Phone => 7,
            Self::Title | Self::Tag | Self::City | Self::Region | Self::Country | Self::Source | Self::Owner => 4,
            Self::Own | Self::OwnField => 3,
            Self::Notes => 2,
        }
    }

    /// What the beginning of a word counts here.
    pub(crate) const fn prefix(self) -> u8 {
        match self {
            Self::Names | Self::Given | Self::Family => 12,
            Self::Company => 7,
            Self::Email | Self::Address | Self::Phone => 6,
            Self::Title | Self::Tag | Self::City | Self::Region | Self::Country | Self::Source | Self::Owner => 3,
            Self::Own | Self::OwnField => 2,
            Self::Notes => 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{LETTERS, Section};

    #[test]
    fn letters_and_sections_are_one_to_one() {
        for (at, (section, letter)) in LETTERS.into_iter().enumerate() {
            assert_eq!(section as usize, at);
            assert_eq!(section.letter(), letter);
            assert_eq!(Section::of_letter(letter), Some(section));
        }
    }
}
