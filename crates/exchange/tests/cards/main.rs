//! Address cards through reader, writer and rewriter: what programs write, what is broken, and anything at all.
//!
//! Every card is written here, byte for byte; real files run as `cargo xtask samples`. Deliberately absent: where cards
//! come from and go to.

#![expect(clippy::unwrap_used, reason = "a test may stop where its card cannot be read")]

mod agreeing;
mod any_card;
mod breaking;
mod changing;
mod people;
mod reading;
mod writing;

use satchel_exchange::{Card, CardOptions, CardReader, FileError, FoundCard, Original};
use satchel_model::{ContactDraft, ProblemCode};

/// All cards of a file.
fn cards(bytes: &[u8]) -> Vec<FoundCard> {
    cards_with(bytes, &CardOptions::default()).unwrap()
}

fn cards_with(bytes: &[u8], options: &CardOptions) -> Result<Vec<FoundCard>, FileError> {
    let mut reader = CardReader::new(bytes, options)?;
    let mut found = Vec::new();
    while let Some(card) = reader.read()? {
        let rows: Vec<u64> = card.problems.iter().map(|problem| problem.row).collect();
        assert!(rows.iter().all(|row| *row >= card.line), "a problem is in its card: {rows:?}");
        assert!(card.problems.iter().all(|it| it.value.chars().count() <= 200 && !it.reason.is_empty()));
        found.push(card);
    }
    Ok(found)
}

/// The one card of a file that has nothing but these lines in a card of this version.
fn card(version: &str, lines: &str) -> FoundCard {
    let text = format!("BEGIN:VCARD\r\nVERSION:{version}\r\n{}END:VCARD\r\n", lines.replace('\n', "\r\n"));
    let mut found = cards(text.as_bytes());
    assert_eq!(found.len(), 1, "{text}");
    found.remove(0)
}

fn contact(version: &str, lines: &str) -> ContactDraft {
    card(version, lines).card.contact
}

fn codes(card: &FoundCard) -> Vec<(u64, &str, ProblemCode)> {
    card.problems.iter().map(|problem| (problem.row, problem.column.as_str(), problem.code)).collect()
}

fn read(bytes: &[u8]) -> Card {
    Original::kept(bytes.to_vec(), "windows-1252", true).unwrap().read(None).card
}
