//! One edit of many contacts: all whom a filter means, as one batch that can be undone.
//!
//! Who is meant is settled before the first contact changes, so that an edit cannot change whom it is about. Over a
//! thousand contacts it is a job, whose checkpoint is the last rowid that is done.

use std::sync::Arc;
use std::time::Instant;

use base64::prelude::{BASE64_STANDARD, Engine};
use satchel_model::{
    AffiliationEdit, Contact, CustomFields, EditAction, EditContext, EditError, FieldEntity, FieldKind, RecordState,
    field, plan_edit,
};
use satchel_store::{
    BulkDone, BulkEdit as Edit, JobKind, JobRow, JobState, NewJob, RowSet, TextChange, WorkPart, text_column,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::open::OpenVault;
use crate::pace::Pace;
use crate::wire::{
    BulkChange, BulkCount, BulkEdit, BulkReport, BulkSample, ErrorCode, JobId, KeptPath, LetterCase, WireError,
};
use crate::{App, filters, jobs, lists, settings};

/// More contacts than this are a job.
const AT_ONCE: usize = 1_000;
/// Contacts that are edited by one statement.
const STRETCH: usize = 2_000;
/// Values that a preview shows of each change.
const SHOWN: usize = 5;
/// What a report names of who could not be changed.
const NAMED: usize = 1_000;

/// Edits all whom a filter means, or tells what that would do.
pub async fn edit(app: App, input: BulkEdit) -> Result<BulkReport, WireError> {
    let vault = app.vault()?;
    if input.changes.is_empty() {
        let hint = Some("Say what to do: a field to set, a tag to add, archive, trash.");
        return Err(WireError::new(ErrorCode::Invalid, "There is nothing to do.", hint));
    }
    let region = settings::country(&vault).await?;
    let edits = edits(&app, &vault, &input.changes, &region).await?;
    let rows = meant(&app, &vault, &input).await?;
    let mut report = BulkReport {
        meant: count(rows.len()),
        counts: edits.iter().map(|_| BulkCount { changed: 0, unchanged: 0, samples: Vec::new() }).collect(),
        failed: Vec::new(),
        batch: None,
        job: None,
    };
    let rowids = rows.to_vec();
    if input.dry_run {
        for stretch in rowids.chunks(STRETCH) {
            for (edit, count) in edits.iter().zip(&mut report.counts) {
                let done = vault
                    .store
                    .bulk_plan(stretch, edit, region_of(&region), SHOWN.saturating_sub(count.samples.len()))
                    .await?;
                tally(count, &mut report.failed, done);
            }
        }
        return Ok(report);
    }
    let label = label(&input.changes);
    if rowids.len() > AT_ONCE {
        let work = Work { changes: input.changes, rows: BASE64_STANDARD.encode(rows.to_bytes()) };
        let input = serde_json::to_value(&work).map_err(|_| WireError::bug("a bulk edit"))?;
        let job = NewJob { kind: JobKind::Bulk, label, input, total: count(rowids.len()) };
        report.job = Some(jobs::begin(&app, &vault, &job).await?);
        return Ok(report);
    }
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    for (edit, count) in edits.iter().zip(&mut report.counts) {
        let done = writing.bulk_edit(&rowids, edit, region_of(&region)).await?;
        tally(count, &mut report.failed, done);
    }
    report.batch = writing.commit().await?;
    vault.wake_followers();
    Ok(report)
}

/// What a finished job of this kind did.
pub async fn report(app: App, input: JobId) -> Result<BulkReport, WireError> {
    let work = app.vault()?.store.job_work(input.job).await?;
    serde_json::from_value(work.report)
        .map_err(|_| WireError::new(ErrorCode::NotFound, "This job has no report of a bulk edit.", None))
}

async fn meant(app: &App, vault: &OpenVault, input: &BulkEdit) -> Result<RowSet, WireError> {
    let Some(filter) = &input.filter else {
        let mut rows = RowSet::default();
        for id in &input.ids {
            rows.insert(vault.store.contact_rowid(*id).await?);
        }
        return Ok(rows);
    };
    let mut reading = filters::reading(app, vault, filter).await?;
    let mut rows = filters::meant(vault, &mut reading, input.state).await?.rows;
    if !input.ids.is_empty() {
        let mut only = RowSet::default();
        for id in &input.ids {
            only.insert(vault.store.contact_rowid(*id).await?);
        }
        rows.keep(&only);
    }
    Ok(rows)
}

fn region_of(region: &str) -> Option<&str> {
    (!region.is_empty()).then_some(region)
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

fn tally(count: &mut BulkCount, failed: &mut Vec<KeptPath>, done: BulkDone) {
    count.changed += done.changed;
    count.unchanged += done.unchanged;
    count.samples.extend(done.samples.into_iter().map(|sample| BulkSample {
        id: sample.id,
        display: sample.display,
        path: sample.path,
        before: sample.before.unwrap_or_default(),
        after: sample.after.unwrap_or_default(),
    }));
    let named = done.failed.into_iter().map(|kept| KeptPath {
        entity: kept.entity,
        id: kept.id,
        display: kept.display,
        path: kept.path,
        reason: "nobody would be left".to_owned(),
    });
    failed.extend(named);
    failed.truncate(NAMED);
}

/// What a batch is called: what is done to which fields, never a value.
fn label(changes: &[BulkChange]) -> String {
    let mut keys: Vec<&str> = Vec::new();
    for change in changes {
        let key = match change {
            BulkChange::Edit(edit) => edit.path.split('/').next().unwrap_or_default(),
            BulkChange::Replace { field, .. } | BulkChange::Case { field, .. } => field,
            BulkChange::ListAdd { .. } | BulkChange::ListRemove { .. } => "a list",
            BulkChange::State(RecordState::Active) => "state (back)",
            BulkChange::State(RecordState::Archived) => "state (archived)",
            BulkChange::State(_) => "state (to the trash)",
        };
        let key = field(key).map_or(key, |field| field.key);
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    format!("Bulk edit of {}", keys.join(", "))
}

/// The edits as the store does them; a value that does not fit is refused before anything is done.
async fn edits(app: &App, vault: &OpenVault, changes: &[BulkChange], region: &str) -> Result<Vec<Edit>, WireError> {
    let custom = vault.store.custom_fields().await?;
    let mut edits = Vec::with_capacity(changes.len());
    for change in changes {
        edits.push(match change {
            BulkChange::State(state @ (RecordState::Active | RecordState::Archived | RecordState::Trashed)) => {
                Edit::State(*state)
            }
            BulkChange::State(_) => return Err(invalid("state", "contacts are not merged in bulk")),
            BulkChange::Replace { field, find, .. } if find.is_empty() => {
                return Err(invalid(field, "there is nothing to look for"));
            }
            BulkChange::Replace { field, find, with } => {
                lettered(field, TextChange::Replace { find: find.clone(), with: with.clone() })?
            }
            BulkChange::Case { field, to } => lettered(
                field,
                TextChange::Case(match to {
                    LetterCase::Upper => satchel_store::LetterCase::Upper,
                    LetterCase::Lower => satchel_store::LetterCase::Lower,
                    LetterCase::Title => satchel_store::LetterCase::Title,
                }),
            )?,
            BulkChange::ListAdd { list, status } => {
                let row = vault.store.list(*list).await?;
                Edit::ListOn(row.id, lists::status(&row, status)?)
            }
            BulkChange::ListRemove { list } => Edit::ListOff(vault.store.list(*list).await?.id),
            BulkChange::Edit(edit) => by_hand(app, edit, region, &custom)?,
        });
    }
    Ok(edits)
}

/// A change of letters in a text.
fn lettered(name: &str, change: TextChange) -> Result<Edit, WireError> {
    let refused = || invalid(name, "letters are changed in names, title, department, source and notes only");
    let known = field(name).ok_or_else(refused)?;
    match (known.kind, WorkPart::named(known.key)) {
        (FieldKind::Line | FieldKind::Text, _) => {
            text_column(known.key).map(|column| Edit::Text(column, change)).ok_or_else(refused)
        }
        (FieldKind::Affiliation, Some(part)) if part != WorkPart::Company => Ok(Edit::Work(part, change)),
        _ => Err(refused()),
    }
}

fn invalid(path: &str, reason: &str) -> WireError {
    satchel_store::StoreError::from(EditError { path: path.to_owned(), reason: reason.to_owned() }).into()
}

/// An edit as by hand; many at once where the store has a way.
fn by_hand(app: &App, edit: &satchel_model::Edit, region: &str, custom: &CustomFields) -> Result<Edit, WireError> {
    let at = app.now();
    let empty = Contact::empty(satchel_store::mint(at), at);
    let mut lent = EditContext {
        region: region_of(region),
        mint: &mut || satchel_store::mint(at),
        custom,
        zone: jiff::tz::TimeZone::system(),
    };
    let patch = vec![edit.clone()];
    // What refers to a record, in a field of one's own, is found where it is written.
    if custom.named(FieldEntity::Contact, &edit.path).is_some() {
        return Ok(Edit::Patch(patch));
    }
    // What is wrong with a value is the same for everybody.
    let mut plan = plan_edit(&empty, &patch, &mut lent).map_err(satchel_store::StoreError::from)?;
    let known = field(&edit.path).filter(|_| !edit.path.contains('/'));
    Ok(match (known.map(|field| (field.kind, field.key)), &edit.action) {
        (Some((FieldKind::Line | FieldKind::Text | FieldKind::Date, key)), _) if text_column(key).is_some() => {
            let after = plan.changes.first().and_then(|change| change.after.as_ref()).and_then(Value::as_str);
            Edit::Text(text_column(key).unwrap_or_default(), TextChange::Set(after.unwrap_or_default().to_owned()))
        }
        (Some((FieldKind::Affiliation, key)), _) => match WorkPart::named(key) {
            Some(part) => {
                let AffiliationEdit { company, title, department, role } = plan.affiliation;
                let after = match part {
                    WorkPart::Company => company,
                    WorkPart::Title => title,
                    WorkPart::Department => department,
                    WorkPart::Role => role,
                };
                Edit::Work(part, TextChange::Set(after.unwrap_or_default()))
            }
            None => Edit::Patch(patch),
        },
        (None, _) if edit.path.starts_with("categories/") && plan.categories.len() == 1 => {
            Edit::Category(plan.categories.swap_remove(0))
        }
        (Some((FieldKind::Categories, _)), EditAction::Add(_)) if plan.categories.len() == 1 => {
            Edit::Category(plan.categories.swap_remove(0))
        }
        (Some((FieldKind::Owner, _)), _) => Edit::Owner(plan.owner.unwrap_or_default()),
        (Some((FieldKind::Tags, _)), EditAction::Add(_)) if plan.tags_added.len() == 1 => {
            Edit::TagOn(plan.tags_added.concat())
        }
        (Some((FieldKind::Tags, _)), EditAction::Remove(Value::String(name))) if !name.contains([',', ';']) => {
            Edit::TagOff(name.trim().to_owned())
        }
        _ => Edit::Patch(patch),
    })
}

/// What a job has to do.
#[derive(Serialize, Deserialize)]
struct Work {
    changes: Vec<BulkChange>,
    /// Who is meant, a bit each, in base 64: as names or stretches they would be longer than what is done to them.
    rows: String,
}

/// How far a job is.
#[derive(Default, Serialize, Deserialize)]
struct Progress {
    /// Contacts up to this rowid are done.
    after: i64,
    report: Option<BulkReport>,
    done: i64,
}

pub(crate) async fn run(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let work = vault.store.job_work(row.id).await?;
    let mut progress: Progress = serde_json::from_value(work.checkpoint).ok().unwrap_or_default();
    let without = || WireError::bug("a bulk edit without its work");
    let work: Work = serde_json::from_value(work.input).map_err(|_| without())?;
    let rows = RowSet::from_bytes(&BASE64_STANDARD.decode(&work.rows).map_err(|_| without())?);
    let region = settings::country(vault).await?;
    let edits = edits(app, vault, &work.changes, &region).await?;
    let counts = || edits.iter().map(|_| BulkCount { changed: 0, unchanged: 0, samples: Vec::new() }).collect();
    let mut report = progress.report.take().unwrap_or_else(|| BulkReport {
        meant: row.total,
        counts: counts(),
        failed: Vec::new(),
        batch: None,
        job: Some(row.id),
    });
    let left: Vec<i64> = rows.iter().filter(|rowid| *rowid > progress.after).collect();
    let mut stretches = left.chunks(STRETCH).peekable();
    let mut batch = row.batch;
    let begun = Instant::now();
    while stretches.peek().is_some() {
        let start = app.batch(app.by_hand(), row.label.clone());
        let mut writing = match batch {
            Some(batch) => vault.store.begin_in(batch, start).await?,
            None => vault.store.begin(start).await?,
        };
        let pace = Pace::begin(begun);
        for stretch in stretches.by_ref() {
            for (edit, count) in edits.iter().zip(&mut report.counts) {
                let done = writing.bulk_edit(stretch, edit, region_of(&region)).await?;
                tally(count, &mut report.failed, done);
            }
            progress.after = stretch.last().copied().unwrap_or(progress.after);
            progress.done += count(stretch.len());
            vault.note(row.id, progress.done, row.total);
            jobs::tell(app, vault, row.id).await;
            if !pace.goes_on(&writing, vault) {
                break;
            }
        }
        report.batch = writing.batch();
        let checkpoint = json!({"after": progress.after, "report": report, "done": progress.done});
        let lease = jobs::lease(app);
        let go_on = writing.checkpoint(row.id, &vault.owner, &checkpoint, progress.done, row.total, lease).await?;
        batch = writing.commit().await?.or(batch);
        vault.wake_followers();
        if stretches.peek().is_some() && (!go_on || jobs::leaves(app, vault, row.id).await?) {
            return Ok(());
        }
    }
    report.batch = batch;
    let found = serde_json::to_value(&report).unwrap_or(Value::Null);
    vault.store.end_job(row.id, JobState::Done, None, Some(&found), app.now()).await?;
    Ok(())
}
