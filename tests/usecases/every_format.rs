//! Whatever people drop on it: workbooks, directories, cards in JSON, messages, archives, folders.

use satchel_app::imports;
use satchel_app::wire::{ImportKind, ImportPreview, ImportsParts, ImportsPreview, ImportsStart};

use crate::book::Book;
use crate::made::{xlsx, zip};

async fn look(book: &Book, path: &std::path::Path, part: Option<&str>) -> ImportPreview {
    let input = ImportsPreview {
        path: path.to_string_lossy().into_owned(),
        mapping: None,
        encoding: None,
        delimiter: None,
        header_line: None,
        part: part.map(str::to_owned),
    };
    imports::preview_file(book.app.clone(), input).await.unwrap()
}

/// A row of a sheet, its cells as text.
fn row(number: usize, cells: &[&str]) -> String {
    let cell = |(at, text): (usize, &&str)| {
        let column = char::from(b'A' + u8::try_from(at).unwrap());
        format!(r#"<c r="{column}{number}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    let cells: String = cells.iter().enumerate().map(cell).collect();
    format!(r#"<row r="{number}">{cells}</row>"#)
}

fn workbook() -> Vec<u8> {
    let people = [
        row(1, &["Visitors of the fair"]),
        row(3, &["First name", "Last name", "E-mail", "Birthday"]),
        row(4, &["Ada", "Lovelace", "ada@engines.example", "1815-12-10"]),
        row(6, &["Grace", "Hopper", "no address", ""]),
    ];
    let notes = row(1, &["Remember the coffee"]);
    xlsx(&[("Notes", &notes), ("People", &people.concat())], "", &[])
}

#[tokio::test(flavor = "multi_thread")]
async fn a_workbook_is_a_table_whose_rows_are_those_of_the_sheet() {
    let book = Book::with_passphrase().await;
    let path = book.file("fair.csv", workbook());
    let seen = look(&book, &path, None).await;
    let tabs: Vec<(&str, bool)> = seen.parts.iter().map(|part| (part.name.as_str(), part.suggested)).collect();
    assert_eq!(tabs, [("Notes", false), ("People", true)]);
    assert_eq!((seen.kind, seen.part.as_deref(), seen.header_line), (ImportKind::Table, Some("People"), Some(3)));
    let report = book.import(&path).await.unwrap();
    assert_eq!((report.created, report.failed), (2, 0), "{report:#?}");
    assert_eq!(report.file, "fair.csv, People");
    let told: Vec<(u64, &str)> = report.problems.iter().map(|one| (one.row, one.column.as_str())).collect();
    assert_eq!(told, [(6, "E-mail")], "the row is that of the sheet");
    let path = path.to_string_lossy().into_owned();
    let wrong = ImportsStart { path: path.clone(), part: Some("Friends".into()), ..ImportsStart::default() };
    let error = imports::start(book.app.clone(), wrong).await.unwrap_err();
    assert_eq!(error.message, "There is no \"Friends\" in this file.");
    let foretold = book.foretell(ImportsStart { path, ..ImportsStart::default() }).await.unwrap();
    assert_eq!(
        (foretold.created, foretold.skipped),
        (1, 2),
        "Grace has nothing to be known by, Ada is here, a row is blank"
    );
    let left = std::fs::read_dir(book.dir().join("files")).unwrap().count();
    assert_eq!(left, 0, "what was written out is gone");
}

#[tokio::test(flavor = "multi_thread")]
async fn directories_cards_in_json_and_messages_come_in() {
    let book = Book::with_passphrase().await;
    for (name, bytes, who) in [
        (
            "book.ldif",
            "dn: cn=Ada Lovelace\nobjectclass: inetOrgPerson\ncn: Ada Lovelace\nsn: Lovelace\ngivenName: Ada\n\
             mail: ada@engines.example\ntelephoneNumber: +44 20 7946 0958\no: Engines Ltd\n",
            "ada@engines.example",
        ),
        (
            "book.json",
            r#"["vcard",[["version",{},"text","4.0"],["fn",{},"text","Grace Hopper"],["email",{},"text","grace@navy.example"]]]"#,
            "grace@navy.example",
        ),
        (
            "mail.eml",
            "From: Mary Shelley <mary@villa.example>\r\nTo: me@x.example\r\nSubject: Hello\r\nDate: Mon, 2 Nov 2026 10:00:00 +0100\r\n\
             Content-Type: text/plain\r\n\r\nHello,\r\n\r\nbest regards\r\nMary Shelley\r\nAuthor\r\nVilla Diodati Ltd\r\nTel. +41 22 345 67 89\r\n",
            "mary@villa.example",
        ),
    ] {
        let report = book.import(&book.file(name, bytes)).await.unwrap();
        assert_eq!((report.read, report.created, report.failed), (1, 1, 0), "{name}: {report:#?}");
        assert_eq!(book.find(who).await.total, 1, "{name}");
    }
    let mary = book.find("mary@villa.example").await.hits[0].clone();
    assert_eq!((mary.display.as_str(), mary.company.as_str()), ("Mary Shelley", "Villa Diodati Ltd"));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_archive_is_looked_into_and_its_files_come_in_one_by_one() {
    let book = Book::with_passphrase().await;
    let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada Lovelace\r\nEMAIL:ada@engines.example\r\nEND:VCARD\r\n";
    let path = book.file(
        "takeout.zip",
        zip(&[
            ("Takeout/Contacts/All Contacts/All Contacts.vcf", card.as_bytes()),
            ("Takeout/archive_browser.html", b"<html></html>"),
            ("../evil.csv", b"Name,E-mail\nMallory,m@x.example\n"),
            ("fair.xlsx", &workbook()),
        ]),
    );
    let input = ImportsParts { path: path.to_string_lossy().into_owned() };
    let parts = imports::parts(book.app.clone(), input).await.unwrap();
    assert!(parts.together);
    let names: Vec<&str> = parts.parts.iter().map(|part| part.name.as_str()).collect();
    assert_eq!(names, ["Takeout/Contacts/All Contacts/All Contacts.vcf", "fair.xlsx"], "{parts:?}");
    for part in names {
        let seen = look(&book, &path, Some(part)).await;
        assert_eq!(seen.part.as_deref(), Some(part));
        let input = ImportsStart {
            path: path.to_string_lossy().into_owned(),
            part: Some(part.to_owned()),
            ..ImportsStart::default()
        };
        assert!(book.import_with(input).await.unwrap().created > 0, "{part}");
    }
    assert_eq!(book.count().await, 2, "Ada is in both, and once in the vault");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_of_cards_is_one_import() {
    let book = Book::with_passphrase().await;
    let folder = book.folder.path().join("cards");
    std::fs::create_dir(&folder).unwrap();
    for name in ["ada", "grace", "mary"] {
        // The last line has no end, as some programs write it.
        let card = format!("BEGIN:VCARD\nVERSION:3.0\nFN:{name}\nEMAIL:{name}@x.example\nEND:VCARD");
        std::fs::write(folder.join(format!("{name}.vcf")), card).unwrap();
    }
    std::fs::write(folder.join("readme.txt"), "no card").unwrap();
    let report = book.import(&folder).await.unwrap();
    assert_eq!((report.read, report.created), (3, 3), "{report:#?}");
    let empty = book.folder.path().join("nothing");
    std::fs::create_dir(&empty).unwrap();
    let error = book.import(&empty).await.unwrap_err();
    assert_eq!(error.message, "There are no address cards (.vcf) in this folder.");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pasted_signature_is_read_field_by_field() {
    let book = Book::with_passphrase().await;
    let text = "Mit freundlichen Gr\u{fc}\u{df}en\n\nDr. J\u{f6}rg M\u{fc}ller\nLeiter Einkauf\nM\u{fc}ller Maschinenbau GmbH\n\
                Hauptstra\u{df}e 5\n70173 Stuttgart\nTel.: 0711 123456-0\nMobil: +49 171 1234567\njoerg.mueller@mm.example\n";
    let input = satchel_app::wire::SignatureText { text: text.into() };
    let read = satchel_app::signatures::read(book.app.clone(), input).await.unwrap();
    let of = |field: &str| {
        let found = read.values.iter().find(|value| value.field == field);
        found.map(|value| value.text.as_str()).unwrap_or_default()
    };
    assert_eq!(
        (of("given"), of("family"), of("company")),
        ("J\u{f6}rg", "M\u{fc}ller", "M\u{fc}ller Maschinenbau GmbH")
    );
    assert_eq!((of("title"), of("emails")), ("Leiter Einkauf", "joerg.mueller@mm.example"));
    assert_eq!(read.values.iter().filter(|value| value.field == "phones").count(), 2);
    let patch = read.values.into_iter().map(|value| value.edit).collect();
    let input = satchel_app::wire::ContactsCreate { patch, region: Some("DE".into()) };
    let made = satchel_app::contacts::create(book.app.clone(), input).await.unwrap().contact;
    assert_eq!((made.addresses[0].locality.as_str(), made.phones.len()), ("Stuttgart", 2));
    assert!(made.phones.iter().any(|phone| phone.label == "mobile"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_exported_as_lines_comes_back_and_changes_nobody() {
    let book = Book::with_passphrase().await;
    let line = r#"{"given":"Ada","family":"Lovelace","emails":[{"value":"ada@engines.example","label":"work"}],"tags":["vip"]}"#;
    let path = book.file("people.jsonl", format!("{line}\n\n{{\"given\":7}}\nno json\n"));
    let seen = look(&book, &path, None).await;
    assert_eq!((seen.kind, seen.rows[0][0].as_str()), (ImportKind::Cards, "Ada Lovelace"));
    let report = book.import(&path).await.unwrap();
    assert_eq!((report.read, report.created, report.failed), (3, 1, 2), "{report:#?}");
    let again = book.import(&path).await.unwrap();
    assert_eq!((again.created, again.skipped), (0, 1));
}
