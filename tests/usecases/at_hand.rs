//! Favourites and recents: marked in one process, seen in the other, and no part of what is undone.

use std::time::Duration;

use satchel_app::wire::{
    BatchesList, ContactId, ContactIds, ContactsAtHand, FavouritesList, FavouritesSet, RecentsList, Tag,
};
use satchel_app::{Event, batches, contacts, favourites, recents};
use satchel_model::{Id, Origin};
use serde_json::Value;

use crate::book::{Book, PASSPHRASE};
use crate::kills::answer;

async fn marked(book: &Book) -> ContactsAtHand {
    favourites::list(book.app.clone(), FavouritesList { limit: 2 }).await.unwrap()
}

async fn looked_at(book: &Book) -> Vec<String> {
    let listed = recents::list(book.app.clone(), RecentsList { limit: 100 }).await.unwrap();
    listed.contacts.into_iter().map(|row| row.display).collect()
}

fn names(listed: &ContactsAtHand) -> Vec<&str> {
    listed.contacts.iter().map(|row| row.display.as_str()).collect()
}

fn mark(ids: &[Id], favourite: bool) -> FavouritesSet {
    FavouritesSet { ids: ids.to_vec(), favourite }
}

#[tokio::test(flavor = "multi_thread")]
async fn favourites_are_listed_by_name_and_seen_by_the_other_process() {
    let window = Book::with_passphrase().await;
    let command = window.another(Origin::Command);
    command.unlock(PASSPHRASE).await.unwrap();
    let mut ids = Vec::new();
    for name in ["Zoë", "Ada", "Grace"] {
        ids.push(window.add(&[&format!("given={name}")]).await.id);
    }
    let mut events = window.app.events();
    let done = favourites::set(command.app.clone(), mark(&ids, true)).await.unwrap();
    assert_eq!((done.count, done.unchanged), (3, 0));
    let told = tokio::time::timeout(Duration::from_secs(2), async {
        while let Ok(event) = events.recv().await {
            if matches!(event, Event::Changed(ref changed) if changed.tags.contains(&Tag::Favourite)) {
                return;
            }
        }
    });
    assert!(told.await.is_ok(), "the window was not told");
    let listed = marked(&window).await;
    assert_eq!((names(&listed), listed.total), (vec!["Ada", "Grace"], 3));

    let done = favourites::set(window.app.clone(), mark(&ids, true)).await.unwrap();
    assert_eq!((done.count, done.unchanged), (0, 3));
    favourites::set(window.app.clone(), mark(&ids[1..2], false)).await.unwrap();
    assert_eq!(names(&marked(&command).await), ["Grace", "Zoë"]);
    assert!(!favourites::get(command.app.clone(), ContactId { id: ids[1] }).await.unwrap().favourite);

    // Nothing is changed when one of several is not there.
    let nobody = Id::from_parts(1, &[3; 10]);
    favourites::set(window.app.clone(), mark(&[ids[1], nobody], true)).await.unwrap_err();
    assert_eq!(marked(&window).await.total, 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_in_the_trash_is_not_at_hand_and_is_again_afterwards() {
    let book = Book::with_passphrase().await;
    let ada = book.add(&["given=Ada"]).await.id;
    favourites::set(book.app.clone(), mark(&[ada], true)).await.unwrap();
    recents::note(book.app.clone(), ContactId { id: ada }).await.unwrap();
    contacts::trash(book.app.clone(), ContactIds { ids: vec![ada] }).await.unwrap();
    assert_eq!((marked(&book).await.total, looked_at(&book).await.len()), (0, 0));
    contacts::restore(book.app.clone(), ContactIds { ids: vec![ada] }).await.unwrap();
    assert_eq!((marked(&book).await.total, looked_at(&book).await.len()), (1, 1));

    // Neither is a part of the journal: three batches, and no more to undo.
    let listed = batches::list(book.app.clone(), BatchesList { limit: 10, before: None }).await.unwrap();
    assert_eq!(listed.batches.len(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_thirty_that_were_looked_at_last_are_kept_newest_first() {
    let book = Book::with_passphrase().await;
    let mut ids = Vec::new();
    for number in 0..32 {
        ids.push(book.add(&[&format!("given=Person {number}")]).await.id);
    }
    for id in &ids {
        recents::note(book.app.clone(), ContactId { id: *id }).await.unwrap();
    }
    recents::note(book.app.clone(), ContactId { id: ids[20] }).await.unwrap();
    let looked_at = looked_at(&book).await;
    assert_eq!(looked_at.len(), 30);
    assert_eq!(looked_at[..2], ["Person 20", "Person 31"]);
    assert!(!looked_at.contains(&"Person 1".to_owned()), "the oldest went");
}

#[test]
fn the_command_marks_and_lists() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    answer(&vault, &["add", "given=Ada", "email=ada@x.example"]);
    let done: Value = answer(&vault, &["favourites", "add", "ada@x.example"]);
    assert_eq!(done["count"], 1);
    assert_eq!(answer(&vault, &["favourites"])["contacts"][0]["display"], "Ada");
    answer(&vault, &["favourites", "remove", "ada@x.example"]);
    assert_eq!(answer(&vault, &["favourites"])["total"], 0);
    assert_eq!(answer(&vault, &["recents"])["total"], 0, "the command looks at nobody for the window");
}
