//! One linked record: what follows from what both sides agreed on, what is here and what is there.

use satchel_model::{FieldChange, Id};
use satchel_remote::{Fate, Operation, Values};
use serde_json::{Value, json};

use super::joiners::Standing;
use super::links::{Lead, Planner};
use crate::fit::{Fitted, Outgoing, fit};
use crate::life::is_gone;
use crate::news::Told;
use crate::pair::pair;
use crate::project::{is_locked, lifted, project};
use crate::{
    By, Claim, Conflict, Course, Direction, HoldReason, Kept, Later, Life, LifeCase, MergedPath, Mine, Mirror,
    Overruled, Policy, Question, STATE, Way, Write, WriteAction, decide_life, merge,
};

/// A linked record with what was told about it, ready to be decided.
pub(crate) struct Couple<'a> {
    pub(crate) mine: &'a Mine,
    pub(crate) mirror: Mirror,
    base: Values,
    merged: Vec<MergedPath>,
    fitted: Fitted,
    later: Later,
}

impl<'a> Planner<'a> {
    /// Plans a record that has a link, and with it those that were merged into it there. One that is not in the situation
    /// is left alone.
    pub(crate) fn linked_record(&mut self, id: Id) {
        let standing = self.take_course(id);
        self.take_in(id, standing);
    }

    fn take_course(&mut self, id: Id) -> Standing {
        let situation = self.situation;
        let (Some(mirror), Some(mine)) = (self.mirrors.get(&id).cloned(), situation.mine.get(&id)) else {
            return Standing::Open;
        };
        let Some(mirror) = self.seen(mine, mirror) else { return Standing::Open };
        self.mirrors.insert(id, mirror.clone());
        let undone = self.handed_back.contains(&id).then_some(HoldReason::Undone);
        let hidden = (mirror.fate == Some(Fate::NotVisible)).then_some(HoldReason::OutOfSight);
        if let Some(reason) = mine.hold.or(undone).or(hidden) {
            self.keep_mirror(id, mirror);
            self.hold(id, reason);
            return Standing::Open;
        }
        let couple = self.couple(mine, mirror);
        let (course, by) = decide_life(couple.life(situation.rules.life));
        match course {
            Course::Merge => self.merge_values(couple),
            Course::Settled => {
                self.settle(couple);
                Standing::Gone
            }
            Course::EndHere => self.end_here(couple, by),
            Course::EndThere => self.end_there(couple, by),
            Course::ReturnHere => self.return_here(couple, by),
            Course::ReturnThere => self.return_there(couple, by),
            Course::Ask => {
                let conflict = couple.dispute();
                self.plan.conflicts.push(conflict);
                self.keep_mirror(id, couple.mirror);
                Standing::Open
            }
        }
    }

    /// The mirror with the news in it; `None` when something has to be found out first, or it is not about this record.
    fn seen(&mut self, mine: &Mine, mirror: Mirror) -> Option<Mirror> {
        match self.news.of(&mirror.reference) {
            // The feed is behind: this is the record before it was deleted.
            Told::Record(record) if mirror.agreed_gone && mirror.version.as_ref() == Some(&record.version) => {
                Some(mirror)
            }
            Told::Record(record) if mirror.is_another(record) => {
                self.hold(mine.id, HoldReason::Another);
                self.plan.others.push(record.clone());
                None
            }
            Told::Record(record) => {
                let capabilities = &self.situation.capabilities;
                let here = project(mine, capabilities);
                let paired = pair(&record.values, &mirror.keys, &mirror.seen, &here, capabilities, self.mint);
                let base = mirror.base();
                Some(mirror.seeing(record, paired, &base))
            }
            Told::Ended(fate) => Some(Mirror { fate: Some(fate), ..mirror }),
            Told::Nothing if mirror.version.is_none() && mirror.fate.is_none() => {
                self.ask(Question::Read(mirror.reference));
                None
            }
            Told::Nothing => Some(mirror),
            Told::Both => {
                self.ask(Question::Read(mirror.reference));
                None
            }
        }
    }

    fn couple<'m>(&self, mine: &'m Mine, mirror: Mirror) -> Couple<'m> {
        let situation = self.situation;
        let open =
            |values: Values| -> Values { values.into_iter().filter(|(path, _)| !is_locked(mine, path)).collect() };
        let base = open(mirror.base());
        let gone_here = is_gone(mine.life, mirror.fate.as_ref());
        let here = if gone_here { base.clone() } else { project(mine, &situation.capabilities) };
        let there = if mirror.fate.is_some() { base.clone() } else { open(mirror.seen.clone()) };
        let later = |path: &str| situation.clock.later(mine.stamp(path), mirror.stamp(path));
        let merged = merge(&base, &here, &there, &situation.rules, &later);
        let outgoing: Vec<Outgoing<'_>> = merged
            .iter()
            .filter(|merged| merged.decision.way == Way::Push)
            .map(|merged| Outgoing { path: &merged.path, mine: merged.mine.as_ref(), theirs: merged.theirs.as_ref() })
            .collect();
        let fitted = fit(&outgoing, &there, &mirror.keys, mine, &situation.capabilities);
        let later = situation.clock.later(&mine.modified, &mirror.modified);
        Couple { mine, mirror, base, merged, fitted, later }
    }

    fn merge_values(&mut self, couple: Couple<'_>) -> Standing {
        let id = couple.mine.id;
        let (changes, base) = self.take(&couple, false);
        if !changes.is_empty() {
            self.plan.writes.push(Write { id, action: WriteAction::Update(changes) });
        }
        let Couple { mine, mut mirror, fitted, .. } = couple;
        let kept = fitted.kept.into_iter().map(|(path, reason)| Kept { id, path, reason });
        self.plan.kept.extend(kept);
        mirror.agreed_gone = false;
        self.agree(&mut mirror, mine, base);
        // What it gets from those that it takes in is sent with what it has, by the next run.
        if !fitted.changes.is_empty() && !self.joiners.contains_key(&id) {
            if self.situation.capabilities.operations.update {
                let operation = Operation::Update {
                    reference: mirror.reference.clone(),
                    base: mirror.version.clone(),
                    extra: mirror.extra.clone(),
                    changes: fitted.changes.into_values().collect(),
                };
                self.send(mine, operation, fitted.sent, None);
            } else {
                self.hold(id, HoldReason::NotOffered);
            }
        }
        self.keep_mirror(id, mirror);
        Standing::Lives
    }

    /// What comes here, and what is agreed then. With `all`, whatever is there comes, whoever changed it.
    fn take(&mut self, couple: &Couple<'_>, all: bool) -> (Vec<FieldChange>, Values) {
        let mut base = couple.base.clone();
        let mut changes = Vec::new();
        for merged in &couple.merged {
            let way = if all && merged.decision.way != Way::Agree { Way::Pull } else { merged.decision.way };
            match way {
                Way::Agree => agree_on(&mut base, &merged.path, merged.theirs.as_ref()),
                // It is seen, and not agreed on: should the direction change, it comes.
                Way::Pull if self.is_closed() => {}
                Way::Pull => {
                    agree_on(&mut base, &merged.path, merged.theirs.as_ref());
                    changes.push(self.pulled(couple.mine, merged));
                }
                Way::Push => {
                    // What lost is settled: from here on only this side has something to say.
                    if merged.decision.by != By::Change {
                        agree_on(&mut base, &merged.path, merged.theirs.as_ref());
                    }
                }
                Way::Ask => self.plan.conflicts.push(couple.conflict(merged)),
            }
            if let (By::Policy(policy), Way::Push | Way::Pull, false) = (merged.decision.by, way, all) {
                let conflict = couple.conflict(merged);
                self.plan.overruled.push(Overruled { conflict, policy, mine_won: way == Way::Push });
            }
        }
        (changes, base)
    }

    /// Whether nothing of what is there is written here.
    fn is_closed(&self) -> bool {
        self.situation.rules.direction == Direction::There
    }

    fn pulled(&self, mine: &Mine, merged: &MergedPath) -> FieldChange {
        let before = mine.values.get(&merged.path);
        let after =
            merged.theirs.as_ref().map(|theirs| lifted(before, theirs, &merged.path, &self.situation.capabilities));
        FieldChange { path: merged.path.clone(), before: before.cloned(), after }
    }

    fn end_here(&mut self, couple: Couple<'a>, by: By) -> Standing {
        let id = couple.mine.id;
        if self.is_closed() {
            self.keep_mirror(id, couple.mirror);
            return Standing::Open;
        }
        if let Some(Fate::Merged { into }) = &couple.mirror.fate {
            match self.lead(into) {
                Lead::Here(winner) if winner != id => {
                    self.join(winner, couple, by);
                    return Standing::Gone;
                }
                Lead::Hidden | Lead::Unknown(_) => {
                    self.keep_mirror(id, couple.mirror);
                    self.hold(id, HoldReason::OutOfSight);
                    return Standing::Open;
                }
                Lead::Here(_) | Lead::Free(_) | Lead::Gone => {}
            }
        }
        self.end(couple, by);
        Standing::Gone
    }

    /// It ends here as it did there.
    pub(crate) fn end(&mut self, couple: Couple<'_>, by: By) {
        let action = match couple.mirror.fate.clone() {
            Some(Fate::Archived) => WriteAction::Archive,
            Some(fate) => WriteAction::Trash(fate),
            None => return,
        };
        self.close(couple, by, action);
    }

    /// It ends here with this write, and both sides agree that it is gone.
    pub(crate) fn close(&mut self, couple: Couple<'_>, by: By, action: WriteAction) {
        self.plan.writes.push(Write { id: couple.mine.id, action });
        self.overrule(&couple, by, false);
        self.settle(couple);
    }

    fn end_there(&mut self, couple: Couple<'_>, by: By) -> Standing {
        let mine = couple.mine;
        self.overrule(&couple, by, true);
        let mut mirror = couple.mirror;
        if by != By::Change {
            // Their edit lost: it must not look new in the next run.
            let seen = mirror.seen.clone();
            mirror.agree_on(&seen);
        }
        if self.situation.capabilities.operations.delete {
            let operation = Operation::Delete { reference: mirror.reference.clone(), base: mirror.version.clone() };
            let after = self.survivor(mine);
            self.send(mine, operation, Vec::new(), after);
        } else {
            self.hold(mine.id, HoldReason::NotOffered);
        }
        self.keep_mirror(mine.id, mirror);
        Standing::Gone
    }

    fn return_here(&mut self, couple: Couple<'_>, by: By) -> Standing {
        let mine = couple.mine;
        if self.is_closed() {
            self.keep_mirror(mine.id, couple.mirror);
            return Standing::Open;
        }
        match mine.life {
            Life::Purged | Life::MergedInto(_) => {
                self.hold(mine.id, HoldReason::CannotReturn);
                // Should a person say that it lives, it comes as somebody new: what it is has to be known by then.
                match self.news.of(&couple.mirror.reference) {
                    Told::Record(record) => self.plan.others.push(record.clone()),
                    Told::Nothing => self.ask(Question::Read(couple.mirror.reference.clone())),
                    Told::Both | Told::Ended(_) => {}
                }
                self.keep_mirror(mine.id, couple.mirror);
                return Standing::Open;
            }
            Life::Active | Life::Archived | Life::Trashed => {}
        }
        self.overrule(&couple, by, false);
        // What is in the trash was not compared: now it is, and whatever is there comes.
        let alive = Mine { life: Life::Active, ..mine.clone() };
        let couple = self.couple(&alive, couple.mirror);
        let (changes, base) = self.take(&couple, true);
        self.plan.writes.push(Write { id: mine.id, action: WriteAction::Restore(changes) });
        let mut mirror = couple.mirror;
        mirror.agreed_gone = false;
        self.agree(&mut mirror, mine, base);
        self.keep_mirror(mine.id, mirror);
        Standing::Lives
    }

    fn return_there(&mut self, couple: Couple<'_>, by: By) -> Standing {
        let mine = couple.mine;
        self.overrule(&couple, by, true);
        let mut mirror = couple.mirror;
        // The end there is agreed to have happened; what comes now is a return.
        mirror.agreed_gone = true;
        let restores = self.situation.capabilities.operations.restore;
        match &mirror.fate {
            Some(Fate::Deleted { restorable: true } | Fate::Archived) if restores => {
                let operation = Operation::Restore { reference: mirror.reference.clone() };
                self.send(mine, operation, Vec::new(), None);
            }
            Some(Fate::Merged { .. }) if by == By::Change => self.hold(mine.id, HoldReason::MergedThere),
            Some(_) | None => self.create_there(mine),
        }
        self.keep_mirror(mine.id, mirror);
        Standing::Lives
    }

    /// Both sides agree that it is gone.
    fn settle(&mut self, couple: Couple<'_>) {
        let mut mirror = couple.mirror;
        mirror.agreed_gone = true;
        let seen = mirror.seen.clone();
        mirror.agree_on(&seen);
        self.keep_mirror(couple.mine.id, mirror);
    }

    /// Tells that a policy decided about a whole record.
    fn overrule(&mut self, couple: &Couple<'_>, by: By, mine_won: bool) {
        match by {
            By::Policy(policy) => {
                self.plan.overruled.push(Overruled { conflict: couple.dispute(), policy, mine_won });
            }
            By::Change => {}
        }
    }

    /// Makes `base` what is agreed, and leaves what is behind a lock as it was.
    fn agree(&self, mirror: &mut Mirror, mine: &Mine, base: Values) {
        let mut agreed = base;
        agreed.extend(mirror.base().into_iter().filter(|(path, _)| is_locked(mine, path)));
        mirror.agree_on(&agreed);
    }

    /// Keeps a mirror that is not what it was.
    pub(crate) fn keep_mirror(&mut self, id: Id, mirror: Mirror) {
        if self.situation.mirrors.get(&id) != Some(&mirror) {
            self.plan.mirrors.insert(id, mirror);
        }
    }
}

impl Couple<'_> {
    fn life(&self, policy: Policy) -> LifeCase {
        let theirs_changed =
            self.merged.iter().any(|merged| merged.theirs != merged.base && merged.decision.way != Way::Agree);
        // What cannot go there anyhow is no reason to keep a record alive there.
        let disputed = |merged: &MergedPath| match merged.decision.way {
            Way::Ask => true,
            Way::Pull => merged.mine != merged.base,
            Way::Agree | Way::Push => false,
        };
        LifeCase {
            base_gone: self.mirror.agreed_gone,
            mine_gone: is_gone(self.mine.life, self.mirror.fate.as_ref()),
            theirs_gone: self.mirror.fate.is_some(),
            mine_changed: !self.fitted.changes.is_empty() || self.merged.iter().any(disputed),
            theirs_changed,
            policy,
            later: self.later,
        }
    }

    fn conflict(&self, merged: &MergedPath) -> Conflict {
        Conflict {
            id: self.mine.id,
            remote: self.mirror.reference.clone(),
            path: merged.path.clone(),
            base: merged.base.clone(),
            mine: Claim { value: merged.mine.clone(), stamp: self.mine.stamp(&merged.path).clone() },
            theirs: Claim { value: merged.theirs.clone(), stamp: self.mirror.stamp(&merged.path).clone() },
        }
    }

    /// The conflict about the whole record.
    fn dispute(&self) -> Conflict {
        let mine = if is_gone(self.mine.life, self.mirror.fate.as_ref()) { "trashed" } else { "active" };
        let theirs = match &self.mirror.fate {
            None => "active",
            Some(Fate::NotVisible) => "not_visible",
            Some(Fate::Archived) => "archived",
            Some(Fate::Deleted { .. }) => "trashed",
            Some(Fate::Erased) => "erased",
            Some(Fate::Merged { .. }) => "merged",
        };
        Conflict {
            id: self.mine.id,
            remote: self.mirror.reference.clone(),
            path: STATE.to_owned(),
            base: Some(json!("active")),
            mine: Claim { value: Some(json!(mine)), stamp: self.mine.modified.clone() },
            theirs: Claim { value: Some(json!(theirs)), stamp: self.mirror.modified.clone() },
        }
    }
}

fn agree_on(base: &mut Values, path: &str, value: Option<&Value>) {
    match value {
        Some(value) => {
            base.insert(path.to_owned(), value.clone());
        }
        None => {
            base.remove(path);
        }
    }
}
