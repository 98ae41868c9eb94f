//! The marked parts of a text are those that were looked for, in the units of the window.

use satchel_model::{Query, Scope};
use satchel_search::Marker;

/// What is marked in a text of a part of a contact, as typed or because it is like that.
fn marks(text: &str, typed: &str, of: Scope, similar: bool) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let query = Query::parse(typed);
    let marker = Marker::new(&query);
    let ranges = if similar { marker.resembling(text, of) } else { marker.mark(text, of) };
    ranges.into_iter().map(|(from, to)| String::from_utf16_lossy(&units[from as usize..to as usize])).collect()
}

fn marked(text: &str, typed: &str) -> Vec<String> {
    marks(text, typed, Scope::Notes, false)
}

#[test]
fn marks_beginnings_whatever_case_and_accent() {
    for (text, typed, expected) in [
        ("José Álvarez", "alv jos", &["Jos", "Álv"][..]),
        ("Jose\u{301} Alvarez", "josé", &["Jose\u{301}"]),
        ("Straße 12", "strass", &["Straß"]),
        ("🦊🦊 Mary Fox", "fox", &["Fox"]),
        ("王小明", "小明", &["小明"]),
        ("ΠΑΠΑΔΟΠΟΥΛΟΣ", "παπ", &["ΠΑΠ"]),
        ("김철수", "철수", &["철수"]),
        ("jose.alvarez@acme.com", "alvarez@ac", &["alvarez", "ac"]),
        ("Head of Purchasing", "\"of purchasing\"", &["of", "Purchasing"]),
        ("nothing here", "xyz", &[]),
        ("", "a", &[]),
        ("anna", "", &[]),
    ] {
        assert_eq!(marked(text, typed), expected, "{text} / {typed}");
    }
}

#[test]
fn marks_digits_across_what_stands_between_them() {
    assert_eq!(marked("+49 30 / 1234-5678", "345678"), ["34-5678"]);
    assert_eq!(marked("+49 30 1234 5678", "030 1234"), ["30 1234"]);
    assert_eq!(marked("12 apples 34", "1234"), Vec::<String>::new());
}

#[test]
fn marks_nothing_that_was_asked_of_another_field_or_unwanted() {
    let text = "Anna Berg";
    for (typed, of, expected) in [
        ("name:anna", Scope::Name, &["Anna"][..]),
        ("name:anna", Scope::Company, &[]),
        ("given:anna", Scope::Name, &["Anna"]),
        ("city:berg", Scope::Place, &["Berg"]),
        ("city:berg anna", Scope::Name, &["Anna"]),
        ("anna -berg", Scope::Name, &["Anna"]),
        ("-anna", Scope::Name, &[]),
    ] {
        assert_eq!(marks(text, typed, of, false), expected, "{typed} in {of:?}");
    }
}

#[test]
fn marks_words_that_are_like_what_was_typed() {
    for (text, typed, of, expected) in [
        ("John Smith", "smiht", Scope::Name, &["Smith"][..]),
        ("Jörg Mayr", "meier", Scope::Name, &["Mayr"]),
        ("Mayr KG", "meier", Scope::Company, &[]),
        ("Smithfield", "smiht", Scope::Company, &["Smithfield"]),
        ("Anna", "smiht", Scope::Name, &[]),
        ("Smith", "company:smiht", Scope::Name, &[]),
    ] {
        assert_eq!(marks(text, typed, of, true), expected, "{typed} in {of:?}");
    }
}
