//! Undo: three buckets, redo, and the property that undoing everything in reverse changes nothing.

use proptest::prelude::*;
use satchel_model::{
    CategoryEdit, Colour, Consent, ConsentState, Contact, Entity, FieldDefinition, FieldDraft, FieldEntity, Id,
    LegalBasis, OptionDraft, Origin, RecordState, TagKind, parse_assignment_of,
};
use satchel_store::{
    BulkEdit, CategoryGroup, DefinitionEdit, SortField, StoreError, TagDefinition, TextChange, UndoCursor,
};

use crate::support::{Book, NOW, start};

#[tokio::test]
async fn an_edit_is_reversed_and_redone() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let (_, batch) = book.edit(id, &["title=CTO", "email=ada@x.example", "tags+=vip"], None).await.unwrap();
    let edited = book.contact(id).await;
    let (step, undo) = book.undo(batch.unwrap()).await;
    assert_eq!((step.reversed, step.kept.len()), (1, 0));
    let contact = book.contact(id).await;
    assert_eq!((contact.title.as_str(), contact.emails.len(), contact.tags.len()), ("", 0, 0));
    let (_, redo) = book.undo(undo.unwrap()).await;
    assert_eq!(plain(book.contact(id).await), plain(edited));
    let again = book.store.undo_size(undo.unwrap()).await;
    assert!(matches!(again, Err(StoreError::NotReversible(_))));
    book.undo(redo.unwrap()).await;
    assert_eq!(book.contact(id).await.title, "");
}

#[tokio::test]
async fn what_was_edited_since_is_kept_and_named() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let (_, batch) = book.edit(id, &["nickname=Countess", "notes=first"], None).await.unwrap();
    book.edit(id, &["notes=second"], None).await.unwrap();
    let (step, _) = book.undo(batch.unwrap()).await;
    assert_eq!((step.reversed, step.kept.len()), (1, 1));
    assert_eq!((step.kept[0].path.as_str(), step.kept[0].display.as_str()), ("notes", "Ada Lovelace"));
    let contact = book.contact(id).await;
    assert_eq!((contact.nickname.as_str(), contact.notes.as_str()), ("", "second"));
}

#[tokio::test]
async fn what_others_wrote_in_the_middle_of_a_batch_is_not_part_of_it() {
    let book = Book::new().await;
    let (first, between, last) = (book.named("A", "A").await, book.named("B", "B").await, book.named("C", "C").await);
    let (_, batch) = book.edit(first, &["notes=piece"], None).await.unwrap();
    let batch = batch.unwrap();
    book.edit(between, &["notes=other"], None).await.unwrap();
    book.edit(first, &["title=other"], None).await.unwrap();
    let mut writing = book.store.begin_in(batch, start(Origin::Command, "edit", NOW)).await.unwrap();
    let row = book.store.contact_rowid(last).await.unwrap();
    writing.bulk_edit(&[row], &BulkEdit::Text("notes", TextChange::Set("piece".into())), None).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(book.store.undo_size(batch).await.unwrap(), 2);
    let (step, undo) = book.undo(batch).await;
    assert_eq!((step.reversed, step.kept.len()), (2, 0));
    let notes = async |id| book.contact(id).await.notes;
    assert_eq!((notes(first).await, notes(between).await, notes(last).await), ("".into(), "other".into(), "".into()));
    assert_eq!(book.contact(first).await.title, "other");
    book.undo(undo.unwrap()).await;
    assert_eq!((notes(first).await, notes(last).await), ("piece".into(), "piece".into()));
}

#[tokio::test]
async fn created_contacts_go_to_the_trash_unless_edited_since() {
    let book = Book::new().await;
    let mut writing = book.store.begin(start(Origin::Import, "import", NOW)).await.unwrap();
    let drafts: Vec<_> = (0..50)
        .map(|number| satchel_model::ContactDraft {
            given: format!("Person {number}"),
            company: "Acme".into(),
            ..Default::default()
        })
        .map(|draft| book.store.new_contact(draft))
        .collect();
    let made = writing.create_contacts(&drafts).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    book.edit(made[7].1, &["title=CTO"], None).await.unwrap();
    let mut cursor = Some(UndoCursor::default());
    let (mut reversed, mut kept, mut undo) = (0, Vec::new(), None);
    while let Some(at) = cursor {
        // Small steps, as a job makes them.
        let mut writing = match undo {
            Some(undo) => book.store.begin_in(undo, start(Origin::Undo, "undo", NOW)).await.unwrap(),
            None => book.store.begin(start(Origin::Undo, "undo", NOW)).await.unwrap(),
        };
        let step = writing.undo_step(batch, at, 8).await.unwrap();
        undo = writing.commit().await.unwrap();
        (reversed, cursor) = (reversed + step.reversed, step.cursor);
        kept.extend(step.kept);
    }
    assert_eq!((reversed, kept.len()), (49, 1));
    assert_eq!(kept[0].id, made[7].1);
    assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 1);
    assert_eq!(book.store.suggest_companies("acme", 5).await.unwrap().len(), 1, "still somebody's company");
    let undo = book.store.batch(undo.unwrap()).await.unwrap();
    assert_eq!((undo.changed, undo.reverts), (49, Some(batch)));
    book.undo(undo.id).await;
    assert_eq!(book.store.count(RecordState::Active).await.unwrap(), 50);
}

#[tokio::test]
async fn contacts_that_go_together_share_a_line_and_each_knows_of_it() {
    let book = Book::new().await;
    let mut writing = book.store.begin(start(Origin::Import, "import", NOW)).await.unwrap();
    let named = |nth| satchel_model::ContactDraft {
        given: format!("Person {nth}"),
        company: "Acme".into(),
        ..Default::default()
    };
    let new: Vec<_> = (0..40).map(|nth| book.store.new_contact(named(nth))).collect();
    let made = writing.create_contacts(&new).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    let before = book.store.head().await.unwrap();
    let (step, undo) = book.undo(batch).await;
    assert_eq!((step.reversed, book.store.head().await.unwrap() - before), (40, 2), "people, and their company");
    let feed = book.store.feed(before, 10).await.unwrap();
    assert_eq!((feed[0].first, feed[0].last), (made[0].0, made[39].0));

    // Somebody is brought back by hand, and is left alone by the redo.
    let mut writing = book.store.begin(start(Origin::Command, "restore", NOW)).await.unwrap();
    writing.set_state(&[made[20].1], RecordState::Active).await.unwrap();
    writing.commit().await.unwrap();
    let (step, _) = book.undo(undo.unwrap()).await;
    assert_eq!((step.reversed, step.kept.len()), (39, 1), "their company is no news, back or forth");
    assert_eq!((step.kept[0].id, step.kept[0].path.as_str()), (made[20].1, "state"));
    let states = [RecordState::Active, RecordState::Archived, RecordState::Trashed];
    for (state, count) in states.into_iter().zip([40, 0, 0]) {
        assert_eq!(book.store.count(state).await.unwrap(), count, "{state:?}");
    }
    for (nth, origins) in [
        (0, vec![Origin::Undo, Origin::Undo, Origin::Import]),
        (20, vec![Origin::Command, Origin::Undo, Origin::Import]),
        (39, vec![Origin::Undo, Origin::Undo, Origin::Import]),
    ] {
        let history = book.store.history(made[nth].1).await.unwrap();
        let told: Vec<Origin> = history.iter().map(|entry| entry.batch.origin).collect();
        assert_eq!(told, origins, "{nth}");
        assert!(history[..2].iter().all(|entry| entry.changes.len() == 1 && entry.changes[0].path == "state"));
    }
    assert_eq!(book.store.examine().await.unwrap().contents.unwrap().disagreements, 0);
}

#[tokio::test]
async fn an_undo_that_would_leave_nobody_fails_for_that_record_only() {
    let book = Book::new().await;
    let id = book.add(satchel_model::ContactDraft {
        phones: vec![(String::new(), "+442079460958".into(), "+442079460958".into())],
        ..Default::default()
    });
    let id = id.await;
    let (_, named) = book.edit(id, &["given=Ada"], None).await.unwrap();
    book.edit(id, &["phone="], None).await.unwrap();
    let (step, _) = book.undo(named.unwrap()).await;
    assert_eq!((step.reversed, step.kept.len()), (0, 1));
    assert!(step.kept[0].failed);
    assert_eq!(book.contact(id).await.display, "Ada");
}

/// A contact without what every write touches.
fn plain(contact: Contact) -> Contact {
    Contact { seq: 0, updated_at: 0, ..contact }
}

async fn everything(book: &Book) -> Vec<Contact> {
    let mut all = Vec::new();
    for state in [RecordState::Active, RecordState::Trashed] {
        let (rowids, _) = book.store.order(SortField::CreatedAt, false, state).await.unwrap();
        for (_, row) in book.store.grid_rows(&rowids).await.unwrap() {
            all.push(plain(book.contact(row.id).await));
        }
    }
    all
}

async fn definitions(book: &Book) -> (Vec<TagDefinition>, Vec<CategoryGroup>) {
    (book.store.tags(true).await.unwrap(), book.store.categories(true).await.unwrap())
}

#[derive(Clone, Debug)]
enum Act {
    Add(u8),
    Edit(u8, Vec<&'static str>),
    Trash(u8),
    Restore(u8),
    Merge(u8, u8),
    /// Gives a field of one's own another kind.
    Turn(&'static str),
    /// Archives it, or brings it back.
    Field(u8),
    /// Adds, drops and reorders its options.
    Options(u8),
    Tag(u8, u8, u8),
    Categorise(Vec<u8>, Option<&'static str>),
    Consent(u8, ConsentState),
    Lock(u8, &'static str, bool),
}

fn act() -> impl Strategy<Value = Act> {
    let assignment = prop::sample::select(vec![
        "given=Augusta",
        "given=",
        "family=King",
        "title=CTO",
        "title=",
        "company=Acme",
        "company=Initech",
        "company=",
        "department=Ops",
        "email=a@x.example",
        "emails+=home:b@x.example",
        "emails-=a@x.example",
        "emails=",
        "phone=020 7946 0958",
        "phones+=mobile:07700 900123",
        "phones=",
        "tags+=vip",
        "tags+=fair",
        "tags-=vip",
        "notes=hello",
        "notes=",
        "birthday=--12-10",
        "time_zone=Europe/Paris",
        "language=fr",
        r#"emails+={"value":"a@x.example","status":"dead"}"#,
        r#"emails+={"value":"a@x.example","status":"unknown"}"#,
        "links+=github:ada",
        "owner=Sam",
        "owner=",
        "links+=https://x.example",
        "display=The Countess",
        "display=",
        "size=12",
        "size=Large",
        "size=",
        "size=2026-11-26",
        "categories/leads=hot",
        "categories+=customers:vip",
        "categories=",
        "do_not_call=yes",
        "do_not_call=",
        "channels=email,call",
        "emails+={\"value\": \"a@x.example\", \"do_not_email\": true}",
    ]);
    let value = prop::sample::select(vec![Some("cold"), Some("hot"), None]);
    let state = prop::sample::select(ConsentState::ALL);
    let field = prop::sample::select(vec!["notes", "emails", "email=a@x.example"]);
    prop_oneof![
        any::<u8>().prop_map(Act::Add),
        (any::<u8>(), prop::collection::vec(assignment, 1..4)).prop_map(|(who, typed)| Act::Edit(who, typed)),
        any::<u8>().prop_map(Act::Trash),
        any::<u8>().prop_map(Act::Restore),
        (any::<u8>(), any::<u8>()).prop_map(|(into, who)| Act::Merge(into, who)),
        prop::sample::select(vec!["text", "integer", "choice", "multi_choice", "date", "boolean", "money"])
            .prop_map(Act::Turn),
        any::<u8>().prop_map(Act::Field),
        any::<u8>().prop_map(Act::Options),
        any::<(u8, u8, u8)>().prop_map(|(what, one, other)| Act::Tag(what, one, other)),
        (prop::collection::vec(any::<u8>(), 1..4), value).prop_map(|(who, value)| Act::Categorise(who, value)),
        (any::<u8>(), state).prop_map(|(who, state)| Act::Consent(who, state)),
        (any::<u8>(), field, any::<bool>()).prop_map(|(who, field, locked)| Act::Lock(who, field, locked)),
    ]
}

/// The field of one's own.
async fn size(book: &Book) -> Option<FieldDefinition> {
    let all = book.store.custom_fields().await.unwrap();
    all.key(FieldEntity::Contact, "size").map(|field| field.definition().clone())
}

/// Runs an act; the batch, when it changed something.
async fn run(book: &Book, people: &mut Vec<Id>, act: Act) -> Option<Id> {
    let pick = |people: &[Id], who: u8| (!people.is_empty()).then(|| people[usize::from(who) % people.len()]);
    let mut writing = book.store.begin(start(Origin::Command, "act", NOW)).await.unwrap();
    match act {
        Act::Add(number) => {
            let draft = satchel_model::ContactDraft {
                given: format!("Person {number}"),
                company: if number % 3 == 0 { "Acme".into() } else { String::new() },
                ..Default::default()
            };
            people.push(writing.create_contacts(&[book.store.new_contact(draft)]).await.unwrap()[0].1);
        }
        Act::Turn(kind) => {
            let field = size(book).await?;
            let draft = FieldDraft { kind: Some(kind.parse().unwrap()), ..FieldDraft::default() };
            writing.turn_field(field.id, &draft).await.ok()?;
        }
        Act::Field(which) => {
            let field = size(book).await?;
            let state = [RecordState::Archived, RecordState::Active][usize::from(which % 2)];
            writing.set_field_state(field.id, state).await.ok()?;
        }
        Act::Options(which) => {
            let field = size(book).await?;
            let mut options: Vec<OptionDraft> = field
                .options
                .iter()
                .skip(usize::from(which % 2))
                .map(|option| OptionDraft { id: Some(option.id), name: option.name.clone(), ..OptionDraft::default() })
                .collect();
            options.reverse();
            options.push(OptionDraft { name: format!("Option {which}"), ..OptionDraft::default() });
            let draft = FieldDraft { options: Some(options), ..FieldDraft::default() };
            writing.change_field(field.id, &draft).await.ok()?;
        }
        Act::Edit(who, typed) => {
            let own = book.store.custom_fields().await.unwrap();
            // Of a field that is archived nothing is known here; the edit is refused then.
            let read = |text: &&str| parse_assignment_of(text, FieldEntity::Contact, &own).unwrap();
            let patch = typed.iter().map(read).collect();
            // A refused edit is rolled back whole.
            writing.edit_contact(pick(people, who)?, &patch, None, Some("GB")).await.ok()?;
        }
        Act::Trash(who) => {
            writing.set_state(&[pick(people, who)?], RecordState::Trashed).await.unwrap();
        }
        Act::Restore(who) => {
            writing.set_state(&[pick(people, who)?], RecordState::Active).await.unwrap();
        }
        Act::Merge(into, who) => {
            // Somebody with themselves, or from the trash, is refused.
            let ids = [pick(people, into)?, pick(people, who)?];
            writing.merge(Entity::Contact, &ids, &[]).await.ok()?;
        }
        Act::Tag(what, one, other) => {
            let tags = book.store.tags(false).await.unwrap();
            let pick = |nth: u8| tags.get(usize::from(nth).checked_rem(tags.len())?).map(|tag| tag.id);
            let edit = |name: &str| DefinitionEdit { name: Some(name.to_owned()), ..Default::default() };
            match what % 4 {
                // To a name that may be taken, which is refused.
                0 => writing.set_tag(pick(one)?, &edit(["vip", "fair", "north"][usize::from(other) % 3])).await.ok()?,
                1 => drop(writing.merge_tags(&[pick(one)?], pick(other)?).await.unwrap()),
                2 => drop(writing.delete_tags(&[pick(one)?]).await.unwrap()),
                _ => drop(writing.add_tag("north", TagKind::Source, Colour::Teal).await.ok()?),
            }
        }
        Act::Categorise(who, value) => {
            let ids: Vec<Id> = who.into_iter().filter_map(|who| pick(people, who)).collect();
            let edit = CategoryEdit { group: "leads".into(), value: value.map(str::to_owned) };
            writing.categorise(&ids, &edit).await.unwrap();
        }
        Act::Consent(who, state) => {
            let entry = Consent {
                id: Id::from_parts(0, &[0; 10]),
                purpose: "offers".into(),
                basis: LegalBasis::Consent,
                state,
                channel: None,
                day: "2026-05-01".into(),
                how: String::new(),
                evidence: String::new(),
            };
            writing.record_consent(&[pick(people, who)?], &entry).await.unwrap();
        }
        Act::Lock(who, field, locked) => {
            // A row that is not there cannot be locked.
            writing.set_privacy_lock(pick(people, who)?, field, locked).await.ok()?;
        }
    }
    writing.commit().await.unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn undone_in_reverse_nothing_has_happened(acts in prop::collection::vec(act(), 1..14)) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let book = Book::new().await;
            let mut people = vec![book.named("Ada", "Lovelace").await];
            let mut writing = book.store.begin(start(Origin::Command, "field", NOW)).await.unwrap();
            writing.add_field(&FieldDraft { name: Some("Size".into()), ..FieldDraft::default() }).await.unwrap();
            writing.commit().await.unwrap();
            let definition = size(&book).await;
            let (before, defined) = (everything(&book).await, definitions(&book).await);
            let mut batches = Vec::new();
            for act in acts {
                batches.extend(run(&book, &mut people, act).await);
            }
            let (after, defined_after) = (everything(&book).await, definitions(&book).await);
            let mut undos = Vec::new();
            for batch in batches.into_iter().rev() {
                let (step, undo) = book.undo(batch).await;
                prop_assert!(step.kept.is_empty(), "{:?}", step.kept);
                undos.extend(undo);
            }
            let known: Vec<Contact> = everything(&book).await.into_iter().filter(|contact| contact.state != RecordState::Trashed || before.iter().any(|old| old.id == contact.id)).collect();
            prop_assert_eq!(known, before);
            prop_assert_eq!(size(&book).await, definition);
            prop_assert_eq!(definitions(&book).await, defined);
            for undo in undos.into_iter().rev() {
                book.undo(undo).await;
            }
            prop_assert_eq!(everything(&book).await, after);
            prop_assert_eq!(definitions(&book).await, defined_after);
            Ok(())
        })?;
    }
}
