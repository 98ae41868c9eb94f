//! The plan: what is to be written here, what is to be sent, and everything that is not, by name.
//!
//! A plan is what a rehearsal shows and what a run carries out, in one transaction here and then change by change there.
//! Planning again after it was carried out yields nothing new.

mod joiners;
mod links;
mod record;

use std::collections::BTreeMap;

use satchel_model::{FieldChange, Id};
use satchel_remote::{Change, Fate, Operation, Record, RemoteRef, Values};
use serde_json::Value;

pub(crate) use links::MOST_MERGES;

use crate::{Conflict, HoldReason, Kept, Mirror, Overruled, Refused, Situation, Stop};

/// What to write into a record of this vault.
#[derive(Clone, Debug, PartialEq)]
pub enum WriteAction {
    /// Make it, with these values; the store completes rows (primary, position, derived parts).
    Create(Values),
    /// Change paths. `before` is what the plan saw: where that is no longer there, the record is planned again.
    Update(Vec<FieldChange>),
    /// To the trash, because it ended there like this.
    Trash(Fate),
    /// Out of the way, because it is there.
    Archive,
    /// Back into use, with these changes.
    Restore(Vec<FieldChange>),
    /// Into the record that the remote merged it into.
    MergeInto(Id),
}

/// A write here.
#[derive(Clone, Debug, PartialEq)]
pub struct Write {
    /// The record here; a new id when it is created.
    pub id: Id,
    /// What to write.
    pub action: WriteAction,
}

/// What was sent of one path.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    /// The path here.
    pub path: String,
    /// The path there; of a new row a proposal.
    pub there: String,
    /// What was sent; `None` clears.
    pub value: Option<Value>,
}

/// A change to be sent.
#[derive(Clone, Debug, PartialEq)]
pub struct Push {
    /// The record here.
    pub id: Id,
    /// The record's sequence: what its acknowledgement is good for.
    pub seq: i64,
    /// The change.
    pub change: Change,
    /// What it says of which path here.
    pub sent: Vec<Sent>,
    /// Not before the change of this record is answered, if there is one: it received what this one held.
    pub after: Option<Id>,
}

/// Something to find out before a record can be planned. Whoever asks plans again with the answer, before the cursor
/// moves on.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Whether a create whose answer never came was done: `find_created`, and what it finds goes to `pairs` and `read`.
    Created {
        /// The record here, and the key.
        id: Id,
        /// What it was to hold.
        hint: Values,
    },
    /// What a record is now: `read`.
    Read(RemoteRef),
}

/// Somebody there who may be somebody here: neither side is written until a person has said.
#[derive(Clone, Debug, PartialEq)]
pub struct Doubt {
    /// As they are there.
    pub record: Box<Record>,
    /// Who they may be.
    pub candidates: Vec<Id>,
}

/// A record of which nothing is written on either side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hold {
    /// The record here.
    pub id: Id,
    /// The record there, if there is one.
    pub remote: Option<RemoteRef>,
    /// Why.
    pub reason: HoldReason,
}

/// Why a record could not be synced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It could not be read; the sentence says why.
    Unreadable(String),
    /// It holds nothing that the other side could hold.
    NothingHeld,
    /// Another record there is linked to the same record here.
    Twin(RemoteRef),
    /// The remote refused it, and it was not edited since.
    Refused(Refused),
}

/// A record that could not be synced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The record here, if there is one.
    pub id: Option<Id>,
    /// The record there, if it is known.
    pub remote: Option<RemoteRef>,
    /// Why.
    pub failure: Failure,
}

/// What is to be done. Lists are in a stable order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Writes here.
    pub writes: Vec<Write>,
    /// Mirrors to keep, in the transaction of the writes.
    pub mirrors: BTreeMap<Id, Mirror>,
    /// Records whose link ended because another record took it over.
    pub unlinked: Vec<Id>,
    /// Changes to send, in this order: creates, updates, returns, then deletions.
    pub pushes: Vec<Push>,
    /// To find out first.
    pub questions: Vec<Question>,
    /// For a person to decide.
    pub conflicts: Vec<Conflict>,
    /// Decided by a policy over somebody's edit.
    pub overruled: Vec<Overruled>,
    /// Who was found to be who, without anybody having said so.
    pub paired: Vec<(RemoteRef, Id)>,
    /// Who may be who.
    pub doubts: Vec<Doubt>,
    /// What stays here because the remote cannot hold it.
    pub kept: Vec<Kept>,
    /// Not to be touched.
    pub holds: Vec<Hold>,
    /// Records there that took over the name of one that is linked.
    pub others: Vec<Record>,
    /// Records there who would be new here, and are to be left out.
    pub left_out: Vec<Record>,
    /// Not possible.
    pub failed: Vec<Failed>,
    /// Too much would vanish: nothing of this plan may be carried out until a person has looked.
    pub stop: Option<Stop>,
}

impl Plan {
    /// Whether there is nothing to write, send or find out.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        self.writes.is_empty() && self.pushes.is_empty() && self.questions.is_empty() && self.unlinked.is_empty()
    }

    fn finish(&mut self, situation: &Situation) {
        self.pushes.sort_by_key(|push| {
            let rank = match push.change.operation {
                Operation::Create { .. } => 0,
                Operation::Update { .. } => 1,
                Operation::Restore { .. } => 2,
                Operation::Delete { .. } => 3,
            };
            (rank, push.id)
        });
        let here = self
            .writes
            .iter()
            .filter(|write| match write.action {
                WriteAction::Trash(_) | WriteAction::Archive | WriteAction::MergeInto(_) => true,
                WriteAction::Create(_) | WriteAction::Update(_) | WriteAction::Restore(_) => false,
            })
            .count();
        let there = self.pushes.iter().filter(|push| matches!(push.change.operation, Operation::Delete { .. })).count();
        self.stop = situation.rules.guard.check(here, there, situation.linked, situation.approved);
    }
}

/// Works out what is to be done. `mint` gives ids to what is new here.
pub fn plan(situation: &Situation, mint: &mut dyn FnMut() -> Id) -> Plan {
    let mut planner = links::Planner::new(situation, mint);
    planner.link();
    for id in planner.losers_first() {
        planner.linked_record(id);
    }
    planner.leave_circles();
    planner.unlinked_records();
    planner.newcomers();
    let mut plan = planner.plan;
    plan.finish(situation);
    plan
}
