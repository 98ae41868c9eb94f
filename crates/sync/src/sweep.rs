//! Who is missing from a sweep, and when that is taken seriously.
//!
//! A sweep that is not complete says nothing. Who is missing from two complete sweeps in a row is asked for by name,
//! and only what that answers is news.

use std::collections::{BTreeMap, BTreeSet};

use satchel_remote::{IdPage, RemoteRef};
use serde::{Deserialize, Serialize};

use crate::SyncError;

/// Complete sweeps that somebody has to be missing from.
const MISSES: u32 = 2;

/// The names of a sweep so far.
#[derive(Clone, Debug, Default)]
pub struct Sweep {
    named: BTreeSet<RemoteRef>,
    complete: bool,
}

impl Sweep {
    /// Takes a page in.
    pub fn take(&mut self, page: IdPage) {
        self.complete = page.next.is_none();
        self.named.extend(page.ids.into_iter().map(|(reference, _)| reference));
    }

    /// How many are named.
    pub(crate) fn len(&self) -> usize {
        self.named.len()
    }
}

/// How often each record was missing in a row; kept with the account.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Vec<(RemoteRef, u32)>", into = "Vec<(RemoteRef, u32)>")]
pub struct Misses(BTreeMap<RemoteRef, u32>);

impl From<Vec<(RemoteRef, u32)>> for Misses {
    fn from(counted: Vec<(RemoteRef, u32)>) -> Self {
        Self(counted.into_iter().collect())
    }
}

impl From<Misses> for Vec<(RemoteRef, u32)> {
    fn from(misses: Misses) -> Self {
        misses.0.into_iter().collect()
    }
}

impl Misses {
    /// Whether somebody was missing, but not often enough to be asked for: the next sweep tells.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.0.values().any(|misses| *misses < MISSES)
    }

    /// Counts a sweep. Gives those who are to be asked for by name.
    ///
    /// # Errors
    /// [`SyncError::SweepUnfinished`]; nothing is counted.
    pub fn count<'a>(
        &mut self,
        sweep: &Sweep,
        linked: impl IntoIterator<Item = &'a RemoteRef>,
    ) -> Result<Vec<RemoteRef>, SyncError> {
        if !sweep.complete {
            return Err(SyncError::SweepUnfinished);
        }
        let missing = linked.into_iter().filter(|reference| !sweep.named.contains(*reference));
        let counted: BTreeMap<RemoteRef, u32> = missing
            .map(|reference| (reference.clone(), self.0.get(reference).copied().unwrap_or(0).saturating_add(1)))
            .collect();
        self.0 = counted;
        Ok(self.0.iter().filter(|(_, misses)| **misses >= MISSES).map(|(reference, _)| reference.clone()).collect())
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::Entity;
    use satchel_remote::{Cursor, IdPage, RemoteRef};
    use serde_json::Value;

    use super::{Misses, Sweep};
    use crate::SyncError;

    fn named(ids: &[&str], more: bool) -> IdPage {
        let ids = ids.iter().map(|id| (RemoteRef::new(Entity::Contact, *id), None)).collect();
        IdPage { ids, next: more.then_some(Cursor(Value::Null)) }
    }

    fn sweep(pages: &[IdPage]) -> Sweep {
        let mut sweep = Sweep::default();
        pages.iter().cloned().for_each(|page| sweep.take(page));
        sweep
    }

    #[test]
    fn two_complete_sweeps_in_a_row_make_a_suspect() {
        let linked = ["1", "2", "3"].map(|id| RemoteRef::new(Entity::Contact, id));
        let mut misses = Misses::default();
        let half = sweep(&[named(&["1"], true)]);
        assert_eq!(misses.count(&half, &linked), Err(SyncError::SweepUnfinished));
        let without_two = sweep(&[named(&["1"], true), named(&["3"], false)]);
        assert_eq!(misses.count(&without_two, &linked).unwrap(), []);
        assert!(misses.is_open());
        // What is kept between runs is the same afterwards.
        misses = serde_json::from_value(serde_json::to_value(&misses).unwrap()).unwrap();
        assert_eq!(misses.count(&without_two, &linked).unwrap(), [linked[1].clone()]);
        assert!(!misses.is_open());
        let all = sweep(&[named(&["1", "2", "3"], false)]);
        assert_eq!(misses.count(&all, &linked).unwrap(), []);
        assert_eq!(misses.count(&without_two, &linked).unwrap(), [], "who was seen in between starts anew");
    }
}
