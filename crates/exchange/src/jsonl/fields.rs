//! The fields of a line, each by itself when all of them together are no contact.

use satchel_model::{Contact, ProblemCode, parse_email, parse_phone};
use serde_json::{Value, json};

use super::{Fields, nobody};

/// Lists whose elements are rows, with what a row has that does not say it.
fn rows() -> [(&'static str, Value); 6] {
    let id = nobody();
    let (row, flags) =
        (json!({"id": id, "value": "", "label": "", "primary": false}), json!({"size": 0, "added_at": 0}));
    let with = |more: Value| {
        let mut row = row.clone();
        if let (Some(row), Value::Object(more)) = (row.as_object_mut(), more) {
            row.extend(more);
        }
        row
    };
    let address = json!({"street": "", "locality": "", "region": "", "postcode": "", "country": ""});
    let mut file = with(json!({"name": "", "mime": ""}));
    if let (Some(file), Value::Object(flags)) = (file.as_object_mut(), flags) {
        file.extend(flags);
    }
    [
        ("emails", with(json!({"status": "unknown"}))),
        ("phones", with(json!({"e164": ""}))),
        ("addresses", with(address)),
        ("links", with(json!({"network": "", "handle": ""}))),
        ("dates", row.clone()),
        ("attachments", file),
    ]
}

/// The contact that the fields make; `tell` hears of a column, its raw value and why it was left out.
pub(super) fn read(mut fields: Fields, mut tell: impl FnMut(&str, &str, ProblemCode, String)) -> Option<Contact> {
    let empty = serde_json::to_value(Contact::empty(nobody(), 0)).ok()?;
    let Value::Object(mut whole) = empty.clone() else { return None };
    // Of this vault and not of the contact.
    fields.remove("seq");
    complete(&mut fields);
    fields.retain(|key, value| {
        let known = whole.contains_key(key);
        if !known {
            tell(key, &value.to_string(), ProblemCode::Malformed, "there is no field of this name".to_owned());
        }
        known
    });
    let mut together = whole.clone();
    together.extend(fields.clone());
    let contact = match serde_json::from_value(Value::Object(together)) {
        Ok(contact) => contact,
        Err(_) => {
            for (key, value) in fields {
                if let Some(value) = alone(&empty, &key, value, &mut tell) {
                    whole.insert(key, value);
                }
            }
            serde_json::from_value(Value::Object(whole)).ok()?
        }
    };
    Some(checked(contact, tell))
}

/// Gives rows what they do not say.
fn complete(fields: &mut Fields) {
    for (key, template) in rows() {
        let Some(Value::Array(list)) = fields.get_mut(key) else { continue };
        for row in list.iter_mut().filter_map(Value::as_object_mut) {
            for (part, value) in template.as_object().into_iter().flatten() {
                row.entry(part.clone()).or_insert_with(|| value.clone());
            }
        }
    }
}

/// A field that makes a contact with nothing else; of a list the elements that do.
fn alone(
    empty: &Value,
    key: &str,
    value: Value,
    tell: &mut impl FnMut(&str, &str, ProblemCode, String),
) -> Option<Value> {
    let fits = |value: &Value| {
        let mut one = empty.clone();
        one[key] = value.clone();
        serde_json::from_value::<Contact>(one).is_ok()
    };
    if fits(&value) {
        return Some(value);
    }
    let here = &empty[key];
    match (here, value) {
        (Value::Array(_), Value::Array(elements)) => {
            let mut kept = Vec::new();
            for (at, element) in elements.into_iter().enumerate() {
                if fits(&Value::Array(vec![element.clone()])) {
                    kept.push(element);
                } else {
                    let text = matches!(key, "tags" | "locked");
                    let wanted = if text { Value::String(String::new()) } else { json!({}) };
                    let reason = mismatch(&wanted, &element, " here");
                    tell(&format!("{key} {}", at + 1), &element.to_string(), ProblemCode::Malformed, reason);
                }
            }
            Some(Value::Array(kept))
        }
        (here, value) => {
            tell(key, &value.to_string(), ProblemCode::Malformed, mismatch(here, &value, ""));
            None
        }
    }
}

/// Why a value does not fit.
fn mismatch(wanted: &Value, value: &Value, place: &str) -> String {
    let kind = |value: &Value| match value {
        Value::Null => "nothing",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    };
    let (wanted, found) = (kind(wanted), kind(value));
    if wanted == found || wanted == "nothing" {
        return "this is none of the values that the field holds".to_owned();
    }
    format!("the field holds {wanted}{place}, and this is {found}")
}

/// The contact without rows that are none of theirs, the first of each list its primary unless another one is.
fn checked(mut contact: Contact, mut tell: impl FnMut(&str, &str, ProblemCode, String)) -> Contact {
    let mut at = 0;
    contact.emails.retain(|row| {
        at += 1;
        let read = parse_email(&row.value);
        if let Err(error) = &read {
            tell(&format!("emails {at}"), &row.value, ProblemCode::EmailInvalid, error.to_string());
        }
        read.is_ok()
    });
    let mut at = 0;
    contact.phones.retain(|row| {
        at += 1;
        let read = parse_phone(&row.value, None);
        if let Err(error) = &read {
            tell(&format!("phones {at}"), &row.value, ProblemCode::PhoneInvalid, error.to_string());
        }
        read.is_ok()
    });
    macro_rules! settle {
        ($($list:ident),+) => {$(
            if !contact.$list.iter().any(|row| row.primary) && let Some(first) = contact.$list.first_mut() {
                first.primary = true;
            }
        )+};
    }
    settle!(emails, phones, addresses, links);
    for address in &mut contact.addresses {
        address.value = address.one_line();
    }
    contact
}
