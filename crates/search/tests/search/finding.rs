//! What somebody types finds whom they mean.

use crate::support::{Book, doc};
use satchel_search::SearchDoc;

fn book() -> Book {
    Book::of([
        (
            1,
            SearchDoc {
                emails: vec!["jose.alvarez@acme-foods.co.uk".into()],
                phones: vec!["+493012345678".into()],
                company: "Acme Foods Ltd".into(),
                title: "Head of Purchasing".into(),
                tags: vec!["VIP".into(), "fair 2025".into()],
                cities: vec!["Köln".into()],
                countries: vec!["Germany".into()],
                notes: "Prefers calls after lunch. Maintenance contract.".into(),
                ..doc("José Álvarez")
            },
        ),
        (
            2,
            SearchDoc {
                emails: vec!["sinead@oneil.ie".into()],
                phones: vec!["030 765 43 21".into()],
                company: "O'Neil & Søn".into(),
                ..doc("Sinéad O'Neil")
            },
        ),
        (3, doc("Jean-Luc Ørsted")),
        (4, doc("王小明")),
        (5, doc("山田太郎")),
        (6, doc("Сергей Иванов")),
        (7, doc("Γιώργος Παπαδόπουλος")),
        (8, doc("محمد الأحمد")),
        (9, doc("דוד כהן")),
        (10, doc("김철수")),
        (11, doc("สมชาย ใจดี")),
        (12, doc("Łukasz Straßer")),
        (13, SearchDoc { phones: vec!["+1 (415) 555-2671".into()], ..doc("Mary 🦊 Fox") }),
        (14, SearchDoc { phones: vec!["112".into()], ..doc("Emergency") }),
    ])
}

#[test]
fn beginnings_of_words_in_any_order_case_and_accent() {
    let book = book();
    for (typed, expected) in [
        ("j", &[1, 3][..]),
        ("jos", &[1]),
        ("JOSE", &[1]),
        ("josé", &[1]),
        ("alva jo", &[1]),
        ("Álvarez José", &[1]),
        ("alvarez", &[1]),
        ("varez", &[]),
        ("jo sine", &[]),
        ("orst", &[3]),
        ("ørsted jean", &[3]),
        ("strasser", &[12]),
        ("straße", &[12]),
        ("lukasz", &[12]),
        ("acme", &[1]),
        ("purchasing head", &[1]),
        ("vip", &[1]),
        ("2025", &[1]),
        ("koln", &[1]),
        ("jose koln vip lunch acme", &[1]),
        ("maintenance", &[1]),
        ("mainten", &[1]),
        ("", &[]),
        (" - ", &[]),
    ] {
        assert_eq!(book.find(typed), expected, "{typed}");
    }
}

#[test]
fn names_with_hyphens_and_apostrophes() {
    let book = book();
    for typed in ["o'neil", "o’neil", "oneil", "neil", "o neil"] {
        assert_eq!(book.find(typed), [2], "{typed}");
    }
    for typed in ["jean-luc", "jeanluc", "jean luc", "luc", "jean-l"] {
        assert_eq!(book.find(typed), [3], "{typed}");
    }
}

#[test]
fn every_script() {
    let book = book();
    for (typed, expected) in [
        ("王", 4),
        ("小", 4),
        ("小明", 4),
        ("王小明", 4),
        ("山田", 5),
        ("田太", 5),
        ("太郎", 5),
        ("серг", 6),
        ("ИВАН", 6),
        ("παπα", 7),
        ("γιωργος", 7),
        ("محم", 8),
        ("דוד", 9),
        ("כה", 9),
        ("김", 10),
        ("철수", 10),
        ("김철수", 10),
        ("สม", 11),
        ("ใจดี", 11),
        ("🦊", 13),
    ] {
        assert_eq!(book.find(typed), [expected], "{typed}");
    }
    assert_eq!(book.find("王明"), [0_i64; 0], "not next to each other");
}

#[test]
fn phones_in_any_format() {
    let book = book();
    for typed in [
        "5678",
        "678",
        "12345678",
        "+49 30 12345678",
        "+49 (0)30 / 1234 56 78",
        "0049 30 12345678",
        "030 12345678",
        "030-1234-5678",
        "(030)12345678",
        "+4930",
        "3012345",
        "493",
        "301",
        "2345",
        "jose 5678",
        "+49 30 12",
    ] {
        assert_eq!(book.find(typed), [1], "{typed}");
    }
    for typed in ["4321", "0307654321", "765 43 21", "76543"] {
        assert_eq!(book.find(typed), [2], "{typed}");
    }
    for typed in ["555-2671", "(415) 555", "4155552671", "2671"] {
        assert_eq!(book.find(typed), [13], "{typed}");
    }
    assert_eq!(book.find("112"), [14]);
    assert_eq!(book.find("5679"), [0_i64; 0]);
    assert_eq!(book.find("sinead 5678"), [0_i64; 0]);
}

#[test]
fn parts_of_addresses() {
    let book = book();
    for typed in [
        "jose.alvarez@acme-foods.co.uk",
        "jose.alvarez@acme",
        "jose.alv",
        "jose.alvarez@",
        "@acme-foods",
        "@acme",
        "acme-foods.co.uk",
        "acme-foods",
        "alvarez@acme",
        "foods",
        "<jose.alvarez@acme-foods.co.uk>",
    ] {
        assert_eq!(book.find(typed), [1], "{typed}");
    }
    assert_eq!(book.find("oneil.ie"), [2]);
    assert_eq!(book.find("jose@acme.x"), [0_i64; 0]);
}

#[test]
fn phrases_stand_next_to_each_other() {
    let book = book();
    assert_eq!(book.find("\"head of purchasing\""), [1]);
    assert_eq!(book.find("\"José Álvarez\""), [1]);
    assert_eq!(book.find("\"alvarez jose\""), [0_i64; 0]);
    assert_eq!(book.find("\"vip fair\""), [0_i64; 0], "two tags are not one text");
    assert_eq!(book.find("\"alvarez\" acme"), [1]);
    assert_eq!(book.find("\"alvar\""), [0_i64; 0], "a quoted word is whole");
}

#[test]
fn names_weigh_most_and_whole_words_more_than_beginnings() {
    let book = Book::of([
        (1, SearchDoc { notes: "berg".into(), ..doc("Notes") }),
        (2, SearchDoc { cities: vec!["Berg".into()], ..doc("Place") }),
        (3, SearchDoc { emails: vec!["berg@x.org".into()], ..doc("Mail") }),
        (4, SearchDoc { company: "Berg AG".into(), ..doc("Firm") }),
        (5, doc("Anna Bergmann")),
        (6, doc("Anna Berg")),
        (7, SearchDoc { company: "Bergwerk".into(), ..doc("Mine") }),
    ]);
    assert_eq!(book.find("berg"), [6, 5, 4, 3, 7, 2, 1]);
    assert_eq!(book.find("anna berg"), [6, 5]);
}

#[test]
fn the_last_digits_come_before_digits_elsewhere() {
    let book = Book::of([
        (1, SearchDoc { phones: vec!["+491234000000".into()], ..doc("Front") }),
        (2, SearchDoc { phones: vec!["+490000001234".into()], ..doc("Back") }),
    ]);
    assert_eq!(book.find("1234"), [2, 1]);
}

#[test]
fn total_counts_all_and_limit_cuts() {
    let book = Book::of((1..=500).map(|row| (row, doc(&format!("Person{row} Same")))));
    let found = book.search("same", 20);
    assert_eq!(found.total, 500);
    let rows: Vec<i64> = found.hits.iter().map(|hit| hit.rowid).collect();
    assert_eq!(rows, (1..=20).collect::<Vec<i64>>(), "equal scores keep the order of the rows");
    assert!(found.hits.iter().all(|hit| hit.as_typed));
    assert_eq!(book.search("same", 0).total, 500);
    assert_eq!(book.search("person1", 1000).total, 111);
    assert_eq!(book.search("person1", usize::MAX).hits.len(), 111);
}

#[test]
fn long_words_and_long_notes() {
    let long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft";
    let notes = format!("{} needle", "hay ".repeat(25_000));
    let book = Book::of([(1, SearchDoc { company: long.into(), notes, ..doc("Long") })]);
    for typed in [long, &long[..30], &long[..9], "needle", "needl", "hay"] {
        assert_eq!(book.find(typed), [1], "{typed}");
    }
}

#[test]
fn control_characters_do_not_change_the_section() {
    let book = Book::of([(1, SearchDoc { notes: "one\u{1}nAnna two\0three".into(), ..doc("Bob") })]);
    let found = book.search("nanna", 5);
    assert_eq!(found.total, 1);
    assert!(found.hits[0].score <= 2.0, "it stands in the notes");
    assert_eq!(book.find("three"), [1]);
}

#[test]
fn all_rows_are_those_that_are_found_as_typed_however_many() {
    let people = (1..=300).map(|row| (row, doc(if row % 2 == 0 { "Anna Meier" } else { "Ana Maier" })));
    let book = Book::of(people);
    let rows = |typed: &str| {
        let mut rows = book.index.rows(&satchel_model::Query::parse(typed)).unwrap();
        rows.sort_unstable();
        rows
    };
    assert_eq!(rows("anna"), (1..=150).map(|half| half * 2).collect::<Vec<i64>>(), "nobody who is only similar");
    assert_eq!(rows("meier -anna"), Vec::<i64>::new());
    assert_eq!(rows("-anna").len(), 150);
    assert_eq!(rows(""), Vec::<i64>::new(), "a query that asks for nothing finds nobody");
}
