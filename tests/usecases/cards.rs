//! Address cards through the app: people with their pictures, groups, relations, and what is kept of each card.

use satchel_app::wire::{ContactId, Empty, ImportKind, ImportsPreview};
use satchel_app::{contacts, imports, lists, relations, vault};
use satchel_model::Contact;

use crate::book::Book;

const BOOK: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:urn:uuid:0A\r\nFN:Ada Lovelace\r\nN:Lovelace;Ada;;;\r\n\
    EMAIL;TYPE=WORK:ada@engines.example\r\nTEL;TYPE=CELL:+44 20 7946 0958\r\nX-ASTRONOMER:no\r\n\
    RELATED;TYPE=spouse:urn:uuid:0b\r\n\
    PHOTO;ENCODING=b;TYPE=PNG:iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==\r\n\
    END:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nKIND:group\r\nUID:0c\r\nFN:Friends\r\nMEMBER:urn:uuid:0a\r\nMEMBER:urn:uuid:0b\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:4.0\r\nUID:0b\r\nFN:William King\r\nBDAY:--0221\r\nEND:VCARD\r\n\
    BEGIN:VCARD\r\nVERSION:3.0\r\nNOTE:nobody in here\r\nEND:VCARD\r\n";

async fn found(book: &Book, query: &str) -> Contact {
    let id = book.find(query).await.hits[0].id;
    contacts::get(book.app.clone(), ContactId { id }).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn cards_come_in_with_pictures_groups_and_relations_and_only_once() {
    let book = Book::with_passphrase().await;
    // What it is called does not matter.
    let path = book.file("book.txt", BOOK);
    let look = ImportsPreview {
        path: path.to_string_lossy().into_owned(),
        mapping: None,
        encoding: None,
        delimiter: None,
        header_line: None,
        part: None,
    };
    let seen = imports::preview_file(book.app.clone(), look).await.unwrap();
    assert_eq!((seen.kind, seen.rows_estimate), (ImportKind::Cards, 4));
    assert_eq!(seen.rows[0], ["Ada Lovelace", "", "", "ada@engines.example", "+44 20 7946 0958"]);
    let report = book.import(&path).await.unwrap();
    assert_eq!((report.read, report.created, report.failed), (4, 2, 1), "{report:#?}");
    assert_eq!(report.problems[0].row, 26, "{:#?}", report.problems);
    vault::index_all(&book.app).await.unwrap();
    let (ada, william) = (found(&book, "lovelace").await, found(&book, "william").await);
    assert_eq!(ada.emails[0].value, "ada@engines.example");
    assert_eq!(
        ada.attachments.iter().map(|file| (file.mime.as_str(), Some(file.id))).collect::<Vec<_>>(),
        [("image/png", ada.photo)]
    );
    assert_eq!(william.birthday.unwrap().to_string(), "--02-21");
    let spouse = relations::list(book.app.clone(), ContactId { id: ada.id }).await.unwrap();
    assert_eq!(
        spouse.relations.iter().map(|one| (one.kind.as_str(), one.contact)).collect::<Vec<_>>(),
        [("spouse", william.id)]
    );
    let all = lists::list(book.app.clone(), Empty {}).await.unwrap().lists;
    assert_eq!(all.iter().map(|list| (list.name.as_str(), list.members)).collect::<Vec<_>>(), [("Friends", Some(2))]);
    let again = book.import(&path).await.unwrap();
    assert_eq!((again.created, again.skipped), (0, 2), "William has no e-mail and no phone, but a uid: {again:#?}");
}
