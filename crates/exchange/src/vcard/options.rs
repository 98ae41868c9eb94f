//! How cards are read: what the file does not say, and how much of a card is kept.
//!
//! Deliberately absent: options of writing; there are none.

/// How cards are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardOptions {
    /// The encoding of what names no charset, by name; found out where none is given.
    pub encoding: Option<String>,
    /// ISO 3166 alpha-2 code that national numbers are from, where the card has no address that tells.
    pub country: Option<String>,
    /// How much of a card is kept.
    pub limits: CardLimits,
}

/// How much of a card is kept; memory never exceeds a small multiple of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardLimits {
    /// Bytes of one property: of a picture, mostly. A longer one is left out.
    pub property: usize,
    /// Bytes of a card. Properties beyond are left out.
    pub card: usize,
    /// Properties of a card, likewise.
    pub properties: usize,
}

impl Default for CardLimits {
    fn default() -> Self {
        Self { property: 8 << 20, card: 16 << 20, properties: 20_000 }
    }
}
