//! Export: a vault's contacts into files, against the sqlite3 shell that writes the same columns from a flat table.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::import::{data, into_vault, satchel};
use super::measure::{Usage, measure, median};
use super::table::{self, Line};
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::say;
use crate::setup;

/// Measures both sides alternately, so that a machine that slows down slows both.
pub(crate) fn run(layout: &Layout, rows: u64, runs: usize) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let command = build::measured(layout)?.command;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let vault = dir.path().join("vault");
    into_vault(&command, &csv, &vault)?;
    let (table, flat) = (dir.path().join("contacts.csv"), dir.path().join("flat.db"));
    let export = |name: &str| measure(satchel(&command, &vault).args(["--json", "export"]).arg(dir.path().join(name)));
    export("contacts.csv")?;
    flatten(&table, &flat)?;
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for run in 1..=runs {
        theirs.push(shell(&flat, dir.path())?);
        ours.push(export("contacts.csv")?);
        say::line(&format!("run {run} of {runs}"));
    }
    let mut lines = vec![
        Line { name: "sqlite3 -csv from a flat table of the same columns", usage: median(theirs) },
        Line { name: "satchel export, CSV", usage: median(ours) },
    ];
    for (name, file) in [
        ("satchel export, xlsx", "contacts.xlsx"),
        ("satchel export, vCard 3.0", "contacts.vcf"),
        ("satchel export, JSON lines", "contacts.jsonl"),
    ] {
        lines.push(Line { name, usage: export(file)? });
    }
    let archive = dir.path().join("all.zip");
    let everything = measure(satchel(&command, &vault).args(["--json", "export-all"]).arg(archive))?;
    lines.push(Line { name: "satchel export-all", usage: everything });
    table::print(&format!("Export of {rows} contacts, median of {runs}"), &lines);
    Ok(())
}

/// Makes a table of what was exported, in clear.
fn flatten(csv: &Path, database: &Path) -> Result<(), Failure> {
    let mut command = Command::new("sqlite3");
    command.arg("-csv").arg(database).arg(format!(".import \"{}\" contact", csv.display()));
    measure(&command).map(drop)
}

/// Writes it back.
fn shell(database: &Path, dir: &Path) -> Result<Usage, Failure> {
    let out = dir.join("flat.csv");
    let mut command = Command::new("sqlite3");
    command.args(["-csv", "-header"]).arg(database).arg(format!(".once \"{}\"", out.display()));
    let usage = measure(command.arg("SELECT * FROM contact"))?;
    let bytes = fs::metadata(&out).map_err(Failure::file(&out))?.len();
    if bytes == 0 { Err(Failure::Because("The shell wrote nothing.".to_owned())) } else { Ok(usage) }
}
