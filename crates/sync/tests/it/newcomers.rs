//! Who comes from there and is not simply written: left out by a person, unreadable for a while, or under a name that was
//! somebody else's.

use std::collections::BTreeSet;
use std::sync::Mutex;

use async_trait::async_trait;
use satchel_model::{Entity, Id};
use satchel_remote::fake::{Call, Fake, FarSide, Settings};
use satchel_remote::{
    Budget, Capabilities, Change, Cursor, Fate, Found, Halt, IdPage, Page, Pushed, Quarantined, Remote, RemoteRef,
    Values,
};
use satchel_store::MatterKind;
use satchel_sync::{Ended, HoldReason, Policy, Request, Rules, Run, let_go};
use serde_json::{Value, json};

use crate::book::{Book, NOTHING};
use crate::vault::values;

async fn book() -> Book {
    let rules = Rules { otherwise: Policy::Newest, ..Rules::default() };
    Book::beside(&FarSide::new(Settings::default(), 1), &rules).await
}

fn person(family: &str) -> Values {
    values([("family", json!(family))])
}

async fn families(book: &Book) -> Vec<Value> {
    book.all().await.into_iter().filter_map(|contact| contact.values.get("family").cloned()).collect()
}

async fn asked(book: &Book, request: &Request) -> Run {
    let run = book.try_run(request, usize::MAX).await.unwrap().unwrap();
    assert!(matches!(run.ended, Ended::Done | Ended::Rehearsed), "{:?}", run.ended);
    run
}

#[tokio::test]
async fn who_would_be_new_stays_out_until_let_in() {
    let book = book().await;
    let ada = book.far.create(Entity::Contact, &person("Lovelace")).unwrap();
    book.far.create(Entity::Contact, &person("Hopper")).unwrap();
    let leave_out = Request { leave_out: [ada.id.clone()].into(), ..Request::default() };
    let rehearsal = asked(&book, &Request { rehearsal: true, ..leave_out.clone() }).await;
    assert_eq!((rehearsal.plan.left_out.len(), rehearsal.report.held), (1, 1));
    let run = asked(&book, &leave_out).await;
    assert_eq!((run.report.pulled.created, run.report.held), (1, 1));
    assert_eq!(run.report.outcomes.iter().map(|outcome| outcome.what).collect::<Vec<_>>(), ["held_by_person"]);
    assert_eq!(families(&book).await, ["Hopper"]);
    // Nobody says it again, and the feed does not tell them again: they come as held.
    for _ in 0..2 {
        let run = book.run().await;
        assert_eq!((run.plan.left_out.len(), run.report.held, run.plan.is_settled()), (1, 1, true));
    }
    // What is changed there meanwhile is what comes in.
    let change = satchel_model::FieldChange { path: "given".to_owned(), before: None, after: Some(json!("Ada")) };
    assert!(book.far.edit(&ada, &[change]));
    book.run().await;
    let run = asked(&book, &Request { let_in: [ada.id.clone()].into(), ..Request::default() }).await;
    assert_eq!((run.report.pulled.created, run.report.held), (1, 0));
    let all = book.all().await;
    assert!(all.iter().any(|contact| contact.values.get("given") == Some(&json!("Ada"))), "{all:?}");
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
}

#[tokio::test]
async fn who_was_left_out_and_is_deleted_there_is_forgotten() {
    let book = book().await;
    let ada = book.far.create(Entity::Contact, &person("Lovelace")).unwrap();
    asked(&book, &Request { leave_out: [ada.id.clone()].into(), ..Request::default() }).await;
    book.far.end(&ada, Fate::Deleted { restorable: true });
    assert_eq!(book.run().await.report.held, 0);
    assert_eq!(book.run().await.report.held, 0);
    assert!(families(&book).await.is_empty());
    assert!(book.store.words(book.account.row).await.unwrap().is_empty());
}

/// Somebody else is put under the name of a linked record. Their contact and theirs, and the name.
async fn taken_over(book: &Book) -> (Id, RemoteRef) {
    let name = book.far.create(Entity::Contact, &person("Lovelace")).unwrap();
    book.run_to_the_end().await;
    let ada = book.all().await[0].id;
    book.far.replace(&name, "somebody else", &person("Mallory"));
    book.edit(ada, "given", Some(json!("Ada"))).await;
    // However often it is looked at, nothing is written on either side, and it is named.
    for _ in 0..3 {
        let run = book.run().await;
        assert_eq!(run.plan.holds.iter().map(|hold| hold.reason).collect::<Vec<_>>(), [HoldReason::Another]);
        assert_eq!(run.report.outcomes[0].what, "held_another");
        assert_eq!(families(book).await, ["Lovelace"]);
        assert_eq!(book.far.look(&name).unwrap().values, person("Mallory"));
    }
    (ada, name)
}

#[tokio::test]
async fn another_record_under_a_name_is_held_until_it_is_said_that_they_are_two() {
    let book = book().await;
    let (ada, name) = taken_over(&book).await;
    assert_eq!(book.matters(MatterKind::Held).await[0].value, json!(HoldReason::Another));
    let_go(&book.store, &book.account, ada, true, book.person()).await.unwrap();
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(families(&book).await, ["Lovelace", "Mallory"]);
    assert_eq!(book.far.living(Entity::Contact).len(), 2);
    assert_eq!(book.far.look(&name).unwrap().values["family"], "Mallory");
}

#[tokio::test]
async fn another_record_under_a_name_may_be_the_same_person() {
    let book = book().await;
    let (ada, name) = taken_over(&book).await;
    let_go(&book.store, &book.account, ada, false, book.person()).await.unwrap();
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(families(&book).await, ["Mallory"]);
    assert_eq!(book.far.living(Entity::Contact), [name]);
}

#[tokio::test]
async fn a_name_of_somebody_who_is_gone_on_both_sides_is_free_for_another() {
    let book = book().await;
    let name = book.far.create(Entity::Contact, &person("Lovelace")).unwrap();
    book.run_to_the_end().await;
    book.far.end(&name, Fate::Deleted { restorable: true });
    book.run_to_the_end().await;
    book.far.replace(&name, "somebody else", &person("Mallory"));
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    let living = book.all().await.into_iter().filter(|contact| contact.state == satchel_model::RecordState::Active);
    let living: Vec<Value> = living.filter_map(|contact| contact.values.get("family").cloned()).collect();
    assert_eq!(living, ["Mallory"], "nobody comes back as somebody else");
}

/// The fake, but that some of its records cannot be read.
struct Blurred {
    fake: Fake,
    unreadable: Mutex<BTreeSet<RemoteRef>>,
}

#[async_trait]
impl Remote for Blurred {
    async fn discover(&self) -> Result<Capabilities, Halt> {
        self.fake.discover().await
    }

    async fn pull(&self, kind: Entity, from: Option<&Cursor>, limit: usize) -> Result<Page, Halt> {
        let mut page = self.fake.pull(kind, from, limit).await?;
        let unreadable = self.unreadable.lock().unwrap();
        let (bad, good) = page.records.into_iter().partition(|record| unreadable.contains(&record.reference));
        page.records = good;
        let bad: Vec<satchel_remote::Record> = bad;
        let quarantine = |reference| Quarantined { reference: Some(reference), reason: "a blot".to_owned() };
        page.quarantined.extend(bad.into_iter().map(|record| quarantine(record.reference)));
        Ok(page)
    }

    async fn read(&self, references: &[RemoteRef]) -> Result<Vec<Found>, Halt> {
        let found = self.fake.read(references).await?;
        let unreadable = self.unreadable.lock().unwrap();
        let blur = |(reference, found)| match unreadable.contains(reference) {
            true => Found::Ended(Fate::NotVisible),
            false => found,
        };
        Ok(references.iter().zip(found).map(blur).collect())
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
async fn what_could_not_be_read_is_read_again_and_not_all_the_time() {
    let book = book().await;
    let ada = book.far.create(Entity::Contact, &person("Lovelace")).unwrap();
    let blurred = Blurred { fake: Fake::new(&book.far), unreadable: Mutex::new([ada].into()) };
    let run = async || book.run_with(&blurred, &Request::default(), usize::MAX).await.unwrap().unwrap();
    assert_eq!(run().await.report.failed().count(), 1);
    assert!(families(&book).await.is_empty());
    // The feed has gone on, and does not tell it again.
    book.far.set_now(1_700_000_060_000);
    run().await;
    assert_eq!(book.far.requests(Call::Read), 0);
    // It is tried once, and then left alone for an hour.
    for _ in 0..3 {
        assert_eq!(run().await.ended, Ended::Done);
    }
    assert_eq!(book.far.requests(Call::Read), 1);
    blurred.unreadable.lock().unwrap().clear();
    let hour = 3_600_000;
    book.clock.set(1_700_000_000_000 + hour);
    assert_eq!(run().await.report.pulled.created, 1);
    assert_eq!(families(&book).await, ["Lovelace"]);
    let asked = book.far.requests(Call::Read);
    book.clock.set(1_700_000_000_000 + 3 * hour);
    run().await;
    assert_eq!(book.far.requests(Call::Read), asked, "it is read");
}
