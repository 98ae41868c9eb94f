//! What signs an account in: in the system's keyring, or, where there is none and the person agreed, in a file that is
//! sealed with the vault's key. Never in the database, an error or a log.

use std::path::PathBuf;
use std::sync::Arc;

use satchel_model::{Id, Secret};
use satchel_sealed::Sealer;
use satchel_vault::KeyringError;

use crate::open::OpenVault;
use crate::wire::{ErrorCode, WireError};
use crate::{App, blocking};

/// Which key of the vault seals the files.
const PURPOSE: &str = "credential";

fn entry(account: Id) -> String {
    format!("account {account}")
}

fn file(vault: &OpenVault, account: Id) -> PathBuf {
    vault.dir.join("credentials").join(format!("{account}.sealed"))
}

fn sealer(vault: &OpenVault) -> Sealer {
    Sealer::new(&vault.keys.files(), PURPOSE)
}

/// Keeps the secret of an account.
///
/// # Errors
/// `keyring_absent` or `keyring_locked`, unless it may be sealed in the vault.
pub(super) async fn keep(
    app: &App,
    vault: &Arc<OpenVault>,
    account: Id,
    secret: Secret<String>,
    seal: bool,
) -> Result<(), WireError> {
    let (keyring, vault) = (app.inner.keyring.clone(), Arc::clone(vault));
    blocking(move || {
        let bytes = Secret::new(secret.expose().as_bytes().to_vec());
        match keyring.write(&entry(account), bytes.clone()) {
            Ok(()) => Ok(()),
            Err(_) if seal => {
                let path = file(&vault, account);
                if let Some(folder) = path.parent() {
                    std::fs::create_dir_all(folder).map_err(|error| crate::locks::folder_error(&error))?;
                }
                Ok(sealer(&vault).replace(&path, bytes.expose())?)
            }
            Err(error) => Err(refusal(&error)),
        }
    })
    .await
}

/// The secret of an account; `None` when there is none.
pub(super) async fn read(app: &App, vault: &Arc<OpenVault>, account: Id) -> Result<Option<Secret<String>>, WireError> {
    let (keyring, vault) = (app.inner.keyring.clone(), Arc::clone(vault));
    blocking(move || {
        let path = file(&vault, account);
        let bytes = if path.exists() {
            Some(Secret::new(sealer(&vault).read(&path)?))
        } else {
            match keyring.read(&entry(account)) {
                Ok(found) => found,
                // An account may need no secret: whether this one does is told by its remote.
                Err(KeyringError::Absent) => None,
                Err(error) => return Err(refusal(&error)),
            }
        };
        Ok(bytes.and_then(|bytes| String::from_utf8(bytes.expose().clone()).ok()).map(Secret::new))
    })
    .await
}

/// Forgets the secret of an account. A keyring that does not answer keeps an entry that opens nothing of ours.
pub(super) async fn forget(app: &App, vault: &Arc<OpenVault>, account: Id) -> Result<(), WireError> {
    let (keyring, vault) = (app.inner.keyring.clone(), Arc::clone(vault));
    blocking(move || {
        if keyring.delete(&entry(account)).is_err() {
            tracing::warn!("the keyring kept the entry of an account that was removed");
        }
        match std::fs::remove_file(file(&vault, account)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(crate::locks::folder_error(&error)),
            _ => Ok(()),
        }
    })
    .await
}

fn refusal(error: &KeyringError) -> WireError {
    match error {
        KeyringError::Absent => WireError::new(
            ErrorCode::KeyringAbsent,
            "This system has no keyring that could keep the password.",
            Some("Let it be sealed in the vault instead: --seal at the command."),
        ),
        KeyringError::Locked | KeyringError::TimedOut | KeyringError::Failed(_) => WireError::new(
            ErrorCode::KeyringLocked,
            "The keyring is locked or does not answer.",
            Some("Unlock it, or let the password be sealed in the vault: --seal at the command."),
        ),
    }
}
