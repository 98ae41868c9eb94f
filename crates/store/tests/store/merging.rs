//! Merging and taking it back.

use satchel_model::{Contact, ContactDraft, Entity, Id, MergeChoice, MergeError, Origin, RecordState, Take};
use satchel_store::StoreError;

use crate::support::{Book, NOW, start};

fn ada() -> ContactDraft {
    ContactDraft {
        given: "Ada".into(),
        family: "Lovelace".into(),
        emails: vec![("work".into(), "ada@x.example".into())],
        company: "Engines".into(),
        title: "Analyst".into(),
        notes: "met in Turin".into(),
        tags: vec!["vip".into()],
        ..Default::default()
    }
}

fn countess() -> ContactDraft {
    ContactDraft {
        given: "Augusta".into(),
        family: "King".into(),
        emails: vec![("home".into(), "king@x.example".into()), (String::new(), "ADA@x.example".into())],
        phones: vec![(String::new(), "020 7946 0958".into(), "+442079460958".into())],
        company: "House of Lords".into(),
        notes: "likes tea".into(),
        tags: vec!["fair".into()],
        ..Default::default()
    }
}

async fn merge(book: &Book, entity: Entity, ids: &[Id], choices: &[MergeChoice]) -> Result<Option<Id>, StoreError> {
    let mut writing = book.store.begin(start(Origin::Command, "merge", NOW)).await?;
    writing.merge(entity, ids, choices).await?;
    writing.commit().await
}

/// A contact without what every write touches.
fn plain(contact: Contact) -> Contact {
    Contact { seq: 0, updated_at: 0, ..contact }
}

#[tokio::test]
async fn the_survivor_has_both_and_answers_to_both_identities() {
    let book = Book::new().await;
    let (first, second) = (book.add(ada()).await, book.add(countess()).await);
    merge(&book, Entity::Contact, &[first, second], &[]).await.unwrap();
    let one = book.contact(second).await;
    assert_eq!(one.id, first);
    let emails: Vec<&str> = one.emails.iter().map(|email| email.value.as_str()).collect();
    assert_eq!(emails, ["ada@x.example", "king@x.example"]);
    assert_eq!((one.given.as_str(), one.company.as_str(), one.title.as_str()), ("Ada", "Engines", "Analyst"));
    assert_eq!((one.notes.as_str(), one.phones.len()), ("met in Turin\n\nlikes tea", 1));
    assert_eq!(one.tags, ["fair", "vip"]);
    assert_eq!(book.store.resolve("king@x.example").await.unwrap(), first);
    for (state, count) in [(RecordState::Active, 1), (RecordState::Trashed, 0)] {
        assert_eq!(book.store.count(state).await.unwrap(), count, "{state:?}");
    }
    assert_eq!(book.store.findable().await.unwrap(), 1);
    assert_eq!(book.store.examine().await.unwrap().contents.unwrap().disagreements, 0);
}

#[tokio::test]
async fn undo_is_the_whole_way_back() {
    let book = Book::new().await;
    let (first, second) = (book.add(ada()).await, book.add(countess()).await);
    let before = (plain(book.contact(first).await), plain(book.contact(second).await));
    let batch = merge(&book, Entity::Contact, &[first, second], &[]).await.unwrap().unwrap();
    let (step, _) = book.undo(batch).await;
    assert!(step.kept.is_empty(), "{:?}", step.kept);
    assert_eq!((plain(book.contact(first).await), plain(book.contact(second).await)), before);
}

#[tokio::test]
async fn after_later_edits_undo_parts_them_and_names_what_was_edited() {
    let book = Book::new().await;
    let (first, second) = (book.add(ada()).await, book.add(countess()).await);
    let batch = merge(&book, Entity::Contact, &[first, second], &[]).await.unwrap().unwrap();
    book.edit(second, &["notes=only tea", "nickname=Countess"], None).await.unwrap();
    let (step, _) = book.undo(batch).await;
    let kept: Vec<&str> = step.kept.iter().map(|kept| kept.path.as_str()).collect();
    assert_eq!(kept, ["notes"]);
    let (one, other) = (book.contact(first).await, book.contact(second).await);
    assert_eq!((one.notes.as_str(), one.nickname.as_str(), one.phones.len()), ("only tea", "Countess", 0));
    assert_eq!((other.id, other.state, other.notes.as_str()), (second, RecordState::Active, "likes tea"));
}

#[tokio::test]
async fn what_came_from_behind_a_lock_stays_behind_it_when_undo_leaves_it_there() {
    let book = Book::new().await;
    let (first, second) = (book.add(ada()).await, book.add(countess()).await);
    let mut writing = book.store.begin(start(Origin::Command, "lock", NOW)).await.unwrap();
    writing.set_privacy_lock(second, "notes", true).await.unwrap();
    writing.set_privacy_lock(second, "phones", true).await.unwrap();
    writing.commit().await.unwrap();
    let batch = merge(&book, Entity::Contact, &[first, second], &[]).await.unwrap().unwrap();
    assert_eq!(book.contact(first).await.locked, ["notes", "phones"]);
    book.edit(first, &["notes=likes tea a lot"], None).await.unwrap();
    let (step, _) = book.undo(batch).await;
    let kept: Vec<&str> = step.kept.iter().map(|kept| kept.path.as_str()).collect();
    assert_eq!(kept, ["notes", "locks/notes"]);
    assert_eq!(book.contact(first).await.locked, ["notes"]);
    assert_eq!(book.contact(second).await.locked, ["notes", "phones"]);
}

#[tokio::test]
async fn who_was_merged_into_somebody_that_was_merged_leads_to_the_last() {
    let book = Book::new().await;
    let (a, b, c) = (book.named("A", "").await, book.named("B", "").await, book.named("C", "").await);
    merge(&book, Entity::Contact, &[b, a], &[]).await.unwrap();
    merge(&book, Entity::Contact, &[c, b], &[]).await.unwrap();
    assert_eq!(book.contact(a).await.id, c);
    assert!(matches!(
        merge(&book, Entity::Contact, &[c, a], &[]).await,
        Err(StoreError::Unmergeable(MergeError::Twice))
    ));
}

#[tokio::test]
async fn the_choices_are_what_is_written() {
    let book = Book::new().await;
    let (first, second) = (book.add(ada()).await, book.add(countess()).await);
    let proposal = book.store.propose_merge(Entity::Contact, &[first, second], &[]).await.unwrap();
    assert_eq!(
        proposal.called.iter().map(|(_, name)| name.as_str()).collect::<Vec<_>>(),
        ["Ada Lovelace", "Augusta King"]
    );
    let job = proposal.plan.rows.iter().find(|row| row.value["company"] == "House of Lords").unwrap();
    let choices = [
        MergeChoice { path: "given".into(), take: Take::From(1) },
        MergeChoice { path: job.path.clone(), take: Take::Primary(true) },
    ];
    merge(&book, Entity::Contact, &[first, second], &choices).await.unwrap();
    let one = book.contact(first).await;
    assert_eq!((one.display.as_str(), one.company.as_str()), ("Augusta Lovelace", "House of Lords"));
}

#[tokio::test]
async fn people_move_with_their_company_and_back() {
    let book = Book::new().await;
    let draft = |name: &str| ContactDraft { given: name.into(), company: name.into(), ..Default::default() };
    let (a, b) = (book.add(draft("Acme")).await, book.add(draft("ACME Inc")).await);
    let ids = [book.contact(a).await.company_id.unwrap(), book.contact(b).await.company_id.unwrap()];
    assert_eq!(book.store.propose_merge(Entity::Company, &ids, &[]).await.unwrap().people, 1);
    let batch = merge(&book, Entity::Company, &ids, &[]).await.unwrap().unwrap();
    assert_eq!((book.contact(b).await.company, book.store.company(ids[1]).await.unwrap().people), ("Acme".into(), 2));
    // Next month's file has the old name still.
    let c = book.add(draft("acme inc")).await;
    assert_eq!(book.contact(c).await.company_id, Some(ids[0]));
    book.undo(batch).await;
    assert_eq!(book.contact(b).await.company_id, Some(ids[1]));
}

#[tokio::test]
async fn the_trash_is_not_merged() {
    let book = Book::new().await;
    let (a, b) = (book.named("A", "").await, book.named("B", "").await);
    let mut writing = book.store.begin(start(Origin::Command, "trash", NOW)).await.unwrap();
    writing.set_state(&[b], RecordState::Trashed).await.unwrap();
    writing.commit().await.unwrap();
    let refused = merge(&book, Entity::Contact, &[a, b], &[]).await;
    assert!(matches!(refused, Err(StoreError::Unmergeable(MergeError::Trashed))));
}
