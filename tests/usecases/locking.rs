//! A vault that locks by itself, and what goes on when it is unlocked.

use std::time::Duration;

use satchel_app::wire::{
    Empty, ErrorCode, ImportsStart, JobId, JobState, PassphraseSet, SettingsSet, VaultCreate, VaultUnlock,
};
use satchel_app::{imports, jobs, presence, settings, vault};

use crate::book::{Book, PASSPHRASE, Ring};

const MINUTE: Duration = Duration::from_secs(60);

async fn set(book: &Book, minutes: i64, on_sleep: bool) {
    let change =
        SettingsSet { lock_after_minutes: Some(minutes), lock_on_sleep: Some(on_sleep), ..SettingsSet::default() };
    let set = settings::set(book.app.clone(), change).await.unwrap();
    assert_eq!((set.lock_after_minutes, set.lock_on_sleep), (minutes, on_sleep));
}

/// Time goes by and is looked at, as a window does every few seconds; whether the vault is locked afterwards.
async fn awake(book: &Book, time: Duration) -> bool {
    let step = Duration::from_secs(5);
    for _ in 0..time.as_secs() / step.as_secs() {
        book.pass(step);
        presence::look(&book.app).await.unwrap();
    }
    !book.app.is_open()
}

async fn seen(book: &Book) {
    presence::seen(book.app.clone(), Empty {}).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn it_locks_when_nobody_was_there_for_long_enough() {
    let book = Book::with_passphrase().await;
    set(&book, 5, false).await;
    seen(&book).await;
    assert!(!awake(&book, 4 * MINUTE).await);
    seen(&book).await;
    assert!(!awake(&book, 4 * MINUTE).await, "somebody was there in between");
    let mut events = book.app.events();
    assert!(awake(&book, 2 * MINUTE).await);
    events.recv().await.expect("the window is told");
    seen(&book).await;
    assert!(!book.app.is_open(), "being there does not open it");
    book.unlock(PASSPHRASE).await.unwrap();
    assert!(!awake(&book, 4 * MINUTE).await, "it is counted from the unlocking");
    set(&book, 0, false).await;
    assert!(!awake(&book, 600 * MINUTE).await, "0 is never");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_locks_when_the_computer_slept_or_is_about_to() {
    let book = Book::with_passphrase().await;
    set(&book, 0, false).await;
    book.pass(600 * MINUTE);
    assert!(!presence::look(&book.app).await.unwrap() && !presence::before_sleep(&book.app).await.unwrap());
    set(&book, 0, true).await;
    assert!(!awake(&book, 10 * MINUTE).await);
    assert!(presence::before_sleep(&book.app).await.unwrap() && !book.app.is_open());
    assert!(!presence::before_sleep(&book.app).await.unwrap(), "it is locked already");
    book.unlock(PASSPHRASE).await.unwrap();
    book.pass(2 * MINUTE);
    seen(&book).await;
    assert!(!book.app.is_open(), "a sleep that nobody announced shows when somebody comes back");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_keyring_opens_stays_open_unless_told_otherwise() {
    let book = Book::with_passphrase().await;
    let usual = settings::get(book.app.clone(), Empty {}).await.unwrap();
    assert_eq!((usual.lock_after_minutes, usual.lock_on_sleep), (15, true), "it asks at every start, so it asks again");

    let book = Book::nothing(Ring::default());
    vault::create(book.app.clone(), VaultCreate { passphrase: None, keyring: true }).await.unwrap();
    let usual = settings::get(book.app.clone(), Empty {}).await.unwrap();
    assert_eq!((usual.lock_after_minutes, usual.lock_on_sleep), (0, false));
    for (lock_after_minutes, lock_on_sleep) in [(Some(5), None), (None, Some(true))] {
        let change = SettingsSet { lock_after_minutes, lock_on_sleep, ..SettingsSet::default() };
        let refused = settings::set(book.app.clone(), change).await.unwrap_err();
        assert_eq!(refused.code, ErrorCode::PassphraseRequired);
    }
    vault::passphrase_set(book.app.clone(), PassphraseSet { passphrase: PASSPHRASE.into() }).await.unwrap();
    set(&book, 5, true).await;
    let too_long = SettingsSet { lock_after_minutes: Some(1_441), ..SettingsSet::default() };
    assert_eq!(settings::set(book.app.clone(), too_long).await.unwrap_err().code, ErrorCode::Invalid);
    vault::passphrase_remove(book.app.clone(), Empty {}).await.unwrap();
    assert!(!awake(&book, 10 * MINUTE).await, "the keyring would open it again at once");
    vault::passphrase_set(book.app.clone(), PassphraseSet { passphrase: PASSPHRASE.into() }).await.unwrap();
    assert!(awake(&book, 6 * MINUTE).await);
    vault::unlock(book.app.clone(), VaultUnlock::default()).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_locking_stopped_goes_on_when_it_is_unlocked() {
    const ROWS: usize = 60_000;
    let book = Book::with_passphrase().await;
    let mut csv = String::from("First Name,Last Name,E-mail\n");
    (0..ROWS).for_each(|row| csv.push_str(&format!("Person{row},Miller,p{row}@x.example\n")));
    let path = book.file("many.csv", csv).to_string_lossy().into_owned();
    let input = ImportsStart { path, ..ImportsStart::default() };
    let mut events = book.app.events();
    let job = imports::start(book.app.clone(), input).await.unwrap().job;
    while book.count().await == 0 {
        events.recv().await.unwrap();
    }
    vault::lock(book.app.clone(), Empty {}).await.unwrap();
    // A command that looks in meanwhile has no time for it.
    let command = book.another(satchel_model::Origin::Command);
    command.unlock(PASSPHRASE).await.unwrap();
    let there = jobs::list(command.app.clone(), Empty {}).await.unwrap().jobs;
    assert_eq!(there.iter().map(|job| job.state).collect::<Vec<_>>(), [JobState::Waiting]);
    assert!(command.count().await < i64::try_from(ROWS).unwrap());
    command.app.close().await;
    book.unlock(PASSPHRASE).await.unwrap();
    assert_eq!(jobs::wait(&book.app, job, |_| {}).await.unwrap().state, JobState::Done);
    let report = imports::report(book.app.clone(), JobId { job }).await.unwrap();
    assert_eq!((report.created, book.count().await), (60_000, 60_000));
    book.app.close().await;
}
