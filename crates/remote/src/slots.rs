//! Where a remote puts child rows, and how many it can hold.
//!
//! What it cannot hold stays in this vault and is never read back as a deletion: see `satchel-sync`.

use serde::{Deserialize, Serialize};

/// A place that holds one row: the mobile number, the second e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slot {
    /// The row's key: what the remote calls the place.
    pub key: String,
    /// The label of rows that belong there; empty takes any row that no other place wants.
    pub label: String,
}

/// How a remote tells rows of a list apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowKeys {
    /// Rows have names of their own that outlive an edit.
    Stable,
    /// Rows are known by what they hold; keys are good for one reading of the record.
    ByValue,
}

/// The room for the rows of one collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Slots {
    /// Fixed places.
    Named(Vec<Slot>),
    /// A list.
    List {
        /// The most rows it takes; `None` when nobody has met the end.
        most: Option<usize>,
        /// How rows are known again.
        keys: RowKeys,
    },
}

impl Slots {
    /// The most rows there can be; `None` when there is no end.
    #[must_use]
    pub fn most(&self) -> Option<usize> {
        match self {
            Self::Named(slots) => Some(slots.len()),
            Self::List { most, .. } => *most,
        }
    }
}

/// What a remote can hold of one collection.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowCapability {
    /// Where rows go.
    pub slots: Slots,
    /// The parts of a row that the remote holds (`value`, `label`, `street`, …). Parts that are not named stay here and
    /// are never compared.
    pub parts: Vec<String>,
}
