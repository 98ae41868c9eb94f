//! How files are written: encodings, delimiters, quotation marks, headers, line ends.
//!
//! The same table in every way of writing gives the same contacts. Deliberately absent: what columns mean.

use satchel_exchange::{FileError, Format, FormatChoice, Position, PreviewOptions, Reader, Record, preview, sniff};

use crate::import;

const TABLE: &str =
    "First Name,Last Name,Email,City\r\nZoë,Müller,zoe@example.com,Köln\r\nBjörn,Åse,b@example.no,Tromsø\r\n";

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

fn in_one_byte(text: &str) -> Vec<u8> {
    text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect()
}

#[test]
fn encodings() {
    let with_mark = |mark: &[u8], bytes: Vec<u8>| [mark, &bytes].concat();
    for (bytes, encoding) in [
        (TABLE.as_bytes().to_vec(), "UTF-8"),
        (with_mark(b"\xEF\xBB\xBF", TABLE.as_bytes().to_vec()), "UTF-8"),
        (with_mark(b"\xFF\xFE", utf16(TABLE, false)), "UTF-16LE"),
        (with_mark(b"\xFE\xFF", utf16(TABLE, true)), "UTF-16BE"),
        (utf16(TABLE, false), "UTF-16LE"),
        (utf16(TABLE, true), "UTF-16BE"),
        (in_one_byte(TABLE), "windows-1252"),
    ] {
        let out = import(&bytes);
        assert_eq!(out.seen.format.encoding, encoding);
        assert_eq!(out.contacts.len(), 2, "{encoding}");
        assert_eq!(out.contacts[0].given, "Zoë", "{encoding}");
        assert_eq!(out.contacts[1].addresses[0].locality, "Tromsø", "{encoding}");
        assert!(out.problems.is_empty());
    }
}

#[test]
fn other_code_pages() {
    let (cyrillic, _, _) = encoding_rs::WINDOWS_1251
        .encode("Имя,Фамилия,Город\nЛев,Толстой,Ясная Поляна\nАнна,Ахматова,Санкт-Петербург\nАнтон,Чехов,Таганрог\n");
    let out = import(&cyrillic);
    assert_eq!(out.seen.format.encoding, "windows-1251");
    assert_eq!((out.contacts[0].given.as_str(), out.contacts[0].family.as_str()), ("Лев", "Толстой"));
    assert!(out.seen.warnings.iter().any(|warning| warning.contains("windows-1251")));
}

#[test]
fn a_chosen_encoding_is_not_overruled() {
    let options = PreviewOptions {
        format: FormatChoice { encoding: Some("windows-1250".into()), ..FormatChoice::default() },
        ..PreviewOptions::default()
    };
    let bytes = b"First Name,Last Name\nLe\x9A,W\xB3a\n";
    let seen = preview(bytes, bytes.len() as u64, &options).unwrap();
    assert_eq!(seen.rows, [["Leš", "Wła"]]);
    let options = PreviewOptions {
        format: FormatChoice { encoding: Some("klingon".into()), ..FormatChoice::default() },
        ..PreviewOptions::default()
    };
    assert!(matches!(preview(bytes, 5, &options), Err(FileError::Encoding(name)) if name == "klingon"));
}

#[test]
fn delimiters() {
    for (delimiter, name) in [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "pipe")] {
        let text = TABLE.replace(',', &delimiter.to_string());
        let out = import(text.as_bytes());
        assert_eq!(out.seen.format.delimiter, delimiter, "{name}");
        assert_eq!(out.contacts[0].emails[0].1, "zoe@example.com", "{name}");
    }
    let with_commas = "Name;Company;Notes\n\"Meyer, Hans\";\"A, B, C\";x, y, z\nAda Byron;D, E;u, v\n";
    assert_eq!(import(with_commas.as_bytes()).seen.format.delimiter, ';');
    let declared = "sep=;\nName;Email\nAda;ada@example.com\n";
    let out = import(declared.as_bytes());
    assert_eq!((out.seen.header_line, out.contacts.len()), (Some(2), 1));
}

#[test]
fn single_quotes_when_cells_are_in_them() {
    let out = import(b"'Name','Email'\n'Ada, Byron','ada@example.com'\n'Li','li@example.com'\n");
    assert_eq!((out.seen.format.quote, out.contacts.len()), ('\'', 2));
    assert_eq!(out.contacts[0].given, "Byron");
}

#[test]
fn headers_and_what_is_above_them() {
    for (text, line) in [
        ("Name,Email\nAda,ada@example.com\n", Some(1)),
        ("\n\nName,Email\nAda,ada@example.com\n", Some(3)),
        ("Report of May\n\nName,Email,Phone\nAda,ada@example.com,+442079460958\n", Some(3)),
        ("Ada,Byron,ada@example.com\nLi,Bo,li@example.com\n", None),
        ("Report of May\r\rName,Email,Phone\rAda,ada@example.com,+442079460958\r", Some(3)),
        ("Wer,Erreichbar\nAda,ada@example.com\nLi,li@example.com\n", Some(1)),
        ("Email\nada@example.com\nli@example.com\n", Some(1)),
        ("ada@example.com\nli@example.com\n", None),
    ] {
        let out = import(text.as_bytes());
        assert_eq!(out.seen.header_line, line, "{text}");
        assert!(
            out.contacts.iter().any(|contact| contact.emails.iter().any(|(_, a)| a == "ada@example.com")),
            "{text}"
        );
        assert!(out.failed.is_empty(), "{text}");
    }
}

#[test]
fn a_chosen_header_line_is_not_overruled() {
    let choice = |line| FormatChoice { header_line: Some(line), ..FormatChoice::default() };
    let format = sniff(b"Name,Email\nAda,ada@example.com\n", true, None, &choice(0)).unwrap();
    assert_eq!((format.has_header, format.skip_lines), (false, 0));
    let format = sniff(b"Name,Email\nAda,ada@example.com\n", true, None, &choice(2)).unwrap();
    assert_eq!(format.header_line(), Some(2));
}

fn read(text: &str) -> Vec<(u64, Vec<String>, Option<u64>)> {
    let format = Format { encoding: "UTF-8".into(), delimiter: ',', quote: '"', skip_lines: 0, has_header: false };
    let mut reader = Reader::new(text.as_bytes(), &format).unwrap();
    let (mut rows, mut record) = (vec![], Record::new());
    while reader.read(&mut record).unwrap() {
        rows.push((record.line(), record.cells().map(str::to_owned).collect(), record.unclosed()));
    }
    rows
}

fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>, Option<u64>) {
    (line, cells.iter().map(|cell| (*cell).to_owned()).collect(), None)
}

#[test]
fn lines_are_counted_through_every_line_end() {
    assert_eq!(
        read("a,b\nc\r\nd\re,\"1\r\n2\r3\n4\"\r\nf"),
        [row(1, &["a", "b"]), row(2, &["c"]), row(3, &["d"]), row(4, &["e", "1\r\n2\r3\n4"]), row(8, &["f"])]
    );
    assert_eq!(read("a\r\r\nb\n"), [row(1, &["a"]), row(2, &[""]), row(3, &["b"])]);
    assert_eq!(read("a,\n,b\n,"), [row(1, &["a", ""]), row(2, &["", "b"]), row(3, &["", ""])]);
}

#[test]
fn quotes_as_people_write_them() {
    assert_eq!(read("\"a \"\"b\"\" c\",d"), [row(1, &["a \"b\" c", "d"])]);
    assert_eq!(read("a\"b,c"), [row(1, &["a\"b", "c"])]);
    assert_eq!(read("a, \"b, c\" ,d"), [row(1, &["a", "b, c", "d"])]);
    assert_eq!(read("\"a \"b\" c\",d\ne"), [row(1, &["a \"b\" c", "d"]), row(2, &["e"])]);
    assert_eq!(read("\"\",\"\""), [row(1, &["", ""])]);
    assert_eq!(read("\"a\""), [row(1, &["a"])]);
}

#[test]
fn a_quote_that_never_closes_spoils_its_own_record_only() {
    let spoilt = |line, cells: &[&str], opened| {
        let (line, cells, _) = row(line, cells);
        (line, cells, Some(opened))
    };
    assert_eq!(
        read("a,b\nc,\"d\ne,f\ng,h\n"),
        [row(1, &["a", "b"]), spoilt(2, &["c", "\"d"], 2), row(3, &["e", "f"]), row(4, &["g", "h"])]
    );
    assert_eq!(
        read("a,\"b\nc,\"d\"\n\"e\",f\n"),
        [spoilt(1, &["a", "\"b"], 1), row(2, &["c", "d"]), row(3, &["e", "f"])]
    );
    assert_eq!(read("\"x\ny\",\"b\nc,d\n"), [spoilt(1, &["x\ny", "\"b"], 2), row(3, &["c", "d"])]);
    assert_eq!(read("\""), [spoilt(1, &["\""], 1)]);
}

#[test]
fn reading_goes_on_at_a_boundary() {
    let text = "h1,h2\r\na,\"1\n2\"\nü,2\r\"open,3\nd,4\n";
    let format = Format { encoding: "UTF-8".into(), delimiter: ',', quote: '"', skip_lines: 0, has_header: true };
    let mut reader = Reader::new(text.as_bytes(), &format).unwrap();
    let mut record = Record::new();
    let mut boundaries: Vec<(Position, Vec<Record>)> = vec![];
    loop {
        boundaries.push((reader.position(), vec![]));
        if !reader.read(&mut record).unwrap() {
            break;
        }
        for (_, rest) in &mut boundaries {
            rest.push(record.clone());
        }
    }
    assert_eq!(boundaries.len(), 5);
    for (position, rest) in boundaries {
        let mut reader = Reader::resume(text.as_bytes(), &format, position).unwrap();
        let mut again = vec![];
        while reader.read(&mut record).unwrap() {
            again.push(record.clone());
        }
        assert_eq!(again, rest);
    }
}
