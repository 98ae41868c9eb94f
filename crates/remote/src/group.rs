//! Groups: what a remote calls a list of people.
//!
//! A group is a name and a set of people; it is no record, has no fields and is read whole. Who is in it is told by
//! identity, so that people who are nobody here stay in it. Deliberately absent: making groups there and deleting them.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{RemoteRef, Version};

/// A group of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    /// Its name there: opaque, as that of a record.
    pub id: String,
    /// What it was when it was read.
    pub version: Version,
    /// What people call it.
    pub title: String,
    /// Who is in it, by [`Record::identity`](crate::Record::identity).
    pub members: BTreeSet<String>,
}

/// People who come into a group, and people who leave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupChange {
    /// The group's name there.
    pub id: String,
    /// What it was when the change was decided; it is made on nothing else.
    pub base: Version,
    /// Who comes in. Nobody who is in it already comes in twice.
    pub enter: BTreeSet<RemoteRef>,
    /// Who leaves, by identity. Nobody else does.
    pub leave: BTreeSet<String>,
}

/// What became of a change of a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupOutcome {
    /// It is done; the group as it is now.
    Applied(Group),
    /// It is not known to be done: the group was changed meanwhile, is gone, or the answer never came. What it is now
    /// answers the next round.
    Later,
    /// The remote does not take it, with its words.
    Refused(String),
}
