//! What `doctor` asks of the database.

use crate::connect::refuse_old_sqlite;
use crate::{Store, StoreError};

/// Findings about the database.
#[derive(Clone, Debug)]
pub struct DatabaseReport {
    /// `sqlite_version()`; older ones than 3.51.3 are refused before this.
    pub sqlite: String,
    /// `PRAGMA cipher_version`.
    pub cipher: String,
    /// What `PRAGMA integrity_check` names; empty when all is well. Names tables and pages, no values.
    pub damage: Vec<String>,
    /// Rows that point at rows that are not there.
    pub orphans: i64,
    /// The journal's last sequence number.
    pub head: i64,
    /// Contacts that are not in the trash.
    pub contacts: i64,
}

impl Store {
    /// Reads the whole database and reports.
    ///
    /// # Errors
    /// When it cannot be read at all.
    pub async fn examine(&self) -> Result<DatabaseReport, StoreError> {
        let sqlite = refuse_old_sqlite(&self.inner.readers).await?;
        let cipher: String = sqlx::query_scalar("PRAGMA cipher_version").fetch_one(&self.inner.readers).await?;
        let found: Vec<String> =
            sqlx::query_scalar("PRAGMA integrity_check(20)").fetch_all(&self.inner.readers).await?;
        let pages: Vec<String> =
            sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_all(&self.inner.readers).await?;
        let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&self.inner.readers).await?.len();
        let contacts = self.count(satchel_model::RecordState::Active).await?;
        Ok(DatabaseReport {
            sqlite,
            cipher,
            damage: found.into_iter().filter(|line| line != "ok").chain(pages).take(20).collect(),
            orphans: i64::try_from(orphans).unwrap_or(i64::MAX),
            head: self.head().await?,
            contacts,
        })
    }
}
