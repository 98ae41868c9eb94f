//! An import at work: one thread reads and maps, the database writes, some chunks a transaction with their checkpoint.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::tz::TimeZone;
use satchel_exchange::{Mapper, Position, Reader, Record};
use satchel_model::{CustomFields, FieldEntity, Id, Origin, Problem};
use satchel_search::SearchText;
use satchel_store::{JobRow, JobState, Store, Writing};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::mpsc;

use super::chunk::{Chunk, Row, Seen, already_here, new_of, sort};
use super::{ImportInput, forget_spool, open_file, spool_path, spool_sealer};
use crate::open::OpenVault;
use crate::pace::Pace;
use crate::wire::{ImportReport, WireError};
use crate::{App, jobs};

/// Rows of a chunk.
const ROWS: usize = 2_000;
/// Bytes of notes and the like after which a chunk has fewer rows.
const BYTES: usize = 8 << 20;
/// Problems that are kept of a file; all are counted.
const KEPT: i64 = 10_000;
/// How often listeners are told, at most.
const TELL: Duration = Duration::from_millis(100);

/// What is done so far: the checkpoint.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Progress {
    position: Option<Position>,
    read: i64,
    created: i64,
    skipped: i64,
    failed: i64,
    problems: i64,
    millis: i64,
}

/// Runs an import job from its checkpoint to its end, its cancellation, or the closing of the vault.
pub(crate) async fn run(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let input: ImportInput = serde_json::from_value(row.input.clone()).map_err(|_| WireError::bug("import input"))?;
    let mut progress: Progress = serde_json::from_value(row.checkpoint.clone()).ok().unwrap_or_default();
    let fields = vault.store.custom_fields().await?;
    let unique = has_unique(&fields);
    let mut chunks = produce(vault, &input, progress.position, &fields)?;
    let before = progress.millis;
    let begun = Instant::now();
    let mut told = Instant::now();
    let mut batch = row.batch;
    let stopping = vault.stopping();
    let mut next = chunks.recv().await;
    while let Some(first) = next {
        let first = first?;
        let start = app.batch(Origin::Import, row.label.clone());
        let mut writing = match batch {
            Some(batch) => vault.store.begin_in(batch, start).await?,
            None => vault.store.begin(start).await?,
        };
        let pace = Pace::begin(begun);
        let mut made = vec![write(&mut writing, first, &input, row.id, &mut progress, unique).await?];
        // What a transaction touches twice is encrypted once: it goes on until somebody waits for it.
        next = loop {
            vault.note(row.id, progress.read, row.total.max(progress.read));
            if told.elapsed() >= TELL {
                told = Instant::now();
                jobs::tell(app, vault, row.id).await;
            }
            match chunks.recv().await {
                Some(Ok(chunk)) if pace.goes_on(&writing, vault) => {
                    made.push(write(&mut writing, chunk, &input, row.id, &mut progress, unique).await?);
                }
                // The end, a fault of the file, or the first chunk of the next transaction.
                next => break next,
            }
        };
        progress.millis = before + i64::try_from(begun.elapsed().as_millis()).unwrap_or(0);
        let total = row.total.max(progress.read);
        let go_on =
            writing.checkpoint(row.id, &vault.owner, &json!(progress), progress.read, total, jobs::lease(app)).await?;
        let at = writing.at();
        batch = writing.commit().await?;
        made.into_iter().flatten().for_each(|(first, texts)| vault.handed.give(first, at, texts));
        vault.wake_followers();
        if !go_on {
            // Somebody cancelled it: what is in stays, the rest of the bytes goes.
            forget_spool(vault, &row);
            return Ok(());
        }
        let left = stopping.borrow().leaves();
        if let Some(left) = left {
            vault.store.end_job(row.id, left, None, None, app.now()).await?;
            return Ok(());
        }
    }
    vault.store.end_job(row.id, JobState::Done, None, Some(&json!(progress)), app.now()).await?;
    forget_spool(vault, &row);
    Ok(())
}

/// Writes one chunk, with what is to be said of its rows. Returns what can be found of what it made, and the first of
/// the rowids.
async fn write(
    writing: &mut Writing,
    chunk: Chunk,
    input: &ImportInput,
    job: Id,
    progress: &mut Progress,
    unique: bool,
) -> Result<Option<(i64, Vec<SearchText>)>, WireError> {
    let existing = match input.all {
        true => None,
        false => Some(writing.existing(&new_of(&chunk.rows)).await?),
    };
    let mut sorted = sort(chunk.rows, existing.as_ref(), &mut Seen::default(), 0);
    let made = writing.create_contacts(&sorted.new).await?;
    for (problem, first) in sorted.repeats {
        let id = made.get(first).map(|(_, id)| *id);
        let row = sorted.problems[problem].row;
        sorted.problems[problem] = already_here(row, id);
    }
    if unique {
        // An import is not refused: who has what another has already is named.
        let rows = made.iter().zip(&sorted.new).zip(&sorted.lines);
        for (((rowid, _), new), line) in rows {
            sorted.problems.extend(writing.repeated_values(*rowid, new.draft(), *line).await?);
        }
    }
    let room = usize::try_from((KEPT - progress.problems).max(0)).unwrap_or(0);
    let kept = &sorted.problems[..sorted.problems.len().min(room)];
    writing.add_problems(job, progress.problems, kept).await?;
    for failed in &sorted.failed {
        let line = i64::try_from(failed.line).unwrap_or(i64::MAX);
        writing.add_failed_row(job, line, &failed.cells, &failed.reason).await?;
    }
    progress.position = Some(chunk.after);
    progress.read += sorted.read;
    progress.created += count(made.len());
    progress.skipped += sorted.skipped;
    progress.failed += count(sorted.failed.len());
    progress.problems += count(sorted.problems.len());
    Ok(made.first().map(|(first, _)| (*first, sorted.texts)))
}

fn has_unique(fields: &CustomFields) -> bool {
    fields.active(FieldEntity::Contact).any(|field| field.definition().unique)
}

fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

/// What an import would do: the same reading and sorting, and nothing written.
pub(crate) async fn dry_run(
    app: &App,
    vault: &Arc<OpenVault>,
    path: PathBuf,
    input: ImportInput,
) -> Result<ImportReport, WireError> {
    let begun = app.now();
    let fields = vault.store.custom_fields().await?;
    let mapper = Mapper::of(&input.mapping, &input.header, &fields, TimeZone::system())?;
    let (store, format) = (vault.store.clone(), input.format.clone());
    let (sender, mut chunks) = mpsc::channel(2);
    tokio::task::spawn_blocking(move || {
        let opened = open_file(&path).and_then(|(file, _)| Ok(Reader::new(file, &format)?));
        send_all(opened, &mapper, (&store, &fields), &sender);
    });
    let mut seen = Seen::default();
    let mut report = ImportReport {
        batch: None,
        read: 0,
        created: 0,
        updated: 0,
        skipped: 0,
        failed: 0,
        problems: Vec::new(),
        problems_total: 0,
        unmapped: input.mapping.left_out(),
        seconds: 0.0,
        file: input.file,
    };
    while let Some(chunk) = chunks.recv().await {
        let chunk = chunk?;
        let existing = match input.all {
            true => None,
            false => Some(vault.store.existing(&new_of(&chunk.rows)).await?),
        };
        let base = usize::try_from(report.created).unwrap_or(0);
        let sorted = sort(chunk.rows, existing.as_ref(), &mut seen, base);
        report.read += sorted.read;
        report.created += count(sorted.new.len());
        report.skipped += sorted.skipped;
        report.failed += count(sorted.failed.len());
        report.problems_total += count(sorted.problems.len());
        report.problems.extend(sorted.problems);
        report.problems.truncate(usize::try_from(super::SHOWN).unwrap_or(0));
    }
    report.seconds = seconds(app.now() - begun);
    Ok(report)
}

#[expect(clippy::cast_precision_loss, reason = "seconds for a person")]
fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}

/// Reads and maps the spooled file on a thread of its own, two chunks ahead of the database.
fn produce(
    vault: &OpenVault,
    input: &ImportInput,
    from: Option<Position>,
    fields: &Arc<CustomFields>,
) -> Result<mpsc::Receiver<Result<Chunk, WireError>>, WireError> {
    let mapper = Mapper::of(&input.mapping, &input.header, fields, TimeZone::system())?;
    let fields = Arc::clone(fields);
    let (sealer, path, format) = (spool_sealer(vault), spool_path(vault, &input.spool), input.format.clone());
    let (store, (sender, chunks)) = (vault.store.clone(), mpsc::channel(2));
    tokio::task::spawn_blocking(move || {
        let opened = sealer.open(&path).map_err(WireError::from).and_then(|file| {
            let stream = Arc::new(file).stream();
            Ok(match from {
                Some(position) => Reader::resume(stream, &format, position)?,
                None => Reader::new(stream, &format)?,
            })
        });
        send_all(opened, &mapper, (&store, &fields), &sender);
    });
    Ok(chunks)
}

/// Sends chunk after chunk until the file, or the interest in it, ends.
fn send_all<R: std::io::Read>(
    opened: Result<Reader<R>, WireError>,
    mapper: &Mapper,
    known: (&Store, &CustomFields),
    sender: &mpsc::Sender<Result<Chunk, WireError>>,
) {
    let mut reader = match opened {
        Ok(reader) => reader,
        Err(error) => {
            let _ = sender.blocking_send(Err(error));
            return;
        }
    };
    let mut record = Record::new();
    loop {
        let mut rows = Vec::with_capacity(ROWS);
        let mut bytes = 0;
        let mut end = false;
        while rows.len() < ROWS && bytes < BYTES {
            match reader.read(&mut record) {
                Ok(true) => {
                    bytes += record.cells().map(str::len).sum::<usize>();
                    rows.push(Row::of(mapper.map(&record), known));
                }
                Ok(false) => {
                    end = true;
                    break;
                }
                Err(error) => {
                    let _ = sender.blocking_send(Err(error.into()));
                    return;
                }
            }
        }
        let chunk = Chunk { rows, after: reader.position() };
        if !chunk.rows.is_empty() && sender.blocking_send(Ok(chunk)).is_err() {
            return;
        }
        if end {
            return;
        }
    }
}

/// The report of an import job, ended or not.
pub(crate) fn report_of(row: &JobRow, problems: Vec<Problem>) -> Result<ImportReport, WireError> {
    let input: ImportInput = serde_json::from_value(row.input.clone()).map_err(|_| WireError::bug("import input"))?;
    let progress: Progress = serde_json::from_value(row.checkpoint.clone()).ok().unwrap_or_default();
    Ok(ImportReport {
        batch: row.batch,
        read: progress.read,
        created: progress.created,
        updated: 0,
        skipped: progress.skipped,
        failed: progress.failed,
        problems,
        problems_total: progress.problems,
        unmapped: input.mapping.left_out(),
        seconds: seconds(progress.millis),
        file: input.file,
    })
}
