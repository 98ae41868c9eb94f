//! Lists that follow groups there: read after everything else, because who is in a group has to be known first.
//!
//! What comes here, and what is agreed then, is one transaction; each change there is written down when it is answered.
//! A process that is killed in between asks again: two sets that have met have nothing more to say to each other.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::Id;
use satchel_remote::{Group, GroupChange, GroupOutcome, Halt, RemoteRef};
use satchel_store::{KnownThere, MatterKind, Roll, StoreError};

use super::patience::Patience;
use super::{Engine, KIND, Known, Report, Request, RunError};
use crate::groups::{Comings, Followed, ListPlan, meet};
use crate::{Direction, Plan, WriteAction};

/// What came of the groups.
#[derive(Default)]
pub(super) struct GroupRun {
    /// What was, or would be, done.
    pub(super) lists: Vec<ListPlan>,
    /// What was written here.
    pub(super) batch: Option<Id>,
    /// Why it ended before its end.
    pub(super) halt: Option<Halt>,
}

/// Who is who there, and of whom nothing is written.
struct People {
    by_identity: BTreeMap<String, Id>,
    there: BTreeMap<Id, KnownThere>,
    held: BTreeSet<Id>,
}

/// Groups, the lists that follow some of them, and the people.
struct Found<'a> {
    groups: &'a [Group],
    rolls: BTreeMap<Id, Roll>,
    people: &'a People,
}

impl Found<'_> {
    /// What is to be done, of groups in which something is.
    fn plan(&self, followed: &BTreeMap<String, Followed>, sends: bool) -> Vec<ListPlan> {
        let plan = |group: &Group| {
            let there = self.people.members(group);
            let (id, title) = (group.id.clone(), group.title.clone());
            let mut plan = match followed.get(&id) {
                None => {
                    let nobody = BTreeSet::new();
                    let comings = meet(&nobody, &nobody, &there);
                    ListPlan { group: id, title, is_new: true, renamed: false, comings }
                }
                Some(followed) => {
                    // Whoever puts the list away no longer follows.
                    let roll = self.rolls.get(&followed.list).filter(|roll| roll.alive)?;
                    let (agreed, here) = (self.people.free(&followed.agreed), self.people.free(&roll.members));
                    let renamed = title != followed.title && roll.name == followed.called;
                    ListPlan { group: id, title, is_new: false, renamed, comings: meet(&agreed, &here, &there) }
                }
            };
            if !sends {
                plan.comings.enter_there.clear();
                plan.comings.leave_there.clear();
            }
            (!plan.is_settled()).then_some(plan)
        };
        self.groups.iter().filter_map(plan).collect()
    }

    /// Whether somebody of whom nothing is written may come or go when they are no longer held.
    fn waits(&self, followed: &BTreeMap<String, Followed>) -> bool {
        let grouped = self.groups.iter().flat_map(|group| &group.members);
        let there = grouped.filter_map(|identity| self.people.by_identity.get(identity));
        let here = self.rolls.values().flat_map(|roll| &roll.members);
        let agreed = followed.values().flat_map(|followed| &followed.agreed);
        there.chain(here).chain(agreed).any(|id| self.people.held.contains(id))
    }

    /// Takes in what both sides hold when what comes here has come.
    fn agree(&self, followed: &mut Followed, group: &Group, comings: Option<&Comings>) {
        let nobody = Comings::default();
        let Comings { enter_here, leave_here, .. } = comings.unwrap_or(&nobody);
        let roll = match self.rolls.get(&followed.list) {
            Some(roll) if !roll.alive => return,
            roll => roll.map(|roll| &roll.members - leave_here).unwrap_or_default(),
        };
        followed.seen = &roll | enter_here;
        let (here, there) = (self.people.free(&followed.seen), self.people.members(group));
        // Who is still to leave there is agreed on until they have left, and of whom nothing is written as before.
        let as_before = |id: &&Id| self.people.held.contains(id) || (there.contains(id) && !here.contains(id));
        let as_before = followed.agreed.iter().filter(as_before).copied().collect();
        followed.agreed = &(&here & &there) | &as_before;
        followed.title.clone_from(&group.title);
    }
}

impl People {
    /// Those of a set of whom something may be written, and who are known on both sides.
    fn free(&self, of: &BTreeSet<Id>) -> BTreeSet<Id> {
        of.iter().filter(|id| self.there.contains_key(id) && !self.held.contains(id)).copied().collect()
    }

    fn members(&self, group: &Group) -> BTreeSet<Id> {
        let members = group.members.iter().filter_map(|identity| self.by_identity.get(identity));
        self.free(&members.copied().collect())
    }
}

impl Engine<'_> {
    /// Lets lists follow their groups, and groups their lists.
    pub(super) async fn follow_groups(
        &self,
        known: &mut Known,
        made: &Plan,
        request: &Request,
        batch: Option<Id>,
        report: &mut Report,
    ) -> Result<GroupRun, RunError> {
        if known.situation.rules.direction == Direction::There || !self.groups_are_due(known).await? {
            return Ok(GroupRun { batch, ..GroupRun::default() });
        }
        let groups = match self.read_groups().await {
            Ok(groups) => groups,
            // The people are in step all the same; groups are asked for again by the next run.
            Err(Halt::Forbidden) => return Ok(GroupRun { batch, ..GroupRun::default() }),
            Err(halt) => return Ok(GroupRun { batch, halt: Some(halt), lists: Vec::new() }),
        };
        let Some(groups) = groups else {
            known.memory.groups_due = false;
            if !request.rehearsal {
                self.remember(known).await?;
            }
            return Ok(GroupRun { batch, ..GroupRun::default() });
        };
        let people = self.people(made, request).await?;
        let found = Found { groups: &groups, rolls: self.rolls(known).await?, people: &people };
        let lists = found.plan(&known.memory.groups, self.sends_groups(known));
        if request.rehearsal {
            return Ok(GroupRun { lists, ..GroupRun::default() });
        }
        let batch = self.keep_groups(known, &found, &lists, batch).await?;
        report.lists.clone_from(&lists);
        for list in &mut report.lists {
            // Who comes and goes there is told when it is done.
            (list.comings.enter_there, list.comings.leave_there) = (BTreeSet::new(), BTreeSet::new());
        }
        let halt = self.change_groups(known, &found, &lists, report).await?;
        report.lists.retain(|list| !list.is_settled());
        Ok(GroupRun { lists, batch, halt })
    }

    /// Whether something may have changed on either side.
    async fn groups_are_due(&self, known: &Known) -> Result<bool, StoreError> {
        let followed = &known.memory.groups;
        if known.memory.groups_due {
            return Ok(true);
        }
        let rolls = self.rolls(known).await?;
        Ok(followed
            .values()
            .any(|followed| rolls.get(&followed.list).is_some_and(|roll| roll.alive && roll.members != followed.seen)))
    }

    async fn read_groups(&self) -> Result<Option<Vec<Group>>, Halt> {
        let mut patience = Patience::new(self.time);
        loop {
            match self.remote.groups().await {
                Ok(groups) => return Ok(groups),
                Err(halt) => patience.bear(halt).await?,
            }
        }
    }

    async fn people(&self, made: &Plan, request: &Request) -> Result<People, StoreError> {
        let mut all = self.store.known_there(self.account.row).await?;
        // In a rehearsal, those who would come.
        let new = made.writes.iter().filter(|write| matches!(write.action, WriteAction::Create(_)));
        all.extend(new.filter_map(|write| {
            let mirror = made.mirrors.get(&write.id)?;
            let (remote, identity) = (mirror.reference.id.clone(), mirror.identity.clone()?);
            Some(KnownThere { record: write.id, remote, identity })
        }));
        let matters = self.store.matters(self.account.row, MatterKind::Held).await?;
        let held = matters.into_iter().map(|matter| matter.record).chain(request.hold.iter().copied());
        let held = held.chain(made.holds.iter().map(|hold| hold.id)).collect();
        let by_identity = all.iter().map(|known| (known.identity.clone(), known.record)).collect();
        let there = all.into_iter().map(|known| (known.record, known)).collect();
        Ok(People { by_identity, there, held })
    }

    /// The lists that follow groups, as they are now.
    async fn rolls(&self, known: &Known) -> Result<BTreeMap<Id, Roll>, StoreError> {
        self.store.rolls(&known.memory.groups.values().map(|followed| followed.list).collect()).await
    }

    /// Writes what comes here, and what is agreed then; gives the batch.
    async fn keep_groups(
        &self,
        known: &mut Known,
        found: &Found<'_>,
        lists: &[ListPlan],
        batch: Option<Id>,
    ) -> Result<Option<Id>, RunError> {
        let mut writing = match batch {
            Some(batch) => self.store.begin_in(batch, self.batch()).await?,
            None => self.store.begin(self.batch()).await?,
        };
        let memory = &mut known.memory;
        for ListPlan { group, title, is_new, renamed, comings } in lists {
            if *is_new {
                let list = self.time.mint(self.time.now());
                let called = writing.make_roll(list, title, &self.account.name).await?;
                memory.groups.insert(group.clone(), Followed::new(list, title, called));
            }
            let Some(followed) = memory.groups.get_mut(group) else { continue };
            if *renamed {
                followed.called = writing.rename_roll(followed.list, title, &followed.called).await?;
            }
            writing.call_roll(followed.list, &comings.enter_here, &comings.leave_here).await?;
        }
        memory.groups.retain(|name, _| found.groups.iter().any(|group| group.id == *name));
        for group in found.groups {
            if let Some(followed) = memory.groups.get_mut(&group.id) {
                let plan = lists.iter().find(|plan| plan.group == group.id);
                found.agree(followed, group, plan.map(|plan| &plan.comings));
            }
        }
        memory.groups_due = lists.iter().any(goes_there) || found.waits(&memory.groups);
        writing.keep_sync_state(self.account.row, KIND, &known.state()?).await?;
        Ok(writing.commit().await?.or(batch))
    }

    /// Whether groups may be changed there.
    fn sends_groups(&self, known: &Known) -> bool {
        let situation = &known.situation;
        situation.rules.direction != Direction::Here && situation.capabilities.operations.update
    }

    /// Sends what goes there.
    async fn change_groups(
        &self,
        known: &mut Known,
        found: &Found<'_>,
        lists: &[ListPlan],
        report: &mut Report,
    ) -> Result<Option<Halt>, RunError> {
        if !lists.iter().any(goes_there) {
            return Ok(None);
        }
        let Found { groups, people, .. } = found;
        let mut later = found.waits(&known.memory.groups);
        for plan in lists.iter().filter(|plan| goes_there(plan)) {
            let Some(group) = groups.iter().find(|group| group.id == plan.group) else { continue };
            if !self.claim().await? {
                return Err(RunError::Busy);
            }
            let who = |ids: &BTreeSet<Id>| -> Vec<KnownThere> {
                ids.iter().filter_map(|id| people.there.get(id)).cloned().collect()
            };
            let enter = who(&plan.comings.enter_there).into_iter().map(|known| RemoteRef::new(KIND, known.remote));
            let leave = who(&plan.comings.leave_there).into_iter().map(|known| known.identity);
            let (id, base) = (group.id.clone(), group.version.clone());
            let change = GroupChange { id, base, enter: enter.collect(), leave: leave.collect() };
            match self.remote.change_group(&change).await {
                Ok(GroupOutcome::Applied(now)) => {
                    let there = people.members(&now);
                    let entered = &plan.comings.enter_there & &there;
                    if let Some(told) = report.lists.iter_mut().find(|told| told.group == plan.group) {
                        told.comings.enter_there.clone_from(&entered);
                        told.comings.leave_there.clone_from(&plan.comings.leave_there);
                    }
                    if let Some(followed) = known.memory.groups.get_mut(&plan.group) {
                        followed.agreed = &(&followed.agreed - &plan.comings.leave_there) | &entered;
                        self.remember(known).await?;
                    }
                }
                Ok(GroupOutcome::Later) => later = true,
                Ok(GroupOutcome::Refused(words)) => {
                    report.tell(None, None, "group_refused", &format!("{}: {words}", plan.title));
                }
                Err(halt) => return Ok(Some(halt)),
            }
        }
        known.memory.groups_due = later;
        self.remember(known).await?;
        Ok(None)
    }

    /// Keeps what the account remembers.
    async fn remember(&self, known: &Known) -> Result<(), RunError> {
        let mut writing = self.store.begin(self.batch()).await?;
        writing.keep_sync_state(self.account.row, KIND, &known.state()?).await?;
        writing.commit().await?;
        Ok(())
    }
}

/// Whether somebody comes or goes there.
fn goes_there(plan: &ListPlan) -> bool {
    !plan.comings.enter_there.is_empty() || !plan.comings.leave_there.is_empty()
}
