//! One path of one record: reading what it holds and writing what it shall hold.
//!
//! The journal, undo and edits all go through here, so that a path means the same everywhere. Values have the form
//! that the journal keeps: a text, an object for a child row, an identity for what refers to another record; `None`
//! is "not there".

use satchel_model::{Entity, Id, RecordState, digits, fold};
use serde_json::Value;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::child::{self, Child};
use crate::company::row as company_row;
use crate::entity::{self, Column, Form};
use crate::writing::Writing;
use crate::{StoreError, attachment};

pub(crate) const ACTIVE: i64 = 0;
const ARCHIVED: i64 = 1;
pub(crate) const TRASHED: i64 = 2;
const MERGED: i64 = 3;

pub(crate) fn state_code(state: RecordState) -> i64 {
    match state {
        RecordState::Active => ACTIVE,
        RecordState::Archived => ARCHIVED,
        RecordState::Trashed => TRASHED,
        RecordState::Merged => MERGED,
    }
}

pub(crate) fn state_of(code: i64) -> RecordState {
    match code {
        ARCHIVED => RecordState::Archived,
        TRASHED => RecordState::Trashed,
        MERGED => RecordState::Merged,
        _ => RecordState::Active,
    }
}

/// Where a path leads.
enum Place {
    State,
    Column(&'static Column),
    Child(Child, Id),
    CompanyRow(&'static str, Id),
    CompanyFile(Id),
    Affiliation(Id),
    Tag(Id),
    Custom(Id),
    Option(Id),
    Category(Id),
    Consent(Id),
    Lock(String),
    List(Id),
}

fn place(entity: Entity, path: &str) -> Result<Place, StoreError> {
    const UNKNOWN: StoreError = StoreError::Bug("unknown path");
    if path == "state" {
        return Ok(Place::State);
    }
    let Some((collection, id)) = path.split_once('/') else {
        return entity::table(entity).column(path).map(Place::Column).ok_or(UNKNOWN);
    };
    if (entity, collection) == (Entity::Contact, "locks") {
        return Ok(Place::Lock(id.to_owned()));
    }
    let id: Id = id.parse()?;
    if entity == Entity::Contact
        && let Some(child) = Child::named(collection)
    {
        return Ok(Place::Child(child, id));
    }
    Ok(match (entity, collection) {
        (Entity::Company, "attachments") => Place::CompanyFile(id),
        (Entity::Company, "names") => Place::CompanyRow("names", id),
        (Entity::Company, "domains") => Place::CompanyRow("domains", id),
        (Entity::Company, "phones") => Place::CompanyRow("phones", id),
        (Entity::Company, "addresses") => Place::CompanyRow("addresses", id),
        (Entity::Contact, "affiliations") => Place::Affiliation(id),
        (Entity::Contact, "tags") => Place::Tag(id),
        (Entity::Contact | Entity::Company, "custom") => Place::Custom(id),
        (Entity::Field, "options") => Place::Option(id),
        (Entity::Contact, "categories") => Place::Category(id),
        (Entity::Contact, "consents") => Place::Consent(id),
        (Entity::Contact, "lists") => Place::List(id),
        _ => return Err(UNKNOWN),
    })
}

/// What the path holds now.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    entity: Entity,
    record: i64,
    path: &str,
) -> Result<Option<Value>, StoreError> {
    let table = entity::table(entity).name;
    match place(entity, path)? {
        Place::State => {
            let sql = format!("SELECT state FROM {table} WHERE id = ?");
            let code: Option<i64> =
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(record).fetch_optional(connection).await?;
            code.map(|code| serde_json::to_value(state_of(code)).map_err(|_| StoreError::Bug("state"))).transpose()
        }
        Place::Column(Column { name, form: Form::Text, .. }) => {
            let sql = format!("SELECT {name} FROM {table} WHERE id = ?");
            let text: Option<String> =
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(record).fetch_optional(connection).await?;
            Ok(text.filter(|text| !text.is_empty()).map(Value::from))
        }
        Place::Column(Column { name, form: Form::Reference(other), .. }) => {
            let sql = format!("SELECT o.uuid FROM {table} r JOIN {other} o ON o.id = r.{name} WHERE r.id = ?");
            let uuid: Option<Vec<u8>> =
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(record).fetch_optional(connection).await?;
            Ok(uuid.map(|uuid| Id::from_slice(&uuid)).transpose()?.map(|id| id.to_string().into()))
        }
        Place::Column(Column { name, form: Form::Number, .. }) => {
            let sql = format!("SELECT {name} FROM {table} WHERE id = ?");
            let number: Option<i64> =
                sqlx::query_scalar(AssertSqlSafe(sql)).bind(record).fetch_optional(connection).await?;
            Ok(number.filter(|number| *number != 0).map(Value::from))
        }
        Place::Custom(id) => crate::custom::value::read(connection, record, id).await,
        Place::Option(id) => crate::custom::option::read(connection, record, id).await,
        Place::Child(child, id) => child::read(connection, child, record, id).await,
        Place::CompanyRow(collection, id) => company_row::read(connection, record, collection, id).await,
        Place::CompanyFile(id) => attachment::read(connection, record, id).await,
        Place::Affiliation(id) => crate::affiliation::read(connection, record, id).await,
        Place::Tag(id) => {
            let there: i64 = sqlx::query_scalar(
                "SELECT count(*) FROM contact_tag t JOIN tag d ON d.id = t.tag WHERE t.contact = ? AND d.uuid = ?",
            )
            .bind(record)
            .bind(&id.as_bytes()[..])
            .fetch_one(connection)
            .await?;
            Ok((there > 0).then_some(Value::Bool(true)))
        }
        Place::Category(group) => crate::category::read(connection, record, group).await,
        Place::Consent(id) => crate::consent::read(connection, record, id).await,
        Place::Lock(path) => crate::lock::read(connection, record, &path).await,
        Place::List(id) => crate::list::read_member(connection, record, id).await,
    }
}

/// Makes the path hold `value`. Derived columns of the record are the caller's to refresh.
pub(crate) async fn write(
    writing: &mut Writing,
    entity: Entity,
    record: i64,
    path: &str,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let table = entity::table(entity).name;
    match place(entity, path)? {
        Place::State => {
            let state: RecordState = value
                .cloned()
                .map(serde_json::from_value)
                .transpose()
                .map_err(|_| StoreError::Damaged)?
                .unwrap_or_default();
            let sql = format!("UPDATE {table} SET state = ? WHERE id = ?");
            sqlx::query(AssertSqlSafe(sql)).bind(state_code(state)).bind(record).execute(writing.sql()).await?;
        }
        Place::Column(Column { name, form: Form::Text, .. }) => {
            let text = value.and_then(Value::as_str).unwrap_or_default().to_owned();
            let sql = format!("UPDATE {table} SET {name} = ? WHERE id = ?");
            sqlx::query(AssertSqlSafe(sql)).bind(&text).bind(record).execute(writing.sql()).await?;
        }
        Place::Column(Column { name, form: Form::Reference(other), .. }) => {
            let id: Option<Id> = value.and_then(Value::as_str).map(str::parse).transpose()?;
            let sql = format!("UPDATE {table} SET {name} = (SELECT id FROM {other} WHERE uuid = ?) WHERE id = ?");
            sqlx::query(AssertSqlSafe(sql))
                .bind(id.as_ref().map(|id| &id.as_bytes()[..]))
                .bind(record)
                .execute(writing.sql())
                .await?;
        }
        Place::Column(Column { name, form: Form::Number, .. }) => {
            let sql = format!("UPDATE {table} SET {name} = ? WHERE id = ?");
            let number = value.and_then(Value::as_i64).unwrap_or(0);
            sqlx::query(AssertSqlSafe(sql)).bind(number).bind(record).execute(writing.sql()).await?;
        }
        Place::Custom(id) => crate::custom::value::write(writing, record, id, value).await?,
        Place::Option(id) => crate::custom::option::write(writing, record, id, value).await?,
        Place::Child(child, id) => child::write(writing, child, &[(record, id, value)]).await?,
        Place::CompanyRow(collection, id) => company_row::write(writing, record, collection, id, value).await?,
        Place::CompanyFile(id) => attachment::write(writing, record, id, value).await?,
        Place::Affiliation(id) => crate::affiliation::write(writing, record, id, value).await?,
        Place::Tag(id) => {
            let sql = if value.is_some() {
                "INSERT OR IGNORE INTO contact_tag (contact, tag) SELECT ?, id FROM tag WHERE uuid = ?"
            } else {
                "DELETE FROM contact_tag WHERE contact = ? AND tag = (SELECT id FROM tag WHERE uuid = ?)"
            };
            sqlx::query(sql).bind(record).bind(&id.as_bytes()[..]).execute(writing.sql()).await?;
        }
        Place::Category(group) => crate::category::write(writing, record, group, value).await?,
        Place::Consent(id) => crate::consent::write(writing, record, id, value).await?,
        Place::Lock(path) => crate::lock::write(writing, record, &path, value).await?,
        Place::List(id) => crate::list::write_member(writing, record, id, value).await?,
    }
    Ok(())
}

/// The form in which two phone numbers are the same.
pub(crate) fn phone_match(written: &str, e164: &str) -> String {
    if e164.is_empty() { digits(written) } else { e164.to_owned() }
}

/// The form in which two names of companies are the same.
pub(crate) fn company_match(name: &str) -> String {
    fold(name)
}
