//! The far side: the records of the fake, and a colleague's hand on them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use satchel_model::{Entity, FieldChange, Id};

use crate::fake::groups::Groups;
use crate::fake::rows::changed;
use crate::fake::{Call, Fault, Faults, Seed, Settings};
use crate::{Capabilities, Fate, KindCapabilities, Outcome, PHOTO, Picture, Record, RemoteRef, Stamp, Values, Version};

/// A record as the fake keeps it.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) values: Values,
    pub(crate) extra: Values,
    /// What stands at [`PHOTO`].
    pub(crate) picture: Option<Picture>,
    pub(crate) key: Option<Id>,
    pub(crate) identity: String,
    pub(crate) revision: u64,
    /// Its place in the feed: never goes back, whatever the clock does.
    pub(crate) stamp: i64,
    pub(crate) modified: Stamp,
    pub(crate) fate: Option<Fate>,
    pub(crate) hidden: bool,
}

/// Everything that the fake knows.
#[derive(Debug)]
pub(crate) struct Book {
    pub(crate) settings: Settings,
    pub(crate) entries: BTreeMap<RemoteRef, Entry>,
    pub(crate) faults: Faults,
    pub(crate) seed: Seed,
    pub(crate) requests: BTreeMap<Call, u64>,
    pub(crate) throttle: Option<u64>,
    pub(crate) groups: Groups,
    now: i64,
    offset: i64,
    pub(crate) last_stamp: i64,
    minted: u64,
}

impl Book {
    /// The clock that it shows to others.
    pub(crate) fn clock(&self) -> i64 {
        self.now.saturating_add(self.offset)
    }

    /// The stamp that a change gets now.
    pub(crate) fn stamp(&self) -> i64 {
        let whole = self.now - self.now.rem_euclid(self.settings.resolution.max(1));
        whole.max(self.last_stamp)
    }

    /// The stamp at which a round of the feed ends. No later change is stamped before it, even if the clock goes back.
    pub(crate) fn begin_round(&mut self) -> i64 {
        self.last_stamp = self.stamp();
        self.last_stamp
    }

    pub(crate) fn capabilities(&self, kind: Entity) -> Option<KindCapabilities> {
        self.settings.capabilities.kind(kind).cloned()
    }

    pub(crate) fn mint(&mut self) -> u64 {
        self.minted += 1;
        self.minted
    }

    /// Writes that a record changed.
    pub(crate) fn touch(&mut self, reference: &RemoteRef, by: &str) {
        let (stamp, clock, revision) = (self.stamp(), self.clock(), self.mint());
        self.last_stamp = stamp;
        let resolution = self.settings.resolution.max(1);
        if let Some(entry) = self.entries.get_mut(reference) {
            entry.stamp = stamp;
            entry.revision = revision;
            entry.modified = Stamp { at: Some(clock - clock.rem_euclid(resolution)), by: Some(by.to_owned()) };
        }
    }

    /// Makes a record of these values.
    pub(crate) fn create(
        &mut self,
        kind: Entity,
        key: Option<Id>,
        (values, picture): (&Values, Option<&Picture>),
        by: &str,
    ) -> Result<RemoteRef, Outcome> {
        let changes: Vec<FieldChange> = values
            .iter()
            .map(|(path, value)| FieldChange { path: path.clone(), before: None, after: Some(value.clone()) })
            .collect();
        let values = self.checked(kind, &Values::new(), &changes)?;
        let picture = drawn(&values, None, picture)?;
        // Ids are numbers in an order that says nothing, so that nothing is built on it.
        let number = self.mint();
        let reference = RemoteRef::new(kind, format!("{}{number}", (number * 7) % 10));
        let entry = Entry {
            values,
            extra: Values::new(),
            picture,
            key,
            identity: format!("person {number}"),
            revision: 0,
            stamp: 0,
            modified: Stamp::default(),
            fate: None,
            hidden: false,
        };
        self.entries.insert(reference.clone(), entry);
        self.touch(&reference, by);
        Ok(reference)
    }

    /// Changes a record; whether it is there has been looked at.
    pub(crate) fn update(
        &mut self,
        reference: &RemoteRef,
        (changes, picture): (&[FieldChange], Option<&Picture>),
        by: &str,
    ) -> Result<(), Outcome> {
        let before = self.entries.get(reference).map(|entry| entry.values.clone()).unwrap_or_default();
        let values = self.checked(reference.kind, &before, changes)?;
        if let Some(entry) = self.entries.get_mut(reference) {
            entry.picture = drawn(&values, entry.picture.as_ref(), picture)?;
            entry.values = values;
        }
        self.touch(reference, by);
        Ok(())
    }

    fn checked(&mut self, kind: Entity, before: &Values, changes: &[FieldChange]) -> Result<Values, Outcome> {
        let Some(capabilities) = self.capabilities(kind) else {
            return Err(Outcome::Rejected {
                code: "UNKNOWN_KIND".to_owned(),
                path: None,
                message: "there are no such records here".to_owned(),
            });
        };
        let minted = &mut self.minted;
        changed(&capabilities, before, changes, &mut || {
            *minted += 1;
            format!("row{minted:06}")
        })
    }

    /// Ends a record.
    pub(crate) fn end(&mut self, reference: &RemoteRef, fate: Fate, by: &str) {
        if let Some(entry) = self.entries.get_mut(reference) {
            entry.fate = Some(fate);
        }
        self.touch(reference, by);
    }

    pub(crate) fn record(&self, reference: &RemoteRef) -> Option<Record> {
        let entry = self.entries.get(reference)?;
        Some(Record {
            reference: reference.clone(),
            version: Version(format!("r{}", entry.revision)),
            key: entry.key,
            identity: Some(entry.identity.clone()),
            values: entry.values.clone(),
            extra: entry.extra.clone(),
            modified: entry.modified.clone(),
            touched: BTreeMap::new(),
        })
    }
}

/// The picture of a record that holds these values, of the one that it had and the one that came; none is made up.
fn drawn(values: &Values, had: Option<&Picture>, came: Option<&Picture>) -> Result<Option<Picture>, Outcome> {
    let Some(told) = values.get(PHOTO) else { return Ok(None) };
    let found = [came, had].into_iter().flatten().find(|picture| picture.value() == *told);
    let missing = || Outcome::Rejected {
        code: "NO_PICTURE".to_owned(),
        path: Some(PHOTO.to_owned()),
        message: "the picture did not come along".to_owned(),
    };
    found.cloned().map(Some).ok_or_else(missing)
}

/// The hand of a colleague on the far side; every clone is the same book.
#[derive(Clone, Debug)]
pub struct FarSide(Arc<Mutex<Book>>);

impl FarSide {
    /// An empty book. Faults that are drawn, and orders of chance, come from the seed.
    #[must_use]
    pub fn new(settings: Settings, seed: u64) -> Self {
        Self(Arc::new(Mutex::new(Book {
            settings,
            entries: BTreeMap::new(),
            faults: Faults::default(),
            seed: Seed::new(seed),
            requests: BTreeMap::new(),
            throttle: None,
            groups: Groups::default(),
            now: 1_700_000_000_000,
            offset: 0,
            last_stamp: 0,
            minted: 0,
        })))
    }

    /// The lock is held for one call of the book, never across an await.
    pub(crate) fn book(&self) -> MutexGuard<'_, Book> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Sets the true time, UTC milliseconds. It may go back.
    pub fn set_now(&self, now: i64) {
        self.book().now = now;
    }

    /// Sets how far the remote's clock is ahead of the true time, in milliseconds.
    pub fn set_offset(&self, offset: i64) {
        self.book().offset = offset;
    }

    /// From now on it offers this.
    pub fn set_capabilities(&self, capabilities: Capabilities) {
        self.book().settings.capabilities = capabilities;
    }

    /// So many more requests are answered before it asks to wait; no end with `None`.
    pub fn set_budget(&self, requests: Option<u64>) {
        self.book().throttle = requests;
    }

    /// The next calls of this kind, after so many, meet a fault.
    pub fn fault(&self, call: Call, after: usize, fault: Fault) {
        self.book().faults.add(call, after, fault);
    }

    /// So many calls in a thousand meet a fault of chance; none with 0.
    pub fn faults_by_chance(&self, in_a_thousand: usize) {
        let mut book = self.book();
        let seed = Seed::new(book.seed.next_number());
        book.faults.by_chance(seed, in_a_thousand);
    }

    /// How many requests of this kind it answered, faults included.
    #[must_use]
    pub fn requests(&self, call: Call) -> u64 {
        self.book().requests.get(&call).copied().unwrap_or(0)
    }

    /// Somebody there makes a record. `None` when the remote cannot hold it.
    #[must_use]
    pub fn create(&self, kind: Entity, values: &Values) -> Option<RemoteRef> {
        self.book().create(kind, None, (values, None), "colleague").ok()
    }

    /// Somebody there changes a living record; whether it was taken.
    pub fn edit(&self, reference: &RemoteRef, changes: &[FieldChange]) -> bool {
        let mut book = self.book();
        let alive = book.entries.get(reference).is_some_and(|entry| entry.fate.is_none());
        alive && book.update(reference, (changes, None), "colleague").is_ok()
    }

    /// Somebody there gives a living record a picture, or takes it away; whether it was taken.
    pub fn draw(&self, reference: &RemoteRef, picture: Option<&Picture>) -> bool {
        let mut book = self.book();
        let alive = book.entries.get(reference).is_some_and(|entry| entry.fate.is_none());
        let change = FieldChange { path: PHOTO.to_owned(), before: None, after: picture.map(Picture::value) };
        alive && book.update(reference, (&[change], picture), "colleague").is_ok()
    }

    /// The picture of a record.
    #[must_use]
    pub fn picture(&self, reference: &RemoteRef) -> Option<Picture> {
        self.book().entries.get(reference)?.picture.clone()
    }

    /// Somebody there puts another record under this name.
    pub fn replace(&self, reference: &RemoteRef, identity: &str, values: &Values) {
        let mut book = self.book();
        if let Some(entry) = book.entries.get_mut(reference) {
            (entry.key, entry.fate) = (None, None);
            identity.clone_into(&mut entry.identity);
            entry.values.clone_from(values);
            entry.picture = None;
        }
        book.touch(reference, "colleague");
    }

    /// Writes something into a record for which there is no path.
    pub fn set_extra(&self, reference: &RemoteRef, extra: &Values) {
        let mut book = self.book();
        if let Some(entry) = book.entries.get_mut(reference) {
            entry.extra.clone_from(extra);
        }
        book.touch(reference, "colleague");
    }

    /// A living record meets its end.
    pub fn end(&self, reference: &RemoteRef, fate: Fate) {
        self.book().end(reference, fate, "colleague");
    }

    /// A deleted record comes back.
    pub fn restore(&self, reference: &RemoteRef) {
        let mut book = self.book();
        if let Some(entry) = book.entries.get_mut(reference) {
            entry.fate = None;
        }
        book.touch(reference, "colleague");
    }

    /// Takes a record out of the account's sight, or shows it again.
    pub fn hide(&self, reference: &RemoteRef, hidden: bool) {
        let mut book = self.book();
        if let Some(entry) = book.entries.get_mut(reference) {
            entry.hidden = hidden;
        }
        book.touch(reference, "administrator");
    }

    /// Shows the account everything again, the ended ones too: their ends are told now.
    pub fn show_all(&self) {
        let mut book = self.book();
        let hidden = book.entries.iter().filter(|(_, entry)| entry.hidden).map(|(reference, _)| reference.clone());
        for reference in hidden.collect::<Vec<_>>() {
            if let Some(entry) = book.entries.get_mut(&reference) {
                entry.hidden = false;
            }
            book.touch(&reference, "administrator");
        }
    }

    /// What a record holds; `None` when it has ended.
    #[must_use]
    pub fn look(&self, reference: &RemoteRef) -> Option<Record> {
        let book = self.book();
        book.entries.get(reference).filter(|entry| entry.fate.is_none())?;
        book.record(reference)
    }

    /// Every living record of a kind, hidden ones too.
    #[must_use]
    pub fn living(&self, kind: Entity) -> Vec<RemoteRef> {
        let book = self.book();
        let living = book.entries.iter().filter(|(reference, entry)| reference.kind == kind && entry.fate.is_none());
        living.map(|(reference, _)| reference.clone()).collect()
    }
}
