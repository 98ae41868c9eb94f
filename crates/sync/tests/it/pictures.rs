//! Pictures on both sides: what comes, what goes, and what stays where it is.

use async_trait::async_trait;
use satchel_model::{Entity, Id};
use satchel_remote::fake::{Call, Fake, FarSide, Settings};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Found, Halt, IdPage, PHOTO, Page, Picture, Pushed, Remote, RemoteRef, Values,
};
use satchel_store::MatterKind;
use satchel_sync::{Choice, Ended, Policy, Request, Rules, let_go, take_decision};
use serde_json::json;

use crate::book::{Book, NOTHING};
use crate::vault::values;
use crate::watch::SECRET;

fn picture(number: u8) -> Picture {
    Picture::new(vec![number; 40])
}

/// Somebody there with a picture, and an account that has read them.
async fn drawn(rules: &Rules) -> (Book, Id, RemoteRef) {
    let far = FarSide::new(Settings::default(), 1);
    let there = far.create(Entity::Contact, &values([("family", json!("Lovelace"))])).unwrap();
    assert!(far.draw(&there, Some(&picture(1))));
    let book = Book::beside(&far, rules).await;
    book.run_to_the_end().await;
    let here = book.all().await[0].id;
    (book, here, there)
}

/// A later moment on all clocks.
fn later(book: &Book, minutes: i64) {
    let now = 1_700_000_000_000 + minutes * 60_000;
    book.far.set_now(now);
    book.clock.set(now);
}

/// The picture of a contact, and how many files they have.
async fn held(book: &Book, id: Id) -> (Option<Picture>, usize) {
    let value = book.look(id).await.values.remove(PHOTO);
    let files = book.contact(id).await.attachments.len();
    match value.as_ref().and_then(satchel_remote::picture_digest) {
        Some(digest) => (satchel_sync::Pictures::read(&book.album, digest).await.unwrap(), files),
        None => (None, files),
    }
}

async fn said(book: &Book) -> Vec<String> {
    book.outcomes().await.into_iter().map(|outcome| format!("{} {}", outcome.what, outcome.words)).collect()
}

#[tokio::test]
async fn a_picture_comes_changes_and_goes_on_both_sides() {
    let (book, here, there) = drawn(&Rules::default()).await;
    assert_eq!(held(&book, here).await, (Some(picture(1)), 1));
    let mirror = serde_json::to_string(&book.mirror(here).await.unwrap()).unwrap();
    assert!(mirror.len() < 1_000, "a mirror holds no bytes: {mirror}");
    later(&book, 1);
    book.far.draw(&there, Some(&picture(2)));
    book.run_to_the_end().await;
    assert_eq!(held(&book, here).await, (Some(picture(2)), 1), "one that came goes with the next");
    later(&book, 2);
    book.draw(here, Some(&picture(3))).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.picture(&there), Some(picture(3)));
    later(&book, 3);
    book.far.draw(&there, Some(&picture(4)));
    book.run_to_the_end().await;
    // What a person attached stays among the files.
    assert_eq!(held(&book, here).await, (Some(picture(4)), 3));
    later(&book, 4);
    book.draw(here, None).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.picture(&there), None);
    later(&book, 5);
    book.far.draw(&there, Some(&picture(1)));
    book.run_to_the_end().await;
    later(&book, 6);
    book.far.draw(&there, None);
    let plan = book.run_to_the_end().await;
    assert_eq!(held(&book, here).await.0, None);
    book.assert_in_step(&plan, &NOTHING).await;
}

#[tokio::test]
async fn whoever_is_new_here_goes_there_with_their_picture() {
    let book = Book::beside(&FarSide::new(Settings::default(), 1), &Rules::default()).await;
    let ada = book.add(values([("family", json!("Lovelace"))])).await;
    book.draw(ada, Some(&picture(1))).await;
    let plan = book.run_to_the_end().await;
    let there = book.mirror(ada).await.unwrap().reference;
    assert_eq!(book.far.picture(&there), Some(picture(1)));
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(book.far.requests(Call::Pictures), 0, "what is here is not fetched");
}

#[tokio::test]
async fn undoing_a_pull_takes_the_picture_back_and_holds_it() {
    for mine in [true, false] {
        let (book, here, there) = drawn(&Rules::default()).await;
        later(&book, 1);
        book.far.draw(&there, Some(&picture(2)));
        let run = book.run().await;
        assert_eq!(held(&book, here).await.0, Some(picture(2)));
        book.undo(run.batch.unwrap()).await;
        assert_eq!(held(&book, here).await, (Some(picture(1)), 1));
        book.run_to_the_end().await;
        assert_eq!(book.far.picture(&there), Some(picture(2)), "nothing goes there before somebody has said");
        assert_eq!(book.matters(MatterKind::Held).await[0].record, here);
        let_go(&book.store, &book.account, here, mine, book.person()).await.unwrap();
        let plan = book.run_to_the_end().await;
        assert_eq!(held(&book, here).await.0, Some(picture(if mine { 1 } else { 2 })));
        book.assert_in_step(&plan, &NOTHING).await;
    }
}

#[tokio::test]
async fn two_pictures_are_decided_like_any_field() {
    for (policy, minutes, wins) in [
        (Policy::Mine, (1, 2), 2),
        (Policy::Theirs, (2, 1), 3),
        (Policy::Newest, (2, 1), 2),
        (Policy::Newest, (1, 2), 3),
    ] {
        let (book, here, there) = drawn(&Rules { otherwise: policy, ..Rules::default() }).await;
        later(&book, minutes.0);
        book.draw(here, Some(&picture(2))).await;
        later(&book, minutes.1);
        book.far.draw(&there, Some(&picture(3)));
        let plan = book.run_to_the_end().await;
        assert_eq!(held(&book, here).await.0, Some(picture(wins)), "{policy:?} {minutes:?}");
        book.assert_in_step(&plan, &NOTHING).await;
    }
}

#[tokio::test]
async fn a_person_takes_one_of_two_pictures_or_none() {
    for (choice, left) in [(Choice::Mine, Some(2)), (Choice::Theirs, Some(3)), (Choice::Value(None), None)] {
        let (book, here, there) = drawn(&Rules { otherwise: Policy::Ask, ..Rules::default() }).await;
        book.draw(here, Some(&picture(2))).await;
        book.far.draw(&there, Some(&picture(3)));
        book.run().await;
        assert_eq!((held(&book, here).await.0, book.far.picture(&there)), (Some(picture(2)), Some(picture(3))));
        let typed = Choice::Value(Some(json!("a picture")));
        let refused = take_decision(&book.store, &book.account, (here, PHOTO), &typed, book.person(), None).await;
        assert!(refused.is_err());
        take_decision(&book.store, &book.account, (here, PHOTO), &choice, book.person(), None).await.unwrap();
        let plan = book.run_to_the_end().await;
        assert_eq!((held(&book, here).await.0, book.far.picture(&there)), (left.map(picture), left.map(picture)));
        book.assert_in_step(&plan, &NOTHING).await;
    }
}

#[tokio::test]
async fn one_that_is_too_large_stays_by_name_and_the_rest_goes() {
    let (book, here, there) = drawn(&Rules::default()).await;
    book.draw(here, Some(&Picture::new(vec![9; 1_001]))).await;
    book.edit(here, "given", Some(json!("Ada"))).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.look(&there).unwrap().values["given"], json!("Ada"));
    assert_eq!(book.far.picture(&there), Some(picture(1)));
    assert!(said(&book).await.contains(&"too_long_there photo".to_owned()), "{:?}", said(&book).await);
    // A smaller one goes.
    book.draw(here, Some(&picture(2))).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.picture(&there), Some(picture(2)));
}

#[tokio::test]
async fn what_is_behind_a_lock_neither_leaves_nor_is_overwritten() {
    for lock in ["photo", "attachments"] {
        let (book, here, there) = drawn(&Rules::default()).await;
        book.lock(here, lock, true).await;
        // The watch before the remote stops whoever sends it.
        let secret = Picture::new(SECRET.as_bytes());
        book.draw(here, Some(&secret)).await;
        later(&book, 1);
        book.far.draw(&there, Some(&picture(2)));
        book.far.edit(&there, &[]);
        book.run_to_the_end().await;
        assert_eq!((held(&book, here).await.0, book.far.picture(&there)), (Some(secret), Some(picture(2))), "{lock}");
    }
}

#[tokio::test]
async fn a_picture_of_which_nobody_knows_what_it_is_is_not_taken_for_none() {
    let (book, here, there) = drawn(&Rules::default()).await;
    let file = book.contact(here).await.photo.unwrap();
    book.store.keep_digest(file, "").await.unwrap();
    book.edit(here, "given", Some(json!("Ada"))).await;
    book.run_to_the_end().await;
    assert_eq!(book.far.picture(&there), Some(picture(1)));
    assert_eq!(book.contact(here).await.photo, Some(file));
    assert_eq!(book.store.files_without_digest().await.unwrap(), [file]);
}

/// The fake, but that pictures come late: at first another one comes than was told.
struct Late {
    fake: Fake,
    gives: Option<Picture>,
}

#[async_trait]
impl Remote for Late {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.fake.discover().await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        self.fake.pull(kind, from, limit).await
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.fake.read(references).await
    }

    async fn sweep(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        self.fake.sweep(kind, from, limit).await
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        self.fake.push(changes).await
    }

    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        self.fake.find_created(kind, key, hint).await
    }

    async fn pictures(&self, references: &[RemoteRef]) -> Result<Vec<Option<Picture>>, Halt> {
        Ok(references.iter().map(|_| self.gives.clone()).collect())
    }

    fn budget(&self) -> Budget {
        self.fake.budget()
    }
}

#[tokio::test]
async fn a_picture_that_does_not_come_as_it_was_told_comes_with_a_later_run() {
    for gives in [None, Some(picture(9))] {
        let (book, here, there) = drawn(&Rules::default()).await;
        later(&book, 1);
        book.far.draw(&there, Some(&picture(2)));
        book.far.edit(
            &there,
            &[satchel_model::FieldChange { path: "given".into(), before: None, after: Some(json!("Ada")) }],
        );
        let another = book.far.create(Entity::Contact, &values([("family", json!("Hopper"))])).unwrap();
        book.far.draw(&another, Some(&picture(5)));
        let late = Late { fake: Fake::new(&book.far), gives: gives.clone() };
        let run = book.run_with(&late, &Request::default(), usize::MAX).await.unwrap().unwrap();
        assert_eq!((run.ended, run.report.failed().count()), (Ended::Done, 2));
        assert_eq!(book.look(here).await.values["given"], json!("Ada"), "all else comes");
        assert_eq!((held(&book, here).await.0, book.all().await.len()), (Some(picture(1)), 2));
        assert_eq!(book.far.picture(&there), Some(picture(2)), "what did not come is not taken away there");
        let plan = book.run_to_the_end().await;
        assert_eq!(held(&book, here).await.0, Some(picture(2)));
        book.assert_in_step(&plan, &NOTHING).await;
    }
}

#[tokio::test]
async fn what_a_remote_begins_to_offer_is_read_of_everybody() {
    let mut old = Settings::default();
    old.capabilities.kinds[0].fields.remove(PHOTO);
    let far = FarSide::new(old, 1);
    let book = Book::beside(&far, &Rules::default()).await;
    let ada = book.add(values([("family", json!("Lovelace"))])).await;
    book.draw(ada, Some(&picture(1))).await;
    book.run_to_the_end().await;
    later(&book, 5);
    book.run_to_the_end().await;
    let there = book.mirror(ada).await.unwrap().reference;
    assert_eq!(far.picture(&there), None, "there is no room for it");
    far.set_capabilities(Settings::default().capabilities);
    book.run_to_the_end().await;
    assert_eq!(far.picture(&there), Some(picture(1)));
}
