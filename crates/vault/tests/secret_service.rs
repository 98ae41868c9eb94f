//! The real Secret Service: a session bus with an unlocked gnome-keyring, which `cargo xtask test` provides.

#![cfg(target_os = "linux")]

use satchel_vault::{BoundedKeyring, KeyringState, NewVault, VaultError, VaultFile};

fn keyring() -> BoundedKeyring {
    assert!(
        std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_some(),
        "This test needs a session bus with an unlocked keyring: run it as `cargo xtask test`."
    );
    let keyring = BoundedKeyring::of_this_system();
    assert_eq!(
        keyring.state(),
        KeyringState::Ready,
        "The session bus has no unlocked keyring: run this test as `cargo xtask test`."
    );
    keyring
}

#[test]
fn a_vault_is_kept_opened_and_forgotten() {
    let keyring = keyring();
    let dir = tempfile::tempdir().unwrap();
    let new = NewVault { keyring: Some(&keyring), ..NewVault::default() };
    let made = VaultFile::create(dir.path(), new).unwrap();
    let mut file = VaultFile::read(dir.path()).unwrap();
    let keys = file.unlock_with_keyring(&keyring).unwrap();
    assert_eq!(keys.database().expose(), made.keys.database().expose());

    keyring.delete(&file.vault_id().to_string()).unwrap();
    let error = file.unlock_with_keyring(&keyring).unwrap_err();
    assert!(matches!(error, VaultError::KeyringForgot), "{error:?}");

    file.enable_keyring(&keys, &keyring).unwrap();
    file.unlock_with_keyring(&keyring).unwrap();
    file.forget_keyring(&keyring).unwrap();
    assert!(keyring.read(&file.vault_id().to_string()).unwrap().is_none());
}

#[test]
fn a_long_secret_comes_back_whole() {
    let keyring = keyring();
    let account = format!("test-{}", std::process::id());
    let long: Vec<u8> = (0..7_001_u32).map(|n| (n % 251) as u8).collect();
    keyring.write(&account, satchel_model::Secret::new(long.clone())).unwrap();
    let read = keyring.read(&account).unwrap().unwrap();
    keyring.delete(&account).unwrap();
    assert_eq!(read.expose(), &long);
    assert!(keyring.read(&account).unwrap().is_none());
}
