//! What tags, groups of categories and their values have in common: names that no two of them share while they are in
//! use, and that what a contact gets back comes back itself.

use satchel_model::{EditError, Entity, Id, RecordState, definition_name};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::value::TRASHED;
use crate::writing::Writing;
use crate::{StoreError, entity};

/// A name as it is kept.
pub(crate) fn named(text: &str) -> Result<String, StoreError> {
    let reason = "a name has 1 to 100 characters, and no comma or semicolon in it";
    let refused = || EditError { path: "name".into(), reason: reason.into() };
    definition_name(text).ok_or_else(|| refused().into())
}

/// The rowid of a definition that is in use.
pub(crate) async fn rowid(connection: &mut SqliteConnection, entity: Entity, id: Id) -> Result<i64, StoreError> {
    let table = entity::table(entity);
    let sql = format!("SELECT id FROM {} WHERE uuid = ? AND state <> {TRASHED}", table.name);
    let found = sqlx::query_scalar(AssertSqlSafe(sql)).bind(&id.as_bytes()[..]).fetch_optional(connection).await?;
    found.ok_or(StoreError::NotFound(table.word))
}

/// Refuses a record whose name another one has that is in use.
pub(crate) async fn refuse_namesake(
    connection: &mut SqliteConnection,
    entity: Entity,
    record: i64,
) -> Result<(), StoreError> {
    let table = entity::table(entity);
    let sql = format!("SELECT {} FROM {} r WHERE r.id = ?", table.namesake, table.name);
    let taken: bool = sqlx::query_scalar(AssertSqlSafe(sql)).bind(record).fetch_one(connection).await?;
    if taken { Err(StoreError::Taken(table.word)) } else { Ok(()) }
}

impl Writing {
    /// Takes definitions, given by ascending rowids, out of use.
    pub(crate) async fn bury(&mut self, entity: Entity, records: &[i64]) -> Result<(), StoreError> {
        self.move_together(entity, records, &json!(RecordState::Active), &json!(RecordState::Trashed)).await
    }

    /// Before a contact gets a tag or a category back: brings the definitions back that it refers to.
    ///
    /// # Errors
    /// [`StoreError::Taken`] when another one in use has the name by now.
    pub(crate) async fn unearth(&mut self, path: &str, value: Option<&Value>) -> Result<(), StoreError> {
        let Some(value) = value else { return Ok(()) };
        let referred: &[(Entity, &str)] = match path.split_once('/') {
            Some(("tags", tag)) => &[(Entity::Tag, tag)],
            Some(("categories", group)) => {
                &[(Entity::CategoryGroup, group), (Entity::Category, value.as_str().unwrap_or_default())]
            }
            _ => &[],
        };
        for (entity, id) in referred {
            let id: Id = id.parse()?;
            let sql = format!("SELECT id FROM {} WHERE uuid = ? AND state = {TRASHED}", entity::table(*entity).name);
            let buried: Option<i64> =
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(&id.as_bytes()[..]).fetch_optional(self.sql()).await?;
            if let Some(record) = buried {
                refuse_namesake(self.sql(), *entity, record).await?;
                let (from, to) = (json!(RecordState::Trashed), json!(RecordState::Active));
                self.move_together(*entity, &[record], &from, &to).await?;
            }
        }
        Ok(())
    }
}
