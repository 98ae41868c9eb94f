//! Drafts: what is being typed and not saved yet. Not journaled.

use satchel_model::Id;

use crate::contact::rowid_of;
use crate::{Store, StoreError};

impl Store {
    /// Keeps what is being typed into a field of a contact; `at` is UTC milliseconds.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such contact.
    pub async fn save_draft(&self, contact: Id, path: &str, value: &str, at: i64) -> Result<(), StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let rowid = rowid_of(&mut transaction, contact).await?;
        sqlx::query(
            "INSERT INTO draft (contact, path, value, at) VALUES (?, ?, ?, ?)
             ON CONFLICT (contact, path) DO UPDATE SET value = excluded.value, at = excluded.at",
        )
        .bind(rowid)
        .bind(path)
        .bind(value)
        .bind(at)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Forgets a draft; there need not be one.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn drop_draft(&self, contact: Id, path: &str) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM draft WHERE path = ?2 AND contact = (SELECT id FROM contact WHERE uuid = ?1)")
            .bind(&contact.as_bytes()[..])
            .bind(path)
            .execute(&self.inner.writer)
            .await?;
        Ok(())
    }

    /// The drafts of a contact: path, value, time.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn drafts(&self, contact: Id) -> Result<Vec<(String, String, i64)>, StoreError> {
        Ok(sqlx::query_as(
            "SELECT path, value, at FROM draft WHERE contact = (SELECT id FROM contact WHERE uuid = ?) ORDER BY path",
        )
        .bind(&contact.as_bytes()[..])
        .fetch_all(&self.inner.readers)
        .await?)
    }
}
