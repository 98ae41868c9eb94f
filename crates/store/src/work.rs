//! All jobs of a contact, former and present: somebody may have several at once, of which one is the main one.
//!
//! Whatever is done here leaves one main job among those of now, where there are any: it is what shows as company, title
//! and department. Deliberately absent: moving from one job to the next, which is `job_change`.

use satchel_model::{EditError, Entity, FieldChange, Id, PartialDate, collapse};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::contact::rowid_of;
use crate::value::company_match;
use crate::writing::Writing;
use crate::{Store, StoreError, company, derive, mint, value};

/// Longest text of a part, in characters.
const LONGEST: usize = 1_000;

/// A job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    /// Identity of the row.
    pub id: Id,
    /// Where, and what it is called.
    pub company: Option<(Id, String)>,
    /// As what.
    pub title: String,
    /// In which department.
    pub department: String,
    /// What the person is to a purchase there.
    pub role: String,
    /// From which day; empty when not known.
    pub since: String,
    /// Until which day; empty while it lasts.
    pub until: String,
    /// Whether it is the one that shows on the contact.
    pub main: bool,
}

/// What is said about a job; what is not said stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkEdit {
    /// Name of the company; made where there is none.
    pub company: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// What the person is to a purchase.
    pub role: Option<String>,
    /// The first day, or the month or year that is known of it.
    pub since: Option<String>,
    /// The last day; empty for a job that lasts.
    pub until: Option<String>,
    /// It is the one that shows from now on.
    pub main: bool,
}

/// A row of the journal, under its identity.
type Rows = Vec<(Id, Value)>;

impl Store {
    /// All jobs of a contact: the main one, others of now, former ones, the last first.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn work_of(&self, contact: Id) -> Result<Vec<WorkRow>, StoreError> {
        type Row = (Vec<u8>, Option<Vec<u8>>, Option<String>, String, String, String, String, String, bool);
        let mut snapshot = self.snapshot().await?;
        let rowid = rowid_of(&mut snapshot, contact).await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT a.uuid, k.uuid, k.name, a.title, a.department, a.role, a.since, a.until,
               a.is_primary AND a.until = ''
             FROM affiliation a LEFT JOIN company k ON k.id = a.company WHERE a.contact = ?
             ORDER BY a.until <> '', a.is_primary DESC, a.until DESC, a.since DESC, a.uuid",
        )
        .bind(rowid)
        .fetch_all(&mut *snapshot)
        .await?;
        rows.into_iter()
            .map(|(uuid, company, name, title, department, role, since, until, main)| {
                let company = company.map(|uuid| Id::from_slice(&uuid)).transpose()?.zip(name);
                Ok(WorkRow { id: Id::from_slice(&uuid)?, company, title, department, role, since, until, main })
            })
            .collect()
    }
}

impl Writing {
    /// Changes a job of a contact, or gives them another one besides those that they have.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn set_work(&mut self, contact: Id, id: Option<Id>, edit: &WorkEdit) -> Result<Id, StoreError> {
        let rowid = rowid_of(self.sql(), contact).await?;
        let before = rows(self.sql(), rowid).await?;
        let mut after = before.clone();
        let at = match id {
            Some(id) => after.iter().position(|(row, _)| *row == id).ok_or(StoreError::NotFound("job"))?,
            None => {
                let nothing = json!({"company": null, "title": "", "department": "", "role": "", "primary": false,
                    "since": "", "until": ""});
                after.push((mint(self.at()), nothing));
                after.len() - 1
            }
        };
        let (id, row) = &mut after[at];
        let id = *id;
        if let Some(name) = &edit.company {
            row["company"] = match collapse(name) {
                name if company_match(&name).is_empty() => Value::Null,
                name => company::find_or_add(self, &name).await?.1.to_string().into(),
            };
        }
        for (part, text) in [("title", &edit.title), ("department", &edit.department), ("role", &edit.role)] {
            if let Some(text) = text {
                let text = collapse(text);
                if text.chars().count() > LONGEST {
                    return Err(refuse(part, "it is too long"));
                }
                row[part] = text.into();
            }
        }
        for (part, typed) in [("since", &edit.since), ("until", &edit.until)] {
            if let Some(typed) = typed {
                row[part] = day(part, typed)?.into();
            }
        }
        let text = |part: &str| row[part].as_str().unwrap_or_default();
        if row["company"].is_null() && ["title", "department", "role"].iter().all(|part| text(part).is_empty()) {
            return Err(refuse("company", "a job needs a company or a title"));
        }
        if !text("until").is_empty() && !text("since").is_empty() && text("until") < text("since") {
            return Err(refuse("until", "a job cannot end before it begins"));
        }
        if edit.main && !text("until").is_empty() {
            return Err(refuse("main", "a job that is over cannot be the main one"));
        }
        self.write_jobs(rowid, &before, after, edit.main.then_some(id)).await?;
        Ok(id)
    }

    /// Takes a job away as if it had never been.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn remove_work(&mut self, contact: Id, id: Id) -> Result<(), StoreError> {
        let rowid = rowid_of(self.sql(), contact).await?;
        let before = rows(self.sql(), rowid).await?;
        let after: Rows = before.iter().filter(|(row, _)| *row != id).cloned().collect();
        if after.len() == before.len() {
            return Err(StoreError::NotFound("job"));
        }
        self.write_jobs(rowid, &before, after, None).await
    }

    async fn write_jobs(
        &mut self,
        contact: i64,
        before: &Rows,
        mut after: Rows,
        main: Option<Id>,
    ) -> Result<(), StoreError> {
        settle(&mut after, main);
        let gone = before.iter().filter(|(id, _)| !after.iter().any(|(other, _)| other == id));
        let mut changes: Vec<(Id, Option<Value>, Option<Value>)> =
            gone.map(|(id, row)| (*id, Some(row.clone()), None)).collect();
        for (id, row) in after {
            let was = before.iter().find(|(other, _)| *other == id).map(|(_, row)| row.clone());
            if was.as_ref() != Some(&row) {
                changes.push((id, was, Some(row)));
            }
        }
        if changes.is_empty() {
            return Ok(());
        }
        for (id, before, after) in changes {
            let change = FieldChange { path: format!("affiliations/{id}"), before, after };
            value::write(self, Entity::Contact, contact, &change.path, change.after.as_ref()).await?;
            self.line(Entity::Contact, contact, &change).await?;
        }
        derive::refresh_contact(self, contact).await
    }
}

/// One main job among those of now: the one that is wanted, else the one that was it, else the one begun last. What a
/// job was that is over stays as it is.
fn settle(rows: &mut Rows, wanted: Option<Id>) {
    let lasts = |row: &Value| row["until"].as_str().unwrap_or_default().is_empty();
    let since = |row: &Value| row["since"].as_str().unwrap_or_default().to_owned();
    let now: Vec<&(Id, Value)> = rows.iter().filter(|(_, row)| lasts(row)).collect();
    let was = now.iter().find(|(_, row)| row["primary"] == Value::Bool(true)).map(|(id, _)| *id);
    let last = now.iter().max_by_key(|(_, row)| since(row)).map(|(id, _)| *id);
    let main = wanted.or(was).or(last);
    for (id, row) in rows.iter_mut().filter(|(_, row)| lasts(row)) {
        row["primary"] = (Some(*id) == main).into();
    }
}

async fn rows(connection: &mut SqliteConnection, contact: i64) -> Result<Rows, StoreError> {
    let ids: Vec<Vec<u8>> = sqlx::query_scalar("SELECT uuid FROM affiliation WHERE contact = ? ORDER BY uuid")
        .bind(contact)
        .fetch_all(&mut *connection)
        .await?;
    let mut rows = Rows::with_capacity(ids.len());
    for uuid in ids {
        let id = Id::from_slice(&uuid)?;
        rows.extend(crate::affiliation::read(connection, contact, id).await?.map(|row| (id, row)));
    }
    Ok(rows)
}

/// A day as it is kept; nothing for an empty text.
fn day(part: &str, typed: &str) -> Result<String, StoreError> {
    if typed.trim().is_empty() {
        return Ok(String::new());
    }
    let day: PartialDate = typed.trim().parse().map_err(|_| refuse(part, "it takes a day: 2026-11-30"))?;
    if day.year().is_none() {
        return Err(refuse(part, "it takes a day with its year: 2026-11-30"));
    }
    Ok(day.to_string())
}

fn refuse(part: &str, reason: &str) -> StoreError {
    StoreError::Invalid(EditError { path: part.to_owned(), reason: reason.to_owned() })
}

#[cfg(test)]
mod tests {
    use satchel_model::Id;
    use serde_json::{Value, json};

    use super::{Rows, settle};

    #[test]
    fn one_job_of_now_is_the_main_one() {
        let id = |at: u8| Id::from_parts(1, &[at; 10]);
        let row = |at: u8, since: &str, until: &str, primary: bool| {
            (id(at), json!({"since": since, "until": until, "primary": primary}))
        };
        let main = |mut rows: Rows, wanted: Option<u8>| {
            settle(&mut rows, wanted.map(id));
            let of = |(row, value): &(Id, Value)| (value["primary"] == true).then_some(*row);
            rows.iter().filter_map(of).collect::<Vec<_>>()
        };
        assert_eq!(main(vec![row(1, "2020-01-01", "", true), row(2, "2024-01-01", "", false)], None), [id(1)]);
        assert_eq!(main(vec![row(1, "2020-01-01", "", true), row(2, "2024-01-01", "", false)], Some(2)), [id(2)]);
        assert_eq!(main(vec![row(1, "2020-01-01", "", false), row(2, "2024-01-01", "", false)], None), [id(2)]);
        let over = vec![row(1, "2020-01-01", "2023-01-01", true), row(2, "", "", false)];
        assert_eq!(main(over, None), [id(1), id(2)], "what it was stays, and another one shows");
        assert_eq!(main(vec![row(1, "", "2023-01-01", false)], None), Vec::<Id>::new());
    }
}
