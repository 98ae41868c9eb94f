//! Orders of the book: rowids sorted by a field, all of them for a grid or a page of them for the command.

use std::collections::HashMap;

use satchel_model::{Id, RecordState};
use serde::de::DeserializeOwned;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::value::state_code;
use crate::{Store, StoreError, custom, journal};

/// What a list can be sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortField {
    /// What is shown.
    Display,
    /// Family name, then given name.
    Family,
    /// Company, then what is shown; those without a company last.
    Company,
    /// Creation.
    CreatedAt,
    /// Last change.
    UpdatedAt,
    /// What is held in the field of one's own of this row.
    Custom(i64),
}

/// How an order begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beginning {
    /// The first rowids.
    pub rowids: Vec<i64>,
    /// How many the whole order has.
    pub total: i64,
    /// The journal's position that it reflects.
    pub seq: i64,
}

impl Store {
    /// All rowids of a state in order, and the journal's position that they reflect.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn order(
        &self,
        sort: SortField,
        descending: bool,
        state: RecordState,
    ) -> Result<(Vec<i64>, i64), StoreError> {
        let mut snapshot = self.snapshot().await?;
        let seq = journal::head(&mut snapshot).await?;
        if let SortField::Custom(field) = sort {
            let by_name = all(&mut snapshot, "sort_display", false, state).await?;
            return Ok((custom::order::all(&mut snapshot, by_name, field, descending).await?, seq));
        }
        let rowids = match key_of(sort) {
            Some(key) => all(&mut snapshot, key, descending, state).await?,
            None => all_by_company(&mut snapshot, descending, state).await?,
        };
        Ok((rowids, seq))
    }

    /// The first `limit` rowids of such an order, without making all of it, and how many there are in all.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn beginning(
        &self,
        sort: SortField,
        descending: bool,
        state: RecordState,
        limit: i64,
    ) -> Result<Beginning, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let seq = journal::head(&mut snapshot).await?;
        let rowids = stretch(&mut snapshot, (sort, descending, state), None, limit).await?;
        let total = match i64::try_from(rowids.len()) {
            Ok(all) if all < limit => all,
            _ => {
                sqlx::query_scalar("SELECT contacts FROM contact_tally WHERE state = ?")
                    .bind(state_code(state))
                    .fetch_one(&mut *snapshot)
                    .await?
            }
        };
        Ok(Beginning { rowids, total, seq })
    }

    /// At most `limit` rowids after `after` in the order of `sort`.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when `after` is no contact.
    pub async fn page(
        &self,
        sort: SortField,
        descending: bool,
        state: RecordState,
        after: Option<Id>,
        limit: i64,
    ) -> Result<Vec<i64>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let after = match after {
            Some(id) => Some(crate::contact::rowid_of(&mut snapshot, id).await?),
            None => None,
        };
        stretch(&mut snapshot, (sort, descending, state), after, limit).await
    }
}

/// The column of contacts that has an index in this order.
pub(crate) const fn key_of(sort: SortField) -> Option<&'static str> {
    match sort {
        SortField::Display => Some("sort_display"),
        SortField::Family => Some("sort_family"),
        SortField::UpdatedAt => Some("updated_at"),
        SortField::CreatedAt => Some("id"),
        SortField::Company | SortField::Custom(_) => None,
    }
}

/// All rowids in the order of a column.
async fn all(
    connection: &mut SqliteConnection,
    key: &str,
    descending: bool,
    state: RecordState,
) -> Result<Vec<i64>, StoreError> {
    let direction = if descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT json_group_array(id) FROM (SELECT id FROM contact WHERE state = ? ORDER BY {key} {direction}, id {direction})"
    );
    let list: String = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).fetch_one(connection).await?;
    listed(&list)
}

/// What came as one JSON text: a million rows through the driver one by one would take a second.
fn listed<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Bug("order"))
}

/// All rowids by company. Tables are read from end to end and put together here: looking up a million companies and
/// names one by one would decrypt most of the database many times.
async fn all_by_company(
    connection: &mut SqliteConnection,
    descending: bool,
    state: RecordState,
) -> Result<Vec<i64>, StoreError> {
    let mut rowids = all(connection, "sort_display", false, state).await?;
    let direction = if descending { "DESC" } else { "ASC" };
    let sql = format!(
        "SELECT json_group_array(json_array(id, place)) FROM
           (SELECT id, dense_rank() OVER (ORDER BY sort_name {direction}) AS place FROM company)"
    );
    let places: String = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *connection).await?;
    let places: HashMap<i64, i64> = listed(&places)?.into_iter().collect();
    // The plus keeps the index by company out, which would lead all over the table.
    let at_work: String = sqlx::query_scalar(
        "SELECT json_group_array(json_array(contact, company)) FROM affiliation
         WHERE is_primary AND until = '' AND +company IS NOT NULL",
    )
    .fetch_one(connection)
    .await?;
    let mut at_work: Vec<(i64, i64)> = listed(&at_work)?;
    at_work.sort_unstable();
    // Nobody's company comes last; who has the same stays in the order of names.
    rowids.sort_by_cached_key(|rowid| {
        let at = at_work.binary_search_by_key(rowid, |(contact, _)| *contact).ok();
        let place = at.and_then(|at| places.get(&at_work[at].1));
        place.copied().unwrap_or(i64::MAX)
    });
    Ok(rowids)
}

/// Which way a list goes, and through whom.
pub(crate) type Way = (SortField, bool, RecordState);

/// At most `limit` rowids after the contact of rowid `after`.
pub(crate) async fn stretch(
    connection: &mut SqliteConnection,
    way: Way,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let (sort, descending, state) = way;
    let (direction, beyond) = if descending { ("DESC", "<") } else { ("ASC", ">") };
    if let SortField::Custom(field) = sort {
        return custom::order::stretch(connection, field, descending, state, after, limit).await;
    }
    let Some(key) = key_of(sort) else {
        return by_company(connection, descending, state, after, limit).await;
    };
    let Some(rowid) = after else {
        let sql = format!(
            "SELECT json_group_array(id) FROM
               (SELECT id FROM contact WHERE state = ? ORDER BY {key} {direction}, id {direction} LIMIT ?)"
        );
        let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(limit);
        let list: String = query.fetch_one(connection).await?;
        return listed(&list);
    };
    let sql = format!(
        "SELECT json_group_array(id) FROM
           (SELECT id FROM contact WHERE state = ?1 AND ({key}, id) {beyond} (SELECT {key}, id FROM contact WHERE id = ?2)
            ORDER BY {key} {direction}, id {direction} LIMIT ?3)"
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(rowid).bind(limit);
    let list: String = query.fetch_one(connection).await?;
    listed(&list)
}

/// By company no index goes over all tables: companies are walked in their order with the people of each, then those
/// who have none.
async fn by_company(
    connection: &mut SqliteConnection,
    descending: bool,
    state: RecordState,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let (direction, beyond) = if descending { ("DESC", "<") } else { ("ASC", ">") };
    let last: Option<(Option<Vec<u8>>, Vec<u8>)> = sqlx::query_as(
        "SELECT k.sort_name, c.sort_display FROM contact c
         LEFT JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
         LEFT JOIN company k ON k.id = a.company WHERE c.id = ?",
    )
    .bind(after)
    .fetch_optional(&mut *connection)
    .await?;
    let (company, display) = last.unwrap_or_default();
    let mut rowids: Vec<i64> = Vec::new();
    // Who comes after somebody without a company has none.
    if after.is_none() || company.is_some() {
        let behind = match after {
            None => String::new(),
            Some(_) => format!(
                "WHERE k.sort_name {beyond}= ?3 AND (k.sort_name {beyond} ?3 OR (c.sort_display, c.id) > (?4, ?2))"
            ),
        };
        let sql = format!(
            "SELECT c.id FROM company k INDEXED BY company_by_sort
             CROSS JOIN affiliation a ON a.company = k.id AND a.is_primary AND a.until = ''
             CROSS JOIN contact c ON c.id = a.contact AND c.state = ?1
             {behind} ORDER BY k.sort_name {direction}, c.sort_display, c.id LIMIT ?5"
        );
        let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(after).bind(&company);
        rowids = query.bind(&display).bind(limit).fetch_all(&mut *connection).await?;
    }
    let left = limit - i64::try_from(rowids.len()).unwrap_or(limit);
    if left > 0 {
        let after = after.filter(|_| company.is_none());
        let others: Vec<i64> = sqlx::query_scalar(
            "SELECT id FROM contact c WHERE state = ?1 AND (?2 IS NULL OR (sort_display, id) > (?3, ?2))
               AND NOT EXISTS (SELECT 1 FROM affiliation a
                 WHERE a.contact = c.id AND a.is_primary AND a.until = '' AND a.company IS NOT NULL)
             ORDER BY sort_display, id LIMIT ?4",
        )
        .bind(state_code(state))
        .bind(after)
        .bind(&display)
        .bind(left)
        .fetch_all(&mut *connection)
        .await?;
        rowids.extend(others);
    }
    Ok(rowids)
}
