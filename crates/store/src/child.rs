//! Child rows of contacts (e-mails, phones, addresses, links, dates, files), read and written any number at once.
//!
//! A row has the form that the journal keeps. What follows from others (how addresses and numbers are compared) is worked
//! out here, so that it is the same whoever writes.

use std::collections::HashMap;

use satchel_model::{Id, fold_email, with_flags};
use serde_json::{Value, json};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};

use crate::StoreError;
use crate::value::phone_match;
use crate::writing::Writing;

/// A kind of child row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Child {
    Emails,
    Phones,
    Addresses,
    Links,
    Dates,
    Attachments,
}

impl Child {
    /// The kind that paths begin with.
    pub(crate) fn named(collection: &str) -> Option<Self> {
        Some(match collection {
            "emails" => Self::Emails,
            "phones" => Self::Phones,
            "addresses" => Self::Addresses,
            "links" => Self::Links,
            "dates" => Self::Dates,
            "attachments" => Self::Attachments,
            _ => return None,
        })
    }
}

/// What a row holds, in the form of the journal.
pub(crate) async fn read(
    connection: &mut SqliteConnection,
    child: Child,
    record: i64,
    id: Id,
) -> Result<Option<Value>, StoreError> {
    Ok(read_many(connection, child, &[(record, id)]).await?.remove(&(record, id)))
}

/// What rows hold; what is not there is not in it.
pub(crate) async fn read_many(
    connection: &mut SqliteConnection,
    child: Child,
    rows: &[(i64, Id)],
) -> Result<HashMap<(i64, Id), Value>, StoreError> {
    let wanted: Vec<Value> = rows.iter().map(|(record, id)| json!([record, crate::hex(id.as_bytes())])).collect();
    let found = sqlx::query(select(child)).bind(Value::from(wanted).to_string()).fetch_all(connection).await?;
    found.iter().map(|row| read_row(child, row)).collect()
}

fn read_row(child: Child, row: &SqliteRow) -> Result<((i64, Id), Value), StoreError> {
    let text = |at: usize| row.try_get::<String, _>(at);
    let mut value = match child {
        Child::Emails => with_flags(json!({"value": text(5)?}), [("do_not_email", row.try_get(7)?)]),
        Child::Links | Child::Dates => json!({"value": text(5)?}),
        Child::Phones => with_flags(
            json!({"value": text(5)?, "e164": text(6)?}),
            [("do_not_call", row.try_get(7)?), ("do_not_text", row.try_get(8)?)],
        ),
        Child::Attachments => json!({"name": text(5)?, "mime": text(6)?,
            "size": row.try_get::<i64, _>(7)?, "added_at": row.try_get::<i64, _>(8)?}),
        Child::Addresses => json!({"street": text(5)?, "locality": text(6)?, "region": text(7)?,
            "postcode": text(8)?, "country": text(9)?}),
    };
    // Unknown is not there at all, as in lines that were written before there was a status.
    if matches!(child, Child::Emails) && !text(6)?.is_empty() {
        value["status"] = text(6)?.into();
    }
    value["label"] = text(2)?.into();
    value["primary"] = row.try_get::<bool, _>(3)?.into();
    value["position"] = row.try_get::<i64, _>(4)?.into();
    Ok(((row.try_get(0)?, Id::from_slice(row.try_get(1)?)?), value))
}

fn select(child: Child) -> &'static str {
    macro_rules! from {
        ($table:literal, $columns:literal) => {
            concat!(
                "SELECT t.contact, t.uuid, t.label, t.is_primary, t.position, ",
                $columns,
                " FROM json_each(?) j CROSS JOIN ",
                $table,
                " t ON t.contact = j.value ->> 0 AND t.uuid = unhex(j.value ->> 1)"
            )
        };
    }
    match child {
        Child::Emails => from!("contact_email", "t.value, t.status, t.do_not_email"),
        Child::Phones => from!("contact_phone", "t.value, t.e164, t.do_not_call, t.do_not_text"),
        Child::Addresses => from!("contact_address", "t.street, t.locality, t.region, t.postcode, t.country"),
        Child::Links => from!("contact_link", "t.value"),
        Child::Dates => from!("contact_date", "t.value"),
        Child::Attachments => from!("contact_attachment", "t.name, t.mime, t.size, t.added_at"),
    }
}

/// What becomes of a row: record, identity, value.
pub(crate) type Write<'a> = (i64, Id, Option<&'a Value>);

/// Makes rows hold their values, or be gone.
pub(crate) async fn write(writing: &mut Writing, child: Child, rows: &[Write<'_>]) -> Result<(), StoreError> {
    let (mut gone, mut there) = (Vec::new(), Vec::new());
    for (record, id, value) in rows {
        match value {
            None => gone.push(json!([record, crate::hex(id.as_bytes())])),
            Some(value) => there.push(laid(child, *record, *id, value)),
        }
    }
    if !gone.is_empty() {
        sqlx::query(delete(child)).bind(Value::from(gone).to_string()).execute(writing.sql()).await?;
    }
    if !there.is_empty() {
        sqlx::query(replace(child)).bind(Value::from(there).to_string()).execute(writing.sql()).await?;
    }
    Ok(())
}

/// A row as `replace` reads it.
fn laid(child: Child, record: i64, id: Id, value: &Value) -> Value {
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default();
    let flag = |part: &str| i64::from(value.get(part).and_then(Value::as_bool).unwrap_or(false));
    let number = |part: &str| value.get(part).and_then(Value::as_i64).unwrap_or(0);
    let mut row = vec![
        json!(record),
        json!(crate::hex(id.as_bytes())),
        json!(text("label")),
        json!(flag("primary")),
        json!(number("position")),
    ];
    row.extend(match child {
        Child::Emails => {
            let address = text("value");
            vec![json!(address), json!(fold_email(address)), json!(text("status")), json!(flag("do_not_email"))]
        }
        Child::Links | Child::Dates => vec![json!(text("value"))],
        Child::Phones => {
            let (written, e164) = (text("value"), text("e164"));
            let flags = [flag("do_not_call"), flag("do_not_text")].map(Value::from);
            [written.into(), e164.into(), phone_match(written, e164).into()].into_iter().chain(flags).collect()
        }
        Child::Attachments => {
            vec![json!(text("name")), json!(text("mime")), json!(number("size")), json!(number("added_at"))]
        }
        Child::Addresses => {
            ["street", "locality", "region", "postcode", "country"].map(|part| text(part).into()).to_vec()
        }
    });
    row.into()
}

fn delete(child: Child) -> &'static str {
    macro_rules! from {
        ($table:literal) => {
            concat!(
                "DELETE FROM ",
                $table,
                " WHERE (contact, uuid) IN (SELECT value ->> 0, unhex(value ->> 1) FROM json_each(?))"
            )
        };
    }
    match child {
        Child::Emails => from!("contact_email"),
        Child::Phones => from!("contact_phone"),
        Child::Addresses => from!("contact_address"),
        Child::Links => from!("contact_link"),
        Child::Dates => from!("contact_date"),
        Child::Attachments => from!("contact_attachment"),
    }
}

fn replace(child: Child) -> &'static str {
    macro_rules! into {
        ($table:literal, $columns:literal, $values:literal) => {
            concat!(
                "INSERT OR REPLACE INTO ",
                $table,
                " (contact, uuid, label, is_primary, position, ",
                $columns,
                ") SELECT value ->> 0, unhex(value ->> 1), value ->> 2, value ->> 3, value ->> 4, ",
                $values,
                " FROM json_each(?)"
            )
        };
    }
    match child {
        Child::Emails => into!(
            "contact_email",
            "value, folded, status, do_not_email",
            "value ->> 5, value ->> 6, value ->> 7, value ->> 8"
        ),
        Child::Links => into!("contact_link", "value", "value ->> 5"),
        Child::Dates => into!("contact_date", "value", "value ->> 5"),
        Child::Phones => into!(
            "contact_phone",
            "value, e164, matched, do_not_call, do_not_text",
            "value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9"
        ),
        Child::Attachments => into!(
            "contact_attachment",
            "name, mime, size, added_at",
            "value ->> 5, value ->> 6, value ->> 7, value ->> 8"
        ),
        Child::Addresses => into!(
            "contact_address",
            "street, locality, region, postcode, country",
            "value ->> 5, value ->> 6, value ->> 7, value ->> 8, value ->> 9"
        ),
    }
}
