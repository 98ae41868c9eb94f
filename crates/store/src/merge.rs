//! Merging records: the survivor gets what the plan says, the others end and lead to it.
//!
//! A record that was merged away keeps its rows as they were, so that undoing the batch is the whole way back. Whatever
//! is asked for by its identity is the survivor.

use satchel_model::{Entity, FieldChange, Id, MergeChoice, MergeError, MergePlan, RecordState, Values, plan_merge};
use serde_json::{Value, json};

use crate::entity::MERGED_INTO;
use crate::writing::Writing;
use crate::{Store, StoreError, custom, derive, entity, value, whole};

/// Most records that are merged at once.
const MOST: usize = 50;

/// What a merge would do, for a person to look at.
#[derive(Clone, Debug)]
pub struct MergeProposal {
    /// The plan, legible: names in place of identities.
    pub plan: MergePlan,
    /// What each record is called, the survivor first.
    pub called: Vec<(Id, String)>,
    /// How many people move from the companies that end to the one that stays.
    pub people: i64,
}

impl Store {
    /// Works out what merging `ids` into the first of them would do.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Unmergeable`].
    pub async fn propose_merge(
        &self,
        entity: Entity,
        ids: &[Id],
        choices: &[MergeChoice],
    ) -> Result<MergeProposal, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowids = rowids(&mut snapshot, entity, ids).await?;
        let mut records = Vec::with_capacity(rowids.len());
        let mut called = Vec::with_capacity(rowids.len());
        for rowid in &rowids {
            records.push(whole::read(&mut snapshot, entity, *rowid).await?);
            called.push(entity::called(&mut snapshot, entity, *rowid).await?);
        }
        let mut plan = plan_merge(&records, &custom::by_identity(&mut snapshot, entity, choices).await?)?;
        let legible = async |connection: &mut sqlx::SqliteConnection, path: &str, value: Option<Value>| {
            let change = FieldChange { path: path.to_owned(), before: None, after: value };
            derive::legible(connection, change).await.map(|change| change.after)
        };
        for field in &mut plan.fields {
            field.result = legible(&mut snapshot, &field.path, field.result.take()).await?;
            for value in &mut field.values {
                *value = legible(&mut snapshot, &field.path, value.take()).await?;
            }
            let path = FieldChange { path: std::mem::take(&mut field.path), before: None, after: None };
            field.path = derive::by_keys(&mut snapshot, vec![path]).await?.swap_remove(0).path;
        }
        for row in &mut plan.rows {
            row.value = legible(&mut snapshot, &row.path, Some(row.value.take())).await?.unwrap_or_default();
        }
        let people = match entity {
            Entity::Company => affiliated(&mut snapshot, &rowids[1..]).await?.len(),
            _ => 0,
        };
        Ok(MergeProposal { plan, called, people: i64::try_from(people).unwrap_or(i64::MAX) })
    }
}

impl Writing {
    /// Merges records into the first of them. Returns that one, and how many ended.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Unmergeable`].
    pub async fn merge(
        &mut self,
        entity: Entity,
        ids: &[Id],
        choices: &[MergeChoice],
    ) -> Result<(Id, usize), StoreError> {
        let rowids = rowids(self.sql(), entity, ids).await?;
        let mut records: Vec<Values> = Vec::with_capacity(rowids.len());
        for rowid in &rowids {
            records.push(whole::read(self.sql(), entity, *rowid).await?);
        }
        let plan = plan_merge(&records, &custom::by_identity(self.sql(), entity, choices).await?)?;
        let [survivor, ended @ ..] = &rowids[..] else { return Err(StoreError::Bug("a merge of nobody")) };
        let (winner, _) = entity::called(self.sql(), entity, *survivor).await?;
        for record in ended {
            let state = value::read(self.sql(), entity, *record, "state").await?;
            let lines = [
                FieldChange { path: "state".into(), before: state, after: Some(json!(RecordState::Merged)) },
                FieldChange { path: MERGED_INTO.into(), before: None, after: Some(winner.to_string().into()) },
            ];
            for line in &lines {
                value::write(self, entity, *record, &line.path, line.after.as_ref()).await?;
                self.line(entity, *record, line).await?;
            }
        }
        if entity == Entity::Company {
            self.move_people(ended, winner).await?;
        }
        for change in &plan.changes {
            value::write(self, entity, *survivor, &change.path, change.after.as_ref()).await?;
            self.line(entity, *survivor, change).await?;
        }
        if entity == Entity::Contact {
            self.settle_primaries(*survivor).await?;
            self.keep_at_hand(*survivor, ended).await?;
            self.move_relations(ended, *survivor, winner).await?;
        }
        derive::refresh(self, entity, *survivor).await?;
        Ok((winner, ended.len()))
    }

    /// Affiliations with companies that ended become those of the winner.
    async fn move_people(&mut self, ended: &[i64], winner: Id) -> Result<(), StoreError> {
        for (contact, affiliation) in affiliated(self.sql(), ended).await? {
            let path = format!("affiliations/{affiliation}");
            let before = value::read(self.sql(), Entity::Contact, contact, &path).await?;
            let mut after = before.clone();
            if let Some(row) = &mut after {
                row["company"] = winner.to_string().into();
            }
            value::write(self, Entity::Contact, contact, &path, after.as_ref()).await?;
            self.line(Entity::Contact, contact, &FieldChange { path, before, after }).await?;
        }
        Ok(())
    }

    /// The survivor is a favourite when one of the others was.
    async fn keep_at_hand(&mut self, survivor: i64, ended: &[i64]) -> Result<(), StoreError> {
        sqlx::query(
            "INSERT INTO favourite (contact, at) SELECT ?1, max(at) FROM favourite
             WHERE contact IN (SELECT value FROM json_each(?2)) HAVING count(*) > 0 ON CONFLICT (contact) DO NOTHING",
        )
        .bind(survivor)
        .bind(crate::json_list(ended))
        .execute(self.sql())
        .await?;
        Ok(())
    }
}

/// Contacts and their affiliations with companies.
async fn affiliated(connection: &mut sqlx::SqliteConnection, companies: &[i64]) -> Result<Vec<(i64, Id)>, StoreError> {
    let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(
        "SELECT a.contact, a.uuid FROM json_each(?) j JOIN affiliation a ON a.company = j.value ORDER BY 1, 2",
    )
    .bind(crate::json_list(companies))
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(|(contact, uuid)| Ok((contact, Id::from_slice(&uuid)?))).collect()
}

/// The rowids of records that can be merged: different ones, none of them in the trash.
async fn rowids(connection: &mut sqlx::SqliteConnection, entity: Entity, ids: &[Id]) -> Result<Vec<i64>, StoreError> {
    if ids.len() > MOST {
        return Err(MergeError::TooMany.into());
    }
    let mut rowids = Vec::with_capacity(ids.len());
    for id in ids {
        let rowid = entity::survivor(connection, entity, *id).await?;
        if rowids.contains(&rowid) {
            return Err(MergeError::Twice.into());
        }
        if value::read(connection, entity, rowid, "state").await? == Some(json!(RecordState::Trashed)) {
            return Err(MergeError::Trashed.into());
        }
        rowids.push(rowid);
    }
    Ok(rowids)
}
