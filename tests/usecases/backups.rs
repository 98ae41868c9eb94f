//! A backup in one file, restored on an empty home with an empty keyring; and nothing readable on the way.

use std::fs;
use std::path::Path;

use satchel_app::vault;
use satchel_app::wire::{ErrorCode, FilePath, RestoreBackup, VaultCreate, VaultUnlock};

use crate::book::{Book, Ring};

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_moves_to_a_new_laptop_by_its_recovery_code() {
    let old = Book::nothing(Ring::default());
    let code =
        vault::create(old.app.clone(), VaultCreate { passphrase: None, keyring: true }).await.unwrap().recovery_code;
    old.add(&["given=Ada", "family=Lovelace"]).await;
    let file = old.folder.path().join("satchel.backup");
    let made = vault::backup(old.app.clone(), FilePath { path: text(&file) }).await.unwrap();
    assert!(made.portable && made.bytes > 0);
    let new = Book::nothing(Ring::default());
    let input =
        RestoreBackup { file: text(&file), dir: text(&new.dir()), passphrase: None, recovery_code: Some(code.clone()) };
    assert_eq!(vault::restore(new.app.clone(), input).await.unwrap().contacts, Some(1));
    let by_keyring = VaultUnlock { passphrase: None, recovery_code: None };
    assert_eq!(vault::unlock(new.app.clone(), by_keyring).await.unwrap_err().code, ErrorCode::KeyringForgot);
    let by_code = VaultUnlock { passphrase: None, recovery_code: Some(code) };
    vault::unlock(new.app.clone(), by_code).await.unwrap();
    assert_eq!(new.find("lovelace").await.total, 1, "the index is made anew");
    let json = |book: &Book| fs::read_to_string(book.dir().join("vault.json")).unwrap();
    assert_ne!(json(&old), json(&new), "a copy has a replica id of its own");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_backup_leaves_no_trace() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada"]).await;
    let whole = book.folder.path().join("whole.backup");
    vault::backup(book.app.clone(), FilePath { path: text(&whole) }).await.unwrap();
    let bytes = fs::read(&whole).unwrap();
    let cut = book.file("cut.backup", &bytes[..bytes.len() / 2]);
    let other = book.file("other.backup", "First Name,Last Name\n");
    let dir = book.folder.path().join("restored");
    for file in [&cut, &other, &dir] {
        let input = RestoreBackup { file: text(file), dir: text(&dir), passphrase: None, recovery_code: None };
        let error = vault::restore(book.app.clone(), input).await.unwrap_err();
        assert_eq!(error.code, ErrorCode::BadFile, "{}", error.message);
        assert!(!dir.exists());
    }
    let input = RestoreBackup { file: text(&whole), dir: text(&book.dir()), passphrase: None, recovery_code: None };
    assert_eq!(vault::restore(book.app.clone(), input).await.unwrap_err().code, ErrorCode::VaultExists);
    assert_eq!(book.count().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn nothing_that_was_put_in_is_readable_in_any_file() {
    let book = Book::with_passphrase().await;
    book.add(&[
        "given=Quixotina",
        "email=quixotina@windmill.example",
        "phone=+34 600 123 987",
        "notes=tilts at giants",
    ])
    .await;
    let csv = book.file("people.csv", "First Name,E-mail\nDulcineia,dulcineia@toboso.example\n");
    book.import(&csv).await.unwrap();
    fs::remove_file(csv).unwrap();
    assert_eq!(book.find("dulci").await.total, 1);
    let backup = book.folder.path().join("satchel.backup");
    vault::backup(book.app.clone(), FilePath { path: text(&backup) }).await.unwrap();
    let mut folders = vec![book.folder.path().to_owned()];
    let mut looked = 0;
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = fs::read(&path).unwrap();
            looked += bytes.len();
            let utf16: Vec<u8> = bytes.iter().copied().filter(|byte| *byte != 0).collect();
            for words in [&bytes, &utf16] {
                let text = String::from_utf8_lossy(words).to_lowercase();
                for word in ["quixotina", "windmill", "600 123 987", "600123987", "giants", "dulcineia", "toboso"] {
                    assert!(!text.contains(word), "{word} in {}", path.display());
                }
            }
        }
    }
    assert!(looked > 100_000, "only {looked} bytes were looked at");
}
