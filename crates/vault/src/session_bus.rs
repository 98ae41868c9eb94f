//! The Secret Service of a session bus: whether it is locked, and calls that outlive one service.
//!
//! A service may end in the middle of a call and be started again by whoever looks after it (gnome-keyring 42 does so
//! at one session in a thousand): such a call is made once more. Deliberately absent: what is kept in the keyring.

use std::sync::Arc;
use std::thread;
use std::time::{Duration, Instant};

use keyring_core::Error;
use keyring_core::api::CredentialStoreApi;
use secret_service::blocking::SecretService;
use secret_service::{EncryptionType, Error as ServiceError};
use zbus::fdo;

use crate::keyring::KeyringState;

/// How long a service that ended has to be there again, and how often it is looked for.
const RETURN: Duration = Duration::from_secs(2);
const PAUSE: Duration = Duration::from_millis(100);

pub(crate) fn connect() -> keyring_core::Result<Arc<dyn CredentialStoreApi>> {
    match zbus_secret_service_keyring_store::Store::new() {
        Ok(store) => Ok(store),
        Err(error) if absence_in(&error).is_some() => Err(error),
        // No bus, or no service behind it: whatever the platform says, there is no keyring.
        Err(_) => Err(Error::NoDefaultStore),
    }
}

pub(crate) fn state() -> KeyringState {
    lasting(|| ask().map_err(|error| Error::PlatformFailure(Box::new(error)))).unwrap_or(KeyringState::Absent)
}

/// An error only where there may be no service.
fn ask() -> Result<KeyringState, ServiceError> {
    // No secret passes, so none is agreed on.
    let service = SecretService::connect(EncryptionType::Plain)?;
    match service.get_default_collection().and_then(|collection| collection.is_locked()) {
        Ok(false) => Ok(KeyringState::Ready),
        Err(error) if absence(&error).is_some() => Err(error),
        // No default collection yet: the first write makes one by asking, which is what Locked says.
        Ok(true) | Err(_) => Ok(KeyringState::Locked),
    }
}

/// Makes a call, and again when the service ended in the middle of it.
///
/// # Errors
/// [`Error::NoDefaultStore`] when there is no service, or none any more; what the call says.
pub(crate) fn lasting<T>(call: impl Fn() -> keyring_core::Result<T>) -> keyring_core::Result<T> {
    let mut answer = call();
    if answer.as_ref().err().and_then(absence_in) == Some(Absence::Ended) {
        let ended = Instant::now();
        while answer.as_ref().err().and_then(absence_in).is_some() && ended.elapsed() < RETURN {
            thread::sleep(PAUSE);
            answer = call();
        }
    }
    answer.map_err(|error| if absence_in(&error).is_some() { Error::NoDefaultStore } else { error })
}

/// Why nobody answered.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Absence {
    /// It was there, and ended.
    Ended,
    /// Nobody has its name.
    Nobody,
}

fn absence_in(error: &Error) -> Option<Absence> {
    let Error::PlatformFailure(source) = error else { return None };
    source.downcast_ref().and_then(absence)
}

fn absence(error: &ServiceError) -> Option<Absence> {
    match error {
        ServiceError::Zbus(zbus::Error::MethodError(name, ..)) => match name.as_str() {
            "org.freedesktop.DBus.Error.NoReply" => Some(Absence::Ended),
            "org.freedesktop.DBus.Error.ServiceUnknown" | "org.freedesktop.DBus.Error.NameHasNoOwner" => {
                Some(Absence::Nobody)
            }
            _ => None,
        },
        ServiceError::Zbus(zbus::Error::FDO(error)) => absence_of(error),
        ServiceError::ZbusFdo(error) => absence_of(error),
        _ => None,
    }
}

fn absence_of(error: &fdo::Error) -> Option<Absence> {
    match error {
        fdo::Error::NoReply(_) => Some(Absence::Ended),
        fdo::Error::ServiceUnknown(_) | fdo::Error::NameHasNoOwner(_) => Some(Absence::Nobody),
        _ => None,
    }
}
