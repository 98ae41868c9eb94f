//! What a large vault is asked for on a day and at its end: pages of the list, an edit, a backup, the undo of all; and
//! what it takes on disk. Each against what it is compared with, in the same run.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

use super::import::{data, into_vault, satchel};
use super::measure::measure;
use super::{baseline, told};
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Imports once and works on what came of it.
pub(crate) fn run(layout: &Layout, rows: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let built = build::measured(layout)?;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let (vault, backup, copy) = (dir.path().join("vault"), dir.path().join("backup"), dir.path().join("copy"));
    let mut table = Table::new(rows);

    let plain = baseline::import(&csv, dir.path())?;
    let import = into_vault(&built.command, &csv, &vault)?;
    table.ratio("import until searchable", "sqlite3 .import and three indexes", import.seconds, plain.seconds);
    table.plain("peak memory of the import", import.peak as f64 / 1e6, "MB");

    let work = Program::new(layout, &built.work_times.to_string_lossy(), &[&*vault.to_string_lossy()])
        .env("SATCHEL_PASSPHRASE", super::import::PASSPHRASE);
    let work = told(work)?;
    let contacts = work["display"]["contacts"].as_f64().unwrap_or(f64::NAN);
    let (database, index) = (bytes(&vault.join("satchel.db"))?, bytes(&vault.join("index"))?);
    table.plain("contacts", contacts, "");
    table.plain("database a contact", database as f64 / contacts, "bytes");
    table.plain("search index a contact", index as f64 / contacts, "bytes");
    table.times(&work);

    let mut back_up = satchel(&built.command, &vault);
    let back_up = measure(back_up.args(["--json", "backup"]).arg(&backup))?;
    // The baseline writes as many bytes to the same disk, and waits for them too.
    let mut cp = Command::new("sh");
    let cp = measure(cp.args(["-c", "cp \"$1\" \"$2\" && sync \"$2\"", "sh"]).arg(&backup).arg(&copy))?;
    table.ratio("backup", "cp and sync of the same bytes", back_up.seconds, cp.seconds);
    table.plain("backup a contact", bytes(&backup)? as f64 / contacts, "bytes");

    let batch = import_batch(&built.command, &vault)?;
    let mut undo = satchel(&built.command, &vault);
    let undo = measure(undo.args(["--json", "undo", &batch]))?;
    table.ratio("undo of the import", "its import", undo.seconds, import.seconds);
    table.print();
    Ok(())
}

/// The batch that made the contacts.
fn import_batch(command: &Path, vault: &Path) -> Result<String, Failure> {
    let program = command.to_string_lossy().into_owned();
    let output = satchel(command, vault)
        .args(["--json", "batches", "--limit", "1000"])
        .output()
        .map_err(|source| Failure::Start { program, source })?;
    let listed: Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    let batches = listed["batches"].as_array().into_iter().flatten();
    let largest = batches.max_by_key(|batch| batch["created"].as_i64());
    largest
        .and_then(|batch| batch["id"].as_str())
        .map(str::to_owned)
        .ok_or_else(|| Failure::Because("The bench's import is in no batch.".to_owned()))
}

/// The size of a file, or of all files in a folder.
fn bytes(path: &PathBuf) -> Result<u64, Failure> {
    let metadata = fs::metadata(path).map_err(Failure::file(path))?;
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    let entries = fs::read_dir(path).map_err(Failure::file(path))?;
    entries.flatten().map(|entry| bytes(&entry.path())).sum()
}

/// Lines of a table that can be pasted into docs/performance.md.
struct Table(Vec<String>);

impl Table {
    fn new(rows: u64) -> Self {
        let title = format!("\nA vault of {rows} generated contacts\n");
        Self(vec![title, "| what | measured | of |".to_owned(), "|---|---:|---|".to_owned()])
    }

    fn ratio(&mut self, what: &str, of: &str, ours: f64, theirs: f64) {
        self.0.push(format!("| {what} | {ours:.2} s | {:.2} times {of}, {theirs:.2} s |", ours / theirs));
    }

    fn plain(&mut self, what: &str, number: f64, unit: &str) {
        self.0.push(format!("| {what} | {number:.0} {unit} | |"));
    }

    /// Every time that was told, a line for each order of the list and one for edits.
    fn times(&mut self, work: &Value) {
        for (what, times) in work.as_object().into_iter().flatten() {
            let times = times.as_object().into_iter().flatten().filter_map(|(name, time)| {
                Some(format!("{} {:.1}", name.strip_suffix("_ms")?.replace('_', " "), time.as_f64()?))
            });
            self.0.push(format!("| {what} | {} ms | |", times.collect::<Vec<_>>().join(", ")));
        }
    }

    fn print(&self) {
        self.0.iter().for_each(|line| say::line(line));
    }
}
