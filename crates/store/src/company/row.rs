//! Rows of companies: other names, domains, phones, addresses. Few, so all of them are in one table.

use satchel_model::{Id, fold};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::StoreError;
use crate::value::phone_match;
use crate::writing::Writing;

type Row = (String, bool, i64, String, String, String, String, String, String, String);

pub(crate) async fn read(
    connection: &mut SqliteConnection,
    company: i64,
    collection: &str,
    id: Id,
) -> Result<Option<Value>, StoreError> {
    let row: Option<Row> = sqlx::query_as(
        "SELECT label, is_primary, position, value, e164, street, locality, region, postcode, country
         FROM company_row WHERE company = ? AND uuid = ? AND collection = ?",
    )
    .bind(company)
    .bind(&id.as_bytes()[..])
    .bind(collection)
    .fetch_optional(connection)
    .await?;
    let Some((label, primary, position, text, e164, street, locality, region, postcode, country)) = row else {
        return Ok(None);
    };
    let mut value = match collection {
        "addresses" => json!({"street": street, "locality": locality, "region": region, "postcode": postcode,
            "country": country}),
        "phones" => json!({"value": text, "e164": e164}),
        _ => json!({"value": text}),
    };
    value["label"] = label.into();
    value["primary"] = primary.into();
    value["position"] = position.into();
    Ok(Some(value))
}

pub(crate) async fn write(
    writing: &mut Writing,
    company: i64,
    collection: &str,
    id: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let Some(value) = value else {
        sqlx::query("DELETE FROM company_row WHERE company = ? AND uuid = ?")
            .bind(company)
            .bind(&id.as_bytes()[..])
            .execute(writing.sql())
            .await?;
        return Ok(());
    };
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    let matched = match collection {
        "names" => fold(&text("value")),
        "domains" => text("value"),
        "phones" => phone_match(&text("value"), &text("e164")),
        _ => String::new(),
    };
    sqlx::query(
        "INSERT OR REPLACE INTO company_row (company, uuid, collection, label, is_primary, position, value, e164,
           street, locality, region, postcode, country, matched) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
    )
    .bind(company)
    .bind(&id.as_bytes()[..])
    .bind(collection)
    .bind(text("label"))
    .bind(value.get("primary").and_then(Value::as_bool).unwrap_or(false))
    .bind(value.get("position").and_then(Value::as_i64).unwrap_or(0))
    .bind(text("value"))
    .bind(text("e164"))
    .bind(text("street"))
    .bind(text("locality"))
    .bind(text("region"))
    .bind(text("postcode"))
    .bind(text("country"))
    .bind(matched)
    .execute(writing.sql())
    .await?;
    Ok(())
}
