//! What a caller of the engine's rules can have got wrong.

/// A decision that cannot be taken as asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SyncError {
    /// The conflict is no longer what the person saw: show it anew.
    #[error("this has changed since it was shown")]
    ConflictGone,
    /// The sweep has not come to its end: nothing is known to be missing.
    #[error("the list of records is not complete")]
    SweepUnfinished,
    /// The chosen value cannot be kept here; the sentence says why.
    #[error("{0}")]
    Refused(String),
}
