//! The engine's rules by their public side: readable cases, a vault in memory and one on a real database beside a
//! fake remote, and properties.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where its vault cannot be set up")]

mod acknowledgements;
mod album;
mod book;
mod decisions;
mod endless;
mod grouped;
mod lives;
mod merged_there;
mod merges;
mod mortal;
mod newcomers;
mod pictures;
mod properties;
mod records;
mod rows;
mod runs;
mod storms;
mod strict;
mod vault;
mod watch;
