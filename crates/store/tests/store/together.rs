//! Edits of many contacts at once come to what they come to one by one, and are taken back as they are.

use std::collections::BTreeMap;

use proptest::prelude::*;
use satchel_model::{
    Contact, ContactDraft, CustomKind, FieldDraft, FieldEntity, Id, Origin, Patch, RecordState, parse_assignment_of,
};
use satchel_store::EditOfOne;

use crate::support::{Book, NOW, start};

/// How many contacts a book begins with: more than are taken back one by one.
const PEOPLE: usize = 40;

async fn book() -> (Book, Vec<Id>) {
    let book = Book::new().await;
    let mut writing = book.store.begin(start(Origin::Command, "fields", NOW)).await.unwrap();
    for (name, kind, unique) in [
        ("Budget", CustomKind::Integer, false),
        ("Code", CustomKind::Text, true),
        ("Advisor", CustomKind::Contact, false),
    ] {
        let draft =
            FieldDraft { name: Some(name.into()), kind: Some(kind), unique: Some(unique), ..FieldDraft::default() };
        writing.add_field(&draft).await.unwrap();
    }
    writing.commit().await.unwrap();
    let drafts: Vec<_> = (0..PEOPLE).map(|number| book.store.new_contact(person(number))).collect();
    let mut writing = book.store.begin(start(Origin::Import, "people", NOW)).await.unwrap();
    let made = writing.create_contacts(&drafts).await.unwrap();
    writing.commit().await.unwrap();
    (book, made.into_iter().map(|(_, id)| id).collect())
}

fn person(number: usize) -> ContactDraft {
    let mut draft = ContactDraft { notes: "met in the corridor".into(), ..ContactDraft::default() };
    // Some have no name of their own, and are called as their address or their company is.
    match number % 4 {
        0 => draft.emails = vec![("work".into(), format!("p{number}@x.example"))],
        1 => draft.company = format!("Company {number}"),
        _ => (draft.given, draft.family) = (format!("Given {number}"), "Person".into()),
    }
    if number.is_multiple_of(3) {
        draft.phones = vec![("mobile".into(), format!("+4930123{number:03}"), format!("+4930123{number:03}"))];
        draft.tags = vec!["vip".into()];
        draft.title = "Buyer".into();
    }
    draft
}

const EDITS: &[&str] = &[
    "title=CTO",
    "title=",
    "company=Globex",
    "company=Initech",
    "company=",
    "department=Sales",
    "role=champion",
    "given=Ada",
    "given=",
    "family=Byron",
    "family=",
    "display=The Countess",
    "notes=a line",
    "notes=",
    "birthday=1815-12-10",
    "language=en",
    "emails+=work:new@x.example",
    "email=first@x.example",
    "emails=",
    "phones+=mobile:+493099887766",
    "phone=+493011223344",
    "links+=linkedin:https://www.linkedin.com/in/ada",
    r#"addresses+={"street":"Street 1","locality":"Berlin","country":"DE"}"#,
    "tags+=vip",
    "tags+=VIP",
    "tags+=new",
    "tags-=vip",
    "budget=1200",
    "budget=",
    "code=A1",
    "owner=Bo",
    "do_not_call=yes",
    "advisor=p4@x.example",
];

/// Whom others name by e-mail.
const ADVISOR: usize = 4;

fn edits() -> impl Strategy<Value = Vec<Vec<&'static str>>> {
    prop::collection::vec(prop::collection::vec(prop::sample::select(EDITS), 0..4), PEOPLE)
}

/// What can be compared of two books: identities of rows and of records named are each book's own.
fn plain(contact: &Contact) -> serde_json::Value {
    let mut value = serde_json::to_value(contact).unwrap();
    for key in ["id", "seq", "company_id", "created_at", "updated_at"] {
        value.as_object_mut().unwrap().remove(key);
    }
    for list in ["emails", "phones", "addresses", "links", "dates"] {
        for row in value[list].as_array_mut().unwrap() {
            row.as_object_mut().unwrap().remove("id");
        }
    }
    if let Some(advisor) = value["custom"].get_mut("advisor") {
        *advisor = advisor["name"].clone();
    }
    value
}

async fn people(book: &Book, ids: &[Id]) -> Vec<serde_json::Value> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        all.push(plain(&book.contact(*id).await));
    }
    all
}

/// Edits all of them in one call, and then by hand those that are handed back; gives the batch, and how many were.
async fn together(book: &Book, ids: &[Id], patches: &[Patch]) -> (Option<Id>, usize) {
    let mut writing = book.store.begin(start(Origin::Import, "many", NOW)).await.unwrap();
    let mut rowids = Vec::new();
    for id in ids {
        rowids.push(book.store.contact_rowid(*id).await.unwrap());
    }
    let contacts = writing.contacts_by_rowid(&rowids).await.unwrap();
    let edits: Vec<EditOfOne<'_>> = contacts
        .iter()
        .zip(&rowids)
        .zip(patches)
        .map(|((contact, rowid), patch)| EditOfOne { contact, rowid: *rowid, patch })
        .collect();
    let apart = writing.edit_each_own(&edits, Some("GB")).await.unwrap();
    for place in &apart {
        // What is refused changes nothing, as in the other book.
        let before = writing.contacts_by_rowid(&[rowids[*place]]).await.unwrap();
        if writing.edit_contact(ids[*place], &patches[*place], None, Some("GB")).await.is_err() {
            assert_eq!(before[0].id, ids[*place]);
        }
    }
    (writing.commit().await.unwrap(), apart.len())
}

/// Edits that leave nobody anonymous: those are refused, and what was written of them before is their caller's to undo.
fn leaves_somebody(typed: &[&str]) -> bool {
    !typed.iter().any(|text| matches!(*text, "given=" | "family=" | "emails=" | "company="))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn many_at_once_are_as_one_by_one(typed in edits()) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut typed: Vec<Vec<&str>> =
                typed.into_iter().map(|typed| if leaves_somebody(&typed) { typed } else { Vec::new() }).collect();
            // Those that name somebody come after the others, and would not find an address that went meanwhile.
            typed[ADVISOR].clear();
            let (one, ids) = book().await;
            let before = people(&one, &ids).await;
            let own = one.store.custom_fields().await.unwrap();
            let read = |typed: &Vec<&str>| -> Patch {
                typed.iter().map(|text| parse_assignment_of(text, FieldEntity::Contact, &own).unwrap()).collect()
            };
            let patches: Vec<Patch> = typed.iter().map(read).collect();
            let (batch, _) = together(&one, &ids, &patches).await;

            let (other, others) = book().await;
            for (id, typed) in others.iter().zip(&typed) {
                let _ = other.edit(*id, typed, None).await;
            }
            let after = people(&one, &ids).await;
            prop_assert_eq!(&after, &people(&other, &others).await);

            let Some(batch) = batch else { return Ok(()) };
            let (step, undo) = one.undo(batch).await;
            prop_assert!(step.kept.is_empty(), "{:?}", step.kept);
            prop_assert_eq!(people(&one, &ids).await, before);
            one.undo(undo.unwrap()).await;
            prop_assert_eq!(people(&one, &ids).await, after);
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn what_reaches_beyond_a_contact_is_handed_back() {
    let (book, ids) = book().await;
    let own = book.store.custom_fields().await.unwrap();
    let all = ["title=CTO", "owner=Bo", "code=A1", "tags-=vip", "advisor=p4@x.example", "birthday=1815-13-45"];
    let patches: Vec<Patch> =
        all.iter().map(|text| vec![parse_assignment_of(text, FieldEntity::Contact, &own).unwrap()]).collect();
    let (_, apart) = together(&book, &ids[..all.len()], &patches).await;
    assert_eq!(apart, all.len() - 1, "all but the title, and the day that is none");
    let titles: BTreeMap<_, _> = [(0, "CTO"), (1, "")].into();
    for (at, title) in titles {
        assert_eq!(book.contact(ids[at]).await.title, title);
    }
}

#[tokio::test]
async fn nobody_is_changed_when_one_would_be_nobody() {
    let (book, ids) = book().await;
    let own = book.store.custom_fields().await.unwrap();
    let typed = ["title=CTO", "emails="];
    let patches: Vec<Patch> =
        typed.iter().map(|text| vec![parse_assignment_of(text, FieldEntity::Contact, &own).unwrap()]).collect();
    // The fifth has an address and nothing else.
    let mut writing = book.store.begin(start(Origin::Import, "many", NOW)).await.unwrap();
    let rowids = [book.store.contact_rowid(ids[0]).await.unwrap(), book.store.contact_rowid(ids[4]).await.unwrap()];
    let contacts = writing.contacts_by_rowid(&rowids).await.unwrap();
    let edits: Vec<EditOfOne<'_>> =
        (0..2).map(|at| EditOfOne { contact: &contacts[at], rowid: rowids[at], patch: &patches[at] }).collect();
    assert_eq!(writing.edit_each_own(&edits, None).await.unwrap(), [0, 1]);
    assert_eq!(writing.commit().await.unwrap(), None, "not even a batch");
    assert_eq!(book.contact(ids[0]).await.title, "Buyer");
    assert_eq!(book.store.count(RecordState::Active).await.unwrap(), i64::try_from(PEOPLE).unwrap());
}

#[tokio::test]
async fn more_than_a_step_are_edited_and_those_handed_back_are_where_they_were() {
    let (book, _) = book().await;
    let drafts: Vec<_> = (0..600).map(|number| book.store.new_contact(person(PEOPLE + number))).collect();
    let mut writing = book.store.begin(start(Origin::Import, "people", NOW)).await.unwrap();
    let ids: Vec<Id> = writing.create_contacts(&drafts).await.unwrap().into_iter().map(|(_, id)| id).collect();
    writing.commit().await.unwrap();
    let own = book.store.custom_fields().await.unwrap();
    let read = |text: &str| vec![parse_assignment_of(text, FieldEntity::Contact, &own).unwrap()];
    let named = [3, 249, 250, 511];
    let patches: Vec<Patch> =
        (0..ids.len()).map(|at| read(if named.contains(&at) { "owner=Bo" } else { "title=CTO" })).collect();
    let mut writing = book.store.begin(start(Origin::Import, "many", NOW)).await.unwrap();
    let mut rowids = Vec::new();
    for id in &ids {
        rowids.push(book.store.contact_rowid(*id).await.unwrap());
    }
    let contacts = writing.contacts_by_rowid(&rowids).await.unwrap();
    let edit = |at: usize| EditOfOne { contact: &contacts[at], rowid: rowids[at], patch: &patches[at] };
    let edits: Vec<EditOfOne<'_>> = (0..ids.len()).map(edit).collect();
    assert_eq!(writing.edit_each_own(&edits, None).await.unwrap(), named);
    writing.commit().await.unwrap();
    for (at, id) in ids.iter().enumerate() {
        assert_eq!(book.contact(*id).await.title == "CTO", !named.contains(&at), "{at}");
    }
}
