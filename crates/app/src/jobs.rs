//! Jobs: begun, watched, cancelled, resumed, by whichever process has them.

use std::sync::Arc;
use std::time::{Duration, Instant};

use satchel_model::{Id, Origin};
use satchel_store::{JobKind, JobRow, JobState, NewJob, UndoCursor};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::locks::is_gone;
use crate::open::OpenVault;
use crate::pace::Pace;
use crate::wire::{Empty, ErrorCode, Job, JobId, JobStarted, Jobs, KeptPath, UndoReport, WireError};
use crate::{App, Event, archive, batches, blocking, bulk, exports, fields, follow, imports, sync};

/// How long a process is believed to be at a job without a checkpoint.
const LEASE: i64 = 30_000;
/// Records of a step of a long undo.
const STEP: i64 = 2_000;
/// What a report names of what was not reversed.
const NAMED: usize = 1_000;
/// Jobs that are listed.
const LISTED: i64 = 50;

/// The newest jobs, as they are.
pub async fn list(app: App, _: Empty) -> Result<Jobs, WireError> {
    let vault = app.vault()?;
    let now = app.now();
    let mut rows = vault.store.jobs(LISTED).await?;
    for row in &mut rows {
        // The disk may have room again; if not, it is shown as it is all the same.
        let _ = say(&vault, row, now).await;
        if matches!(row.state, JobState::Running | JobState::Queued) && row.owner != vault.owner {
            let (dir, owner) = (vault.dir.clone(), row.owner.clone());
            if blocking(move || Ok(is_gone(&dir, &owner))).await? {
                vault.store.interrupt_job(row.id, &row.owner).await?;
                row.state = JobState::Interrupted;
            }
        }
    }
    Ok(Jobs { jobs: rows.into_iter().map(|row| seen(&vault, row, now)).collect() })
}

/// Cancels a job: what it did stays, as one batch that can be undone.
pub async fn cancel(app: App, input: JobId) -> Result<Jobs, WireError> {
    let vault = app.vault()?;
    let row = vault.store.job(input.job).await?;
    if matches!(row.state, JobState::Done | JobState::Failed | JobState::Cancelled) {
        return Err(WireError::new(ErrorCode::Invalid, "This job has ended already.", None));
    }
    vault.store.end_job(input.job, JobState::Cancelled, None, None, app.now()).await?;
    if row.kind == JobKind::Import && row.state != JobState::Running {
        imports::forget_spool(&vault, &vault.store.job_work(input.job).await?);
    }
    vault.wake_followers();
    list(app, Empty {}).await
}

/// Stops a job until a person lets it go on: what it did stays.
pub async fn pause(app: App, input: JobId) -> Result<Jobs, WireError> {
    let vault = app.vault()?;
    let row = vault.store.job(input.job).await?;
    let told = match (row.kind, row.state) {
        (JobKind::Import | JobKind::Undo | JobKind::Bulk, JobState::Queued | JobState::Running) => None,
        (_, JobState::Queued | JobState::Running) => Some("Work of this kind cannot be paused. Cancel it instead."),
        _ => Some("This job is not running."),
    };
    if let Some(told) = told {
        return Err(WireError::new(ErrorCode::Invalid, told, None));
    }
    vault.store.end_job(input.job, JobState::Paused, None, None, app.now()).await?;
    vault.wake_followers();
    list(app, Empty {}).await
}

/// Writes how a job of this process ended, when that could not be written before.
async fn say(vault: &OpenVault, row: &mut JobRow, now: i64) -> Result<(), WireError> {
    if let (JobState::Running, Some((state, why))) = (row.state, vault.unsaid(row.id)) {
        vault.store.end_job(row.id, state, Some(&why), None, now).await?;
        vault.forget_unsaid(row.id);
        (row.state, row.error) = (state, Some(why));
    }
    Ok(())
}

/// Goes on with a job that was interrupted or paused.
pub async fn resume(app: App, input: JobId) -> Result<Jobs, WireError> {
    // Looks first whether the process that had it is gone.
    list(app.clone(), Empty {}).await?;
    let vault = app.vault()?;
    let mut row = vault.store.job(input.job).await?;
    say(&vault, &mut row, app.now()).await?;
    match row.state {
        JobState::Queued | JobState::Paused | JobState::Waiting | JobState::Interrupted => {}
        JobState::Running => {
            return Err(WireError::new(ErrorCode::Busy, "This job is running already.", None));
        }
        JobState::Done | JobState::Failed | JobState::Cancelled => {
            return Err(WireError::new(ErrorCode::Invalid, "This job has ended already.", None));
        }
    }
    vault.store.requeue_job(input.job, &vault.owner).await?;
    spawn(&app, &vault, input.job);
    list(app, Empty {}).await
}

/// Goes on with the jobs that stopped because the vault was locked.
pub(crate) async fn go_on(app: &App, vault: &Arc<OpenVault>) -> Result<(), WireError> {
    for row in vault.store.unended_jobs().await? {
        if row.state == JobState::Waiting {
            vault.store.requeue_job(row.id, &vault.owner).await?;
            spawn(app, vault, row.id);
        }
    }
    Ok(())
}

/// Adds a job and begins it.
pub(crate) async fn begin(app: &App, vault: &Arc<OpenVault>, job: &NewJob) -> Result<Id, WireError> {
    let id = vault.store.add_job(job, &vault.owner, app.now()).await?;
    spawn(app, vault, id);
    Ok(id)
}

/// Makes the index anew.
pub async fn reindex(app: App, _: Empty) -> Result<JobStarted, WireError> {
    let vault = app.vault()?;
    let total = vault.store.count(satchel_model::RecordState::Active).await?;
    let job = NewJob { kind: JobKind::Reindex, label: "Search index".into(), input: json!({}), total };
    Ok(JobStarted { job: begin(&app, &vault, &job).await? })
}

/// Waits until nobody is at the job any more, calling `progress` now and then.
///
/// # Errors
/// `not_found`.
pub async fn wait(app: &App, id: Id, mut progress: impl FnMut(&Job)) -> Result<Job, WireError> {
    let vault = app.vault()?;
    let mut events = app.events();
    loop {
        let job = seen(&vault, vault.store.job(id).await?, app.now());
        progress(&job);
        use crate::wire::JobState::{Queued, Running};
        // Its end is written before it lets go, and only then does a search wait for the index again.
        if !matches!(job.state, Queued | Running) && !vault.is_at(id) {
            return Ok(job);
        }
        // An event may have been missed; the row tells the truth.
        let _ = tokio::time::timeout(Duration::from_millis(250), async {
            while let Ok(event) = events.recv().await {
                if matches!(event, Event::Job(ref told) if told.id == id) {
                    break;
                }
            }
        })
        .await;
    }
}

/// Waits until this process is at no job any more.
pub async fn idle(app: &App) {
    let mut events = app.events();
    while app.opened().is_some_and(|vault| vault.is_busy()) {
        let _ = tokio::time::timeout(Duration::from_millis(100), events.recv()).await;
    }
}

fn spawn(app: &App, vault: &Arc<OpenVault>, id: Id) {
    let (app, open) = (app.clone(), Arc::clone(vault));
    let busy = open.at_work(id);
    vault.keep(tokio::spawn(async move {
        if let Err(error) = run(&app, &open, id).await {
            tracing::warn!(code = ?error.code, "job stopped");
            // A full disk or a busy database passes: the job can go on from its checkpoint.
            let state = match error.code {
                ErrorCode::DiskFull | ErrorCode::Busy | ErrorCode::ReadOnly => JobState::Interrupted,
                _ => JobState::Failed,
            };
            if open.store.end_job(id, state, Some(&error.message), None, app.now()).await.is_err() {
                open.leave_unsaid(id, state, &error.message);
            }
        }
        drop(busy);
        open.wake_followers();
        tell(&app, &open, id).await;
    }));
}

/// Tells listeners how a job stands.
pub(crate) async fn tell(app: &App, vault: &OpenVault, id: Id) {
    if let Ok(row) = vault.store.job(id).await {
        app.tell(Event::Job(seen(vault, row, app.now())));
    }
}

/// A job as it is; one that this process is at as far as it is by now, one that it had to leave as it left it.
fn seen(vault: &OpenVault, mut row: JobRow, now: i64) -> Job {
    if let (JobState::Running, Some((done, total))) = (row.state, vault.so_far(row.id)) {
        (row.done, row.total) = (done, total);
    }
    if let (JobState::Running, Some((state, why))) = (row.state, vault.unsaid(row.id)) {
        (row.state, row.error) = (state, Some(why));
    }
    Job::read(row, now)
}

/// Whether a job has to stop here because its vault is being locked or closed; if so, its row says it.
pub(crate) async fn leaves(app: &App, vault: &OpenVault, id: Id) -> Result<bool, WireError> {
    let left = vault.stopping().borrow().leaves();
    let Some(left) = left else { return Ok(false) };
    vault.store.end_job(id, left, None, None, app.now()).await?;
    Ok(true)
}

/// Until when this process has a job that it works on now.
pub(crate) fn lease(app: &App) -> i64 {
    app.now() + LEASE
}

async fn run(app: &App, vault: &Arc<OpenVault>, id: Id) -> Result<(), WireError> {
    if !vault.store.claim_job(id, &vault.owner, lease(app), app.now()).await? {
        return Ok(());
    }
    let row = vault.store.job(id).await?;
    if matches!(row.kind, JobKind::Bulk | JobKind::Undo) {
        vault.writes_all_over(id);
    }
    match row.kind {
        JobKind::Import => imports::run(app, vault, row).await,
        JobKind::Undo => run_undo(app, vault, row).await,
        JobKind::Sync => sync::run(app, vault, row).await,
        JobKind::Field => fields::run_turn(app, vault, row).await,
        JobKind::Bulk => bulk::run(app, vault, row).await,
        JobKind::Export => exports::run(app, vault, row).await,
        JobKind::Archive => archive::run(app, vault, row).await,
        JobKind::Reindex => {
            let behind = follow::rebuild(vault).await?;
            let left = vault.stopping().borrow().leaves().filter(|_| behind > 0);
            Ok(vault.store.end_job(id, left.unwrap_or(JobState::Done), None, None, app.now()).await?)
        }
    }
}

/// Where a long undo stands: without a cursor, all is taken back, and only that is left to be said.
#[derive(Debug, Serialize, Deserialize)]
struct UndoProgress {
    cursor: Option<UndoCursor>,
    report: Option<UndoReport>,
    done: i64,
}

impl Default for UndoProgress {
    fn default() -> Self {
        Self { cursor: Some(UndoCursor::default()), report: None, done: 0 }
    }
}

async fn run_undo(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let work = vault.store.job_work(row.id).await?;
    let target = batches::batch_of(&work.input)?;
    let mut progress: UndoProgress = serde_json::from_value(work.checkpoint).ok().unwrap_or_default();
    let mut report = progress.report.take().unwrap_or(UndoReport {
        batch: None,
        undone: Some(target),
        label: row.label.clone(),
        reversed: 0,
        kept: Vec::new(),
        failed: Vec::new(),
        job: Some(row.id),
    });
    let mut batch = row.batch;
    let begun = Instant::now();
    while let Some(cursor) = progress.cursor {
        let start = app.batch(Origin::Undo, row.label.clone());
        let mut writing = match batch {
            Some(batch) => vault.store.begin_in(batch, start).await?,
            None => vault.store.begin(start).await?,
        };
        let pace = Pace::begin(begun);
        let mut next = Some(cursor);
        while let Some(cursor) = next {
            let step = writing.undo_step(target, cursor, STEP).await?;
            report.reversed += step.reversed;
            batches::add_kept(&mut report, step.kept);
            shorten(&mut report.kept);
            shorten(&mut report.failed);
            progress.cursor = step.cursor;
            progress.done = (progress.done + STEP).min(row.total);
            vault.note(row.id, progress.done, row.total);
            tell(app, vault, row.id).await;
            next = step.cursor.filter(|_| pace.goes_on(&writing, vault));
        }
        report.batch = writing.batch();
        let checkpoint = json!({"cursor": progress.cursor, "report": report, "done": progress.done});
        let go_on = writing.checkpoint(row.id, &vault.owner, &checkpoint, progress.done, row.total, lease(app)).await?;
        batch = writing.commit().await?;
        vault.wake_followers();
        if progress.cursor.is_some() && (!go_on || leaves(app, vault, row.id).await?) {
            return Ok(());
        }
    }
    let found = serde_json::to_value(&report).unwrap_or(Value::Null);
    vault.store.end_job(row.id, JobState::Done, None, Some(&found), app.now()).await?;
    Ok(())
}

fn shorten(named: &mut Vec<KeptPath>) {
    named.truncate(NAMED);
}

/// What a finished undo found.
pub async fn undo_report(app: App, input: JobId) -> Result<UndoReport, WireError> {
    let work = app.vault()?.store.job_work(input.job).await?;
    serde_json::from_value(work.report)
        .map_err(|_| WireError::new(ErrorCode::NotFound, "This job has no report of an undo.", None))
}
