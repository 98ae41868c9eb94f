//! Copies of the database: its pages as they are, so encrypted with the same key, of one moment, and verified.
//!
//! While a reader keeps a moment of a database, what other connections do to its file up to that moment is in the log,
//! too, and what they do later is in the log alone. So the file and then its log, copied byte for byte while somebody
//! reads, are together that moment or a later one, and a connection to the copy brings the log into the file.

use std::io;
use std::path::{Path, PathBuf};

use satchel_model::Secret;
use sqlx::{Sqlite, Transaction};

use crate::connect::{Purpose, connect};
use crate::{Store, StoreError, pages};

impl Store {
    /// Writes a copy to `file`, which must not exist, while others go on reading and writing.
    ///
    /// # Errors
    /// What the disk refuses; a half-written file is left for the caller to remove.
    pub async fn copy_to(&self, file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
        copy(self.snapshot().await?, &self.inner.path, key, file).await
    }

    /// Reads all of a copy.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not whole, or not of this key.
    pub async fn verify_copy(&self, file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
        verify(file, key).await
    }
}

/// Copies the database at `path`; `moment` is a transaction on it that has done nothing yet.
pub(crate) async fn copy(
    mut moment: Transaction<'_, Sqlite>,
    path: &Path,
    key: &Secret<[u8; 32]>,
    file: &Path,
) -> Result<(), StoreError> {
    // It begins with what is read in it.
    sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut *moment).await?;
    let (from, to) = (path.to_owned(), file.to_owned());
    let copied = tokio::task::spawn_blocking(move || copy_files(&from, &to)).await;
    moment.rollback().await?;
    let folded = match copied {
        Ok(Ok(())) => fold(file, key).await,
        Ok(Err(error)) => Err(error.into()),
        Err(_) => Err(StoreError::Bug("the thread of a copy")),
    };
    if folded.is_err() {
        let _ = std::fs::remove_file(log_of(file));
    }
    folded
}

fn copy_files(from: &Path, to: &Path) -> io::Result<()> {
    pages::copy(from, to)?;
    match std::fs::copy(log_of(from), log_of(to)) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// The log of a database beside it.
fn log_of(path: &Path) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push("-wal");
    name.into()
}

/// Brings the log of a copy into its file, which stands alone afterwards.
async fn fold(file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
    let pool = connect(file, key, Purpose::Fold).await?;
    let mode: Result<String, sqlx::Error> = sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&pool).await;
    pool.close().await;
    match mode?.as_str() {
        "delete" => Ok(()),
        _ => Err(StoreError::Bug("the log of a copy")),
    }
}

/// Reads all pages of a copy and what authenticates each.
///
/// # Errors
/// [`StoreError::Damaged`] when it is not whole, or not of this key.
pub(crate) async fn verify(file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
    let pool = connect(file, key, Purpose::Inspect).await?;
    let damage: Result<Option<String>, sqlx::Error> =
        sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_optional(&pool).await;
    pool.close().await;
    match damage? {
        None => Ok(()),
        Some(_) => Err(StoreError::Damaged),
    }
}
