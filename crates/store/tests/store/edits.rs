//! Creating, editing, conflicts, affiliations, tags.

use satchel_model::{ContactDraft, CustomFields, EmailStatus, Id, MatchKey, Origin, RecordState};
use satchel_store::{AskedRow, SortField, StoreError};

use crate::support::{Book, NOW, start};

fn draft(given: &str, email: &str, company: &str) -> ContactDraft {
    ContactDraft {
        given: given.into(),
        emails: vec![("work".into(), email.into())],
        company: company.into(),
        title: "Buyer".into(),
        tags: vec!["Fair".into()],
        ..Default::default()
    }
}

#[tokio::test]
async fn a_contact_comes_back_whole() {
    let book = Book::new().await;
    let id = book.add(draft("Zoë", "Zoe@Example.com", "Acme")).await;
    let contact = book.contact(id).await;
    assert_eq!(contact.display, "Zoë");
    assert_eq!(contact.emails[0].value, "Zoe@Example.com");
    assert!(contact.emails[0].primary);
    assert_eq!((contact.company.as_str(), contact.title.as_str()), ("Acme", "Buyer"));
    assert_eq!(contact.tags, ["Fair"]);
    for typed in [id.to_string(), id.tail(), " zoe@example.COM ".to_owned()] {
        assert_eq!(book.store.resolve(&typed).await.unwrap(), id, "{typed}");
    }
    assert!(matches!(book.store.resolve("nobody@example.com").await, Err(StoreError::NotFound(_))));
}

#[tokio::test]
async fn an_address_of_two_people_is_ambiguous() {
    let book = Book::new().await;
    book.add(draft("A", "desk@example.com", "")).await;
    book.add(draft("B", "desk@example.com", "")).await;
    assert!(matches!(book.store.resolve("desk@example.com").await, Err(StoreError::Ambiguous(2))));
}

#[tokio::test]
async fn companies_are_found_by_folded_name() {
    let book = Book::new().await;
    let first = book.add(draft("A", "a@x.example", "Müller  GmbH")).await;
    let second = book.add(draft("B", "b@x.example", "MULLER GMBH")).await;
    let (first, second) = (book.contact(first).await, book.contact(second).await);
    assert_eq!(first.company_id, second.company_id);
    assert_eq!(second.company, "Müller  GmbH");
    let found = book.store.suggest_companies("mull", 5).await.unwrap();
    assert_eq!(found.len(), 1);
}

#[tokio::test]
async fn another_company_closes_the_old_affiliation() {
    let book = Book::new().await;
    let id = book.add(draft("A", "a@x.example", "Old")).await;
    let (edited, _) = book.edit(id, &["company=New"], None).await.unwrap();
    assert_eq!((edited.contact.company.as_str(), edited.contact.title.as_str()), ("New", "Buyer"));
    let closed = edited.changes.iter().find(|change| change.before.is_some()).unwrap();
    assert_eq!(closed.after.as_ref().unwrap()["until"], "2026-11-24");
    assert_eq!(closed.after.as_ref().unwrap()["company"], "Old");
    let opened = edited.changes.iter().find(|change| change.before.is_none()).unwrap();
    assert_eq!(opened.after.as_ref().unwrap()["since"], "2026-11-24");
    // A slip of the same day is corrected, not recorded as another job.
    let (edited, _) = book.edit(id, &["company=Newer"], None).await.unwrap();
    assert_eq!(edited.changes.len(), 1);
    let told: Vec<_> = edited.shown().into_iter().map(|change| (change.path, change.before, change.after)).collect();
    assert_eq!(
        told,
        [("company".into(), Some("New".into()), Some("Newer".into()))],
        "what the card shows, not its rows"
    );
    let (edited, _) = book.edit(id, &["company=", "title="], None).await.unwrap();
    assert_eq!((edited.contact.company.as_str(), edited.contact.title.as_str()), ("", ""));
}

#[tokio::test]
async fn a_path_that_changed_since_is_a_conflict_and_other_paths_are_not() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let base = book.contact(id).await.seq;
    book.edit(id, &["notes=first", "title=Countess"], None).await.unwrap();
    let refused = book.edit(id, &["notes=second", "nickname=A"], Some(base)).await;
    let Err(StoreError::Conflict(conflicts)) = refused else { panic!("{refused:?}") };
    assert_eq!(conflicts.len(), 1);
    assert_eq!(conflicts[0].path, "notes");
    assert_eq!((conflicts[0].base.as_ref(), conflicts[0].theirs.as_ref().unwrap()), (None, &"first".into()));
    assert_eq!(conflicts[0].mine.as_ref().unwrap(), "second");
    assert_eq!(book.contact(id).await.nickname, "", "nothing of the patch was written");
    book.edit(id, &["department=Numbers"], Some(base)).await.unwrap();
    let refused = book.edit(id, &["title=Lady"], Some(base)).await;
    let Err(StoreError::Conflict(conflicts)) = refused else { panic!("{refused:?}") };
    assert_eq!((conflicts[0].path.as_str(), conflicts[0].theirs.as_ref().unwrap()), ("title", &"Countess".into()));
    book.edit(id, &["notes=first"], Some(base)).await.unwrap();
}

#[tokio::test]
async fn nobody_is_never_left() {
    let book = Book::new().await;
    let id = book.named("Ada", "").await;
    assert!(matches!(book.edit(id, &["given="], None).await, Err(StoreError::Unidentified)));
    assert_eq!(book.contact(id).await.display, "Ada");
    let nobody = ContactDraft { notes: "who?".into(), ..Default::default() };
    let mut writing = book.store.begin(start(Origin::Command, "add", NOW)).await.unwrap();
    assert!(matches!(writing.create_contacts(&[book.store.new_contact(nobody)]).await, Err(StoreError::Unidentified)));
}

#[tokio::test]
async fn lists_are_in_the_order_of_a_reader() {
    let book = Book::new().await;
    for name in ["Zoe", "émile", "Émile", "Eve", "aaron", "Ørsted", "Olaf"] {
        book.named(name, "").await;
    }
    let (rowids, _) = book.store.order(SortField::Display, false, RecordState::Active).await.unwrap();
    let rows = book.store.grid_rows(&rowids).await.unwrap();
    let names: Vec<&str> = rows.iter().map(|(_, row)| row.display.as_str()).collect();
    assert_eq!(names, ["aaron", "émile", "Émile", "Eve", "Olaf", "Ørsted", "Zoe"]);
    let mut after: Option<Id> = None;
    let mut paged = Vec::new();
    loop {
        let page = book.store.page(SortField::Display, false, RecordState::Active, after, 3).await.unwrap();
        let Some(last) = book.store.grid_rows(&page).await.unwrap().pop() else { break };
        paged.extend(page);
        after = Some(last.1.id);
    }
    assert_eq!(paged, rowids);
}

#[tokio::test]
async fn a_repeated_row_is_recognised() {
    let book = Book::new().await;
    let mut known = draft("Ada", "ada@x.example", "");
    known.phones = vec![("work".into(), "020 7946 0958".into(), "+442079460958".into())];
    let id = book.add(known).await;
    let by_email = draft("Other", "ADA@x.example", "");
    let by_phone = ContactDraft {
        given: "ADA".into(),
        phones: vec![(String::new(), "+44 20 7946 0958".into(), "+442079460958".into())],
        ..Default::default()
    };
    let phone_of_another = ContactDraft { given: "Bob".into(), ..by_phone.clone() };
    let new = [by_email, by_phone, phone_of_another].map(|draft| book.store.new_contact(draft));
    let keys = MatchKey::USUAL;
    let forms: Vec<_> =
        new.iter().map(|new| book.store.identities(new, &Vec::new(), &keys, &CustomFields::default())).collect();
    let rows: Vec<_> = new.iter().zip(&forms).map(|(new, identities)| AskedRow { new, identities }).collect();
    let found = book.store.matches(&rows, &keys).await.unwrap();
    let found: Vec<Vec<Id>> = found.into_iter().map(|one| one.live.into_iter().map(|(_, id)| id).collect()).collect();
    assert_eq!(found, [vec![id], vec![id], vec![]]);
}

#[tokio::test]
async fn history_tells_who_and_from_what() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    book.edit(id, &["tags+=vip", "owner=Sam"], None).await.unwrap();
    let history = book.store.history(id).await.unwrap();
    assert_eq!(history.len(), 2);
    assert!(history[1].created && !history[0].created);
    let texts: Vec<String> =
        history[0].changes.iter().filter_map(|change| Some(change.after.as_ref()?.to_string())).collect();
    assert_eq!(texts, ["\"vip\"", "\"Sam\""]);
}

#[tokio::test]
async fn drafts_are_kept_until_dropped() {
    let book = Book::new().await;
    let id = book.named("Ada", "").await;
    book.store.save_draft(id, "notes", "half a sent", NOW).await.unwrap();
    book.store.save_draft(id, "notes", "half a sentence", NOW + 1).await.unwrap();
    assert_eq!(book.store.drafts(id).await.unwrap(), [("notes".into(), "half a sentence".into(), NOW + 1)]);
    book.store.drop_draft(id, "notes").await.unwrap();
    assert!(book.store.drafts(id).await.unwrap().is_empty());
}

#[tokio::test]
async fn what_is_known_beyond_a_draft_is_kept_and_undone() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let typed = [
        "time_zone=europe/london",
        "language=en-gb",
        r#"emails+={"value":"ada@x.example","status":"bouncing"}"#,
        "links+=linkedin:ada",
    ];
    let (_, batch) = book.edit(id, &typed, None).await.unwrap();
    let contact = book.contact(id).await;
    assert_eq!((contact.time_zone.as_str(), contact.language.as_str()), ("Europe/London", "en-GB"));
    assert_eq!(contact.emails[0].status, EmailStatus::Bouncing);
    let link = &contact.links[0];
    assert_eq!((link.network.as_str(), link.handle.as_str()), ("linkedin", "ada"));
    let (step, _) = book.undo(batch.unwrap()).await;
    assert!(step.kept.is_empty(), "{:?}", step.kept);
    let contact = book.contact(id).await;
    assert_eq!((contact.time_zone.as_str(), contact.emails.len(), contact.links.len()), ("", 0, 0));
}
