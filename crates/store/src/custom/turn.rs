//! What a change of a field does to the values that are there: told before, and done piece by piece.

use std::collections::HashSet;

use jiff::tz::TimeZone;
use satchel_model::{
    CustomField, CustomKind, Entity, FieldDefinition, FieldDraft, Id, OptionDraft, ValueContext, convert,
    definition_changes, options_from, printed, revise,
};
use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, SqliteConnection};

use super::define::{current, keep_used_options, put_back, records, stamp};
use super::known::known;
use super::sorting;
use super::value::{legible, write_many};
use crate::writing::Writing;
use crate::{Store, StoreError, entity, mint, value};

/// Values that are looked at or converted at once.
const PIECE: i64 = 2_000;
/// Values that do not convert and are named.
const NAMED: usize = 200;

/// A value that the field cannot hold any more.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unfit {
    /// Whose value.
    pub id: Id,
    /// What that is called.
    pub display: String,
    /// The value as it is read.
    pub value: String,
    /// Why not.
    pub reason: String,
}

/// What a change would do.
#[derive(Clone, Debug, PartialEq)]
pub struct FieldEffect {
    /// The field as it would be.
    pub after: FieldDefinition,
    /// Records that hold something in it.
    pub values: i64,
    /// Values that become something else of the new kind.
    pub converts: i64,
    /// Values that the new kind cannot hold: they go, and undo brings them back.
    pub clears: i64,
    /// The first of those.
    pub unfit: Vec<Unfit>,
    /// Values that are the same as another's, when each may be there only once.
    pub repeated: i64,
    /// Active records without a value, when there must be one.
    pub missing: i64,
    /// Options that are archived and do not go, because somebody has them.
    pub kept_options: Vec<String>,
}

/// What one piece of a change of kind did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TurnStep {
    /// The last record that was looked at; `None` when all were.
    pub after: Option<i64>,
    /// Values that became something else.
    pub converted: i64,
    /// Values that went.
    pub cleared: i64,
}

struct Held {
    record: i64,
    value: Value,
}

async fn page(connection: &mut SqliteConnection, row: i64, after: i64) -> Result<Vec<Held>, StoreError> {
    let rows: Vec<(i64, Option<i64>, String)> = sqlx::query_as(
        "SELECT record, num, text FROM custom_value WHERE field = ? AND record > ? ORDER BY record LIMIT ?",
    )
    .bind(row)
    .bind(after)
    .bind(PIECE)
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(record, num, text)| Held { record, value: sorting::lift(num, text) }).collect())
}

/// A draft that turns texts into a choice without saying of what: their own texts become the options.
async fn with_options(
    connection: &mut SqliteConnection,
    row: i64,
    before: &FieldDefinition,
    draft: &FieldDraft,
    at: i64,
) -> Result<FieldDraft, StoreError> {
    let kind = draft.kind.unwrap_or(before.kind);
    let mut draft = draft.clone();
    let has = draft.options.is_some() || !before.options.is_empty();
    if !kind.has_options() || before.kind.has_options() || has {
        return Ok(draft);
    }
    let rows: Vec<(Option<i64>, String)> =
        sqlx::query_as("SELECT DISTINCT num, text FROM custom_value WHERE field = ? LIMIT 100000")
            .bind(row)
            .fetch_all(connection)
            .await?;
    let texts: Vec<String> = rows.into_iter().map(|(num, text)| printed(&sorting::lift(num, text))).collect();
    let several = kind == CustomKind::MultiChoice;
    let made = options_from(texts.iter().map(String::as_str), several, &mut || mint(at)).unwrap_or_default();
    let option = |name| OptionDraft { name, ..OptionDraft::default() };
    draft.options = Some(made.into_iter().map(|made| option(made.name)).collect());
    Ok(draft)
}

impl Store {
    /// Works out what a change of a field would do. Reads every value when the kind changes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn plan_field(&self, id: Id, draft: &FieldDraft, at: i64) -> Result<FieldEffect, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let (row, before) = current(&mut snapshot, id).await?;
        let draft = with_options(&mut snapshot, row, &before, draft, at).await?;
        let (draft, kept_options) = keep_used_options(&mut snapshot, row, &before, &draft).await?;
        let known = known(&mut snapshot).await?;
        let after = revise(Some(&before), &draft, &known.fields, &mut || mint(at))?;
        let values = count(&mut snapshot, row).await?;
        let mut effect = FieldEffect {
            after: after.clone(),
            values,
            converts: 0,
            clears: 0,
            unfit: Vec::new(),
            repeated: 0,
            missing: 0,
            kept_options,
        };
        let entity = before.entity.entity();
        let name = entity::table(entity).name;
        if after.required && !before.required {
            let sql = format!(
                "SELECT count(*) FROM {name} r WHERE r.state = 0
                   AND NOT EXISTS (SELECT 1 FROM custom_value v WHERE v.field = ? AND v.record = r.id)"
            );
            effect.missing = sqlx::query_scalar(AssertSqlSafe(sql)).bind(row).fetch_one(&mut *snapshot).await?;
        }
        if after.unique && !before.unique {
            let sql = format!(
                "SELECT coalesce(sum(same), 0) FROM (SELECT count(*) AS same FROM custom_value v
                   JOIN {name} r ON r.id = v.record AND r.state < 2 WHERE v.field = ? GROUP BY v.sort HAVING count(*) > 1)"
            );
            effect.repeated = sqlx::query_scalar(AssertSqlSafe(sql)).bind(row).fetch_one(&mut *snapshot).await?;
        }
        if before.kind == after.kind {
            return Ok(effect);
        }
        let turn = Turn::new(&before, &after);
        let mut cursor = Some(0);
        while let Some(from) = cursor {
            let held = page(&mut snapshot, row, from).await?;
            cursor = held.last().map(|last| last.record).filter(|_| held.len() == usize::try_from(PIECE).unwrap_or(0));
            for (held, turned) in turn.all(&mut snapshot, held).await? {
                match turned {
                    Ok(_) => effect.converts += 1,
                    Err(reason) => {
                        effect.clears += 1;
                        if effect.unfit.len() < NAMED {
                            let (id, display) = entity::called(&mut snapshot, entity, held.record).await?;
                            let shown = legible(&mut snapshot, before.id, Some(held.value)).await?;
                            let value = printed(&shown.unwrap_or_default());
                            effect.unfit.push(Unfit { id, display, value, reason });
                        }
                    }
                }
            }
        }
        Ok(effect)
    }

    /// How many records hold something in a field, whatever state the field is in.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn field_values(&self, id: Id) -> Result<i64, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let row = known(&mut snapshot).await?.row(id).ok_or(StoreError::NotFound("field"))?;
        count(&mut snapshot, row).await
    }

    /// The contacts that hold something in the field of this row; none when it is a field of companies.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn contacts_with(&self, row: i64) -> Result<Vec<i64>, StoreError> {
        let mut connection = self.inner.readers.acquire().await?;
        let of: Option<String> = sqlx::query_scalar("SELECT entity FROM custom_field WHERE id = ?")
            .bind(row)
            .fetch_optional(&mut *connection)
            .await?;
        if of.as_deref() == Some(Entity::Contact.as_str()) {
            records(&mut connection, row).await
        } else {
            Ok(Vec::new())
        }
    }

    /// Whether a line about a field changes what can be found of those who hold something in it.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn line_changes_words(&self, seq: i64) -> Result<bool, StoreError> {
        let row: Option<(String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT c.path, v.before, v.after FROM change c LEFT JOIN change_value v ON v.seq = c.seq WHERE c.seq = ?",
        )
        .bind(seq)
        .fetch_optional(&self.inner.readers)
        .await?;
        let Some((path, before, after)) = row else { return Ok(false) };
        let name = |side: Option<String>| {
            let side: Value = serde_json::from_str(&side?).ok()?;
            side.get("name").cloned()
        };
        Ok(match path.as_str() {
            "state" | "kind" => true,
            path if path.starts_with("options/") => match (name(before), name(after)) {
                (Some(before), Some(after)) => before != after,
                _ => false,
            },
            _ => false,
        })
    }
}

async fn count(connection: &mut SqliteConnection, row: i64) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("SELECT count(*) FROM custom_value WHERE field = ?").bind(row).fetch_one(connection).await?)
}

/// From one kind to another.
struct Turn {
    from: CustomField,
    to: CustomField,
    lent: ValueContext<'static>,
}

type Turned = Result<Option<Value>, String>;

impl Turn {
    fn new(from: &FieldDefinition, to: &FieldDefinition) -> Self {
        let lent = ValueContext { region: None, zone: TimeZone::system() };
        Self { from: CustomField::new(from.clone()), to: CustomField::new(to.clone()), lent }
    }

    async fn all(&self, connection: &mut SqliteConnection, held: Vec<Held>) -> Result<Vec<(Held, Turned)>, StoreError> {
        let mut turned = Vec::with_capacity(held.len());
        for held in held {
            let shown = if self.from.kind().is_reference() {
                legible(connection, self.from.definition().id, Some(held.value.clone())).await?.unwrap_or_default()
            } else {
                self.from.to_wire(&held.value)
            };
            let to = convert(&self.from, &self.to, &held.value, &shown, &self.lent);
            turned.push((held, to));
        }
        Ok(turned)
    }
}

impl Writing {
    /// Begins a change of kind: writes the definition, and nothing of the values yet. Returns the field as it was and
    /// as it is.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn begin_turn(
        &mut self,
        id: Id,
        draft: &FieldDraft,
    ) -> Result<(FieldDefinition, FieldDefinition), StoreError> {
        let (row, before) = current(self.sql(), id).await?;
        let at = self.at();
        let draft = with_options(self.sql(), row, &before, draft, at).await?;
        let known = known(self.sql()).await?;
        let mut after = revise(Some(&before), &draft, &known.fields, &mut || mint(at))?;
        if !after.kind.has_options() {
            after.options.clear();
        }
        // Options go when no value names one any more.
        for change in definition_changes(&before, &after) {
            if change.path.starts_with("options/") && change.after.is_none() {
                continue;
            }
            value::write(self, Entity::Field, row, &change.path, change.after.as_ref()).await?;
            self.line(Entity::Field, row, &change).await?;
        }
        Ok((before, after))
    }

    /// Converts the next values of a field that was `before` and is `after`; with the last ones, what is left of the
    /// old kind goes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn turn_step(
        &mut self,
        before: &FieldDefinition,
        after: &FieldDefinition,
        from: i64,
    ) -> Result<TurnStep, StoreError> {
        let row = known(self.sql()).await?.row(before.id).ok_or(StoreError::NotFound("field"))?;
        let held = page(self.sql(), row, from).await?;
        let last = held.last().map(|last| last.record).filter(|_| held.len() == usize::try_from(PIECE).unwrap_or(0));
        let mut step = TurnStep { after: last, ..TurnStep::default() };
        let turn = Turn::new(before, after);
        let mut lines = Vec::with_capacity(held.len());
        let mut written = Vec::new();
        let mut gone = Vec::new();
        let mut stamped = Vec::with_capacity(held.len());
        for (held, turned) in turn.all(self.sql(), held).await? {
            let now = turned.ok().flatten();
            match &now {
                Some(value) => {
                    step.converted += 1;
                    // Also of a value that stays as it is: the new kind may sort it otherwise.
                    let (num, text) = sorting::lay(value);
                    written.push((held.record, num, text, sorting::key(&turn.to, value, self.sort())));
                }
                None => {
                    step.cleared += 1;
                    gone.push(held.record);
                }
            }
            if now.as_ref() != Some(&held.value) {
                lines.push(json!([held.record, held.value.to_string(), now.as_ref().map(Value::to_string)]));
                stamped.push(held.record);
            }
        }
        sqlx::query("DELETE FROM custom_value WHERE field = ? AND record IN (SELECT value FROM json_each(?))")
            .bind(row)
            .bind(crate::json_list(&gone))
            .execute(self.sql())
            .await?;
        write_many(self, row, written).await?;
        self.value_lines(before.entity.entity(), &before.path(), &lines).await?;
        stamp(self, before.entity, &stamped).await?;
        if step.after.is_none() {
            for change in definition_changes(before, after) {
                if change.path.starts_with("options/") && change.after.is_none() {
                    value::write(self, Entity::Field, row, &change.path, None).await?;
                    self.line(Entity::Field, row, &change).await?;
                }
            }
            // Every value was written with its new key.
            sqlx::query("UPDATE custom_field SET sorted_as = ? WHERE id = ?")
                .bind(sorting::signature(&turn.to))
                .bind(row)
                .execute(self.sql())
                .await?;
            put_back(self, row).await?;
        }
        Ok(step)
    }

    /// Appends lines about one path of many records: record, before and after as texts.
    async fn value_lines(&mut self, entity: Entity, path: &str, lines: &[Value]) -> Result<(), StoreError> {
        if lines.is_empty() {
            return Ok(());
        }
        let batch = self.batch_row().await?;
        let list = Value::from(lines.to_vec()).to_string();
        sqlx::query(
            "INSERT INTO change (batch, entity, record, path) SELECT ?1, ?2, value->>0, ?3 FROM json_each(?4) ORDER BY key",
        )
        .bind(batch)
        .bind(entity.as_str())
        .bind(path)
        .bind(&list)
        .execute(self.sql())
        .await?;
        let head = crate::journal::head(self.sql()).await?;
        let first = head - i64::try_from(lines.len()).unwrap_or(0) + 1;
        sqlx::query(
            "INSERT INTO change_value (seq, before, after) SELECT ?1 + key, value->>1, value->>2 FROM json_each(?2)",
        )
        .bind(first)
        .bind(list)
        .execute(self.sql())
        .await?;
        let records: HashSet<i64> = lines.iter().filter_map(|line| line.get(0)?.as_i64()).collect();
        self.count_changed(entity, records);
        Ok(())
    }

    /// Takes a change of kind in one go, for few values.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn turn_field(&mut self, id: Id, draft: &FieldDraft) -> Result<(FieldDefinition, TurnStep), StoreError> {
        let (before, after) = self.begin_turn(id, draft).await?;
        let mut total = TurnStep::default();
        let mut cursor = Some(0);
        while let Some(from) = cursor {
            let step = self.turn_step(&before, &after, from).await?;
            total.converted += step.converted;
            total.cleared += step.cleared;
            cursor = step.after;
        }
        Ok((after, total))
    }
}
