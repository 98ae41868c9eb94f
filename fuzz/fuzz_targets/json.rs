//! Feeds bytes to `feed::json`; what must hold is said there.

#![no_main]

#[path = "../../crates/exchange/tests/fuzzed/feed.rs"]
mod feed;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| feed::json(bytes));
