//! What is indexed of a contact, and how it is handed to the tokenizers as one text.
//!
//! The text is only a way through the library: it is never stored. It is folded already, phone numbers are bare digits,
//! and sections are told apart by a control character, which folding leaves none of. Deliberately absent: where the values come from.

use crate::digits;

/// Everything of a contact that can be found, as written. Any field may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SearchDoc {
    /// The row that is found.
    pub rowid: i64,
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
    Email,
    Phone,
    About,
    Notes,
}

impl Section {
    /// The sections that hold words, from the lightest to the heaviest.
    pub(crate) const BY_WEIGHT: [Self; 5] = [Self::Notes, Self::About, Self::Email, Self::Company, Self::Names];

    pub(crate) const fn letter(self) -> u8 {
        match self {
            Self::Names => b'n',
            Self::Company => b'c',
            Self::Email => b'e',
            Self::Phone => b'p',
            Self::About => b't',
            Self::Notes => b'x',
        }
    }

    pub(crate) fn of_letter(letter: u8) -> Option<Self> {
        [Self::Names, Self::Company, Self::Email, Self::Phone, Self::About, Self::Notes]
            .into_iter()
            .find(|section| section.letter() == letter)
    }

    /// What a word that was typed whole counts here. Larger than what a mere beginning counts in any lighter
    /// section, which lets an evaluation write the sections in order of weight without comparing.
    pub(crate) const fn exact(self) -> u8 {
        match self {
            Self::Names => 16,
            Self::Company => 9,
            Self::Email | Self::Phone => 7,
            Self::About => 4,
            Self::Notes => 2,
        }
    }

    /// What the beginning of a word counts here.
    pub(crate) const fn prefix(self) -> u8 {
        match self {
            Self::Names => 12,
            Self::Company => 7,
            Self::Email | Self::Phone => 6,
            Self::About => 3,
            Self::Notes => 1,
        }
    }

    /// Up to how many letters every beginning of a word is a term of its own; longer beginnings are looked up
    /// among the whole words, of which then few are left. Addresses begin alike by the thousands.
    pub(crate) const fn gram_len(self) -> usize {
        match self {
            Self::Email => 8,
            Self::Notes => 3,
            _ => 5,
        }
    }
}

/// A document as the index takes it: folded, its sections one after the other. Smaller than what it was made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchText(pub(crate) String);

const SEPARATOR: char = '\u{1}';

impl SearchDoc {
    /// All sections as one folded text; what the index is made of, apart from the row.
    #[must_use]
    pub fn text(&self) -> SearchText {
        let mut text = String::with_capacity(256 + self.notes.len());
        let mut add = |section: Section, value: &str| {
            if !value.is_empty() {
                text.push(SEPARATOR);
                text.push(char::from(section.letter()));
                match section {
                    Section::Phone => text.push_str(&digits::number(value)),
                    _ => text.push_str(&satchel_model::fold(value)),
                }
            }
        };
        add(Section::Names, &self.names);
        if self.display != self.names {
            add(Section::Names, &self.display);
        }
        add(Section::Company, &self.company);
        self.emails.iter().for_each(|email| add(Section::Email, email));
        self.phones.iter().for_each(|phone| add(Section::Phone, phone));
        add(Section::About, &self.title);
        self.tags.iter().for_each(|tag| add(Section::About, tag));
        add(Section::About, &self.place);
        add(Section::Notes, &self.notes);
        SearchText(text)
    }
}

/// Takes the text of a document apart.
pub(crate) fn sections(text: &str) -> impl Iterator<Item = (Section, &str)> {
    text.split(SEPARATOR).filter_map(|part| {
        let (first, value) = part.split_at_checked(1)?;
        Some((Section::of_letter(*first.as_bytes().first()?)?, value))
    })
}
