//! The engine's rules by their public side: readable cases, a vault in memory beside a fake remote, and properties.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where its vault cannot be set up")]

mod acknowledgements;
mod decisions;
mod lives;
mod properties;
mod records;
mod rows;
mod troubles;
mod vault;
