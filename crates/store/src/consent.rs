//! Consents: entries of a contact that follow each other.

use satchel_model::{Channel, Consent, Entity, FieldChange, Id};
use serde_json::Value;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::writing::Writing;
use crate::{Store, StoreError, contact, derive, mint};

fn entry(row: &SqliteRow) -> Result<Consent, StoreError> {
    let text = |at: usize| row.try_get::<String, _>(at);
    let word = |_| StoreError::Damaged;
    let channel = text(5)?;
    let channel = if channel.is_empty() { None } else { Some(channel.parse::<Channel>().map_err(word)?) };
    Ok(Consent {
        id: Id::from_slice(row.try_get(1)?)?,
        purpose: text(2)?,
        basis: text(3)?.parse().map_err(word)?,
        state: text(4)?.parse().map_err(word)?,
        channel,
        day: text(6)?,
        how: text(7)?,
        evidence: text(8)?,
    })
}

/// Entries of contacts, by rowid.
pub(crate) async fn of_contacts(
    connection: &mut SqliteConnection,
    list: &str,
) -> Result<Vec<(i64, Consent)>, StoreError> {
    let rows = sqlx::query(
        "SELECT t.contact, t.uuid, t.purpose, t.basis, t.state, t.channel, t.day, t.how, t.evidence
         FROM json_each(?) j JOIN contact_consent t ON t.contact = j.value ORDER BY t.contact, t.day DESC, t.uuid DESC",
    )
    .bind(list)
    .fetch_all(connection)
    .await?;
    rows.iter().map(|row| Ok((row.try_get(0)?, entry(row)?))).collect()
}

pub(crate) async fn read(connection: &mut SqliteConnection, contact: i64, id: Id) -> Result<Option<Value>, StoreError> {
    let row = sqlx::query(
        "SELECT contact, uuid, purpose, basis, state, channel, day, how, evidence FROM contact_consent
         WHERE contact = ? AND uuid = ?",
    )
    .bind(contact)
    .bind(&id.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|row| entry(&row)).transpose()?.map(|entry| entry.value()))
}

pub(crate) async fn write(
    writing: &mut Writing,
    contact: i64,
    id: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let Some(value) = value else {
        sqlx::query("DELETE FROM contact_consent WHERE contact = ? AND uuid = ?")
            .bind(contact)
            .bind(&id.as_bytes()[..])
            .execute(writing.sql())
            .await?;
        return Ok(());
    };
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    sqlx::query(
        "INSERT OR REPLACE INTO contact_consent
           (contact, uuid, purpose, folded, basis, state, channel, day, how, evidence)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(contact)
    .bind(&id.as_bytes()[..])
    .bind(text("purpose"))
    .bind(satchel_model::fold(&text("purpose")))
    .bind(text("basis"))
    .bind(text("state"))
    .bind(text("channel"))
    .bind(text("day"))
    .bind(text("how"))
    .bind(text("evidence"))
    .execute(writing.sql())
    .await?;
    Ok(())
}

impl Store {
    /// What consents are about, the most frequent first.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn consent_purposes(&self) -> Result<Vec<String>, StoreError> {
        let sql = "SELECT min(purpose) FROM contact_consent GROUP BY folded ORDER BY count(*) DESC, folded LIMIT 500";
        Ok(sqlx::query_scalar(sql).fetch_all(&self.inner.readers).await?)
    }
}

impl Writing {
    /// Adds an entry to each of some contacts; its identity is not looked at. Returns how many these were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`]; nothing is written then.
    pub async fn record_consent(&mut self, ids: &[Id], entry: &Consent) -> Result<usize, StoreError> {
        let entry = entry.clone().checked()?.value();
        let mut seen = std::collections::HashSet::new();
        for id in ids {
            let record = contact::rowid_of(self.sql(), *id).await?;
            if !seen.insert(record) {
                continue;
            }
            let own = mint(self.at());
            let change = FieldChange { path: format!("consents/{own}"), before: None, after: Some(entry.clone()) };
            write(self, record, own, change.after.as_ref()).await?;
            self.line(Entity::Contact, record, &change).await?;
            derive::refresh_contact(self, record).await?;
        }
        Ok(seen.len())
    }
}
