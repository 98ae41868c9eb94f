//! Rows that look like a company's contacts, for tests, benches and demonstrations.
//!
//! The same seed gives the same bytes on every system and in every version. Deliberately absent: real people.

pub mod generate;
