//! Files of contacts: their rows. The bytes are kept by whoever has the vault's folder.

use std::collections::HashSet;

use satchel_model::{Attachment, Entity, FieldChange, Id};
use serde_json::json;

use crate::writing::Writing;
use crate::{Store, StoreError, derive, value};

impl Store {
    /// Every file that a contact has, or had and could have again by an undo.
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
    /// Gives a contact a file, whose bytes are kept already; `sha256` is what they are known by, in hexadecimal digits.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn attach(&mut self, contact: Id, file: &Attachment, sha256: &str) -> Result<(), StoreError> {
        let rowid = super::rowid_of(self.sql(), contact).await?;
        let Attachment { id, name, mime, size, label, added_at } = file;
        sqlx::query("INSERT INTO sealed_file (uuid, sha256) VALUES (?, ?)")
            .bind(&id.as_bytes()[..])
            .bind(sha256)
            .execute(self.sql())
            .await?;
        let position: i64 =
            sqlx::query_scalar("SELECT coalesce(max(position) + 1, 0) FROM contact_attachment WHERE contact = ?")
                .bind(rowid)
                .fetch_one(self.sql())
                .await?;
        let after = json!({"name": name, "mime": mime, "size": size, "label": label, "added_at": added_at,
            "primary": position == 0, "position": position});
        let change = FieldChange { path: format!("attachments/{id}"), before: None, after: Some(after) };
        value::write(self, Entity::Contact, rowid, &change.path, change.after.as_ref()).await?;
        self.line(Entity::Contact, rowid, &change).await?;
        derive::refresh_contact(self, rowid).await
    }
}
