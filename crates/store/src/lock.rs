//! Privacy locks: paths of a contact that never leave this machine. They are honoured where sync is planned.

use satchel_model::{Entity, FieldChange, Id, lockable};
use serde_json::Value;
use sqlx::SqliteConnection;

use crate::writing::Writing;
use crate::{StoreError, contact, derive};

/// Locked paths of contacts, by rowid.
pub(crate) async fn of_contacts(
    connection: &mut SqliteConnection,
    list: &str,
) -> Result<Vec<(i64, String)>, StoreError> {
    Ok(sqlx::query_as(
        "SELECT l.record, l.path FROM json_each(?) j JOIN privacy_lock l ON l.record = j.value AND l.entity = 'contact'
         ORDER BY l.record, l.path",
    )
    .bind(list)
    .fetch_all(connection)
    .await?)
}

pub(crate) async fn read(
    connection: &mut SqliteConnection,
    contact: i64,
    path: &str,
) -> Result<Option<Value>, StoreError> {
    let locked: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM privacy_lock WHERE entity = 'contact' AND record = ? AND path = ?)",
    )
    .bind(contact)
    .bind(path)
    .fetch_one(connection)
    .await?;
    Ok(locked.then_some(Value::Bool(true)))
}

pub(crate) async fn write(
    writing: &mut Writing,
    contact: i64,
    path: &str,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let sql = if value.is_some() {
        "INSERT OR IGNORE INTO privacy_lock (entity, record, path) VALUES ('contact', ?, ?)"
    } else {
        "DELETE FROM privacy_lock WHERE entity = 'contact' AND record = ? AND path = ?"
    };
    sqlx::query(sql).bind(contact).bind(path).execute(writing.sql()).await?;
    Ok(())
}

impl Writing {
    /// Puts what somebody names of a contact (a field, a row, all rows of a kind) behind a privacy lock, or takes it out.
    /// Returns the path, and whether that was news.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn set_privacy_lock(&mut self, id: Id, named: &str, locked: bool) -> Result<(String, bool), StoreError> {
        let record = contact::rowid_of(self.sql(), id).await?;
        let known = contact::read_many(self.sql(), &[record]).await?.pop().ok_or(StoreError::NotFound("contact"))?;
        // What is locked can be unlocked although the row is not there any more.
        let path = match lockable(&known, named) {
            Ok(path) => path,
            Err(_) if !locked && known.locked.iter().any(|path| path == named) => named.to_owned(),
            Err(error) => return Err(error.into()),
        };
        let before = read(self.sql(), record, &path).await?;
        let after = locked.then_some(Value::Bool(true));
        if before == after {
            return Ok((path, false));
        }
        write(self, record, &path, after.as_ref()).await?;
        self.line(Entity::Contact, record, &FieldChange { path: format!("locks/{path}"), before, after }).await?;
        derive::refresh_contact(self, record).await?;
        Ok((path, true))
    }
}
