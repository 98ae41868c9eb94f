//! Why a contact is meant by a filter, or not: each condition with its answer and with what the contact has there.

use satchel_model::{
    Catalogue, Channel, Company, Condition, Contact, Filter, Home, RecordState, Related, Relation, group_path,
    objections, printed,
};
use satchel_store::Verdict;
use serde_json::Value;

use super::reading;
use crate::App;
use crate::wire::{ContactsExplain, ContactsExplained, Explanation, WireError};

/// Why a contact is meant by a filter, or not.
pub async fn explain(app: App, input: ContactsExplain) -> Result<ContactsExplained, WireError> {
    let vault = app.vault()?;
    let mut reading = reading(&app, &vault, &input.filter).await?;
    reading.among.clear();
    let contact = vault.store.contact(input.id).await?;
    let verdict = vault.store.judge(reading.asked(), input.id).await?;
    let meant = verdict.holds && (reading.filter.names_state() || contact.state == RecordState::Active);
    let company = match contact.company_id {
        Some(company) => Some(vault.store.company(company).await?),
        None => None,
    };
    let relations = vault.store.relations(contact.id).await?;
    let told =
        Told { contact: &contact, company: company.as_ref(), relations: &relations, catalogue: &reading.catalogue };
    let why = told.explained(verdict);
    Ok(ContactsExplained { id: contact.id, display: contact.display.clone(), meant, state: contact.state, why })
}

/// A contact with what belongs to it.
struct Told<'a> {
    contact: &'a Contact,
    company: Option<&'a Company>,
    relations: &'a [Relation],
    catalogue: &'a Catalogue,
}

impl Told<'_> {
    fn explained(&self, verdict: Verdict) -> Explanation {
        let values = match &verdict.part {
            Filter::Where(Condition { field, .. }) => {
                self.catalogue.facet(field, None).map(|facet| self.values(&facet.home))
            }
            Filter::Some { of, .. } => Some(self.rows(*of)),
            _ => None,
        };
        let parts = verdict.parts.into_iter().map(|part| self.explained(part)).collect();
        let values = values.unwrap_or_default().into_iter().filter(|value| !value.is_empty());
        let values = values.map(|value| shortened(&value)).collect();
        Explanation { part: verdict.part.to_string(), holds: verdict.holds, values, parts }
    }

    /// What the contact has at a place.
    fn values(&self, home: &Home) -> Vec<String> {
        let contact = self.contact;
        let instant = |at: i64| jiff::Timestamp::from_millisecond(at).map(|at| at.to_string()).unwrap_or_default();
        match home {
            Home::Own(key) => vec![contact.preferences.text(key).unwrap_or_else(|| text(contact, key))],
            Home::Work(key) => vec![text(contact, key)],
            Home::Created => vec![instant(contact.created_at)],
            Home::Updated => vec![instant(contact.updated_at)],
            Home::State => vec![text(contact, "state")],
            Home::Tag => contact.tags.clone(),
            Home::Owner => vec![contact.owner.clone()],
            Home::Company("name") => vec![contact.company.clone()],
            Home::Company("parent") => {
                self.company.and_then(|it| it.parent.as_ref()).map(|it| it.name.clone()).into_iter().collect()
            }
            Home::Company(part) => self.company.map(|company| text(company, part)).into_iter().collect(),
            Home::CompanyOwn(key) => {
                self.company.and_then(|company| company.custom.get(key)).map(printed).into_iter().collect()
            }
            Home::Custom(key) => contact.custom.get(key).map(printed).into_iter().collect(),
            Home::Category(group) => {
                let held = contact.categories.iter().filter(|held| group_path(&held.group) == *group);
                held.map(|held| held.name.clone()).collect()
            }
            Home::OptedOut => {
                let refused = |channel: &&Channel| !objections(contact, **channel, None, None).is_empty();
                Channel::ALL.iter().filter(refused).map(ToString::to_string).collect()
            }
            Home::Row(related, _) => self.rows(*related),
        }
    }

    /// Each row in one line.
    fn rows(&self, related: Related) -> Vec<String> {
        let contact = self.contact;
        let of_company = |values: fn(&Company) -> Vec<String>| self.company.map(values).unwrap_or_default();
        match related {
            Related::Emails => contact.emails.iter().map(|row| row.value.clone()).collect(),
            Related::Phones => contact.phones.iter().map(|row| row.value.clone()).collect(),
            Related::Addresses => contact.addresses.iter().map(|row| row.value.clone()).collect(),
            Related::Links => contact.links.iter().map(|row| row.value.clone()).collect(),
            Related::Dates => contact.dates.iter().map(|row| row.value.to_string()).collect(),
            Related::Attachments => contact.attachments.iter().map(|row| row.name.clone()).collect(),
            Related::Categories => {
                contact.categories.iter().map(|held| format!("{}: {}", held.group, held.name)).collect()
            }
            Related::Consents => contact
                .consents
                .iter()
                .map(|entry| format!("{}: {} {}", entry.purpose, entry.state, entry.day))
                .collect(),
            Related::Relations => self.relations.iter().map(|row| format!("{}: {}", row.kind, row.display)).collect(),
            Related::CompanyNames => of_company(|it| it.names.iter().map(|row| row.value.clone()).collect()),
            Related::CompanyDomains => of_company(|it| it.domains.iter().map(|row| row.value.clone()).collect()),
            Related::CompanyPhones => of_company(|it| it.phones.iter().map(|row| row.value.clone()).collect()),
            Related::CompanyAddresses => of_company(|it| it.addresses.iter().map(|row| row.value.clone()).collect()),
            Related::CompanyAttachments => of_company(|it| it.attachments.iter().map(|row| row.name.clone()).collect()),
            Related::Affiliations | Related::Lists | Related::Changes => Vec::new(),
        }
    }
}

/// A text of a record by its key.
fn text(record: &impl serde::Serialize, key: &str) -> String {
    let value = serde_json::to_value(record).ok();
    value.and_then(|value| value.get(key).and_then(Value::as_str).map(str::to_owned)).unwrap_or_default()
}

/// Notes are long; their beginning says which they are.
fn shortened(value: &str) -> String {
    const MOST: usize = 200;
    match value.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &value[..at]),
        None => value.to_owned(),
    }
}
