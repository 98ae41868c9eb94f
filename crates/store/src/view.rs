//! Orders of the book: rowids sorted by a field, all of them for a grid or a page of them for the command.

use satchel_model::{Id, RecordState};
use sqlx::AssertSqlSafe;

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
        let (direction, beyond) = if descending { ("DESC", "<") } else { ("ASC", ">") };
        let key = match sort {
            SortField::Display => "sort_display",
            SortField::Family => "sort_family",
            SortField::UpdatedAt => "updated_at",
            SortField::CreatedAt => "id",
            SortField::Company => {
                drop(snapshot);
                return self.page_by_company(descending, state, after, limit).await;
            }
        };
        let Some(after) = after else {
            let sql =
                format!("SELECT id FROM contact WHERE state = ? ORDER BY {key} {direction}, id {direction} LIMIT ?");
            let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(limit);
            return Ok(query.fetch_all(&mut *snapshot).await?);
        };
        let rowid = crate::contact::rowid_of(&mut snapshot, after).await?;
        let sql = format!(
            "SELECT id FROM contact WHERE state = ?1 AND ({key}, id) {beyond} (SELECT {key}, id FROM contact WHERE id = ?2)
             ORDER BY {key} {direction}, id {direction} LIMIT ?3"
        );
        let query = sqlx::query_scalar(AssertSqlSafe(sql)).bind(state_code(state)).bind(rowid).bind(limit);
        Ok(query.fetch_all(&mut *snapshot).await?)
    }

    /// By company there is no index over both tables: the whole order is made and cut.
    async fn page_by_company(
        &self,
        descending: bool,
        state: RecordState,
        after: Option<Id>,
        limit: i64,
    ) -> Result<Vec<i64>, StoreError> {
        let (rowids, _) = self.order(SortField::Company, descending, state).await?;
        let start = match after {
            Some(id) => {
                let rowid = self.contact_rowid(id).await?;
                rowids.iter().position(|other| *other == rowid).map_or(rowids.len(), |at| at + 1)
            }
            None => 0,
        };
        let limit = usize::try_from(limit).unwrap_or(0);
        Ok(rowids.into_iter().skip(start).take(limit).collect())
    }
}
