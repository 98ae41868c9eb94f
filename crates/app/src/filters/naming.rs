//! What lists and saved views are after something that they name got another name.

use std::collections::HashMap;

use satchel_model::{Called, Catalogue, Filter, Id};
use satchel_store::{ListRow, SavedView, SavedViewRow, Writing};

use super::catalogue;
use crate::open::OpenVault;
use crate::wire::WireError;

/// All filters that are kept, and what is to become of them.
pub(crate) struct Naming {
    pub(crate) catalogue: Catalogue,
    pub(crate) lists: Vec<ListRow>,
    views: Vec<SavedViewRow>,
    /// What lists followed and views were before.
    followed: HashMap<Id, String>,
    shown: HashMap<Id, SavedView>,
}

impl Naming {
    pub(crate) async fn read(vault: &OpenVault) -> Result<Self, WireError> {
        let (lists, views) = (vault.store.lists().await?, vault.store.saved_views().await?);
        let followed = lists.iter().map(|list| (list.id, list.filter.clone())).collect();
        let shown = views.iter().map(|row| (row.id, row.view.clone())).collect();
        Ok(Self { catalogue: catalogue(vault).await?, lists, views, followed, shown })
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
        if what == Called::Field {
            let column = |key: &str| format!("\"custom:{key}\"");
            for SavedViewRow { view, .. } in &mut self.views {
                view.columns = view.columns.replace(&column(from), &column(to));
                if view.grouping == from {
                    to.clone_into(&mut view.grouping);
                }
            }
        }
    }

    /// Writes those that are no longer what they were.
    pub(crate) async fn write(&self, writing: &mut Writing) -> Result<(), WireError> {
        for list in self.lists.iter().filter(|list| self.followed.get(&list.id) != Some(&list.filter)) {
            writing.edit_list(list.id, None, Some(&list.filter)).await?;
        }
        for row in self.views.iter().filter(|row| self.shown.get(&row.id) != Some(&row.view)) {
            writing.save_view(row.id, &row.view).await?;
        }
        Ok(())
    }
}
