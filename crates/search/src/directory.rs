//! The folder of the index as the search library sees it: every file sealed.
//!
//! Nothing is written in clear, `meta.json` included. A file that is open stays readable after its name is gone.
//! The list of files that the library may clean up is read from the folder instead of being kept in a file, so what
//! a killed process left behind is collected too. The library lets merges run on after whoever indexed has gone; a
//! [`Tenure`] that is over keeps them from the folder, which somebody else may be writing by then. Deliberately absent:
//! watching the folder for changes; the caller reloads.

use std::collections::HashMap;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};

use satchel_sealed::{BLOCK_LEN, SealedError, SealedFile, SealedWriter, Sealer, sync_folder};
use tantivy::HasLen;
use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, Lock, OwnedBytes, TerminatingWrite, WatchCallback,
    WatchHandle, WritePtr,
};

use crate::cache::Cache;
use crate::lock::FileLock;

/// Where the library keeps the list of its files.
const MANAGED: &str = ".managed.json";

/// Ids of open files, never reused within a process: a cached part cannot be taken for one of another file.
static NEXT_FILE: AtomicU64 = AtomicU64::new(0);

/// The sealed folder; clones share everything.
#[derive(Clone)]
pub(crate) struct SealedDirectory {
    shared: Arc<Shared>,
    writing: Writing,
}

/// Whether this side of the folder may still change it. Held while it does.
#[derive(Clone)]
struct Writing(Arc<Mutex<bool>>);

impl Writing {
    fn allowed() -> Self {
        Self(Arc::new(Mutex::new(true)))
    }

    fn check(&self) -> io::Result<MutexGuard<'_, bool>> {
        let allowed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if *allowed { Ok(allowed) } else { Err(io::Error::other("whoever indexed has gone")) }
    }
}

/// The time in which one holder of the lock may change the folder. When it is dropped, a change under way has been
/// made as a whole, and none follows.
pub(crate) struct Tenure(Writing);

impl Drop for Tenure {
    fn drop(&mut self) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = false;
    }
}

struct Shared {
    folder: PathBuf,
    sealer: Sealer,
    cache: Cache,
    open: Mutex<HashMap<PathBuf, Weak<OpenFile>>>,
    /// Finished, but perhaps not on the disk yet.
    undurable: Arc<Mutex<Vec<fs::File>>>,
}

impl SealedDirectory {
    pub(crate) fn new(folder: &Path, sealer: Sealer, cache: Cache) -> Self {
        let shared =
            Shared { folder: folder.to_owned(), sealer, cache, open: Mutex::default(), undurable: Arc::default() };
        Self { shared: Arc::new(shared), writing: Writing::allowed() }
    }

    /// The same folder for one holder of the lock, who may change it until the tenure is dropped.
    pub(crate) fn for_a_tenure(&self) -> (Self, Tenure) {
        let writing = Writing::allowed();
        (Self { shared: Arc::clone(&self.shared), writing: writing.clone() }, Tenure(writing))
    }

    fn at(&self, name: &Path) -> PathBuf {
        self.shared.folder.join(name)
    }

    /// Opens these of the folder's files that are there. Once open they stay readable.
    pub(crate) fn open_all(&self, names: impl IntoIterator<Item = PathBuf>) -> Result<Vec<Checkable>, SealedError> {
        let mut opened = Vec::new();
        for name in names {
            match self.open_file(&name) {
                Ok(file) => opened.push(Checkable(file)),
                Err(SealedError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        Ok(opened)
    }

    fn open_file(&self, name: &Path) -> Result<Arc<OpenFile>, SealedError> {
        let mut open = self.shared.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(file) = open.get(name).and_then(Weak::upgrade) {
            return Ok(file);
        }
        let file = Arc::new(OpenFile {
            id: NEXT_FILE.fetch_add(1, Ordering::Relaxed),
            sealed: self.shared.sealer.open(&self.at(name))?,
            cache: self.shared.cache.clone(),
        });
        open.retain(|_, file| file.strong_count() > 0);
        open.insert(name.to_owned(), Arc::downgrade(&file));
        Ok(file)
    }
}

/// Names of the segment files in a folder, which are `<32 hex digits>.<what>`, and of `meta.json`.
pub(crate) fn index_files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        let name = PathBuf::from(entry?.file_name());
        let stem = name.to_str().and_then(|name| name.split('.').next()).unwrap_or_default();
        let of_segment = stem.len() == 32 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
        if of_segment || name == Path::new("meta.json") {
            names.push(name);
        }
    }
    Ok(names)
}

impl std::fmt::Debug for SealedDirectory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SealedDirectory")
    }
}

impl Directory for SealedDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        match self.open_file(path) {
            Ok(file) => Ok(Arc::new(Handle(file))),
            Err(error) => Err(read_error(error, path)),
        }
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let failed = |error| DeleteError::IoError { io_error: Arc::new(error), filepath: path.to_owned() };
        let _allowed = self.writing.check().map_err(failed)?;
        self.shared.open.lock().unwrap_or_else(PoisonError::into_inner).remove(path);
        fs::remove_file(self.at(path)).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => failed(error),
        })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.at(path).try_exists().map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()))
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let _allowed = self.writing.check().map_err(|error| OpenWriteError::wrap_io_error(error, path.to_owned()))?;
        let writer = self.shared.sealer.create(&self.at(path)).map_err(|error| match error {
            SealedError::Io(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                OpenWriteError::FileAlreadyExists(path.to_owned())
            }
            error => OpenWriteError::wrap_io_error(error.into(), path.to_owned()),
        })?;
        Ok(BufWriter::new(Box::new(Written { writer, undurable: Arc::clone(&self.shared.undurable) })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(MANAGED) {
            return managed(&self.shared.folder).map_err(|error| OpenReadError::wrap_io_error(error, path.to_owned()));
        }
        self.shared.sealer.read(&self.at(path)).map_err(|error| read_error(error, path))
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        if path == Path::new(MANAGED) {
            return Ok(());
        }
        let _allowed = self.writing.check()?;
        Ok(self.shared.sealer.replace(&self.at(path), data)?)
    }

    /// Called before `meta.json` names new files: they and their names are durable when it returns.
    fn sync_directory(&self) -> io::Result<()> {
        let undurable = std::mem::take(&mut *self.shared.undurable.lock().unwrap_or_else(PoisonError::into_inner));
        for file in undurable {
            file.sync_data()?;
        }
        sync_folder(&self.shared.folder)
    }

    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        let path = self.at(&lock.filepath);
        let held = if lock.is_blocking {
            FileLock::take(&path).map_err(LockError::wrap_io_error)?
        } else {
            FileLock::try_take(&path).map_err(LockError::wrap_io_error)?.ok_or(LockError::LockBusy)?
        };
        Ok(DirectoryLock::from(Box::new(held)))
    }

    fn watch(&self, _: WatchCallback) -> tantivy::Result<WatchHandle> {
        Ok(WatchHandle::empty())
    }
}

fn managed(folder: &Path) -> io::Result<Vec<u8>> {
    let names: Vec<String> =
        index_files(folder)?.into_iter().filter_map(|name| name.to_str().map(|name| format!("\"{name}\""))).collect();
    Ok(format!("[{}]", names.join(",")).into_bytes())
}

fn read_error(error: SealedError, path: &Path) -> OpenReadError {
    match error {
        SealedError::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
        error => OpenReadError::wrap_io_error(error.into(), path.to_owned()),
    }
}

/// An open file and its place in the cache.
struct OpenFile {
    id: u64,
    sealed: SealedFile,
    cache: Cache,
}

/// An open file that can be authenticated as a whole.
pub(crate) struct Checkable(Arc<OpenFile>);

impl Checkable {
    pub(crate) fn verify(&self) -> Result<(), SealedError> {
        self.0.sealed.verify()
    }
}

#[derive(Clone)]
struct Handle(Arc<OpenFile>);

impl std::fmt::Debug for Handle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Handle({})", self.0.id)
    }
}

impl HasLen for Handle {
    fn len(&self) -> usize {
        usize::try_from(self.0.sealed.len()).unwrap_or(usize::MAX)
    }
}

impl FileHandle for Handle {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let file = &*self.0;
        let block = range.start / BLOCK_LEN;
        let inside_one = (range.end - 1) / BLOCK_LEN == block;
        // What lies in one block shares it with its neighbours; what spans several is read again as the same range.
        let wanted = if inside_one {
            let start = block * BLOCK_LEN;
            start..(start + BLOCK_LEN).min(self.len())
        } else {
            range.clone()
        };
        let span = wanted.start as u64..wanted.end as u64;
        let part = match file.cache.get(file.id, &span) {
            Some(part) => part,
            None => {
                let part = OwnedBytes::new(file.sealed.read_range(span.clone())?);
                file.cache.put(file.id, &span, &part);
                part
            }
        };
        Ok(part.slice(range.start - wanted.start..range.end - wanted.start))
    }
}

/// A file being written.
struct Written {
    writer: SealedWriter,
    undurable: Arc<Mutex<Vec<fs::File>>>,
}

impl Write for Written {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.writer.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

impl TerminatingWrite for Written {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        let file = self.writer.finish_ref()?;
        self.undurable.lock().unwrap_or_else(PoisonError::into_inner).push(file);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::Secret;

    use super::*;

    #[test]
    fn who_has_gone_may_read_and_change_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let sealer = Sealer::new(&Secret::new([3; 32]), "index");
        let directory = SealedDirectory::new(folder.path(), sealer, Cache::new(1 << 20));
        let (meta, other) = (Path::new("meta.json"), Path::new("other"));
        let (gone, tenure) = directory.for_a_tenure();
        gone.atomic_write(meta, b"first").unwrap();
        drop(tenure);
        let (next, _tenure) = directory.for_a_tenure();
        next.atomic_write(meta, b"second").unwrap();
        assert!(gone.atomic_write(meta, b"stale").is_err());
        assert!(gone.delete(meta).is_err());
        assert!(gone.open_write(other).is_err());
        assert_eq!(gone.atomic_read(meta).unwrap(), b"second");
        assert!(!gone.exists(other).unwrap());
        next.delete(meta).unwrap();
    }
}
