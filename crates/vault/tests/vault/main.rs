//! A vault's keys through the public door: the ways in, and what goes wrong with them.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where something is not as it was set up")]

mod faults;
mod slots;
mod support;
