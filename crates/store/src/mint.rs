//! Identities: UUIDv7 from the caller's clock and the system's randomness.

use rand::RngExt;
use satchel_model::Id;

/// Mints an identity whose head is `at`, UTC milliseconds.
#[must_use]
pub fn mint(at: i64) -> Id {
    Id::from_parts(u64::try_from(at).unwrap_or_default(), &rand::rng().random())
}
