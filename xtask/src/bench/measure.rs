//! Wall time and peak memory of one whole process.
//!
//! The system tells the peak only of all ended children together, so each program is run by a copy of this one that
//! has no other child. Deliberately absent: Windows, which is not what the numbers are published for.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::failure::Failure;

/// What a process used.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(crate) struct Usage {
    /// From start to exit.
    pub(crate) seconds: f64,
    /// The most memory that it had at once (resident), in bytes.
    pub(crate) peak: u64,
}

/// Runs a command in a copy of this program and measures it; its output goes nowhere, its errors to the terminal.
pub(crate) fn measure(command: &Command) -> Result<Usage, Failure> {
    let dir = tempfile::tempdir().map_err(Failure::file(std::env::temp_dir()))?;
    let report = dir.path().join("usage.json");
    let this = std::env::current_exe().map_err(Failure::file("xtask"))?;
    let mut outer = Command::new(this);
    outer.args(["bench", "measure"]).arg(&report).arg("--").arg(command.get_program()).args(command.get_args());
    for (key, value) in command.get_envs() {
        match value {
            Some(value) => outer.env(key, value),
            None => outer.env_remove(key),
        };
    }
    if let Some(dir) = command.get_current_dir() {
        outer.current_dir(dir);
    }
    let program = command.get_program().to_string_lossy().into_owned();
    let status = outer.status().map_err(|source| Failure::Start { program: program.clone(), source })?;
    if !status.success() {
        return Err(Failure::Program(program));
    }
    let bytes = fs::read(&report).map_err(Failure::file(&report))?;
    serde_json::from_slice(&bytes).map_err(|error| Failure::Because(format!("The measurement is unreadable: {error}.")))
}

/// The inside of that copy.
pub(crate) fn inside(report: &Path, words: &[String]) -> Result<(), Failure> {
    let [program, arguments @ ..] = words else {
        return Err(Failure::Because("Nothing to measure.".to_owned()));
    };
    let start = Instant::now();
    let status = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .status()
        .map_err(|source| Failure::Start { program: program.clone(), source })?;
    let usage = Usage { seconds: start.elapsed().as_secs_f64(), peak: peak_of_children()? };
    // 3 is the command's "some rows failed", which a bench over generated rows must not hide.
    if !status.success() {
        return Err(Failure::Because(format!("{program} ended with {status}.")));
    }
    fs::write(report, serde_json::to_vec(&usage).unwrap_or_default()).map_err(Failure::file(report))
}

#[cfg(unix)]
fn peak_of_children() -> Result<u64, Failure> {
    use nix::sys::resource::{UsageWho, getrusage};
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)
        .map_err(|error| Failure::Because(format!("The system does not tell the memory used: {error}.")))?;
    // macOS counts bytes, the others KiB.
    let unit = if cfg!(target_os = "macos") { 1 } else { 1024 };
    Ok(u64::try_from(usage.max_rss()).unwrap_or(0) * unit)
}

#[cfg(not(unix))]
fn peak_of_children() -> Result<u64, Failure> {
    Err(Failure::Because("Benches run on Linux and macOS.".to_owned()))
}

/// The run in the middle by time, with the highest peak of all.
pub(crate) fn median(mut runs: Vec<Usage>) -> Usage {
    runs.sort_by(|one, other| one.seconds.total_cmp(&other.seconds));
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or(0);
    let seconds = runs.get(runs.len() / 2).map_or(0.0, |run| run.seconds);
    Usage { seconds, peak }
}
