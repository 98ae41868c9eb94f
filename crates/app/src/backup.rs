//! A backup in one file: `vault.json`, a copy of the database, and `files/`, in a tar archive. All of it but
//! `vault.json` is encrypted as it is in the vault, so any of the vault's portable keys opens the copy.

use std::ffi::OsString;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use satchel_sealed::sync_folder;
use satchel_vault::{SlotKind, VaultFile};

use crate::locks::{folder_error, private_folder};
use crate::open::OpenVault;
use crate::wire::{BackupMade, ErrorCode, WireError};
use crate::{blocking, leftovers};

/// Far above any real `vault.json`.
const LONGEST_JSON: u64 = 64 * 1024;

/// Writes a backup to `target`; nothing is there until it is whole.
pub(crate) async fn make(vault: &Arc<OpenVault>, target: &Path) -> Result<BackupMade, WireError> {
    let partial = beside(target);
    let copy = leftovers::copy_path(&vault.dir, &vault.owner);
    let abandoned = target.to_owned();
    blocking(move || {
        remove_abandoned(&abandoned);
        Ok(())
    })
    .await?;
    let made = make_at(vault, target, &partial, &copy).await;
    // Neither is of use to anybody when this failed; when it did not, they are not there.
    let _ = fs::remove_file(&copy);
    let _ = fs::remove_file(&partial);
    made
}

async fn make_at(vault: &Arc<OpenVault>, target: &Path, partial: &Path, copy: &Path) -> Result<BackupMade, WireError> {
    let key = vault.keys.database();
    vault.store.copy_to(copy, &key).await?;
    let (dir, copied, packed) = (vault.dir.clone(), copy.to_owned(), partial.to_owned());
    let packing = blocking(move || pack(&dir, &copied, &packed).map_err(|error| folder_error(&error)));
    // Each only reads the copy, and nothing has its name before both are done.
    let (verified, bytes) = tokio::join!(vault.store.verify_copy(copy, &key), packing);
    verified?;
    let bytes = bytes?;
    let (target, partial) = (target.to_owned(), partial.to_owned());
    let slots = match vault.file.lock() {
        Ok(file) => file.slots(),
        Err(poisoned) => poisoned.into_inner().slots(),
    };
    blocking(move || {
        fs::rename(&partial, &target).map_err(|error| folder_error(&error))?;
        target.parent().map_or(Ok(()), sync_folder).map_err(|error| folder_error(&error))?;
        let portable = slots.iter().any(|slot| *slot != SlotKind::Keyring);
        Ok(BackupMade { path: target.to_string_lossy().into_owned(), bytes, portable })
    })
    .await
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_os_string();
    name.push(format!(".{}.partial", satchel_store::mint(0).tail()));
    path.with_file_name(name)
}

/// Removes what killed backups to the same target left beside it.
fn remove_abandoned(target: &Path) {
    let (Some(folder), Some(name)) = (target.parent(), target.file_name().and_then(|name| name.to_str())) else {
        return;
    };
    let start = format!("{name}.");
    for path in fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
        let beside = path.file_name().and_then(|name| name.to_str()).is_some_and(|name| {
            name.strip_prefix(&start)
                .and_then(|rest| rest.strip_suffix(".partial"))
                .is_some_and(|nth| !nth.contains('.'))
        });
        // Whoever is at one holds its lock.
        if beside && File::options().write(true).open(&path).is_ok_and(|file| file.try_lock().is_ok()) {
            let _ = fs::remove_file(path);
        }
    }
}

fn pack(dir: &Path, copy: &Path, partial: &Path) -> io::Result<i64> {
    let file = File::options().write(true).create_new(true).open(partial)?;
    // Where there are no locks, another backup to this target at the same time would take it for abandoned.
    let _ = file.try_lock();
    let mut archive = tar::Builder::new(file);
    archive.append_path_with_name(dir.join("vault.json"), "vault.json")?;
    archive.append_path_with_name(copy, "satchel.db")?;
    let files = dir.join("files");
    if files.is_dir() {
        archive.append_dir_all("files", files)?;
    }
    let file = archive.into_inner()?;
    file.sync_all()?;
    Ok(i64::try_from(file.metadata()?.len()).unwrap_or(i64::MAX))
}

/// Whether the file is there and a whole backup as far as its headers tell: of this vault, or of any where it is not
/// known which. Blocks.
pub(crate) fn is_of(file: &Path, vault: Option<&VaultFile>) -> bool {
    look_into(file, vault).unwrap_or(false)
}

fn look_into(file: &Path, vault: Option<&VaultFile>) -> io::Result<bool> {
    let mut archive = tar::Archive::new(File::open(file)?);
    let (mut of_vault, mut database) = (false, false);
    for entry in archive.entries_with_seek()? {
        let mut entry = entry?;
        let path = entry.path()?.into_owned();
        if path == Path::new("vault.json") {
            let mut bytes = Vec::new();
            entry.by_ref().take(LONGEST_JSON).read_to_end(&mut bytes)?;
            let id = VaultFile::id_in(&bytes);
            of_vault = id.is_ok_and(|id| vault.is_none_or(|vault| vault.vault_id() == id));
        }
        // Its last byte is asked for: a header says nothing about the end of the file.
        if path == Path::new("satchel.db") && entry.size() > 0 {
            let end = entry.raw_file_position() + entry.size();
            database = end <= fs::metadata(file)?.len();
        }
    }
    Ok(of_vault && database)
}

/// Unpacks a backup into `dir`, which must be empty or not there, as a vault with a replica id of its own. Blocks.
pub(crate) fn unpack(file: &Path, dir: &Path) -> Result<VaultFile, WireError> {
    let occupied = fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some());
    if occupied {
        let hint = Some("Choose an empty folder, or one that is not there yet.");
        return Err(WireError::new(ErrorCode::VaultExists, "There is something in this folder already.", hint));
    }
    // Beside its place until it is whole: whoever is stopped before has no half vault there.
    let beside = unfinished(dir);
    let gone = match fs::remove_dir_all(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(folder_error(&error)),
        _ => Ok(()),
    };
    let unpacked = gone.and_then(|()| unpack_into(file, &beside)).and_then(|()| put_in_place(&beside, dir));
    if unpacked.is_err() {
        let _ = fs::remove_dir_all(&beside);
    }
    unpacked
}

/// Where a backup is unpacked that will be at `dir`.
fn unfinished(dir: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(dir.file_name().unwrap_or_default());
    name.push(".restoring");
    dir.with_file_name(name)
}

fn put_in_place(beside: &Path, dir: &Path) -> Result<VaultFile, WireError> {
    let failed = |error: io::Error| folder_error(&error);
    if dir.exists() {
        fs::remove_dir(dir).map_err(failed)?;
    }
    fs::rename(beside, dir).map_err(failed)?;
    if let Some(parent) = dir.parent() {
        sync_folder(parent).map_err(failed)?;
    }
    Ok(VaultFile::read(dir)?)
}

fn unpack_into(file: &Path, dir: &Path) -> Result<(), WireError> {
    let source = File::open(file).map_err(|error| {
        WireError::new(ErrorCode::BadFile, format!("The backup cannot be read: {error}."), Some("Check the path."))
    })?;
    private_folder(dir)?;
    let mut archive = tar::Archive::new(source);
    let mut database = false;
    for entry in archive.entries().map_err(|_| no_backup())? {
        let mut entry = entry.map_err(|_| no_backup())?;
        let path = entry.path().map_err(|_| no_backup())?.into_owned();
        let kind = entry.header().entry_type();
        if kind.is_dir() && expected(&path) {
            continue;
        }
        // An archive that names anything else was not made by Satchel.
        if !kind.is_file() || !expected(&path) {
            return Err(no_backup());
        }
        let place = dir.join(&path);
        if let Some(parent) = place.parent() {
            fs::create_dir_all(parent).map_err(|error| folder_error(&error))?;
        }
        write_out(&mut entry, &place)?;
        database |= path == Path::new("satchel.db");
    }
    if !database {
        return Err(no_backup());
    }
    let mut file = VaultFile::read(dir).map_err(|error| match error {
        satchel_vault::VaultError::NotAVault => no_backup(),
        other => other.into(),
    })?;
    file.mint_replica()?;
    Ok(())
}

fn write_out(entry: &mut impl Read, place: &Path) -> Result<(), WireError> {
    let mut file = File::options().write(true).create_new(true).open(place).map_err(|error| folder_error(&error))?;
    io::copy(entry, &mut file).map_err(|error| match error.kind() {
        io::ErrorKind::UnexpectedEof => no_backup(),
        _ => folder_error(&error),
    })?;
    file.sync_all().map_err(|error| folder_error(&error))
}

/// `vault.json`, `satchel.db`, `files` and one level below it.
fn expected(path: &Path) -> bool {
    let names: Option<Vec<&str>> = path
        .components()
        .map(|part| match part {
            Component::Normal(name) => name.to_str(),
            _ => None,
        })
        .collect();
    matches!(names.as_deref(), Some(["vault.json" | "satchel.db"] | ["files"] | ["files", _]))
}

fn no_backup() -> WireError {
    let hint = Some("Choose a file that Satchel's backup wrote. Nothing was changed.");
    WireError::new(ErrorCode::BadFile, "This is not a whole Satchel backup.", hint)
}
