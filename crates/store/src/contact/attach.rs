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
}

impl Writing {
    /// Gives a contact a file, whose bytes are kept already.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn attach(&mut self, contact: Id, file: &Attachment) -> Result<(), StoreError> {
        let rowid = super::rowid_of(self.sql(), contact).await?;
        let Attachment { id, name, mime, size, label, added_at } = file;
        sqlx::query("INSERT INTO sealed_file (uuid) VALUES (?)").bind(&id.as_bytes()[..]).execute(self.sql()).await?;
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
