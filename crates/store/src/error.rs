//! What can go wrong with the database, as far as a caller acts on it.
//!
//! No message holds a value of a record; errors of the database driver end here.

use satchel_model::{EditError, MergeError, Origin};
use serde_json::Value;

/// A path that changed since it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Conflict {
    /// What changed.
    pub path: String,
    /// What it was when it was read.
    pub base: Option<Value>,
    /// What it is now.
    pub theirs: Option<Value>,
    /// What was to be written.
    pub mine: Option<Value>,
    /// Who let the other change in.
    pub origin: Origin,
    /// When, UTC milliseconds.
    pub at: i64,
}

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// No record answers to that id.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    /// Several records answer to that text.
    #[error("{0} contacts answer to that: give a longer id")]
    Ambiguous(usize),
    /// Several companies answer to that text.
    #[error("{0} companies answer to that: give the id")]
    AmbiguousCompany(usize),
    /// There is one of that name already.
    #[error("there is another {0} of that name")]
    Taken(&'static str),
    /// The value does not fit the field.
    #[error("{0}")]
    Invalid(#[from] EditError),
    /// Somebody else changed the same paths since `base`.
    #[error("somebody changed this since it was read")]
    Conflict(Vec<Conflict>),
    /// Nobody would be left: no name, e-mail, phone or company.
    #[error("there would be nobody left: keep a name, an e-mail, a phone or a company")]
    Unidentified,
    /// These cannot be merged so.
    #[error("{0}")]
    Unmergeable(#[from] MergeError),
    /// There is something in the vault already.
    #[error("the vault is not empty")]
    NotEmpty,
    /// That batch cannot be reversed (again), and why.
    #[error("{0}")]
    NotReversible(&'static str),
    /// Another process keeps the database busy.
    #[error("the vault is busy with other work")]
    Busy,
    /// No space is left on the device.
    #[error("the disk is full; nothing was changed")]
    DiskFull,
    /// The file or its folder cannot be written.
    #[error("the vault's folder cannot be written; nothing was changed")]
    ReadOnly,
    /// The file is not a database of this key, or parts of it are damaged.
    #[error("the vault's database is damaged")]
    Damaged,
    /// The database was written by a newer Satchel.
    #[error("this vault was last used by a newer Satchel")]
    Newer,
    /// The file is not there.
    #[error("the vault's database is missing: satchel.db is not in its folder")]
    Missing,
    /// The file cannot be opened.
    #[error("the vault's database cannot be opened")]
    CannotOpen,
    /// SQLite is too old to be trusted with several processes.
    #[error("this build carries SQLite {0}, which can corrupt a database that two processes use")]
    SqliteTooOld(String),
    /// A mistake in this program.
    #[error("the database refused a statement ({0})")]
    Bug(&'static str),
}

impl From<sqlx::Error> for StoreError {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(inside) => {
                let code = inside.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or_default();
                // Extended codes carry the primary one in their low byte.
                match code & 0xff {
                    5 | 6 => Self::Busy,
                    8 => Self::ReadOnly,
                    // SQLite reports a failed write at the end of the disk as an I/O error as well, and so the file that
                    // processes share, which it needs even for reading.
                    13 => Self::DiskFull,
                    10 if matches!(code, 778 | 4618 | 4874 | 1034 | 1802) => Self::DiskFull,
                    10 | 11 | 26 => Self::Damaged,
                    14 => Self::CannotOpen,
                    _ => {
                        // The message names tables and columns, never values.
                        tracing::error!(code, message = inside.message(), "statement refused");
                        Self::Bug("sql")
                    }
                }
            }
            sqlx::Error::RowNotFound => Self::NotFound("record"),
            sqlx::Error::PoolTimedOut => Self::Busy,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Self::Damaged,
            other => {
                // Its kind only: some kinds quote what they were given.
                tracing::error!(kind = kind(other), "the database driver failed");
                Self::Bug("driver")
            }
        }
    }
}

/// The name of the variant.
fn kind(error: &sqlx::Error) -> String {
    format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect()
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind as Kind;
        match error.kind() {
            Kind::StorageFull | Kind::QuotaExceeded | Kind::WriteZero => Self::DiskFull,
            Kind::PermissionDenied | Kind::ReadOnlyFilesystem => Self::ReadOnly,
            Kind::UnexpectedEof => Self::Damaged,
            _ => Self::CannotOpen,
        }
    }
}

impl From<satchel_model::IdError> for StoreError {
    fn from(_: satchel_model::IdError) -> Self {
        Self::Damaged
    }
}
