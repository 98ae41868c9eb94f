//! The vendors: what is spoken with each place that contacts are in step with.
//!
//! One folder per vendor, and no folder knows another; [`http`] is the client that they share,
//! [`catalogue`] names them all. A connector implements the port of `satchel-remote` and is lent what it needs to sign in. Deliberately absent: keyrings and databases, schedules
//! and repeating.

pub mod carddav;
pub mod catalogue;
pub mod http;
