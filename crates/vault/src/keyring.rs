//! The port to a keyring, and the time limit that every call to one has.
//!
//! A missing entry is `None`, never an error and never a reason to make one. A call runs on a thread of its own: a
//! Secret Service may hang for ever behind a question nobody sees, and its blocking client must not run on an async
//! runtime's thread. Deliberately absent: what is kept in an entry.

use std::sync::mpsc::{RecvTimeoutError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use satchel_model::Secret;

use crate::pieces;

/// Whether the keyring can be used now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyringState {
    /// Entries can be read and written without asking.
    Ready,
    /// There is a keyring; the person must unlock it first.
    Locked,
    /// There is none.
    Absent,
}

/// Why a keyring did not do what was asked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyringError {
    /// No keyring runs on this system.
    #[error("no keyring")]
    Absent,
    /// It is locked, or the person declined to unlock it.
    #[error("keyring locked")]
    Locked,
    /// It did not answer within the limit; the call may still end later.
    #[error("keyring timed out")]
    TimedOut,
    /// Any other failure, in the platform's words.
    #[error("{0}")]
    Failed(String),
}

/// A store of small secrets under account names, kept by the operating system for the signed-in person.
pub trait Keyring: Send + Sync + 'static {
    /// The secret of an account, or `None` when there is no such entry.
    ///
    /// # Errors
    /// When the keyring is absent, locked or fails.
    fn read(&self, account: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError>;

    /// Sets the secret of an account, replacing what was there.
    ///
    /// # Errors
    /// When the keyring is absent, locked or fails.
    fn write(&self, account: &str, secret: &[u8]) -> Result<(), KeyringError>;

    /// Removes the entry; none to remove is fine.
    ///
    /// # Errors
    /// When the keyring is absent, locked or fails.
    fn delete(&self, account: &str) -> Result<(), KeyringError>;

    /// Whether it can be used, found out without asking the person anything.
    fn state(&self) -> KeyringState;
}

/// A keyring behind a time limit, with long secrets split over several entries.
#[derive(Clone)]
pub struct BoundedKeyring {
    keyring: Arc<dyn Keyring>,
    limit: Duration,
    /// When it last gave or took a secret.
    worked: Arc<Mutex<Option<Instant>>>,
}

impl BoundedKeyring {
    /// How long a person waits for a keyring before being told that it does not answer.
    pub const LIMIT: Duration = Duration::from_secs(5);
    /// How long one that worked is ready without being asked: a window that starts asks right after its vault opened.
    const READY_FOR: Duration = Duration::from_secs(2);

    /// Puts a keyring behind a limit.
    #[must_use]
    pub fn new(keyring: Arc<dyn Keyring>, limit: Duration) -> Self {
        Self { keyring, limit, worked: Arc::default() }
    }

    /// The keyring of this operating system, with the usual limit.
    #[must_use]
    pub fn of_this_system() -> Self {
        Self::new(Arc::new(crate::OsKeyring), Self::LIMIT)
    }

    /// Whether it can be used; one that does not answer counts as locked.
    #[must_use]
    pub fn state(&self) -> KeyringState {
        let worked = *self.worked.lock().unwrap_or_else(PoisonError::into_inner);
        if worked.is_some_and(|worked| worked.elapsed() < Self::READY_FOR) {
            return KeyringState::Ready;
        }
        self.bounded(|keyring| Ok(keyring.state())).unwrap_or(KeyringState::Locked)
    }

    /// The secret of an account, of any length, or `None` when there is no such entry.
    ///
    /// # Errors
    /// When the keyring is absent, locked, silent or fails, or when parts of a long secret are missing.
    pub fn read(&self, account: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        let account = account.to_owned();
        let secret = self.bounded(move |keyring| pieces::read(keyring, &account));
        // Some that are locked say of every entry that there is none.
        self.note(matches!(secret, Ok(Some(_))));
        secret
    }

    /// Sets the secret of an account; a reader sees the old one or the new one, never a mixture.
    ///
    /// # Errors
    /// When the keyring is absent, locked, silent or fails.
    pub fn write(&self, account: &str, secret: Secret<Vec<u8>>) -> Result<(), KeyringError> {
        let account = account.to_owned();
        let written = self.bounded(move |keyring| pieces::write(keyring, &account, secret.expose()));
        self.note(written.is_ok());
        written
    }

    /// Removes the secret of an account; none to remove is fine.
    ///
    /// # Errors
    /// When the keyring is absent, locked, silent or fails.
    pub fn delete(&self, account: &str) -> Result<(), KeyringError> {
        let account = account.to_owned();
        self.bounded(move |keyring| pieces::delete(keyring, &account))
    }

    /// Remembers whether it just gave or took a secret, as only a ready one does.
    fn note(&self, worked: bool) {
        *self.worked.lock().unwrap_or_else(PoisonError::into_inner) = worked.then(Instant::now);
    }

    fn bounded<T: Send + 'static>(
        &self,
        call: impl FnOnce(&dyn Keyring) -> Result<T, KeyringError> + Send + 'static,
    ) -> Result<T, KeyringError> {
        let (answer, wait) = sync_channel(1);
        let keyring = Arc::clone(&self.keyring);
        thread::Builder::new()
            .name("keyring".to_owned())
            .spawn(move || {
                // Nobody listens any more after the limit; the late answer is dropped, and wiped where it is a secret.
                let _ = answer.send(call(keyring.as_ref()));
            })
            .map_err(|error| KeyringError::Failed(error.to_string()))?;
        match wait.recv_timeout(self.limit) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => Err(KeyringError::TimedOut),
            Err(RecvTimeoutError::Disconnected) => {
                Err(KeyringError::Failed("its client stopped unexpectedly".to_owned()))
            }
        }
    }
}
