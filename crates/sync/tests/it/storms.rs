//! Vaults on real databases, a far side, every fault and kills at any call, by seeds: when the storm is over, everything
//! is in step, nobody is doubled, no edit is lost and nothing behind a privacy lock has left.
//!
//! `SATCHEL_SEED=n cargo test -p satchel-sync storms` plays one seed again, to the letter; `SATCHEL_SEEDS=n` that many.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use satchel_model::{Entity, FieldChange, Id, RecordState};
use satchel_remote::fake::{Call, FarSide, Seed, Settings};
use satchel_remote::{CreateKey, Fate, RemoteRef, Values, row_path};
use satchel_store::{MatterKind, Neutral, RunOutcome};
use satchel_sync::{Policy, Request, Rules, Run, let_go, say_who};
use serde_json::{Value, json};

use crate::book::{Book, Known};
use crate::vault::{email, id, values};

const SEEDS: u64 = 300;
/// A run is killed at one of so many calls, or comes to its end before.
const CALLS: usize = 50;
const FIELDS: [&str; 3] = ["given", "family", "title"];
/// What is written behind privacy locks.
const SECRET: &str = "secret";

struct Play {
    seed: Seed,
    far: FarSide,
    vaults: Vec<Sailor>,
    rows: u64,
    clock: i64,
    /// What colleagues wrote there.
    theirs: BTreeSet<(RemoteRef, String)>,
}

/// A vault with what happened to it.
struct Sailor {
    book: Book,
    /// The last text that was typed at a path.
    typed: BTreeMap<(Id, String), Value>,
    /// Records of which something else than a text was changed, or that were undone.
    unsure: BTreeSet<Id>,
    /// Batches that can be taken back.
    batches: Vec<(Id, Vec<Id>)>,
    /// Records there that failed; they are named when the feed tells them, not in every run.
    named: BTreeSet<RemoteRef>,
    /// What stays here, by name, and who could not be sent: told when the record is looked at, not in every run.
    kept: BTreeSet<(Id, String)>,
    failed: BTreeSet<Id>,
}

impl Sailor {
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

    fn learn(&mut self, run: &Run) {
        self.named.extend(run.plan.failed.iter().filter_map(|failed| failed.remote.clone()));
        self.failed.extend(run.plan.failed.iter().filter_map(|failed| failed.id));
        self.kept.extend(run.plan.kept.iter().map(|kept| (kept.id, kept.path.clone())));
        self.unsure.extend(run.plan.overruled.iter().map(|overruled| overruled.conflict.id));
        if let Some(batch) = run.batch {
            self.batches.push((batch, run.plan.writes.iter().map(|write| write.id).collect()));
        }
    }
}

fn settings(seed: &mut Seed) -> Settings {
    match seed.below(4) {
        0 => Settings::default().with_emails(2),
        1 => {
            let mut narrow = Settings::narrow();
            // Without it, a request that the network doubles makes two records, and no engine can help it.
            narrow.capabilities.kinds.iter_mut().for_each(|kind| kind.create_key = CreateKey::Upsert);
            narrow
        }
        _ => Settings::default(),
    }
}

impl Play {
    async fn new(number: u64) -> Self {
        let mut seed = Seed::new(number);
        let far = FarSide::new(settings(&mut seed), number);
        let count = 1 + seed.below(3);
        let mut vaults = Vec::with_capacity(count);
        for _ in 0..count {
            let policies = [Policy::Newest, Policy::Mine, Policy::Theirs, Policy::Ask];
            let mut rules = Rules { otherwise: policies[seed.below(4)], ..Rules::default() };
            rules.life = policies[seed.below(4)];
            // The guard has its own tests.
            rules.guard.few = usize::MAX;
            vaults.push(Sailor {
                book: Book::beside(&far, &rules).await,
                typed: BTreeMap::new(),
                unsure: BTreeSet::new(),
                batches: Vec::new(),
                named: BTreeSet::new(),
                kept: BTreeSet::new(),
                failed: BTreeSet::new(),
            });
        }
        Self { seed, far, vaults, rows: 0, clock: 1_700_000_000_000, theirs: BTreeSet::new() }
    }

    fn word(&mut self) -> Value {
        json!(format!("word {}", self.seed.below(1_000)))
    }

    fn email(&mut self) -> Value {
        email(&format!("{}@example.com", self.seed.below(8)), ["work", "home", ""][self.seed.below(3)], false, 0)
    }

    fn person(&mut self) -> Values {
        let name = self.word();
        values([("family", name)])
    }

    async fn step(&mut self) {
        self.clock += i64::try_from(self.seed.below(5_000)).unwrap();
        self.far.set_now(self.clock);
        let at = self.seed.below(self.vaults.len());
        self.vaults[at].book.clock.set(self.clock);
        match self.seed.below(13) {
            0..4 => self.act_here(at).await,
            4..8 => self.act_there(),
            8 => self.far.set_offset([0, 0, 90_000, -90_000][self.seed.below(4)]),
            9 => {
                self.clock -= 3_000;
                self.far.set_now(self.clock);
            }
            10 => self.take_back(at).await,
            _ => self.sail(at).await,
        }
    }

    /// A run, as far as it gets.
    async fn sail(&mut self, at: usize) {
        let calls = if self.seed.below(3) == 0 { self.seed.below(CALLS) } else { usize::MAX };
        let run = self.vaults[at].book.run_until(&Request::default(), calls).await;
        // The lease of one that was killed ends at some time.
        self.clock += if run.is_none() { 200_000 } else { 0 };
        if let Some(run) = run {
            self.vaults[at].learn(&run.unwrap());
        } else {
            // What it wrote before it was killed is in the journal, and nobody here remembers which.
            let all: Vec<Id> = self.vaults[at].book.all().await.into_iter().map(|record| record.id).collect();
            self.vaults[at].unsure.extend(all);
        }
    }

    async fn take_back(&mut self, at: usize) {
        let sailor = &mut self.vaults[at];
        if sailor.batches.is_empty() {
            return;
        }
        let (batch, records) = sailor.batches.remove(self.seed.below(sailor.batches.len()));
        sailor.book.undo(batch).await;
        sailor.unsure.extend(records);
    }

    async fn act_here(&mut self, at: usize) {
        // An import, one edit, or the same edit of everybody.
        let people: Vec<Values> = (0..1 + self.seed.below(3)).map(|_| self.person()).collect();
        let (act, word, row, which) = (self.seed.below(10), self.word(), self.email(), self.seed.below(3));
        self.rows += 1;
        let new_row = row_path("emails", &id(9_000_000 + self.rows).to_string());
        let all = self.vaults[at].book.all().await;
        let chosen = (!all.is_empty()).then(|| all[self.seed.below(all.len())].clone());
        let sailor = &mut self.vaults[at];
        let Some(chosen) = chosen.filter(|_| act > 0) else {
            let mut people = people;
            people[0].insert("notes".into(), json!(SECRET));
            let (batch, made) = sailor.book.import(people).await;
            sailor.book.lock(made[0], "notes", true).await;
            sailor.batches.extend(batch.map(|batch| (batch, made)));
            return;
        };
        if act == 9 {
            let many: Vec<Neutral> = all.into_iter().filter(|record| record.state == RecordState::Active).collect();
            let batch = sailor.book.edit_all(&many, FIELDS[which], &word).await;
            let ids: Vec<Id> = many.iter().map(|record| record.id).collect();
            if let Some(batch) = batch {
                sailor.typed.extend(ids.iter().map(|id| ((*id, FIELDS[which].to_owned()), word.clone())));
                sailor.batches.push((batch, ids));
            }
            return;
        }
        let id = chosen.id;
        let rows = chosen.values.keys().filter(|path| path.contains('/')).cloned().collect::<Vec<_>>();
        let batch = match (act, rows.first()) {
            (1..=3, _) => {
                let batch = sailor.book.edit(id, FIELDS[which], Some(word.clone())).await;
                if batch.is_some() {
                    sailor.typed.insert((id, FIELDS[which].to_owned()), word);
                }
                batch
            }
            (4, Some(path)) => sailor.book.edit(id, path, Some(row)).await,
            (5, Some(path)) => sailor.book.edit(id, path, None).await,
            (6, _) => {
                sailor.unsure.insert(id);
                sailor.book.set_state(id, RecordState::Trashed).await
            }
            (7, _) => sailor.book.set_state(id, RecordState::Active).await,
            _ => sailor.book.edit(id, &new_row, Some(row)).await,
        };
        sailor.batches.extend(batch.map(|batch| (batch, vec![id])));
    }

    fn act_there(&mut self) {
        let all: Vec<RemoteRef> = self.far.living(Entity::Contact);
        let (act, person, word, row) = (self.seed.below(10), self.person(), self.word(), self.email());
        let which = self.seed.below(3);
        if all.is_empty() || act == 0 {
            assert!(self.far.create(Entity::Contact, &person).is_some());
            return;
        }
        let chosen = all[self.seed.below(all.len())].clone();
        let other = all[self.seed.below(all.len())].clone();
        let record = self.far.look(&chosen).unwrap();
        let held = record.values.iter().find(|(path, _)| path.starts_with("emails/"));
        let mut change = |path: &str, before: Option<Value>, after: Option<Value>| {
            self.theirs.insert((chosen.clone(), path.to_owned()));
            self.far.edit(&chosen, &[FieldChange { path: path.to_owned(), before, after }]);
        };
        match (act, held) {
            (1 | 2, _) => change(FIELDS[which], None, Some(word)),
            (3, Some((path, before))) => change(path, Some(before.clone()), Some(row)),
            (4, Some((path, before))) => change(path, Some(before.clone()), None),
            (5, _) => self.far.end(&chosen, Fate::Deleted { restorable: true }),
            (6, _) => self.far.hide(&chosen, true),
            (7, _) => self.far.hide(&chosen, false),
            (8, _) if other != chosen => {
                // Whoever was linked to the one is linked to the other, and has what is there.
                for field in FIELDS {
                    self.theirs.insert((other.clone(), field.to_owned()));
                }
                self.far.end(&chosen, Fate::Merged { into: other });
            }
            _ => change("emails/new", None, Some(row)),
        }
    }

    async fn settle(&mut self) {
        self.far.faults_by_chance(0);
        self.far.show_all();
        let mut quiet = 0;
        for _ in 0..40 {
            let mut settled = true;
            for sailor in &mut self.vaults {
                sailor.book.clock.set(self.clock + 1_000_000);
                for held in sailor.book.matters(MatterKind::Held).await {
                    let mine = self.seed.below(2) == 0;
                    // What was taken back here is taken back for whoever else has it.
                    if let Some(mirror) = sailor.book.mirror(held.record).await {
                        let all = FIELDS.map(|field| (mirror.reference.clone(), field.to_owned()));
                        self.theirs.extend(all);
                    }
                    let Book { store, account, .. } = &sailor.book;
                    let_go(store, account, held.record, mine, sailor.book.person()).await.unwrap();
                    settled = false;
                }
                for (remote, candidates) in sailor.book.doubts().await {
                    let choice = self.seed.below(candidates.len() + 1);
                    let who = candidates.get(choice).copied();
                    // Whoever is paired with somebody else takes what the rules say.
                    sailor.unsure.extend(&candidates);
                    let Book { store, account, .. } = &sailor.book;
                    say_who(store, account, &remote, who, sailor.book.person()).await.unwrap();
                    settled = false;
                }
                let run = sailor.book.run().await;
                settled &= run.plan.is_settled();
                sailor.learn(&run);
            }
            quiet = if settled { quiet + 1 } else { 0 };
            if quiet == 3 {
                break;
            }
        }
        assert_eq!(quiet, 3, "it does not come to rest");
        self.assert_calm().await;
    }

    async fn assert_calm(&mut self) {
        for sailor in &mut self.vaults {
            let run = sailor.book.run().await;
            assert!(run.plan.is_settled());
            // What a run that was killed had found is in the log.
            for outcome in sailor.book.outcomes().await {
                sailor.hear(outcome);
            }
            let known = Known { named: &sailor.named, kept: &sailor.kept, failed: &sailor.failed };
            sailor.book.assert_in_step(&run.plan, &known).await;
            let conflicts: BTreeSet<Id> = run.plan.conflicts.iter().map(|conflict| conflict.id).collect();
            let aside: BTreeSet<Id> = run.plan.holds.iter().map(|hold| hold.id).collect();
            // What was refused is named, and stays here until it is edited.
            let refused = sailor.book.matters(MatterKind::Refused).await;
            sailor.unsure.extend(refused.into_iter().map(|matter| matter.record));
            sailor.unsure.extend(conflicts);
            sailor.unsure.extend(aside);
        }
        // What one person typed, and nobody else wrote over, is there.
        let mut typed: BTreeMap<(RemoteRef, String), Vec<Value>> = BTreeMap::new();
        for sailor in &self.vaults {
            for ((id, path), value) in &sailor.typed {
                let Some(mirror) = sailor.book.mirror(*id).await else { continue };
                let key = (mirror.reference, path.clone());
                let sure = !sailor.unsure.contains(id) && !self.theirs.contains(&key);
                typed.entry(key).or_default().extend(if sure { vec![value.clone()] } else { vec![json!(1), json!(2)] });
            }
        }
        for ((reference, path), values) in typed {
            if let ([value], Some(record)) = (&values[..], self.far.look(&reference)) {
                assert_eq!(record.values.get(&path), Some(value), "what was typed at {path} is there");
            }
        }
        for reference in self.far.living(Entity::Contact) {
            let record = self.far.look(&reference).unwrap();
            assert!(!format!("{record:?}").contains(SECRET), "it is behind a lock");
        }
    }
}

/// Plays a storm; gives what is there when it is over, on all sides.
async fn play(number: u64) -> String {
    let mut play = Play::new(number).await;
    for round in 0..4 {
        play.far.faults_by_chance([0, 150, 400, 250][round]);
        for _ in 0..12 {
            play.step().await;
        }
    }
    play.settle().await;
    let everybody = play.far.living(Entity::Contact).into_iter().map(|reference| play.far.look(&reference));
    let mut end = format!("{:?} {:?}", everybody.collect::<Vec<_>>(), play.far.requests(Call::Push));
    for sailor in &play.vaults {
        end.push_str(&format!("{:?} {:?}", sailor.book.all().await, sailor.book.outcomes().await));
    }
    // A process must not end while threads of the driver are at their work.
    for sailor in &play.vaults {
        sailor.book.store.close().await;
    }
    end
}

#[tokio::test]
async fn a_storm_comes_again_to_the_letter() {
    for number in [4, 7] {
        let (first, again) = (play(number).await, play(number).await);
        assert!(first == again, "{first}\n{again}");
    }
}

fn numbers() -> Vec<u64> {
    let asked = |name: &str| std::env::var(name).ok().map(|number| number.parse::<u64>().unwrap());
    match (asked("SATCHEL_SEED"), asked("SATCHEL_SEEDS")) {
        (Some(seed), _) => vec![seed],
        (None, seeds) => (0..seeds.unwrap_or(SEEDS)).collect(),
    }
}

#[test]
fn when_the_storm_is_over_everything_is_in_step() {
    let numbers = numbers();
    let at_once = std::thread::available_parallelism().map_or(1, usize::from).min(numbers.len().max(1));
    let next = std::sync::atomic::AtomicUsize::new(0);
    let sunk: Vec<u64> = std::thread::scope(|scope| {
        let crews: Vec<_> = (0..at_once)
            .map(|_| {
                scope.spawn(|| {
                    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
                    let mut sunk = Vec::new();
                    while let Some(seed) = numbers.get(next.fetch_add(1, std::sync::atomic::Ordering::SeqCst)) {
                        let played = runtime.block_on(AssertUnwindSafe(play(*seed)).catch_unwind());
                        if played.is_err() {
                            sunk.push(*seed);
                        }
                    }
                    sunk
                })
            })
            .collect();
        crews.into_iter().flat_map(|crew| crew.join().unwrap()).collect()
    });
    assert!(sunk.is_empty(), "SATCHEL_SEED=n plays one again: {sunk:?}");
}
