//! Tags: their definitions. Which contact has which is an edit of the contact.

use satchel_model::{Called, Id, collapse};
use satchel_store::TagDefinition;

use crate::App;
use crate::filters::Naming;
use crate::open::OpenVault;
use crate::wire::{DefinitionDone, DefinitionsList, TagsAdd, TagsDelete, TagsListed, TagsMerge, TagsSet, WireError};

/// All tags.
pub async fn list(app: App, input: DefinitionsList) -> Result<TagsListed, WireError> {
    let tags = app.vault()?.store.tags(input.counted).await?;
    Ok(TagsListed { tags: tags.into_iter().map(Into::into).collect() })
}

/// Makes a tag.
pub async fn add(app: App, input: TagsAdd) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New tag")).await?;
    let id = writing.add_tag(&input.name, input.kind, input.colour).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(id), batch, contacts: 0 })
}

/// Changes a tag. Filters that named it go on naming it.
pub async fn set(app: App, input: TagsSet) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let (id, label) = (input.id, if input.name.is_some() { "Tag renamed" } else { "Tag changed" });
    let tags = vault.store.tags(false).await?;
    let naming = called(&vault, &tags, &[id], input.name.as_deref()).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    writing.set_tag(id, &input.into()).await?;
    naming.write(&mut writing).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(id), batch, contacts: 0 })
}

/// Filters with other tags, where they are to have another name.
async fn called(
    vault: &OpenVault,
    tags: &[TagDefinition],
    which: &[Id],
    name: Option<&str>,
) -> Result<Naming, WireError> {
    let mut naming = Naming::read(vault).await?;
    if let Some(name) = name.map(collapse) {
        for tag in tags.iter().filter(|tag| which.contains(&tag.id)) {
            naming.rename(Called::Tag, &tag.name, &name);
        }
    }
    Ok(naming)
}

/// Makes several tags one. Filters that named them name the one.
pub async fn merge(app: App, input: TagsMerge) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let tags = vault.store.tags(false).await?;
    let into = tags.iter().find(|tag| tag.id == input.into).map(|tag| &*tag.name);
    let naming = called(&vault, &tags, &input.from, into).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Tags merged")).await?;
    let moved = writing.merge_tags(&input.from, input.into).await?;
    naming.write(&mut writing).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(input.into), batch, contacts: i64::try_from(moved).unwrap_or(i64::MAX) })
}

/// Deletes tags; contacts lose them.
pub async fn delete(app: App, input: TagsDelete) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Tags deleted")).await?;
    let lost = writing.delete_tags(&input.ids).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: None, batch, contacts: i64::try_from(lost).unwrap_or(i64::MAX) })
}
