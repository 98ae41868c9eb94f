//! Favourites: contacts that somebody at this vault wants at hand. Not journaled: they say nothing about the contact,
//! and setting one again is its undo.

use satchel_model::{Id, RecordState};

use crate::contact::rowid_of;
use crate::value::state_code;
use crate::{Store, StoreError};

impl Store {
    /// Marks contacts as favourites, or no longer; returns how many were not so already. `at` is UTC milliseconds.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them does not exist: nothing is changed then.
    pub async fn set_favourites(&self, ids: &[Id], favourite: bool, at: i64) -> Result<usize, StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let mut changed = 0;
        for id in ids {
            let rowid = rowid_of(&mut transaction, *id).await?;
            let done = if favourite {
                let sql = "INSERT INTO favourite (contact, at) VALUES (?, ?) ON CONFLICT (contact) DO NOTHING";
                sqlx::query(sql).bind(rowid).bind(at).execute(&mut *transaction).await?
            } else {
                sqlx::query("DELETE FROM favourite WHERE contact = ?").bind(rowid).execute(&mut *transaction).await?
            };
            changed += usize::try_from(done.rows_affected()).unwrap_or(0);
        }
        transaction.commit().await?;
        Ok(changed)
    }

    /// Whether a contact is a favourite.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such contact.
    pub async fn is_favourite(&self, id: Id) -> Result<bool, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let rowid = rowid_of(&mut connection, id).await?;
        let sql = "SELECT EXISTS (SELECT 1 FROM favourite WHERE contact = ?)";
        Ok(sqlx::query_scalar(sql).bind(rowid).fetch_one(&mut *connection).await?)
    }

    /// Rowids of at most `limit` favourites outside the trash, by name, and how many there are in all.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn favourites(&self, limit: i64) -> Result<(Vec<i64>, i64), StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowids = sqlx::query_scalar(
            "SELECT c.id FROM favourite f JOIN contact c ON c.id = f.contact WHERE c.state < ?
             ORDER BY c.sort_display, c.id LIMIT ?",
        )
        .bind(state_code(RecordState::Trashed))
        .bind(limit)
        .fetch_all(&mut *snapshot)
        .await?;
        let total =
            sqlx::query_scalar("SELECT count(*) FROM favourite f JOIN contact c ON c.id = f.contact WHERE c.state < ?")
                .bind(state_code(RecordState::Trashed))
                .fetch_one(&mut *snapshot)
                .await?;
        Ok((rowids, total))
    }
}
