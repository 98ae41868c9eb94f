//! Counts of what was found in files.
//!
//! Deliberately absent: anything of what is in them.

use std::collections::BTreeMap;
use std::fmt;

#[derive(Default)]
pub(crate) struct Counts {
    pub(crate) files: u64,
    /// Files that were refused by a sentence, for they hold something else.
    pub(crate) refused: u64,
    /// Files that could not be read, or cards that do not come back.
    pub(crate) failed: u64,
    /// Cards, rows, entries.
    pub(crate) found: u64,
    /// Of these, who became a contact.
    pub(crate) read: u64,
    /// Of these, who lost something, be it to the notes.
    pub(crate) lossy: u64,
    /// Properties or columns that are fields, and those that are kept or go to the notes.
    pub(crate) mapped: u64,
    pub(crate) kept: u64,
    /// What was lost, by its code.
    pub(crate) losses: BTreeMap<String, u64>,
    /// What was said of whole files.
    pub(crate) said: Vec<String>,
}

impl Counts {
    pub(crate) const HEAD: &str = "| files | found | read | with something lost | properties mapped / kept | what was lost |\n|---|---:|---:|---:|---:|---|";

    pub(crate) fn failure(said: String) -> Self {
        Self { files: 1, failed: 1, said: vec![said], ..Self::default() }
    }

    pub(crate) fn is_nothing(&self) -> bool {
        self.files == 0
    }

    pub(crate) fn lose(&mut self, code: impl fmt::Debug) {
        *self.losses.entry(format!("{code:?}")).or_default() += 1;
    }

    pub(crate) fn add(&mut self, other: &Self) {
        self.files += other.files;
        self.refused += other.refused;
        self.failed += other.failed;
        self.found += other.found;
        self.read += other.read;
        self.lossy += other.lossy;
        self.mapped += other.mapped;
        self.kept += other.kept;
        for (code, count) in &other.losses {
            *self.losses.entry(code.clone()).or_default() += count;
        }
    }

    pub(crate) fn row(&self, name: &str) -> String {
        let Self { files, refused, found, read, lossy, mapped, kept, .. } = self;
        let refused = if *refused > 0 { format!(", {refused} refused") } else { String::new() };
        format!("| {name} ({files}{refused}) | {found} | {read} | {lossy} | {mapped} / {kept} | {} |", self.lost())
    }

    fn lost(&self) -> String {
        let losses: Vec<String> = self.losses.iter().map(|(code, count)| format!("{code} {count}")).collect();
        losses.join(", ")
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { found, read, lossy, mapped, kept, failed, said, .. } = self;
        write!(f, "{found} found, {read} read, {lossy} with something lost, {mapped} mapped, {kept} kept")?;
        if *failed > 0 {
            write!(f, ", {failed} FAILED")?;
        }
        if !self.losses.is_empty() {
            write!(f, " [{}]", self.lost())?;
        }
        said.iter().try_for_each(|said| write!(f, " ({said})"))
    }
}
