//! Address cards (vCard 2.1, 3.0, 4.0): read, kept, and written back.
//!
//! A [`CardReader`] takes a file apart into [`FoundCard`]s: what a card says, as a [`Card`], and the [`Original`], its
//! bytes. A changed card is written into its original: what nobody here understands stays byte for byte, and without a
//! change the bytes are the same. A new one is written by [`Card::write`]. What cannot be read is named with its line
//! and property and stays in the original; nothing is too broken for the next card to be read, and memory is bounded.
//! jCard, the same in JSON, is written out as vCard. Deliberately
//! absent: xCard, and where originals are kept.

mod card;
mod day;
mod encoded;
mod fold;
mod jcard;
mod label;
mod line;
mod options;
mod original;
mod param;
mod physical;
mod property;
mod read;
mod reader;
mod rewrite;
mod row;
mod slot;
mod text;
mod version;
mod write;

pub use card::{Card, CardKind, Phonetic, Photo, is_same_uid};
pub use jcard::{CardTranscript, is_jcard, transcribe_jcard};
pub use options::{CardLimits, CardOptions};
pub use original::{CardProperty, CardReading, Original};
pub use reader::{CardReader, FoundCard};
pub use rewrite::CardError;
pub use version::Version;
