//! Which contacts some account has still to be sent something of.

use std::collections::HashSet;

use sqlx::SqliteConnection;

use crate::{Store, StoreError, json_list};

impl Store {
    /// Of contacts by rowid those of which some account has still to be sent something. Accounts that rest, and those that
    /// never ran, are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn unsent_among(&self, rowids: &[i64]) -> Result<HashSet<i64>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        unsent_among(&mut snapshot, rowids).await
    }
}

pub(crate) async fn unsent_among(
    connection: &mut SqliteConnection,
    rowids: &[i64],
) -> Result<HashSet<i64>, StoreError> {
    let unsent: Vec<i64> = sqlx::query_scalar(
        "SELECT c.id FROM json_each(?) j JOIN contact c ON c.id = j.value WHERE EXISTS (SELECT 1 FROM account o
           JOIN sync_state s ON s.account = o.id AND s.entity = 'contact' AND NOT o.paused WHERE
             EXISTS (SELECT 1 FROM sync_matter m WHERE m.account = o.id AND m.entity = 'contact'
               AND m.record = c.id AND m.kind = 'outbox')
             OR EXISTS (SELECT 1 FROM change x JOIN batch b ON b.id = x.batch AND b.origin <> 'sync'
               WHERE x.record = c.id AND x.entity = 'contact' AND x.seq > s.seq AND x.until IS NULL)
             OR EXISTS (SELECT 1 FROM batch b CROSS JOIN change x ON b.id = x.batch AND b.origin <> 'sync'
               WHERE b.id = c.created_batch AND x.seq BETWEEN b.first AND b.last AND x.seq > s.seq AND x.until IS NOT NULL))",
    )
    .bind(json_list(rowids))
    .fetch_all(connection)
    .await?;
    Ok(unsent.into_iter().collect())
}
