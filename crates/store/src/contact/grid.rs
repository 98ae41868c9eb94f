//! Rows of a list: the few columns that a grid shows, read for a screenful at a time.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use satchel_model::{CategoryMark, Channel, FieldEntity, Id, Preferences};
use serde_json::Value;
use sqlx::Row;

use crate::sync::unsent_among;
use crate::{Store, StoreError, custom, json_list};

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
    pub categories: Vec<CategoryMark>,
    /// Channels that the person does not want at all.
    pub do_not: Vec<Channel>,
    pub updated_at: i64,
    /// Whether some account has still to be sent something of it.
    pub unsent: bool,
    /// What is held in the fields of one's own that were asked for.
    pub custom: BTreeMap<String, Value>,
}

impl Store {
    /// Rows for `rowids` in that order, without fields of one's own; those that are gone are left out.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn grid_rows(&self, rowids: &[i64]) -> Result<Vec<(i64, RowOfGrid)>, StoreError> {
        self.grid_rows_with(rowids, Some(&[])).await
    }

    /// The same rows, with the fields of one's own of these keys; all of them without.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn grid_rows_with(
        &self,
        rowids: &[i64],
        keys: Option<&[String]>,
    ) -> Result<Vec<(i64, RowOfGrid)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rows = sqlx::query(
            "SELECT c.id, c.uuid, c.display, coalesce(k.name, ''), coalesce(a.title, ''),
               (SELECT value FROM contact_email WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
               (SELECT value FROM contact_phone WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
               (SELECT locality || char(10) || country FROM contact_address WHERE contact = c.id
                  ORDER BY is_primary DESC, position LIMIT 1),
               (SELECT group_concat(d.name, char(10) ORDER BY d.folded) FROM contact_tag t JOIN tag d ON d.id = t.tag
                  WHERE t.contact = c.id),
               c.updated_at,
               (SELECT group_concat(g.name || char(9) || v.name || char(9) || v.colour, char(10) ORDER BY g.id)
                  FROM contact_category o JOIN category_group g ON g.id = o.in_group JOIN category v ON v.id = o.category
                  WHERE o.contact = c.id),
               c.do_not_call, c.do_not_email, c.do_not_text
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
            let mut preferences = Preferences::default();
            for (at, key) in ["do_not_call", "do_not_email", "do_not_text"].into_iter().enumerate() {
                preferences.read(key, row.try_get(11 + at)?);
            }
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
                    categories: parts(text(10)?).iter().filter_map(|mark| mark_of(mark)).collect(),
                    do_not: preferences.refused(),
                    updated_at: row.try_get(9)?,
                    unsent: unsent.contains(&rowid),
                    custom: BTreeMap::new(),
                },
            );
        }
        if keys.is_none_or(|keys| !keys.is_empty()) {
            let fields = Arc::clone(&custom::known(&mut snapshot).await?.fields);
            let asked = |key: &String| Some(fields.active_key(FieldEntity::Contact, key)?.definition().id);
            let only: Option<Vec<Id>> = keys.map(|keys| keys.iter().filter_map(asked).collect());
            let held = custom::value::read_many(&mut snapshot, FieldEntity::Contact, rowids, only.as_deref()).await?;
            for (rowid, values) in held {
                if let Some(row) = found.get_mut(&rowid) {
                    row.custom = values;
                }
            }
        }
        Ok(rowids.iter().filter_map(|rowid| found.remove(rowid).map(|row| (*rowid, row))).collect())
    }
}

/// A category from its group, its name and its colour.
fn mark_of(text: &str) -> Option<CategoryMark> {
    let mut parts = text.split('\t').map(str::to_owned);
    let (group, name, colour) = (parts.next()?, parts.next()?, parts.next()?);
    Some(CategoryMark { group, name, colour: colour.parse().unwrap_or_default() })
}
