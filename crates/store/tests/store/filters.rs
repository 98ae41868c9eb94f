//! Filters on a real vault: what the database answers is what a plain look at each contact says.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_model::{
    Catalogue, Cell, Condition, Contact, ContactDraft, Facet, Filter, Home, Id, Origin, PREFERENCE_KEYS, RecordState,
    Related, Test, Vantage, phone_country,
};
use satchel_store::{Asked, HistoryEntry, RowSet, SortField};

use crate::filters_by_chance::{Life, filter, person};
use crate::support::{Book, NOW, start};

fn vantage() -> Vantage {
    Vantage::utc(NOW)
}

async fn found(book: &Book, filter: &Filter) -> BTreeSet<Id> {
    let (words, among) = (HashMap::new(), HashMap::new());
    found_with(book, filter, &words, &among, RecordState::Active).await
}

async fn found_with(
    book: &Book,
    filter: &Filter,
    words: &HashMap<String, RowSet>,
    among: &HashMap<Condition, RowSet>,
    state: RecordState,
) -> BTreeSet<Id> {
    let (catalogue, vantage) = (Catalogue::default(), vantage());
    let asked = Asked { filter, catalogue: &catalogue, vantage: &vantage, words, among };
    let meant = book.store.meant(asked, state).await.unwrap();
    let rows = book.store.grid_rows(&meant.rows.to_vec()).await.unwrap();
    assert_eq!(rows.len(), meant.rows.len(), "nobody who is not there");
    rows.into_iter().map(|(_, row)| row.id).collect()
}

fn parsed(typed: &str) -> Filter {
    Filter::parse(typed, &Catalogue::default()).unwrap()
}

/// A contact with what happened to it.
struct Person {
    contact: Contact,
    work: Vec<(String, String, String)>,
    history: Vec<HistoryEntry>,
    website: String,
}

/// The plain way: every value of every contact is looked at.
fn meets(person: &Person, filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| meets(person, part)),
        Filter::Any(parts) => parts.iter().any(|part| meets(person, part)),
        Filter::Not(inner) => !meets(person, inner),
        Filter::Words(_) => false,
        Filter::Some { of, that } => rows(person, *of).iter().any(|row| row_meets(*of, row, that)),
        Filter::Where(Condition { field, test }) => {
            let facet = Catalogue::default().facet(field, None).unwrap();
            values(person, &facet).iter().any(|value| judged(test, &facet, value))
        }
    }
}

fn row_meets(of: Related, row: &[Held], filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) => parts.iter().all(|part| row_meets(of, row, part)),
        Filter::Any(parts) => parts.iter().any(|part| row_meets(of, row, part)),
        Filter::Not(inner) => !row_meets(of, row, inner),
        Filter::Where(Condition { field, test }) => {
            let facet = Catalogue::default().facet(field, Some(of)).unwrap();
            let Home::Row(_, part) = facet.home else { panic!("{field}") };
            let at = of.parts().iter().position(|(other, _)| *other == part).unwrap();
            judged(test, &facet, &row[at])
        }
        Filter::Words(_) | Filter::Some { .. } => panic!("not inside of a row"),
    }
}

#[derive(Clone, Debug)]
enum Held {
    Text(String),
    Whole(i64),
}

fn judged(test: &Test, facet: &Facet, value: &Held) -> bool {
    match value {
        Held::Text(text) => test.holds(facet, Cell::Text(text), &vantage()),
        Held::Whole(number) => test.holds(facet, Cell::Whole(*number), &vantage()),
    }
}

fn rows(person: &Person, of: Related) -> Vec<Vec<Held>> {
    let contact = &person.contact;
    let text = |text: &str| Held::Text(text.to_owned());
    match of {
        Related::Emails => contact
            .emails
            .iter()
            .map(|row| {
                vec![
                    text(&row.value),
                    text(&row.label),
                    text(row.value.rsplit('@').next().unwrap()),
                    text(row.status.as_str()),
                ]
            })
            .collect(),
        Related::Phones => contact
            .phones
            .iter()
            .map(|row| {
                let matched = if row.e164.is_empty() { satchel_model::digits(&row.value) } else { row.e164.clone() };
                vec![text(&matched), text(&row.label), text(&phone_country(&matched))]
            })
            .collect(),
        Related::Addresses => contact
            .addresses
            .iter()
            .map(|row| {
                let whole = [&row.street, &row.postcode, &row.locality, &row.region, &row.country]
                    .map(|part| part.clone())
                    .join(" ");
                [&whole, &row.street, &row.locality, &row.region, &row.postcode, &row.country, &row.label]
                    .map(|part| text(part))
                    .to_vec()
            })
            .collect(),
        Related::Links => contact.links.iter().map(|row| vec![text(&row.value), text(&row.label)]).collect(),
        Related::Dates => {
            contact.dates.iter().map(|row| vec![text(&row.value.to_string()), text(&row.label)]).collect()
        }
        Related::Affiliations => person
            .work
            .iter()
            .map(|(company, title, until)| {
                vec![
                    text(company),
                    text(title),
                    text(""),
                    text(""),
                    text(if company.is_empty() { "" } else { "2026-11-24" }),
                    text(until),
                    Held::Whole(i64::from(until.is_empty())),
                ]
            })
            .collect(),
        Related::Changes => person
            .history
            .iter()
            .flat_map(|entry| {
                let paths: BTreeSet<&str> =
                    entry.changes.iter().map(|change| change.path.split('/').next().unwrap_or_default()).collect();
                let (at, origin, actor) = (entry.batch.at, entry.batch.origin.as_str(), entry.batch.actor.clone());
                paths.into_iter().map(move |path| {
                    vec![
                        Held::Whole(at),
                        Held::Text(path.to_owned()),
                        Held::Text(origin.to_owned()),
                        Held::Text(actor.clone()),
                    ]
                })
            })
            .collect(),
        Related::Lists | Related::Attachments => Vec::new(),
    }
}

fn values(person: &Person, facet: &Facet) -> Vec<Held> {
    let contact = &person.contact;
    let text = |text: &str| vec![Held::Text(text.to_owned())];
    match &facet.home {
        Home::Own("prefix") => text(&contact.prefix),
        Home::Own("given") => text(&contact.given),
        Home::Own("middle") => text(&contact.middle),
        Home::Own("family") => text(&contact.family),
        Home::Own("suffix") => text(&contact.suffix),
        Home::Own("nickname") => text(&contact.nickname),
        Home::Own("display") => text(&contact.display),
        Home::Own("source") => text(&contact.source),
        Home::Own("notes") => text(&contact.notes),
        Home::Own("time_zone") => text(&contact.time_zone),
        Home::Own("language") => text(&contact.language),
        Home::Own("photo") => text(""),
        Home::Own("birthday") => text(&contact.birthday.map(|day| day.to_string()).unwrap_or_default()),
        Home::Own(key) if PREFERENCE_KEYS.contains(key) => text(&contact.preferences.text(key).unwrap_or_default()),
        Home::Own(other) => panic!("how to look at {other} plainly?"),
        Home::Created => vec![Held::Whole(contact.created_at)],
        Home::Updated => vec![Held::Whole(contact.updated_at)],
        Home::State => text(match contact.state {
            RecordState::Active => "active",
            RecordState::Archived => "archived",
            RecordState::Trashed => "trashed",
            RecordState::Merged => "merged",
        }),
        Home::Tag => contact.tags.iter().map(|tag| Held::Text(tag.clone())).collect(),
        Home::Owner => text(&contact.owner),
        Home::Work("title") => text(&contact.title),
        Home::Work("department") => text(&contact.department),
        Home::Work("role") => text(&contact.role),
        Home::Work(other) => panic!("how to look at {other} plainly?"),
        Home::Company("name") => text(&contact.company),
        Home::Company("website") => text(&person.website),
        Home::Company(_) | Home::Custom(_) => Vec::new(),
        Home::Row(of, part) => {
            let at = of.parts().iter().position(|(other, _)| other == part).unwrap();
            rows(person, *of).into_iter().map(|row| row[at].clone()).collect()
        }
    }
}

/// Puts generated people into a book: made, edited a day later, some trashed.
async fn settled(people: Vec<Life>) -> (Book, Vec<Person>) {
    let book = Book::new().await;
    let mut ids = Vec::new();
    for (draft, trash, edit) in people {
        let id = book.add(draft.clone()).await;
        let mut work = Vec::new();
        if !(draft.company.is_empty() && draft.title.is_empty() && draft.department.is_empty()) {
            work.push((draft.company.clone(), draft.title.clone(), String::new()));
        }
        if let Some((field, value)) = &edit {
            book.edit(id, &[&format!("{field}={value}")], None).await.unwrap();
        }
        if trash {
            let mut writing = book.store.begin(start(Origin::Window, "trash", NOW + 86_400_000)).await.unwrap();
            writing.set_state(&[id], RecordState::Trashed).await.unwrap();
            writing.commit().await.unwrap();
        }
        ids.push((id, edit.is_some()));
    }
    let mut people = Vec::new();
    for (id, _) in ids {
        let contact = book.contact(id).await;
        let history = book.store.history(id).await.unwrap();
        // Everything was done on one day, so that no row of work is a former one.
        let there = !(contact.company.is_empty() && contact.title.is_empty() && contact.department.is_empty());
        let work = there.then(|| (contact.company.clone(), contact.title.clone(), String::new())).into_iter().collect();
        people.push(Person { contact, work, history, website: String::new() });
    }
    (book, people)
}

/// Whether a plain look can tell: departments and days of rows of work are not in a contact.
fn is_plain(filter: &Filter) -> bool {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().all(is_plain),
        Filter::Not(inner) => is_plain(inner),
        Filter::Some { of, that } => *of != Related::Affiliations && is_plain(that),
        Filter::Where(Condition { field, .. }) => !field.starts_with("affiliations"),
        Filter::Words(_) => true,
    }
}

#[test]
fn the_database_finds_whom_a_plain_look_at_every_contact_finds() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cases = (prop::collection::vec(person(), 0..12), prop::collection::vec(filter(), 30));
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    runner
        .run(&cases, |(people, filters)| {
            runtime.block_on(async {
                let (book, people) = settled(people).await;
                for filter in filters {
                    let filter = filter.checked(&Catalogue::default()).unwrap();
                    if !is_plain(&filter) {
                        continue;
                    }
                    let plain: BTreeSet<Id> = people
                        .iter()
                        .filter(|person| filter.names_state() || person.contact.state == RecordState::Active)
                        .filter(|person| meets(person, &filter))
                        .map(|person| person.contact.id)
                        .collect();
                    let found = found(&book, &filter).await;
                    prop_assert_eq!(found, plain, "{}", filter);
                    for person in &people {
                        let (words, among) = (HashMap::new(), HashMap::new());
                        let (catalogue, vantage) = (Catalogue::default(), vantage());
                        let asked = Asked {
                            filter: &filter,
                            catalogue: &catalogue,
                            vantage: &vantage,
                            words: &words,
                            among: &among,
                        };
                        let verdict = book.store.judge(asked, person.contact.id).await.unwrap();
                        prop_assert_eq!(verdict.holds, meets(person, &filter), "{}", filter);
                    }
                }
                book.store.close().await;
                Ok(())
            })
        })
        .unwrap();
}

#[tokio::test]
async fn work_is_found_by_what_it_was_and_is() {
    let book = Book::new().await;
    let id = book
        .add(ContactDraft {
            given: "Ada".into(),
            company: "Engine Ltd".into(),
            title: "Countess".into(),
            ..Default::default()
        })
        .await;
    let mut writing = book.store.begin(start(Origin::Window, "moved", NOW + 3 * 86_400_000)).await.unwrap();
    let patch = vec![satchel_model::parse_assignment("company=Beta GmbH").unwrap()];
    writing.edit_contact(id, &patch, None, None).await.unwrap();
    writing.commit().await.unwrap();
    for (typed, meant) in [
        ("company=beta gmbh", false),
        ("company=\"beta gmbh\"", true),
        ("company=\"engine ltd\"", false),
        ("affiliations=\"engine ltd\"", true),
        ("affiliations(company:engine current=no)", true),
        ("affiliations(company:engine current=yes)", false),
        ("affiliations(company:engine until:2026-11-27)", true),
        ("affiliations(company:beta since>=2026-11-27 title:countess)", true),
        ("changed.field=company", true),
        ("changed.field=department", false),
        ("changed(field=company origin=window)", true),
        ("changed(field=company origin=import)", false),
        ("changed(field=company at<2026-11-27)", false),
    ] {
        let filter = match Filter::parse(typed, &Catalogue::default()) {
            Ok(filter) => filter,
            Err(error) => panic!("{typed}: {error:?}"),
        };
        let found = found(&book, &filter).await;
        assert_eq!(found.contains(&id), meant, "{typed}");
    }
}

#[tokio::test]
async fn words_and_sets_that_are_lent_are_joined_with_the_rest() {
    let book = Book::new().await;
    let (ada, bob) = (book.named("Ada", "Byron").await, book.named("Bob", "Byron").await);
    let rowid = book.store.contact_rowid(ada).await.unwrap();
    let only: RowSet = std::iter::once(rowid).collect();
    let words = HashMap::from([("ada".to_owned(), only.clone())]);
    let none = HashMap::new();
    let state = RecordState::Active;
    assert_eq!(found_with(&book, &parsed("ada family=byron"), &words, &none, state).await, BTreeSet::from([ada]));
    assert_eq!(found_with(&book, &parsed("-ada family=byron"), &words, &none, state).await, BTreeSet::from([bob]));
    assert_eq!(found_with(&book, &parsed("eve OR ada"), &words, &none, state).await, BTreeSet::from([ada]));
    // Who is not among those who were lent is not looked at, and who is has to meet the test all the same.
    let Filter::Where(condition) = parsed("family=byron") else { panic!() };
    let among = HashMap::from([(condition, only.clone())]);
    assert_eq!(found_with(&book, &parsed("family=byron"), &HashMap::new(), &among, state).await, BTreeSet::from([ada]));
    let Filter::Where(condition) = parsed("family=lovelace") else { panic!() };
    let among = HashMap::from([(condition, only)]);
    assert_eq!(found_with(&book, &parsed("family=lovelace"), &HashMap::new(), &among, state).await, BTreeSet::new());
}

#[tokio::test]
async fn pages_of_those_who_are_meant_follow_each_other_in_every_order() {
    let book = Book::new().await;
    for number in 0..40 {
        let company = ["", "Acme", "Beta"][number % 3];
        let draft = ContactDraft {
            given: format!("G{number}"),
            family: format!("F{}", number % 7),
            company: company.into(),
            ..Default::default()
        };
        book.add(draft).await;
    }
    let filter = parsed("-family=F3");
    let (words, among, catalogue, vantage) = (HashMap::new(), HashMap::new(), Catalogue::default(), vantage());
    let asked = Asked { filter: &filter, catalogue: &catalogue, vantage: &vantage, words: &words, among: &among };
    let meant = book.store.meant(asked, RecordState::Active).await.unwrap();
    for sort in [SortField::Display, SortField::Family, SortField::Company, SortField::CreatedAt, SortField::UpdatedAt]
    {
        for descending in [false, true] {
            let (whole, _) = book.store.order(sort, descending, RecordState::Active).await.unwrap();
            let expected: Vec<i64> = whole.into_iter().filter(|rowid| meant.rows.contains(*rowid)).collect();
            assert_eq!(
                book.store.sorted(&meant.rows, sort, descending, false).await.unwrap().unwrap(),
                expected,
                "{sort:?}"
            );
            let mut paged = Vec::new();
            let mut after = None;
            loop {
                let page = book.store.page_of(&meant, (sort, descending, RecordState::Active), after, 7).await.unwrap();
                let Some(last) = page.last() else { break };
                after = Some(book.store.grid_rows(&[*last]).await.unwrap()[0].1.id);
                paged.extend(page);
            }
            assert_eq!(paged, expected, "{sort:?} {descending}");
        }
    }
}
