//! `cargo xtask bench`: the built programs against baselines in the same run, on the same data.
//!
//! Whole processes are measured, start to exit, as a person waits for them: wall time and peak memory. Every number is
//! the median of the runs. Deliberately absent: microbenches, and numbers from another machine.

mod attach;
mod baseline;
mod export;
mod fuzz;
mod import;
mod measure;
mod record;
mod search;
mod sync;
mod table;
mod update;
mod window;
mod work;

use std::path::PathBuf;

use clap::Subcommand;
use serde_json::Value;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;

/// What to measure.
#[derive(Subcommand)]
pub(crate) enum Bench {
    /// Import of generated contacts into a new vault, against sqlite3's `.import` and three indexes.
    Import {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
        /// How often each side runs.
        #[arg(long, default_value_t = 3)]
        runs: usize,
    },
    /// Import of the same contacts again, with changes, against their first import; cards against a library that reads them.
    Update {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
    },
    /// Export of a vault of generated contacts, against sqlite3 writing the same columns from a flat table.
    Export {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
        /// How often each side runs.
        #[arg(long, default_value_t = 3)]
        runs: usize,
    },
    /// A large file into a vault and out again, whole, against copying it: time and peak memory.
    Attach {
        /// How large, in MB.
        #[arg(long, default_value_t = 2_200)]
        megabytes: u64,
    },
    /// The window on a vault of generated contacts, against an empty window: start, memory, keys while an import runs.
    Window {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
        /// How often each side runs.
        #[arg(long, default_value_t = 5)]
        runs: usize,
    },
    /// Searches through the whole app on a vault of generated contacts, against SQLite's FTS5 on the same ones.
    Search {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
    },
    /// Pages of the list, an edit, a backup, the undo of all and the size on disk, on a vault of generated contacts.
    Work {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
    },
    /// Filters, an opened card, an edit of half of all and its undo, on a vault with tags and fields of one's own.
    Record {
        /// How many contacts.
        #[arg(long, default_value_t = 100_000)]
        rows: u64,
    },
    /// A sync through a real address book server, against the same cards without a vault.
    Sync {
        /// How many contacts.
        #[arg(long, default_value_t = 10_000)]
        rows: u64,
    },
    /// Storms by seeds: vaults on real databases beside a remote with every fault, and kills at any await.
    Storms {
        /// How many.
        #[arg(long, default_value_t = 3_000)]
        seeds: u64,
    },
    /// Feeds the readers of files with bytes that look for a way to break them, by cargo-fuzz.
    Fuzz {
        /// How long each reader is fed.
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// One target instead of all.
        target: Option<String>,
    },
    /// Runs one program and writes what it used; the bench starts itself this way.
    #[command(hide = true)]
    Measure {
        /// Where to write the measurement.
        report: PathBuf,
        /// The program and its arguments.
        #[arg(last = true, required = true)]
        program: Vec<String>,
    },
}

/// Measures.
pub(crate) fn run(layout: &Layout, bench: &Bench) -> Result<(), Failure> {
    match bench {
        Bench::Import { rows, runs } => import::run(layout, *rows, (*runs).max(1)),
        Bench::Update { rows } => update::run(layout, *rows),
        Bench::Export { rows, runs } => export::run(layout, *rows, (*runs).max(1)),
        Bench::Attach { megabytes } => attach::run(layout, *megabytes),
        Bench::Window { rows, runs } => window::run(layout, *rows, (*runs).max(1)),
        Bench::Search { rows } => search::run(layout, *rows),
        Bench::Work { rows } => work::run(layout, *rows),
        Bench::Record { rows } => record::run(layout, *rows),
        Bench::Sync { rows } => sync::run(layout, *rows),
        Bench::Storms { seeds } => sync::storms(layout, *seeds),
        Bench::Fuzz { seconds, target } => fuzz::run(layout, *seconds, target.as_deref()),
        Bench::Measure { report, program } => measure::inside(report, program),
    }
}

/// The one JSON document that a program of a bench prints.
fn told(program: Program) -> Result<Value, Failure> {
    let printed = program.capture()?;
    let line = printed.text.lines().find(|line| line.starts_with('{')).filter(|_| printed.ok);
    line.and_then(|line| serde_json::from_str(line).ok())
        .ok_or_else(|| Failure::Because(format!("A program of the bench failed: {}", printed.text)))
}
