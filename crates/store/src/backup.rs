//! Copies of the database: encrypted with the same key, compact, verified.

use std::path::Path;

use satchel_model::Secret;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::connect::{Purpose, SHAPE, connect};
use crate::{Store, StoreError};

impl Store {
    /// Writes a compact copy to `file`, which must not exist, while others go on reading and writing: it is made by a
    /// connection of its own, of one moment.
    ///
    /// # Errors
    /// What the disk refuses; a half-written file is left for the caller to remove.
    pub async fn copy_to(&self, file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
        let pool = connect(&self.inner.path, key, Purpose::Copy).await?;
        let copied = match pool.acquire().await {
            Ok(mut connection) => copy(&mut connection, file).await,
            Err(error) => Err(error.into()),
        };
        pool.close().await;
        copied
    }

    /// Opens a copy and reads all of it.
    ///
    /// # Errors
    /// [`StoreError::Damaged`] when it is not whole, or not of this key.
    pub async fn verify_copy(&self, file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
        verify(file, key).await
    }
}

pub(crate) async fn copy(connection: &mut SqliteConnection, file: &Path) -> Result<(), StoreError> {
    // The new file takes the cipher's default shape, not that of the original.
    for (name, value) in SHAPE {
        let default = AssertSqlSafe(format!("PRAGMA cipher_default_{name} = {value}"));
        sqlx::query(default).execute(&mut *connection).await?;
    }
    let name = file.to_str().ok_or(StoreError::CannotOpen)?;
    sqlx::query("VACUUM INTO ?").bind(name).execute(connection).await?;
    Ok(())
}

/// Opens a copy and reads all of it.
///
/// # Errors
/// [`StoreError::Damaged`] when it is not whole, or not of this key.
pub(crate) async fn verify(file: &Path, key: &Secret<[u8; 32]>) -> Result<(), StoreError> {
    let pool = connect(file, key, Purpose::Inspect).await?;
    let verdict: Result<String, sqlx::Error> = sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&pool).await;
    pool.close().await;
    match verdict {
        Ok(word) if word == "ok" => Ok(()),
        Ok(_) => Err(StoreError::Damaged),
        Err(error) => Err(error.into()),
    }
}
