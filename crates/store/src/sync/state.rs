//! How far an account is.

use satchel_model::Entity;
use serde_json::Value;

use super::account::{Account, AccountRow};
use super::stored;
use crate::writing::Writing;
use crate::{Store, StoreError};

/// How far an account is with one kind of record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SyncState {
    /// Where the remote's feed was left; `None` before the first run has come through.
    pub cursor: Option<Value>,
    /// The line of the journal up to which changes were looked at.
    pub seq: i64,
    /// What the engine remembers besides.
    pub memory: Value,
}

impl Store {
    /// How far an account is.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn sync_state(&self, account: AccountRow, entity: Entity) -> Result<SyncState, StoreError> {
        let row: Option<(Option<String>, i64, String)> =
            sqlx::query_as("SELECT cursor, seq, memory FROM sync_state WHERE account = ? AND entity = ?")
                .bind(account.0)
                .bind(entity.as_str())
                .fetch_optional(&self.inner.readers)
                .await?;
        let Some((cursor, seq, memory)) = row else { return Ok(SyncState::default()) };
        Ok(SyncState { cursor: cursor.as_deref().map(stored).transpose()?, seq, memory: stored(&memory)? })
    }

    /// Forgets where the remote's feed was left: the next run reads all of it.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn forget_cursor(&self, account: AccountRow, entity: Entity) -> Result<(), StoreError> {
        sqlx::query("UPDATE sync_state SET cursor = NULL WHERE account = ? AND entity = ?")
            .bind(account.0)
            .bind(entity.as_str())
            .execute(&self.inner.writer)
            .await?;
        Ok(())
    }
}

impl Store {
    /// Lets the next run look at every record again, here and there.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn look_again(&self, account: &Account) -> Result<(), StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("UPDATE sync_state SET cursor = NULL WHERE account = ?")
            .bind(account.row.0)
            .execute(&mut *transaction)
            .await?;
        // The journal's place stays: what was taken back before it was decided about long ago.
        sqlx::query(
            "INSERT OR IGNORE INTO sync_matter (account, entity, record, kind, path, value)
             SELECT account, entity, c.id, 'outbox', '', 'null' FROM sync_state, contact c
             WHERE account = ? AND entity = 'contact' AND c.state < 2",
        )
        .bind(account.row.0)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(())
    }
}

impl Writing {
    /// Keeps how far an account is.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_sync_state(
        &mut self,
        account: AccountRow,
        entity: Entity,
        state: &SyncState,
    ) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO sync_state (account, entity, cursor, seq, memory) VALUES (?, ?, ?, ?, ?)")
            .bind(account.0)
            .bind(entity.as_str())
            .bind(state.cursor.as_ref().map(ToString::to_string))
            .bind(state.seq)
            .bind(state.memory.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
