//! Jobs of a contact: all that are and were, of which one shows.

use satchel_store::WorkEdit;

use crate::App;
use crate::wire::{ContactId, WireError, WorkDone, WorkListed, WorkRemove, WorkSet};

/// All jobs of a contact, the main one first.
pub async fn list(app: App, input: ContactId) -> Result<WorkListed, WireError> {
    let work = app.vault()?.store.work_of(input.id).await?;
    Ok(WorkListed { work: work.into_iter().map(Into::into).collect() })
}

/// Changes a job, or adds another one.
pub async fn set(app: App, input: WorkSet) -> Result<WorkDone, WireError> {
    let vault = app.vault()?;
    let WorkSet { contact, id, company, title, department, role, since, until, main } = input;
    let edit = WorkEdit { company, title, department, role, since, until, main };
    let label = if id.is_some() { "Edit of a job" } else { "New job besides others" };
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let id = writing.set_work(contact, id, &edit).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(WorkDone { id, batch })
}

/// Takes a job away as if it had never been.
pub async fn remove(app: App, input: WorkRemove) -> Result<WorkDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Job taken away")).await?;
    writing.remove_work(input.contact, input.id).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(WorkDone { id: input.id, batch })
}
