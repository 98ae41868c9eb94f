//! The window on a large vault, against an empty window of the same kind: its start, its memory and processor time at
//! rest; and how long a key takes to show while an import runs.

use super::import::data;
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::session::Session;
use crate::setup;

/// Measures both sides alternately, in a session of their own. What is measured is built so that it can be driven.
pub(crate) fn run(layout: &Layout, rows: u64, runs: usize) -> Result<(), Failure> {
    setup::for_building(layout)?;
    setup::for_driving(layout)?;
    let windows = build::driven(layout)?;
    let csv = data(layout, rows)?;
    let session = Session::start(layout)?;
    say::line(&format!("the window on {rows} contacts, medians of {runs} starts"));
    let arguments = [&*windows.empty.to_string_lossy(), &*csv.to_string_lossy(), &runs.to_string()];
    let mut times = Program::new(layout, &windows.times.to_string_lossy(), &arguments)
        .env("SATCHEL_WINDOW", &windows.window)
        .env("SATCHEL_BIN", &windows.command);
    session.lend(&mut times.command);
    times.run()
}
