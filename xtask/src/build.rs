//! Building the window and the command.
//!
//! The window embeds `ui/dist`, so the UI is built first. All members are built together: built one by one, their
//! dependencies would be compiled again for each set of features.

use std::path::PathBuf;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;

/// The two programs that people start.
pub(crate) struct Programs {
    /// The window.
    pub(crate) window: PathBuf,
    /// The `satchel` command.
    pub(crate) command: PathBuf,
    /// The driver of the main journey; a test.
    pub(crate) journey: PathBuf,
}

/// What else to build with the programs.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Along {
    /// Nothing.
    Nothing,
    /// Every test, as `cargo test --workspace` will want them.
    Tests,
}

/// Builds for this machine, quickly.
pub(crate) fn debug(layout: &Layout, along: Along) -> Result<Programs, Failure> {
    ui(layout)?;
    let targets = if along == Along::Tests { "--all-targets" } else { "--bins" };
    say::line("building window and command");
    Program::cargo(layout, &["build", "--workspace", targets]).run()?;
    Ok(programs(layout, "debug"))
}

/// Builds what people get.
pub(crate) fn release(layout: &Layout) -> Result<Programs, Failure> {
    ui(layout)?;
    say::line("building window and command, optimised");
    let arguments =
        ["build", "--release", "--locked", "--package", "satchel-desktop", "--package", "satchel-cli", "--bins"];
    Program::cargo(layout, &arguments).run()?;
    Ok(programs(layout, "release"))
}

/// The optimised windows that a bench drives.
pub(crate) struct Driven {
    /// Ours.
    pub(crate) window: PathBuf,
    /// The `satchel` command.
    pub(crate) command: PathBuf,
    /// The baseline.
    pub(crate) empty: PathBuf,
    /// The program that starts and times both.
    pub(crate) start: PathBuf,
}

/// Builds what people get, open to a driver.
pub(crate) fn driven(layout: &Layout) -> Result<Driven, Failure> {
    ui(layout)?;
    say::line("building windows to be driven, optimised");
    let packages = ["--package", "satchel-desktop", "--package", "satchel-cli", "--package", "satchel-tests"];
    let arguments = [
        &[
            "build",
            "--release",
            "--locked",
            "--features",
            "satchel-desktop/driven",
            "--bins",
            "--example",
            "empty_window",
        ],
        &packages[..],
    ];
    Program::cargo(layout, &arguments.concat()).run()?;
    let built = |name: &str| layout.built("release", name);
    let (window, command, start) = (built("satchel-desktop"), built("satchel"), built("window_start"));
    Ok(Driven { window, command, start, empty: layout.built("release/examples", "empty_window") })
}

/// Builds the examples that time searches, ours and those of SQLite.
pub(crate) fn search_times(layout: &Layout) -> Result<(PathBuf, PathBuf), Failure> {
    say::line("building the search bench, optimised");
    let packages = ["--package", "satchel-app", "--package", "satchel-store"];
    let examples = ["--example", "search_times", "--example", "fts5_times"];
    Program::cargo(layout, &[&["build", "--release"], &packages[..], &examples[..]].concat()).run()?;
    Ok((layout.built("release/examples", "search_times"), layout.built("release/examples", "fts5_times")))
}

/// Builds the optimised command alone.
pub(crate) fn release_command(layout: &Layout) -> Result<PathBuf, Failure> {
    say::line("building the command, optimised");
    Program::cargo(layout, &["build", "--release", "--package", "satchel-cli", "--bins"]).run()?;
    Ok(programs(layout, "release").command)
}

fn ui(layout: &Layout) -> Result<(), Failure> {
    say::line("building the UI");
    Program::npm(layout, &["run", "--silent", "build"]).run()
}

fn programs(layout: &Layout, profile: &str) -> Programs {
    Programs {
        window: layout.built(profile, "satchel-desktop"),
        command: layout.built(profile, "satchel"),
        journey: layout.built(profile, "journey"),
    }
}
