//! Workbooks of Excel before 2007.

use crate::made::{compound, record, xls};
use crate::{open, refused, sheet};
use satchel_exchange::{FileError, is_workbook};

fn place(row: u16, column: u16, format: u16) -> Vec<u8> {
    [row, column, format].map(u16::to_le_bytes).concat()
}

fn shared(row: u16, column: u16, text: u32) -> Vec<u8> {
    record(0x00FD, &[&place(row, column, 0)[..], &text.to_le_bytes()].concat())
}

fn number(row: u16, column: u16, format: u16, number: f64) -> Vec<u8> {
    record(0x0203, &[&place(row, column, format)[..], &number.to_le_bytes()].concat())
}

fn extent(rows: u32, columns: u16) -> Vec<u8> {
    let data = [&0_u32.to_le_bytes()[..], &rows.to_le_bytes(), &[0, 0], &columns.to_le_bytes(), &[0, 0]].concat();
    record(0x0200, &data)
}

#[test]
fn an_old_workbook_is_a_table_of_text() {
    let cells = [
        extent(4, 3),
        shared(1, 1, 0),
        shared(1, 2, 1),
        number(3, 1, 0, 491_512_345_678.0),
        number(3, 2, 1, 46_352.0),
        record(0x0205, &[&place(3, 3, 0)[..], &[1, 0]].concat()),
        record(0x0205, &[&place(3, 4, 0)[..], &[0x2A, 1]].concat()),
    ];
    let bytes = xls(&["Phone", "Zo\u{eb}"], &cells.concat());
    assert!(is_workbook(&bytes));
    let about = open(&bytes).unwrap().sheets().to_vec();
    assert_eq!((about[0].name.as_str(), about[0].rows, about[0].columns), ("People", 4, 5));
    let (text, done) = sheet(&bytes, 0);
    assert_eq!(text, "\n,\"Phone\",Zo\u{eb}\n\n,\"491512345678\",2026-11-26,TRUE\n");
    assert_eq!(done.warnings, ["The cell E4 shows an error of the spreadsheet program; it is read as empty."]);
}

#[test]
fn cells_far_apart_are_refused_before_they_take_memory() {
    for cells in [
        [extent(0xFFFF_FFF0, 0xFFFF), number(0, 0, 0, 1.0)].concat(),
        [number(0, 0, 0, 1.0), number(0xFFFF, 0xFFFF, 0, 1.0)].concat(),
    ] {
        let error = refused(&xls(&[], &cells));
        assert!(error.to_string().contains("far apart"), "{error}");
    }
}

#[test]
fn an_old_workbook_with_a_password_says_so() {
    let bytes = compound(&[("/EncryptedPackage", &[0; 5_000]), ("/EncryptionInfo", &[0; 100])]);
    assert!(is_workbook(&bytes));
    assert!(refused(&bytes).to_string().contains("password"));
    let begin = record(0x0809, &[&0x0600_u16.to_le_bytes()[..], &5_u16.to_le_bytes(), &[0; 12]].concat());
    let locked = [begin, record(0x002F, &[1, 0, 1, 0, 1, 0]), record(0x000A, &[])].concat();
    let error = refused(&compound(&[("/Workbook", &locked)]));
    assert!(error.to_string().contains("password"), "{error}");
}

#[test]
fn other_old_documents_say_what_they_are() {
    for (stream, what) in [
        ("/WordDocument", "text document"),
        ("/__properties_version1.0", "Outlook"),
        ("/Powerpoint Document", "old Office"),
    ] {
        let error = refused(&compound(&[(stream, &[0; 5_000])]));
        assert!(matches!(error, FileError::NotText { what: found, .. } if found.contains(what)), "{error}");
    }
}

#[test]
fn an_old_workbook_that_is_cut_or_broken_is_refused_by_a_sentence() {
    let bytes = xls(&["Phone"], &[shared(0, 0, 0), number(1, 0, 0, 1.0)].concat());
    for length in 8..bytes.len() {
        if let Ok(mut book) = open(&bytes[..length]) {
            let _ = book.transcribe(0, &mut Vec::new());
        }
    }
    for cells in [record(0x00FD, &[0]), record(0x0203, &[1, 2]), record(0x0006, &[0; 19]), record(0x00BD, &[0; 3])] {
        let error = refused(&xls(&["Phone"], &cells));
        assert!(matches!(error, FileError::Refused { remedy, .. } if remedy.ends_with('.')), "{error}");
    }
}
