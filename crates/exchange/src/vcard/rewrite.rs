//! A change written into the card that it is a change of.
//!
//! What is the same stays byte for byte, in its place; what nobody here understands is not touched at all. A value that
//! changes keeps its property's group, name and parameters, but for those that were about the value before; a row is
//! known by its value, else by its label. Without any change the bytes are the same bytes. Deliberately absent: telling
//! what changed; that is found by reading the original again.

mod edits;
mod rows;
mod texts;

use super::card::Card;
use super::line::lines;
use super::original::Original;
use super::physical::width_of_end;
use super::read::{Manner, Reading, read};
use edits::Edits;

/// Why a card cannot be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CardError {
    /// Part of the original was left out when it was read; writing it would delete that part where it came from.
    #[error("the card is larger than what is kept of a card: writing it would lose the rest of it")]
    NotWhole,
}

impl Original {
    /// Writes what is known now into the card.
    ///
    /// Primaries are those of `card`; the order of the other rows stays the original's.
    ///
    /// # Errors
    /// When the original is not whole.
    pub fn rewrite(&self, card: &Card) -> Result<Vec<u8>, CardError> {
        if !self.whole {
            return Err(CardError::NotWhole);
        }
        let lines = lines(&self.bytes);
        let Reading { card: before, places, version, .. } =
            read(&lines, Manner { undeclared: self.encoding, country: None });
        let mut edits = Edits::new(&self.bytes, &lines, version, self.encoding, end_of_line(&self.bytes));
        texts::edit(&mut edits, &before, card, &places);
        rows::edit(&mut edits, &before, card, &places);
        Ok(edits.finish())
    }
}

/// What stands behind the lines of the card.
fn end_of_line(bytes: &[u8]) -> Vec<u8> {
    match memchr::memchr2(b'\r', b'\n', bytes) {
        Some(at) => bytes[at..at + width_of_end(&bytes[at..])].to_vec(),
        None => b"\r\n".to_vec(),
    }
}
