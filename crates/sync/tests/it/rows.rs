//! Child rows: room, places, labels, and what the remote cannot hold.

use satchel_model::Entity;
use satchel_remote::fake::Settings;
use satchel_remote::row_path;
use satchel_sync::{Hold, HoldReason, KeptReason, Plan};
use serde_json::json;

use crate::vault::{Vault, email, id, values};

fn row(number: u64) -> String {
    row_path("emails", &id(1_000 + number).to_string())
}

fn phone(number: u64) -> String {
    row_path("phones", &id(2_000 + number).to_string())
}

fn kept(plan: &Plan) -> Vec<(&str, KeptReason)> {
    plan.kept.iter().map(|kept| (kept.path.as_str(), kept.reason)).collect()
}

/// What the far side holds of a collection, by value.
fn there(vault: &Vault, id: satchel_model::Id, collection: &str) -> Vec<String> {
    let record = vault.there(id).unwrap();
    let rows = record.values.iter().filter(|(path, _)| path.starts_with(collection));
    let mut held: Vec<String> = rows.map(|(_, row)| row["value"].as_str().unwrap().to_owned()).collect();
    held.sort();
    held
}

#[test]
fn the_fifth_email_stays_here_and_is_no_deletion() {
    let mut vault = Vault::new(Settings::default().with_emails(4));
    let mut ada = values([("family", json!("Lovelace"))]);
    for at in 0..5 {
        ada.insert(row(at), email(&format!("{at}@example.com"), "work", at == 4, at));
    }
    let ada = vault.add(ada);
    let plan = vault.run_to_the_end();
    // The primary one goes first, wherever it stands.
    assert_eq!(there(&vault, ada, "emails"), ["0@example.com", "1@example.com", "2@example.com", "4@example.com"]);
    assert_eq!(vault.mine[&ada].values.len(), 6, "nothing is taken away here");
    assert!(plan.is_settled() && plan.kept.is_empty() || kept(&plan) == [(row(3).as_str(), KeptReason::NoRoom)]);

    // A colleague takes one away: that one is a deletion, and there is room for the fifth.
    let remote = vault.remote_of(ada);
    let record = vault.far.look(&remote).unwrap();
    let (path, before) = record.values.iter().find(|(_, row)| row["value"] == "1@example.com").unwrap();
    let gone = satchel_model::FieldChange { path: path.clone(), before: Some(before.clone()), after: None };
    assert!(vault.far.edit(&remote, &[gone]));
    let plan = vault.run_to_the_end();
    assert_eq!(there(&vault, ada, "emails"), ["0@example.com", "2@example.com", "3@example.com", "4@example.com"]);
    assert!(!vault.mine[&ada].values.contains_key(&row(1)));
    assert_eq!(kept(&plan), []);
}

#[test]
fn what_stays_here_is_named_when_it_changes() {
    let mut vault = Vault::new(Settings::default().with_emails(1));
    let ada = vault.add(values([
        ("family", json!("Lovelace")),
        (row(0).as_str(), email("a@example.com", "", true, 0)),
        (row(1).as_str(), email("b@example.com", "", false, 1)),
    ]));
    let first = vault.run();
    assert_eq!(kept(&first), [(row(1).as_str(), KeptReason::NoRoom)]);
    let second = vault.run();
    assert_eq!(kept(&second), [(row(1).as_str(), KeptReason::NoRoom)]);
    assert!(second.is_settled());
    vault.edit(ada, &row(1), Some(email("c@example.com", "", false, 1)));
    let third = vault.run();
    assert!(third.is_settled() && kept(&third) == [(row(1).as_str(), KeptReason::NoRoom)]);
}

#[test]
fn a_row_here_and_a_row_there_are_added_and_the_same_one_once() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([("family", json!("Lovelace"))]));
    vault.run_to_the_end();
    vault.edit(ada, &row(0), Some(email("mine@example.com", "work", true, 0)));
    vault.edit(ada, &row(1), Some(email("Both@example.com", "work", false, 1)));
    let remote = vault.remote_of(ada);
    let added = ["theirs@example.com", "both@example.com"].map(|address| satchel_model::FieldChange {
        path: "emails/new".to_owned(),
        before: None,
        after: Some(json!({"value": address, "label": "work"})),
    });
    assert!(vault.far.edit(&remote, &added));
    vault.situation.rules.otherwise = satchel_sync::Policy::Theirs;
    let plan = vault.run_to_the_end();
    assert_eq!(there(&vault, ada, "emails"), ["both@example.com", "mine@example.com", "theirs@example.com"]);
    vault.assert_in_step(&plan);
    assert_eq!(vault.mine[&ada].values[&row(1)]["position"], 1, "parts that the remote does not know stay");
}

#[test]
fn an_edit_of_a_row_there_is_an_edit_of_that_row_here() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([
        (row(0).as_str(), email("old@example.com", "work", true, 0)),
        (row(1).as_str(), email("home@example.com", "home", false, 1)),
    ]));
    vault.run_to_the_end();
    let remote = vault.remote_of(ada);
    let record = vault.far.look(&remote).unwrap();
    let (path, before) = record.values.iter().find(|(_, row)| row["label"] == "work").unwrap();
    let after = Some(json!({"value": "new@example.com", "label": "work"}));
    let change = satchel_model::FieldChange { path: path.clone(), before: Some(before.clone()), after };
    assert!(vault.far.edit(&remote, &[change]));
    vault.run_to_the_end();
    assert_eq!(vault.mine[&ada].values[&row(0)], email("new@example.com", "work", true, 0));
}

#[test]
fn named_places_are_filled_by_label_and_a_row_may_take_the_place_of_another() {
    let mut vault = Vault::new(Settings::narrow());
    let ada = vault.add(values([
        ("family", json!("Lovelace")),
        (phone(0).as_str(), email("+441632960000", "work", true, 0)),
        (phone(1).as_str(), email("+441632960001", "mobile", false, 1)),
        (phone(2).as_str(), email("+441632960002", "home", false, 2)),
    ]));
    let plan = vault.run();
    assert_eq!(kept(&plan), [(phone(2).as_str(), KeptReason::NoRoom)]);
    let record = vault.there(ada).unwrap();
    assert_eq!(record.values["phones/phone"]["value"], "+441632960000");
    assert_eq!(record.values["phones/mobile"]["value"], "+441632960001");
    // The work number goes, and its place is taken in the same change.
    vault.edit(ada, &phone(0), None);
    let plan = vault.run();
    assert_eq!((plan.pushes.len(), plan.pushes[0].sent.len()), (1, 2));
    assert_eq!(vault.there(ada).unwrap().values["phones/phone"]["value"], "+441632960002");
    let plan = vault.run_to_the_end();
    assert_eq!(kept(&plan), []);
    vault.assert_in_step(&plan);
}

#[test]
fn rows_with_names_of_their_own_are_known_again_by_what_they_say() {
    let mut vault = Vault::new(Settings::narrow());
    let address = row_path("addresses", &id(3_000).to_string());
    let ada = vault.add(values([
        ("family", json!("Lovelace")),
        (address.as_str(), json!({"street": "12 St James's Square", "label": "home", "position": 0})),
    ]));
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    let key = vault.mirrors[&ada].keys[&address].clone();
    assert!(key.starts_with("addresses/row"), "the remote's own name: {key}");
    vault.edit(ada, &address, Some(json!({"street": "6 Marylebone Road", "label": "home", "position": 0})));
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.mirrors[&ada].keys[&address], key, "an edit is not a new row");
}

#[test]
fn nothing_is_cut_and_nothing_behind_a_lock_leaves() {
    let mut vault = Vault::new(Settings::narrow());
    let long = "x".repeat(41);
    let ada = vault.add(values([
        ("family", json!("Lovelace")),
        ("given", json!(long)),
        ("title", json!("Countess")),
        ("notes", json!("only here")),
    ]));
    vault.mine.get_mut(&ada).unwrap().locked.insert("title".to_owned());
    let plan = vault.run();
    assert_eq!(kept(&plan), [("given", KeptReason::TooLong)]);
    assert_eq!(vault.there(ada).unwrap().values, values([("family", json!("Lovelace"))]));
    // What comes from there does not overwrite what is behind a lock either.
    let remote = vault.remote_of(ada);
    let change = satchel_model::FieldChange { path: "title".into(), before: None, after: Some(json!("Miss")) };
    assert!(vault.far.edit(&remote, &[change]));
    vault.run_to_the_end();
    assert_eq!(vault.mine[&ada].values["title"], "Countess");
    // Unlocked, both have their say.
    vault.mine.get_mut(&ada).unwrap().locked.clear();
    let plan = vault.run();
    assert_eq!(plan.conflicts.len(), 1, "{plan:#?}");
}

#[test]
fn a_held_record_keeps_what_both_sides_did_until_it_is_let_go() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([("family", json!("Lovelace")), ("given", json!("Ada"))]));
    vault.run_to_the_end();
    vault.mine.get_mut(&ada).unwrap().hold = Some(HoldReason::Undone);
    vault.edit(ada, "given", Some(json!("Augusta")));
    let remote = vault.remote_of(ada);
    let change = satchel_model::FieldChange { path: "family".into(), before: None, after: Some(json!("King")) };
    assert!(vault.far.edit(&remote, &[change]));
    let plan = vault.run();
    assert_eq!(plan.holds, [Hold { id: ada, remote: Some(remote), reason: HoldReason::Undone }]);
    assert!(plan.is_settled());
    // The remote says nothing more about it, and still nothing is lost.
    vault.run();
    vault.mine.get_mut(&ada).unwrap().hold = None;
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.mine[&ada].values, values([("family", json!("King")), ("given", json!("Augusta"))]));
    assert_eq!(vault.far.living(Entity::Contact).len(), 1);
}
