//! Backups that make themselves.

use std::fs;
use std::path::{Path, PathBuf};

use satchel_app::wire::{Empty, ErrorCode, RestoreBackup, SettingsSet};
use satchel_app::{daily, settings, vault};

use crate::book::{Book, PASSPHRASE};

fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut names: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    names.retain(|path| path.extension().is_some_and(|ending| ending == "satchel-backup"));
    names.sort();
    names
}

async fn set(book: &Book, change: SettingsSet) {
    settings::set(book.app.clone(), change).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_a_day_is_made_and_brings_all_back() {
    let book = Book::with_passphrase().await;
    let daily = || daily::backup(book.app.clone(), Empty {});
    assert_eq!(daily().await.unwrap().made, None, "nothing was done yet");
    book.add(&["given=Ada"]).await;
    let made = daily().await.unwrap().made.unwrap();
    assert_eq!(backups(&book.dir().join("backups")), [PathBuf::from(&made.path)]);
    assert_eq!(daily().await.unwrap().made, None, "there is one of today");
    let status = vault::status(book.app.clone(), Empty {}).await.unwrap();
    assert!(status.last_backup_at.is_some() && status.backup_problem.is_none());
    let dir = book.folder.path().join("restored").to_string_lossy().into_owned();
    let input = RestoreBackup { file: made.path, dir, passphrase: Some(PASSPHRASE.into()), recovery_code: None };
    assert_eq!(vault::restore(book.app.clone(), input).await.unwrap().contacts, Some(1));
}

#[tokio::test(flavor = "multi_thread")]
async fn old_ones_go_and_nothing_else_does() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada"]).await;
    let folder = book.folder.path().join("disk");
    fs::create_dir(&folder).unwrap();
    set(&book, SettingsSet { backup_dir: Some(folder.to_string_lossy().into_owned()), ..SettingsSet::default() }).await;
    let made = daily::backup(book.app.clone(), Empty {}).await.unwrap().made.unwrap().path;
    let (start, day) =
        made.strip_suffix(".satchel-backup").unwrap().split_at(made.len() - "2026-01-01.satchel-backup".len());
    fs::remove_file(&made).unwrap();
    let old =
        |nth: usize| PathBuf::from(format!("{start}19{:02}-{:02}-01.satchel-backup", 60 + nth / 12, nth % 12 + 1));
    (0..30).for_each(|nth| fs::write(old(nth), b"old").unwrap());
    let others = [folder.join("satchel-00000000-1960-01-01.satchel-backup"), folder.join("by hand.satchel-backup")];
    others.iter().for_each(|other| fs::write(other, b"another's").unwrap());
    let done = daily::backup(book.app.clone(), Empty {}).await.unwrap();
    assert!(done.made.unwrap().path.contains(day));
    // Of thirty months: six days beside today, and one of each of four weeks.
    assert_eq!(done.removed, 20);
    assert!((20..30).all(|nth| old(nth).exists()) && others.iter().all(|other| other.exists()));
    assert_eq!(backups(&folder).len(), 11 + others.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_that_is_not_there_is_told_until_it_is() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada"]).await;
    let folder = book.folder.path().join("disk");
    let dir = Some(folder.to_string_lossy().into_owned());
    set(&book, SettingsSet { backup_dir: dir, ..SettingsSet::default() }).await;
    let error = daily::backup(book.app.clone(), Empty {}).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::VaultFolder);
    let problem = || async { vault::status(book.app.clone(), Empty {}).await.unwrap().backup_problem };
    assert_eq!(problem().await, Some(error.message));
    fs::create_dir(&folder).unwrap();
    assert!(daily::backup(book.app.clone(), Empty {}).await.unwrap().made.is_some());
    assert_eq!(problem().await, None);
    fs::remove_file(&backups(&folder)[0]).unwrap();
    set(&book, SettingsSet { daily_backups: Some(false), ..SettingsSet::default() }).await;
    assert_eq!(daily::backup(book.app.clone(), Empty {}).await.unwrap().made, None, "it was switched off");
    let relative = SettingsSet { backup_dir: Some("here".into()), ..SettingsSet::default() };
    assert_eq!(settings::set(book.app.clone(), relative).await.unwrap_err().code, ErrorCode::Invalid);
}
