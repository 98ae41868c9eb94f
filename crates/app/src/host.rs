//! What a host lends to the use cases: its name and a clock, and no more.

use std::time::{SystemTime, UNIX_EPOCH};

use satchel_model::Origin;

/// A window, a terminal, a test.
pub trait Host: Send + Sync {
    /// UTC milliseconds.
    fn now(&self) -> i64;

    /// Its name in the journal: `Ctrl+Z` takes back only what the same host did.
    fn name(&self) -> &str;

    /// What its edits are called in the journal.
    fn origin(&self) -> Origin;
}

/// The system's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl SystemClock {
    /// UTC milliseconds.
    #[must_use]
    pub fn now(&self) -> i64 {
        SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_millis()).ok())
            .unwrap_or(0)
    }
}
