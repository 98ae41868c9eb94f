//! Rows of a list: the few columns that a grid shows, read for a screenful at a time.

use std::collections::HashMap;

use satchel_model::Id;
use sqlx::Row;

use crate::sync::unsent_among;
use crate::{Store, StoreError, json_list};

/// A contact as a list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Contact, where they are documented")]
pub struct RowOfGrid {
    pub id: Id,
    pub display: String,
    pub company: String,
    pub title: String,
    /// Primary address.
    pub email: String,
    /// Primary number as written.
    pub phone: String,
    /// City and country of the primary address.
    pub place: String,
    pub tags: Vec<String>,
    pub updated_at: i64,
    /// Whether some account has still to be sent something of it.
    pub unsent: bool,
}

impl Store {
    /// Rows for `rowids` in that order; those that are gone are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn grid_rows(&self, rowids: &[i64]) -> Result<Vec<(i64, RowOfGrid)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rows = sqlx::query(
            "SELECT c.id, c.uuid, c.display, coalesce(k.name, ''), coalesce(a.title, ''),
               (SELECT value FROM contact_email WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
               (SELECT value FROM contact_phone WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
               (SELECT locality || char(10) || country FROM contact_address WHERE contact = c.id
                  ORDER BY is_primary DESC, position LIMIT 1),
               (SELECT group_concat(d.name, char(10) ORDER BY d.folded) FROM contact_tag t JOIN tag d ON d.id = t.tag
                  WHERE t.contact = c.id),
               c.updated_at
             FROM json_each(?) j JOIN contact c ON c.id = j.value
             LEFT JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
             LEFT JOIN company k ON k.id = a.company",
        )
        .bind(json_list(rowids))
        .fetch_all(&mut *snapshot)
        .await?;
        let unsent = unsent_among(&mut snapshot, rowids).await?;
        let mut found: HashMap<i64, RowOfGrid> = HashMap::with_capacity(rows.len());
        for row in &rows {
            let text = |at: usize| row.try_get::<Option<String>, _>(at).map(Option::unwrap_or_default);
            let parts = |text: String| -> Vec<String> {
                text.split('\n').filter(|part| !part.is_empty()).map(str::to_owned).collect()
            };
            let rowid = row.try_get(0)?;
            found.insert(
                rowid,
                RowOfGrid {
                    id: Id::from_slice(row.try_get(1)?)?,
                    display: text(2)?,
                    company: text(3)?,
                    title: text(4)?,
                    email: text(5)?,
                    phone: text(6)?,
                    place: parts(text(7)?).join(", "),
                    tags: parts(text(8)?),
                    updated_at: row.try_get(9)?,
                    unsent: unsent.contains(&rowid),
                },
            );
        }
        Ok(rowids.iter().filter_map(|rowid| found.remove(rowid).map(|row| (*rowid, row))).collect())
    }
}
