//! Recents: contacts that were looked at last. Not journaled; only the newest are kept.

use satchel_model::{Id, RecordState};

use crate::contact::rowid_of;
use crate::value::state_code;
use crate::{Store, StoreError};

/// How many are kept.
const KEPT: i64 = 30;

impl Store {
    /// Notes that a contact was looked at; `at` is UTC milliseconds.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such contact.
    pub async fn note_recent(&self, id: Id, at: i64) -> Result<(), StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let rowid = rowid_of(&mut transaction, id).await?;
        sqlx::query(
            "INSERT INTO recent (contact, at) VALUES (?, ?) ON CONFLICT (contact) DO UPDATE SET at = excluded.at",
        )
        .bind(rowid)
        .bind(at)
        .execute(&mut *transaction)
        .await?;
        sqlx::query(
            "DELETE FROM recent WHERE contact NOT IN (SELECT contact FROM recent ORDER BY at DESC, contact DESC LIMIT ?)",
        )
        .bind(KEPT)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }

    /// Rowids of at most `limit` recents outside the trash, the newest first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn recents(&self, limit: i64) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT c.id FROM recent r JOIN contact c ON c.id = r.contact WHERE c.state < ?
             ORDER BY r.at DESC, c.id DESC LIMIT ?",
        )
        .bind(state_code(RecordState::Trashed))
        .bind(limit)
        .fetch_all(&self.inner.readers)
        .await?)
    }
}
