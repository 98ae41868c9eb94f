//! How somebody wants to be reached, what they agreed to, and what stays on this machine.

use satchel_model::{Channel, Consent, ConsentState, Entity, Id, LegalBasis, Objection, Origin, objections};

use crate::support::{Book, NOW, start};

fn entry(purpose: &str, state: ConsentState, day: &str) -> Consent {
    Consent {
        id: Id::from_parts(0, &[0; 10]),
        purpose: purpose.into(),
        basis: LegalBasis::Consent,
        state,
        channel: None,
        day: day.into(),
        how: "on the phone".into(),
        evidence: String::new(),
    }
}

async fn record(book: &Book, ids: &[Id], entry: &Consent) -> Id {
    let mut writing = book.store.begin(start(Origin::Command, "consent", NOW)).await.unwrap();
    assert_eq!(writing.record_consent(ids, entry).await.unwrap(), ids.len());
    writing.commit().await.unwrap().unwrap()
}

async fn lock(book: &Book, id: Id, field: &str, locked: bool) -> (String, Option<Id>) {
    let mut writing = book.store.begin(start(Origin::Command, "lock", NOW)).await.unwrap();
    let (path, _) = writing.set_privacy_lock(id, field, locked).await.unwrap();
    (path, writing.commit().await.unwrap())
}

#[tokio::test]
async fn what_a_person_refuses_is_kept_and_undone() {
    let book = Book::new().await;
    let ada = book.named("Ada", "Lovelace").await;
    let typed =
        ["do_not_call=yes", "channels=email,visit", "frequency=monthly", "best_times=mornings", "topics=prices"];
    let (_, batch) = book.edit(ada, &typed, None).await.unwrap();
    let contact = book.contact(ada).await;
    assert_eq!(contact.preferences.channels, [Channel::Email, Channel::Visit]);
    assert_eq!(objections(&contact, Channel::Call, None, None), [Objection::Person]);
    let (rowids, _) = book.store.order(satchel_store::SortField::CreatedAt, false, contact.state).await.unwrap();
    assert_eq!(book.store.grid_rows(&rowids).await.unwrap()[0].1.do_not, [Channel::Call]);
    book.undo(batch.unwrap()).await;
    assert_eq!(book.contact(ada).await.preferences, satchel_model::Preferences::default());
}

#[tokio::test]
async fn an_address_says_that_it_is_not_to_be_used_whatever_is_edited_around_it() {
    let book = Book::new().await;
    let ada = book.named("Ada", "Lovelace").await;
    book.edit(ada, &["emails+=work:ada@work.example", "emails+=home:ada@home.example"], None).await.unwrap();
    let before = book.contact(ada).await;
    let home = before.emails.iter().find(|email| email.label == "home").unwrap().id;
    let flag = |set: bool| format!("emails/{home}={{\"do_not_email\": {set}}}");
    let (_, flagged) = book.edit(ada, &[&flag(true)], None).await.unwrap();
    let (_, labelled) =
        book.edit(ada, &[&format!("emails/{home}={{\"label\": \"private\", \"primary\": true}}")], None).await.unwrap();
    let email = |contact: &satchel_model::Contact| contact.emails.iter().find(|row| row.id == home).cloned().unwrap();
    let now = email(&book.contact(ada).await);
    assert!(now.do_not_email && now.primary && now.label == "private");
    book.undo(labelled.unwrap()).await;
    book.undo(flagged.unwrap()).await;
    assert_eq!(book.contact(ada).await.emails, before.emails);
    book.edit(ada, &[&flag(true)], None).await.unwrap();
    book.edit(ada, &[&flag(false)], None).await.unwrap();
    assert_eq!(book.contact(ada).await.emails, before.emails);
    let number = format!("phones+={}", r#"{"value": "020 7946 0958", "do_not_text": true}"#);
    book.edit(ada, &[&number], None).await.unwrap();
    let phone = book.contact(ada).await.phones.remove(0);
    assert!(phone.do_not_text && !phone.do_not_call);
}

#[tokio::test]
async fn consents_follow_each_other_and_the_last_one_counts() {
    let book = Book::new().await;
    let (ada, bob) = (book.named("Ada", "").await, book.named("Bob", "").await);
    record(&book, &[ada, bob], &entry("newsletter", ConsentState::Given, "2026-05-01")).await;
    let withdrawn = record(&book, &[ada], &entry("Newsletter", ConsentState::Withdrawn, "2026-06-01")).await;
    let contact = book.contact(ada).await;
    let states: Vec<ConsentState> = contact.consents.iter().map(|entry| entry.state).collect();
    assert_eq!(states, [ConsentState::Withdrawn, ConsentState::Given]);
    assert_eq!(objections(&contact, Channel::Email, None, Some("newsletter")).len(), 1);
    assert_eq!(objections(&book.contact(bob).await, Channel::Email, None, Some("newsletter")), []);
    book.undo(withdrawn).await;
    assert_eq!(objections(&book.contact(ada).await, Channel::Email, None, Some("newsletter")), []);
    let mut writing = book.store.begin(start(Origin::Command, "consent", NOW)).await.unwrap();
    assert!(writing.record_consent(&[ada], &entry("", ConsentState::Given, "2026-05-01")).await.is_err());
}

#[tokio::test]
async fn a_lock_is_in_the_history_and_is_undone() {
    let book = Book::new().await;
    let ada = book.named("Ada", "Lovelace").await;
    book.edit(ada, &["notes=secret", "email=ada@x.example"], None).await.unwrap();
    let (path, batch) = lock(&book, ada, "note", true).await;
    assert_eq!(path, "notes");
    assert_eq!(lock(&book, ada, "notes", true).await, ("notes".into(), None), "it was locked already");
    let (row, _) = lock(&book, ada, "email=ADA@x.example", true).await;
    assert_eq!(book.contact(ada).await.locked, [row.clone(), "notes".into()]);
    let history = book.store.history(ada).await.unwrap();
    assert_eq!(
        (history[0].changes[0].after.clone(), history[1].changes[0].after.clone()),
        (Some("emails".into()), Some("notes".into()))
    );
    book.undo(batch.unwrap()).await;
    assert_eq!(book.contact(ada).await.locked, std::slice::from_ref(&row));
    // The row goes; its lock can still be taken off.
    book.edit(ada, &["emails="], None).await.unwrap();
    lock(&book, ada, &row, false).await;
    assert_eq!(book.contact(ada).await.locked, [""; 0]);
}

#[tokio::test]
async fn a_merge_takes_every_refusal_every_entry_and_every_lock_along() {
    let book = Book::new().await;
    let (first, second) = (book.named("Ada", "Lovelace").await, book.named("Augusta", "King").await);
    book.edit(first, &["emails+=work:ada@x.example", "categories/leads=hot"], None).await.unwrap();
    let typed =
        ["emails+=home:ADA@x.example", "notes=secret", "do_not_text=yes", "categories+=leads:cold,customers:vip"];
    book.edit(second, &typed, None).await.unwrap();
    let row = book.contact(second).await.emails[0].id;
    book.edit(second, &[&format!("emails/{row}={{\"do_not_email\": true}}")], None).await.unwrap();
    lock(&book, second, "notes", true).await;
    lock(&book, second, "email=ada@x.example", true).await;
    record(&book, &[first], &entry("offers", ConsentState::Given, "2026-05-01")).await;
    record(&book, &[second], &entry("offers", ConsentState::Withdrawn, "2026-05-02")).await;
    let before = book.contact(first).await;

    let mut writing = book.store.begin(start(Origin::Command, "merge", NOW)).await.unwrap();
    writing.merge(Entity::Contact, &[first, second], &[]).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    let one = book.contact(first).await;
    assert!(one.preferences.do_not_text);
    assert!(one.emails.len() == 1 && one.emails[0].do_not_email, "the same address, and one of them said no");
    assert_eq!(one.locked, [format!("emails/{}", one.emails[0].id), "notes".to_owned()]);
    assert_eq!(one.consents.len(), 2);
    assert_eq!(objections(&one, Channel::Call, None, Some("offers")).len(), 1);
    let sorted: Vec<&str> = one.categories.iter().map(|own| own.name.as_str()).collect();
    assert_eq!(sorted, ["Hot", "VIP"]);

    book.undo(batch).await;
    let parted = book.contact(first).await;
    assert_eq!(
        (parted.locked, parted.consents, parted.categories),
        (before.locked, before.consents, before.categories)
    );
    assert_eq!(book.contact(second).await.consents.len(), 1);
}
