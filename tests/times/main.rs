//! How long the window takes from its start until contacts are shown, against an empty window of the same kind.
//!
//! `window_start EMPTY FILE RUNS`: imports the file into a new vault that the session's keyring opens, then starts both
//! windows in turn under the driver. The time runs from the start of the process to the moment that the page itself
//! marks. Prints one line of JSON. Deliberately absent: what a person needs to look for the first row.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a measurement prints")]

use std::fs;
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use satchel_tests::command::Satchel;
use satchel_tests::failure::Failure;
use satchel_tests::process::running;
use satchel_tests::room::Room;
use satchel_tests::wait::until;
use satchel_tests::window::Window;
use serde_json::json;

/// A window on a large vault may take its time on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

#[tokio::main]
async fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [empty, file, runs] = &arguments[..] else {
        eprintln!("window_start EMPTY FILE RUNS");
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
    let window = satchel_tests::window().map_err(Failure::Because)?;
    let room = Room::new()?;
    let satchel = Satchel::beside(&room)?;
    satchel.json(&["init"])?;
    satchel.json(&["import", file])?;
    let (mut baseline, mut ours) = (Vec::new(), Vec::new());
    for _ in 0..runs {
        baseline.push(start(empty, &[], "shown", &room).await?);
        let vault = room.vault().to_string_lossy().into_owned();
        ours.push(start(&window, &["--vault", &vault], "contacts shown", &room).await?);
    }
    println!("{}", json!({ "empty_ms": median(baseline), "satchel_ms": median(ours) }));
    Ok(())
}

/// Starts a window, waits for its page's mark and gives the milliseconds from one to the other.
async fn start(program: &Path, arguments: &[&str], mark: &str, room: &Room) -> Result<f64, Failure> {
    let window = Window::launch(program, arguments, room).await?;
    let script = format!("return performance.timeOrigin + performance.getEntriesByName({mark:?})[0].startTime");
    let shown = until("the page's mark", LIMIT, || async { Ok(window.script(&script).await?.as_f64()) }).await?;
    let arguments: Vec<String> = arguments.iter().map(|&argument| argument.to_owned()).collect();
    let started = started(program, &arguments)?;
    window.close().await?;
    Ok(shown - started)
}

/// When the process of a program began, in milliseconds since 1970, to a hundredth of a second.
fn started(program: &Path, arguments: &[String]) -> Result<f64, Failure> {
    let unknown = || Failure::Because("The window's process is not to be found.".to_owned());
    let read = |path: &str| fs::read_to_string(path).map_err(Failure::file(path));
    let id = running(program, arguments).first().copied().ok_or_else(unknown)?;
    // Fields are counted behind the name, which may hold anything.
    let stat = read(&format!("/proc/{id}/stat"))?;
    let ticks = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(19));
    let ticks: f64 = ticks.and_then(|ticks| ticks.parse().ok()).ok_or_else(unknown)?;
    let uptime = read("/proc/uptime")?;
    let uptime: f64 = uptime.split(' ').next().and_then(|text| text.parse().ok()).ok_or_else(unknown)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    Ok((now - uptime + ticks / 100.0) * 1000.0)
}

fn median(mut times: Vec<f64>) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() / 2).copied().unwrap_or_default().round()
}
