//! A run: what a plan says, carried out between the store and a remote.
//!
//! Pull, plan, ask what has to be found out, write here in one transaction together with the cursor, then send change by
//! change. Whatever stops a run, killing it included, what was written stays and what was not is planned again: a create
//! is written down before it leaves, an answer is written down before the next chunk leaves. Nothing is written on
//! either side before a plan is whole.

mod answer;
mod decision;
mod gather;
mod groups;
mod keep;
mod patience;
mod pictures;
mod pull;
mod push;
mod report;
mod time;

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Entity, Id};
use satchel_remote::{Found, Halt, KindCapabilities, Operation, Remote, RemoteRef};
use satchel_store::{Account, Store, StoreError, SyncState};
use serde::{Deserialize, Serialize};

use crate::groups::{Followed, ListPlan};
use crate::{Approved, Misses, Plan, Push, RemoteClock, Rules, Situation, Stop, Write, WriteAction, plan};
use groups::GroupRun;

pub use decision::{let_go, say_who, take_decision};
pub use pictures::Pictures;
pub use report::{Counts, Outcome, Report};
pub use time::Time;

/// What kind of record is kept in step.
const KIND: Entity = Entity::Contact;
/// How long a process is believed to be at a run without further signs of life, milliseconds.
const LEASE: i64 = 120_000;
/// Rounds of questions about one plan.
const ROUNDS: usize = 4;
/// Plans of one run: each time somebody wrote while the plan was made.
const PLANS: usize = 5;

/// Bytes of what a remote tells in one round that are held at once, where nobody says otherwise: some hundred thousand
/// contacts.
pub const ROOM: usize = 1 << 30;

/// What a run is asked to do.
#[derive(Clone, Debug, Default)]
pub struct Request {
    /// Find out what would be done, and do nothing.
    pub rehearsal: bool,
    /// Records that are left alone this time.
    pub hold: BTreeSet<Id>,
    /// Names of records there who would be new here, and are left out from now on.
    pub leave_out: BTreeSet<String>,
    /// Of those who were left out, who comes in from now on.
    pub let_in: BTreeSet<String>,
    /// How many may vanish because a person has looked.
    pub approved: Approved,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Ended {
    /// It came to its end.
    Done,
    /// It was a rehearsal.
    Rehearsed,
    /// The remote could not be worked with any further. What was done stays.
    Halted(Halt),
    /// Too much would vanish: a person has to look.
    Stopped(Stop),
}

/// A run that ended, in whatever way.
#[derive(Clone, Debug)]
pub struct Run {
    /// How.
    pub ended: Ended,
    /// What was, or would be, done.
    pub plan: Plan,
    /// What was, or would be, done with groups and the lists that follow them.
    pub lists: Vec<ListPlan>,
    /// What came of it.
    pub report: Report,
    /// What was written here.
    pub batch: Option<Id>,
    /// Its number in the log, if it came so far that something was kept.
    pub number: Option<i64>,
}

/// Why a run could not be made.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Another process is at one.
    #[error("another run of this account is under way")]
    Busy,
    /// Somebody writes all the time.
    #[error("the vault was changed again and again while the plan was made")]
    Unsettled,
    /// The bytes of a picture could not be read or kept here, as a sentence.
    #[error("{0}")]
    Pictures(String),
    /// A decision cannot be taken as asked.
    #[error(transparent)]
    Decision(#[from] crate::SyncError),
    /// The store could not do it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// What an account remembers from run to run.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Memory {
    /// Who was missing from the last sweeps.
    pub misses: Misses,
    /// How the remote's clock stands.
    pub clock: RemoteClock,
    /// When the last sweep was, UTC milliseconds.
    pub swept_at: i64,
    /// Records there that could not be read, those that were tried longest ago first.
    pub unread: Vec<RemoteRef>,
    /// When they were last tried again, UTC milliseconds.
    pub reread_at: i64,
    /// What the remote offered last.
    pub offered: Option<KindCapabilities>,
    /// Lists that follow groups, by the groups' names there.
    pub groups: BTreeMap<String, Followed>,
    /// Whether groups are to be asked for, because something may have changed or is still to be sent.
    pub groups_due: bool,
}

impl Memory {
    /// What was kept; what cannot be read is found out again.
    #[must_use]
    pub fn of(state: &SyncState) -> Self {
        serde_json::from_value(state.memory.clone()).unwrap_or_default()
    }
}

/// One account between the store and its remote.
pub struct Engine<'a> {
    /// The vault.
    pub store: &'a Store,
    /// The other copy.
    pub remote: &'a dyn Remote,
    /// The account.
    pub account: &'a Account,
    /// Where the bytes of pictures are.
    pub pictures: &'a dyn Pictures,
    /// The time.
    pub time: &'a dyn Time,
    /// Which process this is.
    pub owner: &'a str,
    /// The country of national numbers.
    pub region: Option<&'a str>,
    /// About how many bytes of what the remote tells are held at once; a remote that tells more in one round is out of
    /// order. [`ROOM`] is usual.
    pub room: usize,
    /// Told how far it is: how much is done, of how much; 0 when that is not known yet.
    pub progress: &'a (dyn Fn(u64, u64) + Send + Sync),
}

/// Everything that a run has found out.
struct Known {
    state: SyncState,
    memory: Memory,
    situation: Situation,
    /// What answered when the pages came, or a person said: which record there is which here.
    pairs: BTreeMap<RemoteRef, Id>,
    /// What answered when records were read by name.
    read: BTreeMap<RemoteRef, Found>,
    /// Creates of which it is known by now whether they were done.
    answered: BTreeSet<Id>,
    /// Pictures that were kept, whatever plan they are for.
    pictures: pictures::Kept,
    /// Records whose last change took back what an earlier run saw.
    reversed: BTreeSet<Id>,
    /// The journal's last line when the records were read.
    head: i64,
}

/// Whether a plan links somebody who was not, or brings somebody back.
fn links(situation: &Situation, made: &Plan) -> bool {
    let creates = |push: &Push| matches!(push.change.operation, Operation::Create { .. } | Operation::Restore { .. });
    let returns = |write: &Write| matches!(write.action, WriteAction::Restore(_));
    made.mirrors.keys().any(|id| !situation.mirrors.contains_key(id))
        || made.pushes.iter().any(creates)
        || made.writes.iter().any(returns)
}

impl Known {
    /// How far the account is.
    fn state(&self) -> Result<SyncState, StoreError> {
        Ok(SyncState { seq: self.head, memory: keep::as_json(&self.memory)?, ..self.state.clone() })
    }
}

impl Engine<'_> {
    /// Makes a run.
    ///
    /// # Errors
    /// [`RunError`]; what a remote does wrong is no error but how the run ended.
    pub async fn run(&self, request: &Request) -> Result<Run, RunError> {
        let begun = self.time.now();
        if !request.rehearsal && !self.claim().await? {
            return Err(RunError::Busy);
        }
        let run = self.make(request, begun).await;
        if !request.rehearsal {
            self.store.let_account_go(self.account.row, self.owner).await?;
        }
        let mut run = run?;
        run.report.requests = self.remote.budget().spent;
        run.report.took = self.time.now().saturating_sub(begun);
        Ok(run)
    }

    /// Takes the account for this process, or keeps it.
    async fn claim(&self) -> Result<bool, StoreError> {
        let now = self.time.now();
        self.store.claim_account(self.account.row, self.owner, now + LEASE, now).await
    }

    async fn make(&self, request: &Request, begun: i64) -> Result<Run, RunError> {
        let mut report = Report::default();
        let ended = |ended, plan, report| Ok(Run { ended, plan, lists: Vec::new(), report, batch: None, number: None });
        let mut known = match self.pull().await? {
            Ok(known) => known,
            Err(halt) => return ended(Ended::Halted(halt), Plan::default(), report),
        };
        for _ in 0..PLANS {
            let mut made = match self.plan(&mut known, request).await? {
                Ok(made) => made,
                Err(halt) => return ended(Ended::Halted(halt), Plan::default(), report),
            };
            if request.rehearsal || made.stop.is_some() {
                report.plan(&made, &BTreeMap::new());
                let how = made.stop.filter(|_| !request.rehearsal).map_or(Ended::Rehearsed, Ended::Stopped);
                let lists = match request.rehearsal {
                    true => self.follow_groups(&mut known, &made, request, None, &mut report).await?.lists,
                    false => Vec::new(),
                };
                return Ok(Run { lists, ..ended(how, made, report)? });
            }
            // Whoever is known on both sides by now may be in a group.
            known.memory.groups_due |= !known.memory.groups.is_empty() && links(&known.situation, &made);
            let undrawn = match self.fetch_pictures(&mut known, &mut made).await? {
                Ok(undrawn) => undrawn,
                Err(halt) => return ended(Ended::Halted(halt), Plan::default(), report),
            };
            let Some(kept) = self.keep(&known, &made, &undrawn, begun).await? else { continue };
            let mut report = kept.report;
            let mut groups = GroupRun { batch: kept.batch, ..GroupRun::default() };
            groups.halt = self.push(&known.situation.capabilities, &made, &mut report).await?;
            if groups.halt.is_none() {
                groups = self.follow_groups(&mut known, &made, request, kept.batch, &mut report).await?;
            }
            let GroupRun { lists, batch, halt } = groups;
            let ended = halt.map_or(Ended::Done, Ended::Halted);
            return Ok(Run { ended, plan: made, lists, report, batch, number: Some(kept.run) });
        }
        Err(RunError::Unsettled)
    }

    /// A plan without open questions.
    async fn plan(&self, known: &mut Known, request: &Request) -> Result<Result<Plan, Halt>, RunError> {
        for _ in 0..ROUNDS {
            self.gather(known, request).await?;
            let now = self.time.now();
            let made = plan(&known.situation, &mut || self.time.mint(now));
            if made.questions.is_empty() {
                return Ok(Ok(made));
            }
            if let Err(halt) = self.answer(&made.questions, known).await {
                return Ok(Err(halt));
            }
        }
        Ok(Err(Halt::Nonsense("answers that lead to ever more questions")))
    }

    fn rules(&self) -> Rules {
        serde_json::from_value(self.account.rules.clone()).unwrap_or_default()
    }
}
