//! How an account stands: how much is linked, unsent, undecided.

use std::collections::{BTreeSet, HashMap};

use satchel_model::Id;
use serde_json::json;

use super::account::Account;
use super::changed;
use crate::{Store, StoreError};

/// How an account stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Whether a run has kept anything with the book that the account leads to.
    pub begun: bool,
    /// Records that are linked to one that has not ended.
    pub linked: i64,
    /// Records that are to be sent: those that are left from a run, and those that changed since.
    pub unsent: i64,
    /// What a person has to decide.
    pub conflicts: i64,
    /// Records that are held until a person says which side is right.
    pub held: i64,
    /// Which process is at a run; empty when none is.
    pub owner: String,
    /// Until when a process is believed to be at a run, UTC milliseconds.
    pub lease_until: i64,
}

impl Store {
    /// How an account stands.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn standing(&self, account: &Account) -> Result<Standing, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let row = account.row.0;
        let (linked, conflicts, held, owner, lease_until): (i64, i64, i64, String, i64) = sqlx::query_as(
            "SELECT (SELECT count(*) FROM sync_link WHERE account = ?1 AND NOT gone),
               (SELECT count(*) FROM sync_matter WHERE account = ?1 AND kind = 'conflict')
                 + (SELECT count(*) FROM sync_word WHERE account = ?1 AND kind = 'doubt'),
               (SELECT count(*) FROM sync_matter WHERE account = ?1 AND kind = 'held'),
               owner, lease_until FROM account WHERE id = ?1",
        )
        .bind(row)
        .fetch_one(&mut *snapshot)
        .await?;
        let seq: Option<i64> =
            sqlx::query_scalar("SELECT seq FROM sync_state WHERE account = ? AND entity = 'contact'")
                .bind(row)
                .fetch_optional(&mut *snapshot)
                .await?;
        let unsent = match seq {
            // Nothing was ever sent: everybody is to be, and is not looked at one by one.
            None => {
                sqlx::query_scalar("SELECT coalesce(sum(contacts), 0) FROM contact_tally WHERE state < 2")
                    .fetch_one(&mut *snapshot)
                    .await?
            }
            Some(seq) => {
                let (mut records, _) = changed::since(&mut snapshot, seq, &account.id.to_string()).await?;
                let left: Vec<i64> =
                    sqlx::query_scalar("SELECT record FROM sync_matter WHERE account = ? AND kind = 'outbox'")
                        .bind(row)
                        .fetch_all(&mut *snapshot)
                        .await?;
                records.extend(left);
                let distinct: BTreeSet<i64> = records.into_iter().collect();
                i64::try_from(distinct.len()).unwrap_or(i64::MAX)
            }
        };
        Ok(Standing { begun: seq.is_some(), linked, unsent, conflicts, held, owner, lease_until })
    }

    /// What contacts are called; those that are not here are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn names(&self, ids: impl IntoIterator<Item = Id>) -> Result<HashMap<Id, String>, StoreError> {
        let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
        let rows: Vec<(Vec<u8>, String)> = sqlx::query_as(
            "SELECT c.uuid, c.display FROM json_each(?) j JOIN contact c ON c.uuid = unhex(replace(j.value, '-', ''))",
        )
        .bind(json!(ids).to_string())
        .fetch_all(&self.inner.readers)
        .await?;
        rows.into_iter().map(|(uuid, display)| Ok((Id::from_slice(&uuid)?, display))).collect()
    }
}
