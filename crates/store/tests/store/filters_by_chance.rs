//! People and filters by chance, of few words, so that filters mean somebody.

use proptest::prelude::*;
use satchel_model::{
    Address, Catalogue, CategoryEdit, Channel, Condition, Consent, ConsentState, ContactDraft, Filter, Id, Kind,
    LegalBasis, ListKind, Origin, RecordState, Related, Span, SpanUnit, Test, parse_company_assignment,
};
use satchel_store::{NewRelation, StoreError};

use crate::filters_plainly::Person;
use crate::support::{Book, NOW, start};

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

/// What paths mean here: the groups of categories that every vault has.
pub(crate) fn catalogue() -> Catalogue {
    let groups = CATEGORIES.iter().map(|(group, _)| (*group).to_owned());
    Catalogue { groups: groups.collect(), ..Catalogue::default() }
}

/// Somebody, and what happens to them.
#[derive(Clone, Debug)]
pub(crate) struct Life {
    draft: ContactDraft,
    /// Whether they end in the trash.
    trash: bool,
    /// Which field is edited to what, a day later.
    edit: Option<(String, String)>,
    /// What they wish for, as it is typed.
    wishes: Vec<&'static str>,
    categories: Vec<(&'static str, &'static str)>,
    consents: Vec<(&'static str, ConsentState, Option<Channel>, &'static str)>,
    /// How somebody who was there before is related to them.
    relation: Option<(&'static str, usize, u8)>,
}

/// A list by its name: who is put on it with which status, or what it follows.
#[derive(Clone, Debug)]
pub(crate) enum Listed {
    Kept(Vec<(usize, &'static str)>),
    Follows(Filter),
}

/// People, what is said of the companies that they may work for, and lists.
pub(crate) type World = (Vec<Life>, Vec<(&'static str, Vec<&'static str>)>, Vec<(&'static str, Listed)>);

const CATEGORIES: &[(&str, &[&str])] =
    &[("leads", &["hot", "qualified"]), ("customers", &["at-risk", "vip"]), ("business", &["partner"])];
const WISHES: &[&str] = &[
    "do_not_call=yes",
    "do_not_email=yes",
    "do_not_text=yes",
    "channels=email,call",
    "frequency=weekly",
    "topics=VIP sales",
    "time_zone=Europe/Berlin",
    "links+=https://github.com/ada",
];
const FIRM: &[&str] = &[
    "industry=Sales Director",
    "industry=VIP",
    "size=11-50",
    "employees=30",
    "revenue=€ 2.5m",
    "revenue=about 900k USD",
    "revenue=a lot",
    "website=https://acme.com",
    "vat=GB30",
    "parent=Ada",
    "notes=R & D",
    "domains+=acme.com",
    "names+=Müller",
    "phones+=+44 20 7946 0958",
];
const STATUSES: &[&str] = &["", "VIP", "hot"];
const PURPOSES: &[&str] = &["Ada", "VIP", "vip"];

fn wishes() -> impl Strategy<Value = Vec<&'static str>> {
    prop::collection::vec(prop::sample::select(WISHES), 0..3)
}

fn categories() -> impl Strategy<Value = Vec<(&'static str, &'static str)>> {
    let one = prop::sample::select(CATEGORIES)
        .prop_flat_map(|(group, values)| prop::sample::select(values).prop_map(move |value| (group, value)));
    prop::collection::vec(one, 0..3)
}

pub(crate) fn world() -> impl Strategy<Value = World> {
    let firm = (prop::sample::select(&WORDS[..]), prop::collection::vec(prop::sample::select(FIRM), 1..5));
    let listed = prop_oneof![
        prop::collection::vec((0..10_usize, prop::sample::select(STATUSES)), 0..4).prop_map(Listed::Kept),
        filter().prop_map(Listed::Follows),
        filter().prop_map(Listed::Follows),
    ];
    let lists = prop::collection::vec((prop::sample::select(&WORDS[..]), listed), 0..5);
    (prop::collection::vec(life(), 0..10), prop::collection::vec(firm, 0..4), lists)
}

fn life() -> impl Strategy<Value = Life> {
    let consent = (
        prop::sample::select(PURPOSES),
        prop::sample::select(ConsentState::ALL),
        prop::option::of(prop::sample::select(Channel::ALL)),
        prop::sample::select(&["2026-11-20", "2026-11-24"][..]),
    );
    let relation = (prop::sample::select(&["manager", "report", "referred by", "spouse"][..]), 0..10_usize, 0..4_u8);
    let after = (wishes(), categories(), prop::collection::vec(consent, 0..4), prop::option::of(relation));
    (person(), after).prop_map(|((draft, trash, edit), (wishes, categories, consents, relation))| Life {
        draft,
        trash,
        edit,
        wishes,
        categories,
        consents,
        relation,
    })
}

/// Puts a world into a book: companies, people made and edited, some trashed a day later, lists.
pub(crate) async fn settled((lives, firms, lists): World) -> (Book, Vec<Person>) {
    let book = Book::new().await;
    let mut ids = Vec::new();
    for life in lives {
        let id = book.add(life.draft).await;
        if let Some((field, value)) = &life.edit {
            book.edit(id, &[&format!("{field}={value}")], None).await.unwrap();
        }
        book.edit(id, &life.wishes, None).await.unwrap();
        let mut writing = book.store.begin(start(Origin::Window, "more", NOW)).await.unwrap();
        for (group, value) in life.categories {
            let edit = CategoryEdit { group: group.into(), value: Some(value.into()) };
            writing.categorise(&[id], &edit).await.unwrap();
        }
        for (purpose, state, channel, day) in life.consents {
            let (purpose, day) = (purpose.to_owned(), day.to_owned());
            let (basis, how, evidence) = (LegalBasis::Consent, "30".to_owned(), String::new());
            let entry = Consent { id, purpose, basis, state, channel, day, how, evidence };
            writing.record_consent(&[id], &entry).await.unwrap();
        }
        if let Some((kind, at, strength)) = life.relation
            && let Some(one) = ids.get(at)
        {
            let new =
                NewRelation { one: *one, kind: kind.into(), reverse: None, other: id, strength, note: "VIP".into() };
            writing.relate(&new).await.unwrap();
        }
        writing.commit().await.unwrap();
        if life.trash {
            let mut writing = book.store.begin(start(Origin::Window, "trash", NOW + 86_400_000)).await.unwrap();
            writing.set_state(&[id], RecordState::Trashed).await.unwrap();
            writing.commit().await.unwrap();
        }
        ids.push(id);
    }
    for (name, said) in firms {
        let Ok(company) = book.store.resolve_company(name).await else { continue };
        for typed in said {
            let patch = vec![parse_company_assignment(typed).unwrap()];
            let mut writing = book.store.begin(start(Origin::Window, "firm", NOW)).await.unwrap();
            match writing.edit_company(company, &patch, None, Some("GB")).await {
                Ok(_) => drop(writing.commit().await.unwrap()),
                // A company cannot belong to itself.
                Err(StoreError::Invalid(_)) => drop(writing),
                Err(error) => panic!("{typed}: {error}"),
            }
        }
    }
    for (name, listed) in lists {
        let mut writing = book.store.begin(start(Origin::Window, "list", NOW)).await.unwrap();
        let (kind, follows) = match &listed {
            Listed::Kept(_) => (ListKind::Campaign, String::new()),
            Listed::Follows(filter) => (ListKind::Dynamic, filter.clone().checked(&catalogue()).unwrap().to_string()),
        };
        // Of a name that is taken there is one already.
        let Ok(list) = writing.create_list(name, kind, &follows).await else { continue };
        if let Listed::Kept(members) = listed {
            for (id, status) in members.into_iter().filter_map(|(at, status)| Some((ids.get(at)?, status))) {
                let rowid = book.store.contact_rowid(*id).await.unwrap();
                writing.put_on_list(list, &[rowid], status).await.unwrap();
            }
        }
        writing.commit().await.unwrap();
    }
    let mut people = Vec::new();
    for id in ids {
        people.push(crate::filters_plainly::person(&book.store, id).await);
    }
    (book, people)
}

type Draft = (ContactDraft, bool, Option<(String, String)>);

fn person() -> impl Strategy<Value = Draft> {
    let words = || some(&WORDS);
    let scalars = (words(), words(), words(), words(), words(), words(), words(), words(), words());
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
        let (given, family, nickname, maiden, company, title, department, notes, owner) = scalars;
        let (emails, phones, addresses, dates, mut tags, birthday) = rows;
        tags.sort_unstable();
        tags.dedup();
        let draft = ContactDraft {
            display: "Somebody".into(),
            given: text(given),
            family: text(family),
            nickname: text(nickname),
            maiden: text(maiden),
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
                &[
                    "a",
                    "acme.com",
                    "@acme.com",
                    "+44",
                    "0958",
                    "30",
                    "1234",
                    "german",
                    "work",
                    "GB",
                    "dir",
                    "hot",
                    "At risk",
                    "leads",
                    "manager",
                    "report",
                    "spouse",
                    "github",
                ][..]
            )
            .prop_map(str::to_owned),
        ]
    };
    let point = || {
        prop::sample::select(&["1980", "1980-05", "1980-05-01", "2026-11-24", "today", "-3d", "+1m", "1999-02-28"][..])
            .prop_map(str::to_owned)
    };
    match kind {
        Kind::Text | Kind::Name | Kind::Email | Kind::Phone => prop_oneof![
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
        Kind::Amount => prop::sample::select(&["900k", "2.5mEUR", "1m"][..])
            .prop_flat_map(|amount| {
                let amount = amount.to_owned();
                prop_oneof![
                    Just(Test::Present),
                    Just(Test::Is(vec![amount.clone()])),
                    Just(Test::More(amount.clone())),
                    Just(Test::AtMost(amount)),
                ]
            })
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
    prop::sample::select(catalogue().paths()).prop_flat_map(|field| {
        let kind = catalogue().facet(&field, None).unwrap().kind;
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

/// Filters that name lists are few among all, and their names are few.
fn listed() -> impl Strategy<Value = Filter> {
    let test = prop_oneof![
        3 => prop::sample::select(&WORDS[..]).prop_map(|name| Test::Is(vec![name.to_owned()])),
        1 => prop::sample::select(&["a", "v", "sales"][..]).prop_map(|text| Test::Begins(text.to_owned())),
    ];
    (test, any::<bool>(), any::<bool>()).prop_map(|(test, in_row, invited)| {
        if !in_row {
            return Filter::Where(Condition { field: "lists".into(), test });
        }
        let status = Condition { field: "status".into(), test: Test::Is(vec!["vip".into()]) };
        let status = if invited { Filter::Where(status) } else { Filter::Not(Box::new(Filter::Where(status))) };
        let that = Filter::All(vec![Filter::Where(Condition { field: "name".into(), test }), status]);
        Filter::Some { of: Related::Lists, that: Box::new(that) }
    })
}

pub(crate) fn filter() -> impl Strategy<Value = Filter> {
    prop_oneof![6 => condition(), 2 => row(), 1 => listed()].prop_recursive(3, 8, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Filter::Any),
            inner.prop_map(|inner| Filter::Not(Box::new(inner))),
        ]
    })
}
