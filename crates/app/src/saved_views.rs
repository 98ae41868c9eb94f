//! Saved views of the list of contacts. Saving over one and saving as another are two commands, so that neither happens
//! for the other.

use satchel_model::{CustomFields, FieldEntity, collapse};
use satchel_store::{SavedView as Stored, StoreError};

use crate::open::OpenVault;
use crate::wire::{
    BatchDone, Empty, ErrorCode, SavedView, SavedViewId, SavedViewRow, SavedViews, SortField, WireError,
};
use crate::{App, filters};

/// All saved views by folder and name.
pub async fn list(app: App, _: Empty) -> Result<SavedViews, WireError> {
    let vault = app.vault()?;
    let fields = vault.store.custom_fields().await?;
    let rows = vault.store.saved_views().await?.into_iter();
    Ok(SavedViews { views: rows.map(|row| SavedViewRow { id: row.id, view: shown(row.view, &fields) }).collect() })
}

/// Saves a view under a name of its own.
pub async fn create(app: App, input: SavedView) -> Result<SavedViewRow, WireError> {
    let vault = app.vault()?;
    let view = stored(&vault, input).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "New view")).await?;
    let id = writing.create_view(&view).await?;
    writing.commit().await?;
    vault.wake_followers();
    Ok(SavedViewRow { id, view: shown(view, &*vault.store.custom_fields().await?) })
}

/// Saves over a view.
pub async fn save(app: App, input: SavedViewRow) -> Result<SavedViewRow, WireError> {
    let vault = app.vault()?;
    let view = stored(&vault, input.view).await?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Edit of a view")).await?;
    writing.save_view(input.id, &view).await?;
    writing.commit().await?;
    vault.wake_followers();
    Ok(SavedViewRow { id: input.id, view: shown(view, &*vault.store.custom_fields().await?) })
}

/// Puts a view into the trash; undo brings it back.
pub async fn delete(app: App, input: SavedViewId) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "View to the trash")).await?;
    writing.trash_view(input.id).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(BatchDone { batch, count: 1, unchanged: 0 })
}

async fn stored(vault: &OpenVault, view: SavedView) -> Result<Stored, WireError> {
    let SavedView { name, folder, filter, sort, sort_field, descending, grouping, columns } = view;
    let (name, folder) = (collapse(&name), collapse(&folder));
    let error = |message: &str| Err(WireError::new(ErrorCode::Invalid, message, None));
    if name.is_empty() {
        return error("A view needs a name.");
    }
    if name.chars().count() > 100 || folder.chars().count() > 100 {
        return error("A view's name and its folder have at most 100 characters.");
    }
    if columns.len() > 20_000 || grouping.len() > 100 {
        return error("The view's columns are more than can be kept.");
    }
    let filter = filters::catalogue(vault).await?.spelled(&filter)?;
    let by = match sort_field {
        // By its identity: its key may become another.
        Some(key) => {
            let fields = vault.store.custom_fields().await?;
            let field = fields.active_key(FieldEntity::Contact, &key).ok_or(StoreError::NotFound("field"))?;
            field.definition().path()
        }
        None => word(sort).to_owned(),
    };
    let sort = format!("{by}{}", if descending { " desc" } else { "" });
    Ok(Stored { name, folder, filter, sort, grouping, columns })
}

fn word(sort: SortField) -> &'static str {
    match sort {
        SortField::Display => "display",
        SortField::Family => "family",
        SortField::Company => "company",
        SortField::CreatedAt => "created_at",
        SortField::UpdatedAt => "updated_at",
    }
}

/// A view as it can be shown now: one in the order of a field that is archived or deleted is in the usual order, and in
/// its own again when the field is back.
pub(crate) fn shown(view: Stored, fields: &CustomFields) -> SavedView {
    let Stored { name, folder, filter, sort, grouping, columns } = view;
    let (by, backwards) = sort.strip_suffix(" desc").map_or((&*sort, false), |by| (by, true));
    let own = fields.active(FieldEntity::Contact).find(|field| field.definition().path() == by);
    let sort_field = own.map(|field| field.definition().key.clone());
    let all = [SortField::Display, SortField::Family, SortField::Company, SortField::CreatedAt, SortField::UpdatedAt];
    // A newer version may know more orders.
    let known = all.into_iter().find(|field| word(*field) == by);
    let descending = backwards && (known.is_some() || sort_field.is_some());
    SavedView { name, folder, filter, sort: known.unwrap_or_default(), sort_field, descending, grouping, columns }
}
