//! Where the bytes of an import come from.

use std::fs::File;
use std::io::{Cursor, Read, Seek};
use std::path::{Path, PathBuf};

use crate::wire::{ErrorCode, WireError};

/// Bytes that can be gone through more than once.
pub(super) trait Bytes: Read + Seek + Send {}

impl<T: Read + Seek + Send> Bytes for T {}

/// Where the bytes of an import come from.
#[derive(Clone, Debug)]
pub(super) enum Source {
    File(PathBuf),
    Bytes(&'static [u8]),
}

impl Source {
    /// Opens it; also tells its length.
    pub(super) fn open(&self) -> Result<(Box<dyn Bytes>, u64), WireError> {
        match self {
            Self::File(path) => {
                let (file, length) = open_file(path)?;
                Ok((Box::new(file), length))
            }
            Self::Bytes(bytes) => Ok((Box::new(Cursor::new(*bytes)), bytes.len() as u64)),
        }
    }
}

fn open_file(path: &Path) -> Result<(File, u64), WireError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return Err(WireError::new(ErrorCode::BadFile, "This is a folder, not a file.", Some("Choose one file.")));
    }
    Ok((file, about.len()))
}

/// Why a file cannot be read, in a sentence.
pub(super) fn unreadable(error: &std::io::Error) -> WireError {
    let reason = match error.kind() {
        std::io::ErrorKind::NotFound => "there is no file of that name".to_owned(),
        std::io::ErrorKind::PermissionDenied => "you may not read it".to_owned(),
        _ => error.to_string(),
    };
    WireError::new(ErrorCode::BadFile, format!("The file cannot be read: {reason}."), Some("Check the path."))
}

/// The name of a file without its folder.
pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
