//! What a card says, in the words of the model, and what the model has no place for yet.
//!
//! Lists have their primary first, and nothing is in a list twice. Deliberately absent: the properties that nobody here
//! understands; they live in the [`Original`](super::Original) and go nowhere.

use satchel_model::ContactDraft;

/// A card read, or to be written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// Names, lists, company, days, tags and notes.
    ///
    /// `source` and `owner` are properties of Satchel's own; who sends a card to strangers leaves them empty.
    pub contact: ContactDraft,
    /// What the card is about.
    pub kind: CardKind,
    /// Its identity among other cards, as written; compare with [`is_same_uid`].
    pub uid: String,
    /// When it was last changed, as written; reading or writing a card never sets it.
    pub revised: String,
    /// What somebody does, where the title says what they are called.
    pub role: String,
    /// How the names are said.
    pub phonetic: Phonetic,
    /// Uids of a group's members, as written.
    pub members: Vec<String>,
    /// `(label, name or uid or address)` of people who belong to this one: `spouse`, `assistant`, …
    pub relations: Vec<(String, String)>,
    /// The picture.
    pub photo: Option<Photo>,
    /// What only Satchel knows of a contact, as JSON; empty in cards of others, and in those for them.
    pub rest: String,
}

/// What a card is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum CardKind {
    /// A person.
    #[default]
    Individual,
    /// A list of other cards.
    Group,
    /// A company.
    Organization,
    /// Anything else, by its own word in small letters: `location`, `application`, …
    Other(String),
}

/// Names as they are said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names are those of a contact")]
pub struct Phonetic {
    pub given: String,
    pub middle: String,
    pub family: String,
    pub company: String,
}

/// A picture, or where there is one.
#[derive(Clone, PartialEq, Eq)]
pub enum Photo {
    /// The bytes, and their media type (`image/jpeg`), empty where the card does not say.
    Bytes {
        /// The media type.
        media_type: String,
        /// The file.
        bytes: Vec<u8>,
    },
    /// An address from which it could be fetched; nothing here does.
    Link(String),
}

impl std::fmt::Debug for Photo {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Bytes { media_type, bytes } => write!(f, "{} bytes of {media_type:?}", bytes.len()),
            Self::Link(_) => f.write_str("a link"),
        }
    }
}

/// Whether two uids name one card: `urn:uuid:` before it and capitals make no difference.
#[must_use]
pub fn is_same_uid(one: &str, other: &str) -> bool {
    let bare = |uid: &str| {
        let uid = uid.trim().to_lowercase();
        uid.strip_prefix("urn:uuid:").map(str::to_owned).unwrap_or(uid)
    };
    bare(one) == bare(other)
}

impl CardKind {
    /// Reads the word of a card.
    pub(crate) fn read(word: &str) -> Self {
        match word.trim().to_lowercase().as_str() {
            "" | "individual" => Self::Individual,
            "group" => Self::Group,
            "org" | "organization" => Self::Organization,
            other => Self::Other(other.to_owned()),
        }
    }

    /// The word of a card.
    pub(crate) fn word(&self) -> &str {
        match self {
            Self::Individual => "individual",
            Self::Group => "group",
            Self::Organization => "org",
            Self::Other(word) => word,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_same_uid;

    #[test]
    fn uids_are_the_same_however_they_are_written() {
        assert!(is_same_uid("urn:uuid:1F2E", "1f2e"));
        assert!(is_same_uid(" 1f2e", "1F2E"));
        assert!(!is_same_uid("1f2e", "1f2f"));
    }
}
