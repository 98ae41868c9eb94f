//! Accounts: which remotes there are, and who is at a run of one.

use satchel_model::{Id, fold};
use serde_json::Value;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::stored;
use crate::{Store, StoreError, mint};

/// The rowid of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccountRow(pub(crate) i64);

/// An account to be added.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The connector's word.
    pub kind: String,
    /// What a person calls it; no two are called the same.
    pub name: String,
    /// What the connector is told; no secrets.
    pub settings: Value,
    /// The engine's rules.
    pub rules: Value,
    /// When it is synced by itself.
    pub schedule: Value,
}

/// An account.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Its row.
    pub row: AccountRow,
    /// Its identity: what its secret is kept under, and what its batches name as their host.
    pub id: Id,
    /// The connector's word.
    pub kind: String,
    /// What a person calls it.
    pub name: String,
    /// What the connector is told.
    pub settings: Value,
    /// The engine's rules.
    pub rules: Value,
    /// When it is synced by itself.
    pub schedule: Value,
    /// Whether it rests until a person says otherwise.
    pub paused: bool,
    /// When it was added, UTC milliseconds.
    pub created_at: i64,
}

const COLUMNS: &str = "SELECT id, uuid, kind, name, settings, rules, schedule, paused, created_at FROM account";

fn read(row: &SqliteRow) -> Result<Account, StoreError> {
    Ok(Account {
        row: AccountRow(row.try_get(0)?),
        id: Id::from_slice(row.try_get(1)?)?,
        kind: row.try_get(2)?,
        name: row.try_get(3)?,
        settings: stored(row.try_get(4)?)?,
        rules: stored(row.try_get(5)?)?,
        schedule: stored(row.try_get(6)?)?,
        paused: row.try_get(7)?,
        created_at: row.try_get(8)?,
    })
}

impl Store {
    /// Adds an account; `at` is UTC milliseconds.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when another is called the same.
    pub async fn add_account(&self, new: &NewAccount, at: i64) -> Result<Account, StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        let taken: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account WHERE folded = ?)")
            .bind(fold(&new.name))
            .fetch_one(&mut *transaction)
            .await?;
        if taken {
            return Err(StoreError::Taken("account"));
        }
        let id = mint(at);
        let row: i64 = sqlx::query_scalar(
            "INSERT INTO account (uuid, kind, name, folded, settings, rules, schedule, created_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
             RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(&new.kind)
        .bind(&new.name)
        .bind(fold(&new.name))
        .bind(new.settings.to_string())
        .bind(new.rules.to_string())
        .bind(new.schedule.to_string())
        .bind(at)
        .fetch_one(&mut *transaction)
        .await?;
        transaction.commit().await?;
        let NewAccount { kind, name, settings, rules, schedule } = new.clone();
        Ok(Account { row: AccountRow(row), id, kind, name, settings, rules, schedule, paused: false, created_at: at })
    }

    /// All accounts by name.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn accounts(&self) -> Result<Vec<Account>, StoreError> {
        let sql = format!("{COLUMNS} ORDER BY folded");
        let rows = sqlx::query(sqlx::AssertSqlSafe(sql)).fetch_all(&self.inner.readers).await?;
        rows.iter().map(read).collect()
    }

    /// The account of this name, however it is spelt.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn account(&self, name: &str) -> Result<Account, StoreError> {
        let sql = format!("{COLUMNS} WHERE folded = ?");
        let row = sqlx::query(sqlx::AssertSqlSafe(sql)).bind(fold(name)).fetch_optional(&self.inner.readers).await?;
        read(&row.ok_or(StoreError::NotFound("account"))?)
    }

    /// Keeps what an account is told, its rules and schedule, and whether it rests.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_account(&self, account: &Account) -> Result<(), StoreError> {
        sqlx::query("UPDATE account SET settings = ?, rules = ?, schedule = ?, paused = ? WHERE id = ?")
            .bind(account.settings.to_string())
            .bind(account.rules.to_string())
            .bind(account.schedule.to_string())
            .bind(account.paused)
            .bind(account.row.0)
            .execute(&self.inner.writer)
            .await?;
        Ok(())
    }

    /// Ends all links of an account, and forgets how far it is: its next run is like the first. The log of its runs stays.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn begin_anew(&self, account: AccountRow) -> Result<(), StoreError> {
        let mut transaction = self.inner.writer.begin_with("BEGIN IMMEDIATE").await?;
        for sql in [
            "DELETE FROM sync_link WHERE account = ?",
            "DELETE FROM sync_state WHERE account = ?",
            "DELETE FROM sync_matter WHERE account = ?",
            "DELETE FROM sync_word WHERE account = ?",
        ] {
            sqlx::query(sql).bind(account.0).execute(&mut *transaction).await?;
        }
        transaction.commit().await?;
        Ok(())
    }

    /// Removes an account with its links and mirrors. Contacts stay as they are, here and there.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn remove_account(&self, account: AccountRow) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM account WHERE id = ?").bind(account.0).execute(&self.inner.writer).await?;
        Ok(())
    }

    /// Takes the account for a run until `until`, unless another process has it at `now`. Also what prolongs a lease.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn claim_account(
        &self,
        account: AccountRow,
        owner: &str,
        until: i64,
        now: i64,
    ) -> Result<bool, StoreError> {
        let sql = "UPDATE account SET owner = ?2, lease_until = ?3
                   WHERE id = ?1 AND (owner = '' OR owner = ?2 OR lease_until < ?4)";
        let done =
            sqlx::query(sql).bind(account.0).bind(owner).bind(until).bind(now).execute(&self.inner.writer).await?;
        Ok(done.rows_affected() > 0)
    }

    /// Lets the account go after a run.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn let_account_go(&self, account: AccountRow, owner: &str) -> Result<(), StoreError> {
        let sql = "UPDATE account SET owner = '', lease_until = 0 WHERE id = ? AND owner = ?";
        sqlx::query(sql).bind(account.0).bind(owner).execute(&self.inner.writer).await?;
        Ok(())
    }
}
