//! What became of a record that is no longer in the feed, and which news outranks which.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::RemoteRef;

/// The end of a record. The order is the precedence: of two that arrive, in whatever order, the greater one is true.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fate {
    /// It cannot be seen: deleted or out of permission, nobody can tell. Nothing is deleted because of it.
    NotVisible,
    /// Out of the way, can be brought back.
    Archived,
    /// Deleted.
    Deleted {
        /// Whether the remote can still bring it back.
        restorable: bool,
    },
    /// Deleted for good, by somebody's right to be forgotten.
    Erased,
    /// It lives on in another record.
    Merged {
        /// That record.
        into: RemoteRef,
    },
}

/// News of a record's end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tombstone {
    /// Which record.
    pub reference: RemoteRef,
    /// What became of it.
    pub fate: Fate,
}

/// One fate for each record, by precedence: a merge that is also told as a deletion stays a merge.
#[must_use]
pub fn fold_tombstones<'a>(told: impl IntoIterator<Item = &'a Tombstone>) -> BTreeMap<RemoteRef, Fate> {
    let mut fates: BTreeMap<RemoteRef, Fate> = BTreeMap::new();
    for tombstone in told {
        let fate = fates.entry(tombstone.reference.clone()).or_insert_with(|| tombstone.fate.clone());
        if tombstone.fate > *fate {
            *fate = tombstone.fate.clone();
        }
    }
    fates
}

#[cfg(test)]
mod tests {
    use satchel_model::Entity;

    use super::{Fate, Tombstone, fold_tombstones};
    use crate::RemoteRef;

    #[test]
    fn the_greater_news_wins_in_any_order() {
        let reference = RemoteRef::new(Entity::Contact, "1");
        let ladder = [
            Fate::NotVisible,
            Fate::Archived,
            Fate::Deleted { restorable: true },
            Fate::Erased,
            Fate::Merged { into: RemoteRef::new(Entity::Contact, "2") },
        ];
        for (low, weaker) in ladder.iter().enumerate() {
            for stronger in &ladder[low..] {
                for pair in [[weaker, stronger], [stronger, weaker]] {
                    let told = pair.map(|fate| Tombstone { reference: reference.clone(), fate: fate.clone() });
                    assert_eq!(&fold_tombstones(&told)[&reference], stronger);
                }
            }
        }
    }
}
