//! A contact or a company as it was, and single values brought back.
//!
//! What is there now is taken back, line by line, in a transaction that is let go of once the record was read: so the
//! past is read by the same code as the present. Definitions (tags, categories, fields) are called what they are called
//! today.

use std::sync::Arc;

use satchel_model::{Company, Contact, Edit, EditAction, Entity, FieldChange, FieldEntity, Id, Origin};
use serde_json::Value;

use crate::contact::{read_many, rowid_of};
use crate::journal::{batch_rowid, parsed};
use crate::writing::{BatchStart, CREATED, Writing};
use crate::{Store, StoreError, category, company, custom, derive, entity, value};

impl Store {
    /// A contact as it was at an instant, UTC milliseconds. Waits for whoever writes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also when it did not exist yet.
    pub async fn contact_as_of(&self, id: Id, at: i64) -> Result<Contact, StoreError> {
        let nobody = || String::from("as of");
        let start = BatchStart { origin: Origin::Job, host: nobody(), actor: nobody(), label: nobody(), at };
        let mut let_go = self.begin(start).await?;
        let rowid = rowid_of(let_go.sql(), id).await?;
        let now = read_many(let_go.sql(), &[rowid]).await?.pop().ok_or(StoreError::NotFound("contact"))?;
        if now.created_at > at {
            return Err(StoreError::NotFound("contact at that time"));
        }
        if !let_go.take_back(Entity::Contact, rowid, at).await? {
            return Ok(now);
        }
        let touched: Option<i64> = sqlx::query_scalar(
            "SELECT max(b.at) FROM change c JOIN batch b ON b.id = c.batch
             WHERE c.record = ?1 AND c.entity = 'contact' AND b.at <= ?2",
        )
        .bind(rowid)
        .bind(at)
        .fetch_one(let_go.sql())
        .await?;
        let was = read_many(let_go.sql(), &[rowid]).await?.pop().ok_or(StoreError::NotFound("contact"))?;
        Ok(Contact { updated_at: touched.unwrap_or(was.created_at).max(was.created_at), ..was })
    }
}

impl Store {
    /// A company as it was at an instant, UTC milliseconds; its people and what belongs to it are those of today. Waits
    /// for whoever writes.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also when it did not exist yet.
    pub async fn company_as_of(&self, id: Id, at: i64) -> Result<Company, StoreError> {
        let nobody = || String::from("as of");
        let start = BatchStart { origin: Origin::Job, host: nobody(), actor: nobody(), label: nobody(), at };
        let mut let_go = self.begin(start).await?;
        let rowid = entity::survivor(let_go.sql(), Entity::Company, id).await?;
        let created: i64 = sqlx::query_scalar("SELECT created_at FROM company WHERE id = ?")
            .bind(rowid)
            .fetch_one(let_go.sql())
            .await?;
        if created > at {
            return Err(StoreError::NotFound("company at that time"));
        }
        let_go.take_back(Entity::Company, rowid, at).await?;
        company::whole(let_go.sql(), rowid).await
    }
}

impl Writing {
    /// Takes a record back to what it was at an instant; false when it is so already.
    async fn take_back(&mut self, entity: Entity, rowid: i64, at: i64) -> Result<bool, StoreError> {
        // Newest first: each line takes its path back to what it was before.
        let since: Vec<(String, Option<String>)> = sqlx::query_as(
            "SELECT c.path, v.before FROM (
               SELECT seq, batch, path FROM change WHERE record = ?1 AND entity = ?4 AND until IS NULL
               UNION ALL SELECT seq, batch, path FROM change WHERE entity = ?4 AND until >= ?1 AND record <= ?1
             ) c JOIN batch b ON b.id = c.batch LEFT JOIN change_value v ON v.seq = c.seq
             WHERE b.at > ?2 AND c.path <> ?3 ORDER BY c.seq DESC",
        )
        .bind(rowid)
        .bind(at)
        .bind(CREATED)
        .bind(entity.as_str())
        .fetch_all(self.sql())
        .await?;
        if since.is_empty() {
            return Ok(false);
        }
        for (path, before) in since {
            value::write(self, entity, rowid, &path, parsed(before)?.as_ref()).await?;
        }
        derive::refresh(self, entity, rowid).await?;
        Ok(true)
    }

    /// Brings back what a path of a contact held before a batch changed it.
    ///
    /// # Errors
    /// [`StoreError::NotFound`] when that batch did not change that path; [`StoreError::Unidentified`] when nobody would
    /// be left.
    pub async fn restore_value(&mut self, contact: Id, batch: Id, path: &str) -> Result<FieldChange, StoreError> {
        let rowid = rowid_of(self.sql(), contact).await?;
        let batch = batch_rowid(self.sql(), batch).await?;
        if ["company", "title", "department", "role"].contains(&path) {
            return self.restore_job(contact, rowid, batch, path).await;
        }
        if let Some(key) = path.strip_prefix("custom/") {
            return self.restore_own(contact, rowid, batch, key).await;
        }
        // History names the group of a category.
        let path = &category::path_of(self.sql(), path).await?;
        let after = self.before_batch(rowid, batch, path).await?;
        let before = value::read(self.sql(), Entity::Contact, rowid, path).await?;
        let change = FieldChange { path: path.to_owned(), before, after };
        if change.before != change.after {
            self.unearth(path, change.after.as_ref()).await?;
            value::write(self, Entity::Contact, rowid, path, change.after.as_ref()).await?;
            self.line(Entity::Contact, rowid, &change).await?;
            self.settle_primaries(rowid).await?;
            derive::refresh_contact(self, rowid).await?;
        }
        derive::legible(self.sql(), change).await
    }

    /// Brings back what a field of one's own held, if the field as it is now can hold it.
    async fn restore_own(&mut self, contact: Id, rowid: i64, batch: i64, key: &str) -> Result<FieldChange, StoreError> {
        let fields = Arc::clone(&custom::known(self.sql()).await?.fields);
        let shown = format!("custom/{key}");
        let field = fields.named(FieldEntity::Contact, &shown).ok_or(StoreError::NotFound("field"))?;
        let was = self.before_batch(rowid, batch, &field.definition().path()).await?;
        self.give_back(contact, &shown, was).await
    }

    /// What the card showed of a job before a batch changed it: its rows say so in words of their own.
    async fn restore_job(
        &mut self,
        contact: Id,
        rowid: i64,
        batch: i64,
        path: &str,
    ) -> Result<FieldChange, StoreError> {
        let lines: Vec<(String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT c.path, v.before, v.after FROM change c JOIN change_value v ON v.seq = c.seq
             WHERE c.record = ? AND c.entity = 'contact' AND c.batch = ? AND c.path LIKE 'affiliations/%' ORDER BY c.seq",
        )
        .bind(rowid)
        .bind(batch)
        .fetch_all(self.sql())
        .await?;
        let mut legible = Vec::with_capacity(lines.len());
        for (path, before, after) in lines {
            let change = FieldChange { path, before: parsed(before)?, after: parsed(after)? };
            legible.push(derive::legible(self.sql(), change).await?);
        }
        let shown = derive::as_shown(legible).into_iter().find(|change| change.path == path);
        self.give_back(contact, path, shown.ok_or(StoreError::NotFound("change"))?.before).await
    }

    /// What a path of a contact held before a batch's first line about it.
    async fn before_batch(&mut self, rowid: i64, batch: i64, path: &str) -> Result<Option<Value>, StoreError> {
        let line: Option<(Option<String>,)> = sqlx::query_as(
            "SELECT v.before FROM change c JOIN change_value v ON v.seq = c.seq
             WHERE c.record = ? AND c.entity = 'contact' AND c.batch = ? AND c.path = ? ORDER BY c.seq LIMIT 1",
        )
        .bind(rowid)
        .bind(batch)
        .bind(path)
        .fetch_optional(self.sql())
        .await?;
        let (was,) = line.ok_or(StoreError::NotFound("change"))?;
        parsed(was)
    }

    /// Edits a path to hold what it held, as a person would: so the rules of today judge the value of then.
    async fn give_back(&mut self, contact: Id, path: &str, was: Option<Value>) -> Result<FieldChange, StoreError> {
        let action = was.map_or(EditAction::Clear(true), EditAction::Set);
        let edited = self.edit_contact(contact, &vec![Edit { path: path.to_owned(), action }], None, None).await?;
        let nothing = FieldChange { path: path.to_owned(), before: None, after: None };
        Ok(edited.shown().into_iter().find(|change| change.path == path).unwrap_or(nothing))
    }
}
