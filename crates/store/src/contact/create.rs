//! Creating contacts: rows go in by the hundreds, and the journal gets one line for all of them.

use std::collections::HashMap;

use satchel_model::{
    Address, CategoryEdit, Consent, ContactDraft, EmailMarks, Entity, Id, PREFERENCE_KEYS, PhoneMarks, Preferences,
    fold,
};

use crate::company::find_or_add_all;
use crate::contact::insert::{Inserts, Values};
use crate::contact::new::KnownIds;
use crate::custom::value::NewValue;
use crate::writing::Writing;
use crate::{NewContact, StoreError, category, custom, mint, tag, team};

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
    /// E-mails of contacts of which any is marked: few have more than an address.
    marked_emails: Vec<Child<'a, (&'a str, &'a str, EmailMarks)>>,
    phones: Vec<Child<'a, (&'a str, &'a str, &'a str)>>,
    marked_phones: Vec<Child<'a, (&'a str, &'a str, &'a str, PhoneMarks)>>,
    addresses: Vec<Child<'a, &'a Address>>,
    links: Vec<Child<'a, &'a str>>,
    dates: Vec<Child<'a, String>>,
    affiliations: Vec<(i64, Option<i64>, &'a ContactDraft)>,
    tags: Vec<(i64, i64)>,
    /// Contact, group, value.
    categories: Vec<(i64, i64, i64)>,
    consents: Vec<(i64, Id, &'a Consent)>,
    custom: Vec<NewValue>,
}

/// Values of groups by what they are called, as a file names them on every row.
type Categories<'a> = HashMap<(&'a str, &'a str), (i64, i64)>;

const COLUMNS: &str =
    "id, uuid, owner, sort_display, sort_family, display, prefix, given, middle, family, suffix, nickname,
     maiden, display_set, birthday, time_zone, language, source, notes, created_batch, created_at, updated_at";

impl Row<'_> {
    fn bind(&self, batch: i64, at: i64, values: &mut Values) {
        let draft = &self.new.draft;
        let birthday = draft.birthday.map(|day| day.to_string()).unwrap_or_default();
        values.push(self.rowid).push(&self.id.as_bytes()[..]).push(self.owner);
        values.push(&self.new.by_display[..]).push(&self.new.by_family[..]);
        values.push(self.new.display.as_str()).push(draft.prefix.as_str());
        values.push(draft.given.as_str()).push(draft.middle.as_str());
        values.push(draft.family.as_str()).push(draft.suffix.as_str());
        values.push(draft.nickname.as_str()).push(draft.maiden.as_str()).push(draft.display.as_str()).push(birthday);
        values.push(draft.time_zone.as_str()).push(draft.language.as_str());
        values.push(draft.source.as_str()).push(draft.notes.as_str());
        values.push(batch).push(at).push(at);
    }
}

fn named((group, value): (&str, &str)) -> CategoryEdit {
    CategoryEdit { group: group.to_owned(), value: Some(value.to_owned()) }
}

impl Writing {
    /// Creates contacts and returns rowids, which follow each other, and identities in the same order.
    ///
    /// # Errors
    /// [`StoreError::Unidentified`] when nothing says who one of them is; [`StoreError::Invalid`] for a category that there
    /// is not; what the disk refuses.
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
        // Those who say how they want to be reached, which few files do.
        let mut wishing: Vec<Row<'_>> = Vec::new();
        let mut categories = Categories::new();
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
            let row = Row { rowid, id, owner, new };
            if draft.preferences == Preferences::default() {
                rows.push(row);
            } else {
                wishing.push(row);
            }
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
            for (group, name) in &draft.categories {
                let place = (group.as_str(), name.as_str());
                let (group, value) = match categories.get(&place) {
                    Some(found) => *found,
                    None => *categories.entry(place).or_insert(category::rows_named(self, &named(place)).await?),
                };
                if !children
                    .categories
                    .iter()
                    .rev()
                    .take_while(|(of, ..)| *of == rowid)
                    .any(|(_, had, _)| *had == group)
                {
                    children.categories.push((rowid, group, value));
                }
            }
            // The newest gets the greatest identity, by which entries of one day follow each other.
            children.consents.extend(draft.consents.iter().rev().map(|entry| (rowid, mint(at), entry)));
            if !draft.custom.is_empty() {
                let known = custom::known(self.sql()).await?;
                children.custom.extend(custom::value::rows(&known, self.sort(), rowid, draft.custom.iter())?);
            }
            made.push((rowid, id));
        }
        let batch = self.batch_row().await?;
        let mut inserts = Inserts::new(self);
        inserts.rows("contact", COLUMNS, &rows, |values, row| row.bind(batch, at, values)).await?;
        if !wishing.is_empty() {
            let columns = format!("{COLUMNS}, {}", PREFERENCE_KEYS.join(", "));
            inserts
                .rows("contact", &columns, &wishing, |values, row| {
                    row.bind(batch, at, values);
                    for key in PREFERENCE_KEYS {
                        values.push(row.new.draft.preferences.text(key).unwrap_or_default());
                    }
                })
                .await?;
        }
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
        let emails = emails.map(|((label, value), folded)| (label, (value.as_str(), folded.as_str())));
        if draft.email_marks.is_empty() {
            add(&mut self.emails, contact, known(|known| &known.emails), emails);
        } else {
            let marks = |value: &str| draft.email_marks.get(value).copied().unwrap_or_default();
            let emails = emails.map(|(label, (value, folded))| (label, (value, folded, marks(value))));
            add(&mut self.marked_emails, contact, known(|known| &known.emails), emails);
        }
        let phones = draft.phones.iter().zip(new.phones());
        let phones =
            phones.map(|((label, value, e164), matched)| (label, (value.as_str(), e164.as_str(), matched.as_str())));
        if draft.phone_marks.is_empty() {
            add(&mut self.phones, contact, known(|known| &known.phones), phones);
        } else {
            let marks = |value: &str| draft.phone_marks.get(value).copied().unwrap_or_default();
            let phones = phones.map(|(label, (value, e164, matched))| (label, (value, e164, matched, marks(value))));
            add(&mut self.marked_phones, contact, known(|known| &known.phones), phones);
        }
        let addresses = draft.addresses.iter().map(|address| (&address.label, address));
        add(&mut self.addresses, contact, known(|known| &known.addresses), addresses);
        let links = draft.links.iter().map(|(label, value)| (label, value.as_str()));
        add(&mut self.links, contact, known(|known| &known.links), links);
        let dates = draft.dates.iter().map(|(label, value)| (label, value.to_string()));
        add(&mut self.dates, contact, known(|known| &known.dates), dates);
        if company.is_some() || ![&draft.title, &draft.department, &draft.role].iter().all(|text| text.is_empty()) {
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
                "contact_email",
                "contact, uuid, position, is_primary, label, value, folded, status, do_not_email",
                &self.marked_emails,
                |values, child| {
                    child.bind(at, values);
                    let (value, folded, marks) = child.value;
                    values.push(value).push(folded).push(marks.status.as_str()).push(marks.do_not_email);
                },
            )
            .await?;
        inserts
            .rows(
                "contact_phone",
                "contact, uuid, position, is_primary, label, value, e164, matched, do_not_call, do_not_text",
                &self.marked_phones,
                |values, child| {
                    child.bind(at, values);
                    let (value, e164, matched, marks) = child.value;
                    values.push(value).push(e164).push(matched).push(marks.do_not_call).push(marks.do_not_text);
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
                    values.push(draft.role.as_str()).push(true).push("").push("");
                },
            )
            .await?;
        inserts
            .rows("contact_tag", "contact, tag", &self.tags, |values, (contact, tag)| {
                values.push(*contact).push(*tag);
            })
            .await?;
        inserts
            .rows(
                "contact_category",
                "contact, in_group, category",
                &self.categories,
                |values, (contact, group, value)| {
                    values.push(*contact).push(*group).push(*value);
                },
            )
            .await?;
        inserts
            .rows(
                "contact_consent",
                "contact, uuid, purpose, folded, basis, state, channel, day, how, evidence",
                &self.consents,
                |values, (contact, id, entry)| {
                    values.push(*contact).push(&id.as_bytes()[..]).push(entry.purpose.as_str());
                    values.push(fold(&entry.purpose)).push(entry.basis.as_str()).push(entry.state.as_str());
                    values.push(entry.channel.map_or("", |channel| channel.as_str())).push(entry.day.as_str());
                    values.push(entry.how.as_str()).push(entry.evidence.as_str());
                },
            )
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
