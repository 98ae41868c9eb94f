//! Files that break importers: each gives a sentence or rows, never a crash.
//!
//! Deliberately absent: random bytes, which are in `any_input`.

use satchel_exchange::{FileError, PreviewOptions, preview};
use satchel_model::ProblemCode;

use crate::{codes, import};

fn refuse(bytes: &[u8]) -> FileError {
    preview(bytes, bytes.len() as u64, &PreviewOptions::default()).unwrap_err()
}

#[test]
fn empty_files() {
    for bytes in [&b""[..], b"\xEF\xBB\xBF", b"\xFF\xFE", b" \r\n\n", b"\n"] {
        assert!(matches!(refuse(bytes), FileError::Empty), "{bytes:?}");
    }
}

#[test]
fn other_things_named_csv() {
    for (bytes, what) in [
        (&b"PK\x03\x04\x14\0\x06\0abc"[..], "spreadsheet"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "Office"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"SQLite format 3\0", "database"),
        (b"<!DOCTYPE html><html>", "web page"),
        (b"\n  <HTML><table>", "web page"),
        (b"BEGIN:VCARD\nVERSION:3.0\n", "vCard"),
        (b"[\n  {\"name\": \"Ada\"}\n]", "JSON"),
        (b"{\"contacts\": []}", "JSON"),
        (b"\x01\x02\x03\0\0\x05\0\x07\x08abc\0\0", "bytes"),
    ] {
        let error = refuse(bytes);
        assert!(error.to_string().contains(what), "{error}");
        assert!(matches!(error, FileError::NotText { remedy, .. } if remedy.ends_with('.')), "{error}");
    }
}

#[test]
fn tables_of_something_else() {
    for (text, what) in [
        (
            "CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n1,,A,,B,,,x,INBOX\n",
            "messages",
        ),
        ("From,To,Sent At,Message,Direction\nA,B,\"1/1/22, 1:00 PM\",,INCOMING\n", "invitations"),
    ] {
        let error = refuse(text.as_bytes());
        assert!(matches!(error, FileError::NotContacts { .. }) && error.to_string().contains(what), "{error}");
    }
}

#[test]
fn header_only() {
    for text in ["First Name,Last Name,Email", "First Name,Last Name,Email\r\n", "Name;E-Mail\n\n"] {
        let out = import(text.as_bytes());
        assert_eq!((out.contacts.len(), out.failed.len(), out.seen.rows_estimate), (0, 0, 0), "{text}");
        assert!(out.seen.header_line.is_some() && out.seen.rows_exact);
    }
}

#[test]
fn ragged_rows() {
    let out = import(b"Name,Email,Company\nAda\nLi,li@example.com,Acme,surplus,,more\nBo,bo@example.com,Acme,,\n");
    assert_eq!(out.contacts.len(), 3);
    assert_eq!(codes(&out), [(3, "", ProblemCode::Ragged)]);
    assert_eq!(out.problems[0].value, "surplus,more");
    assert_eq!(out.contacts[1].notes, "Column 4: surplus\nColumn 6: more");
}

#[test]
fn a_cell_of_ten_megabytes() {
    let mut text = b"Name,Email,Company\nAda,ada@example.com,\"".to_vec();
    text.extend(std::iter::repeat_n(b'x', 10 << 20));
    text.extend(b"\"\nLi,li@example.com,Acme\n");
    let out = import(&text);
    assert_eq!(out.contacts.len(), 2);
    assert_eq!(out.contacts[0].company.len(), 1_000);
    assert_eq!(out.contacts[1].company, "Acme");
    assert_eq!(out.problems[0].code, ProblemCode::TooLong);
    assert!(out.contacts[0].notes.len() <= 1_000_000);
}

#[test]
fn a_cell_beyond_all_measure_keeps_its_row_and_the_next() {
    let mut text = b"Name,Email,Company\nAda,ada@example.com,".to_vec();
    text.extend("é".repeat(20 << 20).into_bytes());
    text.extend(b"\nLi,li@example.com,Acme\n");
    let out = import(&text);
    assert_eq!(out.contacts.len(), 2);
    assert!(out.problems.iter().all(|problem| problem.code == ProblemCode::TooLong));
    assert_eq!(out.contacts[1].company, "Acme");
}

#[test]
fn nul_bytes() {
    let out = import(b"Name,Email\nA\0da,ada@example.com\nLi,li@exam\0ple.com\n");
    assert_eq!(out.contacts[0].given, "Ada");
    assert_eq!(out.contacts[1].emails[0].1, "li@example.com");
    assert_eq!(codes(&out), [(2, "Name", ProblemCode::Encoding), (3, "Email", ProblemCode::Encoding)]);
}

#[test]
fn a_broken_byte_in_a_file_that_is_utf8() {
    let mut text = String::from("Name,Email\n").into_bytes();
    for _ in 0..30 {
        text.extend("Zoë,zoe@example.com\n".as_bytes());
    }
    text.extend(b"Jos\xE9,jose@example.com\n");
    let out = import(&text);
    assert_eq!(out.seen.format.encoding, "UTF-8");
    assert_eq!(codes(&out), [(32, "Name", ProblemCode::Encoding)]);
}

#[test]
fn two_thousand_columns() {
    let header: Vec<String> = (0..2_000)
        .map(|at| match at {
            7 => "Email".into(),
            1_999 => "Last Name".into(),
            _ => format!("Field {at}"),
        })
        .collect();
    let cells: Vec<String> = (0..2_000)
        .map(|at| match at {
            7 => "ada@example.com".into(),
            1_999 => "Byron".into(),
            _ => String::new(),
        })
        .collect();
    let text = format!("{}\n{}\n", header.join(","), cells.join(","));
    let out = import(text.as_bytes());
    assert_eq!(out.seen.mapping.columns.len(), 2_000);
    assert_eq!((out.contacts[0].family.as_str(), out.contacts[0].emails.len()), ("Byron", 1));
}

#[test]
fn bad_cells_go_to_the_notes() {
    let out = import(
        b"Name,Email,Phone,Birthday,Website\nAda,not an address,call me,2023-02-30,see card\nLi,li@example.com,4.915E+11,31/31/1980,\n",
    );
    assert_eq!(out.contacts.len(), 2);
    assert_eq!(
        codes(&out),
        [
            (2, "Email", ProblemCode::EmailInvalid),
            (2, "Phone", ProblemCode::PhoneInvalid),
            (2, "Website", ProblemCode::LinkInvalid),
            (2, "Birthday", ProblemCode::DateInvalid),
            (3, "Phone", ProblemCode::PhoneInvalid),
            (3, "Birthday", ProblemCode::DateInvalid),
        ]
    );
    assert_eq!(out.contacts[0].notes, "Email: not an address\nPhone: call me\nWebsite: see card\nBirthday: 2023-02-30");
    assert!(out.contacts[0].phones.is_empty() && out.contacts[0].birthday.is_none());
}

#[test]
fn nobody_and_nothing() {
    let out = import(b"Name,Email,City\n,,\n  ,\t,\n,,Paris\n,no address,\nAda,,\n");
    assert_eq!((out.contacts.len(), out.blank), (1, 2));
    assert_eq!(out.failed, [(4, ProblemCode::Unidentified), (5, ProblemCode::Unidentified)]);
    let reason = &out.problems[0].reason;
    assert!(reason.contains("name") && reason.contains("e-mail"), "{reason}");
}

#[test]
fn duplicate_headers() {
    let out = import(b"Name,Email,Email,Company,Company\nAda,a@example.com,b@example.com,Acme,Contoso\n");
    assert_eq!(out.contacts[0].emails.len(), 2);
    assert_eq!(out.contacts[0].company, "Acme");
    assert_eq!(out.contacts[0].notes, "Company: Contoso");
    let out =
        import(b"Name,Email,Name\nAda Byron,a@example.com,Countess of Lovelace\nLi Bo,l@example.com,\"Bo, Li\"\n");
    assert_eq!((out.contacts[0].given.as_str(), out.contacts[0].family.as_str()), ("Ada", "Byron"));
    assert_eq!(out.contacts[0].notes, "Name: Countess of Lovelace");
    assert_eq!(out.contacts[1].notes, "");
}

#[test]
fn an_unclosed_quote_names_the_line_where_it_opened() {
    let out = import(b"Name,Email\nAda,ada@example.com\n\"Li,li@example.com\nBo,bo@example.com\nCy,cy@example.com\n");
    assert_eq!(out.contacts.len(), 3);
    assert_eq!(out.failed, [(3, ProblemCode::UnclosedQuote)]);
    assert!(out.problems[0].reason.contains("line 3"));
    assert!(out.seen.warnings.iter().any(|warning| warning.contains("line 3")));
}

#[test]
fn many_unclosed_quotes_do_not_take_for_ever() {
    let mut text = String::from("Name,Email\n");
    for _ in 0..200_000 {
        text.push_str("\"\"\"a,x@example.com\n");
    }
    let out = import(text.as_bytes());
    assert_eq!(out.contacts.len() + out.failed.len(), 200_000);
}

#[test]
fn line_ends_of_every_kind() {
    let out =
        import(b"Name,Email\rAda,ada@example.com\r\nLi,\"li@example.com\"\nBo,bo@example.com\r\r\nCy,cy@example.com");
    assert_eq!((out.contacts.len(), out.blank), (4, 1));
}

#[test]
fn names_of_the_world_and_a_long_note() {
    let note = "ж".repeat(100_000);
    for (given, family) in [
        ("Лев", "Толстой"),
        ("Ὀδυσσεύς", "Λαέρτου"),
        ("نجيب", "محفوظ"),
        ("שמואל", "עגנון"),
        ("小明", "王"),
        ("よしこ", "佐藤"),
        ("👩‍🚀", "🚀"),
    ] {
        let out = import(format!("First Name,Last Name,Notes\n{given},{family},{note}\n").as_bytes());
        let contact = &out.contacts[0];
        assert_eq!((contact.given.as_str(), contact.family.as_str()), (given, family));
        assert_eq!(contact.notes, note);
        assert!(out.problems.is_empty());
    }
}
