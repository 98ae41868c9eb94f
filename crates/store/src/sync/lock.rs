//! Privacy locks: paths that never leave this machine.

use satchel_model::Id;

use crate::contact::rowid_of;
use crate::{Store, StoreError};

impl Store {
    /// Puts a path of a contact (a field, a row, a whole collection) behind a privacy lock, or takes it out.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn set_privacy_lock(&self, contact: Id, path: &str, locked: bool) -> Result<(), StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let rowid = rowid_of(&mut transaction, contact).await?;
        let sql = if locked {
            "INSERT OR IGNORE INTO privacy_lock (entity, record, path) VALUES ('contact', ?, ?)"
        } else {
            "DELETE FROM privacy_lock WHERE entity = 'contact' AND record = ? AND path = ?"
        };
        sqlx::query(sql).bind(rowid).bind(path).execute(&mut *transaction).await?;
        transaction.commit().await?;
        Ok(())
    }
}
