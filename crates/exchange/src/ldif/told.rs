//! What a person is told of entries that are no people and of values that no table holds.
//!
//! Counts and line numbers only. Deliberately absent: names and values.

use std::collections::BTreeMap;
use std::io::Read;

use super::entry::{Entry, EntryReader};
use super::kind::Kind;
use crate::told::counted;

#[derive(Default)]
pub(super) struct Told {
    others: BTreeMap<Kind, u64>,
    first_change: u64,
    last_line: u64,
    pub(super) bytes: u64,
    pub(super) secrets: u64,
    pub(super) elsewhere: u64,
    /// Values of more attributes than a table has columns.
    pub(super) surplus: u64,
    too_long: u64,
    first_too_long: u64,
    malformed: u64,
    first_malformed: u64,
}

impl Told {
    pub(super) fn entry(&mut self, entry: &Entry) {
        self.last_line = entry.line;
        if entry.too_long > 0 && self.too_long == 0 {
            self.first_too_long = entry.line;
        }
        self.too_long += entry.too_long;
    }

    pub(super) fn other(&mut self, kind: Kind) {
        *self.others.entry(kind).or_default() += 1;
        if kind == Kind::Change && self.first_change == 0 {
            self.first_change = self.last_line;
        }
    }

    pub(super) fn lines<R: Read>(&mut self, entries: &EntryReader<R>) {
        (self.malformed, self.first_malformed) = (entries.malformed, entries.first_malformed);
    }

    pub(super) fn sentences(&self) -> Vec<String> {
        let mut told = Vec::new();
        for (kind, count) in &self.others {
            let (one, many, what) = match kind {
                Kind::Person => continue,
                Kind::Group => ("group", "groups", "its members get it as a tag"),
                Kind::Unit => ("department or folder", "departments and folders", "it is no person and is left out"),
                Kind::Organization => ("organisation", "organisations", "it is no person and is left out"),
                Kind::Thing => ("entry about something else", "entries about something else", "it is left out"),
                Kind::Change => ("change", "changes", "only additions are read"),
            };
            let line = match kind {
                Kind::Change => format!(", the first on line {}", self.first_change),
                _ => String::new(),
            };
            told.push(if *count == 1 {
                format!("The file has one {one}{line}: {what}.")
            } else {
                let what = what.replace("its members get it", "their members get them").replace("a tag", "tags");
                let what =
                    what.replace("it is no person and is", "they are no people and are").replace("it is", "they are");
                format!("The file has {count} {many}{line}: {what}.")
            });
        }
        let mut say = |count: u64, one: &str, many: &str| told.extend(counted(count, one, many));
        say(
            self.bytes,
            "One picture or certificate is left out.",
            "pictures, certificates and other values that are no text are left out.",
        );
        say(self.secrets, "One password is left out.", "passwords are left out.");
        say(
            self.elsewhere,
            "One value is in another file, which is not read.",
            "values are in other files, which are not read.",
        );
        say(
            self.surplus,
            "One value is left out: the file has more kinds of attributes than a table has columns.",
            "values are left out: the file has more kinds of attributes than a table has columns.",
        );
        let first = self.first_too_long;
        say(
            self.too_long,
            &format!("One value of the entry on line {first} is too long to be kept and is left out."),
            &format!("values are too long to be kept and are left out, the first in the entry on line {first}."),
        );
        let first = self.first_malformed;
        say(
            self.malformed,
            &format!("Line {first} is no attribute with a value and is left out."),
            &format!("lines are no attributes with values and are left out, the first is line {first}."),
        );
        told
    }
}
