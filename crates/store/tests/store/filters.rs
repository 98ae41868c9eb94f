//! Filters on a real vault: what the database answers is what a plain look at each contact says.

use std::collections::{BTreeSet, HashMap};

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use satchel_model::{Catalogue, Condition, ContactDraft, Filter, Id, Origin, RecordState};
use satchel_store::{Asked, RowSet, SortField};

use crate::filters_by_chance::{catalogue, filter, settled, world};
use crate::filters_plainly::{is_plain, meets, vantage, with_lists};
use crate::support::{Book, NOW, start};

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
    let (catalogue, vantage) = (catalogue(), vantage());
    let asked = Asked { filter, catalogue: &catalogue, vantage: &vantage, words, among };
    let meant = book.store.meant(asked, state).await.unwrap();
    let rows = book.store.grid_rows(&meant.rows.to_vec()).await.unwrap();
    assert_eq!(rows.len(), meant.rows.len(), "nobody who is not there");
    rows.into_iter().map(|(_, row)| row.id).collect()
}

fn parsed(typed: &str) -> Filter {
    Filter::parse(typed, &catalogue()).unwrap()
}

#[test]
fn the_database_finds_whom_a_plain_look_at_every_contact_finds() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let cases = (world(), prop::collection::vec(filter(), 60));
    let mut runner = TestRunner::new(Config { cases: 24, failure_persistence: None, ..Config::default() });
    runner
        .run(&cases, |(world, filters)| {
            runtime.block_on(async {
                let (book, people) = settled(world).await;
                for filter in filters {
                    let typed = filter.checked(&catalogue()).unwrap();
                    let Some(filter) = with_lists(&book.store, &typed).await else { continue };
                    if !is_plain(&filter) {
                        continue;
                    }
                    let plain: BTreeSet<Id> = people
                        .iter()
                        .filter(|person| filter.names_state() || person.contact.state == RecordState::Active)
                        .filter(|person| meets(person, &typed))
                        .map(|person| person.contact.id)
                        .collect();
                    let found = found(&book, &filter).await;
                    prop_assert_eq!(found, plain, "{}: {}", typed, filter);
                    for person in &people {
                        let (words, among) = (HashMap::new(), HashMap::new());
                        let (catalogue, vantage) = (catalogue(), vantage());
                        let asked = Asked {
                            filter: &filter,
                            catalogue: &catalogue,
                            vantage: &vantage,
                            words: &words,
                            among: &among,
                        };
                        let verdict = book.store.judge(asked, person.contact.id).await.unwrap();
                        prop_assert_eq!(verdict.holds, meets(person, &typed), "{}: {}", typed, filter);
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
