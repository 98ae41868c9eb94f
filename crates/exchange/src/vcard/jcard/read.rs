//! From JSON to the text of a card.
//!
//! A property that is none is left out and counted; nothing that is written can end a line or the card. Deliberately
//! absent: what the property means.

use serde_json::Value;

use super::super::fold::push_folded;
use super::super::param::write_param;
use super::super::text::{escape, escape_uri};
use super::moment::basic;
use super::schema::{default_type, is_moment};
use crate::told::counted;

/// Cards so far, and what is told of them.
#[derive(Default)]
pub(super) struct Told {
    pub(super) cards: u64,
    pub(super) no_cards: u64,
    no_properties: u64,
    pub(super) warnings: Vec<String>,
}

impl Told {
    pub(super) fn sentences(mut self) -> Vec<String> {
        self.warnings.extend(counted(
            self.no_cards,
            "One entry of the list is no card and is left out.",
            "entries of the list are no cards and are left out.",
        ));
        self.warnings.extend(counted(
            self.no_properties,
            "One property is not written as jCard has it and is left out.",
            "properties are not written as jCard has it and are left out.",
        ));
        self.warnings
    }
}

/// The text of a card; nothing where the value is none.
pub(super) fn card(value: &Value, told: &mut Told) -> Option<Vec<u8>> {
    let [Value::String(word), Value::Array(properties), ..] = value.as_array()?.as_slice() else { return None };
    if !word.eq_ignore_ascii_case("vcard") {
        return None;
    }
    let mut text = b"BEGIN:VCARD\r\nVERSION:4.0\r\n".to_vec();
    for property in properties {
        match line(property) {
            Some((head, _)) if head == "VERSION" => {}
            Some((head, value)) => push_folded(&mut text, head.as_bytes(), value.as_bytes(), b"\r\n"),
            None => told.no_properties += 1,
        }
    }
    text.extend_from_slice(b"END:VCARD\r\n");
    Some(text)
}

/// What is before the colon, and what is behind it.
fn line(property: &Value) -> Option<(String, String)> {
    let [Value::String(name), Value::Object(params), Value::String(kind), values @ ..] =
        property.as_array()?.as_slice()
    else {
        return None;
    };
    let name = word(name)?;
    if values.is_empty() || matches!(name.as_str(), "BEGIN" | "END") {
        return None;
    }
    if name == "VERSION" {
        return Some((name, String::new()));
    }
    let kind = kind.to_ascii_lowercase();
    let mut head = match params.iter().find(|(name, _)| name.eq_ignore_ascii_case("group")) {
        Some((_, group)) => format!("{}.{name}", group.as_str().filter(|group| word(group).is_some())?),
        None => name.clone(),
    };
    for (param, value) in params.iter().filter(|(name, _)| !name.eq_ignore_ascii_case("group")) {
        let param = word(param)?;
        let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
        for value in values {
            head.push(';');
            head.push_str(&write_param(&param, &plain(value)?));
        }
    }
    if kind != default_type(&name) && kind != "unknown" {
        head.push_str(&format!(";VALUE={}", word(&kind)?.to_ascii_lowercase()));
    }
    let written: Option<Vec<String>> = values.iter().map(|value| structured(value, &kind)).collect();
    Some((head, written?.join(",")))
}

/// A value: one text, or parts of which each may be several.
fn structured(value: &Value, kind: &str) -> Option<String> {
    let Value::Array(parts) = value else { return single(value, kind) };
    let parts: Option<Vec<String>> = parts
        .iter()
        .map(|part| match part {
            Value::Array(several) => {
                let several: Option<Vec<String>> = several.iter().map(|one| single(one, kind)).collect();
                several.map(|several| several.join(","))
            }
            one => single(one, kind),
        })
        .collect();
    parts.map(|parts| parts.join(";"))
}

fn single(value: &Value, kind: &str) -> Option<String> {
    let text = plain(value)?;
    Some(match kind {
        "uri" if text.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:")) => text,
        "uri" => escape_uri(&text),
        // As it stood in a card, with its own escapes.
        "unknown" => text.replace("\r\n", "\\n").replace(['\r', '\n'], "\\n"),
        kind if is_moment(kind) => basic(&text, kind == "utc-offset"),
        _ => escape(&text),
    })
}

fn plain(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Null => Some(String::new()),
        Value::Array(_) | Value::Object(_) => None,
    }
}

/// A name in capitals; nothing where it could not stand in a card.
fn word(text: &str) -> Option<String> {
    let good = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    good.then(|| text.to_ascii_uppercase())
}
