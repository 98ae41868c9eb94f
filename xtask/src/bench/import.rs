//! Import: generated contacts into a new vault, validated, encrypted and searchable.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use xtask::generate;

use super::baseline;
use super::measure::{Usage, measure, median};
use super::table::{self, Line};
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::say;
use crate::setup;

const SEED: u64 = 1;
/// Opens the vaults of the bench.
pub(crate) const PASSPHRASE: &str = "passphrase of a bench";

/// Measures both sides alternately, so that a machine that slows down slows both.
pub(crate) fn run(layout: &Layout, rows: u64, runs: usize) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let command = build::measured(layout)?.command;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let (mut theirs, mut ours) = (Vec::new(), Vec::new());
    for run in 1..=runs {
        theirs.push(baseline::import(&csv, dir.path())?);
        ours.push(into_vault(&command, &csv, &dir.path().join(format!("vault-{run}")))?);
        say::line(&format!("run {run} of {runs}"));
    }
    table::print(
        &format!("Import of {rows} contacts, median of {runs}"),
        &[
            Line { name: "sqlite3 .import and three indexes", usage: median(theirs) },
            Line { name: "satchel import", usage: median(ours) },
        ],
    );
    Ok(())
}

/// The generated file, kept in the target folder for the next run.
pub(crate) fn data(layout: &Layout, rows: u64) -> Result<PathBuf, Failure> {
    let dir = layout.target.join("bench");
    fs::create_dir_all(&dir).map_err(Failure::file(&dir))?;
    let path = dir.join(format!("contacts-{rows}-{SEED}-v{}.csv", generate::VERSION));
    if path.exists() {
        return Ok(path);
    }
    say::line(&format!("generating {rows} contacts"));
    // Written beside and renamed: a file that was cut short must not be taken for the whole one.
    let beside = path.with_extension("new");
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&beside).map_err(Failure::file(&beside))?);
    generate::contacts(rows, SEED, &mut out).and_then(|()| out.flush()).map_err(Failure::file(&beside))?;
    fs::rename(&beside, &path).map_err(Failure::file(&path))?;
    Ok(path)
}

/// Imports the file into a new vault, and measures the import.
pub(crate) fn into_vault(command: &Path, csv: &Path, vault: &Path) -> Result<Usage, Failure> {
    new_vault(command, vault)?;
    measure(satchel(command, vault).args(["--json", "import"]).arg(csv))
}

/// Makes a vault.
pub(crate) fn new_vault(command: &Path, vault: &Path) -> Result<(), Failure> {
    let program = command.to_string_lossy().into_owned();
    let init = satchel(command, vault).args(["--json", "init"]).stdout(Stdio::null()).status();
    if init.map_err(|source| Failure::Start { program, source })?.success() {
        return Ok(());
    }
    Err(Failure::Program("satchel init".to_owned()))
}

/// The command on a vault of the bench.
pub(crate) fn satchel(command: &Path, vault: &Path) -> Command {
    let mut satchel = Command::new(command);
    satchel.env("SATCHEL_PASSPHRASE", PASSPHRASE).arg("--vault").arg(vault);
    satchel
}
