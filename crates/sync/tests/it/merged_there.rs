//! Contacts that are merged there: they are merged here, with what only this vault knew of them, and parted by undo.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Entity, Id, RecordState};
use satchel_remote::fake::{FarSide, Settings};
use satchel_remote::{Fate, RemoteRef, Values};
use satchel_store::MatterKind;
use satchel_sync::{Choice, HoldReason, Policy, Request, Rules, STATE, let_go, take_decision};
use serde_json::json;

use crate::book::{Book, NOTHING};
use crate::vault::{email, id, values};
use crate::watch::SECRET;

fn person(given: &str, nth: u64) -> Values {
    let emails = format!("emails/{}", id(nth));
    let address = email(&format!("{given}@example.com"), "work", true, 0);
    values([("given", json!(given)), ("family", json!("Lovelace")), (emails.as_str(), address)])
}

/// Two that are one person, linked to two there; the second has what no remote holds.
async fn two() -> (Book, Id, Id) {
    let book = Book::beside(&FarSide::new(Settings::default(), 1), &Rules::default()).await;
    book.own_field("Shoe size").await;
    let ada = book.add(person("Ada", 1)).await;
    let augusta = book.add(person("Augusta", 2)).await;
    book.set(augusta, &["shoe_size=38", "categories/leads=hot", &format!("notes={SECRET}"), "tags+=vip"]).await;
    book.lock(augusta, "notes", true).await;
    book.run_to_the_end().await;
    (book, ada, augusta)
}

async fn there(book: &Book, id: Id) -> RemoteRef {
    book.mirror(id).await.unwrap().reference
}

async fn merge_there(book: &Book, winner: Id, loser: Id) {
    book.far.end(&there(book, loser).await, Fate::Merged { into: there(book, winner).await });
}

fn addresses(held: &Values) -> BTreeSet<&str> {
    let rows = held.iter().filter(|(path, _)| path.starts_with("emails/"));
    rows.filter_map(|(_, row)| row["value"].as_str()).collect()
}

#[tokio::test]
async fn the_survivor_has_what_the_other_one_had_and_its_identity_leads_to_it() {
    let (book, ada, augusta) = two().await;
    merge_there(&book, ada, augusta).await;
    let run = book.run().await;
    assert_eq!((run.report.pulled.deleted, run.plan.writes.len()), (1, 1));
    let gone = book.look(augusta).await;
    assert_eq!((gone.state, gone.merged_into), (RecordState::Merged, Some(ada)));
    let one = book.contact(augusta).await;
    assert_eq!((one.id, one.given.as_str(), one.notes.as_str()), (ada, "Ada", SECRET));
    assert_eq!((&one.custom["shoe_size"], one.tags.as_slice()), (&json!(38), ["vip".to_owned()].as_slice()));
    assert_eq!((one.categories[0].name.as_str(), one.locked.as_slice()), ("Hot", ["notes".to_owned()].as_slice()));
    // What it got goes there, but for what is behind the lock.
    assert_eq!(book.matters(MatterKind::Outbox).await[0].record, ada);
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    let [survivor] = &book.far.living(Entity::Contact)[..] else { panic!("two") };
    let record = book.far.look(survivor).unwrap();
    assert_eq!(addresses(&record.values), ["Ada@example.com", "Augusta@example.com"].into());
    assert_eq!(record.values.get("notes"), None);
    assert!(book.matters(MatterKind::Outbox).await.is_empty());
}

#[tokio::test]
async fn what_the_survivor_got_there_already_it_does_not_get_twice() {
    let (book, ada, augusta) = two().await;
    let row = json!({"value": "Augusta@example.com", "label": "work"});
    let change = satchel_model::FieldChange { path: "emails/new".into(), before: None, after: Some(row) };
    assert!(book.far.edit(&there(&book, ada).await, &[change]));
    merge_there(&book, ada, augusta).await;
    book.run().await;
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(book.contact(ada).await.emails.len(), 2);
    assert_eq!(addresses(&book.far.look(&there(&book, ada).await).unwrap().values).len(), 2);
}

#[tokio::test]
async fn undo_of_the_pull_parts_them_and_a_person_says_which_side_is_right() {
    for mine in [true, false] {
        let (book, ada, augusta) = two().await;
        let before = [book.contact(ada).await, book.contact(augusta).await];
        merge_there(&book, ada, augusta).await;
        let run = book.run().await;
        book.run_to_the_end().await;
        book.undo(run.batch.unwrap()).await;
        let parted = [book.contact(ada).await, book.contact(augusta).await];
        for (now, was) in parted.iter().zip(&before) {
            let bare = |contact: &satchel_model::Contact| {
                (
                    contact.id,
                    contact.emails.clone(),
                    contact.custom.clone(),
                    contact.notes.clone(),
                    contact.locked.clone(),
                )
            };
            assert_eq!(bare(now), bare(was));
        }
        let plan = book.run().await.plan;
        assert!(plan.is_settled(), "{plan:#?}");
        let held: BTreeSet<Id> = book.matters(MatterKind::Held).await.into_iter().map(|held| held.record).collect();
        assert_eq!(held, [ada, augusta].into());
        for record in held {
            let_go(&book.store, &book.account, record, mine, book.person()).await.unwrap();
        }
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        assert_eq!(book.far.living(Entity::Contact).len(), if mine { 2 } else { 1 });
        assert_eq!(book.contact(augusta).await.id, if mine { augusta } else { ada });
    }
}

#[tokio::test]
async fn who_edited_the_one_that_was_merged_away_can_have_it_merged_here_too() {
    let (book, ada, augusta) = two().await;
    book.edit(augusta, "title", Some(json!("Countess"))).await;
    merge_there(&book, ada, augusta).await;
    book.run().await;
    let [conflict] = &book.matters(MatterKind::Conflict).await[..] else { panic!("no conflict") };
    assert_eq!((conflict.record, conflict.path.as_str()), (augusta, STATE));
    let Book { store, account, .. } = &book;
    take_decision(store, account, (augusta, STATE), &Choice::Theirs, book.person(), None).await.unwrap();
    assert_eq!(book.contact(augusta).await.title, "Countess", "what was typed went along");
    assert_eq!(book.contact(augusta).await.id, ada);
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(book.far.look(&there(&book, ada).await).unwrap().values["title"], "Countess");
}

#[tokio::test]
async fn nobody_is_merged_into_somebody_who_is_held() {
    let (book, ada, augusta) = two().await;
    merge_there(&book, ada, augusta).await;
    let hold = Request { hold: [ada].into(), ..Request::default() };
    let run = book.try_run(&hold, usize::MAX).await.unwrap().unwrap();
    assert!(run.plan.writes.is_empty());
    let held: BTreeMap<Id, HoldReason> = run.plan.holds.iter().map(|hold| (hold.id, hold.reason)).collect();
    assert_eq!(held, [(ada, HoldReason::Person), (augusta, HoldReason::Survivor)].into());
    // The feed does not tell of it again.
    book.run().await;
    assert_eq!(book.contact(augusta).await.id, ada);
}

#[tokio::test]
async fn on_a_way_of_several_everybody_ends_in_the_last() {
    let (book, ada, augusta) = two().await;
    let third = book.add(person("Annabella", 3)).await;
    book.set(third, &["shoe_size=40"]).await;
    book.run_to_the_end().await;
    let unknown = book.far.create(Entity::Contact, &person("Byron", 4)).unwrap();
    book.far.end(&there(&book, augusta).await, Fate::Merged { into: unknown.clone() });
    book.far.end(&unknown, Fate::Merged { into: there(&book, third).await });
    merge_there(&book, ada, third).await;
    book.run().await;
    for id in [ada, augusta, third] {
        assert_eq!(book.contact(id).await.id, ada);
    }
    assert_eq!(book.contact(ada).await.emails.len(), 3);
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
}

#[tokio::test]
async fn who_was_merged_into_somebody_out_of_sight_stays_until_they_are_seen() {
    let (book, _, augusta) = two().await;
    let hidden = book.far.create(Entity::Contact, &person("Byron", 4)).unwrap();
    book.far.hide(&hidden, true);
    book.far.end(&there(&book, augusta).await, Fate::Merged { into: hidden.clone() });
    for _ in 0..2 {
        let run = book.run().await;
        let held: Vec<_> = run.plan.holds.iter().map(|hold| (hold.id, hold.reason)).collect();
        assert_eq!(held, [(augusta, HoldReason::OutOfSight)]);
        assert!(run.plan.writes.is_empty());
    }
    book.far.hide(&hidden, false);
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(there(&book, augusta).await, hidden);
}

#[tokio::test]
async fn who_was_merged_into_somebody_deleted_is_in_the_trash() {
    let rules = Rules { life: Policy::Ask, ..Rules::default() };
    let book = Book::beside(&FarSide::new(Settings::default(), 1), &rules).await;
    let (ada, augusta) = (book.add(person("Ada", 1)).await, book.add(person("Augusta", 2)).await);
    book.run_to_the_end().await;
    merge_there(&book, ada, augusta).await;
    book.far.end(&there(&book, ada).await, Fate::Deleted { restorable: true });
    book.run().await;
    for id in [ada, augusta] {
        assert_eq!(book.look(id).await.state, RecordState::Trashed);
    }
    assert!(book.far.living(Entity::Contact).is_empty());
}
