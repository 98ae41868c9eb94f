//! What staying in step keeps: neutral records in and out, what changed since, accounts and who is at them.

use std::collections::BTreeMap;

use satchel_model::{ContactDraft, FieldChange, Id, Origin, RecordState};
use satchel_store::{
    Account, BatchStart, Link, Matter, MatterKind, Neutral, NeutralAction, NeutralValues, NeutralWrite, NewAccount,
    StoreError, SyncSnapshot, SyncState, Wanted, Written, mint,
};
use serde_json::{Value, json};

use crate::support::{Book, NOW};

async fn account(book: &Book, name: &str) -> Account {
    let new = NewAccount {
        kind: "carddav".into(),
        name: name.into(),
        settings: json!({}),
        rules: json!({}),
        schedule: json!({}),
    };
    book.store.add_account(&new, NOW).await.unwrap()
}

fn start(account: &Account) -> BatchStart {
    BatchStart {
        origin: Origin::Sync,
        host: account.id.to_string(),
        actor: account.name.clone(),
        label: "sync".into(),
        at: NOW,
    }
}

fn values<const N: usize>(pairs: [(&str, Value); N]) -> NeutralValues {
    pairs.into_iter().map(|(path, value)| (path.to_owned(), value)).collect()
}

async fn write(book: &Book, account: &Account, writes: &[NeutralWrite], head: i64) -> (Vec<Written>, Option<Id>) {
    let mut writing = book.store.begin(start(account)).await.unwrap();
    let written = writing.write_neutral(writes, head, Some("GB")).await.unwrap();
    (written, writing.commit().await.unwrap())
}

async fn snapshot(book: &Book, account: &Account, seq: i64, ids: &[Id]) -> SyncSnapshot {
    let wanted = Wanted { ids: ids.iter().copied().collect(), ..Wanted::default() };
    book.store.sync_snapshot(account, seq, &wanted).await.unwrap()
}

async fn neutral(book: &Book, account: &Account, id: Id) -> Neutral {
    let found = snapshot(book, account, i64::MAX, &[id]).await;
    found.records.into_iter().find(|record| record.id == id).unwrap()
}

fn change(path: &str, before: Option<Value>, after: Option<Value>) -> FieldChange {
    FieldChange { path: path.into(), before, after }
}

#[tokio::test]
async fn a_record_from_there_is_made_whole_and_read_back_as_it_was_told() {
    let book = Book::new().await;
    let office = account(&book, "Office").await;
    let (id, email, phone) = (mint(NOW), mint(NOW), mint(NOW));
    let told = values([
        ("given", json!("Zoë")),
        ("family", json!("Ångqvist")),
        ("company", json!("Ytterby AB")),
        ("title", json!("Buyer")),
        ("time_zone", json!("Europe/Stockholm")),
        ("language", json!("sv")),
        ("birthday", json!("1990-05-13")),
        ("tags/vip", json!({"value": "VIP"})),
        (&format!("emails/{email}"), json!({"value": "zoe@example.com", "label": "work"})),
        (&format!("phones/{phone}"), json!({"value": "020 7946 0958"})),
    ]);
    let (written, batch) = write(&book, &office, &[NeutralWrite::new(id, NeutralAction::Create(told))], 0).await;
    assert_eq!(written, [Written::Done]);
    let contact = book.contact(id).await;
    assert_eq!((contact.display.as_str(), contact.company.as_str()), ("Zoë Ångqvist", "Ytterby AB"));
    assert_eq!((contact.time_zone.as_str(), contact.language.as_str()), ("Europe/Stockholm", "sv"));
    assert_eq!((contact.phones[0].e164.as_str(), contact.phones[0].primary), ("+442079460958", true));
    assert_eq!((contact.emails[0].id, contact.tags.as_slice()), (email, ["VIP".to_owned()].as_slice()));
    let read = neutral(&book, &office, id).await;
    assert_eq!(read.values["company"], json!("Ytterby AB"));
    assert_eq!(read.values["tags/vip"], json!({"value": "VIP"}));
    let row = json!({"value": "zoe@example.com", "label": "work", "primary": true, "position": 0});
    assert_eq!(read.values[&format!("emails/{email}")], row);

    let (step, _) = book.undo(batch.unwrap()).await;
    assert_eq!((step.reversed, step.kept.len()), (1, 0));
    assert_eq!(book.contact(id).await.state, RecordState::Trashed);
}

#[tokio::test]
async fn a_change_says_what_it_saw_and_nothing_is_written_over_an_edit() {
    let book = Book::new().await;
    let office = account(&book, "Office").await;
    let id = book
        .add(ContactDraft {
            given: "Ada".into(),
            company: "Analytical".into(),
            emails: vec![("work".into(), "ada@example.com".into())],
            ..ContactDraft::default()
        })
        .await;
    let now = neutral(&book, &office, id).await;
    let (path, row) = now.values.iter().find(|(path, _)| path.starts_with("emails/")).unwrap();
    let mut other = row.clone();
    other["value"] = json!("ada@example.org");
    let changes = vec![
        change("given", Some(json!("Ada")), Some(json!("Augusta"))),
        change("company", Some(json!("Analytical")), Some(json!("Engines"))),
        change("tags/maths", None, Some(json!({"value": "Maths"}))),
        change(path, Some(row.clone()), Some(other)),
    ];
    let update = [NeutralWrite::new(id, NeutralAction::Update(changes))];
    let head = book.store.head().await.unwrap();
    assert_eq!(write(&book, &office, &update, head).await.0, [Written::Done]);
    let contact = book.contact(id).await;
    assert_eq!((contact.given.as_str(), contact.company.as_str()), ("Augusta", "Engines"));
    assert_eq!((contact.emails[0].value.as_str(), contact.tags[0].as_str()), ("ada@example.org", "Maths"));

    // The same once more sees something else; and one that saw the right thing comes after an edit.
    let head = book.store.head().await.unwrap();
    assert_eq!(write(&book, &office, &update, head).await, (vec![Written::Stale], None));
    book.edit(id, &["title=Countess"], None).await.unwrap();
    let late = change("given", Some(json!("Augusta")), Some(json!("Ada")));
    let late = [NeutralWrite::new(id, NeutralAction::Update(vec![late]))];
    assert_eq!(write(&book, &office, &late, head).await, (vec![Written::Stale], None));
    assert_eq!(book.contact(id).await.given, "Augusta");
}

#[tokio::test]
async fn what_is_known_of_an_address_stays_until_it_is_another_one_there() {
    let book = Book::new().await;
    let office = account(&book, "Office").await;
    let id = book.named("Ada", "Lovelace").await;
    let row = r#"{"value": "ada@example.com", "status": "dead", "do_not_email": true}"#;
    book.edit(id, &[&format!("emails+={row}")], None).await.unwrap();
    for (told, status) in [("label", "dead"), ("value", "")] {
        let now = neutral(&book, &office, id).await;
        let (path, row) = now.values.iter().find(|(path, _)| path.starts_with("emails/")).unwrap();
        let mut other = row.clone();
        other[told] = json!("ada@example.org");
        let update = NeutralAction::Update(vec![change(path, Some(row.clone()), Some(other))]);
        let head = book.store.head().await.unwrap();
        let written = write(&book, &office, &[NeutralWrite::new(id, update)], head).await.0;
        assert_eq!(written, [Written::Done]);
        let email = book.contact(id).await.emails.remove(0);
        assert_eq!((email.status.as_str(), email.do_not_email), (status, true), "{told}");
    }
}

#[tokio::test]
async fn what_cannot_be_kept_is_refused_alone() {
    let book = Book::new().await;
    let office = account(&book, "Office").await;
    let create = |told: NeutralValues| NeutralWrite::new(mint(NOW), NeutralAction::Create(told));
    let writes = [
        create(values([("given", json!("Ada"))])),
        create(values([("notes", json!("nobody"))])),
        create(values([("given", json!("Bo")), ("birthday", json!("soon"))])),
        create(values([("given", json!("Cy")), ("shoes", json!("43"))])),
        create(values([("given", json!("Di"))])),
    ];
    let (written, batch) = write(&book, &office, &writes, 0).await;
    let done: Vec<bool> = written.iter().map(|written| *written == Written::Done).collect();
    assert_eq!(done, [true, false, false, false, true]);
    let Written::Refused(reason) = &written[2] else { panic!("a day that is none") };
    assert!(reason.contains("birthday") && !reason.contains("soon"), "{reason}");
    assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 2);
    assert_eq!(book.store.batch(batch.unwrap()).await.unwrap().created, 2);
    let report = book.store.contact(writes[4].id).await.unwrap();
    assert_eq!(report.given, "Di");
}

#[tokio::test]
async fn what_changed_since_is_told_but_for_what_the_account_brought() {
    let book = Book::new().await;
    let (office, home) = (account(&book, "Office").await, account(&book, "Home").await);
    let ada = book.named("Ada", "Lovelace").await;
    let seen = book.store.head().await.unwrap();
    let names = |found: &SyncSnapshot| -> BTreeMap<Id, i64> {
        found.records.iter().map(|record| (record.id, record.seq)).collect()
    };
    assert_eq!(names(&snapshot(&book, &office, seen, &[]).await), BTreeMap::new());
    let bo = mint(NOW);
    let create = NeutralWrite::new(bo, NeutralAction::Create(values([("given", json!("Bo"))])));
    let (_, batch) = write(&book, &office, &[create], seen).await;
    assert!(names(&snapshot(&book, &office, seen, &[]).await).is_empty(), "its own");
    assert!(names(&snapshot(&book, &home, seen, &[]).await).contains_key(&bo), "news to another account");

    let (_, edited) = book.edit(ada, &["title=Countess"], None).await.unwrap();
    let found = snapshot(&book, &office, seen, &[]).await;
    assert_eq!(found.records.len(), 1);
    assert_eq!(found.records[0].touched["title"].by, "me");
    assert!(found.records[0].seq > seen && found.reversed.is_empty());

    // Taking back what an account brought, or what it has seen, is more than a change.
    let seen = book.store.head().await.unwrap();
    book.undo(batch.unwrap()).await;
    book.undo(edited.unwrap()).await;
    let found = snapshot(&book, &office, seen, &[]).await;
    assert_eq!(found.reversed, [ada, bo].into());
    let found = snapshot(&book, &office, 0, &[]).await;
    assert_eq!(found.reversed, [bo].into(), "what it brought itself");
    let found = snapshot(&book, &home, 0, &[]).await;
    assert!(found.reversed.is_empty(), "nothing of it was seen");
}

#[tokio::test]
async fn links_matters_and_state_are_kept_together_or_not_at_all() {
    let book = Book::new().await;
    let office = account(&book, "Office").await;
    let ada = book.named("Ada", "Lovelace").await;
    let link = Link { record: ada, remote: "7.vcf".into(), unsettled: true, gone: false, mirror: json!({"seen": {}}) };
    let matter = Matter { record: ada, kind: MatterKind::Outbox, path: String::new(), value: Value::Null };
    let state = SyncState { cursor: Some(json!("t1")), seq: 4, memory: json!({"swept_at": 1}) };
    let entity = satchel_model::Entity::Contact;
    for kept in [false, true] {
        let mut writing = book.store.begin(start(&office)).await.unwrap();
        writing.keep_links(office.row, entity, std::slice::from_ref(&link)).await.unwrap();
        writing.keep_matters(office.row, entity, std::slice::from_ref(&matter)).await.unwrap();
        writing.keep_sync_state(office.row, entity, &state).await.unwrap();
        if kept {
            writing.commit().await.unwrap();
        }
        let found = snapshot(&book, &office, i64::MAX, &[]).await;
        assert_eq!((found.links.len(), found.matters.len(), found.linked), if kept { (1, 1, 1) } else { (0, 0, 0) });
        let now = book.store.sync_state(office.row, entity).await.unwrap();
        assert_eq!(now, if kept { state.clone() } else { SyncState::default() });
    }
    book.store.remove_account(office.row).await.unwrap();
    let home = account(&book, "Office").await;
    assert_eq!(snapshot(&book, &home, i64::MAX, &[]).await.linked, 0);
    assert_eq!(book.contact(ada).await.given, "Ada");
}

#[tokio::test]
async fn two_accounts_are_not_called_the_same_and_one_process_is_at_a_run() {
    let book = Book::new().await;
    let office = account(&book, "Office").await;
    let again = NewAccount {
        kind: "carddav".into(),
        name: "OFFICE".into(),
        settings: json!({}),
        rules: json!({}),
        schedule: json!({}),
    };
    assert!(matches!(book.store.add_account(&again, NOW).await, Err(StoreError::Taken(_))));
    assert_eq!(book.store.account("office").await.unwrap(), office);
    let claim = |owner: &'static str, until, now| book.store.claim_account(office.row, owner, until, now);
    assert!(claim("one", NOW + 100, NOW).await.unwrap());
    assert!(!claim("two", NOW + 100, NOW + 50).await.unwrap());
    assert!(claim("one", NOW + 200, NOW + 50).await.unwrap(), "it goes on");
    assert!(claim("two", NOW + 400, NOW + 250).await.unwrap(), "its lease is over");
    book.store.let_account_go(office.row, "one").await.unwrap();
    assert!(!claim("one", NOW + 400, NOW + 300).await.unwrap(), "only who has it lets it go");
}
