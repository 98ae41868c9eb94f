//! Who wins where both sides changed the same thing.

use std::collections::BTreeMap;

use satchel_remote::split_row;
use serde::{Deserialize, Serialize};

use crate::Guard;

/// What decides when both sides changed a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// The later change; a person, when nobody can tell which it is.
    Newest,
    /// This vault.
    Mine,
    /// The remote.
    Theirs,
    /// A person.
    Ask,
}

/// The rules of an account.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// By key of a field or collection.
    pub fields: BTreeMap<String, Policy>,
    /// Of all other fields.
    pub otherwise: Policy,
    /// Of records that one side ended and the other changed.
    pub life: Policy,
    /// How many records may vanish before a person is asked.
    pub guard: Guard,
}

impl Default for Rules {
    /// The later change wins, but for free text and for whole records, where a person has to look.
    fn default() -> Self {
        Self {
            fields: BTreeMap::from([("notes".to_owned(), Policy::Ask)]),
            otherwise: Policy::Newest,
            life: Policy::Ask,
            guard: Guard::default(),
        }
    }
}

impl Rules {
    /// The policy of a path; a row has that of its collection.
    #[must_use]
    pub fn policy(&self, path: &str) -> Policy {
        let key = split_row(path).map_or(path, |(collection, _)| collection);
        self.fields.get(key).copied().unwrap_or(self.otherwise)
    }
}
