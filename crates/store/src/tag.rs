//! Tags: definitions that contacts carry by name.

use satchel_model::{Entity, Id, fold};
use sqlx::SqliteConnection;

use crate::writing::Writing;
use crate::{StoreError, mint};

/// A tag's rowid and identity.
pub(crate) type TagRow = (i64, Id);

/// Finds a tag by folded name.
pub(crate) async fn find(connection: &mut SqliteConnection, name: &str) -> Result<Option<TagRow>, StoreError> {
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT id, uuid FROM tag WHERE folded = ? AND state = 0 ORDER BY id LIMIT 1")
            .bind(fold(name))
            .fetch_optional(connection)
            .await?;
    row.map(|(rowid, uuid)| Ok((rowid, Id::from_slice(&uuid)?))).transpose()
}

/// Finds a tag, or makes it.
pub(crate) async fn find_or_add(writing: &mut Writing, name: &str) -> Result<TagRow, StoreError> {
    if let Some(found) = find(writing.sql(), name).await? {
        return Ok(found);
    }
    let id = mint(writing.at());
    let rowid: i64 = sqlx::query_scalar("INSERT INTO tag (uuid, name, folded) VALUES (?, ?, ?) RETURNING id")
        .bind(&id.as_bytes()[..])
        .bind(name)
        .bind(fold(name))
        .fetch_one(writing.sql())
        .await?;
    writing.created_line(Entity::Tag, rowid, rowid).await?;
    Ok((rowid, id))
}
