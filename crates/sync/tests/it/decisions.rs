//! How one path is decided: base, mine, theirs, policy, who was later; and where the value goes.

use satchel_remote::Values;
use satchel_sync::{By, Decision, Later, Policy, Rules, Sides, Way, decide, merge};
use serde_json::{Value, json};

use Later::{Mine as MineLater, Theirs as TheirsLater, Unsure};
use Policy::{Ask, Mine, Newest, Theirs};

/// Base, mine, theirs; policy, who was later; way.
type Case = (&'static str, &'static str, &'static str, Option<Policy>, Later, Way);

/// `-` is "not there". Without a policy it is the same under each.
const CASES: &[Case] = &[
    // Nobody changed it, or both alike.
    ("a", "a", "a", None, Unsure, Way::Agree),
    ("a", "b", "b", None, Unsure, Way::Agree),
    ("-", "b", "b", None, Unsure, Way::Agree),
    ("a", "-", "-", None, Unsure, Way::Agree),
    // Only one side changed it, whenever that was.
    ("a", "b", "a", None, TheirsLater, Way::Push),
    ("a", "-", "a", None, TheirsLater, Way::Push),
    ("-", "b", "-", None, TheirsLater, Way::Push),
    ("a", "a", "b", None, MineLater, Way::Pull),
    ("a", "a", "-", None, MineLater, Way::Pull),
    ("-", "-", "b", None, MineLater, Way::Pull),
    // Both changed it differently.
    ("a", "b", "c", Some(Mine), TheirsLater, Way::Push),
    ("a", "b", "c", Some(Theirs), MineLater, Way::Pull),
    ("a", "b", "c", Some(Ask), MineLater, Way::Ask),
    ("a", "b", "c", Some(Newest), MineLater, Way::Push),
    ("a", "b", "c", Some(Newest), TheirsLater, Way::Pull),
    ("a", "b", "c", Some(Newest), Unsure, Way::Ask),
    // One side emptied what the other changed.
    ("a", "-", "c", Some(Mine), Unsure, Way::Push),
    ("a", "-", "c", Some(Theirs), Unsure, Way::Pull),
    ("a", "-", "c", Some(Newest), TheirsLater, Way::Pull),
    ("a", "b", "-", Some(Newest), TheirsLater, Way::Pull),
    ("a", "b", "-", Some(Ask), Unsure, Way::Ask),
    // Both have it for the first time: a pair that was just made.
    ("-", "b", "c", Some(Mine), Unsure, Way::Push),
    ("-", "b", "c", Some(Newest), Unsure, Way::Ask),
];

fn value(text: &str) -> Option<Value> {
    (text != "-").then(|| json!(text))
}

fn mirrored(policy: Policy) -> Policy {
    match policy {
        Mine => Theirs,
        Theirs => Mine,
        Newest | Ask => policy,
    }
}

fn swapped(later: Later) -> Later {
    match later {
        MineLater => TheirsLater,
        TheirsLater => MineLater,
        Unsure => Unsure,
    }
}

fn turned(way: Way) -> Way {
    match way {
        Way::Push => Way::Pull,
        Way::Pull => Way::Push,
        Way::Agree | Way::Ask => way,
    }
}

#[test]
fn each_case_goes_its_way_and_the_other_way_round_seen_from_the_other_side() {
    for (base, mine, theirs, policy, later, way) in CASES {
        let (base, mine, theirs) = (value(base), value(mine), value(theirs));
        let policies = policy.map_or(vec![Mine, Theirs, Ask, Newest], |policy| vec![policy]);
        for policy in policies {
            let sides = Sides { base: base.as_ref(), mine: mine.as_ref(), theirs: theirs.as_ref() };
            let decision = decide(sides, policy, *later);
            assert_eq!(decision.way, *way, "{sides:?} {policy:?} {later:?}");
            let decides = mine != theirs && mine != base && theirs != base;
            assert_eq!(decision.by, if decides { By::Policy(policy) } else { By::Change }, "{sides:?}");
            let other = Sides { mine: sides.theirs, theirs: sides.mine, ..sides };
            let turned_by = if decides { By::Policy(mirrored(policy)) } else { By::Change };
            assert_eq!(
                decide(other, mirrored(policy), swapped(*later)),
                Decision { way: turned(*way), by: turned_by },
                "{other:?} from the other side"
            );
        }
    }
}

#[test]
fn free_text_is_never_decided_by_a_clock() {
    let values = |text: &str| Values::from([("notes".to_owned(), json!(text)), ("given".to_owned(), json!(text))]);
    let merged = merge(&values("a"), &values("b"), &values("c"), &Rules::default(), &|_| MineLater);
    let ways: Vec<_> = merged.iter().map(|merged| (merged.path.as_str(), merged.decision.way)).collect();
    assert_eq!(ways, [("given", Way::Push), ("notes", Way::Ask)]);
}

#[test]
fn a_row_has_the_policy_of_its_collection() {
    let mut rules = Rules::default();
    rules.fields.insert("phones".to_owned(), Mine);
    assert_eq!((rules.policy("phones/1"), rules.policy("emails/1")), (Mine, Newest));
}
