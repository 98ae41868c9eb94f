//! The house's own command: `cargo xtask run | test | check | gen | bench | dist | samples | screens`.
//!
//! Every subcommand first sees to what it needs (packages, Node modules, tools), so that a fresh clone and a fresh
//! machine need nothing but Rust and this. Deliberately absent: anything that the product needs at run time.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

mod bench;
mod build;
mod check;
mod dist;
mod failure;
mod gen_contacts;
mod layout;
mod node;
mod program;
mod samples;
mod say;
mod session;
mod setup;
mod suite;
mod window;

use failure::Failure;
use layout::Layout;

#[derive(Parser)]
#[command(about = "Build, check, test and show Satchel", disable_help_subcommand = true)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Builds and opens the window; without a display, drives the main journey under Xvfb.
    Run,
    /// Sets up, checks, builds and runs every test; ends with `N passed, N failed`.
    Test,
    /// Formatting, lints, tidy tests, documentation, licences and the UI's own checks.
    Check,
    /// Generates sample data.
    #[command(subcommand)]
    Gen(Gen),
    /// Measures the built programs against the sqlite3 shell.
    #[command(subcommand)]
    Bench(bench::Bench),
    /// Builds both programs in release mode and packs them in dist/: an archive on every system; on Linux also a .deb and
    /// an .rpm, and the .deb is installed in a scratch root, started from there and removed.
    Dist,
    /// Runs the importers over a folder of sample files that is not part of the checkout.
    Samples {
        /// The folder.
        #[arg(default_value = "../shared/samples")]
        dir: PathBuf,
        /// Writes the counts into docs/import-formats.md.
        #[arg(long)]
        write: bool,
    },
    /// Takes the pictures of docs/screens anew.
    Screens,
    /// Runs a program in the session that tests get: empty home, display, session bus with an unlocked keyring.
    Session {
        /// The program and its arguments.
        #[arg(last = true, required = true)]
        program: Vec<String>,
    },
}

#[derive(Subcommand)]
enum Gen {
    /// Writes a CSV of made-up people from many countries.
    Contacts {
        /// How many rows, besides the header.
        rows: u64,
        /// Where to.
        file: PathBuf,
        /// Same seed, same file.
        #[arg(long, default_value_t = 1)]
        seed: u64,
    },
    /// Writes ui/src/ipc/commands.gen.ts, the window's typed client, from the command table.
    Client,
}

fn main() -> ExitCode {
    let task = Arguments::parse().task;
    match run(task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            say::trouble(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> Result<(), Failure> {
    let layout = Layout::find();
    match task {
        Task::Run => window::run(&layout),
        Task::Test => suite::run(&layout),
        Task::Check => check::run(&layout),
        Task::Gen(Gen::Contacts { rows, file, seed }) => gen_contacts::run(rows, &file, seed),
        Task::Gen(Gen::Client) => suite::client(&layout),
        Task::Bench(bench) => bench::run(&layout, &bench),
        Task::Dist => dist::run(&layout),
        Task::Samples { dir, write } => samples::run(&layout, &dir, write),
        Task::Screens => window::screens(&layout),
        Task::Session { program } => session::run(&layout, &program),
    }
}
