//! What holds for any edits on both sides: it converges, planning again yields nothing, and no edit is lost.

use std::collections::BTreeSet;

use proptest::prelude::*;
use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::fake::Settings;
use satchel_remote::{Fate, RemoteRef, Values, row_path};
use satchel_sync::{Claim, Later, Life, MergedPath, Plan, Policy, Rules, STATE, Way, merge, project};
use serde_json::{Value, json};

use crate::vault::{Vault, email, id, values};

const PEOPLE: usize = 3;

/// What one side does to one of the people.
#[derive(Clone, Debug)]
enum Act {
    Set(&'static str, u8),
    Clear(&'static str),
    AddEmail(u8, u8),
    EditEmail(u8, u8),
    DropEmail,
    End,
}

fn act() -> impl Strategy<Value = Act> {
    let field = prop::sample::select(vec!["given", "title", "notes"]);
    prop_oneof![
        4 => (field.clone(), 0u8..4).prop_map(|(field, word)| Act::Set(field, word)),
        2 => field.prop_map(Act::Clear),
        2 => (0u8..6, 0u8..3).prop_map(|(address, label)| Act::AddEmail(address, label)),
        2 => (0u8..6, 0u8..3).prop_map(|(address, label)| Act::EditEmail(address, label)),
        1 => Just(Act::DropEmail),
        1 => Just(Act::End),
    ]
}

fn policy() -> impl Strategy<Value = Policy> {
    prop::sample::select(vec![Policy::Newest, Policy::Mine, Policy::Theirs, Policy::Ask])
}

fn settings() -> impl Strategy<Value = Settings> {
    prop::sample::select(vec![Settings::default(), Settings::default().with_emails(2), Settings::narrow()])
}

fn row(address: u8, label: u8) -> Value {
    email(&format!("{address}@example.com"), ["work", "home", ""][usize::from(label)], false, 0)
}

fn act_here(vault: &mut Vault, id: Id, act: &Act, fresh: u64) {
    let held = vault.mine[&id].values.keys().find(|path| path.starts_with("emails/")).cloned();
    match (act, held) {
        (Act::Set(field, word), _) => vault.edit(id, field, Some(json!(format!("here {word}")))),
        (Act::Clear(field), _) => vault.edit(id, field, None),
        (Act::EditEmail(address, label), Some(path)) => vault.edit(id, &path, Some(row(*address, *label))),
        (Act::DropEmail, Some(path)) => vault.edit(id, &path, None),
        (Act::AddEmail(address, label), _) | (Act::EditEmail(address, label), None) => {
            vault.edit(id, &row_path("emails", &crate::vault::id(fresh).to_string()), Some(row(*address, *label)));
        }
        (Act::DropEmail, None) => {}
        (Act::End, _) => vault.set_life(id, Life::Trashed),
    }
}

fn act_there(vault: &Vault, remote: &RemoteRef, act: &Act) {
    let Some(record) = vault.far.look(remote) else { return };
    let held = record.values.iter().find(|(path, _)| path.starts_with("emails/"));
    let change = |path: &str, before: Option<&Value>, after: Option<Value>| {
        vault.far.edit(remote, &[FieldChange { path: path.to_owned(), before: before.cloned(), after }]);
    };
    match (act, held) {
        (Act::Set(field, word), _) => change(field, None, Some(json!(format!("there {word}")))),
        (Act::Clear(field), _) => change(field, None, None),
        (Act::EditEmail(address, label), Some((path, before))) => {
            change(path, Some(before), Some(row(*address, *label)));
        }
        (Act::DropEmail, Some((path, before))) => change(path, Some(before), None),
        (Act::AddEmail(address, label), _) | (Act::EditEmail(address, label), None) => {
            let key = if vault.situation.capabilities.max_push == 1 { "emails/email" } else { "emails/new" };
            change(key, None, Some(row(*address, *label)));
        }
        (Act::DropEmail, None) => {}
        (Act::End, _) => vault.far.end(remote, Fate::Deleted { restorable: true }),
    }
}

/// What the runs said, all together.
#[derive(Default)]
struct Said {
    /// Values that somebody is told about, and the records that are decided as a whole.
    claims: Vec<(Id, String, Option<Value>)>,
    whole: BTreeSet<Id>,
}

impl Said {
    fn hear(&mut self, plan: &Plan) {
        let overruled = plan.overruled.iter().map(|overruled| &overruled.conflict);
        for conflict in plan.conflicts.iter().chain(overruled) {
            if conflict.path == STATE {
                self.whole.insert(conflict.id);
            }
            for Claim { value, .. } in [&conflict.mine, &conflict.theirs] {
                self.claims.push((conflict.id, conflict.path.clone(), value.clone()));
            }
        }
        self.claims.extend(plan.kept.iter().map(|kept| (kept.id, kept.path.clone(), None)));
        self.whole.extend(plan.holds.iter().map(|hold| hold.id));
        self.whole.extend(plan.failed.iter().filter_map(|failed| failed.id));
    }
}

/// What a record held before the run, on both sides, and what both had agreed on.
struct Before {
    id: Id,
    remote: RemoteRef,
    base: Values,
    mine: Option<Values>,
    theirs: Option<Values>,
}

fn bare(values: &Values) -> Vec<(&str, &Value)> {
    values.iter().map(|(path, value)| (path.split('/').next().unwrap(), value)).collect()
}

fn assert_not_lost(vault: &Vault, before: &Before, said: &Said) {
    if said.whole.contains(&before.id) {
        return;
    }
    let here = project(&vault.mine[&before.id], &vault.situation.capabilities);
    let there = vault.far.look(&before.remote).map(|record| record.values).unwrap_or_default();
    let agreed = bare(&before.base);
    for (side, changed) in [("here", &before.mine), ("there", &before.theirs)] {
        let Some(changed) = changed else { continue };
        for (path, value) in changed {
            let key = path.split('/').next().unwrap();
            if agreed.contains(&(key, value)) {
                continue;
            }
            let is = |values: &Values| bare(values).contains(&(key, value));
            let named = said.claims.iter().any(|(id, said_path, claimed)| {
                let kept = claimed.is_none() && said_path == path;
                *id == before.id && (kept || (said_path.starts_with(key) && claimed.as_ref() == Some(value)))
            });
            assert!(
                (is(&here) && is(&there)) || named,
                "{path} = {value} of {side} is lost: {here:#?} here, {there:#?} there"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_edits_on_both_sides_converge_and_none_is_lost(
        settings in settings(),
        otherwise in policy(),
        life in policy(),
        acts in prop::collection::vec((any::<bool>(), 0..PEOPLE, act(), -5_000i64..5_000), 0..14),
    ) {
        let mut vault = Vault::new(settings);
        vault.situation.rules = Rules { otherwise, life, ..Rules::default() };
        vault.situation.rules.guard.few = usize::MAX;
        vault.situation.clock.unsure = 1_000;
        let people: Vec<Id> = (0..PEOPLE)
            .map(|at| {
                let address = row_path("emails", &id(7_000 + at as u64).to_string());
                vault.add(values([("family", json!(format!("Person {at}"))), (address.as_str(), row(9, 0))]))
            })
            .collect();
        vault.run_to_the_end();
        for (at, (here, who, act, later)) in acts.iter().enumerate() {
            vault.now = 1_700_000_010_000 + later;
            vault.far.set_now(vault.now);
            let id = people[*who];
            if *here {
                act_here(&mut vault, id, act, 8_000 + at as u64);
            } else {
                act_there(&vault, &vault.remote_of(id), act);
            }
        }
        let before: Vec<Before> = people
            .iter()
            .map(|id| {
                let mine = &vault.mine[id];
                let alive = mine.life == Life::Active;
                let remote = vault.remote_of(*id);
                Before {
                    id: *id,
                    base: vault.mirrors[id].base(),
                    mine: alive.then(|| project(mine, &vault.situation.capabilities)),
                    theirs: vault.far.look(&remote).map(|record| record.values),
                    remote,
                }
            })
            .collect();
        let mut said = Said::default();
        // A deletion is noticed by the second sweep.
        let mut quiet = 0;
        for run in 0..14 {
            let plan = vault.run();
            said.hear(&plan);
            quiet = if plan.is_settled() { quiet + 1 } else { 0 };
            if quiet == 2 {
                break;
            }
            prop_assert!(run < 13, "it does not come to an end: {plan:#?}");
        }
        let last = vault.run();
        vault.assert_in_step(&last);
        let again = vault.run();
        prop_assert!(again.is_settled() && again.mirrors.is_empty());
        prop_assert_eq!(&again.conflicts, &last.conflicts, "what is open stays open");
        for before in &before {
            assert_not_lost(&vault, before, &said);
        }
    }

    #[test]
    fn merging_again_changes_nothing_and_both_sides_see_the_same(
        base in sides(), mine in sides(), theirs in sides(), otherwise in policy(), later in later(),
    ) {
        let rules = Rules { otherwise, fields: Default::default(), ..Rules::default() };
        let merged = merge(&base, &mine, &theirs, &rules, &|_| later);
        let (mut new_base, mut here, mut there) = (base.clone(), mine.clone(), theirs.clone());
        for MergedPath { path, mine, theirs, decision, .. } in &merged {
            let agreed = match decision.way {
                Way::Agree | Way::Push => mine,
                Way::Pull => theirs,
                Way::Ask => continue,
            };
            for side in [&mut new_base, &mut here, &mut there] {
                match agreed {
                    Some(value) => side.insert(path.clone(), value.clone()),
                    None => side.remove(path),
                };
            }
        }
        let again = merge(&new_base, &here, &there, &rules, &|_| later);
        let open: Vec<&MergedPath> = merged.iter().filter(|merged| merged.decision.way == Way::Ask).collect();
        prop_assert_eq!(again.iter().collect::<Vec<_>>(), open);
        let mirrored = |policy| match policy {
            Policy::Mine => Policy::Theirs,
            Policy::Theirs => Policy::Mine,
            Policy::Newest | Policy::Ask => policy,
        };
        let swapped = match later {
            Later::Mine => Later::Theirs,
            Later::Theirs => Later::Mine,
            Later::Unsure => Later::Unsure,
        };
        let other_rules = Rules { otherwise: mirrored(otherwise), ..rules };
        let other = merge(&base, &theirs, &mine, &other_rules, &|_| swapped);
        prop_assert_eq!(merged.len(), other.len());
        for (merged, other) in merged.iter().zip(&other) {
            let turned = match other.decision.way {
                Way::Push => Way::Pull,
                Way::Pull => Way::Push,
                Way::Agree | Way::Ask => other.decision.way,
            };
            prop_assert_eq!((&merged.path, merged.decision.way), (&other.path, turned));
        }
    }

    #[test]
    fn a_plan_for_nobody_is_empty(settings in settings()) {
        let mut vault = Vault::new(settings);
        prop_assert_eq!(vault.far.living(Entity::Contact).len(), 0);
        prop_assert_eq!(vault.run(), Plan::default());
    }
}

fn sides() -> impl Strategy<Value = Values> {
    let path = prop::sample::select(vec!["given", "family", "notes", "emails/1", "emails/2"]);
    prop::collection::btree_map(path.prop_map(str::to_owned), (0u8..3).prop_map(|word| json!(word.to_string())), 0..5)
}

fn later() -> impl Strategy<Value = Later> {
    prop::sample::select(vec![Later::Mine, Later::Theirs, Later::Unsure])
}
