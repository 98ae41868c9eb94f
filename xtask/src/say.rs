//! The task's voice: progress on stdout, trouble on stderr.
//!
//! A closed pipe is not an error of the task. Deliberately absent: colours, which logs keep as noise.

use std::io::{Write, stderr, stdout};

/// A line for the person.
pub(crate) fn line(text: &str) {
    let _ = writeln!(stdout(), "{text}").and_then(|()| stdout().flush());
}

/// What stopped the task.
pub(crate) fn trouble(text: &str) {
    let _ = stdout().flush();
    let _ = writeln!(stderr(), "xtask: {text}");
}
