//! What the remote told, one answer for each record.

use std::collections::BTreeMap;

use satchel_remote::{Fate, Found, Page, Record, RemoteRef, fold_tombstones};

/// Everything that was told.
pub(crate) struct News<'a> {
    records: BTreeMap<&'a RemoteRef, &'a Record>,
    fates: BTreeMap<RemoteRef, Fate>,
    read: &'a BTreeMap<RemoteRef, Found>,
}

/// What was told about one record.
pub(crate) enum Told<'a> {
    Nothing,
    Record(&'a Record),
    Ended(Fate),
    /// Both that it lives and that it was deleted; pages do not say which is the later news.
    Both,
}

impl<'a> News<'a> {
    /// Takes pages in, and what single records answered when they were read; that outweighs the pages.
    pub(crate) fn new(pages: &'a [Page], read: &'a BTreeMap<RemoteRef, Found>) -> Self {
        Self {
            records: pages.iter().flat_map(|page| &page.records).map(|record| (&record.reference, record)).collect(),
            fates: fold_tombstones(pages.iter().flat_map(|page| &page.tombstones)),
            read,
        }
    }

    pub(crate) fn of(&self, reference: &RemoteRef) -> Told<'a> {
        match self.read.get(reference) {
            Some(Found::Record(record)) => return Told::Record(record),
            Some(Found::Ended(fate)) => return Told::Ended(fate.clone()),
            None => {}
        }
        match (self.records.get(reference), self.fates.get(reference)) {
            (None, None) => Told::Nothing,
            (Some(record), None | Some(Fate::NotVisible)) => Told::Record(record),
            (None, Some(fate)) | (Some(_), Some(fate @ (Fate::Merged { .. } | Fate::Erased))) => {
                Told::Ended(fate.clone())
            }
            (Some(_), Some(Fate::Deleted { .. } | Fate::Archived)) => Told::Both,
        }
    }

    /// Everybody who is told to live.
    pub(crate) fn living(&self) -> Vec<&'a Record> {
        let read = self.read.values().filter_map(|found| match found {
            Found::Record(record) => Some(&**record),
            Found::Ended(_) => None,
        });
        let mut living: BTreeMap<&RemoteRef, &Record> = self.records.clone();
        living.extend(read.map(|record| (&record.reference, record)));
        living
            .into_values()
            .filter(|record| matches!(self.of(&record.reference), Told::Record(_) | Told::Both))
            .collect()
    }
}
