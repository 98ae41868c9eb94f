//! The marked parts of a text are those that were looked for, in the units of the window.

use satchel_model::Query;
use satchel_search::highlight;

fn marked(text: &str, typed: &str) -> Vec<String> {
    let units: Vec<u16> = text.encode_utf16().collect();
    highlight(text, &Query::parse(typed))
        .into_iter()
        .map(|(from, to)| String::from_utf16_lossy(&units[from as usize..to as usize]))
        .collect()
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
