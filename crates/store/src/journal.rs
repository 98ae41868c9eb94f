//! Reading the journal: batches, the history of a record, and the feed that followers catch up by.

use std::collections::{HashMap, HashSet};

use satchel_model::{Batch, Entity, FieldChange, FieldEntity, Id, Origin};
use serde_json::Value;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::writing::CREATED;
use crate::{Store, StoreError, derive, entity};

/// A line as a follower sees it: these records changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FeedLine {
    /// Its place in the journal.
    pub seq: i64,
    /// What kind of record; `None` when a newer Satchel wrote it.
    pub entity: Option<Entity>,
    /// First rowid.
    pub first: i64,
    /// Last rowid; the same as `first` but for records that were created, or changed their state, together.
    pub last: i64,
    /// Whether it says that the record is called otherwise.
    pub renamed: bool,
}

/// What one batch did to one record.
#[derive(Clone, Debug, PartialEq)]
pub struct HistoryEntry {
    /// The batch.
    pub batch: Batch,
    /// Whether the batch created the record.
    pub created: bool,
    /// Its changes, with the names of what they refer to in place of identities.
    pub changes: Vec<FieldChange>,
}

pub(crate) async fn batch_rowid(connection: &mut SqliteConnection, id: Id) -> Result<i64, StoreError> {
    sqlx::query_scalar("SELECT id FROM batch WHERE uuid = ?")
        .bind(&id.as_bytes()[..])
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound("batch"))
}

pub(crate) async fn head(connection: &mut SqliteConnection) -> Result<i64, StoreError> {
    // AUTOINCREMENT keeps the highest number ever given, also when the last lines were erased.
    let head = sqlx::query_scalar("SELECT seq FROM sqlite_sequence WHERE name = 'change'").fetch_optional(connection);
    Ok(head.await?.unwrap_or(0))
}

/// The columns of a batch, with the batches that it reverts and that reverted it, before a WHERE.
macro_rules! batch_sql {
    ($rest:literal) => {
        concat!(
            "SELECT b.uuid, b.origin, b.actor, b.at, b.label, b.created, b.changed, r.uuid, u.uuid, b.id
             FROM batch b LEFT JOIN batch r ON r.id = b.reverts LEFT JOIN batch u ON u.id = b.reverted_by ",
            $rest
        )
    };
}

fn read_batch(row: &sqlx::sqlite::SqliteRow) -> Result<Batch, StoreError> {
    let id = |at: usize| -> Result<Option<Id>, StoreError> {
        Ok(row.try_get::<Option<Vec<u8>>, _>(at)?.map(|bytes| Id::from_slice(&bytes)).transpose()?)
    };
    Ok(Batch {
        id: id(0)?.ok_or(StoreError::Damaged)?,
        origin: Origin::from_word(row.try_get(1)?).ok_or(StoreError::Newer)?,
        actor: row.try_get(2)?,
        at: row.try_get(3)?,
        label: row.try_get(4)?,
        created: row.try_get(5)?,
        changed: row.try_get(6)?,
        reverts: id(7)?,
        reverted_by: id(8)?,
    })
}

impl Store {
    /// Those of some batches that were undone.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn reverted(&self, batches: impl IntoIterator<Item = Id>) -> Result<HashSet<Id>, StoreError> {
        let sought: Vec<String> =
            batches.into_iter().map(|id| id.as_bytes().iter().map(|b| format!("{b:02x}")).collect()).collect();
        let rows: Vec<Vec<u8>> = sqlx::query_scalar(
            "SELECT b.uuid FROM json_each(?) j JOIN batch b ON b.uuid = unhex(j.value) WHERE b.reverted_by IS NOT NULL",
        )
        .bind(serde_json::json!(sought).to_string())
        .fetch_all(&self.inner.readers)
        .await?;
        rows.iter().map(|uuid| Ok(Id::from_slice(uuid)?)).collect()
    }

    /// The journal's last sequence number.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn head(&self) -> Result<i64, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        head(&mut connection).await
    }

    /// At most `limit` lines after `seq`, oldest first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn feed(&self, seq: i64, limit: i64) -> Result<Vec<FeedLine>, StoreError> {
        let lines: Vec<(i64, String, i64, Option<i64>, bool)> = sqlx::query_as(
            "SELECT seq, entity, record, until, path = 'name' FROM change WHERE seq > ? ORDER BY seq LIMIT ?",
        )
        .bind(seq)
        .bind(limit)
        .fetch_all(&self.inner.readers)
        .await?;
        Ok(lines
            .into_iter()
            .map(|(seq, entity, first, until, renamed)| FeedLine {
                seq,
                entity: Entity::from_word(&entity),
                first,
                last: until.unwrap_or(first),
                renamed,
            })
            .collect())
    }

    /// The kinds of records that lines after `seq` are about, `None` for what a newer Satchel wrote, and the last line.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn kinds_since(&self, seq: i64) -> Result<(Vec<Option<Entity>>, i64), StoreError> {
        let mut snapshot = self.snapshot().await?;
        let last = head(&mut snapshot).await?;
        let kinds: Vec<String> = sqlx::query_scalar("SELECT DISTINCT entity FROM change WHERE seq > ?")
            .bind(seq)
            .fetch_all(&mut *snapshot)
            .await?;
        Ok((kinds.iter().map(|kind| Entity::from_word(kind)).collect(), last))
    }

    /// At most `limit` batches before `before`, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when `before` is no batch.
    pub async fn batches(&self, before: Option<Id>, limit: i64) -> Result<Vec<Batch>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let before = match before {
            Some(id) => batch_rowid(&mut snapshot, id).await?,
            None => i64::MAX,
        };
        let sql = batch_sql!("WHERE b.id < ? ORDER BY b.id DESC LIMIT ?");
        let rows = sqlx::query(sql).bind(before).bind(limit).fetch_all(&mut *snapshot).await?;
        rows.iter().map(read_batch).collect()
    }

    /// One batch.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn batch(&self, id: Id) -> Result<Batch, StoreError> {
        let sql = batch_sql!("WHERE b.uuid = ?");
        let row = sqlx::query(sql).bind(&id.as_bytes()[..]).fetch_optional(&self.inner.readers).await?;
        read_batch(&row.ok_or(StoreError::NotFound("batch"))?)
    }

    /// The last batch of `host` that stands: for `Ctrl+Z`. Reversals are no candidates, nor is what was reversed.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn last_standing(&self, host: &str, imports: bool) -> Result<Option<Batch>, StoreError> {
        let sql = batch_sql!(
            "WHERE b.host = ? AND b.reverts IS NULL AND b.reverted_by IS NULL AND (b.origin <> 'import' OR ?)
             ORDER BY b.id DESC LIMIT 1"
        );
        let row = sqlx::query(sql).bind(host).bind(imports).fetch_optional(&self.inner.readers).await?;
        row.as_ref().map(read_batch).transpose()
    }

    /// The last reversal of `host` that stands, unless something newer was done there: for `Ctrl+Shift+Z`.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn last_reversal(&self, host: &str) -> Result<Option<Batch>, StoreError> {
        let sql = batch_sql!(
            "WHERE b.host = ?1 AND b.reverts IS NOT NULL AND b.reverted_by IS NULL AND r.reverts IS NULL
               AND NOT EXISTS (SELECT 1 FROM batch n WHERE n.host = ?1 AND n.id > b.id AND n.reverts IS NULL)
             ORDER BY b.id DESC LIMIT 1"
        );
        let row = sqlx::query(sql).bind(host).fetch_optional(&self.inner.readers).await?;
        row.as_ref().map(read_batch).transpose()
    }

    /// What happened to a contact, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn history(&self, contact: Id) -> Result<Vec<HistoryEntry>, StoreError> {
        self.history_of(FieldEntity::Contact, contact).await
    }

    /// What happened to a contact or a company, newest first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn history_of(&self, of: FieldEntity, id: Id) -> Result<Vec<HistoryEntry>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let entity = of.entity();
        let rowid = entity::survivor(&mut snapshot, entity, id).await?;
        let lines: Vec<(i64, String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT c.batch, c.path, v.before, v.after FROM (
               SELECT seq, batch, path FROM change WHERE record = ?1 AND entity = ?3 AND until IS NULL
               UNION ALL SELECT seq, batch, path FROM change WHERE entity = ?3 AND until >= ?1 AND record <= ?1
             ) c LEFT JOIN change_value v ON v.seq = c.seq WHERE c.path <> ?2 ORDER BY c.seq",
        )
        .bind(rowid)
        .bind(CREATED)
        .bind(entity.as_str())
        .fetch_all(&mut *snapshot)
        .await?;
        let sql = format!("SELECT created_batch FROM {} WHERE id = ?", entity::table(entity).name);
        let created: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(rowid).fetch_one(&mut *snapshot).await?;
        let sql = batch_sql!(
            "WHERE b.id IN (SELECT batch FROM change WHERE record = ?1 AND entity = ?2 AND until IS NULL
               UNION SELECT batch FROM change WHERE entity = ?2 AND until >= ?1 AND record <= ?1
               UNION SELECT ?3) ORDER BY b.id DESC"
        );
        let batches =
            sqlx::query(sql).bind(rowid).bind(entity.as_str()).bind(created).fetch_all(&mut *snapshot).await?;
        let mut changes: HashMap<i64, Vec<FieldChange>> = HashMap::new();
        for (batch, path, before, after) in lines {
            let change = FieldChange { path, before: parsed(before)?, after: parsed(after)? };
            let change = vec![derive::legible(&mut snapshot, change).await?];
            changes.entry(batch).or_default().extend(derive::by_keys(&mut snapshot, change).await?);
        }
        batches
            .iter()
            .map(|row| {
                let batch_row: i64 = row.try_get(9)?;
                Ok(HistoryEntry {
                    batch: read_batch(row)?,
                    created: batch_row == created,
                    changes: derive::as_shown(changes.remove(&batch_row).unwrap_or_default()),
                })
            })
            .collect()
    }
}

/// A stored value.
pub(crate) fn parsed(text: Option<String>) -> Result<Option<Value>, StoreError> {
    text.map(|text| serde_json::from_str(&text).map_err(|_| StoreError::Damaged)).transpose()
}
