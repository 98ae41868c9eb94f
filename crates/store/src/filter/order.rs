//! Those who are meant by a filter, in the order of a list.

use satchel_model::{Id, RecordState};
use sqlx::AssertSqlSafe;

use super::{FEW, Meant, RowSet};
use crate::view::{SortField, key_of, stretch};
use crate::{Store, StoreError, custom, json_list};

/// Up to so many are looked up and sorted; more are met soon along an index. By company there is no index to walk.
const SORTED: usize = 3_000;
/// Rows of an order that are walked at once at most: along an index, and by company.
const WALK: i64 = 10_000;
const WALK_COMPANIES: i64 = 2_000;

impl Store {
    /// Contacts in the order of a list, if they are few or of `mixed` states; of many in one state, those of an order of
    /// that state are kept instead, which is quicker.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn sorted(
        &self,
        rows: &RowSet,
        sort: SortField,
        descending: bool,
        mixed: bool,
    ) -> Result<Option<Vec<i64>>, StoreError> {
        let most = if key_of(sort).is_some() { SORTED } else { FEW };
        if rows.len() > most && !mixed {
            return Ok(None);
        }
        let direction = if descending { "DESC" } else { "ASC" };
        let mut snapshot = self.snapshot().await?;
        if let SortField::Custom(field) = sort {
            let by_name = "SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value
                           ORDER BY c.sort_display, c.id";
            let by_name = sqlx::query_scalar(by_name).bind(json_list(&rows.to_vec())).fetch_all(&mut *snapshot).await?;
            return Ok(Some(custom::order::all(&mut snapshot, by_name, field, descending).await?));
        }
        let sql = match key_of(sort) {
            Some(key) => format!(
                "SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value
                 ORDER BY c.{key} {direction}, c.id {direction}"
            ),
            // As the whole order by company: who has none comes last, who has the same stays in the order of names.
            None => format!(
                "SELECT c.id FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value
                 LEFT JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
                 LEFT JOIN company k ON k.id = a.company
                 ORDER BY k.id IS NULL, k.sort_name {direction}, c.sort_display, c.id"
            ),
        };
        let rowids = sqlx::query_scalar(AssertSqlSafe(sql)).bind(json_list(&rows.to_vec()));
        Ok(Some(rowids.fetch_all(&mut *snapshot).await?))
    }

    /// At most `limit` of `rows` after `after` in the order of a list.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when `after` is no contact.
    pub async fn page_of(
        &self,
        Meant { rows, mixed, .. }: &Meant,
        (sort, descending, state): (SortField, bool, RecordState),
        after: Option<Id>,
        limit: usize,
    ) -> Result<Vec<i64>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let mut after = match after {
            Some(id) => Some(crate::contact::rowid_of(&mut snapshot, id).await?),
            None => None,
        };
        if let Some(all) = self.sorted(rows, sort, descending, *mixed).await? {
            let from = after.and_then(|after| all.iter().position(|rowid| *rowid == after)).map_or(0, |at| at + 1);
            return Ok(all.into_iter().skip(from).take(limit).collect());
        }
        let most = if key_of(sort).is_some() { WALK } else { WALK_COMPANIES };
        // Where every other one is meant, a page is soon full.
        let mut steps = i64::try_from(limit).map_or(most, |limit| limit.saturating_mul(4).min(most));
        let mut page = Vec::with_capacity(limit);
        loop {
            let walked = stretch(&mut snapshot, (sort, descending, state), after, steps).await?;
            page.extend(walked.iter().copied().filter(|rowid| rows.contains(*rowid)).take(limit - page.len()));
            after = walked.last().copied();
            if page.len() >= limit || after.is_none() {
                return Ok(page);
            }
            steps = (steps * 2).min(most);
        }
    }
}
