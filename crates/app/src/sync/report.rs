//! What a run found, in the words of the door.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{FieldChange, Id};
use satchel_remote::{Halt, Operation, Values};
use satchel_store::Account;
use satchel_sync::{Comings, Counts, Ended, ListPlan, Plan, Push, Run, Sent, Write, WriteAction};
use serde_json::Value;

use super::halt_sentence;
use crate::accounts::Unconnected;
use crate::open::OpenVault;
use crate::wire::{
    SyncAction, SyncCounts, SyncEnd, SyncFailure, SyncListed, SyncPlanned, SyncReport, SyncSide, Vanishing, WireError,
};

/// What a report names of what would be done.
const NAMED: usize = 5_000;

/// The report of a run.
pub(super) async fn of(vault: &OpenVault, account: &Account, run: &Run) -> Result<SyncReport, WireError> {
    let (end, problem, vanishing) = match &run.ended {
        Ended::Done => (SyncEnd::Done, None, None),
        Ended::Rehearsed => (SyncEnd::Rehearsed, None, run.plan.stop),
        Ended::Halted(halt) => (halted(Some(halt)), Some(halt_sentence(halt)), None),
        Ended::Stopped(stop) => {
            let problem = format!(
                "{} contacts would vanish here and {} there, of {}: nothing was done.",
                stop.here, stop.there, stop.linked
            );
            (SyncEnd::Stopped, Some(problem), Some(*stop))
        }
    };
    let shows_plan = matches!(end, SyncEnd::Rehearsed | SyncEnd::Stopped);
    let ids: BTreeSet<Id> = run
        .report
        .outcomes
        .iter()
        .filter_map(|outcome| outcome.record)
        .chain(run.plan.writes.iter().flat_map(named).filter(|_| shows_plan))
        .chain(run.plan.pushes.iter().map(|push| push.id).filter(|_| shows_plan))
        .chain(run.plan.paired.iter().map(|(_, id)| *id))
        .chain(run.plan.doubts.iter().flat_map(|doubt| doubt.candidates.iter().copied()))
        .chain(run.lists.iter().flat_map(|list| everybody(&list.comings)).filter(|_| shows_plan))
        .chain(run.report.lists.iter().flat_map(|list| everybody(&list.comings)))
        .collect();
    let names = vault.store.names(ids).await?;
    let name = |id: Option<Id>| id.and_then(|id| names.get(&id).cloned()).unwrap_or_default();
    let failed = run.report.failed().map(|outcome| SyncFailure {
        record: outcome.record,
        display: name(outcome.record),
        remote: outcome.remote.as_ref().map(|remote| remote.id.clone()),
        reason: outcome.what.to_owned(),
        remote_says: outcome.words.clone(),
    });
    let member = |id: &Id| name(Some(*id));
    let lists = run.report.lists.iter().flat_map(|list| listed(list, &member)).collect();
    let planned = if shows_plan { planned(run, &|id| names.get(&id).cloned()) } else { Vec::new() };
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of a run are few")]
    let seconds = run.report.took as f64 / 1_000.0;
    Ok(SyncReport {
        account: account.name.clone(),
        end,
        problem,
        pulled: counts(run.report.pulled),
        pushed: counts(run.report.pushed),
        conflicts: count(run.report.conflicts),
        held: count(run.report.held),
        failed: failed.collect(),
        requests: count(run.report.requests),
        seconds,
        lists,
        batch: run.batch,
        vanishing: vanishing.map(|stop| Vanishing { here: count(stop.here as u64), there: count(stop.there as u64) }),
        planned,
    })
}

/// The report of a run that found no way to its remote.
pub(super) fn unconnected(account: &Account, refused: &Unconnected) -> SyncReport {
    SyncReport {
        account: account.name.clone(),
        end: halted(refused.halt.as_ref()),
        problem: Some(refused.error.message.clone()),
        pulled: SyncCounts::default(),
        pushed: SyncCounts::default(),
        conflicts: 0,
        held: 0,
        failed: Vec::new(),
        requests: 0,
        seconds: 0.0,
        lists: Vec::new(),
        batch: None,
        vanishing: None,
        planned: Vec::new(),
    }
}

/// Whether a person has to do something before the next run.
fn halted(halt: Option<&Halt>) -> SyncEnd {
    match halt {
        Some(Halt::SignIn) => SyncEnd::SignIn,
        Some(Halt::Untrusted) => SyncEnd::Untrusted,
        _ => SyncEnd::Halted,
    }
}

fn count(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn counts(counts: Counts) -> SyncCounts {
    SyncCounts { created: count(counts.created), updated: count(counts.updated), deleted: count(counts.deleted) }
}

fn planned(run: &Run, name: &dyn Fn(Id) -> Option<String>) -> Vec<SyncPlanned> {
    let plan = &run.plan;
    let known = |side, action, id: Id, changes| SyncPlanned {
        side,
        action,
        record: id,
        here: true,
        display: name(id).unwrap_or_default(),
        remote: None,
        into: None,
        left_out: false,
        changes,
    };
    let left_out = plan.left_out.iter().map(|record| SyncPlanned {
        side: SyncSide::Here,
        action: SyncAction::Create,
        record: satchel_store::mint(0),
        here: false,
        display: called(&record.values),
        remote: Some(record.reference.id.clone()),
        into: None,
        left_out: true,
        changes: as_changes(&record.values),
    });
    let paired = plan.paired.iter().map(|(_, id)| known(SyncSide::There, SyncAction::Pair, *id, Vec::new()));
    let doubtful = plan.doubts.iter().flat_map(|doubt| {
        let asked = doubt.candidates.iter();
        asked.map(|id| known(SyncSide::There, SyncAction::Doubt, *id, as_changes(&doubt.record.values)))
    });
    let here = plan.writes.iter().map(|write| written(plan, write, name));
    let there = plan.pushes.iter().map(|push| sent(push, name));
    // Who is not here yet has the name that they come with.
    let new: BTreeMap<Id, String> = plan
        .writes
        .iter()
        .filter_map(|write| match &write.action {
            WriteAction::Create(values) => Some((write.id, called(values))),
            _ => None,
        })
        .collect();
    let member = |id: Id| name(id).or_else(|| new.get(&id).cloned()).unwrap_or_default();
    let lists = run.lists.iter().flat_map(|list| followed(list, &member));
    doubtful.chain(paired).chain(left_out).chain(here).chain(there).chain(lists).take(NAMED).collect()
}

fn everybody(comings: &Comings) -> impl Iterator<Item = Id> {
    let Comings { enter_here, leave_here, enter_there, leave_there } = comings;
    [enter_here, leave_here, enter_there, leave_there].into_iter().flatten().copied()
}

/// What becomes of a list here, and of its group there.
fn followed(list: &ListPlan, member: &dyn Fn(Id) -> String) -> Vec<SyncPlanned> {
    let Comings { enter_here, leave_here, enter_there, leave_there } = &list.comings;
    let side = |side, enter: &BTreeSet<Id>, leave: &BTreeSet<Id>| {
        let change = |before: Option<Value>, after| FieldChange { path: "lists".to_owned(), before, after };
        let enters = enter.iter().map(|id| change(None, Some(member(*id).into())));
        let leaves = leave.iter().map(|id| change(Some(member(*id).into()), None));
        SyncPlanned {
            side,
            action: SyncAction::List,
            record: satchel_store::mint(0),
            here: false,
            display: list.title.clone(),
            remote: None,
            into: None,
            left_out: false,
            changes: enters.chain(leaves).collect(),
        }
    };
    let here = side(SyncSide::Here, enter_here, leave_here);
    let there = side(SyncSide::There, enter_there, leave_there);
    let is_told = |planned: &SyncPlanned| match planned.side {
        SyncSide::Here => list.is_new || list.renamed || !planned.changes.is_empty(),
        SyncSide::There => !planned.changes.is_empty(),
    };
    [here, there].into_iter().filter(is_told).collect()
}

/// What became of a list here, and of its group there.
fn listed(list: &ListPlan, name: &dyn Fn(&Id) -> String) -> Vec<SyncListed> {
    let Comings { enter_here, leave_here, enter_there, leave_there } = &list.comings;
    let side = |side, entered: &BTreeSet<Id>, left: &BTreeSet<Id>, own: bool| SyncListed {
        side,
        title: list.title.clone(),
        made: own && list.is_new,
        renamed: own && list.renamed,
        entered: entered.iter().map(name).collect(),
        left: left.iter().map(name).collect(),
    };
    let here = side(SyncSide::Here, enter_here, leave_here, true);
    let there = side(SyncSide::There, enter_there, leave_there, false);
    let is_told =
        |listed: &SyncListed| listed.made || listed.renamed || !listed.entered.is_empty() || !listed.left.is_empty();
    [here, there].into_iter().filter(is_told).collect()
}

/// Who a write is about.
fn named(write: &Write) -> impl Iterator<Item = Id> {
    let winner = match write.action {
        WriteAction::MergeInto(winner) => Some(winner),
        _ => None,
    };
    std::iter::once(write.id).chain(winner)
}

fn written(plan: &Plan, Write { id, action }: &Write, name: &dyn Fn(Id) -> Option<String>) -> SyncPlanned {
    let (what, changes, told) = match action {
        WriteAction::Create(values) => (SyncAction::Create, as_changes(values), called(values)),
        WriteAction::Update(changes) => (SyncAction::Update, changes.clone(), String::new()),
        WriteAction::Restore(changes) => (SyncAction::Restore, changes.clone(), String::new()),
        WriteAction::Trash(_) | WriteAction::Archive => (SyncAction::Delete, Vec::new(), String::new()),
        WriteAction::MergeInto(_) => (SyncAction::Merge, Vec::new(), String::new()),
    };
    let into = match action {
        WriteAction::MergeInto(winner) => name(*winner),
        _ => None,
    };
    let known = name(*id);
    let is_new = what == SyncAction::Create;
    let remote = plan.mirrors.get(id).filter(|_| is_new).map(|mirror| mirror.reference.id.clone());
    SyncPlanned {
        side: SyncSide::Here,
        action: what,
        record: *id,
        here: known.is_some(),
        display: known.unwrap_or(told),
        remote,
        into,
        left_out: false,
        changes,
    }
}

fn sent(push: &Push, name: &dyn Fn(Id) -> Option<String>) -> SyncPlanned {
    let (action, changes) = match &push.change.operation {
        Operation::Create { .. } => (SyncAction::Create, push.sent.iter().map(new_value).collect()),
        Operation::Update { changes, .. } => (SyncAction::Update, changes.clone()),
        Operation::Delete { .. } => (SyncAction::Delete, Vec::new()),
        Operation::Restore { .. } => (SyncAction::Restore, Vec::new()),
    };
    SyncPlanned {
        side: SyncSide::There,
        action,
        record: push.id,
        here: true,
        display: name(push.id).unwrap_or_default(),
        remote: None,
        into: None,
        left_out: false,
        changes,
    }
}

fn new_value(sent: &Sent) -> FieldChange {
    FieldChange { path: sent.path.clone(), before: None, after: sent.value.clone() }
}

pub(super) fn as_changes(values: &Values) -> Vec<FieldChange> {
    let change =
        |(path, value): (&String, &Value)| FieldChange { path: path.clone(), before: None, after: Some(value.clone()) };
    values.iter().map(change).collect()
}

/// What somebody who is not here yet would be called, roughly: the store finds the whole name when it makes them.
pub(super) fn called(values: &Values) -> String {
    let text = |key: &str| values.get(key).and_then(Value::as_str).unwrap_or_default();
    let name = format!("{} {}", text("given"), text("family"));
    let rows = || values.values().filter_map(|row| row.get("value")?.as_str()).next().unwrap_or_default();
    [text("display"), name.trim(), text("company"), rows()]
        .into_iter()
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}
