//! `cargo xtask check`: everything that can be said about the house without running it.
//!
//! Every step runs even if one failed, prints one line, and shows its output only when it failed. Deliberately absent:
//! advisories, which change without us and are looked at by the workflow.

use std::time::Instant;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Sets up, then checks.
pub(crate) fn run(layout: &Layout) -> Result<(), Failure> {
    setup::for_checking(layout)?;
    let failed = all(layout)?;
    if failed.is_empty() { Ok(()) } else { Err(Failure::Steps(failed.join(", "))) }
}

/// Runs all steps; the names of those that failed.
pub(crate) fn all(layout: &Layout) -> Result<Vec<&'static str>, Failure> {
    let mut failed = Vec::new();
    for (name, program) in steps(layout) {
        let start = Instant::now();
        let printed = program.capture()?;
        let seconds = start.elapsed().as_secs_f64();
        let verdict = if printed.ok { "ok" } else { "failed" };
        say::line(&format!("{name:<14} {verdict:<6} {seconds:>7.1} s"));
        if !printed.ok {
            say::line(printed.text.trim_end());
            failed.push(name);
        }
    }
    Ok(failed)
}

fn steps(layout: &Layout) -> Vec<(&'static str, Program)> {
    let cargo = |arguments: &[&str]| Program::cargo(layout, arguments);
    let npm = |script: &str| Program::npm(layout, &["run", "--silent", script]);
    let deny = layout.tool("cargo-deny").to_string_lossy().into_owned();
    vec![
        ("fmt", cargo(&["fmt", "--all", "--check"])),
        ("clippy", cargo(&["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])),
        // The whole workspace, so that dependencies have the features that the other steps built them with.
        ("tidy", cargo(&["test", "--quiet", "--workspace", "--test", "tidy"])),
        ("doc", cargo(&["doc", "--quiet", "--no-deps", "--workspace"]).env("RUSTDOCFLAGS", "-D warnings")),
        ("deny", Program::new(layout, &deny, &["check", "bans", "licenses", "sources"])),
        ("ui types", npm("types")),
        ("ui lint", npm("lint")),
        ("ui format", npm("format:check")),
        ("ui knip", npm("knip")),
    ]
}
