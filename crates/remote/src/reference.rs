//! Names that a remote gives: of a record, of its version, of a place in its feed.
//!
//! All three are opaque: they are stored, compared and handed back, never taken apart. Ids that are numbers there are
//! texts here, because some are larger than a float holds.

use satchel_model::Entity;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A record of a remote.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RemoteRef {
    /// What kind of record.
    pub kind: Entity,
    /// Its name there.
    pub id: String,
}

impl RemoteRef {
    /// The record of this kind and name.
    pub fn new(kind: Entity, id: impl Into<String>) -> Self {
        Self { kind, id: id.into() }
    }
}

/// What a record was when it was read: an ETag, a time of modification. Two that are equal mean the same content.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Version(pub String);

/// A place in a remote's feed, as the remote writes it; it outlives the process and the program's version.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub Value);
