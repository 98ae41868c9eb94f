//! Creating contacts: rows go in by the hundreds, and the journal gets one line for all of them.

use std::collections::HashMap;

use satchel_model::{Address, ContactDraft, Entity, Id};
use sqlx::query_builder::Separated;
use sqlx::{QueryBuilder, Sqlite};

use crate::company::find_or_add_all;
use crate::writing::Writing;
use crate::{NewContact, StoreError, mint, tag, team};

/// Rows of one statement: few enough for its variables, many enough that the statement itself costs nothing.
const ROWS: usize = 500;

/// A contact's own row.
struct Row<'a> {
    rowid: i64,
    id: Id,
    owner: Option<i64>,
    new: &'a NewContact,
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
    emails: Vec<Child<'a, (&'a str, &'a str)>>,
    phones: Vec<Child<'a, (&'a str, &'a str, &'a str)>>,
    addresses: Vec<Child<'a, &'a Address>>,
    links: Vec<Child<'a, &'a str>>,
    dates: Vec<Child<'a, String>>,
    affiliations: Vec<(i64, Option<i64>, &'a ContactDraft)>,
    tags: Vec<(i64, i64)>,
}

impl Writing {
    /// Creates contacts and returns rowids, which follow each other, and identities in the same order.
    ///
    /// # Errors
    /// [`StoreError::Unidentified`] when nothing says who one of them is; what the disk refuses.
    pub async fn create_contacts(&mut self, new: &[NewContact]) -> Result<Vec<(i64, Id)>, StoreError> {
        if new.is_empty() {
            return Ok(Vec::new());
        }
        let at = self.at();
        let companies = new.iter().map(|contact| (contact.company.as_str(), contact.draft.company.as_str()));
        let companies = find_or_add_all(self, companies).await?;
        let base: i64 =
            sqlx::query_scalar("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'contact'), 0)")
                .fetch_one(self.sql())
                .await?;
        let mut rows = Vec::with_capacity(new.len());
        let mut children = Children::default();
        // A file names few tags and owners, and names them on every row.
        let mut owners: HashMap<&str, Option<i64>> = HashMap::new();
        let mut tags: HashMap<&str, i64> = HashMap::new();
        let mut made = Vec::with_capacity(new.len());
        for (rowid, new) in (base + 1..).zip(new) {
            if new.display.is_empty() {
                return Err(StoreError::Unidentified);
            }
            let id = mint(at);
            let draft = &new.draft;
            let owner = match owners.get(draft.owner.as_str()) {
                Some(owner) => *owner,
                None => {
                    let owner = team::find_or_add(self, &draft.owner).await?;
                    *owners.entry(&draft.owner).or_insert(owner)
                }
            };
            rows.push(Row { rowid, id, owner, new });
            children.add(rowid, new, companies.get(&new.company).copied());
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
                let draft = &row.new.draft;
                let birthday = draft.birthday.map(|day| day.to_string()).unwrap_or_default();
                values.push_bind(row.rowid).push_bind(&row.id.as_bytes()[..]).push_bind(row.owner);
                values.push_bind(&row.new.by_display[..]).push_bind(&row.new.by_family[..]);
                values.push_bind(row.new.display.as_str()).push_bind(draft.prefix.as_str());
                values.push_bind(draft.given.as_str()).push_bind(draft.middle.as_str());
                values.push_bind(draft.family.as_str()).push_bind(draft.suffix.as_str());
                values.push_bind(draft.nickname.as_str()).push_bind(draft.display.as_str()).push_bind(birthday);
                values.push_bind(draft.source.as_str()).push_bind(draft.notes.as_str());
                values.push_bind(batch).push_bind(at).push_bind(at);
            },
        )
        .await?;
        children.insert(self).await?;
        let last = base + i64::try_from(new.len()).unwrap_or(0);
        self.created_line(Entity::Contact, base + 1, last).await?;
        Ok(made)
    }
}

impl<'a> Children<'a> {
    fn add(&mut self, contact: i64, new: &'a NewContact, company: Option<i64>) {
        let draft = &new.draft;
        let emails = draft.emails.iter().zip(new.emails());
        add(
            &mut self.emails,
            contact,
            emails.map(|((label, value), folded)| (label, (value.as_str(), folded.as_str()))),
        );
        let phones = draft.phones.iter().zip(new.phones());
        let phones =
            phones.map(|((label, value, e164), matched)| (label, (value.as_str(), e164.as_str(), matched.as_str())));
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
                let (value, folded) = child.value;
                values.push_bind(value).push_bind(folded);
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO contact_phone (contact, uuid, position, is_primary, label, value, e164, matched) ",
            &self.phones,
            |values, child| {
                child.bind(at, values);
                let (value, e164, matched) = child.value;
                values.push_bind(value).push_bind(e164).push_bind(matched);
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
                values.push_bind(address.street.as_str()).push_bind(address.locality.as_str());
                values.push_bind(address.region.as_str()).push_bind(address.postcode.as_str());
                values.push_bind(address.country.as_str());
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
                values.push_bind(child.value.as_str());
            },
        )
        .await?;
        insert(
            writing,
            "INSERT INTO affiliation (contact, uuid, company, title, department, role, is_primary, since, until) ",
            &self.affiliations,
            |values, (contact, company, draft)| {
                values.push_bind(*contact).push_bind(&mint(at).as_bytes()[..]).push_bind(*company);
                values.push_bind(draft.title.as_str()).push_bind(draft.department.as_str());
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
