//! Packages for Linux: a .deb and an .rpm, with the command, its manual and its completions beside the window.
//!
//! What goes where is in tauri.conf.json; this makes what that names. Deliberately absent: an AppImage, which wants
//! programs from the network.

use std::fs;
use std::path::{Path, PathBuf};

use super::trial::Kind;
use crate::build::Programs;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;

const SHELLS: [(&str, &str); 3] = [("bash", "satchel.bash"), ("zsh", "_satchel"), ("fish", "satchel.fish")];

/// Makes both in `dist`; returns them.
pub(super) fn packages(layout: &Layout, programs: &Programs, dist: &Path) -> Result<[(Kind, PathBuf); 2], Failure> {
    stage(layout, programs, &dist.join("linux"))?;
    say::line("packing .deb and .rpm");
    let bundles = layout.target.join("release/bundle");
    if bundles.exists() {
        fs::remove_dir_all(&bundles).map_err(Failure::file(&bundles))?;
    }
    Program::npm(layout, &["run", "--silent", "tauri", "--", "bundle", "--bundles", "deb,rpm"]).run()?;
    let deb = take(&bundles.join("deb"), "deb", dist)?;
    let rpm = take(&bundles.join("rpm"), "rpm", dist)?;
    Ok([(Kind::Deb, deb), (Kind::Rpm, rpm)])
}

/// The command and what is made from it, where tauri.conf.json looks for them.
fn stage(layout: &Layout, programs: &Programs, staged: &Path) -> Result<(), Failure> {
    let (manual, completions) = (staged.join("man"), staged.join("completions"));
    if staged.exists() {
        fs::remove_dir_all(staged).map_err(Failure::file(staged))?;
    }
    for dir in [&manual, &completions] {
        fs::create_dir_all(dir).map_err(Failure::file(dir))?;
    }
    super::copy(&programs.command, &staged.join("satchel"))?;
    let command = programs.command.to_string_lossy();
    Program::new(layout, &command, &["manual", &manual.to_string_lossy()]).run()?;
    for (shell, name) in SHELLS {
        let printed = Program::new(layout, &command, &["completions", shell]).capture()?;
        let place = completions.join(name);
        fs::write(&place, printed.text).map_err(Failure::file(&place))?;
    }
    Ok(())
}

/// Copies the one package of a folder.
fn take(folder: &Path, ending: &str, dist: &Path) -> Result<PathBuf, Failure> {
    for entry in fs::read_dir(folder).map_err(Failure::file(folder))?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|found| found == ending) {
            let place = dist.join(entry.file_name());
            super::copy(&path, &place)?;
            super::told(&place)?;
            return Ok(place);
        }
    }
    Err(Failure::Because(format!("No .{ending} was made in {}.", folder.display())))
}
