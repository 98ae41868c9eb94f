//! Where the bytes of an import come from.

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
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
            Self::File(path) if path.is_dir() => {
                let folder = Folder::of(path)?;
                let length = folder.length;
                Ok((Box::new(folder), length))
            }
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
    let length = file.metadata().map_err(|error| unreadable(&error))?.len();
    Ok((file, length))
}

/// The address cards of a folder, one file behind the other, each with a line end of its own.
struct Folder {
    files: Vec<PathBuf>,
    /// The files that are still to be opened, and the one that is open.
    next: usize,
    open: Option<File>,
    length: u64,
}

impl Folder {
    fn of(path: &Path) -> Result<Self, WireError> {
        let is_card = |path: &PathBuf| {
            let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
            ending.is_some_and(|ending| ending == "vcf" || ending == "vcard") && path.is_file()
        };
        let entries = std::fs::read_dir(path).map_err(|error| unreadable(&error))?;
        let mut files: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).filter(is_card).collect();
        if files.is_empty() {
            let hint = Some("Choose a file, or a folder of .vcf files.");
            let message = "There are no address cards (.vcf) in this folder.";
            return Err(WireError::new(ErrorCode::BadFile, message, hint));
        }
        files.sort();
        let length = files.iter().filter_map(|file| file.metadata().ok()).map(|about| about.len() + 1).sum();
        Ok(Self { files, next: 0, open: None, length })
    }
}

impl Read for Folder {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        loop {
            if let Some(file) = &mut self.open {
                match file.read(buffer)? {
                    0 if buffer.is_empty() => return Ok(0),
                    0 => {
                        self.open = None;
                        buffer[0] = b'\n';
                        return Ok(1);
                    }
                    length => return Ok(length),
                }
            }
            let Some(file) = self.files.get(self.next) else { return Ok(0) };
            self.open = Some(File::open(file)?);
            self.next += 1;
        }
    }
}

impl Seek for Folder {
    /// Goes back to the first file; nothing else is asked of cards.
    fn seek(&mut self, to: SeekFrom) -> std::io::Result<u64> {
        if to != SeekFrom::Start(0) {
            return Err(std::io::ErrorKind::Unsupported.into());
        }
        (self.next, self.open) = (0, None);
        Ok(0)
    }
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
