//! A keyring in memory whose faults a test chooses, and passphrases that are cheap to try.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use satchel_model::Secret;
use satchel_vault::{
    BoundedKeyring, Created, Keyring, KeyringError, KeyringState, NewVault, PassphraseCost, VaultFile,
};

/// Argon2id's smallest parameters.
pub(crate) const CHEAP: PassphraseCost = PassphraseCost { memory_kib: 8, passes: 1, lanes: 1 };

/// How the keyring of a test behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mood {
    Well,
    Locked,
    /// Answers as if it had no entries.
    LockedAndMum,
    Absent,
    /// Never answers.
    Silent,
}

pub(crate) struct MemoryKeyring {
    pub(crate) entries: Mutex<BTreeMap<String, Vec<u8>>>,
    mood: Mutex<Mood>,
}

impl MemoryKeyring {
    pub(crate) fn new() -> Arc<Self> {
        Arc::new(Self { entries: Mutex::default(), mood: Mutex::new(Mood::Well) })
    }

    pub(crate) fn becomes(&self, mood: Mood) {
        *self.mood.lock().unwrap() = mood;
    }

    pub(crate) fn bounded(self: &Arc<Self>) -> BoundedKeyring {
        BoundedKeyring::new(Arc::clone(self) as Arc<dyn Keyring>, Duration::from_secs(5))
    }

    /// With a limit that a keyring that never answers is known to exceed.
    pub(crate) fn impatient(self: &Arc<Self>) -> BoundedKeyring {
        BoundedKeyring::new(Arc::clone(self) as Arc<dyn Keyring>, Duration::from_millis(10))
    }

    fn answers(&self) -> Result<(), KeyringError> {
        let mood = *self.mood.lock().unwrap();
        match mood {
            Mood::Well | Mood::LockedAndMum => Ok(()),
            Mood::Locked => Err(KeyringError::Locked),
            Mood::Absent => Err(KeyringError::Absent),
            Mood::Silent => loop {
                std::thread::park();
            },
        }
    }
}

impl Keyring for MemoryKeyring {
    fn read(&self, account: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        self.answers()?;
        if *self.mood.lock().unwrap() == Mood::LockedAndMum {
            return Ok(None);
        }
        let entries = self.entries.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(entries.get(account).cloned().map(Secret::new))
    }

    fn write(&self, account: &str, secret: &[u8]) -> Result<(), KeyringError> {
        self.answers()?;
        if secret.len() > 2_560 {
            return Err(KeyringError::Failed("too long for Windows".to_owned()));
        }
        self.entries.lock().unwrap().insert(account.to_owned(), secret.to_vec());
        Ok(())
    }

    fn delete(&self, account: &str) -> Result<(), KeyringError> {
        self.answers()?;
        self.entries.lock().unwrap().remove(account);
        Ok(())
    }

    fn state(&self) -> KeyringState {
        match self.answers() {
            Ok(()) if *self.mood.lock().unwrap() == Mood::LockedAndMum => KeyringState::Locked,
            Ok(()) => KeyringState::Ready,
            Err(KeyringError::Absent) => KeyringState::Absent,
            Err(_) => KeyringState::Locked,
        }
    }
}

pub(crate) fn secret(text: &str) -> Secret<String> {
    Secret::new(text.to_owned())
}

/// A vault with all three slots and the passphrase "correct horse".
pub(crate) fn vault_with_all_slots(dir: &Path, keyring: &BoundedKeyring) -> Created {
    let passphrase = secret("correct horse");
    let new = NewVault { keyring: Some(keyring), passphrase: Some(&passphrase), cost: CHEAP };
    VaultFile::create(dir, new).unwrap().finish().unwrap()
}

/// Every file of a folder with its bytes.
pub(crate) fn snapshot(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    std::fs::read_dir(dir)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}
