//! The one door for writes: a transaction that changes rows and appends to the journal.
//!
//! Dropping it without [`Writing::commit`] undoes everything. The batch row is made with the first line, so that work
//! that changes nothing leaves nothing.

use satchel_model::{Entity, FieldChange, Id, Origin};
use sqlx::{Sqlite, SqliteConnection, Transaction};

use crate::sort::SortKeys;
use crate::{Store, StoreError, mint};

/// What a batch says about itself.
#[derive(Clone, Debug)]
pub struct BatchStart {
    /// Who lets it in.
    pub origin: Origin,
    /// Which window or process: `Ctrl+Z` takes back only its own.
    pub host: String,
    /// Who does it; `me` for the person at the keyboard.
    pub actor: String,
    /// What is done, in a few words, without contact data.
    pub label: String,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// Whether there is a batch row yet, and which.
pub(crate) type BatchMark = Option<(i64, Id)>;

/// A write under way.
#[derive(Debug)]
pub struct Writing {
    pub(crate) transaction: Transaction<'static, Sqlite>,
    store: Store,
    start: BatchStart,
    batch: BatchMark,
    reverts: Option<i64>,
    created: i64,
    changed: std::collections::HashSet<(Entity, i64)>,
}

impl Store {
    /// Begins a write. Waits for other writers, at most five seconds for those of another process.
    ///
    /// # Errors
    /// [`StoreError::Busy`], [`StoreError::ReadOnly`], [`StoreError::DiskFull`].
    pub async fn begin(&self, start: BatchStart) -> Result<Writing, StoreError> {
        let place = self.inner.queue.stand();
        let transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        drop(place);
        Ok(Writing {
            transaction,
            store: self.clone(),
            start,
            batch: None,
            reverts: None,
            created: 0,
            changed: std::collections::HashSet::new(),
        })
    }

    /// Begins a write that goes on with a batch that exists: one piece of a long job. Others who wait go first.
    ///
    /// # Errors
    /// As [`Store::begin`]; [`StoreError::NotFound`] when there is no such batch.
    pub async fn begin_in(&self, batch: Id, start: BatchStart) -> Result<Writing, StoreError> {
        self.inner.queue.let_others_first().await;
        let mut writing = self.begin(start).await?;
        let rowid = crate::journal::batch_rowid(&mut writing.transaction, batch).await?;
        writing.batch = Some((rowid, batch));
        Ok(writing)
    }
}

impl Writing {
    /// Whether somebody else waits to write, in this process or another: a long job ends its piece then.
    #[must_use]
    pub fn is_awaited(&self) -> bool {
        self.store.inner.queue.is_awaited()
    }

    /// The batch's identity, when something has been written.
    #[must_use]
    pub fn batch(&self) -> Option<Id> {
        self.batch.map(|(_, id)| id)
    }

    /// When this write happens, UTC milliseconds.
    #[must_use]
    pub fn at(&self) -> i64 {
        self.start.at
    }

    pub(crate) fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn sort(&self) -> &SortKeys {
        &self.store.inner.sort
    }

    pub(crate) fn sql(&mut self) -> &mut SqliteConnection {
        &mut self.transaction
    }

    /// Marks this write as the reversal of another batch.
    pub(crate) fn revert(&mut self, batch: i64) {
        self.reverts = Some(batch);
    }

    /// The batch as it is now, for [`Writing::rewind_batch`].
    pub(crate) fn batch_mark(&self) -> BatchMark {
        self.batch
    }

    /// Forgets a batch row that a rolled-back savepoint took with it.
    pub(crate) fn rewind_batch(&mut self, mark: BatchMark) {
        self.batch = mark;
    }

    /// The batch row, made now if there is none yet.
    pub(crate) async fn batch_row(&mut self) -> Result<i64, StoreError> {
        if let Some((rowid, _)) = self.batch {
            return Ok(rowid);
        }
        let id = mint(self.start.at);
        let first = crate::journal::head(&mut self.transaction).await? + 1;
        let rowid = sqlx::query_scalar(
            "INSERT INTO batch (uuid, origin, host, actor, replica, at, label, reverts, first)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(self.start.origin.as_str())
        .bind(&self.start.host)
        .bind(&self.start.actor)
        .bind(&self.store.inner.replica.as_bytes()[..])
        .bind(self.start.at)
        .bind(&self.start.label)
        .bind(self.reverts)
        .bind(first)
        .fetch_one(&mut *self.transaction)
        .await?;
        self.batch = Some((rowid, id));
        Ok(rowid)
    }

    /// Appends one line: `path` of a record went from `before` to `after`.
    pub(crate) async fn line(&mut self, entity: Entity, record: i64, change: &FieldChange) -> Result<i64, StoreError> {
        let batch = self.batch_row().await?;
        let seq: i64 =
            sqlx::query_scalar("INSERT INTO change (batch, entity, record, path) VALUES (?, ?, ?, ?) RETURNING seq")
                .bind(batch)
                .bind(entity.as_str())
                .bind(record)
                .bind(&change.path)
                .fetch_one(&mut *self.transaction)
                .await?;
        sqlx::query("INSERT INTO change_value (seq, before, after) VALUES (?, ?, ?)")
            .bind(seq)
            .bind(change.before.as_ref().map(ToString::to_string))
            .bind(change.after.as_ref().map(ToString::to_string))
            .execute(&mut *self.transaction)
            .await?;
        self.changed.insert((entity, record));
        Ok(seq)
    }

    /// Appends one line that says that the records from `first` to `last` were created.
    pub(crate) async fn created_line(&mut self, entity: Entity, first: i64, last: i64) -> Result<(), StoreError> {
        let batch = self.batch_row().await?;
        sqlx::query("INSERT INTO change (batch, entity, record, until, path) VALUES (?, ?, ?, ?, ?)")
            .bind(batch)
            .bind(entity.as_str())
            .bind(first)
            .bind(last)
            .bind(CREATED)
            .execute(&mut *self.transaction)
            .await?;
        if entity == Entity::Contact {
            self.created += last - first + 1;
        }
        Ok(())
    }

    /// Counts records that were changed by a statement over many rows.
    pub(crate) fn count_changed(&mut self, entity: Entity, records: impl IntoIterator<Item = i64>) {
        self.changed.extend(records.into_iter().map(|record| (entity, record)));
    }

    /// Makes the write durable: when this returns, it survives a power cut. Returns the batch, when anything was
    /// written to the journal.
    ///
    /// # Errors
    /// [`StoreError::DiskFull`] and the like; nothing was written then.
    pub async fn commit(mut self) -> Result<Option<Id>, StoreError> {
        if let Some((rowid, _)) = self.batch {
            let changed = self.changed.iter().filter(|(entity, _)| *entity == Entity::Contact).count();
            let last = crate::journal::head(&mut self.transaction).await?;
            sqlx::query("UPDATE batch SET created = created + ?, changed = changed + ?, last = ? WHERE id = ?")
                .bind(self.created)
                .bind(i64::try_from(changed).unwrap_or(i64::MAX))
                .bind(last)
                .bind(rowid)
                .execute(&mut *self.transaction)
                .await?;
        }
        self.transaction.commit().await?;
        Ok(self.batch.map(|(_, id)| id))
    }
}

/// The path of a line that says that records were created.
pub(crate) const CREATED: &str = "created";
