//! How whole records are decided: gone or changed on either side, and what follows.

use satchel_sync::{By, Course, Later, LifeCase, Policy, decide_life};

use Later::{Mine as MineLater, Theirs as TheirsLater, Unsure};
use Policy::{Ask, Mine, Newest, Theirs};

/// What a side says: alive and as agreed, alive and changed, gone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Same,
    Changed,
    Gone,
}
use Side::{Changed, Gone, Same};

/// Agreed, here, there; policy, who was later; course.
type Case = (Side, Side, Side, Option<Policy>, Later, Course);

/// Without a policy it is the same under each.
const CASES: &[Case] = &[
    (Same, Same, Same, None, Unsure, Course::Merge),
    (Same, Changed, Changed, None, Unsure, Course::Merge),
    (Same, Same, Gone, None, MineLater, Course::EndHere),
    (Same, Gone, Same, None, TheirsLater, Course::EndThere),
    (Same, Gone, Gone, None, Unsure, Course::Settled),
    // One side ended what the other changed.
    (Same, Changed, Gone, Some(Ask), MineLater, Course::Ask),
    (Same, Changed, Gone, Some(Mine), TheirsLater, Course::ReturnThere),
    (Same, Changed, Gone, Some(Theirs), MineLater, Course::EndHere),
    (Same, Changed, Gone, Some(Newest), MineLater, Course::ReturnThere),
    (Same, Changed, Gone, Some(Newest), TheirsLater, Course::EndHere),
    (Same, Changed, Gone, Some(Newest), Unsure, Course::Ask),
    (Same, Gone, Changed, Some(Ask), TheirsLater, Course::Ask),
    (Same, Gone, Changed, Some(Mine), TheirsLater, Course::EndThere),
    (Same, Gone, Changed, Some(Theirs), MineLater, Course::ReturnHere),
    (Same, Gone, Changed, Some(Newest), MineLater, Course::EndThere),
    (Same, Gone, Changed, Some(Newest), TheirsLater, Course::ReturnHere),
    (Same, Gone, Changed, Some(Newest), Unsure, Course::Ask),
    // Both agreed that it is gone, and one side brought it back.
    (Gone, Gone, Gone, None, Unsure, Course::Settled),
    (Gone, Same, Gone, None, Unsure, Course::ReturnThere),
    (Gone, Changed, Gone, None, TheirsLater, Course::ReturnThere),
    (Gone, Gone, Same, None, Unsure, Course::ReturnHere),
    (Gone, Gone, Changed, None, MineLater, Course::ReturnHere),
    (Gone, Same, Changed, None, Unsure, Course::Merge),
];

#[test]
fn each_case_takes_its_course() {
    for (agreed, here, there, policy, later, course) in CASES {
        let policies = policy.map_or(vec![Mine, Theirs, Ask, Newest], |policy| vec![policy]);
        for policy in policies {
            let case = LifeCase {
                base_gone: *agreed == Gone,
                mine_gone: *here == Gone,
                theirs_gone: *there == Gone,
                mine_changed: *here == Changed,
                theirs_changed: *there == Changed,
                policy,
                later: *later,
            };
            let disputed = *agreed == Same && matches!((here, there), (Changed, Gone) | (Gone, Changed));
            let by = if disputed { By::Policy(policy) } else { By::Change };
            assert_eq!(decide_life(case), (*course, by), "{agreed:?} {here:?} {there:?} {policy:?} {later:?}");
        }
    }
}
