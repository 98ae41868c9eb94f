//! Orders of the book: rowids sorted by a field, all of them for a grid or a page of them for the command.

use satchel_model::{Id, RecordState};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::value::state_code;
use crate::{Store, StoreError, journal};

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
        let direction = if descending { "DESC" } else { "ASC" };
        // One JSON text: a million rows through the driver one by one would take a second.
        let inside = match sort {
            SortField::Display => format!("SELECT id FROM contact WHERE state = ? ORDER BY sort_display {direction}, id {direction}"),
            SortField::Family => format!("SELECT id FROM contact WHERE state = ? ORDER BY sort_family {direction}, id {direction}"),
            SortField::UpdatedAt => format!("SELECT id FROM contact WHERE state = ? ORDER BY updated_at {direction}, id {direction}"),
            SortField::CreatedAt => format!("SELECT id FROM contact WHERE state = ? ORDER BY id {direction}"),
            SortField::Company => format!(
                "SELECT c.id FROM contact c LEFT JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
                 LEFT JOIN company k ON k.id = a.company WHERE c.state = ?
                 ORDER BY k.sort_name IS NULL, k.sort_name {direction}, c.sort_display, c.id"
            ),
        };
        let list: String = sqlx::query_scalar(AssertSqlSafe(format!("SELECT json_group_array(id) FROM ({inside})")))
            .bind(state_code(state))
            .fetch_one(&mut *snapshot)
            .await?;
        let rowids = serde_json::from_str(&list).map_err(|_| StoreError::Bug("order"))?;
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
                sqlx::query_scalar("SELECT count(*) FROM contact WHERE state = ?")
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

/// Which way a list goes, and through whom.
type Way = (SortField, bool, RecordState);

/// At most `limit` rowids after the contact of rowid `after`.
async fn stretch(
    connection: &mut SqliteConnection,
    way: Way,
    after: Option<i64>,
    limit: i64,
) -> Result<Vec<i64>, StoreError> {
    let (sort, descending, state) = way;
    let (direction, beyond) = if descending { ("DESC", "<") } else { ("ASC", ">") };
    let key = match sort {
        SortField::Display => "sort_display",
        SortField::Family => "sort_family",
        SortField::UpdatedAt => "updated_at",
        SortField::CreatedAt => "id",
        SortField::Company => return by_company(connection, descending, state, after, limit).await,
    };
    let Some(rowid) = after else {
        let sql = format!("SELECT id FROM contact WHERE state = ? ORDER BY {key} {direction}, id {direction} LIMIT ?");
        let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(limit);
        return Ok(query.fetch_all(connection).await?);
    };
    let sql = format!(
        "SELECT id FROM contact WHERE state = ?1 AND ({key}, id) {beyond} (SELECT {key}, id FROM contact WHERE id = ?2)
         ORDER BY {key} {direction}, id {direction} LIMIT ?3"
    );
    let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(rowid).bind(limit);
    Ok(query.fetch_all(connection).await?)
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
