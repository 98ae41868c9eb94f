//! Merging by hand: what it would do, and doing it. Undoing the batch is the way back.

use satchel_model::Entity;

use crate::App;
use crate::wire::{MergeOf, MergeShown, Merged, WireError};

/// What merging contacts into the first of them would do.
pub async fn plan_contacts(app: App, input: MergeOf) -> Result<MergeShown, WireError> {
    plan(&app, Entity::Contact, &input).await
}

/// What merging companies into the first of them would do.
pub async fn plan_companies(app: App, input: MergeOf) -> Result<MergeShown, WireError> {
    plan(&app, Entity::Company, &input).await
}

/// Merges contacts into the first of them.
pub async fn contacts(app: App, input: MergeOf) -> Result<Merged, WireError> {
    merge(&app, Entity::Contact, &input, "Contacts merged").await
}

/// Merges companies into the first of them; their people move along.
pub async fn companies(app: App, input: MergeOf) -> Result<Merged, WireError> {
    merge(&app, Entity::Company, &input, "Companies merged").await
}

async fn plan(app: &App, entity: Entity, input: &MergeOf) -> Result<MergeShown, WireError> {
    Ok(app.vault()?.store.propose_merge(entity, &input.ids, &input.choices).await?.into())
}

async fn merge(app: &App, entity: Entity, input: &MergeOf, label: &str) -> Result<Merged, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let (id, ended) = writing.merge(entity, &input.ids, &input.choices).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(Merged { id, batch, ended: i64::try_from(ended).unwrap_or(i64::MAX) })
}
