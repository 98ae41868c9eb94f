//! Fuzzing of the readers of files: each target for a while, with a limit on memory and on the time of one input.

use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// The targets of `fuzz/Cargo.toml`.
const TARGETS: [&str; 7] = ["table", "cards", "directory", "json", "workbook", "archive", "signature"];

/// Feeds each target, or one of them. What broke it is kept in `fuzz/artifacts`.
pub(crate) fn run(layout: &Layout, seconds: u64, only: Option<&str>) -> Result<(), Failure> {
    setup::for_fuzzing(layout)?;
    let fuzz = layout.tool("cargo-fuzz").to_string_lossy().into_owned();
    let built = layout.target.join("fuzz").to_string_lossy().into_owned();
    let time = format!("-max_total_time={seconds}");
    for target in TARGETS.into_iter().filter(|target| only.is_none_or(|only| only == *target)) {
        say::line(&format!("{target}, {seconds} s"));
        let run = ["run", "nightly", &fuzz, "run", "--target-dir", &built, target, "--"];

        let limits = [&*time, "-rss_limit_mb=1024", "-timeout=20", "-print_final_stats=1", "-verbosity=0"];
        Program::new(layout, "rustup", &[&run[..], &limits[..]].concat()).run()?;
    }
    Ok(())
}
