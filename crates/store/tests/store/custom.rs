//! Fields of one's own: their life, what records hold in them, orders, and the way back.

use satchel_model::{
    ContactDraft, CustomKind, FieldDefinition, FieldDraft, FieldEntity, Id, MergeChoice, OptionDraft, Origin,
    RecordState, Take, parse_assignment_of,
};
use satchel_store::{SortField, StoreError};
use serde_json::{Value, json};

use crate::support::{Book, NOW, start};

fn draft(name: &str, kind: CustomKind) -> FieldDraft {
    FieldDraft { name: Some(name.into()), kind: Some(kind), ..FieldDraft::default() }
}

fn options(names: &[&str]) -> Option<Vec<OptionDraft>> {
    Some(names.iter().map(|name| OptionDraft { name: (*name).into(), ..OptionDraft::default() }).collect())
}

async fn add(book: &Book, draft: FieldDraft) -> (FieldDefinition, Id) {
    let mut writing = book.store.begin(start(Origin::Command, "field", NOW)).await.unwrap();
    let field = writing.add_field(&draft).await.unwrap();
    (field, writing.commit().await.unwrap().unwrap())
}

async fn change(book: &Book, id: Id, draft: FieldDraft) -> Option<Id> {
    let mut writing = book.store.begin(start(Origin::Command, "field", NOW)).await.unwrap();
    writing.change_field(id, &draft).await.unwrap();
    writing.commit().await.unwrap()
}

async fn turn(book: &Book, id: Id, draft: FieldDraft) -> (i64, i64, Id) {
    let mut writing = book.store.begin(start(Origin::Command, "field", NOW)).await.unwrap();
    let (_, step) = writing.turn_field(id, &draft).await.unwrap();
    (step.converted, step.cleared, writing.commit().await.unwrap().unwrap())
}

async fn put(book: &Book, id: Id, state: RecordState) -> Option<Id> {
    let mut writing = book.store.begin(start(Origin::Command, "field", NOW)).await.unwrap();
    writing.set_field_state(id, state).await.unwrap();
    writing.commit().await.unwrap()
}

async fn held(book: &Book, id: Id, key: &str) -> Value {
    book.contact(id).await.custom.get(key).cloned().unwrap_or_default()
}

async fn field(book: &Book, key: &str) -> Option<FieldDefinition> {
    let all = book.store.custom_fields().await.unwrap();
    all.key(FieldEntity::Contact, key).map(|field| field.definition().clone())
}

#[tokio::test]
async fn values_of_every_kind_are_kept_changed_and_undone() {
    let book = Book::new().await;
    let other = book.named("Charles", "Babbage").await;
    let id = book.named("Ada", "Lovelace").await;
    let person = other.to_string();
    for (kind, one, two) in [
        (CustomKind::Text, "hello", "world"),
        (CustomKind::LongText, "a\nb", "c"),
        (CustomKind::Integer, "12", "-5"),
        (CustomKind::Decimal, "0.25", "1000000.5"),
        (CustomKind::Money, "12.50 EUR", "700 JPY"),
        (CustomKind::Percent, "12.5", "0"),
        (CustomKind::Boolean, "yes", "no"),
        (CustomKind::Date, "2026-11-26", "1999-01-01"),
        (CustomKind::DateTime, "2026-11-26T13:30:00Z", "1999-01-01T00:00:00Z"),
        (CustomKind::Choice, "Red", "Blue"),
        (CustomKind::MultiChoice, "Red", "Red, Blue"),
        (CustomKind::Email, "ada@x.example", "b@x.example"),
        (CustomKind::Phone, "020 7946 0958", "07700 900123"),
        (CustomKind::Url, "x.example", "https://y.example/z"),
        (CustomKind::Contact, person.as_str(), ""),
    ] {
        let options = if kind.has_options() { options(&["Red", "Blue"]) } else { None };
        let (field, _) = add(&book, FieldDraft { options, ..draft(&format!("A {kind}"), kind) }).await;
        let key = field.key.as_str();
        book.edit(id, &[&format!("{key}={one}")], None).await.unwrap();
        let first = held(&book, id, key).await;
        assert!(!first.is_null(), "{kind}");
        let (edited, batch) = book.edit(id, &[&format!("{key}={two}")], None).await.unwrap();
        let second = held(&book, id, key).await;
        assert_ne!(first, second, "{kind}");
        assert_eq!(edited.changes[0].path, format!("custom/{key}"));
        assert_eq!(
            (edited.changes[0].before.clone(), edited.changes[0].after.clone().unwrap_or_default()),
            (Some(first.clone()), second.clone()),
            "{kind}"
        );
        let (step, undo) = book.undo(batch.unwrap()).await;
        assert_eq!((step.reversed, step.kept.len()), (1, 0), "{kind}");
        assert_eq!(held(&book, id, key).await, first, "{kind}");
        book.undo(undo.unwrap()).await;
        assert_eq!(held(&book, id, key).await, second, "{kind}");
        assert!(book.edit(id, &[&format!("{key}={one}")], None).await.unwrap().1.is_some());
        assert!(book.edit(id, &[&format!("{key}={one}")], None).await.unwrap().1.is_none(), "{kind}: nothing changes");
    }
    let contact = book.contact(id).await;
    assert_eq!(contact.custom.len(), 15);
    assert_eq!(contact.custom["a_contact"], json!({"id": other, "name": "Charles Babbage"}));
    assert_eq!(contact.custom["a_phone"], "+442079460958");
    let history = book.store.history(id).await.unwrap();
    let choice =
        history.iter().flat_map(|entry| &entry.changes).find(|change| change.path == "custom/a_choice").unwrap();
    assert_eq!(choice.after, Some(json!("Red")), "names instead of identities");
    assert_eq!(book.store.examine().await.unwrap().contents.unwrap().disagreements, 0);
}

#[tokio::test]
async fn a_field_lives_from_its_making_to_its_end_and_back() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let (made, creation) = add(&book, draft("Budget", CustomKind::Integer)).await;
    book.edit(id, &["budget=12000"], None).await.unwrap();
    let renamed = change(&book, made.id, draft("Yearly budget", CustomKind::Integer)).await.unwrap();
    assert_eq!(
        (field(&book, "budget").await.unwrap().name.as_str(), held(&book, id, "budget").await),
        ("Yearly budget", json!(12_000))
    );
    let archived = put(&book, made.id, RecordState::Archived).await.unwrap();
    assert_eq!(held(&book, id, "budget").await, Value::Null);
    assert!(book.edit(id, &["budget=1"], None).await.is_err(), "an archived field takes nothing");
    book.undo(archived).await;
    assert_eq!(held(&book, id, "budget").await, json!(12_000));
    let deleted = put(&book, made.id, RecordState::Trashed).await.unwrap();
    assert_eq!((field(&book, "budget").await, book.store.field_values(made.id).await.unwrap()), (None, 1));
    // Its name is free; two of one name cannot be.
    let (newer, _) = add(&book, draft("Yearly budget", CustomKind::Text)).await;
    let (step, _) = book.undo(deleted).await;
    assert_eq!((step.reversed, step.kept.len()), (0, 1));
    assert!(step.kept[0].failed && step.kept[0].path == "state", "{:?}", step.kept);
    put(&book, newer.id, RecordState::Trashed).await;
    put(&book, made.id, RecordState::Active).await;
    assert_eq!(held(&book, id, "budget").await, json!(12_000));
    book.undo(renamed).await;
    assert_eq!(field(&book, "budget").await.unwrap().name, "Budget");
    let (step, _) = book.undo(creation).await;
    assert_eq!(step.kept.len(), 1, "somebody has a value in it");
    book.edit(id, &["budget="], None).await.unwrap();
}

#[tokio::test]
async fn a_field_that_nobody_used_goes_when_its_making_is_undone_and_comes_back() {
    let book = Book::new().await;
    let (made, batch) = add(&book, draft("Budget", CustomKind::Integer)).await;
    let (_, undo) = book.undo(batch).await;
    assert_eq!(field(&book, "budget").await, None);
    book.undo(undo.unwrap()).await;
    assert_eq!(field(&book, "budget").await.unwrap().id, made.id);
}

#[tokio::test]
async fn another_kind_converts_what_converts_lists_the_rest_and_is_one_batch() {
    let book = Book::new().await;
    let (made, _) = add(&book, draft("Size", CustomKind::Text)).await;
    let mut people = Vec::new();
    for (nth, size) in ["12", "1,500", "many", "", "7.5"].into_iter().enumerate() {
        let id = book.named("Person", &nth.to_string()).await;
        if !size.is_empty() {
            book.edit(id, &[&format!("size={size}")], None).await.unwrap();
        }
        people.push(id);
    }
    let wish = FieldDraft { kind: Some(CustomKind::Integer), ..FieldDraft::default() };
    let effect = book.store.plan_field(made.id, &wish, NOW).await.unwrap();
    assert_eq!((effect.values, effect.converts, effect.clears), (4, 2, 2));
    let mut unfit: Vec<&str> = effect.unfit.iter().map(|unfit| unfit.value.as_str()).collect();
    unfit.sort_unstable();
    assert_eq!(unfit, ["7.5", "many"]);
    assert_eq!(effect.unfit[0].display, "Person 2");
    assert_eq!(field(&book, "size").await.unwrap().kind, CustomKind::Text, "only told");
    let before = everything(&book, &people).await;
    let (converted, cleared, batch) = turn(&book, made.id, wish).await;
    assert_eq!((converted, cleared), (2, 2));
    assert_eq!(held(&book, people[1], "size").await, json!(1_500));
    assert_eq!(held(&book, people[2], "size").await, Value::Null);
    let sort = book.store.sort_by("size").await.unwrap();
    let (order, _) = book.store.order(sort, false, RecordState::Active).await.unwrap();
    let rows = book.store.grid_rows(&order).await.unwrap();
    assert_eq!(rows[0].1.display, "Person 0", "sorted as numbers: 12 before 1500");
    let after = everything(&book, &people).await;
    let (step, undo) = book.undo(batch).await;
    assert!(step.kept.is_empty(), "{:?}", step.kept);
    assert_eq!(everything(&book, &people).await, before);
    assert_eq!(field(&book, "size").await.unwrap().kind, CustomKind::Text);
    let (order, _) = book.store.order(sort, false, RecordState::Active).await.unwrap();
    assert_eq!(book.store.grid_rows(&order).await.unwrap()[0].1.display, "Person 1", "sorted as words again");
    book.undo(undo.unwrap()).await;
    assert_eq!(everything(&book, &people).await, after);
    assert_eq!(field(&book, "size").await.unwrap().kind, CustomKind::Integer);
}

async fn everything(book: &Book, people: &[Id]) -> Vec<Value> {
    let mut all = Vec::new();
    for id in people {
        all.push(json!(book.contact(*id).await.custom));
    }
    all
}

#[tokio::test]
async fn texts_become_options_and_options_texts() {
    let book = Book::new().await;
    let (made, _) = add(&book, draft("Colour", CustomKind::Text)).await;
    let mut people = Vec::new();
    for colour in ["red", "Green", "RED", "blue"] {
        let id = book.named("P", colour).await;
        book.edit(id, &[&format!("colour={colour}")], None).await.unwrap();
        people.push(id);
    }
    let wish = FieldDraft { kind: Some(CustomKind::Choice), ..FieldDraft::default() };
    let effect = book.store.plan_field(made.id, &wish, NOW).await.unwrap();
    assert_eq!((effect.converts, effect.clears, effect.after.options.len()), (4, 0, 3));
    let (_, _, to_choice) = turn(&book, made.id, wish).await;
    assert_eq!(held(&book, people[1], "colour").await, json!("Green"));
    let known = field(&book, "colour").await.unwrap();
    assert_eq!(known.options.len(), 3);
    // A new name is a new name, no new value.
    let mut drafts: Vec<OptionDraft> = known
        .options
        .iter()
        .map(|option| OptionDraft { id: Some(option.id), name: option.name.clone(), ..OptionDraft::default() })
        .collect();
    drafts[1].name = "Emerald".into();
    let renamed = change(&book, made.id, FieldDraft { options: Some(drafts.clone()), ..FieldDraft::default() }).await;
    assert_eq!(held(&book, people[1], "colour").await, json!("Emerald"));
    // What somebody has does not go.
    let only = FieldDraft { options: Some(drafts[..1].to_vec()), ..FieldDraft::default() };
    let effect = book.store.plan_field(made.id, &only, NOW).await.unwrap();
    assert_eq!(effect.kept_options.len(), 2);
    let narrowed = change(&book, made.id, only).await.unwrap();
    let options = field(&book, "colour").await.unwrap().options;
    assert_eq!((options.len(), options.iter().filter(|option| option.archived).count()), (3, 2));
    let refused = book.edit(people[0], &["colour=emerald"], None).await;
    assert!(matches!(refused, Err(StoreError::Invalid(_))));
    book.undo(narrowed).await;
    book.undo(renamed.unwrap()).await;
    let (_, _, to_text) =
        turn(&book, made.id, FieldDraft { kind: Some(CustomKind::Text), ..FieldDraft::default() }).await;
    assert_eq!(
        (held(&book, people[1], "colour").await, field(&book, "colour").await.unwrap().options.len()),
        (json!("Green"), 0)
    );
    book.undo(to_text).await;
    assert_eq!(field(&book, "colour").await.unwrap().options.len(), 3);
    book.undo(to_choice).await;
    assert_eq!(held(&book, people[2], "colour").await, json!("RED"), "as it was written");
}

#[tokio::test]
async fn an_option_that_somebody_chose_meanwhile_stays_when_its_adding_is_undone() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let (made, _) = add(&book, FieldDraft { options: options(&["Red"]), ..draft("Colour", CustomKind::Choice) }).await;
    let more = FieldDraft { options: options(&["Red", "Blue"]), ..FieldDraft::default() };
    let batch = change(&book, made.id, more).await.unwrap();
    book.edit(id, &["colour=blue"], None).await.unwrap();
    let (step, _) = book.undo(batch).await;
    assert!(step.kept.len() == 1 && step.kept[0].failed, "{:?}", step.kept);
    assert_eq!(held(&book, id, "colour").await, json!("Blue"));
}

#[tokio::test]
async fn what_each_may_have_only_once_is_refused_but_for_the_trash() {
    let book = Book::new().await;
    let (made, _) = add(&book, FieldDraft { unique: Some(true), ..draft("Customer number", CustomKind::Text) }).await;
    let one = book.named("Ada", "Lovelace").await;
    let two = book.named("Grace", "Hopper").await;
    book.edit(one, &["customer_number=K-1"], None).await.unwrap();
    let Err(StoreError::Invalid(refused)) = book.edit(two, &["customer_number=k-1"], None).await else { panic!() };
    assert!(refused.reason.contains(&one.tail()) && !refused.reason.contains("Ada"), "{}", refused.reason);
    book.edit(one, &["customer_number=K-1"], None).await.unwrap();
    // Long texts that begin alike are not the same.
    let long = "x".repeat(100);
    book.edit(one, &[&format!("customer_number={long}1")], None).await.unwrap();
    book.edit(two, &[&format!("customer_number={long}2")], None).await.unwrap();
    assert!(book.edit(two, &[&format!("customer_number={long}1")], None).await.is_err());
    let mut writing = book.store.begin(start(Origin::Command, "trash", NOW)).await.unwrap();
    writing.set_state(&[one], RecordState::Trashed).await.unwrap();
    writing.commit().await.unwrap();
    book.edit(two, &[&format!("customer_number={long}1")], None).await.unwrap();
    let effect =
        book.store.plan_field(made.id, &FieldDraft { required: Some(true), ..FieldDraft::default() }, NOW).await;
    assert_eq!(effect.unwrap().missing, 0);
    let plan = book.store.sort_by("customer_number").await;
    assert!(matches!(plan, Ok(SortField::Custom(_))));
}

#[tokio::test]
async fn a_single_value_is_put_back_and_the_past_is_shown() {
    let book = Book::new().await;
    let (made, _) =
        add(&book, FieldDraft { options: options(&["Red", "Blue"]), ..draft("Colour", CustomKind::Choice) }).await;
    let id = book.named("Ada", "Lovelace").await;
    book.edit(id, &["colour=red"], None).await.unwrap();
    let mut writing = book.store.begin(start(Origin::Command, "edit", NOW + 1_000)).await.unwrap();
    let all = book.store.custom_fields().await.unwrap();
    let patch = vec![parse_assignment_of("colour=blue", FieldEntity::Contact, &all).unwrap()];
    writing.edit_contact(id, &patch, None, None).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    assert_eq!(book.store.contact_as_of(id, NOW).await.unwrap().custom["colour"], json!("Red"));
    let mut writing = book.store.begin(start(Origin::Command, "put back", NOW)).await.unwrap();
    let back = writing.restore_value(id, batch, "custom/colour").await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!((back.after, held(&book, id, "colour").await), (Some(json!("Red")), json!("Red")));
    // What the field cannot hold any more is not put into it.
    turn(&book, made.id, FieldDraft { kind: Some(CustomKind::Integer), ..FieldDraft::default() }).await;
    let mut writing = book.store.begin(start(Origin::Command, "put back", NOW)).await.unwrap();
    assert!(matches!(writing.restore_value(id, batch, "custom/colour").await, Err(StoreError::Invalid(_))));
}

#[tokio::test]
async fn somebody_elses_change_of_a_value_is_a_conflict() {
    let book = Book::new().await;
    add(&book, FieldDraft { options: options(&["Red", "Blue"]), ..draft("Colour", CustomKind::Choice) }).await;
    let id = book.named("Ada", "Lovelace").await;
    let base = book.contact(id).await.seq;
    book.edit(id, &["colour=red"], None).await.unwrap();
    let Err(StoreError::Conflict(conflicts)) = book.edit(id, &["colour=blue"], Some(base)).await else { panic!() };
    assert_eq!(
        (conflicts[0].path.as_str(), &conflicts[0].theirs, &conflicts[0].mine),
        ("custom/colour", &Some(json!("Red")), &Some(json!("Blue")))
    );
    book.edit(id, &["colour=red"], Some(base)).await.unwrap();
}

#[tokio::test]
async fn companies_have_fields_of_their_own() {
    let book = Book::new().await;
    let id = book.add(ContactDraft { given: "Ada".into(), company: "Engine Ltd".into(), ..Default::default() }).await;
    let company = book.contact(id).await.company_id.unwrap();
    let (made, _) =
        add(&book, FieldDraft { entity: Some(FieldEntity::Company), ..draft("Tier", CustomKind::Integer) }).await;
    let (account, _) = add(&book, draft("Account", CustomKind::Company)).await;
    assert_eq!(made.entity, FieldEntity::Company);
    let all = book.store.custom_fields().await.unwrap();
    let patch = vec![parse_assignment_of("tier=3", FieldEntity::Company, &all).unwrap()];
    let mut writing = book.store.begin(start(Origin::Command, "edit", NOW)).await.unwrap();
    assert_eq!(writing.edit_company(company, &patch, None, None).await.unwrap().changes[0].path, "custom/tier");
    let batch = writing.commit().await.unwrap().unwrap();
    assert_eq!(book.store.company(company).await.unwrap().custom["tier"], json!(3));
    assert!(book.contact(id).await.custom.is_empty(), "not the contact's");
    book.edit(id, &["account=engine ltd"], None).await.unwrap();
    assert_eq!(held(&book, id, &account.key).await, json!({"id": company, "name": "Engine Ltd"}));
    assert!(book.edit(id, &["account=Nobody & Co"], None).await.is_err());
    book.undo(batch).await;
    assert!(book.store.company(company).await.unwrap().custom.is_empty());
}

#[tokio::test]
async fn orders_follow_what_is_held_and_pages_follow_each_other() {
    let book = Book::new().await;
    add(&book, draft("Budget", CustomKind::Integer)).await;
    add(&book, FieldDraft { options: options(&["Low", "High", "Top"]), ..draft("Level", CustomKind::Choice) }).await;
    for nth in 0..30 {
        let id = book.named(&format!("P{nth:02}"), "X").await;
        if nth % 3 != 0 {
            let level = ["Top", "Low", "High"][nth % 3];
            book.edit(id, &[&format!("budget={}", nth * 7 % 10), &format!("level={level}")], None).await.unwrap();
        }
    }
    for (key, descending) in [("budget", false), ("budget", true), ("level", false)] {
        let sort = book.store.sort_by(key).await.unwrap();
        let (order, _) = book.store.order(sort, descending, RecordState::Active).await.unwrap();
        assert_eq!(order.len(), 30);
        let rows = book.store.grid_rows_with(&order, Some(&[key.to_owned()])).await.unwrap();
        let values: Vec<Value> = rows.iter().map(|(_, row)| row.custom.get(key).cloned().unwrap_or_default()).collect();
        let rank = |value: &Value| match value.as_str() {
            Some(level) => ["Low", "High", "Top"].iter().position(|known| *known == level).map(|at| at as i64),
            None => value.as_i64(),
        };
        let ranks: Vec<i64> = values.iter().filter_map(rank).collect();
        assert_eq!(ranks.len(), 20);
        assert!(values[..20].iter().all(|value| !value.is_null()), "those without come last");
        assert!(ranks.windows(2).all(|two| if descending { two[0] >= two[1] } else { two[0] <= two[1] }), "{ranks:?}");
        let beginning = book.store.beginning(sort, descending, RecordState::Active, 7).await.unwrap();
        assert_eq!((beginning.rowids.as_slice(), beginning.total), (&order[..7], 30));
        let (mut after, mut paged) = (None, Vec::new());
        loop {
            let page = book.store.page(sort, descending, RecordState::Active, after, 4).await.unwrap();
            if page.is_empty() {
                break;
            }
            after = Some(book.store.grid_rows(&page).await.unwrap().last().unwrap().1.id);
            paged.extend(page);
        }
        assert_eq!(paged, order, "{key}");
    }
}

#[tokio::test]
async fn five_thousand_options_and_five_hundred_fields_work() {
    let book = Book::new().await;
    let names: Vec<String> = (0..5_000).map(|nth| format!("Option {nth}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    add(&book, FieldDraft { options: options(&names), ..draft("Product", CustomKind::MultiChoice) }).await;
    let id = book.named("Ada", "Lovelace").await;
    book.edit(id, &["product=option 4999, option 7"], None).await.unwrap();
    assert_eq!(held(&book, id, "product").await, json!(["Option 7", "Option 4999"]));
    let mut writing = book.store.begin(start(Origin::Command, "fields", NOW)).await.unwrap();
    for nth in 0..500 {
        writing.add_field(&draft(&format!("Field {nth}"), CustomKind::Integer)).await.unwrap();
    }
    writing.commit().await.unwrap();
    let typed: Vec<String> = (0..500).map(|nth| format!("field_{nth}={nth}")).collect();
    let typed: Vec<&str> = typed.iter().map(String::as_str).collect();
    book.edit(id, &typed, None).await.unwrap();
    let contact = book.contact(id).await;
    assert_eq!((contact.custom.len(), &contact.custom["field_499"]), (501, &json!(499)));
}

#[tokio::test]
async fn a_merge_takes_what_the_survivor_does_not_have() {
    let book = Book::new().await;
    let (made, _) = add(&book, draft("Budget", CustomKind::Integer)).await;
    let (one, two) = (book.named("Ada", "Lovelace").await, book.named("Ada", "King").await);
    book.edit(two, &["budget=7"], None).await.unwrap();
    let mut writing = book.store.begin(start(Origin::Command, "merge", NOW)).await.unwrap();
    writing.merge(satchel_model::Entity::Contact, &[one, two], &[]).await.unwrap();
    let batch = writing.commit().await.unwrap().unwrap();
    assert_eq!(held(&book, one, &made.key).await, json!(7));
    book.undo(batch).await;
    assert_eq!(held(&book, one, &made.key).await, Value::Null);
    assert_eq!(held(&book, two, &made.key).await, json!(7));
    book.edit(one, &["budget=5"], None).await.unwrap();
    let theirs = [MergeChoice { path: "budget".into(), take: Take::From(1) }];
    let contact = satchel_model::Entity::Contact;
    let told = book.store.propose_merge(contact, &[one, two], &theirs).await.unwrap();
    let told = told.plan.fields.iter().find(|field| field.path == "custom/budget").unwrap();
    assert_eq!((&told.values, &told.result), (&vec![Some(json!(5)), Some(json!(7))], &Some(json!(7))));
}
