//! A storm: vaults, the far side they are beside, and what happens to all of them.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Entity, FieldChange, Id};
use satchel_remote::fake::{FarSide, Seed, Settings};
use satchel_remote::{CreateKey, Fate, PHOTO, Picture, RemoteRef, Values};
use satchel_store::MatterKind;
use satchel_sync::{Policy, Request, Rules, let_go, say_who};
use serde_json::{Value, json};

use super::sailor::Sailor;
use crate::book::Book;
use crate::vault::{email, values};

/// A run is killed at one of so many calls, or comes to its end before.
const CALLS: usize = 50;
pub(super) const FIELDS: [&str; 3] = ["given", "family", "title"];
/// What is known at the end to be there, unless somebody else had a hand in it.
pub(super) const SURE: [&str; 4] = ["given", "family", "title", PHOTO];
/// What is written behind privacy locks; a vault's connection stops who sends it.
pub(super) use crate::watch::SECRET;

/// A group there.
const GROUP: &str = "pioneers";

pub(super) struct Play {
    pub(super) seed: Seed,
    pub(super) far: FarSide,
    pub(super) vaults: Vec<Sailor>,
    pub(super) rows: u64,
    /// Whether there is room for pictures there.
    pub(super) draws: bool,
    clock: i64,
    /// What colleagues wrote there.
    pub(super) theirs: BTreeSet<(RemoteRef, String)>,
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
    pub(super) async fn new(number: u64) -> Self {
        let mut seed = Seed::new(number);
        let settings = settings(&mut seed);
        let draws = settings.capabilities.kinds.iter().all(|kind| kind.fields.contains_key(PHOTO));
        let far = FarSide::new(settings, number);
        let count = 1 + seed.below(3);
        let mut vaults = Vec::with_capacity(count);
        for _ in 0..count {
            let policies = [Policy::Newest, Policy::Mine, Policy::Theirs, Policy::Ask];
            let mut rules = Rules { otherwise: policies[seed.below(4)], ..Rules::default() };
            rules.life = policies[seed.below(4)];
            // The guard has its own tests.
            rules.guard.few = usize::MAX;
            vaults.push(Sailor::beside(&far, &rules).await);
        }
        far.gather(GROUP, "Pioneers", &[]);
        Self { seed, far, vaults, rows: 0, draws, clock: 1_700_000_000_000, theirs: BTreeSet::new() }
    }

    pub(super) fn word(&mut self) -> Value {
        json!(format!("word {}", self.seed.below(1_000)))
    }

    pub(super) fn email(&mut self) -> Value {
        email(&format!("{}@example.com", self.seed.below(8)), ["work", "home", ""][self.seed.below(3)], false, 0)
    }

    pub(super) fn picture(&mut self) -> Picture {
        Picture::new(vec![u8::try_from(self.seed.below(6)).unwrap(); 40])
    }

    pub(super) fn person(&mut self) -> Values {
        let name = self.word();
        values([("family", name)])
    }

    pub(super) async fn step(&mut self) {
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
        if !sailor.batches.is_empty() {
            sailor.take_back(self.seed.below(sailor.batches.len())).await;
        }
    }

    fn act_there(&mut self) {
        let all: Vec<RemoteRef> = self.far.living(Entity::Contact);
        let (act, person, word, row) = (self.seed.below(14), self.person(), self.word(), self.email());
        let which = self.seed.below(3);
        if all.is_empty() || act == 0 {
            assert!(self.far.create(Entity::Contact, &person).is_some());
            return;
        }
        let chosen = all[self.seed.below(all.len())].clone();
        let other = all[self.seed.below(all.len())].clone();
        let record = self.far.look(&chosen).unwrap();
        let held = record.values.iter().find(|(path, _)| path.starts_with("emails/"));
        if act > 11 {
            let picture = self.picture();
            self.far.draw(&chosen, Some(&picture).filter(|_| act == 12));
            self.theirs.insert((chosen, PHOTO.to_owned()));
            return;
        }
        if act > 9 {
            return self.far.regroup(GROUP, &chosen, act == 10);
        }
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
                for field in SURE {
                    self.theirs.insert((other.clone(), field.to_owned()));
                }
                self.far.end(&chosen, Fate::Merged { into: other });
            }
            _ => change("emails/new", None, Some(row)),
        }
    }

    pub(super) async fn settle(&mut self) {
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
                        let all = SURE.map(|field| (mirror.reference.clone(), field.to_owned()));
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
                settled &= run.plan.is_settled() && run.lists.is_empty();
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
            sailor.assert_calm(GROUP).await;
            sailor.assert_own().await;
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
                assert_eq!(
                    record.values.get(&path).unwrap_or(&Value::Null),
                    value,
                    "what was typed at {path} is there"
                );
            }
        }
    }
}
