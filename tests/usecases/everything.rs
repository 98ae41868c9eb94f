//! Everything out and into a new vault: nothing differs but the journal.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use serde_json::Value;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::kills::{answer, satchel};

/// Entries of an archive by name.
type Entries = BTreeMap<String, Vec<u8>>;

fn entries(archive: &Path) -> Entries {
    let mut zip = ZipArchive::new(File::open(archive).unwrap()).unwrap();
    (0..zip.len())
        .map(|at| {
            let mut entry = zip.by_index(at).unwrap();
            let mut bytes = Vec::new();
            entry.read_to_end(&mut bytes).unwrap();
            (entry.name().unwrap().into_owned(), bytes)
        })
        .collect()
}

fn pack(archive: &Path, entries: &Entries) {
    let mut zip = ZipWriter::new(File::create(archive).unwrap());
    for (name, bytes) in entries {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
}

/// A vault with something of every kind in it.
fn full(folder: &Path) -> (PathBuf, Vec<String>) {
    let vault = folder.join("vault");
    let run = |words: &[&str]| answer(&vault, words);
    run(&["init"]);
    run(&["field", "add", "Budget", "--kind", "money", "--currency", "EUR"]);
    run(&["field", "add", "Fairs", "--kind", "multi_choice", "--option", "Spring", "--option", "Autumn"]);
    let add = |words: &[&str]| run(&[&["add"], words].concat())["id"].as_str().unwrap().to_owned();
    let ids = vec![
        add(&[
            "given=Ada",
            "family=Lovelace",
            "company=Engine Ltd",
            "title=Analyst",
            "tags=vip",
            "owner=Me",
            "emails+=work:ada@engine.example",
            "emails+=home:ada@home.example",
            "phone=+44 20 7946 0958",
            "links+=https://www.linkedin.com/in/ada",
            "birthday=--12-10",
            "notes=first\nprogrammer",
            "budget=12.50",
            "fairs=Spring, Autumn",
            "categories+=leads:hot",
            "do_not_call=yes",
            "time_zone=Europe/London",
        ]),
        add(&["given=Bob", "family=Byron", "company=Engine Ltd"]),
        add(&["given=Bobby", "family=Byron", "email=bob@x.example"]),
        add(&["given=Gone"]),
        add(&["given=Away"]),
    ];
    let file = folder.join("Offer, signed.txt");
    fs::write(&file, b"12,000 pounds").unwrap();
    run(&["attach", &ids[0], file.to_str().unwrap(), "--label", "offer"]);
    run(&["job-change", &ids[1], "--to", "Göttingen", "--title", "Clerk"]);
    run(&["company", "attach", "Göttingen", file.to_str().unwrap()]);
    run(&["relation", "add", &ids[0], "manager", &ids[1]]);
    run(&["merge", &ids[1], &ids[2]]);
    run(&["delete", &ids[3]]);
    run(&["archive", &ids[4]]);
    run(&["lock", &ids[0], "notes"]);
    run(&["consent", "give", &ids[0], "--purpose", "newsletter"]);
    run(&["lists", "create", "Fair", "--kind", "event"]);
    run(&["lists", "add", "Fair", &ids[0], "--status", "attended"]);
    run(&["lists", "create", "Leads", "--kind", "dynamic", "--filter", "tag=vip"]);
    run(&["view", "create", "Mine", "--filter", "owner=Me"]);
    run(&["favourites", "add", &ids[0]]);
    (vault, ids)
}

#[test]
fn a_new_vault_is_what_the_old_one_was() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, ids) = full(folder.path());
    let first = folder.path().join("all.zip");
    let done = answer(&vault, &["export-all", first.to_str().unwrap()]);
    assert_eq!((&done["contacts"], &done["files"], &done["missing"]), (&5.into(), &2.into(), &0.into()));
    let other = folder.path().join("other");
    answer(&other, &["init"]);
    let restored = answer(&other, &["restore-all", first.to_str().unwrap()]);
    assert_eq!((&restored["contacts"], &restored["files"]), (&2.into(), &2.into()));
    let second = folder.path().join("again.zip");
    answer(&other, &["export-all", second.to_str().unwrap()]);
    let (before, after) = (entries(&first), entries(&second));
    assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
    for (name, bytes) in before.iter().filter(|(name, _)| *name != "manifest.json") {
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        assert_eq!(text(bytes), text(&after[name]), "{name}");
        let filled = name.ends_with(".jsonl") && !bytes.is_empty();
        assert!(!filled || !text(bytes).contains("sort_"), "{name} has what follows from something else");
    }
    for table in
        ["contact", "affiliation", "relation", "list_member", "custom_value", "contact_consent", "privacy_lock"]
    {
        assert!(!before[&format!("tables/{table}.jsonl")].is_empty(), "{table}");
    }
    // What the command shows is the same as well, and it can be found.
    let shown = |vault: &Path, id: &str| {
        let mut contact = answer(vault, &["show", id]);
        contact.as_object_mut().unwrap().remove("seq");
        contact
    };
    for id in &ids {
        assert_eq!(shown(&other, id), shown(&vault, id));
    }
    assert_eq!(shown(&other, &ids[2])["id"], ids[1].as_str(), "a merged one leads to the survivor");
    assert_eq!(answer(&other, &["search", "lovelace"])["hits"][0]["id"], ids[0].as_str());
    assert_eq!(answer(&other, &["list"])["contacts"], answer(&vault, &["list"])["contacts"], "in the same order");
    for words in [&["lists"][..], &["view"], &["favourites"], &["lists", "show", "Fair"], &["field", "list"]] {
        assert_eq!(answer(&other, words), answer(&vault, words), "{words:?}");
    }
    let out = folder.path().join("out.txt");
    answer(&other, &["attached", &ids[0], "--save", "Offer, signed.txt", "--to", out.to_str().unwrap()]);
    assert_eq!(fs::read(&out).unwrap(), b"12,000 pounds");
    let again = folder.path().join("company.txt");
    let words = ["company", "attached", "Göttingen", "--save", "Offer, signed.txt", "--to", again.to_str().unwrap()];
    answer(&other, &words);
    assert_eq!(fs::read(again).unwrap(), b"12,000 pounds");
    assert_eq!(answer(&other, &["doctor"])["ok"], true);
}

#[test]
fn an_archive_that_is_none_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let (vault, _) = full(folder.path());
    let whole = folder.path().join("all.zip");
    answer(&vault, &["export-all", whole.to_str().unwrap()]);
    let other = folder.path().join("other");
    answer(&other, &["init"]);
    let refused = |vault: &Path, archive: &Path| -> Value {
        let output = satchel(vault, &["restore-all", archive.to_str().unwrap()]).output().unwrap();
        assert_eq!(output.status.code(), Some(1));
        serde_json::from_slice(&output.stderr).unwrap()
    };
    assert_eq!(refused(&vault, &whole)["message"], "The vault is not empty.");
    let bad = folder.path().join("bad.zip");
    let good = entries(&whole);
    let with = |change: &dyn Fn(&mut Entries)| {
        let mut entries = good.clone();
        change(&mut entries);
        pack(&bad, &entries);
        refused(&other, &bad)["message"].as_str().unwrap().to_owned()
    };
    let none = "This is not a whole archive of Satchel.";
    assert_eq!(with(&|entries| drop(entries.remove("manifest.json"))), none);
    assert_eq!(with(&|entries| drop(entries.remove("tables/contact.jsonl"))), none);
    let newer = with(&|entries| {
        let manifest = entries.get_mut("manifest.json").unwrap();
        *manifest = String::from_utf8_lossy(manifest).replace("\"version\": 1", "\"version\": 2").into_bytes();
    });
    assert_eq!(newer, "This archive was made by a newer Satchel.");
    let broken = with(&|entries| entries.get_mut("tables/contact.jsonl").unwrap().extend(b"{\"given\":\n"));
    assert_eq!(broken, "tables/contact.jsonl cannot be taken from line 6 on: a row there is none of this table.");
    let short = with(&|entries| {
        let rows = entries.get_mut("tables/contact.jsonl").unwrap();
        let first = rows.iter().position(|byte| *byte == b'\n').unwrap();
        rows.drain(..=first);
    });
    assert_eq!(short, "tables/contact.jsonl has 4 rows, and the archive should have 5.");
    let nobody = with(&|entries| {
        let rows = entries.get_mut("tables/contact_email.jsonl").unwrap();
        *rows = String::from_utf8_lossy(rows).replace("\"contact\":\"0", "\"contact\":\"f").into_bytes();
    });
    assert!(nobody.starts_with("tables/contact_email.jsonl cannot be taken from line 1 on"), "{nobody}");
    fs::write(&bad, &fs::read(&whole).unwrap()[..2_000]).unwrap();
    assert_eq!(refused(&other, &bad)["message"], none);
    assert_eq!(answer(&other, &["list"])["total"], 0);
    assert_eq!(answer(&other, &["restore-all", whole.to_str().unwrap()])["contacts"], 2, "it can still be filled");
}
