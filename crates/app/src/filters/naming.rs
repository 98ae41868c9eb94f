//! What filters of lists and saved views are after something that they name got another name.

use std::collections::HashMap;

use satchel_model::{Called, Catalogue, Filter, Id};
use satchel_store::{ListRow, SavedViewRow, Writing};

use super::catalogue;
use crate::open::OpenVault;
use crate::wire::WireError;

/// All filters that are kept, and what is to become of them.
pub(crate) struct Naming {
    pub(crate) catalogue: Catalogue,
    pub(crate) lists: Vec<ListRow>,
    views: Vec<SavedViewRow>,
    /// What lists and views were to mean before, by whose filter it is.
    before: HashMap<Id, String>,
}

impl Naming {
    pub(crate) async fn read(vault: &OpenVault) -> Result<Self, WireError> {
        let (lists, views) = (vault.store.lists().await?, vault.store.saved_views().await?);
        let of_lists = lists.iter().map(|list| (list.id, list.filter.clone()));
        let before = of_lists.chain(views.iter().map(|row| (row.id, row.view.filter.clone()))).collect();
        Ok(Self { catalogue: catalogue(vault).await?, lists, views, before })
    }

    /// Gives something its new name wherever it is named. A filter that is not understood any more is left as it is.
    pub(crate) fn rename(&mut self, what: Called<'_>, from: &str, to: &str) {
        let of_lists = self.lists.iter_mut().map(|list| &mut list.filter);
        for text in of_lists.chain(self.views.iter_mut().map(|row| &mut row.view.filter)) {
            let filter = Filter::parse(text, &self.catalogue).ok();
            if let Some(renamed) = filter.and_then(|filter| filter.with_renamed(what, from, to)) {
                *text = renamed.to_string();
            }
        }
    }

    /// Writes those that are no longer what they were.
    pub(crate) async fn write(&self, writing: &mut Writing) -> Result<(), WireError> {
        let is_new = |id: Id, filter: &String| self.before.get(&id) != Some(filter);
        for list in self.lists.iter().filter(|list| is_new(list.id, &list.filter)) {
            writing.edit_list(list.id, None, Some(&list.filter)).await?;
        }
        for row in self.views.iter().filter(|row| is_new(row.id, &row.view.filter)) {
            writing.save_view(row.id, &row.view).await?;
        }
        Ok(())
    }
}
