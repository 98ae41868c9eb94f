//! Time and chance as the engine meets them, lent by its caller: a test has its own, and can play a run again to the
//! letter.

use std::time::Duration;

use async_trait::async_trait;
use satchel_model::Id;

/// A clock, rest, and chance.
#[async_trait]
pub trait Time: Send + Sync {
    /// Now, UTC milliseconds.
    fn now(&self) -> i64;

    /// Rests for so long.
    async fn rest(&self, pause: Duration);

    /// Some part of `most`, by chance: so that many who were told to wait do not all come back at once.
    fn chance(&self, most: Duration) -> Duration;

    /// An identity for something new. Those of one instant, UTC milliseconds, sort as they were minted.
    fn mint(&self, at: i64) -> Id {
        satchel_store::mint(at)
    }
}
