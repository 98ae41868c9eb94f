//! All that a vault holds, table by table, as JSON objects: out of one vault, and into another that is empty.
//!
//! What a row is made of is read from the database itself ([`shape`]), so that a new table is in an archive on the day on
//! which it is made. Rowids mean nothing outside: records are named by their identities. What follows from something
//! else (sort keys, tallies) is left out and made anew. Deliberately absent: the journal and jobs, which tell how it came
//! to be; what accounts remember, which is between this vault and a server; and files.

mod restore;
mod shape;

use std::future::Future;

use futures_util::TryStreamExt;
use sqlx::AssertSqlSafe;

use crate::StoreError;
use crate::export::Exporting;
pub use restore::Restoring;
use shape::shapes;

/// Bytes of lines that are handed on at once.
const CHUNK: usize = 256 * 1024;

/// Tables that are not in an archive, and why.
const NOT_KEPT: &[(&str, &str)] = &[
    ("batch", "the journal"),
    ("change", "the journal"),
    ("change_value", "the journal"),
    ("purged", "the journal"),
    ("job", "work of this computer"),
    ("job_problem", "work of this computer"),
    ("job_failed_row", "work of this computer"),
    ("setting", "of this computer: where its backups go, when it locks"),
    ("account", "between this vault and a server"),
    ("sync_state", "between this vault and a server"),
    ("sync_link", "between this vault and a server"),
    ("sync_matter", "between this vault and a server"),
    ("sync_word", "between this vault and a server"),
    ("sync_run", "between this vault and a server"),
    ("sync_outcome", "between this vault and a server"),
    ("schema_migration", "of the database: the vault that is filled has its own"),
    ("contact_tally", "counted anew"),
    ("custom_version", "counted anew"),
    ("sealed_file", "made anew of the attachments"),
];

impl Exporting {
    /// Names of the tables of an archive, those first that others refer to.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn tables(&mut self) -> Result<Vec<String>, StoreError> {
        Ok(shapes(self.sql()).await?.into_iter().map(|shape| shape.table).collect())
    }

    /// Reads a table in the order in which its rows were made, as lines of JSON; `take` is handed pieces of many lines
    /// and says whether it wants more. Returns how many rows there were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such table; what the disk refuses.
    pub async fn lines<F, T>(&mut self, table: &str, mut take: F) -> Result<u64, StoreError>
    where
        F: FnMut(String) -> T,
        T: Future<Output = bool>,
    {
        let all = shapes(self.sql()).await?;
        let shape = all.iter().find(|shape| shape.table == table).ok_or(StoreError::NotFound("table"))?;
        let sql = shape.select();
        let mut rows = sqlx::query_scalar::<_, String>(AssertSqlSafe(sql)).fetch(self.sql());
        let (mut lines, mut count) = (String::new(), 0);
        while let Some(line) = rows.try_next().await? {
            lines.push_str(&line);
            lines.push('\n');
            count += 1;
            if lines.len() >= CHUNK && !take(std::mem::take(&mut lines)).await {
                return Ok(count);
            }
        }
        if !lines.is_empty() {
            take(lines).await;
        }
        Ok(count)
    }
}
