//! The main job without a window: a vault, people, found, edited, undone, and still there tomorrow.

use satchel_app::wire::{BatchUndo, ContactId, ContactIds, ContactsUpdate, Empty, ErrorCode};
use satchel_app::{batches, contacts, jobs, table, vault};
use satchel_model::parse_assignment;
use serde_json::json;

use crate::book::{Book, PASSPHRASE};

#[tokio::test(flavor = "multi_thread")]
async fn people_are_added_found_edited_undone_and_still_there_tomorrow() {
    let book = Book::with_passphrase().await;
    let ada =
        book.add(&["given=Ada", "family=Lovelace", "email=ada@engines.example", "company=Analytical Engines"]).await;
    for query in ["lov ad", "LÖVELACE", "analyt", "engines.ex", "ada@eng"] {
        let found = book.find(query).await;
        assert_eq!((found.total, found.behind), (1, 0), "{query}");
        assert_eq!(found.hits[0].id, ada.id, "{query}");
    }
    let patch = vec![parse_assignment("title=Countess").unwrap()];
    let edited =
        contacts::update(book.app.clone(), ContactsUpdate { id: ada.id, base: Some(ada.seq), patch }).await.unwrap();
    assert_eq!(edited.contact.title, "Countess");
    assert_eq!(book.find("countess").await.total, 1);
    let undone = batches::undo(book.app.clone(), BatchUndo { batch: None }).await.unwrap();
    assert_eq!((undone.reversed, undone.kept.len(), undone.failed.len()), (1, 0, 0));
    assert_eq!(book.find("countess").await.total, 0);
    batches::redo(book.app.clone(), Empty {}).await.unwrap();
    contacts::trash(book.app.clone(), ContactIds { ids: vec![ada.id] }).await.unwrap();
    assert_eq!(book.find("ada").await.total, 0);
    contacts::restore(book.app.clone(), ContactIds { ids: vec![ada.id] }).await.unwrap();
    vault::lock(book.app.clone(), Empty {}).await.unwrap();
    let refused = contacts::get(book.app.clone(), ContactId { id: ada.id }).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::Locked);
    book.unlock(PASSPHRASE).await.unwrap();
    let tomorrow = contacts::get(book.app.clone(), ContactId { id: ada.id }).await.unwrap();
    assert_eq!((tomorrow.display.as_str(), tomorrow.title.as_str()), ("Ada Lovelace", "Countess"));
    assert_eq!(book.find("0 ada").await.total, 0);
    assert_eq!(book.find("ada").await.hits[0].highlights.display, [(0, 3)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sample_is_whole_and_undone_by_name() {
    let book = Book::with_passphrase().await;
    let started = satchel_app::imports::sample(book.app.clone(), Empty {}).await.unwrap();
    let job = jobs::wait(&book.app, started.job, |_| {}).await.unwrap();
    let report =
        satchel_app::imports::report(book.app.clone(), satchel_app::wire::JobId { job: job.id }).await.unwrap();
    assert!(report.created >= 50, "{report:?}");
    assert_eq!((report.failed, book.count().await), (0, report.created));
    // Ctrl+Z is for what was done by hand; an import is undone by name.
    let nothing = batches::undo(book.app.clone(), BatchUndo { batch: None }).await.unwrap_err();
    assert_eq!(nothing.code, ErrorCode::NotFound);
    let undone = batches::undo(book.app.clone(), BatchUndo { batch: report.batch }).await.unwrap();
    assert_eq!((undone.reversed, book.count().await), (report.created, 0));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_table_answers_by_name() {
    let book = Book::with_passphrase().await;
    let made =
        table::call(&book.app, "contacts_create", json!({"patch": [{"path": "given", "set": "Ada"}], "region": null}));
    let made = made.await.unwrap();
    let read = table::call(&book.app, "contacts_get", json!({"id": made["contact"]["id"]})).await.unwrap();
    assert_eq!(read["display"], "Ada");
    let unknown = table::call(&book.app, "contacts_explode", json!({})).await.unwrap_err();
    assert_eq!(unknown.code, ErrorCode::Invalid);
    let shapeless = table::call(&book.app, "contacts_get", json!({"id": 7})).await.unwrap_err();
    assert_eq!(shapeless.code, ErrorCode::Invalid);
    let mut names: Vec<&str> = table::COMMANDS.iter().map(|command| command.name).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), table::COMMANDS.len(), "a name twice");
}
