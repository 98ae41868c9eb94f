//! What goes wrong between a request and an answer that is understood, and what it means to whoever syncs.
//!
//! Deliberately absent: the words of the server.

use std::time::Duration;

use satchel_remote::Halt;

use super::DavError;
use crate::http::{Failure, Response};

/// There is no answer, or none that can be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Trouble {
    /// None came.
    Way(Failure),
    /// The server names another host, or sends in a circle.
    Elsewhere(Option<String>),
    /// One came.
    Answer {
        error: DavError,
        /// Whether it was a page for people.
        web_page: bool,
        /// How long the server asks to wait.
        after: Option<Duration>,
    },
}

impl Trouble {
    pub(super) fn of(error: DavError, response: &Response) -> Self {
        Self::Answer { error, web_page: response.is_web_page(), after: response.retry_after() }
    }

    /// What the answer was, if there was one.
    pub(super) fn dav(&self) -> Option<DavError> {
        match self {
            Self::Answer { error, .. } => Some(*error),
            Self::Way(_) | Self::Elsewhere(_) => None,
        }
    }

    /// Whether what was asked for is too large to be read.
    pub(super) fn is_too_large(&self) -> bool {
        matches!(self, Self::Way(Failure::TooLarge)) || self.dav() == Some(DavError::TooLarge)
    }

    /// Whether a change that was sent may have been made, as far as anybody here can know.
    pub(super) fn may_be_done(&self) -> bool {
        match self {
            Self::Way(failure) => matches!(failure, Failure::NoAnswer | Failure::HalfAnswer | Failure::TooLarge),
            Self::Elsewhere(_) => false,
            Self::Answer { error: DavError::Status(500..), .. } => true,
            Self::Answer { error: DavError::NotDav(_), web_page, .. } => *web_page,
            Self::Answer { .. } => false,
        }
    }

    pub(super) fn halt(&self) -> Halt {
        match self {
            Self::Way(failure) => of_way(*failure),
            Self::Elsewhere(_) => Halt::Nonsense("the address of another host"),
            Self::Answer { error, web_page, after } => of_answer(*error, *web_page, *after),
        }
    }
}

fn of_way(failure: Failure) -> Halt {
    match failure {
        Failure::Unreached | Failure::NoAnswer | Failure::Plain | Failure::Unmade => Halt::Offline,
        Failure::HalfAnswer => Halt::Nonsense("half an answer"),
        Failure::TooLarge => Halt::Nonsense("more than can be read"),
        Failure::Certificate(_) => Halt::Untrusted,
        Failure::Elsewhere => Halt::Nonsense("the address of another host"),
    }
}

fn of_answer(error: DavError, web_page: bool, after: Option<Duration>) -> Halt {
    match error {
        DavError::Denied(401) => Halt::SignIn,
        DavError::Denied(_) => Halt::Forbidden,
        DavError::TokenExpired => Halt::CursorLost,
        DavError::Later => Halt::Throttled { after },
        DavError::Status(500..) => Halt::Unavailable,
        _ if web_page => Halt::Nonsense("a web page"),
        DavError::NotFound => Halt::Nonsense("nothing where the address book was"),
        DavError::TooLarge => Halt::Nonsense("more than can be read"),
        DavError::DocumentType => Halt::Nonsense("XML with a document type"),
        DavError::NoRoom(_) => Halt::Nonsense("no room for its own answer"),
        DavError::NotDav(_) => Halt::Nonsense("something that is no address book's answer"),
        DavError::Elsewhere => Halt::Nonsense("the address of another host"),
        DavError::Changed | DavError::Refused | DavError::UidTaken | DavError::Status(_) => {
            Halt::Nonsense("a status that means nothing here")
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use satchel_remote::Halt;

    use super::{DavError, Trouble};

    #[test]
    fn every_answer_means_something() {
        let after = Some(Duration::from_secs(9));
        for (error, web_page, halt) in [
            (DavError::Denied(401), true, Halt::SignIn),
            (DavError::Denied(403), false, Halt::Forbidden),
            (DavError::TokenExpired, false, Halt::CursorLost),
            (DavError::Later, true, Halt::Throttled { after }),
            (DavError::Status(500), true, Halt::Unavailable),
            (DavError::NotDav("XML"), true, Halt::Nonsense("a web page")),
            (DavError::DocumentType, true, Halt::Nonsense("a web page")),
            (DavError::DocumentType, false, Halt::Nonsense("XML with a document type")),
        ] {
            assert_eq!(Trouble::Answer { error, web_page, after }.halt(), halt, "{error}");
        }
    }
}
