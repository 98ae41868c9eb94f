//! What a run did: counts for everybody, and what became of single records.

use std::collections::BTreeMap;

use satchel_model::Id;
use satchel_remote::{Operation, RemoteRef};
use satchel_store::RunOutcome;
use serde::{Deserialize, Serialize};

use crate::groups::ListPlan;
use crate::{Failed, Failure, HoldReason, KeptReason, Plan, WriteAction};

/// Records that came into being, changed, ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Made.
    pub created: u64,
    /// Changed, or brought back.
    pub updated: u64,
    /// To the trash or out of the way, merged into others; there: deleted.
    pub deleted: u64,
}

impl Counts {
    /// All together.
    #[must_use]
    pub fn sum(&self) -> u64 {
        self.created + self.updated + self.deleted
    }
}

/// What became of one record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The record here.
    pub record: Option<Id>,
    /// The record there.
    pub remote: Option<RemoteRef>,
    /// In a word: `refused`, `held`, `kept`, …
    pub what: &'static str,
    /// The remote's words, or which path; for a person.
    pub words: String,
}

/// What a run did.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// What came here.
    pub pulled: Counts,
    /// What went there.
    pub pushed: Counts,
    /// What a person has to decide.
    pub conflicts: u64,
    /// Records of which nothing is written on either side.
    pub held: u64,
    /// Requests that were made.
    pub requests: u64,
    /// Milliseconds from beginning to end.
    pub took: i64,
    /// What was done with groups and the lists that follow them.
    pub lists: Vec<ListPlan>,
    /// Single records that did not simply go through.
    pub outcomes: Vec<Outcome>,
}

impl Report {
    /// Takes in what a plan comes to, before anything of it is sent, and what of it cannot be kept here, with the reason.
    pub(super) fn plan(&mut self, plan: &Plan, refused_here: &BTreeMap<Id, String>) {
        for (id, reason) in refused_here {
            self.tell(Some(*id), None, "refused_here", reason);
        }
        for write in plan.writes.iter().filter(|write| !refused_here.contains_key(&write.id)) {
            match write.action {
                WriteAction::Create(_) => self.pulled.created += 1,
                WriteAction::Update(_) | WriteAction::Restore(_) => self.pulled.updated += 1,
                WriteAction::Trash(_) | WriteAction::Archive | WriteAction::MergeInto(_) => self.pulled.deleted += 1,
            }
        }
        self.conflicts = (plan.conflicts.len() + plan.doubts.len()) as u64;
        self.held = (plan.holds.len() + plan.left_out.len()) as u64;
        for conflict in &plan.conflicts {
            self.tell(Some(conflict.id), Some(&conflict.remote), "conflict", &conflict.path);
        }
        for overruled in &plan.overruled {
            let what = if overruled.mine_won { "overruled_there" } else { "overruled_here" };
            self.tell(Some(overruled.conflict.id), Some(&overruled.conflict.remote), what, &overruled.conflict.path);
        }
        for kept in &plan.kept {
            let what = match kept.reason {
                KeptReason::NoRoom => "no_room_there",
                KeptReason::TooLong => "too_long_there",
                KeptReason::ReadOnly => "read_only_there",
            };
            self.tell(Some(kept.id), None, what, &kept.path);
        }
        for (remote, id) in &plan.paired {
            self.tell(Some(*id), Some(remote), "paired", "");
        }
        for doubt in &plan.doubts {
            self.tell(doubt.candidates.first().copied(), Some(&doubt.record.reference), "doubtful", "");
        }
        for record in &plan.left_out {
            self.tell(None, Some(&record.reference), held(HoldReason::Person), "");
        }
        for hold in &plan.holds {
            self.tell(Some(hold.id), hold.remote.as_ref(), held(hold.reason), "");
        }
        for failed in &plan.failed {
            self.fail(failed);
        }
    }

    fn fail(&mut self, failed: &Failed) {
        let (what, words) = match &failed.failure {
            Failure::Unreadable(reason) => ("unreadable", reason.as_str()),
            Failure::NothingHeld => ("nothing_to_hold", ""),
            Failure::Twin(other) => ("twin", other.id.as_str()),
            Failure::Refused(refused) => {
                ("refused", if refused.message.is_empty() { &refused.code } else { &refused.message }.as_str())
            }
        };
        self.tell(failed.id, failed.remote.as_ref(), what, words);
    }

    /// Notes what became of one record.
    pub(super) fn tell(&mut self, record: Option<Id>, remote: Option<&RemoteRef>, what: &'static str, words: &str) {
        self.outcomes.push(Outcome { record, remote: remote.cloned(), what, words: words.to_owned() });
    }

    /// A change was done there.
    pub(super) fn pushed(&mut self, operation: &Operation) {
        match operation {
            Operation::Create { .. } => self.pushed.created += 1,
            Operation::Update { .. } | Operation::Restore { .. } => self.pushed.updated += 1,
            Operation::Delete { .. } => self.pushed.deleted += 1,
        }
    }

    /// Records that could not be synced.
    pub fn failed(&self) -> impl Iterator<Item = &Outcome> {
        const FAILURES: [&str; 8] = [
            "unreadable",
            "nothing_to_hold",
            "twin",
            "refused",
            "refused_here",
            "not_answered",
            "group_refused",
            "picture_not_come",
        ];
        self.outcomes.iter().filter(|outcome| FAILURES.contains(&outcome.what))
    }

    /// For the log of runs.
    #[must_use]
    pub fn rows(&self) -> Vec<RunOutcome> {
        self.outcomes
            .iter()
            .map(|outcome| RunOutcome {
                record: outcome.record,
                remote: outcome.remote.as_ref().map(|remote| remote.id.clone()),
                what: outcome.what.to_owned(),
                words: outcome.words.clone(),
            })
            .collect()
    }
}

/// Why a record is held, in a word.
fn held(reason: HoldReason) -> &'static str {
    match reason {
        HoldReason::Person => "held_by_person",
        HoldReason::Undone => "held_undone",
        HoldReason::OutOfSight => "held_out_of_sight",
        HoldReason::MergedThere => "held_merged_there",
        HoldReason::Survivor => "held_survivor",
        HoldReason::CannotReturn => "held_cannot_return",
        HoldReason::NotOffered => "held_not_offered",
        HoldReason::Another => "held_another",
        HoldReason::Unanswered => "held_unanswered",
    }
}
