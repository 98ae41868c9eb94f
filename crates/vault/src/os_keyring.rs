//! The keyring of the operating system: Secret Service, macOS Keychain, Windows Credential Manager.
//!
//! Every call connects anew, so that a keyring that was started or unlocked a moment ago is seen. Entries are named by
//! the service "Satchel" and the account. Deliberately absent: a substitute where the system has none.

#[cfg(any(target_os = "macos", target_os = "windows"))]
use std::sync::Arc;

#[cfg(any(target_os = "macos", target_os = "windows"))]
use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use satchel_model::Secret;

use crate::keyring::{Keyring, KeyringError, KeyringState};
#[cfg(all(unix, not(target_os = "macos")))]
use crate::session_bus::{connect, lasting, state};

const SERVICE: &str = "Satchel";

/// The real keyring of the signed-in person.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsKeyring;

#[cfg(target_os = "macos")]
fn connect() -> keyring_core::Result<Arc<dyn CredentialStoreApi>> {
    apple_native_keyring_store::keychain::Store::new().map(|store| store as _).map_err(|_| Error::NoDefaultStore)
}

#[cfg(target_os = "windows")]
fn connect() -> keyring_core::Result<Arc<dyn CredentialStoreApi>> {
    windows_native_keyring_store::Store::new().map(|store| store as _).map_err(|_| Error::NoDefaultStore)
}

/// macOS and Windows unlock their keyring with the session, so connecting is the question.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn state() -> KeyringState {
    match connect() {
        Ok(_) => KeyringState::Ready,
        Err(_) => KeyringState::Absent,
    }
}

/// macOS and Windows answer without a service that could end.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn lasting<T>(call: impl Fn() -> keyring_core::Result<T>) -> keyring_core::Result<T> {
    call()
}

fn with_entry<T>(account: &str, call: impl Fn(&Entry) -> keyring_core::Result<T>) -> Result<T, KeyringError> {
    lasting(|| call(&connect()?.build(SERVICE, account, None)?)).map_err(failed)
}

fn failed(error: Error) -> KeyringError {
    match error {
        Error::NoStorageAccess(_) => KeyringError::Locked,
        Error::NoDefaultStore => KeyringError::Absent,
        // Printing the entries would name accounts.
        Error::Ambiguous(_) => KeyringError::Failed("it has more than one entry for this vault".to_owned()),
        Error::BadEncoding(_) | Error::BadDataFormat(..) => {
            KeyringError::Failed("its entry for this vault is malformed".to_owned())
        }
        other => KeyringError::Failed(other.to_string()),
    }
}

impl Keyring for OsKeyring {
    fn read(&self, account: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        with_entry(account, |entry| match entry.get_secret() {
            Ok(secret) => Ok(Some(Secret::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(error),
        })
    }

    fn write(&self, account: &str, secret: &[u8]) -> Result<(), KeyringError> {
        with_entry(account, |entry| entry.set_secret(secret))
    }

    fn delete(&self, account: &str) -> Result<(), KeyringError> {
        with_entry(account, |entry| match entry.delete_credential() {
            Err(Error::NoEntry) => Ok(()),
            done => done,
        })
    }

    fn state(&self) -> KeyringState {
        state()
    }
}
