//! Changes of a record written into its card.
//!
//! A row is known by what it held before; what is not named stays as it is. What a card cannot hold whole is refused by
//! its path, before anything is sent: the card that is to be sent is read again and compared. Deliberately absent:
//! sending.

use satchel_exchange::{Card, Original, Version};
use satchel_model::{ContactDraft, FieldChange, Id, collapse};
use satchel_remote::{
    KindCapabilities, Outcome, PHOTO, Picture, RowCapability, Values, is_row, picture_size, split_row,
};
use serde_json::Value;

use super::values::{LISTS, NotHeld, Row, put_rows, put_values, rows_of, values_of};
use super::{CardForm, picture};

/// Why a change cannot be written.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Refusal {
    pub(super) code: &'static str,
    pub(super) path: Option<String>,
    pub(super) sentence: &'static str,
}

impl Refusal {
    fn at(code: &'static str, path: impl Into<String>, sentence: &'static str) -> Self {
        Self { code, path: Some(path.into()), sentence }
    }

    pub(super) fn outcome(self) -> Outcome {
        Outcome::Rejected { code: self.code.to_owned(), path: self.path, message: self.sentence.to_owned() }
    }
}

impl From<NotHeld> for Refusal {
    fn from(NotHeld(path): NotHeld) -> Self {
        Self::at("not_held", path, "a card cannot hold this value")
    }
}

/// A new card. Its uid is the key.
pub(super) fn created(
    key: Id,
    (values, picture): (&Values, Option<&Picture>),
    offered: &KindCapabilities,
    form: CardForm,
) -> Result<Vec<u8>, Refusal> {
    let change =
        |(path, value): (&String, &Value)| FieldChange { path: path.clone(), before: None, after: Some(value.clone()) };
    let changes: Vec<FieldChange> = values.iter().map(change).collect();
    let values = changed(&Values::new(), &changes, offered)?;
    let mut card = Card { uid: key.to_string(), ..Card::default() };
    put_values(&values, &mut card.contact)?;
    if let Some(change) = picture::change_in(&changes) {
        draw(&mut card, change, picture)?;
    }
    let version = if form == CardForm::V4 { Version::V4 } else { Version::V3 };
    let bytes = card.write(version);
    held(&values, &bytes)?;
    Ok(bytes)
}

/// The card with these changes in it.
pub(super) fn updated(
    original: &Original,
    card: &Card,
    (changes, picture): (&[FieldChange], Option<&Picture>),
    offered: &KindCapabilities,
) -> Result<Vec<u8>, Refusal> {
    let mut before = values_of(&card.contact);
    before.extend(picture::told(card).map(|told| (PHOTO.to_owned(), told)));
    let values = changed(&before, changes, offered)?;
    let mut card = card.clone();
    if let Some(change) = picture::change_in(changes) {
        draw(&mut card, change, picture)?;
    }
    let numbers = std::mem::take(&mut card.contact.phones);
    put_values(&values, &mut card.contact)?;
    known_numbers(&mut card.contact, &numbers);
    let whole = |_| Refusal { code: "too_long", path: None, sentence: "the card is larger than any that is written" };
    let bytes = original.rewrite(&card).map_err(whole)?;
    held(&values, &bytes)?;
    Ok(bytes)
}

/// Draws what a change of the picture says, with the bytes that came along.
fn draw(card: &mut Card, change: &FieldChange, picture: Option<&Picture>) -> Result<(), Refusal> {
    let came = picture.filter(|picture| change.after.as_ref() == Some(&picture.value()));
    if change.after.is_some() != came.is_some() || !picture::draw(card, came) {
        return Err(Refusal::at("not_held", PHOTO, "this is no picture"));
    }
    Ok(())
}

/// Numbers that were there keep the form that was found out about them.
fn known_numbers(contact: &mut ContactDraft, before: &[(String, String, String)]) {
    for (_, written, e164) in &mut contact.phones {
        if let Some((.., known)) = before.iter().find(|(_, number, _)| number == written) {
            e164.clone_from(known);
        }
    }
}

/// The values after these changes.
fn changed(before: &Values, changes: &[FieldChange], offered: &KindCapabilities) -> Result<Values, Refusal> {
    let mut values = before.clone();
    for change in changes {
        match split_row(&change.path) {
            None => set_field(&mut values, change, offered)?,
            Some((list, _)) => {
                let rows = offered.rows.get(list).ok_or_else(|| unknown(&change.path))?;
                set_row(&mut values, change, list, rows)?;
            }
        }
    }
    for (list, rows) in &offered.rows {
        let mut found: Vec<Row> = rows_of(&values, list).map(|(_, row)| row.clone()).collect();
        if rows.slots.most().is_some_and(|most| found.len() > most) {
            return Err(Refusal::at("too_many", list, "a card holds fewer of these"));
        }
        found.sort_by_key(|row| row.get("primary") != Some(&Value::Bool(true)));
        values.retain(|path, _| !is_row(path, list));
        put_rows(&mut values, list, found);
    }
    Ok(values)
}

fn unknown(path: &str) -> Refusal {
    Refusal::at("unknown_field", path, "a card has no place for this")
}

fn set_field(values: &mut Values, change: &FieldChange, offered: &KindCapabilities) -> Result<(), Refusal> {
    let field = offered.fields.get(&change.path).ok_or_else(|| unknown(&change.path))?;
    match &change.after {
        Some(value) => {
            let (length, sentence) = match picture_size(value) {
                Some(size) => {
                    (usize::try_from(size).unwrap_or(usize::MAX), "the picture is larger than any that is sent")
                }
                None => {
                    let length = value.as_str().map_or(0, |text| text.chars().count());
                    (length, "the text is longer than what is read of a card")
                }
            };
            if field.longest.is_some_and(|longest| length > longest) {
                return Err(Refusal::at("too_long", &change.path, sentence));
            }
            values.insert(change.path.clone(), value.clone());
        }
        None => {
            values.remove(&change.path);
        }
    }
    Ok(())
}

/// Changes, takes out or adds a row. One that is no longer there as it was is added anew, and taken out already.
fn set_row(values: &mut Values, change: &FieldChange, list: &str, rows: &RowCapability) -> Result<(), Refusal> {
    let before = change.before.as_ref().and_then(|row| told(row, rows));
    let place = before.and_then(|before| {
        let mut found = rows_of(values, list);
        let same = found.find(|(_, row)| told_row(row, rows) == before).map(|(path, _)| path.clone());
        same.or_else(|| rows_of(values, list).find(|(_, row)| says_same(row, &before)).map(|(path, _)| path.clone()))
    });
    match (&change.after, place) {
        (Some(after), place) => {
            let after = told(after, rows).filter(|row| !row.is_empty()).ok_or_else(|| unknown(&change.path))?;
            // Behind all others, whatever they are called.
            let path = place.unwrap_or_else(|| format!("{list}/~{}", change.path));
            values.insert(path, Value::Object(after));
        }
        (None, Some(place)) => {
            values.remove(&place);
        }
        (None, None) => {}
    }
    Ok(())
}

/// The parts of a row that a card holds.
fn told(row: &Value, rows: &RowCapability) -> Option<Row> {
    row.as_object().map(|row| told_row(row, rows))
}

fn told_row(row: &Row, rows: &RowCapability) -> Row {
    let is_held = |(part, value): &(&String, &Value)| rows.parts.contains(part) && **value != "" && !value.is_null();
    row.iter().filter(is_held).map(|(part, value)| (part.clone(), value.clone())).collect()
}

/// Whether two rows hold the same, whatever they are labelled and preferred.
fn says_same(one: &Row, other: &Row) -> bool {
    let text = |row: &Row, part: &str| row.get(part).and_then(Value::as_str).map(collapse).unwrap_or_default();
    let about = ["label", "primary"];
    let parts = one.keys().chain(other.keys()).filter(|part| !about.contains(&part.as_str()));
    let mut parts = parts.peekable();
    parts.peek().is_some() && parts.all(|part| text(one, part) == text(other, part))
}

/// Whether a card says all of these values.
fn held(values: &Values, bytes: &[u8]) -> Result<(), Refusal> {
    let reading = Original::from_text(&String::from_utf8_lossy(bytes)).read(None);
    if reading.card.contact.identify().is_err() {
        let sentence = "there is nobody in the card: no name, e-mail, phone or company";
        return Err(Refusal { code: "unidentified", path: None, sentence });
    }
    if picture::told(&reading.card).as_ref() != values.get(PHOTO) {
        return Err(NotHeld(PHOTO.to_owned()).into());
    }
    let read = values_of(&reading.card.contact);
    let text = |value: Option<&Value>| value.and_then(Value::as_str).map(collapse).unwrap_or_default();
    let texts = values.iter().filter(|(path, _)| split_row(path).is_none() && *path != PHOTO);
    for (path, value) in texts {
        if text(read.get(path)) != text(Some(value)) {
            return Err(NotHeld(path.clone()).into());
        }
    }
    for list in LISTS {
        for (_, row) in rows_of(values, list) {
            if !rows_of(&read, list).any(|(_, other)| says_same(row, other)) {
                return Err(NotHeld(list.to_owned()).into());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use satchel_exchange::Original;
    use satchel_model::{Entity, FieldChange, Id};
    use satchel_remote::{KindCapabilities, Values};
    use serde_json::{Value, json};

    use super::{created, updated};
    use crate::carddav::capabilities::capabilities;
    use crate::carddav::{Book, CardForm};

    const CARD: &str = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nN:Byron;Ada;;;\r\nFN:Ada Byron\r\nX-STRANGER;A=b:c\r\n\
        EMAIL;TYPE=WORK:ada@example.com\r\nEMAIL;TYPE=HOME:home@example.com\r\nTEL:+44 20 7946 0958\r\nEND:VCARD\r\n";

    fn offered() -> KindCapabilities {
        capabilities(&Book::example()).kind(Entity::Contact).unwrap().clone()
    }

    fn change(path: &str, before: Option<Value>, after: Option<Value>) -> FieldChange {
        FieldChange { path: path.to_owned(), before, after }
    }

    /// The card after changes, or the refusal's code and path.
    fn update(changes: &[FieldChange]) -> Result<String, (&'static str, Option<String>)> {
        let original = Original::from_text(CARD);
        let card = original.read(None).card;
        let updated = updated(&original, &card, (changes, None), &offered());
        updated.map(|bytes| String::from_utf8(bytes).unwrap()).map_err(|refusal| (refusal.code, refusal.path))
    }

    #[test]
    fn only_the_lines_of_what_changes_are_touched() {
        assert_eq!(update(&[]).unwrap(), CARD);
        let before = json!({"value": "home@example.com", "label": "home", "primary": false});
        let after = json!({"value": "new@example.com", "label": "home", "primary": false});
        let changes =
            [change("emails/0001", Some(before), Some(after)), change("title", None, Some(json!("Countess")))];
        let expected = CARD.replace("home@", "new@").replace("TEL:", "TITLE:Countess\r\nTEL:");
        let lines = |text: &str| {
            let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
            lines.sort();
            lines
        };
        assert_eq!(lines(&update(&changes).unwrap()), lines(&expected));
    }

    #[test]
    fn rows_are_known_by_what_they_held() {
        let home = |primary: bool| json!({"value": "home@example.com", "label": "home", "primary": primary});
        let work = |primary: bool| json!({"value": "ada@example.com", "label": "work", "primary": primary});
        let gone = update(&[change("emails/x", Some(work(true)), None)]).unwrap();
        assert!(!gone.contains("ada@example.com") && gone.contains("home@example.com"), "{gone}");
        // Known, though the label is another one by now; and what is not there is not there.
        let gone = update(&[change("emails/x", Some(json!({"value": "ada@example.com"})), None)]).unwrap();
        assert!(!gone.contains("ada@example.com"), "{gone}");
        assert_eq!(update(&[change("emails/x", Some(json!({"value": "nobody@example.com"})), None)]).unwrap(), CARD);
        let swapped = [
            change("emails/0000", Some(work(true)), Some(work(false))),
            change("emails/0001", Some(home(false)), Some(home(true))),
        ];
        let swapped = update(&swapped).unwrap();
        let first = Original::from_text(&swapped).read(None).card.contact.emails[0].1.clone();
        assert_eq!(first, "home@example.com", "{swapped}");
    }

    #[test]
    fn what_a_card_cannot_hold_is_refused_by_name() {
        let set = |path: &str, value: Value| update(&[change(path, None, Some(value))]).unwrap_err();
        assert_eq!(set("owner", json!("x")), ("unknown_field", Some("owner".into())));
        assert_eq!(set("tags/1", json!(true)), ("unknown_field", Some("tags/1".into())));
        assert_eq!(set("title", json!("x".repeat(1_001))), ("too_long", Some("title".into())));
        assert_eq!(set("birthday", json!("1604-01-01")), ("not_held", Some("birthday".into())));
        assert_eq!(set("title", json!("a\u{7}b")), ("not_held", Some("title".into())));
        assert_eq!(set("phones/1", json!({"value": "no number"})), ("not_held", Some("phones".into())));
        let picture = |bytes: u64| json!({"sha256": "00", "bytes": bytes});
        assert_eq!(set("photo", picture(9 << 20)), ("too_long", Some("photo".into())));
        assert_eq!(set("photo", picture(9)), ("not_held", Some("photo".into())), "its bytes did not come along");
        let rows: Vec<FieldChange> = (0..1_001)
            .map(|at| change(&format!("emails/{at}"), None, Some(json!({"value": format!("{at}@example.com")}))))
            .collect();
        assert_eq!(update(&rows).unwrap_err(), ("too_many", Some("emails".into())));
    }

    #[test]
    fn a_new_card_has_the_key_for_its_uid() {
        let key = Id::from_parts(1, &[7; 10]);
        let values = Values::from([
            ("family".to_owned(), json!("Byron")),
            ("emails/b".to_owned(), json!({"value": "b@example.com", "label": "work", "primary": true})),
            ("emails/a".to_owned(), json!({"value": "a@example.com", "primary": false})),
        ]);
        for form in [CardForm::V3, CardForm::V4] {
            let card = created(key, (&values, None), &offered(), form).unwrap();
            let read = Original::from_text(&String::from_utf8(card).unwrap()).read(None).card;
            assert_eq!((read.uid, read.contact.family.as_str()), (key.to_string(), "Byron"));
            assert_eq!(read.contact.emails[0], ("work".to_owned(), "b@example.com".to_owned()));
        }
        let refusal = created(key, (&Values::new(), None), &offered(), CardForm::V3).unwrap_err();
        assert_eq!((refusal.code, refusal.path), ("unidentified", None));
    }

    /// Rows of a card, by number; a row has its own value and one of three labels.
    fn email(number: usize, label: usize, primary: bool) -> Value {
        let label = ["work", "home", "boat house"][label % 3];
        json!({"value": format!("{number}@example.com"), "label": label, "primary": primary})
    }

    proptest::proptest! {
        #[test]
        fn any_rows_end_up_as_they_are_meant(
            before in proptest::collection::vec(0_usize..3, 1..6),
            fates in proptest::collection::vec((0_usize..4, 0_usize..3), 6),
            added in proptest::collection::vec(0_usize..3, 0..3),
        ) {
            let rows = |from: usize, labels: &[usize], first: bool| -> Vec<Value> {
                let row = |(at, label): (usize, &usize)| email(from + at, *label, first && at == 0);
                labels.iter().enumerate().map(row).collect()
            };
            let offered = offered();
            let mut values = Values::from([("family".to_owned(), json!("Byron"))]);
            for (at, row) in rows(0, &before, true).into_iter().enumerate() {
                values.insert(format!("emails/{at}"), row);
            }
            let card = created(Id::from_parts(1, &[7; 10]), (&values, None), &offered, CardForm::V3).unwrap();
            let original = Original::from_text(&String::from_utf8(card).unwrap());
            let read = original.read(None).card;
            // Kept, taken out, given another value, given another label; then some that are new.
            let mut changes = Vec::new();
            let mut meant: Vec<Value> = Vec::new();
            for (at, row) in rows(0, &before, true).into_iter().enumerate() {
                let (fate, label) = fates[at];
                let after = match fate {
                    0 => Some(row.clone()),
                    1 => None,
                    2 => Some(email(50 + at, before[at], at == 0)),
                    _ => Some(email(at, label, at == 0)),
                };
                meant.extend(after.clone());
                if after.as_ref() != Some(&row) {
                    changes.push(change(&format!("emails/{at:04}"), Some(row), after));
                }
            }
            for (at, row) in rows(100, &added, false).into_iter().enumerate() {
                meant.push(row.clone());
                changes.push(change(&format!("emails/new{at}"), None, Some(row)));
            }
            let bytes = updated(&original, &read, (&changes, None), &offered).unwrap();
            let read = Original::from_text(&String::from_utf8(bytes).unwrap()).read(None).card.contact;
            let mut found: Vec<(String, String)> = read.emails;
            let text = |row: &Value, part: &str| row[part].as_str().unwrap().to_owned();
            let mut meant: Vec<(String, String)> =
                meant.iter().map(|row| (text(row, "label"), text(row, "value"))).collect();
            if let (Some(first), 0 | 2 | 3) = (meant.first(), fates[0].0) {
                proptest::prop_assert_eq!(&found[0], first, "the primary");
            }
            found.sort();
            meant.sort();
            proptest::prop_assert_eq!(found, meant);
        }
    }
}
