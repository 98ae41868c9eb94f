//! The bytes of a database's file, read beside the connections that have it open.
//!
//! On Unix, whoever closes a file lets go of all that the process has locked in it, by whichever handle: a second handle
//! on an open database, once closed, would leave its connections without the locks that keep other processes from
//! resetting their log. So there is one handle a file, and it stays open as long as the process. Deliberately absent: what
//! the bytes mean.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

/// Copies the file as it is to `to`, which must not exist. Blocks.
pub(crate) fn copy(path: &Path, to: &Path) -> io::Result<()> {
    let file = handle(path)?;
    let mut file = file.lock().unwrap_or_else(PoisonError::into_inner);
    let length = file.metadata()?.len();
    file.rewind()?;
    let mut out = File::options().write(true).create_new(true).open(to)?;
    let copied = io::copy(&mut Read::by_ref(&mut *file).take(length), &mut out)?;
    if copied == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
}

type Handle = Arc<Mutex<File>>;

#[cfg(unix)]
fn handle(path: &Path) -> io::Result<Handle> {
    use std::os::unix::fs::MetadataExt;

    static KEPT: Mutex<Vec<((u64, u64), Handle)>> = Mutex::new(Vec::new());
    let identity = |about: std::fs::Metadata| (about.dev(), about.ino());
    let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let wanted = identity(std::fs::metadata(path)?);
    if let Some((_, file)) = kept.iter().find(|(known, _)| *known == wanted) {
        return Ok(Arc::clone(file));
    }
    let file = File::open(path)?;
    let identity = identity(file.metadata()?);
    let file = Arc::new(Mutex::new(file));
    kept.push((identity, Arc::clone(&file)));
    Ok(file)
}

#[cfg(not(unix))]
fn handle(path: &Path) -> io::Result<Handle> {
    Ok(Arc::new(Mutex::new(File::open(path)?)))
}
