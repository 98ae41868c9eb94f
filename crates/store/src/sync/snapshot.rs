//! Everything that a run has to know about its records, as of one moment.

use std::collections::BTreeSet;

use satchel_model::{Entity, Id};
use serde_json::json;
use sqlx::SqliteConnection;

use super::account::Account;
use super::link::Link;
use super::matter::{Matter, MatterColumns, Word, read_matter, words};
use super::neutral::{self, Neutral};
use super::{changed, stored};
use crate::{Store, StoreError, journal, json_list};

/// What a run asks about besides what changed here and what is open.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// Records there, by name.
    pub remotes: BTreeSet<String>,
    /// Records here.
    pub ids: BTreeSet<Id>,
}

/// Records as of one moment, with everything that is known about them for an account.
#[derive(Clone, Debug, Default)]
pub struct SyncSnapshot {
    /// The journal's last line.
    pub head: i64,
    /// How many links there are to records that have not ended.
    pub linked: usize,
    /// Links of the records.
    pub links: Vec<Link>,
    /// The records: those that were asked for or changed, those that are open, and those that one of them was merged
    /// into.
    pub records: Vec<Neutral>,
    /// Of them, those whose last change took back something that was seen by an earlier run.
    pub reversed: BTreeSet<Id>,
    /// What is open about them.
    pub matters: Vec<Matter>,
    /// What is known about records there.
    pub words: Vec<Word>,
}

impl Store {
    /// Reads what changed after `seq`, what is open, and what is wanted.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn sync_snapshot(
        &self,
        account: &Account,
        seq: i64,
        wanted: &Wanted,
    ) -> Result<SyncSnapshot, StoreError> {
        let mut connection = self.snapshot().await?;
        let head = journal::head(&mut connection).await?;
        let words = words(&mut connection, account.row, Entity::Contact).await?;
        let (mut rowids, reversed) = changed::since(&mut connection, seq, &account.id.to_string()).await?;
        let names = wanted.remotes.iter().chain(words.iter().map(|word| &word.remote));
        let names = json!(names.collect::<Vec<_>>()).to_string();
        let ids = json!(wanted.ids.iter().map(ToString::to_string).collect::<Vec<_>>()).to_string();
        let asked: Vec<i64> = sqlx::query_scalar(
            "SELECT l.record FROM json_each(?2) j JOIN sync_link l ON l.remote = j.value
               WHERE l.account = ?1 AND l.entity = 'contact'
             UNION SELECT record FROM sync_link WHERE account = ?1 AND entity = 'contact' AND unsettled
             UNION SELECT record FROM sync_matter WHERE account = ?1 AND entity = 'contact'
               AND kind IN ('outbox', 'unanswered', 'held')
             UNION SELECT c.id FROM json_each(?3) j JOIN contact c ON c.uuid = unhex(replace(j.value, '-', ''))",
        )
        .bind(account.row.0)
        .bind(names)
        .bind(ids)
        .fetch_all(&mut *connection)
        .await?;
        rowids.extend(asked);
        let rowids = with_winners(&mut connection, rowids).await?;
        let records = neutral::read(&mut connection, &rowids).await?;
        let list = json_list(&rowids);
        let links = links(&mut connection, account, &list).await?;
        let matters: Vec<MatterColumns> = sqlx::query_as(
            "SELECT c.uuid, m.kind, m.path, m.value FROM json_each(?2) j
             JOIN sync_matter m ON m.account = ?1 AND m.entity = 'contact' AND m.record = j.value
             JOIN contact c ON c.id = m.record",
        )
        .bind(account.row.0)
        .bind(&list)
        .fetch_all(&mut *connection)
        .await?;
        let linked: i64 =
            sqlx::query_scalar("SELECT count(*) FROM sync_link WHERE account = ? AND entity = 'contact' AND NOT gone")
                .bind(account.row.0)
                .fetch_one(&mut *connection)
                .await?;
        let reversed: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT c.uuid FROM json_each(?) j JOIN contact c ON c.id = j.value")
                .bind(json_list(&reversed))
                .fetch_all(&mut *connection)
                .await?;
        Ok(SyncSnapshot {
            head,
            linked: usize::try_from(linked).unwrap_or(0),
            links,
            records,
            reversed: reversed.iter().map(|uuid| Id::from_slice(uuid)).collect::<Result<_, _>>()?,
            matters: matters.into_iter().map(read_matter).collect::<Result<_, _>>()?,
            words,
        })
    }
}

/// The rowids, with those of the contacts that they were merged into and those that were merged into them, in order.
async fn with_winners(connection: &mut SqliteConnection, rowids: Vec<i64>) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar(
        "WITH RECURSIVE wanted (id) AS (
           SELECT value FROM json_each(?)
           UNION SELECT c.merged_into FROM contact c JOIN wanted w ON c.id = w.id WHERE c.merged_into IS NOT NULL)
         SELECT id FROM wanted UNION SELECT c.id FROM contact c JOIN wanted w ON c.merged_into = w.id ORDER BY 1",
    )
    .bind(json_list(&rowids))
    .fetch_all(connection)
    .await?)
}

async fn links(connection: &mut SqliteConnection, account: &Account, list: &str) -> Result<Vec<Link>, StoreError> {
    let rows: Vec<(Vec<u8>, String, bool, bool, String)> = sqlx::query_as(
        "SELECT c.uuid, l.remote, l.unsettled, l.gone, l.mirror FROM json_each(?2) j
         JOIN sync_link l ON l.account = ?1 AND l.entity = 'contact' AND l.record = j.value
         JOIN contact c ON c.id = l.record",
    )
    .bind(account.row.0)
    .bind(list)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(record, remote, unsettled, gone, mirror)| {
            Ok(Link { record: Id::from_slice(&record)?, remote, unsettled, gone, mirror: stored(&mirror)? })
        })
        .collect()
}
