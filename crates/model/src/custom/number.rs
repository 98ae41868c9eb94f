//! Numbers as scaled integers: what is typed, what is kept, what is printed.

use serde_json::{Number, Value};

/// Decimals that a number keeps.
const DECIMALS: usize = 6;
/// What a number is multiplied by to be kept.
pub(crate) const SCALE: i64 = 1_000_000;
/// Beyond this a number is not kept.
const MOST: i64 = 9_000_000_000_000;
/// Digits that survive every program that reads numbers as binary fractions.
const DIGITS: usize = 15;

/// Reads a number as people write it: `1234.5`, `1 234,50`, `1,234.50`, `1.234,50`, `−12`. A single comma before three
/// digits separates thousands. Returns it times [`SCALE`].
pub(crate) fn parse(text: &str) -> Result<i64, &'static str> {
    let plain: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '\'' | '’' | '_' | '\u{200e}' | '\u{200f}'))
        .map(|c| if matches!(c, '−' | '–' | '﹣' | '－') { '-' } else { c })
        .collect();
    let (negative, digits) = match plain.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, plain.strip_prefix('+').unwrap_or(&plain)),
    };
    let commas = digits.matches(',').count();
    let dots = digits.matches('.').count();
    let last = digits.rfind([',', '.']);
    let point = match (commas, dots, last) {
        (0, 0, _) | (_, _, None) => None,
        // The one that comes last parts the decimals, when both are there.
        (1.., 1.., Some(at)) => Some(at),
        (1, 0, Some(at)) if digits.len() - at == 4 && (1..=3).contains(&at) => None,
        (1, 0, Some(at)) | (0, 1, Some(at)) => Some(at),
        _ => None,
    };
    let (whole, fraction) = point.map_or((digits, ""), |at| (&digits[..at], &digits[at + 1..]));
    if !in_thousands(whole) {
        return Err("not a number");
    }
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    if !fraction.bytes().all(|byte| byte.is_ascii_digit()) || (whole.is_empty() && fraction.is_empty()) {
        return Err("not a number");
    }
    let (whole, fraction) = (whole.trim_start_matches('0'), fraction.trim_end_matches('0'));
    if fraction.len() > DECIMALS {
        return Err("more than six decimals");
    }
    if whole.len() > 13 || (!fraction.is_empty() && whole.len() + fraction.len() > DIGITS) {
        return Err("more digits than a number keeps");
    }
    let scaled: i64 = format!("{whole}{fraction:0<DECIMALS$}").parse().map_err(|_| "not a number")?;
    if scaled / SCALE > MOST {
        return Err("larger than nine trillion");
    }
    Ok(if negative { -scaled } else { scaled })
}

/// Whether digits are whole, or parted in groups of three.
fn in_thousands(whole: &str) -> bool {
    if !whole.bytes().all(|byte| byte.is_ascii_digit() || byte == b',' || byte == b'.') {
        return false;
    }
    let mut groups = whole.split([',', '.']);
    let first = groups.next().unwrap_or_default();
    let mut rest = groups.peekable();
    rest.peek().is_none() || (!first.is_empty() && first.len() <= 3 && rest.all(|group| group.len() == 3))
}

/// The number in plain writing.
pub(crate) fn print(scaled: i64) -> String {
    let sign = if scaled < 0 { "-" } else { "" };
    let (whole, fraction) =
        (scaled.unsigned_abs() / SCALE.unsigned_abs(), scaled.unsigned_abs() % SCALE.unsigned_abs());
    if fraction == 0 {
        return format!("{sign}{whole}");
    }
    format!("{sign}{whole}.{}", format!("{fraction:06}").trim_end_matches('0'))
}

/// A kept number, which is a million times the number, as the journal and the wire have it.
#[must_use]
pub fn unscaled(scaled: i64) -> Value {
    if scaled % SCALE == 0 {
        return Value::from(scaled / SCALE);
    }
    print(scaled).parse().ok().and_then(Number::from_f64).map_or(Value::Null, Value::Number)
}

/// A number of the journal as it is kept, a million times it; none for what is no number that can be kept.
#[must_use]
pub fn scaled(value: &Value) -> Option<i64> {
    let number = value.as_number()?;
    if let Some(whole) = number.as_i64() {
        return (whole.unsigned_abs() <= MOST.unsigned_abs()).then(|| whole * SCALE);
    }
    parse(&format!("{}", number.as_f64()?)).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::{SCALE, parse, print, scaled, unscaled};

    #[test]
    fn reads_what_people_write() {
        for (typed, number) in [
            ("12000", "12000"),
            ("1 234,50", "1234.5"),
            ("1.234,50", "1234.5"),
            ("1,234.50", "1234.5"),
            ("1,234", "1234"),
            ("1,23", "1.23"),
            ("1.234", "1.234"),
            ("1'234'567", "1234567"),
            ("1.234.567", "1234567"),
            ("−12", "-12"),
            ("+0.000001", "0.000001"),
            (".5", "0.5"),
            ("-0", "0"),
        ] {
            assert_eq!(parse(typed).map(print).as_deref(), Ok(number), "{typed}");
        }
        for typed in ["", "-", ".", "12a", "1e9", "1,23,4", "0.1234567", "99999999999999", "1,234.5.6", "٣", "1-2"] {
            assert!(parse(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn json_numbers_are_exact() {
        assert_eq!(unscaled(12 * SCALE), json!(12));
        assert_eq!(unscaled(12_500_000), json!(12.5));
        assert_eq!(scaled(&json!(0.1)), Some(100_000));
        assert_eq!(scaled(&json!(1e300)), None);
        assert_eq!(scaled(&json!(i64::MAX)), None);
        assert_eq!(scaled(&json!("12")), None);
    }

    proptest! {
        #[test]
        fn what_is_kept_comes_back(whole in -999_999_999_i64..999_999_999, fraction in 0..SCALE) {
            let kept = whole * SCALE + fraction;
            prop_assert_eq!(scaled(&unscaled(kept)), Some(kept));
            prop_assert_eq!(parse(&print(kept)), Ok(kept));
        }

        #[test]
        fn nothing_that_is_typed_breaks_it(typed in "[-+0-9., '€a]{0,24}|\\PC{0,12}") {
            if let Ok(kept) = parse(&typed) {
                prop_assert_eq!(parse(&print(kept)), Ok(kept));
            }
        }
    }
}
