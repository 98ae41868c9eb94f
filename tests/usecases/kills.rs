//! The importing process is killed; the vault opens, nothing is half, and the import goes on to the same end.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

pub(crate) fn satchel(vault: &Path, words: &[&str]) -> Command {
    let program = std::env::var_os("SATCHEL_BIN").expect("SATCHEL_BIN names the satchel command: run cargo xtask test");
    let mut command = Command::new(program);
    command.arg("--vault").arg(vault).arg("--json").args(words).env("SATCHEL_PASSPHRASE", "secret");
    command
}

pub(crate) fn answer(vault: &Path, words: &[&str]) -> Value {
    let output = satchel(vault, words).output().unwrap();
    assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Waits until the import has committed something, then kills it.
fn kill_in_the_middle(vault: &Path, mut import: Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(60) {
        if import.try_wait().unwrap().is_some() {
            return false;
        }
        if answer(vault, &["list", "--limit", "1"])["total"].as_i64().unwrap() > 0 {
            import.kill().unwrap();
            import.wait().unwrap();
            return true;
        }
    }
    panic!("the import never wrote anything");
}

#[test]
fn a_killed_import_is_resumed_to_the_same_end() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    // In an encoding and with a delimiter that nobody would guess: what was chosen holds until the end.
    let mut csv = b"First Name~Last Name~E-mail~Company\n".to_vec();
    for row in 0..150_000 {
        csv.extend(format!("Person{row}~M").bytes().chain([0x9F]));
        csv.extend(format!("ller{}~p{row}@x.example~Company {}\n", row % 97, row % 31).bytes());
    }
    let file = folder.path().join("many.csv");
    std::fs::write(&file, csv).unwrap();
    let chosen = ["--encoding", "macintosh", "--delimiter", "~"];
    let import = satchel(&vault, &[&["import", file.to_str().unwrap()], chosen.as_slice()].concat())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    assert!(kill_in_the_middle(&vault, import), "the import ended before it could be killed");
    std::fs::remove_file(&file).unwrap();
    let jobs = answer(&vault, &["jobs"]);
    assert_eq!(jobs["jobs"][0]["state"], "interrupted");
    let so_far = answer(&vault, &["list", "--limit", "1"])["total"].as_i64().unwrap();
    assert_eq!(jobs["jobs"][0]["done"].as_i64().unwrap(), so_far, "rows and checkpoint agree");
    assert_eq!(answer(&vault, &["doctor"])["ok"], true);
    let id = jobs["jobs"][0]["id"].as_str().unwrap().to_owned();
    let report = answer(&vault, &["jobs", "resume", &id]);
    assert_eq!((report["read"].as_i64(), report["created"].as_i64()), (Some(150_000), Some(150_000)));
    let last = answer(&vault, &["search", "person149999"]);
    assert_eq!((&last["total"], &last["hits"][0]["display"]), (&1.into(), &"Person149999 Müller37".into()));
    assert_eq!(answer(&vault, &["list", "--limit", "1"])["total"], 150_000);
    let batches = answer(&vault, &["batches"]);
    assert_eq!(batches["batches"].as_array().unwrap().len(), 1, "one batch, however often it was begun");
}
