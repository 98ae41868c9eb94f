//! The journal as a person uses it: what was done, undo, redo.

use std::sync::Arc;

use satchel_model::{Batch, Entity, Id, Origin};
use satchel_store::{JobKind, Kept, NewJob, UndoCursor};
use serde_json::json;

use crate::open::OpenVault;
use crate::wire::{BatchUndo, BatchesList, BatchesListed, Empty, ErrorCode, KeptPath, UndoReport, WireError};
use crate::{App, jobs};

/// Reversals of more records than this are jobs.
const AT_ONCE: i64 = 1_000;

/// Batches, newest first.
pub async fn list(app: App, input: BatchesList) -> Result<BatchesListed, WireError> {
    let limit = input.limit.clamp(1, 1_000);
    let mut batches = app.vault()?.store.batches(input.before, limit + 1).await?;
    let more = i64::try_from(batches.len()).unwrap_or(0) > limit;
    batches.truncate(usize::try_from(limit).unwrap_or(0));
    let next = batches.last().filter(|_| more).map(|batch| batch.id);
    Ok(BatchesListed { batches, next })
}

/// Undoes a batch, or the last thing that was done at this host and stands. Imports are undone by name, except at the
/// command, where the last thing done is what was typed last.
pub async fn undo(app: App, input: BatchUndo) -> Result<UndoReport, WireError> {
    let vault = app.vault()?;
    let host = app.batch(Origin::Undo, "");
    let batch = match input.batch {
        Some(id) => vault.store.batch(id).await?,
        None => vault
            .store
            .last_standing(&host.host, app.by_hand() == Origin::Command)
            .await?
            .ok_or_else(|| WireError::new(ErrorCode::NotFound, "There is nothing here to undo.", None))?,
    };
    reverse(&app, &vault, batch).await
}

/// Takes back the last undo of this host, unless something was done since.
pub async fn redo(app: App, _: Empty) -> Result<UndoReport, WireError> {
    let vault = app.vault()?;
    let host = app.batch(Origin::Undo, "");
    let batch = vault
        .store
        .last_reversal(&host.host)
        .await?
        .ok_or_else(|| WireError::new(ErrorCode::NotFound, "There is nothing here to redo.", None))?;
    reverse(&app, &vault, batch).await
}

async fn reverse(app: &App, vault: &Arc<OpenVault>, batch: Batch) -> Result<UndoReport, WireError> {
    let size = vault.store.undo_size(batch.id).await?;
    let mut report = UndoReport {
        batch: None,
        undone: Some(batch.id),
        label: batch.label.clone(),
        reversed: 0,
        kept: Vec::new(),
        failed: Vec::new(),
        job: None,
    };
    if size > AT_ONCE {
        let job = NewJob { kind: JobKind::Undo, label: batch.label, input: json!({"batch": batch.id}), total: size };
        report.job = Some(jobs::begin(app, vault, &job).await?);
        return Ok(report);
    }
    let mut writing = vault.store.begin(app.batch(Origin::Undo, batch.label)).await?;
    let mut cursor = Some(UndoCursor::default());
    while let Some(at) = cursor {
        let step = writing.undo_step(batch.id, at, AT_ONCE).await?;
        report.reversed += step.reversed;
        add_kept(&mut report, step.kept);
        cursor = step.cursor;
    }
    report.batch = writing.commit().await?;
    vault.wake_followers();
    Ok(report)
}

/// Sorts what was not reversed into its buckets.
pub(crate) fn add_kept(report: &mut UndoReport, kept: Vec<Kept>) {
    for Kept { entity, id, display, path, failed } in kept {
        let reason = match (entity, failed, path.as_str()) {
            (Entity::Field, true, _) => "another field has that name, or somebody has that option",
            (Entity::Field, false, "created") => "somebody has a value in it",
            (_, true, _) => "nobody would be left",
            (_, false, _) => "edited since",
        };
        let path = KeptPath { entity, id, display, path, reason: reason.to_owned() };
        if failed { report.failed.push(path) } else { report.kept.push(path) }
    }
}

/// The identity in a job's input.
pub(crate) fn batch_of(input: &serde_json::Value) -> Result<Id, WireError> {
    let id = input["batch"].as_str().and_then(|text| text.parse().ok());
    id.ok_or_else(|| WireError::bug("an undo job without a batch"))
}
