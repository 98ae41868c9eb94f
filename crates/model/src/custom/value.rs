//! Single values of one's own fields: read as they are typed, refused with a sentence, printed.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::change::{is_option_name, unsteered};
use super::{CustomField, CustomKind, FieldDefinition, currency, number, time};
use crate::{Id, collapse, fold, parse_email, parse_phone};

/// Characters of a line, of a text, and of an address in the web.
const LINE: usize = 1_000;
const TEXT: usize = 100_000;

/// What the caller lends to the reading of a value.
#[derive(Clone, Debug)]
pub struct ValueContext<'a> {
    /// ISO 3166 alpha-2 code that national phone numbers are taken to be from.
    pub region: Option<&'a str>,
    /// The clocks by which an instant without an offset is meant.
    pub zone: TimeZone,
}

impl Default for ValueContext<'_> {
    fn default() -> Self {
        Self { region: None, zone: TimeZone::UTC }
    }
}

/// Reads what was typed or sent as a value of the journal; none when nothing is there. What refers to a record must be
/// its identity already.
///
/// # Errors
/// One sentence about why the value does not fit, without the value.
pub fn read_value(field: &CustomField, given: &Value, lent: &ValueContext<'_>) -> Result<Option<Value>, String> {
    let definition = field.definition();
    let about = |reason: &str| format!("{}: {reason}", definition.name);
    let Some(value) = read(field, given, lent).map_err(|reason| about(&reason))? else { return Ok(None) };
    check(field, &value).map_err(|reason| about(&reason))?;
    Ok(Some(value))
}

fn read(field: &CustomField, given: &Value, lent: &ValueContext<'_>) -> Result<Option<Value>, String> {
    let definition = field.definition();
    let kind = definition.kind;
    if kind == CustomKind::MultiChoice {
        return choices(field, given);
    }
    if let (CustomKind::Boolean, Value::Bool(_)) = (kind, given) {
        return Ok(Some(given.clone()));
    }
    let text = match given {
        Value::Null => return Ok(None),
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::Object(parts) if kind.is_reference() => {
            parts.get("id").and_then(Value::as_str).unwrap_or_default().to_owned()
        }
        Value::Object(parts) if kind == CustomKind::Money => {
            let part = |name: &str| parts.get(name).map(printed).unwrap_or_default();
            format!("{} {}", part("amount"), part("currency"))
        }
        Value::Array(values) if values.is_empty() => return Ok(None),
        _ => return Err("it holds one value".to_owned()),
    };
    if text.contains('\0') {
        return Err("text cannot hold NUL characters".to_owned());
    }
    if kind == CustomKind::LongText {
        let text = text.replace("\r\n", "\n").trim_end().to_owned();
        return limited(text, TEXT);
    }
    let text = collapse(&text);
    if text.is_empty() {
        return Ok(None);
    }
    let value = match kind {
        CustomKind::Text => return limited(text, LINE),
        CustomKind::LongText | CustomKind::MultiChoice => return Ok(None),
        CustomKind::Integer => {
            let kept = number::parse(&text)?;
            if kept % number::SCALE != 0 {
                return Err("not a whole number".to_owned());
            }
            number::unscaled(kept)
        }
        CustomKind::Decimal => number::unscaled(number::parse(&text)?),
        CustomKind::Percent => {
            let bare = text.strip_suffix('%').or_else(|| text.strip_prefix('%')).unwrap_or(&text);
            number::unscaled(number::parse(bare)?)
        }
        CustomKind::Money => money(definition, &text)?,
        CustomKind::Boolean => Value::Bool(yes_or_no(&text).ok_or("it takes yes or no")?),
        CustomKind::Date => time::day(&text)?.into(),
        CustomKind::DateTime => time::instant(&text, &lent.zone)?.into(),
        CustomKind::Choice => match field.option_named(&text) {
            Some(at) => json!(definition.options[at].id),
            None => return Err("there is no such option".to_owned()),
        },
        CustomKind::Email => parse_email(&text).map_err(|error| error.to_string())?.into(),
        CustomKind::Phone => {
            let phone = parse_phone(&text, lent.region).map_err(|error| error.to_string())?;
            (if phone.e164.is_empty() { phone.written } else { phone.e164 }).into()
        }
        CustomKind::Url => address(&text)?.into(),
        CustomKind::Contact | CustomKind::Company | CustomKind::File => match text.parse::<Id>() {
            Ok(id) => json!(id),
            Err(_) if kind == CustomKind::File => {
                return Err("there is no such file here: attach it first".to_owned());
            }
            Err(_) if kind == CustomKind::Contact => return Err("there is no such contact".to_owned()),
            Err(_) => return Err("there is no such company".to_owned()),
        },
    };
    Ok(Some(value))
}

fn limited(text: String, most: usize) -> Result<Option<Value>, String> {
    if text.chars().count() > most {
        return Err(format!("it is longer than {most} characters"));
    }
    Ok((!text.is_empty()).then(|| text.into()))
}

/// The options that one text names.
fn named_options(text: &str) -> impl Iterator<Item = &str> {
    text.split([',', ';', '\n']).filter(|name| !name.trim().is_empty())
}

impl CustomField {
    /// What a text names that is no option of the field, and could be one.
    #[must_use]
    pub fn unknown_options(&self, text: &str) -> Vec<String> {
        if self.option_named(&collapse(text)).is_some() {
            return Vec::new();
        }
        let named: Vec<&str> = match self.kind() {
            CustomKind::MultiChoice => named_options(text).collect(),
            CustomKind::Choice => vec![text],
            _ => Vec::new(),
        };
        let names = named.into_iter().map(unsteered);
        names.filter(|name| is_option_name(name) && self.option_named(name).is_none()).collect()
    }
}

fn choices(field: &CustomField, given: &Value) -> Result<Option<Value>, String> {
    let all = |texts: &[&str]| -> Option<Vec<usize>> {
        texts.iter().map(|text| field.option_named(&collapse(text))).collect()
    };
    let places = match given {
        Value::Null => return Ok(None),
        // A name may have a comma in it.
        Value::String(text) => match field.option_named(&collapse(text)) {
            Some(at) => Some(vec![at]),
            None => all(&named_options(text).collect::<Vec<_>>()),
        },
        Value::Array(values) => {
            all(&values.iter().map(|value| value.as_str().ok_or("an option is text")).collect::<Result<Vec<_>, _>>()?)
        }
        _ => return Err("it takes names of options".to_owned()),
    };
    let mut places = places.ok_or("there is no such option")?;
    places.sort_unstable();
    places.dedup();
    let options = &field.definition().options;
    let ids: Vec<Value> = places.into_iter().map(|at| json!(options[at].id)).collect();
    Ok((!ids.is_empty()).then_some(Value::Array(ids)))
}

fn money(definition: &FieldDefinition, text: &str) -> Result<Value, String> {
    let (amount, code) = currency::split(text)?;
    let Some(code) = code.or_else(|| currency::currency(&definition.currency)) else {
        return Err("it takes an amount with its currency, such as 12.50 EUR".to_owned());
    };
    let amount = number::parse(&amount)?;
    // Less than the smallest coin is not money.
    let coin = number::SCALE / 10_i64.pow(currency::minor_digits(&code));
    if amount % coin != 0 {
        return Err(format!("{code} has {} decimals", currency::minor_digits(&code)));
    }
    Ok(json!({"amount": number::unscaled(amount), "currency": code}))
}

fn yes_or_no(text: &str) -> Option<bool> {
    match fold(text).as_str() {
        "yes" | "y" | "true" | "t" | "1" | "on" | "x" | "ja" | "oui" | "si" | "sim" | "да" | "✓" => Some(true),
        "no" | "n" | "false" | "f" | "0" | "off" | "nein" | "non" | "nao" | "нет" => Some(false),
        _ => None,
    }
}

/// A web address, with the scheme that is meant when none is written.
fn address(text: &str) -> Result<String, &'static str> {
    const NONE: &str = "not a web address";
    if text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"')) {
        return Err(NONE);
    }
    let whole = match text.split_once("://") {
        Some((scheme, _)) if ["http", "https", "ftp"].contains(&scheme.to_ascii_lowercase().as_str()) => {
            text.to_owned()
        }
        Some(_) => return Err("a web address begins with http or https"),
        None => format!("https://{text}"),
    };
    let host = whole.split_once("://").map(|(_, rest)| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let host = host.unwrap_or_default().rsplit('@').next().unwrap_or_default();
    let named = host.split(':').next().unwrap_or_default();
    let port = host.split(':').nth(1).is_none_or(|port| port.parse::<u16>().is_ok());
    if !port || !named.contains('.') || named.split('.').any(str::is_empty) || whole.chars().count() > LINE {
        return Err(NONE);
    }
    Ok(whole)
}

/// Whether a value keeps to pattern and range.
fn check(field: &CustomField, value: &Value) -> Result<(), String> {
    let definition = field.definition();
    if let (Some(pattern), Some(text)) = (field.pattern(), value.as_str())
        && !pattern.is_match(text)
    {
        return Err("it does not have the form that is asked for".to_owned());
    }
    for (bound, least) in [(&definition.min, true), (&definition.max, false)] {
        if bound.is_empty() {
            continue;
        }
        let Some((held, asked)) = measure(definition, value, bound) else { continue };
        if (least && held < asked) || (!least && held > asked) {
            let (word, unit) = (if least { "at least" } else { "at most" }, unit(definition));
            return Err(format!("it takes {word} {bound}{unit}"));
        }
    }
    Ok(())
}

/// What an order compares: numbers, or texts whose order is that of time.
#[derive(PartialEq, PartialOrd)]
enum Measure {
    Number(i64),
    Text(String),
}

fn unit(definition: &FieldDefinition) -> &'static str {
    match definition.kind {
        CustomKind::Text | CustomKind::LongText if definition.min == "1" && definition.max == "1" => " character",
        CustomKind::Text | CustomKind::LongText => " characters",
        CustomKind::Percent => " %",
        _ => "",
    }
}

/// A value and a bound as they are compared; nothing where they cannot be.
fn measure(definition: &FieldDefinition, value: &Value, bound: &str) -> Option<(Measure, Measure)> {
    Some(match definition.kind {
        CustomKind::Text | CustomKind::LongText => {
            let held = i64::try_from(value.as_str()?.chars().count()).ok()?;
            (Measure::Number(held.checked_mul(number::SCALE)?), Measure::Number(number::parse(bound).ok()?))
        }
        CustomKind::Integer | CustomKind::Decimal | CustomKind::Percent => {
            (Measure::Number(number::scaled(value)?), Measure::Number(number::parse(bound).ok()?))
        }
        CustomKind::Money => {
            // An amount in another currency is neither more nor less.
            if value.get("currency")?.as_str()? != definition.currency {
                return None;
            }
            (Measure::Number(number::scaled(value.get("amount")?)?), Measure::Number(number::parse(bound).ok()?))
        }
        CustomKind::Date => (Measure::Text(value.as_str()?.to_owned()), Measure::Text(time::day(bound).ok()?)),
        CustomKind::DateTime => {
            (Measure::Text(value.as_str()?.to_owned()), Measure::Text(time::instant(bound, &TimeZone::UTC).ok()?))
        }
        _ => return None,
    })
}

/// Whether a bound can be read.
pub(crate) fn is_bound(definition: &FieldDefinition, bound: &str) -> bool {
    match definition.kind {
        CustomKind::Date => time::day(bound).is_ok(),
        CustomKind::DateTime => time::instant(bound, &TimeZone::UTC).is_ok(),
        kind => kind.takes_range() && number::parse(bound).is_ok(),
    }
}

/// Whether one bound is beyond another.
pub(crate) fn is_crossed(definition: &FieldDefinition) -> bool {
    let (min, max) = (&definition.min, &definition.max);
    if min.is_empty() || max.is_empty() {
        return false;
    }
    match definition.kind {
        CustomKind::Date => time::day(min) > time::day(max),
        CustomKind::DateTime => time::instant(min, &TimeZone::UTC) > time::instant(max, &TimeZone::UTC),
        _ => number::parse(min) > number::parse(max),
    }
}

/// A value of the wire in one line, in plain writing: `12.5`, `12.50 EUR` as `12.5 EUR`, `yes`, names of options.
#[must_use]
pub fn printed(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::Bool(true) => "yes".to_owned(),
        Value::Bool(false) => "no".to_owned(),
        Value::String(text) => text.clone(),
        Value::Number(_) => number::scaled(value).map_or_else(|| value.to_string(), number::print),
        Value::Array(values) => values.iter().map(printed).collect::<Vec<_>>().join(", "),
        Value::Object(parts) => match (parts.get("amount"), parts.get("currency"), parts.get("name")) {
            (Some(amount), Some(currency), _) => amount_of(amount, currency.as_str().unwrap_or_default()),
            (_, _, Some(name)) => printed(name),
            _ => parts.get("id").map(printed).unwrap_or_default(),
        },
    }
}

/// An amount with all decimals of its currency.
fn amount_of(amount: &Value, currency: &str) -> String {
    let digits = currency::minor_digits(currency) as usize;
    let plain = printed(amount);
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    if digits == 0 {
        return format!("{plain} {currency}");
    }
    format!("{whole}.{fraction:0<digits$} {currency}")
}
