//! Files that do not say how they are written: what a person chooses, what only the end of a file shows.

use satchel_app::wire::{ErrorCode, ImportReport, ImportsPreview, ImportsStart, WireError};
use satchel_app::{imports, vault};

use crate::book::Book;

/// `Zoë Müller` as an old Mac wrote it, between marks that separate nothing elsewhere.
const MAC: &[u8] = b"First Name~Last Name~E-mail\nZo\x91~M\x9Fller~zoe@x.example\n";

fn chosen(path: &std::path::Path, encoding: &str, delimiter: &str) -> ImportsStart {
    ImportsStart {
        path: path.to_string_lossy().into_owned(),
        mapping: None,
        all: false,
        encoding: Some(encoding.into()),
        delimiter: Some(delimiter.into()),
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
        encoding: input.encoding.clone(),
        delimiter: input.delimiter.clone(),
    };
    let seen = imports::preview_file(book.app.clone(), look).await.unwrap();
    assert_eq!(seen.rows, [["Zoë", "Müller", "zoe@x.example"]]);
    assert!(seen.encodings.iter().any(|choice| choice.name == seen.encoding));
    let foretold = imports::dry_run(book.app.clone(), input.clone()).await.unwrap();
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
        let foretold = imports::dry_run(book.app.clone(), input.clone()).await.unwrap_err();
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
        input.all = true;
        let foretold = imports::dry_run(book.app.clone(), input.clone()).await.unwrap();
        let report = book.import_with(input).await.unwrap();
        assert_eq!(counts(&report), (301, 301, 0, 0, 0), "{name}: {:?}", report.problems);
        assert_eq!(counts(&foretold), counts(&report));
        vault::index_all(&book.app).await.unwrap();
        assert_eq!(book.find(query).await.hits[0].display, who);
    }
}
