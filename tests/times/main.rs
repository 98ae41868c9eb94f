//! How the window does on a vault of many contacts, against an empty window of the same kind.
//!
//! `window_times EMPTY FILE RUNS`: imports the file into a new vault that the session's keyring opens. Then starts both
//! windows in turn under the driver, watches each at rest, and presses keys: cards open, another import runs, half of all
//! are edited. Prints a line of JSON for each. Deliberately absent: what a person needs to look for the first row.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints")]

mod paint;
mod rest;
mod start;

use std::path::Path;
use std::process::ExitCode;

use rest::{Rest, watch};
use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use serde_json::{Value, json};
use start::start;

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [empty, file, runs] = &arguments[..] else {
        eprintln!("window_times EMPTY FILE RUNS");
        return ExitCode::from(2);
    };
    match measure(Path::new(empty), file, runs.parse().unwrap_or(3)).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

async fn measure(empty: &Path, file: &str, runs: usize) -> Result<(), Failure> {
    let program = satchel_tests::window().map_err(Failure::Because)?;
    let room = Room::new()?;
    let satchel = Satchel::beside(&room)?;
    satchel.json(&["init"])?;
    satchel.json(&["import", file])?;
    let vault = room.vault().to_string_lossy().into_owned();
    let (mut baseline, mut ours) = (Times::default(), Times::default());
    for run in 0..runs {
        for (times, program, arguments, mark) in [
            (&mut baseline, empty, vec![], "shown"),
            (&mut ours, &*program, vec!["--vault", &*vault], "contacts shown"),
        ] {
            let (started, window) = start(program, &arguments, mark, &room).await?;
            times.starts.push(started);
            if run == 0 {
                times.rest = Some(watch(&window).await?);
            }
            window.close().await?;
        }
    }
    println!("{}", json!({ "empty": baseline.told(), "satchel": ours.told() }));
    let room = room.without_a_card();
    say("nothing else", &paint::at_rest(&room).await?);
    say("cards that open", &paint::of_cards(&room).await?);
    say("edit of half and its undo", &paint::in_an_edit(&room).await?);
    say("import", &paint::in_an_import(&room, Path::new(file)).await?);
    Ok(())
}

/// Prints what keys took, as soon as it is known.
fn say(what: &str, paints: &[f64]) {
    let [p50, p95, most] = [50, 95, 100].map(|share| at(paints, share));
    let told = json!({ "p50": p50, "p95": p95, "most": most });
    println!("{}", json!({ "during": what, "keys": paints.len(), "input_to_paint_ms": told }));
}

/// What was seen of one kind of window.
#[derive(Default)]
struct Times {
    starts: Vec<f64>,
    rest: Option<Rest>,
}

impl Times {
    fn told(&self) -> Value {
        let rest = self.rest.as_ref();
        json!({
            "start_ms": at(&self.starts, 50), "memory_mb": rest.map(|rest| rest.megabytes.round()),
            "idle_percent": rest.map(|rest| rest.percent),
        })
    }
}

/// The time that this share of a hundred took at most.
fn at(times: &[f64], share: usize) -> Option<f64> {
    let mut times = times.to_vec();
    times.sort_by(f64::total_cmp);
    times.get((times.len() * share / 100).min(times.len().saturating_sub(1))).map(|time| time.round())
}
