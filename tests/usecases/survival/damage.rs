//! Bits that flip in the database, and files of the index that are lost, cut short or written over.

use std::fs::{self, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use satchel_tests::chance::Chance;
use serde_json::Value;

use super::vault::{Vault, with_people};
use crate::book::Book;

const PEOPLE: usize = 400;
const FLIPS: usize = 10;

#[test]
fn a_bit_that_flipped_is_named_and_the_newest_backup_brings_all_back() {
    let folder = tempfile::tempdir().unwrap();
    let (_book, template) = with_people(PEOPLE);
    let (older, newest) = (folder.path().join("older.satchel-backup"), folder.path().join("new one.satchel-backup"));
    for backup in [&older, &newest] {
        template.answer(&["backup", backup.to_str().unwrap()]);
    }
    let everybody = template.people();
    let mut chance = Chance::new();
    for nth in 0..FLIPS {
        let vault = template.copy(folder.path().join(nth.to_string()));
        flip(&vault.dir.join("satchel.db"), &mut chance);
        let offered = offer(&vault);
        assert!(offered.contains(&format!("'{}'", newest.display())), "{offered}");
        fs::remove_dir_all(vault.dir).unwrap();
    }
    let restored = Vault { dir: folder.path().join("restored") };
    template.answer(&["restore-backup", newest.to_str().unwrap(), restored.dir.to_str().unwrap()]);
    assert_eq!(restored.people(), everybody);

    // Without the newest, the one before it; without any, that is said.
    fs::remove_file(&newest).unwrap();
    flip(&template.dir.join("satchel.db"), &mut chance);
    assert!(offer(&template).contains(older.to_str().unwrap()));
    fs::remove_file(&older).unwrap();
    assert!(offer(&template).contains("knows of none"));
}

/// Flips one bit somewhere.
fn flip(path: &Path, chance: &mut Chance) {
    let mut file = OpenOptions::new().read(true).write(true).open(path).unwrap();
    let at = chance.below(usize::try_from(file.metadata().unwrap().len()).unwrap()) as u64;
    let mut byte = [0];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut byte).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&[byte[0] ^ (1 << chance.below(8))]).unwrap();
}

/// What the doctor offers for the damage that it finds, which it must.
fn offer(vault: &Vault) -> String {
    let output = vault.command(&["doctor"]).output().unwrap();
    let doctor: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(doctor["ok"], false, "{doctor}");
    let checks = doctor["checks"].as_array().unwrap();
    let found = checks.iter().find(|check| check["name"] == "database" && check["ok"] == false);
    let found = found.unwrap_or_else(|| panic!("the damage is not named: {doctor}"));
    assert!(found["detail"].as_str().is_some_and(|detail| !detail.is_empty()));
    found["hint"].as_str().unwrap().to_owned()
}

#[test]
fn whatever_happens_to_a_file_of_the_index_everybody_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let (_book, template) = with_people(PEOPLE);
    let mut chance = Chance::new();
    let harms: [fn(&Path, &mut Chance); 4] = [
        |path, _| fs::remove_file(path).unwrap(),
        |path, _| OpenOptions::new().write(true).open(path).unwrap().set_len(0).unwrap(),
        |path, _| {
            let file = OpenOptions::new().write(true).open(path).unwrap();
            file.set_len(file.metadata().unwrap().len() / 2).unwrap();
        },
        |path, chance| {
            let scribble: Vec<u8> = (0..4_096).map(|_| chance.below(256).to_le_bytes()[0]).collect();
            fs::write(path, scribble).unwrap();
        },
    ];
    for (nth, harmed) in files(&template.dir.join("index")).iter().enumerate() {
        let harm = harms[nth % harms.len()];
        let vault = template.copy(folder.path().join(nth.to_string()));
        harm(&vault.dir.join(harmed.strip_prefix(&template.dir).unwrap()), &mut chance);
        found(&vault);
        fs::remove_dir_all(vault.dir).unwrap();
    }
    for (nth, harm) in harms.into_iter().enumerate() {
        let vault = template.copy(folder.path().join(format!("all-{nth}")));
        files(&vault.dir.join("index")).iter().for_each(|path| harm(path, &mut chance));
        found(&vault);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_index_that_is_harmed_while_the_vault_is_open_comes_back_by_itself() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada"]).await;
    let harms: [fn(&Path); 3] = [
        |path| fs::write(path, b"scribble").unwrap(),
        |path| fs::write(path, b"").unwrap(),
        |path| {
            fs::remove_file(path).unwrap();
        },
    ];
    for (nth, harm) in (1..).zip(harms) {
        assert_eq!(book.find("ada").await.total, nth);
        files(&book.dir().join("index")).iter().filter(|path| is_of_the_index(path)).for_each(|path| harm(path));
        book.add(&["given=Ada"]).await;
        let found = book.find("ada").await;
        assert_eq!((found.total, found.behind), (nth + 1, 0));
    }
}

/// Not a lock, and not what tells the key.
fn is_of_the_index(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension != "lock" && extension != "check")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// The first search may be behind while the index is made anew; the doctor waits for it.
fn found(vault: &Vault) {
    vault.is_whole();
    for (query, total) in [("person399", 1), ("person39", 11)] {
        let found = vault.answer(&["search", query]);
        assert_eq!((&found["total"], &found["behind"]), (&total.into(), &0.into()), "{query}");
    }
}
