//! Child rows of a contact or a company while they are edited: e-mails, phones, addresses, links, dates, files.
//!
//! A row is kept as the JSON object that the journal stores: its parts, `label`, `primary` and `position`. At most
//! one row of a collection is the primary, and exactly one where there are rows.

use serde_json::{Map, Value, json};

use crate::edit::{EditContext, EditError, refuse};
use crate::{
    Attachment, Contact, Edit, EditAction, EmailStatus, FieldChange, FieldKind, Id, PartialDate, collapse, domain_of,
    fold_email, network, parse_email, parse_phone,
};

mod company;

pub(crate) use company::company_rows;

type Row = Map<String, Value>;

/// What the parts of a row begin with that say what it is not to be used for.
const FLAG: &str = "do_not_";

/// One collection before and after.
pub(crate) struct Rows {
    pub(crate) kind: FieldKind,
    key: &'static str,
    before: Vec<(Id, Row)>,
    now: Vec<(Id, Row)>,
}

/// All child collections of a contact.
pub(crate) fn child_rows(contact: &Contact) -> Vec<Rows> {
    let common = |label: &str, primary: bool, position: usize, parts: Value| {
        let mut row = match parts {
            Value::Object(row) => row,
            _ => Row::new(),
        };
        row.insert("label".into(), label.into());
        row.insert("primary".into(), primary.into());
        row.insert("position".into(), position.into());
        row
    };
    let rows = |kind, key, now: Vec<(Id, Row)>| Rows { kind, key, before: now.clone(), now };
    vec![
        rows(
            FieldKind::Emails,
            "emails",
            contact
                .emails
                .iter()
                .enumerate()
                .map(|(at, row)| {
                    let flags = [("do_not_email", row.do_not_email)];
                    let mut parts = with_flags(json!({"value": row.value}), flags);
                    if row.status != EmailStatus::Unknown {
                        parts["status"] = row.status.as_str().into();
                    }
                    (row.id, common(&row.label, row.primary, at, parts))
                })
                .collect(),
        ),
        rows(
            FieldKind::Phones,
            "phones",
            contact
                .phones
                .iter()
                .enumerate()
                .map(|(at, row)| {
                    let flags = [("do_not_call", row.do_not_call), ("do_not_text", row.do_not_text)];
                    let parts = with_flags(json!({"value": row.value, "e164": row.e164}), flags);
                    (row.id, common(&row.label, row.primary, at, parts))
                })
                .collect(),
        ),
        rows(
            FieldKind::Addresses,
            "addresses",
            contact
                .addresses
                .iter()
                .enumerate()
                .map(|(at, row)| {
                    let parts = json!({"street": row.street, "locality": row.locality, "region": row.region,
                        "postcode": row.postcode, "country": row.country});
                    (row.id, common(&row.label, row.primary, at, parts))
                })
                .collect(),
        ),
        rows(
            FieldKind::Links,
            "links",
            contact
                .links
                .iter()
                .enumerate()
                .map(|(at, row)| (row.id, common(&row.label, row.primary, at, json!({"value": row.value}))))
                .collect(),
        ),
        rows(
            FieldKind::Attachments,
            "attachments",
            contact
                .attachments
                .iter()
                .enumerate()
                .map(|(at, row)| (row.id, common(&row.label, at == 0, at, file_parts(row))))
                .collect(),
        ),
        rows(
            FieldKind::Dates,
            "dates",
            contact
                .dates
                .iter()
                .enumerate()
                .map(|(at, row)| (row.id, common(&row.label, row.primary, at, json!({"value": row.value.to_string()}))))
                .collect(),
        ),
    ]
}

/// What a file's row holds besides its label.
fn file_parts(file: &Attachment) -> Value {
    json!({"name": file.name, "mime": file.mime, "size": file.size, "added_at": file.added_at})
}

/// Parts of a row with the flags that are set: one that is not is not there, as in the rows of before there were any.
pub fn with_flags<const N: usize>(mut parts: Value, flags: [(&str, bool); N]) -> Value {
    for (flag, _) in flags.into_iter().filter(|(_, set)| *set) {
        parts[flag] = Value::Bool(true);
    }
    parts
}

impl Rows {
    /// Whether these are the rows of a field.
    pub(crate) fn is_of(&self, key: &str) -> bool {
        self.key == key
    }

    /// Applies one edit whose path begins with this collection's key or its singular.
    pub(crate) fn edit(&mut self, edit: &Edit, lent: &mut EditContext<'_>) -> Result<(), EditError> {
        if let Some((_, id)) = edit.path.split_once('/') {
            return self.edit_row(edit, id, lent);
        }
        let plural = edit.path == self.key;
        match &edit.action {
            EditAction::Clear(_) if plural => self.now.clear(),
            EditAction::Clear(_) => {
                if let Some(at) = self.primary() {
                    self.now.remove(at);
                }
            }
            EditAction::Set(Value::Array(values)) => {
                self.now.clear();
                for value in values {
                    self.add(edit, value, lent)?;
                }
            }
            EditAction::Set(value) => self.set_primary(edit, value, lent)?,
            EditAction::Add(value) => self.add(edit, value, lent)?,
            EditAction::Remove(value) => self.remove(edit, value)?,
        }
        self.settle();
        Ok(())
    }

    fn edit_row(&mut self, edit: &Edit, id: &str, lent: &EditContext<'_>) -> Result<(), EditError> {
        let id: Id = id.parse().map_err(|_| refuse(edit, "the row's id is not an id"))?;
        let at = self
            .now
            .iter()
            .position(|(row, _)| *row == id)
            .ok_or_else(|| refuse(edit, "there is no such row any more"))?;
        match &edit.action {
            EditAction::Clear(_) | EditAction::Remove(_) => {
                self.now.remove(at);
            }
            EditAction::Set(value) | EditAction::Add(value) => {
                let given = self.read(edit, value, lent.region, Some(&self.now[at].1))?;
                let primary = given.get("primary") == Some(&Value::Bool(true));
                put(&mut self.now[at].1, given);
                if primary {
                    self.make_primary(at);
                }
            }
        }
        self.settle();
        Ok(())
    }

    /// `email=…`: the value becomes the primary. A row that holds it already is promoted; else the primary row takes
    /// it and keeps its label.
    fn set_primary(&mut self, edit: &Edit, value: &Value, lent: &mut EditContext<'_>) -> Result<(), EditError> {
        let given = self.read(edit, value, lent.region, None)?;
        if let Some(at) = self.same(&given) {
            self.make_primary(at);
        } else if let Some(at) = self.primary() {
            let labelled = given.get("label").is_some_and(|label| label != "");
            let label = self.now[at].1.get("label").cloned();
            put(&mut self.now[at].1, given);
            if let (false, Some(label)) = (labelled, label) {
                self.now[at].1.insert("label".into(), label);
            }
        } else {
            self.now.push(((lent.mint)(), given));
        }
        Ok(())
    }

    fn add(&mut self, edit: &Edit, value: &Value, lent: &mut EditContext<'_>) -> Result<(), EditError> {
        let given = self.read(edit, value, lent.region, None)?;
        let primary = given.get("primary") == Some(&Value::Bool(true));
        let at = match self.same(&given) {
            Some(at) => {
                if given.get("label").is_some_and(|label| label != "") {
                    self.now[at].1.extend(given);
                } else {
                    let own = |part: &str| part == "status" || part.starts_with(FLAG);
                    self.now[at].1.extend(given.into_iter().filter(|(part, _)| own(part)));
                }
                at
            }
            None => {
                self.now.push(((lent.mint)(), given));
                self.now.len() - 1
            }
        };
        if primary {
            self.make_primary(at);
        }
        Ok(())
    }

    fn remove(&mut self, edit: &Edit, value: &Value) -> Result<(), EditError> {
        let text = value.as_str().unwrap_or_default();
        let wanted = self.identity(text);
        let found = self.now.iter().position(|(id, row)| {
            text.parse() == Ok(*id) || (!wanted.is_empty() && self.identity(&shown(self.kind, row)) == wanted)
        });
        match found {
            Some(at) => {
                self.now.remove(at);
                Ok(())
            }
            None => Err(refuse(edit, format!("there is no such value in {}", self.key))),
        }
    }

    fn primary(&self) -> Option<usize> {
        self.now.iter().position(|(_, row)| row.get("primary") == Some(&Value::Bool(true)))
    }

    fn make_primary(&mut self, chosen: usize) {
        for (at, (_, row)) in self.now.iter_mut().enumerate() {
            row.insert("primary".into(), Value::Bool(at == chosen));
        }
    }

    /// No flag that is not set, one primary where there are rows, and positions without gaps for new rows.
    fn settle(&mut self) {
        if self.primary().is_none() && !self.now.is_empty() {
            self.make_primary(0);
        }
        let mut next =
            self.now.iter().filter_map(|(_, row)| row.get("position")?.as_u64()).max().map_or(0, |last| last + 1);
        for (_, row) in &mut self.now {
            // Taken away with null, as a row that never had one.
            if row.get("status") == Some(&Value::Null) {
                row.remove("status");
            }
            row.retain(|part, value| !(part.starts_with(FLAG) && *value == Value::Bool(false)));
            row.entry("primary").or_insert(Value::Bool(false));
            row.entry("label").or_insert_with(|| "".into());
            if !row.contains_key("position") {
                row.insert("position".into(), next.into());
                next += 1;
            }
        }
    }

    fn same(&self, given: &Row) -> Option<usize> {
        let wanted = self.identity(&shown(self.kind, given));
        self.now.iter().position(|(_, row)| {
            let e164 =
                |row: &Row| row.get("e164").and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned);
            let same_number = e164(given).is_some_and(|number| e164(row) == Some(number));
            same_number || self.identity(&shown(self.kind, row)) == wanted
        })
    }

    /// The form in which two values of this collection are the same.
    fn identity(&self, text: &str) -> String {
        match self.kind {
            FieldKind::Emails => fold_email(text),
            FieldKind::Phones => text.chars().filter(|c| c.is_alphanumeric() || *c == '+').collect(),
            _ => collapse(text).to_lowercase(),
        }
    }

    /// Checks a value and gives it the journal's form. An object may name some parts only when `existing` has the
    /// others.
    fn read(&self, edit: &Edit, value: &Value, region: Option<&str>, existing: Option<&Row>) -> Result<Row, EditError> {
        let mut row = match value {
            Value::Object(given) => self.known_parts(edit, given)?,
            Value::String(text) => self.split_label(text),
            _ => return Err(refuse(edit, "give the value as text, or as an object with value and label")),
        };
        match row.get("label") {
            Some(Value::String(label)) => {
                let label = collapse(label).to_lowercase();
                row.insert("label".into(), label.into());
            }
            Some(_) => return Err(refuse(edit, "a label is text")),
            None if existing.is_none() => {
                row.insert("label".into(), "".into());
            }
            None => {}
        }
        if self.kind == FieldKind::Attachments {
            return if existing.is_some() { Ok(row) } else { Err(refuse(edit, "a file is attached, not typed")) };
        }
        if self.kind == FieldKind::Addresses {
            let some =
                row.iter().any(|(part, text)| !["label", "primary", "position"].contains(&part.as_str()) && text != "");
            if existing.is_some() {
                return Ok(row);
            }
            if !some {
                return Err(refuse(edit, "the address is empty"));
            }
            // A whole row, as it will be read: undo asks whether it is still the same.
            for part in ["street", "locality", "region", "postcode", "country"] {
                row.entry(part).or_insert_with(|| "".into());
            }
            return Ok(row);
        }
        let Some(value) = row.get("value") else {
            return if existing.is_some() { Ok(row) } else { Err(refuse(edit, "the value is missing")) };
        };
        let text = value.as_str().ok_or_else(|| refuse(edit, "the value is text"))?.to_owned();
        let checked = match self.kind {
            FieldKind::Emails => parse_email(&text).map_err(|error| refuse(edit, error.to_string()))?,
            FieldKind::Phones => {
                let number = parse_phone(&text, region).map_err(|error| refuse(edit, error.to_string()))?;
                row.insert("e164".into(), number.e164.into());
                number.written
            }
            FieldKind::Names => {
                let name = collapse(&text);
                if crate::fold(&name).is_empty() || name.chars().count() > 1_000 {
                    return Err(refuse(edit, "not a name of a company"));
                }
                name
            }
            FieldKind::Domains => domain_of(&text).ok_or_else(|| refuse(edit, "not a domain"))?,
            FieldKind::Dates => {
                text.parse::<PartialDate>().map_err(|error| refuse(edit, error.to_string()))?.to_string()
            }
            _ => {
                let label = row.get("label").or_else(|| existing.and_then(|row| row.get("label")));
                let network = label.and_then(Value::as_str).and_then(network);
                let link = collapse(&text);
                // A handle is as good as the address it is short for.
                let url = network.filter(|_| !link.contains('/')).and_then(|network| network.url(&link));
                let link = url.unwrap_or(link);
                if link.is_empty() || link.contains(' ') || link.len() > 2_000 {
                    return Err(refuse(edit, "not a web address"));
                }
                link
            }
        };
        row.insert("value".into(), checked.into());
        Ok(row)
    }

    /// Unknown is not there at all, as in rows that were written before there was a status.
    fn known_status(&self, edit: &Edit, word: &str) -> Result<Option<Value>, EditError> {
        match EmailStatus::from_word(&word.to_lowercase()) {
            Some(EmailStatus::Unknown) => Ok(None),
            Some(status) => Ok(Some(status.as_str().into())),
            None => Err(refuse(edit, "the status of an e-mail is valid, bouncing, dead or unknown")),
        }
    }

    fn known_parts(&self, edit: &Edit, given: &Row) -> Result<Row, EditError> {
        let mut row = Row::new();
        let address = self.kind == FieldKind::Addresses;
        for (part, value) in given {
            match (part.as_str(), value) {
                ("name", Value::String(name)) if self.kind == FieldKind::Attachments => {
                    let name = collapse(name);
                    if name.is_empty() || name.chars().count() > 255 || name.contains(['/', '\\', '\0']) {
                        return Err(refuse(edit, "not a name of a file"));
                    }
                    row.insert(part.clone(), name.into());
                }
                ("mime" | "size" | "added_at", _) if self.kind == FieldKind::Attachments => {}
                ("label" | "value", Value::String(_)) if !(address && part == "value") => {
                    row.insert(part.clone(), value.clone());
                }
                ("primary", Value::Bool(true)) => {
                    row.insert(part.clone(), value.clone());
                }
                ("street" | "locality" | "region" | "postcode" | "country", Value::String(text)) if address => {
                    let lines: Vec<String> = text.lines().map(collapse).filter(|line| !line.is_empty()).collect();
                    row.insert(part.clone(), lines.join("\n").into());
                }
                ("status", Value::String(word)) if self.kind == FieldKind::Emails => {
                    row.insert(part.clone(), self.known_status(edit, word)?.unwrap_or_default());
                }
                ("do_not_email", Value::Bool(_)) if self.kind == FieldKind::Emails => {
                    row.insert(part.clone(), value.clone());
                }
                ("do_not_call" | "do_not_text", Value::Bool(_)) if self.kind == FieldKind::Phones => {
                    row.insert(part.clone(), value.clone());
                }
                // Derived or written by Satchel: silently not taken from a client.
                ("id" | "e164" | "primary" | "position" | "value" | "network" | "handle", _) => {}
                _ => return Err(refuse(edit, format!("{} has no part named {part}", self.key))),
            }
        }
        Ok(row)
    }

    /// `work:a@b.c` is a label and a value; a URL's scheme and the time in a text are no labels.
    fn split_label(&self, text: &str) -> Row {
        let split = text.split_once(':').filter(|(label, rest)| {
            let word =
                !label.is_empty() && label.chars().all(|c| c.is_alphabetic() || c == ' ' || c == '-' || c == '_');
            word && !rest.starts_with("//")
                && !["mailto", "tel", "http", "https"].contains(&label.to_lowercase().as_str())
        });
        let (label, value) = split.unwrap_or(("", text));
        let part = if self.kind == FieldKind::Addresses { "street" } else { "value" };
        Row::from_iter([("label".to_owned(), Value::from(label)), (part.to_owned(), Value::from(value.trim()))])
    }

    /// Additions, removals and alterations, as journal changes.
    pub(crate) fn into_changes(self, changes: &mut Vec<FieldChange>) {
        let path = |id: &Id| format!("{}/{id}", self.key);
        for (id, before) in &self.before {
            let after = self.now.iter().find(|(other, _)| other == id).map(|(_, row)| row);
            if after != Some(before) {
                changes.push(FieldChange {
                    path: path(id),
                    before: Some(Value::Object(before.clone())),
                    after: after.cloned().map(Value::Object),
                });
            }
        }
        for (id, row) in self.now.iter().filter(|(id, _)| !self.before.iter().any(|(old, _)| old == id)) {
            changes.push(FieldChange { path: path(id), before: None, after: Some(Value::Object(row.clone())) });
        }
    }
}

/// Puts parts into a row. What was known about an address is not known about another one.
fn put(row: &mut Row, given: Row) {
    if given.get("value").is_some_and(|value| row.get("value") != Some(value)) {
        row.remove("status");
    }
    row.extend(given);
}

/// A row in the words in which a person would name it.
fn shown(kind: FieldKind, row: &Row) -> String {
    let part = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    match kind {
        FieldKind::Addresses => {
            [part("street"), part("locality"), part("region"), part("postcode"), part("country")].join(" ")
        }
        FieldKind::Attachments => part("name"),
        _ => part("value"),
    }
}
