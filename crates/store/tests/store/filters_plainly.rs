//! The plain way to tell whom a filter means: every value of a contact is looked at, one by one.

use std::collections::BTreeSet;
use std::sync::Arc;

use satchel_model::{
    Address, Cell, Channel, Company, CompanyText, Condition, Consent, Contact, Facet, Filter, Followed, Home, Id, Kind,
    PREFERENCE_KEYS, Phone, Related, Relation, Test, Vantage, group_path, objections, phone_country,
};
use satchel_store::{HistoryEntry, Store};
use serde_json::Value;

use crate::filters_by_chance::catalogue;
use crate::support::NOW;

pub(crate) fn vantage() -> Vantage {
    Vantage::utc(NOW)
}

/// A contact with what happened to it.
pub(crate) struct Person {
    pub(crate) contact: Contact,
    company: Option<Company>,
    relations: Vec<Relation>,
    history: Vec<HistoryEntry>,
    /// On which kept lists, and with which status.
    on: Vec<(String, String)>,
    /// All lists that follow filters, with these.
    following: Arc<Vec<(String, Filter)>>,
}

/// The plain way: every value of every contact is looked at.
pub(crate) fn meets(person: &Person, filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| meets(person, part)),
        Filter::Any(parts) => parts.iter().any(|part| meets(person, part)),
        Filter::Not(inner) => !meets(person, inner),
        Filter::Words(_) => false,
        Filter::Some { of, that } => {
            let follows = |name: &str| row_meets(*of, &[text(name), text("")], that);
            rows(person, *of).iter().any(|row| row_meets(*of, row, that))
                || (*of == Related::Lists && on_followed(person, follows))
        }
        Filter::Where(Condition { field, test }) => {
            let facet = catalogue().facet(field, None).unwrap();
            let follows = |name: &str| {
                let cell = if field == "lists" { text(name) } else { text("") };
                judged(test, &facet, &cell)
            };
            values(person, &facet).iter().any(|value| judged(test, &facet, value))
                || (matches!(facet.home, Home::Row(Related::Lists, _)) && on_followed(person, follows))
        }
    }
}

/// Whether somebody meets the filter of a list whose name meets something.
fn on_followed(person: &Person, named: impl Fn(&str) -> bool) -> bool {
    person.following.iter().any(|(name, filter)| named(name) && meets(person, filter))
}

fn row_meets(of: Related, row: &[Held], filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| row_meets(of, row, part)),
        Filter::Any(parts) => parts.iter().any(|part| row_meets(of, row, part)),
        Filter::Not(inner) => !row_meets(of, row, inner),
        Filter::Where(Condition { field, test }) => {
            let facet = catalogue().facet(field, Some(of)).unwrap();
            let Home::Row(_, part) = facet.home else { panic!("{field}") };
            let at = of.parts().iter().position(|(other, _)| *other == part).unwrap();
            judged(test, &facet, &row[at])
        }
        Filter::Words(_) | Filter::Some { .. } => panic!("not inside of a row"),
    }
}

#[derive(Clone, Debug)]
enum Held {
    Text(String),
    Whole(i64),
}

fn text(text: &str) -> Held {
    Held::Text(text.to_owned())
}

fn flag(set: bool) -> Held {
    Held::Whole(i64::from(set))
}

fn judged(test: &Test, facet: &Facet, value: &Held) -> bool {
    match value {
        Held::Text(text) => test.holds(facet, Cell::Text(text), &vantage()),
        Held::Whole(number) => test.holds(facet, Cell::Whole(*number), &vantage()),
    }
}

fn phone(row: &Phone) -> Vec<Held> {
    let matched = if row.e164.is_empty() { satchel_model::digits(&row.value) } else { row.e164.clone() };
    vec![text(&matched), text(&row.label), text(&phone_country(&matched))]
}

fn address(row: &Address) -> Vec<Held> {
    let Address { street, locality, region, postcode, country, label, .. } = row;
    let whole = [street, postcode, locality, region, country].map(Clone::clone).join(" ");
    [&whole, street, locality, region, postcode, country, label].map(|part| text(part)).to_vec()
}

fn labelled(row: &CompanyText) -> Vec<Held> {
    vec![text(&row.value), text(&row.label)]
}

fn rows(person: &Person, of: Related) -> Vec<Vec<Held>> {
    let contact = &person.contact;
    let company = person.company.as_ref();
    let consent = |entry: &Consent| {
        vec![
            text(&entry.purpose),
            text(entry.state.as_str()),
            text(entry.basis.as_str()),
            text(entry.channel.map_or("", Channel::as_str)),
            text(&entry.day),
            text(&entry.how),
            text(&entry.evidence),
            flag(entry.stands(&contact.consents)),
        ]
    };
    match of {
        Related::Emails => contact
            .emails
            .iter()
            .map(|row| {
                let domain = row.value.rsplit('@').next().unwrap();
                vec![
                    text(&row.value),
                    text(&row.label),
                    text(domain),
                    text(row.status.as_str()),
                    flag(row.do_not_email),
                ]
            })
            .collect(),
        Related::Phones => contact
            .phones
            .iter()
            .map(|row| [phone(row), vec![flag(row.do_not_call), flag(row.do_not_text)]].concat())
            .collect(),
        Related::Addresses => contact.addresses.iter().map(address).collect(),
        Related::Links => contact
            .links
            .iter()
            .map(|row| vec![text(&row.value), text(&row.label), text(&row.network), text(&row.handle)])
            .collect(),
        Related::Dates => {
            contact.dates.iter().map(|row| vec![text(&row.value.to_string()), text(&row.label)]).collect()
        }
        Related::Categories => {
            contact.categories.iter().map(|held| vec![text(&held.name), text(&held.group)]).collect()
        }
        Related::Consents => contact.consents.iter().map(consent).collect(),
        Related::Relations => person
            .relations
            .iter()
            .map(|row| {
                let strength = if row.strength == 0 { String::new() } else { row.strength.to_string() };
                vec![text(&row.kind), text(&row.display), text(&row.company), text(&strength), text(&row.note)]
            })
            .collect(),
        Related::CompanyNames => company.iter().flat_map(|company| company.names.iter().map(labelled)).collect(),
        Related::CompanyDomains => company.iter().flat_map(|company| company.domains.iter().map(labelled)).collect(),
        Related::CompanyPhones => company.iter().flat_map(|company| company.phones.iter().map(phone)).collect(),
        Related::CompanyAddresses => company.iter().flat_map(|company| company.addresses.iter().map(address)).collect(),
        Related::Changes => person
            .history
            .iter()
            .flat_map(|entry| {
                let paths: BTreeSet<&str> =
                    entry.changes.iter().map(|change| change.path.split('/').next().unwrap_or_default()).collect();
                let (at, origin, actor) = (entry.batch.at, entry.batch.origin.as_str(), entry.batch.actor.clone());
                paths.into_iter().map(move |path| vec![Held::Whole(at), text(path), text(origin), text(&actor)])
            })
            .collect(),
        Related::Lists => person.on.iter().map(|(name, status)| vec![text(name), text(status)]).collect(),
        Related::Affiliations | Related::Attachments | Related::CompanyAttachments => Vec::new(),
    }
}

fn values(person: &Person, facet: &Facet) -> Vec<Held> {
    let contact = &person.contact;
    let own = serde_json::to_value(contact).unwrap();
    let read = |record: &Value, key: &str| match &record[key] {
        Value::String(value) => vec![text(value)],
        Value::Null => Vec::new(),
        other => panic!("how to look at {key} plainly? {other}"),
    };
    match &facet.home {
        Home::Own("channels") => contact.preferences.channels.iter().map(|channel| text(channel.as_str())).collect(),
        Home::Own(key) if facet.kind == Kind::Flag => {
            vec![flag(contact.preferences.text(key).unwrap() == "yes")]
        }
        Home::Own(key) if PREFERENCE_KEYS.contains(key) => vec![text(&contact.preferences.text(key).unwrap())],
        Home::Own(key) | Home::Work(key) => read(&own, key),
        Home::Created => vec![Held::Whole(contact.created_at)],
        Home::Updated => vec![Held::Whole(contact.updated_at)],
        Home::State => read(&own, "state"),
        Home::Tag => contact.tags.iter().map(|tag| text(tag)).collect(),
        Home::Owner => vec![text(&contact.owner)],
        Home::Company("parent") => {
            let parent = person.company.iter().filter_map(|company| company.parent.as_ref());
            parent.map(|parent| text(&parent.name)).collect()
        }
        Home::Company(part) => {
            let company = person.company.as_ref().map(|company| serde_json::to_value(company).unwrap());
            company.iter().flat_map(|company| read(company, part)).collect()
        }
        Home::Category(group) => {
            let held = contact.categories.iter().filter(|held| group_path(&held.group) == *group);
            held.map(|held| text(&held.name)).collect()
        }
        Home::OptedOut => {
            let refused = |channel: &&Channel| !objections(contact, **channel, None, None).is_empty();
            Channel::ALL.iter().filter(refused).map(|channel| text(channel.as_str())).collect()
        }
        Home::Custom(_) | Home::CompanyOwn(_) => panic!("no fields of one's own are made here"),
        Home::Row(of, part) => {
            let at = of.parts().iter().position(|(other, _)| other == part).unwrap();
            rows(person, *of).into_iter().map(|row| row[at].clone()).collect()
        }
    }
}

/// Somebody as they are in a book.
pub(crate) async fn person(store: &Store, id: Id) -> Person {
    let contact = store.contact(id).await.unwrap();
    let company = match contact.company_id {
        Some(company) => Some(store.company(company).await.unwrap()),
        None => None,
    };
    let (relations, history) = (store.relations(id).await.unwrap(), store.history(id).await.unwrap());
    let on = store.lists_of(id).await.unwrap().into_iter().map(|(list, status)| (list.name, status)).collect();
    let following = store.lists().await.unwrap().into_iter().filter(|list| list.kind.follows_filter());
    let following = following.map(|list| (list.name, Filter::parse(&list.filter, &catalogue()).unwrap()));
    Person { contact, company, relations, history, on, following: Arc::new(following.collect()) }
}

/// A filter as the database is asked it; none when a list in it follows itself.
pub(crate) async fn with_lists(store: &Store, filter: &Filter) -> Option<Filter> {
    let lists = store.lists().await.unwrap();
    let following = lists.iter().filter(|list| list.kind.follows_filter());
    let following: Vec<Followed<'_>> =
        following.map(|list| Followed { id: list.id, name: &list.name, filter: &list.filter }).collect();
    filter.clone().with_lists(&following, None, &catalogue()).ok()
}

/// Whether a plain look can tell: departments and days of rows of work are not in a contact.
pub(crate) fn is_plain(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().all(is_plain),
        Filter::Not(inner) => is_plain(inner),
        Filter::Some { of, that } => *of != Related::Affiliations && is_plain(that),
        Filter::Where(Condition { field, .. }) => !field.starts_with("affiliations"),
        Filter::Words(_) => true,
    }
}
