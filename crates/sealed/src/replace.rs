//! Replaces a small file as one step.
//!
//! The new content is written beside the old one, made durable, and takes its name: no instant shows half of it.
//! Deliberately absent: cleaning up after a kill between the two steps; the next replacement of that file does it.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use crate::place::sync_folder;
use crate::{SealedError, Sealer};

pub(crate) fn replace(sealer: &Sealer, path: &Path, name: &[u8], text: &[u8]) -> Result<(), SealedError> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".new");
    let beside = Path::new(&beside);
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error.into()),
        _ => {}
    }
    let written = sealer.create_named(beside, name).and_then(|mut writer| {
        writer.write_all(text)?;
        writer.finish(true)
    });
    if let Err(error) = written.and_then(|_| Ok(fs::rename(beside, path)?)) {
        // The old content is still in place; what was begun is of no use to anybody.
        let _ = fs::remove_file(beside);
        return Err(error);
    }
    if let Some(folder) = path.parent() {
        sync_folder(folder)?;
    }
    Ok(())
}
