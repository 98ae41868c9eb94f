//! Groups of an order: contacts that have the same in a field stand together, each group in the order that it had.

use std::collections::HashMap;

use satchel_model::{CustomKind, FieldEntity, fold, group_path};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::{Store, StoreError, custom};

/// What contacts are grouped by: something of which each has one at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GroupBy {
    /// Where they work.
    Company,
    /// A text of their current work.
    Work(&'static str),
    /// A text of theirs.
    Text(&'static str),
    /// Whose contact they are.
    Owner,
    /// A part of the primary address.
    Place(&'static str),
    /// The category in a group, by the group's key in a path.
    Category(String),
    /// A field of one's own, by its key.
    Own(String),
}

/// Contacts that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// What they have; empty for those who have nothing there, who come last.
    pub label: String,
    /// How many they are.
    pub count: i64,
}

impl GroupBy {
    /// What a path names, as filters have it.
    #[must_use]
    pub fn named(path: &str) -> Self {
        match path {
            "company" => Self::Company,
            "title" => Self::Work("title"),
            "department" => Self::Work("department"),
            "role" => Self::Work("role"),
            "source" => Self::Text("source"),
            "language" => Self::Text("language"),
            "time_zone" => Self::Text("time_zone"),
            "owner" => Self::Owner,
            "addresses.city" => Self::Place("locality"),
            "addresses.country" => Self::Place("country"),
            path => match path.strip_prefix("categories.") {
                Some(group) => Self::Category(group.to_owned()),
                None => Self::Own(path.to_owned()),
            },
        }
    }

    /// The statement that gives contacts and what they have.
    async fn sql(&self, connection: &mut SqliteConnection) -> Result<String, StoreError> {
        Ok(match self {
            Self::Company => "SELECT a.contact AS id, k.name AS label FROM affiliation a
                JOIN company k ON k.id = a.company WHERE a.is_primary AND a.until = ''"
                .to_owned(),
            Self::Work(part) => {
                format!(
                    "SELECT contact AS id, {part} AS label FROM affiliation WHERE is_primary AND until = '' AND {part} <> ''"
                )
            }
            Self::Text(column) => format!("SELECT id, {column} AS label FROM contact WHERE {column} <> ''"),
            Self::Owner => {
                "SELECT c.id, m.name AS label FROM contact c JOIN team_member m ON m.id = c.owner".to_owned()
            }
            Self::Place(part) => {
                format!("SELECT contact AS id, {part} AS label FROM contact_address WHERE is_primary AND {part} <> ''")
            }
            Self::Category(path) => {
                let groups: Vec<(i64, String)> =
                    sqlx::query_as("SELECT id, name FROM category_group WHERE state = 0").fetch_all(connection).await?;
                let group = groups.into_iter().find(|(_, name)| group_path(name) == *path);
                let (group, _) = group.ok_or(StoreError::NotFound("field"))?;
                format!(
                    "SELECT m.contact AS id, c.name AS label FROM contact_category m
                     JOIN category c ON c.id = m.category WHERE m.in_group = {group}"
                )
            }
            Self::Own(key) => {
                let known = custom::known(connection).await?;
                let field = known.fields.active_key(FieldEntity::Contact, key).ok_or(StoreError::NotFound("field"))?;
                let rowid = known.row(field.definition().id).ok_or(StoreError::NotFound("field"))?;
                let called = |table: &str| {
                    format!("(SELECT x.name FROM {table} x WHERE x.uuid = unhex(replace(v.text, '-', '')))")
                };
                let label = match field.kind() {
                    CustomKind::Choice => called("custom_option"),
                    CustomKind::Company => called("company"),
                    CustomKind::Boolean => "iif(v.num, 'yes', 'no')".to_owned(),
                    CustomKind::Text | CustomKind::Date => "v.text".to_owned(),
                    CustomKind::Integer => "CAST(v.num / 1000000 AS TEXT)".to_owned(),
                    _ => return Err(StoreError::NotFound("field")),
                };
                format!(
                    "SELECT v.record AS id, coalesce({label}, '') AS label FROM custom_value v WHERE v.field = {rowid}"
                )
            }
        })
    }
}

impl Store {
    /// Puts those together who have the same, whatever its case and accents. Groups are in the order of names.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such field, or none that can be grouped by.
    pub async fn grouped(&self, mut rowids: Vec<i64>, by: &GroupBy) -> Result<(Vec<i64>, Vec<Group>), StoreError> {
        let mut snapshot = self.snapshot().await?;
        let sql = by.sql(&mut snapshot).await?;
        let sql = format!("SELECT json_group_array(json_array(id, label)) FROM ({sql})");
        let text: String = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&mut *snapshot).await?;
        let held: Vec<(i64, String)> = serde_json::from_str(&text).map_err(|_| StoreError::Bug("groups"))?;
        // Groups by folded label: what it is called, and where it stands among them.
        let mut groups: HashMap<String, usize> = HashMap::new();
        let mut labels: Vec<String> = Vec::new();
        let mut of: HashMap<i64, usize> = HashMap::with_capacity(held.len());
        for (rowid, label) in held {
            let folded = fold(&label);
            if folded.is_empty() {
                continue;
            }
            let group = *groups.entry(folded).or_insert_with(|| {
                labels.push(label);
                labels.len() - 1
            });
            of.insert(rowid, group);
        }
        let keys = self.sort_keys();
        let mut order: Vec<usize> = (0..labels.len()).collect();
        order.sort_by_cached_key(|group| keys.key(&labels[*group]));
        let mut places = vec![0; labels.len()];
        for (place, group) in order.iter().enumerate() {
            places[*group] = place;
        }
        let place = |rowid: &i64| of.get(rowid).map_or(usize::MAX, |group| places[*group]);
        rowids.sort_by_cached_key(place);
        let groups = rowids.chunk_by(|one, next| place(one) == place(next)).map(|chunk| Group {
            label: of.get(&chunk[0]).map(|group| labels[*group].clone()).unwrap_or_default(),
            count: i64::try_from(chunk.len()).unwrap_or(i64::MAX),
        });
        let groups = groups.collect();
        Ok((rowids, groups))
    }
}
