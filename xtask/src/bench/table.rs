//! A measurement as a table that can be pasted into docs/performance.md.

use super::measure::Usage;
use crate::say;

/// One line of the table.
pub(crate) struct Line {
    /// What ran.
    pub(crate) name: &'static str,
    /// What it used.
    pub(crate) usage: Usage,
}

/// Prints the lines with their ratio to the first, which is the baseline.
#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
pub(crate) fn print(title: &str, lines: &[Line]) {
    say::line(&format!("\n{title}\n"));
    say::line("| what | wall s | peak MB | times the baseline |");
    say::line("|---|---:|---:|---:|");
    let baseline = lines.first().map_or(1.0, |line| line.usage.seconds);
    for Line { name, usage } in lines {
        let peak = usage.peak as f64 / 1e6;
        let ratio = usage.seconds / baseline;
        say::line(&format!("| {name} | {:.2} | {peak:.0} | {ratio:.2} |", usage.seconds));
    }
}
