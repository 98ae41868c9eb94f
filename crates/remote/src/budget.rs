//! How much more may be asked of a remote.

use std::time::Duration;

use serde::{Deserialize, Serialize};

/// What is left, as far as the remote tells. Costs are in requests, rounded up, so that remotes that count otherwise
/// compare.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Requests that are left; `None` when nobody counts.
    pub remaining: Option<u64>,
    /// Requests that this connection has made so far.
    pub spent: u64,
    /// When the count begins anew, from the moment of the last answer.
    pub resets_in: Option<Duration>,
}
