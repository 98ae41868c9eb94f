//! Links: which record here is which record there.

use satchel_model::{Entity, Id};
use serde_json::Value;
use sqlx::AssertSqlSafe;

use super::account::AccountRow;
use super::{TOGETHER, rowid, rows_json, stored, table};
use crate::writing::Writing;
use crate::{Store, StoreError};

/// A record's link to one there.
#[derive(Clone, Debug, PartialEq)]
pub struct Link {
    /// The record here.
    pub record: Id,
    /// Its name there.
    pub remote: String,
    /// Whether every run has to look at it.
    pub unsettled: bool,
    /// Whether it ended on both sides.
    pub gone: bool,
    /// What both sides agreed on, and what was seen.
    pub mirror: Value,
}

impl Store {
    /// The link of a record.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn link(&self, account: AccountRow, entity: Entity, record: Id) -> Result<Option<Link>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let Some(row) = rowid(&mut connection, entity, record).await? else { return Ok(None) };
        let found: Option<(String, bool, bool, String)> = sqlx::query_as(
            "SELECT remote, unsettled, gone, mirror FROM sync_link WHERE account = ? AND entity = ? AND record = ?",
        )
        .bind(account.0)
        .bind(entity.as_str())
        .bind(row)
        .fetch_optional(&mut *connection)
        .await?;
        found
            .map(|(remote, unsettled, gone, mirror)| {
                Ok(Link { record, remote, unsettled, gone, mirror: stored(&mirror)? })
            })
            .transpose()
    }

    /// What the remote calls its records that are linked to living ones here.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn linked_names(&self, account: AccountRow, entity: Entity) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT remote FROM sync_link WHERE account = ? AND entity = ? AND NOT gone ORDER BY remote";
        Ok(sqlx::query_scalar(sql).bind(account.0).bind(entity.as_str()).fetch_all(&self.inner.readers).await?)
    }
}

impl Writing {
    /// Keeps links.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when a record does not exist.
    pub async fn keep_links(&mut self, account: AccountRow, entity: Entity, links: &[Link]) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT OR REPLACE INTO sync_link (account, entity, record, remote, unsettled, gone, mirror)
             SELECT ?1, ?2, r.id, j.value ->> 1, j.value ->> 2, j.value ->> 3, j.value -> 4
             FROM json_each(?3) j CROSS JOIN {} r ON r.uuid = unhex(replace(j.value ->> 0, '-', ''))",
            table(entity)
        );
        for links in links.chunks(TOGETHER) {
            let rows = links
                .iter()
                .map(|Link { record, remote, unsettled, gone, mirror }| (record, remote, unsettled, gone, mirror));
            let rows = rows_json(&rows.collect::<Vec<_>>())?;
            let done = sqlx::query(AssertSqlSafe(sql.as_str()))
                .bind(account.0)
                .bind(entity.as_str())
                .bind(rows)
                .execute(self.sql())
                .await?;
            if done.rows_affected() != links.len() as u64 {
                return Err(StoreError::NotFound("record"));
            }
        }
        Ok(())
    }

    /// Ends links: the records are strangers to the account again.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn unlink(&mut self, account: AccountRow, entity: Entity, records: &[Id]) -> Result<(), StoreError> {
        let sql = format!(
            "DELETE FROM sync_link WHERE account = ?1 AND entity = ?2 AND record IN (
               SELECT r.id FROM json_each(?3) j JOIN {} r ON r.uuid = unhex(replace(j.value, '-', '')))",
            table(entity)
        );
        let query = sqlx::query(AssertSqlSafe(sql)).bind(account.0).bind(entity.as_str());
        query.bind(rows_json(&records)?).execute(self.sql()).await?;
        Ok(())
    }
}
