//! A property out of a row: a new one, or the value and types of one that a card has already.
//!
//! What is written is read as the same row. Deliberately absent: which row is preferred, and where it stands.

use super::super::day::write_day;
use super::super::label::{LabelForm, write_label};
use super::super::line::Head;
use super::super::property::Property;
use super::super::text::{escape, escape_uri, split};
use super::super::version::Version;
use super::read::MESSENGERS;
use super::{Noun, Row, RowValue, address_parts};

/// Services whose pages address books know.
const SERVICES: [&str; 12] = [
    "twitter",
    "linkedin",
    "facebook",
    "instagram",
    "xing",
    "github",
    "youtube",
    "mastodon",
    "bluesky",
    "flickr",
    "myspace",
    "sinaweibo",
];

/// Relations that 4.0 has types for.
const RELATIONS: [&str; 19] = [
    "contact",
    "acquaintance",
    "friend",
    "met",
    "co-worker",
    "colleague",
    "co-resident",
    "neighbor",
    "child",
    "parent",
    "sibling",
    "spouse",
    "kin",
    "muse",
    "crush",
    "date",
    "sweetheart",
    "agent",
    "emergency",
];

/// The property of a row.
pub(crate) fn row_property(row: &Row, version: Version) -> Property {
    let label = row.label.as_str();
    match &row.value {
        RowValue::Email(address) => {
            let property = Property::new("EMAIL", escape(address));
            let property = if version == Version::V4 { property } else { property.with("TYPE", "INTERNET") };
            labelled(property, write_label(label, false))
        }
        RowValue::Phone { written, .. } => labelled(Property::new("TEL", escape(written)), write_label(label, true)),
        RowValue::Address(address) => {
            let value = [["", ""].as_slice(), &address_parts(address)].concat().into_iter().map(escape);
            labelled(Property::new("ADR", value.collect::<Vec<_>>().join(";")), write_label(label, false))
        }
        RowValue::Link(link) => link_property(label, link),
        RowValue::Date(day) => match (label, version) {
            ("anniversary", Version::V4) => day_property("ANNIVERSARY", *day, version),
            _ => labelled(day_property("X-ABDATE", *day, Version::V3), own(label)),
        },
        RowValue::Relation(text) => match version {
            Version::V4 if label.is_empty() || RELATIONS.contains(&label) => {
                let property = Property::new("RELATED", escape(text)).with("VALUE", "text");
                if label.is_empty() { property } else { property.with("TYPE", label) }
            }
            _ => labelled(Property::new("X-ABRELATEDNAMES", escape(text)), own(label)),
        },
    }
}

fn own(label: &str) -> LabelForm {
    LabelForm { types: Vec::new(), own: (!label.is_empty()).then(|| label.to_owned()) }
}

fn labelled(mut property: Property, form: LabelForm) -> Property {
    property.params.extend(form.types.into_iter().map(|word| ("TYPE", word.to_owned())));
    property.own_label = form.own;
    property
}

fn day_property(name: &str, day: satchel_model::PartialDate, version: Version) -> Property {
    let (value, param) = write_day(day, version);
    let property = Property::new(name, value);
    match param {
        Some((name, value)) => property.with(name, value),
        None => property,
    }
}

fn link_property(label: &str, link: &str) -> Property {
    let scheme = link.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_messenger = MESSENGERS.iter().any(|(_, _, known)| scheme.eq_ignore_ascii_case(known));
    if SERVICES.contains(&label) {
        return Property::new("X-SOCIALPROFILE", escape_uri(link)).with("TYPE", label);
    }
    if !is_messenger {
        return labelled(Property::new("URL", escape_uri(link)), write_label(label, false));
    }
    let property = Property::new("IMPP", escape_uri(link));
    if MESSENGERS.iter().any(|(_, known, _)| *known == label) {
        property.with("X-SERVICE-TYPE", label)
    } else {
        labelled(property, write_label(label, false))
    }
}

/// How a property that is there takes another value.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Revalued {
    /// Escaped.
    pub(crate) value: String,
    /// Parameters that were about the value before.
    pub(crate) stale: &'static [&'static str],
    /// A parameter that the value needs.
    pub(crate) param: Option<(&'static str, String)>,
}

/// The new value of a property; nothing where it has to be another property. `escaped` is the value that is there.
pub(crate) fn revalue(head: &Head, escaped: &str, old: &Row, new: &Row, version: Version) -> Option<Revalued> {
    let plain = |value, stale| Some(Revalued { value, stale, param: None });
    match (&old.value, &new.value) {
        (_, RowValue::Email(address)) => plain(escape(address), &["VALUE"]),
        (_, RowValue::Phone { written, .. }) => plain(escape(written), &["VALUE"]),
        (RowValue::Address(old), RowValue::Address(new)) => {
            let (old, new) = (address_parts(old), address_parts(new));
            let mut parts: Vec<String> = split(escaped, ';').into_iter().map(str::to_owned).collect();
            parts.resize(parts.len().max(7), String::new());
            if old[0] != new[0] {
                parts[0].clear();
                parts[1].clear();
            }
            for (at, part) in new.iter().enumerate().filter(|(at, part)| old[*at] != **part) {
                parts[at + 2] = escape(part);
            }
            plain(parts.join(";"), &["LABEL", "GEO", "TZ"])
        }
        (_, RowValue::Link(link)) => match MESSENGERS.iter().find(|(property, ..)| *property == head.name) {
            Some((_, _, scheme)) => {
                let (before, user) = link.split_once(':')?;
                before.eq_ignore_ascii_case(scheme).then(|| Revalued {
                    value: escape_uri(user),
                    stale: &[],
                    param: None,
                })
            }
            None => plain(escape_uri(link), &["X-USER", "VALUE"]),
        },
        (_, RowValue::Date(day)) => {
            let version = if head.name == "ANNIVERSARY" { version } else { Version::V3 };
            let (value, param) = write_day(*day, version);
            let param = param.map(|(name, value)| (name, value.to_owned()));
            Some(Revalued { value, stale: &["VALUE", "X-APPLE-OMIT-YEAR"], param })
        }
        (_, RowValue::Relation(text)) => {
            let param = (head.name == "RELATED").then(|| ("VALUE", "text".to_owned()));
            Some(Revalued { value: escape(text), stale: &["VALUE"], param })
        }
        _ => None,
    }
}

/// How a property that is there takes another label; nothing where the property itself is the label.
pub(crate) fn relabel(head: &Head, noun: Noun, label: &str) -> Option<LabelForm> {
    match (noun, head.name.as_str()) {
        (Noun::Email | Noun::Address, _) | (Noun::Link, "URL") => Some(write_label(label, false)),
        (Noun::Link, "IMPP") if head.param("X-SERVICE-TYPE").is_none() && head.param("SERVICE-TYPE").is_none() => {
            Some(write_label(label, false))
        }
        (Noun::Phone, _) => Some(write_label(label, true)),
        (Noun::Date, "X-ABDATE") | (Noun::Relation, "X-ABRELATEDNAMES") => Some(own(label)),
        _ => None,
    }
}
