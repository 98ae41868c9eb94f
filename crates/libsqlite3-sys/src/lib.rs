//! Stand-in for `libsqlite3-sys`: re-exports the release whose SQLite is safe for several processes on one WAL.
//!
//! sqlx caps the version it accepts below the one with the fix; this crate carries an accepted version number and
//! nothing else. Delete it, and the `[patch]` entry, when sqlx lifts the cap.

pub use real::*;
