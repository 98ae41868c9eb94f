//! A vault in memory beside a fake remote, and a run between the two: what the engine will do over the store.
//!
//! Everything that a run commits survives a halt; what it had only in hand is gone. Futures of the fake never wait, so
//! a run is an ordinary function.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use satchel_model::{Entity, Id, plan_merge};
use satchel_remote::fake::{Fake, FarSide, Settings};
use satchel_remote::{
    Cursor, Found, Halt, KindCapabilities, Operation, Outcome, Page, Record, Remote, RemoteRef, Stamp,
};
use satchel_remote::{Deletions, Tombstone, Values};
use satchel_sync::{
    Acknowledged, Life, Mine, Mirror, Misses, Plan, Push, Question, Refused, Situation, Sweep, Write, WriteAction,
    acknowledge, plan,
};
use serde_json::{Value, json};

/// A vault with one account.
pub(crate) struct Vault {
    pub(crate) far: FarSide,
    pub(crate) mine: BTreeMap<Id, Mine>,
    pub(crate) mirrors: BTreeMap<Id, Mirror>,
    pub(crate) situation: Situation,
    pub(crate) seq: i64,
    pub(crate) now: i64,
    unanswered: BTreeSet<Id>,
    refused: BTreeMap<Id, Refused>,
    cursor: Option<Cursor>,
    misses: Misses,
    /// What answers to changes told about records there.
    told: BTreeMap<RemoteRef, Found>,
    /// Records there that failed; they are named when the feed tells them, not in every run.
    named: BTreeSet<RemoteRef>,
    minted: u64,
}

/// Waits for a future that never waits.
pub(crate) fn now<T>(future: impl Future<Output = T>) -> T {
    match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => panic!("the fake never waits"),
    }
}

/// The same id for the same number.
pub(crate) fn id(number: u64) -> Id {
    let [.., a, b, c, d] = number.to_be_bytes();
    Id::from_parts(1, &[0, 0, 0, 0, 0, 0, a, b, c, d])
}

pub(crate) fn values<const N: usize>(pairs: [(&str, Value); N]) -> Values {
    pairs.into_iter().map(|(path, value)| (path.to_owned(), value)).collect()
}

impl Vault {
    pub(crate) fn beside(far: &FarSide, first_id: u64) -> Self {
        let capabilities: KindCapabilities =
            now(Fake::new(far).discover()).unwrap().kind(Entity::Contact).unwrap().clone();
        Self {
            far: far.clone(),
            mine: BTreeMap::new(),
            mirrors: BTreeMap::new(),
            situation: Situation::new(capabilities),
            seq: 0,
            now: 1_700_000_000_000,
            unanswered: BTreeSet::new(),
            refused: BTreeMap::new(),
            cursor: None,
            misses: Misses::default(),
            told: BTreeMap::new(),
            named: BTreeSet::new(),
            minted: first_id,
        }
    }

    pub(crate) fn new(settings: Settings) -> Self {
        Self::beside(&FarSide::new(settings, 1), 0)
    }

    pub(crate) fn mint(&mut self) -> Id {
        self.minted += 1;
        id(self.minted)
    }

    /// Somebody is typed in.
    pub(crate) fn add(&mut self, values: Values) -> Id {
        let id = self.mint();
        self.seq += 1;
        let modified = Stamp { at: Some(self.now), by: Some("me".to_owned()) };
        let mine = Mine {
            id,
            kind: Entity::Contact,
            life: Life::Active,
            values,
            modified,
            touched: BTreeMap::new(),
            seq: self.seq,
            locked: BTreeSet::new(),
            hold: None,
        };
        self.mine.insert(id, mine);
        id
    }

    /// A path is edited here; `None` empties it.
    pub(crate) fn edit(&mut self, id: Id, path: &str, value: Option<Value>) {
        self.seq += 1;
        let (seq, at) = (self.seq, Some(self.now));
        let mine = self.mine.get_mut(&id).unwrap();
        match value {
            Some(value) => mine.values.insert(path.to_owned(), value),
            None => mine.values.remove(path),
        };
        let stamp = Stamp { at, by: Some("me".to_owned()) };
        mine.touched.insert(path.to_owned(), stamp.clone());
        (mine.modified, mine.seq) = (stamp, seq);
    }

    pub(crate) fn set_life(&mut self, id: Id, life: Life) {
        self.seq += 1;
        let mine = self.mine.get_mut(&id).unwrap();
        (mine.life, mine.seq) = (life, self.seq);
        mine.modified = Stamp { at: Some(self.now), by: Some("me".to_owned()) };
    }

    pub(crate) fn remote_of(&self, id: Id) -> RemoteRef {
        self.mirrors[&id].reference.clone()
    }

    /// What the far side holds for a record of this vault.
    pub(crate) fn there(&self, id: Id) -> Option<Record> {
        self.far.look(&self.mirrors.get(&id)?.reference)
    }

    /// A run that meets no trouble.
    pub(crate) fn run(&mut self) -> Plan {
        let (plan, halt) = self.try_run();
        assert_eq!(halt, None);
        plan
    }

    /// Runs until there is nothing more to do; gives the last plan.
    pub(crate) fn run_to_the_end(&mut self) -> Plan {
        for _ in 0..12 {
            let plan = self.run();
            if plan.is_settled() {
                return plan;
            }
        }
        panic!("it does not come to an end: {:#?}", self.run());
    }

    /// A run, as far as it gets.
    pub(crate) fn try_run(&mut self) -> (Plan, Option<Halt>) {
        match self.steps() {
            Ok((plan, halt)) => (plan, halt),
            Err(halt) => (Plan::default(), Some(halt)),
        }
    }

    fn steps(&mut self) -> Result<(Plan, Option<Halt>), Halt> {
        let remote = Fake::new(&self.far);
        let (pages, end) = match self.pull(&remote) {
            Err(Halt::CursorLost) => {
                self.cursor = None;
                return Err(Halt::CursorLost);
            }
            pulled => pulled?,
        };
        let mut situation = self.current(pages);
        self.sweep(&remote, &mut situation)?;
        let mut made = self.plan(&situation);
        for _ in 0..4 {
            if made.questions.is_empty() {
                break;
            }
            self.answer(&remote, &made.questions, &mut situation)?;
            made = self.plan(&situation);
        }
        if made.stop.is_some() {
            return Ok((made, None));
        }
        self.commit(&made);
        self.cursor = Some(end);
        self.told.clear();
        self.named.extend(made.failed.iter().filter_map(|failed| failed.remote.clone()));
        let halt = self.push(&remote, &made);
        Ok((made, halt))
    }

    fn pull(&self, remote: &Fake) -> Result<(Vec<Page>, Cursor), Halt> {
        let mut pages = Vec::new();
        let mut from = self.cursor.clone();
        loop {
            let page = now(remote.pull(Entity::Contact, from.as_ref(), 3))?;
            let (more, next) = (page.more, page.next.clone());
            pages.push(page);
            if !more {
                return Ok((pages, next));
            }
            from = Some(next);
        }
    }

    /// All that is known; a small vault needs no choosing.
    pub(crate) fn current(&self, pages: Vec<Page>) -> Situation {
        let linked = self.mirrors.values().filter(|mirror| !mirror.agreed_gone).count();
        Situation {
            mine: self.mine.clone(),
            mirrors: self.mirrors.clone(),
            unanswered: self.unanswered.clone(),
            refused: self.refused.clone(),
            linked,
            pages: std::iter::once(self.told_page()).chain(pages).collect(),
            ..self.situation.clone()
        }
    }

    /// What answers to changes told is older than what the feed tells now.
    fn told_page(&self) -> Page {
        let next = Cursor(Value::Null);
        let mut page = Page {
            records: vec![],
            tombstones: vec![],
            quarantined: vec![],
            next,
            more: true,
            gap: false,
            groups: false,
            clock: None,
        };
        for (reference, found) in &self.told {
            match found {
                Found::Record(record) => page.records.push((**record).clone()),
                Found::Ended(fate) => {
                    page.tombstones.push(Tombstone { reference: reference.clone(), fate: fate.clone() });
                }
            }
        }
        page
    }

    pub(crate) fn plan(&mut self, situation: &Situation) -> Plan {
        let mut minted = self.minted;
        let made = plan(situation, &mut || {
            minted += 1;
            id(minted)
        });
        self.minted = minted;
        made
    }

    fn sweep(&mut self, remote: &Fake, situation: &mut Situation) -> Result<(), Halt> {
        if situation.capabilities.deletions == Deletions::Feed {
            return Ok(());
        }
        let mut sweep = Sweep::default();
        let mut from = None;
        loop {
            let page = now(remote.sweep(Entity::Contact, from.as_ref(), 3))?;
            from = page.next.clone();
            sweep.take(page);
            if from.is_none() {
                break;
            }
        }
        let linked = self.mirrors.values().filter(|mirror| mirror.fate.is_none()).map(|mirror| &mirror.reference);
        let suspects = self.misses.count(&sweep, linked).unwrap();
        let found = now(remote.read(&suspects))?;
        situation.read.extend(suspects.into_iter().zip(found));
        Ok(())
    }

    fn answer(&mut self, remote: &Fake, questions: &[Question], situation: &mut Situation) -> Result<(), Halt> {
        for question in questions {
            match question {
                Question::Read(reference) => {
                    let found = now(remote.read(std::slice::from_ref(reference)))?.remove(0);
                    situation.read.insert(reference.clone(), found);
                }
                Question::Created { id, hint } => {
                    if let Some(reference) = now(remote.find_created(Entity::Contact, *id, hint))? {
                        let found = now(remote.read(std::slice::from_ref(&reference)))?.remove(0);
                        situation.read.insert(reference.clone(), found);
                        situation.pairs.insert(reference, *id);
                    }
                    situation.unanswered.remove(id);
                    self.unanswered.remove(id);
                }
            }
        }
        Ok(())
    }

    /// What the store does in one transaction.
    pub(crate) fn commit(&mut self, made: &Plan) {
        for Write { id, action } in &made.writes {
            match action {
                WriteAction::Create(values) => {
                    let (now, template) = (self.now, self.template());
                    let mut mine = self.mine[&template].clone();
                    mine.id = *id;
                    mine.values.clone_from(values);
                    mine.modified = Stamp { at: Some(now), by: None };
                    mine.touched.clear();
                    mine.locked.clear();
                    (mine.life, mine.hold) = (Life::Active, None);
                    self.mine.insert(*id, mine);
                }
                WriteAction::Update(changes) => self.write(*id, changes),
                WriteAction::Restore(changes) => {
                    self.write(*id, changes);
                    self.mine.get_mut(id).unwrap().life = Life::Active;
                }
                WriteAction::Trash(_) => self.mine.get_mut(id).unwrap().life = Life::Trashed,
                WriteAction::Archive => self.mine.get_mut(id).unwrap().life = Life::Archived,
                WriteAction::MergeInto(winner) => {
                    self.mine.get_mut(id).unwrap().life = Life::MergedInto(*winner);
                    let both = [self.mine[winner].values.clone(), self.mine[id].values.clone()];
                    self.write(*winner, &plan_merge(&both, &[]).unwrap().changes);
                }
            }
        }
        for id in &made.unlinked {
            self.mirrors.remove(id);
        }
        self.mirrors.extend(made.mirrors.clone());
    }

    /// Somebody whose shape a new record takes; a vault without anybody gets one that is purged at once.
    fn template(&mut self) -> Id {
        if let Some(id) = self.mine.keys().next() {
            return *id;
        }
        let id = self.add(Values::new());
        self.set_life(id, Life::Purged);
        id
    }

    fn write(&mut self, id: Id, changes: &[satchel_model::FieldChange]) {
        let mine = self.mine.get_mut(&id).unwrap();
        for change in changes {
            assert_eq!(mine.values.get(&change.path), change.before.as_ref(), "{} is what the plan saw", change.path);
            match &change.after {
                Some(value) => mine.values.insert(change.path.clone(), value.clone()),
                None => mine.values.remove(&change.path),
            };
        }
    }

    fn push(&mut self, remote: &Fake, made: &Plan) -> Option<Halt> {
        // Written down before anything leaves.
        let creates = |push: &&Push| matches!(push.change.operation, Operation::Create { .. });
        for chunk in made.pushes.chunks(self.situation.capabilities.max_push) {
            self.unanswered.extend(chunk.iter().filter(creates).map(|push| push.id));
            let changes: Vec<_> = chunk.iter().map(|push| push.change.clone()).collect();
            let pushed = now(remote.push(&changes));
            assert_eq!(pushed.outcomes.len(), chunk.len());
            for (push, outcome) in chunk.iter().zip(&pushed.outcomes) {
                self.acknowledge(remote, push, outcome);
            }
            if pushed.halt.is_some() {
                return pushed.halt;
            }
        }
        None
    }

    fn acknowledge(&mut self, remote: &Fake, push: &Push, outcome: &Outcome) {
        let mut minted = self.minted;
        let mut mint = || {
            minted += 1;
            id(minted)
        };
        let capabilities = self.situation.capabilities.clone();
        let mirror = self.mirrors.get(&push.id).cloned();
        let mut come_to = acknowledge(mirror.as_ref(), push, outcome, &capabilities, &mut mint);
        if let Acknowledged::Read(reference) = &come_to {
            // When this is not answered, the create stays unanswered and the update is planned again.
            let Ok(found) = now(remote.read(std::slice::from_ref(reference))) else { return };
            let Some(Found::Record(record)) = found.into_iter().next() else { return };
            let stored = Outcome::Applied { reference: reference.clone(), stored: Some(record) };
            come_to = acknowledge(mirror.as_ref(), push, &stored, &capabilities, &mut mint);
        }
        self.minted = minted;
        match come_to {
            Acknowledged::Settled { mirror, .. } => {
                self.mirrors.insert(push.id, *mirror);
                self.unanswered.remove(&push.id);
            }
            Acknowledged::Refused(refused) => {
                self.refused.insert(push.id, refused);
                self.unanswered.remove(&push.id);
            }
            Acknowledged::Again(_) => {
                self.unanswered.remove(&push.id);
            }
            Acknowledged::Changed(record) => {
                self.told.insert(record.reference.clone(), Found::Record(record));
            }
            Acknowledged::Ended(reference) => {
                if let Ok(found) = now(remote.read(std::slice::from_ref(&reference))) {
                    self.told.extend(found.into_iter().map(|found| (reference.clone(), found)));
                }
            }
            // The fake has no duplicates; whether a create was done is asked by the next run.
            Acknowledged::Exists(_) | Acknowledged::Unanswered | Acknowledged::Read(_) => {}
        }
    }

    /// Both sides hold the same wherever nothing is open; every living record here has one of its own there.
    pub(crate) fn assert_in_step(&mut self, made: &Plan) {
        let open: BTreeSet<(Id, &str)> = made
            .conflicts
            .iter()
            .map(|conflict| (conflict.id, conflict.path.as_str()))
            .chain(made.kept.iter().map(|kept| (kept.id, kept.path.as_str())))
            .collect();
        let aside: BTreeSet<Id> = made
            .holds
            .iter()
            .map(|hold| hold.id)
            .chain(made.failed.iter().filter_map(|failed| failed.id))
            .chain(open.iter().filter(|(_, path)| *path == satchel_sync::STATE).map(|(id, _)| *id))
            .collect();
        let mut linked = BTreeSet::new();
        for mine in self.mine.values().filter(|mine| !aside.contains(&mine.id)) {
            let there = self.there(mine.id);
            let alive = matches!(mine.life, Life::Active | Life::Archived);
            assert_eq!(alive, there.is_some(), "{:?} here, {:?} there", mine, self.mirrors.get(&mine.id));
            let (Some(record), Some(mirror)) = (there, self.mirrors.get(&mine.id)) else { continue };
            assert!(linked.insert(mirror.reference.clone()), "two records here have one there");
            let here = satchel_sync::project(mine, &self.situation.capabilities);
            let mut named: Values = record.values.clone();
            let rows: Vec<(String, Value)> =
                mirror.keys.iter().filter_map(|(path, key)| Some((path.clone(), named.remove(key)?))).collect();
            named.extend(rows);
            let paths: BTreeSet<&String> = here.keys().chain(named.keys()).collect();
            for path in paths.into_iter().filter(|path| !open.contains(&(mine.id, path.as_str()))) {
                let locked = mine.locked.contains(path);
                assert!(locked || here.get(path) == named.get(path), "{path}: {here:?} here and {named:?} there");
            }
        }
        let strangers = self.far.living(Entity::Contact).into_iter().filter(|reference| !linked.contains(reference));
        let held: BTreeSet<RemoteRef> =
            aside.iter().filter_map(|id| self.mirrors.get(id)).map(|mirror| mirror.reference.clone()).collect();
        let twice: Vec<RemoteRef> =
            strangers.filter(|reference| !held.contains(reference) && !self.named.contains(reference)).collect();
        assert!(twice.is_empty(), "nobody here belongs to {twice:?}");
    }
}

/// A row as the journal keeps it.
pub(crate) fn email(address: &str, label: &str, primary: bool, position: u64) -> Value {
    json!({"value": address, "label": label, "primary": primary, "position": position})
}
