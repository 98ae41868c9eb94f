//! Positional reads and durable folders, where the platforms differ.
//!
//! Reading at an offset never moves a shared cursor that another reader relies on. Deliberately absent: encryption.

use std::fs::File;
use std::io;
use std::path::Path;

#[cfg(unix)]
pub(crate) fn read_exact_at(file: &File, buffer: &mut [u8], offset: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, buffer, offset)
}

#[cfg(windows)]
pub(crate) fn read_exact_at(file: &File, mut buffer: &mut [u8], mut offset: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt;
    while !buffer.is_empty() {
        match file.seek_read(buffer, offset) {
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(read) => {
                buffer = &mut buffer[read..];
                offset += read as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Makes the name of a file durable, and that of its folder, which may be new as well.
///
/// # Errors
/// As the system refuses.
pub fn sync_names(file: &Path) -> io::Result<()> {
    file.ancestors().skip(1).take(2).try_for_each(sync_folder)
}

/// Makes new, renamed and removed names of a folder durable. Does nothing on Windows, where NTFS journals names
/// and a folder cannot be flushed.
#[cfg(unix)]
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

/// Makes new, renamed and removed names of a folder durable. Does nothing on Windows, where NTFS journals names
/// and a folder cannot be flushed.
#[cfg(windows)]
pub fn sync_folder(_folder: &Path) -> io::Result<()> {
    Ok(())
}
