//! People and filters by chance, of few words, so that filters mean somebody.

use proptest::prelude::*;
use satchel_model::{Address, Catalogue, Condition, ContactDraft, Filter, Id, Kind, Related, Span, SpanUnit, Test};

const WORDS: [&str; 8] = ["Ada", "adam", "Müller", "VIP", "sales director", "Sales-Director", "小明", "R & D"];
const EMAILS: [&str; 4] = ["ada@acme.com", "Ada@beta.example", "jo@acme.com", "jörg@acme.com"];
const PHONES: [(&str, &str); 4] = [
    ("020 7946 0958", "+442079460958"),
    ("+49 30 901820", "+4930901820"),
    ("0301234", ""),
    ("+1 202-555-0134", "+12025550134"),
];
const DAYS: [&str; 6] = ["1980-05-01", "--11-30", "2026-11-24", "1999-02-28", "--02-29", "2026-12-20"];
const COUNTRIES: [&str; 3] = ["Germany", "GB", ""];

fn some<T: Clone + std::fmt::Debug + 'static>(values: &'static [T]) -> impl Strategy<Value = Option<T>> {
    prop::option::of(prop::sample::select(values))
}

/// Somebody, whether they end in the trash, and which field is edited to what.
pub(crate) type Life = (ContactDraft, bool, Option<(String, String)>);

pub(crate) fn person() -> impl Strategy<Value = Life> {
    let words = || some(&WORDS);
    let scalars = (words(), words(), words(), words(), words(), words(), words(), words());
    let rows = (
        prop::collection::vec((some(&["work", "home"]), prop::sample::select(&EMAILS[..])), 0..3),
        prop::collection::vec((some(&["work", "mobile"]), prop::sample::select(&PHONES[..])), 0..3),
        prop::collection::vec((words(), prop::sample::select(&COUNTRIES[..])), 0..2),
        prop::collection::vec((some(&["anniversary"]), prop::sample::select(&DAYS[..])), 0..2),
        prop::collection::vec(prop::sample::select(&WORDS[..]), 0..3),
        some(&DAYS),
    );
    let after = (any::<bool>(), prop::option::of((prop::sample::select(&["title", "notes", "company"][..]), words())));
    (scalars, rows, after).prop_map(|(scalars, rows, (trash, edit))| {
        let text = |word: Option<&str>| word.unwrap_or_default().to_owned();
        let (given, family, nickname, company, title, department, notes, owner) = scalars;
        let (emails, phones, addresses, dates, mut tags, birthday) = rows;
        tags.sort_unstable();
        tags.dedup();
        let draft = ContactDraft {
            display: "Somebody".into(),
            given: text(given),
            family: text(family),
            nickname: text(nickname),
            company: text(company),
            title: text(title),
            department: text(department),
            notes: text(notes),
            owner: text(owner),
            emails: emails.into_iter().map(|(label, value)| (text(label), value.to_owned())).collect(),
            phones: phones
                .into_iter()
                .map(|(label, (value, e164))| (text(label), value.to_owned(), e164.to_owned()))
                .collect(),
            addresses: addresses
                .into_iter()
                .map(|(city, country)| Address {
                    id: Id::from_parts(1, &[1; 10]),
                    value: String::new(),
                    street: "1 High Street".into(),
                    locality: text(city),
                    region: String::new(),
                    postcode: "10115".into(),
                    country: country.to_owned(),
                    label: String::new(),
                    primary: false,
                })
                .collect(),
            dates: dates.into_iter().map(|(label, day)| (text(label), day.parse().unwrap())).collect(),
            tags: tags.into_iter().map(str::to_owned).collect(),
            birthday: birthday.map(|day| day.parse().unwrap()),
            ..ContactDraft::default()
        };
        (draft, trash, edit.map(|(field, value)| (field.to_owned(), text(value))))
    })
}

fn span() -> impl Strategy<Value = Span> {
    (prop::sample::select(&[0, 3, 30, 400][..]), prop::sample::select(&[SpanUnit::Day, SpanUnit::Month][..]))
        .prop_map(|(count, unit)| Span { count, unit })
}

fn test_of(kind: Kind) -> BoxedStrategy<Test> {
    let word = || {
        prop_oneof![
            prop::sample::select(&WORDS[..]).prop_map(str::to_owned),
            prop::sample::select(&EMAILS[..]).prop_map(str::to_owned),
            prop::sample::select(
                &["a", "acme.com", "@acme.com", "+44", "0958", "30", "1234", "german", "work", "GB", "dir"][..]
            )
            .prop_map(str::to_owned),
        ]
    };
    let point = || {
        prop::sample::select(&["1980", "1980-05", "1980-05-01", "2026-11-24", "today", "-3d", "+1m", "1999-02-28"][..])
            .prop_map(str::to_owned)
    };
    match kind {
        Kind::Text | Kind::Email | Kind::Phone => prop_oneof![
            Just(Test::Present),
            prop::collection::vec(word(), 1..3).prop_map(Test::Is),
            word().prop_map(Test::Has),
            word().prop_map(Test::Phrase),
            word().prop_map(Test::Begins),
            word().prop_map(Test::Contains),
            word().prop_map(Test::Ends),
        ]
        .boxed(),
        Kind::Choice(words) => prop::sample::select(words).prop_map(|word| Test::Is(vec![word.to_owned()])).boxed(),
        Kind::Flag => prop::sample::select(&["yes", "no"][..]).prop_map(|word| Test::Is(vec![word.to_owned()])).boxed(),
        Kind::Day { .. } | Kind::Instant => prop_oneof![
            Just(Test::Present),
            prop::collection::vec(point(), 1..3).prop_map(Test::Is),
            point().prop_map(Test::Less),
            point().prop_map(Test::AtMost),
            point().prop_map(Test::More),
            point().prop_map(Test::AtLeast),
            (point(), point()).prop_map(|(low, high)| Test::Between(low, high)),
            span().prop_map(Test::Last),
            span().prop_map(Test::Next),
        ]
        .boxed(),
        Kind::Number => prop_oneof![
            (1..13_i32).prop_map(|number| Test::Is(vec![number.to_string()])),
            (1..2000_i32).prop_map(|number| Test::More(number.to_string())),
            Just(Test::Present),
        ]
        .boxed(),
    }
}

fn condition() -> impl Strategy<Value = Filter> {
    prop::sample::select(Catalogue::default().paths()).prop_flat_map(|field| {
        let kind = Catalogue::default().facet(&field, None).unwrap().kind;
        test_of(kind).prop_map(move |test| Filter::Where(Condition { field: field.clone(), test }))
    })
}

fn row() -> impl Strategy<Value = Filter> {
    prop::sample::select(Related::ALL.to_vec()).prop_flat_map(|of| {
        let part = || {
            prop::sample::select(of.parts().to_vec()).prop_flat_map(|(part, kind)| {
                test_of(kind).prop_map(move |test| Filter::Where(Condition { field: part.to_owned(), test }))
            })
        };
        let that = prop_oneof![
            part(),
            (part(), part()).prop_map(|(one, other)| Filter::All(vec![one, other])),
            (part(), part()).prop_map(|(one, other)| Filter::Any(vec![one, Filter::Not(Box::new(other))])),
        ];
        that.prop_map(move |that| Filter::Some { of, that: Box::new(that) })
    })
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    prop_oneof![4 => condition(), 1 => row()].prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::Any),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}
