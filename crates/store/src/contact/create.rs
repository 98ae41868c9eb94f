//! Creating contacts: rows go in by the hundreds, and the journal gets one line for all of them.

use std::collections::HashMap;

use satchel_model::{Address, ContactDraft, Entity, Id, fold_email};
use sqlx::query_builder::Separated;
use sqlx::{QueryBuilder, Sqlite};

use crate::company::find_or_add_all;
use crate::derive::sort_keys;
use crate::value::{company_match, phone_match};
use crate::writing::Writing;
use crate::{StoreError, mint, tag, team};

/// Rows of one statement: few enough for its variables, many enough that the statement itself costs nothing.
const ROWS: usize = 500;

/// A contact's own row, as far as the draft does not say it.
struct Row<'a> {
    rowid: i64,
    id: Id,
    owner: Option<i64>,
    by_display: Vec<u8>,
    by_family: Vec<u8>,
    display: String,
    draft: &'a ContactDraft,
}

/// A row of a contact's that has a label: which contact, which of its kind, what.
struct Child<'a, T> {
    contact: i64,
    position: i64,
    label: &'a str,
    value: T,
}

/// Child rows of many contacts, one list a table.
#[derive(Default)]
struct Children<'a> {
    emails: Vec<Child<'a, &'a str>>,
    phones: Vec<Child<'a, (&'a str, &'a str)>>,
    addresses: Vec<Child<'a, &'a Address>>,
    links: Vec<Child<'a, &'a str>>,
    dates: Vec<Child<'a, String>>,
    affiliations: Vec<(i64, Option<i64>, &'a ContactDraft)>,
    tags: Vec<(i64, i64)>,
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
        // A file names few tags and owners, and names them on every row.
        let mut owners: HashMap<&str, Option<i64>> = HashMap::new();
        let mut tags: HashMap<&str, i64> = HashMap::new();
        let mut made = Vec::with_capacity(drafts.len());
        for (rowid, draft) in (base + 1..).zip(drafts) {
            draft.identify().map_err(|_| StoreError::Unidentified)?;
            let id = mint(at);
            let display = draft.shown();
            let (by_display, by_family) = sort_keys(self.sort(), &display, &draft.given, &draft.family);
            let owner = match owners.get(draft.owner.as_str()) {
                Some(owner) => *owner,
                None => {
                    let owner = team::find_or_add(self, &draft.owner).await?;
                    *owners.entry(&draft.owner).or_insert(owner)
                }
            };
            rows.push(Row { rowid, id, owner, by_display, by_family, display, draft });
            children.add(rowid, draft, companies.get(&company_match(&draft.company)).copied());
            for name in &draft.tags {
                let tag = match tags.get(name.as_str()) {
                    Some(tag) => *tag,
                    None => {
                        let (tag, _) = tag::find_or_add(self, name).await?;
                        *tags.entry(name).or_insert(tag)
                    }
                };
                children.tags.push((rowid, tag));
            }
            made.push((rowid, id));
        }
        let batch = self.batch_row().await?;
        insert(
            self,
            "INSERT INTO contact (id, uuid, owner, sort_display, sort_family, display, prefix, given, middle, family,
               suffix, nickname, display_set, birthday, source, notes, created_batch, created_at, updated_at) ",
            &rows,
            |values, row| {
                let draft = row.draft;
                let birthday = draft.birthday.map(|day| day.to_string()).unwrap_or_default();
                values.push_bind(row.rowid).push_bind(&row.id.as_bytes()[..]).push_bind(row.owner);
                values.push_bind(&row.by_display[..]).push_bind(&row.by_family[..]).push_bind(&row.display);
                values.push_bind(&draft.prefix).push_bind(&draft.given).push_bind(&draft.middle);
                values.push_bind(&draft.family).push_bind(&draft.suffix).push_bind(&draft.nickname);
                values.push_bind(&draft.display).push_bind(birthday);
                values.push_bind(&draft.source).push_bind(&draft.notes);
                values.push_bind(batch).push_bind(at).push_bind(at);
            },
        )
        .await?;
        children.insert(self).await?;
        let last = base + i64::try_from(drafts.len()).unwrap_or(0);
        self.created_line(Entity::Contact, base + 1, last).await?;
        Ok(made)
    }
}

impl<'a> Children<'a> {
    fn add(&mut self, contact: i64, draft: &'a ContactDraft, company: Option<i64>) {
        let emails = draft.emails.iter().map(|(label, value)| (label, value.as_str()));
        add(&mut self.emails, contact, emails);
        let phones = draft.phones.iter().map(|(label, value, e164)| (label, (value.as_str(), e164.as_str())));
        add(&mut self.phones, contact, phones);
        add(&mut self.addresses, contact, draft.addresses.iter().map(|address| (&address.label, address)));
        add(&mut self.links, contact, draft.links.iter().map(|(label, value)| (label, value.as_str())));
        add(&mut self.dates, contact, draft.dates.iter().map(|(label, value)| (label, value.to_string())));
        if company.is_some() || !draft.title.is_empty() || !draft.department.is_empty() {
            self.affiliations.push((contact, company, draft));
        }
    }

    async fn insert(self, writing: &mut Writing) -> Result<(), StoreError> {
        let at = writing.at();
        insert(
            writing,
            "INSERT INTO contact_email (contact, uuid, position, is_primary, label, value, folded) ",
            &self.emails,
            |values, child| {
                child.bind(at, values);
                values.push_bind(child.value).push_bind(fold_email(child.value));
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO contact_phone (contact, uuid, position, is_primary, label, value, e164, matched) ",
            &self.phones,
            |values, child| {
                child.bind(at, values);
                let (value, e164) = child.value;
                values.push_bind(value).push_bind(e164).push_bind(phone_match(value, e164));
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO contact_address
               (contact, uuid, position, is_primary, label, street, locality, region, postcode, country) ",
            &self.addresses,
            |values, child| {
                child.bind(at, values);
                let address = child.value;
                values.push_bind(&address.street).push_bind(&address.locality).push_bind(&address.region);
                values.push_bind(&address.postcode).push_bind(&address.country);
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO contact_link (contact, uuid, position, is_primary, label, value) ",
            &self.links,
            |values, child| {
                child.bind(at, values);
                values.push_bind(child.value);
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO contact_date (contact, uuid, position, is_primary, label, value) ",
            &self.dates,
            |values, child| {
                child.bind(at, values);
                values.push_bind(&child.value);
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO affiliation (contact, uuid, company, title, department, role, is_primary, since, until) ",
            &self.affiliations,
            |values, (contact, company, draft)| {
                values.push_bind(*contact).push_bind(&mint(at).as_bytes()[..]).push_bind(*company);
                values.push_bind(&draft.title).push_bind(&draft.department);
                values.push_bind("").push_bind(true).push_bind("").push_bind("");
            },
        )
        .await?;
        let tags = "INSERT OR IGNORE INTO contact_tag (contact, tag) ";
        insert(writing, tags, &self.tags, |values, (contact, tag)| {
            values.push_bind(*contact).push_bind(*tag);
        })
        .await
    }
}

impl<T> Child<'_, T> {
    /// What the rows of all these tables begin with. The first of its kind is the primary one.
    fn bind(&self, at: i64, values: &mut Values<'_>) {
        values.push_bind(self.contact).push_bind(&mint(at).as_bytes()[..]);
        values.push_bind(self.position).push_bind(self.position == 0).push_bind(self.label);
    }
}

fn add<'a, T>(list: &mut Vec<Child<'a, T>>, contact: i64, values: impl Iterator<Item = (&'a String, T)>) {
    list.extend((0..).zip(values).map(|(position, (label, value))| Child { contact, position, label, value }));
}

type Values<'a> = Separated<'a, Sqlite, &'static str>;

/// Inserts rows, [`ROWS`] a statement. Whole statements are always the same text, and so prepared once.
async fn insert<T>(
    writing: &mut Writing,
    into: &'static str,
    rows: &[T],
    bind: impl Fn(&mut Values<'_>, &T),
) -> Result<(), StoreError> {
    for rows in rows.chunks(ROWS) {
        let mut statement = QueryBuilder::<Sqlite>::new(into);
        statement.push_values(rows, |mut values, row| bind(&mut values, row));
        statement.build().persistent(rows.len() == ROWS).execute(writing.sql()).await?;
    }
    Ok(())
}
