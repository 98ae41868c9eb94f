//! The wire error: a code to branch on, a sentence to read, and what to do.

use satchel_exchange::{ENCODINGS, FileError};
use satchel_model::{Origin, PatchSyntaxError};
use satchel_sealed::SealedError;
use satchel_search::SearchError;
use satchel_store::StoreError;
use satchel_vault::VaultError;
use serde_json::Value;

use super::wire;

wire! {
    /// What a host branches on. A code exists because the window or the command does something different.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum ErrorCode {
        /// The same paths were changed since they were read; see `conflicts`.
        Conflict,
        /// A value does not fit; `field` says which.
        Invalid,
        /// No such record.
        NotFound,
        /// Several records answer to that.
        Ambiguous,
        /// The vault is locked.
        Locked,
        /// There is no vault in the folder.
        NoVault,
        /// There is one already.
        VaultExists,
        /// It does not open with this passphrase.
        WrongPassphrase,
        /// It does not open with this recovery code.
        WrongRecoveryCode,
        /// That is no recovery code; look for a slip.
        RecoveryCodeTypo,
        /// Without a keyring a passphrase is needed.
        PassphraseRequired,
        /// The keyring must be unlocked first.
        KeyringLocked,
        /// The system has no keyring.
        KeyringAbsent,
        /// The keyring has lost the vault's entry.
        KeyringForgot,
        /// A newer Satchel wrote the vault.
        VaultNewer,
        /// `vault.json` cannot be read.
        VaultDamaged,
        /// The folder cannot hold a vault.
        VaultFolder,
        /// The database is damaged.
        DatabaseDamaged,
        /// Nothing can be written there.
        ReadOnly,
        /// No space left.
        DiskFull,
        /// Somebody else is at it; try again.
        Busy,
        /// The file is not what it should be.
        BadFile,
        /// An account's remote cannot be worked with.
        Remote,
        /// Something was not sent yet.
        Unsent,
        /// The address leads to another book than the one that contacts are linked to; `book` says which it is.
        OtherBook,
        /// A mistake in Satchel; `incident` names the line in the log.
        Bug,
    }

    /// A path that changed since it was read.
    pub struct Conflict {
        /// The path; `company`, `title` and `department` for parts of the affiliation.
        pub path: String,
        /// What it was when it was read.
        #[ts(type = "unknown")]
        pub base: Value,
        /// What it is now.
        #[ts(type = "unknown")]
        pub theirs: Value,
        /// What was to be written.
        #[ts(type = "unknown")]
        pub mine: Value,
        /// Who let the other change in.
        pub origin: Origin,
        /// When, UTC milliseconds.
        pub at: i64,
    }

    /// Every error that crosses the door.
    pub struct WireError {
        /// What to branch on.
        pub code: ErrorCode,
        /// One sentence for a person, without contact data.
        pub message: String,
        /// What to do about it.
        pub hint: Option<String>,
        /// The path of the patch that does not fit.
        pub field: Option<String>,
        /// Names the log line of a `bug`.
        pub incident: Option<String>,
        /// The paths of a `conflict`.
        pub conflicts: Vec<Conflict>,
    }
}

impl WireError {
    /// An error with a sentence and what to do.
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>, hint: Option<&str>) -> Self {
        Self {
            code,
            message: message.into(),
            hint: hint.map(str::to_owned),
            field: None,
            incident: None,
            conflicts: Vec::new(),
        }
    }

    /// The answer to everything while the vault is locked.
    pub(crate) fn locked() -> Self {
        Self::new(ErrorCode::Locked, "The vault is locked.", Some("Unlock it first."))
    }

    /// A mistake in Satchel. The incident is a short name under which the log has the details.
    pub(crate) fn bug(what: &str) -> Self {
        let incident = satchel_store::mint(0).tail();
        tracing::error!(incident, what, "bug");
        Self {
            incident: Some(incident),
            ..Self::new(
                ErrorCode::Bug,
                "Something went wrong inside Satchel; nothing was changed.",
                Some("Try again. If it happens again, report it with the incident number."),
            )
        }
    }
}

impl std::fmt::Display for WireError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for WireError {}

/// A sentence: capital at the beginning, full stop at the end.
pub(crate) fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let head: String = letters.next().map(|first| first.to_uppercase().collect()).unwrap_or_default();
    let tail = letters.as_str();
    let stop = if text.ends_with(['.', '!', '?']) { "" } else { "." };
    format!("{head}{tail}{stop}")
}

const WHO: &str = "Give its id, the id's last 8 characters, or an e-mail address that only it has.";
const FULL: &str = "Free some space on the disk, then try again.";
const READ_ONLY: &str = "Check the permissions of the folder, or choose another one with --vault or in the settings.";
const RESTORE: &str = "Run the doctor, then restore the newest backup into a new folder.";
const MAPPING: &str = "Take the columns from `satchel call imports_preview` and change their targets only.";
const NEWER: &str = "Install the newest Satchel, then open the vault again.";

impl From<StoreError> for WireError {
    fn from(error: StoreError) -> Self {
        let message = sentence(&error);
        let (code, hint) = match error {
            StoreError::NotFound("contact") => (ErrorCode::NotFound, Some(WHO)),
            StoreError::NotFound(_) => (ErrorCode::NotFound, None),
            StoreError::Ambiguous(_) => (ErrorCode::Ambiguous, Some("Give the whole id, or its last 8 characters.")),
            StoreError::AmbiguousCompany(_) => {
                (ErrorCode::Ambiguous, Some("Give the whole id, or its last 8 characters."))
            }
            StoreError::Invalid(edit) => {
                return Self { field: Some(edit.path), ..Self::new(ErrorCode::Invalid, message, None) };
            }
            StoreError::Conflict(conflicts) => {
                let hint = "Read it again, then choose which value to keep.";
                let conflicts = conflicts
                    .into_iter()
                    .map(|satchel_store::Conflict { path, base, theirs, mine, origin, at }| Conflict {
                        path,
                        base: base.unwrap_or_default(),
                        theirs: theirs.unwrap_or_default(),
                        mine: mine.unwrap_or_default(),
                        origin,
                        at,
                    })
                    .collect();
                return Self { conflicts, ..Self::new(ErrorCode::Conflict, message, Some(hint)) };
            }
            StoreError::Unidentified
            | StoreError::NotReversible(_)
            | StoreError::Taken(_)
            | StoreError::Unmergeable(_) => (ErrorCode::Invalid, None),
            StoreError::NotEmpty => (
                ErrorCode::VaultExists,
                Some("Make a new vault in another folder, and restore into that: satchel --vault DIR init."),
            ),
            StoreError::Busy => (ErrorCode::Busy, Some("Wait a moment, then try again.")),
            StoreError::DiskFull => (ErrorCode::DiskFull, Some(FULL)),
            StoreError::ReadOnly => (ErrorCode::ReadOnly, Some(READ_ONLY)),
            StoreError::Missing | StoreError::Damaged | StoreError::CannotOpen => {
                (ErrorCode::DatabaseDamaged, Some(RESTORE))
            }
            StoreError::Newer => (ErrorCode::VaultNewer, Some(NEWER)),
            StoreError::SqliteTooOld(_) => (ErrorCode::Bug, Some("Install another build of Satchel.")),
            StoreError::Bug(what) => return Self::bug(what),
        };
        Self::new(code, message, hint)
    }
}

impl From<VaultError> for WireError {
    fn from(error: VaultError) -> Self {
        let code = match &error {
            VaultError::NotAVault => ErrorCode::NoVault,
            VaultError::AlreadyExists => ErrorCode::VaultExists,
            VaultError::NewerFormat { .. } => ErrorCode::VaultNewer,
            VaultError::Damaged { .. } | VaultError::WrongKeys => ErrorCode::VaultDamaged,
            VaultError::ReadOnly => ErrorCode::ReadOnly,
            VaultError::DiskFull => ErrorCode::DiskFull,
            VaultError::PassphraseNeeded | VaultError::NoSuchSlot(_) => ErrorCode::PassphraseRequired,
            VaultError::WrongPassphrase => ErrorCode::WrongPassphrase,
            VaultError::RecoveryMistyped { .. } => ErrorCode::RecoveryCodeTypo,
            VaultError::WrongRecoveryCode => ErrorCode::WrongRecoveryCode,
            VaultError::KeyringAbsent => ErrorCode::KeyringAbsent,
            VaultError::KeyringLocked => ErrorCode::KeyringLocked,
            VaultError::KeyringForgot => ErrorCode::KeyringForgot,
            VaultError::Io { .. } => ErrorCode::VaultFolder,
            _ => ErrorCode::Invalid,
        };
        Self::new(code, sentence(&error), error.hint())
    }
}

impl From<SearchError> for WireError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::DiskFull => Self::new(ErrorCode::DiskFull, sentence(&error), Some(FULL)),
            SearchError::Busy => Self::new(ErrorCode::Busy, sentence(&error), Some("Wait a moment, then try again.")),
            other => Self::bug(&other.to_string()),
        }
    }
}

impl From<SealedError> for WireError {
    fn from(error: SealedError) -> Self {
        match error {
            SealedError::DiskFull => Self::new(ErrorCode::DiskFull, sentence(&error), Some(FULL)),
            other => Self::bug(&other.to_string()),
        }
    }
}

impl From<FileError> for WireError {
    fn from(error: FileError) -> Self {
        let message = sentence(&error);
        match error {
            FileError::Encoding(_) => {
                let known: Vec<&str> = ENCODINGS.iter().map(|(name, _)| *name).collect();
                Self::new(ErrorCode::Invalid, message, Some(&format!("Choose one of {}.", known.join(", "))))
            }
            FileError::Separator(_) => Self::new(
                ErrorCode::Invalid,
                message,
                Some("Give one ASCII character, such as ; or |, or the word tab."),
            ),
            FileError::NoColumn(_) | FileError::Target { .. } => Self::new(ErrorCode::Invalid, message, Some(MAPPING)),
            FileError::NotText { remedy, .. }
            | FileError::NotContacts { remedy, .. }
            | FileError::Refused { remedy, .. } => Self::new(ErrorCode::BadFile, message, Some(remedy)),
            FileError::Empty | FileError::Read(_) => {
                Self::new(ErrorCode::BadFile, message, Some("Choose another file, or export it again as CSV."))
            }
        }
    }
}

impl From<PatchSyntaxError> for WireError {
    fn from(error: PatchSyntaxError) -> Self {
        Self::new(ErrorCode::Invalid, sentence(&error), None)
    }
}
