//! Bytes from and to the vault folder: reading `vault.json`, replacing it whole, one writer at a time.
//!
//! A replacement is written beside, synced, renamed over and the folder synced: a kill at any instant leaves the old
//! file or the new one. Deliberately absent: what the bytes mean.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

use crate::FILE_NAME;
use crate::error::VaultError;

/// Far above any real file; what is longer is not one.
const LONGEST: u64 = 64 * 1024;
const LOCK_NAME: &str = "vault.json.lock";
const NEW_NAME: &str = "vault.json.new";
/// A `vault.json` whose database may not be there yet.
pub(crate) const MAKING_NAME: &str = "vault.json.making";

/// Random bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], VaultError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| VaultError::Io {
        doing: "Asking the system for random numbers",
        source: io::Error::other(error.to_string()),
    })?;
    Ok(bytes)
}

/// The bytes of `vault.json`.
pub(crate) fn read(dir: &Path) -> Result<Vec<u8>, VaultError> {
    read_named(dir, FILE_NAME)?.ok_or(VaultError::NotAVault)
}

/// The bytes of one in the making, if there is one.
pub(crate) fn unfinished(dir: &Path) -> Result<Option<Vec<u8>>, VaultError> {
    read_named(dir, MAKING_NAME)
}

fn read_named(dir: &Path, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
    let file = match File::open(dir.join(name)) {
        Ok(file) => file,
        Err(error) if missing(&error) => return Ok(None),
        Err(source) => return Err(VaultError::Io { doing: "Reading vault.json", source }),
    };
    let mut bytes = Vec::new();
    file.take(LONGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|source| VaultError::Io { doing: "Reading vault.json", source })?;
    if bytes.len() as u64 > LONGEST {
        return Err(VaultError::Damaged { what: "it is far too long" });
    }
    Ok(Some(bytes))
}

/// No such file, no such folder, or a file where the folder should be.
fn missing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// Makes the folder for one person's eyes; `true` when it was not there before.
pub(crate) fn make_folder(dir: &Path) -> Result<bool, VaultError> {
    if dir.is_dir() {
        return Ok(false);
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).map_err(|error| VaultError::from_io("Making the vault folder", error))?;
    Ok(true)
}

/// Holds out other writers of this folder, in this process and others, until it is dropped.
///
/// The lock is the operating system's, not the file: a crash releases it.
pub(crate) fn lock(dir: &Path) -> Result<File, VaultError> {
    let doing = "Locking vault.json";
    let file =
        private().truncate(false).open(dir.join(LOCK_NAME)).map_err(|error| VaultError::from_io(doing, error))?;
    file.lock().map_err(|error| VaultError::from_io(doing, error))?;
    Ok(file)
}

/// Puts new bytes in the place of `vault.json`.
pub(crate) fn replace(dir: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    replace_by(dir, FILE_NAME, |file| file.write_all(bytes))
}

/// Writes the `vault.json` of a vault in the making, under that name.
pub(crate) fn begin(dir: &Path, bytes: &[u8]) -> Result<(), VaultError> {
    replace_by(dir, MAKING_NAME, |file| file.write_all(bytes))?;
    // The folder is new as well; its own name must last as long as what is in it.
    match dir.parent() {
        Some(parent) => sync_folder(parent).map_err(|error| VaultError::from_io("Making the vault folder", error)),
        None => Ok(()),
    }
}

/// Makes a vault of one in the making.
pub(crate) fn put_in_place(dir: &Path) -> Result<(), VaultError> {
    fs::rename(dir.join(MAKING_NAME), dir.join(FILE_NAME))
        .and_then(|()| sync_folder(dir))
        .map_err(|error| VaultError::from_io("Writing vault.json", error))
}

/// Removes a file; one that is not there is none less.
pub(crate) fn remove(path: &Path) -> Result<(), VaultError> {
    match fs::remove_file(path) {
        Err(error) if !missing(&error) => Err(VaultError::from_io("Making the vault folder", error)),
        _ => Ok(()),
    }
}

fn replace_by(dir: &Path, name: &str, fill: impl FnOnce(&mut File) -> io::Result<()>) -> Result<(), VaultError> {
    let beside = dir.join(NEW_NAME);
    let written = private().truncate(true).open(&beside).and_then(|mut file| {
        fill(&mut file)?;
        file.sync_all()
    });
    written.and_then(|()| fs::rename(&beside, dir.join(name))).and_then(|()| sync_folder(dir)).map_err(|error| {
        // Best effort: a leftover is overwritten by the next replacement.
        let _ = fs::remove_file(&beside);
        VaultError::from_io("Writing vault.json", error)
    })
}

/// Takes away what a failed creation left; the folder itself only when it is empty and was made by the caller.
pub(crate) fn unmake(dir: &Path, made_folder: bool) {
    let _ = fs::remove_file(dir.join(LOCK_NAME));
    if made_folder {
        let _ = fs::remove_dir(dir);
    }
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn sync_folder(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

/// Windows has no handle to a folder that can be flushed; renames are journaled there.
#[cfg(not(unix))]
fn sync_folder(_dir: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named_and_leaves_the_old_file_alone() {
        let dir = tempfile::tempdir().unwrap();
        replace(dir.path(), b"old").unwrap();
        let error =
            replace_by(dir.path(), FILE_NAME, |_| OpenOptions::new().write(true).open("/dev/full")?.write_all(b"new"))
                .unwrap_err();
        assert!(matches!(error, VaultError::DiskFull), "{error}");
        assert_eq!(read(dir.path()).unwrap(), b"old");
        assert_eq!(fs::read_dir(dir.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_leftover_of_a_killed_replacement_does_not_matter() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(NEW_NAME), b"half a file, longer than the next one").unwrap();
        replace(dir.path(), b"whole").unwrap();
        assert_eq!(read(dir.path()).unwrap(), b"whole");
    }

    #[test]
    fn a_file_of_any_length_is_not_read_into_memory() {
        let dir = tempfile::tempdir().unwrap();
        fs::write(dir.path().join(FILE_NAME), vec![b' '; 65 * 1024]).unwrap();
        assert!(matches!(read(dir.path()), Err(VaultError::Damaged { .. })));
    }
}
