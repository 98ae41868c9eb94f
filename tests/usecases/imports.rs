//! Imports through the app: counts, duplicates, bad input, cancellation, undo in the background.

use satchel_app::wire::{BatchUndo, Empty, ErrorCode, FailedRowsSave, ImportsStart, JobId, JobState, Jobs};
use satchel_app::{batches, imports, jobs, vault};
use satchel_model::{ProblemCode, Severity};

use crate::book::Book;

#[tokio::test(flavor = "multi_thread")]
async fn rows_are_created_skipped_or_failed_and_each_is_told() {
    let book = Book::with_passphrase().await;
    let ada = book.add(&["given=Ada", "email=ada@engines.example"]).await;
    let csv = book.file(
        "people.csv",
        "First Name,Last Name,E-mail,Phone,Birthday,Company\n\
         Ada,Lovelace,ADA@engines.example,,,\n\
         Grace,Hopper,grace@navy.example,+1 212 555 0134,1906-12-09,Navy\n\
         Grace,Hopper,grace@navy.example,,,\n\
         Mary,Shelley,not an address,,31/31/1797,\n\
         ,,,,1815-12-10,\n\
         \n",
    );
    let report = book.import(&csv).await.unwrap();
    assert_eq!((report.read, report.created, report.skipped, report.failed), (6, 2, 3, 1), "{report:#?}");
    let told: Vec<(u64, ProblemCode, Severity)> =
        report.problems.iter().map(|problem| (problem.row, problem.code, problem.severity)).collect();
    assert!(told.contains(&(2, ProblemCode::AlreadyHere, Severity::Warning)));
    assert!(told.contains(&(4, ProblemCode::AlreadyHere, Severity::Warning)));
    assert!(told.contains(&(5, ProblemCode::EmailInvalid, Severity::Warning)));
    assert!(told.contains(&(5, ProblemCode::DateInvalid, Severity::Warning)));
    assert!(told.contains(&(6, ProblemCode::Unidentified, Severity::Error)));
    assert_eq!(report.problems[0].value, ada.id.to_string());
    let mary = book.find("shelley").await.hits[0].id;
    let mary = satchel_app::contacts::get(book.app.clone(), satchel_app::wire::ContactId { id: mary }).await.unwrap();
    assert!(mary.notes.contains("not an address") && mary.notes.contains("31/31/1797"), "{}", mary.notes);
    let all = jobs::list(book.app.clone(), Empty {}).await.unwrap();
    let saved = book.folder.path().join("failed.csv");
    let save = FailedRowsSave { job: all.jobs[0].id, path: saved.to_string_lossy().into_owned() };
    assert_eq!(imports::failed_rows(book.app.clone(), save).await.unwrap().rows, 1);
    assert!(std::fs::read_to_string(saved).unwrap().contains("1815-12-10"));
    let again = book.import(&csv).await.unwrap();
    assert_eq!((again.created, again.failed), (1, 1), "Mary has neither e-mail nor phone to be known by: {again:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn failed_rows_are_mended_and_come_in() {
    let book = Book::with_passphrase().await;
    for (name, csv, mended) in [
        ("named.csv", "Name;E-mail;Shoe size\nAda;ada@x.example;41\n;no address;39\n", ("no address", "li@x.example")),
        ("bare.csv", "ada@y.example,Ada One\n+++,\nbo@y.example,Bo Two\n", ("'+++", "li@y.example")),
    ] {
        let report = book.import(&book.file(name, csv)).await.unwrap();
        assert_eq!(report.failed, 1, "{report:#?}");
        let listed = jobs::list(book.app.clone(), Empty {}).await.unwrap();
        let saved = book.folder.path().join("failed.csv");
        let save = FailedRowsSave { job: listed.jobs[0].id, path: saved.to_string_lossy().into_owned() };
        imports::failed_rows(book.app.clone(), save).await.unwrap();
        let text = std::fs::read_to_string(&saved).unwrap();
        assert!(text.contains("there is nobody here") && text.contains(mended.0), "{text}");
        let again = book.import(&book.file(name, text.replace(mended.0, mended.1))).await.unwrap();
        assert_eq!((again.read, again.created, again.failed), (1, 1, 0), "{text}{again:#?}");
        let unmapped = if name == "named.csv" { ["Shoe size"] } else { ["Column 2"] };
        assert_eq!(again.unmapped, unmapped, "line and reason are not asked about");
    }
    let listed = jobs::list(book.app.clone(), Empty {}).await.unwrap();
    let nowhere = book.folder.path().join("nowhere").join("failed.csv");
    let save = FailedRowsSave { job: listed.jobs[0].id, path: nowhere.to_string_lossy().into_owned() };
    let error = imports::failed_rows(book.app.clone(), save).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::BadFile);
    assert_eq!(error.message, "The failed rows cannot be saved: there is no such folder.");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_that_are_no_tables_are_refused_with_a_sentence() {
    let book = Book::with_passphrase().await;
    for (name, bytes) in [
        ("empty.csv", Vec::new()),
        ("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0".repeat(50)),
        ("zip.csv", b"PK\x03\x04\x14\0\0\0\x08\0".repeat(50)),
    ] {
        let error = book.import(&book.file(name, bytes)).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::BadFile, "{name}: {}", error.message);
        assert!(error.hint.is_some());
    }
    let missing = book.import(&book.folder.path().join("nowhere.csv")).await.unwrap_err();
    assert_eq!(missing.code, ErrorCode::BadFile);
    let header = book.import(&book.file("header.csv", "First Name,Last Name,E-mail\n")).await.unwrap();
    assert_eq!((header.read, header.created), (0, 0));
    assert_eq!(book.count().await, 0);
}

#[tokio::test(flavor = "multi_thread")]
async fn hostile_files_lose_nothing_of_the_other_rows() {
    let book = Book::with_passphrase().await;
    let long = "n".repeat(100_000);
    let huge = "h".repeat(10 << 20);
    let rows = format!(
        "First Name,Notes,E-mail\r\nАнна,\"{long}\",anna@x.example\rΕλένη,,e@x.example\n王小明,,w@x.example\r\n\
         مريم,,m@x.example\nנועה,,n@x.example\n🦊 Fox,\0null,f@x.example\nHuge,{huge},h@x.example\n\
         Open,\"never closed,o@x.example\nLast,,last@x.example\n"
    );
    let report = book.import(&book.file("hostile.csv", rows)).await.unwrap();
    assert!(report.created >= 7, "{report:#?}");
    assert!(
        report.problems.iter().any(|problem| problem.code == ProblemCode::UnclosedQuote && problem.row == 9),
        "{:#?}",
        report.problems
    );
    vault::index_all(&book.app).await.unwrap();
    for name in ["анна", "ελενη", "王", "مريم", "נועה", "fox", "huge"] {
        assert_eq!(book.find(name).await.total, 1, "{name}");
    }
    let wide = (0..2_000).map(|column| format!("c{column}")).collect::<Vec<_>>().join(",");
    let wide = format!("First Name,{wide}\nAda,{wide}\n");
    assert_eq!(book.import(&book.file("wide.csv", wide)).await.unwrap().created, 1);
}

fn many(rows: usize) -> String {
    let mut csv = String::from("First Name,Last Name,E-mail,Company\n");
    for row in 0..rows {
        csv.push_str(&format!("Person{row},Number{},p{row}@x.example,Company {}\n", row % 97, row % 31));
    }
    csv
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_import_is_undone_in_the_background() {
    let book = Book::with_passphrase().await;
    let report = book.import(&book.file("many.csv", many(5_000))).await.unwrap();
    assert_eq!(report.created, 5_000);
    let undo = batches::undo(book.app.clone(), BatchUndo { batch: report.batch }).await.unwrap();
    let job = undo.job.unwrap();
    assert_eq!(jobs::wait(&book.app, job, |_| {}).await.unwrap().state, JobState::Done);
    let report = jobs::undo_report(book.app.clone(), JobId { job }).await.unwrap();
    assert_eq!((report.reversed, report.kept.len()), (5_000, 0));
    assert_eq!((book.count().await, book.find("person1").await.total), (0, 0));
    batches::redo(book.app.clone(), Empty {}).await.unwrap();
    jobs::idle(&book.app).await;
    assert_eq!(book.count().await, 5_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_cancelled_import_keeps_what_is_in_as_one_batch() {
    let book = Book::with_passphrase().await;
    let path = book.file("many.csv", many(150_000)).to_string_lossy().into_owned();
    let input = ImportsStart { path, ..ImportsStart::default() };
    let job = imports::start(book.app.clone(), input).await.unwrap().job;
    let mut events = book.app.events();
    while book.count().await == 0 {
        let _ = tokio::time::timeout(std::time::Duration::from_millis(20), events.recv()).await;
    }
    let Jobs { jobs: listed } = jobs::cancel(book.app.clone(), JobId { job }).await.unwrap();
    assert_eq!(listed[0].state, JobState::Cancelled);
    jobs::idle(&book.app).await;
    let report = imports::report(book.app.clone(), JobId { job }).await.unwrap();
    assert!(report.created > 0 && report.created < 150_000, "{}", report.created);
    assert_eq!(book.count().await, report.created);
    batches::undo(book.app.clone(), BatchUndo { batch: report.batch }).await.unwrap();
    jobs::idle(&book.app).await;
    assert_eq!(book.count().await, 0);
    assert_eq!(std::fs::read_dir(book.dir().join("files")).unwrap().count(), 0, "the bytes are gone");
}
