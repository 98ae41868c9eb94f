//! Making, changing, archiving and deleting fields, as entities of the journal.
//!
//! A field that is deleted is trashed with its values where they are: nobody reads them, and undo is the whole way
//! back. Deliberately absent: changes of kind over many values, which go piece by piece (`turn`).

use satchel_model::{
    Attachment, CustomField, CustomFields, CustomKind, EditAction, EditError, Entity, FieldChange, FieldDefinition,
    FieldDraft, FieldEntity, FieldError, Id, MergeChoice, OptionDraft, Patch, RecordState, definition_changes, fold,
    fold_email, revise,
};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use super::known::known;
use super::value::{referred, write_many};
use super::{option, sorting};
use crate::value::{company_match, state_code};
use crate::writing::Writing;
use crate::{StoreError, attachment, entity, json_list, mint, value};

/// Values whose sort keys are made anew at once.
const PIECE: i64 = 2_000;

impl From<FieldError> for StoreError {
    fn from(error: FieldError) -> Self {
        EditError { path: error.part.to_owned(), reason: error.reason }.into()
    }
}

/// The definition of a field that is not in the trash.
pub(super) async fn current(connection: &mut SqliteConnection, id: Id) -> Result<(i64, FieldDefinition), StoreError> {
    let known = known(connection).await?;
    let field = known.fields.id(id).ok_or(StoreError::NotFound("field"))?.definition().clone();
    Ok((known.row(id).ok_or(StoreError::NotFound("field"))?, field))
}

/// A draft that keeps what it leaves out of the options but somebody has: archived, behind the others.
pub(super) async fn keep_used_options(
    connection: &mut SqliteConnection,
    row: i64,
    current: &FieldDefinition,
    draft: &FieldDraft,
) -> Result<(FieldDraft, Vec<String>), StoreError> {
    let mut draft = draft.clone();
    let mut kept = Vec::new();
    if let Some(options) = &mut draft.options {
        for known in &current.options {
            let named = |option: &OptionDraft| match option.id {
                Some(id) => id == known.id,
                None => fold(&option.name) == fold(&known.name),
            };
            if options.iter().any(named) || !option::is_used(connection, row, known.id).await? {
                continue;
            }
            kept.push(known.name.clone());
            options.push(OptionDraft {
                id: Some(known.id),
                name: known.name.clone(),
                colour: known.colour.clone(),
                archived: true,
            });
        }
    }
    Ok((draft, kept))
}

impl Writing {
    /// Makes a field.
    ///
    /// # Errors
    /// [`StoreError::Invalid`], naming the part of the definition.
    pub async fn add_field(&mut self, draft: &FieldDraft) -> Result<FieldDefinition, StoreError> {
        let known = known(self.sql()).await?;
        let at = self.at();
        let new = revise(None, draft, &known.fields, &mut || mint(at))?;
        let batch = self.batch_row().await?;
        let signature = sorting::signature(&CustomField::new(new.clone()));
        let shown = new.shown_when.clone().unwrap_or_default();
        let row: i64 = sqlx::query_scalar(
            "INSERT INTO custom_field (uuid, created_batch, entity, key, name, kind, required, is_unique, position,
               pattern, least, most, preset, help, heading, currency, shown_field, shown_value, sorted_as)
             VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&new.id.as_bytes()[..])
        .bind(batch)
        .bind(new.entity.as_str())
        .bind(&new.key)
        .bind(&new.name)
        .bind(new.kind.as_str())
        .bind(new.required)
        .bind(new.unique)
        .bind(new.position)
        .bind(&new.pattern)
        .bind(&new.min)
        .bind(&new.max)
        .bind(&new.default)
        .bind(&new.help)
        .bind(&new.group)
        .bind(&new.currency)
        .bind(&shown.field)
        .bind(&shown.value)
        .bind(signature)
        .fetch_one(self.sql())
        .await?;
        let options: Vec<Value> = new
            .options
            .iter()
            .enumerate()
            .map(|(at, option)| {
                json!([
                    option.id.to_string().replace('-', ""),
                    at,
                    i64::from(option.archived),
                    option.name,
                    option.colour
                ])
            })
            .collect();
        if !options.is_empty() {
            sqlx::query(
                "INSERT INTO custom_option (field, uuid, position, archived, name, colour)
                 SELECT ?1, unhex(value->>0), value->>1, value->>2, value->>3, value->>4 FROM json_each(?2)",
            )
            .bind(row)
            .bind(Value::from(options).to_string())
            .execute(self.sql())
            .await?;
        }
        self.created_line(Entity::Field, row, row).await?;
        Ok(new)
    }

    /// Changes a field whose values stay as they are.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn change_field(&mut self, id: Id, draft: &FieldDraft) -> Result<FieldDefinition, StoreError> {
        let (row, before) = current(self.sql(), id).await?;
        let (draft, _) = keep_used_options(self.sql(), row, &before, draft).await?;
        let known = known(self.sql()).await?;
        let at = self.at();
        let after = revise(Some(&before), &draft, &known.fields, &mut || mint(at))?;
        let mut changes = definition_changes(&before, &after);
        // Fields that wait for this one know it by its key.
        if before.key != after.key {
            for other in known.fields.of(before.entity) {
                let other = other.definition();
                let waits = other.shown_when.as_ref().is_some_and(|when| when.field == before.key);
                if let (true, Some(row)) = (waits, known.row(other.id)) {
                    let change = FieldChange {
                        path: "shown_field".into(),
                        before: Some(before.key.clone().into()),
                        after: Some(after.key.clone().into()),
                    };
                    value::write(self, Entity::Field, row, &change.path, change.after.as_ref()).await?;
                    self.line(Entity::Field, row, &change).await?;
                }
            }
        }
        // What goes makes room first.
        changes.sort_by_key(|change| change.after.is_some());
        for change in &changes {
            value::write(self, Entity::Field, row, &change.path, change.after.as_ref()).await?;
            self.line(Entity::Field, row, change).await?;
        }
        if !changes.is_empty() {
            put_back(self, row).await?;
        }
        Ok(after)
    }

    /// Archives a field, restores it, or moves it to the trash with its values; whether that changed anything.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::Taken`] when another field has its name by now.
    pub async fn set_field_state(&mut self, id: Id, state: RecordState) -> Result<bool, StoreError> {
        let known = known(self.sql()).await?;
        let (row, field) = known.get(id).ok_or(StoreError::NotFound("field"))?;
        if field.definition().state == state {
            return Ok(false);
        }
        let word = |state| serde_json::to_value(state).map_err(|_| StoreError::Bug("state"));
        let change = FieldChange {
            path: "state".into(),
            before: Some(word(field.definition().state)?),
            after: Some(word(state)?),
        };
        value::write(self, Entity::Field, row, "state", change.after.as_ref()).await?;
        self.line(Entity::Field, row, &change).await?;
        put_back(self, row).await?;
        Ok(true)
    }
}

/// Sees to what follows from a definition that was written: its name is nobody else's, and the sort keys of its values
/// are what they shall be.
pub(crate) async fn put_back(writing: &mut Writing, row: i64) -> Result<(), StoreError> {
    let (id, _) = entity::called(writing.sql(), Entity::Field, row).await?;
    let known = known(writing.sql()).await?;
    let (_, field) = known.get(id).ok_or(StoreError::NotFound("field"))?;
    let definition = field.definition();
    if definition.state != RecordState::Trashed {
        let name = fold(&definition.name);
        let mut others = known.fields.of(definition.entity).map(CustomField::definition).filter(|other| other.id != id);
        if others.any(|other| other.key == definition.key || fold(&other.name) == name) {
            return Err(StoreError::Taken("field"));
        }
    }
    let wanted = sorting::signature(field);
    let had: String = sqlx::query_scalar("SELECT sorted_as FROM custom_field WHERE id = ?")
        .bind(row)
        .fetch_one(writing.sql())
        .await?;
    if had == wanted {
        return Ok(());
    }
    let mut after = 0;
    loop {
        let values: Vec<(i64, Option<i64>, String)> = sqlx::query_as(
            "SELECT record, num, text FROM custom_value WHERE field = ? AND record > ? ORDER BY record LIMIT ?",
        )
        .bind(row)
        .bind(after)
        .bind(PIECE)
        .fetch_all(writing.sql())
        .await?;
        let Some((last, ..)) = values.last() else { break };
        after = *last;
        let rows = values.into_iter().map(|(record, num, text)| {
            let key = sorting::key(field, &sorting::lift(num, text.clone()), writing.sort());
            (record, num, text, key)
        });
        let rows = rows.collect();
        write_many(writing, row, rows).await?;
    }
    sqlx::query("UPDATE custom_field SET sorted_as = ? WHERE id = ?")
        .bind(wanted)
        .bind(row)
        .execute(writing.sql())
        .await?;
    Ok(())
}

/// Puts identities in place of what people type for a record that a field names: the last eight characters of an id, an
/// e-mail, a company's name.
pub(crate) async fn resolve_references(
    connection: &mut SqliteConnection,
    fields: &CustomFields,
    (of, record): (FieldEntity, Option<i64>),
    patch: &Patch,
) -> Result<Patch, StoreError> {
    let mut patch = patch.clone();
    if fields.is_empty() {
        return Ok(patch);
    }
    for edit in &mut patch {
        let kind = fields.named(of, &edit.path).map(CustomField::kind);
        let entity = kind.and_then(referred);
        if entity.is_none() && kind != Some(CustomKind::File) {
            continue;
        }
        if let EditAction::Set(given) = &mut edit.action {
            let text = match &*given {
                Value::Object(parts) => parts.get("id").and_then(Value::as_str).unwrap_or_default().to_owned(),
                Value::String(text) => text.trim().to_owned(),
                _ => String::new(),
            };
            if !text.is_empty() {
                let found = match entity {
                    Some(entity) => named(connection, entity, &text).await?,
                    None => file_named(connection, of, record, &text).await?,
                };
                let missing = || EditError {
                    path: edit.path.clone(),
                    reason: match entity {
                        Some(entity) => format!("there is no such {}, or more than one", entity::table(entity).word),
                        None => "there is no such file here: attach it first".to_owned(),
                    },
                };
                *given = Value::from(found.ok_or_else(missing)?.to_string());
            }
        }
    }
    Ok(patch)
}

/// Choices of a merge, with identities in place of the keys of one's own fields.
pub(crate) async fn by_identity(
    connection: &mut SqliteConnection,
    entity: Entity,
    choices: &[MergeChoice],
) -> Result<Vec<MergeChoice>, StoreError> {
    let of = if entity == Entity::Company { FieldEntity::Company } else { FieldEntity::Contact };
    let known = known(connection).await?;
    let named = |choice: &MergeChoice| match known.fields.named(of, &choice.path) {
        Some(field) => MergeChoice { path: field.definition().path(), take: choice.take.clone() },
        None => choice.clone(),
    };
    Ok(choices.iter().map(named).collect())
}

/// The file of a record that a text names: by its id or its name, of several the first.
async fn file_named(
    connection: &mut SqliteConnection,
    of: FieldEntity,
    record: Option<i64>,
    text: &str,
) -> Result<Option<Id>, StoreError> {
    let Some(record) = record else { return Ok(None) };
    let files = attachment::of_record(connection, of, record).await?;
    let named = |file: &&Attachment| text.parse() == Ok(file.id) || fold(&file.name) == fold(text);
    Ok(files.iter().find(named).map(|file| file.id))
}

/// The one record that a text names.
async fn named(connection: &mut SqliteConnection, entity: Entity, text: &str) -> Result<Option<Id>, StoreError> {
    if let Ok(id) = text.parse::<Id>() {
        return match entity::survivor(connection, entity, id).await {
            Ok(row) => Ok(Some(entity::called(connection, entity, row).await?.0)),
            Err(StoreError::NotFound(_)) => Ok(None),
            Err(error) => Err(error),
        };
    }
    let found: Vec<Vec<u8>> = match entity {
        Entity::Contact => {
            sqlx::query_scalar(
                "SELECT DISTINCT c.uuid FROM contact_email e JOIN contact c ON c.id = e.contact AND c.state < 2
                   WHERE e.folded = ?1
                 UNION SELECT uuid FROM contact WHERE length(?2) = 8 AND state < 2 AND substr(uuid, 13) = unhex(?2) LIMIT 2",
            )
            .bind(fold_email(text))
            .bind(text)
            .fetch_all(connection)
            .await?
        }
        _ => {
            sqlx::query_scalar("SELECT uuid FROM company WHERE folded = ? AND state = ? ORDER BY id LIMIT 2")
                .bind(company_match(text))
                .bind(state_code(RecordState::Active))
                .fetch_all(connection)
                .await?
        }
    };
    match &found[..] {
        [uuid] => Ok(Some(Id::from_slice(uuid)?)),
        _ => Ok(None),
    }
}

/// Contacts that hold something in a field.
pub(super) async fn records(connection: &mut SqliteConnection, row: i64) -> Result<Vec<i64>, StoreError> {
    Ok(sqlx::query_scalar("SELECT record FROM custom_value WHERE field = ? ORDER BY record")
        .bind(row)
        .fetch_all(connection)
        .await?)
}

/// Stamps contacts that were changed together.
pub(super) async fn stamp(writing: &mut Writing, of: FieldEntity, records: &[i64]) -> Result<(), StoreError> {
    let at = writing.at();
    let sql = match of {
        FieldEntity::Contact => "UPDATE contact SET updated_at = ? WHERE id IN (SELECT value FROM json_each(?))",
        FieldEntity::Company => "UPDATE company SET updated_at = ? WHERE id IN (SELECT value FROM json_each(?))",
    };
    sqlx::query(sql).bind(at).bind(json_list(records)).execute(writing.sql()).await?;
    Ok(())
}
