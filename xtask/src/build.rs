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
    /// The program that starts, watches and times both.
    pub(crate) times: PathBuf,
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
    let (window, command, times) = (built("satchel-desktop"), built("satchel"), built("window_times"));
    Ok(Driven { window, command, times, empty: layout.built("release/examples", "empty_window") })
}

/// The optimised command, and the examples that time it in process.
pub(crate) struct Measured {
    /// The `satchel` command.
    pub(crate) command: PathBuf,
    /// Times searches.
    pub(crate) search_times: PathBuf,
    /// Times the same searches of SQLite.
    pub(crate) fts5_times: PathBuf,
    /// Times pages and edits.
    pub(crate) work_times: PathBuf,
    /// Times filters and edits of many.
    pub(crate) filter_times: PathBuf,
}

/// Builds what benches without a window measure: together, so that all of them have the same dependencies.
pub(crate) fn measured(layout: &Layout) -> Result<Measured, Failure> {
    say::line("building the command and its benches, optimised");
    let packages = ["--package", "satchel-cli", "--package", "satchel-app", "--package", "satchel-store"];
    let examples = ["--bins", "--example", "search_times", "--example", "work_times", "--example", "fts5_times"];
    let examples = [&examples[..], &["--example", "filter_times"]].concat();
    Program::cargo(layout, &[&["build", "--release", "--locked"], &packages[..], &examples[..]].concat()).run()?;
    let example = |name: &str| layout.built("release/examples", name);
    Ok(Measured {
        command: programs(layout, "release").command,
        search_times: example("search_times"),
        fts5_times: example("fts5_times"),
        work_times: example("work_times"),
        filter_times: example("filter_times"),
    })
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
