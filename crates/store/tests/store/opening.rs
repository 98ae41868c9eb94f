//! Opening: the key, damage, newer vaults, durability settings, copies, and nothing readable on disk.
//!
//! Each closes what it opened: a process that ends while the thread of a connection is at it may crash.

use satchel_model::{ContactDraft, Origin, Secret};
use satchel_store::{BulkEdit, Store, StoreError};

use crate::support::{Book, KEY, NOW, replica, start};

#[tokio::test]
async fn another_key_is_refused_and_nothing_changes() {
    let book = Book::new().await;
    book.named("Ada", "Lovelace").await;
    book.store.close().await;
    let before = std::fs::read(book.store.path()).unwrap();
    let refused = Store::open(book.store.path(), &Secret::new([8; 32]), replica(), NOW).await;
    assert!(matches!(refused, Err(StoreError::Damaged)), "{refused:?}");
    assert_eq!(std::fs::read(book.store.path()).unwrap(), before);
    Store::open(book.store.path(), &Secret::new(KEY), replica(), NOW).await.unwrap().close().await;
}

#[tokio::test]
async fn nothing_that_was_put_in_is_readable_on_disk() {
    let book = Book::new().await;
    let marked = ContactDraft {
        given: "Quixotina".into(),
        emails: vec![(String::new(), "quixotina@windmill.example".into())],
        notes: "tilts at windmills".into(),
        ..Default::default()
    };
    book.add(marked).await;
    let copy = book.folder.path().join("copy.db");
    book.store.copy_to(&copy, &Secret::new(KEY)).await.unwrap();
    for entry in std::fs::read_dir(book.folder.path()).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap();
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        for word in ["quixotina", "windmill", "sqlite format"] {
            assert!(!text.contains(word), "{word}");
        }
    }
    book.store.close().await;
}

#[tokio::test]
async fn a_copy_opens_with_the_same_key() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let copy = book.folder.path().join("copy.db");
    book.store.copy_to(&copy, &Secret::new(KEY)).await.unwrap();
    let restored = Store::open(&copy, &Secret::new(KEY), replica(), NOW).await.unwrap();
    assert_eq!(restored.contact(id).await.unwrap().display, "Ada Lovelace");
    restored.close().await;
    book.store.close().await;
}

#[tokio::test]
async fn a_copy_is_made_while_somebody_writes_and_has_nothing_of_it() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let mut writing = book.store.begin(start(Origin::Window, "late", NOW)).await.unwrap();
    let one = [book.store.contact_rowid(id).await.unwrap()];
    writing.bulk_edit(&one, &BulkEdit::TagOn("late".into()), None).await.unwrap();
    let copy = book.folder.path().join("copy.db");
    book.store.copy_to(&copy, &Secret::new(KEY)).await.unwrap();
    writing.commit().await.unwrap();
    assert_eq!(book.contact(id).await.tags, ["late"]);
    let restored = Store::open(&copy, &Secret::new(KEY), replica(), NOW).await.unwrap();
    assert_eq!(restored.contact(id).await.unwrap().tags, [""; 0]);
    restored.close().await;
    book.store.close().await;
}

#[tokio::test]
async fn a_copy_stands_alone_and_lets_go_of_no_lock() {
    let book = Book::new().await;
    let id = book.named("Ada", "Lovelace").await;
    let key = Secret::new(KEY);
    let before = locks(book.store.path());
    for (name, copy) in ["one", "two"].map(|name| (name, book.folder.path().join(name))) {
        book.store.copy_to(&copy, &key).await.unwrap();
        book.store.verify_copy(&copy, &key).await.unwrap();
        assert!(!book.folder.path().join(format!("{name}-wal")).exists());
    }
    // Without them, another process that closes the database would take the log away from under this one.
    assert_eq!(locks(book.store.path()), before);
    let mut bytes = std::fs::read(book.folder.path().join("two")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(book.folder.path().join("two"), bytes).unwrap();
    let verdict = book.store.verify_copy(&book.folder.path().join("two"), &key).await;
    assert!(matches!(verdict, Err(StoreError::Damaged)), "{verdict:?}");
    let gone = book.store.copy_to(&book.folder.path().join("no such folder/three"), &key).await;
    assert!(matches!(gone, Err(StoreError::CannotOpen)), "{gone:?}");
    book.edit(id, &["title=Countess"], None).await.unwrap();
    book.store.close().await;
}

/// How many locks this process has in a file; none where nobody tells.
fn locks(path: &std::path::Path) -> usize {
    #[cfg(target_os = "linux")]
    {
        use std::os::unix::fs::MetadataExt;
        let (process, file) = (std::process::id().to_string(), std::fs::metadata(path).unwrap().ino());
        let all = std::fs::read_to_string("/proc/locks").unwrap();
        let ours = all.lines().filter(|line| {
            let words: Vec<&str> = line.split_whitespace().collect();
            words.get(4) == Some(&process.as_str()) && words[5].ends_with(&format!(":{file}"))
        });
        let held = ours.count();
        assert!(held > 0, "{all}");
        held
    }
    #[cfg(not(target_os = "linux"))]
    {
        let _ = path;
        0
    }
}

#[tokio::test]
async fn damage_is_named() {
    let book = Book::new().await;
    for number in 0..200 {
        book.named("Ada", &format!("Lovelace {number}")).await;
    }
    book.store.close().await;
    let mut bytes = std::fs::read(book.store.path()).unwrap();
    let middle = bytes.len() / 2;
    for byte in &mut bytes[middle..middle + 64] {
        *byte ^= 0x55;
    }
    std::fs::write(book.store.path(), bytes).unwrap();
    let store = Store::open(book.store.path(), &Secret::new(KEY), replica(), NOW).await;
    let verdict = match store {
        Ok(store) => {
            let report = store.examine().await;
            store.close().await;
            report.map(|report| report.damage)
        }
        Err(error) => Err(error),
    };
    assert!(!matches!(verdict, Ok(ref damage) if damage.is_none()), "{verdict:?}");
}

#[tokio::test]
async fn a_whole_database_passes_the_examination() {
    let book = Book::new().await;
    book.named("Ada", "Lovelace").await;
    let report = book.store.examine().await.unwrap();
    assert!(report.damage.is_none() && !report.cipher.is_empty());
    let contents = report.contents.unwrap();
    assert_eq!((contents.orphans, contents.disagreements, contents.contacts), (0, 0, 1));
    assert!(contents.head > 0);
    book.store.close().await;
}

#[tokio::test]
async fn a_database_that_is_missing_is_not_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("satchel.db");
    let refused = Store::open(&path, &Secret::new(KEY), replica(), NOW).await;
    assert!(matches!(refused, Err(StoreError::Missing)));
    assert!(!path.exists());
}
