//! Edits as a table: what was there, what was typed, what changes.

use serde_json::{Value, json};

use super::{EditContext, EditError, EditPlan, plan_edit};
use crate::{Contact, Id, Patch, parse_assignment};

fn id(last: u8) -> Id {
    Id::from_parts(1, &[0, 0, 0, 0, 0, 0, 0, 0, 0, last])
}

fn ada() -> Contact {
    let mut ada = serde_json::to_value(Contact::empty(id(1), 0)).unwrap();
    let said = json!({
        "seq": 7, "given": "Ada", "family": "Lovelace", "display": "Ada Lovelace",
        "emails": [
            {"id": id(2), "value": "ada@work.example", "label": "work", "primary": true, "status": "bouncing"},
            {"id": id(3), "value": "ada@home.example", "label": "home", "primary": false, "status": "unknown"},
        ],
        "company": "Engines", "title": "Analyst", "tags": ["vip"],
    });
    for (key, value) in said.as_object().unwrap() {
        ada[key] = value.clone();
    }
    serde_json::from_value(ada).unwrap()
}

fn plan(typed: &[&str]) -> Result<EditPlan, EditError> {
    let patch: Patch = typed.iter().map(|text| parse_assignment(text).unwrap()).collect();
    let mut next = 100;
    let mut mint = || {
        next += 1;
        id(next)
    };
    plan_edit(
        &ada(),
        &patch,
        &mut EditContext {
            region: Some("GB"),
            mint: &mut mint,
            custom: &crate::CustomFields::default(),
            zone: jiff::tz::TimeZone::UTC,
        },
    )
}

fn changes(typed: &[&str]) -> Vec<(String, Value, Value)> {
    let plan = plan(typed).unwrap();
    plan.changes
        .into_iter()
        .map(|change| (change.path, change.before.unwrap_or_default(), change.after.unwrap_or_default()))
        .collect()
}

#[test]
fn scalars_are_set_cleared_and_left_alone() {
    assert_eq!(changes(&["given=  Augusta  Ada "]), [("given".into(), json!("Ada"), json!("Augusta Ada"))]);
    assert_eq!(changes(&["family="]), [("family".into(), json!("Lovelace"), Value::Null)]);
    assert_eq!(changes(&["given=Ada"]), []);
    assert_eq!(changes(&["given=X", "given=Ada"]), []);
    assert_eq!(changes(&["birthday=1815-12-10"]), [("birthday".into(), Value::Null, json!("1815-12-10"))]);
}

#[test]
fn singular_sets_the_primary_and_keeps_the_others() {
    let [(path, before, after)] = &changes(&["email=ada@new.example"])[..] else { panic!("one change") };
    assert_eq!(path, &format!("emails/{}", id(2)));
    assert_eq!(before["value"], "ada@work.example");
    assert_eq!(after, &json!({"value": "ada@new.example", "label": "work", "primary": true, "position": 0}));
}

#[test]
fn an_address_that_is_there_already_becomes_the_primary() {
    let found = changes(&["email=ADA@home.example"]);
    assert_eq!(found.len(), 2);
    assert_eq!((&found[0].2["primary"], &found[1].2["primary"]), (&json!(false), &json!(true)));
}

#[test]
fn rows_are_added_with_their_label_and_removed_by_value() {
    let added = changes(&["emails+=other:a@b.example"]);
    assert_eq!(added[0].2, json!({"value": "a@b.example", "label": "other", "primary": false, "position": 2}));
    let removed = changes(&["emails-=ada@work.example"]);
    assert_eq!(removed[0].2, Value::Null);
    assert_eq!(removed[1].2["primary"], true, "the next one is promoted");
    assert_eq!(changes(&["emails+=ada@home.example"]), [], "already there");
}

#[test]
fn what_is_known_about_an_address_is_a_part_of_its_row() {
    let told = |typed: &str| changes(&[typed]).remove(0);
    let path = format!("emails/{}", id(3));
    let (at, before, after) = told("emails+={\"value\":\"ADA@home.example\",\"status\":\"Dead\"}");
    assert_eq!((at, before.get("status"), &after["status"]), (path, None, &json!("dead")));
    let gone = told(&format!("emails/{}={{\"status\":\"unknown\"}}", id(2)));
    assert_eq!((&gone.1["status"], gone.2.get("status")), (&json!("bouncing"), None), "unknown is not there at all");
    assert!(plan(&["emails+={\"value\":\"a@b.example\",\"status\":\"lost\"}"]).is_err());
}

#[test]
fn a_handle_is_as_good_as_the_address_that_it_is_short_for() {
    for (typed, url) in [
        ("links+=linkedin:@ada-lovelace", "https://www.linkedin.com/in/ada-lovelace"),
        ("links+=whatsapp:+44 20 7946 0958", "https://wa.me/442079460958"),
        ("links+=linkedin:https://www.linkedin.com/in/ada", "https://www.linkedin.com/in/ada"),
        ("links+=website:engines.example", "engines.example"),
    ] {
        assert_eq!(changes(&[typed])[0].2["value"], url, "{typed}");
    }
}

#[test]
fn zones_and_languages_are_written_as_they_are_known() {
    assert_eq!(changes(&["time_zone=europe/berlin"])[0].2, "Europe/Berlin");
    assert_eq!(changes(&["language=DE_ch"])[0].2, "de-CH");
    assert!(plan(&["time_zone=Middle Earth"]).is_err() && plan(&["language=?"]).is_err());
}

#[test]
fn phones_carry_their_international_form() {
    let added = changes(&["phone=020 7946 0958"]);
    assert_eq!(added[0].2["e164"], "+442079460958");
    assert_eq!(added[0].2["value"], "020 7946 0958");
}

#[test]
fn names_of_other_records_stay_names() {
    let plan = plan(&["company=Acme", "title=", "tags+=Fair 2026, vip", "owner=Sam"]).unwrap();
    assert_eq!(plan.affiliation.company.as_deref(), Some("Acme"));
    assert_eq!(plan.affiliation.title.as_deref(), Some(""));
    assert_eq!(plan.affiliation.department, None);
    assert_eq!(plan.tags_added, ["Fair 2026"]);
    assert_eq!(plan.owner.as_deref(), Some("Sam"));
}

#[test]
fn refuses_with_a_sentence_and_the_path() {
    for (typed, path) in [
        ("email=nonsense", "email"),
        ("emails-=nobody@x.example", "emails"),
        ("birthday=31.12.1980", "birthday"),
        ("created_at=5", "created_at"),
        ("phones+=n/a", "phones"),
    ] {
        assert_eq!(plan(&[typed]).unwrap_err().path, path, "{typed}");
    }
}
