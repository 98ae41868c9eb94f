//! Runs of accounts: each is a job, and what it found is its report.
//!
//! A run can be dropped at any moment and begun again, so cancelling, locking and killing are the same thing to it.
//! Deliberately absent: what is decided, which is `satchel-sync`'s.

mod conflicts;
mod log;
mod pictures;
mod report;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use rand::RngExt;
use satchel_model::Id;
use satchel_remote::Halt;
use satchel_store::{Account, JobKind, JobRow, JobState, NewJob, NewRun};
use satchel_sync::{Approved, Engine, ROOM, Request, RunError, Time};
use serde_json::json;
use tokio::sync::watch;

use crate::open::{OpenVault, Stop};
use crate::wire::{ErrorCode, JobId, JobStarted, SyncEnd, SyncReport, SyncStart, WireError};
use crate::{App, accounts, attachments, jobs, settings};

pub use conflicts::{list as conflicts, resolve, who};
pub use log::{outcomes, runs};

/// How often it is looked whether a person cancelled the job.
const LOOK: Duration = Duration::from_millis(500);

/// Begins a run of an account, or its rehearsal.
pub async fn start(app: App, input: SyncStart) -> Result<JobStarted, WireError> {
    let vault = app.vault()?;
    let account = vault.store.account(&input.account).await?;
    if account.paused && !input.rehearsal {
        let message = format!("{} rests.", account.name);
        return Err(WireError::new(ErrorCode::Invalid, message, Some("Let it go on first.")));
    }
    refuse_offline(&vault).await?;
    let label = account.name.clone();
    let input = serde_json::to_value(&input).map_err(|_| WireError::bug("a run's input"))?;
    let job = NewJob { kind: JobKind::Sync, label, input, total: 0 };
    Ok(JobStarted { job: jobs::begin(&app, &vault, &job).await? })
}

/// What a run did, or a rehearsal found.
pub async fn report(app: App, input: JobId) -> Result<SyncReport, WireError> {
    let work = app.vault()?.store.job_work(input.job).await?;
    serde_json::from_value(work.report)
        .map_err(|_| WireError::new(ErrorCode::NotFound, "This job has no report of a run.", None))
}

/// Whether nothing may be asked of any network.
pub(crate) async fn is_offline(vault: &OpenVault) -> Result<bool, WireError> {
    Ok(vault.store.setting(settings::OFFLINE).await?.as_deref() == Some("true"))
}

/// Refuses what would ask a network that is not to be asked.
pub(crate) async fn refuse_offline(vault: &OpenVault) -> Result<(), WireError> {
    if is_offline(vault).await? {
        let hint = Some("Switch the network on in the settings.");
        return Err(WireError::new(ErrorCode::Invalid, "Satchel was told to stay offline.", hint));
    }
    Ok(())
}

/// The clock of this computer, and chance.
struct SystemTime<'a>(&'a App);

#[async_trait]
impl Time for SystemTime<'_> {
    fn now(&self) -> i64 {
        self.0.now()
    }

    async fn rest(&self, pause: Duration) {
        tokio::time::sleep(pause).await;
    }

    fn chance(&self, most: Duration) -> Duration {
        most.mul_f64(rand::rng().random())
    }
}

/// Makes the run that a job is about.
pub(crate) async fn run(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let work = vault.store.job_work(row.id).await?;
    let start: SyncStart = serde_json::from_value(work.input).map_err(|_| WireError::bug("a run's input"))?;
    let account = vault.store.account(&start.account).await?;
    let mut stopping = vault.stopping();
    tokio::select! {
        done = make(app, vault, &row, &account, &start) => done,
        left = left(&mut stopping) => {
            let_go(vault, &account).await?;
            Ok(vault.store.end_job(row.id, left, None, None, app.now()).await?)
        }
        () = cancelled(vault, row.id) => let_go(vault, &account).await,
    }
}

/// Waits until the vault is about to close; what becomes of a job then.
async fn left(stopping: &mut watch::Receiver<Stop>) -> JobState {
    let stop = stopping.wait_for(|stop| stop.leaves().is_some()).await;
    stop.ok().and_then(|stop| stop.leaves()).unwrap_or(JobState::Interrupted)
}

/// A run that is dropped leaves its lease.
async fn let_go(vault: &OpenVault, account: &Account) -> Result<(), WireError> {
    Ok(vault.store.let_account_go(account.row, &vault.owner).await?)
}

async fn cancelled(vault: &OpenVault, job: Id) {
    loop {
        tokio::time::sleep(LOOK).await;
        if vault.store.job(job).await.is_ok_and(|row| row.state != JobState::Running) {
            return;
        }
    }
}

async fn make(
    app: &App,
    vault: &Arc<OpenVault>,
    row: &JobRow,
    account: &Account,
    start: &SyncStart,
) -> Result<(), WireError> {
    let begun = app.now();
    // What a process that was killed had taken is free.
    let standing = vault.store.standing(account).await?;
    if !accounts::is_running(app, vault, &standing).await? {
        vault.store.let_account_go(account.row, &standing.owner).await?;
    }
    let country = settings::country(vault).await?;
    let progress = |done: u64, total: u64| {
        let count = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
        vault.note(row.id, count(done), count(total));
    };
    let (report, number, outcomes) = match accounts::connect(app, vault, account).await? {
        Err(refused) => (report::unconnected(account, &refused), None, Vec::new()),
        Ok(remote) => {
            attachments::digest_all(vault).await?;
            let engine = Engine {
                store: &vault.store,
                remote: &*remote,
                account,
                pictures: &pictures::Files { app, vault },
                time: &SystemTime(app),
                owner: &vault.owner,
                region: (!country.is_empty()).then_some(country.as_str()),
                room: ROOM,
                progress: &progress,
            };
            let run = engine.run(&request(start)).await?;
            (report::of(vault, account, &run).await?, run.number, run.report.rows())
        }
    };
    if !start.rehearsal {
        let run = written(&report, begun, app.now(), outcomes);
        vault.store.end_run(account.row, number, &run).await?;
    }
    let found = serde_json::to_value(&report).map_err(|_| WireError::bug("a run's report"))?;
    vault.store.end_job(row.id, JobState::Done, None, Some(&found), app.now()).await?;
    vault.wake_followers();
    Ok(())
}

fn request(start: &SyncStart) -> Request {
    let count = |number: i64| usize::try_from(number).unwrap_or(0);
    let approved = start
        .approved
        .map_or_else(Approved::default, |looked| Approved { here: count(looked.here), there: count(looked.there) });
    Request {
        rehearsal: start.rehearsal,
        hold: start.hold.iter().copied().collect(),
        leave_out: start.leave_out.iter().cloned().collect(),
        let_in: start.let_in.iter().cloned().collect(),
        approved,
    }
}

/// What the log says of a run.
fn written(report: &SyncReport, started_at: i64, finished_at: i64, outcomes: Vec<satchel_store::RunOutcome>) -> NewRun {
    let outcome = match report.end {
        SyncEnd::Done => "done",
        SyncEnd::Rehearsed => "rehearsed",
        SyncEnd::Halted => "halted",
        SyncEnd::SignIn => "sign_in",
        SyncEnd::Untrusted => "untrusted",
        SyncEnd::Stopped => "stopped",
        SyncEnd::Unfinished => "unfinished",
    };
    NewRun {
        started_at,
        finished_at,
        outcome: outcome.to_owned(),
        report: json!({
            "problem": report.problem, "pulled": report.pulled, "pushed": report.pushed,
            "conflicts": report.conflicts, "held": report.held, "failed": report.failed.len(),
            "lists": report.lists.len(), "requests": report.requests,
        }),
        batch: report.batch,
        outcomes,
    }
}

/// Why a remote cannot be worked with, as a sentence.
pub(crate) fn halt_sentence(halt: &Halt) -> String {
    crate::wire::sentence(halt)
}

impl From<RunError> for WireError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Store(error) => error.into(),
            RunError::Busy | RunError::Unsettled => {
                Self::new(ErrorCode::Busy, crate::wire::sentence(&error), Some("Wait a moment, then try again."))
            }
            RunError::Pictures(sentence) => Self::new(
                ErrorCode::BadFile,
                sentence,
                Some("Look at the folder of the vault and at the room on the disk, then try again."),
            ),
            RunError::Decision(_) => Self::new(
                ErrorCode::Conflict,
                crate::wire::sentence(&error),
                Some("Look at what is open now, then decide again."),
            ),
        }
    }
}
