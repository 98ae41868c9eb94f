//! How remotes differ, as values: the engine reads these and never asks who the vendor is.
//!
//! Deliberately absent: how to sign in (a connector's), how the remote chunks and pages (hidden behind the port).

use std::collections::BTreeMap;

use satchel_model::Entity;
use serde::{Deserialize, Serialize};

use crate::{RowCapability, split_row};

/// What a remote offers, as found out by asking it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Capabilities {
    /// One entry for each kind of record that exists there.
    pub kinds: Vec<KindCapabilities>,
}

impl Capabilities {
    /// What it offers for this kind.
    #[must_use]
    pub fn kind(&self, kind: Entity) -> Option<&KindCapabilities> {
        self.kinds.iter().find(|capabilities| capabilities.kind == kind)
    }
}

/// What a remote can do with a field that holds one value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldCapability {
    /// Whether it can be written there.
    pub writable: bool,
    /// Longest text in characters, of a picture the most bytes; `None` when nobody has met the end.
    pub longest: Option<usize>,
}

/// How a remote tells of deletions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Deletions {
    /// All of them come with the feed.
    Feed,
    /// Some come with the feed; the others are found by a sweep.
    Partial,
    /// None do.
    SweepOnly,
}

/// What a remote does about a change that was made on an old version.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersionCheck {
    /// Looks and writes in one step.
    Atomic,
    /// The connector looks just before it writes: a race of milliseconds is left.
    CheckThenWrite,
    /// Nothing.
    None,
}

/// What makes a create safe to repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CreateKey {
    /// The remote itself: a second create with the same key answers with the first record.
    Upsert,
    /// The engine: it asks [`find_created`](crate::Remote::find_created) before it repeats.
    Search,
}

/// What may be done to records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Operations {
    /// Make one.
    pub create: bool,
    /// Change one.
    pub update: bool,
    /// Delete one.
    pub delete: bool,
    /// Bring back a deleted one.
    pub restore: bool,
}

/// What a remote offers for one kind of record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindCapabilities {
    /// The kind.
    pub kind: Entity,
    /// Fields that it holds, by key of the registry. A field that is not named stays here.
    pub fields: BTreeMap<String, FieldCapability>,
    /// Collections of rows that it holds, by key of the registry.
    pub rows: BTreeMap<String, RowCapability>,
    /// How it tells of deletions.
    pub deletions: Deletions,
    /// What it does about old versions.
    pub version_check: VersionCheck,
    /// What makes a create safe to repeat.
    pub create_key: CreateKey,
    /// What may be done.
    pub operations: Operations,
    /// Changes that one push takes; the connector chunks smaller where the wire wants it.
    pub max_push: usize,
}

impl KindCapabilities {
    /// Whether the remote holds anything at this path, by any key.
    #[must_use]
    pub fn holds(&self, path: &str) -> bool {
        match split_row(path) {
            Some((collection, _)) => self.rows.contains_key(collection),
            None => self.fields.contains_key(path),
        }
    }
}
