//! Tags and categories with the command: made, found, renamed, merged, deleted, and all of it taken back.

use std::path::Path;

use serde_json::{Value, json};

use crate::kills::{answer, satchel};

fn add(vault: &Path, words: &[&str]) -> String {
    answer(vault, &[&["add"], words].concat())["id"].as_str().unwrap().to_owned()
}

/// Each tag with its number of contacts.
fn tags(vault: &Path) -> Vec<(String, i64)> {
    let listed = answer(vault, &["tag", "list"]);
    let told = |tag: &Value| (tag["name"].as_str().unwrap().to_owned(), tag["contacts"].as_i64().unwrap());
    listed["tags"].as_array().unwrap().iter().map(told).collect()
}

fn hits(vault: &Path, query: &str) -> i64 {
    answer(vault, &["search", query])["total"].as_i64().unwrap()
}

fn refused(vault: &Path, words: &[&str]) -> String {
    let output = satchel(vault, words).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{words:?}");
    let error: Value = serde_json::from_slice(&output.stderr).unwrap();
    error["message"].as_str().unwrap().to_owned()
}

#[test]
fn a_tag_lives_and_everything_that_happens_to_it_is_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let ada = add(&vault, &["given=Ada", "tags=VIP,fair"]);
    let bob = add(&vault, &["given=Bob", "tags=V.I.P."]);
    answer(&vault, &["tag", "add", "steel", "--kind", "industry", "--colour", "grey"]);
    assert_eq!(tags(&vault), [("fair".into(), 1), ("steel".into(), 0), ("V.I.P.".into(), 1), ("VIP".into(), 1)]);

    answer(&vault, &["tag", "set", "vip", "--kind", "status", "--colour", "pink"]);
    let vip = answer(&vault, &["tag", "list"])["tags"][3].clone();
    assert_eq!((&vip["kind"], &vip["colour"]), (&json!("status"), &json!("pink")));

    let merged = answer(&vault, &["tag", "merge", "V.I.P.", "--into", "vip"]);
    assert_eq!(merged["contacts"], 1);
    assert_eq!(answer(&vault, &["show", &bob])["tags"], json!(["VIP"]));
    assert_eq!(hits(&vault, "tag:vip"), 2);
    answer(&vault, &["undo", merged["batch"].as_str().unwrap()]);
    assert_eq!(answer(&vault, &["show", &bob])["tags"], json!(["V.I.P."]));

    answer(&vault, &["tag", "rename", "fair", "Fair 2026"]);
    assert_eq!(answer(&vault, &["show", &ada])["tags"], json!(["Fair 2026", "VIP"]));
    assert_eq!((hits(&vault, "tag:2026"), hits(&vault, "2026")), (1, 1), "found by the new name");
    assert_eq!(refused(&vault, &["tag", "rename", "steel", "vip"]), "There is another tag of that name.");

    let deleted = answer(&vault, &["tag", "delete", "vip", "steel"]);
    assert_eq!((&deleted["contacts"], &deleted["id"]), (&json!(1), &Value::Null));
    assert_eq!(tags(&vault).len(), 2);
    assert_eq!(hits(&vault, "tag:vip"), 0, "nobody has it, and V.I.P. is another word");
    answer(&vault, &["undo", deleted["batch"].as_str().unwrap()]);
    assert_eq!(answer(&vault, &["show", &ada])["tags"], json!(["Fair 2026", "VIP"]));
    assert_eq!(hits(&vault, "tag:vip"), 1);
    assert!(refused(&vault, &["tag", "delete", "nonsense"]).starts_with("There is no such tag"));
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
}

#[test]
fn contacts_are_one_thing_in_each_group_and_their_history_tells() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let ada = add(&vault, &["given=Ada", "categories/leads=cold", "do_not_call=yes"]);
    let bob = add(&vault, &["given=Bob"]);
    let of = |id: &str| -> Vec<String> {
        let own = answer(&vault, &["show", id])["categories"].clone();
        let told = |own: &Value| format!("{}: {}", own["group"].as_str().unwrap(), own["name"].as_str().unwrap());
        own.as_array().unwrap().iter().map(told).collect()
    };
    assert_eq!(of(&ada), ["Leads: Cold"]);
    assert_eq!(answer(&vault, &["show", &ada])["preferences"]["do_not_call"], true);

    let done = answer(&vault, &["category", "set", &ada, &bob, "leads=hot"]);
    assert_eq!(done["count"], 2);
    answer(&vault, &["set", &ada, "categories+=customers:at-risk"]);
    assert_eq!(
        (of(&ada), of(&bob)),
        (vec!["Leads: Hot".into(), "Customers: At risk".into()], vec!["Leads: Hot".into()])
    );
    let history = answer(&vault, &["category", "history", &ada]);
    let change = &history["entries"][1]["changes"][0];
    assert_eq!(
        (&change["path"], &change["before"], &change["after"]),
        (&json!("categories/Leads"), &json!("Cold"), &json!("Hot"))
    );
    assert!(history["entries"][1]["at"].as_i64().unwrap() > 0 && history["entries"][1]["actor"] == "me");

    answer(&vault, &["undo", done["batch"].as_str().unwrap()]);
    assert_eq!((of(&ada), of(&bob)), (vec!["Leads: Cold".into(), "Customers: At risk".into()], vec![]));
    answer(&vault, &["category", "clear", &ada, &bob, "leads"]);
    assert_eq!(of(&ada), ["Customers: At risk"]);

    answer(&vault, &["category", "add", "Region", "North", "South"]);
    answer(&vault, &["category", "add", "region", "Far east", "--colour", "teal"]);
    answer(&vault, &["category", "set", &bob, "region=far-east"]);
    answer(&vault, &["category", "rename", "region/far-east", "East"]);
    answer(&vault, &["category", "colour", "leads/hot", "pink"]);
    let groups = answer(&vault, &["category", "list"])["groups"].clone();
    assert_eq!(groups.as_array().unwrap().len(), 4);
    assert_eq!((&groups[3]["values"][2]["name"], &groups[3]["values"][2]["contacts"]), (&json!("East"), &json!(1)));
    assert_eq!(groups[0]["values"][2]["colour"], "pink");
    let deleted = answer(&vault, &["category", "delete", "region"]);
    assert_eq!(of(&bob), Vec::<String>::new());
    answer(&vault, &["undo", deleted["batch"].as_str().unwrap()]);
    assert_eq!(of(&bob), ["Region: East"]);

    let kept = "The categories that Satchel brings keep their names and stay.";
    assert_eq!(refused(&vault, &["category", "delete", "leads"]), kept);
    assert_eq!(refused(&vault, &["category", "rename", "leads/hot", "boiling"]), kept);
    assert!(refused(&vault, &["set", &bob, "categories/leads=lukewarm"]).contains("cold, warm, hot"));
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
}
