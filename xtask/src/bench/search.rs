//! Searches through the whole app, as they are typed, on a vault of generated contacts, against SQLite's FTS5 on the same
//! contacts with the same queries in the same run.

use serde_json::Value;

use super::import::{data, into_vault};
use super::told;
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Imports, searches, and asks the baselines the same.
pub(crate) fn run(layout: &Layout, rows: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let built = build::measured(layout)?;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let path = |name: &str| dir.path().join(name).to_string_lossy().into_owned();
    into_vault(&built.command, &csv, &dir.path().join("vault"))?;
    say::line(&format!("searches on {rows} generated contacts"));
    let (vault, book, asked) = (path("vault"), path("book.jsonl"), path("queries.json"));
    let ours = Program::new(layout, &built.search_times.to_string_lossy(), &[&*vault, &*book, &*asked])
        .env("SATCHEL_PASSPHRASE", super::import::PASSPHRASE);
    let ours = told(ours)?;
    let theirs = told(Program::new(layout, &built.fts5_times.to_string_lossy(), &[&*book, &*asked, &*path("")]))?;
    print(&ours, &theirs);
    Ok(())
}

/// As a table that can be pasted into docs/performance.md, the ratio to Satchel in the last column.
fn print(ours: &Value, theirs: &Value) {
    let number = |line: &Value, key: &str| line[key].as_f64().unwrap_or(f64::NAN);
    say::line(&format!("\n{} contacts; of Satchel: {ours}\n", ours["contacts"]));
    say::line("| engine | queries | p50 ms | p95 ms | p99 ms | names with a slip found | p95, times Satchel's |");
    say::line("|---|---:|---:|---:|---:|---:|---:|");
    for (name, line) in [
        ("Satchel, the whole app, encrypted, after an import", &ours["fresh"]),
        ("the same, once nobody has written for a while", &ours["rested"]),
        ("FTS5 unicode61, prefix index 2 3", &theirs["words"]),
        ("FTS5 trigram", &theirs["trigrams"]),
    ] {
        say::line(&format!(
            "| {name} | {} | {:.2} | {:.2} | {:.2} | {:.0} % of {} | {:.1} |",
            line["queries"],
            number(line, "p50_ms"),
            number(line, "p95_ms"),
            number(line, "p99_ms"),
            100.0 * number(line, "slips_found") / number(line, "slips"),
            line["slips"],
            number(line, "p95_ms") / number(&ours["rested"], "p95_ms"),
        ));
    }
    say::line(&format!("\nbaselines: {theirs}"));
}
