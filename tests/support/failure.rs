//! Why a window or a command could not be driven.

use std::io;
use std::path::PathBuf;

/// What went wrong while driving; tests show it, nothing acts on it.
#[derive(thiserror::Error)]
pub enum Failure {
    /// The window did not take an order.
    #[error("the window did not obey: {0}")]
    Window(#[from] fantoccini::error::CmdError),
    /// No window could be opened.
    #[error("no window opened: {0}")]
    Open(#[from] fantoccini::error::NewSessionError),
    /// A file or a program.
    #[error("{path}: {source}", path = path.display())]
    File {
        /// Which one.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A wait came to its end.
    #[error("waited for {awaited} in vain{seen}")]
    Never {
        /// What was waited for.
        awaited: String,
        /// What was there instead, where it is known.
        seen: String,
    },
    /// The `satchel` command said no.
    #[error("satchel {line}: exit {code:?}: {said}")]
    Command {
        /// Its arguments.
        line: String,
        /// Its exit code.
        code: Option<i32>,
        /// Its error output.
        said: String,
    },
    /// Something else, in a sentence.
    #[error("{0}")]
    Because(String),
}

impl Failure {
    /// For `map_err`, with the path at hand.
    pub fn file(path: impl Into<PathBuf>) -> impl FnOnce(io::Error) -> Self {
        let path = path.into();
        move |source| Self::File { path, source }
    }
}

// A test shows the sentence, not the fields.
impl std::fmt::Debug for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{self}")
    }
}
