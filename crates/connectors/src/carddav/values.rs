//! A card's contact as the paths of the journal, and back.
//!
//! Rows of a card have no names: their keys are their places in its list, good for one reading. The first row of a list
//! is its primary. Deliberately absent: tags, which the journal knows by ids that no card has, and source and owner,
//! which are nobody else's business; all of them stay in the card as they are.

use satchel_model::{Address, ContactDraft, Id, PartialDate};
use satchel_remote::{Values, is_row, row_path};
use serde_json::{Map, Value, json};

/// Fields of one text.
pub(super) const TEXTS: [&str; 14] = [
    "prefix",
    "given",
    "middle",
    "family",
    "suffix",
    "nickname",
    "maiden",
    "display",
    "company",
    "title",
    "department",
    "time_zone",
    "language",
    "notes",
];
/// The day that is a field.
pub(super) const BIRTHDAY: &str = "birthday";
/// Lists of rows with one value, then of addresses.
pub(super) const LISTS: [&str; 5] = ["emails", "phones", "links", "dates", "addresses"];
/// Parts of a row with one value, and of an address.
pub(super) const PARTS: [&str; 3] = ["value", "label", "primary"];
pub(super) const ADDRESS_PARTS: [&str; 7] = ["street", "locality", "region", "postcode", "country", "label", "primary"];

pub(super) type Row = Map<String, Value>;

/// A value that a contact cannot hold, by its path.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct NotHeld(pub(super) String);

/// The values of a contact.
pub(super) fn values_of(contact: &ContactDraft) -> Values {
    let mut contact = contact.clone();
    let mut values = Values::new();
    for key in TEXTS {
        if let Some(text) = contact.text_mut(key).filter(|text| !text.is_empty()) {
            values.insert(key.to_owned(), Value::from(std::mem::take(text)));
        }
    }
    if let Some(day) = contact.birthday {
        values.insert(BIRTHDAY.to_owned(), day.to_string().into());
    }
    let pairs = |rows: Vec<(String, String)>| rows.into_iter().map(|(label, value)| row(label, &[("value", value)]));
    put_rows(&mut values, "emails", pairs(contact.emails).collect());
    let phones = contact.phones.into_iter().map(|(label, value, _)| (label, value)).collect();
    put_rows(&mut values, "phones", pairs(phones).collect());
    put_rows(&mut values, "links", pairs(contact.links).collect());
    let dates = contact.dates.into_iter().map(|(label, day)| (label, day.to_string())).collect();
    put_rows(&mut values, "dates", pairs(dates).collect());
    let address = |it: Address| {
        let Address { street, locality, region, postcode, country, label, .. } = it;
        let parts = [("street", street), ("locality", locality), ("region", region)];
        row(label, &[&parts[..], &[("postcode", postcode), ("country", country)]].concat())
    };
    put_rows(&mut values, "addresses", contact.addresses.into_iter().map(address).collect());
    values
}

fn row(label: String, parts: &[(&str, String)]) -> Row {
    let parts =
        parts.iter().map(|(part, text)| ((*part).to_owned(), text.clone())).chain([("label".to_owned(), label)]);
    parts.filter(|(_, text)| !text.is_empty()).map(|(part, text)| (part, Value::from(text))).collect()
}

/// Puts a list in, its first row as the primary.
pub(super) fn put_rows(values: &mut Values, list: &str, rows: Vec<Row>) {
    for (at, mut row) in rows.into_iter().enumerate() {
        row.insert("primary".to_owned(), json!(at == 0));
        values.insert(row_path(list, &format!("{at:04}")), Value::Object(row));
    }
}

/// The rows of a list with their paths, in order.
pub(super) fn rows_of<'v>(values: &'v Values, list: &'v str) -> impl Iterator<Item = (&'v String, &'v Row)> {
    let rows = values.iter().filter(move |(path, _)| is_row(path, list));
    rows.filter_map(|(path, value)| Some((path, value.as_object()?)))
}

/// Gives a contact these values; what is not among them is cleared, but for what has no path.
pub(super) fn put_values(values: &Values, contact: &mut ContactDraft) -> Result<(), NotHeld> {
    for key in TEXTS {
        if let Some(text) = contact.text_mut(key) {
            *text = match values.get(key) {
                Some(Value::String(text)) => text.clone(),
                Some(_) => return Err(NotHeld(key.to_owned())),
                None => String::new(),
            };
        }
    }
    contact.birthday = match values.get(BIRTHDAY) {
        Some(day) => Some(day_of(day).ok_or_else(|| NotHeld(BIRTHDAY.to_owned()))?),
        None => None,
    };
    let lists = LISTS.map(|list| rows_of(values, list).map(|(_, row)| row).collect::<Vec<_>>());
    let [emails, phones, links, dates, addresses] = lists;
    let pair = |row: &Row| (text(row, "label"), text(row, "value"));
    contact.emails = emails.into_iter().map(pair).collect();
    contact.phones = phones.into_iter().map(|row| (text(row, "label"), text(row, "value"), String::new())).collect();
    contact.links = links.into_iter().map(pair).collect();
    let day = |row: &Row| Some((text(row, "label"), day_of(row.get("value")?)?));
    let days: Option<Vec<_>> = dates.into_iter().map(day).collect();
    contact.dates = days.ok_or_else(|| NotHeld("dates".to_owned()))?;
    contact.addresses = addresses.into_iter().map(address).collect();
    Ok(())
}

fn text(row: &Row, part: &str) -> String {
    row.get(part).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn day_of(value: &Value) -> Option<PartialDate> {
    value.as_str()?.parse().ok()
}

fn address(row: &Row) -> Address {
    let mut address = Address {
        id: Id::from_parts(0, &[0; 10]),
        value: String::new(),
        street: text(row, "street"),
        locality: text(row, "locality"),
        region: text(row, "region"),
        postcode: text(row, "postcode"),
        country: text(row, "country"),
        label: text(row, "label"),
        primary: row.get("primary") == Some(&Value::Bool(true)),
    };
    address.value = address.one_line();
    address
}

#[cfg(test)]
mod tests {
    use satchel_exchange::Original;
    use satchel_model::ContactDraft;
    use serde_json::json;

    use super::{NotHeld, put_values, values_of};

    #[test]
    fn a_contact_comes_back_from_its_values() {
        let text = "BEGIN:VCARD\nVERSION:3.0\nN:Byron;Ada;King;Lady;\nFN:The Countess\nNICKNAME:Ada\nORG:Engines;Notes\n\
            TITLE:Analyst\nBDAY:1815-12-10\nNOTE:a\\nb\nEMAIL;TYPE=WORK:ada@example.com\nEMAIL:home@example.com\n\
            TEL;TYPE=CELL:+44 20 7946 0958\nADR;TYPE=HOME:;;12 St James's Square;London;;SW1Y;UK\n\
            URL:https://example.com\nitem1.X-ABDATE:1835-07-08\nitem1.X-ABLabel:_$!<Anniversary>!$_\nEND:VCARD\n";
        let read = Original::from_text(text).read(None).card.contact;
        let values = values_of(&read);
        assert_eq!(values["emails/0000"], json!({"value": "ada@example.com", "label": "work", "primary": true}));
        assert_eq!(values["emails/0001"], json!({"value": "home@example.com", "primary": false}));
        assert_eq!(values["addresses/0000"]["postcode"], "SW1Y");
        assert_eq!(values["dates/0000"]["value"], "1835-07-08");
        let mut contact = ContactDraft::default();
        put_values(&values, &mut contact).unwrap();
        assert_eq!(values_of(&contact), values);
    }

    #[test]
    fn what_is_no_day_is_named() {
        let values = [("birthday".to_owned(), json!("yesterday"))].into();
        assert_eq!(put_values(&values, &mut ContactDraft::default()), Err(NotHeld("birthday".to_owned())));
    }
}
