//! Saved views of the list of contacts: columns, order, grouping and filter under a name, in a folder.

use satchel_model::{Entity, Id, fold};
use serde_json::json;
use sqlx::Row;

use crate::writing::Writing;
use crate::{Store, StoreError, mint};

/// A saved view. All but the name may be empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SavedView {
    /// What it is called.
    pub name: String,
    /// In which folder it is shown.
    pub folder: String,
    /// Whom it shows, in text form.
    pub filter: String,
    /// In which order; the host's word for it.
    pub sort: String,
    /// By what it is grouped; the host's word for it.
    pub grouping: String,
    /// Columns and their widths, as JSON of the host.
    pub columns: String,
}

/// A saved view under its identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedViewRow {
    /// Identity.
    pub id: Id,
    /// What it is.
    pub view: SavedView,
}

impl Store {
    /// All saved views by folder and name.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn saved_views(&self) -> Result<Vec<SavedViewRow>, StoreError> {
        let rows = sqlx::query(
            "SELECT uuid, name, folder, filter, sort, grouping, columns FROM saved_view WHERE state = 0
             ORDER BY folder, folded, id",
        )
        .fetch_all(&self.inner.readers)
        .await?;
        rows.iter()
            .map(|row| {
                Ok(SavedViewRow {
                    id: Id::from_slice(row.try_get(0)?)?,
                    view: SavedView {
                        name: row.try_get(1)?,
                        folder: row.try_get(2)?,
                        filter: row.try_get(3)?,
                        sort: row.try_get(4)?,
                        grouping: row.try_get(5)?,
                        columns: row.try_get(6)?,
                    },
                })
            })
            .collect()
    }
}

impl Writing {
    /// Saves a view under a new name.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when the folder has one of that name.
    pub async fn create_view(&mut self, view: &SavedView) -> Result<Id, StoreError> {
        self.refuse_taken_view(view, None).await?;
        let (at, batch) = (self.at(), self.batch_row().await?);
        let id = mint(at);
        let rowid: i64 = sqlx::query_scalar(
            "INSERT INTO saved_view
               (uuid, created_batch, name, folded, folder, filter, sort, grouping, columns, created_at, updated_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?10) RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(batch)
        .bind(&view.name)
        .bind(fold(&view.name))
        .bind(&view.folder)
        .bind(&view.filter)
        .bind(&view.sort)
        .bind(&view.grouping)
        .bind(&view.columns)
        .bind(at)
        .fetch_one(self.sql())
        .await?;
        self.created_line(Entity::SavedView, rowid, rowid).await?;
        Ok(id)
    }

    async fn refuse_taken_view(&mut self, view: &SavedView, but: Option<i64>) -> Result<(), StoreError> {
        let other: Option<i64> = sqlx::query_scalar(
            "SELECT id FROM saved_view WHERE folded = ?1 AND folder = ?2 AND state = 0 AND id IS NOT ?3 LIMIT 1",
        )
        .bind(fold(&view.name))
        .bind(&view.folder)
        .bind(but)
        .fetch_optional(self.sql())
        .await?;
        if other.is_some() { Err(StoreError::Taken("view")) } else { Ok(()) }
    }

    /// Makes a saved view another.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Taken`].
    pub async fn save_view(&mut self, id: Id, view: &SavedView) -> Result<(), StoreError> {
        let rowid = self.view_rowid(id).await?;
        self.refuse_taken_view(view, Some(rowid)).await?;
        let texts = [
            ("name", Some(&*view.name)),
            ("folder", Some(&*view.folder)),
            ("filter", Some(&*view.filter)),
            ("sort", Some(&*view.sort)),
            ("grouping", Some(&*view.grouping)),
            ("columns", Some(&*view.columns)),
        ];
        self.edit_columns(Entity::SavedView, rowid, &texts).await
    }

    /// Puts a saved view into the trash.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn trash_view(&mut self, id: Id) -> Result<(), StoreError> {
        let rowid = self.view_rowid(id).await?;
        self.move_together(Entity::SavedView, &[rowid], &json!("active"), &json!("trashed")).await
    }

    async fn view_rowid(&mut self, id: Id) -> Result<i64, StoreError> {
        let rowid = sqlx::query_scalar("SELECT id FROM saved_view WHERE uuid = ?").bind(&id.as_bytes()[..]);
        rowid.fetch_optional(self.sql()).await?.ok_or(StoreError::NotFound("view"))
    }
}
