//! Starting other programs: in the root, with the cache's target folder, and a sentence when they fail.
//!
//! Deliberately absent: a shell.

use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use crate::failure::Failure;
use crate::layout::Layout;
use crate::say;

/// A program about to run; arguments are added on the inner `Command`.
pub(crate) struct Program {
    name: String,
    pub(crate) command: Command,
}

/// What a program printed, and whether it was content.
pub(crate) struct Printed {
    pub(crate) ok: bool,
    pub(crate) text: String,
}

impl Program {
    /// A program in the checkout's root.
    pub(crate) fn new(layout: &Layout, program: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(&layout.root).env("CARGO_TARGET_DIR", &layout.target);
        // Set by the cargo that runs this; a build script that watches them would be rebuilt by every other cargo.
        for variable in ["CARGO_MANIFEST_DIR", "CARGO_MANIFEST_PATH", "CARGO_PKG_NAME", "CARGO_PKG_VERSION", "CARGO"] {
            command.env_remove(variable);
        }
        Self { name: format!("{program} {}", arguments.join(" ")).trim_end().to_owned(), command }
    }

    /// Cargo, in the root.
    pub(crate) fn cargo(layout: &Layout, arguments: &[&str]) -> Self {
        Self::new(layout, "cargo", arguments)
    }

    /// npm, in the UI's folder.
    pub(crate) fn npm(layout: &Layout, arguments: &[&str]) -> Self {
        let name = if cfg!(windows) { "npm.cmd" } else { "npm" };
        let mut program = Self::new(layout, name, arguments);
        program.command.current_dir(layout.ui());
        program
    }

    /// Sets a variable for it.
    pub(crate) fn env(mut self, key: &str, value: impl AsRef<std::ffi::OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Runs it with this terminal.
    ///
    /// # Errors
    /// When it cannot be started or ends with an error.
    pub(crate) fn run(mut self) -> Result<(), Failure> {
        let status = self.command.status().map_err(|source| self.cannot_start(source))?;
        if status.success() { Ok(()) } else { Err(Failure::Program(self.name)) }
    }

    /// Runs it quietly and returns what it printed on both outputs.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn capture(mut self) -> Result<Printed, Failure> {
        let output = self.command.stdin(Stdio::null()).output().map_err(|source| self.cannot_start(source))?;
        let mut text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.push_str(&String::from_utf8_lossy(&output.stderr));
        Ok(Printed { ok: output.status.success(), text })
    }

    /// Runs it, shows each line of its stdout and lets the caller read it too; `true` when it ended well.
    ///
    /// # Errors
    /// When it cannot be started.
    pub(crate) fn stream(mut self, mut read: impl FnMut(&str)) -> Result<bool, Failure> {
        let mut child = self.command.stdout(Stdio::piped()).spawn().map_err(|source| self.cannot_start(source))?;
        if let Some(stdout) = child.stdout.take() {
            for bytes in BufReader::new(stdout).split(b'\n').map_while(Result::ok) {
                let line = String::from_utf8_lossy(&bytes);
                say::line(&line);
                read(&line);
            }
        }
        let status = child.wait().map_err(|source| self.cannot_start(source))?;
        Ok(status.success())
    }

    fn cannot_start(&self, source: std::io::Error) -> Failure {
        Failure::Start { program: self.name.clone(), source }
    }
}
