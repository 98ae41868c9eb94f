//! A new job as one act: the old one closed, the old address kept as one that finds the person, the new one open.

use satchel_model::{Edit, EditAction, EmailStatus, Entity, Id, PartialDate, domain_of};
use serde_json::{Value, json};

use crate::contact::rowid_of;
use crate::writing::Writing;
use crate::{StoreError, affiliation, contact, derive, value};

/// What is known about somebody's new job.
#[derive(Clone, Debug)]
pub struct JobChange {
    /// Who.
    pub contact: Id,
    /// Name of the company; made where there is none.
    pub company: String,
    /// Job title there.
    pub title: String,
    /// Department there.
    pub department: String,
    /// The first day there, and the last at the old one; the day of the act when not said.
    pub since: Option<PartialDate>,
    /// The address there.
    pub email: Option<String>,
    /// Whether addresses of the old company are kept as dead ones.
    pub retire: bool,
    /// A line for the notes.
    pub note: Option<String>,
}

/// What it did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobChanged {
    /// The company that was left.
    pub left: Option<Id>,
    /// Addresses that are kept as dead ones.
    pub retired: Vec<String>,
}

impl Writing {
    /// Closes the job that shows and opens the new one.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], [`StoreError::Invalid`].
    pub async fn change_job(&mut self, job: &JobChange, region: Option<&str>) -> Result<JobChanged, StoreError> {
        let rowid = rowid_of(self.sql(), job.contact).await?;
        let before = contact::read_many(self.sql(), &[rowid]).await?.pop().ok_or(StoreError::NotFound("contact"))?;
        for change in affiliation::move_to(self, rowid, job).await? {
            value::write(self, Entity::Contact, rowid, &change.path, change.after.as_ref()).await?;
            self.line(Entity::Contact, rowid, &change).await?;
        }
        let domains: Vec<String> = match before.company_id {
            Some(company) => self.domains_of(company).await?,
            None => Vec::new(),
        };
        let of_old_job = |value: &str, label: &str| match domain_of(value) {
            Some(domain) if !domains.is_empty() => domains.contains(&domain),
            _ => label == "work",
        };
        let mut patch = Vec::new();
        let mut retired = Vec::new();
        let new = job.email.as_deref().map(satchel_model::fold_email);
        for email in before.emails.iter().filter(|_| job.retire) {
            let is_new = new.as_deref() == Some(satchel_model::fold_email(&email.value).as_str());
            if email.status != EmailStatus::Dead && !is_new && of_old_job(&email.value, &email.label) {
                let status = json!({"status": EmailStatus::Dead.as_str()});
                patch.push(Edit { path: format!("emails/{}", email.id), action: EditAction::Set(status) });
                retired.push(email.value.clone());
            }
        }
        if let Some(email) = &job.email {
            let row = json!({"value": email, "label": "work", "primary": true});
            patch.push(Edit { path: "emails".into(), action: EditAction::Add(row) });
        } else if let Some(living) = before.emails.iter().find(|email| {
            before.emails.iter().any(|dead| dead.primary && retired.contains(&dead.value))
                && !retired.contains(&email.value)
                && email.status != EmailStatus::Dead
        }) {
            // Nobody is written to at a dead address by default.
            let primary = json!({"primary": true});
            patch.push(Edit { path: format!("emails/{}", living.id), action: EditAction::Set(primary) });
        }
        if let Some(note) = job.note.as_deref().map(str::trim).filter(|note| !note.is_empty()) {
            let notes = [before.notes.as_str(), note].into_iter().filter(|text| !text.is_empty());
            let notes = notes.collect::<Vec<_>>().join("\n");
            patch.push(Edit { path: "notes".into(), action: EditAction::Set(Value::from(notes)) });
        }
        self.edit_contact(before.id, &patch, None, region).await?;
        derive::refresh_contact(self, rowid).await?;
        Ok(JobChanged { left: before.company_id, retired })
    }

    async fn domains_of(&mut self, company: Id) -> Result<Vec<String>, StoreError> {
        Ok(sqlx::query_scalar(
            "SELECT n.matched FROM company_row n JOIN company k ON k.id = n.company
             WHERE k.uuid = ? AND n.collection = 'domains'",
        )
        .bind(&company.as_bytes()[..])
        .fetch_all(self.sql())
        .await?)
    }
}
