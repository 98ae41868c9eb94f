//! An import is killed at fifty random instants, from the start of its process to its end.

use std::fs::OpenOptions;
use std::path::Path;
use std::time::{Duration, Instant};

use satchel_tests::chance::Chance;

use super::vault::{Vault, csv, with_people};

/// Kills of each of two threads.
const KILLS: usize = 25;
/// Two chunks, and so two transactions where somebody waits to write.
const ROWS: usize = 2_300;

#[test]
fn an_import_killed_at_any_instant_ends_with_everybody_once() {
    let folder = tempfile::tempdir().unwrap();
    let (_book, template) = with_people(0);
    let file = folder.path().join("many.csv");
    std::fs::write(&file, csv(ROWS)).unwrap();
    let file = file.to_str().unwrap();
    let unkilled = template.copy(folder.path().join("unkilled"));
    let whole = unkilled.time(&["import", file]);
    let everybody = unkilled.people();
    assert_eq!(everybody.len(), ROWS);

    let mut chance = Chance::new();
    let mut threads = [chance.branch(), chance.branch()];
    std::thread::scope(|scope| {
        let threads = threads.iter_mut().enumerate().map(|(thread, chance)| {
            let (template, folder, everybody) = (&template, folder.path(), &everybody);
            scope.spawn(move || {
                let (mut killed, mut runs) = (0, 0);
                // How long it takes alone, and while somebody waits; corrected by those that ended before their kill.
                let mut lives = [whole * 5 / 4, whole * 3];
                while killed < KILLS {
                    runs += 1;
                    assert!(runs < KILLS * 4, "of {runs} imports only {killed} were killed, the others had ended");
                    let vault = template.copy(folder.join(format!("{thread}-{runs}")));
                    killed += usize::from(kill_once(&vault, file, chance, &mut lives));
                    let there = vault.people();
                    assert!(there.is_subset(everybody), "{:?}", there.difference(everybody).next());
                    go_on(&vault, file);
                    assert_eq!(&vault.people(), everybody);
                    vault.is_whole();
                    vault.is_tidy();
                    std::fs::remove_dir_all(vault.dir).unwrap();
                }
            })
        });
        threads.collect::<Vec<_>>().into_iter().for_each(|thread| thread.join().unwrap());
    });
}

/// Runs the import and kills it at some instant. In half of the runs somebody waits to write, so that each chunk is
/// committed by itself and a checkpoint is met in the middle.
fn kill_once(vault: &Vault, file: &str, chance: &mut Chance, lives: &mut [Duration; 2]) -> bool {
    let [alone, waited_for] = lives;
    let (waits, life) = if chance.toss() { (wait_to_write(&vault.dir), waited_for) } else { (None, alone) };
    let begun = Instant::now();
    let run = vault.run_for(chance.part_of(*life), &["import", file]);
    if !run.killed {
        *life = begun.elapsed();
    }
    drop(waits);
    vault.is_whole();
    run.killed
}

/// Stands in the queue of those who wait to write, until it is dropped.
fn wait_to_write(dir: &Path) -> Option<std::fs::File> {
    let path = dir.join("writers.lock");
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(path).unwrap();
    file.lock_shared().unwrap();
    Some(file)
}

/// Does what a person does afterwards: goes on with the job, or begins again where there was none yet.
fn go_on(vault: &Vault, file: &str) {
    let jobs = vault.answer(&["jobs"]);
    let Some(job) = jobs["jobs"].get(0) else {
        vault.answer(&["import", file]);
        return;
    };
    let created = match job["state"].as_str().unwrap() {
        "done" => return,
        "interrupted" => vault.answer(&["jobs", "resume", job["id"].as_str().unwrap()]),
        other => panic!("a killed import is {other}"),
    };
    assert_eq!((&created["read"], &created["created"]), (&ROWS.into(), &ROWS.into()));
    let batches = vault.answer(&["batches"]);
    assert_eq!(batches["batches"].as_array().unwrap().len(), 1, "one batch, however often it was begun");
}
