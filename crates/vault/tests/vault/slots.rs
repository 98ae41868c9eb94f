//! The ways into a vault: each opens the same keys, each can be renewed or removed, one always stays.

use crate::support::{CHEAP, MemoryKeyring, secret, snapshot, vault_with_all_slots};
use satchel_vault::{BoundedKeyring, NewVault, RecoveryCode, SlotKind, VaultError, VaultFile};

#[test]
fn every_slot_opens_the_same_keys_tomorrow() {
    let dir = tempfile::tempdir().unwrap();
    let keyring = MemoryKeyring::new().bounded();
    let made = vault_with_all_slots(dir.path(), &keyring);
    let printed = made.recovery.reveal();

    let file = VaultFile::read(dir.path()).unwrap();
    assert_eq!(file.slots(), [SlotKind::Keyring, SlotKind::Passphrase, SlotKind::Recovery]);
    let code = RecoveryCode::parse(printed.expose()).unwrap();
    for keys in [
        file.unlock_with_keyring(&keyring).unwrap(),
        file.unlock_with_passphrase(&secret("correct horse")).unwrap(),
        file.unlock_with_recovery(&code).unwrap(),
    ] {
        assert_eq!(keys.database().expose(), made.keys.database().expose());
        assert_eq!(keys.index().expose(), made.keys.index().expose());
        assert_eq!(keys.files().expose(), made.keys.files().expose());
    }
}

#[test]
fn nothing_that_opens_the_vault_is_in_its_folder() {
    let dir = tempfile::tempdir().unwrap();
    let keyring = MemoryKeyring::new();
    let made = vault_with_all_slots(dir.path(), &keyring.bounded());
    let text = String::from_utf8(snapshot(dir.path()).remove("vault.json").unwrap()).unwrap();
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let entry = keyring.entries.lock().unwrap().values().next().unwrap().clone();
    for secret in [
        "correct horse".to_owned(),
        made.recovery.reveal().expose().clone(),
        hex(&entry[1..]),
        hex(made.keys.database().expose()),
    ] {
        assert!(!text.contains(&secret));
    }
}

#[test]
fn a_passphrase_opens_however_its_accents_were_typed() {
    let dir = tempfile::tempdir().unwrap();
    let new = NewVault { passphrase: Some(&secret("caf\u{e9}")), cost: CHEAP, keyring: None };
    let made = VaultFile::create(dir.path(), new).unwrap().finish().unwrap();
    let keys = made.file.unlock_with_passphrase(&secret("cafe\u{301}")).unwrap();
    assert_eq!(keys.database().expose(), made.keys.database().expose());
}

#[test]
fn a_new_passphrase_and_a_new_code_replace_the_old_ones() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = vault_with_all_slots(dir.path(), &MemoryKeyring::new().bounded());
    made.file.set_passphrase(&made.keys, &secret("staple"), CHEAP).unwrap();
    let renewed = made.file.renew_recovery(&made.keys).unwrap();

    let file = VaultFile::read(dir.path()).unwrap();
    file.unlock_with_passphrase(&secret("staple")).unwrap();
    file.unlock_with_recovery(&renewed).unwrap();
    let old = file.unlock_with_passphrase(&secret("correct horse")).unwrap_err();
    assert!(matches!(old, VaultError::WrongPassphrase), "{old}");
    let old = file.unlock_with_recovery(&made.recovery).unwrap_err();
    assert!(matches!(old, VaultError::WrongRecoveryCode), "{old}");
}

#[test]
fn two_programs_do_not_undo_each_others_changes() {
    let dir = tempfile::tempdir().unwrap();
    let keyring = MemoryKeyring::new().bounded();
    let mut window = vault_with_all_slots(dir.path(), &keyring);
    let mut command = VaultFile::read(dir.path()).unwrap();
    command.remove_passphrase().unwrap();
    let code = window.file.renew_recovery(&window.keys).unwrap();
    let replica = command.mint_replica().unwrap();

    let file = VaultFile::read(dir.path()).unwrap();
    assert_eq!(file.slots(), [SlotKind::Keyring, SlotKind::Recovery]);
    assert_eq!(file.replica_id(), replica);
    file.unlock_with_recovery(&code).unwrap();
}

#[test]
fn a_copy_gets_an_identity_of_its_own_and_stays_the_same_vault() {
    let dir = tempfile::tempdir().unwrap();
    let mut made = vault_with_all_slots(dir.path(), &MemoryKeyring::new().bounded());
    let (vault, replica) = (made.file.vault_id(), made.file.replica_id());
    made.file.mint_replica().unwrap();
    assert_eq!(made.file.vault_id(), vault);
    assert_ne!(made.file.replica_id(), replica);
    made.file.unlock_with_passphrase(&secret("correct horse")).unwrap();
}

#[test]
fn what_is_not_there_cannot_be_removed_and_the_recovery_code_stays() {
    let dir = tempfile::tempdir().unwrap();
    let keyring = MemoryKeyring::new().bounded();
    let mut made = vault_with_all_slots(dir.path(), &keyring);
    made.file.remove_passphrase().unwrap();
    made.file.forget_keyring(&keyring).unwrap();
    assert_eq!(made.file.slots(), [SlotKind::Recovery]);

    let before = snapshot(dir.path());
    let error = made.file.forget_keyring(&keyring).unwrap_err();
    assert!(matches!(error, VaultError::NoSuchSlot(SlotKind::Keyring)), "{error}");
    let error = made.file.remove_passphrase().unwrap_err();
    assert!(matches!(error, VaultError::NoSuchSlot(SlotKind::Passphrase)), "{error}");
    assert_eq!(snapshot(dir.path()), before);
    made.file.unlock_with_recovery(&made.recovery).unwrap();
}

#[test]
fn a_keyring_switched_on_later_opens_and_forgets_cleanly() {
    let dir = tempfile::tempdir().unwrap();
    let memory = MemoryKeyring::new();
    let keyring = memory.bounded();
    let new = NewVault { passphrase: Some(&secret("p")), cost: CHEAP, keyring: None };
    let mut made = VaultFile::create(dir.path(), new).unwrap().finish().unwrap();
    assert!(memory.entries.lock().unwrap().is_empty());

    made.file.enable_keyring(&made.keys, &keyring).unwrap();
    made.file.unlock_with_keyring(&keyring).unwrap();
    assert_eq!(memory.entries.lock().unwrap().len(), 1);

    made.file.forget_keyring(&keyring).unwrap();
    assert!(memory.entries.lock().unwrap().is_empty());
    let error = made.file.unlock_with_keyring(&keyring).unwrap_err();
    assert!(matches!(error, VaultError::NoSuchSlot(SlotKind::Keyring)), "{error}");
}

#[test]
fn switching_the_keyring_on_again_does_not_lock_out_a_copy_of_the_vault() {
    let (here, copy) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let keyring = MemoryKeyring::new().bounded();
    let mut made = vault_with_all_slots(here.path(), &keyring);
    std::fs::copy(here.path().join("vault.json"), copy.path().join("vault.json")).unwrap();
    made.file.enable_keyring(&made.keys, &keyring).unwrap();
    VaultFile::read(copy.path()).unwrap().unlock_with_keyring(&keyring).unwrap();
}

#[test]
fn long_secrets_are_split_and_replaced_whole() {
    let memory = MemoryKeyring::new();
    let keyring = memory.bounded();
    let long = |byte: u8, len: usize| satchel_model::Secret::new(vec![byte; len]);
    let read = |keyring: &BoundedKeyring| keyring.read("token").unwrap().map(|s| s.expose().clone());
    for len in [0, 1_999, 2_000, 4_000, 9_001] {
        keyring.write("token", long(7, len)).unwrap();
        assert_eq!(read(&keyring), Some(vec![7; len]));
    }
    assert_eq!(memory.entries.lock().unwrap().len(), 1 + 5);

    // Killed between the pieces and their list: the old secret is still the one that is read.
    let old = memory.entries.lock().unwrap()["token"].clone();
    keyring.write("other", long(8, 5_000)).unwrap();
    memory.entries.lock().unwrap().insert("token".to_owned(), old);
    assert_eq!(read(&keyring), Some(vec![7; 9_001]));

    keyring.write("token", long(1, 3)).unwrap();
    keyring.delete("other").unwrap();
    assert_eq!(memory.entries.lock().unwrap().keys().collect::<Vec<_>>(), ["token"]);

    keyring.write("token", long(9, 5_000)).unwrap();
    let piece = memory.entries.lock().unwrap().keys().find(|name| name.contains('#')).unwrap().clone();
    memory.entries.lock().unwrap().remove(&piece);
    assert!(keyring.read("token").is_err());
}
