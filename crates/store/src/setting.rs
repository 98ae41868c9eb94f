//! Settings of the vault: small texts by key. Not journaled: they are no part of what a person keeps.

use crate::{Store, StoreError};

impl Store {
    /// The value of a setting, if it was ever set.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn setting(&self, key: &str) -> Result<Option<String>, StoreError> {
        Ok(sqlx::query_scalar("SELECT value FROM setting WHERE key = ?")
            .bind(key)
            .fetch_optional(&self.inner.readers)
            .await?)
    }

    /// Sets a setting.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn set_setting(&self, key: &str, value: &str) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        )
        .bind(key)
        .bind(value)
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }
}
