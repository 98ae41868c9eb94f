//! A change on its way to a remote.

use satchel_model::{FieldChange, Id};
use serde::{Deserialize, Serialize};

use crate::{Picture, RemoteRef, Values, Version};

/// What is to be done there.
///
/// A [`FieldChange`] names a path with the remote's key, what the remote is believed to hold (`before`; by it a row
/// without a stable key is found) and what it shall hold (`after`; `None` clears). A new row proposes a key; the remote
/// may give it another. Paths that are not named are left alone.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Operation {
    /// Make a record.
    Create {
        /// What kind, and what it holds.
        kind: satchel_model::Entity,
        /// Its values. Rows have proposed keys.
        values: Values,
    },
    /// Change one.
    Update {
        /// Which.
        reference: RemoteRef,
        /// The version that the change was made on; `None` writes over whatever is there.
        base: Option<Version>,
        /// What came with the record and has no path here, as it was last read.
        extra: Values,
        /// What changes.
        changes: Vec<FieldChange>,
    },
    /// Delete one.
    Delete {
        /// Which.
        reference: RemoteRef,
        /// The version that was seen; `None` deletes whatever is there.
        base: Option<Version>,
    },
    /// Bring back a deleted one.
    Restore {
        /// Which.
        reference: RemoteRef,
    },
}

/// A change with the key by which it is known again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The id of the record in this vault. A create that is repeated has the same key, and the remote keeps it with the
    /// record where it can.
    pub key: Id,
    /// What is to be done.
    pub operation: Operation,
    /// The bytes of the picture that it names, beside it on its way there.
    #[serde(skip)]
    pub picture: Option<Picture>,
}

impl Change {
    /// A change without a picture.
    #[must_use]
    pub fn new(key: Id, operation: Operation) -> Self {
        Self { key, operation, picture: None }
    }
}
