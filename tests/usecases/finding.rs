//! Finding somebody: with slips, by fields, in notes, by the window's door and by the command.

use satchel_app::contacts;
use satchel_app::wire::{ContactsFound, ContactsView, Matched, SortField};
use satchel_model::RecordState;

use crate::book::Book;
use crate::kills::{answer, satchel};

/// A small book of people who are told apart by what is asked.
async fn book() -> Book {
    let book = Book::with_passphrase().await;
    for typed in [
        &["given=Jürgen", "family=Müller", "company=Acme Foods", "emails+=j@acme.example", "tags+=VIP"][..],
        &["given=Anna", "family=Mueller", "addresses+={\"locality\":\"Hamburg\",\"country\":\"Germany\"}"],
        &["given=Zoe", "family=Null", "notes=Called Müller about\nthe maintenance contract"],
        &["given=小明", "family=王", "company=北京"],
        &["given=محمد", "family=الأحمد"],
        &["given=John", "family=Smith", "phones+=+44 20 7946 0958", "source=fair"],
    ] {
        book.add(typed).await;
    }
    book
}

fn names(found: &ContactsFound) -> Vec<&str> {
    found.hits.iter().map(|hit| hit.display.as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn slips_sounds_fields_and_what_is_unwanted() {
    let book = book().await;
    for (typed, expected) in [
        ("smiht", &["John Smith"][..]),
        ("smyth", &["John Smith"]),
        ("company:acme", &["Jürgen Müller"]),
        ("city:hambrug", &["Anna Mueller"]),
        ("country:germany", &["Anna Mueller"]),
        ("tag:vip -anna", &["Jürgen Müller"]),
        ("notes:\"maintenance contract\"", &["Zoe Null"]),
        ("source:fair", &["John Smith"]),
        ("phone:020 7946 0958", &["John Smith"]),
        ("family:王", &["小明 王"]),
        ("احمد محمد", &[]),
        ("الاحمد", &["محمد الأحمد"]),
        ("smith -john", &[]),
    ] {
        let found = book.find(typed).await;
        assert_eq!(names(&found), expected, "{typed}");
        assert_eq!(found.total, i64::try_from(expected.len()).unwrap(), "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn hits_come_by_what_matched_and_similar_ones_last() {
    let book = book().await;
    let found = book.find("müller").await;
    assert_eq!(names(&found), ["Jürgen Müller", "Zoe Null", "Anna Mueller"]);
    let groups: Vec<(Matched, bool)> = found.hits.iter().map(|hit| (hit.matched, hit.similar)).collect();
    assert_eq!(groups, [(Matched::Name, false), (Matched::Note, false), (Matched::Name, true)]);
    assert_eq!((found.total, found.similar), (3, 1));
    let snippet = found.hits[1].snippet.as_ref().unwrap();
    assert_eq!(snippet.text, "Called Müller about the maintenance contract");
    assert_eq!(snippet.highlights, [(7, 13)]);
    assert_eq!(found.hits[2].highlights.display, [(5, 12)], "what is like it is marked as well");
}

#[tokio::test(flavor = "multi_thread")]
async fn of_equals_the_one_touched_last_comes_first() {
    let book = Book::with_passphrase().await;
    let first = book.add(&["given=Ada", "family=Same", "emails+=one@x.example"]).await;
    let second = book.add(&["given=Ada", "family=Same", "emails+=two@x.example"]).await;
    let order = |found: &ContactsFound| found.hits.iter().map(|hit| hit.id).collect::<Vec<_>>();
    assert_eq!(order(&book.find("ada same").await), [second.id, first.id]);
    let patch = vec![satchel_model::parse_assignment("title=CTO").unwrap()];
    let edit = satchel_app::wire::ContactsUpdate { id: first.id, base: None, patch };
    contacts::update(book.app.clone(), edit).await.unwrap();
    assert_eq!(order(&book.find("ada same").await), [first.id, second.id]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_view_over_a_query_holds_what_the_search_finds() {
    let book = book().await;
    for typed in ["müller", "-müller", "city:hamburg"] {
        let view = ContactsView {
            sort: SortField::Display,
            descending: false,
            state: RecordState::Active,
            query: Some(typed.into()),
            sort_field: None,
            filter: None,
            keep: Vec::new(),
            group: None,
        };
        let view = contacts::view(book.app.clone(), view).await.unwrap();
        assert_eq!(view.total, book.find(typed).await.total, "{typed}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_finds_nobody_is_told_what_may_be_meant() {
    let book = book().await;
    let found = book.find("jhon city:london").await;
    assert_eq!((found.total, found.did_you_mean), (0, None), "nobody is there under any spelling");
    let found = book.find("smirk jqhn").await;
    let meant = found.did_you_mean.unwrap();
    assert_eq!((found.total, meant.query.as_str(), meant.total), (0, "Smith John", 1));
    assert_eq!(names(&book.find(&meant.query).await), ["John Smith"]);
    assert_eq!(book.find("jürgen").await.did_you_mean, None);
}

#[test]
fn the_command_tells_what_matched_and_where() {
    let folder = tempfile::tempdir().unwrap();
    let vault = folder.path().join("vault");
    answer(&vault, &["init"]);
    answer(&vault, &["add", "given=Ada", "family=Berg", "company=Engine"]);
    answer(&vault, &["add", "given=Bob", "family=Fox", "notes=met Berg at the fair"]);
    answer(&vault, &["add", "given=Cy", "family=Hamburger"]);
    let said = |words: &[&str]| {
        let program = satchel(&vault, &[]).get_program().to_owned();
        let mut command = std::process::Command::new(program);
        command.arg("--vault").arg(&vault).args(words).env("SATCHEL_PASSPHRASE", "secret");
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    };
    let told = said(&["search", "berg"]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "Name", "{told}");
    assert!(lines[1].ends_with("Ada Berg · Engine"), "{told}");
    assert_eq!(lines[2], "Notes", "{told}");
    assert_eq!(lines[4].trim(), "met *Berg* at the fair", "{told}");
    assert_eq!(lines[5], "2 found", "{told}");
    assert!(said(&["find", "berg", "-engine"]).contains("Bob Fox"));
    assert!(!said(&["find", "berg", "-engine"]).contains("Ada Berg"));
    assert!(said(&["search", "hamburgr"]).ends_with("0 found, 1 similar\n"));
    assert!(said(&["search", "bqrg"]).contains("did you mean: Berg (2 found)"));
    let found = answer(&vault, &["search", "name:berg"]);
    assert_eq!((&found["total"], &found["hits"][0]["matched"]), (&1.into(), &"name".into()));
    let found = answer(&vault, &["search", "bqrg"]);
    assert_eq!(found["did_you_mean"]["query"], "Berg");
}
