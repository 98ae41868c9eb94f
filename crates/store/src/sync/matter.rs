//! What is open: about records here, and about records there.

use satchel_model::{Entity, Id};
use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::account::AccountRow;
use super::{TOGETHER, rows_json, stored, table};
use crate::writing::Writing;
use crate::{Store, StoreError};

/// What can be open about a record here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MatterKind {
    /// It is to be sent.
    Outbox,
    /// Its create was sent and not answered.
    Unanswered,
    /// Its change was refused.
    Refused,
    /// Nothing of it is to be written on either side.
    Held,
    /// A person has to decide.
    Conflict,
}

impl MatterKind {
    fn word(self) -> &'static str {
        match self {
            Self::Outbox => "outbox",
            Self::Unanswered => "unanswered",
            Self::Refused => "refused",
            Self::Held => "held",
            Self::Conflict => "conflict",
        }
    }

    fn from_word(word: &str) -> Result<Self, StoreError> {
        [Self::Outbox, Self::Unanswered, Self::Refused, Self::Held, Self::Conflict]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or(StoreError::Newer)
    }
}

/// Something open about a record here.
#[derive(Clone, Debug, PartialEq)]
pub struct Matter {
    /// The record.
    pub record: Id,
    /// What it is.
    pub kind: MatterKind,
    /// Which path; empty for the whole record.
    pub path: String,
    /// What the engine says of it.
    pub value: Value,
}

/// What can be known about a record there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WordKind {
    /// What an answer told of it.
    Told,
    /// Which record here it is.
    Pair,
    /// Which records here it may be: a person has to say.
    Doubt,
    /// That it is no record here: a person has said so.
    Stranger,
    /// That it is not to come here: a person has said so.
    LeftOut,
}

impl WordKind {
    fn word(self) -> &'static str {
        match self {
            Self::Told => "told",
            Self::Pair => "pair",
            Self::Doubt => "doubt",
            Self::Stranger => "stranger",
            Self::LeftOut => "left_out",
        }
    }

    fn from_word(word: &str) -> Result<Self, StoreError> {
        [Self::Told, Self::Pair, Self::Doubt, Self::Stranger, Self::LeftOut]
            .into_iter()
            .find(|kind| kind.word() == word)
            .ok_or(StoreError::Newer)
    }
}

/// Something known about a record there and not settled yet.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    /// Its name there.
    pub remote: String,
    /// What it is.
    pub kind: WordKind,
    /// What the engine says of it.
    pub value: Value,
}

pub(super) type MatterColumns = (Vec<u8>, String, String, String);

pub(super) fn read_matter((record, kind, path, value): MatterColumns) -> Result<Matter, StoreError> {
    Ok(Matter { record: Id::from_slice(&record)?, kind: MatterKind::from_word(&kind)?, path, value: stored(&value)? })
}

pub(super) async fn words(
    connection: &mut SqliteConnection,
    account: AccountRow,
    entity: Entity,
) -> Result<Vec<Word>, StoreError> {
    let rows: Vec<(String, String, String)> =
        sqlx::query_as("SELECT remote, kind, value FROM sync_word WHERE account = ? AND entity = ?")
            .bind(account.0)
            .bind(entity.as_str())
            .fetch_all(connection)
            .await?;
    rows.into_iter()
        .map(|(remote, kind, value)| Ok(Word { remote, kind: WordKind::from_word(&kind)?, value: stored(&value)? }))
        .collect()
}

impl Store {
    /// What is known about contacts there and not settled yet.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn words(&self, account: AccountRow) -> Result<Vec<Word>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        words(&mut connection, account, Entity::Contact).await
    }

    /// What is open about contacts, of this kind, in the order of their creation.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn matters(&self, account: AccountRow, kind: MatterKind) -> Result<Vec<Matter>, StoreError> {
        let rows: Vec<MatterColumns> = sqlx::query_as(
            "SELECT c.uuid, m.kind, m.path, m.value FROM sync_matter m JOIN contact c ON c.id = m.record
             WHERE m.account = ? AND m.kind = ? AND m.entity = 'contact' ORDER BY m.record, m.path",
        )
        .bind(account.0)
        .bind(kind.word())
        .fetch_all(&self.inner.readers)
        .await?;
        rows.into_iter().map(read_matter).collect()
    }
}

impl Writing {
    /// Keeps what is open; of the same kind and path the later one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when a record does not exist.
    pub async fn keep_matters(
        &mut self,
        account: AccountRow,
        entity: Entity,
        matters: &[Matter],
    ) -> Result<(), StoreError> {
        let sql = format!(
            "INSERT OR REPLACE INTO sync_matter (account, entity, record, kind, path, value)
             SELECT ?1, ?2, r.id, j.value ->> 1, j.value ->> 2, j.value -> 3
             FROM json_each(?3) j CROSS JOIN {} r ON r.uuid = unhex(replace(j.value ->> 0, '-', ''))",
            table(entity)
        );
        for matters in matters.chunks(TOGETHER) {
            let rows = matters.iter().map(|Matter { record, kind, path, value }| (record, kind.word(), path, value));
            let rows = rows_json(&rows.collect::<Vec<_>>())?;
            let done = sqlx::query(AssertSqlSafe(sql.as_str()))
                .bind(account.0)
                .bind(entity.as_str())
                .bind(rows)
                .execute(self.sql())
                .await?;
            if done.rows_affected() != matters.len() as u64 {
                return Err(StoreError::NotFound("record"));
            }
        }
        Ok(())
    }

    /// What was open of these kinds about these records is closed.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn close_matters(
        &mut self,
        account: AccountRow,
        entity: Entity,
        records: &[Id],
        kinds: &[MatterKind],
    ) -> Result<(), StoreError> {
        let sql = format!(
            "DELETE FROM sync_matter WHERE account = ?1 AND entity = ?2
               AND kind IN (SELECT value FROM json_each(?4)) AND record IN (
                 SELECT r.id FROM json_each(?3) j JOIN {} r ON r.uuid = unhex(replace(j.value, '-', '')))",
            table(entity)
        );
        let kinds: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
        let query = sqlx::query(AssertSqlSafe(sql)).bind(account.0).bind(entity.as_str());
        query.bind(rows_json(&records)?).bind(rows_json(&kinds)?).execute(self.sql()).await?;
        Ok(())
    }

    /// Keeps what is known about records there.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_words(&mut self, account: AccountRow, entity: Entity, words: &[Word]) -> Result<(), StoreError> {
        for words in words.chunks(TOGETHER) {
            let rows = words.iter().map(|Word { remote, kind, value }| (remote, kind.word(), value));
            let rows = rows_json(&rows.collect::<Vec<_>>())?;
            sqlx::query(
                "INSERT OR REPLACE INTO sync_word (account, entity, remote, kind, value)
                 SELECT ?1, ?2, j.value ->> 0, j.value ->> 1, j.value -> 2 FROM json_each(?3) j",
            )
            .bind(account.0)
            .bind(entity.as_str())
            .bind(rows)
            .execute(self.sql())
            .await?;
        }
        Ok(())
    }

    /// Forgets one thing that was known about a record there.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn forget_word(
        &mut self,
        account: AccountRow,
        entity: Entity,
        remote: &str,
        kind: WordKind,
    ) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sync_word WHERE account = ? AND entity = ? AND remote = ? AND kind = ?")
            .bind(account.0)
            .bind(entity.as_str())
            .bind(remote)
            .bind(kind.word())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Forgets what was known about records there: it is settled.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn forget_words(&mut self, account: AccountRow, entity: Entity) -> Result<(), StoreError> {
        sqlx::query("DELETE FROM sync_word WHERE account = ? AND entity = ?")
            .bind(account.0)
            .bind(entity.as_str())
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
