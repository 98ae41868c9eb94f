//! The port by its public side: the fake keeps every law, every fault does what it says, and a remote that breaks a
//! law is caught by that law.

#![expect(clippy::unwrap_used, reason = "a test stops where its far side cannot be set up")]

mod broken;
mod faults;
mod laws;
