//! What became of a change that was pushed.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::{Halt, Record, RemoteRef};

/// The outcome of one change. Exactly one of `Applied`, `Conflict`, … is true of it, and nothing is left to guess but
/// [`Outcome::Unanswered`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It is done.
    Applied {
        /// The record.
        reference: RemoteRef,
        /// What the remote holds now, where it says so; `None` has to be read before both sides agree.
        stored: Option<Box<Record>>,
    },
    /// Not done: the record is no longer what the change was made on.
    Conflict {
        /// What it is now.
        current: Box<Record>,
    },
    /// Not done: the remote says that this is somebody it has.
    Duplicate {
        /// Who, if it says so.
        existing: Option<RemoteRef>,
    },
    /// Not done, and doing it again will not help: a person has to see it.
    Rejected {
        /// The remote's word for it.
        code: String,
        /// The path that it names.
        path: Option<String>,
        /// The remote's sentence. It may quote the record: for a person to read, not for a log.
        message: String,
    },
    /// Not done: the record is gone.
    Gone {
        /// Where it lives on.
        merged_into: Option<RemoteRef>,
    },
    /// Sent, and no answer came: it may be done or not.
    Unanswered,
    /// Not done; it may be sent again.
    Retry {
        /// Not before this has passed.
        after: Option<Duration>,
    },
}

/// The outcomes of a push.
#[derive(Debug)]
pub struct Pushed {
    /// One for each change, in their order, always.
    pub outcomes: Vec<Outcome>,
    /// Why the rest was not tried, if it was not. What was done before is in `outcomes` all the same.
    pub halt: Option<Halt>,
}
