//! Records that were merged into another one there: what becomes of them here depends on what becomes of that one.
//!
//! Where it lives on here, it takes them in, with everything that they have. Where it is gone, they are gone too. As long
//! as it is held or undecided, so are they: nobody is merged into somebody of whom nothing may be written.

use std::cmp::Reverse;

use satchel_model::Id;

use super::links::{Lead, MOST_MERGES, Planner};
use super::record::Couple;
use crate::{By, HoldReason, WriteAction};

/// A record that was merged away there and is to end here.
pub(crate) struct Joiner<'a> {
    couple: Couple<'a>,
    by: By,
}

/// How a record stands here after a plan.
#[derive(Clone, Copy)]
pub(crate) enum Standing {
    /// It lives.
    Lives,
    /// It is gone.
    Gone,
    /// Nothing is written of it.
    Open,
}

impl<'a> Planner<'a> {
    /// All linked records, each behind those that were merged into it.
    pub(crate) fn losers_first(&self) -> Vec<Id> {
        let mut ids = self.linked();
        ids.sort_by_key(|id| Reverse(self.way(*id)));
        ids
    }

    /// How many records are on the way from one to the one that it lives on in there.
    fn way(&self, id: Id) -> usize {
        let next = |id: &Id| match self.lead(&self.merged_there(*id)?) {
            Lead::Here(winner) if winner != *id => Some(winner),
            _ => None,
        };
        std::iter::successors(next(&id), next).take(MOST_MERGES).count()
    }

    /// A record waits for the one that it was merged into. Who was merged into it goes along.
    pub(super) fn join(&mut self, winner: Id, couple: Couple<'a>, by: By) {
        let own = self.joiners.remove(&couple.mine.id).unwrap_or_default();
        let joiners = self.joiners.entry(winner).or_default();
        joiners.extend(own);
        joiners.push(Joiner { couple, by });
    }

    /// What becomes of those that were merged into a record, by how that one stands.
    pub(super) fn take_in(&mut self, winner: Id, standing: Standing) {
        for Joiner { couple, by } in self.joiners.remove(&winner).unwrap_or_default() {
            match standing {
                Standing::Lives => self.close(couple, by, WriteAction::MergeInto(winner)),
                Standing::Gone => self.end(couple, by),
                Standing::Open => {
                    self.hold(couple.mine.id, HoldReason::Survivor);
                    self.keep_mirror(couple.mine.id, couple.mirror);
                }
            }
        }
    }

    /// Who was merged into somebody who was merged into them stays as it is.
    pub(crate) fn leave_circles(&mut self) {
        for winner in self.joiners.keys().copied().collect::<Vec<_>>() {
            self.take_in(winner, Standing::Open);
        }
    }
}
