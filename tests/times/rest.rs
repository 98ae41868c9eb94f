//! What a window takes while nobody touches it: memory of all its processes, and processor time.

use std::fs;
use std::time::Duration;

use satchel_tests::failure::Failure;
use satchel_tests::wait::after;
use satchel_tests::window::Window;

/// What comes after the first picture has ended by then.
const CALM: Duration = Duration::from_secs(5);
const WATCHED: Duration = Duration::from_secs(20);
/// Ticks of the system's clock for processor time: a hundred a second on every Linux that has this window.
const TICK: f64 = 0.01;

/// What it takes at rest.
pub(crate) struct Rest {
    /// Memory of its own, and its share of what others have too (PSS), in megabytes.
    pub(crate) megabytes: f64,
    /// Of one processor.
    pub(crate) percent: f64,
}

/// Watches a window that was just shown.
pub(crate) async fn watch(window: &Window) -> Result<Rest, Failure> {
    after(CALM).await;
    let before = processor_time(window)?;
    after(WATCHED).await;
    let used = processor_time(window)? - before;
    let memory: Result<f64, Failure> = window.processes().into_iter().map(share_of_memory).sum();
    Ok(Rest { megabytes: memory?, percent: 100.0 * used / WATCHED.as_secs_f64() })
}

/// Seconds of all its processes.
fn processor_time(window: &Window) -> Result<f64, Failure> {
    let mut ticks = 0.0;
    for id in window.processes() {
        let path = format!("/proc/{id}/stat");
        let stat = fs::read_to_string(&path).map_err(Failure::file(&path))?;
        let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
        ticks += fields.skip(11).take(2).filter_map(|field| field.parse::<f64>().ok()).sum::<f64>();
    }
    Ok(ticks * TICK)
}

fn share_of_memory(id: u32) -> Result<f64, Failure> {
    let path = format!("/proc/{id}/smaps_rollup");
    let told = fs::read_to_string(&path).map_err(Failure::file(&path))?;
    let kib = told.lines().find_map(|line| line.strip_prefix("Pss:")?.split_whitespace().next()?.parse::<f64>().ok());
    kib.map(|kib| kib * 1024.0 / 1e6).ok_or_else(|| Failure::Because("The system does not tell the memory.".to_owned()))
}
