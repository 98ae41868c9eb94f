//! Editing a contact: the plan of `model`, checked against what others changed since, written and journaled.

use std::sync::Arc;

use jiff::tz::TimeZone;
use satchel_model::{Contact, EditContext, EditPlan, Entity, FieldChange, FieldEntity, Id, Origin, Patch, plan_edit};
use serde_json::Value;

use crate::journal::parsed;
use crate::writing::Writing;
use crate::{Conflict, StoreError, affiliation, category, custom, derive, mint, tag, team, value};

/// What an edit did.
#[derive(Clone, Debug)]
pub struct Edited {
    /// The contact as it is now.
    pub contact: Contact,
    /// The changes, legible: what was overwritten is in `before`.
    pub changes: Vec<FieldChange>,
}

impl Edited {
    /// The changes in the words of the card: its company and title, not the rows behind them.
    #[must_use]
    pub fn shown(self) -> Vec<FieldChange> {
        derive::as_shown(self.changes)
    }
}

impl Writing {
    /// Edits a contact. With `base`, the sequence that was read, a path that changed since is a conflict and nothing
    /// is written; without it the edit overwrites.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`], [`StoreError::Conflict`], [`StoreError::Unidentified`].
    pub async fn edit_contact(
        &mut self,
        id: Id,
        patch: &Patch,
        base: Option<i64>,
        region: Option<&str>,
    ) -> Result<Edited, StoreError> {
        let rowid = super::rowid_of(self.sql(), id).await?;
        let contact = one(self, rowid).await?;
        let at = self.at();
        let fields = Arc::clone(&custom::known(self.sql()).await?.fields);
        let patch = custom::resolve_references(self.sql(), &fields, (FieldEntity::Contact, Some(rowid)), patch).await?;
        let zone = TimeZone::system();
        let mut plan =
            plan_edit(&contact, &patch, &mut EditContext { region, mint: &mut || mint(at), custom: &fields, zone })?;
        plan.changes.extend(category::changes(self, rowid, &plan.categories).await?);
        if let Some(base) = base {
            let conflicts = self.conflicts(rowid, base, &contact, &plan).await?;
            if !conflicts.is_empty() {
                return Err(StoreError::Conflict(conflicts));
            }
        }
        let mut changes = plan.changes;
        self.refuse_taken(custom::value::own_of(&changes), Some(rowid)).await?;
        changes.extend(affiliation::plan(self, rowid, &plan.affiliation).await?);
        for name in &plan.tags_added {
            let (_, tag) = tag::find_or_add(self, name).await?;
            changes.push(FieldChange { path: format!("tags/{tag}"), before: None, after: Some(Value::Bool(true)) });
        }
        for name in &plan.tags_removed {
            if let Some((_, tag)) = tag::find(self.sql(), name).await? {
                changes.push(FieldChange { path: format!("tags/{tag}"), before: Some(Value::Bool(true)), after: None });
            }
        }
        if let Some(name) = &plan.owner {
            let change = team::owner_change(self, rowid, name).await?;
            if change.before != change.after {
                changes.push(change);
            }
        }
        if changes.is_empty() {
            return Ok(Edited { contact, changes });
        }
        for change in &changes {
            value::write(self, Entity::Contact, rowid, &change.path, change.after.as_ref()).await?;
            self.line(Entity::Contact, rowid, change).await?;
        }
        derive::refresh_contact(self, rowid).await?;
        let contact = one(self, rowid).await?;
        let mut legible = Vec::with_capacity(changes.len());
        for change in changes {
            legible.push(derive::legible(self.sql(), change).await?);
        }
        Ok(Edited { contact, changes: derive::by_keys(self.sql(), legible).await? })
    }

    /// Paths of the plan that somebody changed after `base` to something else than what is wanted now.
    async fn conflicts(
        &mut self,
        rowid: i64,
        base: i64,
        contact: &Contact,
        plan: &EditPlan,
    ) -> Result<Vec<Conflict>, StoreError> {
        type Line = (String, Option<String>, Option<String>, String, i64);
        let since: Vec<Line> = sqlx::query_as(
            "SELECT c.path, v.before, v.after, b.origin, b.at FROM change c JOIN batch b ON b.id = c.batch
             LEFT JOIN change_value v ON v.seq = c.seq
             WHERE c.record = ? AND c.entity = 'contact' AND c.seq > ? ORDER BY c.seq",
        )
        .bind(rowid)
        .bind(base)
        .fetch_all(self.sql())
        .await?;
        let mut conflicts: Vec<Conflict> = Vec::new();
        for (path, before, after, origin, at) in since {
            let line = FieldChange { path: path.clone(), before: parsed(before)?, after: parsed(after)? };
            let line = derive::legible(self.sql(), line).await?;
            let origin = Origin::from_word(&origin).unwrap_or(Origin::Window);
            let wanted: Vec<Wish> = if line.path.starts_with("affiliations/") {
                affiliation_wishes(contact, plan, &line)
            } else if line.path == "owner" {
                let theirs = Some(Value::from(contact.owner.clone()));
                let mine = plan.owner.iter().map(|name| Some(Value::from(name.clone())));
                mine.map(|mine| ("owner".to_owned(), line.before.clone(), theirs.clone(), mine)).collect()
            } else {
                let mut wishes = Vec::new();
                for change in plan.changes.iter().filter(|change| change.path == path) {
                    let wish = derive::legible(self.sql(), change.clone()).await?;
                    wishes.push((path.clone(), line.before.clone(), wish.before, wish.after));
                }
                wishes
            };
            for (path, base, theirs, mine) in wanted {
                let known = conflicts.iter_mut().find(|conflict| conflict.path == path);
                match known {
                    Some(conflict) => (conflict.origin, conflict.at) = (origin, at),
                    None => conflicts.push(Conflict { path, base, theirs, mine, origin, at }),
                }
            }
        }
        conflicts.retain(|conflict| conflict.theirs != conflict.mine);
        for conflict in conflicts.iter_mut().filter(|conflict| conflict.path.starts_with("custom/")) {
            let shown = [conflict.theirs.take(), conflict.mine.take()];
            let [theirs, mine] = shown.map(|after| FieldChange { path: conflict.path.clone(), before: None, after });
            conflict.theirs = derive::legible(self.sql(), theirs).await?.after;
            conflict.mine = derive::legible(self.sql(), mine).await?.after;
            let path = FieldChange { path: conflict.path.clone(), before: None, after: None };
            conflict.path = derive::by_keys(self.sql(), vec![path]).await?.swap_remove(0).path;
        }
        Ok(conflicts)
    }
}

/// A path that the plan writes and a line changed: what it was, is, and is to be.
type Wish = (String, Option<Value>, Option<Value>, Option<Value>);

/// Which of company, title, department and role the plan wants to write and the line changed.
fn affiliation_wishes(contact: &Contact, plan: &EditPlan, line: &FieldChange) -> Vec<Wish> {
    let edit = &plan.affiliation;
    [
        ("company", &edit.company, &contact.company),
        ("title", &edit.title, &contact.title),
        ("department", &edit.department, &contact.department),
        ("role", &edit.role, &contact.role),
    ]
    .into_iter()
    .filter_map(|(key, mine, theirs)| {
        let part = |side: &Option<Value>| {
            side.as_ref().and_then(|value| value.get(key)?.as_str()).unwrap_or_default().to_owned()
        };
        let (before, mine) = (part(&line.before), mine.clone()?);
        (before != part(&line.after))
            .then(|| (key.to_owned(), Some(before.into()), Some(theirs.clone().into()), Some(mine.into())))
    })
    .collect()
}

async fn one(writing: &mut Writing, rowid: i64) -> Result<Contact, StoreError> {
    super::read_many(writing.sql(), &[rowid]).await?.pop().ok_or(StoreError::NotFound("contact"))
}
