//! Who works where: dated rows of a contact, of which the current primary one shows as company, title, department.

use jiff::Timestamp;
use satchel_model::{AffiliationEdit, FieldChange, Id};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::company;
use crate::value::company_match;
use crate::writing::Writing;
use crate::{JobChange, StoreError, mint};

/// The row that shows on the contact.
#[derive(Clone, Debug)]
pub(crate) struct Current {
    pub(crate) id: Id,
    pub(crate) company: Option<(Id, String)>,
    pub(crate) title: String,
    pub(crate) department: String,
    pub(crate) role: String,
    pub(crate) since: String,
}

impl Current {
    /// The row as the journal has it.
    fn value(&self) -> Value {
        let Self { id: _, company, title, department, role, since } = self;
        let company = company.as_ref().map(|(id, _)| id.to_string());
        json!({"company": company, "title": title, "department": department, "role": role, "primary": true,
            "since": since, "until": ""})
    }
}

pub(crate) async fn read(connection: &mut SqliteConnection, contact: i64, id: Id) -> Result<Option<Value>, StoreError> {
    type Row = (Option<Vec<u8>>, String, String, String, bool, String, String);
    let row: Option<Row> = sqlx::query_as(
        "SELECT c.uuid, a.title, a.department, a.role, a.is_primary, a.since, a.until
         FROM affiliation a LEFT JOIN company c ON c.id = a.company WHERE a.contact = ? AND a.uuid = ?",
    )
    .bind(contact)
    .bind(&id.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    row.map(|(company, title, department, role, primary, since, until)| {
        let company = company.map(|uuid| Id::from_slice(&uuid)).transpose()?.map(|id| id.to_string());
        Ok(json!({"company": company, "title": title, "department": department, "role": role, "primary": primary,
            "since": since, "until": until}))
    })
    .transpose()
}

pub(crate) async fn write(
    writing: &mut Writing,
    contact: i64,
    id: Id,
    value: Option<&Value>,
) -> Result<(), StoreError> {
    let Some(value) = value else {
        sqlx::query("DELETE FROM affiliation WHERE contact = ? AND uuid = ?")
            .bind(contact)
            .bind(&id.as_bytes()[..])
            .execute(writing.sql())
            .await?;
        return Ok(());
    };
    let text = |part: &str| value.get(part).and_then(Value::as_str).unwrap_or_default().to_owned();
    let company: Option<Id> = value.get("company").and_then(Value::as_str).map(str::parse).transpose()?;
    sqlx::query(
        "INSERT OR REPLACE INTO affiliation (contact, uuid, company, title, department, role, is_primary, since, until)
         VALUES (?, ?, (SELECT id FROM company WHERE uuid = ?), ?, ?, ?, ?, ?, ?)",
    )
    .bind(contact)
    .bind(&id.as_bytes()[..])
    .bind(company.as_ref().map(|id| &id.as_bytes()[..]))
    .bind(text("title"))
    .bind(text("department"))
    .bind(text("role"))
    .bind(value.get("primary").and_then(Value::as_bool).unwrap_or(false))
    .bind(text("since"))
    .bind(text("until"))
    .execute(writing.sql())
    .await?;
    Ok(())
}

async fn current(connection: &mut SqliteConnection, contact: i64) -> Result<Option<Current>, StoreError> {
    type Row = (Vec<u8>, Option<Vec<u8>>, Option<String>, String, String, String, String);
    let row: Option<Row> = sqlx::query_as(
        "SELECT a.uuid, c.uuid, c.name, a.title, a.department, a.role, a.since
         FROM affiliation a LEFT JOIN company c ON c.id = a.company
         WHERE a.contact = ? AND a.is_primary AND a.until = '' LIMIT 1",
    )
    .bind(contact)
    .fetch_optional(connection)
    .await?;
    row.map(|(uuid, company, name, title, department, role, since)| {
        let company = company.map(|uuid| Id::from_slice(&uuid)).transpose()?.zip(name);
        Ok(Current { id: Id::from_slice(&uuid)?, company, title, department, role, since })
    })
    .transpose()
}

/// Works out the changes that an edit of company, title or department comes to. Finds or makes the company.
pub(crate) async fn plan(
    writing: &mut Writing,
    contact: i64,
    edit: &AffiliationEdit,
) -> Result<Vec<FieldChange>, StoreError> {
    if *edit == AffiliationEdit::default() {
        return Ok(Vec::new());
    }
    let at = writing.at();
    let current = current(writing.sql(), contact).await?;
    let company = match &edit.company {
        Some(name) if names_another(current.as_ref(), name) && !name.is_empty() => {
            Some(company::find_or_add(writing, name).await?.1)
        }
        _ => None,
    };
    Ok(worked_out(current.as_ref(), edit, company, &today(at), || mint(at)))
}

/// Whether a company's name is not that of the current one.
pub(crate) fn names_another(current: Option<&Current>, name: &str) -> bool {
    match current.and_then(|row| row.company.as_ref()) {
        Some((_, old)) => company_match(name) != company_match(old),
        None => !name.is_empty(),
    }
}

/// The changes that an edit comes to, with the company that it names where that is another one.
///
/// Another company closes the current row today and opens a new one with the same title; a row that was opened today
/// is corrected in place instead, for nobody changes jobs twice a day and everybody mistypes.
pub(crate) fn worked_out(
    current: Option<&Current>,
    edit: &AffiliationEdit,
    named: Option<Id>,
    today: &str,
    mint: impl FnOnce() -> Id,
) -> Vec<FieldChange> {
    let had = |part: fn(&Current) -> &String| current.map(|row| part(row).clone()).unwrap_or_default();
    let title = edit.title.clone().unwrap_or_else(|| had(|row| &row.title));
    let department = edit.department.clone().unwrap_or_else(|| had(|row| &row.department));
    let old = current.and_then(|row| row.company.as_ref()).map(|(id, _)| *id);
    // Another name of the same company is no move.
    let moved = edit.company.as_ref().is_some_and(|name| names_another(current, name)) && named != old;
    let company = if moved { named } else { old };
    // What somebody is to a purchase, they are where they are: another company begins without it.
    let kept = if moved { String::new() } else { had(|row| &row.role) };
    let role = edit.role.clone().unwrap_or(kept);
    let nothing = company.is_none() && title.is_empty() && department.is_empty() && role.is_empty();
    let open = |since: &str| {
        json!({"company": company.map(|id| id.to_string()), "title": title, "department": department, "role": role,
            "primary": true, "since": since, "until": ""})
    };
    let opened = |since: &str, id: Id| {
        (!nothing).then(|| FieldChange { path: format!("affiliations/{id}"), before: None, after: Some(open(since)) })
    };
    let Some(row) = current else {
        return opened(if company.is_some() { today } else { "" }, mint()).into_iter().collect();
    };
    let path = format!("affiliations/{}", row.id);
    let before = Some(row.value());
    if !moved || old.is_none() || row.since == today {
        let after = (!nothing).then(|| open(if moved { today } else { &row.since }));
        return if after == before { Vec::new() } else { vec![FieldChange { path, before, after }] };
    }
    let mut closed = row.value();
    closed["until"] = today.into();
    let close = FieldChange { path, before, after: Some(closed) };
    std::iter::once(close).chain(opened(today, mint())).collect()
}

/// The changes that close the job that shows and open a new one.
pub(crate) async fn move_to(
    writing: &mut Writing,
    contact: i64,
    job: &JobChange,
) -> Result<Vec<FieldChange>, StoreError> {
    let day = job.since.map_or_else(|| today(writing.at()), |day| day.to_string());
    let name = satchel_model::collapse(&job.company);
    if company_match(&name).is_empty() {
        let reason = "a new job needs the company's name".to_owned();
        return Err(StoreError::Invalid(satchel_model::EditError { path: "company".into(), reason }));
    }
    let company = company::find_or_add(writing, &name).await?.1;
    let mut changes = Vec::new();
    if let Some(row) = current(writing.sql(), contact).await? {
        let before = read(writing.sql(), contact, row.id).await?;
        let mut after = before.clone().unwrap_or_default();
        after["until"] = day.as_str().into();
        changes.push(FieldChange { path: format!("affiliations/{}", row.id), before, after: Some(after) });
    }
    let open = json!({"company": company.to_string(), "title": satchel_model::collapse(&job.title),
        "department": satchel_model::collapse(&job.department), "role": "", "primary": true, "since": day, "until": ""});
    let path = format!("affiliations/{}", mint(writing.at()));
    changes.push(FieldChange { path, before: None, after: Some(open) });
    Ok(changes)
}

/// The UTC day of an instant.
pub(crate) fn today(at: i64) -> String {
    let day = jiff::tz::Offset::UTC.to_datetime(Timestamp::from_millisecond(at).unwrap_or_default()).date();
    day.to_string()
}
