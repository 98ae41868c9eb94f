//! Time as the engine meets it, lent by its caller: a test has its own.

use std::time::Duration;

use async_trait::async_trait;

/// A clock, and rest.
#[async_trait]
pub trait Time: Send + Sync {
    /// Now, UTC milliseconds.
    fn now(&self) -> i64;

    /// Rests for so long.
    async fn rest(&self, pause: Duration);

    /// Some part of `most`, by chance: so that many who were told to wait do not all come back at once.
    fn chance(&self, most: Duration) -> Duration;
}
