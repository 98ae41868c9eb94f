//! Files of contacts and companies: their rows. The bytes are kept by whoever has the vault's folder.

use std::collections::HashSet;

use satchel_model::{Attachment, Entity, FieldChange, FieldEntity, Id};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::writing::Writing;
use crate::{Store, StoreError, derive, entity, value};

/// The table of the files of a kind of record, and the column that says whose a file is.
pub(crate) const fn table(of: FieldEntity) -> (&'static str, &'static str) {
    match of {
        FieldEntity::Contact => ("contact_attachment", "contact"),
        FieldEntity::Company => ("company_attachment", "company"),
    }
}

/// A row of a company as the journal keeps it; those of contacts are rows like their others.
pub(crate) async fn read(connection: &mut SqliteConnection, company: i64, id: Id) -> Result<Option<Value>, StoreError> {
    type Row = (String, bool, i64, String, String, i64, i64);
    let row: Option<Row> = sqlx::query_as(
        "SELECT label, is_primary, position, name, mime, size, added_at FROM company_attachment
         WHERE company = ? AND uuid = ?",
    )
    .bind(company)
    .bind(&id.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|(label, primary, position, name, mime, size, added_at)| {
        json!({"name": name, "mime": mime, "size": size, "added_at": added_at, "label": label,
            "primary": primary, "position": position})
    }))
}

pub(crate) async fn write(
    writing: &mut Writing,
    company: i64,
    id: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let Some(value) = value else {
        sqlx::query("DELETE FROM company_attachment WHERE company = ? AND uuid = ?")
            .bind(company)
            .bind(&id.as_bytes()[..])
            .execute(writing.sql())
            .await?;
        return Ok(());
    };
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |part: &str| value.get(part).and_then(Value::as_i64).unwrap_or(0);
    sqlx::query(
        "INSERT OR REPLACE INTO company_attachment
           (company, uuid, label, is_primary, position, name, mime, size, added_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(company)
    .bind(&id.as_bytes()[..])
    .bind(text("label"))
    .bind(value.get("primary").and_then(Value::as_bool).unwrap_or(false))
    .bind(number("position"))
    .bind(text("name"))
    .bind(text("mime"))
    .bind(number("size"))
    .bind(number("added_at"))
    .execute(writing.sql())
    .await?;
    Ok(())
}

/// All files of a record, in the order in which they came.
pub(crate) async fn of_record(
    connection: &mut SqliteConnection,
    of: FieldEntity,
    record: i64,
) -> Result<Vec<Attachment>, StoreError> {
    let (table, owner) = table(of);
    let sql = format!(
        "SELECT uuid, name, mime, size, label, added_at FROM {table} WHERE {owner} = ? ORDER BY is_primary DESC, position"
    );
    let rows: Vec<(Vec<u8>, String, String, i64, String, i64)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(record).fetch_all(connection).await?;
    rows.into_iter()
        .map(|(uuid, name, mime, size, label, added_at)| {
            Ok(Attachment { id: Id::from_slice(&uuid)?, name, mime, size, label, added_at })
        })
        .collect()
}

impl Store {
    /// Every file that a contact or a company has, or had and could have again by an undo.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn sealed_files(&self) -> Result<HashSet<Id>, StoreError> {
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT uuid FROM sealed_file").fetch_all(&self.inner.readers).await?;
        rows.iter().map(|uuid| Ok(Id::from_slice(uuid)?)).collect()
    }

    /// Files of which it is not known yet what their bytes are known by.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn files_without_digest(&self) -> Result<Vec<Id>, StoreError> {
        let rows: Vec<Vec<u8>> =
            sqlx::query_scalar("SELECT uuid FROM sealed_file WHERE sha256 = ''").fetch_all(&self.inner.readers).await?;
        rows.iter().map(|uuid| Ok(Id::from_slice(uuid)?)).collect()
    }

    /// Keeps what the bytes of a file are known by: their SHA-256 in hexadecimal digits.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_digest(&self, file: Id, sha256: &str) -> Result<(), StoreError> {
        sqlx::query("UPDATE sealed_file SET sha256 = ? WHERE uuid = ?")
            .bind(sha256)
            .bind(&file.as_bytes()[..])
            .execute(&self.inner.writer)
            .await?;
        Ok(())
    }

    /// A file that has the bytes of this SHA-256.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn file_of(&self, sha256: &str) -> Result<Option<Id>, StoreError> {
        let uuid: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT uuid FROM sealed_file WHERE sha256 = ? ORDER BY uuid DESC LIMIT 1")
                .bind(sha256)
                .fetch_optional(&self.inner.readers)
                .await?;
        Ok(uuid.map(|uuid| Id::from_slice(&uuid)).transpose()?)
    }
}

impl Writing {
    /// Gives a contact or a company a file, whose bytes are kept already; `sha256` is what they are known by, in
    /// hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn attach(
        &mut self,
        of: FieldEntity,
        record: Id,
        file: &Attachment,
        sha256: &str,
    ) -> Result<(), StoreError> {
        let rowid = entity::survivor(self.sql(), of.entity(), record).await?;
        let Attachment { id, name, mime, size, label, added_at } = file;
        sqlx::query("INSERT INTO sealed_file (uuid, sha256) VALUES (?, ?)")
            .bind(&id.as_bytes()[..])
            .bind(sha256)
            .execute(self.sql())
            .await?;
        let (table, owner) = table(of);
        let sql = format!("SELECT coalesce(max(position) + 1, 0) FROM {table} WHERE {owner} = ?");
        let position: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).bind(rowid).fetch_one(self.sql()).await?;
        let after = json!({"name": name, "mime": mime, "size": size, "label": label, "added_at": added_at,
            "primary": position == 0, "position": position});
        let change = FieldChange { path: format!("attachments/{id}"), before: None, after: Some(after) };
        value::write(self, of.entity(), rowid, &change.path, change.after.as_ref()).await?;
        self.line(of.entity(), rowid, &change).await?;
        match of.entity() {
            Entity::Company => derive::refresh_company(self, rowid).await,
            _ => derive::refresh_contact(self, rowid).await,
        }
    }
}
