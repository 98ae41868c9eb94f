//! A card as it came: its bytes, whole, with everything that nobody here understands.
//!
//! What is kept beside a contact for as long as it lives, because a change is written into it. Deliberately absent:
//! where it is kept.

use encoding_rs::{Encoding, WINDOWS_1252};
use satchel_model::Problem;

use super::card::Card;
use super::line::lines;
use super::read::{Manner, Reading, read};
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
}
