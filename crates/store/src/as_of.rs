//! A contact as it was: what is there now, with everything undone that happened since; and single values brought back.

use std::collections::BTreeMap;

use satchel_model::{
    Address, Attachment, Contact, DatedEvent, Edit, EditAction, Email, EmailStatus, Entity, FieldChange, Id, Link,
    Phone, Values, profile_of,
};
use serde_json::Value;

use crate::contact::rowid_of;
use crate::journal::{batch_rowid, parsed};
use crate::writing::{CREATED, Writing};
use crate::{Store, StoreError, derive, journal, value, whole};

impl Store {
    /// A contact as it was at an instant, UTC milliseconds.
    ///
    /// # Errors
    /// [`StoreError::NotFound`], also when it did not exist yet.
    pub async fn contact_as_of(&self, id: Id, at: i64) -> Result<Contact, StoreError> {
        let mut snapshot = self.snapshot().await?;
        let rowid = rowid_of(&mut snapshot, id).await?;
        let (uuid, created_at): (Vec<u8>, i64) = sqlx::query_as("SELECT uuid, created_at FROM contact WHERE id = ?")
            .bind(rowid)
            .fetch_one(&mut *snapshot)
            .await?;
        if created_at > at {
            return Err(StoreError::NotFound("contact at that time"));
        }
        let mut values = whole::read(&mut snapshot, Entity::Contact, rowid).await?;
        let state = value::read(&mut snapshot, Entity::Contact, rowid, "state").await?;
        values.extend(state.map(|state| ("state".to_owned(), state)));
        // Newest first: each line takes its path back to what it was before.
        let since: Vec<(String, Option<String>)> = sqlx::query_as(
            "SELECT c.path, v.before FROM (
               SELECT seq, batch, path FROM change WHERE record = ?1 AND entity = 'contact' AND until IS NULL
               UNION ALL SELECT seq, batch, path FROM change WHERE entity = 'contact' AND until >= ?1 AND record <= ?1
             ) c JOIN batch b ON b.id = c.batch LEFT JOIN change_value v ON v.seq = c.seq
             WHERE b.at > ?2 AND c.path <> ?3 ORDER BY c.seq DESC",
        )
        .bind(rowid)
        .bind(at)
        .bind(CREATED)
        .fetch_all(&mut *snapshot)
        .await?;
        for (path, before) in since {
            match parsed(before)? {
                Some(before) => values.insert(path, before),
                None => values.remove(&path),
            };
        }
        let updated_at: Option<i64> = sqlx::query_scalar(
            "SELECT max(b.at) FROM change c JOIN batch b ON b.id = c.batch
             WHERE c.record = ?1 AND c.entity = 'contact' AND b.at <= ?2",
        )
        .bind(rowid)
        .bind(at)
        .fetch_one(&mut *snapshot)
        .await?;
        let seq = journal::head(&mut snapshot).await?;
        let mut legible = Values::new();
        for (path, value) in values {
            let change = FieldChange { path: path.clone(), before: None, after: Some(value) };
            // The picture is told by the file's identity, as in the contact of today.
            let change = if path == "photo" { change } else { derive::legible(&mut snapshot, change).await? };
            legible.extend(change.after.map(|value| (path, value)));
        }
        let mut contact = contact_of(Id::from_slice(&uuid)?, created_at, &legible);
        contact.seq = seq;
        contact.updated_at = updated_at.unwrap_or(created_at).max(created_at);
        Ok(contact)
    }
}

/// A contact out of its paths, with names in place of identities.
fn contact_of(id: Id, created_at: i64, values: &Values) -> Contact {
    let text = |path: &str| values.get(path).and_then(Value::as_str).unwrap_or_default().to_owned();
    let mut contact = Contact {
        state: values.get("state").and_then(|state| serde_json::from_value(state.clone()).ok()).unwrap_or_default(),
        prefix: text("prefix"),
        given: text("given"),
        middle: text("middle"),
        family: text("family"),
        suffix: text("suffix"),
        nickname: text("nickname"),
        display_set: text("display"),
        birthday: text("birthday").parse().ok(),
        time_zone: text("time_zone"),
        language: text("language"),
        notes: text("notes"),
        source: text("source"),
        owner: text("owner"),
        photo: text("photo").parse().ok(),
        ..Contact::empty(id, created_at)
    };
    let mut rows: BTreeMap<&str, Vec<(Id, &Value)>> = BTreeMap::new();
    for (path, value) in values {
        let Some((collection, row)) = path.split_once('/') else { continue };
        match (collection, row.parse()) {
            ("tags", _) => contact.tags.extend(value.as_str().map(str::to_owned)),
            (_, Ok(id)) => rows.entry(collection).or_default().push((id, value)),
            _ => {}
        }
    }
    contact.tags.sort_by_key(|tag| satchel_model::fold(tag));
    for (collection, mut rows) in rows {
        rows.sort_by_key(|(_, row)| (row["primary"] != true, row["position"].as_i64().unwrap_or(0)));
        for (id, row) in rows {
            add_row(&mut contact, collection, id, row);
        }
    }
    contact.display = if contact.display_set.is_empty() {
        satchel_model::display_name(&satchel_model::NameParts {
            prefix: &contact.prefix,
            given: &contact.given,
            middle: &contact.middle,
            family: &contact.family,
            suffix: &contact.suffix,
            nickname: &contact.nickname,
            company: &contact.company,
            email: contact.emails.first().map_or("", |email| &email.value),
            phone: contact.phones.first().map_or("", |phone| &phone.value),
        })
    } else {
        contact.display_set.clone()
    };
    contact
}

fn add_row(contact: &mut Contact, collection: &str, id: Id, row: &Value) {
    let text = |part: &str| row[part].as_str().unwrap_or_default().to_owned();
    let number = |part: &str| row[part].as_i64().unwrap_or(0);
    let (value, label, primary) = (text("value"), text("label"), row["primary"] == true);
    match collection {
        "emails" => {
            let status = EmailStatus::from_word(&text("status")).unwrap_or_default();
            contact.emails.push(Email { id, value, label, primary, status });
        }
        "phones" => contact.phones.push(Phone { id, value, e164: text("e164"), label, primary }),
        "links" => {
            let profile = profile_of(&value);
            let network = profile.as_ref().map(|profile| profile.network.to_owned()).unwrap_or_default();
            let handle = profile.map(|profile| profile.handle).unwrap_or_default();
            contact.links.push(Link { id, value, network, handle, label, primary });
        }
        "dates" => contact.dates.extend(value.parse().ok().map(|value| DatedEvent { id, value, label, primary })),
        "addresses" => {
            let mut address = Address {
                id,
                value: String::new(),
                street: text("street"),
                locality: text("locality"),
                region: text("region"),
                postcode: text("postcode"),
                country: text("country"),
                label,
                primary,
            };
            address.value = address.one_line();
            contact.addresses.push(address);
        }
        "attachments" => contact.attachments.push(Attachment {
            id,
            name: text("name"),
            mime: text("mime"),
            size: number("size"),
            label,
            added_at: number("added_at"),
        }),
        "affiliations" if primary && text("until").is_empty() => {
            contact.company = text("company");
            contact.title = text("title");
            contact.department = text("department");
            contact.role = text("role");
        }
        _ => {}
    }
}

impl Writing {
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
        let (before, after) = (value::read(self.sql(), Entity::Contact, rowid, path).await?, parsed(was)?);
        let change = FieldChange { path: path.to_owned(), before, after };
        if change.before != change.after {
            value::write(self, Entity::Contact, rowid, path, change.after.as_ref()).await?;
            self.line(Entity::Contact, rowid, &change).await?;
            self.settle_primaries(rowid).await?;
            derive::refresh_contact(self, rowid).await?;
        }
        derive::legible(self.sql(), change).await
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
        let action = match shown.ok_or(StoreError::NotFound("change"))?.before {
            Some(value) => EditAction::Set(value),
            None => EditAction::Clear(true),
        };
        let edited = self.edit_contact(contact, &vec![Edit { path: path.to_owned(), action }], None, None).await?;
        let nothing = FieldChange { path: path.to_owned(), before: None, after: None };
        Ok(edited.shown().into_iter().find(|change| change.path == path).unwrap_or(nothing))
    }
}
