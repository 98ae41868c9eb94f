//! The rules of the house, as tests: one direction, one door for SQL, short files, no machine's paths.
//!
//! A test here reads the tree and fails with the file, the line and the rule. An exception is a line in the rule's own
//! list with its reason. Deliberately absent: taste, and whatever rustc, clippy, oxlint and knip check already.

#![expect(clippy::unwrap_used, reason = "a test stops where the tree cannot be read")]

mod floors;
mod layout;
mod lockfile;
mod migrations;
mod schedule;
mod scope;
mod tree;
mod tsx;
