//! How two people stand to each other: kinds with a name for each side.
//!
//! A relation is read both ways: Ada is the manager of Bob, Bob is a report of Ada. Where both sides have the same name
//! (colleague) it does not matter who comes first. Deliberately absent: relations of companies, which have a parent.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{Id, collapse, fold};

/// A kind of relation: what the first is to the second, and the second to the first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct RelationKind {
    /// What the first is to the second: `manager`.
    pub name: String,
    /// What the second is to the first: `report`.
    pub reverse: String,
    /// Whether the program knows it, as opposed to somebody who made it.
    pub built_in: bool,
}

/// The kinds that everybody has.
const BUILT_IN: &[(&str, &str)] = &[
    ("manager", "report"),
    ("assistant", "supported by"),
    ("referred", "referred by"),
    ("mentor", "mentee"),
    ("spouse", "spouse"),
    ("parent", "child"),
    ("friend", "friend"),
    ("colleague", "colleague"),
    ("introduced", "introduced by"),
];

/// The kind of reporting lines.
pub const MANAGER: &str = "manager";
/// The kind of referrals.
pub const REFERRED: &str = "referred";

/// The kinds that everybody has.
#[must_use]
pub fn built_in_kinds() -> Vec<RelationKind> {
    let kind = |(name, reverse): &(&str, &str)| RelationKind {
        name: (*name).to_owned(),
        reverse: (*reverse).to_owned(),
        built_in: true,
    };
    BUILT_IN.iter().map(kind).collect()
}

/// Which way a name goes: a kind, and whether it was named from the other side.
#[must_use]
pub fn kind_named<'a>(kinds: &'a [RelationKind], typed: &str) -> Option<(&'a RelationKind, bool)> {
    let typed = fold(typed);
    let by = |side: fn(&RelationKind) -> &str| kinds.iter().find(|kind| fold(side(kind)) == typed);
    by(|kind| &kind.name).map(|kind| (kind, false)).or_else(|| by(|kind| &kind.reverse).map(|kind| (kind, true)))
}

/// A kind of one's own, checked.
///
/// # Errors
/// One sentence about a name that is none.
pub fn own_kind(name: &str, reverse: &str) -> Result<RelationKind, &'static str> {
    let (name, reverse) = (collapse(name), collapse(reverse));
    if name.is_empty() {
        return Err("a kind of relation needs a name");
    }
    if name.chars().count().max(reverse.chars().count()) > 60 {
        return Err("the name of a relation has at most 60 characters");
    }
    let reverse = if reverse.is_empty() { name.clone() } else { reverse };
    Ok(RelationKind { name, reverse, built_in: false })
}

/// How much a relation counts, from 1 (they have met) to 3 (they would pick up the phone); 0 when not said.
pub type Strength = u8;

/// A relation as it is seen from one of the two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Relation {
    /// Identity.
    pub id: Id,
    /// What the other is to the one who looks: `manager`.
    pub kind: String,
    /// What the one who looks is to the other: `report`.
    pub reverse: String,
    /// The other.
    pub contact: Id,
    /// What the other is called.
    pub display: String,
    /// Where the other works.
    pub company: String,
    /// From 1 to 3; 0 when not said.
    pub strength: Strength,
    /// A few words.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::{built_in_kinds, kind_named, own_kind};

    #[test]
    fn a_kind_is_found_from_either_side() {
        let mut kinds = built_in_kinds();
        kinds.push(own_kind("Sponsor", "sponsored by").unwrap());
        for (typed, name, turned) in [
            ("manager", "manager", false),
            ("Report", "manager", true),
            ("referred by", "referred", true),
            ("SPONSOR", "Sponsor", false),
            ("sponsored by", "Sponsor", true),
            ("colleague", "colleague", false),
        ] {
            let (kind, other) = kind_named(&kinds, typed).unwrap();
            assert_eq!((kind.name.as_str(), other), (name, turned), "{typed}");
        }
        assert!(kind_named(&kinds, "nemesis").is_none());
    }

    #[test]
    fn a_kind_without_another_side_is_the_same_from_both() {
        assert_eq!(own_kind("neighbour", " ").unwrap().reverse, "neighbour");
        assert!(own_kind(" ", "x").is_err() && own_kind(&"x".repeat(61), "").is_err());
    }
}
