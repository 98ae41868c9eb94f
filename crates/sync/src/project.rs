//! What of a record the remote could hold: the part of it in which both sides can be compared.
//!
//! Fields and parts of rows that the remote does not know stay here and are never compared, so they cannot look changed
//! or deleted. Rows for which there is no room are still in it; `fit` takes care of those.

use satchel_remote::{KindCapabilities, Values, split_row};
use serde_json::{Map, Value};

use crate::Mine;

/// The values of `mine` in the form in which the remote could hold them, without what is behind a privacy lock.
#[must_use]
pub fn project(mine: &Mine, capabilities: &KindCapabilities) -> Values {
    mine.values
        .iter()
        .filter(|(path, _)| capabilities.holds(path) && !is_locked(mine, path))
        .filter_map(|(path, value)| Some((path.clone(), held(path, value, capabilities)?)))
        .collect()
}

/// Whether a path, or the collection it is in, is behind a privacy lock.
pub(crate) fn is_locked(mine: &Mine, path: &str) -> bool {
    mine.locked.contains(path) || split_row(path).is_some_and(|(collection, _)| mine.locked.contains(collection))
}

fn held(path: &str, value: &Value, capabilities: &KindCapabilities) -> Option<Value> {
    let rows = split_row(path).and_then(|(collection, _)| capabilities.rows.get(collection));
    match (value, rows) {
        (Value::Object(row), Some(rows)) => {
            let kept: Map<String, Value> = row
                .iter()
                .filter(|(part, value)| rows.parts.contains(part) && **value != "" && !value.is_null())
                .map(|(part, value)| (part.clone(), value.clone()))
                .collect();
            (!kept.is_empty()).then_some(Value::Object(kept))
        }
        (Value::Null, _) => None,
        (Value::String(text), _) if text.is_empty() => None,
        (value, _) => Some(value.clone()),
    }
}

/// What a path here is to hold when the remote's value comes: parts that the remote does not know stay as they are.
pub(crate) fn lifted(mine: Option<&Value>, theirs: &Value, path: &str, capabilities: &KindCapabilities) -> Value {
    let (Some(Value::Object(mine)), Value::Object(theirs)) = (mine, theirs) else { return theirs.clone() };
    let rows = split_row(path).and_then(|(collection, _)| capabilities.rows.get(collection));
    let is_held = |part: &String| rows.is_some_and(|rows| rows.parts.contains(part));
    let mut row: Map<String, Value> =
        mine.iter().filter(|(part, _)| !is_held(part)).map(|(part, value)| (part.clone(), value.clone())).collect();
    row.extend(theirs.iter().map(|(part, value)| (part.clone(), value.clone())));
    Value::Object(row)
}
