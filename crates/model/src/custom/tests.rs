//! Values by kind, definitions, edits and conversions, as tables.

use std::cell::Cell;
use std::collections::BTreeMap;

use jiff::tz::{Offset, TimeZone};
use serde_json::{Value, json};

use super::*;
use crate::{Edit, EditAction, Id, parse_assignment_of};

fn id(number: u64) -> Id {
    Id::from_parts(number, &[u8::try_from(number % 251).unwrap(); 10])
}

fn mint() -> impl FnMut() -> Id {
    let next = Cell::new(1_000);
    move || {
        next.set(next.get() + 1);
        id(next.get())
    }
}

fn options(names: &[&str]) -> Option<Vec<OptionDraft>> {
    Some(names.iter().map(|name| OptionDraft { name: (*name).into(), ..OptionDraft::default() }).collect())
}

fn made(draft: FieldDraft) -> CustomField {
    let draft = FieldDraft { name: draft.name.or(Some("Field".into())), ..draft };
    CustomField::new(revise(None, &draft, &CustomFields::default(), &mut mint()).unwrap())
}

fn of(kind: CustomKind) -> CustomField {
    let options = if kind.has_options() { options(&["Small", "Medium, or so", "Large"]) } else { None };
    made(FieldDraft { kind: Some(kind), options, currency: Some("EUR".into()), ..FieldDraft::default() })
}

fn berlin() -> ValueContext<'static> {
    ValueContext { region: Some("DE"), zone: TimeZone::fixed(Offset::constant(1)) }
}

fn read(field: &CustomField, given: &Value) -> Result<Value, String> {
    let value = read_value(field, given, &berlin())?;
    Ok(value.map(|value| field.to_wire(&value)).unwrap_or_default())
}

#[test]
fn every_kind_reads_what_people_type_and_prints_it() {
    use CustomKind as K;
    for (kind, typed, held, shown) in [
        (K::Text, json!("  Dr.  No "), json!("Dr. No"), "Dr. No"),
        (K::Text, json!(42), json!("42"), "42"),
        (K::LongText, json!("a\r\nb\n\n"), json!("a\nb"), "a\nb"),
        (K::Integer, json!("12 000"), json!(12_000), "12000"),
        (K::Integer, json!(-3), json!(-3), "-3"),
        (K::Decimal, json!("1.234,5"), json!(1234.5), "1234.5"),
        (K::Percent, json!("12,5 %"), json!(12.5), "12.5"),
        (K::Money, json!("€ 1.250,00"), json!({"amount": 1250, "currency": "EUR"}), "1250.00 EUR"),
        (K::Money, json!(12.5), json!({"amount": 12.5, "currency": "EUR"}), "12.50 EUR"),
        (K::Money, json!("700 jpy"), json!({"amount": 700, "currency": "JPY"}), "700 JPY"),
        (K::Money, json!({"amount": 3, "currency": "CHF"}), json!({"amount": 3, "currency": "CHF"}), "3.00 CHF"),
        (K::Boolean, json!("Ja"), json!(true), "yes"),
        (K::Boolean, json!(false), json!(false), "no"),
        (K::Date, json!("2026-1-5"), json!("2026-01-05"), "2026-01-05"),
        (K::DateTime, json!("2026-11-26 14:30"), json!("2026-11-26T13:30:00Z"), "2026-11-26T13:30:00Z"),
        (K::Choice, json!("small"), json!("Small"), "Small"),
        (K::MultiChoice, json!("Large, small"), json!(["Small", "Large"]), "Small, Large"),
        (K::MultiChoice, json!("medium, or so"), json!(["Medium, or so"]), "Medium, or so"),
        (K::MultiChoice, json!(["Large", "Large"]), json!(["Large"]), "Large"),
        (K::Email, json!("Ada <ada@x.example>"), json!("ada@x.example"), "ada@x.example"),
        (K::Phone, json!("030 901820"), json!("+4930901820"), "+4930901820"),
        (K::Url, json!("engine.example/a?b"), json!("https://engine.example/a?b"), "https://engine.example/a?b"),
        (K::Contact, json!({"id": id(7), "name": "Ada"}), json!(id(7)), &id(7).to_string()),
        (K::Text, json!("  "), Value::Null, ""),
        (K::MultiChoice, json!([]), Value::Null, ""),
        (K::Integer, Value::Null, Value::Null, ""),
    ] {
        let field = of(kind);
        let value = read(&field, &typed).unwrap_or_else(|error| panic!("{kind} {typed}: {error}"));
        assert_eq!((&value, printed(&value).as_str()), (&held, shown), "{kind} {typed}");
        // What was read is read again as it is.
        assert_eq!(read(&field, &value), Ok(value), "{kind} {typed}");
    }
}

#[test]
fn every_kind_refuses_with_one_sentence_that_does_not_quote() {
    use CustomKind as K;
    for (kind, typed) in [
        (K::Text, json!("x".repeat(1_001))),
        (K::Text, json!("a\0b")),
        (K::Text, json!(["a"])),
        (K::LongText, json!("x".repeat(100_001))),
        (K::Integer, json!("1.5")),
        (K::Integer, json!("zwölf")),
        (K::Integer, json!("99999999999999999999")),
        (K::Decimal, json!("1e5")),
        (K::Decimal, json!("0.0000001")),
        (K::Percent, json!("a lot")),
        (K::Money, json!("12.505 EUR")),
        (K::Money, json!("12 bananas")),
        (K::Money, json!("0.5 JPY")),
        (K::Boolean, json!("perhaps")),
        (K::Date, json!("--12-24")),
        (K::Date, json!("2026-02-30")),
        (K::DateTime, json!("noon")),
        (K::Choice, json!("Gigantic")),
        (K::MultiChoice, json!("Small, Gigantic")),
        (K::MultiChoice, json!([1])),
        (K::Email, json!("ada")),
        (K::Phone, json!("12")),
        (K::Url, json!("javascript:alert(1)")),
        (K::Url, json!("javascript://x.example/%0aalert(1)")),
        (K::Url, json!("not a page")),
        (K::Contact, json!("Ada")),
    ] {
        let reason = read(&of(kind), &typed).expect_err(&format!("{kind} {typed}"));
        assert!(reason.starts_with("Field: ") && !reason.contains('\n') && reason.len() < 120, "{reason}");
        let quoted = typed.as_str().is_some_and(|text| text.len() > 3 && reason.contains(text));
        assert!(!quoted, "{reason}");
    }
}

#[test]
fn ranges_and_patterns_hold() {
    let with = |kind, min: &str, max: &str, pattern: &str| {
        let text = |text: &str| Some(text.to_owned());
        let draft = FieldDraft {
            kind: Some(kind),
            min: text(min),
            max: text(max),
            pattern: text(pattern),
            ..FieldDraft::default()
        };
        made(draft)
    };
    use CustomKind as K;
    for (field, fits, does_not) in [
        (with(K::Integer, "1", "10", ""), "10", "11"),
        (with(K::Decimal, "-0.5", "", ""), "-0.5", "-0.51"),
        (with(K::Percent, "0", "100", ""), "100", "100.1"),
        (with(K::Money, "", "1000", ""), "1000 EUR", "1000.01 EUR"),
        (with(K::Date, "2026-01-01", "2026-12-31", ""), "2026-12-31", "2027-01-01"),
        (with(K::DateTime, "2026-01-01", "", ""), "2026-01-01 02:00", "2025-12-31 23:00"),
        (with(K::Text, "2", "3", ""), "äöü", "äöüß"),
        (with(K::Text, "", "", "[A-Z]{2}-\\d+"), "AB-1", "xAB-1"),
        (with(K::Text, "", "", "a|b"), "b", "ab"),
    ] {
        let name = format!("{} {fits} {does_not}", field.kind());
        assert!(read(&field, &json!(fits)).is_ok(), "{name}");
        assert!(read(&field, &json!(does_not)).is_err(), "{name}");
    }
    // An amount in another currency is neither more nor less.
    assert!(read(&with(K::Money, "", "1000", ""), &json!("5000 JPY")).is_ok());
}

#[test]
fn patterns_that_backtrack_elsewhere_take_no_time_and_those_that_must_are_refused() {
    let begun = std::time::Instant::now();
    for pattern in ["(a+)+", "(a|aa)+", "(.*)*b", "(a*)*(a*)*c", "(x+x+)+y"] {
        let field = made(FieldDraft { pattern: Some(pattern.into()), ..FieldDraft::default() });
        let _ = read(&field, &json!(format!("{}!", "a".repeat(999))));
    }
    assert!(begun.elapsed().as_secs() < 2, "{:?}", begun.elapsed());
    for pattern in ["(a)\\1", "(?=a)b", "(", "a{1000}{1000}", "a)(b", &"(".repeat(200), &"a".repeat(1_001)] {
        let draft = FieldDraft { name: Some("F".into()), pattern: Some(pattern.to_owned()), ..FieldDraft::default() };
        let refused = revise(None, &draft, &CustomFields::default(), &mut mint()).unwrap_err();
        assert_eq!(refused.part, "pattern", "{pattern}");
    }
}

#[test]
fn names_make_keys_that_no_built_in_field_has() {
    let mut all: Vec<FieldDefinition> = Vec::new();
    for (name, key) in [
        ("Budget", "budget"),
        ("Customer number", "customer_number"),
        ("Größe (m²)", "grosse_m2"),
        ("Region", "region_2"),
        ("E-mail", "e_mail"),
        ("Title", "title_2"),
        ("مجال", "مجال"),
        ("🚀", "🚀"),
        ("\u{202e}evil\u{202c}", "evil"),
        ("'; DROP TABLE custom_field; --", "drop_table_custom_field"),
        ("<b>bold</b>", "b_bold_b"),
        ("3rd party", "field_3rd_party"),
    ] {
        let known = CustomFields::new(all.clone());
        let draft = FieldDraft { name: Some(name.into()), ..FieldDraft::default() };
        let made = revise(None, &draft, &known, &mut || id(all.len() as u64 + 1)).unwrap();
        let wanted = if name == "🚀" { "field" } else { key };
        assert_eq!(made.key, wanted, "{name}");
        assert!(!made.name.contains('\u{202e}'));
        all.push(made);
    }
    let known = CustomFields::new(all);
    let refused = |draft: FieldDraft| revise(None, &draft, &known, &mut mint()).unwrap_err().part;
    let named = |name: &str| FieldDraft { name: Some(name.into()), ..FieldDraft::default() };
    assert_eq!(refused(named("BUDGET")), "name", "one of that name is there");
    assert_eq!(refused(named(" \u{200b} ")), "name");
    assert_eq!(refused(named(&"x".repeat(101))), "name");
    for key in ["email", "title", "city", "budget", "Not a key", ""] {
        assert_eq!(refused(FieldDraft { key: Some(key.into()), ..named("New") }), "key", "{key}");
    }
}

#[test]
fn definitions_that_cannot_be_are_refused_by_their_part() {
    use CustomKind as K;
    let refused = |draft: FieldDraft| {
        let draft = FieldDraft { name: Some("New".into()), ..draft };
        revise(None, &draft, &CustomFields::default(), &mut mint()).map_err(|error| error.part).unwrap_err()
    };
    let of = |kind| FieldDraft { kind: Some(kind), ..FieldDraft::default() };
    let text = |text: &str| Some(text.to_owned());
    assert_eq!(refused(FieldDraft { min: text("5"), max: text("4"), ..of(K::Integer) }), "max");
    assert_eq!(refused(FieldDraft { min: text("soon"), ..of(K::Date) }), "min");
    assert_eq!(refused(FieldDraft { min: text("1"), ..of(K::Choice) }), "min");
    assert_eq!(refused(FieldDraft { pattern: text("a"), ..of(K::Integer) }), "pattern");
    assert_eq!(refused(FieldDraft { unique: Some(true), ..of(K::Boolean) }), "unique");
    assert_eq!(refused(FieldDraft { currency: text("EURO"), ..of(K::Money) }), "currency");
    assert_eq!(refused(FieldDraft { default: text("blue"), options: options(&["red"]), ..of(K::Choice) }), "default");
    assert_eq!(refused(FieldDraft { options: options(&["Red", "red "]), ..of(K::Choice) }), "options");
    assert_eq!(refused(FieldDraft { options: options(&[" "]), ..of(K::Choice) }), "options");
    let many: Vec<String> = (0..5_001).map(|nth| format!("Option {nth}")).collect();
    let many: Vec<&str> = many.iter().map(String::as_str).collect();
    assert_eq!(refused(FieldDraft { options: options(&many), ..of(K::Choice) }), "options");
    assert_eq!(
        made(FieldDraft { options: options(&many[..5_000]), ..of(K::Choice) }).definition().options.len(),
        5_000
    );
    let when = |field: &str| Some(ShownWhen { field: field.into(), value: String::new() });
    assert_eq!(refused(FieldDraft { shown_when: when("nothing"), ..of(K::Text) }), "shown_when");
    assert_eq!(refused(FieldDraft { shown_when: when("new"), ..of(K::Text) }), "shown_when");
    assert!(made(FieldDraft { shown_when: when("company"), ..of(K::Text) }).definition().shown_when.is_some());
}

#[test]
fn fields_do_not_wait_for_each_other_in_a_circle() {
    let mut all = CustomFields::default();
    let mut add = |name: &str, waits: &str| {
        let shown_when = Some(ShownWhen { field: waits.into(), value: String::new() });
        let draft = FieldDraft { name: Some(name.into()), shown_when, ..FieldDraft::default() };
        let made = revise(None, &draft, &all, &mut mint()).unwrap();
        let mut definitions: Vec<FieldDefinition> =
            all.of(FieldEntity::Contact).map(|field| field.definition().clone()).collect();
        definitions.push(FieldDefinition { id: id(definitions.len() as u64 + 1), ..made });
        all = CustomFields::new(definitions);
    };
    add("A", "");
    add("B", "a");
    add("C", "b");
    let first = all.key(FieldEntity::Contact, "a").unwrap().definition();
    let draft =
        FieldDraft { shown_when: Some(ShownWhen { field: "c".into(), value: String::new() }), ..FieldDraft::default() };
    assert_eq!(revise(Some(first), &draft, &all, &mut mint()).unwrap_err().part, "shown_when");
}

#[test]
fn an_option_keeps_its_identity_under_a_new_name_and_place() {
    let before = of(CustomKind::Choice).definition().clone();
    let large = before.options[2].id;
    let draft = FieldDraft {
        options: Some(vec![
            OptionDraft { id: Some(large), name: "Huge".into(), colour: "#FF0000".into(), archived: false },
            OptionDraft { name: "small".into(), ..OptionDraft::default() },
        ]),
        ..FieldDraft::default()
    };
    let after = revise(Some(&before), &draft, &CustomFields::default(), &mut mint()).unwrap();
    assert_eq!(after.options[0].id, large);
    assert_eq!(after.options[0].colour, "#ff0000");
    assert_eq!(after.options[1].id, before.options[0].id, "found by its name");
    let changes = definition_changes(&before, &after);
    assert_eq!(changes.len(), 3, "renamed, renamed and moved, gone");
    assert!(changes.iter().all(|change| change.path.starts_with("options/")));
    // Applying the lines gives the definition.
    let mut values = definition_values(&before);
    for change in changes {
        match change.after {
            Some(value) => drop(values.insert(change.path, value)),
            None => drop(values.remove(&change.path)),
        }
    }
    assert_eq!(values, definition_values(&after));
}

fn plan(field: &CustomField, held: &Value, typed: &[&str]) -> Result<Vec<Value>, String> {
    let all = CustomFields::new(vec![field.definition().clone()]);
    let held: BTreeMap<String, Value> =
        if held.is_null() { BTreeMap::new() } else { [(field.definition().key.clone(), held.clone())].into() };
    let patch: Vec<Edit> = typed
        .iter()
        .map(|text| parse_assignment_of(text, FieldEntity::Contact, &all).map_err(|error| error.to_string()))
        .collect::<Result<_, _>>()?;
    let plan = plan_custom_edits(&all, FieldEntity::Contact, &held, &patch, &berlin()).map_err(|error| error.reason)?;
    assert!(patch.iter().all(|edit| plan.takes(&edit.path)));
    Ok(plan
        .changes
        .iter()
        .map(|change| change.after.as_ref().map(|value| field.to_wire(value)).unwrap_or_default())
        .collect())
}

#[test]
fn edits_set_clear_add_and_remove() {
    let several = of(CustomKind::MultiChoice);
    assert_eq!(plan(&several, &Value::Null, &["field=small"]), Ok(vec![json!(["Small"])]));
    assert_eq!(plan(&several, &json!(["Small"]), &["field+=large"]), Ok(vec![json!(["Small", "Large"])]));
    assert_eq!(plan(&several, &json!(["Small", "Large"]), &["field-=small"]), Ok(vec![json!(["Large"])]));
    assert_eq!(plan(&several, &json!(["Small"]), &["field+=large", "field-=large"]), Ok(vec![]), "nothing changes");
    assert_eq!(plan(&several, &json!(["Small"]), &["custom:field="]), Ok(vec![Value::Null]));
    let one = of(CustomKind::Integer);
    assert_eq!(plan(&one, &json!(5), &["field=5"]), Ok(vec![]));
    assert!(plan(&one, &json!(5), &["field+=5"]).is_err());
    let required = made(FieldDraft { required: Some(true), ..FieldDraft::default() });
    assert_eq!(plan(&required, &json!("x"), &["field="]), Err("Field must have a value".into()));
    let mut definition = of(CustomKind::Choice).definition().clone();
    definition.options[0].archived = true;
    let archived = CustomField::new(definition.clone());
    assert!(plan(&archived, &Value::Null, &["field=small"]).is_err(), "no longer offered");
    assert_eq!(plan(&archived, &json!("Small"), &["field=small"]), Ok(vec![]), "who has it keeps it");
    definition.state = crate::RecordState::Archived;
    assert!(plan(&CustomField::new(definition), &Value::Null, &["field=large"]).is_err(), "archived");
}

#[test]
fn built_in_fields_are_not_taken() {
    let all = CustomFields::new(vec![of(CustomKind::Text).definition().clone()]);
    let edit = Edit { path: "title".into(), action: EditAction::Set(json!("CTO")) };
    let plan = plan_custom_edits(&all, FieldEntity::Contact, &BTreeMap::new(), &[edit], &berlin()).unwrap();
    assert!(!plan.takes("title") && plan.changes.is_empty());
    let listed: Vec<String> = all_fields(&all).map(|field| field.key().to_owned()).collect();
    assert!(listed.contains(&"title".to_owned()) && listed.last() == Some(&"field".to_owned()));
}

#[test]
fn kinds_become_others_where_nothing_is_lost() {
    use CustomKind as K;
    let choice = || {
        let mut field = of(K::Choice).definition().clone();
        field.options.push(FieldOption { id: id(9), name: "12".into(), colour: String::new(), archived: false });
        CustomField::new(field)
    };
    for (from, value, to, becomes) in [
        (of(K::Text), json!("12,5"), of(K::Decimal), Some(json!(12.5))),
        (of(K::Text), json!("twelve"), of(K::Decimal), None),
        (of(K::Text), json!("small"), of(K::Choice), Some(json!("Small"))),
        (of(K::Text), json!("Small, Large"), of(K::MultiChoice), Some(json!(["Small", "Large"]))),
        (of(K::Text), json!("2026-11-26"), of(K::Date), Some(json!("2026-11-26"))),
        (of(K::LongText), json!("one line"), of(K::Text), Some(json!("one line"))),
        (of(K::LongText), json!("two\nlines"), of(K::Text), None),
        (of(K::Integer), json!(12), of(K::Text), Some(json!("12"))),
        (of(K::Integer), json!(12), of(K::Money), Some(json!({"amount": 12, "currency": "EUR"}))),
        (of(K::Integer), json!(12), choice(), Some(json!("12"))),
        (of(K::Decimal), json!(12.5), of(K::Integer), None),
        (of(K::Decimal), json!(12), of(K::Integer), Some(json!(12))),
        (of(K::Money), json!({"amount": 12.5, "currency": "USD"}), of(K::Decimal), Some(json!(12.5))),
        (of(K::Money), json!({"amount": 12.5, "currency": "USD"}), of(K::Text), Some(json!("12.50 USD"))),
        (of(K::Boolean), json!(true), of(K::Text), Some(json!("yes"))),
        (of(K::Boolean), json!(true), of(K::Integer), Some(json!(1))),
        (of(K::Date), json!("2026-11-26"), of(K::DateTime), Some(json!("2026-11-25T23:00:00Z"))),
        (of(K::DateTime), json!("2026-11-25T23:30:00Z"), of(K::Date), Some(json!("2026-11-26"))),
        (of(K::DateTime), json!("2026-11-25T23:30:00Z"), of(K::Text), Some(json!("2026-11-26 00:30"))),
        (of(K::Email), json!("ada@x.example"), of(K::Text), Some(json!("ada@x.example"))),
        (of(K::Text), json!("ada@x.example"), of(K::Email), Some(json!("ada@x.example"))),
    ] {
        let name = format!("{} {value} to {}", from.kind(), to.kind());
        let stored = from.from_wire(&value);
        let turned = convert(&from, &to, &stored, &from.to_wire(&stored), &berlin());
        assert_eq!(turned.ok().flatten().map(|value| to.to_wire(&value)), becomes, "{name}");
    }
    // An option stays itself.
    let (one, several) = (of(K::Choice), of(K::MultiChoice));
    let stored = one.from_wire(&json!("Large"));
    assert_eq!(convert(&one, &several, &stored, &json!("Large"), &berlin()), Ok(Some(json!([stored]))));
    // A record becomes what it is called.
    let person = of(K::Contact);
    let shown = json!({"id": id(7), "name": "Ada Lovelace"});
    assert_eq!(convert(&person, &of(K::Text), &json!(id(7)), &shown, &berlin()), Ok(Some(json!("Ada Lovelace"))));
}

#[test]
fn texts_make_options() {
    let texts = ["red, Green", "green", "", "Red ; blue"];
    let made = options_from(texts.into_iter(), true, &mut mint()).unwrap();
    assert_eq!(made.iter().map(|option| option.name.as_str()).collect::<Vec<_>>(), ["blue", "Green", "red"]);
    let whole = options_from(texts.into_iter(), false, &mut mint()).unwrap();
    assert_eq!(whole.len(), 3);
    let many: Vec<String> = (0..6_000).map(|nth| nth.to_string()).collect();
    assert_eq!(options_from(many.iter().map(String::as_str), false, &mut mint()), None);
}

#[test]
fn a_new_record_gets_defaults_and_is_asked_for_what_it_must_have() {
    let colour = FieldDraft {
        name: Some("Colour".into()),
        kind: Some(CustomKind::Choice),
        options: options(&["Red", "Blue"]),
        default: Some("blue".into()),
        ..FieldDraft::default()
    };
    let number = FieldDraft { name: Some("Number".into()), required: Some(true), ..FieldDraft::default() };
    let (colour, number) = (made(colour).definition().clone(), made(number).definition().clone());
    let number = FieldDefinition { id: id(77), ..number };
    let all = CustomFields::new(vec![colour.clone(), number.clone()]);
    let mut values = BTreeMap::new();
    let missing = complete(&all, FieldEntity::Contact, &mut values, &berlin(), |_| true);
    assert_eq!(missing.map(|field| field.definition().name.as_str()), Some("Number"));
    assert_eq!(values.get(&colour.id), Some(&json!(colour.options[1].id)));
    values.insert(number.id, json!("7"));
    assert!(complete(&all, FieldEntity::Contact, &mut values, &berlin(), |_| true).is_none());
    let hidden =
        complete(&all, FieldEntity::Contact, &mut BTreeMap::new(), &berlin(), |field| field.kind() != CustomKind::Text);
    assert!(hidden.is_none(), "what is not asked for need not be there");
}

#[test]
fn what_is_shown_depends_on_another_field() {
    let when = FieldDraft {
        name: Some("Why lost".into()),
        shown_when: Some(ShownWhen { field: "source".into(), value: "Fair".into() }),
        ..FieldDraft::default()
    };
    let field = made(when);
    let all = CustomFields::new(vec![field.definition().clone()]);
    let mut contact = crate::Contact::empty(id(1), 0);
    assert!(!all.is_shown(&field, &contact));
    contact.source = "fair".into();
    assert!(all.is_shown(&field, &contact));
}
