//! Migrations: forward only, all or nothing, never over a vault that a newer Satchel wrote.
//!
//! Not sqlx's runner: a rebuild of a table needs foreign keys off *outside* the transaction, or its children are
//! cascaded away. The caller holds the vault's lock and has made a verified backup.

use sqlx::{AssertSqlSafe, Connection, SqliteConnection};

use crate::StoreError;

/// A step from one shape of the database to the next.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Date and time of writing, `YYYYMMDDHHMMSS`; the order.
    pub version: i64,
    /// What it does: noun and verb.
    pub name: &'static str,
    sql: &'static str,
}

macro_rules! migrations {
    ($(($version:literal, $name:literal)),+ $(,)?) => {
        &[$(Migration {
            version: $version,
            name: $name,
            sql: include_str!(concat!("../../../migrations/", $version, "_", $name, ".sql")),
        }),+]
    };
}

/// All migrations, oldest first.
pub const MIGRATIONS: &[Migration] = migrations![
    (20261124000000, "vault_create"),
    (20261125184500, "favourite_create"),
    (20261125224500, "tally_create"),
    (20261126060000, "account_create"),
    (20261126094500, "contact_widen"),
    (20261126100500, "attachment_create"),
    (20261126103000, "custom_create"),
    (20261126103600, "company_widen"),
    (20261126110000, "consent_create"),
    (20261126110050, "filter_create"),
    (20261126110100, "list_create"),
    (20261126150000, "card_create"),
    (20261126174000, "company_attachment_create"),
    (20261126190000, "file_digest"),
    (20261126230000, "affiliation_by_company"),
    (20261127010000, "batch_bounds"),
    (20261127020000, "contact_maiden"),
];

/// Marks the file as a Satchel vault: "Stch".
const APPLICATION_ID: i64 = 0x5374_6368;

/// Where the database is and where it would go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pending {
    /// Up to date.
    None,
    /// A new, empty file.
    Fresh,
    /// There is data, and there are migrations to apply to it.
    Upgrade,
}

pub(crate) async fn pending(connection: &mut SqliteConnection) -> Result<Pending, StoreError> {
    match version(connection).await? {
        None => Ok(Pending::Fresh),
        Some(version) => match MIGRATIONS.last() {
            Some(newest) if version > newest.version => Err(StoreError::Newer),
            Some(newest) if version < newest.version => Ok(Pending::Upgrade),
            _ => Ok(Pending::None),
        },
    }
}

async fn version(connection: &mut SqliteConnection) -> Result<Option<i64>, StoreError> {
    let there: i64 = sqlx::query_scalar("SELECT count(*) FROM sqlite_schema WHERE name = 'schema_migration'")
        .fetch_one(&mut *connection)
        .await?;
    if there == 0 {
        return Ok(None);
    }
    Ok(sqlx::query_scalar("SELECT max(version) FROM schema_migration").fetch_one(connection).await?)
}

/// Applies what is pending; `at` is UTC milliseconds.
pub(crate) async fn migrate(connection: &mut SqliteConnection, at: i64) -> Result<(), StoreError> {
    let current = version(connection).await?.unwrap_or(0);
    // Inside a transaction this pragma does nothing.
    sqlx::query("PRAGMA foreign_keys = OFF").execute(&mut *connection).await?;
    let done = apply(connection, current, at).await;
    sqlx::query("PRAGMA foreign_keys = ON").execute(&mut *connection).await?;
    done
}

async fn apply(connection: &mut SqliteConnection, current: i64, at: i64) -> Result<(), StoreError> {
    let mut transaction = connection.begin_with("BEGIN IMMEDIATE").await?;
    sqlx::query(
        "CREATE TABLE IF NOT EXISTS schema_migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL, at INTEGER NOT NULL) STRICT",
    )
    .execute(&mut *transaction)
    .await?;
    sqlx::raw_sql(AssertSqlSafe(format!("PRAGMA application_id = {APPLICATION_ID}")))
        .execute(&mut *transaction)
        .await?;
    for migration in MIGRATIONS.iter().filter(|migration| migration.version > current) {
        sqlx::raw_sql(migration.sql).execute(&mut *transaction).await?;
        sqlx::query("INSERT INTO schema_migration (version, name, at) VALUES (?, ?, ?)")
            .bind(migration.version)
            .bind(migration.name)
            .bind(at)
            .execute(&mut *transaction)
            .await?;
    }
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *transaction).await?;
    if !orphans.is_empty() {
        return Err(StoreError::Bug("a migration left orphans"));
    }
    transaction.commit().await?;
    Ok(())
}
