//! Fields of one's own: made, changed, archived, deleted, with the effect told before.
//!
//! Giving a field with many values another kind is a job. Deliberately absent: what records hold in them, which is
//! edited like everything else of a record.

use std::sync::Arc;
use std::time::Instant;

use satchel_model::{Called, FieldDefinition, FieldDraft, FieldEntity, Id, RecordState};
use satchel_store::{JobKind, JobRow, JobState, NewJob};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::filters::Naming;
use crate::open::OpenVault;
use crate::pace::Pace;
use crate::wire::{
    ErrorCode, FieldEffect, FieldId, FieldTurned, FieldsAdd, FieldsAdded, FieldsChanged, FieldsList, FieldsListed,
    FieldsMoved, FieldsSet, JobId, WireError,
};
use crate::{App, jobs};

/// Changes of kind over more values than this are jobs.
const AT_ONCE: i64 = 1_000;

/// Fields of one's own.
pub async fn list(app: App, input: FieldsList) -> Result<FieldsListed, WireError> {
    use satchel_model::FieldEntity::{Company, Contact};
    let all = app.vault()?.store.custom_fields().await?;
    let of = input.entity.map_or(vec![Contact, Company], |entity| vec![entity]);
    let fields = of
        .into_iter()
        .flat_map(|entity| all.of(entity))
        .map(|field| field.definition())
        .filter(|field| input.archived || field.state == RecordState::Active)
        .cloned()
        .collect();
    Ok(FieldsListed { fields })
}

/// Makes a field.
pub async fn add(app: App, input: FieldsAdd) -> Result<FieldsAdded, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New field")).await?;
    let field = writing.add_field(&input.field).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(FieldsAdded { field, batch })
}

/// Tells what a change of a field would do.
pub async fn plan(app: App, input: FieldsSet) -> Result<FieldEffect, WireError> {
    Ok(app.vault()?.store.plan_field(input.id, &input.change, app.now()).await?.into())
}

/// Changes a field.
pub async fn set(app: App, input: FieldsSet) -> Result<FieldsChanged, WireError> {
    let vault = app.vault()?;
    let all = vault.store.custom_fields().await?;
    let before = all.id(input.id).ok_or(satchel_store::StoreError::NotFound("field"))?.definition().clone();
    let turns = input.change.kind.is_some_and(|kind| kind != before.kind);
    let label = if turns { "Another kind for a field" } else { "Change of a field" };
    if turns && vault.store.field_values(input.id).await? > AT_ONCE {
        return begin_turn(&app, &vault, input, label).await;
    }
    let mut naming = Naming::read(&vault).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let (field, converted, cleared) = if turns {
        let (field, step) = writing.turn_field(input.id, &input.change).await?;
        (field, step.converted, step.cleared)
    } else {
        (writing.change_field(input.id, &input.change).await?, 0, 0)
    };
    rename(&mut naming, &before, &field);
    naming.write(&mut writing).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(FieldsChanged { field, batch, converted, cleared, job: None })
}

/// Filters go on naming the field and its options, whatever these are called.
fn rename(naming: &mut Naming, before: &FieldDefinition, after: &FieldDefinition) {
    let path = |field: &FieldDefinition| match field.entity {
        FieldEntity::Contact => field.key.clone(),
        FieldEntity::Company => format!("company.{}", field.key),
    };
    let was = path(before);
    for option in &before.options {
        if let Some(now) = after.options.iter().find(|now| now.id == option.id && now.name != option.name) {
            naming.rename(Called::Option(&was), &option.name, &now.name);
        }
    }
    if before.key != after.key {
        naming.rename(Called::Field, &was, &path(after));
    }
}

/// What a job has to know of a change of kind.
#[derive(Debug, Serialize, Deserialize)]
struct Turn {
    field: Id,
    change: FieldDraft,
    origin: satchel_model::Origin,
}

/// Where it stands.
#[derive(Debug, Default, Serialize, Deserialize)]
struct TurnProgress {
    before: Option<FieldDefinition>,
    after: Option<FieldDefinition>,
    record: i64,
    converted: i64,
    cleared: i64,
}

async fn begin_turn(
    app: &App,
    vault: &Arc<OpenVault>,
    input: FieldsSet,
    label: &str,
) -> Result<FieldsChanged, WireError> {
    // What cannot be is said now, and not by the job.
    let effect = vault.store.plan_field(input.id, &input.change, app.now()).await?;
    let turn = Turn { field: input.id, change: input.change, origin: app.by_hand() };
    let job = NewJob { kind: JobKind::Field, label: label.to_owned(), input: json!(turn), total: effect.values };
    let job = jobs::begin(app, vault, &job).await?;
    Ok(FieldsChanged { field: effect.after, batch: None, converted: 0, cleared: 0, job: Some(job) })
}

/// Goes on with a change of kind, from where it stands to its end.
pub(crate) async fn run_turn(app: &App, vault: &Arc<OpenVault>, row: JobRow) -> Result<(), WireError> {
    let work = vault.store.job_work(row.id).await?;
    let turn: Turn = serde_json::from_value(work.input).map_err(|_| WireError::bug("a job about no field"))?;
    let mut progress: TurnProgress = serde_json::from_value(work.checkpoint).ok().unwrap_or_default();
    let mut batch = row.batch;
    let begun = Instant::now();
    let mut done = progress.converted + progress.cleared;
    loop {
        let start = app.batch(turn.origin, row.label.clone());
        let mut writing = match batch {
            Some(batch) => vault.store.begin_in(batch, start).await?,
            None => vault.store.begin(start).await?,
        };
        let (before, after) = match (progress.before.take(), progress.after.take()) {
            (Some(before), Some(after)) => (before, after),
            _ => {
                let mut naming = Naming::read(vault).await?;
                let (before, after) = writing.begin_turn(turn.field, &turn.change).await?;
                rename(&mut naming, &before, &after);
                naming.write(&mut writing).await?;
                (before, after)
            }
        };
        let pace = Pace::begin(begun);
        let mut next = Some(progress.record);
        while let Some(record) = next {
            let step = writing.turn_step(&before, &after, record).await?;
            progress.converted += step.converted;
            progress.cleared += step.cleared;
            done = progress.converted + progress.cleared;
            vault.note(row.id, done, row.total);
            jobs::tell(app, vault, row.id).await;
            next = step.after;
            if let Some(record) = next {
                progress.record = record;
                if !pace.goes_on(&writing, vault) {
                    break;
                }
            }
        }
        (progress.before, progress.after) = (Some(before), Some(after));
        let checkpoint = json!(progress);
        let lease = jobs::lease(app);
        let go_on = writing.checkpoint(row.id, &vault.owner, &checkpoint, done, row.total, lease).await?;
        batch = writing.commit().await?.or(batch);
        vault.wake_followers();
        if next.is_none() {
            break;
        }
        if !go_on || jobs::leaves(app, vault, row.id).await? {
            return Ok(());
        }
    }
    let report = json!(FieldTurned { converted: progress.converted, cleared: progress.cleared });
    vault.store.end_job(row.id, JobState::Done, None, Some(&report), app.now()).await?;
    Ok(())
}

/// What a change of kind that was a job did.
pub async fn report(app: App, input: JobId) -> Result<FieldTurned, WireError> {
    let work = app.vault()?.store.job_work(input.job).await?;
    serde_json::from_value(work.report)
        .map_err(|_| WireError::new(ErrorCode::NotFound, "This job has no report of a field.", None))
}

/// What a form says that leaves out what must be there.
pub(crate) fn must_have(field: &FieldDefinition) -> WireError {
    let hint = Some("Give it a value, or make the field one that need not have one.");
    let message = format!("{} must have a value.", field.name);
    WireError { field: Some(field.key.clone()), ..WireError::new(ErrorCode::Invalid, message, hint) }
}

/// Archives a field: its values are kept out of the way.
pub async fn archive(app: App, input: FieldId) -> Result<FieldsMoved, WireError> {
    set_state(&app, input.id, RecordState::Archived, "Archived a field").await
}

/// Brings a field back with its values.
pub async fn restore(app: App, input: FieldId) -> Result<FieldsMoved, WireError> {
    set_state(&app, input.id, RecordState::Active, "Restored a field").await
}

/// Deletes a field with its values; undo brings them back.
pub async fn delete(app: App, input: FieldId) -> Result<FieldsMoved, WireError> {
    set_state(&app, input.id, RecordState::Trashed, "Deleted a field").await
}

async fn set_state(app: &App, id: Id, state: RecordState, label: &str) -> Result<FieldsMoved, WireError> {
    let vault = app.vault()?;
    let values = vault.store.field_values(id).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    writing.set_field_state(id, state).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(FieldsMoved { id, batch, values })
}
