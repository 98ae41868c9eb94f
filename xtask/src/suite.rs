//! `cargo xtask test`: every test, in a session of its own.
//!
//! Ends with `N passed, N failed`, the sum of Rust's and the UI's tests; checks that failed are named above it and fail
//! the run too. Deliberately absent: retries.

use std::fs;

use serde::Deserialize;

use crate::build::{self, Along, Programs};
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::session::Session;
use crate::{check, setup};

#[derive(Default)]
struct Tally {
    passed: u64,
    failed: u64,
}

impl Tally {
    /// Reads a line like `test result: ok. 12 passed; 0 failed; …` of cargo.
    fn read(&mut self, line: &str) {
        let Some(rest) = line.trim().strip_prefix("test result: ") else { return };
        let Some((_, counts)) = rest.split_once(". ") else { return };
        for count in counts.split("; ") {
            match count.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }
}

/// Sets up, checks, builds, tests.
pub(crate) fn run(layout: &Layout) -> Result<(), Failure> {
    setup::for_testing(layout)?;
    let mut broken = check::all(layout)?;
    let programs = build::debug(layout, Along::Tests)?;
    let session = Session::start(layout)?;
    let mut tally = Tally::default();
    if !rust(layout, &session, &programs, &mut tally)? {
        broken.push("cargo test");
    }
    if !ui(layout, &session, &mut tally)? {
        broken.push("npm test");
    }
    drop(session);
    if !broken.is_empty() {
        say::line(&format!("failed: {}", broken.join(", ")));
    }
    say::line(&format!("{} passed, {} failed", tally.passed, tally.failed));
    if broken.is_empty() { Ok(()) } else { Err(Failure::Steps(broken.join(", "))) }
}

/// The window's typed client, by the test that otherwise proves it fresh.
pub(crate) fn client(layout: &Layout) -> Result<(), Failure> {
    setup::for_building(layout)?;
    Program::cargo(layout, &["test", "--package", "satchel-app", "--test", "client"])
        .env("SATCHEL_WRITE_CLIENT", "1")
        .run()
}

fn rust(layout: &Layout, session: &Session, programs: &Programs, tally: &mut Tally) -> Result<bool, Failure> {
    let mut cargo = Program::cargo(layout, &["test", "--workspace", "--no-fail-fast"])
        .env("SATCHEL_WINDOW", &programs.window)
        .env("SATCHEL_BIN", &programs.command);
    session.lend(&mut cargo.command);
    let before = tally.failed;
    let ok = cargo.stream(|line| tally.read(line))?;
    // A test program that died has no result line.
    if !ok && tally.failed == before {
        tally.failed += 1;
    }
    Ok(ok)
}

/// The counts in vitest's JSON report.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Report {
    num_passed_tests: u64,
    num_failed_tests: u64,
}

fn ui(layout: &Layout, session: &Session, tally: &mut Tally) -> Result<bool, Failure> {
    let dir = tempfile::tempdir().map_err(Failure::file(std::env::temp_dir()))?;
    let path = dir.path().join("vitest.json");
    let output = format!("--outputFile.json={}", path.display());
    let mut npm = Program::npm(layout, &["test", "--silent", "--", "--reporter=default", "--reporter=json", &output]);
    session.lend(&mut npm.command);
    let ok = npm.env("NO_COLOR", "1").stream(|_| {})?;
    let report: Option<Report> = fs::read(&path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
    match report {
        Some(report) => {
            tally.passed += report.num_passed_tests;
            tally.failed += report.num_failed_tests + u64::from(!ok && report.num_failed_tests == 0);
        }
        None => tally.failed += 1,
    }
    Ok(ok)
}

#[cfg(test)]
mod unit {
    use super::Tally;

    #[test]
    fn counts_every_result_line_and_nothing_else() {
        let mut tally = Tally::default();
        for line in [
            "test result: ok. 12 passed; 0 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.05s",
            "test result: FAILED. 3 passed; 2 failed; 0 ignored; 0 measured; 1 filtered out; finished in 1.00s",
            "test reads_a_line ... ok",
            "12 passed; 7 failed",
        ] {
            tally.read(line);
        }
        assert_eq!((tally.passed, tally.failed), (15, 2));
    }
}
