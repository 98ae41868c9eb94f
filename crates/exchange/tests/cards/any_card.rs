//! Anything at all: no bytes make reading or writing panic, go on for ever, or lose a byte of what is kept.
//!
//! Deliberately absent: what comes out of noise.

use proptest::prelude::*;
use satchel_exchange::{CardLimits, CardOptions};

use crate::{cards_with, people};

/// Bytes that have much of what cards have.
fn bytes_of_cards() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"BEGIN:VCARD\r\n"[..],
        b"END:VCARD\n",
        b"VERSION:2.1\r",
        b"VERSION:4.0\n",
        b"N:",
        b"FN;",
        b"item1.",
        b"TEL;TYPE=\"",
        b"AGENT:\n",
        b"ADR:",
        b"BDAY:--",
        b"PHOTO;ENCODING=b:QU",
        b"NOTE;QUOTED-PRINTABLE:=4",
        b"=\r\n",
        b"X-ABLabel:_$!<",
        b"CHARSET=SHIFT_JIS:",
        b"KIND:group\n",
        b"RELATED;TYPE=",
        b"\r\n ",
        b"\n",
        b"\r",
        b";",
        b":",
        b",",
        b"\\",
        b"\"",
        b"^n",
        b"=",
        b"\0",
        b"\xE9\xFF",
        "é".as_bytes(),
        "\u{feff}".as_bytes(),
        b"+442079460958",
        b"a@b.example",
        b"data:,",
    ]);
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

/// Reads, and writes back what was read, with and without a change.
fn try_all(bytes: &[u8], options: &CardOptions, change: &satchel_exchange::Card) -> Result<(), TestCaseError> {
    let Ok(found) = cards_with(bytes, options) else { return Ok(()) };
    let mut kept = 0;
    for found in found {
        kept += found.original.bytes().len();
        if found.original.is_whole() {
            let same = found.original.rewrite(&found.card).unwrap();
            prop_assert_eq!(same.as_slice(), found.original.bytes());
            let _ = found.original.rewrite(change).unwrap();
        }
    }
    // UTF-16 becomes UTF-8; a character of two bytes may need three.
    prop_assert!(kept <= bytes.len() * 2);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000), change in people::card()) {
        try_all(&bytes, &CardOptions::default(), &change)?;
    }

    #[test]
    fn no_card_makes_it_panic(bytes in bytes_of_cards(), change in people::card()) {
        try_all(&bytes, &CardOptions::default(), &change)?;
        let limits = CardLimits { property: 40, card: 200, properties: 5 };
        try_all(&bytes, &CardOptions { limits, ..CardOptions::default() }, &change)?;
    }

    #[test]
    fn a_card_that_is_cut_anywhere_is_read(card in people::card(), end in 0_usize..2_000) {
        let bytes = card.write(satchel_exchange::Version::V3);
        try_all(&bytes[..end.min(bytes.len())], &CardOptions::default(), &card)?;
    }
}
