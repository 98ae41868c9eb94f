//! Everything out, and into a new vault: one archive of all tables as lines of JSON, with the files.
//!
//! The form is documented in docs/export-format.md. All is read at one moment and nothing is held in memory but a piece
//! of it. An archive is put into an empty vault in one transaction: all of it, or nothing.

mod pack;
mod unpack;

use std::path::PathBuf;
use std::sync::Arc;

use satchel_model::{Origin, RecordState};
use satchel_store::{JobKind, JobRow, JobState, NewJob, StoreError};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use crate::beside::{Beside, unwritable};
use crate::open::OpenVault;
use crate::wire::{ArchiveDone, ArchiveRestored, ErrorCode, FilePath, JobId, WireError};
use crate::{App, blocking, jobs};
use pack::Piece;
use unpack::Rows;

/// What an archive calls itself, and which form of it this is.
const NAME: &str = "satchel-archive";
const VERSION: u64 = 1;
/// Pieces that wait for the thread at the disk.
const AHEAD: usize = 4;

/// What an archive says about itself.
#[derive(Debug, Serialize, Deserialize)]
struct Manifest {
    format: String,
    version: u64,
    /// When it was made, UTC milliseconds.
    made_at: i64,
    /// Which Satchel made it.
    satchel: String,
    /// Rows of each table, in the order in which they are read.
    tables: Vec<(String, u64)>,
    /// Files of contacts.
    files: u64,
    /// Files whose bytes were missing in the vault.
    missing: u64,
}

/// Writes everything into one archive.
pub async fn export(app: App, input: FilePath) -> Result<ArchiveDone, WireError> {
    let vault = app.vault()?;
    // A place where nothing can be written is told at once.
    drop(begin(&input.path).await?);
    let job = NewJob { kind: JobKind::Archive, label: "Export of everything".into(), input: json!(input), total: 0 };
    let job = Some(jobs::begin(&app, &vault, &job).await?);
    Ok(ArchiveDone { path: input.path, bytes: 0, contacts: 0, files: 0, missing: 0, job })
}

/// What a finished job of this kind wrote.
pub async fn report(app: App, input: JobId) -> Result<ArchiveDone, WireError> {
    let work = app.vault()?.store.job_work(input.job).await?;
    serde_json::from_value(work.report)
        .map_err(|_| WireError::new(ErrorCode::NotFound, "This job has no report of an archive.", None))
}

async fn begin(path: &str) -> Result<(Beside, std::fs::File), WireError> {
    let path = PathBuf::from(path);
    blocking(move || Beside::create(&path).map_err(|error| unwritable(&error))).await
}

pub(crate) async fn run(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let work = vault.store.job_work(row.id).await?;
    let input: FilePath = serde_json::from_value(work.input).map_err(|_| WireError::bug("an archive's input"))?;
    let (beside, file) = begin(&input.path).await?;
    let mut reading = vault.store.exporting().await?;
    let tables = reading.tables().await?;
    let total = i64::try_from(tables.len()).unwrap_or_default() + 1;
    let (hand, handed) = mpsc::channel::<Piece>(AHEAD);
    let (sealed, made_at) = (Arc::clone(vault), app.now());
    let packing = tokio::task::spawn_blocking(move || pack::pack(&sealed, file, handed, made_at));
    for (done, table) in (0_i64..).zip(&tables) {
        vault.note(row.id, done, total);
        jobs::tell(app, vault, row.id).await;
        if hand.send(Piece::Table(table.clone())).await.is_err() {
            break;
        }
        let stopping = vault.stopping();
        let goes_on = |lines| {
            let (hand, stop) = (hand.clone(), stopping.borrow().is_on());
            async move { !stop && hand.send(Piece::Lines(lines)).await.is_ok() }
        };
        reading.lines(table, goes_on).await?;
        if jobs::leaves(app, vault, row.id).await? {
            return Ok(());
        }
        if vault.store.job(row.id).await?.state != JobState::Running {
            return Ok(());
        }
    }
    vault.note(row.id, total - 1, total);
    // The files are read when all tables are; where the thread stopped, it says why.
    let _ = hand.send(Piece::Files).await;
    drop((hand, reading));
    let packed = packing.await.map_err(|_| WireError::bug("an archive's thread"))?;
    let (file, manifest) = packed.map_err(|error| unwritable(&error))?;
    if vault.store.job(row.id).await?.state != JobState::Running {
        return Ok(());
    }
    let bytes = blocking(move || beside.place(file).map_err(|error| unwritable(&error))).await?;
    let contacts = manifest.tables.iter().find(|(table, _)| table == "contact").map_or(0, |(_, rows)| *rows);
    let number = |number: u64| i64::try_from(number).unwrap_or(i64::MAX);
    let done = ArchiveDone {
        path: input.path,
        bytes: number(bytes),
        contacts: number(contacts),
        files: number(manifest.files),
        missing: number(manifest.missing),
        job: Some(row.id),
    };
    let found = serde_json::to_value(&done).unwrap_or(Value::Null);
    Ok(vault.store.end_job(row.id, JobState::Done, None, Some(&found), app.now()).await?)
}

/// Puts an archive into this vault, which must be empty.
pub async fn restore(app: App, input: FilePath) -> Result<ArchiveRestored, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(Origin::Import, "Everything from an export")).await?;
    let mut restoring = writing.restore().await?;
    let order: Vec<String> = restoring.tables().map(str::to_owned).collect();
    let (hand, mut handed) = mpsc::channel::<Rows>(AHEAD);
    let (path, kept) = (PathBuf::from(&input.path), Arc::clone(&vault));
    let unpacking = tokio::task::spawn_blocking(move || unpack::unpack(&path, &kept, &order, &hand));
    let mut refused = None;
    while let Some(Rows { table, line, rows }) = handed.recv().await {
        if let Err(error) = writing.restore_rows(&mut restoring, &table, rows).await {
            refused = Some(match error {
                StoreError::Bug(_) | StoreError::Damaged | StoreError::NotFound(_) => unpack::unfit(&table, line),
                other => other.into(),
            });
            break;
        }
    }
    drop(handed);
    let unpacked = unpacking.await.map_err(|_| WireError::bug("an archive's thread"))?;
    // Files that were sealed for nothing go as those of a killed process do.
    let files = match (refused, unpacked) {
        (None, Ok(files)) => files,
        // What the other end of the channel says is that this one went away.
        (Some(error), _) | (None, Err(error)) => return Err(error),
    };
    writing.restored(restoring).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    let contacts = vault.store.count(RecordState::Active).await?;
    Ok(ArchiveRestored { batch, contacts, files: i64::try_from(files).unwrap_or(i64::MAX) })
}
