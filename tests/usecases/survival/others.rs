//! An edit, an undo, a backup, a reindex and the making of a vault are each killed at random instants.

use std::fs;

use satchel_tests::chance::Chance;
use serde_json::Value;

use super::vault::{Run, Vault, with_people};
use crate::kills::satchel;

const KILLS: usize = 10;
/// Undone at once, in one transaction.
const FEW: usize = 400;
/// More than are undone at once: a job in two steps.
const MANY: usize = 2_600;

/// Kills a command on copies of a vault at random instants of its life, and judges each.
fn kill_often(template: &Vault, words: &[&str], mut judge: impl FnMut(&Vault, Run)) {
    let folder = tempfile::tempdir().unwrap();
    let life = template.copy(folder.path().join("unkilled")).time(words) * 5 / 4;
    let mut chance = Chance::new();
    for nth in 0..KILLS {
        let vault = template.copy(folder.path().join(nth.to_string()));
        let run = vault.run_for(chance.part_of(life), words);
        vault.is_whole();
        judge(&vault, run);
        vault.is_tidy();
        fs::remove_dir_all(vault.dir).unwrap();
    }
}

#[test]
fn a_killed_edit_is_done_or_not_and_what_was_told_is_done() {
    let (_book, template) = with_people(FEW);
    let who = "p7@x.example";
    kill_often(&template, &["set", who, "title=Countess", "notes=met twice"], |vault, run| {
        let contact = vault.answer(&["show", who]);
        let told = run.said.is_some();
        let edited = contact["title"] == "Countess";
        assert!(edited || !told, "it was told and is not there");
        assert_eq!(contact["title"], if edited { "Countess" } else { "Buyer 7" });
        assert_eq!(contact["notes"], if edited { "met twice" } else { "" }, "half of the edit is there");
        let history = vault.answer(&["history", who]);
        let batches = history["entries"].as_array().unwrap();
        assert_eq!(batches.len(), if edited { 2 } else { 1 }, "the journal tells what is in the row");
        if edited {
            vault.answer(&["undo"]);
            assert_eq!(vault.answer(&["show", who])["title"], "Buyer 7");
        }
    });
}

#[test]
fn a_killed_undo_takes_back_all_or_nothing() {
    let (_book, template) = with_people(FEW);
    let import = last_batch(&template);
    kill_often(&template, &["undo", &import], |vault, run| {
        let left = vault.people().len();
        assert!(left == FEW || left == 0, "{left} of {FEW} are left");
        assert!(left == 0 || run.said.is_none(), "it was told and is not done");
        if left > 0 {
            vault.answer(&["undo", &import]);
        }
        assert_eq!(vault.people().len(), 0);
        vault.answer(&["redo"]);
        assert_eq!(vault.people().len(), FEW);
    });
}

#[test]
fn a_killed_undo_of_many_goes_on_to_the_same_end() {
    let (_book, template) = with_people(MANY);
    let import = last_batch(&template);
    kill_often(&template, &["undo", &import], |vault, _| {
        let jobs = vault.answer(&["jobs"]);
        // The import is a job as well.
        let undo = jobs["jobs"].as_array().unwrap().iter().find(|job| job["kind"] == "undo");
        match undo.map(|job| (job["state"].as_str().unwrap(), job["id"].as_str().unwrap())) {
            None => drop(vault.answer(&["undo", &import])),
            Some(("interrupted", id)) => drop(vault.answer(&["jobs", "resume", id])),
            Some((state, _)) => assert_eq!(state, "done"),
        }
        assert_eq!(vault.people().len(), 0);
        vault.is_whole();
        assert_eq!(vault.answer(&["batches"])["batches"].as_array().unwrap().len(), 2, "one undo");
    });
}

pub(super) fn last_batch(vault: &Vault) -> String {
    vault.answer(&["batches"])["batches"][0]["id"].as_str().unwrap().to_owned()
}

#[test]
fn a_killed_backup_leaves_the_old_one_or_the_new_one() {
    let (_book, template) = with_people(FEW);
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("kept.satchel-backup");
    let path = target.to_str().unwrap();
    template.answer(&["backup", path]);
    let mut new = 0;
    kill_often(&template, &["backup", path], |vault, run| {
        let restored = folder.path().join("restored");
        let answer = vault.answer(&["restore-backup", path, restored.to_str().unwrap()]);
        assert_eq!(answer["contacts"], FEW);
        fs::remove_dir_all(restored).unwrap();
        new += usize::from(run.said.is_some());
    });
    template.answer(&["backup", path]);
    let beside = fs::read_dir(folder.path()).unwrap().count();
    assert_eq!(beside, 1, "the next backup takes away what killed ones left; {new} of {KILLS} had ended");
}

#[test]
fn a_killed_restore_leaves_no_half_vault() {
    let (_book, template) = with_people(FEW);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.satchel-backup").to_string_lossy().into_owned();
    template.answer(&["backup", &path]);
    let restored = folder.path().join("restored");
    let mut killed = 0;
    kill_often(&template, &["restore-backup", &path, restored.to_str().unwrap()], |vault, run| {
        killed += usize::from(run.said.is_none());
        if !restored.exists() {
            let answer = vault.answer(&["restore-backup", &path, restored.to_str().unwrap()]);
            assert_eq!(answer["contacts"], FEW);
        }
        let there = Vault { dir: restored.clone() };
        assert_eq!(there.answer(&["list", "--limit", "1"])["total"], FEW);
        assert_eq!(there.answer(&["doctor"])["ok"], true, "nobody else can look into it either");
        fs::remove_dir_all(&restored).unwrap();
        let left: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left, ["kept.satchel-backup"], "what a killed one left is gone with the next");
    });
    assert!(killed > 0, "none of {KILLS} was killed before its end");
}

#[test]
fn a_killed_reindex_leaves_everybody_to_be_found() {
    let (_book, template) = with_people(FEW);
    kill_often(&template, &["reindex"], |vault, _| {
        let found = vault.answer(&["search", "person399"]);
        assert_eq!((&found["total"], &found["behind"]), (&1.into(), &0.into()));
        let found = vault.answer(&["search", "miller7", "--limit", "1"]);
        assert_eq!(found["behind"], 0);
    });
}

#[test]
fn a_vault_that_was_killed_while_it_was_made_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let make = |name: &str| {
        let vault = Vault { dir: folder.path().join(name) };
        let mut command = satchel(&vault.dir, &["init"]);
        command.env("SATCHEL_PASSPHRASE", crate::book::PASSPHRASE);
        (vault, command)
    };
    let begun = std::time::Instant::now();
    let (_, mut command) = make("unkilled");
    assert!(command.output().unwrap().status.success());
    let life = begun.elapsed() * 5 / 4;
    let mut chance = Chance::new();
    for nth in 0..KILLS {
        let (vault, _) = make(&nth.to_string());
        let run = vault.run_for(chance.part_of(life), &["init"]);
        match vault.ask(&["init"]) {
            // There was none, or none that was finished.
            Ok(made) => {
                assert!(run.said.is_none(), "a vault whose code was shown was made anew");
                assert!(made["recovery_code"].is_string());
            }
            // It was finished; if its code was not shown, a new one is.
            Err(error) => {
                assert_eq!(error["code"], "vault_exists");
                let renewed: Value = vault.answer(&["call", "vault_recovery_renew", "{}"]);
                assert!(renewed["recovery_code"].is_string());
            }
        }
        vault.is_whole();
        vault.answer(&["add", "given=Ada"]);
        assert_eq!(vault.people().len(), 1);
    }
}
