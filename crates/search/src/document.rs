//! What is indexed of a contact, and where in it a word stands.
//!
//! Deliberately absent: where the values come from, and how they are cut ([`crate::text`]).

/// Everything of a contact that can be found, as written. Any field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDoc {
    /// The name as shown.
    pub display: String,
    /// All names: prefix, given, middle, family, suffix, nickname.
    pub names: String,
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
    /// Town, region, country, street.
    pub place: String,
    /// Notes.
    pub notes: String,
}

/// Where in a document a word stands; the byte is the first of its terms in the index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Section {
    Names,
    Company,
    /// Words of e-mail addresses.
    Email,
    /// E-mail addresses and their domains as they are typed, punctuation and all. Hardly two are alike, so they stay
    /// out of the way of words.
    Address,
    Phone,
    About,
    Notes,
}

impl Section {
    /// The sections in which words are looked up, from the lightest to the heaviest.
    pub(crate) const BY_WEIGHT: [Self; 5] = [Self::Notes, Self::About, Self::Email, Self::Company, Self::Names];

    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Names => b'n',
            Self::Company => b'c',
            Self::Email => b'e',
            Self::Address => b'a',
            Self::Phone => b'p',
            Self::About => b't',
            Self::Notes => b'x',
        }
    }

    pub(crate) fn of_letter(letter: u8) -> Option<Self> {
        [Self::Names, Self::Company, Self::Email, Self::Address, Self::Phone, Self::About, Self::Notes]
            .into_iter()
            .find(|section| section.letter() == letter)
    }

    /// What a word that was typed whole counts here. Larger than what a mere beginning counts in any lighter
    /// section, which lets an evaluation write the sections in order of weight without comparing.
    pub(crate) const fn exact(self) -> u8 {
        match self {
            Self::Names => 16,
            Self::Company => 9,
            Self::Email | Self::Address | Self::Phone => 7,
            Self::About => 4,
            Self::Notes => 2,
        }
    }

    /// What the beginning of a word counts here.
    pub(crate) const fn prefix(self) -> u8 {
        match self {
            Self::Names => 12,
            Self::Company => 7,
            Self::Email | Self::Address | Self::Phone => 6,
            Self::About => 3,
            Self::Notes => 1,
        }
    }
}
