//! Contacts: finding, reading, creating, editing, trashing.

mod alike;
mod card;
mod create;
mod edit;
mod grid;
mod insert;
mod matching;
pub(crate) mod new;
mod read;
mod state;

use satchel_model::{Entity, Id, fold_email};
use sqlx::SqliteConnection;

use crate::{Store, StoreError, entity};

pub use alike::SharedReach;
pub use card::{CARD_UID, KeptCard};
pub use edit::Edited;
pub use grid::RowOfGrid;
pub use matching::{Asked as AskedRow, Matched, OWN_ID, RowIds};
pub use new::NewContact;
pub(crate) use read::read_many;

/// The rowid of a contact; a merged one leads to the survivor.
pub(crate) async fn rowid_of(connection: &mut SqliteConnection, id: Id) -> Result<i64, StoreError> {
    entity::survivor(connection, Entity::Contact, id).await
}

impl Store {
    /// Finds a contact by what people type: a whole id, its last eight characters, or an e-mail address that exactly
    /// one contact has, those in the trash counting only when there is no other.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Ambiguous`].
    pub async fn resolve(&self, text: &str) -> Result<Id, StoreError> {
        let text = text.trim();
        let mut connection = self.inner.readers.acquire().await?;
        if let Ok(id) = text.parse::<Id>() {
            rowid_of(&mut connection, id).await?;
            return Ok(id);
        }
        let found: Vec<Vec<u8>> = if text.contains('@') {
            // Somebody in the trash answers only when nobody outside it does.
            sqlx::query_scalar(
                "WITH found (uuid, trashed) AS (SELECT DISTINCT c.uuid, c.state = 2 FROM contact_email e
                   JOIN contact c ON c.id = e.contact WHERE e.folded = ? AND c.state <= 2)
                 SELECT uuid FROM found WHERE trashed = (SELECT min(trashed) FROM found) LIMIT 3",
            )
            .bind(fold_email(text))
            .fetch_all(&mut *connection)
            .await?
        } else if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            sqlx::query_scalar("SELECT uuid FROM contact WHERE substr(uuid, 13) = unhex(?) LIMIT 3")
                .bind(text)
                .fetch_all(&mut *connection)
                .await?
        } else {
            Vec::new()
        };
        match &found[..] {
            [] => Err(StoreError::NotFound("contact")),
            [uuid] => Ok(Id::from_slice(uuid)?),
            several => Err(StoreError::Ambiguous(several.len())),
        }
    }

    /// The rowid of a contact: its place in a view.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn contact_rowid(&self, id: Id) -> Result<i64, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        rowid_of(&mut connection, id).await
    }
}
