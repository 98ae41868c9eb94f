//! What a person does with an account that is there: another password, another address, rules taken back, somebody left
//! out.

use std::process::Stdio;

use satchel_connectors::carddav::Book;
use serde_json::{Value, json};

use crate::in_step::{Laptop, with_secret};
use crate::kills::satchel;
use crate::server::{RADICALE, Server, start};
use crate::shelf::{card_with, put};

fn person(name: &str) -> String {
    let (given, family) = name.split_once(' ').unwrap();
    let email = given.to_lowercase();
    format!(
        "BEGIN:VCARD\nVERSION:3.0\nUID:{email}\nFN:{name}\nN:{family};{given};;;\nEMAIL:{email}@example.com\nEND:VCARD\n"
    )
}

fn refused(laptop: &Laptop, words: &[&str]) -> Value {
    let output = satchel(&laptop.vault, words).stdin(Stdio::null()).output().unwrap();
    assert!(!output.status.success(), "{words:?}");
    serde_json::from_slice(&output.stderr).unwrap()
}

fn account(laptop: &Laptop) -> Value {
    laptop.say(&["account", "list"])["accounts"][0].clone()
}

fn two_books() -> Option<(Server, Book, Book)> {
    let server = start(&RADICALE)?;
    let (office, home) = (server.book("Office"), server.book("Home"));
    Some((server, office, home))
}

#[test]
fn another_password_changes_nothing_else_and_another_address_asks_for_it() {
    let Some((_server, office, _)) = two_books() else { return };
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &office);
    one.add("Ada");
    one.sync();
    let edited = with_secret(&one.vault, &["account", "edit", "office", "--secret-stdin", "--seal"]);
    assert_eq!((&edited["linked"], &edited["state"]), (&json!(1), &json!("ready")));
    one.sync();
    let user = refused(&one, &["account", "edit", "office", "--set", "user=bo"]);
    assert_eq!((&user["code"], &user["field"]), (&json!("invalid"), &json!("secret")));
    let unknown = refused(&one, &["account", "edit", "office", "--set", "port=1"]);
    assert!(unknown["message"].as_str().unwrap().contains("port"), "{unknown}");
    let emptied = refused(&one, &["account", "edit", "office", "--set", "url="]);
    assert!(emptied["message"].as_str().unwrap().contains("url"), "{emptied}");
    let within = refused(&one, &["account", "edit", "office", "--set", "url=https://ada:hunter2@dav.example/"]);
    assert_eq!(within["message"], "An address does not take a password.", "{within}");
    assert!(!within.to_string().contains("hunter2"), "{within}");
    assert_eq!(account(&one)["settings"]["user"], "ada", "nothing was kept of what was refused");
}

#[test]
fn an_address_that_leads_to_another_book_is_said_before() {
    let Some((server, office, home)) = two_books() else { return };
    put(&server, &home, "grace.vcf", &person("Grace Hopper"));
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &office);
    one.add("Ada");
    one.sync();
    let url = format!("url={}", home.url);
    let edit = |more: &[&str]| {
        let words = ["account", "edit", "office", "--set", &url, "--secret-stdin", "--seal"];
        let mut child = satchel(&one.vault, &[words.as_slice(), more].concat())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"secret").unwrap();
        let output = child.wait_with_output().unwrap();
        let text = if output.status.success() { &output.stdout } else { &output.stderr };
        serde_json::from_slice::<Value>(text).unwrap()
    };
    let said = edit(&[]);
    assert_eq!(said["code"], "other_book", "{said}");
    assert!(said["message"].as_str().unwrap().contains("(1)"), "{said}");
    assert_eq!(account(&one)["settings"]["book"], office.url.as_str(), "nothing is kept before it is said");

    // Another book: links end, and the first run is looked at like any first run.
    let other = edit(&["--other-book"]);
    assert_eq!((&other["linked"], &other["state"]), (&json!(0), &json!("new")));
    assert_eq!(other["settings"]["book"], home.url.as_str());
    let report = one.sync();
    assert_eq!((&report["pulled"]["created"], &report["pushed"]["created"]), (&json!(1), &json!(1)));
    assert_eq!(one.everybody().len(), 2);
    assert_eq!((server.cards(&office).len(), server.cards(&home).len()), (1, 2));

    // Said to be the same book while it is another, the guard finds out: nobody vanishes.
    let back = format!("url={}", office.url);
    for name in ["Bo", "Cy", "Di"] {
        one.add(name);
    }
    one.sync();
    let words = ["account", "edit", "office", "--set", &back, "--secret-stdin", "--seal", "--same-book"];
    assert_eq!(with_secret(&one.vault, &words)["linked"], 5);
    one.say(&["sync"]);
    let output = satchel(&one.vault, &["sync"]).output().unwrap();
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["end"], "stopped", "{report}");
    assert_eq!(one.everybody().len(), 5);
}

#[test]
fn what_was_made_a_rule_is_listed_and_taken_back() {
    let Some((_server, office, _)) = two_books() else { return };
    let folder = tempfile::tempdir().unwrap();
    let (one, two) = (Laptop::new(folder.path(), "one", &office), Laptop::new(folder.path(), "two", &office));
    one.add("Ada");
    one.sync();
    two.sync();
    let both_write = |nth: u32| {
        one.set("Ada", &[&format!("notes=one {nth}")]);
        two.set("Ada", &[&format!("notes=two {nth}")]);
        one.sync();
        two.sync()["conflicts"].clone()
    };
    assert_eq!(both_write(1), 1);
    assert_eq!(two.say(&["account", "rules", "office"])["rules"], json!([]));
    two.say(&["conflicts", "resolve", "ada@example.com", "mine", "--path", "notes", "--rule"]);
    two.sync();
    one.sync();
    let rules = json!([{"path": "notes", "policy": "mine"}]);
    assert_eq!(two.say(&["account", "rules", "office"])["rules"], rules);
    assert_eq!(account(&two)["rules"], rules);
    assert_eq!(both_write(2), 0, "the rule decides");
    one.sync();
    assert_eq!(one.card("Ada")["notes"], "two 2");
    assert_eq!(refused(&two, &["account", "rules", "office", "--remove", "title"])["code"], "not_found");
    assert_eq!(two.say(&["account", "rules", "office", "--remove", "notes"])["rules"], json!([]));
    assert_eq!(both_write(3), 1, "a person is asked again");
}

#[test]
fn who_would_be_new_here_can_be_held() {
    let Some((server, office, _)) = two_books() else { return };
    put(&server, &office, "grace.vcf", &person("Grace Hopper"));
    put(&server, &office, "mallory.vcf", &person("Mallory Moor"));
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &office);
    let slip = refused(&one, &["sync", "--hold", "malory.vcf"]);
    assert_eq!(slip["code"], "not_found");
    assert_eq!(one.everybody().len(), 0, "a slip lets nobody in");
    let rehearsed = one.say(&["sync", "--dry-run", "--hold", "mallory.vcf"]);
    let line = rehearsed["planned"].as_array().unwrap().iter().find(|line| line["left_out"] == true).unwrap();
    assert_eq!((&line["display"], &line["remote"]), (&json!("Mallory Moor"), &json!("mallory.vcf")));
    let report = one.say(&["sync", "--hold", "mallory.vcf"]);
    assert_eq!((&report["pulled"]["created"], &report["held"]), (&json!(1), &json!(1)));
    assert_eq!(one.sync()["held"], 1, "they come again as held");
    assert_eq!(one.everybody().into_keys().collect::<Vec<_>>(), ["Grace Hopper"]);
    assert_eq!(one.say(&["sync", "--let-in", "mallory.vcf"])["pulled"]["created"], 1);
    assert_eq!(one.everybody().len(), 2);
}

#[test]
fn what_cannot_be_read_is_named_in_the_log_and_keeps_nobody_back() {
    let Some((server, office, _)) = two_books() else { return };
    put(&server, &office, "grace.vcf", &person("Grace Hopper"));
    put(&server, &office, "empty.vcf", "BEGIN:VCARD\nVERSION:3.0\nUID:empty\nFN:\nN:;;;;\nNOTE:x\nEND:VCARD\n");
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &office);
    // Whoever calls the command hears that not everything went through.
    let output = satchel(&one.vault, &["sync"]).output().unwrap();
    assert!(!output.status.success());
    let report: Value = serde_json::from_slice(&output.stdout).unwrap();
    let failed = report["failed"].as_array().unwrap();
    assert_eq!((failed.len(), &failed[0]["reason"]), (1, &json!("unreadable")));
    assert_eq!((&report["end"], one.everybody().len()), (&json!("done"), 1));
    let log = one.say(&["sync-log"]);
    let run = log["runs"][0]["run"].to_string();
    let outcomes = one.say(&["sync-log", &run]);
    let outcome = &outcomes["outcomes"][0];
    assert_eq!((&outcome["remote"], &outcome["what"]), (&json!("empty.vcf"), &json!("unreadable")), "{outcomes}");
    assert!(outcome["words"].as_str().unwrap().contains("nobody"), "{outcomes}");
    assert!(!one.say(&["sync-log", &run, "--impersonal"]).to_string().contains("empty.vcf"));
}

#[test]
fn who_is_unsent_is_marked_where_they_are_found() {
    let Some((server, office, _)) = two_books() else { return };
    let folder = tempfile::tempdir().unwrap();
    let one = Laptop::new(folder.path(), "one", &office);
    for name in ["Ada", "Bo"] {
        one.add(name);
    }
    one.sync();
    one.set("Ada", &["title=Countess"]);
    let unsent = || -> Vec<(String, bool)> {
        let found = one.say(&["find", "test"]);
        let hits = found["hits"].as_array().unwrap().iter();
        let mut hits: Vec<(String, bool)> =
            hits.map(|hit| (hit["display"].as_str().unwrap().to_owned(), hit["unsent"] == true)).collect();
        hits.sort();
        hits
    };
    assert_eq!(unsent(), [("Ada Test".to_owned(), true), ("Bo Test".to_owned(), false)]);
    one.sync();
    assert!(unsent().iter().all(|(_, unsent)| !unsent));
    assert!(card_with(&server, &office, "FN:Ada Test").contains("Countess"));
}
