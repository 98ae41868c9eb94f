//! One edit of many contacts: set-based, with a line of the journal for each value.
//!
//! What is not a text of the contact itself, company, title or department, a tag, its owner or its state is edited contact
//! by contact like by hand.
//! A plan comes first and writes nothing, so that a preview counts exactly what would be done. Deliberately absent: who
//! is meant, and how much is done at once.

mod back;
mod by_hand;
mod each;
mod places;
mod texts;
mod work;

use satchel_model::{CategoryEdit, Entity, FieldChange, Id, Patch, RecordState};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::entity::{self, Form};
use crate::undo::Kept;
use crate::value::{state_code, state_of};
use crate::writing::Writing;
use crate::{Store, StoreError, category, json_list, tag, team};

pub(crate) use back::{Apart, MANY, Reversible, run};
pub use each::EditOfOne;
pub use texts::{LetterCase, TextChange, text_column};
pub use work::WorkPart;

/// What is done to each of many contacts.
#[derive(Clone, Debug, PartialEq)]
pub enum BulkEdit {
    /// A text of the contact itself, by its path.
    Text(&'static str, TextChange),
    /// A part of the current work changes.
    Work(WorkPart, TextChange),
    /// A tag is put on, by its name.
    TagOn(String),
    /// A tag is taken off.
    TagOff(String),
    /// Somebody of the team becomes the owner; nobody for an empty name.
    Owner(String),
    /// It goes into a category, or into none of a group.
    Category(CategoryEdit),
    /// It goes on a list with a status.
    ListOn(Id, String),
    /// It goes off a list.
    ListOff(Id),
    /// It goes into a state.
    State(RecordState),
    /// Anything else, as by hand.
    Patch(Patch),
}

/// A value as it is and as it would be.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkSample {
    /// Whose.
    pub id: Id,
    /// What the contact is called.
    pub display: String,
    /// The path.
    pub path: String,
    /// What it holds.
    pub before: Option<Value>,
    /// What it would hold.
    pub after: Option<Value>,
}

/// What was done, or would be.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BulkDone {
    /// Contacts that changed.
    pub changed: i64,
    /// Contacts that were so already.
    pub unchanged: i64,
    /// Contacts that could not be changed.
    pub failed: Vec<Kept>,
    /// Some of what a plan would change.
    pub samples: Vec<BulkSample>,
}

impl BulkDone {
    /// Takes in what was done to others.
    pub fn add(&mut self, other: Self) {
        self.changed += other.changed;
        self.unchanged += other.unchanged;
        self.failed.extend(other.failed);
        self.samples.extend(other.samples);
    }
}

/// A line about one value.
pub(crate) struct BulkLine {
    pub(crate) record: i64,
    pub(crate) before: Option<Value>,
    pub(crate) after: Option<Value>,
}

impl Store {
    /// What an edit would do to contacts, given by their rowids, with at most `samples` of it.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the value does not fit.
    pub async fn bulk_plan(
        &self,
        rowids: &[i64],
        edit: &BulkEdit,
        region: Option<&str>,
        samples: usize,
    ) -> Result<BulkDone, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let lines = match edit {
            BulkEdit::Text(path, change) => {
                let plan = texts::plan(&mut snapshot, self, path, change, rowids).await?;
                let changed = plan.writes.iter().map(texts::TextWrite::line);
                let mut done = BulkDone { failed: plan.failed, ..BulkDone::default() };
                let lines: Vec<BulkLine> = changed.collect();
                done.add(counted(rowids.len() - done.failed.len(), &lines));
                done.samples = shown(&mut snapshot, path, &lines, samples).await?;
                return Ok(done);
            }
            BulkEdit::Work(part, change) => {
                let plan = work::plan(&mut snapshot, (*part, change), rowids, None, 0).await?;
                let lines: Vec<BulkLine> = plan.writes.iter().map(work::WorkWrite::shown).collect();
                let mut done = BulkDone { failed: plan.failed, ..BulkDone::default() };
                done.add(counted(rowids.len() - done.failed.len(), &lines));
                done.samples = shown(&mut snapshot, part.as_str(), &lines, samples).await?;
                return Ok(done);
            }
            BulkEdit::TagOn(name) | BulkEdit::TagOff(name) => {
                let on = matches!(edit, BulkEdit::TagOn(_));
                let tag = tag::find(&mut snapshot, name).await?.map_or(0, |(rowid, _)| rowid);
                let there: String = sqlx::query_scalar(
                    "SELECT json_group_array(t.contact) FROM json_each(?1) j JOIN contact_tag t ON t.contact = j.value AND t.tag = ?2",
                )
                .bind(json_list(rowids))
                .bind(tag)
                .fetch_one(&mut *snapshot)
                .await?;
                let there = crate::filter::listed(&there)?;
                let value = Value::from(name.clone());
                rowids
                    .iter()
                    .filter(|rowid| there.contains(**rowid) != on)
                    .map(|record| BulkLine {
                        record: *record,
                        before: (!on).then(|| value.clone()),
                        after: on.then(|| value.clone()),
                    })
                    .collect()
            }
            BulkEdit::Owner(name) => {
                let rows: Vec<(i64, Option<String>)> = sqlx::query_as(
                    "SELECT c.id, m.name FROM json_each(?) j JOIN contact c ON c.id = j.value LEFT JOIN team_member m ON m.id = c.owner",
                )
                .bind(json_list(rowids))
                .fetch_all(&mut *snapshot)
                .await?;
                let after = (!name.is_empty()).then(|| Value::from(name.clone()));
                let same = |owner: &Option<String>| {
                    satchel_model::fold(owner.as_deref().unwrap_or_default()) == satchel_model::fold(name)
                };
                rows.into_iter()
                    .filter(|(_, owner)| !same(owner))
                    .map(|(record, owner)| BulkLine { record, before: owner.map(Value::from), after: after.clone() })
                    .collect()
            }
            BulkEdit::State(state) => {
                let rows: Vec<(i64, i64)> =
                    sqlx::query_as("SELECT c.id, c.state FROM json_each(?) j JOIN contact c ON c.id = j.value")
                        .bind(json_list(rowids))
                        .fetch_all(&mut *snapshot)
                        .await?;
                rows.into_iter()
                    .filter(|(_, code)| *code != state_code(*state))
                    .map(|(record, code)| BulkLine {
                        record,
                        before: Some(json!(state_of(code))),
                        after: Some(json!(state)),
                    })
                    .collect()
            }
            BulkEdit::Category(edit) => {
                let (group, after) = category::wanted(&mut snapshot, edit).await?;
                let name = match after {
                    Some(id) => Some(Value::from(category::called(&mut snapshot, id).await?)),
                    None => None,
                };
                let after = after.map(|id| id.to_string());
                let held = category::in_group(&mut snapshot, rowids, group).await?.into_iter();
                held.filter(|(_, held)| held.as_ref().map(|(id, _)| id) != after.as_ref())
                    .map(|(record, held)| BulkLine {
                        record,
                        before: held.map(|(_, name)| Value::from(name)),
                        after: name.clone(),
                    })
                    .collect()
            }
            BulkEdit::ListOn(..) | BulkEdit::ListOff(_) => self.list_plan(rowids, edit).await?,
            BulkEdit::Patch(patch) => {
                let lines = by_hand::plan(&mut snapshot, rowids, patch, region).await?;
                let path = lines.first().map(|(path, _)| path.clone()).unwrap_or_default();
                let lines: Vec<BulkLine> = lines.into_iter().map(|(_, line)| line).collect();
                let mut done = counted(rowids.len(), &lines);
                done.samples = shown(&mut snapshot, &path, &lines, samples).await?;
                return Ok(done);
            }
        };
        let path = match edit {
            BulkEdit::TagOn(_) | BulkEdit::TagOff(_) => "tags",
            BulkEdit::Owner(_) => "owner",
            BulkEdit::State(_) => "state",
            BulkEdit::Category(_) => "categories",
            BulkEdit::ListOn(..) | BulkEdit::ListOff(_) => "lists",
            BulkEdit::Text(path, _) => path,
            BulkEdit::Work(..) | BulkEdit::Patch(_) => "",
        };
        let mut done = counted(rowids.len(), &lines);
        done.samples = shown(&mut snapshot, path, &lines, samples).await?;
        Ok(done)
    }
}

pub(crate) fn counted(all: usize, lines: &[BulkLine]) -> BulkDone {
    let whole = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    BulkDone { changed: whole(lines.len()), unchanged: whole(all - lines.len()), ..BulkDone::default() }
}

async fn shown(
    connection: &mut sqlx::SqliteConnection,
    path: &str,
    lines: &[BulkLine],
    samples: usize,
) -> Result<Vec<BulkSample>, StoreError> {
    let mut found = Vec::new();
    for line in lines.iter().take(samples) {
        let (id, display) = entity::called(connection, Entity::Contact, line.record).await?;
        let (before, after) = (line.before.clone(), line.after.clone());
        found.push(BulkSample { id, display, path: path.to_owned(), before, after });
    }
    Ok(found)
}

impl Writing {
    /// Edits contacts, given by ascending rowids, all at once.
    ///
    /// # Errors
    /// [`StoreError::Invalid`] when the value does not fit; nothing is changed then.
    pub async fn bulk_edit(
        &mut self,
        rowids: &[i64],
        edit: &BulkEdit,
        region: Option<&str>,
    ) -> Result<BulkDone, StoreError> {
        match edit {
            BulkEdit::Text(path, TextChange::Set(after)) if !texts::is_name(path) => {
                self.set_text(path, after, rowids).await
            }
            BulkEdit::Text(path, change) => {
                let store = self.store().clone();
                let plan = texts::plan(self.sql(), &store, path, change, rowids).await?;
                self.write_texts(path, &plan.writes).await?;
                let lines: Vec<BulkLine> = plan.writes.iter().map(texts::TextWrite::line).collect();
                let mut done = counted(rowids.len() - plan.failed.len(), &lines);
                done.failed = plan.failed;
                Ok(done)
            }
            BulkEdit::Work(part, change) => self.work_all(rowids, *part, change).await,
            BulkEdit::TagOn(name) => self.tag_all(rowids, name, true).await,
            BulkEdit::TagOff(name) => self.tag_all(rowids, name, false).await,
            BulkEdit::ListOn(list, status) => self.put_on_list(*list, rowids, status).await,
            BulkEdit::ListOff(list) => self.take_from_list(*list, rowids).await,
            BulkEdit::Owner(name) => self.own_all(rowids, name).await,
            BulkEdit::Category(edit) => {
                let changed = i64::try_from(self.categorise_rows(rowids, edit).await?).unwrap_or(i64::MAX);
                let unchanged = i64::try_from(rowids.len()).unwrap_or(i64::MAX) - changed;
                Ok(BulkDone { changed, unchanged, ..BulkDone::default() })
            }
            BulkEdit::State(state) => self.move_all(rowids, *state).await,
            BulkEdit::Patch(patch) => self.edit_each(rowids, patch, region).await,
        }
    }

    async fn tag_all(&mut self, rowids: &[i64], name: &str, on: bool) -> Result<BulkDone, StoreError> {
        let (tag, id) = match tag::find(self.sql(), name).await? {
            Some(found) => found,
            None if on => tag::find_or_add(self, name).await?,
            None => return Ok(counted(rowids.len(), &[])),
        };
        let changed = self.turn_tag(tag, rowids, on).await?;
        let mark = Some(Value::Bool(true));
        let line =
            |record: i64| BulkLine { record, before: mark.clone().filter(|_| !on), after: mark.clone().filter(|_| on) };
        let lines: Vec<BulkLine> = changed.into_iter().map(line).collect();
        self.lines(&format!("tags/{id}"), &lines).await?;
        self.stamp(&lines).await?;
        Ok(counted(rowids.len(), &lines))
    }

    /// Puts a tag on contacts, or takes it off; gives those that were not so before.
    pub(crate) async fn turn_tag(&mut self, tag: i64, rowids: &[i64], on: bool) -> Result<Vec<i64>, StoreError> {
        let sql = if on {
            "INSERT INTO contact_tag (contact, tag) SELECT j.value, ?2 FROM json_each(?1) j
             WHERE NOT EXISTS (SELECT 1 FROM contact_tag t WHERE t.contact = j.value AND t.tag = ?2)
               AND EXISTS (SELECT 1 FROM contact c WHERE c.id = j.value) RETURNING contact"
        } else {
            "DELETE FROM contact_tag WHERE contact IN (SELECT value FROM json_each(?1)) AND tag = ?2 RETURNING contact"
        };
        let mut changed: Vec<i64> =
            sqlx::query_scalar(sql).bind(json_list(rowids)).bind(tag).fetch_all(self.sql()).await?;
        changed.sort_unstable();
        Ok(changed)
    }

    async fn own_all(&mut self, rowids: &[i64], name: &str) -> Result<BulkDone, StoreError> {
        let owner = team::find_or_add(self, name).await?;
        let rows: Vec<(i64, Option<Vec<u8>>)> = sqlx::query_as(
            "SELECT c.id, m.uuid FROM json_each(?1) j JOIN contact c ON c.id = j.value
             LEFT JOIN team_member m ON m.id = c.owner WHERE c.owner IS NOT ?2 ORDER BY c.id",
        )
        .bind(json_list(rowids))
        .bind(owner)
        .fetch_all(self.sql())
        .await?;
        let after = match owner {
            Some(owner) => {
                Some(Value::from(entity::called(self.sql(), Entity::TeamMember, owner).await?.0.to_string()))
            }
            None => None,
        };
        let mut lines = Vec::with_capacity(rows.len());
        for (record, uuid) in rows {
            let before = uuid.map(|uuid| Id::from_slice(&uuid)).transpose()?.map(|id| Value::from(id.to_string()));
            lines.push(BulkLine { record, before, after: after.clone() });
        }
        let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
        sqlx::query("UPDATE contact SET owner = ?2 WHERE id IN (SELECT value FROM json_each(?1))")
            .bind(json_list(&records))
            .bind(owner)
            .execute(self.sql())
            .await?;
        self.lines("owner", &lines).await?;
        self.stamp(&lines).await?;
        Ok(counted(rowids.len(), &lines))
    }

    async fn move_all(&mut self, rowids: &[i64], state: RecordState) -> Result<BulkDone, StoreError> {
        let rows: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT c.id, c.state FROM json_each(?1) j JOIN contact c ON c.id = j.value
             WHERE c.state <> ?2 AND c.state < 3 ORDER BY c.id",
        )
        .bind(json_list(rowids))
        .bind(state_code(state))
        .fetch_all(self.sql())
        .await?;
        for code in [0, 1, 2] {
            let from: Vec<i64> = rows.iter().filter(|(_, other)| *other == code).map(|(record, _)| *record).collect();
            self.move_together(Entity::Contact, &from, &json!(state_of(code)), &json!(state)).await?;
        }
        let changed = i64::try_from(rows.len()).unwrap_or(i64::MAX);
        let unchanged = i64::try_from(rowids.len()).unwrap_or(i64::MAX) - changed;
        Ok(BulkDone { changed, unchanged, ..BulkDone::default() })
    }

    async fn edit_each(&mut self, rowids: &[i64], patch: &Patch, region: Option<&str>) -> Result<BulkDone, StoreError> {
        let mut done = BulkDone::default();
        for rowid in rowids {
            let (id, display) = entity::called(self.sql(), Entity::Contact, *rowid).await?;
            sqlx::query("SAVEPOINT edit").execute(self.sql()).await?;
            let batch = self.batch_mark();
            let edited = self.edit_contact(id, patch, None, region).await;
            if edited.is_err() {
                sqlx::query("ROLLBACK TO edit").execute(self.sql()).await?;
                self.rewind_batch(batch);
            }
            sqlx::query("RELEASE edit").execute(self.sql()).await?;
            match edited {
                Ok(edited) if edited.changes.is_empty() => done.unchanged += 1,
                Ok(_) => done.changed += 1,
                Err(StoreError::Unidentified) => {
                    let path = patch.first().map(|edit| edit.path.clone()).unwrap_or_default();
                    done.failed.push(Kept { entity: Entity::Contact, id, display, path, failed: true });
                }
                Err(error) => return Err(error),
            }
        }
        Ok(done)
    }

    /// Appends lines about one path of many contacts.
    pub(crate) async fn lines(&mut self, path: &str, lines: &[BulkLine]) -> Result<(), StoreError> {
        let rows = lines.iter().map(|line| (line.record, path, &line.before, &line.after));
        self.append(rows).await
    }

    /// Appends lines of contacts, each about its own path.
    pub(crate) async fn lines_of(&mut self, changes: &[(i64, &FieldChange)]) -> Result<(), StoreError> {
        let rows =
            changes.iter().map(|(record, change)| (*record, change.path.as_str(), &change.before, &change.after));
        self.append(rows).await
    }

    async fn append<'a>(
        &mut self,
        lines: impl Iterator<Item = (i64, &'a str, &'a Option<Value>, &'a Option<Value>)> + Send,
    ) -> Result<(), StoreError> {
        let text = |value: &Option<Value>| value.as_ref().map(ToString::to_string);
        let mut records = Vec::new();
        let mut rows = Vec::new();
        for (record, path, before, after) in lines {
            records.push(record);
            rows.push(json!([record, path, text(before), text(after)]));
        }
        if rows.is_empty() {
            return Ok(());
        }
        let batch = self.batch_row().await?;
        let head = crate::journal::head(self.sql()).await?;
        let rows = Value::from(rows).to_string();
        sqlx::query(
            "INSERT INTO change (batch, entity, record, path)
             SELECT ?1, 'contact', value ->> 0, value ->> 1 FROM json_each(?2)",
        )
        .bind(batch)
        .bind(&rows)
        .execute(self.sql())
        .await?;
        // They were given numbers in the order of the list.
        sqlx::query(
            "INSERT INTO change_value (seq, before, after) SELECT ?1 + 1 + key, value ->> 2, value ->> 3 FROM json_each(?2)",
        )
        .bind(head)
        .bind(&rows)
        .execute(self.sql())
        .await?;
        self.count_changed(Entity::Contact, records);
        Ok(())
    }

    async fn stamp(&mut self, lines: &[BulkLine]) -> Result<(), StoreError> {
        let records: Vec<i64> = lines.iter().map(|line| line.record).collect();
        self.stamp_all(&records).await
    }

    /// Says that contacts, given by rowids, changed now.
    async fn stamp_all(&mut self, records: &[i64]) -> Result<(), StoreError> {
        let at = self.at();
        sqlx::query("UPDATE contact SET updated_at = ?2 WHERE id IN (SELECT value FROM json_each(?1))")
            .bind(json_list(records))
            .bind(at)
            .execute(self.sql())
            .await?;
        Ok(())
    }
}

/// The column of a text that many contacts can be given at once.
pub(crate) fn column_of(path: &str) -> Option<&'static entity::Column> {
    entity::table(Entity::Contact).column(path).filter(|column| column.form == Form::Text)
}

/// A statement about texts of this program only.
pub(crate) fn of_texts(sql: String) -> AssertSqlSafe<String> {
    AssertSqlSafe(sql)
}
