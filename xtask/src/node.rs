//! Node and the UI's modules, by lockfile.

use std::fs;
use std::time::SystemTime;

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;

/// The oldest Node that Vite runs on.
const OLDEST: (u32, u32) = (20, 19);

/// Runs `npm ci` when the lockfile is newer than what is installed.
pub(crate) fn install(layout: &Layout) -> Result<(), Failure> {
    check_version(layout)?;
    let changed = |name: &str| fs::metadata(layout.ui().join(name)).and_then(|file| file.modified()).ok();
    let installed = changed("node_modules/.package-lock.json").unwrap_or(SystemTime::UNIX_EPOCH);
    if changed("package-lock.json").is_some_and(|lock| lock <= installed) {
        return Ok(());
    }
    say::line("installing Node modules");
    Program::npm(layout, &["ci", "--no-audit", "--no-fund"]).run()
}

fn check_version(layout: &Layout) -> Result<(), Failure> {
    let missing = |what: String| Failure::Missing {
        what,
        command: "your package manager for Node 20.19 or newer with npm (https://nodejs.org)".to_owned(),
    };
    let printed = Program::new(layout, "node", &["--version"])
        .capture()
        .map_err(|_| missing("Node is not installed.".to_owned()))?;
    let version = printed.text.trim();
    let mut numbers = version.trim_start_matches('v').split('.').map_while(|part| part.parse::<u32>().ok());
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < OLDEST {
        return Err(missing(format!("Node {version} is too old.")));
    }
    Ok(())
}
