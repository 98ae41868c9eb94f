//! People of the team: who can own a contact.

use satchel_model::{Entity, FieldChange, Id, fold};
use serde_json::Value;

use crate::writing::Writing;
use crate::{StoreError, mint, value};

/// The change that makes somebody of the team, found or added by name, the owner of a contact; nobody with an empty name.
pub(crate) async fn owner_change(writing: &mut Writing, contact: i64, name: &str) -> Result<FieldChange, StoreError> {
    let before = value::read(writing.sql(), Entity::Contact, contact, "owner").await?;
    let after = match find_or_add(writing, name).await? {
        Some(member) => {
            let uuid: Vec<u8> = sqlx::query_scalar("SELECT uuid FROM team_member WHERE id = ?")
                .bind(member)
                .fetch_one(writing.sql())
                .await?;
            Some(Value::from(Id::from_slice(&uuid)?.to_string()))
        }
        None => None,
    };
    Ok(FieldChange { path: "owner".into(), before, after })
}

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
