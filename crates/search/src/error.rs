//! What can go wrong with the index, told apart by what the caller does about it.
//!
//! No variant carries a document's text, a query or a path.

use std::io;

use satchel_sealed::SealedError;
use tantivy::TantivyError;
use tantivy::directory::error::{OpenReadError, OpenWriteError};
use thiserror::Error;

/// Why the index could not be opened, read or written.
#[derive(Debug, Error)]
pub enum SearchError {
    /// The folder was sealed with another key; nothing in it was touched. Act: use the right key.
    #[error("the search index belongs to another key")]
    WrongKey,
    /// Some of the index does not authenticate. Act: [`crate::SearchIndex::try_anew`] and feed it again.
    #[error("the search index is damaged and must be rebuilt")]
    Damaged,
    /// Another process is indexing just now. Act: wait and repeat.
    #[error("the search index is in use by another process")]
    Busy,
    /// The disk is full; the last commit is intact. Act: free space and repeat.
    #[error("the disk is full, the search index could not be written")]
    DiskFull,
    /// Anything else that the operating system reports.
    #[error("the search index could not be used: {0}")]
    Io(#[source] io::Error),
    /// The search library failed in a way that nothing can be done about but report.
    #[error("the search index failed: {0}")]
    Engine(String),
}

impl From<SealedError> for SearchError {
    fn from(error: SealedError) -> Self {
        match error {
            SealedError::NotFound | SealedError::Damaged => Self::Damaged,
            SealedError::DiskFull => Self::DiskFull,
            SealedError::Io(error) => Self::Io(error),
        }
    }
}

impl From<io::Error> for SearchError {
    fn from(error: io::Error) -> Self {
        from_io(&error)
    }
}

impl From<TantivyError> for SearchError {
    fn from(error: TantivyError) -> Self {
        match &error {
            TantivyError::OpenReadError(OpenReadError::IoError { io_error, .. })
            | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error, .. })
            | TantivyError::IoError(io_error) => from_io(io_error),
            TantivyError::OpenReadError(_)
            | TantivyError::DataCorruption(_)
            | TantivyError::IncompatibleIndex(_)
            | TantivyError::SchemaError(_) => Self::Damaged,
            TantivyError::LockFailure(..) => Self::Busy,
            _ => Self::Engine(error.to_string()),
        }
    }
}

/// Looks through an error that may be shared, and so cannot be taken apart.
fn from_io(error: &io::Error) -> SearchError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof | io::ErrorKind::NotFound => SearchError::Damaged,
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
            SearchError::DiskFull
        }
        kind => SearchError::Io(io::Error::new(kind, error.to_string())),
    }
}
