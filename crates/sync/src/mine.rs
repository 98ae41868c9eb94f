//! A record as it is in this vault, with what the engine has to know about it.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Entity, Id};
use satchel_remote::{Stamp, Values};
use serde::{Deserialize, Serialize};

/// Where a record of this vault is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Life {
    /// In use.
    Active,
    /// Kept, out of the way.
    Archived,
    /// Deleted, can be restored.
    Trashed,
    /// Deleted for good; only its name is left.
    Purged,
    /// It lives on in another record.
    MergedInto(Id),
}

/// Why nothing of a record is written on either side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HoldReason {
    /// A person said so before the run.
    Person,
    /// What was pulled or sent has been taken back here; a person says which side is to be right.
    Undone,
    /// The remote no longer shows it, and nobody can tell whether it is deleted.
    OutOfSight,
    /// The remote merged it away, and here it was brought back.
    MergedThere,
    /// What it was merged into there is itself held or undecided here.
    Survivor,
    /// Here it is gone for good or merged away, and the remote has it alive and changed.
    CannotReturn,
    /// The remote does not offer what it would take.
    NotOffered,
    /// Another record has taken over its name there.
    Another,
    /// It is not known yet whether it was created there.
    Unanswered,
}

/// A record of this vault.
#[derive(Clone, Debug, PartialEq)]
pub struct Mine {
    /// Its id.
    pub id: Id,
    /// What it is.
    pub kind: Entity,
    /// Where it is in its life.
    pub life: Life,
    /// What it holds, in the forms of the journal. Rows have their ids.
    pub values: Values,
    /// Its last change.
    pub modified: Stamp,
    /// Last changes of single paths; they outweigh `modified`.
    pub touched: BTreeMap<String, Stamp>,
    /// The journal's sequence at which it was read: what an acknowledgement is good for.
    pub seq: i64,
    /// Paths behind a privacy lock. They take no part: never sent, never overwritten.
    pub locked: BTreeSet<String>,
    /// Why it is not to be synced just now.
    pub hold: Option<HoldReason>,
}

impl Mine {
    /// Who changed this path last, and when.
    #[must_use]
    pub fn stamp(&self, path: &str) -> &Stamp {
        self.touched.get(path).unwrap_or(&self.modified)
    }
}
