//! Values of one's own fields: one path of one record, and all that many records hold.

use std::collections::{BTreeMap, HashMap};

use satchel_model::{
    Contact, ContactDraft, CustomKind, Entity, FieldChange, FieldEntity, Id, Patch, Problem, ProblemCode, Severity,
    printed,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::known::{Known, known};
use super::sorting;
use crate::writing::Writing;
use crate::{StoreError, at_once, attachment, entity, json_list};

/// Rowids that stand so close that a stretch of a field is read rather than each of them looked up.
const CLOSE: i64 = 4;

/// What a record holds in a field.
pub(crate) async fn read(connection: &mut SqliteConnection, record: i64, id: Id) -> Result<Option<Value>, StoreError> {
    let row: Option<(Option<i64>, String)> = sqlx::query_as(
        "SELECT v.num, v.text FROM custom_field f JOIN custom_value v ON v.field = f.id AND v.record = ? WHERE f.uuid = ?",
    )
    .bind(record)
    .bind(&id.as_bytes()[..])
    .fetch_optional(connection)
    .await?;
    Ok(row.map(|(num, text)| sorting::lift(num, text)))
}

/// Makes a record hold a value in a field.
pub(crate) async fn write(writing: &mut Writing, record: i64, id: Id, value: Option<&Value>) -> Result<(), StoreError> {
    let known = known(writing.sql()).await?;
    let (row, field) = known.get(id).ok_or(StoreError::NotFound("field"))?;
    let Some(value) = value else {
        sqlx::query("DELETE FROM custom_value WHERE field = ? AND record = ?")
            .bind(row)
            .bind(record)
            .execute(writing.sql())
            .await?;
        return Ok(());
    };
    let (num, text) = sorting::lay(value);
    let sort = sorting::key(field, value, writing.sort());
    sqlx::query("INSERT OR REPLACE INTO custom_value (field, record, num, text, sort) VALUES (?, ?, ?, ?, ?)")
        .bind(row)
        .bind(record)
        .bind(num)
        .bind(text)
        .bind(sort)
        .execute(writing.sql())
        .await?;
    Ok(())
}

/// The sort key of a value that lies so in a row of a field.
pub(crate) async fn sort_key(
    writing: &mut Writing,
    field: Id,
    num: Option<i64>,
    text: String,
) -> Result<Vec<u8>, StoreError> {
    let known = known(writing.sql()).await?;
    let (_, field) = known.get(field).ok_or(StoreError::NotFound("field"))?;
    Ok(sorting::key(field, &sorting::lift(num, text), writing.sort()))
}

/// What a record holds in a field: record, `num`, `text` and sort key.
pub(super) type HeldRow = (i64, Option<i64>, String, Vec<u8>);

/// Writes what records hold in a field, many at once: record, `num`, `text` and sort key.
///
/// One statement that looks up each row by its key. Joined to a list, as an `UPDATE … FROM` would be, the database goes
/// through the whole field for every entry of the list.
pub(super) async fn write_many(writing: &mut Writing, field: i64, rows: Vec<HeldRow>) -> Result<(), StoreError> {
    let rows: Vec<Value> =
        rows.into_iter().map(|(record, num, text, sort)| json!([record, num, text, crate::hex(&sort)])).collect();
    sqlx::query(
        "INSERT INTO custom_value (field, record, num, text, sort)
         SELECT ?1, value->>0, value->>1, value->>2, unhex(value->>3) FROM json_each(?2) WHERE true
         ON CONFLICT (field, record) DO UPDATE SET num = excluded.num, text = excluded.text, sort = excluded.sort",
    )
    .bind(field)
    .bind(Value::from(rows).to_string())
    .execute(writing.sql())
    .await?;
    Ok(())
}

/// What contacts hold in fields, both given as JSON pairs of rowid and identity.
pub(crate) async fn read_pairs(
    connection: &mut SqliteConnection,
    pairs: &str,
) -> Result<Vec<(i64, Id, Value)>, StoreError> {
    let rows: Vec<(i64, Vec<u8>, Option<i64>, String)> = sqlx::query_as(
        "SELECT v.record, f.uuid, v.num, v.text FROM json_each(?) j
         CROSS JOIN custom_field f ON f.uuid = unhex(j.value ->> 1)
         CROSS JOIN custom_value v ON v.field = f.id AND v.record = j.value ->> 0",
    )
    .bind(pairs)
    .fetch_all(connection)
    .await?;
    rows.into_iter()
        .map(|(record, uuid, num, text)| Ok((record, Id::from_slice(&uuid)?, sorting::lift(num, text))))
        .collect()
}

/// Makes records hold values, each in its field: record, field, what becomes of it.
pub(crate) async fn write_each(writing: &mut Writing, values: &[(i64, Id, Option<&Value>)]) -> Result<(), StoreError> {
    if values.is_empty() {
        return Ok(());
    }
    let known = known(writing.sql()).await?;
    let mut held: BTreeMap<i64, Vec<HeldRow>> = BTreeMap::new();
    for (record, id, value) in values {
        let Some(value) = value else {
            write(writing, *record, *id, None).await?;
            continue;
        };
        let (row, field) = known.get(*id).ok_or(StoreError::NotFound("field"))?;
        let (num, text) = sorting::lay(value);
        held.entry(row).or_default().push((*record, num, text, sorting::key(field, value, writing.sort())));
    }
    for (field, rows) in held {
        write_many(writing, field, rows).await?;
    }
    Ok(())
}

/// Rows of new records, as bulk inserts want them: field, record, num, text, sort.
pub(crate) type NewValue = (i64, i64, Option<i64>, String, Vec<u8>);

/// The rows that new records have.
pub(crate) fn rows<'a>(
    known: &Known,
    keys: &crate::sort::SortKeys,
    record: i64,
    values: impl Iterator<Item = (&'a Id, &'a Value)>,
) -> Result<Vec<NewValue>, StoreError> {
    let row = |(id, value): (&Id, &Value)| {
        let (row, field) = known.get(*id).ok_or(StoreError::NotFound("field"))?;
        let (num, text) = sorting::lay(value);
        Ok((row, record, num, text, sorting::key(field, value, keys)))
    };
    values.map(row).collect()
}

/// What records hold in the active fields of their kind, as the wire has it: by record, then by key.
pub(crate) async fn read_many(
    connection: &mut SqliteConnection,
    of: FieldEntity,
    rowids: &[i64],
    only: Option<&[Id]>,
) -> Result<HashMap<i64, BTreeMap<String, Value>>, StoreError> {
    let mut held: HashMap<i64, BTreeMap<String, Value>> = HashMap::new();
    let known = known(connection).await?;
    if known.fields.active(of).next().is_none() || rowids.is_empty() {
        return Ok(held);
    }
    let asked = |id: &Id| only.is_none_or(|only| only.contains(id));
    let fields: Vec<i64> = known
        .fields
        .active(of)
        .filter(|field| asked(&field.definition().id))
        .filter_map(|field| known.row(field.definition().id))
        .collect();
    let by_row: HashMap<i64, Id> = known
        .fields
        .active(of)
        .filter_map(|field| Some((known.row(field.definition().id)?, field.definition().id)))
        .collect();
    let (first, last) = (rowids.iter().min().copied().unwrap_or(0), rowids.iter().max().copied().unwrap_or(0));
    let close = rowids.len() > 1 && last - first < CLOSE * i64::try_from(rowids.len()).unwrap_or(i64::MAX);
    let sql = if close {
        "SELECT json_array(v.field, v.record, v.num, v.text) AS row FROM json_each(?1) f
         CROSS JOIN custom_value v ON v.field = f.value AND v.record BETWEEN ?3 AND ?4
         WHERE v.record IN (SELECT value FROM json_each(?2))"
    } else {
        "SELECT json_array(v.field, v.record, v.num, v.text) AS row FROM json_each(?1) f CROSS JOIN json_each(?2) j
         CROSS JOIN custom_value v ON v.field = f.value AND v.record = j.value"
    };
    let (fields, rowids, first, last) = (json_list(&fields), json_list(rowids), first.to_string(), last.to_string());
    let bound = [fields.as_str(), &rowids, &first, &last];
    let rows: Vec<(i64, i64, Option<i64>, String)> =
        at_once::rows(connection, sql, if close { &bound } else { &bound[..2] }).await?;
    let mut references: Vec<(i64, String, Entity, Id)> = Vec::new();
    let mut files: Vec<(i64, String, Id)> = Vec::new();
    for (field, record, num, text) in rows {
        let Some(field) = by_row.get(&field).and_then(|id| known.fields.id(*id)) else { continue };
        let value = sorting::lift(num, text);
        let key = &field.definition().key;
        if let Some(entity) = referred(field.kind())
            && let Some(Ok(id)) = value.as_str().map(str::parse::<Id>)
        {
            references.push((record, key.clone(), entity, id));
        }
        if field.kind() == CustomKind::File
            && let Some(Ok(id)) = value.as_str().map(str::parse::<Id>)
        {
            files.push((record, key.clone(), id));
            continue;
        }
        held.entry(record).or_default().insert(key.clone(), field.to_wire(&value));
    }
    let names_of_files = file_names(connection, of, &files).await?;
    for (record, key, id) in files {
        // A file that was taken off the record is not there for its fields either, until it is back.
        if let Some(name) = names_of_files.get(&(record, id)) {
            held.entry(record).or_default().insert(key, json!({"id": id, "name": name}));
        }
    }
    for entity in [Entity::Contact, Entity::Company] {
        let ids: Vec<Id> = references.iter().filter(|(_, _, of, _)| *of == entity).map(|(.., id)| *id).collect();
        let names = names(connection, entity, &ids).await?;
        for (record, key, _, id) in references.iter().filter(|(_, _, of, _)| *of == entity) {
            let name = names.get(id).cloned().unwrap_or_default();
            if let Some(values) = held.get_mut(record) {
                values.insert(key.clone(), json!({"id": id, "name": name}));
            }
        }
    }
    Ok(held)
}

/// Puts what contacts hold in one's own fields into them.
pub(crate) async fn read_into(
    connection: &mut SqliteConnection,
    contacts: &mut HashMap<i64, Contact>,
) -> Result<(), StoreError> {
    let rowids: Vec<i64> = contacts.keys().copied().collect();
    for (rowid, values) in read_many(connection, FieldEntity::Contact, &rowids, None).await? {
        if let Some(contact) = contacts.get_mut(&rowid) {
            contact.custom = values;
        }
    }
    Ok(())
}

/// What changes put into fields of one's own.
pub(crate) fn own_of(changes: &[FieldChange]) -> impl Iterator<Item = (Id, &Value)> {
    changes.iter().filter_map(|change| {
        let id: Id = change.path.strip_prefix("custom/")?.parse().ok()?;
        Some((id, change.after.as_ref()?))
    })
}

/// The kind of record that a field names.
pub(crate) fn referred(kind: CustomKind) -> Option<Entity> {
    match kind {
        CustomKind::Contact => Some(Entity::Contact),
        CustomKind::Company => Some(Entity::Company),
        _ => None,
    }
}

/// What records are called; those that were merged away are called as what they are now.
async fn names(
    connection: &mut SqliteConnection,
    entity: Entity,
    ids: &[Id],
) -> Result<HashMap<Id, String>, StoreError> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let entity::RecordTable { name, called, .. } = entity::table(entity);
    let sql = format!(
        "WITH RECURSIVE way (uuid, id, into_id) AS (
           SELECT r.uuid, r.id, r.merged_into FROM json_each(?) j JOIN {name} r ON r.uuid = unhex(j.value)
           UNION SELECT w.uuid, r.id, r.merged_into FROM {name} r JOIN way w ON r.id = w.into_id)
         SELECT w.uuid, r.{called} FROM way w JOIN {name} r ON r.id = w.id WHERE w.into_id IS NULL"
    );
    let list = json!(ids.iter().map(|id| id.to_string().replace('-', "")).collect::<Vec<_>>()).to_string();
    let rows: Vec<(Vec<u8>, String)> = sqlx::query_as(AssertSqlSafe(sql)).bind(list).fetch_all(connection).await?;
    rows.into_iter().map(|(uuid, name)| Ok((Id::from_slice(&uuid)?, name))).collect()
}

/// What files of records are called.
async fn file_names(
    connection: &mut SqliteConnection,
    of: FieldEntity,
    files: &[(i64, String, Id)],
) -> Result<HashMap<(i64, Id), String>, StoreError> {
    if files.is_empty() {
        return Ok(HashMap::new());
    }
    let list: Vec<Value> =
        files.iter().map(|(record, _, id)| json!([record, id.to_string().replace('-', "")])).collect();
    let (table, owner) = attachment::table(of);
    let sql = format!(
        "SELECT a.{owner}, a.uuid, a.name FROM json_each(?) j
         JOIN {table} a ON a.{owner} = j.value->>0 AND a.uuid = unhex(j.value->>1)"
    );
    let rows: Vec<(i64, Vec<u8>, String)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(Value::from(list).to_string()).fetch_all(connection).await?;
    rows.into_iter().map(|(record, uuid, name)| Ok(((record, Id::from_slice(&uuid)?), name))).collect()
}

/// A value of the journal as a person reads it: names of options and records.
pub(crate) async fn legible(
    connection: &mut SqliteConnection,
    id: Id,
    value: Option<Value>,
) -> Result<Option<Value>, StoreError> {
    let Some(value) = value else { return Ok(None) };
    let known = known(connection).await?;
    let Some((_, field)) = known.get(id) else { return Ok(Some(value)) };
    if let Some(entity) = referred(field.kind())
        && let Some(Ok(other)) = value.as_str().map(str::parse::<Id>)
    {
        let name = names(connection, entity, &[other]).await?.remove(&other).unwrap_or_default();
        return Ok(Some(json!({"id": other, "name": name})));
    }
    if field.kind() == CustomKind::File
        && let Some(Ok(file)) = value.as_str().map(str::parse::<Id>)
    {
        let (table, _) = attachment::table(field.definition().entity);
        let name: Option<String> =
            sqlx::query_scalar(AssertSqlSafe(format!("SELECT name FROM {table} WHERE uuid = ? LIMIT 1")))
                .bind(&file.as_bytes()[..])
                .fetch_optional(connection)
                .await?;
        return Ok(Some(json!({"id": file, "name": name.unwrap_or_default()})));
    }
    Ok(Some(field.to_wire(&value)))
}

/// The key of a field, for a path that a person reads.
pub(crate) async fn key_of(connection: &mut SqliteConnection, id: Id) -> Result<Option<String>, StoreError> {
    Ok(known(connection).await?.get(id).map(|(_, field)| field.definition().key.clone()))
}

impl Writing {
    /// The identity of another record outside the trash that holds the same value in a field.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when there is no such field.
    pub async fn custom_taken(&mut self, id: Id, value: &Value, except: Option<i64>) -> Result<Option<Id>, StoreError> {
        let known = known(self.sql()).await?;
        let (row, field) = known.get(id).ok_or(StoreError::NotFound("field"))?;
        let table = entity::table(field.definition().entity.entity()).name;
        let sort = sorting::key(field, value, self.sort());
        // Sort keys of long texts are their beginnings.
        let sql = format!(
            "SELECT r.uuid, v.num, v.text FROM custom_value v JOIN {table} r ON r.id = v.record AND r.state < 2
             WHERE v.field = ? AND v.sort = ? AND v.record <> ? LIMIT 1000"
        );
        let rows: Vec<(Vec<u8>, Option<i64>, String)> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(row)
            .bind(sort)
            .bind(except.unwrap_or(0))
            .fetch_all(self.sql())
            .await?;
        let same = |other: &Value| match (value, other) {
            (Value::String(one), Value::String(other)) => satchel_model::fold(one) == satchel_model::fold(other),
            (one, other) => one == other,
        };
        for (uuid, num, text) in rows {
            if same(&sorting::lift(num, text)) {
                return Ok(Some(Id::from_slice(&uuid)?));
            }
        }
        Ok(None)
    }

    /// Puts identities in place of what people type for records that fields of one's own name.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when there is no such record.
    pub async fn resolve_references(&mut self, of: FieldEntity, patch: &Patch) -> Result<Patch, StoreError> {
        let known = known(self.sql()).await?;
        super::resolve_references(self.sql(), &known.fields, (of, None), patch).await
    }

    /// Refuses a new contact that has what another one has already and each may have only once.
    ///
    /// # Errors
    /// [`StoreError::Invalid`], naming the field.
    pub async fn refuse_taken_values(&mut self, draft: &ContactDraft) -> Result<(), StoreError> {
        self.refuse_taken(draft.custom.iter().map(|(id, value)| (*id, value)), None).await
    }

    /// What is to be said of a new contact that has what another one has and each may have only once.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when a field is gone.
    pub async fn repeated_values(
        &mut self,
        contact: i64,
        draft: &ContactDraft,
        line: u64,
    ) -> Result<Vec<Problem>, StoreError> {
        let known = known(self.sql()).await?;
        let mut problems = Vec::new();
        for (id, value) in &draft.custom {
            let Some(field) = known.fields.id(*id).filter(|field| field.definition().unique) else { continue };
            if let Some(other) = self.custom_taken(*id, value, Some(contact)).await? {
                problems.push(Problem {
                    row: line,
                    column: field.definition().name.clone(),
                    value: printed(&field.to_wire(value)),
                    code: ProblemCode::Taken,
                    severity: Severity::Warning,
                    reason: format!("{} has this value already, and no two may have the same", other.tail()),
                });
            }
        }
        Ok(problems)
    }

    /// Refuses values that another record has already, where the field wants each only once.
    pub(crate) async fn refuse_taken<'a>(
        &mut self,
        values: impl Iterator<Item = (Id, &'a Value)>,
        except: Option<i64>,
    ) -> Result<(), StoreError> {
        let known = known(self.sql()).await?;
        for (id, value) in values {
            let Some(field) = known.fields.id(id).filter(|field| field.definition().unique) else { continue };
            if let Some(other) = self.custom_taken(id, value, except).await? {
                let (name, tail) = (&field.definition().name, other.tail());
                let reason = format!("{name}: {tail} has this value already, and no two may have the same");
                return Err(satchel_model::EditError { path: field.definition().key.clone(), reason }.into());
            }
        }
        Ok(())
    }
}
