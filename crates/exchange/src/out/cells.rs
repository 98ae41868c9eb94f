//! The cells of a contact in a layout.
//!
//! Each row of a list goes where its label says; what finds no place, or a place that says something else, is counted.
//! Deliberately absent: how cells are written (`csv`, `xlsx`).

mod back;
mod place;

use std::borrow::Cow;

use jiff::Timestamp;
use satchel_model::{Address, Contact, CustomKind, EmailStatus, PREFERENCE_KEYS, RecordState, printed};
use serde_json::Value;

use super::layout::{Days, Holds, Layout};
use super::loss::{LossKind, Losses};
use crate::cell::category;
use crate::rows::is_answered_by_others;
use place::Places;

/// Texts of a contact that a table can have beside its wishes.
const TEXTS: [&str; 19] = [
    "prefix",
    "given",
    "middle",
    "family",
    "suffix",
    "nickname",
    "maiden",
    "display",
    "company",
    "title",
    "department",
    "role",
    "birthday",
    "categories",
    "time_zone",
    "language",
    "notes",
    "source",
    "owner",
];

/// Fills the cells of one contact after the other.
pub(super) struct Cells {
    layout: Layout,
    texts: Vec<(usize, &'static str)>,
    own: Vec<(usize, String, CustomKind)>,
    emails: Places,
    phones: Places,
    addresses: Places,
    links: Places,
    dates: Places,
    /// Texts that have no column.
    missing: Vec<&'static str>,
    has_tags: bool,
    cells: Vec<String>,
}

impl Cells {
    pub(super) fn new(layout: Layout) -> Self {
        let all = || layout.holds.iter().enumerate();
        let texts: Vec<(usize, &'static str)> = all()
            .filter_map(|(at, holds)| match holds {
                Holds::Text(key) => Some((at, *key)),
                _ => None,
            })
            .collect();
        let own = all().filter_map(|(at, holds)| match holds {
            Holds::Own(key, kind) => Some((at, key.clone(), *kind)),
            _ => None,
        });
        let has = |key: &str| {
            let stands_for = |text: &str| match key {
                "display" => text == "shown",
                "birthday" => text == "birthday/day",
                _ => false,
            };
            texts.iter().any(|(_, text)| *text == key || stands_for(text))
        };
        let known = TEXTS.into_iter().chain(PREFERENCE_KEYS);
        Self {
            own: own.collect(),
            emails: Places::new(&layout.holds, "emails"),
            phones: Places::new(&layout.holds, "phones"),
            addresses: Places::new(&layout.holds, "addresses"),
            links: Places::new(&layout.holds, "links"),
            dates: Places::new(&layout.holds, "dates"),
            missing: known.filter(|key| !has(key)).collect(),
            has_tags: has("tags"),
            cells: vec![String::new(); layout.holds.len()],
            texts,
            layout,
        }
    }

    pub(super) fn headers(&self) -> &[String] {
        &self.layout.headers
    }

    /// The field that a column is about, as a report names it.
    pub(super) fn field(&self, column: usize) -> String {
        match &self.layout.holds[column] {
            Holds::Nothing => String::new(),
            Holds::Text(key) => (*key).to_owned(),
            Holds::Own(key, _) => format!("custom/{key}"),
            Holds::Row(target) => {
                let target = target.to_string();
                target.split(['#', ':', '/']).next().unwrap_or_default().to_owned()
            }
        }
    }

    /// The cells that were filled last.
    pub(super) fn filled(&self) -> &[String] {
        &self.cells
    }

    /// The cells of a contact.
    pub(super) fn fill(&mut self, contact: &Contact, losses: &mut Losses) -> &[String] {
        self.cells.iter_mut().for_each(String::clear);
        for (at, key) in &self.texts {
            let text = if *key == "tags" { self.tags(contact).into() } else { text_of(contact, key) };
            self.cells[*at].push_str(&text);
        }
        if self.layout.days == Days::Whole
            && let Some((at, _)) = self.texts.iter().find(|(_, key)| *key == "birthday")
            && contact.birthday.is_some_and(|day| day.year().is_none())
        {
            self.cells[*at].clear();
            losses.left_out("birthday", true);
        }
        for (at, key, kind) in &self.own {
            if let Some(value) = contact.custom.get(key) {
                self.cells[*at].push_str(&own_text(value, *kind, self.layout.by_id));
            }
        }
        self.rows(contact, losses);
        if !self.layout.is_view {
            self.tell(contact, losses);
        }
        &self.cells
    }

    fn tags(&self, contact: &Contact) -> String {
        let tags = self.layout.everybody.into_iter().chain(contact.tags.iter().map(String::as_str));
        tags.collect::<Vec<_>>().join(self.layout.between_tags)
    }

    fn rows(&mut self, contact: &Contact, losses: &mut Losses) {
        let Self { layout, cells, .. } = self;
        let emails = contact.emails.iter().map(|row| (row.label.as_str(), row.value.as_str(), row.primary));
        self.emails.fill(emails, cells, losses);
        let phones = contact.phones.iter().map(|row| (row.label.as_str(), row.value.as_str(), row.primary));
        self.phones.fill(phones, cells, losses);
        let links = contact.links.iter().map(|row| (row.label.as_str(), row.value.as_str(), row.primary));
        self.links.fill(links, cells, losses);
        let is_whole = |day: &satchel_model::PartialDate| layout.days == Days::Any || day.year().is_some();
        let days: Vec<(&str, String, bool)> = contact
            .dates
            .iter()
            .filter(|row| is_whole(&row.value))
            .map(|row| (row.label.as_str(), row.value.to_string(), row.primary))
            .collect();
        losses.note("dates", LossKind::LeftOut, contact.dates.len() - days.len());
        self.dates.fill(days.iter().map(|(label, day, primary)| (*label, day.as_str(), *primary)), cells, losses);
        self.addresses.fill_addresses(&contact.addresses, cells, losses);
    }

    /// Counts what has no column.
    fn tell(&self, contact: &Contact, losses: &mut Losses) {
        for key in &self.missing {
            losses.left_out(key, is_there(contact, key));
        }
        for (at, key) in &self.texts {
            losses.note(key, LossKind::OneWay, usize::from(back::is_unread(contact, key, &self.cells[*at])));
        }
        if self.has_tags {
            losses.note("tags", LossKind::OneWay, contact.tags.iter().filter(|tag| back::is_cut(tag)).count());
        } else {
            losses.note("tags", LossKind::LeftOut, contact.tags.len());
        }
        for (key, value) in &contact.custom {
            match self.own.iter().find(|(_, own, _)| own == key) {
                None => losses.left_out(&format!("custom/{key}"), true),
                Some(_) if back::is_torn(value) => losses.note(&format!("custom/{key}"), LossKind::OneWay, 1),
                Some(_) => {}
            }
        }
        // An import calls the person first, and a label that has no column makes a machine a person.
        let first = contact.phones.iter().find(|phone| phone.primary);
        if contact.phones.len() > 1 && first.is_some_and(|phone| is_answered_by_others(&phone.label)) {
            losses.note("phones/primary", LossKind::OneWay, 1);
        }
        tell_beyond(contact, losses);
    }
}

/// Counts what no table has a place for.
fn tell_beyond(contact: &Contact, losses: &mut Losses) {
    let emails = || contact.emails.iter();
    let phones = || contact.phones.iter();
    let known = emails().filter(|row| row.status != EmailStatus::Unknown).count();
    losses.note("emails/status", LossKind::LeftOut, known);
    losses.note("emails/do_not_email", LossKind::LeftOut, emails().filter(|row| row.do_not_email).count());
    losses.note("phones/do_not_call", LossKind::LeftOut, phones().filter(|row| row.do_not_call).count());
    losses.note("phones/do_not_text", LossKind::LeftOut, phones().filter(|row| row.do_not_text).count());
    losses.note("consents", LossKind::LeftOut, contact.consents.len());
    losses.note("attachments", LossKind::LeftOut, contact.attachments.len());
    losses.note("locks", LossKind::LeftOut, contact.locked.len());
    losses.left_out("state", contact.state != RecordState::Active);
}

/// A text of a contact by its key.
pub(super) fn text_of<'a>(contact: &'a Contact, key: &str) -> Cow<'a, str> {
    let instant = |at: i64| Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default();
    let borrowed = match key {
        "prefix" => &contact.prefix,
        "given" => &contact.given,
        "middle" => &contact.middle,
        "family" => &contact.family,
        "suffix" => &contact.suffix,
        "nickname" => &contact.nickname,
        "maiden" => &contact.maiden,
        "display" => &contact.display_set,
        "company" => &contact.company,
        "title" => &contact.title,
        "department" => &contact.department,
        "role" => &contact.role,
        "time_zone" => &contact.time_zone,
        "language" => &contact.language,
        "notes" => &contact.notes,
        "source" => &contact.source,
        "owner" => &contact.owner,
        "email" => return contact.emails.first().map_or("".into(), |row| row.value.as_str().into()),
        "phone" => return contact.phones.first().map_or("".into(), |row| row.value.as_str().into()),
        "place" => return contact.addresses.first().map_or("".into(), |row| row.locality.as_str().into()),
        "shown" => &contact.display,
        "birthday/year" => {
            return contact.birthday.and_then(|day| day.year()).map_or("".into(), |it| it.to_string().into());
        }
        "birthday/month" => return contact.birthday.map_or("".into(), |day| day.month().to_string().into()),
        "birthday/day" => return contact.birthday.map_or("".into(), |day| day.day().to_string().into()),
        "id" => return contact.id.to_string().into(),
        "birthday" => return contact.birthday.map(|day| day.to_string()).unwrap_or_default().into(),
        "categories" => {
            let known = contact.categories.iter().map(|own| (own.group.as_str(), own.name.as_str()));
            return category::written(known).into();
        }
        "created_at" => return instant(contact.created_at).into(),
        "updated_at" => return instant(contact.updated_at).into(),
        _ => return contact.preferences.text(key).unwrap_or_default().into(),
    };
    borrowed.as_str().into()
}

/// Whether a text is there, without making it.
fn is_there(contact: &Contact, key: &str) -> bool {
    match key {
        "birthday" => contact.birthday.is_some(),
        "categories" => !contact.categories.is_empty(),
        _ => !text_of(contact, key).is_empty(),
    }
}

/// A value of a field of one's own in a cell: as people read it; what refers to a record by its id where that is to be
/// read back.
fn own_text(value: &Value, kind: CustomKind, by_id: bool) -> String {
    match value.get("id").and_then(Value::as_str) {
        Some(id) if by_id && kind.is_reference() => id.to_owned(),
        _ => printed(value),
    }
}

/// The parts of an address in the order of its columns.
pub(super) fn parts_of(address: &Address) -> [&str; 5] {
    [&address.street, &address.locality, &address.region, &address.postcode, &address.country].map(String::as_str)
}
