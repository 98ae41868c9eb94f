//! What goes wrong with keys: each fault is named as itself, says what to do, and changes nothing on disk.

use std::fs;
use std::path::Path;

use crate::support::{CHEAP, MemoryKeyring, Mood, secret, snapshot, vault_with_all_slots};
use satchel_vault::{BoundedKeyring, KeyringState, NewVault, RecoveryCode, VaultError, VaultFile};

/// The error of a call, after checking that it has a sentence and a hint and left the folder alone.
fn fails<T>(dir: &Path, call: impl FnOnce() -> Result<T, VaultError>) -> VaultError {
    let before = snapshot(dir);
    let Err(error) = call() else { panic!("the call should have failed") };
    assert_eq!(snapshot(dir), before, "{error} changed the folder");
    let sentence = error.to_string();
    assert!(sentence.ends_with('.') && sentence.len() > 15, "{sentence}");
    assert!(error.hint().is_some_and(|hint| hint.ends_with('.')), "{sentence}");
    error
}

macro_rules! assert_fails {
    ($dir:expr, $call:expr, $pattern:pat) => {
        let error = fails($dir, || $call);
        assert!(matches!(error, $pattern), "{error:?}");
    };
}

fn rewrite(dir: &Path, edit: impl FnOnce(String) -> String) {
    let path = dir.join("vault.json");
    let text = edit(fs::read_to_string(&path).unwrap());
    fs::write(path, text).unwrap();
}

#[test]
fn wrong_passphrases_and_codes() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let made = vault_with_all_slots(dir, &MemoryKeyring::new().bounded());
    let file = &made.file;
    assert_fails!(dir, file.unlock_with_passphrase(&secret("wrong")), VaultError::WrongPassphrase);
    assert_fails!(dir, file.unlock_with_passphrase(&secret("")), VaultError::WrongPassphrase);

    let elsewhere = tempfile::tempdir().unwrap();
    let other = vault_with_all_slots(elsewhere.path(), &MemoryKeyring::new().bounded());
    assert_fails!(dir, file.unlock_with_recovery(&other.recovery), VaultError::WrongRecoveryCode);
    let mut typed = made.recovery.reveal().expose().clone();
    let last = if typed.pop() == Some('7') { '8' } else { '7' };
    typed.push(last);
    assert_fails!(dir, RecoveryCode::parse(&typed), VaultError::RecoveryMistyped { .. });
}

#[test]
fn empty_passphrases_are_not_taken() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let empty = secret("");
    let new = NewVault { passphrase: Some(&empty), cost: CHEAP, keyring: None };
    assert_fails!(dir, VaultFile::create(dir, new), VaultError::PassphraseEmpty);
    assert_fails!(dir, VaultFile::create(dir, NewVault::default()), VaultError::PassphraseNeeded);
    let mut made = vault_with_all_slots(dir, &MemoryKeyring::new().bounded());
    let keys = made.keys.clone();
    assert_fails!(dir, made.file.set_passphrase(&keys, &empty, CHEAP), VaultError::PassphraseEmpty);
}

#[test]
fn keyrings_that_are_locked_absent_or_silent() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let memory = MemoryKeyring::new();
    let made = vault_with_all_slots(dir, &memory.bounded());
    let keyring = memory.bounded();
    assert_eq!(keyring.state(), KeyringState::Ready);

    memory.becomes(Mood::Locked);
    assert_eq!(keyring.state(), KeyringState::Locked);
    assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringLocked);
    memory.becomes(Mood::Well);
    made.file.unlock_with_keyring(&keyring).unwrap();
    memory.becomes(Mood::Locked);
    assert_eq!(keyring.state(), KeyringState::Ready, "one that just worked is not asked");
    assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringLocked);
    assert_eq!(keyring.state(), KeyringState::Locked, "one that just failed is");
    memory.becomes(Mood::LockedAndMum);
    assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringLocked);
    memory.becomes(Mood::Absent);
    assert_eq!(keyring.state(), KeyringState::Absent);
    assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringAbsent);
    memory.becomes(Mood::Silent);
    let keyring = memory.impatient();
    assert_eq!(keyring.state(), KeyringState::Locked);
    assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringTimedOut);
}

#[test]
fn a_vault_is_not_half_made_when_the_keyring_fails() {
    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("vault");
    let memory = MemoryKeyring::new();
    for mood in [Mood::Locked, Mood::Absent] {
        memory.becomes(mood);
        let keyring = memory.bounded();
        let new = NewVault { keyring: Some(&keyring), ..NewVault::default() };
        assert!(VaultFile::create(&dir, new).is_err());
        assert!(!dir.exists());
    }
    let mut made = vault_with_all_slots(&dir, &{
        memory.becomes(Mood::Well);
        memory.bounded()
    });
    memory.becomes(Mood::Locked);
    let (keys, keyring) = (made.keys.clone(), memory.bounded());
    assert_fails!(&dir, made.file.enable_keyring(&keys, &keyring), VaultError::KeyringLocked);
}

#[test]
fn a_forgetful_keyring_never_makes_a_new_key() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let memory = MemoryKeyring::new();
    let keyring = memory.bounded();
    let mut made = vault_with_all_slots(dir, &keyring);
    memory.entries.lock().unwrap().clear();
    assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringForgot);
    assert!(memory.entries.lock().unwrap().is_empty());

    // The way back: another slot, then the keyring switched on again.
    let keys = made.file.unlock_with_recovery(&made.recovery).unwrap();
    made.file.enable_keyring(&keys, &keyring).unwrap();
    made.file.unlock_with_keyring(&keyring).unwrap();
}

#[test]
fn an_entry_that_does_not_fit_is_not_a_forgotten_one() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let memory = MemoryKeyring::new();
    let keyring = memory.bounded();
    let made = vault_with_all_slots(dir, &keyring);
    for entry in [vec![0; 33], vec![0; 5]] {
        memory.entries.lock().unwrap().values_mut().for_each(|value| value.clone_from(&entry));
        assert_fails!(dir, made.file.unlock_with_keyring(&keyring), VaultError::KeyringMismatch);
    }
}

#[test]
fn folders_that_are_no_vault_or_one_already() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let keyring = MemoryKeyring::new().bounded();
    let new = NewVault { keyring: Some(&keyring), ..NewVault::default() };
    assert_fails!(dir, VaultFile::read(dir), VaultError::NotAVault);
    assert_fails!(dir, VaultFile::read(&dir.join("nowhere")), VaultError::NotAVault);
    fs::write(dir.join("satchel.db"), b"a vault that lost its vault.json").unwrap();
    assert_fails!(dir, VaultFile::create(dir, new), VaultError::AlreadyExists);
    assert_fails!(dir, VaultFile::read(&dir.join("satchel.db")), VaultError::NotAVault);
    fs::remove_file(dir.join("satchel.db")).unwrap();
    vault_with_all_slots(dir, &keyring);
    assert_fails!(dir, VaultFile::create(dir, new), VaultError::AlreadyExists);
}

#[test]
fn a_vault_that_was_never_finished_is_none_and_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let dir = folder.path().join("vault");
    let memory = MemoryKeyring::new();
    let keyring = memory.bounded();
    let new = || NewVault { keyring: Some(&keyring), ..NewVault::default() };
    // What a kill leaves: everything but the name.
    drop(VaultFile::create(&dir, new()).unwrap());
    fs::write(dir.join("satchel.db"), b"half").unwrap();
    assert_fails!(&dir, VaultFile::read(&dir), VaultError::NotAVault);
    let made = VaultFile::create(&dir, new()).unwrap();
    assert!(!dir.join("satchel.db").exists(), "it was made with a key that nobody has");
    let made = made.finish().unwrap();
    VaultFile::read(&dir).unwrap().unlock_with_keyring(&keyring).unwrap();
    assert_eq!(memory.entries.lock().unwrap().len(), 1, "the keyring forgot the one that was never finished");
    assert_eq!(VaultFile::read(&dir).unwrap().vault_id(), made.file.vault_id());
    assert_fails!(&dir, VaultFile::create(&dir, new()), VaultError::AlreadyExists);
}

#[test]
fn a_newer_vault_is_refused_whatever_else_it_holds() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    fs::write(dir.join("vault.json"), r#"{"format": 2, "locks": {"made": "of stars"}}"#).unwrap();
    assert_fails!(dir, VaultFile::read(dir), VaultError::NewerFormat { found: 2, known: 1 });
}

#[test]
fn damage_is_not_taken_for_a_wrong_passphrase() {
    let dir = tempfile::tempdir().unwrap();
    let dir = dir.path();
    let mut made = vault_with_all_slots(dir, &MemoryKeyring::new().bounded());
    let good = fs::read_to_string(dir.join("vault.json")).unwrap();
    let nonce = good.split("\"nonce\": \"").nth(2).unwrap()[..48].to_owned();
    for damaged in [
        String::new(),
        "null".to_owned(),
        good[..good.len() / 2].to_owned(),
        good.replace(&nonce, &"0".repeat(48)),
        good.replace(&nonce, "xyz"),
        good.replace("\"passphrase\"", "\"palm\""),
        good.replace("\"slots\"", "\"knots\""),
        format!("{good}{}", " ".repeat(70_000)),
    ] {
        rewrite(dir, |_| damaged);
        assert_fails!(dir, VaultFile::read(dir), VaultError::Damaged { .. });
        // Nor is a damaged file replaced by what a program read before.
        assert_fails!(dir, made.file.remove_passphrase(), VaultError::Damaged { .. });
    }
}

#[test]
fn keys_of_another_vault_change_nothing() {
    let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let keyring = MemoryKeyring::new().bounded();
    let mut made = vault_with_all_slots(here.path(), &keyring);
    let keys = vault_with_all_slots(there.path(), &keyring).keys;
    let (dir, file) = (here.path(), &mut made.file);
    assert_fails!(dir, file.set_passphrase(&keys, &secret("x"), CHEAP), VaultError::WrongKeys);
    assert_fails!(dir, file.renew_recovery(&keys), VaultError::WrongKeys);
    assert_fails!(dir, file.enable_keyring(&keys, &keyring), VaultError::WrongKeys);
}

/// Root may write anywhere, so the writing thread gives up its file-system rights first; they are per thread on Linux.
#[cfg(target_os = "linux")]
fn as_nobody<T: Send>(call: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let thread = scope.spawn(|| {
            nix::unistd::setfsuid(nix::unistd::Uid::from_raw(65_534));
            call()
        });
        thread.join().unwrap()
    })
}

#[cfg(target_os = "linux")]
#[test]
fn read_only_folders() {
    use std::os::unix::fs::PermissionsExt;

    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("vault");
    let memory = MemoryKeyring::new();
    let keyring: BoundedKeyring = memory.bounded();
    let mut made = vault_with_all_slots(&dir, &keyring);
    let mode = |path: &Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    mode(parent.path(), 0o555);
    mode(&dir, 0o555);
    let before = snapshot(&dir);

    let error = as_nobody(|| made.file.remove_passphrase().unwrap_err());
    assert!(matches!(error, VaultError::ReadOnly), "{error:?}");
    let beside = parent.path().join("other");
    let entries = memory.entries.lock().unwrap().clone();
    let error = as_nobody(|| {
        let new = NewVault { keyring: Some(&keyring), ..NewVault::default() };
        VaultFile::create(&beside, new).err()
    });
    assert!(matches!(error, Some(VaultError::ReadOnly)), "{error:?}");

    mode(&dir, 0o755);
    mode(parent.path(), 0o755);
    assert_eq!(snapshot(&dir), before);
    assert!(!beside.exists());
    assert_eq!(*memory.entries.lock().unwrap(), entries, "the new vault's keyring entry is taken back");
}

#[cfg(unix)]
#[test]
fn the_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;

    let parent = tempfile::tempdir().unwrap();
    let dir = parent.path().join("vault");
    vault_with_all_slots(&dir, &MemoryKeyring::new().bounded());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&dir), 0o700);
    assert_eq!(mode(&dir.join("vault.json")), 0o600);
}
