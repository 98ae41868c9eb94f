//! Fields, phrases, and what must not be found.

use proptest::prelude::*;
use satchel_search::SearchDoc;

use crate::support::{Book, doc};

fn book() -> Book {
    Book::of([
        (
            1,
            SearchDoc {
                given: "Anna".into(),
                family: "Berlin".into(),
                company: "Acme Foods".into(),
                title: "Head of Purchasing".into(),
                emails: vec!["anna@acme-foods.com".into()],
                phones: vec!["+493012345678".into()],
                cities: vec!["Köln".into()],
                regions: vec!["Nordrhein-Westfalen".into()],
                countries: vec!["Germany".into()],
                tags: vec!["VIP".into(), "fair 2025".into()],
                source: "Trade show".into(),
                owner: "Kim Lee".into(),
                ..doc("Anna Berlin")
            },
        ),
        (
            2,
            SearchDoc {
                given: "Berlin".into(),
                family: "Acme".into(),
                cities: vec!["Berlin".into()],
                countries: vec!["Germany".into()],
                notes: "Met Anna at the fair".into(),
                ..doc("Berlin Acme")
            },
        ),
        (3, SearchDoc { given: "小明".into(), family: "王".into(), company: "北京".into(), ..doc("王小明") }),
        (
            4,
            SearchDoc {
                given: "محمد".into(), family: "الأحمد".into(), company: "حديد".into(), ..doc("محمد الأحمد")
            },
        ),
        (5, SearchDoc { given: "דוד".into(), family: "כהן".into(), ..doc("דוד כהן") }),
    ])
}

#[test]
fn a_field_is_looked_in_alone() {
    let book = book();
    for (typed, expected) in [
        ("name:berlin", &[1, 2][..]),
        ("given:berlin", &[2]),
        ("family:ber", &[1]),
        ("last_name:b", &[1]),
        ("city:berlin", &[2]),
        ("place:ger", &[1, 2]),
        ("country:germany city:koln", &[1]),
        ("region:westfalen", &[1]),
        ("company:acme", &[1]),
        ("company:\"acme foods\"", &[1]),
        ("company:\"foods acme\"", &[]),
        ("email:acme", &[1]),
        ("email:anna@acme-foods.com", &[1]),
        ("email:berlin", &[]),
        ("phone:5678", &[1]),
        ("phone:+49 30 1234", &[1]),
        ("phone:\"030 1234 5678\"", &[1]),
        ("phone:anna", &[]),
        ("title:purch", &[1]),
        ("tag:vip", &[1]),
        ("tag:\"fair 2025\"", &[1]),
        ("notes:anna", &[2]),
        ("source:trade", &[1]),
        ("owner:lee", &[1]),
        ("trade", &[]),
        ("anna city:koln", &[1]),
        ("nosuch:anna", &[]),
        ("name:王", &[3]),
        ("given:小明", &[3]),
        ("given:王", &[]),
        ("company:北京", &[3]),
        ("family:احمد", &[]),
        ("family:الاحمد", &[4]),
        ("company:حديد", &[4]),
        ("name:כהן", &[5]),
    ] {
        let mut found = book.find(typed);
        found.sort_unstable();
        assert_eq!(found, expected, "{typed}");
    }
}

#[test]
fn what_must_not_be_found_is_not() {
    let book = book();
    for (typed, expected) in [
        ("berlin -city:berlin", &[1][..]),
        ("anna -notes:anna", &[1]),
        ("acme -\"acme foods\"", &[2]),
        ("-germany", &[3, 4, 5]),
        ("-germany -王", &[4, 5]),
        ("-phone:5678 name:acme", &[2]),
        ("anna -anna", &[]),
        ("محمد -حديد", &[]),
    ] {
        let mut found = book.find(typed);
        found.sort_unstable();
        assert_eq!(found, expected, "{typed}");
    }
    assert_eq!(book.search("-germany", 1).total, 3);
}

/// Words of the documents of a generated book and some others.
const WORDS: [&str; 8] = ["anna", "annabel", "berg", "bergmann", "acme", "王", "мир", "zzz"];

fn word() -> impl Strategy<Value = &'static str> {
    prop::sample::select(&WORDS[..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn with_and_without_a_clause_are_all_and_nobody_twice(
        people in prop::collection::vec((word(), word(), word()), 1..30),
        one in word(),
        other in word(),
        scope in prop::sample::select(&["", "name:", "company:", "notes:"][..]),
    ) {
        let people = people.into_iter().map(|(name, company, notes)| {
            SearchDoc { company: company.into(), notes: notes.into(), ..doc(name) }
        });
        let book = Book::of((1..).zip(people));
        let exactly = |typed: &str| {
            let found = book.search(typed, 100);
            let mut rows: Vec<i64> = found.hits.iter().filter(|hit| hit.as_typed).map(|hit| hit.rowid).collect();
            rows.sort_unstable();
            rows
        };
        let mut parts = exactly(&format!("{one} {scope}{other}"));
        parts.extend(exactly(&format!("{one} -{scope}{other}")));
        parts.sort_unstable();
        prop_assert_eq!(parts, exactly(one));
    }
}
