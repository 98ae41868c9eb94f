//! Export: contacts into a file that other programs read, and that an import reads back.
//!
//! Who is meant is settled first, then all of them are read as they are at one moment, a stretch ahead of the thread that
//! writes. The file has its name once it is whole. Over a thousand contacts it is a job; one that stops begins again,
//! because half a file is of no use.

mod card;
mod chosen;
mod columns;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt as _;
use futures_util::stream::FuturesOrdered;
use satchel_exchange::{ContactWriter, ExportFormat, Extras, Options, Original, Picture};
use satchel_model::{Contact, Id};
use satchel_store::{Exporting, JobKind, JobRow, JobState, KeptCard, NewJob, StoreError};
use serde_json::Value;
use tokio::sync::{Mutex, mpsc};

use crate::attachments;
use crate::beside::{Beside, unwritable};
use crate::open::OpenVault;
use crate::wire::{ErrorCode, ExportDone, ExportsStart, JobId, WireError};
use crate::{App, blocking, jobs};
pub use card::code;
use chosen::Chosen;

/// More contacts than this are a job.
const AT_ONCE: usize = 1_000;
/// Contacts that are read at once.
const STRETCH: usize = 1_000;
/// The same of contacts that are written as cards: with the card that each came in, whose pictures are large.
const CARDS: usize = 100;
/// Stretches that wait for the thread that writes.
const AHEAD: usize = 2;
/// How often is looked whether somebody cancelled the job.
const LOOK: Duration = Duration::from_millis(500);
/// Bytes of a picture that goes into a card: more is not read back from one.
const PICTURE: u64 = 5 * 1024 * 1024;

/// Writes contacts into a file.
pub async fn start(app: App, input: ExportsStart) -> Result<ExportDone, WireError> {
    let vault = app.vault()?;
    let format = format_of(&input)?;
    let chosen = chosen::chosen(&app, &vault, &input).await?;
    let contacts = i64::try_from(chosen.rowids.len()).unwrap_or(i64::MAX);
    if chosen.rowids.len() > AT_ONCE {
        // A place where nothing can be written is told at once.
        drop(begin(&input.path).await?);
        let path = input.path.clone();
        let work = serde_json::to_value(&input).map_err(|_| WireError::bug("an export"))?;
        let job = NewJob { kind: JobKind::Export, label: "Export".to_owned(), input: work, total: contacts };
        let job = Some(jobs::begin(&app, &vault, &job).await?);
        return Ok(ExportDone { path, format, contacts, bytes: 0, losses: Vec::new(), job });
    }
    match write(&app, &vault, &input, format, &chosen, None).await? {
        Outcome::Done(done) => Ok(done),
        Outcome::Left(_) | Outcome::Cancelled => Err(WireError::new(
            ErrorCode::Locked,
            "The vault was locked before the file was written.",
            Some("Unlock it and export again."),
        )),
    }
}

/// What a finished job of this kind wrote.
pub async fn report(app: App, input: JobId) -> Result<ExportDone, WireError> {
    let work = app.vault()?.store.job_work(input.job).await?;
    serde_json::from_value(work.report)
        .map_err(|_| WireError::new(ErrorCode::NotFound, "This job has no report of an export.", None))
}

/// The format that is asked for, or that the file's name ends with.
fn format_of(input: &ExportsStart) -> Result<ExportFormat, WireError> {
    input.format.or_else(|| ExportFormat::of_path(Path::new(&input.path))).ok_or_else(|| {
        let hint = Some("Let it end with .csv, .xlsx, .vcf, .ldif or .jsonl, or name the format.");
        WireError::new(ErrorCode::Invalid, "The name of the file does not tell its format.", hint)
    })
}

/// A file beside its place.
async fn begin(path: &str) -> Result<(Beside, std::fs::File), WireError> {
    let path = PathBuf::from(path);
    blocking(move || {
        if path.is_dir() {
            return Err(unwritable(&std::io::ErrorKind::IsADirectory.into()));
        }
        Beside::create(&path).map_err(|error| unwritable(&error))
    })
    .await
}

pub(crate) async fn run(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let work = vault.store.job_work(row.id).await?;
    let input: ExportsStart = serde_json::from_value(work.input).map_err(|_| WireError::bug("an export's input"))?;
    let format = format_of(&input)?;
    let chosen = chosen::chosen(app, vault, &input).await?;
    match write(app, vault, &input, format, &chosen, Some(&row)).await? {
        Outcome::Cancelled => Ok(()),
        Outcome::Left(state) => Ok(vault.store.end_job(row.id, state, None, None, app.now()).await?),
        Outcome::Done(done) => {
            let done = ExportDone { job: Some(row.id), ..done };
            let found = serde_json::to_value(&done).unwrap_or(Value::Null);
            Ok(vault.store.end_job(row.id, JobState::Done, None, Some(&found), app.now()).await?)
        }
    }
}

/// How writing a file ended.
enum Outcome {
    Done(ExportDone),
    /// The vault closes.
    Left(JobState),
    /// Somebody cancelled the job.
    Cancelled,
}

/// Contacts on their way to the file, and the cards that they came in.
struct Stretch {
    contacts: Vec<Contact>,
    cards: HashMap<Id, KeptCard>,
}

/// Reads a stretch of contacts.
async fn read(reader: Arc<Mutex<Exporting>>, rowids: Vec<i64>, as_cards: bool) -> Result<Stretch, StoreError> {
    let mut reader = reader.lock().await;
    let contacts = reader.contacts(&rowids).await?;
    let cards = if as_cards { reader.cards(&rowids).await? } else { HashMap::new() };
    Ok(Stretch { contacts, cards })
}

/// Reads contacts, two stretches at once, and hands them in order to the thread that writes.
async fn write(
    app: &App,
    vault: &Arc<OpenVault>,
    input: &ExportsStart,
    format: ExportFormat,
    chosen: &Chosen,
    job: Option<&JobRow>,
) -> Result<Outcome, WireError> {
    let (beside, file) = begin(&input.path).await?;
    let (mut reader, second) = vault.store.exporting_by_two().await?;
    let counts = reader.row_counts(&chosen.rowids).await?;
    let readers: Vec<_> = std::iter::once(reader).chain(second).map(|reader| Arc::new(Mutex::new(reader))).collect();
    let fields = vault.store.custom_fields().await?;
    let layout = columns::layout(&fields, input.preset, chosen, counts);
    let folder = PathBuf::from(&input.path).parent().map(Path::to_owned).unwrap_or_default();
    let folder = if folder.as_os_str().is_empty() { PathBuf::from(".") } else { folder };
    let options = Options { format, layout, locked: input.locked, beside: folder };
    let (hand, mut handed) = mpsc::channel::<Stretch>(AHEAD);
    let as_cards = format.is_cards();
    let sealed = Arc::clone(vault);
    let writing = tokio::task::spawn_blocking(move || {
        let mut writer = ContactWriter::new(file, options)?;
        while let Some(Stretch { contacts, mut cards }) = handed.blocking_recv() {
            for contact in contacts {
                let kept = cards.remove(&contact.id);
                let original = kept.and_then(|card| Original::kept(card.bytes, &card.encoding, card.whole).ok());
                let picture = if as_cards { attachments::picture(&sealed, &contact, PICTURE) } else { None };
                let picture = picture.as_ref().map(|(media_type, bytes)| Picture { media_type, bytes });
                writer.write(&contact, Extras { original: original.as_ref(), picture })?;
            }
        }
        writer.finish()
    });
    let stopping = vault.stopping();
    let (mut done, mut looked) = (0_i64, Instant::now());
    let stretches = chosen.rowids.chunks(if as_cards { CARDS } else { STRETCH }).zip(readers.iter().cycle());
    let mut begun = stretches.map(|(rowids, reader)| tokio::spawn(read(Arc::clone(reader), rowids.to_vec(), as_cards)));
    let mut ahead: FuturesOrdered<_> = begun.by_ref().take(readers.len()).collect();
    while let Some(stretch) = ahead.next().await {
        let stretch = stretch.map_err(|_| WireError::bug("a stretch of an export"))??;
        ahead.extend(begun.next());
        let length = stretch.contacts.len();
        // It stopped: its error is told below.
        if hand.send(stretch).await.is_err() {
            break;
        }
        let left = stopping.borrow().leaves();
        if let Some(left) = left {
            return Ok(Outcome::Left(left));
        }
        let Some(row) = job else { continue };
        done += i64::try_from(length).unwrap_or_default();
        vault.note(row.id, done, row.total);
        jobs::tell(app, vault, row.id).await;
        if looked.elapsed() > LOOK {
            looked = Instant::now();
            if vault.store.job(row.id).await?.state != JobState::Running {
                return Ok(Outcome::Cancelled);
            }
        }
    }
    drop(hand);
    drop(ahead);
    drop(readers);
    let written = writing.await.map_err(|_| WireError::bug("an export's thread"))?;
    let (file, report) = written.map_err(|error| unwritable(&error))?;
    // The last look before the file has its name.
    if let Some(row) = job
        && vault.store.job(row.id).await?.state != JobState::Running
    {
        return Ok(Outcome::Cancelled);
    }
    let bytes = blocking(move || beside.place(file).map_err(|error| unwritable(&error))).await?;
    Ok(Outcome::Done(ExportDone {
        path: input.path.clone(),
        format,
        contacts: i64::try_from(report.contacts).unwrap_or(i64::MAX),
        bytes: i64::try_from(bytes).unwrap_or(i64::MAX),
        losses: report.losses,
        job: None,
    }))
}
