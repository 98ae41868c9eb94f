//! A window and a command on one vault at once.

use std::fmt::Write as _;
use std::process::Stdio;
use std::time::{Duration, Instant};

use satchel_app::wire::{ContactId, ContactsUpdate, ErrorCode, Tag};
use satchel_app::{Event, contacts};
use satchel_model::{Origin, parse_assignment};

use crate::book::{Book, PASSPHRASE};
use crate::kills::satchel;

#[tokio::test(flavor = "multi_thread")]
async fn what_one_does_shows_in_the_other_within_a_second() {
    let window = Book::with_passphrase().await;
    let command = window.another(Origin::Command);
    command.unlock(PASSPHRASE).await.unwrap();
    for (by, other, name) in [(&command, &window, "Ada"), (&window, &command, "Grace")] {
        let mut events = other.app.events();
        let added = by.add(&[&format!("given={name}")]).await;
        let begun = Instant::now();
        let seen = tokio::time::timeout(Duration::from_secs(1), async {
            while let Ok(event) = events.recv().await {
                if matches!(event, Event::Changed(ref changed) if changed.tags.contains(&Tag::Contact)) {
                    return;
                }
            }
        });
        assert!(seen.await.is_ok(), "nothing of {name} within {:?}", begun.elapsed());
        let read = contacts::get(other.app.clone(), ContactId { id: added.id }).await.unwrap();
        assert_eq!(read.display, name);
        assert_eq!(other.find(name).await.total, 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn two_edits_of_one_field_meet_as_a_conflict() {
    let window = Book::with_passphrase().await;
    let command = window.another(Origin::Command);
    command.unlock(PASSPHRASE).await.unwrap();
    let ada = window.add(&["given=Ada"]).await;
    let edit = |typed: &str, base| ContactsUpdate { id: ada.id, base, patch: vec![parse_assignment(typed).unwrap()] };
    contacts::update(command.app.clone(), edit("title=Countess", None)).await.unwrap();
    let refused = contacts::update(window.app.clone(), edit("title=Lady", Some(ada.seq))).await.unwrap_err();
    assert_eq!((refused.code, refused.conflicts.len()), (ErrorCode::Conflict, 1));
    assert_eq!((&refused.conflicts[0].theirs, &refused.conflicts[0].mine), (&"Countess".into(), &"Lady".into()));
    assert_eq!(refused.conflicts[0].origin, Origin::Command);
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_get_in_while_another_process_imports() {
    let window = Book::with_passphrase().await;
    let ada = window.add(&["given=Ada"]).await;
    let mut csv = String::from("First Name,Last Name,E-mail,Company\n");
    for row in 0..30_000 {
        writeln!(csv, "Person{row},Miller,p{row}@x.example,Company {}", row % 31).unwrap();
    }
    let file = window.file("many.csv", csv);
    let mut import = satchel(&window.dir(), &["import", file.to_str().unwrap()])
        .env("SATCHEL_PASSPHRASE", PASSPHRASE)
        .env("SATCHEL_LOG", "error")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let (mut edits, mut during) = (0, 0);
    while import.try_wait().unwrap().is_none() {
        let begun = window.count().await > 1;
        edits += 1;
        let patch = vec![parse_assignment(&format!("title=Countess {edits}")).unwrap()];
        contacts::update(window.app.clone(), ContactsUpdate { id: ada.id, base: None, patch }).await.unwrap();
        during += usize::from(begun && import.try_wait().unwrap().is_none());
    }
    assert!(import.wait().unwrap().success());
    assert!(during > 1, "the import was under way at {during} of {edits} edits");
    assert_eq!(window.count().await, 30_001);
}
