//! Edits of many contacts, each its own: planned one by one as by hand, read and written for all of them together.
//!
//! Deliberately absent: edits that reach beyond the contact's own rows (its owner, categories, what may be there only
//! once, records named by what people type), and edits that are refused. They are handed back, to be made one by one.

use std::collections::HashMap;
use std::sync::Arc;

use jiff::tz::TimeZone;
use satchel_model::{
    AffiliationEdit, Contact, CustomFields, CustomKind, EditContext, EditPlan, FieldChange, FieldEntity, Id, Patch,
    plan_edit,
};
use serde_json::Value;

use super::places::Place;
use crate::value::company_match;
use crate::writing::Writing;
use crate::{StoreError, affiliation, company, custom, mint, tag};

/// What is done to one of many contacts.
#[derive(Clone, Copy, Debug)]
pub struct EditOfOne<'a> {
    /// The contact, as of this write.
    pub contact: &'a Contact,
    /// Its rowid.
    pub rowid: i64,
    /// What is done.
    pub patch: &'a Patch,
}

/// Edits that are made together. Until they are, the database keeps in memory what their pages held before, and of
/// contacts that lie all over a large vault each has a dozen pages of its own.
const STEP: usize = 250;

/// An edit that can be made with the others.
struct Planned {
    rowid: i64,
    plan: EditPlan,
}

impl Writing {
    /// Edits contacts, each at most once. Gives the places in `edits` of those that have to be edited one by one; nothing
    /// was done about them. Whom they name is looked for after the others were edited.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn edit_each_own(
        &mut self,
        edits: &[EditOfOne<'_>],
        region: Option<&str>,
    ) -> Result<Vec<usize>, StoreError> {
        let mut apart = Vec::new();
        for (nth, edits) in edits.chunks(STEP).enumerate() {
            let places = self.edit_step(edits, region).await?;
            apart.extend(places.into_iter().map(|place| nth * STEP + place));
        }
        Ok(apart)
    }

    async fn edit_step(&mut self, edits: &[EditOfOne<'_>], region: Option<&str>) -> Result<Vec<usize>, StoreError> {
        let (planned, apart) = self.plan_each_own(edits, region).await?;
        let mark = self.begin_together().await?;
        let made = self.make_each_own(planned).await;
        let made = self.end_together(mark, made).await?;
        // Whoever of them would be nobody is found by editing them one by one.
        Ok(if made { apart } else { (0..edits.len()).collect() })
    }

    async fn plan_each_own(
        &mut self,
        edits: &[EditOfOne<'_>],
        region: Option<&str>,
    ) -> Result<(Vec<Planned>, Vec<usize>), StoreError> {
        let at = self.at();
        let fields = Arc::clone(&custom::known(self.sql()).await?.fields);
        let zone = TimeZone::system();
        let (mut planned, mut apart) = (Vec::with_capacity(edits.len()), Vec::new());
        for (place, edit) in edits.iter().enumerate() {
            let mut lent = EditContext { region, mint: &mut || mint(at), custom: &fields, zone: zone.clone() };
            let plan = Some(edit.patch).filter(|patch| !names_records(patch, &fields));
            match plan.map(|patch| plan_edit(edit.contact, patch, &mut lent)) {
                Some(Ok(plan)) if is_its_own(&plan, &fields) => planned.push(Planned { rowid: edit.rowid, plan }),
                _ => apart.push(place),
            }
        }
        Ok((planned, apart))
    }

    async fn make_each_own(&mut self, planned: Vec<Planned>) -> Result<(), StoreError> {
        let (mut changes, mut work) = (Vec::new(), Vec::new());
        let mut tags: HashMap<String, Id> = HashMap::new();
        for Planned { rowid, plan } in planned {
            changes.extend(plan.changes.into_iter().map(|change| (rowid, change)));
            for name in plan.tags_added {
                let id = match tags.get(&name) {
                    Some(id) => *id,
                    None => {
                        let (_, id) = tag::find_or_add(self, &name).await?;
                        *tags.entry(name).or_insert(id)
                    }
                };
                let on = FieldChange { path: format!("tags/{id}"), before: None, after: Some(Value::Bool(true)) };
                changes.push((rowid, on));
            }
            if plan.affiliation != AffiliationEdit::default() {
                work.push((rowid, plan.affiliation));
            }
        }
        changes.extend(self.plan_work(work).await?);
        self.make_changes(changes).await
    }

    /// What edits of company, title and department come to. Finds or makes the companies.
    async fn plan_work(&mut self, wanted: Vec<(i64, AffiliationEdit)>) -> Result<Vec<(i64, FieldChange)>, StoreError> {
        if wanted.is_empty() {
            return Ok(Vec::new());
        }
        let at = self.at();
        let records: Vec<i64> = wanted.iter().map(|(record, _)| *record).collect();
        let had = super::work::had(self.sql(), &records).await?;
        let had: HashMap<i64, _> = had.into_iter().map(|had| (had.record, had.current)).collect();
        let current = |record: i64| had.get(&record).and_then(Option::as_ref);
        let named: Vec<(String, &str)> = wanted
            .iter()
            .filter_map(|(record, edit)| {
                let name = edit.company.as_deref().filter(|name| !name.is_empty())?;
                affiliation::names_another(current(*record), name).then(|| (company_match(name), name))
            })
            .collect();
        let named = named.iter().map(|(folded, name)| (folded.as_str(), *name));
        let companies = company::find_or_add_all(self, named).await?;
        let ids = company::ids_of(self.sql(), companies.values().copied()).await?;
        let today = affiliation::today(at);
        let mut changes = Vec::new();
        for (record, edit) in wanted {
            let company = edit.company.as_deref().and_then(|name| companies.get(&company_match(name)));
            let company = company.and_then(|rowid| ids.get(rowid)).copied();
            let of = affiliation::worked_out(current(record), &edit, company, &today, || mint(at));
            changes.extend(of.into_iter().map(|change| (record, change)));
        }
        Ok(changes)
    }
}

/// Whether an edit names a record by what people type, which is looked up for each.
fn names_records(patch: &Patch, fields: &CustomFields) -> bool {
    let kinds = patch.iter().filter_map(|edit| Some(fields.named(FieldEntity::Contact, &edit.path)?.kind()));
    kinds.into_iter().any(|kind| matches!(kind, CustomKind::Contact | CustomKind::Company | CustomKind::File))
}

/// Whether an edit changes nothing but what is in rows of the contact itself, and looks at nobody else.
fn is_its_own(plan: &EditPlan, fields: &CustomFields) -> bool {
    plan.owner.is_none()
        && plan.categories.is_empty()
        && plan.tags_removed.is_empty()
        && plan.changes.iter().all(|change| Place::of_own(&change.path, fields).is_some())
}
