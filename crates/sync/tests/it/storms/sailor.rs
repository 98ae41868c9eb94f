//! A vault in a storm, with what happened to it: what was typed, what can be taken back, what runs told.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Contact, Entity, Id};
use satchel_remote::RemoteRef;
use satchel_remote::fake::FarSide;
use satchel_store::{MatterKind, RunOutcome};
use satchel_sync::{Rules, Run, WriteAction};
use serde_json::Value;

use crate::book::{Book, Known};

/// What no remote holds, or may hear of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Own {
    /// A field of one's own.
    ShoeSize,
    /// A category.
    Leads,
    /// Notes behind a privacy lock.
    Notes,
}

/// A vault with what happened to it.
pub(super) struct Sailor {
    pub(super) book: Book,
    /// What was last typed at a path; null where it was emptied.
    pub(super) typed: BTreeMap<(Id, String), Value>,
    /// What was written that stays here.
    pub(super) own: BTreeMap<(Id, Own), String>,
    /// Records of which something else than a text was changed, or that were undone.
    pub(super) unsure: BTreeSet<Id>,
    /// Of them, those of which something was taken back.
    pub(super) taken_back: BTreeSet<Id>,
    /// Batches that can be taken back.
    pub(super) batches: Vec<(Id, Vec<Id>)>,
    /// Records there that failed; they are named when the feed tells them, not in every run.
    named: BTreeSet<RemoteRef>,
    /// What stays here, by name, and who could not be sent: told when the record is looked at, not in every run.
    kept: BTreeSet<(Id, String)>,
    failed: BTreeSet<Id>,
}

impl Sailor {
    pub(super) async fn beside(far: &FarSide, rules: &Rules) -> Self {
        let book = Book::beside(far, rules).await;
        book.own_field("Shoe size").await;
        Self {
            book,
            typed: BTreeMap::new(),
            own: BTreeMap::new(),
            unsure: BTreeSet::new(),
            taken_back: BTreeSet::new(),
            batches: Vec::new(),
            named: BTreeSet::new(),
            kept: BTreeSet::new(),
            failed: BTreeSet::new(),
        }
    }

    /// Somebody wrote something that stays here.
    pub(super) async fn wrote(&mut self, id: Id, own: Own, text: String) {
        // Whatever others had there who are this one by now is written over.
        let mut over = Vec::new();
        for (other, of) in self.own.keys().filter(|(_, of)| *of == own) {
            if self.book.contact(*other).await.id == id {
                over.push((*other, *of));
            }
        }
        self.own.retain(|key, _| !over.contains(key));
        self.own.insert((id, own), text);
    }

    /// What stays here is here, as long as nobody took it back: with whoever it is about by now.
    pub(super) async fn assert_own(&self) {
        for ((id, own), text) in &self.own {
            let contact = self.book.contact(*id).await;
            if [*id, contact.id].iter().any(|id| self.taken_back.contains(id)) {
                continue;
            }
            let Some(held) = held(&contact, *own) else { panic!("{own:?} of {id} is lost: {contact:?}") };
            // Who was merged has the survivor's, or its own where that had none; notes are united.
            let stays = if *own == Own::Notes { held.contains(text) } else { contact.id != *id || held == *text };
            assert!(stays, "{own:?} of {id} was {text} and is {held}");
        }
    }

    /// Who is in a group is on its list, of those whom both sides know and of whom nothing is held.
    async fn assert_grouped(&self, group: &str, held: &BTreeSet<Id>) {
        let Some(followed) = self.book.followed().await.remove(group) else { return };
        let roll = self.book.store.rolls(&[followed.list].into()).await.unwrap().remove(&followed.list);
        let Some(roll) = roll.filter(|roll| roll.alive) else { return };
        let there = self.book.far.grouped(group).unwrap();
        for known in self.book.store.known_there(self.book.account.row).await.unwrap() {
            let reference = RemoteRef::new(Entity::Contact, known.remote);
            let is_there = there.contains(&reference);
            let is_open = held.contains(&known.record) || self.book.far.look(&reference).is_none();
            assert!(
                is_open || roll.members.contains(&known.record) == is_there,
                "{reference:?} in its group: {is_there}, {followed:?}"
            );
        }
    }

    pub(super) async fn take_back(&mut self, at: usize) {
        let (batch, records) = self.batches.remove(at);
        self.book.undo(batch).await;
        self.unsure.extend(&records);
        self.taken_back.extend(records);
    }

    /// What the log of a run that was killed tells.
    fn hear(&mut self, outcome: RunOutcome) {
        let RunOutcome { record, remote, what, words } = outcome;
        match what.as_str() {
            "twin" | "unreadable" | "nothing_to_hold" => {
                self.named.extend(remote.map(|name| RemoteRef::new(Entity::Contact, name)));
            }
            "no_room_there" | "too_long_there" | "read_only_there" => {
                self.kept.extend(record.map(|id| (id, words)));
            }
            "overruled_here" | "overruled_there" | "paired" | "doubtful" => self.unsure.extend(record),
            _ => {}
        }
    }

    pub(super) fn learn(&mut self, run: &Run) {
        self.named.extend(run.plan.failed.iter().filter_map(|failed| failed.remote.clone()));
        self.failed.extend(run.plan.failed.iter().filter_map(|failed| failed.id));
        self.kept.extend(run.plan.kept.iter().map(|kept| (kept.id, kept.path.clone())));
        self.unsure.extend(run.plan.overruled.iter().map(|overruled| overruled.conflict.id));
        if let Some(batch) = run.batch {
            let written = run.plan.writes.iter().flat_map(|write| match write.action {
                WriteAction::MergeInto(winner) => vec![write.id, winner],
                _ => vec![write.id],
            });
            self.batches.push((batch, written.collect()));
        }
    }

    /// A run finds nothing to do, and both sides hold the same.
    pub(super) async fn assert_calm(&mut self, group: &str) {
        let run = self.book.run().await;
        assert!(run.plan.is_settled() && run.lists.is_empty(), "{:?}", run.lists);
        for outcome in self.book.outcomes().await {
            self.hear(outcome);
        }
        let known = Known { named: &self.named, kept: &self.kept, failed: &self.failed };
        self.book.assert_in_step(&run.plan, &known).await;
        self.assert_grouped(group, &run.plan.holds.iter().map(|hold| hold.id).collect()).await;
        // What was refused is named, and stays here until it is edited.
        let refused = self.book.matters(MatterKind::Refused).await;
        self.unsure.extend(refused.into_iter().map(|matter| matter.record));
        self.unsure.extend(run.plan.conflicts.iter().map(|conflict| conflict.id));
        self.unsure.extend(run.plan.holds.iter().map(|hold| hold.id));
    }
}

fn held(contact: &Contact, own: Own) -> Option<String> {
    match own {
        Own::ShoeSize => contact.custom.get("shoe_size").map(Value::to_string),
        Own::Leads => contact.categories.iter().find(|held| held.group == "Leads").map(|held| held.name.clone()),
        Own::Notes => Some(contact.notes.clone()),
    }
}
