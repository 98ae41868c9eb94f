//! Files that do not say how they are written: what a person chooses, what only the end of a file shows.

use satchel_app::wire::{ErrorCode, ImportChoices, ImportReport, ImportsPreview, ImportsStart, WireError};
use satchel_app::{imports, vault};

use crate::book::Book;

/// `Zoë Müller` as an old Mac wrote it, between marks that separate nothing elsewhere.
const MAC: &[u8] = b"First Name~Last Name~E-mail\nZo\x91~M\x9Fller~zoe@x.example\n";

fn chosen(path: &std::path::Path, encoding: &str, delimiter: &str) -> ImportsStart {
    ImportsStart {
        path: path.to_string_lossy().into_owned(),
        choices: ImportChoices {
            encoding: Some(encoding.into()),
            delimiter: Some(delimiter.into()),
            ..ImportChoices::default()
        },
        ..ImportsStart::default()
    }
}

fn counts(report: &ImportReport) -> (i64, i64, i64, i64, i64) {
    (report.read, report.created, report.skipped, report.failed, report.problems_total)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_chosen_holds_for_preview_dry_run_and_import() {
    let book = Book::with_passphrase().await;
    let path = book.file("mac.csv", MAC);
    let input = chosen(&path, "macintosh", "~");
    let look = ImportsPreview {
        path: input.path.clone(),
        mapping: None,
        encoding: input.choices.encoding.clone(),
        delimiter: input.choices.delimiter.clone(),
        header_line: None,
        part: None,
    };
    let seen = imports::preview_file(book.app.clone(), look).await.unwrap();
    assert_eq!(seen.rows, [["Zoë", "Müller", "zoe@x.example"]]);
    assert!(seen.encodings.iter().any(|choice| choice.name == seen.encoding));
    let foretold = book.foretell(input.clone()).await.unwrap();
    let report = book.import_with(input).await.unwrap();
    assert_eq!(counts(&report), (1, 1, 0, 0, 0), "{report:#?}");
    assert_eq!(counts(&foretold), counts(&report));
    assert_eq!(book.find("muller").await.hits[0].display, "Zoë Müller");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_that_is_none_is_refused_with_what_there_is() {
    let book = Book::with_passphrase().await;
    let path = book.file("mac.csv", MAC);
    let refused = async |encoding, delimiter| -> WireError {
        let input = chosen(&path, encoding, delimiter);
        let foretold = book.foretell(input.clone()).await.unwrap_err();
        let error = imports::start(book.app.clone(), input).await.unwrap_err();
        assert_eq!(foretold, error);
        error
    };
    let error = refused("klingon", "~").await;
    assert_eq!(error.code, ErrorCode::Invalid);
    assert!(error.message.contains("klingon"), "{}", error.message);
    let hint = error.hint.unwrap();
    assert!(["UTF-8", "windows-1252", "macintosh", "Shift_JIS"].iter().all(|name| hint.contains(name)), "{hint}");
    for delimiter in ["~~", "é", "x", "\n", "\""] {
        let error = refused("macintosh", delimiter).await;
        assert_eq!(error.code, ErrorCode::Invalid, "{delimiter:?}: {}", error.message);
        assert!(error.hint.unwrap().contains("tab"));
    }
    assert_eq!(book.count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_late_special_character_tells_the_encoding_of_the_whole_file() {
    let book = Book::with_passphrase().await;
    let mut csv = b"Name,E-mail,Notes\n".to_vec();
    for row in 0..300 {
        csv.extend(format!("Person {row},p{row}@x.example,{}\n", "plain words ".repeat(700)).bytes());
    }
    assert!(csv.len() > 2 << 20, "the beginning that is looked at is plain");
    let utf8 = [csv.as_slice(), "Zoë Müller,zoe@x.example,Grüße aus Köln\n".as_bytes()].concat();
    csv.extend(b"Bj\xF6rn \xC5se,b@x.example,Gr\xFC\xDFe aus K\xF6ln\n");
    for (name, bytes, who, query) in
        [("late-1252.csv", csv, "Björn Åse", "bjorn"), ("late-utf8.csv", utf8, "Zoë Müller", "muller")]
    {
        let path = book.file(name, bytes);
        let mut input = chosen(&path, "", "");
        input.choices.all = true;
        let foretold = book.foretell(input.clone()).await.unwrap();
        let report = book.import_with(input).await.unwrap();
        assert_eq!(counts(&report), (301, 301, 0, 0, 0), "{name}: {:?}", report.problems);
        assert_eq!(counts(&foretold), counts(&report));
        vault::index_all(&book.app).await.unwrap();
        assert_eq!(book.find(query).await.hits[0].display, who);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_dry_run_foretells_the_import_whatever_the_file() {
    let wide = (0..2_000).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    let utf16: Vec<u8> =
        "Name;E-mail\r\nZoë Müller;z@utf16.example\r\n".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let files: [(&str, Vec<u8>); 10] = [
        ("header.csv", b"Name,E-mail\n".to_vec()),
        ("ragged.csv", b"Name,E-mail\nAda\nLi,li@ragged.example,surplus\n,\n".to_vec()),
        ("nul.csv", b"Name,E-mail\nAda\0 Null,ada@nul.example\n\0,\n".to_vec()),
        ("unclosed.csv", b"Name,E-mail\n\"Li,li@open.example\nBo,bo@open.example\n".to_vec()),
        ("ends.csv", b"Name,E-mail\rAda,\"ada@ends.example\"\r\nLi,li@ends.example\n\rBo,bo@ends.example".to_vec()),
        (
            "dates.csv",
            b"Name,E-mail,Birthday\nAda,ada@dates.example,1815-02-30\nLi,li@dates.example,1980-02-29\n".to_vec(),
        ),
        (
            "twice.csv",
            b"Name,E-mail,E-mail,Name\nAda,a@twice.example,b@twice.example,Augusta\nAda,b@twice.example,,\n".to_vec(),
        ),
        ("wide.csv", format!("Name,{wide},E-mail\nAda,{wide},ada@wide.example\n").into_bytes()),
        ("utf16.csv", utf16),
        ("pipes.csv", "Name|E-mail\n王小明|w@pipes.example\nمريم|m@pipes.example\n🦊|f@pipes.example\n".into()),
    ];
    let book = Book::with_passphrase().await;
    for (name, bytes) in files {
        let input = chosen(&book.file(name, bytes), "", "");
        let foretold = book.foretell(input.clone()).await.unwrap();
        let report = book.import_with(input).await.unwrap();
        assert_eq!(counts(&foretold), counts(&report), "{name}");
        assert_eq!(foretold.unmapped, report.unmapped, "{name}");
        let told = |report: &ImportReport| -> Vec<_> {
            report.problems.iter().map(|problem| (problem.row, problem.column.clone(), problem.code)).collect()
        };
        assert_eq!(told(&foretold), told(&report), "{name}");
    }
    assert_eq!(book.count().await, 15);
}
