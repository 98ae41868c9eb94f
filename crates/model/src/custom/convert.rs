//! What becomes of a value when its field becomes another kind.

use std::collections::HashSet;

use serde_json::{Value, json};

use super::value::{printed, read_value};
use super::{CustomField, CustomKind, FieldOption, MOST_OPTIONS, ValueContext, time};
use crate::{Id, collapse, fold};

/// Converts a value of the journal from one field to what the field becomes; `shown` is it as the wire has it, with the
/// names of records.
///
/// # Errors
/// One sentence, when it does not convert.
pub fn convert(
    from: &CustomField,
    to: &CustomField,
    value: &Value,
    shown: &Value,
    lent: &ValueContext<'_>,
) -> Result<Option<Value>, String> {
    use CustomKind as K;
    let given = match (from.kind(), to.kind()) {
        (one, other) if one == other => value.clone(),
        // An option stays the option that it is.
        (K::Choice, K::MultiChoice) => Value::Array(vec![value.clone()]),
        (K::MultiChoice, K::Choice) => match value.as_array().map(Vec::as_slice) {
            Some([one]) => one.clone(),
            _ => return Err(format!("{}: it holds one value", to.definition().name)),
        },
        (K::Money, K::Integer | K::Decimal | K::Percent) => value["amount"].clone(),
        (K::DateTime, K::Date) => json!(value.as_str().and_then(|at| time::day_of(at, &lent.zone))),
        (K::DateTime, K::Text | K::LongText) => json!(value.as_str().and_then(|at| time::read_there(at, &lent.zone))),
        (K::Boolean, K::Integer | K::Decimal) => json!(if value == &Value::Bool(true) { 1 } else { 0 }),
        // What refers to a record becomes its name; a name becomes no reference, for several may have it.
        _ => Value::from(printed(shown)),
    };
    let converted = read_value(to, &given, lent)?;
    // Nothing of a text may get lost on the way.
    if to.kind() == K::Text && from.kind() == K::LongText && value.as_str().is_some_and(|text| text.contains('\n')) {
        return Err(format!("{}: it has several lines", to.definition().name));
    }
    Ok(converted)
}

/// The options that texts make, in the order of their names; none when there are too many.
pub fn options_from<'a>(
    texts: impl Iterator<Item = &'a str>,
    several: bool,
    mint: &mut dyn FnMut() -> Id,
) -> Option<Vec<FieldOption>> {
    let mut known = HashSet::new();
    let mut names: Vec<String> = Vec::new();
    for text in texts {
        let parts: Vec<&str> = if several { text.split([',', ';', '\n']).collect() } else { vec![text] };
        for name in parts.into_iter().map(collapse) {
            if name.is_empty() || name.chars().count() > super::change::NAME || !known.insert(fold(&name)) {
                continue;
            }
            if names.len() == MOST_OPTIONS {
                return None;
            }
            names.push(name);
        }
    }
    names.sort_by_cached_key(|name| fold(name));
    let option = |name| FieldOption { id: mint(), name, colour: String::new(), archived: false };
    Some(names.into_iter().map(option).collect())
}
