//! A row out of a property.
//!
//! What is no e-mail address, phone number, day or web address is told and stays in the card. Deliberately absent:
//! which of several is the primary.

use satchel_model::{Address, Id, ProblemCode, collapse, parse_email, parse_phone};

use super::super::day::read_day;
use super::super::label::{read_label, read_own_label};
use super::super::line::Head;
use super::super::text::{split, unescape, unescape_uri};
use super::{Noun, Row, RowValue};

/// Instant messengers that have a property of their own: property, label, scheme.
pub(super) const MESSENGERS: [(&str, &str, &str); 14] = [
    ("X-AIM", "aim", "aim"),
    ("X-ICQ", "icq", "icq"),
    ("X-MSN", "msn", "msnim"),
    ("X-YAHOO", "yahoo", "ymsgr"),
    ("X-JABBER", "jabber", "xmpp"),
    ("X-GTALK", "google talk", "xmpp"),
    ("X-GOOGLE-TALK", "google talk", "xmpp"),
    ("X-GOOGLE TALK", "google talk", "xmpp"),
    ("X-SKYPE", "skype", "skype"),
    ("X-SKYPE-USERNAME", "skype", "skype"),
    ("X-QQ", "qq", "qq"),
    ("X-GADUGADU", "gadu-gadu", "gg"),
    ("X-SIP", "sip", "sip"),
    ("X-MATRIX", "matrix", "matrix"),
];

/// Properties of a related person: property, label.
const RELATIONS: [(&str, &str); 13] = [
    ("X-SPOUSE", "spouse"),
    ("X-MANAGER", "manager"),
    ("X-ASSISTANT", "assistant"),
    ("X-EVOLUTION-SPOUSE", "spouse"),
    ("X-EVOLUTION-MANAGER", "manager"),
    ("X-EVOLUTION-ASSISTANT", "assistant"),
    ("X-KADDRESSBOOK-X-SPOUSESNAME", "spouse"),
    ("X-KADDRESSBOOK-X-MANAGERSNAME", "manager"),
    ("X-KADDRESSBOOK-X-ASSISTANTSNAME", "assistant"),
    ("X-MS-SPOUSE", "spouse"),
    ("X-MS-MANAGER", "manager"),
    ("X-MS-ASSISTANT", "assistant"),
    ("X-MS-CHILD", "child"),
];

/// Properties of a wedding day.
const ANNIVERSARIES: [&str; 5] =
    ["ANNIVERSARY", "X-ANNIVERSARY", "X-EVOLUTION-ANNIVERSARY", "X-KADDRESSBOOK-X-ANNIVERSARY", "X-MS-ANNIVERSARY"];

/// The list that a property belongs to.
pub(crate) fn noun_of(name: &str) -> Option<Noun> {
    Some(match name {
        "EMAIL" => Noun::Email,
        "TEL" | "X-MS-TEL" => Noun::Phone,
        "ADR" => Noun::Address,
        "URL" | "X-SOCIALPROFILE" | "SOCIALPROFILE" | "IMPP" => Noun::Link,
        "X-ABDATE" => Noun::Date,
        "RELATED" | "X-ABRELATEDNAMES" => Noun::Relation,
        _ if ANNIVERSARIES.contains(&name) => Noun::Date,
        _ if MESSENGERS.iter().any(|(property, ..)| *property == name) => Noun::Link,
        _ if RELATIONS.iter().any(|(property, _)| *property == name) => Noun::Relation,
        _ => return None,
    })
}

/// What is wrong with a value.
pub(crate) type Refusal = (ProblemCode, String);

/// Reads a row from a property of its list; nothing when there is nothing in it.
///
/// `own` is the label of the property's group, `country` the country of national numbers.
pub(crate) fn read_row(
    noun: Noun,
    head: &Head,
    escaped: &str,
    own: Option<&str>,
    country: Option<&str>,
) -> Result<Option<Row>, Refusal> {
    if escaped.trim().is_empty() && !(head.name == "X-SOCIALPROFILE" && head.param("X-USER").is_some()) {
        return Ok(None);
    }
    let value = match noun {
        Noun::Address => read_address(escaped),
        Noun::Email => {
            let text = collapse(&unescape_uri(escaped));
            Some(RowValue::Email(parse_email(&text).map_err(|error| (ProblemCode::EmailInvalid, error.to_string()))?))
        }
        Noun::Phone => {
            let text = read_number(&unescape(escaped));
            // Whether it is a number must not depend on a country, or a card would read otherwise in another one.
            let number = parse_phone(&text, None).map_err(|error| (ProblemCode::PhoneInvalid, error.to_string()))?;
            let e164 = match country {
                Some(_) if !text.starts_with('+') => {
                    parse_phone(&text, country).map_or(number.e164, |number| number.e164)
                }
                _ => number.e164,
            };
            Some(RowValue::Phone { written: number.written, e164 })
        }
        Noun::Link => Some(RowValue::Link(read_link(head, escaped)?)),
        Noun::Date => read_day(head, &unescape(escaped))
            .map_err(|reason| (ProblemCode::DateInvalid, reason.to_owned()))?
            .map(RowValue::Date),
        Noun::Relation => {
            let text = collapse(&unescape(escaped));
            (!text.is_empty()).then_some(RowValue::Relation(text))
        }
    };
    Ok(value.map(|value| Row { label: label_of(noun, head, own), value }))
}

fn label_of(noun: Noun, head: &Head, own: Option<&str>) -> String {
    let name = head.name.as_str();
    if let Some(own) = own.map(read_own_label).filter(|own| !own.is_empty()) {
        return own;
    }
    let fixed = match noun {
        Noun::Date if name != "X-ABDATE" => Some("anniversary"),
        Noun::Relation => RELATIONS.iter().find(|(property, _)| *property == name).map(|(_, label)| *label),
        Noun::Link => MESSENGERS.iter().find(|(property, ..)| *property == name).map(|(_, label, _)| *label),
        _ => None,
    };
    let service = head.param("X-SERVICE-TYPE").or_else(|| head.param("SERVICE-TYPE"));
    match (fixed, service) {
        (Some(label), _) => label.to_owned(),
        (None, Some(service)) if noun == Noun::Link => collapse(service).to_lowercase(),
        _ => read_label(head.types(), None),
    }
}

/// Box, extension and street are the lines of a street.
fn read_address(escaped: &str) -> Option<RowValue> {
    let parts: Vec<String> = split(escaped, ';').into_iter().map(read_lines).collect();
    let part = |at: usize| parts.get(at).cloned().unwrap_or_default();
    let street = [part(2), part(1), part(0)];
    let street: Vec<&str> = street.iter().map(String::as_str).filter(|text| !text.is_empty()).collect();
    let mut address = Address {
        id: Id::from_parts(0, &[0; 10]),
        value: String::new(),
        street: street.join("\n"),
        locality: part(3),
        region: part(4),
        postcode: part(5),
        country: part(6),
        label: String::new(),
        primary: false,
    };
    address.value = address.one_line();
    (!address.value.is_empty()).then(|| RowValue::Address(Box::new(address)))
}

/// The lines of a part, each collapsed. A comma is text: hardly anybody writes several values, many forget the escape.
fn read_lines(part: &str) -> String {
    unescape(part).lines().map(collapse).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

/// A number as text out of a `tel:` address: `;ext=` is an extension, `;phone-context=+49` stands before it.
fn read_number(text: &str) -> String {
    let text = text.trim();
    let Some(number) = text.get(..4).filter(|scheme| scheme.eq_ignore_ascii_case("tel:")).map(|_| &text[4..]) else {
        return collapse(text);
    };
    let mut parts = number.split(';');
    let mut read = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('=') {
            Some((name, value)) if name.eq_ignore_ascii_case("ext") => read.push_str(&format!(" ext. {value}")),
            Some((name, value)) if name.eq_ignore_ascii_case("phone-context") && value.starts_with('+') => {
                read.insert_str(0, value);
            }
            _ => {}
        }
    }
    collapse(&read.replace("%20", " "))
}

fn read_link(head: &Head, escaped: &str) -> Result<String, Refusal> {
    let mut text = unescape_uri(escaped.trim());
    if let Some((_, _, scheme)) = MESSENGERS.iter().find(|(property, ..)| *property == head.name) {
        let has_scheme = text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
            && text[scheme.len()..].starts_with(':');
        if !has_scheme {
            text = format!("{scheme}:{text}");
        }
    }
    if text.is_empty()
        && let Some(user) = head.param("X-USER")
    {
        text = format!("x-apple:{user}");
    }
    if text.is_empty() || text.len() > 2_000 || text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Err((ProblemCode::LinkInvalid, "not a web address".to_owned()));
    }
    Ok(text)
}
