//! Whole records through runs: created, deleted, merged, restored, out of sight, too many at once, decided by a person.

use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::fake::{Call, Settings};
use satchel_remote::{Fate, RemoteRef, Values};
use satchel_sync::{
    Approved, Choice, Failure, Hold, HoldReason, Life, Mirror, Policy, STATE, Stop, SyncError, Way, WriteAction,
    resolve,
};
use serde_json::json;

use crate::vault::{Vault, values};

fn named(name: &str) -> Values {
    values([("family", json!(name))])
}

fn change(path: &str, value: &str) -> FieldChange {
    FieldChange { path: path.to_owned(), before: None, after: Some(json!(value)) }
}

/// A vault with one record that both sides agree on.
fn with_ada(settings: Settings) -> (Vault, Id, RemoteRef) {
    let mut vault = Vault::new(settings);
    let ada = vault.add(named("Lovelace"));
    vault.run_to_the_end();
    let remote = vault.remote_of(ada);
    (vault, ada, remote)
}

fn life(vault: &Vault, id: Id) -> Life {
    vault.mine[&id].life
}

#[test]
fn records_of_both_sides_meet_and_the_second_run_has_nothing_to_do() {
    for settings in [Settings::default(), Settings::narrow()] {
        let mut vault = Vault::new(settings);
        vault.add(named("Here"));
        vault.far.create(Entity::Contact, &named("There")).unwrap();
        vault.run_to_the_end();
        let plan = vault.run();
        assert!(plan.is_settled() && plan.mirrors.is_empty(), "{plan:#?}");
        vault.assert_in_step(&plan);
        assert_eq!(vault.far.living(Entity::Contact).len(), 2);
    }
}

#[test]
fn changes_of_both_sides_meet_field_by_field() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    vault.edit(ada, "given", Some(json!("Ada")));
    assert!(vault.far.edit(&remote, &[change("title", "Countess")]));
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.mine[&ada].values.len(), 3);
}

#[test]
fn what_ends_on_one_side_ends_on_the_other_and_comes_back() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    vault.far.end(&remote, Fate::Deleted { restorable: true });
    vault.run_to_the_end();
    assert_eq!(life(&vault, ada), Life::Trashed);
    vault.far.restore(&remote);
    assert!(vault.far.edit(&remote, &[change("given", "Ada")]));
    vault.run_to_the_end();
    assert_eq!((life(&vault, ada), &vault.mine[&ada].values["given"]), (Life::Active, &json!("Ada")));
    vault.set_life(ada, Life::Trashed);
    vault.run_to_the_end();
    assert_eq!(vault.far.look(&remote), None);
    vault.set_life(ada, Life::Active);
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.remote_of(ada), remote, "it is the same record again");
}

#[test]
fn what_cannot_be_restored_there_is_made_anew() {
    let (mut vault, ada, remote) = with_ada(Settings::narrow());
    vault.set_life(ada, Life::Trashed);
    vault.run_to_the_end();
    vault.set_life(ada, Life::Active);
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_ne!(vault.remote_of(ada), remote);
}

#[test]
fn archived_there_is_archived_here_and_stays_so() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    vault.far.end(&remote, Fate::Archived);
    vault.run_to_the_end();
    assert_eq!(life(&vault, ada), Life::Archived);
    assert_eq!(vault.far.look(&remote), None, "being archived here is no wish to have it back");
    vault.set_life(ada, Life::Active);
    vault.run_to_the_end();
    assert!(vault.far.look(&remote).is_some());
}

#[test]
fn a_deletion_found_by_sweeps_is_asked_for_by_name_first() {
    let (mut vault, ada, remote) = with_ada(Settings::narrow());
    vault.far.end(&remote, Fate::Erased);
    let reads = vault.far.requests(Call::Read);
    vault.run();
    assert_eq!((life(&vault, ada), vault.far.requests(Call::Read)), (Life::Active, reads + 1), "one miss is none");
    vault.run();
    assert_eq!(life(&vault, ada), Life::Trashed);
}

#[test]
fn an_edit_against_a_deletion_waits_for_a_person_in_both_directions() {
    // who deletes, what the person chooses, whether it lives in the end
    for (here, choice, lives) in [
        (true, Choice::Mine, false),
        (true, Choice::Theirs, true),
        (false, Choice::Mine, true),
        (false, Choice::Theirs, false),
    ] {
        let (mut vault, ada, remote) = with_ada(Settings::default());
        if here {
            vault.set_life(ada, Life::Trashed);
            assert!(vault.far.edit(&remote, &[change("given", "Edited")]));
        } else {
            vault.edit(ada, "given", Some(json!("Edited")));
            vault.far.end(&remote, Fate::Deleted { restorable: true });
        }
        vault.run();
        // Nobody says anything any more, and the conflict is still there.
        let plan = vault.run();
        let [conflict] = &plan.conflicts[..] else { panic!("{plan:#?}") };
        assert_eq!((conflict.path.as_str(), plan.is_settled()), (STATE, true));
        let decided = resolve(&vault.mirrors[&ada], conflict, &choice).unwrap();
        vault.mirrors.insert(ada, decided.mirror);
        if let Some(write) = decided.write {
            let state = if write.after == Some(json!("active")) { Life::Active } else { Life::Trashed };
            vault.set_life(ada, state);
        }
        let plan = vault.run_to_the_end();
        vault.assert_in_step(&plan);
        let there = vault.far.look(&vault.remote_of(ada)).map(|record| record.values["given"].clone());
        assert_eq!(there, lives.then(|| json!("Edited")), "{here} {choice:?}");
        assert_eq!(life(&vault, ada) == Life::Active, lives);
    }
}

#[test]
fn a_policy_for_records_decides_and_says_so() {
    for (policy, lives) in [(Policy::Mine, true), (Policy::Theirs, false)] {
        let (mut vault, ada, remote) = with_ada(Settings::default());
        vault.situation.rules.life = policy;
        vault.edit(ada, "given", Some(json!("Edited")));
        vault.far.end(&remote, Fate::Erased);
        let plan = vault.run();
        assert_eq!(plan.overruled.len(), 1);
        assert_eq!((plan.overruled[0].mine_won, plan.overruled[0].policy), (lives, policy));
        let plan = vault.run_to_the_end();
        vault.assert_in_step(&plan);
        assert_eq!(vault.there(ada).is_some(), lives);
    }
}

#[test]
fn who_is_out_of_sight_is_held_and_loses_nothing() {
    let (mut vault, ada, remote) = with_ada(Settings::narrow());
    vault.far.hide(&remote, true);
    vault.edit(ada, "given", Some(json!("Ada")));
    for _ in 0..3 {
        vault.run();
    }
    let plan = vault.run();
    assert_eq!(plan.holds, [Hold { id: ada, remote: Some(remote.clone()), reason: HoldReason::OutOfSight }]);
    assert!(plan.is_settled() && life(&vault, ada) == Life::Active);
    vault.far.hide(&remote, false);
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.there(ada).unwrap().values["given"], "Ada");
}

#[test]
fn a_merge_there_is_a_merge_here_when_both_are_known() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    let twin = vault.add(named("Byron"));
    vault.run_to_the_end();
    vault.far.end(&remote, Fate::Merged { into: vault.remote_of(twin) });
    let plan = vault.run();
    assert_eq!(plan.writes[0].action, WriteAction::MergeInto(twin));
    assert_eq!(life(&vault, ada), Life::MergedInto(twin));
    assert!(vault.run().is_settled());
}

#[test]
fn a_merge_there_into_a_new_record_takes_the_link_along() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    let other = vault.add(named("Byron"));
    vault.run_to_the_end();
    vault.edit(ada, "given", Some(json!("Ada")));
    let into = vault.far.create(Entity::Contact, &named("Lovelace")).unwrap();
    vault.far.end(&remote, Fate::Merged { into: into.clone() });
    vault.far.end(&vault.remote_of(other), Fate::Merged { into: into.clone() });
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(vault.remote_of(ada), into);
    assert_eq!(vault.there(ada).unwrap().values["given"], "Ada", "the edit went along");
    assert_eq!(life(&vault, other), Life::MergedInto(ada));
}

#[test]
fn an_edit_of_what_was_merged_away_there_waits_for_a_person() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    let twin = vault.add(named("Byron"));
    vault.run_to_the_end();
    vault.edit(ada, "given", Some(json!("Ada")));
    vault.far.end(&remote, Fate::Merged { into: vault.remote_of(twin) });
    let plan = vault.run();
    assert_eq!(plan.conflicts[0].theirs.value, Some(json!("merged")));
    assert_eq!(life(&vault, ada), Life::Active);
}

#[test]
fn a_merge_here_deletes_the_other_one_after_the_winner_has_it_all() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    let winner = vault.add(named("King"));
    vault.run_to_the_end();
    vault.edit(winner, "given", Some(json!("Ada")));
    vault.set_life(ada, Life::MergedInto(winner));
    let plan = vault.run();
    let [update, delete] = &plan.pushes[..] else { panic!("{plan:#?}") };
    assert_eq!((update.id, delete.id, delete.after), (winner, ada, Some(winner)));
    let plan = vault.run_to_the_end();
    assert_eq!(vault.far.look(&remote), None);
    vault.assert_in_step(&plan);
}

#[test]
fn a_merge_here_into_a_record_without_a_link_hands_the_link_over() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    let winner = vault.add(values([("family", json!("Lovelace")), ("given", json!("Ada"))]));
    vault.set_life(ada, Life::MergedInto(winner));
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!((vault.remote_of(winner), vault.far.living(Entity::Contact).len()), (remote, 1));
    assert!(!vault.mirrors.contains_key(&ada));
}

#[test]
fn a_conflict_stays_until_a_person_decides_and_says_what_they_chose() {
    for (choice, chosen) in [
        (Choice::Mine, json!("Mine")),
        (Choice::Theirs, json!("Theirs")),
        (Choice::Value(Some(json!("Both"))), json!("Both")),
    ] {
        let (mut vault, ada, remote) = with_ada(Settings::default());
        vault.edit(ada, "notes", Some(json!("Mine")));
        assert!(vault.far.edit(&remote, &[change("notes", "Theirs")]));
        vault.run();
        let plan = vault.run();
        let [conflict] = &plan.conflicts[..] else { panic!("{plan:#?}") };
        assert!(plan.is_settled());
        assert_eq!(conflict.theirs.stamp.by.as_deref(), Some("colleague"));
        let decided = resolve(&vault.mirrors[&ada], conflict, &choice).unwrap();
        vault.mirrors.insert(ada, decided.mirror);
        if let Some(write) = decided.write {
            vault.edit(ada, &write.path, write.after);
        }
        let plan = vault.run_to_the_end();
        vault.assert_in_step(&plan);
        assert_eq!((plan.conflicts.len(), &vault.mine[&ada].values["notes"]), (0, &chosen));
    }
}

#[test]
fn a_conflict_that_has_changed_since_is_shown_anew() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    vault.edit(ada, "notes", Some(json!("Mine")));
    assert!(vault.far.edit(&remote, &[change("notes", "Theirs")]));
    let conflict = vault.run().conflicts.remove(0);
    assert!(vault.far.edit(&remote, &[change("notes", "Theirs, second thoughts")]));
    vault.run();
    assert_eq!(resolve(&vault.mirrors[&ada], &conflict, &Choice::Mine), Err(SyncError::ConflictGone));
}

#[test]
fn a_pair_that_a_person_made_is_merged_without_a_base() {
    let mut vault = Vault::new(Settings::default());
    let ada = vault.add(values([("family", json!("Lovelace")), ("given", json!("Ada"))]));
    let there = values([("family", json!("Lovelace")), ("given", json!("Augusta")), ("title", json!("Countess"))]);
    let remote = vault.far.create(Entity::Contact, &there).unwrap();
    vault.situation.pairs.insert(remote, ada);
    let plan = vault.run_to_the_end();
    let ways: Vec<_> = plan.conflicts.iter().map(|conflict| conflict.path.as_str()).collect();
    assert_eq!(ways, ["given"]);
    assert_eq!((vault.mine.len(), &vault.mine[&ada].values["title"]), (1, &json!("Countess")));
    vault.assert_in_step(&plan);
}

#[test]
fn too_much_that_vanishes_stops_the_run_and_a_person_lets_it_go_on() {
    let mut vault = Vault::new(Settings::default());
    let all: Vec<Id> = (0..20).map(|at| vault.add(named(&format!("Person {at}")))).collect();
    vault.run_to_the_end();
    for id in &all[..5] {
        vault.far.end(&vault.remote_of(*id), Fate::Deleted { restorable: true });
    }
    vault.edit(all[9], "given", Some(json!("Edited")));
    for _ in 0..2 {
        let plan = vault.run();
        assert_eq!(plan.stop, Some(Stop { here: 5, there: 0, linked: 20 }));
        assert_eq!((plan.writes.len(), plan.pushes.len()), (5, 1), "all of it can be shown");
    }
    assert!(all.iter().all(|id| life(&vault, *id) == Life::Active), "nothing was carried out");
    vault.situation.approved = Approved { here: 5, there: 0 };
    let plan = vault.run_to_the_end();
    vault.assert_in_step(&plan);
    assert_eq!(all.iter().filter(|id| life(&vault, **id) == Life::Trashed).count(), 5);
}

#[test]
fn a_bulk_deletion_here_stops_as_well() {
    let mut vault = Vault::new(Settings::default());
    let all: Vec<Id> = (0..20).map(|at| vault.add(named(&format!("Person {at}")))).collect();
    vault.run_to_the_end();
    all[..5].iter().for_each(|id| vault.set_life(*id, Life::Trashed));
    assert_eq!(vault.run().stop, Some(Stop { here: 0, there: 5, linked: 20 }));
    assert_eq!(vault.far.living(Entity::Contact).len(), 20);
}

#[test]
fn a_refused_change_is_told_until_it_is_edited() {
    let mut settings = Settings::default();
    // The remote says less than is true: what it takes is found out by being refused.
    let (mut vault, ada, _) = with_ada(Settings::default());
    for kind in &mut settings.capabilities.kinds {
        kind.fields.get_mut("notes").unwrap().longest = None;
        vault.situation.capabilities = kind.clone();
    }
    vault.edit(ada, "notes", Some(json!("x".repeat(2_000))));
    vault.run();
    let plan = vault.run();
    let [failed] = &plan.failed[..] else { panic!("{plan:#?}") };
    let Failure::Refused(refused) = &failed.failure else { panic!("{failed:?}") };
    assert_eq!((refused.code.as_str(), refused.path.as_deref()), ("TOO_LONG", Some("notes")));
    assert!(plan.pushes.is_empty());
    vault.edit(ada, "notes", Some(json!("short")));
    let plan = vault.run_to_the_end();
    assert_eq!(plan.failed, []);
    vault.assert_in_step(&plan);
}

#[test]
fn a_record_that_is_told_both_alive_and_deleted_is_read() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    vault.far.end(&remote, Fate::Deleted { restorable: true });
    vault.far.restore(&remote);
    let mut situation = vault.current(vec![]);
    let record = vault.far.look(&remote).unwrap();
    let tombstone = satchel_remote::Tombstone { reference: remote.clone(), fate: Fate::Deleted { restorable: true } };
    situation.pages.push(satchel_remote::Page {
        records: vec![record.clone()],
        tombstones: vec![tombstone],
        quarantined: vec![satchel_remote::Quarantined { reference: None, reason: "a card without an end".into() }],
        next: satchel_remote::Cursor(json!(null)),
        more: false,
        gap: false,
        groups: false,
        clock: None,
    });
    let plan = vault.plan(&situation);
    assert_eq!(plan.questions, [satchel_sync::Question::Read(remote.clone())]);
    assert!(matches!(plan.failed[0].failure, Failure::Unreadable(_)), "and one bad card stops nothing");
    assert!(plan.writes.is_empty() && plan.mirrors.is_empty());
    situation.read.insert(remote, satchel_remote::Found::Record(Box::new(record)));
    assert!(vault.plan(&situation).questions.is_empty());
    assert_eq!(life(&vault, ada), Life::Active);
}

#[test]
fn two_records_there_with_one_key_are_named_and_neither_is_doubled_here() {
    let (mut vault, ada, _) = with_ada(Settings::narrow());
    vault.far.fault(Call::Push, 0, satchel_remote::fake::Fault::Duplicate);
    let twin = vault.add(named("Byron"));
    vault.run();
    let plan = vault.run();
    assert!(
        matches!(plan.failed[..], [satchel_sync::Failed { id: Some(id), failure: Failure::Twin(_), .. }] if id == twin)
    );
    assert_eq!(vault.mine.len(), 2, "{ada} and {twin}");
}

#[test]
fn a_feed_that_is_behind_brings_nobody_back() {
    let (mut vault, ada, remote) = with_ada(Settings::default());
    let old = vault.far.look(&remote).unwrap();
    vault.set_life(ada, Life::Trashed);
    vault.run_to_the_end();
    let mut situation = vault.current(vec![]);
    situation.read.insert(remote, satchel_remote::Found::Record(Box::new(old)));
    let plan = vault.plan(&situation);
    assert!(plan.is_settled(), "{plan:#?}");
}

#[test]
fn the_later_change_wins_by_the_clocks_and_ties_are_asked() {
    // how much later the remote's edit is, what comes of it
    for (later_by, way) in [(-60_000, Way::Push), (60_000, Way::Pull), (0, Way::Ask)] {
        let (mut vault, ada, remote) = with_ada(Settings::default());
        let hour = 3_600_000;
        vault.far.set_offset(hour);
        vault.situation.clock = satchel_sync::RemoteClock { ahead: hour, unsure: 1_000 };
        let now = vault.now;
        vault.far.set_now(now + later_by);
        vault.edit(ada, "family", Some(json!("Mine")));
        assert!(vault.far.edit(&remote, &[change("family", "Theirs")]));
        let plan = vault.run();
        let went = match (plan.pushes.len(), plan.writes.len(), plan.conflicts.len()) {
            (1, 0, 0) => Way::Push,
            (0, 1, 0) => Way::Pull,
            (0, 0, 1) => Way::Ask,
            other => panic!("{other:?}"),
        };
        assert_eq!(went, way, "{later_by}");
        assert_eq!(plan.overruled.len(), usize::from(way != Way::Ask), "whoever lost is told");
    }
}

#[test]
fn a_mirror_without_its_record_is_left_alone() {
    let (vault, ada, remote) = with_ada(Settings::default());
    let mut situation = vault.current(vec![]);
    situation.mine.clear();
    situation.mirrors.insert(ada, Mirror { fate: Some(Fate::Erased), ..Mirror::new(remote) });
    let mut vault = vault;
    let plan = vault.plan(&situation);
    assert!(plan.is_settled() && plan.mirrors.is_empty());
}
