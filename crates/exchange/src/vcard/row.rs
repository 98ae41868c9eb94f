//! Rows of a card's lists in one shape: e-mails, phones, addresses, links, days, relations.
//!
//! A row is the unit in which cards are compared and changed, as it is everywhere in Satchel. Deliberately absent: the
//! properties that rows come from (`row::read`) and go to (`row::write`).

pub(crate) mod read;
pub(crate) mod write;

use satchel_model::{Address, PartialDate, fold_email};

use super::card::Card;

/// Which list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Noun {
    Address,
    Email,
    Phone,
    Link,
    Date,
    Relation,
}

/// All of them; addresses before phones, because an address tells which country a national number is from.
pub(crate) const NOUNS: [Noun; 6] = [Noun::Address, Noun::Email, Noun::Phone, Noun::Link, Noun::Date, Noun::Relation];

/// One row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) label: String,
    pub(crate) value: RowValue,
}

/// What a row holds besides its label.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum RowValue {
    Address(Box<Address>),
    Email(String),
    Phone { written: String, e164: String },
    Link(String),
    Date(PartialDate),
    Relation(String),
}

impl RowValue {
    /// The form in which two values are the same thing.
    pub(crate) fn identity(&self) -> String {
        match self {
            Self::Address(address) => address_parts(address).join("\n").to_lowercase(),
            Self::Email(address) => fold_email(address),
            Self::Phone { written, .. } => written.chars().filter(|c| c.is_alphanumeric() || *c == '+').collect(),
            Self::Link(text) | Self::Relation(text) => text.clone(),
            Self::Date(day) => day.to_string(),
        }
    }

    /// Whether two values are written the same; a number in E.164 is derived and does not count.
    pub(crate) fn is_written_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Phone { written: one, .. }, Self::Phone { written: two, .. }) => one == two,
            (Self::Address(one), Self::Address(two)) => address_parts(one) == address_parts(two),
            _ => self == other,
        }
    }
}

/// Street, locality, region, postcode, country.
pub(crate) fn address_parts(address: &Address) -> [&str; 5] {
    [&address.street, &address.locality, &address.region, &address.postcode, &address.country].map(String::as_str)
}

/// The same, to be changed.
pub(crate) fn address_parts_mut(address: &mut Address) -> [&mut String; 5] {
    let Address { street, locality, region, postcode, country, .. } = address;
    [street, locality, region, postcode, country]
}

/// The rows of one list.
pub(crate) fn rows(card: &Card, noun: Noun) -> Vec<Row> {
    let contact = &card.contact;
    let row = |label: &String, value| Row { label: label.clone(), value };
    match noun {
        Noun::Address => {
            let boxed = |address: &Address| RowValue::Address(Box::new(address.clone()));
            contact.addresses.iter().map(|address| row(&address.label, boxed(address))).collect()
        }
        Noun::Email => contact.emails.iter().map(|(label, text)| row(label, RowValue::Email(text.clone()))).collect(),
        Noun::Phone => {
            let phone =
                |written: &String, e164: &String| RowValue::Phone { written: written.clone(), e164: e164.clone() };
            contact.phones.iter().map(|(label, written, e164)| row(label, phone(written, e164))).collect()
        }
        Noun::Link => contact.links.iter().map(|(label, text)| row(label, RowValue::Link(text.clone()))).collect(),
        Noun::Date => contact.dates.iter().map(|(label, day)| row(label, RowValue::Date(*day))).collect(),
        Noun::Relation => {
            card.relations.iter().map(|(label, text)| row(label, RowValue::Relation(text.clone()))).collect()
        }
    }
}

/// Adds a row behind the others of its list.
pub(crate) fn push_row(card: &mut Card, row: Row) {
    let Row { label, value } = row;
    let contact = &mut card.contact;
    match value {
        RowValue::Address(address) => contact.addresses.push(Address { label, ..*address }),
        RowValue::Email(text) => contact.emails.push((label, text)),
        RowValue::Phone { written, e164 } => contact.phones.push((label, written, e164)),
        RowValue::Link(text) => contact.links.push((label, text)),
        RowValue::Date(day) => contact.dates.push((label, day)),
        RowValue::Relation(text) => card.relations.push((label, text)),
    }
}

/// Labels of numbers at which the person does not answer.
const MACHINES: [&str; 3] = ["fax", "pager", "isdn"];

/// Which of several is the primary: what the card prefers most, else the first that is no machine.
///
/// Preferences are 1 (most) to 100, as in vCard 4.0.
pub(crate) fn primary(noun: Noun, rows: &[(&str, Option<u8>)]) -> usize {
    let preferred = rows.iter().enumerate().filter_map(|(at, (_, preference))| Some((preference.as_ref()?, at))).min();
    if let Some((_, at)) = preferred {
        return at;
    }
    let is_person = |(label, _): &(&str, _)| noun != Noun::Phone || !MACHINES.iter().any(|word| label.contains(word));
    rows.iter().position(is_person).unwrap_or_default()
}
