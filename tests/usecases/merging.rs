//! Merging by hand with the command: seen before it happens, found by either name afterwards, parted by undo.

use serde_json::Value;

use crate::kills::{answer, satchel};

fn texts<'a>(rows: &'a Value, part: &str) -> Vec<&'a str> {
    rows.as_array().into_iter().flatten().filter_map(|row| row[part].as_str()).collect()
}

#[test]
fn two_that_are_one_are_merged_and_parted() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let add = |words: &[&str]| {
        let made = answer(&vault, &[&["add"], words].concat());
        made["id"].as_str().unwrap().to_owned()
    };
    let ada = add(&["given=Ada", "family=Lovelace", "email=ada@x.example", "company=Engines", "title=Analyst"]);
    let king = add(&["given=Augusta", "family=King", "email=king@x.example", "phone=+44 20 7946 0958", "notes=tea"]);

    let shown = answer(&vault, &["merge", &ada, &king, "--take", &format!("family={king}"), "--dry-run"]);
    assert_eq!(texts(&shown["records"], "display"), ["Ada Lovelace", "Augusta King"]);
    let given = shown["fields"].as_array().unwrap().iter().find(|field| field["path"] == "given").unwrap();
    assert_eq!((&given["relation"], &given["result"]), (&"different".into(), &"Ada".into()));
    assert_eq!(answer(&vault, &["show", &king])["family"], "King", "a dry run changes nothing");

    let merged = answer(&vault, &["merge", &ada, &king, "--take", &format!("family={king}")]);
    assert_eq!((&merged["id"], &merged["ended"]), (&ada.as_str().into(), &1.into()));
    for id in [ada.as_str(), king.as_str(), "king@x.example"] {
        let one = answer(&vault, &["show", id]);
        assert_eq!((&one["id"], &one["display"]), (&ada.as_str().into(), &"Ada King".into()), "{id}");
        assert_eq!(texts(&one["emails"], "value"), ["ada@x.example", "king@x.example"]);
    }
    assert_eq!(answer(&vault, &["list"])["total"], 1);
    assert_eq!(answer(&vault, &["list", "--trash"])["total"], 0);
    let found = answer(&vault, &["search", "augusta"]);
    assert_eq!(found["hits"].as_array().unwrap().len(), 0, "who ended is not found by a name that nobody has");
    assert_eq!(answer(&vault, &["search", "7946 0958"])["hits"][0]["id"], ada.as_str());

    answer(&vault, &["set", &king, "title=Countess"]);
    let undone = answer(&vault, &["undo", merged["batch"].as_str().unwrap()]);
    assert_eq!(undone["failed"].as_array().unwrap().len(), 0, "{undone}");
    assert_eq!(answer(&vault, &["show", &king])["display"], "Augusta King");
    let first = answer(&vault, &["show", &ada]);
    assert_eq!((&first["display"], &first["title"]), (&"Ada Lovelace".into(), &"Countess".into()));
    assert_eq!(answer(&vault, &["search", "augusta"])["hits"][0]["id"], king.as_str());
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
}

#[test]
fn what_cannot_be_merged_is_refused_with_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    let id = answer(&vault, &["add", "given=Ada"])["id"].as_str().unwrap().to_owned();
    let other = answer(&vault, &["add", "given=Bob"])["id"].as_str().unwrap().to_owned();
    for (words, sentence) in [
        (vec!["merge", &id, &id], "named twice"),
        (vec!["merge", &id, &other, "--take", "title"], "FIELD=ID"),
        (vec!["merge", &id, &other, "--take", "bogus="], "no such contact"),
    ] {
        let output = satchel(&vault, &words).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr).to_lowercase();
        assert_eq!(output.status.code(), Some(1), "{words:?}: {error}");
        assert!(error.contains(&sentence.to_lowercase()), "{words:?}: {error}");
    }
    answer(&vault, &["delete", &other]);
    let output = satchel(&vault, &["merge", &id, &other]).output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("trash"));
}
