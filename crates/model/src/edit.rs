//! Planning an edit: from a contact and a patch to the list of changes that would be made.
//!
//! Pure: identities of new child rows and the default country are lent by the caller. What names another record (a
//! company, a tag, a team member) is left as a name in the plan; only the store can find or create it.

use jiff::tz::TimeZone;
use serde_json::Value;

use crate::category::{self, CategoryEdit};
use crate::child::child_rows;
use crate::custom::{CustomFields, FieldEntity, ValueContext, plan_custom_edits};
use crate::{
    Contact, Edit, EditAction, Field, FieldChange, FieldKind, Id, PartialDate, Patch, check_value, field, fold,
    preferences,
};

/// Why an edit cannot be made; nothing of the patch is.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{reason}")]
pub struct EditError {
    /// The path as given.
    pub path: String,
    /// One sentence, without the value.
    pub reason: String,
}

/// What is to be written into the current primary affiliation; `None` leaves a part as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AffiliationEdit {
    /// Name of the company; empty ends the affiliation.
    pub company: Option<String>,
    /// Job title.
    pub title: Option<String>,
    /// Department.
    pub department: Option<String>,
    /// What the person is to a purchase: decision maker, champion, …
    pub role: Option<String>,
}

/// What an edit comes to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EditPlan {
    /// Changes of the contact's own values and child rows.
    pub changes: Vec<FieldChange>,
    /// Change of company, title or department.
    pub affiliation: AffiliationEdit,
    /// Tags to add, by name.
    pub tags_added: Vec<String>,
    /// Tags to remove, by name.
    pub tags_removed: Vec<String>,
    /// Values of groups of categories, by name, key or identity.
    pub categories: Vec<CategoryEdit>,
    /// Team member to make the owner, by name; empty for nobody.
    pub owner: Option<String>,
}

/// What the caller lends to a plan.
pub struct EditContext<'a> {
    /// ISO 3166 alpha-2 code that national phone numbers are taken to be from.
    pub region: Option<&'a str>,
    /// Mints identities of new child rows.
    pub mint: &'a mut dyn FnMut() -> Id,
    /// The fields of one's own.
    pub custom: &'a CustomFields,
    /// The clocks by which an instant without an offset is meant.
    pub zone: TimeZone,
}

/// Works out the changes that `patch` makes to `contact`. Changes that change nothing are left out.
///
/// # Errors
/// On the first path that does not exist, or value that does not fit.
pub fn plan_edit(contact: &Contact, patch: &Patch, lent: &mut EditContext<'_>) -> Result<EditPlan, EditError> {
    let mut plan = EditPlan::default();
    let mut rows = child_rows(contact);
    let mut tags = contact.tags.clone();
    let own = ValueContext { region: lent.region, zone: lent.zone.clone() };
    let own = plan_custom_edits(lent.custom, FieldEntity::Contact, &contact.custom, patch, &own)?;
    for edit in patch.iter().filter(|edit| !own.takes(&edit.path)) {
        let key = edit.path.split('/').next().unwrap_or_default();
        let Some(known) = field(key).filter(|field| field.writable) else {
            return Err(refuse(edit, format!("there is no field named {key} that can be edited")));
        };
        match known.kind {
            FieldKind::Line | FieldKind::Text | FieldKind::Date | FieldKind::TimeZone | FieldKind::Language => {
                let before = scalar(contact, known.key);
                let after = text_of(edit, known)?;
                let after = match known.kind {
                    FieldKind::Date if !after.is_empty() => {
                        after.parse::<PartialDate>().map_err(|error| refuse(edit, error.to_string()))?.to_string()
                    }
                    FieldKind::TimeZone | FieldKind::Language if !after.is_empty() => {
                        let checked = check_value(known.key, "", &after, lent.region);
                        if let Some(problem) = checked.problem {
                            return Err(refuse(edit, problem));
                        }
                        checked.written.unwrap_or(after)
                    }
                    _ => after,
                };
                push_scalar(&mut plan.changes, known.key, &before, &after);
            }
            FieldKind::Affiliation => {
                let text = Some(text_of(edit, known)?);
                match known.key {
                    "company" => plan.affiliation.company = text,
                    "title" => plan.affiliation.title = text,
                    "role" => plan.affiliation.role = text,
                    _ => plan.affiliation.department = text,
                }
            }
            FieldKind::Photo => {
                let before = scalar(contact, known.key);
                let after = photo(contact, edit)?;
                push_scalar(&mut plan.changes, known.key, &before, &after);
            }
            FieldKind::Owner => plan.owner = Some(text_of(edit, known)?),
            FieldKind::Tags => edit_tags(&mut tags, edit)?,
            FieldKind::Categories => category::plan(contact, edit, &mut plan.categories)?,
            FieldKind::Flag | FieldKind::Channels | FieldKind::Frequency => {
                let after = preferences::typed(known, &edit.action).map_err(|reason| refuse(edit, reason))?;
                push_scalar(&mut plan.changes, known.key, &scalar(contact, known.key), &after);
            }
            FieldKind::Names | FieldKind::Domains | FieldKind::Count | FieldKind::Parent => {
                return Err(refuse(edit, format!("{key} is a field of companies")));
            }
            FieldKind::Instant => return Err(refuse(edit, format!("{key} is written by Satchel"))),
            FieldKind::Emails
            | FieldKind::Phones
            | FieldKind::Addresses
            | FieldKind::Links
            | FieldKind::Dates
            | FieldKind::Attachments => {
                if let Some(rows) = rows.iter_mut().find(|rows| rows.kind == known.kind) {
                    rows.edit(edit, lent)?;
                }
            }
        }
    }
    // A tag is the same however it is spelled, also where it was taken off and put on again.
    let without = |from: &[String], others: &[String]| -> Vec<String> {
        let others: Vec<String> = others.iter().map(|tag| fold(tag)).collect();
        from.iter().filter(|tag| !others.contains(&fold(tag))).cloned().collect()
    };
    plan.tags_added = without(&tags, &contact.tags);
    plan.tags_removed = without(&contact.tags, &tags);
    for rows in rows {
        rows.into_changes(&mut plan.changes);
    }
    // A picture goes with its file.
    let gone = |id: Id| {
        let path = format!("attachments/{id}");
        plan.changes.iter().any(|change| change.path == path && change.after.is_none())
    };
    if let Some(photo) = contact.photo.filter(|id| gone(*id)) {
        push_scalar(&mut plan.changes, "photo", &photo.to_string(), "");
    }
    plan.changes.extend(own.changes);
    Ok(plan)
}

/// The picture, named by the attachment's id, the end of it, or its name.
fn photo(contact: &Contact, edit: &Edit) -> Result<String, EditError> {
    let text = match &edit.action {
        EditAction::Clear(_) => return Ok(String::new()),
        EditAction::Set(Value::String(text)) => text.trim(),
        _ => return Err(refuse(edit, "photo takes the id or the name of an attachment")),
    };
    let named = |file: &&crate::Attachment| file.id.to_string() == text || file.id.tail() == text || file.name == text;
    let found = contact.attachments.iter().find(named);
    let found = found.ok_or_else(|| refuse(edit, "there is no such attachment: attach the picture first"))?;
    if !found.mime.starts_with("image/") {
        return Err(refuse(edit, "this attachment is no picture"));
    }
    Ok(found.id.to_string())
}

pub(crate) fn refuse(edit: &Edit, reason: impl Into<String>) -> EditError {
    EditError { path: edit.path.clone(), reason: reason.into() }
}

fn scalar(contact: &Contact, key: &str) -> String {
    match key {
        "prefix" => contact.prefix.clone(),
        "given" => contact.given.clone(),
        "middle" => contact.middle.clone(),
        "family" => contact.family.clone(),
        "suffix" => contact.suffix.clone(),
        "nickname" => contact.nickname.clone(),
        "maiden" => contact.maiden.clone(),
        // Only a display name that was set by hand is a value; the derived one is not.
        "display" => contact.display_set.clone(),
        "notes" => contact.notes.clone(),
        "source" => contact.source.clone(),
        "time_zone" => contact.time_zone.clone(),
        "language" => contact.language.clone(),
        "photo" => contact.photo.map(|id| id.to_string()).unwrap_or_default(),
        "birthday" => contact.birthday.map(|day| day.to_string()).unwrap_or_default(),
        _ => contact.preferences.text(key).unwrap_or_default(),
    }
}

pub(crate) fn push_scalar(changes: &mut Vec<FieldChange>, key: &str, before: &str, after: &str) {
    let value = |text: &str| (!text.is_empty()).then(|| Value::from(text));
    // A later edit of the same path in one patch replaces the earlier one.
    changes.retain(|change| change.path != key);
    if before != after {
        changes.push(FieldChange { path: key.to_owned(), before: value(before), after: value(after) });
    }
}

pub(crate) fn text_of(edit: &Edit, field: &Field) -> Result<String, EditError> {
    let text = match &edit.action {
        EditAction::Clear(_) | EditAction::Set(Value::Null) => String::new(),
        EditAction::Set(Value::String(text)) => text.clone(),
        EditAction::Set(Value::Number(number)) => number.to_string(),
        EditAction::Set(_) => return Err(refuse(edit, format!("{} takes text", field.key))),
        EditAction::Add(_) | EditAction::Remove(_) => {
            return Err(refuse(edit, format!("{} holds one value: set or clear it", field.key)));
        }
    };
    let text = match field.kind {
        FieldKind::Text => text.replace("\r\n", "\n").trim_end().to_owned(),
        _ => crate::collapse(&text),
    };
    if text.contains('\0') {
        return Err(refuse(edit, "text cannot hold NUL characters"));
    }
    if field.limit > 0 && text.chars().count() > field.limit {
        return Err(refuse(edit, format!("{} is longer than {} characters", field.key, field.limit)));
    }
    Ok(text)
}

fn edit_tags(tags: &mut Vec<String>, edit: &Edit) -> Result<(), EditError> {
    match &edit.action {
        EditAction::Clear(_) => tags.clear(),
        EditAction::Set(value) => {
            let wanted = tag_names(edit, value)?;
            let kept = |name: &String| tags.iter().find(|tag| fold(tag) == fold(name)).cloned();
            *tags = wanted.iter().map(|name| kept(name).unwrap_or_else(|| name.clone())).collect();
        }
        EditAction::Add(value) => {
            for name in tag_names(edit, value)? {
                if !tags.iter().any(|tag| fold(tag) == fold(&name)) {
                    tags.push(name);
                }
            }
        }
        EditAction::Remove(value) => {
            for name in tag_names(edit, value)? {
                tags.retain(|tag| fold(tag) != fold(&name));
            }
        }
    }
    Ok(())
}

/// Tag names from a list, or from text separated by commas.
fn tag_names(edit: &Edit, value: &Value) -> Result<Vec<String>, EditError> {
    let texts: Vec<&str> = match value {
        Value::String(text) => text.split([',', ';']).collect(),
        Value::Array(values) => values
            .iter()
            .map(|value| value.as_str().ok_or_else(|| refuse(edit, "a tag is text")))
            .collect::<Result<_, _>>()?,
        _ => return Err(refuse(edit, "tags are text, or a list of texts")),
    };
    let mut names: Vec<String> = Vec::new();
    for name in texts.into_iter().map(crate::collapse).filter(|name| !name.is_empty()) {
        if name.chars().count() > 100 {
            return Err(refuse(edit, "a tag is at most 100 characters long"));
        }
        if !names.iter().any(|known| fold(known) == fold(&name)) {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests;
