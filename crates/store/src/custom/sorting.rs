//! How a value lies in its row, and the bytes by which it is sorted and compared.
//!
//! What lies in a row says by itself what it is, whatever its field is by now, so that an undo can write values and
//! definitions in any order. The sort key depends on the field; it is made anew when the field changes.

use satchel_model::{CustomField, CustomKind, fold, fold_email, scaled, unscaled};
use serde_json::{Value, json};

use crate::sort::SortKeys;

const YES: &str = "true";
const NO: &str = "false";

/// `num` and `text` of a value.
pub(super) fn lay(value: &Value) -> (Option<i64>, String) {
    match value {
        Value::Number(_) => (Some(scaled(value).unwrap_or_default()), String::new()),
        Value::Bool(yes) => (Some(i64::from(*yes)), (if *yes { YES } else { NO }).to_owned()),
        Value::Array(_) => (Some(0), value.to_string()),
        Value::Object(parts) => {
            let amount = parts.get("amount").and_then(scaled).unwrap_or_default();
            let currency = parts.get("currency").and_then(Value::as_str).unwrap_or_default();
            (Some(amount), currency.to_owned())
        }
        Value::String(text) => (None, text.clone()),
        Value::Null => (None, String::new()),
    }
}

/// The value that lies in a row.
pub(super) fn lift(num: Option<i64>, text: String) -> Value {
    match (num, text.as_str()) {
        (None, _) => text.into(),
        (Some(num), "") => unscaled(num),
        (Some(_), YES) => true.into(),
        (Some(_), NO) => false.into(),
        (Some(_), list) if list.starts_with('[') => serde_json::from_str(list).unwrap_or_default(),
        (Some(num), currency) => json!({"amount": unscaled(num), "currency": currency}),
    }
}

/// What sort keys of a field are made by.
pub(super) fn signature(field: &CustomField) -> String {
    match field.kind() {
        CustomKind::Choice | CustomKind::MultiChoice => {
            // FNV-1a: the same in every build.
            let bytes = field.definition().options.iter().flat_map(|option| *option.id.as_bytes());
            let order = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
            });
            format!("{} {order:x}", field.kind())
        }
        kind => kind.as_str().to_owned(),
    }
}

/// The sort key of a value. Equal keys of a unique field mean equal values.
pub(crate) fn key(field: &CustomField, value: &Value, keys: &SortKeys) -> Vec<u8> {
    match value {
        Value::Number(_) => number(scaled(value).unwrap_or_default()),
        Value::Bool(yes) => vec![u8::from(*yes)],
        Value::Object(_) => {
            let (amount, currency) = lay(value);
            let mut key = currency.into_bytes();
            key.extend(number(amount.unwrap_or_default()));
            key
        }
        Value::Array(ids) => ids.iter().filter_map(Value::as_str).flat_map(|id| place(field, id)).collect(),
        Value::String(text) => match field.kind() {
            CustomKind::Text | CustomKind::LongText => keys.key(&fold(text)),
            CustomKind::Choice | CustomKind::MultiChoice => place(field, text).to_vec(),
            CustomKind::Email => fold_email(text).into_bytes(),
            CustomKind::Url => text.to_lowercase().into_bytes(),
            _ => text.clone().into_bytes(),
        },
        Value::Null => Vec::new(),
    }
}

/// Bytes whose order is that of numbers.
fn number(scaled: i64) -> Vec<u8> {
    (scaled.cast_unsigned() ^ (1 << 63)).to_be_bytes().to_vec()
}

/// The place of an option among the others; one that is gone comes last.
fn place(field: &CustomField, id: &str) -> [u8; 4] {
    field.option(id).and_then(|at| u32::try_from(at).ok()).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{lay, lift, number};

    #[test]
    fn what_lies_in_a_row_says_what_it_is() {
        for value in [
            json!("text"),
            json!("true"),
            json!("[x]"),
            json!("EUR"),
            json!(12),
            json!(-0.5),
            json!(0),
            json!(true),
            json!(false),
            json!(["a", "b"]),
            json!({"amount": 12.5, "currency": "EUR"}),
            json!({"amount": 0, "currency": "JPY"}),
        ] {
            let (num, text) = lay(&value);
            assert_eq!(lift(num, text), value);
        }
    }

    #[test]
    fn numbers_are_in_their_order() {
        let mut ordered = [i64::MIN, -1_000_000, -1, 0, 1, 999, i64::MAX].map(number);
        let before = ordered.clone();
        ordered.sort();
        assert_eq!(ordered, before);
    }
}
