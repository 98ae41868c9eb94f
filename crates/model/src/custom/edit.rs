//! Edits of one's own fields: of one record, and what a new record needs.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::{CustomField, CustomFields, CustomKind, FieldEntity, ValueContext, read_value};
use crate::edit::{EditError, refuse};
use crate::{Edit, EditAction, FieldChange, RecordState};

/// What edits of one's own fields come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CustomPlan {
    /// One for each field that changes.
    pub changes: Vec<FieldChange>,
    paths: BTreeSet<String>,
}

impl CustomPlan {
    /// Whether an edit's path is about a field of one's own.
    #[must_use]
    pub fn takes(&self, path: &str) -> bool {
        self.paths.contains(path)
    }
}

/// Works out what the edits of a patch that are about fields of one's own come to; `held` is what the record has, by
/// key, as the wire has it. The built-in fields come first: what they answer to is left to them.
///
/// # Errors
/// When a value does not fit, or a field that must have one would be emptied.
pub fn plan_custom_edits(
    fields: &CustomFields,
    entity: FieldEntity,
    held: &BTreeMap<String, Value>,
    patch: &[Edit],
    lent: &ValueContext<'_>,
) -> Result<CustomPlan, EditError> {
    let mut plan = CustomPlan::default();
    if fields.is_empty() {
        return Ok(plan);
    }
    let mut now: BTreeMap<String, Option<Value>> = BTreeMap::new();
    for edit in patch {
        let Some(field) = fields.named(entity, &edit.path) else { continue };
        let key = &field.definition().key;
        let original = held.get(key).map(|value| field.from_wire(value));
        let before = now.get(key).cloned().unwrap_or_else(|| original.clone());
        let after = edited(field, before.as_ref(), edit, lent)?;
        plan.paths.insert(edit.path.clone());
        now.insert(key.clone(), after.clone());
        let path = field.definition().path();
        plan.changes.retain(|change| change.path != path);
        if original != after {
            plan.changes.push(FieldChange { path, before: original, after });
        }
    }
    Ok(plan)
}

/// What a field holds after an edit.
fn edited(
    field: &CustomField,
    before: Option<&Value>,
    edit: &Edit,
    lent: &ValueContext<'_>,
) -> Result<Option<Value>, EditError> {
    let definition = field.definition();
    let say = |reason: String| refuse(edit, reason);
    if definition.state != RecordState::Active {
        return Err(say(format!("{} is archived: restore the field first", definition.name)));
    }
    let several = definition.kind == CustomKind::MultiChoice;
    let read = |given: &Value| read_value(field, given, lent).map_err(&say);
    let after = match &edit.action {
        EditAction::Clear(_) => None,
        EditAction::Set(given) => read(given)?,
        EditAction::Add(given) if several => {
            let mut ids = list(before);
            ids.extend(list(read(given)?.as_ref()));
            read(&Value::Array(ids))?
        }
        EditAction::Remove(given) if several => {
            let gone = list(read(given)?.as_ref());
            let left: Vec<Value> = list(before).into_iter().filter(|id| !gone.contains(id)).collect();
            read(&Value::Array(left))?
        }
        EditAction::Add(_) | EditAction::Remove(_) => {
            return Err(say(format!("{} holds one value: set or clear it", definition.name)));
        }
    };
    if after.is_none() && before.is_some() && definition.required {
        return Err(say(format!("{} must have a value", definition.name)));
    }
    let had = list(before);
    let archived = |id: &Value| {
        let option = id.as_str().and_then(|id| field.option(id)).map(|at| &definition.options[at]);
        definition.kind.has_options() && option.is_some_and(|option| option.archived) && !had.contains(id)
    };
    if list(after.as_ref()).iter().any(archived) {
        return Err(say(format!("{}: that option is archived", definition.name)));
    }
    Ok(after)
}

/// One or several values as several.
fn list(value: Option<&Value>) -> Vec<Value> {
    match value {
        None => Vec::new(),
        Some(Value::Array(values)) => values.clone(),
        Some(one) => vec![one.clone()],
    }
}

/// Gives a new record the defaults of what was not said. Returns the first field that must have a value and has none; `is_shown` says whether the form asks for a field.
pub fn complete<'f>(
    fields: &'f CustomFields,
    entity: FieldEntity,
    values: &mut BTreeMap<crate::Id, Value>,
    lent: &ValueContext<'_>,
    is_shown: impl Fn(&CustomField) -> bool,
) -> Option<&'f CustomField> {
    let mut missing = None;
    for field in fields.active(entity) {
        let definition = field.definition();
        if values.contains_key(&definition.id) || !is_shown(field) {
            continue;
        }
        let default = read_value(field, &Value::from(definition.default.clone()), lent).ok().flatten();
        match default {
            Some(default) => {
                values.insert(definition.id, default);
            }
            None if definition.required && missing.is_none() => missing = Some(field),
            None => {}
        }
    }
    missing
}
