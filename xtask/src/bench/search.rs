//! Searches through the whole app, as they are typed, on a vault of generated contacts.

use super::import::{data, into_vault};
use crate::build;
use crate::failure::Failure;
use crate::layout::Layout;
use crate::program::Program;
use crate::say;
use crate::setup;

/// Imports and searches.
pub(crate) fn run(layout: &Layout, rows: u64) -> Result<(), Failure> {
    setup::for_bench(layout)?;
    let command = build::release_command(layout)?;
    let search = build::search_times(layout)?;
    let csv = data(layout, rows)?;
    let dir = tempfile::tempdir_in(&layout.target).map_err(Failure::file(&layout.target))?;
    let vault = dir.path().join("vault");
    into_vault(&command, &csv, &vault)?;
    say::line(&format!("searches on {rows} generated contacts"));
    Program::new(layout, &search.to_string_lossy(), &[&*vault.to_string_lossy()])
        .env("SATCHEL_PASSPHRASE", super::import::PASSPHRASE)
        .run()
}
