//! The log of runs: when, with what result, and what became of single records.

use satchel_model::Id;
use serde_json::Value;
use sqlx::SqliteConnection;

use super::account::AccountRow;
use super::{TOGETHER, rows_json, stored};
use crate::journal::batch_rowid;
use crate::writing::Writing;
use crate::{Store, StoreError};

/// A run to be written down.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// UTC milliseconds.
    pub started_at: i64,
    /// UTC milliseconds.
    pub finished_at: i64,
    /// How it ended, in a word of the engine's.
    pub outcome: String,
    /// Its counts.
    pub report: Value,
    /// What it wrote here.
    pub batch: Option<Id>,
    /// What became of single records.
    pub outcomes: Vec<RunOutcome>,
}

/// What became of one record in a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunOutcome {
    /// The record here.
    pub record: Option<Id>,
    /// Its name there.
    pub remote: Option<String>,
    /// What became of it, in a word of the engine's.
    pub what: String,
    /// The remote's words, or a path; for a person, not for a log that is given away.
    pub words: String,
}

/// A run as it was written down.
#[derive(Clone, Debug)]
pub struct RunRow {
    /// Its number.
    pub number: i64,
    /// UTC milliseconds.
    pub started_at: i64,
    /// UTC milliseconds.
    pub finished_at: i64,
    /// How it ended.
    pub outcome: String,
    /// Its counts.
    pub report: Value,
    /// What it wrote here.
    pub batch: Option<Id>,
}

/// How a run ended of which nothing else was written down.
const UNFINISHED: &str = "unfinished";
/// Runs that are kept for each account.
const KEPT: i64 = 500;

impl Writing {
    /// Writes down that a run has come this far, so that what it found is told even if it is killed now. The number is
    /// for [`Store::end_run`].
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn begin_run(
        &mut self,
        account: AccountRow,
        started_at: i64,
        outcomes: &[RunOutcome],
    ) -> Result<i64, StoreError> {
        let batch = self.batch();
        let run = NewRun {
            started_at,
            finished_at: self.at(),
            outcome: UNFINISHED.to_owned(),
            report: Value::Object(serde_json::Map::new()),
            batch,
            outcomes: outcomes.to_vec(),
        };
        write(self.sql(), account, None, &run).await
    }
}

impl Store {
    /// Writes down how a run ended; `number` is that of its beginning, if it came so far. The oldest runs beyond five
    /// hundred are forgotten.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn end_run(&self, account: AccountRow, number: Option<i64>, run: &NewRun) -> Result<i64, StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let number = write(&mut transaction, account, number, run).await?;
        sqlx::query(
            "DELETE FROM sync_run WHERE account = ?1 AND id <= (
               SELECT id FROM sync_run WHERE account = ?1 ORDER BY id DESC LIMIT 1 OFFSET ?2)",
        )
        .bind(account.0)
        .bind(KEPT)
        .execute(&mut *transaction)
        .await?;
        transaction.commit().await?;
        Ok(number)
    }

    /// The newest runs of an account.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn runs(&self, account: AccountRow, limit: i64) -> Result<Vec<RunRow>, StoreError> {
        type Columns = (i64, i64, i64, String, String, Option<Vec<u8>>);
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT r.id, r.started_at, r.finished_at, r.outcome, r.report, b.uuid
             FROM sync_run r LEFT JOIN batch b ON b.id = r.batch WHERE r.account = ? ORDER BY r.id DESC LIMIT ?",
        )
        .bind(account.0)
        .bind(limit)
        .fetch_all(&self.inner.readers)
        .await?;
        rows.into_iter()
            .map(|(number, started_at, finished_at, outcome, report, batch)| {
                let batch = batch.map(|uuid| Id::from_slice(&uuid)).transpose()?;
                Ok(RunRow { number, started_at, finished_at, outcome, report: stored(&report)?, batch })
            })
            .collect()
    }

    /// What became of single records in a run, in the order in which it was written down.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn run_outcomes(&self, run: i64) -> Result<Vec<RunOutcome>, StoreError> {
        type Columns = (Option<Vec<u8>>, Option<String>, String, String);
        let rows: Vec<Columns> =
            sqlx::query_as("SELECT record, remote, what, words FROM sync_outcome WHERE run = ? ORDER BY nth")
                .bind(run)
                .fetch_all(&self.inner.readers)
                .await?;
        rows.into_iter()
            .map(|(record, remote, what, words)| {
                let record = record.map(|uuid| Id::from_slice(&uuid)).transpose()?;
                Ok(RunOutcome { record, remote, what, words })
            })
            .collect()
    }
}

/// Writes a run, over the one of that number if there is one.
async fn write(
    connection: &mut SqliteConnection,
    account: AccountRow,
    number: Option<i64>,
    run: &NewRun,
) -> Result<i64, StoreError> {
    let batch = match run.batch {
        Some(batch) => Some(batch_rowid(connection, batch).await?),
        None => None,
    };
    let number: i64 = sqlx::query_scalar(
        "INSERT OR REPLACE INTO sync_run (id, account, started_at, finished_at, outcome, report, batch)
         VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id",
    )
    .bind(number)
    .bind(account.0)
    .bind(run.started_at)
    .bind(run.finished_at)
    .bind(&run.outcome)
    .bind(run.report.to_string())
    .bind(batch)
    .fetch_one(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM sync_outcome WHERE run = ?").bind(number).execute(&mut *connection).await?;
    let numbered: Vec<(i64, &RunOutcome)> = (0..).zip(&run.outcomes).collect();
    for outcomes in numbered.chunks(TOGETHER) {
        let rows = outcomes.iter().map(|(nth, outcome)| {
            let RunOutcome { record, remote, what, words } = outcome;
            (nth, record, remote, what, words)
        });
        sqlx::query(
            "INSERT INTO sync_outcome (run, nth, record, remote, what, words)
             SELECT ?1, j.value ->> 0, unhex(replace(j.value ->> 1, '-', '')), j.value ->> 2, j.value ->> 3,
               j.value ->> 4
             FROM json_each(?2) j",
        )
        .bind(number)
        .bind(rows_json(&rows.collect::<Vec<_>>())?)
        .execute(&mut *connection)
        .await?;
    }
    Ok(number)
}
