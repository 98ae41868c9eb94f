//! The real Secret Service: a session bus with an unlocked gnome-keyring, which `cargo xtask test` provides.

#![cfg(target_os = "linux")]

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use satchel_vault::{BoundedKeyring, KeyringState, NewVault, VaultError, VaultFile};

/// One test at a time: one of them ends the keyring of all.
fn alone() -> MutexGuard<'static, ()> {
    static ALONE: Mutex<()> = Mutex::new(());
    ALONE.lock().unwrap_or_else(PoisonError::into_inner)
}

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
    let _alone = alone();
    let keyring = keyring();
    let dir = tempfile::tempdir().unwrap();
    let new = NewVault { keyring: Some(&keyring), ..NewVault::default() };
    let made = VaultFile::create(dir.path(), new).unwrap().finish().unwrap();
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
    let _alone = alone();
    let keyring = keyring();
    let account = format!("test-{}", std::process::id());
    let long: Vec<u8> = (0..7_001_u32).map(|n| (n % 251) as u8).collect();
    keyring.write(&account, satchel_model::Secret::new(long.clone())).unwrap();
    let read = keyring.read(&account).unwrap().unwrap();
    keyring.delete(&account).unwrap();
    assert_eq!(read.expose(), &long);
    assert!(keyring.read(&account).unwrap().is_none());
}

/// `cargo xtask test` starts it again at once.
#[test]
fn a_keyring_that_ends_in_the_middle_of_a_call_is_asked_again() {
    let _alone = alone();
    let keyring = keyring();
    let account = format!("ended-{}", std::process::id());
    keyring.write(&account, satchel_model::Secret::new(b"kept".to_vec())).unwrap();
    let mut ends = end_half_a_second_into_a_call().unwrap();
    // One that has not just worked: it asks.
    assert_eq!(BoundedKeyring::of_this_system().state(), KeyringState::Ready);
    assert!(ends.wait().unwrap().success());
    let mut ends = end_half_a_second_into_a_call().unwrap();
    assert_eq!(keyring.read(&account).unwrap().unwrap().expose(), b"kept");
    assert!(ends.wait().unwrap().success());
    keyring.delete(&account).unwrap();
}

/// The service answers nobody any more, and is gone half a second later.
fn end_half_a_second_into_a_call() -> std::io::Result<Child> {
    let pid = pid_of_the_service()?;
    let end = format!("kill -STOP {pid} && echo stopped && sleep 0.5 && kill -KILL {pid}");
    let mut shell = Command::new("sh").args(["-c", &end]).stdout(Stdio::piped()).spawn()?;
    if let Some(stdout) = shell.stdout.take() {
        BufReader::new(stdout).read_line(&mut String::new())?;
    }
    Ok(shell)
}

/// Asks until there is one: it may have just ended and be on its way back.
fn pid_of_the_service() -> std::io::Result<u32> {
    for _ in 0..1_000 {
        let answer = Command::new("dbus-send")
            .args(["--session", "--print-reply", "--dest=org.freedesktop.DBus", "/"])
            .args(["org.freedesktop.DBus.GetConnectionUnixProcessID", "string:org.freedesktop.secrets"])
            .output()?;
        let answer = String::from_utf8_lossy(&answer.stdout).into_owned();
        if let Some(pid) = answer.split_whitespace().last().and_then(|word| word.parse().ok()) {
            return Ok(pid);
        }
    }
    Err(std::io::ErrorKind::NotFound.into())
}
