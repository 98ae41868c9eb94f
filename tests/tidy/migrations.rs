//! Migrations are for ever: their names sort by time, their bytes are the same on every system.

use std::collections::BTreeSet;
use std::fs;

use crate::tree::assert_none;

#[test]
fn migrations_are_named_by_time_noun_and_verb_and_have_unix_line_ends() {
    let mut findings = Vec::new();
    let mut times = BTreeSet::new();
    let applied = fs::read_to_string(satchel_tests::root().join("crates/store/src/migrate.rs")).unwrap();
    for entry in fs::read_dir(satchel_tests::root().join("migrations")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().and_then(|name| name.to_str()).unwrap().to_owned();
        let Some((time, rest)) = name.strip_suffix(".sql").and_then(|stem| stem.split_once('_')) else {
            findings.push(format!("{name}: not YYYYMMDDHHMMSS_noun_verb.sql"));
            continue;
        };
        let words: Vec<&str> = rest.split('_').collect();
        let is_word = |word: &&str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
        if !is_time(time) || words.len() < 2 || !words.iter().all(is_word) {
            findings.push(format!("{name}: not YYYYMMDDHHMMSS_noun_verb.sql"));
        }
        if !applied.contains(&format!("({time}, \"{rest}\")")) {
            findings.push(format!("{name}: no vault gets it, because crates/store/src/migrate.rs does not name it"));
        }
        if !times.insert(time.to_owned()) {
            findings.push(format!("{name}: another migration has the same time"));
        }
        let text = fs::read(&path).unwrap();
        if text.contains(&b'\r') || !text.ends_with(b"\n") {
            findings.push(format!("{name}: LF line ends only"));
        }
    }
    assert!(!times.is_empty(), "there is no migration");
    assert_none("Migrations: name and bytes.", &findings);
}

fn is_time(time: &str) -> bool {
    let number = |from: usize, to: usize| time.get(from..to).and_then(|part| part.parse::<u32>().ok());
    time.len() == 14
        && number(0, 4).is_some_and(|year| (2026..2200).contains(&year))
        && number(4, 6).is_some_and(|month| (1..=12).contains(&month))
        && number(6, 8).is_some_and(|day| (1..=31).contains(&day))
        && number(8, 10).is_some_and(|hour| hour < 24)
        && number(10, 12).is_some_and(|minute| minute < 60)
        && number(12, 14).is_some_and(|second| second < 60)
}

#[test]
fn git_never_changes_the_bytes_of_a_migration() {
    let attributes = fs::read_to_string(satchel_tests::root().join(".gitattributes")).unwrap();
    assert!(attributes.lines().any(|line| line.trim() == "migrations/*.sql text eol=lf"));
}
