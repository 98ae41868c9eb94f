//! An import at work: one thread reads and maps, the database writes, some chunks a transaction with their checkpoint.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use satchel_exchange::Position;
use satchel_model::{CustomFields, FieldEntity, Fillings, Id, MatchKey, Origin, Problem};
use satchel_search::SearchText;
use satchel_store::{AskedRow, JobRow, JobState, JobWork, Writing};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::apply::{Applied, apply, finish_cards};
use super::categories::Categories;
use super::chunk::{Chunk, Row};
use super::decide::{Here, Policy, Seen, decide, to_be_read};
use super::reading::produce;
use super::{ImportInput, forget_spool, made, warning};
use crate::open::OpenVault;
use crate::pace::Pace;
use crate::wire::{ImportReport, WireError};
use crate::{App, jobs};

/// Problems that are kept of a file; all are counted.
const KEPT: i64 = 10_000;
/// How often listeners are told, at most.
const TELL: Duration = Duration::from_millis(100);
/// Links between cards that wait for the end of a file, at most.
const LINKS: usize = 200_000;

/// What is done so far: the checkpoint.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Progress {
    position: Option<Position>,
    read: i64,
    created: i64,
    updated: i64,
    skipped: i64,
    failed: i64,
    problems: i64,
    millis: i64,
    /// The rowid of the first contact that was made.
    first_made: Option<i64>,
    /// Links between cards, to be made when all of them are there.
    pub(super) links: Vec<CardLink>,
    /// Fields and categories that were made on the way.
    made: Vec<String>,
}

/// A link between cards, by the uids that they have in the file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "link", rename_all = "snake_case")]
pub(super) enum CardLink {
    /// A list, and the uid of somebody on it.
    Member { list: Id, uid: String },
    /// A contact, what the other is to them, and who.
    Relation { contact: Id, kind: String, other: String },
}

/// Runs an import job from its checkpoint to its end, its cancellation, or the closing of the vault.
pub(crate) async fn run(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let kept = vault.store.job_work(row.id).await?;
    let input: ImportInput = serde_json::from_value(kept.input.clone()).map_err(|_| WireError::bug("import input"))?;
    let mut progress: Progress = serde_json::from_value(kept.checkpoint.clone()).ok().unwrap_or_default();
    let mut batch = row.batch;
    let mut fields = vault.store.custom_fields().await?;
    let missing = made::missing(&input, &fields);
    if !missing.is_empty() {
        let start = app.batch(Origin::Import, row.label.clone());
        let mut writing = match batch {
            Some(batch) => vault.store.begin_in(batch, start).await?,
            None => vault.store.begin(start).await?,
        };
        progress.made.extend(made::make(&mut writing, &missing).await?);
        let (done, lease) = (progress.read, jobs::lease(app));
        let go_on = writing.checkpoint(row.id, &vault.owner, &json!(progress), done, row.total, lease).await?;
        batch = writing.commit().await?;
        vault.wake_followers();
        if !go_on {
            forget_spool(vault, &kept);
            return Ok(());
        }
        fields = vault.store.custom_fields().await?;
    }
    let mut chunks = produce(vault, &input, progress.position, &fields).await?;
    let before = progress.millis;
    let begun = Instant::now();
    let mut told = Instant::now();
    let mut work = Work::new(vault, input, &fields, batch).await?;
    work.seen.first_made = progress.first_made;
    let mut next = chunks.next().await;
    while let Some(first) = next {
        let first = first?;
        let start = app.batch(Origin::Import, row.label.clone());
        let mut writing = match batch {
            Some(batch) => vault.store.begin_in(batch, start).await?,
            None => vault.store.begin(start).await?,
        };
        let pace = Pace::begin(begun);
        let mut made = vec![work.write(&mut writing, first, row.id, &mut progress).await?];
        // What a transaction touches twice is encrypted once: it goes on until somebody waits for it.
        next = loop {
            vault.note(row.id, progress.read, row.total.max(progress.read));
            if told.elapsed() >= TELL {
                told = Instant::now();
                jobs::tell(app, vault, row.id).await;
            }
            match chunks.next().await {
                Some(Ok(chunk)) if pace.goes_on(&writing, vault) => {
                    made.push(work.write(&mut writing, chunk, row.id, &mut progress).await?);
                }
                // The end, a fault of the file, or the first chunk of the next transaction.
                next => break next,
            }
        };
        if next.is_none() {
            finish_cards(&mut writing, &mut progress.links).await?;
        }
        progress.millis = before + i64::try_from(begun.elapsed().as_millis()).unwrap_or(0);
        let total = row.total.max(progress.read);
        let go_on =
            writing.checkpoint(row.id, &vault.owner, &json!(progress), progress.read, total, jobs::lease(app)).await?;
        let at = writing.at();
        batch = writing.commit().await?;
        made.into_iter().flatten().for_each(|(first, texts)| vault.handed.give(first, at, texts));
        vault.wake_followers();
        if !go_on && vault.store.job(row.id).await?.state == JobState::Cancelled {
            // What is in stays, the rest of the bytes goes.
            forget_spool(vault, &kept);
        }
        if !go_on || jobs::leaves(app, vault, row.id).await? {
            return Ok(());
        }
    }
    vault.store.end_job(row.id, JobState::Done, None, Some(&json!(progress)), app.now()).await?;
    forget_spool(vault, &kept);
    Ok(())
}

/// What an import needs from its first chunk to its last.
struct Work<'a> {
    vault: &'a Arc<OpenVault>,
    input: ImportInput,
    fields: &'a CustomFields,
    keys: Vec<MatchKey>,
    fillings: Fillings,
    answers: HashMap<u64, Option<Id>>,
    seen: Seen,
    categories: Categories,
    /// Whether any field wants each value only once.
    unique: bool,
}

impl<'a> Work<'a> {
    async fn new(
        vault: &'a Arc<OpenVault>,
        input: ImportInput,
        fields: &'a CustomFields,
        batch: Option<Id>,
    ) -> Result<Self, WireError> {
        let mut seen = Seen::default();
        if let Some(batch) = batch {
            seen.touched = vault.store.changed_in(batch).await?;
        }
        Ok(Self {
            vault,
            keys: input.keys()?,
            fillings: input.fillings(),
            answers: input.answers(),
            categories: Categories::read(&vault.store, input.choices.make_categories).await?,
            input,
            fields,
            seen,
            unique: fields.active(FieldEntity::Contact).any(|field| field.definition().unique),
        })
    }

    /// Writes one chunk, with what is to be said of its rows. Returns what can be found of what it made, and the first of
    /// the rowids.
    async fn write(
        &mut self,
        writing: &mut Writing,
        chunk: Chunk,
        job: Id,
        progress: &mut Progress,
    ) -> Result<Option<(i64, Vec<SearchText>)>, WireError> {
        let here = match self.input.choices.all {
            true => Here::default(),
            false => {
                let matched = writing.matches(&asked(&chunk.rows), &self.keys).await?;
                let rowids = to_be_read(&matched, self.input.choices.mode);
                let contacts = writing.contacts_by_rowid(&rowids).await?;
                Here { matched, contacts: contacts.into_iter().map(|contact| (contact.id, contact)).collect() }
            }
        };
        let policy = Policy {
            mode: self.input.choices.mode,
            all: self.input.choices.all,
            fillings: &self.fillings,
            fields: self.fields,
            answers: &self.answers,
        };
        let mut decided = decide(chunk.rows, here, &policy, &mut self.seen, (0, false));
        self.seen.forget_rows();
        if self.input.choices.make_categories {
            let named = decided.categories();
            let unknown = self.categories.unknown(named.iter());
            progress.made.extend(self.categories.make(writing, unknown).await?);
        }
        let Applied { first, texts, made, changed, links } =
            apply(self.vault, writing, &mut decided, &self.input, self.unique).await?;
        self.seen.first_made = self.seen.first_made.or(first);
        progress.first_made = self.seen.first_made;
        let room = LINKS.saturating_sub(progress.links.len());
        progress.links.extend(links.into_iter().take(room));
        let room = usize::try_from((KEPT - progress.problems).max(0)).unwrap_or(0);
        let kept = &decided.problems[..decided.problems.len().min(room)];
        writing.add_problems(job, progress.problems, kept).await?;
        for failed in &decided.failed {
            let line = i64::try_from(failed.line).unwrap_or(i64::MAX);
            writing.add_failed_row(job, line, &failed.cells, &failed.reason).await?;
        }
        progress.position = Some(chunk.after);
        progress.read += decided.read;
        progress.created += count(made);
        progress.updated += count(changed);
        progress.skipped += decided.skipped;
        progress.failed += count(decided.failed.len());
        progress.problems += count(decided.problems.len());
        Ok(first.map(|first| (first, texts)))
    }
}

/// Those rows that are somebody, in order.
pub(super) fn asked(rows: &[Row]) -> Vec<AskedRow<'_>> {
    let taken = rows.iter().filter_map(|row| match row {
        Row::Taken(taken) => Some(&**taken),
        Row::Blank { .. } | Row::Group(_) | Row::Failed { .. } => None,
    });
    taken.map(|taken| AskedRow { new: &taken.new, identities: &taken.identities }).collect()
}

pub(super) fn count(length: usize) -> i64 {
    i64::try_from(length).unwrap_or(i64::MAX)
}

#[expect(clippy::cast_precision_loss, reason = "seconds for a person")]
pub(super) fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}

pub(super) fn empty_report(file: String) -> ImportReport {
    ImportReport {
        batch: None,
        read: 0,
        created: 0,
        updated: 0,
        skipped: 0,
        failed: 0,
        problems: Vec::new(),
        problems_total: 0,
        unmapped: Vec::new(),
        made: Vec::new(),
        seconds: 0.0,
        file,
    }
}

/// The report of an import job, ended or not.
pub(crate) fn report_of(row: &JobRow, work: &JobWork, problems: Vec<Problem>) -> Result<ImportReport, WireError> {
    let input: ImportInput = serde_json::from_value(work.input.clone()).map_err(|_| WireError::bug("import input"))?;
    let progress: Progress = serde_json::from_value(work.checkpoint.clone()).ok().unwrap_or_default();
    Ok(ImportReport {
        batch: row.batch,
        read: progress.read,
        created: progress.created,
        updated: progress.updated,
        skipped: progress.skipped,
        failed: progress.failed,
        problems_total: progress.problems + count(input.warnings.len()),
        problems: input.warnings.iter().map(|sentence| warning(sentence)).chain(problems).collect(),
        unmapped: input.form.left_out(),
        made: progress.made,
        seconds: seconds(progress.millis),
        ..empty_report(input.file)
    })
}
