//! Operating-system locks: who may migrate now, and which processes are alive.
//!
//! A lock is held on an open file and ends with the process however it ends; a file that is merely there means nothing.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crate::wire::{ErrorCode, WireError};

/// A held lock.
#[derive(Debug)]
pub(crate) struct Held {
    _file: File,
    /// To be removed when the lock is given back.
    remove: Option<PathBuf>,
}

impl Drop for Held {
    fn drop(&mut self) {
        if let Some(path) = &self.remove {
            // It means nothing any more; leaving it costs a few bytes.
            let _ = fs::remove_file(path);
        }
    }
}

fn open(path: &Path) -> Result<File, WireError> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|error| folder_error(&error))?;
    }
    File::options().create(true).truncate(false).write(true).open(path).map_err(|error| folder_error(&error))
}

/// Takes the vault's lock, waiting at most five seconds. Blocks.
pub(crate) fn vault_lock(dir: &Path) -> Result<Held, WireError> {
    let file = open(&dir.join("vault.lock"))?;
    let begun = Instant::now();
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Held { _file: file, remove: None }),
            Err(TryLockError::WouldBlock) if begun.elapsed() < Duration::from_secs(5) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(WireError::new(
                    ErrorCode::Busy,
                    "Another Satchel is opening this vault.",
                    Some("Wait a moment, then try again."),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(folder_error(&error)),
        }
    }
}

/// Shows that this process is alive, under `name`, until the lock is dropped.
pub(crate) fn sign_of_life(dir: &Path, name: &str) -> Result<Held, WireError> {
    let path = life_path(dir, name);
    let file = open(&path)?;
    file.lock().map_err(|error| folder_error(&error))?;
    Ok(Held { _file: file, remove: Some(path) })
}

/// Whether the process of that name has ended.
pub(crate) fn is_gone(dir: &Path, name: &str) -> bool {
    let path = life_path(dir, name);
    let Ok(file) = File::options().write(true).open(&path) else { return true };
    let gone = file.try_lock().is_ok();
    if gone {
        let _ = fs::remove_file(path);
    }
    gone
}

fn life_path(dir: &Path, name: &str) -> PathBuf {
    dir.join("locks").join(format!("{name}.lock"))
}

/// Makes the folder one that only this person can look into.
pub(crate) fn private_folder(dir: &Path) -> Result<(), WireError> {
    if dir.exists() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| folder_error(&error))
}

/// What a failure in the vault's folder means to a person.
pub(crate) fn folder_error(error: &io::Error) -> WireError {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => WireError::new(
            ErrorCode::ReadOnly,
            "The vault's folder cannot be written; nothing was changed.",
            Some("Check the permissions of the folder, or choose another one."),
        ),
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => WireError::new(
            ErrorCode::DiskFull,
            "The disk is full; nothing was changed.",
            Some("Free some space on the disk, then try again."),
        ),
        _ => WireError::new(
            ErrorCode::VaultFolder,
            format!("The vault's folder cannot be used: {error}."),
            Some("Choose another folder."),
        ),
    }
}
