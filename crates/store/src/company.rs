//! Companies: found by name or another name, made on the way.

mod edit;
mod list;
mod people;
mod read;
pub(crate) mod row;

use std::collections::{HashMap, HashSet};

use satchel_model::{CompanyRef, Entity, Id, fold};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::value::company_match;
use crate::writing::Writing;
use crate::{Store, StoreError, hex, json_list, mint};

pub use edit::CompanyEdited;
pub(crate) use list::called;
pub use list::{CompanyList, CompanyRow, CompanySort};
pub use people::Affiliated;
pub(crate) use read::whole;

pub(crate) async fn id_of(connection: &mut SqliteConnection, rowid: i64) -> Result<Id, StoreError> {
    let uuid: Vec<u8> =
        sqlx::query_scalar("SELECT uuid FROM company WHERE id = ?").bind(rowid).fetch_one(connection).await?;
    Ok(Id::from_slice(&uuid)?)
}

/// The identities of companies, by rowid.
pub(crate) async fn ids_of(
    connection: &mut SqliteConnection,
    rowids: impl Iterator<Item = i64>,
) -> Result<HashMap<i64, Id>, StoreError> {
    let rowids: Vec<i64> = rowids.collect();
    let rows: Vec<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT k.id, k.uuid FROM json_each(?) j CROSS JOIN company k ON k.id = j.value")
            .bind(json_list(&rowids))
            .fetch_all(connection)
            .await?;
    rows.into_iter().map(|(rowid, uuid)| Ok((rowid, Id::from_slice(&uuid)?))).collect()
}

/// Finds a company by folded name, or makes it.
pub(crate) async fn find_or_add(writing: &mut Writing, name: &str) -> Result<(i64, Id), StoreError> {
    let folded = company_match(name);
    let found = find_or_add_all(writing, [(folded.as_str(), name)].into_iter()).await?;
    let rowid = found.get(&folded).copied().ok_or(StoreError::Bug("company"))?;
    Ok((rowid, id_of(writing.sql(), rowid).await?))
}

/// Finds or makes many, each given by its folded name and its name: rowids by folded name. The first spelling of a
/// name is the one that is kept.
pub(crate) async fn find_or_add_all(
    writing: &mut Writing,
    names: impl Iterator<Item = (&str, &str)>,
) -> Result<HashMap<String, i64>, StoreError> {
    let mut seen = HashSet::new();
    let mut wanted: Vec<(&str, &str)> =
        names.filter(|(folded, _)| !folded.is_empty() && seen.insert(*folded)).collect();
    let list = json!(wanted.iter().map(|(folded, _)| folded).collect::<Vec<_>>()).to_string();
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT folded, min(id) FROM company WHERE state = 0 AND folded IN (SELECT value FROM json_each(?)) GROUP BY folded",
    )
    .bind(list)
    .fetch_all(writing.sql())
    .await?;
    let mut found: HashMap<String, i64> = rows.into_iter().collect();
    wanted.retain(|(folded, _)| !found.contains_key(*folded));
    // Another name, and the name of a company that was merged away, is a name of the one that it is now.
    let list = json!(wanted.iter().map(|(folded, _)| folded).collect::<Vec<_>>()).to_string();
    let merged: Vec<(String, i64)> = sqlx::query_as(
        "WITH RECURSIVE way (folded, id, into_id) AS (
           SELECT folded, id, merged_into FROM company WHERE state = 3 AND folded IN (SELECT value FROM json_each(?1))
           UNION SELECT n.matched, k.id, k.merged_into FROM json_each(?1) j
             JOIN company_row n ON n.collection = 'names' AND n.matched = j.value AND n.matched <> ''
             JOIN company k ON k.id = n.company
           UNION SELECT w.folded, c.id, c.merged_into FROM company c JOIN way w ON c.id = w.into_id)
         SELECT w.folded, min(w.id) FROM way w JOIN company c ON c.id = w.id AND c.state = 0 GROUP BY w.folded",
    )
    .bind(list)
    .fetch_all(writing.sql())
    .await?;
    found.extend(merged);
    wanted.retain(|(folded, _)| !found.contains_key(*folded));
    if wanted.is_empty() {
        return Ok(found);
    }
    let at = writing.at();
    let batch = writing.batch_row().await?;
    let base: i64 = sqlx::query_scalar("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'company'), 0)")
        .fetch_one(writing.sql())
        .await?;
    let mut rows = Vec::with_capacity(wanted.len());
    let mut next = base;
    for (folded, name) in wanted {
        next += 1;
        let sort = hex(&writing.sort().key(name));
        rows.push(json!([next, hex(mint(at).as_bytes()), name, folded, sort]));
        found.insert(folded.to_owned(), next);
    }
    sqlx::query(
        "INSERT INTO company (id, uuid, created_batch, name, folded, sort_name, created_at, updated_at)
         SELECT value->>0, unhex(value->>1), ?2, value->>2, value->>3, unhex(value->>4), ?3, ?3 FROM json_each(?1)",
    )
    .bind(serde_json::Value::from(rows).to_string())
    .bind(batch)
    .bind(at)
    .execute(writing.sql())
    .await?;
    writing.created_line(Entity::Company, base + 1, next).await?;
    Ok(found)
}

impl Store {
    /// What companies are said to be in a field of text, by its beginning as people compare texts.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] for a field that is not of this kind, and what the disk refuses.
    pub async fn suggest_of_companies(&self, field: &str, text: &str, limit: i64) -> Result<Vec<String>, StoreError> {
        let sql = match field {
            "industry" => {
                "SELECT DISTINCT industry FROM company WHERE state = 0 AND industry <> '' ORDER BY 1 LIMIT 5000"
            }
            "size" => "SELECT DISTINCT size FROM company WHERE state = 0 AND size <> '' ORDER BY 1 LIMIT 5000",
            _ => return Err(StoreError::NotFound("field")),
        };
        let values: Vec<String> = sqlx::query_scalar(sql).fetch_all(&self.inner.readers).await?;
        let typed = fold(text);
        let values = values.into_iter().filter(|value| fold(value).starts_with(&typed));
        Ok(values.take(usize::try_from(limit).unwrap_or(0)).collect())
    }

    /// Companies whose name begins with `text` as people compare names, or has a word that does.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn suggest_companies(&self, text: &str, limit: i64) -> Result<Vec<CompanyRef>, StoreError> {
        let folded = company_match(text);
        let rows: Vec<(Vec<u8>, String)> = if folded.is_empty() {
            sqlx::query_as("SELECT uuid, name FROM company WHERE state = 0 ORDER BY updated_at DESC LIMIT ?")
                .bind(limit)
                .fetch_all(&self.inner.readers)
                .await?
        } else {
            // A range, so that the index on the folded name serves.
            let after = format!("{folded}\u{10ffff}");
            sqlx::query_as(
                "SELECT DISTINCT uuid, name FROM (
                   SELECT uuid, name, folded FROM company WHERE folded >= ?1 AND folded < ?2 AND state = 0
                   UNION ALL SELECT k.uuid, k.name, k.folded FROM company_row n JOIN company k ON k.id = n.company AND k.state = 0
                     WHERE n.collection = 'names' AND n.matched >= ?1 AND n.matched < ?2 AND n.matched <> '')
                 ORDER BY folded LIMIT ?3",
            )
            .bind(&folded)
            .bind(after)
            .bind(limit)
            .fetch_all(&self.inner.readers)
            .await?
        };
        rows.into_iter().map(|(uuid, name)| Ok(CompanyRef { id: Id::from_slice(&uuid)?, name })).collect()
    }
}
