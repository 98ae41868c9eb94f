//! Anything at all: no bytes make it panic or go on for ever, and a table that was written comes back.
//!
//! Deliberately absent: what contacts come out of noise.

use proptest::prelude::*;
use satchel_exchange::{FailedRow, Format, Position, PreviewOptions, Reader, Record, failed_rows_csv, preview};

use crate::import_with;

fn write(table: &[Vec<String>], delimiter: char, line_end: &str) -> String {
    let mut text = String::new();
    for row in table {
        for (at, cell) in row.iter().enumerate() {
            if at > 0 {
                text.push(delimiter);
            }
            if cell.contains([delimiter, '"', '\n', '\r']) {
                text.push_str(&format!("\"{}\"", cell.replace('"', "\"\"")));
            } else {
                text.push_str(cell);
            }
        }
        text.push_str(line_end);
    }
    text
}

fn read(bytes: &[u8], format: &Format) -> Vec<Vec<String>> {
    let mut reader = Reader::new(bytes, format).unwrap();
    let (mut table, mut record) = (vec![], Record::new());
    while reader.read(&mut record).unwrap() {
        assert_eq!(record.unclosed(), None);
        table.push(record.cells().map(str::to_owned).collect());
    }
    table
}

/// Bytes that have much of what tables have.
fn bytes_of_tables() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        Just(&b","[..]),
        Just(&b";"[..]),
        Just(&b"\""[..]),
        Just(&b"\n"[..]),
        Just(&b"\r"[..]),
        Just(&b"\0"[..]),
        Just(&b"Email"[..]),
        Just(&b"Name"[..]),
        Just(&b"Birthday"[..]),
        Just(&b"Phone 1 - Value"[..]),
        Just(&b"a@b.co"[..]),
        Just(&b"1/2/03"[..]),
        Just(&b"+44 20"[..]),
        Just(&b" ::: "[..]),
        Just("é".as_bytes()),
        Just(&b"\xE9\xFF"[..]),
        Just(&b"=\"1\""[..]),
        Just(&b"'"[..]),
    ];
    prop::collection::vec(piece, 0..120).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = import_with(&bytes, &PreviewOptions::default());
    }

    #[test]
    fn no_table_makes_it_panic(bytes in bytes_of_tables(), head in 0_usize..2_000) {
        let _ = import_with(&bytes, &PreviewOptions::default());
        // A head that ends anywhere.
        let _ = preview(&bytes[..head.min(bytes.len())], bytes.len() as u64, &PreviewOptions::default());
    }

    #[test]
    fn any_boundary_can_be_asked_for(bytes in bytes_of_tables(), byte in 0_u64..3_000) {
        let format = Format { encoding: "UTF-8".into(), delimiter: ',', quote: '"', skip_lines: 0, has_header: false };
        let position = Position { byte, line: 3, record: 2, reread: 0 };
        let mut reader = Reader::resume(bytes.as_slice(), &format, position).unwrap();
        let mut record = Record::new();
        let mut count = 0;
        while reader.read(&mut record).unwrap() {
            count += 1;
        }
        prop_assert!(count <= bytes.len() + 1);
    }

    #[test]
    fn a_table_comes_back(
        table in prop::collection::vec(prop::collection::vec("[a-z\"',;\t |\n\ré0-9]{0,12}", 1..6), 1..8),
        delimiter in prop::sample::select(vec![',', ';', '\t', '|']),
        line_end in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let format = Format { encoding: "UTF-8".into(), delimiter, quote: '"', skip_lines: 0, has_header: false };
        let text = write(&table, delimiter, line_end);
        prop_assert_eq!(read(text.as_bytes(), &format), table);
    }

    #[test]
    fn failed_rows_come_back(
        rows in prop::collection::vec(prop::collection::vec("[a-z\"',;=+@\\-\n\ré0-9 ]{0,8}", 2..5), 1..6),
    ) {
        let failed: Vec<FailedRow<'_>> =
            rows.iter().map(|cells| FailedRow { line: 2, reason: "nobody", cells }).collect();
        let header = ["A".to_owned(), "B".to_owned()];
        let bytes = failed_rows_csv(&header, &failed);
        let format = Format { encoding: "UTF-8".into(), delimiter: ',', quote: '"', skip_lines: 0, has_header: true };
        for (cells, back) in rows.iter().zip(read(&bytes, &format)) {
            for (cell, back) in cells.iter().zip(&back) {
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                let safe = if formula { back.strip_prefix('\'') } else { Some(back.as_str()) };
                prop_assert_eq!(safe, Some(cell.as_str()));
            }
            prop_assert_eq!(back.last().map(String::as_str), Some("nobody"));
        }
    }
}
