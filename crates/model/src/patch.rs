//! What a person wants changed: a list of paths with what to do there.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{CustomFields, CustomKind, Field, FieldEntity, FieldKind, company_field, field};

/// What to do at a path. On the wire one of `{"set": …}`, `{"clear": true}`, `{"add": …}`, `{"remove": …}`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EditAction {
    /// Put this value there. On the singular of a child field (`email`): put it in the primary row, keep the others.
    Set(#[ts(type = "unknown")] Value),
    /// Empty it. The flag is always true; it is there because JSON wants a value.
    Clear(bool),
    /// Add a child row or a tag.
    Add(#[ts(type = "unknown")] Value),
    /// Remove a child row or a tag, by value or id.
    Remove(#[ts(type = "unknown")] Value),
}

/// One edit: a path (`title`, `emails`, `email`, `emails/<id>`) and what to do there.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Edit {
    /// Where.
    pub path: String,
    /// What.
    #[serde(flatten)]
    pub action: EditAction,
}

/// Edits in order.
pub type Patch = Vec<Edit>;

/// An assignment of the command line cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PatchSyntaxError {
    /// No `=` in it.
    #[error("write FIELD=VALUE, FIELD= to empty it, FIELD+=VALUE to add or FIELD-=VALUE to remove")]
    NoAssignment,
    /// No field has this name.
    #[error("there is no field named {0}")]
    UnknownField(String),
    /// `+=` or `-=` on a field that holds one value.
    #[error("{0} holds one value: write {0}=VALUE")]
    NotAList(String),
}

/// Reads `title=CTO`, `notes=`, `emails+=work:a@b.c`, `emails-=x@y.z`, `email=a@b.c`.
///
/// # Errors
/// When there is no such field, or the operator does not fit it.
pub fn parse_assignment(text: &str) -> Result<Edit, PatchSyntaxError> {
    parse_assignment_of(text, FieldEntity::Contact, &CustomFields::default())
}

/// The same for a field of a company: `domains+=acme.example`, `parent=Acme Holding`.
///
/// # Errors
/// When companies have no such field, or the operator does not fit it.
pub fn parse_company_assignment(text: &str) -> Result<Edit, PatchSyntaxError> {
    parse_assignment_of(text, FieldEntity::Company, &CustomFields::default())
}

/// Reads the same, in a vault with fields of one's own: `budget=12000`, `interests+=golf`.
///
/// # Errors
/// When there is no such field, or the operator does not fit it.
pub fn parse_assignment_of(text: &str, entity: FieldEntity, own: &CustomFields) -> Result<Edit, PatchSyntaxError> {
    let field = match entity {
        FieldEntity::Contact => field,
        FieldEntity::Company => company_field,
    };
    let (left, value) = text.split_once('=').ok_or(PatchSyntaxError::NoAssignment)?;
    let (path, operator) = match left.as_bytes().last() {
        Some(b'+') => (&left[..left.len() - 1], '+'),
        Some(b'-') => (&left[..left.len() - 1], '-'),
        _ => (left, '='),
    };
    let path = path.trim();
    if let Some(field) = own.named(entity, path) {
        let several = field.kind() == CustomKind::MultiChoice;
        let action = match operator {
            '+' | '-' if !several => return Err(PatchSyntaxError::NotAList(path.to_owned())),
            '+' => EditAction::Add(value.into()),
            '-' => EditAction::Remove(value.into()),
            _ if value.trim().is_empty() => EditAction::Clear(true),
            _ => EditAction::Set(value.into()),
        };
        return Ok(Edit { path: path.to_owned(), action });
    }
    let key = path.split('/').next().unwrap_or(path);
    let known = field(key).ok_or_else(|| PatchSyntaxError::UnknownField(key.to_owned()))?;
    if operator != '=' && !is_list(known) {
        return Err(PatchSyntaxError::NotAList(key.to_owned()));
    }
    let action = match operator {
        '+' => EditAction::Add(typed(known, value)),
        '-' => EditAction::Remove(Value::from(value)),
        _ if value.is_empty() => EditAction::Clear(true),
        _ => EditAction::Set(typed(known, value)),
    };
    Ok(Edit { path: path.to_owned(), action })
}

fn is_list(field: &Field) -> bool {
    matches!(
        field.kind,
        FieldKind::Emails
            | FieldKind::Phones
            | FieldKind::Addresses
            | FieldKind::Links
            | FieldKind::Dates
            | FieldKind::Attachments
            | FieldKind::Names
            | FieldKind::Domains
            | FieldKind::Tags
            | FieldKind::Categories
    )
}

/// A value of the command line: JSON where it looks like JSON and the field holds rows, else text.
fn typed(field: &Field, value: &str) -> Value {
    let json = is_list(field) && value.starts_with(['{', '[']);
    match json.then(|| serde_json::from_str(value)) {
        Some(Ok(parsed)) => parsed,
        _ => Value::from(value),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{EditAction, PatchSyntaxError, parse_assignment};

    #[test]
    fn reads_what_people_type() {
        for (typed, path, action) in [
            ("title=CTO", "title", EditAction::Set(json!("CTO"))),
            ("notes=", "notes", EditAction::Clear(true)),
            ("notes=a=b", "notes", EditAction::Set(json!("a=b"))),
            ("emails+=work:a@b.c", "emails", EditAction::Add(json!("work:a@b.c"))),
            ("emails-=x@y.z", "emails", EditAction::Remove(json!("x@y.z"))),
            ("email=a@b.c", "email", EditAction::Set(json!("a@b.c"))),
            ("emails+={\"value\":\"a@b.c\"}", "emails", EditAction::Add(json!({"value": "a@b.c"}))),
        ] {
            let edit = parse_assignment(typed).unwrap();
            assert_eq!((edit.path.as_str(), &edit.action), (path, &action), "{typed}");
        }
    }

    #[test]
    fn refuses_what_makes_no_sense() {
        assert_eq!(parse_assignment("title"), Err(PatchSyntaxError::NoAssignment));
        assert_eq!(parse_assignment("colour=red"), Err(PatchSyntaxError::UnknownField("colour".into())));
        assert_eq!(parse_assignment("title+=x"), Err(PatchSyntaxError::NotAList("title".into())));
    }

    #[test]
    fn wire_form_is_flat() {
        let edit = parse_assignment("title=CTO").unwrap();
        assert_eq!(serde_json::to_value(&edit).unwrap(), json!({"path": "title", "set": "CTO"}));
        assert_eq!(
            serde_json::from_value::<super::Edit>(json!({"path": "notes", "clear": true})).unwrap().action,
            EditAction::Clear(true)
        );
    }
}
