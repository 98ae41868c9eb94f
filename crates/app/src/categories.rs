//! Categories: groups and their values, and which contact is in which.

use satchel_model::{Called, CategoryEdit, Colour, category_key, collapse, group_path};
use satchel_store::{Category, DefinitionEdit};

use crate::filters::Naming;
use crate::wire::{
    BatchDone, CategoriesAdd, CategoriesListed, CategoriesPut, CategoriesSet, CategoryGroupsAdd, CategoryGroupsRename,
    CategoryId, ContactId, ContactsHistory, DefinitionDone, DefinitionsList, WireError,
};
use crate::{App, contacts};

/// All groups with their values.
pub async fn list(app: App, input: DefinitionsList) -> Result<CategoriesListed, WireError> {
    let groups = app.vault()?.store.categories(input.counted).await?;
    Ok(CategoriesListed { groups: groups.into_iter().map(Into::into).collect() })
}

/// Makes a group, with values.
pub async fn add_group(app: App, input: CategoryGroupsAdd) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New group of categories")).await?;
    let id = writing.add_category_group(&input.name).await?;
    for name in &input.values {
        writing.add_category(id, name, Colour::default()).await?;
    }
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(id), batch, contacts: 0 })
}

/// Makes a value.
pub async fn add(app: App, input: CategoriesAdd) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New category")).await?;
    let id = writing.add_category(input.group, &input.name, input.colour).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(id), batch, contacts: 0 })
}

/// Changes a value. Filters that named it go on naming it.
pub async fn set(app: App, input: CategoriesSet) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let CategoriesSet { id, name, colour } = input;
    let mut naming = Naming::read(&vault).await?;
    if let Some(name) = name.as_deref().map(collapse) {
        let groups = vault.store.categories(false).await?;
        let all = || groups.iter().flat_map(|group| group.values.iter().map(move |value| (group, value)));
        if let Some((group, value)) = all().find(|(_, value)| value.id == id) {
            let is_namesake = |other: &Category| category_key(&other.name) == category_key(&value.name);
            let elsewhere = all().any(|(_, other)| other.id != id && is_namesake(other));
            let group = group_path(&group.name);
            naming.rename(Called::Category { group: &group, elsewhere }, &value.name, &name);
        }
    }
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Category changed")).await?;
    writing.set_category(id, &DefinitionEdit { name, kind: None, colour }).await?;
    naming.write(&mut writing).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(id), batch, contacts: 0 })
}

/// Renames a group. Filters that named it go on naming it.
pub async fn rename_group(app: App, input: CategoryGroupsRename) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut naming = Naming::read(&vault).await?;
    if let Some(group) = vault.store.categories(false).await?.iter().find(|group| group.id == input.id) {
        naming.rename(Called::CategoryGroup, &group.name, &collapse(&input.name));
    }
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Group of categories renamed")).await?;
    writing.rename_category_group(input.id, &input.name).await?;
    naming.write(&mut writing).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: Some(input.id), batch, contacts: 0 })
}

/// Deletes a value; contacts lose it.
pub async fn delete(app: App, input: CategoryId) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Category deleted")).await?;
    let lost = writing.delete_category(input.id).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: None, batch, contacts: i64::try_from(lost).unwrap_or(i64::MAX) })
}

/// Deletes a group with its values; contacts lose them.
pub async fn delete_group(app: App, input: CategoryId) -> Result<DefinitionDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Group of categories deleted")).await?;
    let lost = writing.delete_category_group(input.id).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(DefinitionDone { id: None, batch, contacts: i64::try_from(lost).unwrap_or(i64::MAX) })
}

/// Puts contacts into a value of a group, or into none.
pub async fn put(app: App, input: CategoriesPut) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let CategoriesPut { ids, group, value } = input;
    let label = if value.is_some() { "Category set" } else { "Category cleared" };
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let changed = writing.categorise(&ids, &CategoryEdit { group, value }).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    let count = i64::try_from(changed).unwrap_or(0);
    Ok(BatchDone { batch, count, unchanged: i64::try_from(ids.len()).unwrap_or(0) - count })
}

/// What a contact was, when, and who said so: the part of its history that is about categories.
pub async fn history(app: App, input: ContactId) -> Result<ContactsHistory, WireError> {
    let mut history = contacts::history(app, input).await?;
    for entry in &mut history.entries {
        entry.changes.retain(|change| change.path.starts_with("categories/"));
    }
    history.entries.retain(|entry| !entry.changes.is_empty());
    Ok(history)
}
