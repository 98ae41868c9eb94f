//! The vendors: what is spoken with each place that contacts are in step with.
//!
//! One folder per vendor, and no folder knows another. Bytes come in and go out; nothing here opens a connection, knows a
//! clock, or sees a password. Deliberately absent, until their first code arrives: the port that vendors stand behind,
//! and the shared HTTP client with its patience and its limits.

pub mod carddav;
