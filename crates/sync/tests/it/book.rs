//! A vault on a real, encrypted database beside a fake remote, with the engine between them.
//!
//! Time and identities are the play's own. A run can be killed at any of its awaits, or at its n-th call of what it is
//! lent: its future is dropped there, as a process that ends drops everything that it has not written.

use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::task::{Context, Poll};
use std::time::Duration;

use async_trait::async_trait;
use satchel_model::{
    Contact, CustomKind, Edit, EditAction, Entity, FieldChange, FieldDraft, FieldEntity, Id, Origin, RecordState,
    Secret, parse_assignment_of,
};
use satchel_remote::fake::{Fake, FarSide};
use satchel_remote::{PHOTO, Picture, Remote, RemoteRef, Values};
use satchel_store::{
    Account, BatchStart, JobChange, KeptPicture, Matter, MatterKind, Neutral, NeutralAction, NeutralWrite, NewAccount,
    RunOutcome, Store, UndoCursor, Wanted, WordKind, Written,
};
use satchel_sync::{
    Engine, Followed, Memory, Mine, Mirror, Pictures, Plan, ROOM, Request, Rules, Run, RunError, STATE, Time, project,
};
use serde_json::{Value, json};

use crate::album::Album;
use crate::mortal::{Mortal, until_it_dies};
use crate::vault::now;
use crate::watch::Watch;

const KEY: [u8; 32] = [7; 32];

/// The clock of a play; a rest moves it on. The same play mints the same identities.
#[derive(Debug, Default)]
pub(crate) struct Clock {
    at: AtomicI64,
    minted: AtomicU64,
}

impl Clock {
    pub(crate) fn set(&self, at: i64) {
        self.at.store(at, Ordering::SeqCst);
    }
}

#[async_trait]
impl Time for Clock {
    fn now(&self) -> i64 {
        self.at.load(Ordering::SeqCst)
    }

    async fn rest(&self, pause: Duration) {
        self.at.fetch_add(i64::try_from(pause.as_millis()).unwrap(), Ordering::SeqCst);
    }

    fn chance(&self, most: Duration) -> Duration {
        most / 2
    }

    fn mint(&self, at: i64) -> Id {
        let nth = self.minted.fetch_add(1, Ordering::SeqCst);
        let mut bytes = [0; 10];
        bytes[2..].copy_from_slice(&nth.to_be_bytes());
        Id::from_parts(u64::try_from(at).unwrap(), &bytes)
    }
}

/// A vault with one account.
pub(crate) struct Book {
    pub(crate) store: Store,
    pub(crate) account: Account,
    pub(crate) far: FarSide,
    pub(crate) clock: Arc<Clock>,
    pub(crate) album: Album,
    /// Bytes that a run holds of what it is told.
    pub(crate) room: usize,
    _folder: tempfile::TempDir,
}

/// What earlier runs told and the last one need not tell again.
pub(crate) struct Known<'a> {
    /// Records there that failed.
    pub(crate) named: &'a BTreeSet<RemoteRef>,
    /// Paths that stay here.
    pub(crate) kept: &'a BTreeSet<(Id, String)>,
    /// Records here that could not be sent.
    pub(crate) failed: &'a BTreeSet<Id>,
}

/// Nothing was told before.
pub(crate) const NOTHING: Known<'static> =
    Known { named: &BTreeSet::new(), kept: &BTreeSet::new(), failed: &BTreeSet::new() };

/// A future that is dropped after so many polls.
struct Killed<F> {
    inside: Pin<Box<F>>,
    polls: usize,
}

impl<F: Future> Future for Killed<F> {
    type Output = Option<F::Output>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        if self.polls == 0 {
            return Poll::Ready(None);
        }
        self.polls -= 1;
        self.inside.as_mut().poll(context).map(Some)
    }
}

/// An empty database that each vault begins as: making one takes longer than copying it.
async fn template() -> PathBuf {
    static MADE: OnceLock<(tempfile::TempDir, PathBuf)> = OnceLock::new();
    if let Some((_, path)) = MADE.get() {
        return path.clone();
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("satchel.db");
    let store = Store::create(&path, &Secret::new(KEY), Id::from_parts(1, &[9; 10]), 1).await.unwrap();
    store.close().await;
    MADE.get_or_init(|| (folder, path)).1.clone()
}

impl Book {
    pub(crate) async fn beside(far: &FarSide, rules: &Rules) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("satchel.db");
        std::fs::copy(template().await, &path).unwrap();
        let store = Store::open(&path, &Secret::new(KEY), Id::from_parts(1, &[9; 10]), 1).await.unwrap();
        let new = NewAccount {
            kind: "fake".to_owned(),
            name: "Fake".to_owned(),
            settings: json!({}),
            rules: serde_json::to_value(rules).unwrap(),
            schedule: json!({}),
        };
        let account = store.add_account(&new, 1).await.unwrap();
        let clock = Arc::<Clock>::default();
        clock.set(1_700_000_000_000);
        let album = Album::new(&clock);
        Self { store, account, far: far.clone(), clock, album, room: ROOM, _folder: folder }
    }

    pub(crate) fn person(&self) -> BatchStart {
        BatchStart {
            origin: Origin::Window,
            host: "window".to_owned(),
            actor: "me".to_owned(),
            label: "edit".to_owned(),
            at: self.clock.now(),
        }
    }

    async fn write(&self, id: Id, action: NeutralAction) -> Option<Id> {
        self.write_all(&[NeutralWrite::new(id, action)]).await
    }

    async fn write_all(&self, writes: &[NeutralWrite]) -> Option<Id> {
        let mut writing = self.store.begin(self.person()).await.unwrap();
        let written = writing.write_neutral(writes, i64::MAX, None).await.unwrap();
        // Nobody would be left, or nothing is to be changed.
        let done = written.iter().all(|written| *written == Written::Done);
        if done { writing.commit().await.unwrap() } else { None }
    }

    /// People come from a file: one batch.
    pub(crate) async fn import(&self, people: Vec<Values>) -> (Option<Id>, Vec<Id>) {
        let create = |values| NeutralWrite::new(self.clock.mint(self.clock.now()), NeutralAction::Create(values));
        let writes: Vec<NeutralWrite> = people.into_iter().map(create).collect();
        (self.write_all(&writes).await, writes.iter().map(|write| write.id).collect())
    }

    /// A text is set in many at once: one batch.
    pub(crate) async fn edit_all(&self, records: &[&Neutral], path: &str, value: &Value) -> Option<Id> {
        let update = |record: &&Neutral| {
            let before = record.values.get(path).cloned();
            let change = FieldChange { path: path.to_owned(), before, after: Some(value.clone()) };
            NeutralWrite::new(record.id, NeutralAction::Update(vec![change]))
        };
        self.write_all(&records.iter().map(update).collect::<Vec<_>>()).await
    }

    /// Somebody is typed in.
    pub(crate) async fn add(&self, values: Values) -> Id {
        self.import(vec![values]).await.1[0]
    }

    /// A path is edited; `None` empties it. The batch, if anything was written.
    pub(crate) async fn edit(&self, id: Id, path: &str, value: Option<Value>) -> Option<Id> {
        let before = self.look(id).await.values.get(path).cloned();
        let after = match (&before, value) {
            (Some(Value::Object(row)), Some(Value::Object(given))) => {
                let mut row = row.clone();
                row.extend(given);
                Some(Value::Object(row))
            }
            (_, value) => value,
        };
        let change = FieldChange { path: path.to_owned(), before, after };
        self.write(id, NeutralAction::Update(vec![change])).await
    }

    pub(crate) async fn set_state(&self, id: Id, state: RecordState) -> Option<Id> {
        self.write(id, NeutralAction::State(state, Vec::new())).await
    }

    /// The second lives on in the first; the batch.
    pub(crate) async fn merge(&self, winner: Id, loser: Id) -> Id {
        let mut writing = self.store.begin(self.person()).await.unwrap();
        writing.merge(Entity::Contact, &[winner, loser], &[]).await.unwrap();
        writing.commit().await.unwrap().unwrap()
    }

    /// Keeps a field of a contact on this machine, or no longer.
    pub(crate) async fn lock(&self, id: Id, field: &str, locked: bool) -> Option<Id> {
        let mut writing = self.store.begin(self.person()).await.unwrap();
        writing.set_privacy_lock(id, field, locked).await.unwrap();
        writing.commit().await.unwrap()
    }

    /// Somebody makes a field of their own: a number.
    pub(crate) async fn own_field(&self, name: &str) {
        let (name, kind) = (Some(name.to_owned()), Some(CustomKind::Integer));
        let mut writing = self.store.begin(self.person()).await.unwrap();
        writing.add_field(&FieldDraft { name, kind, ..FieldDraft::default() }).await.unwrap();
        writing.commit().await.unwrap();
    }

    /// Edits a contact by what is typed for it; the batch.
    pub(crate) async fn set(&self, id: Id, typed: &[&str]) -> Option<Id> {
        let own = self.store.custom_fields().await.unwrap();
        let read = |text: &&str| parse_assignment_of(text, FieldEntity::Contact, &own).unwrap();
        let patch = typed.iter().map(read).collect();
        let mut writing = self.store.begin(self.person()).await.unwrap();
        writing.edit_contact(id, &patch, None, None).await.unwrap();
        writing.commit().await.unwrap()
    }

    /// Somebody attaches a picture, or the contact has none any more; the batch.
    pub(crate) async fn draw(&self, id: Id, picture: Option<&Picture>) -> Option<Id> {
        let mut writing = self.store.begin(self.person()).await.unwrap();
        let action = match picture {
            Some(picture) => {
                let KeptPicture { file, sha256 } = self.album.put(picture, "");
                writing.attach(FieldEntity::Contact, id, &file, &sha256).await.unwrap();
                EditAction::Set(file.id.to_string().into())
            }
            None => EditAction::Clear(true),
        };
        writing.edit_contact(id, &vec![Edit { path: PHOTO.into(), action }], None, None).await.unwrap();
        writing.commit().await.unwrap()
    }

    /// Somebody has a new job; the batch.
    pub(crate) async fn change_job(&self, job: &JobChange) -> Option<Id> {
        let mut writing = self.store.begin(self.person()).await.unwrap();
        writing.change_job(job, None).await.unwrap();
        writing.commit().await.unwrap()
    }

    /// Lists that follow groups, by the groups' names there.
    pub(crate) async fn followed(&self) -> BTreeMap<String, Followed> {
        Memory::of(&self.store.sync_state(self.account.row, Entity::Contact).await.unwrap()).groups
    }

    /// Who is on a list; nobody when it is in the trash.
    pub(crate) async fn on_list(&self, list: Id) -> BTreeSet<Id> {
        let roll = self.store.rolls(&[list].into()).await.unwrap().remove(&list);
        roll.filter(|roll| roll.alive).map(|roll| roll.members).unwrap_or_default()
    }

    /// Somebody comes on a list, or leaves it; the batch.
    pub(crate) async fn enlist(&self, list: Id, id: Id, on: bool) -> Option<Id> {
        let (who, nobody) = ([id].into(), BTreeSet::new());
        let (on, off) = if on { (&who, &nobody) } else { (&nobody, &who) };
        let mut writing = self.store.begin(self.person()).await.unwrap();
        writing.call_roll(list, on, off).await.unwrap();
        writing.commit().await.unwrap()
    }

    /// What whoever leads by this identity holds, whatever a remote can hold.
    pub(crate) async fn contact(&self, id: Id) -> Contact {
        self.store.contact(id).await.unwrap()
    }

    pub(crate) async fn undo(&self, batch: Id) {
        let start = BatchStart { origin: Origin::Undo, ..self.person() };
        let mut writing = self.store.begin(start).await.unwrap();
        if writing.undo_step(batch, UndoCursor::default(), 100_000).await.is_ok() {
            writing.commit().await.unwrap();
        }
    }

    /// All records here.
    pub(crate) async fn all(&self) -> Vec<Neutral> {
        // To a stranger everything is news.
        let stranger = Account { id: Id::from_parts(0, &[0; 10]), ..self.account.clone() };
        self.store.sync_snapshot(&stranger, 0, &Wanted::default()).await.unwrap().records
    }

    pub(crate) async fn look(&self, id: Id) -> Neutral {
        let wanted = Wanted { ids: [id].into(), ..Wanted::default() };
        let found = self.store.sync_snapshot(&self.account, i64::MAX, &wanted).await.unwrap();
        found.records.into_iter().find(|record| record.id == id).unwrap()
    }

    pub(crate) async fn mirror(&self, id: Id) -> Option<Mirror> {
        let link = self.store.link(self.account.row, Entity::Contact, id);
        link.await.unwrap().map(|link| serde_json::from_value(link.mirror).unwrap())
    }

    pub(crate) async fn matters(&self, kind: MatterKind) -> Vec<Matter> {
        self.store.matters(self.account.row, kind).await.unwrap()
    }

    /// Who there may be whom here.
    pub(crate) async fn doubts(&self) -> Vec<(String, Vec<Id>)> {
        let words = self.store.words(self.account.row).await.unwrap();
        let doubts = words.into_iter().filter(|word| word.kind == WordKind::Doubt);
        doubts.map(|word| (word.remote, serde_json::from_value(word.value).unwrap())).collect()
    }

    /// What became of single records in all runs, those that were killed included.
    pub(crate) async fn outcomes(&self) -> Vec<RunOutcome> {
        let mut outcomes = Vec::new();
        for run in self.store.runs(self.account.row, 500).await.unwrap() {
            outcomes.extend(self.store.run_outcomes(run.number).await.unwrap());
        }
        outcomes
    }

    /// A run; `None` when it was killed after so many polls.
    pub(crate) async fn try_run(&self, request: &Request, polls: usize) -> Option<Result<Run, RunError>> {
        self.run_with(&Fake::new(&self.far), request, polls).await
    }

    /// A run with another remote.
    pub(crate) async fn run_with(
        &self,
        remote: &dyn Remote,
        request: &Request,
        polls: usize,
    ) -> Option<Result<Run, RunError>> {
        let inside = Box::pin(self.run_through(remote, (&*self.clock, &self.album), request));
        Killed { inside, polls }.await
    }

    /// A run; `None` when it was killed at so many calls of the remote and the clock.
    pub(crate) async fn run_until(&self, request: &Request, calls: usize) -> Option<Result<Run, RunError>> {
        let fake = Fake::new(&self.far);
        let left = AtomicUsize::new(calls);
        let mortal = Mortal { remote: &fake, time: &*self.clock, pictures: &self.album, left };
        until_it_dies(self.run_through(&mortal, (&mortal, &mortal), request)).await
    }

    async fn run_through(
        &self,
        remote: &dyn Remote,
        (time, pictures): (&dyn Time, &dyn Pictures),
        request: &Request,
    ) -> Result<Run, RunError> {
        let watch = Watch(remote);
        let engine = Engine {
            store: &self.store,
            remote: &watch,
            account: &self.account,
            pictures,
            time,
            owner: "test",
            region: None,
            room: self.room,
            progress: &|_, _| {},
        };
        engine.run(request).await
    }

    pub(crate) async fn run(&self) -> Run {
        self.try_run(&Request::default(), usize::MAX).await.unwrap().unwrap()
    }

    /// Runs until there is nothing more to do; gives the last plan.
    pub(crate) async fn run_to_the_end(&self) -> Plan {
        for _ in 0..12 {
            let run = self.run().await;
            assert_eq!(run.ended, satchel_sync::Ended::Done);
            if run.plan.is_settled() {
                return run.plan;
            }
        }
        panic!("it does not come to an end: {:#?}", self.run().await.plan);
    }

    /// Both sides hold the same wherever nothing is open; every living record here has one of its own there.
    pub(crate) async fn assert_in_step(&self, made: &Plan, known: &Known<'_>) {
        let capabilities = now(Fake::new(&self.far).discover()).unwrap().kind(Entity::Contact).unwrap().clone();
        let open: BTreeSet<(Id, &str)> = made
            .conflicts
            .iter()
            .map(|conflict| (conflict.id, conflict.path.as_str()))
            .chain(made.kept.iter().map(|kept| (kept.id, kept.path.as_str())))
            .chain(known.kept.iter().map(|(id, path)| (*id, path.as_str())))
            .collect();
        let aside: BTreeSet<Id> = made
            .holds
            .iter()
            .map(|hold| hold.id)
            .chain(made.failed.iter().filter_map(|failed| failed.id))
            .chain(known.failed.iter().copied())
            .chain(made.doubts.iter().flat_map(|doubt| doubt.candidates.iter().copied()))
            .chain(open.iter().filter(|(_, path)| *path == STATE).map(|(id, _)| *id))
            .collect();
        let mut refused: BTreeSet<Id> = BTreeSet::new();
        refused.extend(self.matters(MatterKind::Refused).await.into_iter().map(|matter| matter.record));
        let mut linked = BTreeSet::new();
        let mut held = BTreeSet::new();
        for neutral in self.all().await {
            let mirror = self.mirror(neutral.id).await;
            if aside.contains(&neutral.id) || refused.contains(&neutral.id) {
                held.extend(mirror.map(|mirror| mirror.reference));
                continue;
            }
            let there = mirror.as_ref().and_then(|mirror| self.far.look(&mirror.reference));
            let alive = matches!(neutral.state, RecordState::Active | RecordState::Archived);
            assert_eq!(alive, there.is_some(), "{neutral:?} here, {mirror:?} there");
            let (Some(record), Some(mirror)) = (there, mirror) else { continue };
            assert!(linked.insert(mirror.reference.clone()), "two records here have one there");
            let mine = Mine::from(neutral);
            let here = project(&mine, &capabilities);
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
        let twice: Vec<RemoteRef> =
            strangers.filter(|reference| !held.contains(reference) && !known.named.contains(reference)).collect();
        assert!(twice.is_empty(), "nobody here belongs to {twice:?}");
    }
}
