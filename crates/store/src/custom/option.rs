//! Options of a field: rows of its definition, each a path of the journal.

use satchel_model::{FieldChange, Id};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::StoreError;
use crate::writing::Writing;

/// The option as the journal has it.
pub(crate) async fn read(connection: &mut SqliteConnection, field: i64, id: Id) -> Result<Option<Value>, StoreError> {
    let row: Option<(String, String, bool, i64)> =
        sqlx::query_as("SELECT name, colour, archived, position FROM custom_option WHERE field = ? AND uuid = ?")
            .bind(field)
            .bind(&id.as_bytes()[..])
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(name, colour, archived, position)| {
        json!({"name": name, "colour": colour, "archived": archived, "position": position})
    }))
}

/// Makes the option so; one that somebody has does not go.
pub(crate) async fn write(writing: &mut Writing, field: i64, id: Id, value: Option<&Value>) -> Result<(), StoreError> {
    let Some(value) = value else {
        if is_used(writing.sql(), field, id).await? {
            return Err(StoreError::NotReversible("somebody has that option"));
        }
        sqlx::query("DELETE FROM custom_option WHERE field = ? AND uuid = ?")
            .bind(field)
            .bind(&id.as_bytes()[..])
            .execute(writing.sql())
            .await?;
        return Ok(());
    };
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    sqlx::query(
        "INSERT OR REPLACE INTO custom_option (field, uuid, position, archived, name, colour) VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(field)
    .bind(&id.as_bytes()[..])
    .bind(value.get("position").and_then(Value::as_i64).unwrap_or(0))
    .bind(value.get("archived").and_then(Value::as_bool).unwrap_or(false))
    .bind(text("name"))
    .bind(text("colour"))
    .execute(writing.sql())
    .await?;
    Ok(())
}

/// Whether a record has the option.
pub(crate) async fn is_used(connection: &mut SqliteConnection, field: i64, id: Id) -> Result<bool, StoreError> {
    // One option is the whole text, several are a list of them.
    let used = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM custom_value WHERE field = ? AND instr(text, ?) > 0)");
    Ok(used.bind(field).bind(id.to_string()).fetch_one(connection).await?)
}

/// What taking an option back comes to: where only records in the trash have it, it stays for them and is no longer
/// offered. One that anybody else has is left to [`write()`], which refuses.
pub(crate) async fn taken_back(
    writing: &mut Writing,
    field: i64,
    change: &FieldChange,
) -> Result<FieldChange, StoreError> {
    let mut change = change.clone();
    let id = change.path.strip_prefix("options/").and_then(|id| id.parse::<Id>().ok());
    let (Some(id), None, Some(before)) = (id, &change.after, &change.before) else { return Ok(change) };
    let by_the_living: bool = sqlx::query_scalar(
        "SELECT EXISTS (SELECT 1 FROM custom_value v JOIN custom_field f ON f.id = v.field
           WHERE v.field = ?1 AND instr(v.text, ?2) > 0 AND CASE f.entity
             WHEN 'company' THEN EXISTS (SELECT 1 FROM company k WHERE k.id = v.record AND k.state < 2)
             ELSE EXISTS (SELECT 1 FROM contact c WHERE c.id = v.record AND c.state < 2) END)",
    )
    .bind(field)
    .bind(id.to_string())
    .fetch_one(writing.sql())
    .await?;
    if !by_the_living && is_used(writing.sql(), field, id).await? {
        let mut kept = before.clone();
        kept["archived"] = true.into();
        change.after = Some(kept);
    }
    Ok(change)
}
