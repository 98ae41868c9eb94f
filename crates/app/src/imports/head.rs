//! The beginning of a file to import, and what had to be learnt from the rest of it.
//!
//! Preview, dry run and import all look through here, so that they take a file for the same. A file that cannot be read
//! twice (a pipe) is judged by its beginning alone. Deliberately absent: the reading of its rows (`run`).

use std::fs::File;
use std::io::{Cursor, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use satchel_exchange::{
    Format, FormatChoice, Mapping, OwnTarget, Preview, PreviewOptions, Reader, Record, later_encoding, preview,
};

use crate::wire::{ErrorCode, WireError};

/// How much of a file is looked at before it is read.
const HEAD: u64 = 2 << 20;

/// Bytes that can be gone through more than once.
pub(super) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// Where the bytes of an import come from.
pub(super) enum Source {
    File(PathBuf),
    Bytes(&'static [u8]),
}

impl Source {
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

/// The beginning of a file.
pub(super) struct Head {
    pub(super) bytes: Vec<u8>,
    /// Of the whole file.
    pub(super) length: u64,
    choice: FormatChoice,
    later: Option<String>,
}

/// How a file is to be read.
pub(super) struct Plan {
    pub(super) format: Format,
    pub(super) mapping: Mapping,
    /// As it stands in the file.
    pub(super) header: Vec<String>,
    /// How many rows it has, about.
    pub(super) rows: i64,
}

impl Head {
    /// Reads the head of `file`, which stands behind it afterwards.
    pub(super) fn read(file: &mut dyn Bytes, length: u64, choice: FormatChoice) -> Result<Self, WireError> {
        let mut bytes = Vec::new();
        file.take(HEAD).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        let end = bytes.len() as u64;
        let mut later = None;
        if choice.encoding.is_none() && length > end {
            later = later_encoding(&bytes, &mut *file)?;
            file.seek(SeekFrom::Start(end)).map_err(|error| unreadable(&error))?;
        }
        Ok(Self { bytes, length, choice, later })
    }

    pub(super) fn of(path: &Path, choice: FormatChoice) -> Result<Self, WireError> {
        let (mut file, length) = open_file(path)?;
        Self::read(&mut file, length, choice)
    }

    pub(super) fn preview(&self, mapping: Mapping, own: Vec<OwnTarget>) -> Result<Preview, WireError> {
        let options = PreviewOptions { format: self.choice.clone(), later: self.later.clone(), mapping, own };
        Ok(preview(&self.bytes, self.length, &options)?)
    }

    pub(super) fn plan(&self, mapping: Mapping, own: Vec<OwnTarget>) -> Result<Plan, WireError> {
        let seen = self.preview(mapping, own)?;
        // The preview shortens headers to show them; the mapper wants them as they are.
        let reader = Reader::new(self.bytes.as_slice(), &seen.format)?;
        let header =
            reader.header().map(|record: &Record| record.cells().map(str::to_owned).collect()).unwrap_or_default();
        let rows = i64::try_from(seen.rows_estimate).unwrap_or(0);
        Ok(Plan { format: seen.format, mapping: seen.mapping, header, rows })
    }
}

/// Opens a file; also tells its length.
pub(super) fn open_file(path: &Path) -> Result<(File, u64), WireError> {
    let file = File::open(path).map_err(|error| unreadable(&error))?;
    let about = file.metadata().map_err(|error| unreadable(&error))?;
    if about.is_dir() {
        return Err(WireError::new(ErrorCode::BadFile, "This is a folder, not a file.", Some("Choose one file.")));
    }
    Ok((file, about.len()))
}

fn unreadable(error: &std::io::Error) -> WireError {
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
