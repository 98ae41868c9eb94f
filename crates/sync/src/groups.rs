//! Groups there and lists here: who comes and who goes.
//!
//! A list that follows a group is a set like it, and both are merged three ways with what both sides agreed on: who came
//! on one side comes on the other, who left on one side leaves the other. Two sets are never in conflict. Deliberately
//! absent: lists that were made here; what they are called is nobody else's business.

use std::collections::BTreeSet;

use satchel_model::Id;
use serde::{Deserialize, Serialize};

/// A list here that follows a group there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Followed {
    /// The list.
    pub list: Id,
    /// What the group is called.
    pub title: String,
    /// What the list was called after it; when it is called something else, a person has said so.
    pub called: String,
    /// Who is on both, as far as both sides agreed.
    pub agreed: BTreeSet<Id>,
    /// Who was on the list when it was looked at last.
    pub seen: BTreeSet<Id>,
}

impl Followed {
    /// A list that was just made for a group.
    pub(crate) fn new(list: Id, title: &str, called: String) -> Self {
        Self { list, title: title.to_owned(), called, agreed: BTreeSet::new(), seen: BTreeSet::new() }
    }
}

/// Who comes and who goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comings {
    /// Put on the list here.
    pub enter_here: BTreeSet<Id>,
    /// Taken from the list here.
    pub leave_here: BTreeSet<Id>,
    /// Let into the group there.
    pub enter_there: BTreeSet<Id>,
    /// Let out of the group there.
    pub leave_there: BTreeSet<Id>,
}

impl Comings {
    /// Whether nobody comes or goes.
    #[must_use]
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What becomes of a group and of the list that follows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPlan {
    /// The group's name there.
    pub group: String,
    /// What it is called.
    pub title: String,
    /// Whether the list is made.
    pub is_new: bool,
    /// Whether the list is called anew, as the group is.
    pub renamed: bool,
    /// Who comes and who goes.
    pub comings: Comings,
}

impl ListPlan {
    /// Whether there is nothing to do.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        !self.is_new && !self.renamed && self.comings.is_none()
    }
}

/// Decides who comes and who goes, of people whom both sides know.
#[must_use]
pub fn meet(agreed: &BTreeSet<Id>, here: &BTreeSet<Id>, there: &BTreeSet<Id>) -> Comings {
    let without = |set: &BTreeSet<Id>, one: &BTreeSet<Id>, other: &BTreeSet<Id>| -> BTreeSet<Id> {
        set.iter().filter(|id| !one.contains(id) && !other.contains(id)).copied().collect()
    };
    let both = |one: &BTreeSet<Id>, other: &BTreeSet<Id>| -> BTreeSet<Id> { one & other };
    let nobody = BTreeSet::new();
    Comings {
        enter_here: without(there, agreed, here),
        leave_here: without(&both(agreed, here), there, &nobody),
        enter_there: without(here, agreed, there),
        leave_there: without(&both(agreed, there), here, &nobody),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;
    use satchel_model::Id;

    use super::{Comings, meet};

    fn people() -> impl Strategy<Value = BTreeSet<Id>> {
        let id = |nth: u8| Id::from_parts(1, &[nth; 10]);
        proptest::collection::btree_set(0_u8..6, 0..6).prop_map(move |set| set.into_iter().map(id).collect())
    }

    proptest! {
        #[test]
        fn both_sides_come_to_hold_who_stayed_and_who_came(agreed in people(), here in people(), there in people()) {
            let Comings { enter_here, leave_here, enter_there, leave_there } = meet(&agreed, &here, &there);
            let after_here = &(&here | &enter_here) - &leave_here;
            let after_there = &(&there | &enter_there) - &leave_there;
            prop_assert_eq!(&after_here, &after_there);
            // Who was there all the time stays, who came on either side is there, who left on either side is not.
            let stayed = &(&agreed & &here) & &there;
            let came = &(&here | &there) - &agreed;
            prop_assert_eq!(&after_here, &(&stayed | &came));
            prop_assert!(meet(&after_here, &after_here, &after_there).is_none());
        }
    }
}
