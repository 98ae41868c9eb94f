//! Rows on their way in: what a remote says of one, completed by what Satchel derives and keeps beside it.

use satchel_model::{PartialDate, parse_phone};
use serde_json::{Map, Value};

use super::neutral::NeutralValues;

/// The collections that have rows of their own.
pub(super) const COLLECTIONS: [&str; 5] = ["emails", "phones", "addresses", "links", "dates"];

/// Completes a row that is to stand at `path`; `None` when its value cannot be kept. A row that is there keeps its
/// place; a new one goes behind the others, and is the primary when there is none.
pub(super) fn completed(path: &str, given: &Value, now: &NeutralValues, region: Option<&str>) -> Option<Value> {
    let (collection, _) = path.split_once('/')?;
    let mut row = given.as_object()?.clone();
    let known = now.get(path).and_then(Value::as_object);
    let others = || now.iter().filter(|(other, _)| other.split_once('/').is_some_and(|(of, _)| of == collection));
    row.entry("label").or_insert_with(|| "".into());
    let position = || {
        let last = others().filter_map(|(_, row)| row.get("position")?.as_i64()).max();
        known.and_then(|row| row.get("position")).cloned().unwrap_or_else(|| last.map_or(0, |last| last + 1).into())
    };
    if !row.contains_key("position") {
        row.insert("position".into(), position());
    }
    if !row.contains_key("primary") {
        let first = others().all(|(_, row)| row.get("primary") != Some(&Value::Bool(true)));
        let primary = known.and_then(|row| row.get("primary")).cloned().unwrap_or(Value::Bool(first));
        row.insert("primary".into(), primary);
    }
    match collection {
        "addresses" => {
            for part in ["street", "locality", "region", "postcode", "country"] {
                row.entry(part).or_insert_with(|| "".into());
            }
        }
        "phones" => {
            let number = e164(&row, known, region)?;
            row.insert("e164".into(), number.into());
        }
        "dates" => {
            text(&row, "value").parse::<PartialDate>().ok()?;
        }
        _ => {}
    }
    let kept = collection == "addresses" || !text(&row, "value").is_empty();
    kept.then_some(Value::Object(row))
}

/// A number that was not changed keeps the form that somebody's country gave it.
fn e164(row: &Map<String, Value>, known: Option<&Map<String, Value>>, region: Option<&str>) -> Option<String> {
    let written = text(row, "value");
    match known.filter(|known| text(known, "value") == written) {
        Some(known) => Some(text(known, "e164").to_owned()),
        // What is no number is kept as it is written.
        None => Some(parse_phone(written, region).map(|number| number.e164).unwrap_or_default()),
    }
}

fn text<'a>(row: &'a Map<String, Value>, part: &str) -> &'a str {
    row.get(part).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::completed;
    use crate::sync::NeutralValues;

    #[test]
    fn a_new_row_goes_behind_the_others_and_the_first_is_the_primary() {
        let mut now = NeutralValues::new();
        let first = completed("emails/1", &json!({"value": "a@example.com"}), &now, None).unwrap();
        assert_eq!(first, json!({"value": "a@example.com", "label": "", "position": 0, "primary": true}));
        now.insert("emails/1".into(), first);
        let second = completed("emails/2", &json!({"value": "b@example.com", "label": "work"}), &now, None).unwrap();
        assert_eq!(second, json!({"value": "b@example.com", "label": "work", "position": 1, "primary": false}));
    }

    #[test]
    fn a_number_is_read_and_one_that_is_none_is_kept() {
        let now = NeutralValues::new();
        let read = |written: &str| completed("phones/1", &json!({"value": written}), &now, Some("GB")).unwrap();
        assert_eq!(read("020 7946 0958")["e164"], json!("+442079460958"));
        assert_eq!(read("ask at the desk")["e164"], json!(""));
    }

    #[test]
    fn what_is_no_day_cannot_be_kept() {
        assert_eq!(completed("dates/1", &json!({"value": "soon"}), &NeutralValues::new(), None), None);
        assert_eq!(completed("emails/1", &json!({"label": "work"}), &NeutralValues::new(), None), None);
    }
}
