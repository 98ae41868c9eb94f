//! Many rows in one: the database puts them into one text, and they are taken apart here.
//!
//! The driver hands each row from the database's thread to the one that waits, and of thousands of rows that takes longer
//! than finding them. Deliberately absent: what the rows are.

use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::StoreError;

/// The rows of a statement that gives `json_array(…) AS row` for each, in its order.
pub(crate) async fn rows<T: DeserializeOwned>(
    connection: &mut SqliteConnection,
    sql: &'static str,
    bound: &[&str],
) -> Result<Vec<T>, StoreError> {
    let sql = format!("SELECT '[' || coalesce(group_concat(row, ','), '') || ']' FROM ({sql})");
    let query = bound.iter().fold(sqlx::query_scalar(AssertSqlSafe(sql)), |query, text| query.bind(*text));
    let text: String = query.fetch_one(connection).await?;
    serde_json::from_str(&text).map_err(|_| StoreError::Damaged)
}
