//! Imports that bring people up to date who are here: whom a row means, what it may write, what undo takes back.

use satchel_app::wire::{
    BatchUndo, ContactId, ContactIds, Empty, ErrorCode, ImportChoices, ImportReport, ImportsDryRun, ImportsStart,
    JobId, JobState, OutcomeCount, RowAction, RowAnswer, RowOutcome,
};
use satchel_app::{batches, contacts, imports, jobs, lists, vault};
use satchel_model::{Contact, Filling, Id, ImportMode, ProblemCode, parse_assignment};

use crate::book::{Book, PASSPHRASE};

fn of(path: &std::path::Path, mode: ImportMode) -> ImportsStart {
    ImportsStart {
        path: path.to_string_lossy().into_owned(),
        choices: ImportChoices { mode, ..ImportChoices::default() },
        ..ImportsStart::default()
    }
}

async fn contact(book: &Book, id: Id) -> Contact {
    contacts::get(book.app.clone(), ContactId { id }).await.unwrap()
}

fn counts(report: &ImportReport) -> [i64; 5] {
    [report.read, report.created, report.updated, report.skipped, report.failed]
}

const NEWS: &str = "First Name,Last Name,E-mail,Job Title,Phone,Tags,Notes\n\
    Ada,Lovelace,ada@engines.example,Chief Analyst,+44 20 7946 0958,vip;london,Met in Lyon\n\
    Grace,Hopper,grace@navy.example,Admiral,,,\n\
    Ada,Lovelace,ada@engines.example,,,,\n";

#[tokio::test(flavor = "multi_thread")]
async fn rows_make_and_change_people_and_one_undo_takes_both_back() {
    let book = Book::with_passphrase().await;
    let ada = book
        .add(&["given=Ada", "family=Lovelace", "email=ada@engines.example", "title=Analyst", "notes=Likes engines"])
        .await;
    let input = of(&book.file("news.csv", NEWS), ImportMode::Upsert);
    let asked = ImportsDryRun { import: input.clone(), outcome: None, rows: Some(10) };
    let plan = imports::dry_run(book.app.clone(), asked).await.unwrap();
    let told: Vec<(i64, RowOutcome)> = plan.rows.iter().map(|row| (row.row, row.action)).collect();
    assert_eq!(told, [(2, RowOutcome::Update), (3, RowOutcome::Create), (4, RowOutcome::Duplicate)]);
    let changes: Vec<(&str, &str, &str)> = plan.rows[0]
        .changes
        .iter()
        .map(|change| (change.field.as_str(), change.before.as_str(), change.after.as_str()))
        .collect();
    let wanted = [
        ("title", "Analyst", "Chief Analyst"),
        ("notes", "", "Met in Lyon"),
        ("phones", "", "+44 20 7946 0958"),
        ("tags", "", "vip"),
        ("tags", "", "london"),
    ];
    assert_eq!(changes, wanted);
    assert!(plan.outcomes.contains(&OutcomeCount { outcome: RowOutcome::Update, rows: 1 }));
    let report = book.import_with(input.clone()).await.unwrap();
    assert_eq!(counts(&report), [3, 1, 1, 1, 0], "{report:#?}");
    assert_eq!(counts(&plan.report), counts(&report));
    let now = contact(&book, ada.id).await;
    assert_eq!((now.title.as_str(), now.notes.as_str()), ("Chief Analyst", "Likes engines\nMet in Lyon"));
    assert_eq!((now.phones[0].e164.as_str(), now.tags.len(), now.emails.len()), ("+442079460958", 2, 1));
    let again = book.import_with(input).await.unwrap();
    assert_eq!(counts(&again), [3, 0, 0, 3, 0], "there is nothing new in it: {again:#?}");
    assert_eq!(again.batch, None);
    // What was edited since is kept, and named.
    let patch = vec![parse_assignment("title=Countess").unwrap()];
    let update = satchel_app::wire::ContactsUpdate { id: ada.id, patch, base: None };
    contacts::update(book.app.clone(), update).await.unwrap();
    let undone = batches::undo(book.app.clone(), BatchUndo { batch: report.batch }).await.unwrap();
    assert_eq!(undone.kept.len(), 1, "{undone:#?}");
    let back = contact(&book, ada.id).await;
    assert_eq!((back.title.as_str(), back.notes.as_str()), ("Countess", "Likes engines"));
    assert!(back.phones.is_empty() && back.tags.is_empty());
    assert_eq!(book.count().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn update_makes_nobody_and_fill_leaves_what_is_there() {
    let book = Book::with_passphrase().await;
    let ada = book.add(&["given=Ada", "email=ada@engines.example", "title=Analyst"]).await;
    let mut input = of(&book.file("news.csv", NEWS), ImportMode::Update);
    input.choices.filling = Some(Filling::Empty);
    let report = book.import_with(input).await.unwrap();
    assert_eq!(counts(&report), [3, 0, 1, 2, 0], "{report:#?}");
    assert!(report.problems.iter().any(|problem| (problem.row, problem.code) == (3, ProblemCode::Nobody)));
    let now = contact(&book, ada.id).await;
    assert_eq!((now.title.as_str(), now.family.as_str(), now.notes.as_str()), ("Analyst", "Lovelace", "Met in Lyon"));
}

#[tokio::test(flavor = "multi_thread")]
async fn several_who_could_be_meant_are_asked_about_and_left_alone() {
    let book = Book::with_passphrase().await;
    for name in ["given=Ada", "given=Augusta"] {
        book.add(&[name, "email=ada@engines.example"]).await;
    }
    let report = book.import_with(of(&book.file("news.csv", NEWS), ImportMode::Upsert)).await.unwrap();
    assert_eq!(counts(&report), [3, 1, 0, 2, 0], "{report:#?}");
    let asked: Vec<u64> = report
        .problems
        .iter()
        .filter(|problem| problem.code == ProblemCode::Ambiguous)
        .map(|problem| problem.row)
        .collect();
    assert_eq!(asked, [2, 4]);
}

#[tokio::test(flavor = "multi_thread")]
async fn whom_a_row_is_about_can_be_said() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada", "email=ada@engines.example"]).await;
    let augusta = book.add(&["given=Augusta", "email=ada@engines.example", "company=Engines"]).await;
    let mut input = of(&book.file("news.csv", NEWS), ImportMode::Upsert);
    let asked = ImportsDryRun { import: input.clone(), outcome: Some(RowOutcome::Ask), rows: Some(10) };
    let plan = imports::dry_run(book.app.clone(), asked).await.unwrap();
    let about: Vec<(&str, &str)> =
        plan.rows[0].candidates.iter().map(|one| (one.display.as_str(), one.about.as_str())).collect();
    assert_eq!(about.len(), 2);
    assert!(about.contains(&("Augusta", "Engines · ada@engines.example")), "{about:?}");
    // One is somebody who is here, one is nobody of them, and who cannot be meant is no answer.
    let grace = book.add(&["given=Grace", "email=other@navy.example"]).await;
    input.answers =
        vec![RowAnswer { row: 2, contact: Some(augusta.id) }, RowAnswer { row: 4, contact: Some(grace.id) }];
    let report = book.import_with(input.clone()).await.unwrap();
    assert_eq!(counts(&report), [3, 1, 1, 1, 0], "{report:#?}");
    assert_eq!(contact(&book, augusta.id).await.title, "Chief Analyst");
    input.answers = vec![RowAnswer { row: 2, contact: None }];
    let report = book.import_with(input).await.unwrap();
    assert_eq!((report.created, book.count().await), (1, 5), "somebody new: {report:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_import_rests_until_it_is_let_go_on() {
    const ROWS: usize = 60_000;
    let book = Book::with_passphrase().await;
    let mut csv = String::from("First Name,Last Name,E-mail\n");
    (0..ROWS).for_each(|row| csv.push_str(&format!("Person{row},Miller,p{row}@x.example\n")));
    let path = book.file("many.csv", csv).to_string_lossy().into_owned();
    let mut events = book.app.events();
    let job = imports::start(book.app.clone(), ImportsStart { path, ..ImportsStart::default() }).await.unwrap().job;
    while book.count().await == 0 {
        events.recv().await.unwrap();
    }
    jobs::pause(book.app.clone(), JobId { job }).await.unwrap();
    assert_eq!(jobs::wait(&book.app, job, |_| {}).await.unwrap().state, JobState::Paused);
    let so_far = book.count().await;
    assert!(so_far < 60_000);
    let again = jobs::pause(book.app.clone(), JobId { job }).await.unwrap_err();
    assert_eq!(again.message, "This job is not running.");
    // A vault that is opened again wakes what locking stopped, not what a person did.
    vault::lock(book.app.clone(), Empty {}).await.unwrap();
    book.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(
        (jobs::wait(&book.app, job, |_| {}).await.unwrap().state, book.count().await),
        (JobState::Paused, so_far)
    );
    jobs::resume(book.app.clone(), JobId { job }).await.unwrap();
    assert_eq!(jobs::wait(&book.app, job, |_| {}).await.unwrap().state, JobState::Done);
    let report = imports::report(book.app.clone(), JobId { job }).await.unwrap();
    assert_eq!((report.created, book.count().await), (60_000, 60_000));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_in_the_trash_comes_back_with_what_is_new() {
    let book = Book::with_passphrase().await;
    let ada = book.add(&["given=Ada", "email=ada@engines.example", "title=Analyst"]).await;
    contacts::trash(book.app.clone(), ContactIds { ids: vec![ada.id] }).await.unwrap();
    let input = of(&book.file("news.csv", NEWS), ImportMode::Upsert);
    let asked = ImportsDryRun { import: input.clone(), outcome: Some(RowOutcome::Restore), rows: Some(10) };
    let plan = imports::dry_run(book.app.clone(), asked).await.unwrap();
    assert_eq!(plan.rows.iter().map(|row: &RowAction| row.id).collect::<Vec<_>>(), [Some(ada.id)]);
    let report = book.import_with(input).await.unwrap();
    assert_eq!(counts(&report), [3, 1, 1, 1, 0], "{report:#?}");
    assert_eq!(book.count().await, 2);
    assert_eq!(contact(&book, ada.id).await.title, "Chief Analyst");
    batches::undo(book.app.clone(), BatchUndo { batch: report.batch }).await.unwrap();
    assert_eq!(book.count().await, 0, "whom the import brought back is in the trash again");
}

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_matched_by_what_is_chosen() {
    let book = Book::with_passphrase().await;
    let ada = book
        .add(&["given=Ada", "family=Lovelace", "company=Engines Ltd", "links+=https://www.linkedin.com/in/ada"])
        .await;
    for (name, rows, matching) in [
        ("by-id.csv", format!("id,Job Title\n{},By id\n", ada.id), vec![]),
        ("by-profile.csv", "First Name,LinkedIn,Job Title\nAda,linkedin.com/in/ADA/,By profile\n".to_owned(), vec![]),
        ("by-name.csv", "Name,Company,Job Title\nAda Lovelace,ENGINES LTD,By name\n".to_owned(), vec!["name+company"]),
    ] {
        let mut input = of(&book.file(name, rows), ImportMode::Update);
        input.choices.matching = matching.into_iter().map(str::to_owned).collect();
        let report = book.import_with(input).await.unwrap();
        assert_eq!(report.updated, 1, "{name}: {report:#?}");
    }
    assert_eq!(contact(&book, ada.id).await.title, "By name");
    let mut input = of(&book.file("by.csv", "Name\nAda\n"), ImportMode::Update);
    input.choices.matching = vec!["salary".into()];
    let error = imports::start(book.app.clone(), input).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::Invalid);
    assert!(error.message.starts_with("Nothing is matched by \"salary\""), "{}", error.message);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_id_of_another_program_finds_the_contact_again() {
    let book = Book::with_passphrase().await;
    let rows = |title: &str| {
        format!(
            "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Lead Status,Job Title,Create Date\n\
             101,Ada,Lovelace,,,,,{title},2026-01-01 10:00\n"
        )
    };
    let first = book.import_with(of(&book.file("one.csv", rows("Analyst")), ImportMode::Upsert)).await.unwrap();
    let again = book.import_with(of(&book.file("two.csv", rows("Chief")), ImportMode::Upsert)).await.unwrap();
    assert_eq!((first.created, again.created, again.updated), (1, 0, 1), "{again:#?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_row_gets_what_is_set_for_all_and_goes_on_the_list() {
    let book = Book::with_passphrase().await;
    let ada = book.add(&["given=Ada", "email=ada@engines.example"]).await;
    let mut input = of(&book.file("news.csv", NEWS), ImportMode::Create);
    input.choices.set =
        ["source=Fair", "tags+=fair26", "title=Visitor"].map(|typed| parse_assignment(typed).unwrap()).to_vec();
    input.choices.list = Some("Fair 2026".into());
    let report = book.import_with(input).await.unwrap();
    assert_eq!(report.created, 1);
    let grace = contact(&book, book.find("hopper").await.hits[0].id).await;
    assert_eq!((grace.source.as_str(), grace.title.as_str()), ("Fair", "Admiral"));
    assert_eq!(grace.tags, ["fair26"]);
    assert_eq!(contact(&book, ada.id).await.source, "", "who is here already is left as they are");
    let all = lists::list(book.app.clone(), satchel_app::wire::Empty {}).await.unwrap().lists;
    assert_eq!(all.iter().map(|list| (list.name.as_str(), list.members)).collect::<Vec<_>>(), [("Fair 2026", Some(2))]);
}

#[tokio::test(flavor = "multi_thread")]
async fn choices_are_remembered_for_the_next_file_of_the_kind() {
    let book = Book::with_passphrase().await;
    let mut input = of(&book.file("may.csv", NEWS), ImportMode::Upsert);
    input.choices.list = Some("Leads".into());
    input.recipe = Some("Monthly leads".into());
    book.import_with(input).await.unwrap();
    let look = |path: &std::path::Path| satchel_app::wire::ImportsPreview {
        path: path.to_string_lossy().into_owned(),
        mapping: None,
        encoding: None,
        delimiter: None,
        header_line: None,
        part: None,
    };
    let june = book.file("june.csv", NEWS.replace("Grace", "Rear Admiral Grace"));
    let seen = imports::preview_file(book.app.clone(), look(&june)).await.unwrap();
    let recipe = seen.recipe.unwrap();
    assert_eq!((recipe.name.as_str(), recipe.choices.mode), ("Monthly leads", ImportMode::Upsert));
    let mapping = recipe.choices.mapping.as_ref().unwrap();
    assert!(mapping.columns.iter().all(|column| column.samples.is_empty()), "values of the file are not remembered");
    let again =
        ImportsStart { path: june.to_string_lossy().into_owned(), choices: recipe.choices, ..ImportsStart::default() };
    assert_eq!(counts(&book.import_with(again).await.unwrap()), [3, 0, 1, 2, 0]);
    let other = book.file("other.csv", "Name,E-mail\nAda,ada@x.example\n");
    assert!(imports::preview_file(book.app.clone(), look(&other)).await.unwrap().recipe.is_none());
    let past = imports::history(book.app.clone(), satchel_app::wire::Empty {}).await.unwrap().imports;
    let told: Vec<_> =
        past.iter().map(|one| (one.file.as_str(), one.recipe.as_str(), one.created, one.updated)).collect();
    assert_eq!(told, [("june.csv", "", 0, 1), ("may.csv", "Monthly leads", 2, 0)]);
    assert!(past.iter().all(|one| one.hash.len() == 64) && past[0].hash != past[1].hash);
}
