//! The mirror of a linked record: what the remote held when it was last seen, and what both sides agreed on.
//!
//! Both are kept, because a conflict that nobody has decided, and a change that is held, have to be found again by a run
//! in which the remote says nothing about the record. Where the two are the same, which is nearly everywhere, only one
//! is stored. Paths are this vault's; `keys` says what the remote calls its rows.

use std::collections::BTreeMap;

use satchel_model::Id;
use satchel_remote::{Fate, Record, RemoteRef, Stamp, Values, Version};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Paired;

/// The mirror of one record for one account.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mirror {
    /// The record there.
    pub reference: RemoteRef,
    /// Its version when it was last seen.
    pub version: Option<Version>,
    /// Who it is, where the remote tells that.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub identity: Option<String>,
    /// The record here that it was created for, where the remote tells that. It stays when the link goes to another one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub key: Option<Id>,
    /// What it held when it was last seen.
    pub seen: Values,
    /// What both sides agreed on, at the paths where something newer was seen.
    pub unsettled: BTreeMap<String, Option<Value>>,
    /// What the remote calls the rows: paths here and there.
    pub keys: BTreeMap<String, String>,
    /// What came along and has no path here.
    pub extra: Values,
    /// The remote's last change.
    pub modified: Stamp,
    /// The remote's last changes of single paths, where it tells them.
    pub touched: BTreeMap<String, Stamp>,
    /// How it ended there, as last told.
    pub fate: Option<Fate>,
    /// Whether both sides agreed that it is gone.
    pub agreed_gone: bool,
}

impl Mirror {
    /// The mirror of a record on which nothing has been agreed yet.
    #[must_use]
    pub fn new(reference: RemoteRef) -> Self {
        Self {
            reference,
            version: None,
            identity: None,
            key: None,
            seen: Values::new(),
            unsettled: BTreeMap::new(),
            keys: BTreeMap::new(),
            extra: Values::new(),
            modified: Stamp::default(),
            touched: BTreeMap::new(),
            fate: None,
            agreed_gone: false,
        }
    }

    /// What both sides agreed on.
    #[must_use]
    pub fn base(&self) -> Values {
        let mut base = self.seen.clone();
        for (path, value) in &self.unsettled {
            match value {
                Some(value) => base.insert(path.clone(), value.clone()),
                None => base.remove(path),
            };
        }
        base
    }

    /// The mirror after the record was seen like this, with `base` as what is agreed.
    #[must_use]
    pub fn seeing(&self, record: &Record, paired: Paired, base: &Values) -> Self {
        let here = |there: &String| {
            let row = paired.keys.iter().find(|(_, key)| *key == there);
            row.map_or_else(|| there.clone(), |(path, _)| path.clone())
        };
        let touched = record.touched.iter().map(|(path, stamp)| (here(path), stamp.clone())).collect();
        let mut mirror = Self {
            reference: record.reference.clone(),
            version: Some(record.version.clone()),
            identity: record.identity.clone().or_else(|| self.identity.clone()),
            key: record.key.or(self.key),
            seen: paired.values,
            unsettled: BTreeMap::new(),
            keys: paired.keys,
            extra: record.extra.clone(),
            modified: record.modified.clone(),
            touched,
            fate: None,
            agreed_gone: self.agreed_gone,
        };
        mirror.agree_on(base);
        mirror
    }

    /// Makes `base` what is agreed, whatever was seen.
    pub(crate) fn agree_on(&mut self, base: &Values) {
        let paths = base.keys().chain(self.seen.keys());
        self.unsettled = paths
            .filter(|path| base.get(*path) != self.seen.get(*path))
            .map(|path| (path.clone(), base.get(path).cloned()))
            .collect();
    }

    /// Whether a record that bears the name is another one by now.
    #[must_use]
    pub fn is_another(&self, record: &Record) -> bool {
        let known = self.identity.as_ref().zip(record.identity.as_ref());
        self.reference == record.reference && known.is_some_and(|(was, is)| was != is)
    }

    /// Who changed this path last there, and when.
    #[must_use]
    pub fn stamp(&self, path: &str) -> &Stamp {
        self.touched.get(path).unwrap_or(&self.modified)
    }
}
