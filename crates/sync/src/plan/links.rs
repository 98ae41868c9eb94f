//! Who is linked to whom: known links, pairs, keys that come back, and records that others were merged into.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::Id;
use satchel_remote::{Change, Fate, Operation, Record, RemoteRef, Values};

use super::joiners::Joiner;
use crate::alike::{Likeness, alike};
use crate::fit::{Outgoing, fit};
use crate::life::is_gone;
use crate::news::{News, Told};
use crate::pair::pair;
use crate::project::project;
use crate::{
    Direction, Doubt, Failed, Failure, Hold, HoldReason, Kept, Life, Mine, Mirror, Plan, Push, Question, Situation,
    Write, WriteAction,
};

/// Ways from one record to the one it was merged into that are longer than this go in a circle.
pub(crate) const MOST_MERGES: usize = 20;

/// Where the way of a record ends that was merged into others there.
pub(crate) enum Lead {
    /// At one that this record here is linked to.
    Here(Id),
    /// At one that lives there, and nobody here is linked to.
    Free(RemoteRef),
    /// At one that cannot be seen.
    Hidden,
    /// At one that is gone too.
    Gone,
    /// At one of which nothing is known yet.
    Unknown(RemoteRef),
}

/// A plan in the making.
pub(crate) struct Planner<'a> {
    pub(crate) situation: &'a Situation,
    pub(crate) news: News<'a>,
    pub(crate) mint: &'a mut dyn FnMut() -> Id,
    /// Links as they will be.
    pub(crate) mirrors: BTreeMap<Id, Mirror>,
    pub(crate) refs: BTreeMap<RemoteRef, Id>,
    pub(crate) plan: Plan,
    /// Records there that are accounted for without a link.
    twins: BTreeSet<RemoteRef>,
    /// Records here who may be somebody there.
    doubtful: BTreeSet<Id>,
    /// Records here that got back what they had handed over.
    pub(super) handed_back: BTreeSet<Id>,
    /// Who was merged there into which record here.
    pub(super) joiners: BTreeMap<Id, Vec<Joiner<'a>>>,
}

impl<'a> Planner<'a> {
    pub(crate) fn new(situation: &'a Situation, mint: &'a mut dyn FnMut() -> Id) -> Self {
        let mut plan = Plan::default();
        for quarantined in situation.pages.iter().flat_map(|page| &page.quarantined) {
            plan.failed.push(Failed {
                id: None,
                remote: quarantined.reference.clone(),
                failure: Failure::Unreadable(quarantined.reason.clone()),
            });
        }
        Self {
            situation,
            news: News::new(&situation.pages, &situation.read),
            mint,
            mirrors: situation.mirrors.clone(),
            refs: situation.mirrors.iter().map(|(id, mirror)| (mirror.reference.clone(), *id)).collect(),
            plan,
            twins: BTreeSet::new(),
            doubtful: BTreeSet::new(),
            handed_back: BTreeSet::new(),
            joiners: BTreeMap::new(),
        }
    }

    /// Records that have a link now, in order.
    pub(super) fn linked(&self) -> Vec<Id> {
        self.mirrors.keys().copied().collect()
    }

    /// Finds all links before anything is decided, because a decision about one record may be about another's link.
    pub(crate) fn link(&mut self) {
        self.hand_over();
        self.hand_back();
        self.forget_names_taken_over();
        for (reference, id) in &self.situation.pairs {
            self.pair_up(reference, *id);
        }
        for record in self.news.living() {
            let is_stranger = self.situation.strangers.contains(&record.reference);
            if let Some(key) = record.key.filter(|key| !is_stranger && self.situation.mine.contains_key(key)) {
                self.pair_up(&record.reference, key);
            }
        }
        self.follow_merges_there();
        self.find_likenesses();
    }

    /// Finds out who is who among those who have no link.
    fn find_likenesses(&mut self) {
        let is_free = |record: &&Record| {
            let reference = &record.reference;
            !self.refs.contains_key(reference)
                && !self.twins.contains(reference)
                && !self.situation.strangers.contains(reference)
                && reference.kind == self.situation.capabilities.kind
        };
        let told: Vec<&Record> = self.news.living().into_iter().filter(is_free).collect();
        // Somebody who was asked about may have been deleted since.
        let (there, unclear): (Vec<&Record>, Vec<&Record>) =
            told.into_iter().partition(|record| matches!(self.news.of(&record.reference), Told::Record(_)));
        for record in unclear {
            self.ask(Question::Read(record.reference.clone()));
        }
        let here: Vec<&Mine> = self.situation.mine.values().filter(|mine| self.is_unlinked(mine)).collect();
        for (reference, likeness) in alike(&there, &here) {
            match likeness {
                Likeness::Sure(id) => {
                    self.pair_up(&reference, id);
                    self.plan.paired.push((reference, id));
                }
                Likeness::Doubtful(candidates) => {
                    self.doubtful.extend(&candidates);
                    self.twins.insert(reference.clone());
                    let record = there.iter().find(|record| record.reference == reference);
                    let doubt = record.map(|record| Doubt { record: Box::new((*record).clone()), candidates });
                    self.plan.doubts.extend(doubt);
                }
            }
        }
    }

    /// Whether a record here is alive and has no link.
    fn is_unlinked(&self, mine: &Mine) -> bool {
        let of_kind = mine.kind == self.situation.capabilities.kind;
        of_kind && !self.mirrors.contains_key(&mine.id) && !is_gone(mine.life, None)
    }

    fn pair_up(&mut self, reference: &RemoteRef, id: Id) {
        if self.refs.contains_key(reference) {
            return;
        }
        match self.mirrors.get(&id) {
            // What ended there came back under another name.
            Some(mirror) if mirror.fate.is_none() => {
                self.twins.insert(reference.clone());
                let failure = Failure::Twin(mirror.reference.clone());
                self.plan.failed.push(Failed { id: Some(id), remote: Some(reference.clone()), failure });
            }
            Some(_) | None => {
                self.mirrors.insert(id, Mirror::new(reference.clone()));
                self.refs.insert(reference.clone(), id);
            }
        }
    }

    /// A record here that was merged into one without a link hands its own over, so that the one there lives on.
    fn hand_over(&mut self) {
        for mine in self.situation.mine.values() {
            let Some(winner) = self.survivor(mine).filter(|winner| !self.mirrors.contains_key(winner)) else {
                continue;
            };
            let alive = self.mirrors.get(&mine.id).is_some_and(|mirror| mirror.fate.is_none());
            if !alive || !self.situation.mine.contains_key(&winner) {
                continue;
            }
            if let Some(mirror) = self.mirrors.remove(&mine.id) {
                self.refs.insert(mirror.reference.clone(), winner);
                self.mirrors.insert(winner, mirror);
                self.plan.unlinked.push(mine.id);
            }
        }
    }

    /// A record here whose merge was taken back gets what was created for it: made anew it would be written over that one,
    /// whose key is its own.
    fn hand_back(&mut self) {
        let mine = &self.situation.mine;
        let lent: Vec<(Id, Id)> = self
            .mirrors
            .iter()
            .filter(|(_, mirror)| mirror.fate.is_none())
            .filter_map(|(holder, mirror)| Some((*holder, mirror.key.filter(|key| key != holder)?)))
            .filter(|(_, owner)| mine.get(owner).is_some_and(|mine| self.is_unlinked(mine)))
            .collect();
        for (holder, owner) in lent {
            let Some(mirror) = self.mirrors.remove(&holder) else { continue };
            self.refs.insert(mirror.reference.clone(), owner);
            self.mirrors.insert(owner, mirror);
            self.plan.unlinked.push(holder);
            self.handed_back.insert(owner);
        }
    }

    /// What ended on both sides has no claim on a name that somebody else bears by now.
    fn forget_names_taken_over(&mut self) {
        for id in self.linked() {
            let Some(mirror) = self.mirrors.get(&id).filter(|mirror| mirror.agreed_gone) else { continue };
            if let Told::Record(record) = self.news.of(&mirror.reference)
                && mirror.is_another(record)
            {
                self.refs.remove(&record.reference);
                self.mirrors.remove(&id);
                self.plan.unlinked.push(id);
            }
        }
    }

    /// The record that a merged one lives on in, at the end of the way.
    pub(crate) fn survivor(&self, mine: &Mine) -> Option<Id> {
        let Life::MergedInto(mut winner) = mine.life else { return None };
        for _ in 0..MOST_MERGES {
            match self.situation.mine.get(&winner).map(|mine| mine.life) {
                Some(Life::MergedInto(next)) => winner = next,
                Some(Life::Active | Life::Archived | Life::Trashed | Life::Purged) | None => return Some(winner),
            }
        }
        None
    }

    /// A record there that was merged into one without a link here: the link goes on to that one.
    fn follow_merges_there(&mut self) {
        for id in self.linked() {
            let Some(into) = self.merged_there(id) else { continue };
            if self.situation.mine.get(&id).is_none_or(|mine| is_gone(mine.life, None)) {
                continue;
            }
            match self.lead(&into) {
                Lead::Free(into) => {
                    let Some(mut moved) = self.mirrors.remove(&id) else { continue };
                    self.refs.remove(&moved.reference);
                    self.refs.insert(into.clone(), id);
                    moved.reference = into;
                    // Rows are found again by what they say.
                    moved.keys.clear();
                    (moved.version, moved.identity, moved.key) = (None, None, None);
                    self.mirrors.insert(id, moved);
                }
                Lead::Unknown(into) => self.ask(Question::Read(into)),
                Lead::Here(_) | Lead::Hidden | Lead::Gone => {}
            }
        }
    }

    /// The record that a linked one was merged into there, unless both sides agree by now that it is gone.
    pub(super) fn merged_there(&self, id: Id) -> Option<RemoteRef> {
        let mirror = self.mirrors.get(&id).filter(|mirror| !mirror.agreed_gone)?;
        match (self.news.of(&mirror.reference), &mirror.fate) {
            (Told::Ended(Fate::Merged { into }), _) => Some(into),
            (Told::Nothing, Some(Fate::Merged { into })) => Some(into.clone()),
            _ => None,
        }
    }

    /// Where the way ends on which `into` is the first record.
    pub(super) fn lead(&self, into: &RemoteRef) -> Lead {
        let mut into = into.clone();
        for _ in 0..MOST_MERGES {
            if let Some(id) = self.refs.get(&into) {
                return Lead::Here(*id);
            }
            match self.news.of(&into) {
                Told::Record(_) => return Lead::Free(into),
                Told::Nothing | Told::Both => return Lead::Unknown(into),
                Told::Ended(Fate::Merged { into: next }) => into = next,
                Told::Ended(Fate::NotVisible) => return Lead::Hidden,
                Told::Ended(Fate::Archived | Fate::Deleted { .. } | Fate::Erased) => return Lead::Gone,
            }
        }
        Lead::Gone
    }

    /// Records here without a link: they are created there.
    pub(crate) fn unlinked_records(&mut self) {
        for mine in self.situation.mine.values() {
            let wanted = self.situation.rules.takes(mine);
            if wanted && self.is_unlinked(mine) && !self.doubtful.contains(&mine.id) {
                match mine.hold {
                    // What is not there has nothing that could be wrong there.
                    Some(HoldReason::Undone) | None => self.create_there(mine),
                    Some(reason) => self.plan.holds.push(Hold { id: mine.id, remote: None, reason }),
                }
            }
        }
    }

    /// Sends a record whole. Its own id is the key, so that the same create is known however often it is sent.
    pub(crate) fn create_there(&mut self, mine: &Mine) {
        let capabilities = &self.situation.capabilities;
        let values = project(mine, capabilities);
        let outgoing: Vec<Outgoing<'_>> =
            values.iter().map(|(path, value)| Outgoing { path, mine: Some(value), theirs: None }).collect();
        let fitted = fit(&outgoing, &Values::new(), &BTreeMap::new(), mine, capabilities);
        let values: Values =
            fitted.changes.into_iter().filter_map(|(path, change)| Some((path, change.after?))).collect();
        if !capabilities.operations.create {
            self.hold(mine.id, HoldReason::NotOffered);
            return;
        }
        if values.is_empty() {
            self.fail(mine.id, Failure::NothingHeld);
            return;
        }
        if self.situation.unanswered.contains(&mine.id) {
            self.ask(Question::Created { id: mine.id, hint: values });
            self.hold(mine.id, HoldReason::Unanswered);
            return;
        }
        let kept = fitted.kept.into_iter().map(|(path, reason)| Kept { id: mine.id, path, reason });
        self.plan.kept.extend(kept);
        let operation = Operation::Create { kind: capabilities.kind, values };
        self.send(mine, operation, fitted.sent, None);
    }

    /// Puts a change on its way, unless nothing is sent at all, or the remote has refused it already.
    pub(crate) fn send(&mut self, mine: &Mine, operation: Operation, sent: Vec<crate::Sent>, after: Option<Id>) {
        if self.situation.rules.direction == Direction::Here {
            return;
        }
        if let Some(refused) = self.situation.refused.get(&mine.id).filter(|refused| mine.seq <= refused.seq) {
            self.fail(mine.id, Failure::Refused(refused.clone()));
            return;
        }
        let change = Change::new(mine.id, operation);
        self.plan.pushes.push(Push { id: mine.id, seq: mine.seq, change, sent, after });
    }

    /// Records there that nobody here is linked to: they are created here.
    pub(crate) fn newcomers(&mut self) {
        if self.situation.rules.direction == Direction::There {
            return;
        }
        for record in self.news.living() {
            let known = self.refs.contains_key(&record.reference) || self.twins.contains(&record.reference);
            if known || record.reference.kind != self.situation.capabilities.kind {
                continue;
            }
            match self.news.of(&record.reference) {
                Told::Record(record) if self.situation.left_out.contains(&record.reference) => {
                    self.plan.left_out.push(record.clone());
                }
                Told::Record(record) => self.newcomer(record),
                Told::Both => self.ask(Question::Read(record.reference.clone())),
                Told::Nothing | Told::Ended(_) => {}
            }
        }
    }

    fn newcomer(&mut self, record: &Record) {
        let nothing = (BTreeMap::new(), Values::new());
        let capabilities = &self.situation.capabilities;
        let paired = pair(&record.values, &nothing.0, &nothing.1, &nothing.1, capabilities, self.mint);
        if paired.values.is_empty() {
            let failure = Failure::NothingHeld;
            self.plan.failed.push(Failed { id: None, remote: Some(record.reference.clone()), failure });
            return;
        }
        let id = (self.mint)();
        let values = paired.values.clone();
        let mirror = Mirror::new(record.reference.clone()).seeing(record, paired, &values);
        self.refs.insert(record.reference.clone(), id);
        self.plan.writes.push(Write { id, action: WriteAction::Create(values) });
        self.plan.mirrors.insert(id, mirror);
    }

    pub(crate) fn ask(&mut self, question: Question) {
        if !self.plan.questions.contains(&question) {
            self.plan.questions.push(question);
        }
    }

    pub(crate) fn hold(&mut self, id: Id, reason: HoldReason) {
        let remote = self.mirrors.get(&id).map(|mirror| mirror.reference.clone());
        self.plan.holds.push(Hold { id, remote, reason });
    }

    pub(crate) fn fail(&mut self, id: Id, failure: Failure) {
        let remote = self.mirrors.get(&id).map(|mirror| mirror.reference.clone());
        self.plan.failed.push(Failed { id: Some(id), remote, failure });
    }
}
