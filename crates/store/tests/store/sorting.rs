//! Tags and categories: what happens to a definition happens to whoever has it, and can be taken back.

use satchel_model::{CategoryEdit, Colour, Id, Origin, RecordState, TagKind};
use satchel_store::{DefinitionEdit, StoreError, Writing};

use crate::support::{Book, NOW, start};

async fn begin(book: &Book) -> Writing {
    book.store.begin(start(Origin::Command, "test", NOW)).await.unwrap()
}

/// Three people: two with `vip`, two with `fair`, of whom one has both.
async fn tagged(book: &Book) -> [Id; 3] {
    let mut ids = Vec::new();
    for (name, tags) in [("Ada", "tags=vip"), ("Bob", "tags=vip,fair"), ("Cyd", "tags=fair")] {
        let id = book.named(name, "").await;
        book.edit(id, &[tags], None).await.unwrap();
        ids.push(id);
    }
    ids.try_into().unwrap()
}

async fn tag(book: &Book, name: &str) -> Id {
    book.store.tags(false).await.unwrap().into_iter().find(|tag| tag.name == name).unwrap().id
}

async fn counts(book: &Book) -> Vec<(String, i64)> {
    let tags = book.store.tags(true).await.unwrap();
    tags.into_iter().map(|tag| (tag.name, tag.contacts.unwrap())).collect()
}

async fn tags_of(book: &Book, ids: &[Id]) -> Vec<String> {
    let mut all = Vec::new();
    for id in ids {
        all.push(book.contact(*id).await.tags.join(" "));
    }
    all
}

#[tokio::test]
async fn tags_are_counted_without_the_trash() {
    let book = Book::new().await;
    let [ada, ..] = tagged(&book).await;
    assert_eq!(counts(&book).await, [("fair".to_owned(), 2), ("vip".to_owned(), 2)]);
    let mut writing = begin(&book).await;
    writing.set_state(&[ada], RecordState::Trashed).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(counts(&book).await, [("fair".to_owned(), 2), ("vip".to_owned(), 1)]);
    assert!(book.store.tags(false).await.unwrap().iter().all(|tag| tag.contacts.is_none()));
}

#[tokio::test]
async fn merged_tags_are_one_and_undo_parts_them() {
    let book = Book::new().await;
    let people = tagged(&book).await;
    let before = tags_of(&book, &people).await;
    let mut writing = begin(&book).await;
    let moved = writing.merge_tags(&[tag(&book, "fair").await], tag(&book, "vip").await).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    assert_eq!(moved, 2);
    assert_eq!(tags_of(&book, &people).await, ["vip"; 3]);
    assert_eq!(counts(&book).await, [("vip".to_owned(), 3)]);
    assert_eq!(book.store.batch(batch).await.unwrap().changed, 2);

    let (step, undo) = book.undo(batch).await;
    assert_eq!((step.reversed, step.kept), (2, vec![]));
    assert_eq!(tags_of(&book, &people).await, before);
    book.undo(undo.unwrap()).await;
    assert_eq!(tags_of(&book, &people).await, ["vip"; 3]);
    assert_eq!(counts(&book).await, [("vip".to_owned(), 3)]);
}

#[tokio::test]
async fn a_deleted_tag_is_lost_and_comes_back_with_its_colour() {
    let book = Book::new().await;
    let people = tagged(&book).await;
    let vip = tag(&book, "vip").await;
    let mut writing = begin(&book).await;
    let edit = DefinitionEdit { kind: Some(TagKind::Status), colour: Some(Colour::Pink), name: None };
    writing.set_tag(vip, &edit).await.unwrap();
    writing.commit().await.unwrap();
    let mut writing = begin(&book).await;
    assert_eq!(writing.delete_tags(&[vip]).await.unwrap(), 2);
    let batch = writing.commit().await.unwrap().unwrap();
    assert_eq!(tags_of(&book, &people).await, ["", "fair", "fair"]);
    assert_eq!(counts(&book).await, [("fair".to_owned(), 2)]);
    book.undo(batch).await;
    assert_eq!(tags_of(&book, &people).await, ["vip", "fair vip", "fair"]);
    let back = book.store.tags(false).await.unwrap().into_iter().find(|tag| tag.id == vip).unwrap();
    assert_eq!((back.kind, back.colour), (TagKind::Status, Colour::Pink));
}

#[tokio::test]
async fn a_contact_that_gets_a_tag_back_brings_the_tag_back() {
    let book = Book::new().await;
    let [ada, ..] = tagged(&book).await;
    let (_, removed) = book.edit(ada, &["tags-=vip"], None).await.unwrap();
    let mut writing = begin(&book).await;
    writing.delete_tags(&[tag(&book, "vip").await]).await.unwrap();
    writing.commit().await.unwrap();
    let (step, _) = book.undo(removed.unwrap()).await;
    assert_eq!((step.reversed, step.kept), (1, vec![]));
    assert_eq!(counts(&book).await, [("fair".to_owned(), 2), ("vip".to_owned(), 1)]);

    // Not when another tag has the name by now.
    let (_, removed) = book.edit(ada, &["tags-=vip"], None).await.unwrap();
    let mut writing = begin(&book).await;
    writing.delete_tags(&[tag(&book, "vip").await]).await.unwrap();
    writing.add_tag("VIP", TagKind::Custom, Colour::Plain).await.unwrap();
    writing.commit().await.unwrap();
    let (step, _) = book.undo(removed.unwrap()).await;
    assert_eq!((step.reversed, step.kept.len(), step.kept[0].failed), (0, 1, true));
    assert_eq!(counts(&book).await, [("fair".to_owned(), 2), ("VIP".to_owned(), 0)]);
}

#[tokio::test]
async fn a_name_belongs_to_one_tag() {
    let book = Book::new().await;
    let [ada, ..] = tagged(&book).await;
    let vip = tag(&book, "vip").await;
    let rename = |name: &str| DefinitionEdit { name: Some(name.into()), ..DefinitionEdit::default() };
    for (name, taken) in [("FAIR", true), ("a, b", false), ("  ", false)] {
        let mut writing = begin(&book).await;
        let refused = writing.set_tag(vip, &rename(name)).await.unwrap_err();
        assert_eq!(matches!(refused, StoreError::Taken("tag")), taken, "{refused:?}");
    }
    let mut writing = begin(&book).await;
    writing.set_tag(vip, &rename("V.I.P.")).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    assert_eq!(tags_of(&book, &[ada]).await, ["V.I.P."]);
    book.edit(ada, &["tags+=v.i.p."], None).await.unwrap();
    assert_eq!(counts(&book).await.len(), 2, "found by its new name");
    book.undo(batch).await;
    assert_eq!(tags_of(&book, &[ada]).await, ["vip"]);
    book.edit(ada, &["tags+=VIP"], None).await.unwrap();
    assert_eq!(counts(&book).await.len(), 2, "found by its old name again");
}

fn put(group: &str, value: Option<&str>) -> CategoryEdit {
    CategoryEdit { group: group.into(), value: value.map(str::to_owned) }
}

async fn category_of(book: &Book, id: Id) -> Vec<String> {
    let categories = book.contact(id).await.categories;
    categories.into_iter().map(|own| format!("{}: {}", own.group, own.name)).collect()
}

#[tokio::test]
async fn satchel_brings_leads_customers_and_business() {
    let book = Book::new().await;
    let groups = book.store.categories(true).await.unwrap();
    let told: Vec<(&str, Vec<&str>)> = groups
        .iter()
        .map(|group| (group.key.as_str(), group.values.iter().map(|value| value.key.as_str()).collect()))
        .collect();
    assert_eq!(
        told,
        [
            ("leads", vec!["cold", "warm", "hot", "qualified", "converted"]),
            ("customers", vec!["new", "active", "vip", "at-risk", "former"]),
            ("business", vec!["partner", "vendor", "employee", "investor", "media"]),
        ]
    );
    let mut writing = begin(&book).await;
    let kept = [
        writing
            .set_category(groups[0].values[0].id, &DefinitionEdit { name: Some("Icy".into()), ..Default::default() })
            .await,
        writing.rename_category_group(groups[0].id, "Prospects").await,
        writing.delete_category(groups[0].values[0].id).await.map(drop),
        writing.delete_category_group(groups[0].id).await.map(drop),
    ];
    assert!(kept.iter().all(|refused| matches!(refused, Err(StoreError::Invalid(_)))));
}

#[tokio::test]
async fn a_contact_is_one_thing_in_each_group_and_its_history_tells_what_it_was() {
    let book = Book::new().await;
    let ada = book.named("Ada", "").await;
    book.edit(ada, &["categories/leads=cold"], None).await.unwrap();
    book.edit(ada, &["categories+=leads:hot,customers:at-risk"], None).await.unwrap();
    assert_eq!(category_of(&book, ada).await, ["Leads: Hot", "Customers: At risk"]);
    let history = book.store.history(ada).await.unwrap();
    let change = history[0].changes.iter().find(|change| change.path == "categories/Leads").unwrap();
    assert_eq!((change.before.as_ref().unwrap(), change.after.as_ref().unwrap()), (&"Cold".into(), &"Hot".into()));
    book.edit(ada, &["categories/leads=", "categories-=customers"], None).await.unwrap();
    assert_eq!(category_of(&book, ada).await, [""; 0]);
    let refused = book.edit(ada, &["categories/leads=lukewarm"], None).await.unwrap_err().to_string();
    assert!(refused.ends_with("there are cold, warm, hot, qualified, converted"), "{refused}");
    let refused = book.edit(ada, &["categories/moods=good"], None).await.unwrap_err().to_string();
    assert!(refused.ends_with("there are leads, customers, business"), "{refused}");
}

#[tokio::test]
async fn who_changed_a_category_meanwhile_is_in_conflict_by_name() {
    let book = Book::new().await;
    let ada = book.named("Ada", "").await;
    let base = book.contact(ada).await.seq;
    book.edit(ada, &["categories/leads=cold"], None).await.unwrap();
    let refused = book.edit(ada, &["categories/leads=hot"], Some(base)).await.unwrap_err();
    let StoreError::Conflict(conflicts) = refused else { panic!("{refused:?}") };
    let sides = (&conflicts[0].base, &conflicts[0].theirs, &conflicts[0].mine);
    assert_eq!(sides, (&None, &Some("Cold".into()), &Some("Hot".into())));
    assert!(book.edit(ada, &["categories/leads=cold"], Some(base)).await.is_ok(), "both want the same");
}

#[tokio::test]
async fn many_are_put_into_a_category_as_one_batch() {
    let book = Book::new().await;
    let mut ids = Vec::new();
    for number in 0..6 {
        let id = book.named(&format!("Person {number}"), "").await;
        let lead = ["categories/leads=cold", "categories/leads=hot", "notes=x"][number % 3];
        book.edit(id, &[lead], None).await.unwrap();
        ids.push(id);
    }
    let before = [category_of(&book, ids[0]).await, category_of(&book, ids[1]).await, category_of(&book, ids[2]).await];
    let mut writing = begin(&book).await;
    assert_eq!(writing.categorise(&ids, &put("leads", Some("hot"))).await.unwrap(), 4, "two were hot already");
    let batch = writing.commit().await.unwrap().unwrap();
    for id in &ids {
        assert_eq!(category_of(&book, *id).await, ["Leads: Hot"]);
    }
    let counted = book.store.categories(true).await.unwrap();
    assert_eq!(counted[0].values.iter().map(|value| value.contacts.unwrap()).collect::<Vec<_>>(), [0, 0, 6, 0, 0]);
    let (step, _) = book.undo(batch).await;
    assert_eq!((step.reversed, step.kept.len()), (4, 0));
    for (id, before) in ids.iter().zip(before) {
        assert_eq!(category_of(&book, *id).await, before);
    }
    let mut writing = begin(&book).await;
    assert_eq!(writing.categorise(&ids, &put("leads", None)).await.unwrap(), 4);
    writing.commit().await.unwrap();
    assert_eq!(category_of(&book, ids[0]).await, [""; 0]);
}

#[tokio::test]
async fn a_group_of_ones_own_goes_with_its_values_and_comes_back() {
    let book = Book::new().await;
    let ada = book.named("Ada", "").await;
    let mut writing = begin(&book).await;
    let region = writing.add_category_group("Region").await.unwrap();
    writing.add_category(region, "North", Colour::Blue).await.unwrap();
    assert!(matches!(writing.add_category(region, "NORTH", Colour::Blue).await, Err(StoreError::Taken(_))));
    drop(writing);
    let mut writing = begin(&book).await;
    let region = writing.add_category_group("Region").await.unwrap();
    writing.add_category(region, "North", Colour::Blue).await.unwrap();
    let made = writing.commit().await.unwrap().unwrap();
    book.edit(ada, &["categories/region=north"], None).await.unwrap();
    let mut writing = begin(&book).await;
    assert!(matches!(writing.add_category_group("leads").await, Err(StoreError::Taken(_))));
    drop(writing);

    let mut writing = begin(&book).await;
    assert_eq!(writing.delete_category_group(region).await.unwrap(), 1);
    let deleted = writing.commit().await.unwrap().unwrap();
    assert_eq!(category_of(&book, ada).await, [""; 0]);
    assert_eq!(book.store.categories(false).await.unwrap().len(), 3);
    book.undo(deleted).await;
    assert_eq!(category_of(&book, ada).await, ["Region: North"]);
    // What somebody is in is not taken away by undoing that it was made.
    let (step, _) = book.undo(made).await;
    assert_eq!((step.reversed, step.kept.len()), (0, 0));
    assert_eq!(book.store.categories(false).await.unwrap().len(), 4);
}
