//! Making, editing, trashing companies.

use std::sync::Arc;

use jiff::tz::TimeZone;
use satchel_model::{
    Company, EditContext, EditError, Entity, FieldChange, FieldEntity, Id, Origin, Patch, RecordState, company_name,
    plan_company,
};
use serde_json::{Value, json};

use super::read::{resolve, whole};
use crate::journal::parsed;
use crate::value::{company_match, state_of};
use crate::writing::Writing;
use crate::{Conflict, StoreError, custom, derive, entity, mint, value};

/// What an edit of a company did.
#[derive(Clone, Debug)]
pub struct CompanyEdited {
    /// Which company: a merged one leads to the survivor.
    pub id: Id,
    /// The changes, legible.
    pub changes: Vec<FieldChange>,
}

impl Writing {
    /// Makes a company, or finds the one of that name, and gives it what a patch says.
    ///
    /// # Errors
    /// [`StoreError::Invalid`], [`StoreError::Taken`] when there is one of that name.
    pub async fn create_company(&mut self, patch: &Patch, region: Option<&str>) -> Result<CompanyEdited, StoreError> {
        let name = company_name(patch)
            .ok_or_else(|| EditError { path: "name".into(), reason: "a company needs a name: name=…".into() })?;
        if resolve(self.sql(), &name).await.is_ok() {
            return Err(StoreError::Taken("company"));
        }
        let (_, id) = super::find_or_add(self, &name).await?;
        self.edit_company(id, patch, None, region).await
    }

    /// Edits a company. With `base`, the sequence that was read, a path that changed since is a conflict and nothing is
    /// written.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`], [`StoreError::Conflict`].
    pub async fn edit_company(
        &mut self,
        id: Id,
        patch: &Patch,
        base: Option<i64>,
        region: Option<&str>,
    ) -> Result<CompanyEdited, StoreError> {
        let rowid = entity::survivor(self.sql(), Entity::Company, id).await?;
        let company = whole(self.sql(), rowid).await?;
        let at = self.at();
        let fields = Arc::clone(&custom::known(self.sql()).await?.fields);
        let patch = custom::resolve_references(self.sql(), &fields, (FieldEntity::Company, Some(rowid)), patch).await?;
        let zone = TimeZone::system();
        let mut plan =
            plan_company(&company, &patch, &mut EditContext { region, mint: &mut || mint(at), custom: &fields, zone })?;
        let mut changes = std::mem::take(&mut plan.changes);
        self.refuse_taken(custom::value::own_of(&changes), Some(rowid)).await?;
        if let Some(name) = &plan.parent {
            changes.extend(self.parent_change(rowid, &company, name).await?);
        }
        if let Some(base) = base {
            let conflicts = self.company_conflicts(rowid, base, &changes).await?;
            if !conflicts.is_empty() {
                return Err(StoreError::Conflict(conflicts));
            }
        }
        for change in &changes {
            value::write(self, Entity::Company, rowid, &change.path, change.after.as_ref()).await?;
            self.line(Entity::Company, rowid, change).await?;
        }
        if !changes.is_empty() {
            derive::refresh_company(self, rowid).await?;
        }
        let mut legible = Vec::with_capacity(changes.len());
        for change in changes {
            legible.push(derive::legible(self.sql(), change).await?);
        }
        Ok(CompanyEdited { id: company.id, changes: derive::by_keys(self.sql(), legible).await? })
    }

    /// The change that makes a company belong to the one of that name, which is made where there is none.
    async fn parent_change(
        &mut self,
        rowid: i64,
        company: &Company,
        name: &str,
    ) -> Result<Option<FieldChange>, StoreError> {
        let refuse = |reason: &str| StoreError::Invalid(EditError { path: "parent".into(), reason: reason.to_owned() });
        let before = company.parent.as_ref().map(|parent| Value::from(parent.id.to_string()));
        let after = match name {
            "" => None,
            name => {
                let (parent, id) = match resolve(self.sql(), name).await {
                    Ok(found) => found,
                    Err(StoreError::NotFound(_)) if !company_match(name).is_empty() => {
                        super::find_or_add(self, name).await?
                    }
                    Err(error) => return Err(error),
                };
                let circle: bool = sqlx::query_scalar(
                    "WITH RECURSIVE above (id) AS (VALUES (?1) UNION SELECT c.parent FROM company c
                       JOIN above a ON c.id = a.id WHERE c.parent IS NOT NULL)
                     SELECT EXISTS (SELECT 1 FROM above WHERE id = ?2)",
                )
                .bind(parent)
                .bind(rowid)
                .fetch_one(self.sql())
                .await?;
                if circle {
                    return Err(refuse("a company cannot belong to itself, be it by way of others"));
                }
                Some(Value::from(id.to_string()))
            }
        };
        Ok((before != after).then(|| FieldChange { path: "parent".into(), before, after }))
    }

    /// Paths that somebody changed after `base` to something else than what is wanted now.
    async fn company_conflicts(
        &mut self,
        rowid: i64,
        base: i64,
        changes: &[FieldChange],
    ) -> Result<Vec<Conflict>, StoreError> {
        let mut conflicts = Vec::new();
        for change in changes {
            let line: Option<(Option<String>, String, i64)> = sqlx::query_as(
                "SELECT v.before, b.origin, b.at FROM change c JOIN batch b ON b.id = c.batch
                 LEFT JOIN change_value v ON v.seq = c.seq
                 WHERE c.record = ? AND c.entity = 'company' AND c.seq > ? AND c.path = ? ORDER BY c.seq LIMIT 1",
            )
            .bind(rowid)
            .bind(base)
            .bind(&change.path)
            .fetch_optional(self.sql())
            .await?;
            if let Some((was, origin, at)) = line
                && change.before != change.after
            {
                let origin = Origin::from_word(&origin).unwrap_or(Origin::Window);
                let (theirs, mine) = (change.before.clone(), change.after.clone());
                conflicts.push(Conflict { path: change.path.clone(), base: parsed(was)?, theirs, mine, origin, at });
            }
        }
        Ok(conflicts)
    }

    /// Puts companies into a state; returns how many were in another one before. People stay affiliated.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when one of them does not exist: nothing is changed then.
    pub async fn set_company_state(&mut self, ids: &[Id], state: RecordState) -> Result<usize, StoreError> {
        let mut changed = 0;
        for id in ids {
            let rowid = entity::survivor(self.sql(), Entity::Company, *id).await?;
            let code: i64 =
                sqlx::query_scalar("SELECT state FROM company WHERE id = ?").bind(rowid).fetch_one(self.sql()).await?;
            let before = state_of(code);
            if before == state {
                continue;
            }
            let change = FieldChange { path: "state".into(), before: Some(json!(before)), after: Some(json!(state)) };
            value::write(self, Entity::Company, rowid, "state", change.after.as_ref()).await?;
            self.line(Entity::Company, rowid, &change).await?;
            changed += 1;
        }
        Ok(changed)
    }
}
