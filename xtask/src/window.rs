//! `cargo xtask run` and `screens`: the window, opened for a person or driven without one.

use std::env;
use std::fs;
use std::path::Path;

use crate::build::{self, Along, Programs};
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::session::Session;
use crate::setup;

/// Opens the window; without a display, drives the main journey under Xvfb and says so.
pub(crate) fn run(layout: &Layout) -> Result<(), Failure> {
    setup::for_building(layout)?;
    if has_display() {
        let programs = build::debug(layout, Along::Nothing)?;
        say::line("opening the window");
        return Program::new(layout, &programs.window.to_string_lossy(), &[]).run();
    }
    setup::for_driving(layout)?;
    let programs = build::debug(layout, Along::Nothing)?;
    say::line("no display: driving the main journey under Xvfb");
    drive(layout, &programs, &layout.target.join("journey"))
}

/// Drives the main journey and keeps its pictures for the documentation.
pub(crate) fn screens(layout: &Layout) -> Result<(), Failure> {
    setup::for_building(layout)?;
    setup::for_driving(layout)?;
    let programs = build::debug(layout, Along::Nothing)?;
    drive(layout, &programs, &layout.root.join("docs").join("screens"))
}

fn drive(layout: &Layout, programs: &Programs, pictures: &Path) -> Result<(), Failure> {
    fs::create_dir_all(pictures).map_err(Failure::file(pictures))?;
    let session = Session::start(layout)?;
    let mut journey = Program::new(layout, &programs.journey.to_string_lossy(), &[])
        .env("SATCHEL_WINDOW", &programs.window)
        .env("SATCHEL_BIN", &programs.command)
        .env("SATCHEL_SCREENS", pictures);
    session.lend(&mut journey.command);
    journey.run()
}

fn has_display() -> bool {
    let set = |variable: &str| env::var_os(variable).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
