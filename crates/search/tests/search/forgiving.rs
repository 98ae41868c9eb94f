//! Slips of the keyboard, names by their sound, and what somebody may have meant.

use satchel_search::SearchDoc;

use crate::support::{Book, doc};

fn book() -> Book {
    Book::of([
        (1, doc("John Smith")),
        (2, SearchDoc { company: "Smithson Ltd".into(), ..doc("Mary Fox") }),
        (3, doc("Jörg Mayr")),
        (4, doc("María Hernández")),
        (5, doc("Сергей Иванов")),
        (6, SearchDoc { cities: vec!["Hamburg".into()], notes: "maintenance contract".into(), ..doc("Zoe Null") }),
        (
            7,
            SearchDoc {
                phones: vec!["+493012345678".into()],
                emails: vec!["j.smith@acme.example".into()],
                ..doc("Kai")
            },
        ),
    ])
}

#[test]
fn one_slip_in_five_letters_and_two_in_nine() {
    let book = book();
    for (typed, expected) in [
        ("smiht", 1),
        ("smih john", 0),
        ("smitth john", 1),
        ("xmith john", 1),
        ("smithsom", 2),
        ("hernandes", 4),
        ("hernadnes", 4),
        ("hernadnse", 4),
        ("hambrug", 6),
        ("maintenence", 6),
        ("city:hambrug", 6),
        ("company:hambrug", 0),
        ("name:hernadnes", 4),
        ("иваноф", 5),
    ] {
        let found = book.search(typed, 10);
        let first = found.hits.first().map_or(0, |hit| hit.rowid);
        assert_eq!(first, expected, "{typed}");
        assert_eq!(found.exact, 0, "{typed}");
        assert!(found.hits.iter().all(|hit| !hit.as_typed), "{typed}");
    }
}

#[test]
fn what_was_typed_comes_first_however_little_it_counts() {
    let book = Book::of([
        (1, doc("Anna Miller")),
        (2, SearchDoc { notes: "knows a muller".into(), ..doc("Bob") }),
        (3, doc("Carl Muller")),
        (4, SearchDoc { notes: "anna met a muller at the fair in berlin on monday".into(), ..doc("Dora") }),
    ]);
    assert_eq!(book.find("muller"), [3, 2, 4, 1]);
    let found = book.search("anna muller", 10);
    assert_eq!(found.hits.iter().map(|hit| hit.rowid).collect::<Vec<_>>(), [4, 1]);
    assert_eq!((found.total, found.exact), (2, 1));
}

#[test]
fn nothing_is_forgiven_to_who_finds_enough() {
    let book = Book::of((1..=30).map(|row| (row, doc(if row <= 25 { "Muller" } else { "Miller" }))));
    assert_eq!(book.search("muller", 100).total, 25);
    assert_eq!(book.search("miller", 100).total, 30);
}

#[test]
fn numbers_and_phrases_and_what_is_unwanted_are_taken_at_their_word() {
    let book = book();
    for typed in ["123456780", "phone:12345679", "\"john smiht\"", "\"smiht\""] {
        assert_eq!(book.find(typed), [0_i64; 0], "{typed}");
    }
    assert_eq!(book.find("john -smiht"), [1], "nobody is called Smiht");
}

#[test]
fn names_by_their_sound() {
    let book = book();
    for (typed, expected) in [
        ("meier", &[3][..]),
        ("maier jorg", &[3]),
        ("smyth", &[1]),
        ("ivanov", &[5]),
        ("sergej ivanow", &[5]),
        ("name:meier", &[3]),
        ("family:meier", &[]),
        ("company:meier", &[]),
    ] {
        let mut found = book.find(typed);
        found.retain(|row| *row != 2 && *row != 7);
        assert_eq!(found, expected, "{typed}");
    }
}

#[test]
fn of_equals_those_that_were_touched_last() {
    let book = Book::touched([
        (1, doc("Anna Berg"), 100),
        (2, doc("Anna Berg"), 300),
        (3, doc("Anna Berg"), 200),
        (4, doc("Anna Berger"), 900),
        (5, doc("Anna Berg"), 200),
    ]);
    assert_eq!(book.find("anna berg"), [2, 3, 5, 1, 4]);
    let two = book.search("anna berg", 2);
    assert_eq!(two.hits.iter().map(|hit| hit.rowid).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn what_was_meant_finds_somebody() {
    let book = book();
    for (typed, expected) in [
        ("jhon", Some("john")),
        ("mray fxo", Some("mary fox")),
        ("smoht john", Some("smith john")),
        ("city:hmburgg", Some("city:hamburg")),
        ("company:hamburg", None),
        ("xylophone", None),
        ("4711", None),
        ("", None),
        ("\"jhon\"", None),
        ("-jhon", None),
    ] {
        let meant = book.meant(typed);
        assert_eq!(meant.as_deref(), expected, "{typed}");
        assert!(meant.is_none_or(|meant| book.search(&meant, 1).exact > 0), "{typed}");
    }
}

#[test]
fn invisible_marks_and_keyboards_do_not_stand_in_the_way_of_a_name() {
    let book = Book::of([
        (1, doc("\u{200f}محمد علی\u{200e}")),
        (2, doc("タナカ・ハルト")),
        (3, doc("דָּוִד")),
        (4, doc("فاطمة")),
    ]);
    for (typed, expected) in
        [("علي", 1), ("محمد", 1), ("たなか", 2), ("ハルト", 2), ("ﾀﾅｶ", 2), ("דוד", 3), ("فاطمه", 4)]
    {
        assert_eq!(book.find(typed), [expected], "{typed}");
    }
}
