//! Workbooks that break importers: each is refused by a sentence of its own, and none takes memory without measure.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::made::{ods, xlsx, zip};
use crate::{open, refused};
use satchel_exchange::{FileError, is_workbook};

const ROW: &str = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>"#;

fn says(bytes: &[u8], what: &str) {
    let error = refused(bytes);
    assert!(error.to_string().contains(what), "{error}");
    match error {
        FileError::Refused { remedy, .. } | FileError::NotText { remedy, .. } => assert!(remedy.ends_with('.')),
        other => panic!("{other}"),
    }
}

#[test]
fn a_workbook_that_is_cut_short_says_so() {
    let bytes = xlsx(&[("S", ROW)], "<si><t>x</t></si>", &[]);
    for length in [30, bytes.len() / 3, bytes.len() / 2, bytes.len() - 1] {
        says(&bytes[..length], "cut short");
    }
    let inside = xlsx(&[("S", "<row r=\"1\"><c r=\"A1\"><v>1</v></c>")], "", &[]);
    assert!(open(&inside).is_ok());
    assert!(matches!(open(b""), Err(FileError::Empty)));
}

#[test]
fn entities_are_not_read() {
    let strings = "<?xml version=\"1.0\"?><!DOCTYPE sst [<!ENTITY secret SYSTEM \"file:///etc/passwd\">]><sst><si><t>&secret;</t></si></sst>";
    says(&xlsx(&[("S", ROW)], strings, &[]), "entities");
    // One that is used without being declared is damage.
    let used = r#"<row r="1"><c r="A1" t="inlineStr"><is><t>&secret;</t></is></c></row>"#;
    says(&xlsx(&[("S", used)], "", &[]), "damaged");
    let tables = r#"<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>&secret;</text:p></table:table-cell></table:table-row></table:table>"#;
    says(&ods(tables), "damaged");
}

/// A member of one byte many times, stored deflated.
fn bomb(name: &str, begin: &str, byte: u8, length: usize) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (other, text) in [("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook><sheets/></workbook>")] {
        zip.start_file(other, options).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.start_file(name, options).unwrap();
    zip.write_all(begin.as_bytes()).unwrap();
    let piece = vec![byte; 1 << 20];
    for _ in 0..length >> 20 {
        zip.write_all(&piece).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn bombs_are_refused_by_what_they_unpack_to() {
    for bytes in [
        bomb("xl/sharedStrings.xml", "<sst>", b' ', 310 << 20),
        bomb("xl/styles.xml", "<styleSheet>", b' ', 70 << 20),
        bomb("xl/worksheets/sheet1.xml", "<worksheet>", b' ', 70 << 20),
    ] {
        assert!(bytes.len() < 1 << 20);
        says(&bytes, "unpacks to more");
    }
    let strings = "<sst uniqueCount=\"99999999999\"><si><t>x</t></si></sst>";
    says(&xlsx(&[("S", ROW)], strings, &[]), "unpacks to more");
}

#[test]
fn a_size_that_is_a_lie_is_damage() {
    let mut lying = xlsx(&[("S", ROW)], &"<si><t>some text</t></si>".repeat(20_000), &[]);
    // The directory at the end of the zip says that the strings are ten bytes.
    let name = b"xl/sharedStrings.xml";
    let at = lying.windows(name.len()).rposition(|window| window == name).unwrap();
    lying[at - 22..at - 18].copy_from_slice(&10_u32.to_le_bytes());
    let error = refused(&lying);
    assert!(matches!(error, FileError::Refused { .. }), "{error}");
}

#[test]
fn protected_workbooks_say_so() {
    let manifest = b"<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>";
    let bytes = zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", b"\x01\x02"),
        ("META-INF/manifest.xml", manifest),
    ]);
    says(&bytes, "password");
}

#[test]
fn other_zips_say_what_they_are() {
    says(&zip(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<x/>")]), "text document");
    says(&zip(&[("[Content_Types].xml", b"<Types/>"), ("ppt/presentation.xml", b"<x/>")]), "presentation");
    says(&zip(&[("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<x/>")]), "no spreadsheet");
    let archive = zip(&[("contacts.vcf", b"BEGIN:VCARD")]);
    assert!(!is_workbook(&archive));
    says(&archive, "archive");
    says(&xlsx(&[], "", &[]), "no sheet");
}

#[test]
fn a_name_says_nothing() {
    for text in [&b"Name,Email\nAda,ada@example.com\n"[..], b"BEGIN:VCARD\n", b"<html><table>", b"PK but not really"] {
        assert!(!is_workbook(text), "{text:?}");
    }
}

#[test]
fn repeats_without_end_are_refused() {
    let tables = r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row></table:table>"#;
    let mut book = open(&ods(tables)).unwrap();
    assert_eq!((book.sheets()[0].rows, book.sheets()[0].columns), (1_000_000, 16_000));
    let error = book.transcribe(0, &mut std::io::sink()).unwrap_err();
    assert!(error.to_string().contains("unpacks to more"), "{error}");
}

#[test]
fn any_byte_may_be_wrong() {
    let bytes = xlsx(&[("S", ROW)], "<si><t>x</t></si>", &["00000"]);
    for at in 0..bytes.len() {
        let mut broken = bytes.clone();
        broken[at] ^= 0x55;
        if let Ok(mut book) = open(&broken) {
            let _ = book.transcribe(0, &mut Vec::new());
        }
    }
}
