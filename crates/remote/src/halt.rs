//! Why a remote cannot be worked with just now.
//!
//! A variant is there because the engine, or a person, does something else about it. Deliberately absent: anything that
//! the remote wrote, because a sentence of a login page or a header may carry a secret.

use std::time::Duration;

/// The conversation stops; nothing that was answered before is lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Halt {
    /// The person has to sign in again.
    #[error("the account has to be signed in again")]
    SignIn,
    /// Signed in, and not allowed to.
    #[error("the account is not allowed to do this")]
    Forbidden,
    /// The server shows another certificate than the one that is trusted: nothing is said to it before a person has
    /// looked.
    #[error("the server shows a certificate that is not trusted")]
    Untrusted,
    /// Too many requests.
    #[error("the remote asks to wait")]
    Throttled {
        /// For so long; `None` when it does not say.
        after: Option<Duration>,
    },
    /// There is no way to it.
    #[error("the remote cannot be reached")]
    Offline,
    /// It is reached and cannot answer.
    #[error("the remote is out of order")]
    Unavailable,
    /// It answered something that is no answer: half a body, a login page. Taken for an empty page it would look as if
    /// everybody were gone.
    #[error("the remote answered with {0}")]
    Nonsense(&'static str),
    /// The cursor is no good any more: start over without one.
    #[error("the remote has forgotten where the last run ended")]
    CursorLost,
}

impl Halt {
    /// Whether waiting may help, without anybody doing anything.
    #[must_use]
    pub fn passes(&self) -> bool {
        match self {
            Self::Throttled { .. } | Self::Offline | Self::Unavailable | Self::Nonsense(_) => true,
            Self::SignIn | Self::Forbidden | Self::Untrusted | Self::CursorLost => false,
        }
    }
}
