//! Three-way merge: what both sides agreed on, what is here now, what is there now.
//!
//! The unit is a path: a field, or a whole child row. Only what one side changed travels; what both changed alike is
//! agreed; what both changed differently is decided by the field's policy, and the decision says so. Swapping the sides
//! and mirroring the policy gives the mirrored result.

use std::collections::BTreeSet;

use satchel_remote::Values;
use serde_json::Value;

use crate::{Later, Policy, Rules};

/// One path on the three sides; `None` is "not there".
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sides<'a> {
    /// What both sides agreed on last.
    pub base: Option<&'a Value>,
    /// What is here.
    pub mine: Option<&'a Value>,
    /// What is there.
    pub theirs: Option<&'a Value>,
}

/// Which way a value goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Nowhere: both sides hold the same.
    Agree,
    /// There.
    Push,
    /// Here.
    Pull,
    /// Nowhere yet: a person decides.
    Ask,
}

/// Why it goes that way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Only one side changed, or both alike.
    Change,
    /// Both changed, and this policy decided; whoever lost is to be told.
    Policy(Policy),
}

/// What was decided about a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Which way.
    pub way: Way,
    /// Why.
    pub by: By,
}

/// Decides about one path.
#[must_use]
pub fn decide(sides: Sides<'_>, policy: Policy, later: Later) -> Decision {
    let by = |way| Decision { way, by: By::Change };
    if sides.mine == sides.theirs {
        return by(Way::Agree);
    }
    if sides.mine == sides.base {
        return by(Way::Pull);
    }
    if sides.theirs == sides.base {
        return by(Way::Push);
    }
    let way = match (policy, later) {
        (Policy::Mine, _) | (Policy::Newest, Later::Mine) => Way::Push,
        (Policy::Theirs, _) | (Policy::Newest, Later::Theirs) => Way::Pull,
        (Policy::Ask, _) | (Policy::Newest, Later::Unsure) => Way::Ask,
    };
    Decision { way, by: By::Policy(policy) }
}

/// A path that is not the same on all three sides.
#[derive(Clone, Debug, PartialEq)]
pub struct MergedPath {
    /// Which.
    pub path: String,
    /// What both sides agreed on last.
    pub base: Option<Value>,
    /// What is here.
    pub mine: Option<Value>,
    /// What is there.
    pub theirs: Option<Value>,
    /// What was decided.
    pub decision: Decision,
}

/// Merges records that have one set of paths. `later` tells which side changed a path last.
#[must_use]
pub fn merge(
    base: &Values,
    mine: &Values,
    theirs: &Values,
    rules: &Rules,
    later: &dyn Fn(&str) -> Later,
) -> Vec<MergedPath> {
    let paths: BTreeSet<&String> = base.keys().chain(mine.keys()).chain(theirs.keys()).collect();
    paths
        .into_iter()
        .map(|path| (path, Sides { base: base.get(path), mine: mine.get(path), theirs: theirs.get(path) }))
        .filter(|(_, sides)| sides.base != sides.mine || sides.base != sides.theirs)
        .map(|(path, sides)| MergedPath {
            path: path.clone(),
            base: sides.base.cloned(),
            mine: sides.mine.cloned(),
            theirs: sides.theirs.cloned(),
            decision: decide(sides, rules.policy(path), later(path)),
        })
        .collect()
}
