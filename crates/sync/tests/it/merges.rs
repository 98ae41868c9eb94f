//! Contacts that are merged here: what becomes of the records that they were linked to.

use satchel_model::{Entity, Id};
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
