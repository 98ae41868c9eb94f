//! Why a task stopped.

use std::io;
use std::path::PathBuf;

/// The sentence that a person sees last.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// A program could not be started.
    #[error("{program} could not be started: {source}. Is it installed?")]
    Start { program: String, source: io::Error },
    /// A program ended with an error; what it printed is above.
    #[error("{0} failed.")]
    Program(String),
    /// Something is missing that only the person can install.
    #[error("{what} Run: {command}")]
    Missing { what: String, command: String },
    /// A file could not be read or written.
    #[error("{}: {source}.", path.display())]
    File { path: PathBuf, source: io::Error },
    /// Checks or tests failed; they are named above.
    #[error("{0} failed.")]
    Steps(String),
    /// Anything else, as a sentence.
    #[error("{0}")]
    Because(String),
}

impl Failure {
    /// For `map_err` on a file's operation.
    pub(crate) fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}
