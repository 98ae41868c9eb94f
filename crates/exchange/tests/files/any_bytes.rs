//! Every reader of files fed with bytes by chance: noise, pieces of what it knows, and good files with bytes changed.
//!
//! The fuzz targets in `fuzz` feed the same functions for longer.

use proptest::prelude::*;

use crate::feed;
use crate::made::{ods, xlsb, xlsx, zip};

/// Pieces put together by chance, with noise between them.
fn pieces(known: &'static [&'static str]) -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        6 => prop::sample::select(known).prop_map(|text| text.as_bytes().to_vec()),
        1 => prop::collection::vec(any::<u8>(), 0..6),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// A good file with some of its bytes changed, or cut short.
fn broken(good: Vec<u8>) -> impl Strategy<Value = Vec<u8>> {
    let length = good.len();
    let changes = prop::collection::vec((0..length, any::<u8>()), 0..6);
    (changes, prop_oneof![4 => Just(length), 1 => 0..length]).prop_map(move |(changes, length)| {
        let mut bytes = good.clone();
        changes.into_iter().for_each(|(at, byte)| bytes[at] = byte);
        bytes.truncate(length);
        bytes
    })
}

fn book() -> Vec<u8> {
    let rows = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>46352</v></c><c r="C1" t="e"><v>#N/A</v></c></row>"#;
    xlsx(&[("S", rows)], "<si><t>Name</t></si>", &["dd.mm.yyyy"])
}

fn sheet() -> Vec<u8> {
    ods(
        r#"<table:table table:name="S"><table:table-row table:number-rows-repeated="3"><table:table-cell office:value-type="float" office:value="12"><text:p>012</text:p></table:table-cell></table:table-row></table:table>"#,
    )
}

const TABLE: &[&str] = &[
    "Name",
    "Email",
    "Phone",
    ",",
    ";",
    "\t",
    "\n",
    "\r",
    "\"",
    "'",
    "ada@example.com",
    "sep=;",
    "31/12/2020",
    "\u{feff}",
];
const CARDS: &[&str] = &[
    "BEGIN:VCARD\r\n",
    "END:VCARD\n",
    "VERSION:2.1\r",
    "N:",
    "FN;",
    "item1.",
    "TEL;TYPE=\"",
    "ADR:",
    "BDAY:--",
    "\r\n ",
    "PHOTO;ENCODING=b:QU",
    "NOTE;QUOTED-PRINTABLE:=4",
    "=\r\n",
    "X-ABLabel:",
    "KIND:group\n",
    ";",
    ":",
    ",",
    "\\",
    "^n",
    "VALUE=integer",
    "REV:20200101T000000Z",
    "ORG;X=\"é\":a;b",
    "CATEGORIES:a,b",
];
const DIRECTORY: &[&str] = &[
    "dn: cn=x\n",
    "objectclass: person\n",
    "cn",
    ":",
    ":: ",
    ":< ",
    " ",
    "\n",
    "\r\n",
    "#",
    "mail: a@b.example\n",
    "sn: y\n",
    "changetype: add\n",
    "member: cn=x\n",
    "objectclass: groupOfNames\n",
    "version: 1\n",
    "jpegPhoto:: /9j/\n",
    "é",
];
const JSON: &[&str] = &[
    "[\"vcard\",[",
    "[",
    "]",
    ",",
    "[\"fn\",{},\"text\",\"A\"]",
    "[\"n\",{},\"text\",[\"A\",[\"b\",\"c\"]]]",
    "{",
    "}",
    "\"",
    "[\"bday\",{\"group\":\"x\"},\"date\",\"--01-02\"]",
    "\\u0000",
    "1e999",
    "null",
    "[\"x-a\",{\"y\":[1,true]},\"unknown\",7]",
];
const SIGNATURE: &[&str] = &[
    "Viele Grüße\n",
    "Dr. Ada Byron",
    "\n",
    " | ",
    "Acme GmbH",
    ", ",
    "Tel.: ",
    "+49 (0)30 1234-567",
    "ada@example.com",
    "www.acme.de",
    "10115 Berlin",
    "Musterstr. 1",
    "London SW1A 2AA",
    "CA 94105",
    "Head of Sales",
    "[image: x]",
    "(",
    ")",
    "<",
    ">",
    "LinkedIn: ",
    "@",
    "·",
    "i.A. ",
    "From: ",
    "Subject: x\n",
    "\n-- \n",
    "é",
    "📞",
    "12345678901234567890",
];

proptest! {
    #[test]
    fn a_table_is_read_to_its_end(bytes in pieces(TABLE)) {
        feed::table(&bytes);
    }

    #[test]
    fn cards_are_kept(bytes in pieces(CARDS)) {
        feed::cards(&bytes);
    }

    #[test]
    fn a_directory_is_read_to_its_end(bytes in pieces(DIRECTORY)) {
        feed::directory(&bytes);
    }

    #[test]
    fn json_is_read_to_its_end(bytes in pieces(JSON)) {
        feed::json(&bytes);
    }

    #[test]
    fn a_signature_is_read(bytes in pieces(SIGNATURE)) {
        feed::signature(&bytes);
    }

    #[test]
    fn a_broken_workbook_is_refused_or_read(bytes in broken(book())) {
        feed::workbook(&bytes);
    }

    #[test]
    fn a_broken_opendocument_sheet_is_refused_or_read(bytes in broken(sheet())) {
        feed::workbook(&bytes);
    }

    #[test]
    fn a_broken_binary_workbook_is_refused_or_read(bytes in broken(xlsb(&[&[Ok("Name")], &[Err(1.0)]]))) {
        feed::workbook(&bytes);
    }

    #[test]
    fn a_broken_archive_is_refused_or_read(bytes in broken(zip(&[("a.vcf", b"BEGIN:VCARD\nFN:A\nEND:VCARD\n")]))) {
        feed::archive(&bytes);
    }
}
