//! `cargo xtask bench`: the built programs against baselines in the same run, on the same data.
//!
//! Whole processes are measured, start to exit, as a person waits for them: wall time and peak memory. Every number is
//! the median of the runs. Deliberately absent: microbenches, and numbers from another machine.

mod baseline;
mod import;
mod measure;
mod search;
mod table;
mod window;

use std::path::PathBuf;

use clap::Subcommand;

use crate::failure::Failure;
use crate::layout::Layout;

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
    /// Start of the window on a vault of generated contacts, against an empty window of the same kind.
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
        Bench::Window { rows, runs } => window::run(layout, *rows, (*runs).max(1)),
        Bench::Search { rows } => search::run(layout, *rows),
        Bench::Measure { report, program } => measure::inside(report, program),
    }
}
