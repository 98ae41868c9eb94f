//! A contact as it was, and single values brought back.

use satchel_model::{Contact, Origin, RecordState};
use satchel_store::StoreError;

use crate::support::{Book, NOW, start};

const HOUR: i64 = 3_600_000;

/// Edits at an hour after the beginning.
async fn at(book: &Book, id: satchel_model::Id, hour: i64, typed: &[&str]) -> satchel_model::Id {
    let patch = typed.iter().map(|text| satchel_model::parse_assignment(text).unwrap()).collect();
    let mut writing = book.store.begin(start(Origin::Command, "edit", NOW + hour * HOUR)).await.unwrap();
    writing.edit_contact(id, &patch, None, Some("GB")).await.unwrap();
    writing.commit().await.unwrap().unwrap()
}

/// A contact without what every read and every write touches.
fn plain(contact: Contact) -> Contact {
    Contact { seq: 0, updated_at: 0, company_id: None, ..contact }
}

#[tokio::test]
async fn each_hour_is_as_it_was() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let steps: [&[&str]; 7] = [
        &["title=Analyst", "company=Engines", "email=ada@x.example", "tags+=vip", "role=champion"],
        &["title=CTO", "emails+=home:ada@home.example", "phone=020 7946 0958", "tags-=vip", "tags+=fair"],
        &["company=House of Lords", "emails-=ada@x.example", "links+=linkedin:ada", "notes=tea"],
        &["display=The Countess", "birthday=1815-12-10", "owner=Sam", "address=1 Dorset Street"],
        &["notes=", "phones=", "display=", "time_zone=Europe/London"],
        &["categories+=leads:cold,customers:vip", "do_not_call=yes", "channels=email,visit", "topics=prices"],
        &["categories/leads=hot", "categories-=customers", "do_not_call=", "frequency=monthly"],
    ];
    let mut seen = vec![plain(book.contact(id).await)];
    for (hour, typed) in (1..).zip(steps) {
        at(&book, id, hour, typed).await;
        seen.push(plain(book.contact(id).await));
    }
    let mut writing = book.store.begin(start(Origin::Command, "trash", NOW + 9 * HOUR)).await.unwrap();
    writing.set_state(&[id], RecordState::Trashed).await.unwrap();
    writing.commit().await.unwrap();
    for (hour, was) in (0..).zip(seen) {
        let told = book.store.contact_as_of(id, NOW + hour * HOUR).await.unwrap();
        assert_eq!(plain(told), was, "after hour {hour}");
    }
    assert_eq!(book.store.contact_as_of(id, NOW + 10 * HOUR).await.unwrap().state, RecordState::Trashed);
    assert!(matches!(book.store.contact_as_of(id, NOW - 1).await, Err(StoreError::NotFound(_))));
}

#[tokio::test]
async fn a_single_value_comes_back_and_nothing_else() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    at(&book, id, 1, &["notes=first", "title=Analyst", "email=ada@x.example"]).await;
    let changed = at(&book, id, 2, &["notes=second", "title=CTO", "emails="]).await;
    at(&book, id, 3, &["nickname=Countess"]).await;
    let history = book.store.history(id).await.unwrap();
    let email = history[1].changes.iter().find(|change| change.path.starts_with("emails/")).unwrap().path.clone();
    for path in ["notes", email.as_str()] {
        let mut writing = book.store.begin(start(Origin::Command, "restore", NOW + 4 * HOUR)).await.unwrap();
        writing.restore_value(id, changed, path).await.unwrap();
        writing.commit().await.unwrap().unwrap();
    }
    let contact = book.contact(id).await;
    assert_eq!(
        (contact.notes.as_str(), contact.title.as_str(), contact.nickname.as_str()),
        ("first", "CTO", "Countess")
    );
    assert_eq!(contact.emails[0].value, "ada@x.example");
    let mut writing = book.store.begin(start(Origin::Command, "restore", NOW + 5 * HOUR)).await.unwrap();
    writing.restore_value(id, changed, "title").await.unwrap();
    writing.commit().await.unwrap().unwrap();
    assert_eq!(book.contact(id).await.title, "Analyst", "what a row of a job said, in the words of the card");
    let mut writing = book.store.begin(start(Origin::Command, "restore", NOW)).await.unwrap();
    let lost = writing.restore_value(id, changed, "source").await;
    assert!(matches!(lost, Err(StoreError::NotFound(_))));
}

#[tokio::test]
async fn a_category_comes_back_by_the_name_that_history_gives_it() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    at(&book, id, 1, &["categories/leads=cold"]).await;
    let changed = at(&book, id, 2, &["categories/leads=hot"]).await;
    let path = book.store.history(id).await.unwrap()[0].changes[0].path.clone();
    let mut writing = book.store.begin(start(Origin::Command, "restore", NOW + 3 * HOUR)).await.unwrap();
    writing.restore_value(id, changed, &path).await.unwrap();
    writing.commit().await.unwrap().unwrap();
    assert_eq!((path.as_str(), book.contact(id).await.categories[0].name.as_str()), ("categories/Leads", "Cold"));
}
