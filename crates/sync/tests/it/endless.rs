//! A remote whose lists have no end: a run stops, and nothing is written on either side.

use std::sync::atomic::{AtomicU64, Ordering};

use async_trait::async_trait;
use satchel_model::{Entity, Id};
use satchel_remote::fake::{Call, Fake, FarSide, Settings};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Found, Halt, IdPage, Page, Pushed, Record, Remote, RemoteRef, Values,
};
use satchel_sync::{Ended, Request, Rules};
use serde_json::json;

use crate::book::Book;
use crate::vault::values;

/// The fake, but that its feed has ever new pages of people whom nobody has heard of.
struct Flood {
    fake: Fake,
    told: AtomicU64,
}

#[async_trait]
impl Remote for Flood {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.fake.discover().await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        let page = self.fake.pull(kind, from.filter(|_| false), limit).await?;
        let first = self.told.fetch_add(10, Ordering::SeqCst);
        let somebody = page.records[0].clone();
        let another = |number: u64| {
            let mut record = Record { reference: RemoteRef::new(kind, number.to_string()), ..somebody.clone() };
            record.extra.insert("X-LONG".to_owned(), json!("x".repeat(10_000)));
            record
        };
        let records = (first..first + 10).map(another).collect();
        Ok(Page { records, next: Cursor(json!(first)), more: true, ..page })
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

    fn budget(&self) -> Budget {
        self.fake.budget()
    }
}

#[tokio::test]
async fn ever_new_pages_are_held_as_far_as_there_is_room() {
    let mut book = Book::beside(&FarSide::new(Settings::default(), 1), &Rules::default()).await;
    book.room = 2_000_000;
    assert!(book.far.create(Entity::Contact, &values([("family", json!("Hopper"))])).is_some());
    let flood = Flood { fake: Fake::new(&book.far), told: AtomicU64::new(0) };
    let run = book.run_with(&flood, &Request::default(), usize::MAX).await.unwrap().unwrap();
    assert_eq!(run.ended, Ended::Halted(Halt::Nonsense("more than can be held at once")));
    // Each of them weighs ten thousand bytes and a bit.
    let told = flood.told.load(Ordering::SeqCst);
    assert!((180..=200).contains(&told), "{told}");
    assert_eq!(book.all().await.len(), 0, "nothing is written");
    // What fits comes.
    book.run_to_the_end().await;
    assert_eq!(book.all().await.len(), 1);
}

/// The fake, but that its feed or its sweep comes back to where it was after so many pages.
struct Circle {
    fake: Fake,
    pages: u64,
    feed: bool,
    asked: AtomicU64,
}

impl Circle {
    fn next(&self) -> Cursor {
        Cursor(json!(self.asked.fetch_add(1, Ordering::SeqCst) % self.pages))
    }
}

#[async_trait]
impl Remote for Circle {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.fake.discover().await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        if !self.feed {
            return self.fake.pull(kind, from, limit).await;
        }
        let page = self.fake.pull(kind, None, limit).await?;
        Ok(Page { next: self.next(), more: true, ..page })
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        self.fake.read(references).await
    }

    async fn sweep(&self, kind: Entity, _from: Option<&Cursor>, limit: usize) -> Result<IdPage, Halt> {
        let page = self.fake.sweep(kind, None, limit).await?;
        Ok(IdPage { next: Some(self.next()), ..page })
    }

    async fn push(&self, changes: &[Change]) -> Pushed {
        self.fake.push(changes).await
    }

    async fn find_created(&self, kind: Entity, key: Id, hint: &Values) -> Result<Option<RemoteRef>, Halt> {
        self.fake.find_created(kind, key, hint).await
    }

    fn budget(&self) -> Budget {
        self.fake.budget()
    }
}

#[tokio::test]
async fn a_list_without_an_end_stops_the_run_and_nothing_is_written() {
    for (pages, feed) in [(1, true), (7, true), (1, false), (7, false)] {
        // Deletions are found by a sweep.
        let book = Book::beside(&FarSide::new(Settings::narrow(), 1), &Rules::default()).await;
        let family = |name: &str| values([("family", json!(name))]);
        let ada = book.add(family("Lovelace")).await;
        book.run_to_the_end().await;
        assert!(book.far.create(Entity::Contact, &family("Hopper")).is_some());
        book.edit(ada, "given", Some(json!("Ada"))).await;
        let pushes = book.far.requests(Call::Push);
        let circle = Circle { fake: Fake::new(&book.far), pages, feed, asked: AtomicU64::new(0) };
        let run = book.run_with(&circle, &Request::default(), usize::MAX).await.unwrap().unwrap();
        assert_eq!(run.ended, Ended::Halted(Halt::Nonsense("a list without an end")), "{pages} {feed}");
        assert!(circle.asked.load(Ordering::SeqCst) <= pages + 1, "{pages} {feed}");
        assert_eq!((book.all().await.len(), book.far.requests(Call::Push)), (1, pushes));
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &crate::book::NOTHING).await;
    }
}
