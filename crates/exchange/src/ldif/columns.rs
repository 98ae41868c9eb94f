//! The columns of a directory's table, and the cells of an entry in them.
//!
//! Deliberately absent: which column is which field of a contact (the preset `ldif`).

use std::collections::HashMap;

use super::entry::{Entry, Value};
use super::told::Told;

/// Columns of one attribute; more of its values share the last.
const REPEATS: usize = 20;
/// Attributes that get columns.
const ATTRIBUTES: usize = 1_000;
/// The name of the entry, and its classes: by them the table is known to be one of a directory.
const FIRST: [&str; 2] = ["dn", "objectClass"];
/// The lists that somebody is on.
const LISTS: &str = "Lists (LDIF)";

/// Attributes that are never taken over: what they hold is for no eye, or for no table.
const LEFT_OUT: [&str; 12] = [
    "jpegphoto",
    "thumbnailphoto",
    "thumbnaillogo",
    "photo",
    "audio",
    "usercertificate",
    "usersmimecertificate",
    "cacertificate",
    "userpkcs12",
    "objectguid",
    "objectsid",
    "msexchmailboxguid",
];
const SECRETS: [&str; 5] = ["userpassword", "unicodepwd", "sambantpassword", "sambalmpassword", "authpassword"];

#[derive(Default)]
pub(super) struct Columns {
    /// Attributes in the order in which they come, as first spelt, and how many columns they have.
    names: Vec<(String, usize)>,
    places: HashMap<String, usize>,
}

impl Columns {
    /// Looks at an entry that will be written.
    pub(super) fn learn(&mut self, entry: &Entry, told: &mut Told) {
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for attribute in &entry.attributes {
            let key = attribute.name.to_lowercase();
            match is_left_out(&key, &attribute.value) {
                Some(Left::Secret) => told.secrets += 1,
                Some(Left::Bytes) => told.bytes += 1,
                Some(Left::Elsewhere) => told.elsewhere += 1,
                None if is_class(&key) => {}
                None => {
                    let Some(place) = self.place(&attribute.name, key) else {
                        told.surplus += 1;
                        continue;
                    };
                    let count = counts.entry(place).or_default();
                    *count += 1;
                    self.names[place].1 = self.names[place].1.max((*count).min(REPEATS));
                }
            }
        }
    }

    fn place(&mut self, name: &str, key: String) -> Option<usize> {
        if let Some(place) = self.places.get(&key) {
            return Some(*place);
        }
        if self.names.len() >= ATTRIBUTES {
            return None;
        }
        self.places.insert(key, self.names.len());
        self.names.push((name.to_owned(), 0));
        Some(self.names.len() - 1)
    }

    /// The names of the columns.
    pub(super) fn header(&self, has_lists: bool) -> Vec<String> {
        let mut header: Vec<String> = FIRST.map(str::to_owned).to_vec();
        for (name, count) in &self.names {
            header.extend((1..=*count).map(|at| if at == 1 { name.clone() } else { format!("{name} {at}") }));
        }
        if has_lists {
            header.push(LISTS.to_owned());
        }
        header
    }

    /// An entry in these columns.
    pub(super) fn cells(&self, entry: &Entry, lists: &[&str]) -> Vec<String> {
        let mut starts = Vec::with_capacity(self.names.len());
        let mut width = FIRST.len();
        for (_, count) in &self.names {
            starts.push(width);
            width += count;
        }
        let mut cells = vec![String::new(); width];
        cells[0].clone_from(&entry.name);
        cells[1] = entry.texts("objectClass").collect::<Vec<_>>().join(" ");
        let mut counts: HashMap<usize, usize> = HashMap::new();
        for attribute in &entry.attributes {
            let key = attribute.name.to_lowercase();
            let Value::Text(text) = &attribute.value else { continue };
            if is_class(&key) || is_left_out(&key, &attribute.value).is_some() {
                continue;
            }
            let Some(place) = self.places.get(&key) else { continue };
            let count = counts.entry(*place).or_default();
            let cell = &mut cells[starts[*place] + (*count).min(self.names[*place].1.saturating_sub(1))];
            *count += 1;
            if !cell.is_empty() {
                cell.push_str("; ");
            }
            cell.push_str(&shown(&key, text));
        }
        cells.push(lists.join("; "));
        cells
    }
}

enum Left {
    Secret,
    Bytes,
    Elsewhere,
}

/// Why an attribute is not taken over.
fn is_left_out(key: &str, value: &Value) -> Option<Left> {
    let bare = key.split(';').next().unwrap_or(key);
    if SECRETS.contains(&bare) {
        return Some(Left::Secret);
    }
    match value {
        Value::Elsewhere => Some(Left::Elsewhere),
        Value::Bytes => Some(Left::Bytes),
        Value::Text(_) if LEFT_OUT.contains(&bare) || key.ends_with(";binary") => Some(Left::Bytes),
        Value::Text(_) => None,
    }
}

fn is_class(key: &str) -> bool {
    key == "objectclass"
}

/// A value as a person reads it: lines of a postal address, a name out of a place in the directory.
fn shown(key: &str, text: &str) -> String {
    match key {
        "postaladdress" | "homepostaladdress" | "registeredaddress" | "otherpostaladdress" => lines(text),
        "labeleduri" | "labeledurl" => text.split_ascii_whitespace().next().unwrap_or_default().to_owned(),
        "manager" | "secretary" | "assistant" | "seealso" => name_of(text).to_owned(),
        _ => text.to_owned(),
    }
}

/// `$` ends a line, `\24` is one.
fn lines(text: &str) -> String {
    let lines: Vec<String> = text
        .split('$')
        .map(|line| line.trim().replace("\\24", "$").replace("\\5C", "\\").replace("\\5c", "\\"))
        .collect();
    lines.join("\n").trim().to_owned()
}

/// `cn=Ada Byron,ou=people` is about Ada Byron.
fn name_of(name: &str) -> &str {
    match name.split_once('=') {
        Some((_, rest)) if name.contains(',') || !rest.is_empty() => {
            let end =
                rest.match_indices(',').find(|(at, _)| !rest[..*at].ends_with('\\')).map_or(rest.len(), |(at, _)| at);
            rest[..end].trim()
        }
        _ => name,
    }
}
