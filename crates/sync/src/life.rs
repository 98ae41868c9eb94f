//! Whole records: who is alive, who is gone, and what follows.
//!
//! Life is merged three ways like a value: what both sides agreed on, what it is here, what it is there. An end on one
//! side travels to the other, unless the other side changed the record meanwhile; then the policy for records decides.

use satchel_remote::Fate;

use crate::{By, Later, Life, Policy};

/// A record's life on the three sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LifeCase {
    /// Both sides agreed that it is gone.
    pub base_gone: bool,
    /// It is gone here.
    pub mine_gone: bool,
    /// It is gone there.
    pub theirs_gone: bool,
    /// It was changed here since both sides agreed, in what the remote could hold.
    pub mine_changed: bool,
    /// It was changed there.
    pub theirs_changed: bool,
    /// The policy for records.
    pub policy: Policy,
    /// Who changed it last.
    pub later: Later,
}

/// What follows for a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It lives on both sides: its values are merged.
    Merge,
    /// It goes to the trash here.
    EndHere,
    /// It is deleted there.
    EndThere,
    /// It comes back here.
    ReturnHere,
    /// It comes back there.
    ReturnThere,
    /// It is gone on both sides.
    Settled,
    /// A person decides.
    Ask,
}

/// Decides what follows.
#[must_use]
pub fn decide_life(case: LifeCase) -> (Course, By) {
    let change = |course| (course, By::Change);
    match (case.base_gone, case.mine_gone, case.theirs_gone) {
        (_, false, false) => change(Course::Merge),
        (_, true, true) => change(Course::Settled),
        (true, false, true) => change(Course::ReturnThere),
        (true, true, false) => change(Course::ReturnHere),
        (false, false, true) if !case.mine_changed => change(Course::EndHere),
        (false, true, false) if !case.theirs_changed => change(Course::EndThere),
        (false, false, true) => disputed(case, Course::ReturnThere, Course::EndHere),
        (false, true, false) => disputed(case, Course::EndThere, Course::ReturnHere),
    }
}

fn disputed(case: LifeCase, mine: Course, theirs: Course) -> (Course, By) {
    let course = match (case.policy, case.later) {
        (Policy::Mine, _) | (Policy::Newest, Later::Mine) => mine,
        (Policy::Theirs, _) | (Policy::Newest, Later::Theirs) => theirs,
        (Policy::Ask, _) | (Policy::Newest, Later::Unsure) => Course::Ask,
    };
    (course, By::Policy(case.policy))
}

/// Whether a record is gone here, seen from a remote that tells this fate. One that is archived here is gone only where
/// being archived is all that happened to it there.
pub(crate) fn is_gone(life: Life, fate: Option<&Fate>) -> bool {
    match life {
        Life::Active => false,
        Life::Archived => matches!(fate, Some(Fate::Archived)),
        Life::Trashed | Life::Purged | Life::MergedInto(_) => true,
    }
}
