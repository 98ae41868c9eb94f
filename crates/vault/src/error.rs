//! What can go wrong with keys, each with its own sentence and what to do about it.
//!
//! A variant exists because a person is told something different or a caller does something different. No message
//! holds a key, a passphrase or contact data. Deliberately absent: wire codes, which the floor above gives.

use std::io;

use crate::keyring::KeyringError;
use crate::slot::SlotKind;

/// Why a vault was not made, opened or changed; the folder is as it was before the call.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum VaultError {
    /// The folder has no `vault.json`.
    #[error("This folder is not a vault: it has no vault.json.")]
    NotAVault,
    /// The folder holds a vault, or a database that belongs to one.
    #[error("There is a vault in this folder already.")]
    AlreadyExists,
    /// A newer Satchel wrote the file.
    #[error("This vault was made by a newer version of Satchel (format {found}; this one reads up to {known}).")]
    NewerFormat {
        /// The format number in the file.
        found: u32,
        /// The highest that this build reads.
        known: u32,
    },
    /// The file cannot be read as what Satchel wrote.
    #[error("vault.json is damaged: {what}.")]
    Damaged {
        /// Which part, in words.
        what: &'static str,
    },
    /// Writing is not allowed in the folder.
    #[error("The vault folder cannot be written to.")]
    ReadOnly,
    /// No room is left.
    #[error("The disk is full.")]
    DiskFull,
    /// Any other failure of the file system.
    #[error("{doing} failed: {source}.")]
    Io {
        /// What was being done, as the start of a sentence.
        doing: &'static str,
        /// The system's reason.
        source: io::Error,
    },
    /// Neither a keyring nor a passphrase was given for a new vault.
    #[error("A vault without a keyring needs a passphrase.")]
    PassphraseNeeded,
    /// The passphrase has no characters.
    #[error("The passphrase is empty.")]
    PassphraseEmpty,
    /// The passphrase does not open its slot.
    #[error("The passphrase is wrong.")]
    WrongPassphrase,
    /// What was typed cannot be any recovery code.
    #[error("That is not a recovery code: {what}.")]
    RecoveryMistyped {
        /// What is wrong with it, in words.
        what: &'static str,
    },
    /// A well-formed code that does not open this vault.
    #[error("The recovery code is not the one of this vault.")]
    WrongRecoveryCode,
    /// The vault has no slot of that kind.
    #[error("This vault has no {0} to open it with.")]
    NoSuchSlot(SlotKind),
    /// Removing it would lock everybody out.
    #[error("The {0} is the only way into this vault and cannot be removed.")]
    LastSlot(SlotKind),
    /// The keys given belong to another vault.
    #[error("These keys belong to another vault.")]
    WrongKeys,
    /// There is no keyring on this system.
    #[error("This system has no keyring.")]
    KeyringAbsent,
    /// The keyring is locked, or the person declined.
    #[error("The system's keyring is locked.")]
    KeyringLocked,
    /// The keyring did not answer within the limit.
    #[error("The system's keyring does not answer.")]
    KeyringTimedOut,
    /// The keyring works, and no longer has this vault's key.
    #[error("The system's keyring has no key for this vault any more.")]
    KeyringForgot,
    /// The keyring has an entry for this vault that does not open it.
    #[error("The key in the system's keyring does not fit this vault.")]
    KeyringMismatch,
    /// The keyring failed otherwise.
    #[error("The system's keyring failed: {0}.")]
    KeyringFailed(String),
}

impl VaultError {
    /// What the person can do, as one or two sentences; `None` where the message says it all.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        Some(match self {
            Self::NotAVault => "Choose the folder that holds vault.json, restore a backup, or make a new vault.",
            Self::AlreadyExists => "Open it, or choose an empty folder for the new one.",
            Self::NewerFormat { .. } => "Update Satchel on this computer, then open the vault again.",
            Self::Damaged { .. } => {
                "Restore the newest backup: it holds a good copy of vault.json. The database was not touched."
            }
            Self::ReadOnly => "Give yourself permission to write there, or move the vault to a folder of your own.",
            Self::DiskFull => "Free some space and try again; nothing was changed.",
            Self::Io { .. } => "Check that the disk is connected, and try again.",
            Self::PassphraseNeeded => "Choose a passphrase, or set SATCHEL_PASSPHRASE for the command.",
            Self::PassphraseEmpty => "Type at least one character; several words are better.",
            Self::WrongPassphrase => "Check Caps Lock and the keyboard layout, or use the recovery code.",
            Self::RecoveryMistyped { .. } => "Compare it with the printed code and type it again.",
            Self::WrongRecoveryCode => {
                "Codes are replaced when a new one is printed: look for the newest one of this vault."
            }
            Self::NoSuchSlot(_) => "Open the vault in another way, then add this one in the settings.",
            Self::LastSlot(_) => "Add a passphrase or print a recovery code first.",
            Self::WrongKeys => "Close the vault and open it again.",
            Self::KeyringAbsent => {
                "Open the vault with its passphrase or recovery code. On Linux, gnome-keyring or KWallet provides a keyring."
            }
            Self::KeyringLocked => "Unlock the keyring and try again, or use the passphrase or recovery code.",
            Self::KeyringTimedOut => {
                "Answer the keyring's question if one is open and try again, or use the passphrase or recovery code."
            }
            Self::KeyringForgot => {
                "Open the vault with its passphrase or recovery code, then switch the keyring on again in the settings."
            }
            Self::KeyringMismatch => {
                "Open the vault with its passphrase or recovery code, then switch the keyring off and on again in the settings."
            }
            Self::KeyringFailed(_) => "Try again, or use the passphrase or recovery code.",
        })
    }

    /// Sorts a failure of the file system into the kinds that people are told apart.
    pub(crate) fn from_io(doing: &'static str, source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::DiskFull,
            io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => Self::ReadOnly,
            _ => Self::Io { doing, source },
        }
    }
}

impl From<KeyringError> for VaultError {
    fn from(error: KeyringError) -> Self {
        match error {
            KeyringError::Absent => Self::KeyringAbsent,
            KeyringError::Locked => Self::KeyringLocked,
            KeyringError::TimedOut => Self::KeyringTimedOut,
            KeyringError::Failed(why) => Self::KeyringFailed(why),
        }
    }
}
