//! Columns that follow from others: display names, sort keys, the time of the last change; and journal values made
//! legible.

use satchel_model::{Entity, FieldChange, Id, NameParts, display_name, fold};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use crate::value::company_match;
use crate::writing::Writing;
use crate::{StoreError, hex, json_list};

/// Refreshes what follows from a record's values.
pub(crate) async fn refresh(writing: &mut Writing, entity: Entity, record: i64) -> Result<(), StoreError> {
    match entity {
        Entity::Contact => refresh_contact(writing, record).await,
        Entity::Company => refresh_company(writing, record).await,
        Entity::Field => crate::custom::put_back(writing, record).await,
        Entity::Tag => crate::tag::refresh(writing, record).await,
        Entity::CategoryGroup | Entity::Category => crate::category::refresh(writing, entity, record).await,
        Entity::TeamMember | Entity::Relation | Entity::RelationKind => Ok(()),
        Entity::List => refresh_named(writing, "list", record).await,
        Entity::SavedView => refresh_named(writing, "saved_view", record).await,
    }
}

/// Refreshes a contact's display name and sort keys and stamps it.
///
/// # Errors
/// [`StoreError::Unidentified`] when nothing is left to show.
pub(crate) async fn refresh_contact(writing: &mut Writing, contact: i64) -> Result<(), StoreError> {
    refresh_contacts(writing, &[contact]).await
}

/// The same for many, given by ascending rowids.
pub(crate) async fn refresh_contacts(writing: &mut Writing, contacts: &[i64]) -> Result<(), StoreError> {
    if contacts.is_empty() {
        return Ok(());
    }
    let rows = sqlx::query(
        "SELECT c.prefix, c.given, c.middle, c.family, c.suffix, c.nickname, c.display_set,
           (SELECT value FROM contact_email WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
           (SELECT value FROM contact_phone WHERE contact = c.id ORDER BY is_primary DESC, position LIMIT 1),
           (SELECT k.name FROM affiliation a JOIN company k ON k.id = a.company
              WHERE a.contact = c.id AND a.is_primary AND a.until = ''), c.id
         FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value",
    )
    .bind(json_list(contacts))
    .fetch_all(writing.sql())
    .await?;
    let mut shown = Vec::with_capacity(rows.len());
    for row in &rows {
        let text = |at: usize| row.try_get::<Option<&str>, _>(at).map(Option::unwrap_or_default);
        let (given, family, set) = (text(1)?, text(3)?, text(6)?);
        let derived = display_name(&NameParts {
            prefix: text(0)?,
            given,
            middle: text(2)?,
            family,
            suffix: text(4)?,
            nickname: text(5)?,
            email: text(7)?,
            phone: text(8)?,
            company: text(9)?,
        });
        let display = if set.is_empty() { derived } else { set.to_owned() };
        if display.is_empty() {
            return Err(StoreError::Unidentified);
        }
        let (by_display, by_family) = sort_keys(writing.sort(), &display, given, family);
        shown.push(json!([row.try_get::<i64, _>(10)?, display, hex(&by_display), hex(&by_family)]));
    }
    let at = writing.at();
    sqlx::query(
        "UPDATE contact SET display = j.value ->> 1, sort_display = unhex(j.value ->> 2),
           sort_family = unhex(j.value ->> 3), updated_at = ?2
         FROM json_each(?1) j WHERE contact.id = j.value ->> 0",
    )
    .bind(Value::from(shown).to_string())
    .bind(at)
    .execute(writing.sql())
    .await?;
    Ok(())
}

/// Sort keys by what is shown, and by family name.
pub(crate) fn sort_keys(keys: &crate::sort::SortKeys, display: &str, given: &str, family: &str) -> (Vec<u8>, Vec<u8>) {
    let by_family = if family.is_empty() { display.to_owned() } else { format!("{family} {given}") };
    (keys.key(display), keys.key(&by_family))
}

/// Refreshes a company's matching and sorting forms, stamps it, and the display names that are its name.
pub(crate) async fn refresh_company(writing: &mut Writing, company: i64) -> Result<(), StoreError> {
    let name: String =
        sqlx::query_scalar("SELECT name FROM company WHERE id = ?").bind(company).fetch_one(writing.sql()).await?;
    let (sort, at) = (writing.sort().key(&name), writing.at());
    sqlx::query("UPDATE company SET folded = ?, sort_name = ?, updated_at = ? WHERE id = ?")
        .bind(company_match(&name))
        .bind(sort)
        .bind(at)
        .bind(company)
        .execute(writing.sql())
        .await?;
    let nameless: Vec<i64> = sqlx::query_scalar(
        "SELECT c.id FROM affiliation a JOIN contact c ON c.id = a.contact WHERE a.company = ? AND a.until = ''
           AND c.given = '' AND c.family = '' AND c.middle = '' AND c.nickname = '' AND c.display_set = ''",
    )
    .bind(company)
    .fetch_all(writing.sql())
    .await?;
    refresh_contacts(writing, &nameless).await
}

/// Refreshes the form in which names of lists or views are compared, and stamps the record.
async fn refresh_named(writing: &mut Writing, table: &'static str, record: i64) -> Result<(), StoreError> {
    let sql = format!("SELECT name FROM {table} WHERE id = ?");
    let name: String = sqlx::query_scalar(AssertSqlSafe(sql)).bind(record).fetch_one(writing.sql()).await?;
    let at = writing.at();
    let sql = format!("UPDATE {table} SET folded = ?, updated_at = ? WHERE id = ?");
    sqlx::query(AssertSqlSafe(sql)).bind(fold(&name)).bind(at).bind(record).execute(writing.sql()).await?;
    Ok(())
}

/// Puts names in place of the identities that a journal value holds.
pub(crate) async fn legible(connection: &mut SqliteConnection, change: FieldChange) -> Result<FieldChange, StoreError> {
    let FieldChange { mut path, mut before, mut after } = change;
    let (key, id) = path.split_once('/').map_or((path.as_str(), ""), |(key, id)| (key, id));
    match key {
        "owner" => {
            for side in [&mut before, &mut after] {
                if let Some(Value::String(id)) = side {
                    *id = named(connection, "SELECT name FROM team_member WHERE uuid = ?", id).await?;
                }
            }
        }
        "parent" => {
            for side in [&mut before, &mut after] {
                if let Some(Value::String(id)) = side {
                    *id = named(connection, "SELECT name FROM company WHERE uuid = ?", id).await?;
                }
            }
        }
        "photo" => {
            for side in [&mut before, &mut after] {
                if let Some(Value::String(id)) = side {
                    let name = named(connection, "SELECT name FROM contact_attachment WHERE uuid = ?", id).await?;
                    *id = if name.is_empty() { "a file that was removed".to_owned() } else { name };
                }
            }
        }
        "tags" => {
            let name = named(connection, "SELECT name FROM tag WHERE uuid = ?", id).await?;
            for side in [&mut before, &mut after].into_iter().flatten() {
                *side = name.clone().into();
            }
        }
        // The field that is locked; of a row its kind.
        "locks" => {
            let locked = id.split('/').next().unwrap_or_default().to_owned();
            for side in [&mut before, &mut after].into_iter().flatten() {
                *side = locked.clone().into();
            }
        }
        "categories" => {
            let group = named(connection, "SELECT name FROM category_group WHERE uuid = ?", id).await?;
            for side in [&mut before, &mut after] {
                if let Some(Value::String(id)) = side {
                    *id = named(connection, "SELECT name FROM category WHERE uuid = ?", id).await?;
                }
            }
            path = format!("categories/{group}");
        }
        "lists" => {
            let id = path.split_once('/').map(|(_, id)| id.to_owned()).unwrap_or_default();
            let name = named(connection, "SELECT name FROM list WHERE uuid = ?", &id).await?;
            for side in [&mut before, &mut after].into_iter().flatten() {
                let status = side.get("status").and_then(Value::as_str).unwrap_or_default();
                *side = if status.is_empty() { name.clone() } else { format!("{name}: {status}") }.into();
            }
        }
        "affiliations" => {
            for side in [&mut before, &mut after].into_iter().flatten() {
                if let Some(Value::String(id)) = side.get("company").cloned() {
                    side["company"] = named(connection, "SELECT name FROM company WHERE uuid = ?", &id).await?.into();
                }
            }
        }
        "custom" => {
            if let Some(Ok(id)) = path.split_once('/').map(|(_, id)| id.parse::<Id>()) {
                before = crate::custom::value::legible(connection, id, before).await?;
                after = crate::custom::value::legible(connection, id, after).await?;
            }
        }
        _ => {}
    }
    Ok(FieldChange { path, before, after })
}

/// Puts the keys of one's own fields in place of their identities, for whoever reads paths.
pub(crate) async fn by_keys(
    connection: &mut SqliteConnection,
    mut changes: Vec<FieldChange>,
) -> Result<Vec<FieldChange>, StoreError> {
    for change in &mut changes {
        if let Some(Ok(id)) = change.path.strip_prefix("custom/").map(str::parse::<Id>)
            && let Some(key) = crate::custom::value::key_of(connection, id).await?
        {
            change.path = format!("custom/{key}");
        }
    }
    Ok(changes)
}

async fn named(connection: &mut SqliteConnection, sql: &'static str, id: &str) -> Result<String, StoreError> {
    let Ok(id) = id.parse::<Id>() else { return Ok(String::new()) };
    let name = sqlx::query_scalar(sql).bind(&id.as_bytes()[..]).fetch_optional(connection).await?;
    Ok(name.unwrap_or_default())
}

/// Puts the changes of affiliations in the words of the card: company, title, department, from what showed to what
/// shows. Rows that only close or open around it say nothing of their own.
pub(crate) fn as_shown(changes: Vec<FieldChange>) -> Vec<FieldChange> {
    let (rows, mut others): (Vec<_>, Vec<_>) =
        changes.into_iter().partition(|change| change.path.starts_with("affiliations/"));
    let current = |side: &Value| side.get("until").and_then(Value::as_str) == Some("");
    let before = rows.iter().filter_map(|row| row.before.as_ref()).find(|side| current(side));
    let after = rows.iter().filter_map(|row| row.after.as_ref()).rfind(|side| current(side));
    for key in ["company", "title", "department", "role"] {
        let part = |side: Option<&Value>| {
            side.and_then(|side| side.get(key))
                .filter(|value| value.as_str().is_some_and(|text| !text.is_empty()))
                .cloned()
        };
        let (before, after) = (part(before), part(after));
        if before != after {
            others.push(FieldChange { path: key.to_owned(), before, after });
        }
    }
    others
}
