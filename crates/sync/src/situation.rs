//! All that a plan depends on.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::Id;
use satchel_remote::{Found, KindCapabilities, Page, RemoteRef};
use serde::{Deserialize, Serialize};

use crate::{Approved, Mine, Mirror, RemoteClock, Rules};

/// A change that the remote refused. It is not sent again until the record is edited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The record's sequence when it was sent.
    pub seq: i64,
    /// The remote's word for it.
    pub code: String,
    /// The path that it names.
    pub path: Option<String>,
    /// The remote's sentence; for a person, not for a log.
    pub message: String,
}

/// What is known about some records of one kind of one account.
///
/// Whoever makes one puts in, beside the pages, every mirror of a record that the pages name, that was changed here, that
/// is unsettled or that has ended on one side only; and of every mirror its record. Of records that `key`s in the pages
/// name, and of those that others were merged into, mirror and record too.
#[derive(Clone, Debug)]
pub struct Situation {
    /// What the remote offers for this kind.
    pub capabilities: KindCapabilities,
    /// The account's rules.
    pub rules: Rules,
    /// How the remote's clock stands.
    pub clock: RemoteClock,
    /// How many records of this kind are linked to living ones, altogether.
    pub linked: usize,
    /// Mirrors by the record here.
    pub mirrors: BTreeMap<Id, Mirror>,
    /// Records of this vault.
    pub mine: BTreeMap<Id, Mine>,
    /// What the remote told, oldest first: what answers to changes told since the last plan, then the feed.
    pub pages: Vec<Page>,
    /// What single records answered when they were read after all of that; it outweighs the pages.
    pub read: BTreeMap<RemoteRef, Found>,
    /// Records there that are records here: agreed with a person, or found by their key.
    pub pairs: BTreeMap<RemoteRef, Id>,
    /// Records there of which a person said that they are nobody here.
    pub strangers: BTreeSet<RemoteRef>,
    /// Records there who are not to come here before a person says so.
    pub left_out: BTreeSet<RemoteRef>,
    /// Records whose create was sent and not answered.
    pub unanswered: BTreeSet<Id>,
    /// Changes that the remote refused.
    pub refused: BTreeMap<Id, Refused>,
    /// How many may vanish because a person has looked.
    pub approved: Approved,
}

impl Situation {
    /// Nothing is known but what the remote offers.
    #[must_use]
    pub fn new(capabilities: KindCapabilities) -> Self {
        Self {
            capabilities,
            rules: Rules::default(),
            clock: RemoteClock::default(),
            linked: 0,
            mirrors: BTreeMap::new(),
            mine: BTreeMap::new(),
            pages: Vec::new(),
            read: BTreeMap::new(),
            pairs: BTreeMap::new(),
            strangers: BTreeSet::new(),
            left_out: BTreeSet::new(),
            unanswered: BTreeSet::new(),
            refused: BTreeMap::new(),
            approved: Approved::default(),
        }
    }
}
