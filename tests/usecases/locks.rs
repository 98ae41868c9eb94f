//! Ways into a vault, and each way of being kept out: its own code, its own sentence, and nothing changed.

use std::fs;

use satchel_app::vault;
use satchel_app::wire::{Empty, ErrorCode, PassphraseSet, SlotKind, VaultCreate, VaultState, VaultUnlock, WireError};
use satchel_vault::KeyringError;

use crate::book::{Book, PASSPHRASE, Ring};

async fn by_keyring(book: &Book) -> Result<(), WireError> {
    let way_in = VaultUnlock { passphrase: None, recovery_code: None };
    vault::unlock(book.app.clone(), way_in).await.map(drop)
}

async fn by_code(book: &Book, code: &str) -> Result<(), WireError> {
    let way_in = VaultUnlock { passphrase: None, recovery_code: Some(code.into()) };
    vault::unlock(book.app.clone(), way_in).await.map(drop)
}

/// Every file of the vault but the empty lock files, with its bytes.
fn everything(book: &Book) -> Vec<(std::path::PathBuf, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![book.dir()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_none_or(|kind| kind != "lock") {
                files.push((path.clone(), fs::read(path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ready_keyring_opens_by_itself_and_its_faults_have_names() {
    let book = Book::nothing(Ring::default());
    let code =
        vault::create(book.app.clone(), VaultCreate { passphrase: None, keyring: true }).await.unwrap().recovery_code;
    let refused = vault::lock(book.app.clone(), Empty {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PassphraseRequired, "the keyring would open it again at once");
    book.app.close().await;
    by_keyring(&book).await.unwrap();
    book.app.close().await;
    let before = everything(&book);
    for (fault, code) in
        [(KeyringError::Locked, ErrorCode::KeyringLocked), (KeyringError::Absent, ErrorCode::KeyringAbsent)]
    {
        *book.ring.fault.lock().unwrap() = Some(fault);
        let error = by_keyring(&book).await.unwrap_err();
        assert_eq!(error.code, code);
        assert!(error.hint.is_some());
    }
    *book.ring.fault.lock().unwrap() = None;
    *book.ring.entry.lock().unwrap() = None;
    assert_eq!(by_keyring(&book).await.unwrap_err().code, ErrorCode::KeyringForgot);
    assert!(book.ring.entry.lock().unwrap().is_none(), "a lost key is never made anew");
    assert_eq!(everything(&book), before);
    by_code(&book, &code).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_opened_ahead_is_found_open_and_why_it_was_not_is_told_once() {
    let book = Book::nothing(Ring::default());
    vault::create(book.app.clone(), VaultCreate { passphrase: Some(PASSPHRASE.into()), keyring: true }).await.unwrap();
    book.app.close().await;
    // The page asks while it is under way: there is one opening, not two.
    let ahead = tokio::spawn(vault::open_ahead(book.app.clone()));
    by_keyring(&book).await.unwrap();
    ahead.await.unwrap();
    assert_eq!(vault::status(book.app.clone(), Empty {}).await.unwrap().state, VaultState::Open);
    book.app.close().await;

    *book.ring.fault.lock().unwrap() = Some(KeyringError::Locked);
    vault::open_ahead(book.app.clone()).await;
    *book.ring.fault.lock().unwrap() = None;
    assert_eq!(by_keyring(&book).await.unwrap_err().code, ErrorCode::KeyringLocked, "it is not asked again");
    by_keyring(&book).await.unwrap();
    book.app.close().await;

    let none = Book::nothing(Ring::default());
    vault::open_ahead(none.app.clone()).await;
    assert_eq!(vault::status(none.app.clone(), Empty {}).await.unwrap().state, VaultState::None);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyring_opens_it_only_while_the_person_wants_that() {
    let book = Book::nothing(Ring::default());
    vault::create(book.app.clone(), VaultCreate { passphrase: Some(PASSPHRASE.into()), keyring: false }).await.unwrap();
    assert!(book.ring.entry.lock().unwrap().is_none(), "the keyring was not asked to keep anything");
    book.app.close().await;
    assert_eq!(by_keyring(&book).await.unwrap_err().code, ErrorCode::PassphraseRequired);
    book.unlock(PASSPHRASE).await.unwrap();

    let slots = vault::keyring_enable(book.app.clone(), Empty {}).await.unwrap().slots;
    assert!(slots.contains(&SlotKind::Keyring) && slots.contains(&SlotKind::Passphrase));
    book.app.close().await;
    by_keyring(&book).await.unwrap();

    let slots = vault::keyring_disable(book.app.clone(), Empty {}).await.unwrap().slots;
    assert!(!slots.contains(&SlotKind::Keyring));
    assert!(book.ring.entry.lock().unwrap().is_none(), "nothing of it is left in the keyring");
    book.app.close().await;
    assert_eq!(by_keyring(&book).await.unwrap_err().code, ErrorCode::PassphraseRequired);
    book.unlock(PASSPHRASE).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passphrase_goes_only_where_the_keyring_opens() {
    let without = Book::with_passphrase().await;
    let refused = vault::passphrase_remove(without.app.clone(), Empty {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PassphraseRequired);
    let book = Book::nothing(Ring::default());
    let both = VaultCreate { passphrase: Some(PASSPHRASE.into()), keyring: true };
    vault::create(book.app.clone(), both).await.unwrap();
    let slots = vault::passphrase_remove(book.app.clone(), Empty {}).await.unwrap().slots;
    assert!(!slots.contains(&SlotKind::Passphrase));
    book.app.close().await;
    assert!(book.unlock(PASSPHRASE).await.is_err());
    by_keyring(&book).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn the_keyring_stays_while_nothing_else_opens_it_by_day() {
    let book = Book::nothing(Ring::default());
    vault::create(book.app.clone(), VaultCreate { passphrase: None, keyring: true }).await.unwrap();
    let refused = vault::keyring_disable(book.app.clone(), Empty {}).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PassphraseRequired);
    book.app.close().await;
    by_keyring(&book).await.unwrap();
}

// On one thread, where what closing must stop has often not begun yet.
#[tokio::test]
async fn a_vault_closes_the_moment_it_was_opened() {
    let book = Book::nothing(Ring::default());
    vault::create(book.app.clone(), VaultCreate { passphrase: None, keyring: true }).await.unwrap();
    for _ in 0..20 {
        let closed = tokio::time::timeout(std::time::Duration::from_secs(20), book.app.close()).await;
        assert!(closed.is_ok(), "something did not hear that the vault closes");
        by_keyring(&book).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keyring_a_passphrase_is_required() {
    let book = Book::nothing(Ring::absent());
    let refused = vault::create(book.app.clone(), VaultCreate { passphrase: None, keyring: true }).await.unwrap_err();
    assert_eq!(refused.code, ErrorCode::PassphraseRequired);
    assert!(!book.dir().exists(), "nothing was made");
    assert_eq!(vault::status(book.app.clone(), Empty {}).await.unwrap().state, VaultState::None);
    vault::create(book.app.clone(), VaultCreate { passphrase: Some(PASSPHRASE.into()), keyring: false }).await.unwrap();
    let again = book.another(satchel_model::Origin::Window);
    let twice = vault::create(again.app.clone(), VaultCreate { passphrase: Some("other".into()), keyring: false })
        .await
        .unwrap_err();
    assert_eq!(twice.code, ErrorCode::VaultExists);
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_passphrases_and_codes_change_nothing() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada"]).await;
    book.app.close().await;
    let before = everything(&book);
    assert_eq!(book.unlock("wrong").await.unwrap_err().code, ErrorCode::WrongPassphrase);
    assert_eq!(by_code(&book, "nonsense").await.unwrap_err().code, ErrorCode::RecoveryCodeTypo);
    assert_eq!(by_keyring(&book).await.unwrap_err().code, ErrorCode::PassphraseRequired);
    assert_eq!(everything(&book), before);
    book.unlock(PASSPHRASE).await.unwrap();
    vault::passphrase_set(book.app.clone(), PassphraseSet { passphrase: "another".into() }).await.unwrap();
    let code = vault::recovery_renew(book.app.clone(), Empty {}).await.unwrap().recovery_code;
    book.app.close().await;
    assert_eq!(book.unlock(PASSPHRASE).await.unwrap_err().code, ErrorCode::WrongPassphrase);
    by_code(&book, &code).await.unwrap();
    assert_eq!(book.count().await, 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn newer_and_damaged_vaults_say_so() {
    let book = Book::with_passphrase().await;
    book.add(&["given=Ada"]).await;
    book.app.close().await;
    let (json, database) = (book.dir().join("vault.json"), book.dir().join("satchel.db"));
    let whole = fs::read_to_string(&json).unwrap();
    fs::write(&json, whole.replace("\"format\":1", "\"format\":99").replace("\"format\": 1", "\"format\": 99"))
        .unwrap();
    assert_eq!(book.unlock(PASSPHRASE).await.unwrap_err().code, ErrorCode::VaultNewer);
    fs::write(&json, &whole[..whole.len() / 2]).unwrap();
    assert_eq!(book.unlock(PASSPHRASE).await.unwrap_err().code, ErrorCode::VaultDamaged);
    fs::write(&json, &whole).unwrap();
    let mut bytes = fs::read(&database).unwrap();
    bytes[20] ^= 1;
    fs::write(&database, &bytes).unwrap();
    let error = book.unlock(PASSPHRASE).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::DatabaseDamaged);
    let doctor = vault::doctor_closed(&book.app, &error);
    assert!(!doctor.ok && doctor.checks[0].name == "database");
    bytes[20] ^= 1;
    fs::write(&database, &bytes).unwrap();
    book.unlock(PASSPHRASE).await.unwrap();
    assert!(
        vault::doctor(book.app.clone(), Empty {})
            .await
            .unwrap()
            .checks
            .iter()
            .filter(|check| !check.ok)
            .all(|check| check.name == "permissions")
    );
}
