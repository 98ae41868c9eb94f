//! Orders of contacts by what they hold in a field; those who hold nothing come last, by name.

use std::collections::HashSet;

use satchel_model::RecordState;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::StoreError;
use crate::value::state_code;

/// Puts contacts, given by name, into the order of a field. Read as one text: a million rows through the driver one by
/// one would take a second.
pub(crate) async fn all(
    connection: &mut SqliteConnection,
    by_name: Vec<i64>,
    field: i64,
    descending: bool,
) -> Result<Vec<i64>, StoreError> {
    let direction = if descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT json_group_array(record) FROM (SELECT record FROM custom_value INDEXED BY custom_value_by_sort
           WHERE field = ? ORDER BY sort {direction}, record {direction})"
    );
    let list: String = sqlx::query_scalar(AssertSqlSafe(sql)).bind(field).fetch_one(connection).await?;
    let held: Vec<i64> = serde_json::from_str(&list).map_err(|_| StoreError::Bug("order"))?;
    let here: HashSet<i64> = by_name.iter().copied().collect();
    let with: HashSet<i64> = held.iter().copied().collect();
    let mut rowids: Vec<i64> = held.into_iter().filter(|rowid| here.contains(rowid)).collect();
    rowids.extend(by_name.into_iter().filter(|rowid| !with.contains(rowid)));
    Ok(rowids)
}

/// At most `limit` rowids after a contact.
pub(crate) async fn stretch(
    connection: &mut SqliteConnection,
    field: i64,
    descending: bool,
    state: RecordState,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let held: Option<Vec<u8>> = match after {
        Some(rowid) => {
            sqlx::query_scalar("SELECT sort FROM custom_value WHERE field = ? AND record = ?")
                .bind(field)
                .bind(rowid)
                .fetch_optional(&mut *connection)
                .await?
        }
        None => None,
    };
    let mut rowids = Vec::new();
    // Who comes after somebody without a value has none.
    if after.is_none() || held.is_some() {
        rowids = with(connection, field, descending, state, after.zip(held.clone()), limit).await?;
    }
    let left = limit - i64::try_from(rowids.len()).unwrap_or(limit);
    if left > 0 {
        let after = after.filter(|_| held.is_none());
        rowids.extend(without(connection, field, state, after, left).await?);
    }
    Ok(rowids)
}

async fn with(
    connection: &mut SqliteConnection,
    field: i64,
    descending: bool,
    state: RecordState,
    after: Option<(i64, Vec<u8>)>,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let (direction, beyond) = if descending { ("DESC", "<") } else { ("ASC", ">") };
    let behind = if after.is_some() { format!("AND (v.sort, v.record) {beyond} (?4, ?5)") } else { String::new() };
    let sql = format!(
        "SELECT v.record FROM custom_value v INDEXED BY custom_value_by_sort
         CROSS JOIN contact c ON c.id = v.record AND c.state = ?2
         WHERE v.field = ?1 {behind} ORDER BY v.sort {direction}, v.record {direction} LIMIT ?3"
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(field).bind(state_code(state)).bind(limit);
    let query = match after {
        Some((rowid, sort)) => query.bind(sort).bind(rowid),
        None => query,
    };
    Ok(query.fetch_all(connection).await?)
}

async fn without(
    connection: &mut SqliteConnection,
    field: i64,
    state: RecordState,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar(
        "SELECT c.id FROM contact c WHERE c.state = ?2
           AND (?3 IS NULL OR (c.sort_display, c.id) > (SELECT sort_display, id FROM contact WHERE id = ?3))
           AND NOT EXISTS (SELECT 1 FROM custom_value v WHERE v.field = ?1 AND v.record = c.id)
         ORDER BY c.sort_display, c.id LIMIT ?4",
    )
    .bind(field)
    .bind(state_code(state))
    .bind(after)
    .bind(limit)
    .fetch_all(connection)
    .await?)
}
