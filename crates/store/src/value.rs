//! One path of one record: reading what it holds and writing what it shall hold.
//!
//! The journal, undo and edits all go through here, so that a path means the same everywhere. Values have the form
//! that the journal keeps: a text, an object for a child row, an identity for what refers to another record; `None`
//! is "not there".

use satchel_model::{Entity, Id, RecordState, digits, fold, fold_email, with_flags};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::StoreError;
use crate::company::row as company_row;
use crate::entity::{self, Column, Form};
use crate::writing::Writing;

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
    Affiliation(Id),
    Tag(Id),
    Custom(Id),
    Option(Id),
    Category(Id),
    Consent(Id),
    Lock(String),
    List(Id),
}

#[derive(Clone, Copy)]
enum Child {
    Emails,
    Phones,
    Addresses,
    Links,
    Dates,
    Attachments,
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
    Ok(match (entity, collection) {
        (Entity::Contact, "emails") => Place::Child(Child::Emails, id),
        (Entity::Contact, "phones") => Place::Child(Child::Phones, id),
        (Entity::Contact, "addresses") => Place::Child(Child::Addresses, id),
        (Entity::Contact, "links") => Place::Child(Child::Links, id),
        (Entity::Contact, "dates") => Place::Child(Child::Dates, id),
        (Entity::Contact, "attachments") => Place::Child(Child::Attachments, id),
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
        Place::Child(child, id) => read_child(connection, child, record, id).await,
        Place::CompanyRow(collection, id) => company_row::read(connection, record, collection, id).await,
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

async fn read_child(
    connection: &mut SqliteConnection,
    child: Child,
    record: i64,
    id: Id,
) -> Result<Option<Value>, StoreError> {
    let sql = match child {
        Child::Emails => {
            "SELECT label, is_primary, position, value, status, do_not_email FROM contact_email
             WHERE contact = ? AND uuid = ?"
        }
        Child::Links => "SELECT label, is_primary, position, value FROM contact_link WHERE contact = ? AND uuid = ?",
        Child::Dates => "SELECT label, is_primary, position, value FROM contact_date WHERE contact = ? AND uuid = ?",
        Child::Phones => {
            "SELECT label, is_primary, position, value, e164, do_not_call, do_not_text
             FROM contact_phone WHERE contact = ? AND uuid = ?"
        }
        Child::Attachments => {
            "SELECT label, is_primary, position, name, mime, size, added_at
             FROM contact_attachment WHERE contact = ? AND uuid = ?"
        }
        Child::Addresses => {
            "SELECT label, is_primary, position, street, locality, region, postcode, country
             FROM contact_address WHERE contact = ? AND uuid = ?"
        }
    };
    let Some(row) = sqlx::query(sql).bind(record).bind(&id.as_bytes()[..]).fetch_optional(connection).await? else {
        return Ok(None);
    };
    let text = |at: usize| row.try_get::<String, _>(at);
    let mut value = match child {
        Child::Emails => with_flags(json!({"value": text(3)?}), [("do_not_email", row.try_get(5)?)]),
        Child::Links | Child::Dates => json!({"value": text(3)?}),
        Child::Phones => with_flags(
            json!({"value": text(3)?, "e164": text(4)?}),
            [("do_not_call", row.try_get(5)?), ("do_not_text", row.try_get(6)?)],
        ),
        Child::Attachments => json!({"name": text(3)?, "mime": text(4)?,
            "size": row.try_get::<i64, _>(5)?, "added_at": row.try_get::<i64, _>(6)?}),
        Child::Addresses => json!({"street": text(3)?, "locality": text(4)?, "region": text(5)?,
            "postcode": text(6)?, "country": text(7)?}),
    };
    // Unknown is not there at all, as in lines that were written before there was a status.
    if matches!(child, Child::Emails) && !text(4)?.is_empty() {
        value["status"] = text(4)?.into();
    }
    value["label"] = text(0)?.into();
    value["primary"] = row.try_get::<bool, _>(1)?.into();
    value["position"] = row.try_get::<i64, _>(2)?.into();
    Ok(Some(value))
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
        Place::Child(child, id) => write_child(writing, child, record, id, value).await?,
        Place::CompanyRow(collection, id) => company_row::write(writing, record, collection, id, value).await?,
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

async fn write_child(
    writing: &mut Writing,
    child: Child,
    record: i64,
    id: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let uuid = &id.as_bytes()[..];
    let Some(value) = value else {
        let sql = match child {
            Child::Emails => "DELETE FROM contact_email WHERE contact = ? AND uuid = ?",
            Child::Phones => "DELETE FROM contact_phone WHERE contact = ? AND uuid = ?",
            Child::Addresses => "DELETE FROM contact_address WHERE contact = ? AND uuid = ?",
            Child::Links => "DELETE FROM contact_link WHERE contact = ? AND uuid = ?",
            Child::Dates => "DELETE FROM contact_date WHERE contact = ? AND uuid = ?",
            Child::Attachments => "DELETE FROM contact_attachment WHERE contact = ? AND uuid = ?",
        };
        sqlx::query(sql).bind(record).bind(uuid).execute(writing.sql()).await?;
        return Ok(());
    };
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    let flag = |part: &str| value.get(part).and_then(Value::as_bool).unwrap_or(false);
    let sql = match child {
        Child::Emails => {
            "INSERT OR REPLACE INTO contact_email
               (contact, uuid, label, is_primary, position, value, folded, status, do_not_email)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }
        Child::Links => {
            "INSERT OR REPLACE INTO contact_link (contact, uuid, label, is_primary, position, value)
             VALUES (?, ?, ?, ?, ?, ?)"
        }
        Child::Dates => {
            "INSERT OR REPLACE INTO contact_date (contact, uuid, label, is_primary, position, value)
             VALUES (?, ?, ?, ?, ?, ?)"
        }
        Child::Phones => {
            "INSERT OR REPLACE INTO contact_phone
               (contact, uuid, label, is_primary, position, value, e164, matched, do_not_call, do_not_text)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }
        Child::Attachments => {
            "INSERT OR REPLACE INTO contact_attachment
               (contact, uuid, label, is_primary, position, name, mime, size, added_at)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }
        Child::Addresses => {
            "INSERT OR REPLACE INTO contact_address
               (contact, uuid, label, is_primary, position, street, locality, region, postcode, country)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        }
    };
    let query = sqlx::query(sql)
        .bind(record)
        .bind(uuid)
        .bind(text("label"))
        .bind(flag("primary"))
        .bind(value.get("position").and_then(Value::as_i64).unwrap_or(0));
    let query = match child {
        Child::Emails => {
            let (value, status) = (text("value"), text("status"));
            query.bind(value.clone()).bind(fold_email(&value)).bind(status).bind(flag("do_not_email"))
        }
        Child::Links | Child::Dates => query.bind(text("value")),
        Child::Phones => {
            let (written, e164) = (text("value"), text("e164"));
            let matched = phone_match(&written, &e164);
            query.bind(written).bind(e164).bind(matched).bind(flag("do_not_call")).bind(flag("do_not_text"))
        }
        Child::Attachments => query
            .bind(text("name"))
            .bind(text("mime"))
            .bind(value.get("size").and_then(Value::as_i64).unwrap_or(0))
            .bind(value.get("added_at").and_then(Value::as_i64).unwrap_or(0)),
        Child::Addresses => query
            .bind(text("street"))
            .bind(text("locality"))
            .bind(text("region"))
            .bind(text("postcode"))
            .bind(text("country")),
    };
    query.execute(writing.sql()).await?;
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
