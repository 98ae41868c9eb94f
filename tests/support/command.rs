//! The `satchel` command beside the window, on the same vault.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

use crate::failure::Failure;
use crate::room::Room;

/// Runs the command in the surroundings of a room.
#[derive(Debug)]
pub struct Satchel<'a> {
    program: PathBuf,
    room: &'a Room,
}

impl<'a> Satchel<'a> {
    /// The command under test.
    ///
    /// # Errors
    /// When `SATCHEL_BIN` does not name it.
    pub fn beside(room: &'a Room) -> Result<Self, Failure> {
        Ok(Self { program: crate::command().map_err(Failure::Because)?, room })
    }

    /// Runs it with `--json` and reads what it answers; exit 3 (some rows failed) is an answer too.
    ///
    /// # Errors
    /// When it fails or answers with something else than JSON.
    pub fn json(&self, arguments: &[&str]) -> Result<Value, Failure> {
        self.parsed(arguments, |text| serde_json::from_str(text).ok())
    }

    /// Runs it with `--json`, for what prints a document a line.
    ///
    /// # Errors
    /// As [`Satchel::json`].
    pub fn lines(&self, arguments: &[&str]) -> Result<Vec<Value>, Failure> {
        self.parsed(arguments, |text| text.lines().map(|line| serde_json::from_str(line).ok()).collect())
    }

    fn parsed<T>(&self, arguments: &[&str], read: impl Fn(&str) -> Option<T>) -> Result<T, Failure> {
        let output = self.output(arguments)?;
        let text = String::from_utf8_lossy(&output.stdout);
        match (output.status.code(), read(&text)) {
            (Some(0 | 3), Some(value)) => Ok(value),
            (code, _) => Err(Failure::Command {
                line: arguments.join(" "),
                code,
                said: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
            }),
        }
    }

    fn output(&self, arguments: &[&str]) -> Result<Output, Failure> {
        let mut command = Command::new(&self.program);
        self.room.furnish(&mut command);
        command.arg("--vault").arg(self.room.vault()).arg("--json").args(arguments);
        command.output().map_err(Failure::file(&self.program))
    }
}
