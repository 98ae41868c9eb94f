//! How the fake holds a record's values: what it takes, and under which keys rows end up.

use std::collections::BTreeMap;

use satchel_model::FieldChange;
use serde_json::{Map, Value};

use crate::{
    KindCapabilities, Outcome, RowCapability, RowKeys, Slots, Values, is_row, picture_size, row_path, split_row,
};

/// Values with these changes, or why not. Nothing is cut to fit.
pub(crate) fn changed(
    capabilities: &KindCapabilities,
    before: &Values,
    changes: &[FieldChange],
    fresh_key: &mut impl FnMut() -> String,
) -> Result<Values, Outcome> {
    let mut values = before.clone();
    let mut added: BTreeMap<&str, Vec<Value>> = BTreeMap::new();
    for change in changes {
        match split_row(&change.path) {
            None => set_field(capabilities, &mut values, change)?,
            Some((collection, key)) => {
                let Some(rows) = capabilities.rows.get(collection) else {
                    return Err(rejected("UNKNOWN_FIELD", &change.path));
                };
                let after = change.after.as_ref().map(|row| held(rows, row));
                let place = place_of(rows, &values, change, collection, key)?;
                match (place, after) {
                    (Some(place), Some(row)) => {
                        values.insert(place, row);
                    }
                    (Some(place), None) => {
                        values.remove(&place);
                    }
                    (None, Some(row)) => added.entry(collection).or_default().push(row),
                    (None, None) => {}
                }
            }
        }
    }
    for (collection, rows) in added {
        for row in rows {
            values.insert(row_path(collection, &fresh_key()), row);
        }
    }
    for (collection, rows) in &capabilities.rows {
        let count = values.keys().filter(|path| is_row(path, collection)).count();
        if rows.slots.most().is_some_and(|most| count > most) {
            return Err(rejected("TOO_MANY", collection));
        }
        if matches!(rows.slots, Slots::List { keys: RowKeys::ByValue, .. }) {
            number(&mut values, collection);
        }
    }
    Ok(values)
}

fn set_field(capabilities: &KindCapabilities, values: &mut Values, change: &FieldChange) -> Result<(), Outcome> {
    let Some(field) = capabilities.fields.get(&change.path).filter(|field| field.writable) else {
        return Err(rejected("UNKNOWN_FIELD", &change.path));
    };
    match &change.after {
        None => {
            values.remove(&change.path);
        }
        Some(value) => {
            let length = value.as_str().map_or(0, |text| text.chars().count());
            let length = picture_size(value).map_or(length, |size| usize::try_from(size).unwrap_or(usize::MAX));
            if field.longest.is_some_and(|longest| length > longest) {
                return Err(rejected("TOO_LONG", &change.path));
            }
            values.insert(change.path.clone(), value.clone());
        }
    }
    Ok(())
}

/// Where the row that a change means is; `None` when it is a new one.
fn place_of(
    rows: &RowCapability,
    values: &Values,
    change: &FieldChange,
    collection: &str,
    key: &str,
) -> Result<Option<String>, Outcome> {
    match &rows.slots {
        Slots::Named(slots) => {
            let known = slots.iter().any(|slot| slot.key == key);
            known.then(|| Some(change.path.clone())).ok_or_else(|| rejected("UNKNOWN_FIELD", &change.path))
        }
        Slots::List { keys: RowKeys::Stable, .. } => Ok(values.contains_key(&change.path).then(|| change.path.clone())),
        Slots::List { keys: RowKeys::ByValue, .. } => {
            let Some(before) = change.before.as_ref().map(|row| held(rows, row)) else { return Ok(None) };
            let found = values.iter().find(|(path, row)| is_row(path, collection) && **row == before);
            Ok(found.map(|(path, _)| path.clone()))
        }
    }
}

/// The parts of a row that the remote holds.
fn held(rows: &RowCapability, row: &Value) -> Value {
    let Value::Object(parts) = row else { return row.clone() };
    let kept: Map<String, Value> = parts
        .iter()
        .filter(|(part, value)| rows.parts.contains(part) && **value != "")
        .map(|(part, value)| (part.clone(), value.clone()))
        .collect();
    Value::Object(kept)
}

/// Gives rows that are known by value their keys anew, as a list that is written anew does.
fn number(values: &mut Values, collection: &str) {
    let paths: Vec<String> = values.keys().filter(|path| is_row(path, collection)).cloned().collect();
    let rows: Vec<Value> = paths.iter().filter_map(|path| values.remove(path)).collect();
    for (at, row) in rows.into_iter().enumerate() {
        values.insert(row_path(collection, &format!("{at:04}")), row);
    }
}

fn rejected(code: &str, path: &str) -> Outcome {
    Outcome::Rejected {
        code: code.to_owned(),
        path: Some(path.to_owned()),
        message: format!("{path} cannot be stored as it is"),
    }
}
