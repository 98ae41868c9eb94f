//! jCard (RFC 7095), address cards in JSON: both ways between it and the text of a vCard 4.
//!
//! A file is written out as vCards that a [`CardReader`](super::CardReader) reads, so that all that it knows holds here
//! too and what nobody understands is kept. What comes back from a card written so is the same card. Deliberately
//! absent: JSContact, and JSON of other shapes.

mod moment;
mod read;
mod schema;
mod write;

use std::cell::Cell;
use std::fmt;
use std::io::{self, Read, Write};
use std::rc::Rc;

use serde::Deserializer as _;
use serde::de::{Error as _, IgnoredAny, SeqAccess, Visitor};
use serde_json::Value;

use self::read::Told;
use crate::FileError;

/// Bytes of JSON that one card may have.
const CARD: u64 = 96 << 20;

/// What came of a file of jCards.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardTranscript {
    /// Cards written.
    pub cards: u64,
    /// What a person should know of what could not be taken over, in sentences.
    pub warnings: Vec<String>,
}

/// Whether the first bytes of a file are those of a jCard, or of a list of them.
#[must_use]
pub fn is_jcard(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let bare: Vec<u8> = head.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(9).collect();
    let begins = |word: &[u8]| bare.get(..word.len()).is_some_and(|begin| begin.eq_ignore_ascii_case(word));
    begins(b"[\"vcard\"") || begins(b"[[\"vcard\"")
}

/// Writes the cards of a file as vCards 4.0, one behind the other.
///
/// A card that is none is left out and counted, and what stands behind broken JSON is lost with a sentence.
///
/// # Errors
/// When there is no card before the JSON breaks, or it cannot be read or written.
pub fn transcribe_jcard(input: impl Read, out: &mut dyn Write) -> Result<CardTranscript, FileError> {
    let read = Rc::new(Cell::new(0));
    let mut deserializer = serde_json::Deserializer::from_reader(io::BufReader::new(Metered {
        input,
        read: Rc::clone(&read),
        mark: true,
    }));
    let mut told = Told::default();
    let mut failed = None;
    let cards = Cards { out, told: &mut told, read: &read, failed: &mut failed };
    let outcome = deserializer.deserialize_seq(cards);
    if let Some(error) = failed {
        return Err(FileError::Read(error));
    }
    match outcome {
        Err(error) if error.io_error_kind() == Some(io::ErrorKind::FileTooLarge) => {
            told.warnings.push(format!(
                "The card {} is larger than can be taken; it and those behind it are left out.",
                told.cards + 1
            ));
        }
        Err(error) if error.is_io() => return Err(FileError::Read(error.into())),
        Err(error) if told.cards > 0 => {
            told.warnings.push(format!(
                "The JSON breaks off on line {} behind card {}; what is behind it is lost.",
                error.line(),
                told.cards
            ));
        }
        Err(_) | Ok(()) => {}
    }
    if told.cards == 0 {
        return Err(FileError::NotContacts {
            what: "JSON without address cards that can be read",
            remedy: "Export the contacts as vCard (.vcf) or CSV instead.",
        });
    }
    Ok(CardTranscript { cards: told.cards, warnings: told.sentences() })
}

/// Counts what is read since a card began, and ends what has no end.
struct Metered<R> {
    input: R,
    read: Rc<Cell<u64>>,
    /// Whether a mark of the encoding may still come.
    mark: bool,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut length = self.input.read(buffer)?;
        if std::mem::take(&mut self.mark) && buffer[..length].starts_with(b"\xEF\xBB\xBF") {
            buffer.copy_within(3..length, 0);
            length -= 3;
        }
        self.read.set(self.read.get() + length as u64);
        if self.read.get() > CARD { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(length) }
    }
}

/// Writes cards as they are parsed.
struct Cards<'a> {
    out: &'a mut dyn Write,
    told: &'a mut Told,
    read: &'a Cell<u64>,
    failed: &'a mut Option<io::Error>,
}

impl<'de> Visitor<'de> for Cards<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a card, or a list of cards")
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut list: A) -> Result<(), A::Error> {
        let Some(first) = list.next_element::<Value>()? else { return Ok(()) };
        if first.is_string() {
            let Some(properties) = list.next_element::<Value>()? else { return Ok(()) };
            self.card(&Value::Array(vec![first, properties])).map_err(A::Error::custom)?;
            while list.next_element::<IgnoredAny>()?.is_some() {}
            return Ok(());
        }
        self.card(&first).map_err(A::Error::custom)?;
        self.read.set(0);
        while let Some(card) = list.next_element::<Value>()? {
            self.card(&card).map_err(A::Error::custom)?;
            self.read.set(0);
        }
        Ok(())
    }
}

impl Cards<'_> {
    fn card(&mut self, card: &Value) -> Result<(), &'static str> {
        let Some(text) = read::card(card, self.told) else {
            self.told.no_cards += 1;
            return Ok(());
        };
        self.told.cards += 1;
        self.out.write_all(&text).map_err(|error| {
            *self.failed = Some(error);
            "the cards cannot be written"
        })
    }
}
