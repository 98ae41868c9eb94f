//! What tests of the whole house share: where the house is and which programs are under test.
//!
//! Deliberately absent: anything that a test could pass with instead of the real program.

pub mod axe;
pub mod chance;
pub mod command;
pub mod failure;
#[cfg(target_os = "linux")]
pub mod lone_window;
pub mod page;
pub mod people;
#[cfg(target_os = "linux")]
pub mod power;
pub mod process;
pub mod room;
pub mod sample;
pub mod traces;
pub mod wait;
pub mod window;

use std::path::{Path, PathBuf};

/// The root of the checkout.
#[must_use]
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// The built window, named by `SATCHEL_WINDOW`.
///
/// # Errors
/// A sentence that says how to run the test, when the variable is not set.
pub fn window() -> Result<PathBuf, String> {
    program("SATCHEL_WINDOW")
}

/// The built `satchel` command, named by `SATCHEL_BIN`.
///
/// # Errors
/// A sentence that says how to run the test, when the variable is not set.
pub fn command() -> Result<PathBuf, String> {
    program("SATCHEL_BIN")
}

fn program(variable: &str) -> Result<PathBuf, String> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    path.filter(|path| path.is_file()).ok_or_else(|| {
        format!("{variable} does not name a built program: run the tests as `cargo xtask test`, which builds it first.")
    })
}
