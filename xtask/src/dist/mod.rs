//! `cargo xtask dist`: both programs, optimised, in one archive, and as packages where this is Linux.
//!
//! Deliberately absent: packages for systems that this is not (docs/packages.md), and signatures.

mod linux;
mod trial;

use std::env::consts::{ARCH, EXE_SUFFIX, OS};
use std::fs;
use std::path::Path;

use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Builds and packs.
pub(crate) fn run(layout: &Layout) -> Result<(), Failure> {
    setup::for_packing(layout)?;
    let programs = build::release(layout)?;
    let name = format!("satchel-{}-{OS}-{ARCH}", env!("CARGO_PKG_VERSION"));
    let dist = layout.root.join("dist");
    let staged = dist.join(&name);
    fs::create_dir_all(&staged).map_err(Failure::file(&staged))?;
    copy(&programs.window, &staged.join(format!("satchel-desktop{EXE_SUFFIX}")))?;
    copy(&programs.command, &staged.join(format!("satchel{EXE_SUFFIX}")))?;
    for file in ["README.md", "LICENSE"] {
        copy(&layout.root.join(file), &staged.join(file))?;
    }
    let archive = format!("{name}.tar.gz");
    // Windows has tar since 2018.
    let mut tar = Program::new(layout, "tar", &["-czf", &archive, &name]);
    tar.command.current_dir(&dist);
    tar.run()?;
    fs::remove_dir_all(&staged).map_err(Failure::file(&staged))?;
    told(&dist.join(&archive))?;
    if cfg!(target_os = "linux") {
        for (kind, package) in linux::packages(layout, &programs, &dist)? {
            trial::of(layout, kind, &package)?;
        }
    }
    Ok(())
}

/// Says where a package is and how large.
fn told(package: &Path) -> Result<(), Failure> {
    let bytes = fs::metadata(package).map_err(Failure::file(package))?.len();
    say::line(&format!("{}: {:.1} MB", package.display(), mega(bytes)));
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), Failure> {
    fs::copy(from, to).map(|_| ()).map_err(Failure::file(from))
}

#[expect(clippy::cast_precision_loss, reason = "shown with one decimal")]
fn mega(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
