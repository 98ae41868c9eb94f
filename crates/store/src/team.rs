//! People of the team: who can own a contact.

use satchel_model::{Entity, fold};

use crate::writing::Writing;
use crate::{StoreError, mint};

/// Finds a member by name or e-mail, or adds one; `None` for an empty name.
pub(crate) async fn find_or_add(writing: &mut Writing, name: &str) -> Result<Option<i64>, StoreError> {
    let folded = fold(name);
    if folded.is_empty() {
        return Ok(None);
    }
    let found: Option<i64> = sqlx::query_scalar(
        "SELECT id FROM team_member WHERE state = 0 AND (folded = ?1 OR email = ?1) ORDER BY id LIMIT 1",
    )
    .bind(&folded)
    .fetch_optional(writing.sql())
    .await?;
    if found.is_some() {
        return Ok(found);
    }
    let id = mint(writing.at());
    let rowid: i64 = sqlx::query_scalar("INSERT INTO team_member (uuid, name, folded) VALUES (?, ?, ?) RETURNING id")
        .bind(&id.as_bytes()[..])
        .bind(name)
        .bind(&folded)
        .fetch_one(writing.sql())
        .await?;
    writing.created_line(Entity::TeamMember, rowid, rowid).await?;
    Ok(Some(rowid))
}
