//! Who is exported, and in which order.

use satchel_model::{Condition, Filter, RecordState, Test};
use satchel_store::{RowSet, SortField};

use crate::open::OpenVault;
use crate::wire::{ErrorCode, ExportsStart, SavedView, WireError};
use crate::{App, contacts, filters, saved_views};

/// The contacts of an export.
pub(super) struct Chosen {
    pub(super) rowids: Vec<i64>,
    /// The saved view whose contacts they are.
    pub(super) view: Option<SavedView>,
}

/// Settles who is meant.
pub(super) async fn chosen(app: &App, vault: &OpenVault, input: &ExportsStart) -> Result<Chosen, WireError> {
    let view = match input.view {
        Some(id) => {
            let found = vault.store.saved_views().await?.into_iter().find(|row| row.id == id);
            let no_view = || WireError::new(ErrorCode::NotFound, "There is no such view.", None);
            Some(saved_views::shown(found.ok_or_else(no_view)?.view, &*vault.store.custom_fields().await?))
        }
        None => None,
    };
    let list = match input.list {
        Some(id) => Some(of_list(&vault.store.list(id).await?.name)),
        None => None,
    };
    let texts = [input.filter.clone(), view.as_ref().map(|view| view.filter.clone()), list];
    let texts: Vec<String> = texts.into_iter().flatten().filter(|text| !text.trim().is_empty()).collect();
    let (sort, own, descending) = match &view {
        Some(view) => (view.sort, view.sort_field.as_deref(), view.descending),
        None => (input.sort, None, input.descending),
    };
    let sort = contacts::sort_of(vault, sort, own).await?;
    let meant = if texts.is_empty() { None } else { Some(meant(app, vault, &texts, input.state).await?) };
    let mut rowids = Vec::new();
    if input.ids.is_empty() {
        rowids = ordered(vault, meant, (sort, descending, input.state)).await?;
    } else {
        let mut seen = RowSet::default();
        for id in &input.ids {
            let rowid = vault.store.contact_rowid(*id).await?;
            let is_meant = meant.as_ref().is_none_or(|(rows, _)| rows.contains(rowid));
            if is_meant && !seen.contains(rowid) {
                seen.insert(rowid);
                rowids.push(rowid);
            }
        }
    }
    Ok(Chosen { rowids, view })
}

/// The filter that means who is on a list.
fn of_list(name: &str) -> String {
    Filter::Where(Condition { field: "list".to_owned(), test: Test::Is(vec![name.to_owned()]) }).to_string()
}

/// Whom all of these filters mean, and whether they are in states of the filters' own choice.
async fn meant(
    app: &App,
    vault: &OpenVault,
    texts: &[String],
    state: RecordState,
) -> Result<(RowSet, bool), WireError> {
    let (mut rows, mut mixed) = (None::<RowSet>, false);
    for text in texts {
        let mut reading = filters::reading(app, vault, text).await?;
        let meant = filters::meant(vault, &mut reading, state).await?;
        mixed |= meant.mixed;
        match &mut rows {
            Some(rows) => rows.keep(&meant.rows),
            None => rows = Some(meant.rows),
        }
    }
    Ok((rows.unwrap_or_default(), mixed))
}

/// Rowids in the order of a list.
async fn ordered(
    vault: &OpenVault,
    meant: Option<(RowSet, bool)>,
    (sort, descending, state): (SortField, bool, RecordState),
) -> Result<Vec<i64>, WireError> {
    let Some((rows, mixed)) = meant else {
        return Ok(vault.store.order(sort, descending, state).await?.0);
    };
    if let Some(sorted) = vault.store.sorted(&rows, sort, descending, mixed).await? {
        return Ok(sorted);
    }
    let (mut rowids, _) = vault.store.order(sort, descending, state).await?;
    rowids.retain(|rowid| rows.contains(*rowid));
    Ok(rowids)
}
