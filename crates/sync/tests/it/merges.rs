//! Contacts that are merged here: what becomes of the records that they were linked to.

use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::fake::{FarSide, Settings};
use satchel_store::MatterKind;
use satchel_sync::{Rules, let_go};
use serde_json::json;

use crate::book::{Book, NOTHING};
use crate::vault::{email, id, values};

/// Two that are one person, linked to two there.
async fn two() -> (Book, Id, Id) {
    let book = Book::beside(&FarSide::new(Settings::default(), 1), &Rules::default()).await;
    let mut made = Vec::new();
    for (nth, given) in [(1, "Ada"), (2, "Augusta")] {
        let address = email(&format!("{given}@example.com"), "work", true, 0);
        let emails = format!("emails/{}", id(nth));
        let person = [("given", json!(given)), ("family", json!("Lovelace")), (emails.as_str(), address)];
        made.push(book.add(values(person)).await);
    }
    book.run_to_the_end().await;
    assert_eq!(book.far.living(Entity::Contact).len(), 2);
    (book, made[0], made[1])
}

#[tokio::test]
async fn merged_here_the_winner_has_everything_there_and_the_other_one_is_deleted_there() {
    let (book, winner, loser) = two().await;
    let (kept, gone) = (book.mirror(winner).await.unwrap().reference, book.mirror(loser).await.unwrap().reference);
    book.merge(winner, loser).await;
    let run = book.run().await;
    assert_eq!((run.report.pushed.updated, run.report.pushed.deleted), (1, 1), "{:?}", run.plan);
    book.run_to_the_end().await;
    assert_eq!(book.far.living(Entity::Contact), std::slice::from_ref(&kept));
    assert!(book.far.look(&gone).is_none());
    let record = book.far.look(&kept).unwrap();
    assert_eq!(record.values.keys().filter(|path| path.starts_with("emails/")).count(), 2, "{record:?}");
}

#[tokio::test]
async fn a_merge_that_is_taken_back_brings_the_other_one_back_there() {
    let (book, winner, loser) = two().await;
    let batch = book.merge(winner, loser).await;
    book.run_to_the_end().await;
    book.undo(batch).await;
    // What was sent and is taken back waits for a person, and nothing is written before.
    let run = book.run().await;
    assert!(run.plan.pushes.is_empty(), "{:?}", run.plan.pushes);
    for held in book.matters(MatterKind::Held).await {
        let_go(&book.store, &book.account, held.record, true, book.person()).await.unwrap();
    }
    let plan = book.run_to_the_end().await;
    book.assert_in_step(&plan, &NOTHING).await;
    assert_eq!(book.far.living(Entity::Contact).len(), 2);
}

#[tokio::test]
async fn who_is_merged_here_and_comes_back_there_stays_gone_or_comes_as_somebody_new() {
    for mine in [true, false] {
        let (book, winner, loser) = two().await;
        let gone = book.mirror(loser).await.unwrap().reference;
        book.merge(winner, loser).await;
        book.run_to_the_end().await;
        book.far.restore(&gone);
        // However many runs look at it: it waits for a person.
        for _ in 0..3 {
            let plan = book.run().await.plan;
            assert!(plan.is_settled(), "{plan:#?}");
        }
        let held = book.matters(MatterKind::Held).await;
        assert_eq!(
            held.iter().map(|held| (held.record, &held.value)).collect::<Vec<_>>(),
            [(loser, &json!("cannot_return"))]
        );
        let_go(&book.store, &book.account, loser, mine, book.person()).await.unwrap();
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        assert_eq!(book.matters(MatterKind::Held).await, []);
        let there = book.far.living(Entity::Contact);
        assert_eq!((there.len(), there.contains(&gone)), if mine { (1, false) } else { (2, true) });
        let living = book.all().await.into_iter().filter(|record| record.merged_into.is_none()).count();
        assert_eq!(living, there.len());
    }
}

#[tokio::test]
async fn a_merge_into_somebody_new_that_is_taken_back_gives_the_record_there_back() {
    for mine in [true, false] {
        let book = Book::beside(&FarSide::new(Settings::default(), 1), &Rules::default()).await;
        let old = book.add(values([("family", json!("Lovelace"))])).await;
        book.run_to_the_end().await;
        let there = book.mirror(old).await.unwrap().reference;
        let new = book.add(values([("family", json!("Byron")), ("title", json!("Countess"))])).await;
        let batch = book.merge(new, old).await;
        book.run_to_the_end().await;
        assert_eq!(book.mirror(new).await.unwrap().reference, there, "the link goes to whom it lives on in");
        book.undo(batch).await;
        book.far.edit(&there, &[change("given", "Ada")]);
        book.run().await;
        let held = book.matters(MatterKind::Held).await;
        assert_eq!(held.iter().map(|held| held.record).collect::<Vec<_>>(), [old], "a person says which is right");
        let_go(&book.store, &book.account, old, mine, book.person()).await.unwrap();
        let plan = book.run_to_the_end().await;
        book.assert_in_step(&plan, &NOTHING).await;
        assert_eq!(book.mirror(old).await.unwrap().reference, there);
        assert_ne!(book.mirror(new).await.unwrap().reference, there);
        let kept = book.look(old).await.values;
        let family = if mine { "Lovelace" } else { "Byron" };
        assert_eq!((kept.get("family"), kept.contains_key("given")), (Some(&json!(family)), !mine));
        assert_eq!(book.look(new).await.values.get("family"), Some(&json!("Byron")));
    }
}

fn change(path: &str, after: &str) -> FieldChange {
    FieldChange { path: path.to_owned(), before: None, after: Some(json!(after)) }
}
