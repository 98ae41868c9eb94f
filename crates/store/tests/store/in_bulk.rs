//! Bulk edits of more contacts than are taken back one by one: undo is the whole way back, and redo the whole way again.

use std::collections::BTreeMap;

use proptest::prelude::*;
use satchel_model::{ContactDraft, Id, ListKind, Origin};
use satchel_store::{BulkEdit, SortField, TextChange, UndoCursor, UndoStep};

use crate::support::{Book, NOW, start};

/// So many that most acts are about more than are taken back one by one.
const PEOPLE: usize = 90;

#[derive(Clone, Debug)]
enum Act {
    On(&'static str),
    Off,
    Tag(bool),
    Owner(&'static str),
    Notes(&'static str),
}

fn act() -> impl Strategy<Value = (Act, usize, usize)> {
    let act = prop_oneof![
        prop::sample::select(&["", "invited", "attended"][..]).prop_map(Act::On),
        Just(Act::Off),
        any::<bool>().prop_map(Act::Tag),
        prop::sample::select(&["Grace", "Mary", ""][..]).prop_map(Act::Owner),
        prop::sample::select(&["Clerk", "", "“no”, \"no\" \\ \u{1}\n🎉"][..]).prop_map(Act::Notes),
    ];
    // From this contact on, of each so many one.
    (act, 0..PEOPLE, 1..3_usize)
}

/// What everybody has of what the acts are about.
async fn everything(book: &Book, list: Id) -> BTreeMap<i64, (String, Vec<String>, String, Option<String>)> {
    let (rowids, _) = book.store.order(SortField::CreatedAt, false, satchel_model::RecordState::Active).await.unwrap();
    let list = book.store.list(list).await.unwrap().rowid;
    let statuses: BTreeMap<i64, String> = book.store.list_statuses(list, &rowids).await.unwrap().into_iter().collect();
    let mut all = BTreeMap::new();
    for (rowid, row) in book.store.grid_rows(&rowids).await.unwrap() {
        let contact = book.contact(row.id).await;
        all.insert(rowid, (contact.owner, contact.tags, contact.notes, statuses.get(&rowid).cloned()));
    }
    all
}

async fn book() -> (Book, Id, Vec<i64>) {
    let book = Book::new().await;
    let mut writing = book.store.begin(start(Origin::Command, "people", NOW)).await.unwrap();
    let person = |at| book.store.new_contact(ContactDraft { given: format!("P{at}"), ..ContactDraft::default() });
    let people: Vec<_> = (0..PEOPLE).map(person).collect();
    let rowids = writing.create_contacts(&people).await.unwrap().into_iter().map(|made| made.0).collect();
    let list = writing.create_list("Fair", ListKind::Campaign, "").await.unwrap();
    writing.commit().await.unwrap();
    (book, list, rowids)
}

async fn done(book: &Book, rowids: &[i64], edit: &BulkEdit) -> Option<Id> {
    let mut writing = book.store.begin(start(Origin::Command, "bulk", NOW)).await.unwrap();
    writing.bulk_edit(rowids, edit, None).await.unwrap();
    writing.commit().await.unwrap()
}

/// Takes a batch back, step after step.
async fn undone(book: &Book, batch: Id) -> (UndoStep, Option<Id>) {
    let mut writing = book.store.begin(start(Origin::Undo, "undo", NOW)).await.unwrap();
    let (mut whole, mut cursor) = (UndoStep::default(), Some(UndoCursor::default()));
    while let Some(at) = cursor {
        let step = writing.undo_step(batch, at, 1_000).await.unwrap();
        whole.reversed += step.reversed;
        whole.kept.extend(step.kept);
        cursor = step.cursor;
    }
    (whole, writing.commit().await.unwrap())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn undone_in_reverse_nothing_has_happened(acts in prop::collection::vec(act(), 1..8)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let (book, list, rowids) = book().await;
            let before = everything(&book, list).await;
            let mut batches = Vec::new();
            for (act, from, step) in acts {
                let edit = match act {
                    Act::On(status) => BulkEdit::ListOn(list, status.to_owned()),
                    Act::Off => BulkEdit::ListOff(list),
                    Act::Tag(true) => BulkEdit::TagOn("vip".to_owned()),
                    Act::Tag(false) => BulkEdit::TagOff("vip".to_owned()),
                    Act::Owner(name) => BulkEdit::Owner(name.to_owned()),
                    Act::Notes(text) => BulkEdit::Text("notes", TextChange::Set(text.to_owned())),
                };
                let whom: Vec<i64> = rowids[from..].iter().copied().step_by(step).collect();
                batches.extend(done(&book, &whom, &edit).await);
            }
            let after = everything(&book, list).await;
            let mut undos = Vec::new();
            for batch in batches.into_iter().rev() {
                let (step, undo) = undone(&book, batch).await;
                prop_assert!(step.kept.is_empty(), "{:?}", step.kept);
                undos.extend(undo);
            }
            prop_assert_eq!(everything(&book, list).await, before);
            for undo in undos.into_iter().rev() {
                undone(&book, undo).await;
            }
            prop_assert_eq!(everything(&book, list).await, after);
            book.store.close().await;
            Ok(())
        })?;
    }
}

#[tokio::test]
async fn whose_place_on_a_list_changed_meanwhile_is_kept_and_named() {
    let (book, list, rowids) = book().await;
    let batch = done(&book, &rowids, &BulkEdit::ListOn(list, "invited".into())).await.unwrap();
    done(&book, &rowids[3..4], &BulkEdit::ListOn(list, "attended".into())).await.unwrap();
    done(&book, &rowids[5..6], &BulkEdit::ListOff(list)).await.unwrap();
    let (mut step, _) = undone(&book, batch).await;
    step.kept.sort_by(|one, other| one.display.cmp(&other.display));
    let kept: Vec<(&str, &str, bool)> =
        step.kept.iter().map(|kept| (&*kept.display, &*kept.path, kept.failed)).collect();
    let path = format!("lists/{list}");
    assert_eq!(kept, [("P3", &*path, false), ("P5", &*path, false)]);
    assert_eq!(step.reversed, i64::try_from(PEOPLE).unwrap() - 2);
    let row = book.store.list(list).await.unwrap().rowid;
    assert_eq!(book.store.list_statuses(row, &rowids).await.unwrap(), [(rowids[3], "attended".to_owned())]);
}

#[tokio::test]
async fn a_tag_that_was_deleted_meanwhile_comes_back_with_those_who_had_it() {
    let (book, list, rowids) = book().await;
    done(&book, &rowids, &BulkEdit::TagOn("vip".into())).await.unwrap();
    let before = everything(&book, list).await;
    let off = done(&book, &rowids, &BulkEdit::TagOff("vip".into())).await.unwrap();
    let tag = book.store.tags(false).await.unwrap()[0].id;
    let mut writing = book.store.begin(start(Origin::Command, "delete", NOW)).await.unwrap();
    writing.delete_tags(&[tag]).await.unwrap();
    writing.commit().await.unwrap();
    undone(&book, off).await;
    assert_eq!(everything(&book, list).await, before);
    assert_eq!(book.store.tags(false).await.unwrap().len(), 1, "it is a tag again, and not one in the trash");
}
