//! A company.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Id, RecordState};

/// A company with its own fields; its people are found through their affiliations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Company {
    /// Identity.
    pub id: Id,
    /// The journal's sequence number when this was read: the `base` of an edit.
    #[ts(type = "number")]
    pub seq: i64,
    /// Active, archived or trashed.
    pub state: RecordState,
    /// As people write it.
    pub name: String,
    /// Main web site, empty when not known.
    pub website: String,
    /// Free text.
    pub notes: String,
    /// How many active contacts are affiliated now.
    #[ts(type = "number")]
    pub people: i64,
}

/// A company's name and identity, for choosing one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct CompanyRef {
    /// Identity.
    pub id: Id,
    /// As people write it.
    pub name: String,
}
