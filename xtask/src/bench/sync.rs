//! A sync through a real server against the same cards without a vault; and storms by the thousand.

use serde_json::Value;

use super::told;
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Measures first runs, a run with nothing to do and one with ten changes.
pub(crate) fn run(layout: &Layout, rows: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let built = build::measured(layout)?;
    let rows_word = rows.to_string();
    let arguments = ["bench", "--package", "satchel-tests", "--bench", "sync_times", "--", rows_word.as_str()];
    let measured = told(Program::cargo(layout, &arguments).env("SATCHEL_BIN", &built.command))?;
    let number = |value: &Value| value.as_f64().unwrap_or(f64::NAN);
    say::line(&format!("\nAn address book of {rows} contacts on Radicale\n"));
    say::line("| what | requests | measured | of |");
    say::line("|---|---:|---:|---|");
    for (what, key, bare) in [
        ("first run, everything is sent", "first_out", Some("bare_out")),
        ("the run after it, which hears what was sent", "echo", None),
        ("first run of another vault, everything comes", "first_in", Some("bare_in")),
        ("a run with nothing to do", "idle", None),
        ("ten changes are sent", "ten_out", None),
        ("ten changes come", "ten_in", None),
    ] {
        if measured[key].is_null() {
            continue;
        }
        let seconds = number(&measured[key]["seconds"]);
        let of = bare.map(|bare| {
            let bare = number(&measured[bare]);
            format!("{:.2} times the same cards without a vault, {bare:.2} s", seconds / bare)
        });
        say::line(&format!(
            "| {what} | {} | {seconds:.2} s | {} |",
            number(&measured[key]["requests"]),
            of.unwrap_or_default()
        ));
    }
    Ok(())
}

/// Plays storms: vaults on real databases, every fault, kills at any await.
pub(crate) fn storms(layout: &Layout, seeds: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let arguments = ["test", "--release", "--package", "satchel-sync", "--test", "it", "storms"];
    Program::cargo(layout, &arguments).env("SATCHEL_SEEDS", seeds.to_string()).run()
}
