//! Companies: found by folded name, made on the way.

use std::collections::{HashMap, HashSet};

use satchel_model::{Company, CompanyRef, Entity, FieldChange, Id};
use serde_json::json;
use sqlx::SqliteConnection;

use crate::value::{company_match, state_of};
use crate::writing::Writing;
use crate::{Store, StoreError, derive, entity, journal, mint, value};

pub(crate) async fn id_of(connection: &mut SqliteConnection, rowid: i64) -> Result<Id, StoreError> {
    let uuid: Vec<u8> =
        sqlx::query_scalar("SELECT uuid FROM company WHERE id = ?").bind(rowid).fetch_one(connection).await?;
    Ok(Id::from_slice(&uuid)?)
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
    // The name of a company that was merged away is another name of the one that it is now.
    let list = json!(wanted.iter().map(|(folded, _)| folded).collect::<Vec<_>>()).to_string();
    let merged: Vec<(String, i64)> = sqlx::query_as(
        "WITH RECURSIVE way (folded, id, into_id) AS (
           SELECT folded, id, merged_into FROM company WHERE state = 3 AND folded IN (SELECT value FROM json_each(?))
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

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

impl Store {
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
                "SELECT uuid, name FROM company WHERE folded >= ? AND folded < ? AND state = 0 ORDER BY folded LIMIT ?",
            )
            .bind(&folded)
            .bind(after)
            .bind(limit)
            .fetch_all(&self.inner.readers)
            .await?
        };
        rows.into_iter().map(|(uuid, name)| Ok(CompanyRef { id: Id::from_slice(&uuid)?, name })).collect()
    }

    /// Rowids of the contacts that are or were affiliated with a company, by its rowid.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn people_of(&self, company: i64) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT DISTINCT contact FROM affiliation WHERE company = ? ORDER BY contact")
            .bind(company)
            .fetch_all(&self.inner.readers)
            .await?)
    }

    /// A company with the number of its people.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn company(&self, id: Id) -> Result<Company, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let seq = journal::head(&mut snapshot).await?;
        let rowid = entity::survivor(&mut snapshot, Entity::Company, id).await?;
        let (uuid, state, name, website, notes, people): (Vec<u8>, i64, String, String, String, i64) = sqlx::query_as(
            "SELECT c.uuid, c.state, c.name, c.website, c.notes, (SELECT count(*) FROM affiliation a
               JOIN contact p ON p.id = a.contact AND p.state = 0 WHERE a.company = c.id AND a.until = '')
             FROM company c WHERE c.id = ?",
        )
        .bind(rowid)
        .fetch_one(&mut *snapshot)
        .await?;
        let id = Id::from_slice(&uuid)?;
        Ok(Company { id, seq, state: state_of(state), name, website, notes, people })
    }
}

impl Writing {
    /// Sets `name`, `website` or `notes` of a company; returns how many of the paths changed.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Unidentified`] for an empty name.
    pub async fn edit_company(&mut self, id: Id, values: &[(&str, String)]) -> Result<usize, StoreError> {
        let rowid = entity::survivor(self.sql(), Entity::Company, id).await?;
        let mut changed = 0;
        for (path, text) in values {
            if *path == "name" && company_match(text).is_empty() {
                return Err(StoreError::Unidentified);
            }
            let before = value::read(self.sql(), Entity::Company, rowid, path).await?;
            let after = (!text.is_empty()).then(|| text.clone().into());
            if before == after {
                continue;
            }
            value::write(self, Entity::Company, rowid, path, after.as_ref()).await?;
            self.line(Entity::Company, rowid, &FieldChange { path: (*path).to_owned(), before, after }).await?;
            changed += 1;
        }
        if changed > 0 {
            derive::refresh_company(self, rowid).await?;
        }
        Ok(changed)
    }
}
