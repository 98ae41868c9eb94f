//! Tags: definitions that contacts carry by name.
//!
//! What happens to a definition happens to all contacts that have it, as one batch: they lose a tag that is deleted, and
//! get the other when two are merged.

use std::collections::HashMap;

use satchel_model::{Colour, Entity, FieldChange, Id, TagKind, fold};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::definition::{named, refuse_namesake, rowid};
use crate::writing::Writing;
use crate::{Store, StoreError, derive, mint, value};

/// A tag's rowid and identity.
pub(crate) type TagRow = (i64, Id);

/// The definition of a tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagDefinition {
    /// Its identity.
    pub id: Id,
    /// What it is called.
    pub name: String,
    /// What it is about.
    pub kind: TagKind,
    /// Its colour.
    pub colour: Colour,
    /// How many contacts outside the trash have it, when that was asked for.
    pub contacts: Option<i64>,
}

/// What is to be changed of a definition; nothing leaves a part as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DefinitionEdit {
    /// Another name.
    pub name: Option<String>,
    /// Of a tag: what it is about.
    pub kind: Option<TagKind>,
    /// Another colour.
    pub colour: Option<Colour>,
}

/// Finds a tag by folded name.
pub(crate) async fn find(connection: &mut SqliteConnection, name: &str) -> Result<Option<TagRow>, StoreError> {
    let row: Option<(i64, Vec<u8>)> =
        sqlx::query_as("SELECT id, uuid FROM tag WHERE folded = ? AND state = 0 ORDER BY id LIMIT 1")
            .bind(fold(name))
            .fetch_optional(connection)
            .await?;
    row.map(|(rowid, uuid)| Ok((rowid, Id::from_slice(&uuid)?))).transpose()
}

/// Finds a tag, or makes it.
pub(crate) async fn find_or_add(writing: &mut Writing, name: &str) -> Result<TagRow, StoreError> {
    match find(writing.sql(), name).await? {
        Some(found) => Ok(found),
        None => add(writing, name, TagKind::default(), Colour::default()).await,
    }
}

async fn add(writing: &mut Writing, name: &str, kind: TagKind, colour: Colour) -> Result<TagRow, StoreError> {
    let id = mint(writing.at());
    let rowid: i64 =
        sqlx::query_scalar("INSERT INTO tag (uuid, name, folded, kind, colour) VALUES (?, ?, ?, ?, ?) RETURNING id")
            .bind(&id.as_bytes()[..])
            .bind(name)
            .bind(fold(name))
            .bind(kind.as_str())
            .bind(colour.as_str())
            .fetch_one(writing.sql())
            .await?;
    writing.created_line(Entity::Tag, rowid, rowid).await?;
    Ok((rowid, id))
}

/// Refreshes the form by which a tag is found.
pub(crate) async fn refresh(writing: &mut Writing, tag: i64) -> Result<(), StoreError> {
    let name: String =
        sqlx::query_scalar("SELECT name FROM tag WHERE id = ?").bind(tag).fetch_one(writing.sql()).await?;
    sqlx::query("UPDATE tag SET folded = ? WHERE id = ?").bind(fold(&name)).bind(tag).execute(writing.sql()).await?;
    refuse_namesake(writing.sql(), Entity::Tag, tag).await
}

impl Store {
    /// All tags by name, with the number of their contacts when it is asked for: that looks at every tag of every
    /// contact.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn tags(&self, counted: bool) -> Result<Vec<TagDefinition>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rows: Vec<(i64, Vec<u8>, String, String, String)> =
            sqlx::query_as("SELECT id, uuid, name, kind, colour FROM tag WHERE state = 0 ORDER BY folded, id")
                .fetch_all(&mut *snapshot)
                .await?;
        let mut counts: HashMap<i64, i64> = HashMap::new();
        if counted {
            // The trash is the smaller part: counting all from the index and taking it off reads the fewest pages.
            let all: Vec<(i64, i64)> =
                sqlx::query_as("SELECT tag, count(*) FROM contact_tag GROUP BY tag").fetch_all(&mut *snapshot).await?;
            counts.extend(all);
            let gone: Vec<(i64, i64)> = sqlx::query_as(
                "SELECT t.tag, count(*) FROM contact c JOIN contact_tag t ON t.contact = c.id WHERE c.state >= 2
                 GROUP BY t.tag",
            )
            .fetch_all(&mut *snapshot)
            .await?;
            for (tag, gone) in gone {
                counts.entry(tag).and_modify(|count| *count -= gone);
            }
        }
        rows.into_iter()
            .map(|(rowid, uuid, name, kind, colour)| {
                let contacts = counted.then(|| counts.get(&rowid).copied().unwrap_or(0));
                let (kind, colour) = (kind.parse().unwrap_or_default(), colour.parse().unwrap_or_default());
                Ok(TagDefinition { id: Id::from_slice(&uuid)?, name, kind, colour, contacts })
            })
            .collect()
    }
}

impl Store {
    /// Rowids of contacts that have a tag.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn tagged(&self, tag: i64) -> Result<Vec<i64>, StoreError> {
        Ok(sqlx::query_scalar("SELECT contact FROM contact_tag WHERE tag = ? ORDER BY contact")
            .bind(tag)
            .fetch_all(&self.inner.readers)
            .await?)
    }
}

impl Writing {
    /// Makes a tag.
    ///
    /// # Errors
    /// [`StoreError::Taken`], [`StoreError::Invalid`].
    pub async fn add_tag(&mut self, name: &str, kind: TagKind, colour: Colour) -> Result<Id, StoreError> {
        let name = named(name)?;
        if find(self.sql(), &name).await?.is_some() {
            return Err(StoreError::Taken("tag"));
        }
        Ok(add(self, &name, kind, colour).await?.1)
    }

    /// Changes name, kind or colour of a tag.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Taken`], [`StoreError::Invalid`].
    pub async fn set_tag(&mut self, id: Id, edit: &DefinitionEdit) -> Result<(), StoreError> {
        let record = rowid(self.sql(), Entity::Tag, id).await?;
        let name = edit.name.as_deref().map(named).transpose()?;
        let wanted = [
            ("name", name),
            ("kind", edit.kind.map(|kind| kind.to_string())),
            ("colour", edit.colour.map(|colour| colour.to_string())),
        ];
        self.set_definition(Entity::Tag, record, wanted).await
    }

    /// Writes columns of a definition that change.
    pub(crate) async fn set_definition<const N: usize>(
        &mut self,
        entity: Entity,
        record: i64,
        wanted: [(&str, Option<String>); N],
    ) -> Result<(), StoreError> {
        for (path, after) in wanted {
            let Some(after) = after.map(Value::from) else { continue };
            let before = value::read(self.sql(), entity, record, path).await?;
            if before.as_ref() != Some(&after) {
                value::write(self, entity, record, path, Some(&after)).await?;
                self.line(entity, record, &FieldChange { path: path.to_owned(), before, after: Some(after) }).await?;
            }
        }
        derive::refresh(self, entity, record).await
    }

    /// Makes several tags one: their contacts get `into`, and lose the others, which go out of use. Returns how many
    /// contacts that were.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn merge_tags(&mut self, from: &[Id], into: Id) -> Result<usize, StoreError> {
        let target = rowid(self.sql(), Entity::Tag, into).await?;
        let gets = FieldChange { path: format!("tags/{into}"), before: None, after: Some(json!(true)) };
        let mut moved = 0;
        let mut buried = Vec::new();
        for id in from.iter().filter(|id| **id != into) {
            let record = rowid(self.sql(), Entity::Tag, *id).await?;
            let loses = FieldChange { path: format!("tags/{id}"), before: Some(json!(true)), after: None };
            let has: Vec<(i64, bool)> = sqlx::query_as(
                "SELECT t.contact, EXISTS (SELECT 1 FROM contact_tag o WHERE o.contact = t.contact AND o.tag = ?2)
                 FROM contact_tag t WHERE t.tag = ?1 ORDER BY t.contact",
            )
            .bind(record)
            .bind(target)
            .fetch_all(self.sql())
            .await?;
            let (both, one): (Vec<_>, Vec<_>) = has.into_iter().partition(|(_, both)| *both);
            let ids = |rows: Vec<(i64, bool)>| rows.into_iter().map(|(contact, _)| contact).collect::<Vec<_>>();
            let (both, one) = (ids(both), ids(one));
            moved += both.len() + one.len();
            self.spread(Entity::Contact, &both, std::slice::from_ref(&loses)).await?;
            self.spread(Entity::Contact, &one, &[loses, gets.clone()]).await?;
            sqlx::query(
                "INSERT OR IGNORE INTO contact_tag (contact, tag) SELECT contact, ?2 FROM contact_tag WHERE tag = ?1",
            )
            .bind(record)
            .bind(target)
            .execute(self.sql())
            .await?;
            sqlx::query("DELETE FROM contact_tag WHERE tag = ?").bind(record).execute(self.sql()).await?;
            buried.push(record);
        }
        buried.sort_unstable();
        buried.dedup();
        self.bury(Entity::Tag, &buried).await?;
        Ok(moved)
    }

    /// Takes tags out of use; their contacts lose them. Returns how many that were, each counted for each of its tags.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn delete_tags(&mut self, ids: &[Id]) -> Result<usize, StoreError> {
        let mut lost = 0;
        let mut buried = Vec::new();
        for id in ids {
            let record = rowid(self.sql(), Entity::Tag, *id).await?;
            if buried.contains(&record) {
                continue;
            }
            let contacts: Vec<i64> =
                sqlx::query_scalar("SELECT contact FROM contact_tag WHERE tag = ? ORDER BY contact")
                    .bind(record)
                    .fetch_all(self.sql())
                    .await?;
            let loses = FieldChange { path: format!("tags/{id}"), before: Some(json!(true)), after: None };
            self.spread(Entity::Contact, &contacts, &[loses]).await?;
            sqlx::query("DELETE FROM contact_tag WHERE tag = ?").bind(record).execute(self.sql()).await?;
            lost += contacts.len();
            buried.push(record);
        }
        buried.sort_unstable();
        self.bury(Entity::Tag, &buried).await?;
        Ok(lost)
    }
}

impl Store {
    /// Names of tags, or of the team, that begin with `text` as people compare names.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn suggest_names(&self, of: Entity, text: &str, limit: i64) -> Result<Vec<String>, StoreError> {
        let of = if of == Entity::Tag { "tag" } else { "team_member" };
        let sql =
            format!("SELECT name FROM {of} WHERE folded >= ?1 AND folded < ?2 AND state = 0 ORDER BY folded LIMIT ?3");
        let folded = fold(text);
        let names = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(&folded)
            .bind(format!("{folded}\u{10ffff}"))
            .bind(limit)
            .fetch_all(&self.inner.readers)
            .await?;
        Ok(names)
    }
}
