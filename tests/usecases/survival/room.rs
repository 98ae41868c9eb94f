//! A disk with little or no room left, while each command works on it.
//!
//! The disk is a tmpfs, which takes the right to mount one. Where that is missing, the test says so and nothing else.

use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::others::last_batch;
use super::vault::{Vault, csv, with_people};

const SIZE: &str = "size=32m";
/// What is left free, in bytes: from nothing at all to enough for some of the work.
const ROOM: [usize; 6] = [0, 48 << 10, 160 << 10, 400 << 10, 1 << 20, 3 << 20];
const PEOPLE: usize = 400;
const MORE: usize = 2_300;

/// A small disk; it is unmounted when it is dropped.
struct Disk {
    dir: tempfile::TempDir,
}

impl Disk {
    fn mount() -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", SIZE, "tmpfs"]).arg(dir.path()).output();
        mounted.is_ok_and(|output| output.status.success()).then_some(Self { dir })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    /// Fills it but for `room` bytes, and gives the file that does it.
    fn fill(&self, room: usize) -> PathBuf {
        let ballast = self.path("ballast");
        let mut file = File::create(&ballast).unwrap();
        let mut filled = 0;
        while let Ok(more @ 1..) = file.write(&[0; 4096]) {
            filled += more;
        }
        file.set_len(filled.saturating_sub(room) as u64).unwrap();
        ballast
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("--lazy").arg(self.dir.path()).status();
    }
}

/// Runs a command with less and less in its way, and judges what a person finds once there is room again.
fn in_little_room(
    mut words: impl FnMut(&Disk) -> Vec<String>,
    mut judge: impl FnMut(&Vault, &[&str], Result<Value, Value>),
) {
    let (_book, template) = with_people(PEOPLE);
    let mut refused = 0;
    for room in ROOM {
        let Some(disk) = Disk::mount() else {
            let _ = writeln!(std::io::stderr(), "not run: no tmpfs can be mounted here");
            return;
        };
        let vault = template.copy(disk.path("vault"));
        let words = words(&disk);
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let ballast = disk.fill(room);
        let answer = vault.ask(&words);
        if let Err(error) = &answer {
            // What stops a job is told by a sentence only.
            let told = error["message"].as_str().is_some_and(|message| message.contains("disk is full"));
            assert!(told || error["code"] == "disk_full", "{room} bytes of room: {error}");
            assert!(error["hint"].as_str().is_some_and(|hint| !hint.is_empty()), "{error}");
            refused += 1;
        }
        fs::remove_file(ballast).unwrap();
        vault.is_whole();
        judge(&vault, &words, answer);
        vault.is_whole();
        vault.is_tidy();
    }
    assert!(refused > 0, "it needs no room at all");
}

fn typed(words: &[&str]) -> Vec<String> {
    words.iter().map(|&word| word.to_owned()).collect()
}

#[test]
fn an_edit_without_room_is_refused_and_done_later() {
    let words = ["set", "p7@x.example", "title=Countess"];
    in_little_room(
        |_| typed(&words),
        |vault, words, answer| {
            let title = vault.answer(&["show", words[1]])["title"].clone();
            assert_eq!(title, if answer.is_ok() { "Countess" } else { "Buyer 7" });
            vault.answer(words);
            assert_eq!(vault.answer(&["show", words[1]])["title"], "Countess");
        },
    );
}

#[test]
fn an_undo_without_room_is_refused_and_done_later() {
    let mut import = None;
    in_little_room(
        |disk| {
            let import = import.get_or_insert_with(|| last_batch(&Vault { dir: disk.path("vault") }));
            typed(&["undo", import])
        },
        |vault, words, answer| {
            assert_eq!(vault.people().len(), if answer.is_ok() { 0 } else { PEOPLE });
            if answer.is_err() {
                vault.answer(words);
            }
            assert_eq!(vault.people().len(), 0);
        },
    );
}

#[test]
fn a_backup_without_room_is_refused_and_leaves_the_old_one() {
    in_little_room(
        |disk| typed(&["backup", disk.path("vault/kept.satchel-backup").to_str().unwrap()]),
        |vault, words, answer| {
            assert_eq!(Path::new(words[1]).exists(), answer.is_ok());
            vault.answer(words);
            let restored = tempfile::tempdir().unwrap();
            let to = restored.path().join("vault");
            assert_eq!(vault.answer(&["restore-backup", words[1], to.to_str().unwrap()])["contacts"], PEOPLE);
        },
    );
}

#[test]
fn a_file_without_room_is_refused_and_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("scan.bin");
    let bytes: Vec<u8> = (0..500_000_u32).flat_map(u32::to_le_bytes).collect();
    fs::write(&file, &bytes).unwrap();
    let sealed = |vault: &Vault| {
        let files = fs::read_dir(vault.dir.join("files")).into_iter().flatten().flatten();
        files.filter(|entry| entry.path().extension().is_some_and(|end| end == "attached")).count()
    };
    in_little_room(
        |_| typed(&["attach", "p7@x.example", file.to_str().unwrap()]),
        |vault, words, answer| {
            assert_eq!(sealed(vault), usize::from(answer.is_ok()), "all of it, or nothing");
            if answer.is_err() {
                vault.answer(words);
            }
            let to = folder.path().join("out.bin");
            vault.answer(&["attached", words[1], "--save", "scan.bin", "--to", to.to_str().unwrap()]);
            assert_eq!((sealed(vault), fs::read(to).unwrap() == bytes), (1, true));
        },
    );
}

#[test]
fn an_index_without_room_lags_and_is_made_later() {
    in_little_room(
        |_| typed(&["reindex"]),
        |vault, words, answer| {
            if answer.is_err() {
                vault.answer(words);
            }
            let found = vault.answer(&["search", "person399"]);
            assert_eq!((&found["total"], &found["behind"]), (&1.into(), &0.into()));
        },
    );
}

#[test]
fn an_import_without_room_stops_and_goes_on_to_the_same_end() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("many.csv");
    fs::write(&file, csv(MORE)).unwrap();
    in_little_room(
        |_| typed(&["import", file.to_str().unwrap()]),
        |vault, words, _| {
            let jobs = vault.answer(&["jobs"]);
            let job = jobs["jobs"].as_array().unwrap().iter().find(|job| job["state"] == "interrupted");
            match job {
                Some(job) => drop(vault.answer(&["jobs", "resume", job["id"].as_str().unwrap()])),
                None => drop(vault.ask(words)),
            }
            assert_eq!(vault.people().len(), MORE, "the first {PEOPLE} of the file were here already");
            assert_eq!(vault.answer(&["search", "person2299"])["total"], 1);
        },
    );
}
