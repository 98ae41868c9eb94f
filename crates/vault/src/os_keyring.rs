//! The keyring of the operating system: Secret Service, macOS Keychain, Windows Credential Manager.
//!
//! Every call connects anew, so that a keyring that was started or unlocked a moment ago is seen. Entries are named by
//! the service "Satchel" and the account. Deliberately absent: a substitute where the system has none.

use std::sync::Arc;

use keyring_core::api::CredentialStoreApi;
use keyring_core::{Entry, Error};
use satchel_model::Secret;

use crate::keyring::{Keyring, KeyringError, KeyringState};

const SERVICE: &str = "Satchel";

/// The real keyring of the signed-in person.
#[derive(Clone, Copy, Debug, Default)]
pub struct OsKeyring;

#[cfg(target_os = "macos")]
fn connect() -> keyring_core::Result<Arc<dyn CredentialStoreApi>> {
    Ok(apple_native_keyring_store::keychain::Store::new()?)
}

#[cfg(target_os = "windows")]
fn connect() -> keyring_core::Result<Arc<dyn CredentialStoreApi>> {
    Ok(windows_native_keyring_store::Store::new()?)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn connect() -> keyring_core::Result<Arc<dyn CredentialStoreApi>> {
    Ok(zbus_secret_service_keyring_store::Store::new()?)
}

#[cfg(all(unix, not(target_os = "macos")))]
fn state() -> KeyringState {
    use secret_service::EncryptionType;
    use secret_service::blocking::SecretService;

    // No secret passes, so none is agreed on: some keyrings fail at that now and then.
    let Ok(service) = SecretService::connect(EncryptionType::Plain) else {
        return KeyringState::Absent;
    };
    // No default collection yet: the first write makes one by asking, which is what Locked says.
    match service.get_default_collection().and_then(|collection| collection.is_locked()) {
        Ok(false) => KeyringState::Ready,
        Ok(true) | Err(_) => KeyringState::Locked,
    }
}

/// macOS and Windows unlock their keyring with the session, so connecting is the question.
#[cfg(not(all(unix, not(target_os = "macos"))))]
fn state() -> KeyringState {
    match connect() {
        Ok(_) => KeyringState::Ready,
        Err(_) => KeyringState::Absent,
    }
}

fn entry(account: &str) -> Result<Entry, KeyringError> {
    // The session bus or the service behind it is not there: whatever the platform says, there is no keyring.
    let store = connect().map_err(|_| KeyringError::Absent)?;
    store.build(SERVICE, account, None).map_err(failed)
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
        match entry(account)?.get_secret() {
            Ok(secret) => Ok(Some(Secret::new(secret))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(failed(error)),
        }
    }

    fn write(&self, account: &str, secret: &[u8]) -> Result<(), KeyringError> {
        entry(account)?.set_secret(secret).map_err(failed)
    }

    fn delete(&self, account: &str) -> Result<(), KeyringError> {
        match entry(account)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(failed(error)),
        }
    }

    fn state(&self) -> KeyringState {
        state()
    }
}
