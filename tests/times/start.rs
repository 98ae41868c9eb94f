//! From the start of a window's process to the moment that its page marks.

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use satchel_tests::failure::Failure;
use satchel_tests::room::Room;
use satchel_tests::wait::until;
use satchel_tests::window::Window;

/// A window on a large vault may take its time on a busy machine.
const LIMIT: Duration = Duration::from_secs(60);

/// Starts a window, waits for its page's mark and gives the milliseconds from one to the other, and the window.
pub(crate) async fn start(
    program: &Path,
    arguments: &[&str],
    mark: &str,
    room: &Room,
) -> Result<(f64, Window), Failure> {
    let window = Window::launch(program, arguments, room).await?;
    let script = format!("return performance.timeOrigin + performance.getEntriesByName({mark:?})[0].startTime");
    let shown = until("the page's mark", LIMIT, || async { Ok(window.script(&script).await?.as_f64()) }).await?;
    let id = window.process().ok_or_else(|| Failure::Because("The window's process is not to be found.".to_owned()))?;
    Ok((shown - started(id)?, window))
}

/// When a process began, in milliseconds since 1970, to a hundredth of a second.
fn started(id: u32) -> Result<f64, Failure> {
    let unknown = || Failure::Because("The system does not tell when a process began.".to_owned());
    let read = |path: &str| fs::read_to_string(path).map_err(Failure::file(path));
    // Fields are counted behind the name, which may hold anything.
    let stat = read(&format!("/proc/{id}/stat"))?;
    let ticks = stat.rsplit(')').next().and_then(|rest| rest.split_whitespace().nth(19));
    let ticks: f64 = ticks.and_then(|ticks| ticks.parse().ok()).ok_or_else(unknown)?;
    let uptime = read("/proc/uptime")?;
    let uptime: f64 = uptime.split(' ').next().and_then(|text| text.parse().ok()).ok_or_else(unknown)?;
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs_f64();
    Ok((now - uptime + ticks / 100.0) * 1000.0)
}
