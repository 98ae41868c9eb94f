//! A record as a remote tells it: paths and values, what has no path here, and who changed it when.

use std::collections::BTreeMap;

use satchel_model::Id;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{RemoteRef, Version};

/// Paths and what they hold, in the forms of the journal: a text, or an object for a child row. What is not there is
/// not in the map; nothing holds null or an empty text.
pub type Values = BTreeMap<String, Value>;

/// Who changed something, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// UTC milliseconds by the clock of whoever tells it; `None` when it is not known.
    pub at: Option<i64>,
    /// A name for a person to read; `None` when it is not known.
    pub by: Option<String>,
}

/// A record of a remote.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Its name there.
    pub reference: RemoteRef,
    /// What it was when it was read.
    pub version: Version,
    /// The key that it was created with, where the remote keeps it: by it a create whose answer was lost is known again.
    pub key: Option<Id>,
    /// Who it is, whatever it is called, where the remote tells that: another identity under the same name is another
    /// record, which took the name over. Compared and kept, never shown.
    #[serde(default)]
    pub identity: Option<String>,
    /// What it holds. Rows have the remote's keys.
    pub values: Values,
    /// What it holds that has no path here, by the remote's own names. It is kept with the mirror and handed back with
    /// every change, so that nothing unknown is ever dropped.
    pub extra: Values,
    /// The record's last change.
    pub modified: Stamp,
    /// Last changes of single paths, where the remote tells them; they outweigh `modified`.
    pub touched: BTreeMap<String, Stamp>,
}

impl Record {
    /// Who changed this path last, and when, as far as the remote tells.
    #[must_use]
    pub fn stamp(&self, path: &str) -> &Stamp {
        self.touched.get(path).unwrap_or(&self.modified)
    }
}
