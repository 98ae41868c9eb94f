//! Long work as rows: what it is, how far it is, who has it.
//!
//! The checkpoint is written in the transaction of the work it stands for. A job is cancelled by writing its state;
//! whoever runs it sees that at its next checkpoint, in whichever process it is.

use satchel_model::{Id, Problem};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::writing::Writing;
use crate::{Store, StoreError, mint};

macro_rules! words {
    ($(#[$doc:meta])* $type:ident { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $type { $($(#[$variant_doc])* $variant),+ }

        impl $type {
            /// The stored word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            fn from_word(word: &str) -> Result<Self, StoreError> {
                match word { $($word => Ok(Self::$variant),)+ _ => Err(StoreError::Newer) }
            }
        }
    };
}

words!(
    /// What kind of work.
    JobKind {
        /// Reading a file into the vault.
        Import = "import",
        /// Taking a large batch back.
        Undo = "undo",
        /// Making the index anew.
        Reindex = "reindex",
        /// A run of an account, or its rehearsal.
        Sync = "sync",
        /// Giving a field another kind.
        Field = "field",
        /// One edit of many contacts.
        Bulk = "bulk",
        /// Writing contacts into a file.
        Export = "export",
        /// Writing everything into an archive.
        Archive = "archive",
    }
);

words!(
    /// Where a job is.
    JobState {
        /// Not begun.
        Queued = "queued",
        /// Somebody has it.
        Running = "running",
        /// Stopped by a person until they let it go on.
        Paused = "paused",
        /// Its vault was locked in the middle; it goes on when that is unlocked.
        Waiting = "waiting",
        /// Its process ended in the middle.
        Interrupted = "interrupted",
        /// Finished.
        Done = "done",
        /// Could not be finished.
        Failed = "failed",
        /// Stopped by a person for good.
        Cancelled = "cancelled",
    }
);

/// A job to be added.
#[derive(Clone, Debug)]
pub struct NewJob {
    /// What kind.
    pub kind: JobKind,
    /// What a person reads.
    pub label: String,
    /// What it needs to begin, or to begin again.
    pub input: Value,
    /// How many records or bytes it is about; 0 when not known.
    pub total: i64,
}

/// A job as it stands, without what may be long.
#[derive(Clone, Debug)]
pub struct JobRow {
    /// Identity.
    pub id: Id,
    /// What kind.
    pub kind: JobKind,
    /// Where it is.
    pub state: JobState,
    /// What a person reads.
    pub label: String,
    /// How much is done.
    pub done: i64,
    /// Of how much.
    pub total: i64,
    /// The batch it writes.
    pub batch: Option<Id>,
    /// Which process has it, or had it last.
    pub owner: String,
    /// Until when that process is believed without further signs of life, UTC milliseconds.
    pub lease_until: i64,
    /// When it began, UTC milliseconds.
    pub started_at: i64,
    /// When it ended.
    pub finished_at: Option<i64>,
    /// Why it failed.
    pub error: Option<String>,
}

/// What a job works with; the shapes are the kind's own, and may be as long as the work.
#[derive(Clone, Debug)]
pub struct JobWork {
    /// What it began with.
    pub input: Value,
    /// Where to go on; `null` at the beginning.
    pub checkpoint: Value,
    /// What it found.
    pub report: Value,
}

const COLUMNS: &str =
    "SELECT j.uuid, j.kind, j.state, j.label, j.done, j.total, b.uuid, j.started_at, j.finished_at, j.error, j.owner,
    j.lease_until FROM job j LEFT JOIN batch b ON b.id = j.batch";

fn read(row: &SqliteRow) -> Result<JobRow, StoreError> {
    Ok(JobRow {
        id: Id::from_slice(row.try_get(0)?)?,
        kind: JobKind::from_word(row.try_get(1)?)?,
        state: JobState::from_word(row.try_get(2)?)?,
        label: row.try_get(3)?,
        done: row.try_get(4)?,
        total: row.try_get(5)?,
        batch: row.try_get::<Option<Vec<u8>>, _>(6)?.map(|uuid| Id::from_slice(&uuid)).transpose()?,
        started_at: row.try_get(7)?,
        finished_at: row.try_get(8)?,
        error: row.try_get(9)?,
        owner: row.try_get(10)?,
        lease_until: row.try_get(11)?,
    })
}

async fn rowid_of(connection: &mut SqliteConnection, job: Id) -> Result<i64, StoreError> {
    sqlx::query_scalar("SELECT id FROM job WHERE uuid = ?")
        .bind(&job.as_bytes()[..])
        .fetch_optional(connection)
        .await?
        .ok_or(StoreError::NotFound("job"))
}

impl Store {
    /// Adds a job, queued for `owner`; `at` is UTC milliseconds.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn add_job(&self, job: &NewJob, owner: &str, at: i64) -> Result<Id, StoreError> {
        let id = mint(at);
        sqlx::query(
            "INSERT INTO job (uuid, kind, state, label, input, checkpoint, total, owner, started_at)
             VALUES (?, ?, 'queued', ?, ?, 'null', ?, ?, ?)",
        )
        .bind(&id.as_bytes()[..])
        .bind(job.kind.as_str())
        .bind(&job.label)
        .bind(job.input.to_string())
        .bind(job.total)
        .bind(owner)
        .bind(at)
        .execute(&self.inner.writer)
        .await?;
        Ok(id)
    }

    /// The newest jobs, newest first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn jobs(&self, limit: i64) -> Result<Vec<JobRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} ORDER BY j.id DESC LIMIT ?"));
        let rows = sqlx::query(sql).bind(limit).fetch_all(&self.inner.readers).await?;
        rows.iter().map(read).collect()
    }

    /// The newest jobs of a kind.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn jobs_of(&self, kind: JobKind, limit: i64) -> Result<Vec<JobRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE j.kind = ? ORDER BY j.id DESC LIMIT ?"));
        let rows = sqlx::query(sql).bind(kind.as_str()).bind(limit).fetch_all(&self.inner.readers).await?;
        rows.iter().map(read).collect()
    }

    /// All jobs that have not ended.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn unended_jobs(&self) -> Result<Vec<JobRow>, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE j.state NOT IN ('done', 'failed', 'cancelled')"));
        let rows = sqlx::query(sql).fetch_all(&self.inner.readers).await?;
        rows.iter().map(read).collect()
    }

    /// One job.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn job(&self, id: Id) -> Result<JobRow, StoreError> {
        let sql = sqlx::AssertSqlSafe(format!("{COLUMNS} WHERE j.uuid = ?"));
        let row = sqlx::query(sql).bind(&id.as_bytes()[..]).fetch_optional(&self.inner.readers).await?;
        read(&row.ok_or(StoreError::NotFound("job"))?)
    }

    /// What a job works with.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn job_work(&self, id: Id) -> Result<JobWork, StoreError> {
        let work: Option<(String, String, String)> =
            sqlx::query_as("SELECT input, checkpoint, report FROM job WHERE uuid = ?")
                .bind(&id.as_bytes()[..])
                .fetch_optional(&self.inner.readers)
                .await?;
        let (input, checkpoint, report) = work.ok_or(StoreError::NotFound("job"))?;
        let json = |text: &str| serde_json::from_str(text).map_err(|_| StoreError::Damaged);
        Ok(JobWork { input: json(&input)?, checkpoint: json(&checkpoint)?, report: json(&report)? })
    }

    /// Takes a job for `owner` until `lease`, if nobody has it at `now`; whether it was taken. Ended jobs cannot be.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn claim_job(&self, id: Id, owner: &str, lease: i64, now: i64) -> Result<bool, StoreError> {
        let done = sqlx::query(
            "UPDATE job SET state = 'running', owner = ?2, lease_until = ?3 WHERE uuid = ?1
               AND (state IN ('queued', 'paused', 'waiting', 'interrupted') OR (state = 'running' AND (lease_until < ?4 OR owner = ?2)))",
        )
        .bind(&id.as_bytes()[..])
        .bind(owner)
        .bind(lease)
        .bind(now)
        .execute(&self.inner.writer)
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Queues a job again, for `owner`, that was interrupted or paused.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn requeue_job(&self, id: Id, owner: &str) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE job SET state = 'queued', owner = ?2, error = NULL
             WHERE uuid = ?1 AND state IN ('interrupted', 'paused', 'waiting')",
        )
        .bind(&id.as_bytes()[..])
        .bind(owner)
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// Marks a job of a process that is gone as interrupted, whether it had begun or not.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn interrupt_job(&self, id: Id, owner: &str) -> Result<(), StoreError> {
        sqlx::query(
            "UPDATE job SET state = 'interrupted', lease_until = 0
             WHERE uuid = ? AND owner = ? AND state IN ('running', 'queued')",
        )
        .bind(&id.as_bytes()[..])
        .bind(owner)
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// Moves a job that has not ended into a state, with what it found.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn end_job(
        &self,
        id: Id,
        state: JobState,
        error: Option<&str>,
        report: Option<&Value>,
        at: i64,
    ) -> Result<(), StoreError> {
        // Cancelling must not wait for the job to reach its end by itself.
        let _place = self.inner.queue.stand();
        let ended = matches!(state, JobState::Done | JobState::Failed | JobState::Cancelled);
        sqlx::query(
            "UPDATE job SET state = ?2, error = ?3, report = coalesce(?4, report), finished_at = ?5, lease_until = 0
             WHERE uuid = ?1 AND state NOT IN ('done', 'failed')",
        )
        .bind(&id.as_bytes()[..])
        .bind(state.as_str())
        .bind(error)
        .bind(report.map(Value::to_string))
        .bind(ended.then_some(at))
        .execute(&self.inner.writer)
        .await?;
        Ok(())
    }

    /// What was wrong with the rows of an import, in order, at most `limit`.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn job_problems(&self, id: Id, limit: i64) -> Result<Vec<Problem>, StoreError> {
        let texts: Vec<String> = sqlx::query_scalar(
            "SELECT p.problem FROM job_problem p JOIN job j ON j.id = p.job WHERE j.uuid = ? ORDER BY p.nth LIMIT ?",
        )
        .bind(&id.as_bytes()[..])
        .bind(limit)
        .fetch_all(&self.inner.readers)
        .await?;
        texts.iter().map(|text| serde_json::from_str(text).map_err(|_| StoreError::Damaged)).collect()
    }

    /// Rows of an import that were not taken: line, cells, reason.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn failed_rows(&self, id: Id) -> Result<Vec<(i64, Vec<String>, String)>, StoreError> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(
            "SELECT f.line, f.cells, f.reason FROM job_failed_row f JOIN job j ON j.id = f.job WHERE j.uuid = ? ORDER BY f.line",
        )
        .bind(&id.as_bytes()[..])
        .fetch_all(&self.inner.readers)
        .await?;
        rows.into_iter()
            .map(|(line, cells, reason)| {
                Ok((line, serde_json::from_str(&cells).map_err(|_| StoreError::Damaged)?, reason))
            })
            .collect()
    }
}

impl Writing {
    /// Writes a job's checkpoint in this transaction and renews its lease; false when it was cancelled or paused
    /// meanwhile, or somebody else has it: the caller then commits what it has and stops, or rolls back.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn checkpoint(
        &mut self,
        job: Id,
        owner: &str,
        checkpoint: &Value,
        done: i64,
        total: i64,
        lease: i64,
    ) -> Result<bool, StoreError> {
        let batch = match self.batch() {
            Some(_) => Some(self.batch_row().await?),
            None => None,
        };
        let rowid = rowid_of(self.sql(), job).await?;
        let updated = sqlx::query(
            "UPDATE job SET checkpoint = ?2, done = ?3, total = ?4, lease_until = ?5, batch = coalesce(?6, batch)
             WHERE id = ?1 AND owner = ?7",
        )
        .bind(rowid)
        .bind(checkpoint.to_string())
        .bind(done)
        .bind(total)
        .bind(lease)
        .bind(batch)
        .bind(owner)
        .execute(self.sql())
        .await?;
        let state: String =
            sqlx::query_scalar("SELECT state FROM job WHERE id = ?").bind(rowid).fetch_one(self.sql()).await?;
        Ok(updated.rows_affected() == 1 && state == "running")
    }

    /// Keeps problems of a job's rows, numbered from `first`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn add_problems(&mut self, job: Id, first: i64, problems: &[Problem]) -> Result<(), StoreError> {
        let rowid = rowid_of(self.sql(), job).await?;
        for (nth, problem) in (first..).zip(problems) {
            let text = serde_json::to_string(problem).map_err(|_| StoreError::Bug("problem"))?;
            sqlx::query("INSERT OR REPLACE INTO job_problem (job, nth, problem) VALUES (?, ?, ?)")
                .bind(rowid)
                .bind(nth)
                .bind(text)
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Keeps a row that was not taken.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn add_failed_row(
        &mut self,
        job: Id,
        line: i64,
        cells: &[String],
        reason: &str,
    ) -> Result<(), StoreError> {
        let rowid = rowid_of(self.sql(), job).await?;
        sqlx::query("INSERT OR REPLACE INTO job_failed_row (job, line, cells, reason) VALUES (?, ?, ?, ?)")
            .bind(rowid)
            .bind(line)
            .bind(Value::from(cells.to_vec()).to_string())
            .bind(reason)
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
