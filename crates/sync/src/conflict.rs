//! What only a person can decide, and what a policy decided for them.

use satchel_model::Id;
use satchel_remote::{RemoteRef, Stamp};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Policy;

/// The path of a conflict about a whole record.
pub const STATE: &str = "state";

/// What one side says, and who said it when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// What it holds; `None` when it is not there.
    pub value: Option<Value>,
    /// Who and when, as far as it is known, by that side's clock.
    pub stamp: Stamp,
}

/// Both sides changed the same path, and nobody has decided yet. Neither side is written until somebody does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conflict {
    /// The record here.
    pub id: Id,
    /// The record there.
    pub remote: RemoteRef,
    /// Which path; [`STATE`] when one side ended the record and the other changed it.
    pub path: String,
    /// What both sides agreed on last.
    pub base: Option<Value>,
    /// What is here.
    pub mine: Claim,
    /// What is there.
    pub theirs: Claim,
}

/// Both sides changed the same path, and a policy decided: for the log, so that nobody's edit goes silently.
#[derive(Clone, Debug, PartialEq)]
pub struct Overruled {
    /// What it was about.
    pub conflict: Conflict,
    /// What decided.
    pub policy: Policy,
    /// Whether this vault's side won.
    pub mine_won: bool,
}
