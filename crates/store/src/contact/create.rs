//! Creating contacts: rows go in as JSON, a thousand at a time, and the journal gets one line for all of them.

use satchel_model::{ContactDraft, Entity, Id, fold_email};
use serde_json::{Value, json};

use crate::company::{find_or_add_all, hex};
use crate::derive::sort_keys;
use crate::value::{company_match, phone_match};
use crate::writing::Writing;
use crate::{StoreError, mint, tag, team};

/// Child rows as JSON arrays, one array of rows a table.
#[derive(Default)]
struct Children {
    emails: Vec<Value>,
    phones: Vec<Value>,
    addresses: Vec<Value>,
    links: Vec<Value>,
    dates: Vec<Value>,
    affiliations: Vec<Value>,
    tags: Vec<Value>,
}

impl Writing {
    /// Creates a contact for each draft and returns rowids and identities in the same order.
    ///
    /// # Errors
    /// [`StoreError::Unidentified`] when a draft says nothing about who it is; what the disk refuses.
    pub async fn create_contacts(&mut self, drafts: &[ContactDraft]) -> Result<Vec<(i64, Id)>, StoreError> {
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let at = self.at();
        let companies: Vec<String> = drafts.iter().map(|draft| draft.company.clone()).collect();
        let companies = find_or_add_all(self, &companies).await?;
        let base: i64 =
            sqlx::query_scalar("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'contact'), 0)")
                .fetch_one(self.sql())
                .await?;
        let mut rows = Vec::with_capacity(drafts.len());
        let mut children = Children::default();
        let mut made = Vec::with_capacity(drafts.len());
        for (rowid, draft) in (base + 1..).zip(drafts) {
            draft.identify().map_err(|_| StoreError::Unidentified)?;
            let id = mint(at);
            let display = draft.shown();
            let (by_display, by_family) = sort_keys(self.sort(), &display, &draft.given, &draft.family);
            let owner = team::find_or_add(self, &draft.owner).await?;
            let birthday = draft.birthday.map(|day| day.to_string()).unwrap_or_default();
            rows.push(json!([
                rowid,
                hex(id.as_bytes()),
                owner,
                hex(&by_display),
                hex(&by_family),
                display,
                draft.prefix,
                draft.given,
                draft.middle,
                draft.family,
                draft.suffix,
                draft.nickname,
                draft.display,
                birthday,
                draft.source,
                draft.notes
            ]));
            children.add(rowid, draft, at, companies.get(&company_match(&draft.company)).copied());
            for name in &draft.tags {
                let (tag, _) = tag::find_or_add(self, name).await?;
                children.tags.push(json!([rowid, tag]));
            }
            made.push((rowid, id));
        }
        let batch = self.batch_row().await?;
        sqlx::query(
            "INSERT INTO contact (id, uuid, owner, sort_display, sort_family, display, prefix, given, middle, family,
               suffix, nickname, display_set, birthday, source, notes, created_batch, created_at, updated_at)
             SELECT value->>0, unhex(value->>1), value->>2, unhex(value->>3), unhex(value->>4), value->>5, value->>6,
               value->>7, value->>8, value->>9, value->>10, value->>11, value->>12, value->>13, value->>14, value->>15,
               ?2, ?3, ?3 FROM json_each(?1)",
        )
        .bind(Value::from(rows).to_string())
        .bind(batch)
        .bind(at)
        .execute(self.sql())
        .await?;
        children.insert(self).await?;
        let last = base + i64::try_from(drafts.len()).unwrap_or(0);
        self.created_line(Entity::Contact, base + 1, last).await?;
        Ok(made)
    }
}

impl Children {
    fn add(&mut self, contact: i64, draft: &ContactDraft, at: i64, company: Option<i64>) {
        let id = || hex(mint(at).as_bytes());
        for (position, (label, value)) in draft.emails.iter().enumerate() {
            self.emails.push(json!([contact, id(), position, position == 0, label, value, fold_email(value)]));
        }
        for (position, (label, value, e164)) in draft.phones.iter().enumerate() {
            let matched = phone_match(value, e164);
            self.phones.push(json!([contact, id(), position, position == 0, label, value, e164, matched]));
        }
        for (position, address) in draft.addresses.iter().enumerate() {
            self.addresses.push(json!([
                contact,
                id(),
                position,
                position == 0,
                address.label,
                address.street,
                address.locality,
                address.region,
                address.postcode,
                address.country
            ]));
        }
        for (position, (label, value)) in draft.links.iter().enumerate() {
            self.links.push(json!([contact, id(), position, position == 0, label, value]));
        }
        for (position, (label, value)) in draft.dates.iter().enumerate() {
            self.dates.push(json!([contact, id(), position, position == 0, label, value.to_string()]));
        }
        if company.is_some() || !draft.title.is_empty() || !draft.department.is_empty() {
            self.affiliations.push(json!([contact, id(), company, draft.title, draft.department]));
        }
    }

    async fn insert(self, writing: &mut Writing) -> Result<(), StoreError> {
        let statements = [
            (
                self.emails,
                "INSERT INTO contact_email (contact, uuid, position, is_primary, label, value, folded)
                 SELECT value->>0, unhex(value->>1), value->>2, value->>3, value->>4, value->>5, value->>6 FROM json_each(?)",
            ),
            (
                self.phones,
                "INSERT INTO contact_phone (contact, uuid, position, is_primary, label, value, e164, matched)
                 SELECT value->>0, unhex(value->>1), value->>2, value->>3, value->>4, value->>5, value->>6, value->>7
                 FROM json_each(?)",
            ),
            (
                self.addresses,
                "INSERT INTO contact_address
                   (contact, uuid, position, is_primary, label, street, locality, region, postcode, country)
                 SELECT value->>0, unhex(value->>1), value->>2, value->>3, value->>4, value->>5, value->>6, value->>7,
                   value->>8, value->>9 FROM json_each(?)",
            ),
            (
                self.links,
                "INSERT INTO contact_link (contact, uuid, position, is_primary, label, value)
                 SELECT value->>0, unhex(value->>1), value->>2, value->>3, value->>4, value->>5 FROM json_each(?)",
            ),
            (
                self.dates,
                "INSERT INTO contact_date (contact, uuid, position, is_primary, label, value)
                 SELECT value->>0, unhex(value->>1), value->>2, value->>3, value->>4, value->>5 FROM json_each(?)",
            ),
            (
                self.affiliations,
                "INSERT INTO affiliation (contact, uuid, company, title, department, role, is_primary, since, until)
                 SELECT value->>0, unhex(value->>1), value->>2, value->>3, value->>4, '', 1, '', '' FROM json_each(?)",
            ),
            (
                self.tags,
                "INSERT OR IGNORE INTO contact_tag (contact, tag) SELECT value->>0, value->>1 FROM json_each(?)",
            ),
        ];
        for (rows, sql) in statements {
            if !rows.is_empty() {
                sqlx::query(sql).bind(Value::from(rows).to_string()).execute(writing.sql()).await?;
            }
        }
        Ok(())
    }
}
