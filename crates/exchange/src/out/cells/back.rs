//! What an import reads otherwise than it was written: words for nothing, names that only repeat, separators.

use satchel_model::{Contact, ContactDraft};
use serde_json::Value;

use crate::cell::category::is_read_otherwise;
use crate::cell::{is_nothing, link, trim};
use crate::rows::says_same;

/// Whether the text under this key is there, and an import does not read it as it is.
pub(super) fn is_unread(contact: &Contact, key: &str, text: &str) -> bool {
    if text.is_empty() {
        return false;
    }
    match key {
        "given" | "middle" | "family" | "nickname" | "maiden" => text == "-",
        "display" => {
            let parts = !contact.given.is_empty() || !contact.family.is_empty();
            !parts || text == "-" || repeats(text, contact)
        }
        "prefix" | "suffix" | "company" | "title" | "department" | "role" | "source" | "best_times" | "topics" => {
            is_nothing(text)
        }
        "categories" => contact.categories.iter().any(|own| is_read_otherwise(&own.group, &own.name)),
        "owner" => is_nothing(text) || (text.contains(" (") && text.ends_with(')')),
        "notes" => trim(text).len() < text.len(),
        _ => false,
    }
}

/// Whether what is to be shown only repeats the name, which an import takes for no wish.
fn repeats(display: &str, contact: &Contact) -> bool {
    let name = ContactDraft {
        prefix: contact.prefix.clone(),
        given: contact.given.clone(),
        middle: contact.middle.clone(),
        family: contact.family.clone(),
        suffix: contact.suffix.clone(),
        ..ContactDraft::default()
    };
    says_same(display, &name)
}

/// Whether a tag has in it what stands between tags, or looks like one of Google's own.
pub(super) fn is_cut(tag: &str) -> bool {
    tag.contains(['|', '\n', ',', ';']) || tag.contains(":::") || tag.starts_with('*')
}

/// Whether a cell of several options is read as other ones, because a name has in it what stands between them.
pub(super) fn is_torn(value: &Value) -> bool {
    let Value::Array(names) = value else { return false };
    let torn = |name: &Value| name.as_str().is_some_and(|name| name.contains([',', ';', '\n']));
    names.len() > 1 && names.iter().any(torn)
}

/// Whether a cell with this link is read as another one, or none.
pub(super) fn is_other_link(value: &str, label: &str) -> bool {
    let mut read = Vec::with_capacity(1);
    link::parse_links(value, label, |link| read.push(link)).is_err() || read != [value]
}
