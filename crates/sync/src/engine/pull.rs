//! Reading what the remote tells: its feed from where it was left, and who is still there.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::hash::{Hash, Hasher};

use satchel_remote::{
    Capabilities, Cursor, Deletions, Fate, Found, Halt, KindCapabilities, Page, RemoteRef, Tombstone,
};
use satchel_store::SyncState;

use super::patience::Patience;
use super::{Engine, KIND, Known, Memory, RunError};
use crate::{Misses, RemoteClock, Situation, Sweep};

/// Records of a page.
const PAGE: usize = 500;
/// Records of one round, and names of a sweep. Whoever tells more is taken for a remote without an end.
const MOST: usize = 2_000_000;
/// Broken answers that are borne in one round: a remote that goes in a circle gives one in every turn of it.
const MOST_BROKEN: u32 = 3;
/// How finely remotes stamp their changes, milliseconds.
const RESOLUTION: i64 = 1_000;
/// How often a remote that tells some deletions is swept for the others, milliseconds.
const SWEEP_EVERY: i64 = 24 * 3_600_000;
/// How often what could not be read is tried again, milliseconds.
const REREAD_EVERY: i64 = 3_600_000;
/// How many of them at once.
const REREAD: usize = 200;

impl Engine<'_> {
    /// Pulls what is new. The outer error is the store's, the inner one the remote's.
    pub(super) async fn pull(&self) -> Result<Result<Known, Halt>, RunError> {
        let state = self.store.sync_state(self.account.row, KIND).await?;
        let mut memory = Memory::of(&state);
        let capabilities = match self.discover().await {
            Ok(capabilities) => capabilities,
            Err(halt) => return Ok(Err(halt)),
        };
        // What is there now and was not told before: everything is read again.
        let learnt = memory.offered.as_ref().is_some_and(|before| offers_more(before, &capabilities));
        let from = state.cursor.clone().filter(|_| !learnt).map(Cursor);
        let begins = from.is_none();
        let pages = match self.pages(from, &mut memory.clock).await {
            // What was seen is known by the mirrors; reading all again costs time and nothing else.
            Err(Halt::CursorLost) => {
                self.store.forget_cursor(self.account.row, KIND).await?;
                self.pages(None, &mut memory.clock).await
            }
            pages => pages,
        };
        let (pages, cursor) = match pages {
            Ok(pages) => pages,
            Err(halt) => return Ok(Err(halt)),
        };
        let gap = pages.iter().any(|page| page.gap) || (begins && state.seq > 0);
        let again = gap || memory.misses.is_open();
        let due = match capabilities.deletions {
            Deletions::Feed => again,
            Deletions::Partial => again || self.time.now() - memory.swept_at > SWEEP_EVERY,
            Deletions::SweepOnly => true,
        };
        memory.offered = Some(capabilities.clone());
        let is_gone = |tombstone: &Tombstone| memory.groups.contains_key(&tombstone.reference.id);
        memory.groups_due |= pages.iter().any(|page| page.groups || page.tombstones.iter().any(is_gone));
        let mut known = Known {
            situation: Situation { pages, clock: memory.clock, rules: self.rules(), ..Situation::new(capabilities) },
            state: SyncState { cursor: Some(cursor.0), ..state },
            memory,
            pairs: BTreeMap::new(),
            read: BTreeMap::new(),
            answered: BTreeSet::new(),
            pictures: BTreeMap::new(),
            reversed: BTreeSet::new(),
            head: 0,
        };
        if due && let Err(halt) = self.sweep(&mut known).await? {
            return Ok(Err(halt));
        }
        if let Err(halt) = self.read_again(&mut known).await {
            return Ok(Err(halt));
        }
        Ok(Ok(known))
    }

    /// Tries again what earlier runs could not read: the feed tells of it once, and what was the matter may have passed.
    async fn read_again(&self, known: &mut Known) -> Result<(), Halt> {
        let Known { situation: Situation { pages, .. }, memory, read, .. } = known;
        let told: BTreeSet<&RemoteRef> = pages.iter().flat_map(names).collect();
        memory.unread.retain(|reference| !told.contains(reference));
        let now = self.time.now();
        if !memory.unread.is_empty() && now - memory.reread_at >= REREAD_EVERY {
            let rest = memory.unread.split_off(memory.unread.len().min(REREAD));
            let tried = std::mem::replace(&mut memory.unread, rest);
            for (reference, found) in self.read(&tried).await? {
                match found {
                    // Nobody can tell more than before.
                    Found::Ended(Fate::NotVisible) => memory.unread.push(reference),
                    found => {
                        read.insert(reference, found);
                    }
                }
            }
            memory.reread_at = now;
        }
        let unread: Vec<RemoteRef> = pages.iter().flat_map(unread).cloned().collect();
        memory.unread.extend(unread);
        Ok(())
    }

    /// What the remote offers for the kind of records that are kept in step.
    async fn discover(&self) -> Result<KindCapabilities, Halt> {
        let mut patience = Patience::new(self.time);
        let offered: Capabilities = loop {
            match self.remote.discover().await {
                Ok(offered) => break offered,
                Err(halt) => patience.bear(halt).await?,
            }
        };
        offered.kind(KIND).cloned().ok_or(Halt::Forbidden)
    }

    async fn pages(&self, from: Option<Cursor>, clock: &mut RemoteClock) -> Result<(Vec<Page>, Cursor), Halt> {
        let mut pages = Vec::new();
        let mut from = from;
        let mut been: HashSet<u64> = HashSet::new();
        let (mut records, mut weight, mut broken) = (0, 0_usize, 0);
        loop {
            let page = self.page(from.as_ref(), clock, &mut broken).await?;
            let (more, next) = (page.more, page.next.clone());
            records += page.records.len() + page.tombstones.len() + page.quarantined.len();
            weight = weight.saturating_add(page.weight());
            (self.progress)(records as u64, 0);
            pages.push(page);
            if weight > self.room {
                return Err(Halt::Nonsense("more than can be held at once"));
            }
            if !more {
                return Ok((pages, next));
            }
            if !been.insert(place(&next)) || records > MOST {
                return Err(Halt::Nonsense("a list without an end"));
            }
            from = Some(next);
        }
    }

    /// One page; `broken` counts the answers of the round that were nonsense.
    async fn page(&self, from: Option<&Cursor>, clock: &mut RemoteClock, broken: &mut u32) -> Result<Page, Halt> {
        let mut patience = Patience::new(self.time);
        loop {
            let asked = self.time.now();
            match self.remote.pull(KIND, from, PAGE).await {
                Ok(page) => {
                    if let Some(told) = page.clock {
                        *clock = RemoteClock::measured(asked, self.time.now(), told, RESOLUTION);
                    }
                    return Ok(page);
                }
                Err(halt) => {
                    *broken += u32::from(matches!(halt, Halt::Nonsense(_)));
                    if *broken > MOST_BROKEN {
                        return Err(halt);
                    }
                    patience.bear(halt).await?;
                }
            }
        }
    }

    /// Looks who is still there, and asks by name for those who were missing twice.
    async fn sweep(&self, known: &mut Known) -> Result<Result<(), Halt>, RunError> {
        let linked = self.store.linked_names(self.account.row, KIND).await?;
        if linked.is_empty() {
            // Nobody can be missing.
            (known.memory.misses, known.memory.swept_at) = (Misses::default(), self.time.now());
            return Ok(Ok(()));
        }
        let sweep = match self.names().await {
            Ok(sweep) => sweep,
            Err(halt) => return Ok(Err(halt)),
        };
        let linked: Vec<RemoteRef> = linked.into_iter().map(|name| RemoteRef::new(KIND, name)).collect();
        let Ok(suspects) = known.memory.misses.count(&sweep, &linked) else {
            return Ok(Err(Halt::Nonsense("a list that breaks off")));
        };
        known.memory.swept_at = self.time.now();
        Ok(self.read(&suspects).await.map(|found| known.read.extend(found)))
    }

    async fn names(&self) -> Result<Sweep, Halt> {
        let mut sweep = Sweep::default();
        let mut from: Option<Cursor> = None;
        let mut been: HashSet<u64> = HashSet::new();
        loop {
            let mut patience = Patience::new(self.time);
            let page = loop {
                match self.remote.sweep(KIND, from.as_ref(), PAGE).await {
                    Ok(page) => break page,
                    Err(halt) => patience.bear(halt).await?,
                }
            };
            from.clone_from(&page.next);
            sweep.take(page);
            let Some(next) = &from else { return Ok(sweep) };
            if !been.insert(place(next)) || sweep.len() > MOST {
                return Err(Halt::Nonsense("a list without an end"));
            }
        }
    }
}

/// A cursor in eight bytes: some grow with the book, and all of a round are remembered.
fn place(cursor: &Cursor) -> u64 {
    let mut hasher = DefaultHasher::new();
    cursor.0.to_string().hash(&mut hasher);
    hasher.finish()
}

/// Whether a remote offers a path that it did not offer before.
fn offers_more(before: &KindCapabilities, now: &KindCapabilities) -> bool {
    let field = now.fields.keys().any(|key| !before.fields.contains_key(key));
    field || now.rows.keys().any(|key| !before.rows.contains_key(key))
}

/// What a page could not read.
fn unread(page: &Page) -> impl Iterator<Item = &RemoteRef> {
    page.quarantined.iter().filter_map(|quarantined| quarantined.reference.as_ref())
}

/// Everything that a page names.
fn names(page: &Page) -> impl Iterator<Item = &RemoteRef> {
    let records = page.records.iter().map(|record| &record.reference);
    records.chain(page.tombstones.iter().map(|tombstone| &tombstone.reference)).chain(unread(page))
}
