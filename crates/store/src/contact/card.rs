//! What a contact was elsewhere: its ids in other programs, and the card that it came in.

use satchel_model::Id;

use crate::writing::Writing;
use crate::{Store, StoreError};

/// The source under which the uids of cards are kept.
pub const CARD_UID: &str = "uid";

/// A card as it came.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptCard {
    /// The encoding of what is not UTF-8 and names no charset.
    pub encoding: String,
    /// Whether nothing was left out of it.
    pub whole: bool,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for KeptCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a card of {} bytes", self.bytes.len())
    }
}

impl Store {
    /// The card that a contact came in, when it came in one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn kept_card(&self, contact: Id) -> Result<Option<KeptCard>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = super::rowid_of(&mut snapshot, contact).await?;
        let row: Option<(String, bool, Vec<u8>)> =
            sqlx::query_as("SELECT encoding, whole, bytes FROM contact_card WHERE contact = ?")
                .bind(rowid)
                .fetch_optional(&mut *snapshot)
                .await?;
        Ok(row.map(|(encoding, whole, bytes)| KeptCard { encoding, whole, bytes }))
    }

    /// By what a contact is known elsewhere: source and id, in that order.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn keys_of(&self, contact: Id) -> Result<Vec<(String, String)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = super::rowid_of(&mut snapshot, contact).await?;
        let keys = sqlx::query_as("SELECT source, value FROM contact_key WHERE contact = ? ORDER BY source, value");
        Ok(keys.bind(rowid).fetch_all(&mut *snapshot).await?)
    }
}

impl Writing {
    /// Remembers by what contacts are known elsewhere: rowid, source, id.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_keys(&mut self, keys: &[(i64, &str, &str)]) -> Result<(), StoreError> {
        if keys.is_empty() {
            return Ok(());
        }
        sqlx::query(
            "INSERT OR IGNORE INTO contact_key (source, value, contact)
             SELECT j.value ->> 1, j.value ->> 2, j.value ->> 0 FROM json_each(?) j",
        )
        .bind(serde_json::json!(keys).to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Keeps the card that a contact came in, in place of an earlier one.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn keep_card(&mut self, contact: i64, card: &KeptCard) -> Result<(), StoreError> {
        sqlx::query("INSERT OR REPLACE INTO contact_card (contact, encoding, whole, bytes) VALUES (?, ?, ?, ?)")
            .bind(contact)
            .bind(&card.encoding)
            .bind(card.whole)
            .bind(&card.bytes)
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Whether a contact has a picture.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn has_photo(&mut self, contact: Id) -> Result<bool, StoreError> {
        let rowid = super::rowid_of(self.sql(), contact).await?;
        let photo = sqlx::query_scalar("SELECT photo <> '' FROM contact WHERE id = ?").bind(rowid);
        Ok(photo.fetch_one(self.sql()).await?)
    }

    /// The contacts outside of the trash that these are the ids of in a source, as `(id, rowid, identity)`.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn known_by(&mut self, source: &str, ids: &[&str]) -> Result<Vec<(String, i64, Id)>, StoreError> {
        let rows: Vec<(String, i64, Vec<u8>)> = sqlx::query_as(
            "SELECT j.value, c.id, c.uuid FROM json_each(?2) j JOIN contact_key k ON k.source = ?1 AND k.value = j.value
             JOIN contact c ON c.id = k.contact AND c.state < 2",
        )
        .bind(source)
        .bind(serde_json::json!(ids).to_string())
        .fetch_all(self.sql())
        .await?;
        rows.into_iter().map(|(id, rowid, uuid)| Ok((id, rowid, Id::from_slice(&uuid)?))).collect()
    }
}
