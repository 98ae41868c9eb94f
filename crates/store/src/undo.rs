//! Taking a batch back, piece by piece.
//!
//! A path is reversed when it still holds what the batch left there; what was edited since is kept and named. A record
//! that the batch created goes to the trash unless somebody edited it since. The reversal is a batch like any other,
//! so undoing it is redo. Long reversals go in steps whose cursor a job can store.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashSet};

use satchel_model::{Entity, FieldChange, Id, RecordState};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sqlx::AssertSqlSafe;

use crate::bulk::{self, Reversible};
use crate::custom::option;
use crate::entity::{self, RecordTable};
use crate::journal::{batch_rowid, parsed};
use crate::writing::{CREATED, Writing};
use crate::{Store, StoreError, derive, value};

/// Where a reversal stands: lines are taken from the newest to the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UndoCursor {
    /// Lines from this sequence on are done.
    seq: i64,
    /// Within the line at `seq`, records from this one on are done.
    record: Option<i64>,
}

impl Default for UndoCursor {
    fn default() -> Self {
        Self { seq: i64::MAX, record: None }
    }
}

/// Something that was not reversed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// What kind of record.
    pub entity: Entity,
    /// The record.
    pub id: Id,
    /// What it is called.
    pub display: String,
    /// The path, or `created`.
    pub path: String,
    /// Whether it could not be reversed, as opposed to must not.
    pub failed: bool,
}

/// What one step did.
#[derive(Clone, Debug, Default)]
pub struct UndoStep {
    /// Where to go on; `None` when all is done.
    pub cursor: Option<UndoCursor>,
    /// Records that were reversed.
    pub reversed: i64,
    /// What was not.
    pub kept: Vec<Kept>,
}

/// Contacts whose lines are to be reversed, each with those of its own, the newest first.
#[derive(Default)]
struct Waiting {
    groups: Vec<bulk::Apart>,
    records: HashSet<i64>,
}

type Line = (i64, String, i64, Option<i64>, String, Option<String>, Option<String>);

impl Store {
    /// How many records a batch created and lines it wrote: the work of reversing it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`]; [`StoreError::NotReversible`] when it is reversed already.
    pub async fn undo_size(&self, batch: Id) -> Result<i64, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = batch_rowid(&mut snapshot, batch).await?;
        refuse_reversed(&mut snapshot, rowid).await?;
        Ok(sqlx::query_scalar(
            "SELECT coalesce(sum(CASE WHEN c.until IS NULL THEN 1 ELSE c.until - c.record + 1 END), 0)
             FROM batch b CROSS JOIN change c ON c.seq BETWEEN b.first AND b.last AND c.batch = b.id WHERE b.id = ?",
        )
        .bind(rowid)
        .fetch_one(&mut *snapshot)
        .await?)
    }
}

async fn refuse_reversed(connection: &mut sqlx::SqliteConnection, batch: i64) -> Result<(), StoreError> {
    let reverted: Option<i64> =
        sqlx::query_scalar("SELECT reverted_by FROM batch WHERE id = ?").bind(batch).fetch_one(connection).await?;
    if reverted.is_some() { Err(StoreError::NotReversible("this was undone already")) } else { Ok(()) }
}

impl Writing {
    /// Reverses at most `limit` records of `batch` from `cursor` on. The write must be a fresh one, or one that goes
    /// on with the same reversal.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::NotReversible`].
    pub async fn undo_step(&mut self, batch: Id, cursor: UndoCursor, limit: i64) -> Result<UndoStep, StoreError> {
        let target = batch_rowid(self.sql(), batch).await?;
        refuse_reversed(self.sql(), target).await?;
        self.revert(target);
        let mut step = UndoStep::default();
        let lines: Vec<Line> = sqlx::query_as(
            "SELECT c.seq, c.entity, c.record, c.until, c.path, v.before, v.after
             FROM batch b CROSS JOIN change c ON c.seq BETWEEN b.first AND min(b.last, iif(?3 IS NULL, ?2 - 1, ?2))
             LEFT JOIN change_value v ON v.seq = c.seq WHERE b.id = ?1 AND c.batch = ?1 ORDER BY c.seq DESC LIMIT ?4",
        )
        .bind(target)
        .bind(cursor.seq)
        .bind(cursor.record)
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        let more_lines = i64::try_from(lines.len()).unwrap_or(0) == limit;
        if cursor.record.is_none()
            && let Some(seq) = self.reverse_first_run(&lines, &mut step).await?
        {
            step.cursor = Some(UndoCursor { seq, record: None });
            return Ok(step);
        }
        let mut done = 0;
        let mut waiting = Waiting::default();
        let mut group: Vec<(String, FieldChange)> = Vec::new();
        let mut subject: Option<(Entity, i64)> = None;
        let mut last_seq = cursor.seq;
        for (seq, entity, record, until, path, before, after) in lines {
            let Some(entity) = Entity::from_word(&entity) else { continue };
            let same = subject == Some((entity, record)) && path != CREATED && until.is_none();
            if !same {
                self.enqueue(subject, std::mem::take(&mut group), &mut waiting, &mut step).await?;
                subject = None;
                if done >= limit {
                    self.reverse_waiting(&mut waiting, &mut step).await?;
                    step.cursor = Some(UndoCursor { seq: last_seq, record: None });
                    return Ok(step);
                }
            }
            if path == CREATED || until.is_some() {
                self.reverse_waiting(&mut waiting, &mut step).await?;
                let top = match cursor.record {
                    Some(next) if seq == cursor.seq => next - 1,
                    _ => until.unwrap_or(record),
                };
                let bottom = record.max(top - (limit - done) + 1);
                match (parsed(before)?, parsed(after)?) {
                    (Some(before), Some(after)) => {
                        self.reverse_together(entity, (&before, &after), (bottom, top), &mut step).await?;
                    }
                    _ => self.reverse_creation(entity, target, (bottom, top), &mut step).await?,
                }
                done += top - bottom + 1;
                if bottom > record {
                    step.cursor = Some(UndoCursor { seq, record: Some(bottom) });
                    return Ok(step);
                }
            } else {
                subject = Some((entity, record));
                group.push((path.clone(), FieldChange { path, before: parsed(before)?, after: parsed(after)? }));
                done += 1;
            }
            last_seq = seq;
        }
        self.enqueue(subject, group, &mut waiting, &mut step).await?;
        self.reverse_waiting(&mut waiting, &mut step).await?;
        if more_lines {
            step.cursor = Some(UndoCursor { seq: last_seq, record: None });
        } else {
            self.mark_reverted(target).await?;
        }
        Ok(step)
    }

    /// Takes the first lines back together, when they are many of one kind: gives the last of them.
    async fn reverse_first_run(&mut self, lines: &[Line], step: &mut UndoStep) -> Result<Option<i64>, StoreError> {
        let reversible: Vec<Reversible<'_>> = lines
            .iter()
            .map(|(_, entity, record, until, path, ..)| Reversible {
                entity: Entity::from_word(entity),
                record: *record,
                until: *until,
                path,
            })
            .collect();
        let run = bulk::run(&reversible);
        let Some((seq, .., path, _, _)) = lines[..run].last() else { return Ok(None) };
        let mut bulk = Vec::with_capacity(run);
        for (_, _, record, _, path, before, after) in &lines[..run] {
            let (before, after) = (parsed(before.clone())?, parsed(after.clone())?);
            bulk.push((path.clone(), bulk::BulkLine { record: *record, before, after }));
        }
        for (record, lines) in self.reverse_run(path, bulk, step).await? {
            self.reverse_group(Some((Entity::Contact, record)), lines, step).await?;
        }
        Ok(Some(*seq))
    }

    /// Lets the lines of a contact wait for those of others; lines of other records are reversed at once.
    async fn enqueue(
        &mut self,
        subject: Option<(Entity, i64)>,
        lines: Vec<(String, FieldChange)>,
        waiting: &mut Waiting,
        step: &mut UndoStep,
    ) -> Result<(), StoreError> {
        match subject {
            Some((Entity::Contact, record)) => {
                // Of one contact what came last goes first.
                if !waiting.records.insert(record) {
                    self.reverse_waiting(waiting, step).await?;
                    waiting.records.insert(record);
                }
                waiting.groups.push((record, lines));
                Ok(())
            }
            subject => {
                self.reverse_waiting(waiting, step).await?;
                self.reverse_group(subject, lines, step).await
            }
        }
    }

    async fn reverse_waiting(&mut self, waiting: &mut Waiting, step: &mut UndoStep) -> Result<(), StoreError> {
        let Waiting { mut groups, .. } = std::mem::take(waiting);
        if groups.len() >= bulk::MANY {
            groups = self.reverse_each_own(groups, step).await?;
        }
        for (record, lines) in groups {
            self.reverse_group(Some((Entity::Contact, record)), lines, step).await?;
        }
        Ok(())
    }

    async fn mark_reverted(&mut self, target: i64) -> Result<(), StoreError> {
        let Some(batch) = self.batch() else { return Ok(()) };
        let rowid = batch_rowid(self.sql(), batch).await?;
        sqlx::query("UPDATE batch SET reverted_by = ? WHERE id = ?")
            .bind(rowid)
            .bind(target)
            .execute(self.sql())
            .await?;
        // Undoing an undo makes what was undone stand again.
        sqlx::query("UPDATE batch SET reverted_by = NULL WHERE id = (SELECT reverts FROM batch WHERE id = ?)")
            .bind(target)
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Reverses the lines of one record, newest first, or none of them when nobody would be left.
    async fn reverse_group(
        &mut self,
        subject: Option<(Entity, i64)>,
        lines: Vec<(String, FieldChange)>,
        step: &mut UndoStep,
    ) -> Result<(), StoreError> {
        let Some((entity, record)) = subject else { return Ok(()) };
        let mut kept = Vec::new();
        let mut reversible = Vec::new();
        for (path, change) in lines {
            let now = value::read(self.sql(), entity, record, &path).await?;
            if now == change.after { reversible.push(change.inverse()) } else { kept.push(path) }
        }
        // Rows of an affiliation close and open together.
        if kept.iter().any(|path| path.starts_with("affiliations/")) {
            let (rows, others): (Vec<_>, Vec<_>) =
                reversible.into_iter().partition(|change| change.path.starts_with("affiliations/"));
            kept.extend(rows.into_iter().map(|change| change.path));
            reversible = others;
        }
        // A lock stays on what stays: it was put there by those who hold it.
        let (locks, others): (Vec<_>, Vec<_>) = reversible.into_iter().partition(|change| unlocks(change, &kept));
        kept.extend(locks.into_iter().map(|change| change.path));
        reversible = others;
        let mut failed = Vec::new();
        if !reversible.is_empty() {
            sqlx::query("SAVEPOINT reversal").execute(self.sql()).await?;
            let batch = self.batch_mark();
            match self.apply_reversal(entity, record, &reversible).await {
                Ok(()) => {
                    sqlx::query("RELEASE reversal").execute(self.sql()).await?;
                    step.reversed += 1;
                }
                Err(StoreError::Unidentified | StoreError::Taken(_) | StoreError::NotReversible(_)) => {
                    sqlx::query("ROLLBACK TO reversal").execute(self.sql()).await?;
                    sqlx::query("RELEASE reversal").execute(self.sql()).await?;
                    self.rewind_batch(batch);
                    failed.extend(reversible.into_iter().map(|change| change.path));
                }
                Err(error) => return Err(error),
            }
        }
        for (paths, failed) in [(kept, false), (failed, true)] {
            for path in paths {
                let (id, display) = entity::called(self.sql(), entity, record).await?;
                step.kept.push(Kept { entity, id, display, path, failed });
            }
        }
        Ok(())
    }

    async fn apply_reversal(&mut self, entity: Entity, record: i64, changes: &[FieldChange]) -> Result<(), StoreError> {
        for change in changes {
            let mut change = Cow::Borrowed(change);
            match entity {
                Entity::Contact => self.unearth(&change.path, change.after.as_ref()).await?,
                Entity::Field => change = Cow::Owned(option::taken_back(self, record, &change).await?),
                _ => {}
            }
            value::write(self, entity, record, &change.path, change.after.as_ref()).await?;
            self.line(entity, record, &change).await?;
        }
        if entity == Entity::Contact {
            self.settle_primaries(record).await?;
        }
        derive::refresh(self, entity, record).await
    }

    /// Exactly one primary row in each collection: a reversal next to a later edit can leave none or two.
    pub(crate) async fn settle_primaries(&mut self, contact: i64) -> Result<(), StoreError> {
        let rows: Vec<(String, Vec<u8>, bool)> = sqlx::query_as(
            "SELECT 'emails', uuid, is_primary FROM (SELECT * FROM contact_email WHERE contact = ?1 ORDER BY is_primary DESC, position)
             UNION ALL SELECT 'phones', uuid, is_primary FROM (SELECT * FROM contact_phone WHERE contact = ?1 ORDER BY is_primary DESC, position)
             UNION ALL SELECT 'addresses', uuid, is_primary FROM (SELECT * FROM contact_address WHERE contact = ?1 ORDER BY is_primary DESC, position)
             UNION ALL SELECT 'links', uuid, is_primary FROM (SELECT * FROM contact_link WHERE contact = ?1 ORDER BY is_primary DESC, position)
             UNION ALL SELECT 'dates', uuid, is_primary FROM (SELECT * FROM contact_date WHERE contact = ?1 ORDER BY is_primary DESC, position)",
        )
        .bind(contact)
        .fetch_all(self.sql())
        .await?;
        let mut first: BTreeMap<String, bool> = BTreeMap::new();
        for (collection, uuid, primary) in rows {
            let wanted = first.insert(collection.clone(), true).is_none();
            if primary == wanted {
                continue;
            }
            let path = format!("{collection}/{}", Id::from_slice(&uuid)?);
            let before = value::read(self.sql(), Entity::Contact, contact, &path).await?;
            let mut after = before.clone();
            if let Some(row) = &mut after {
                row["primary"] = Value::Bool(wanted);
            }
            value::write(self, Entity::Contact, contact, &path, after.as_ref()).await?;
            self.line(Entity::Contact, contact, &FieldChange { path, before, after }).await?;
        }
        Ok(())
    }

    /// Puts the records from `bottom` to `top` that the batch created into the trash, but for those edited since and
    /// those that are still in use.
    async fn reverse_creation(
        &mut self,
        entity: Entity,
        target: i64,
        (bottom, top): (i64, i64),
        step: &mut UndoStep,
    ) -> Result<(), StoreError> {
        let RecordTable { name, in_use, .. } = entity::table(entity);
        let sql = format!(
            "SELECT r.id, {in_use} OR EXISTS (SELECT 1 FROM change x JOIN batch b ON b.id = x.batch
               WHERE x.record = r.id AND x.entity = ?4 AND x.until IS NULL AND x.batch <> ?1
                 AND b.reverts IS NULL AND b.reverted_by IS NULL)
             FROM {name} r WHERE r.id BETWEEN ?2 AND ?3 AND r.state = 0 ORDER BY 1"
        );
        let rows: Vec<(i64, bool)> = sqlx::query_as(AssertSqlSafe(sql))
            .bind(target)
            .bind(bottom)
            .bind(top)
            .bind(entity.as_str())
            .fetch_all(self.sql())
            .await?;
        let (used, unused): (Vec<_>, Vec<_>) = rows.into_iter().partition(|(_, used)| *used);
        // That a company, a tag or a team member stays because people refer to it is no news to anybody.
        if matches!(entity, Entity::Contact | Entity::Field) {
            for (record, _) in &used {
                let (id, display) = entity::called(self.sql(), entity, *record).await?;
                step.kept.push(Kept { entity, id, display, path: CREATED.to_owned(), failed: false });
            }
            step.reversed += i64::try_from(unused.len()).unwrap_or(0);
        }
        let unused: Vec<i64> = unused.into_iter().map(|(record, _)| record).collect();
        self.move_together(entity, &unused, &json!(RecordState::Active), &json!(RecordState::Trashed)).await
    }
}

/// Whether a change takes a lock from one of these paths.
fn unlocks(change: &FieldChange, paths: &[String]) -> bool {
    let Some(locked) = change.path.strip_prefix("locks/").filter(|_| change.after.is_none()) else { return false };
    let is_behind = |path: &String| path == locked || path.split_once('/').is_some_and(|(of, _)| of == locked);
    paths.iter().any(is_behind)
}
