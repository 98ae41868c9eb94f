//! Creating contacts: rows go in by the hundreds, and the journal gets one line for all of them.

use std::collections::HashMap;

use satchel_model::{Address, ContactDraft, Entity, Id};

use crate::company::find_or_add_all;
use crate::contact::insert::{Inserts, Values};
use crate::contact::new::KnownIds;
use crate::custom::value::NewValue;
use crate::writing::Writing;
use crate::{NewContact, StoreError, custom, mint, tag, team};

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
    id: Option<Id>,
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
    custom: Vec<NewValue>,
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
            let id = new.known.as_ref().map_or_else(|| mint(at), |known| known.contact);
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
                // A file may name a tag twice, in two spellings.
                if !children.tags.iter().rev().take_while(|(of, _)| *of == rowid).any(|(_, had)| *had == tag) {
                    children.tags.push((rowid, tag));
                }
            }
            if !draft.custom.is_empty() {
                let known = custom::known(self.sql()).await?;
                children.custom.extend(custom::value::rows(&known, self.sort(), rowid, draft.custom.iter())?);
            }
            made.push((rowid, id));
        }
        let batch = self.batch_row().await?;
        let mut inserts = Inserts::new(self);
        inserts
            .rows(
                "contact",
                "id, uuid, owner, sort_display, sort_family, display, prefix, given, middle, family, suffix, nickname,
                 display_set, birthday, time_zone, language, source, notes, created_batch, created_at, updated_at",
                &rows,
                |values, row| {
                    let draft = &row.new.draft;
                    let birthday = draft.birthday.map(|day| day.to_string()).unwrap_or_default();
                    values.push(row.rowid).push(&row.id.as_bytes()[..]).push(row.owner);
                    values.push(&row.new.by_display[..]).push(&row.new.by_family[..]);
                    values.push(row.new.display.as_str()).push(draft.prefix.as_str());
                    values.push(draft.given.as_str()).push(draft.middle.as_str());
                    values.push(draft.family.as_str()).push(draft.suffix.as_str());
                    values.push(draft.nickname.as_str()).push(draft.display.as_str()).push(birthday);
                    values.push(draft.time_zone.as_str()).push(draft.language.as_str());
                    values.push(draft.source.as_str()).push(draft.notes.as_str());
                    values.push(batch).push(at).push(at);
                },
            )
            .await?;
        children.insert(&mut inserts, at).await?;
        inserts.finish().await?;
        let last = base + i64::try_from(new.len()).unwrap_or(0);
        self.created_line(Entity::Contact, base + 1, last).await?;
        Ok(made)
    }
}

impl<'a> Children<'a> {
    fn add(&mut self, contact: i64, new: &'a NewContact, company: Option<i64>) {
        let draft = &new.draft;
        let known = |list: fn(&KnownIds) -> &Vec<Id>| new.known.as_ref().map_or(&[][..], |known| list(known));
        let emails = draft.emails.iter().zip(new.emails());
        add(
            &mut self.emails,
            contact,
            known(|known| &known.emails),
            emails.map(|((label, value), folded)| (label, (value.as_str(), folded.as_str()))),
        );
        let phones = draft.phones.iter().zip(new.phones());
        let phones =
            phones.map(|((label, value, e164), matched)| (label, (value.as_str(), e164.as_str(), matched.as_str())));
        add(&mut self.phones, contact, known(|known| &known.phones), phones);
        let addresses = draft.addresses.iter().map(|address| (&address.label, address));
        add(&mut self.addresses, contact, known(|known| &known.addresses), addresses);
        let links = draft.links.iter().map(|(label, value)| (label, value.as_str()));
        add(&mut self.links, contact, known(|known| &known.links), links);
        let dates = draft.dates.iter().map(|(label, value)| (label, value.to_string()));
        add(&mut self.dates, contact, known(|known| &known.dates), dates);
        if company.is_some() || !draft.title.is_empty() || !draft.department.is_empty() {
            self.affiliations.push((contact, company, draft));
        }
    }

    async fn insert(self, inserts: &mut Inserts<'_>, at: i64) -> Result<(), StoreError> {
        inserts
            .rows(
                "contact_email",
                "contact, uuid, position, is_primary, label, value, folded",
                &self.emails,
                |values, child| {
                    child.bind(at, values);
                    let (value, folded) = child.value;
                    values.push(value).push(folded);
                },
            )
            .await?;
        inserts
            .rows(
                "contact_phone",
                "contact, uuid, position, is_primary, label, value, e164, matched",
                &self.phones,
                |values, child| {
                    child.bind(at, values);
                    let (value, e164, matched) = child.value;
                    values.push(value).push(e164).push(matched);
                },
            )
            .await?;
        inserts
            .rows(
                "contact_address",
                "contact, uuid, position, is_primary, label, street, locality, region, postcode, country",
                &self.addresses,
                |values, child| {
                    child.bind(at, values);
                    let address = child.value;
                    values.push(address.street.as_str()).push(address.locality.as_str());
                    values.push(address.region.as_str()).push(address.postcode.as_str());
                    values.push(address.country.as_str());
                },
            )
            .await?;
        inserts
            .rows("contact_link", "contact, uuid, position, is_primary, label, value", &self.links, |values, child| {
                child.bind(at, values);
                values.push(child.value);
            })
            .await?;
        inserts
            .rows("contact_date", "contact, uuid, position, is_primary, label, value", &self.dates, |values, child| {
                child.bind(at, values);
                values.push(child.value.as_str());
            })
            .await?;
        inserts
            .rows(
                "affiliation",
                "contact, uuid, company, title, department, role, is_primary, since, until",
                &self.affiliations,
                |values, (contact, company, draft)| {
                    values.push(*contact).push(&mint(at).as_bytes()[..]).push(*company);
                    values.push(draft.title.as_str()).push(draft.department.as_str());
                    values.push("").push(true).push("").push("");
                },
            )
            .await?;
        inserts
            .rows("contact_tag", "contact, tag", &self.tags, |values, (contact, tag)| {
                values.push(*contact).push(*tag);
            })
            .await?;
        inserts
            .rows("custom_value", "field, record, num, text, sort", &self.custom, |values, new| {
                let (field, record, num, text, sort) = new;
                values.push(*field).push(*record).push(*num).push(text.as_str()).push(&sort[..]);
            })
            .await
    }
}

impl<T> Child<'_, T> {
    /// What the rows of all these tables begin with. The first of its kind is the primary one.
    fn bind(&self, at: i64, values: &mut Values) {
        let id = self.id.unwrap_or_else(|| mint(at));
        values.push(self.contact).push(&id.as_bytes()[..]);
        values.push(self.position).push(self.position == 0).push(self.label);
    }
}

fn add<'a, T>(list: &mut Vec<Child<'a, T>>, contact: i64, ids: &[Id], values: impl Iterator<Item = (&'a String, T)>) {
    list.extend((0..).zip(values).enumerate().map(|(at, (position, (label, value)))| Child {
        contact,
        id: ids.get(at).copied(),
        position,
        label,
        value,
    }));
}
