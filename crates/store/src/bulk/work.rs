//! Company, title and department of many contacts: what becomes of the work of each, and writing it for all of them.
//!
//! What an edit comes to is worked out as by hand ([`affiliation::worked_out`]); only reading and writing are for many.

use std::collections::{HashMap, HashSet};

use satchel_model::{AffiliationEdit, EditError, Entity, FieldChange, Id};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::back::{Apart, WORK};
use super::{BulkDone, BulkLine, TextChange, counted};
use crate::affiliation::{self, Current};
use crate::undo::{Kept, UndoStep};
use crate::writing::Writing;
use crate::{StoreError, company, derive, entity, json_list, mint};

/// A part of the current work that many contacts can be given at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkPart {
    /// Where they work.
    Company,
    /// As what.
    Title,
    /// In which department.
    Department,
    /// What they are to a purchase.
    Role,
}

impl WorkPart {
    const ALL: [Self; 4] = [Self::Company, Self::Title, Self::Department, Self::Role];

    /// Its key in the registry of fields.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Company => "company",
            Self::Title => "title",
            Self::Department => "department",
            Self::Role => "role",
        }
    }

    /// The part under a key.
    #[must_use]
    pub fn named(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.as_str() == key)
    }

    fn of(self, current: Option<&Current>) -> &str {
        let Some(row) = current else { return "" };
        match self {
            Self::Company => row.company.as_ref().map_or("", |(_, name)| name),
            Self::Title => &row.title,
            Self::Department => &row.department,
            Self::Role => &row.role,
        }
    }

    fn edit(self, text: String) -> AffiliationEdit {
        let mut edit = AffiliationEdit::default();
        match self {
            Self::Company => edit.company = Some(text),
            Self::Title => edit.title = Some(text),
            Self::Department => edit.department = Some(text),
            Self::Role => edit.role = Some(text),
        }
        edit
    }
}

/// What becomes of somebody's work.
pub(super) struct WorkWrite {
    record: i64,
    /// One row, or one that ends and one that begins.
    changes: Vec<FieldChange>,
    /// Whether what is shown of the contact may be the company's name.
    nameless: bool,
    before: String,
    after: String,
}

impl WorkWrite {
    /// The part that changes, as it is read.
    pub(super) fn shown(&self) -> BulkLine {
        let value = |text: &str| (!text.is_empty()).then(|| Value::from(text));
        BulkLine { record: self.record, before: value(&self.before), after: value(&self.after) }
    }
}

#[derive(Default)]
pub(super) struct WorkPlan {
    pub(super) writes: Vec<WorkWrite>,
    pub(super) failed: Vec<Kept>,
}

/// What somebody has now: the row that shows, whether nothing but company, e-mail or phone names them, and whether there
/// is an e-mail or a phone.
pub(super) struct Had {
    pub(super) record: i64,
    pub(super) current: Option<Current>,
    nameless: bool,
    reachable: bool,
}

const NAMELESS: &str = "c.given = '' AND c.middle = '' AND c.family = '' AND c.nickname = '' AND c.display_set = ''";

pub(super) async fn had(connection: &mut SqliteConnection, rowids: &[i64]) -> Result<Vec<Had>, StoreError> {
    let sql = format!(
        "SELECT json_group_array(json_array(c.id, lower(hex(a.uuid)), lower(hex(k.uuid)), k.name, a.title, a.department,
           a.role, a.since, {NAMELESS},
           {NAMELESS} AND (EXISTS (SELECT 1 FROM contact_email WHERE contact = c.id)
             OR EXISTS (SELECT 1 FROM contact_phone WHERE contact = c.id))))
         FROM json_each(?) j CROSS JOIN contact c ON c.id = j.value
         LEFT JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
         LEFT JOIN company k ON k.id = a.company"
    );
    let text: String = sqlx::query_scalar(super::of_texts(sql)).bind(json_list(rowids)).fetch_one(connection).await?;
    let rows: Vec<Vec<Value>> = serde_json::from_str(&text).map_err(|_| StoreError::Bug("rows"))?;
    let mut seen = HashSet::with_capacity(rows.len());
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let text = |at: usize| row.get(at).and_then(Value::as_str).unwrap_or_default().to_owned();
        let flag = |at: usize| row.get(at).and_then(Value::as_i64) == Some(1);
        let record = row.first().and_then(Value::as_i64).unwrap_or_default();
        if !seen.insert(record) {
            continue;
        }
        let current = match text(1).as_str() {
            "" => None,
            uuid => Some(Current {
                id: uuid.parse()?,
                company: match text(2).as_str() {
                    "" => None,
                    uuid => Some((uuid.parse()?, text(3))),
                },
                title: text(4),
                department: text(5),
                role: text(6),
                since: text(7),
            }),
        };
        found.push(Had { record, current, nameless: flag(8), reachable: flag(9) });
    }
    Ok(found)
}

/// Works out what becomes of each. Where the company is not looked up yet, one that is new stands for it.
pub(super) async fn plan(
    connection: &mut SqliteConnection,
    (part, change): (WorkPart, &TextChange),
    rowids: &[i64],
    named: Option<Id>,
    at: i64,
) -> Result<WorkPlan, StoreError> {
    let today = affiliation::today(at);
    let mut plan = WorkPlan::default();
    for Had { record, current, nameless, reachable } in had(connection, rowids).await? {
        let before = part.of(current.as_ref()).to_owned();
        let after = change.of(&before);
        let named = match (part, after.as_str()) {
            (WorkPart::Company, "") | (WorkPart::Title | WorkPart::Department | WorkPart::Role, _) => None,
            (WorkPart::Company, _) => Some(named.unwrap_or_else(|| mint(at))),
        };
        let changes = affiliation::worked_out(current.as_ref(), &part.edit(after.clone()), named, &today, || mint(at));
        if changes.is_empty() {
            continue;
        }
        if part == WorkPart::Company && after.is_empty() && nameless && !reachable {
            let (id, display) = entity::called(connection, Entity::Contact, record).await?;
            let path = part.as_str().to_owned();
            plan.failed.push(Kept { entity: Entity::Contact, id, display, path, failed: true });
            continue;
        }
        plan.writes.push(WorkWrite { record, changes, nameless, before, after });
    }
    plan.writes.sort_by_key(|write| write.record);
    Ok(plan)
}

impl Writing {
    /// Changes a part of the work of contacts, all at once.
    pub(super) async fn work_all(
        &mut self,
        rowids: &[i64],
        part: WorkPart,
        change: &TextChange,
    ) -> Result<BulkDone, StoreError> {
        let named = match (part, change) {
            (WorkPart::Company, TextChange::Set(name)) if name.is_empty() || rowids.is_empty() => None,
            (WorkPart::Company, TextChange::Set(name)) => Some(company::find_or_add(self, name).await?.1),
            (WorkPart::Company, _) => {
                let reason = "a company is called something else where companies are edited".to_owned();
                return Err(EditError { path: part.as_str().to_owned(), reason }.into());
            }
            _ => None,
        };
        let at = self.at();
        let plan = plan(self.sql(), (part, change), rowids, named, at).await?;
        let changes: Vec<(i64, &FieldChange)> =
            plan.writes.iter().flat_map(|write| write.changes.iter().map(|change| (write.record, change))).collect();
        self.write_work(&changes).await?;
        let nameless = plan.writes.iter().filter(|write| write.nameless && part == WorkPart::Company);
        derive::refresh_contacts(self, &nameless.map(|write| write.record).collect::<Vec<_>>()).await?;
        let lines: Vec<BulkLine> = plan.writes.iter().map(WorkWrite::shown).collect();
        self.stamp(&lines).await?;
        let mut done = counted(rowids.len() - plan.failed.len(), &lines);
        done.failed = plan.failed;
        Ok(done)
    }

    /// Writes rows of work and their lines.
    async fn write_work(&mut self, changes: &[(i64, &FieldChange)]) -> Result<(), StoreError> {
        self.put_work(changes).await?;
        self.lines_of(changes).await
    }

    /// Writes rows of work.
    pub(super) async fn put_work(&mut self, changes: &[(i64, &FieldChange)]) -> Result<(), StoreError> {
        let (mut gone, mut there) = (Vec::new(), Vec::new());
        for (record, change) in changes {
            let id = change.path.strip_prefix(WORK).unwrap_or_default();
            match &change.after {
                None => gone.push(json!([record, id])),
                Some(row) => there.push(json!([record, id, row])),
            }
        }
        sqlx::query(
            "DELETE FROM affiliation WHERE (contact, uuid) IN
               (SELECT value ->> 0, unhex(replace(value ->> 1, '-', '')) FROM json_each(?))",
        )
        .bind(Value::from(gone).to_string())
        .execute(self.sql())
        .await?;
        sqlx::query(
            "INSERT OR REPLACE INTO affiliation
               (contact, uuid, company, title, department, role, is_primary, since, until)
             SELECT value ->> 0, unhex(replace(value ->> 1, '-', '')),
               (SELECT k.id FROM company k WHERE k.uuid = unhex(replace(value ->> '$[2].company', '-', ''))),
               value ->> '$[2].title', value ->> '$[2].department', value ->> '$[2].role', value ->> '$[2].primary',
               value ->> '$[2].since', value ->> '$[2].until' FROM json_each(?)",
        )
        .bind(Value::from(there).to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes lines about rows of work back: of each contact all of them, where all still hold what was left there. Gives
    /// the contacts that have to be taken back one by one, because what is shown of them may be the company's name.
    pub(super) async fn reverse_work(
        &mut self,
        lines: Vec<(String, BulkLine)>,
        step: &mut UndoStep,
    ) -> Result<Vec<Apart>, StoreError> {
        let mut of: Vec<Apart> = Vec::new();
        for (path, BulkLine { record, before, after }) in lines {
            let change = FieldChange { path: path.clone(), before, after };
            match of.last_mut().filter(|(last, _)| *last == record) {
                Some((_, changes)) => changes.push((path, change)),
                None => of.push((record, vec![(path, change)])),
            }
        }
        let records: Vec<i64> = of.iter().map(|(record, _)| *record).collect();
        let nameless: HashSet<i64> =
            had(self.sql(), &records).await?.into_iter().filter_map(|had| had.nameless.then_some(had.record)).collect();
        let now = rows_of(self.sql(), &records).await?;
        let holds = |record: i64, change: &FieldChange| {
            let id: Option<Id> = change.path.strip_prefix(WORK).and_then(|id| id.parse().ok());
            id.and_then(|id| now.get(&(record, id))) == change.after.as_ref()
        };
        let (mut back, mut apart, mut touched) = (Vec::new(), Vec::new(), Vec::new());
        for (record, changes) in of {
            if nameless.contains(&record) || !changes.iter().all(|(_, change)| holds(record, change)) {
                apart.push((record, changes));
                continue;
            }
            touched.push(BulkLine { record, before: None, after: None });
            back.extend(changes.into_iter().map(|(_, change)| (record, change.inverse())));
        }
        let changes: Vec<(i64, &FieldChange)> = back.iter().map(|(record, change)| (*record, change)).collect();
        self.write_work(&changes).await?;
        self.stamp(&touched).await?;
        step.reversed += i64::try_from(touched.len()).unwrap_or(i64::MAX);
        Ok(apart)
    }
}

/// All rows of work of some contacts as the journal has them.
pub(super) async fn rows_of(
    connection: &mut SqliteConnection,
    records: &[i64],
) -> Result<HashMap<(i64, Id), Value>, StoreError> {
    let text: String = sqlx::query_scalar(
        "SELECT json_group_array(json_array(a.contact, lower(hex(a.uuid)), json_object('company', lower(hex(k.uuid)),
           'title', a.title, 'department', a.department, 'role', a.role,
           'primary', json(iif(a.is_primary, 'true', 'false')), 'since', a.since, 'until', a.until)))
         FROM json_each(?) j CROSS JOIN affiliation a ON a.contact = j.value LEFT JOIN company k ON k.id = a.company",
    )
    .bind(json_list(records))
    .fetch_one(connection)
    .await?;
    let rows: Vec<(i64, Id, Value)> = serde_json::from_str(&text).map_err(|_| StoreError::Bug("rows"))?;
    let mut found = HashMap::with_capacity(rows.len());
    for (record, id, mut row) in rows {
        let company: Option<Id> =
            row["company"].as_str().filter(|uuid| !uuid.is_empty()).map(str::parse).transpose()?;
        row["company"] = company.map_or(Value::Null, |id| id.to_string().into());
        found.insert((record, id), row);
    }
    Ok(found)
}
