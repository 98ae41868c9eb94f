//! How people stand to each other: relations as records, read from either side.

use std::collections::HashSet;

use satchel_model::{
    EditError, Entity, FieldChange, Id, MANAGER, REFERRED, RecordState, Relation, RelationKind, Strength,
    built_in_kinds, fold, kind_named, own_kind,
};
use serde_json::{Value, json};
use sqlx::SqliteConnection;

use crate::contact::rowid_of;
use crate::writing::Writing;
use crate::{Store, StoreError, entity, mint, value};

/// A relation to be made: `one` is the `kind` of `other`.
#[derive(Clone, Debug)]
pub struct NewRelation {
    /// The first.
    pub one: Id,
    /// What the first is to the second, by either of its names: `manager`, or `report` for the other way.
    pub kind: String,
    /// What the second is to the first, for a kind that there is not yet.
    pub reverse: Option<String>,
    /// The second.
    pub other: Id,
    /// From 1 to 3; 0 when not said.
    pub strength: Strength,
    /// A few words.
    pub note: String,
}

/// Somebody in a chain of referrals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Referral {
    /// Who.
    pub contact: Id,
    /// What they are called.
    pub display: String,
    /// Steps from the one who was asked about: negative for those who referred them.
    pub steps: i64,
}

/// Most people of a chain that are told.
const CHAIN: i64 = 500;

fn refuse(path: &str, reason: impl Into<String>) -> StoreError {
    StoreError::Invalid(EditError { path: path.to_owned(), reason: reason.into() })
}

async fn kinds(connection: &mut SqliteConnection) -> Result<Vec<RelationKind>, StoreError> {
    let own: Vec<(String, String)> =
        sqlx::query_as("SELECT name, reverse FROM relation_kind WHERE state = 0 ORDER BY folded")
            .fetch_all(connection)
            .await?;
    let own = own.into_iter().map(|(name, reverse)| RelationKind { name, reverse, built_in: false });
    Ok(built_in_kinds().into_iter().chain(own).collect())
}

impl Store {
    /// The kinds of relations that there are.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn relation_kinds(&self) -> Result<Vec<RelationKind>, StoreError> {
        kinds(&mut *self.snapshot().await?).await
    }

    /// The relations of a contact, by kind and name.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn relations(&self, contact: Id) -> Result<Vec<Relation>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = rowid_of(&mut snapshot, contact).await?;
        let kinds = kinds(&mut snapshot).await?;
        type Row = (Vec<u8>, String, String, String, bool, Vec<u8>, String, String);
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT r.uuid, r.kind, r.strength, r.note, r.one = ?1, c.uuid, c.display, coalesce(k.name, '')
             FROM relation r JOIN contact c ON c.id = CASE WHEN r.one = ?1 THEN r.other ELSE r.one END AND c.state < 2
             LEFT JOIN affiliation a ON a.contact = c.id AND a.is_primary AND a.until = ''
             LEFT JOIN company k ON k.id = a.company
             WHERE (r.one = ?1 OR r.other = ?1) AND r.state = 0 ORDER BY r.kind, c.sort_display, r.id",
        )
        .bind(rowid)
        .fetch_all(&mut *snapshot)
        .await?;
        rows.into_iter()
            .map(|(uuid, kind, strength, note, is_one, other, display, company)| {
                let reverse =
                    kinds.iter().find(|known| known.name == kind).map_or(&kind, |known| &known.reverse).clone();
                // What is told is what the other is to the one who looks.
                let (kind, reverse) = if is_one { (reverse, kind) } else { (kind, reverse) };
                Ok(Relation {
                    id: Id::from_slice(&uuid)?,
                    kind,
                    reverse,
                    contact: Id::from_slice(&other)?,
                    display,
                    company,
                    strength: strength.parse().unwrap_or(0),
                    note,
                })
            })
            .collect()
    }

    /// Who referred a contact, and who referred them, and whom the contact referred, and whom these.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn referrals(&self, contact: Id) -> Result<Vec<Referral>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = rowid_of(&mut snapshot, contact).await?;
        let mut chain = Vec::new();
        for (steps, from, to) in [(-1_i64, "other", "one"), (1, "one", "other")] {
            // A circle ends where it meets somebody again.
            let sql = format!(
                "WITH RECURSIVE chain (id, steps) AS (VALUES (?1, 0)
                   UNION SELECT r.{to}, c.steps + ?2 FROM chain c JOIN relation r ON r.{from} = c.id
                     WHERE r.kind = ?3 AND r.state = 0 AND abs(c.steps) < 50)
                 SELECT c.uuid, c.display, x.steps FROM (SELECT id, min(abs(steps)) * ?2 AS steps FROM chain GROUP BY id) x
                 JOIN contact c ON c.id = x.id AND c.state < 2 WHERE x.id <> ?1 ORDER BY abs(x.steps), c.sort_display LIMIT ?4"
            );
            let rows: Vec<(Vec<u8>, String, i64)> = sqlx::query_as(sqlx::AssertSqlSafe(sql))
                .bind(rowid)
                .bind(steps)
                .bind(REFERRED)
                .bind(CHAIN)
                .fetch_all(&mut *snapshot)
                .await?;
            for (uuid, display, steps) in rows {
                chain.push(Referral { contact: Id::from_slice(&uuid)?, display, steps });
            }
        }
        chain.sort_by_key(|referral| referral.steps);
        Ok(chain)
    }

    /// People who are related to both, with what they are called.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn mutual(&self, one: Id, other: Id) -> Result<Vec<(Id, String)>, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let (one, other) = (rowid_of(&mut snapshot, one).await?, rowid_of(&mut snapshot, other).await?);
        let rows: Vec<(Vec<u8>, String)> = sqlx::query_as(
            "SELECT c.uuid, c.display FROM contact c WHERE c.state < 2 AND c.id NOT IN (?1, ?2)
               AND c.id IN (SELECT other FROM relation WHERE one = ?1 AND state = 0 UNION SELECT one FROM relation WHERE other = ?1 AND state = 0)
               AND c.id IN (SELECT other FROM relation WHERE one = ?2 AND state = 0 UNION SELECT one FROM relation WHERE other = ?2 AND state = 0)
             ORDER BY c.sort_display, c.id",
        )
        .bind(one)
        .bind(other)
        .fetch_all(&mut *snapshot)
        .await?;
        rows.into_iter().map(|(uuid, display)| Ok((Id::from_slice(&uuid)?, display))).collect()
    }
}

impl Writing {
    /// Relates two people, or changes strength and note of the relation of that kind that they have. Returns its
    /// identity.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn relate(&mut self, new: &NewRelation) -> Result<Id, StoreError> {
        if new.strength > 3 {
            return Err(refuse("strength", "strength is a number from 1 to 3"));
        }
        let note = satchel_model::collapse(&new.note);
        if note.chars().count() > 1_000 {
            return Err(refuse("note", "the note is longer than 1,000 characters"));
        }
        let known = kinds(self.sql()).await?;
        let (kind, turned) = match kind_named(&known, &new.kind) {
            Some((kind, turned)) => (kind.name.clone(), turned),
            None => (self.make_kind(&new.kind, new.reverse.as_deref(), &known).await?, false),
        };
        let (mut one, mut other) = (rowid_of(self.sql(), new.one).await?, rowid_of(self.sql(), new.other).await?);
        if turned {
            std::mem::swap(&mut one, &mut other);
        }
        if one == other {
            return Err(refuse("other", "nobody is related to themselves"));
        }
        if kind == MANAGER && self.reports_to(one, other).await? {
            return Err(refuse("other", "reporting lines would go in a circle"));
        }
        let there: Option<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT id, uuid FROM relation WHERE kind = ?1 AND state = 0
               AND ((one = ?2 AND other = ?3) OR (?4 AND one = ?3 AND other = ?2))",
        )
        .bind(&kind)
        .bind(one)
        .bind(other)
        // Where both sides have the same name it does not matter who came first.
        .bind(known.iter().any(|known| known.name == kind && known.name == known.reverse))
        .fetch_optional(self.sql())
        .await?;
        let strength = if new.strength == 0 { String::new() } else { new.strength.to_string() };
        if let Some((rowid, uuid)) = there {
            self.set_texts(Entity::Relation, rowid, [("strength", strength), ("note", note)]).await?;
            return Ok(Id::from_slice(&uuid)?);
        }
        let id = mint(self.at());
        let rowid: i64 = sqlx::query_scalar(
            "INSERT INTO relation (uuid, kind, one, other, strength, note) VALUES (?, ?, ?, ?, ?, ?) RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(&kind)
        .bind(one)
        .bind(other)
        .bind(strength)
        .bind(note)
        .fetch_one(self.sql())
        .await?;
        self.created_line(Entity::Relation, rowid, rowid).await?;
        Ok(id)
    }

    /// Ends a relation.
    ///
    /// # Errors
    /// [`StoreError::NotFound`].
    pub async fn unrelate(&mut self, relation: Id) -> Result<(), StoreError> {
        let rowid: Option<i64> = sqlx::query_scalar("SELECT id FROM relation WHERE uuid = ? AND state = 0")
            .bind(&relation.as_bytes()[..])
            .fetch_optional(self.sql())
            .await?;
        let rowid = rowid.ok_or(StoreError::NotFound("relation"))?;
        self.end_relation(rowid).await
    }

    /// Puts somebody under another manager at a company: whoever was it there is not any more. Managers elsewhere stay.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`] when lines would go in a circle.
    pub async fn report_to(&mut self, company: Id, report: Id, manager: Option<Id>) -> Result<(), StoreError> {
        let company = entity::survivor(self.sql(), Entity::Company, company).await?;
        let rowid = rowid_of(self.sql(), report).await?;
        let wanted = match manager {
            Some(manager) => Some(rowid_of(self.sql(), manager).await?),
            None => None,
        };
        let there: Vec<(i64, i64)> = sqlx::query_as(
            "SELECT r.id, r.one FROM relation r WHERE r.other = ?1 AND r.kind = ?3 AND r.state = 0
               AND EXISTS (SELECT 1 FROM affiliation a WHERE a.contact = r.one AND a.company = ?2)",
        )
        .bind(rowid)
        .bind(company)
        .bind(MANAGER)
        .fetch_all(self.sql())
        .await?;
        for (relation, one) in there {
            if wanted != Some(one) {
                self.end_relation(relation).await?;
            }
        }
        let Some(one) = manager else { return Ok(()) };
        let stands: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM relation WHERE one = ? AND other = ? AND kind = ? AND state = 0)",
        )
        .bind(wanted)
        .bind(rowid)
        .bind(MANAGER)
        .fetch_one(self.sql())
        .await?;
        if !stands {
            let (kind, note) = (MANAGER.to_owned(), String::new());
            self.relate(&NewRelation { one, kind, reverse: None, other: report, strength: 0, note }).await?;
        }
        Ok(())
    }

    async fn end_relation(&mut self, rowid: i64) -> Result<(), StoreError> {
        let (before, after) = (json!(RecordState::Active), json!(RecordState::Trashed));
        let change = FieldChange { path: "state".into(), before: Some(before), after: Some(after) };
        value::write(self, Entity::Relation, rowid, "state", change.after.as_ref()).await?;
        self.line(Entity::Relation, rowid, &change).await.map(drop)
    }

    /// Relations of people who were merged away become the survivor's; one with themselves ends.
    pub(crate) async fn move_relations(&mut self, ended: &[i64], survivor: i64, winner: Id) -> Result<(), StoreError> {
        let rows: Vec<(i64, i64, i64)> = sqlx::query_as(
            "SELECT r.id, r.one, r.other FROM json_each(?) j JOIN relation r ON r.one = j.value OR r.other = j.value
             WHERE r.state = 0 GROUP BY r.id",
        )
        .bind(crate::json_list(ended))
        .fetch_all(self.sql())
        .await?;
        let ended: HashSet<i64> = ended.iter().copied().collect();
        for (rowid, one, other) in rows {
            let now = |who: i64| if ended.contains(&who) { survivor } else { who };
            if now(one) == now(other) {
                self.end_relation(rowid).await?;
                continue;
            }
            for (path, who) in [("one", one), ("other", other)] {
                if ended.contains(&who) {
                    let before = value::read(self.sql(), Entity::Relation, rowid, path).await?;
                    let after = Some(Value::from(winner.to_string()));
                    value::write(self, Entity::Relation, rowid, path, after.as_ref()).await?;
                    self.line(Entity::Relation, rowid, &FieldChange { path: path.into(), before, after }).await?;
                }
            }
        }
        Ok(())
    }

    async fn make_kind(
        &mut self,
        name: &str,
        reverse: Option<&str>,
        known: &[RelationKind],
    ) -> Result<String, StoreError> {
        let Some(reverse) = reverse else {
            let names: Vec<&str> = known.iter().map(|kind| kind.name.as_str()).collect();
            let reason = format!(
                "there is no such kind of relation: take one of {}, or say what it is from the other side to make it",
                names.join(", ")
            );
            return Err(refuse("kind", reason));
        };
        let kind = own_kind(name, reverse).map_err(|reason| refuse("kind", reason))?;
        if kind_named(known, &kind.reverse).is_some() {
            return Err(refuse("reverse", "another kind has this name"));
        }
        let id = mint(self.at());
        let rowid: i64 = sqlx::query_scalar(
            "INSERT INTO relation_kind (uuid, name, folded, reverse) VALUES (?, ?, ?, ?) RETURNING id",
        )
        .bind(&id.as_bytes()[..])
        .bind(&kind.name)
        .bind(fold(&kind.name))
        .bind(&kind.reverse)
        .fetch_one(self.sql())
        .await?;
        self.created_line(Entity::RelationKind, rowid, rowid).await?;
        Ok(kind.name)
    }

    /// Whether somebody reports to another, be it by way of others.
    async fn reports_to(&mut self, who: i64, boss: i64) -> Result<bool, StoreError> {
        Ok(sqlx::query_scalar(
            "WITH RECURSIVE above (id) AS (VALUES (?1) UNION SELECT r.one FROM relation r JOIN above a ON r.other = a.id
               WHERE r.kind = ?3 AND r.state = 0)
             SELECT EXISTS (SELECT 1 FROM above WHERE id = ?2)",
        )
        .bind(who)
        .bind(boss)
        .bind(MANAGER)
        .fetch_one(self.sql())
        .await?)
    }

    /// Sets texts of a record, with a line for each that changes.
    async fn set_texts<const N: usize>(
        &mut self,
        entity: Entity,
        rowid: i64,
        texts: [(&str, String); N],
    ) -> Result<(), StoreError> {
        for (path, text) in texts {
            let before = value::read(self.sql(), entity, rowid, path).await?;
            let after = (!text.is_empty()).then(|| Value::from(text));
            if before != after {
                value::write(self, entity, rowid, path, after.as_ref()).await?;
                self.line(entity, rowid, &FieldChange { path: path.into(), before, after }).await?;
            }
        }
        Ok(())
    }
}
