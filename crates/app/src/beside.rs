//! Files that appear under their name only once they are whole.
//!
//! What is written lies beside its place; a disk that is full, or a stick that is pulled out, leaves nothing under the
//! name, and what was there before stays there.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};

use satchel_sealed::sync_folder;

use crate::wire::{ErrorCode, WireError};

/// A file beside its place; it goes when it is dropped before it was put there.
pub(crate) struct Beside {
    target: PathBuf,
    partial: PathBuf,
    placed: bool,
}

impl Beside {
    /// Begins a file that is to be at `target`.
    pub(crate) fn create(target: &Path) -> io::Result<(Self, File)> {
        let partial = target.with_file_name(format!(".{}.partial", satchel_store::mint(0).tail()));
        let beside = Self { target: target.to_owned(), partial, placed: false };
        let file = File::options().read(true).write(true).create_new(true).open(&beside.partial)?;
        Ok((beside, file))
    }

    /// Puts the whole file in its place and tells its size in bytes.
    pub(crate) fn place(mut self, file: File) -> io::Result<u64> {
        file.sync_all()?;
        let bytes = file.metadata()?.len();
        drop(file);
        fs::rename(&self.partial, &self.target)?;
        self.placed = true;
        self.target.parent().map_or(Ok(()), sync_folder)?;
        Ok(bytes)
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        if !self.placed {
            let _ = fs::remove_file(&self.partial);
        }
    }
}

/// Why a file cannot be written, in a sentence.
pub(crate) fn unwritable(error: &io::Error) -> WireError {
    use io::ErrorKind as Kind;
    let (code, reason) = match error.kind() {
        Kind::NotFound => (ErrorCode::BadFile, "there is no such folder"),
        Kind::IsADirectory => (ErrorCode::BadFile, "there is a folder of this name"),
        Kind::PermissionDenied | Kind::ReadOnlyFilesystem => (ErrorCode::ReadOnly, "you may not write there"),
        Kind::StorageFull | Kind::QuotaExceeded => (ErrorCode::DiskFull, "the disk is full"),
        _ => (ErrorCode::BadFile, "it cannot be written to its end"),
    };
    WireError::new(code, format!("The file cannot be saved: {reason}."), Some("Save it somewhere else."))
}
