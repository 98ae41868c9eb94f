//! Files that come again: the same contacts with changes into the vault that has them, and cards, against their baselines.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::import::{data, into_vault, satchel};
use super::measure::measure;
use super::table::{self, Line};
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::setup;

/// The column that is other in the next file.
const CHANGED: &str = "Job Title";
/// Cards of the file of cards.
const CARDS: u64 = 100_000;

/// Imports a file, then the same file with changes, dry and for good; every side once, for each finds another vault.
pub(crate) fn run(layout: &Layout, rows: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let command = build::measured(layout)?.command;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let vault = dir.path().join("vault");
    let again = |file: &Path, dry: bool| {
        let mut import = satchel(&command, &vault);
        import.args(["--json", "import", "--mode", "upsert"]).args(dry.then_some("--dry-run")).arg(file);
        measure(&import)
    };
    let mut lines = vec![Line { name: "satchel import, into a new vault", usage: into_vault(&command, &csv, &vault)? }];
    let (tenth, all) = (dir.path().join("tenth.csv"), dir.path().join("all.csv"));
    changed(&csv, &tenth, 10)?;
    changed(&csv, &all, 1)?;
    for (name, file, dry) in [
        ("dry run of it, a tenth of the rows changed", &tenth, true),
        ("the same file, as create and update", &csv, false),
        ("a tenth of the rows changed", &tenth, false),
        ("every row changed", &all, false),
    ] {
        lines.push(Line { name, usage: again(file, dry)? });
    }
    table::print(&format!("Import of {rows} contacts that are here"), &lines);
    cards(layout, &command, dir.path())
}

/// The file again, with another word in one cell of every n-th row.
fn changed(from: &Path, to: &Path, every: usize) -> Result<(), Failure> {
    let unreadable = |error: csv::Error| Failure::Because(format!("The generated file cannot be changed: {error}."));
    let mut rows = csv::Reader::from_path(from).map_err(unreadable)?;
    let file = File::create(to).map_err(Failure::file(to))?;
    let mut out = csv::Writer::from_writer(BufWriter::with_capacity(1 << 20, file));
    let header = rows.headers().map_err(unreadable)?.clone();
    let column = header.iter().position(|name| name == CHANGED).unwrap_or(usize::MAX);
    out.write_record(&header).map_err(unreadable)?;
    for (at, row) in rows.records().enumerate() {
        let row = row.map_err(unreadable)?;
        let word = if at % every == 0 { format!("Senior {at}") } else { String::new() };
        let cells = row.iter().enumerate().map(|(cell, text)| match word.as_str() {
            "" => text,
            word if cell == column => word,
            _ => text,
        });
        out.write_record(cells).map_err(unreadable)?;
    }
    out.flush().map_err(Failure::file(to))
}

/// Cards into a new vault, against a library that reads them and does nothing else.
fn cards(layout: &Layout, command: &Path, dir: &Path) -> Result<(), Failure> {
    let cards = written(layout, command, dir)?;
    let mut python = Command::new("/usr/bin/python3");
    python.args(["-c", "import sys, vobject\nwith open(sys.argv[1], encoding='utf-8', newline='') as file:\n    print(sum(1 for _ in vobject.readComponents(file)))"]);
    let theirs = measure(python.arg(&cards))?;
    let ours = into_vault(command, &cards, &dir.join("of-cards"))?;
    table::print(
        &format!("Import of {CARDS} contacts as cards"),
        &[
            Line { name: "vobject reads them", usage: theirs },
            Line { name: "satchel import until searchable", usage: ours },
        ],
    );
    Ok(())
}

/// A file of cards, as the export writes them.
fn written(layout: &Layout, command: &Path, dir: &Path) -> Result<PathBuf, Failure> {
    let (vault, cards) = (dir.join("for-cards"), dir.join("contacts.vcf"));
    into_vault(command, &data(layout, CARDS)?, &vault)?;
    measure(satchel(command, &vault).args(["--json", "export"]).arg(&cards))?;
    Ok(cards)
}
