//! Merges as tables: what each side holds, what they become.

use serde_json::{Value, json};

use super::{Likeness, MergeChoice, MergeError, MergePlan, Take, Values, plan_merge};

fn record(values: Value) -> Values {
    match values {
        Value::Object(values) => values.into_iter().collect(),
        _ => Values::new(),
    }
}

fn row(value: &str, primary: bool) -> Value {
    json!({"value": value, "label": "", "primary": primary, "position": 0})
}

fn after<'a>(plan: &'a MergePlan, path: &str) -> Option<&'a Value> {
    plan.changes.iter().find(|change| change.path == path).and_then(|change| change.after.as_ref())
}

fn choice(path: &str, take: Take) -> MergeChoice {
    MergeChoice { path: path.into(), take }
}

#[test]
fn the_first_keeps_what_it_has_and_gets_what_it_lacks() {
    let records = [
        record(json!({"given": "Ada", "source": "fair"})),
        record(json!({"given": "Augusta", "family": "Lovelace", "birthday": "1815-12-10"})),
    ];
    let plan = plan_merge(&records, &[]).unwrap();
    assert_eq!(after(&plan, "given"), None);
    assert_eq!(after(&plan, "family"), Some(&json!("Lovelace")));
    assert_eq!(after(&plan, "birthday"), Some(&json!("1815-12-10")));
    assert_eq!(plan.changes.len(), 2);
}

#[test]
fn notes_are_united_and_a_note_within_another_is_said_once() {
    for (one, other, both) in [
        ("met in Turin", "likes tea", "met in Turin\n\nlikes tea"),
        ("met in Turin", "met in Turin", "met in Turin"),
        ("met in Turin", "met in Turin, likes tea", "met in Turin, likes tea"),
        ("met in Turin, likes tea", "likes tea", "met in Turin, likes tea"),
    ] {
        let records = [record(json!({"notes": one})), record(json!({"notes": other}))];
        let plan = plan_merge(&records, &[]).unwrap();
        assert_eq!(plan.fields[0].result, Some(json!(both)), "{one} + {other}");
    }
}

#[test]
fn relations_are_told() {
    for (one, other, relation) in [
        (Some("Bob"), Some("bob"), Likeness::Same),
        (Some("Bob"), Some("Bobby"), Likeness::Contained),
        (Some("Bob"), None, Likeness::Contained),
        (Some("Bob"), Some("Rob"), Likeness::Different),
    ] {
        let side = |text: Option<&str>| record(json!(text.map(|text| json!({"given": text})).unwrap_or(json!({}))));
        let plan = plan_merge(&[side(one), side(other)], &[]).unwrap();
        assert_eq!(plan.fields[0].relation, relation, "{one:?} {other:?}");
    }
}

#[test]
fn rows_that_mean_the_same_are_one() {
    for (collection, one, other, together) in [
        ("emails", json!({"value": "Ada@X.org"}), json!({"value": "ada@x.org"}), 1),
        ("emails", json!({"value": "ada@x.org"}), json!({"value": "ada@y.org"}), 2),
        (
            "phones",
            json!({"value": "020 7946 0958", "e164": "+442079460958"}),
            json!({"value": "+44 20 79460958", "e164": "+442079460958"}),
            1,
        ),
        ("phones", json!({"value": "12-34", "e164": ""}), json!({"value": "1234", "e164": ""}), 1),
        ("links", json!({"value": "https://www.x.org/"}), json!({"value": "http://x.org"}), 1),
        (
            "addresses",
            json!({"street": "1 Rue A", "locality": "Paris"}),
            json!({"street": "1 rue a", "locality": "PARIS"}),
            1,
        ),
        (
            "dates",
            json!({"value": "--05-01", "label": "anniversary"}),
            json!({"value": "--05-01", "label": "other"}),
            2,
        ),
        ("affiliations", json!({"company": "1", "until": ""}), json!({"company": "1", "until": ""}), 1),
        ("affiliations", json!({"company": "1", "until": ""}), json!({"company": "1", "until": "2020"}), 2),
    ] {
        let side = |id: &str, value: &Value| Values::from([(format!("{collection}/{id}"), value.clone())]);
        let plan = plan_merge(&[side("a", &one), side("b", &other)], &[]).unwrap();
        assert_eq!(plan.rows.len(), together, "{collection}: {one} and {other}");
    }
}

#[test]
fn the_survivors_primary_stays_and_others_stand_behind_it() {
    let records = [
        record(json!({"emails/a": row("a@x.org", true)})),
        record(json!({"emails/b": row("b@x.org", true), "phones/p": row("1", true)})),
    ];
    let plan = plan_merge(&records, &[]).unwrap();
    assert_eq!(after(&plan, "emails/a"), None);
    let added = after(&plan, "emails/b").unwrap();
    assert_eq!((&added["primary"], &added["position"]), (&json!(false), &json!(1)));
    assert_eq!(after(&plan, "phones/p").unwrap()["primary"], json!(true), "it has no other");
}

#[test]
fn a_row_that_means_the_same_fills_what_the_survivors_lacks() {
    let records = [
        record(json!({"emails/a": {"value": "a@x.org", "label": "", "primary": true, "position": 0}})),
        record(json!({"emails/b": {"value": "A@x.org", "label": "work", "primary": true, "position": 0}})),
    ];
    let plan = plan_merge(&records, &[]).unwrap();
    assert_eq!(after(&plan, "emails/a").unwrap()["label"], "work");
    assert_eq!(plan.rows[0].of, [0, 1]);
}

#[test]
fn what_is_chosen_is_done() {
    let records = [
        record(json!({"given": "Ada", "notes": "a", "emails/a": row("a@x.org", true)})),
        record(json!({"given": "Augusta", "notes": "b", "emails/b": row("b@x.org", true)})),
    ];
    let choices =
        [choice("given", Take::From(1)), choice("notes", Take::From(1)), choice("emails/a", Take::Leave(true))];
    let plan = plan_merge(&records, &choices).unwrap();
    assert_eq!(after(&plan, "given"), Some(&json!("Augusta")));
    assert_eq!(after(&plan, "notes"), Some(&json!("b")));
    assert!(plan.changes.iter().any(|change| change.path == "emails/a" && change.after.is_none()));
    assert_eq!(after(&plan, "emails/b").unwrap()["primary"], json!(true), "the one that leaves was primary");
}

#[test]
fn the_primary_can_be_chosen() {
    let records =
        [record(json!({"emails/a": row("a@x.org", true)})), record(json!({"emails/b": row("b@x.org", true)}))];
    let plan = plan_merge(&records, &[choice("emails/b", Take::Primary(true))]).unwrap();
    assert_eq!(after(&plan, "emails/a").unwrap()["primary"], json!(false));
    assert_eq!(after(&plan, "emails/b").unwrap()["primary"], json!(true));
}

#[test]
fn what_does_not_fit_is_refused() {
    let one = record(json!({"given": "Ada"}));
    assert_eq!(plan_merge(std::slice::from_ref(&one), &[]), Err(MergeError::TooFew));
    let two = [one.clone(), one];
    assert_eq!(plan_merge(&two, &[choice("title", Take::From(0))]), Err(MergeError::NothingThere("title".into())));
    assert_eq!(plan_merge(&two, &[choice("given", Take::From(2))]), Err(MergeError::NoSuchRecord("given".into())));
}

proptest::proptest! {
    /// Nothing that any record holds is nowhere: each value is the survivor's, or told as one that was not chosen.
    #[test]
    fn nothing_is_lost_without_being_shown(
        sides in proptest::collection::vec(proptest::collection::btree_map("(given|notes|emails/[ab]|phones/[ab])", "[ab]{1,2}", 0..5), 2..4)
    ) {
        let records: Vec<Values> = sides.iter().map(|side| side.iter().map(|(path, text)| {
            let value = if path.contains('/') { row(text, false) } else { json!(text) };
            (path.clone(), value)
        }).collect()).collect();
        let plan = plan_merge(&records, &[]).unwrap();
        for (at, record) in records.iter().enumerate() {
            for (path, value) in record {
                let shown = if path.contains('/') {
                    plan.rows.iter().any(|row| row.of.contains(&at) && row.kept)
                } else {
                    plan.fields.iter().any(|field| field.path == *path && field.values[at].as_ref() == Some(value))
                };
                proptest::prop_assert!(shown, "{path}");
            }
        }
    }
}
