//! What packages carry of the command beside it: completions for shells, and manual pages.
//!
//! Both are made from what can be typed, so they are never behind it. Deliberately absent: where a system wants them.

use std::io;
use std::path::Path;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;
use satchel_app::wire::{ErrorCode, WireError};

use crate::arguments::Arguments;
use crate::plain;

/// Prints the completions for a shell.
pub(crate) fn completions(shell: Shell) -> ExitCode {
    clap_complete::generate(shell, &mut Arguments::command(), "satchel", &mut io::stdout());
    ExitCode::SUCCESS
}

/// Writes a manual page of the command and one of each verb into a folder that is there.
pub(crate) fn manual(dir: &Path) -> Result<ExitCode, WireError> {
    let written = clap_mangen::generate_to(Arguments::command(), dir);
    written.map_err(|error| plain(ErrorCode::Invalid, &format!("The manual could not be written: {error}.")))?;
    Ok(ExitCode::SUCCESS)
}
