//! Seeing to what is missing: packages of the system, Node modules, tools.
//!
//! Each step looks first and does nothing when all is there. Deliberately absent: Rust itself, which runs this.

mod claim;
mod packages;
mod tools;

pub(crate) use packages::{BENCH, BUILD, PACK, TEST};

use crate::failure::Failure;
use crate::layout::Layout;
use crate::node;

/// Packages and Node modules for building.
pub(crate) fn for_building(layout: &Layout) -> Result<(), Failure> {
    claim::claim(layout)?;
    packages::install(layout, BUILD)?;
    node::install(layout)
}

/// Also what checks need.
pub(crate) fn for_checking(layout: &Layout) -> Result<(), Failure> {
    for_building(layout)?;
    tools::install(layout, tools::CARGO_DENY)
}

/// Also what tests in the real window need.
pub(crate) fn for_testing(layout: &Layout) -> Result<(), Failure> {
    for_checking(layout)?;
    for_driving(layout)
}

/// What driving the real window without a display needs.
pub(crate) fn for_driving(layout: &Layout) -> Result<(), Failure> {
    packages::install(layout, TEST)?;
    tools::install(layout, tools::TAURI_DRIVER)
}

/// What packages are made and tried with.
pub(crate) fn for_packing(layout: &Layout) -> Result<(), Failure> {
    for_building(layout)?;
    packages::install(layout, PACK)
}

/// What fuzz targets are built and run with.
pub(crate) fn for_fuzzing(layout: &Layout) -> Result<(), Failure> {
    packages::install(layout, BUILD)?;
    tools::install_nightly(layout)?;
    tools::install(layout, tools::CARGO_FUZZ)
}

/// What the baselines of the bench need.
pub(crate) fn for_bench(layout: &Layout) -> Result<(), Failure> {
    claim::claim(layout)?;
    packages::install(layout, BUILD)?;
    packages::install(layout, BENCH)
}
