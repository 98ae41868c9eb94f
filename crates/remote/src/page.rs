//! What comes out of a remote: pages of its feed, pages of a sweep, single records.

use serde::{Deserialize, Serialize};

use crate::{Cursor, Fate, Record, RemoteRef, Tombstone, Version};

/// A record that could not be read. It is named and left alone; the page goes on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quarantined {
    /// Which record, when that much can be told.
    pub reference: Option<RemoteRef>,
    /// Why, as a sentence without its values.
    pub reason: String,
}

/// A page of the feed. Records may come again in later pages and runs; none is left out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page {
    /// Records as they are now.
    pub records: Vec<Record>,
    /// Ends of records.
    pub tombstones: Vec<Tombstone>,
    /// What could not be read.
    pub quarantined: Vec<Quarantined>,
    /// Where to go on: the next page, or the next run.
    pub next: Cursor,
    /// Whether there is a next page now.
    pub more: bool,
    /// Whether deletions may be missing, because the feed no longer reaches back so far: a sweep is due.
    pub gap: bool,
    /// Whether a group of people may have been made or changed since the cursor. One that is gone may be told like the end
    /// of a record of its name. A remote without any says no.
    #[serde(default)]
    pub groups: bool,
    /// The remote's clock when it answered, UTC milliseconds, where it says.
    pub clock: Option<i64>,
}

impl Page {
    /// About how many bytes it takes in memory; see [`Record::weight`].
    #[must_use]
    pub fn weight(&self) -> usize {
        const NAME: usize = 128;
        let records: usize = self.records.iter().map(Record::weight).sum();
        let named = |reference: &RemoteRef| NAME + reference.id.len();
        let ends: usize = self.tombstones.iter().map(|tombstone| named(&tombstone.reference)).sum();
        let unread = self.quarantined.iter();
        let unread: usize = unread.map(|it| it.reason.len() + it.reference.as_ref().map_or(NAME, named)).sum();
        records + ends + unread
    }
}

/// A page of the names of all living records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdPage {
    /// Names, with versions where they come for free.
    pub ids: Vec<(RemoteRef, Option<Version>)>,
    /// Where to go on; `None` says that all were named, and only then does a missing one mean anything.
    pub next: Option<Cursor>,
}

/// What was found under a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// The record.
    Record(Box<Record>),
    /// Its end.
    Ended(Fate),
}
