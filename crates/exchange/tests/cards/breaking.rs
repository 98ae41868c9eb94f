//! Broken and hostile files: each says what and where, the next card is read, memory stays bounded.
//!
//! Deliberately absent: what is only unusual (`reading`).

use std::io::{self, Read};

use satchel_exchange::{CardError, CardLimits, CardOptions, CardReader, FileError};
use satchel_model::ProblemCode;

use crate::{cards, cards_with, codes};

fn small(property: usize, card: usize, properties: usize) -> CardOptions {
    CardOptions { limits: CardLimits { property, card, properties }, ..CardOptions::default() }
}

fn shown(text: &str) -> Vec<String> {
    cards(text.as_bytes()).iter().map(|found| found.card.contact.shown()).collect()
}

#[test]
fn a_broken_card_costs_no_other() {
    for (name, text, people) in [
        ("missing END", "BEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n", vec!["Ada", "Bo"]),
        ("truncated", "BEGIN:VCARD\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nTEL;TY", vec!["Ada", "Bo"]),
        ("missing BEGIN", "VERSION:3.0\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n", vec!["Ada", "Bo"]),
        (
            "an agent",
            "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:Him\nEND:VCARD\nFN:Ada\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n",
            vec!["Ada", "Bo"],
        ),
        (
            "an agent's agent",
            "BEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nAGENT:\nBEGIN:VCARD\nFN:X\nEND:VCARD\nEND:VCARD\nFN:Ada\nEND:VCARD\n",
            vec!["Ada"],
        ),
        ("nothing but a beginning", "BEGIN:VCARD\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\nEND:VCARD\n", vec!["", "Ada"]),
        (
            "a soft break before the end",
            "BEGIN:VCARD\nFN:Ada\nNOTE;QUOTED-PRINTABLE:a=\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n",
            vec!["Ada", "Bo"],
        ),
        ("a quote that never closes", "BEGIN:VCARD\nTEL;X-A=\"open:+442079460958\nFN:Ada\nEND:VCARD\n", vec!["Ada"]),
        (
            "between cards",
            "\n\nsome text\nBEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VCARD\nFN:Ada\nEND:VCARD\n",
            vec!["Ada"],
        ),
        ("comments and rubbish", "BEGIN:VCARD\n# no\n:x\n;y:z\n;;;\nFN:Ada\nEND:VCARD\n", vec!["Ada"]),
        (
            "two files",
            "\u{feff}BEGIN:VCARD\nFN:Ada\nEND:VCARD\n\u{feff}BEGIN:VCARD\nFN:Bo\nEND:VCARD\n",
            vec!["Ada", "Bo"],
        ),
    ] {
        assert_eq!(shown(text), people, "{name}");
    }
}

#[test]
fn what_is_broken_is_named_with_its_line() {
    let found = cards(b"\nBEGIN:VCARD\nFN:Ada\nBEGIN:VCARD\nFN:Bo\nNOTE:a\nb\nEND:VCARD\nN:Cy\n");
    let named: Vec<_> = found.iter().map(|card| (card.number, card.line, codes(card))).collect();
    assert_eq!(
        named,
        [
            (1, 2, vec![(2, "END", ProblemCode::Malformed)]),
            (2, 4, vec![(6, "NOTE", ProblemCode::Malformed)]),
            (3, 9, vec![(9, "BEGIN", ProblemCode::Malformed), (9, "END", ProblemCode::Malformed)]),
        ]
    );
}

#[test]
fn what_is_no_file_of_cards_is_refused() {
    assert!(matches!(cards_with(b"", &CardOptions::default()), Err(FileError::Empty)));
    assert!(matches!(cards_with(b"\xEF\xBB\xBF \r\n", &CardOptions::default()), Err(FileError::Empty)));
    for bytes in [
        &b"<!doctype html><title>Sign in</title>"[..],
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR",
        b"PK\x03\x04\0\0",
        b"Name,Email\n",
    ] {
        assert!(matches!(cards_with(bytes, &CardOptions::default()), Err(FileError::NotContacts { .. })));
    }
    let options = CardOptions { encoding: Some("klingon".into()), ..CardOptions::default() };
    assert!(matches!(cards_with(b"BEGIN:VCARD", &options), Err(FileError::Encoding(_))));
}

#[test]
fn a_property_beyond_measure_is_left_out_and_named() {
    let photo = "QUJD".repeat(1_000);
    let folded: String =
        photo.as_bytes().chunks(70).map(|row| format!(" {}\r\n", std::str::from_utf8(row).unwrap())).collect();
    for rows in [format!("{photo}\r\n"), format!("\r\n{folded}"), folded.trim_start().to_owned()] {
        let text = format!(
            "BEGIN:VCARD\r\nFN:Ada\r\nPHOTO;ENCODING=b:{rows}EMAIL:wrong\r\nTITLE:CTO\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:Bo\r\nEND:VCARD\r\n"
        );
        let found = cards_with(text.as_bytes(), &small(2_000, 10_000, 100)).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].card.contact.title.as_str(), &found[0].card.photo), ("CTO", &None));
        // Lines are those of the file, not of what was kept.
        let line = 3 + u64::try_from(rows.matches('\n').count()).unwrap();
        let expected = [(line, "EMAIL", ProblemCode::EmailInvalid), (3, "PHOTO", ProblemCode::TooLong)];
        assert_eq!(codes(&found[0]), expected);
        // What was left out is not deleted where the card came from.
        assert!(!found[0].original.is_whole() && found[1].original.is_whole());
        assert_eq!(found[0].original.rewrite(&found[0].card), Err(CardError::NotWhole));
    }
}

#[test]
fn a_card_beyond_measure_is_cut_and_named_once() {
    let many = "X-A:b\n".repeat(1_000);
    for options in [small(1_000, 2_000, 5_000), small(1_000, 20_000, 100)] {
        let text = format!("BEGIN:VCARD\nFN:Ada\n{many}END:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n");
        let found = cards_with(text.as_bytes(), &options).unwrap();
        assert_eq!(found.len(), 2);
        assert_eq!(found[0].problems.len(), 1);
        assert_eq!(found[0].problems[0].code, ProblemCode::TooLong);
        assert!(found[0].original.bytes().len() < 3_000);
    }
}

#[test]
fn many_small_things_do_not_take_for_ever() {
    let head = "BEGIN:VCARD\nFN:Ada\n";
    let number = |count: usize, row: fn(usize) -> String| (0..count).map(row).collect::<String>();
    for (name, rows) in [
        ("e-mails", number(19_000, |at| format!("EMAIL:a{at}@example.com\n"))),
        ("phones and countries", number(9_000, |at| format!("TEL:030 {}\nADR:;;;;;;Nowhere {at}\n", 1_000_000 + at))),
        ("tags", format!("CATEGORIES:{}\n", number(300_000, |at| format!("{at},")))),
        ("notes", number(19_000, |at| format!("NOTE:a note of some length with the number {at}\n"))),
        ("members", number(19_000, |at| format!("MEMBER:urn:uuid:{at}\n"))),
        ("types", format!("TEL;TYPE={}:+442079460958\n", "a,".repeat(300_000))),
        ("parameters", format!("TEL{}:+442079460958\n", ";a".repeat(300_000))),
        ("a quote, then rows", format!("X-A;B=\":{}\n", "\na".repeat(300_000))),
        ("folds without a colon", format!("X-A;B{}\n", "\n a".repeat(300_000))),
        (
            "a label for many",
            format!("a.X-ABLabel:{}\n{}", "x".repeat(1_000_000), "a.TEL:+442079460958\n".repeat(5_000)),
        ),
        ("parts", format!("N:{}\nORG:{}\n", ";".repeat(1_000_000), ";".repeat(1_000_000))),
        ("agents", "AGENT:\nBEGIN:VCARD\n".repeat(9_000)),
    ] {
        let found = cards(format!("{head}{rows}END:VCARD\n").as_bytes());
        let card = &found[0];
        assert_eq!(card.card.contact.shown(), "Ada", "{name}");
        assert!(card.card.contact.emails.len() <= 1_000 && card.card.contact.tags.len() <= 1_000, "{name}");
        assert_eq!(card.original.rewrite(&card.card).unwrap(), card.original.bytes(), "{name}");
    }
}

/// Bytes that are made while they are read, so that a test needs no memory for them.
struct Endless {
    head: &'static [u8],
    row: &'static [u8],
    left: u64,
}

impl Read for Endless {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        if !self.head.is_empty() {
            return self.head.read(to);
        }
        let wanted = usize::try_from(self.left).unwrap_or(usize::MAX).min(to.len());
        for (byte, from) in to[..wanted].iter_mut().zip(self.row.iter().cycle()) {
            *byte = *from;
        }
        self.left -= wanted as u64;
        Ok(wanted)
    }
}

#[test]
fn a_file_without_end_needs_no_memory() {
    for (name, head, row) in [
        ("a line", &b"BEGIN:VCARD\nFN:Ada\nPHOTO;ENCODING=b:"[..], &b"QUJD"[..]),
        (
            "a folded picture",
            b"BEGIN:VCARD\nFN:Ada\nPHOTO;ENCODING=b:",
            b"\r\n QUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJDQUJD",
        ),
        ("blank lines", b"BEGIN:VCARD\nFN:Ada\n", b"\n"),
        ("properties", b"BEGIN:VCARD\nFN:Ada\n", b"X-A:b\n"),
        ("no card", b"nothing\n", b"\0\x01\x02"),
    ] {
        let limits = CardLimits { property: 100_000, card: 200_000, properties: 5_000 };
        let input = Endless { head, row, left: 16 << 20 };
        let mut reader = CardReader::new(input, &CardOptions { limits, ..CardOptions::default() }).unwrap();
        match reader.read() {
            Ok(Some(found)) => {
                assert_eq!(found.card.contact.shown(), "Ada", "{name}");
                assert!(found.original.bytes().len() < 200_000, "{name}");
                assert!(!found.original.is_whole(), "{name}");
            }
            Ok(None) => panic!("{name}: nothing"),
            Err(error) => assert!(matches!(error, FileError::NotContacts { .. }), "{name}"),
        }
    }
}

#[test]
fn a_stick_that_is_pulled_out_is_an_error() {
    struct Pulled(bool);
    impl Read for Pulled {
        fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
            if std::mem::replace(&mut self.0, true) {
                return Err(io::Error::other("gone"));
            }
            // More than is looked at ahead.
            (&b"BEGIN:VCARD\nFN:Ada\nEND:VCARD\n".repeat(5_000)[..]).read(to)
        }
    }
    let outcome = CardReader::new(Pulled(false), &CardOptions::default()).and_then(|mut reader| {
        while reader.read()?.is_some() {}
        Ok(())
    });
    assert!(matches!(outcome, Err(FileError::Read(_))));
}
