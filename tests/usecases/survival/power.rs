//! The power is cut at random instants of a vault's life: whatever was acknowledged is there.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use satchel_tests::chance::Chance;
use satchel_tests::power::{Disk, Kept, Recorder};

use super::vault::{Vault, csv};

const CUTS: usize = 30;
const IMPORTED: usize = 300;

/// What everybody was once a command was done, and how many steps that had taken.
struct Done {
    steps: usize,
    people: BTreeSet<String>,
}

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    if !Recorder::works() {
        let _ = writeln!(std::io::stderr(), "NOT TESTED: power cuts; strace is absent or may not record here");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let vault = Vault { dir: folder.path().join("vault") };
    let mut recorder = Recorder::new(&vault.dir, &folder.path().join("log"));
    let life = live(&vault, &mut recorder, folder.path());

    let mut chance = Chance::new();
    let cuts = (0..CUTS).map(|_| chance.below(recorder.steps.len())).collect::<Vec<_>>();
    // And in the moment in which each was acknowledged.
    for (nth, at) in life.iter().map(|done| done.steps).chain(cuts).enumerate() {
        let kept = if nth % 3 == 2 { Kept::Some } else { Kept::Nothing };
        let left = Vault { dir: folder.path().join(nth.to_string()) };
        Disk::after(&recorder.steps[..at]).cut(kept, &mut chance, &vault.dir, &left.dir).unwrap();
        private(&left.dir);
        judge(&left, at, &life);
        fs::remove_dir_all(left.dir).unwrap();
    }
}

/// Makes a vault and works with it, recorded.
fn live(vault: &Vault, recorder: &mut Recorder, folder: &Path) -> Vec<Done> {
    let file = folder.join("people.csv");
    fs::write(&file, csv(IMPORTED)).unwrap();
    let commands: [&[&str]; 8] = [
        &["init"],
        &["add", "given=Ada", "emails=ada@x.example"],
        &["add", "given=Grace", "emails=grace@x.example", "company=Navy"],
        &["set", "ada@x.example", "title=Countess"],
        &["import", file.to_str().unwrap()],
        &["delete", "grace@x.example"],
        &["undo"],
        &["set", "p7@x.example", "title=Lady"],
    ];
    let work = |words: &&[&str]| {
        let output = recorder.run(&vault.command(words)).unwrap();
        assert!(output.status.success(), "{words:?}: {}", String::from_utf8_lossy(&output.stderr));
        // Looking at it goes unrecorded, on a copy: it would sync what the command did not.
        let looked_at = vault.copy(folder.join("looked-at"));
        let people = looked_at.people();
        fs::remove_dir_all(looked_at.dir).unwrap();
        Done { steps: recorder.steps.len(), people }
    };
    commands.iter().map(work).collect()
}

/// Everybody is as the last acknowledged command left them, or as the next one does.
fn judge(left: &Vault, at: usize, life: &[Done]) {
    let acknowledged = life.iter().take_while(|done| done.steps <= at).count();
    let Some(last) = acknowledged.checked_sub(1).map(|nth| &life[nth]) else {
        // A vault in the making is one already, or none yet and can be made.
        if left.ask(&["doctor"]).is_err() {
            left.answer(&["init"]);
        }
        left.is_whole();
        return;
    };
    left.is_whole();
    let people = left.people();
    let next = life.get(acknowledged).unwrap_or(last);
    let lost: Vec<&String> = last.people.difference(&people).filter(|person| next.people.contains(*person)).collect();
    assert!(lost.is_empty(), "cut after step {at}: lost {lost:?}");
    let strange: Vec<&String> =
        people.iter().filter(|person| !last.people.contains(*person) && !next.people.contains(*person)).collect();
    assert!(strange.is_empty(), "cut after step {at}: {strange:?}");
}

/// Only its owner may read it, as it was.
fn private(dir: &Path) {
    let mut folders: Vec<PathBuf> = vec![dir.to_path_buf()];
    while let Some(folder) = folders.pop() {
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700)).unwrap();
        folders.extend(fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).filter(|path| path.is_dir()));
    }
}
