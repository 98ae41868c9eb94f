//! What can go wrong with a sealed file, told apart by what the caller does about it.
//!
//! No variant carries a path or any content: the caller knows which file it asked for.

use std::io;

use thiserror::Error;

/// Why a sealed file could not be read or written.
#[derive(Debug, Error)]
pub enum SealedError {
    /// There is no such file. Act: treat it as empty, or make it.
    #[error("the file is not there")]
    NotFound,
    /// The bytes do not fit the key: altered, cut short, or sealed with another key. Act: rebuild or restore.
    #[error("the file is damaged, or was sealed with another key")]
    Damaged,
    /// The disk or the quota is full. Act: free space and repeat; nothing that was there before is lost.
    #[error("the disk is full")]
    DiskFull,
    /// Anything else that the operating system reports (permissions, hardware, a name that exists already).
    #[error("the file could not be used: {0}")]
    Io(#[source] io::Error),
}

impl From<io::Error> for SealedError {
    fn from(error: io::Error) -> Self {
        // What was wrapped for `std::io::Read` or `Write` on its way comes out as it went in.
        let error = match error.downcast::<Self>() {
            Ok(sealed) => return sealed,
            Err(error) => error,
        };
        match error.kind() {
            io::ErrorKind::NotFound => Self::NotFound,
            io::ErrorKind::UnexpectedEof => Self::Damaged,
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

impl From<SealedError> for io::Error {
    fn from(error: SealedError) -> Self {
        let kind = match &error {
            SealedError::NotFound => io::ErrorKind::NotFound,
            SealedError::Damaged => io::ErrorKind::InvalidData,
            SealedError::DiskFull => io::ErrorKind::StorageFull,
            SealedError::Io(inner) => inner.kind(),
        };
        Self::new(kind, error)
    }
}

#[cfg(test)]
mod tests {
    use std::io;

    use super::SealedError;

    #[test]
    fn a_full_disk_is_told_apart() {
        let error = SealedError::from(io::Error::from(io::ErrorKind::StorageFull));
        assert!(matches!(error, SealedError::DiskFull));
    }

    #[test]
    fn survives_the_way_through_io() {
        let there = io::Error::from(SealedError::Damaged);
        assert_eq!(there.kind(), io::ErrorKind::InvalidData);
        assert!(matches!(SealedError::from(there), SealedError::Damaged));
    }
}
