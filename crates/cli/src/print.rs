//! Printing: one JSON document, or lines for a person.

use std::io::{IsTerminal, Write};
use std::process::ExitCode;

use satchel_app::wire::WireError;
use serde::Serialize;

/// Knows which of the two was asked for.
pub(crate) struct Printer {
    json: bool,
    progress: bool,
}

impl Printer {
    pub(crate) fn new(json: bool) -> Self {
        Self { json, progress: !json && std::io::stderr().is_terminal() }
    }

    /// Prints a value as JSON, or its lines.
    pub(crate) fn show<T: Serialize>(&self, value: &T, lines: impl FnOnce(&T) -> String) {
        let text = if self.json { serde_json::to_string(value).unwrap_or_default() } else { lines(value) };
        let mut out = std::io::stdout().lock();
        // A reader that went away, like `head`, wants no more.
        let _ = writeln!(out, "{}", text.trim_end_matches('\n'));
    }

    /// Prints a line for a person; a program that reads JSON gets one document and nothing else.
    pub(crate) fn remark(&self, line: &str) {
        if !self.json {
            let _ = writeln!(std::io::stdout().lock(), "{line}");
        }
    }

    /// Prints how far something is, over the last time, where somebody watches.
    pub(crate) fn progress(&self, line: &str) {
        if self.progress {
            let _ = write!(std::io::stderr().lock(), "\r\u{1b}[K{line}");
        }
    }

    /// Wipes the progress line.
    pub(crate) fn progress_done(&self) {
        self.progress("");
    }

    /// Says what went wrong and what to do.
    pub(crate) fn failed(&self, error: &WireError) -> ExitCode {
        let mut out = std::io::stderr().lock();
        if self.json {
            let _ = writeln!(out, "{}", serde_json::to_string(error).unwrap_or_default());
            return ExitCode::from(1);
        }
        let _ = writeln!(out, "{}", error.message);
        for conflict in &error.conflicts {
            let _ = writeln!(out, "  {}: now {}, was {}", conflict.path, conflict.theirs, conflict.base);
        }
        if let Some(hint) = &error.hint {
            let _ = writeln!(out, "{hint}");
        }
        if let Some(incident) = &error.incident {
            let _ = writeln!(out, "Incident {incident}.");
        }
        ExitCode::from(1)
    }
}
