//! Files that are made into tables or cards before they are read: workbooks, directories, cards in JSON, messages, and
//! what is in archives.
//!
//! Behind this everything is a table or cards, so that preview, mapping, resuming and failed rows are the same for all.
//! What was written out goes into the vault's sealed bytes and nowhere else. Deliberately absent: reading rows (`form`).

use std::io::{self, Cursor, Read, Write};
use std::path::Path;
use std::sync::Arc;

use satchel_exchange::{
    Archive, Card, FileError, FileKind, FormatChoice, Transcript, Version, Workbook, read_mail, transcribe_jcard,
    transcribe_ldif,
};
use satchel_sealed::Sealer;

use super::head::Head;
use super::source::{Bytes, unreadable};
use crate::locks::folder_error;
use crate::wire::{ErrorCode, ImportPart, WireError};

/// How much of what is written out is looked at.
const HEAD: usize = 2 << 20;
/// How many times its size a packed file has when it is written out, about.
const PACKED: u64 = 5;
/// Bytes at the beginning of a file that tell what it is.
const LOOK: u64 = 256 << 10;
/// A file in an archive that is not read as it streams by is at most this large.
const LARGEST_HELD: u64 = 256 << 20;

/// A file that was written out.
#[derive(Debug, Default)]
pub(super) struct WrittenOut {
    /// How the text is to be read; what it does not say is found out.
    pub(super) choice: FormatChoice,
    /// The part that was taken.
    pub(super) part: Option<String>,
    /// What a person should know, in sentences.
    pub(super) warnings: Vec<String>,
}

/// What a file is; it stands at its beginning afterwards. Where a person has said how the text is written, it is text.
pub(super) fn kind_of(bytes: &mut dyn Bytes, length: u64, asked: &FormatChoice) -> Result<FileKind, WireError> {
    let mut head = Vec::new();
    bytes.take(LOOK).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
    // A pipe cannot be gone back in; what it holds is text or nothing.
    if bytes.rewind().is_err() {
        return Ok(FileKind::Table);
    }
    match FileKind::of(&head, head.len() as u64 >= length) {
        Err(_) if asked.encoding.is_some() && !head.is_empty() => Ok(FileKind::Table),
        kind => Ok(kind?),
    }
}

/// What it is when it was written out, of which these are the first bytes.
fn written_kind(kind: FileKind, head: &[u8]) -> Result<FileKind, WireError> {
    match kind {
        FileKind::Cards | FileKind::JsonCards | FileKind::Mail => Ok(FileKind::Cards),
        FileKind::Lines => Ok(FileKind::Lines),
        FileKind::Table | FileKind::Workbook | FileKind::Directory => Ok(FileKind::Table),
        FileKind::Archive => match FileKind::of(head, false)? {
            kind @ (FileKind::Cards | FileKind::Lines) => Ok(kind),
            _ => Ok(FileKind::Table),
        },
    }
}

/// Looks at the beginning of what a file will be when it is written out.
pub(super) fn glance(
    kind: FileKind,
    bytes: &mut dyn Bytes,
    length: u64,
    asked: &FormatChoice,
    part: Option<&str>,
) -> Result<(Head, WrittenOut), WireError> {
    let mut seen = Glance::new(HEAD);
    let done = match write_out(kind, bytes, length, asked, part, &mut seen) {
        Ok(done) => done,
        // It is longer than what is looked at.
        Err(_) if seen.is_full() => {
            let choice = match written_kind(kind, &seen.bytes)? {
                FileKind::Cards => FormatChoice::default(),
                _ if kind == FileKind::Archive => asked.clone(),
                _ => FormatChoice { header_line: asked.header_line, ..Transcript::default().format() },
            };
            WrittenOut { choice, part: part.map(str::to_owned), warnings: Vec::new() }
        }
        Err(error) => return Err(error),
    };
    let whole =
        if seen.is_full() { (length * PACKED).max(seen.bytes.len() as u64 + 1) } else { seen.bytes.len() as u64 };
    let kind = written_kind(kind, &seen.bytes)?;
    Ok((Head::seen(seen.bytes, whole, kind, done.choice.clone()), done))
}

/// Writes a file out into sealed bytes, and looks at their beginning.
pub(super) fn seal(
    kind: FileKind,
    bytes: &mut dyn Bytes,
    length: u64,
    asked: &FormatChoice,
    part: Option<&str>,
    (sealer, place): (&Sealer, &Path),
) -> Result<(Head, WrittenOut), WireError> {
    let mut sealed = || {
        let mut writer = io::BufWriter::with_capacity(1 << 16, sealer.create(place)?);
        let done = write_out(kind, bytes, length, asked, part, &mut writer)?;
        let writer = writer.into_inner().map_err(|error| folder_error(error.error()))?;
        writer.finish(true)?;
        let file = Arc::new(sealer.open(place)?);
        let (mut head, whole) = (Vec::new(), file.len());
        file.stream().take(HEAD as u64).read_to_end(&mut head).map_err(|error| unreadable(&error))?;
        let kind = written_kind(kind, &head)?;
        Ok((Head::seen(head, whole, kind, done.choice.clone()), done))
    };
    let sealed: Result<_, WireError> = sealed();
    if sealed.is_err() {
        let _ = std::fs::remove_file(place);
    }
    sealed
}

/// What can be imported of a file; empty where it is one thing.
pub(super) fn parts(kind: FileKind, bytes: &mut dyn Bytes, length: u64) -> Result<Vec<ImportPart>, WireError> {
    match kind {
        FileKind::Workbook => {
            let mut book = Workbook::open(bytes, length)?;
            let likely = book.likely()?;
            let part = |(at, sheet): (usize, &satchel_exchange::SheetAbout)| ImportPart {
                name: sheet.name.clone(),
                about: String::new(),
                suggested: at == likely,
            };
            Ok(book.sheets().iter().enumerate().map(part).collect())
        }
        FileKind::Archive => {
            let archive = Archive::open(bytes)?;
            let part = |member: &satchel_exchange::ArchiveMember| ImportPart {
                name: member.name.clone(),
                about: member.reason.clone(),
                suggested: member.suggested,
            };
            Ok(archive.members().iter().map(part).collect())
        }
        _ => Ok(Vec::new()),
    }
}

/// Writes a part of a file out as a table or as cards.
fn write_out(
    kind: FileKind,
    bytes: &mut dyn Bytes,
    length: u64,
    asked: &FormatChoice,
    part: Option<&str>,
    out: &mut dyn Write,
) -> Result<WrittenOut, WireError> {
    match kind {
        FileKind::Table | FileKind::Cards | FileKind::Lines => {
            io::copy(bytes, out).map_err(|error| unreadable(&error))?;
            Ok(WrittenOut { choice: asked.clone(), ..WrittenOut::default() })
        }
        FileKind::Workbook => {
            let mut book = Workbook::open(bytes, length)?;
            let at = match part {
                Some(name) => book.sheets().iter().position(|sheet| sheet.name == name).ok_or_else(|| no_part(name))?,
                None => book.likely()?,
            };
            let part = book.sheets().get(at).map(|sheet| sheet.name.clone());
            let done = book.transcribe(at, out)?;
            let header_line = asked.header_line;
            let choice = FormatChoice { header_line: header_line.or(done.header_line), ..done.format() };
            Ok(WrittenOut { choice, part, warnings: done.warnings })
        }
        FileKind::Directory => {
            let done = transcribe_ldif(bytes, asked.encoding.as_deref(), out)?;
            Ok(WrittenOut { choice: done.format(), part: None, warnings: done.warnings })
        }
        FileKind::JsonCards => {
            let done = transcribe_jcard(bytes, out)?;
            Ok(WrittenOut { warnings: done.warnings, ..WrittenOut::default() })
        }
        FileKind::Mail => {
            let mut held = Vec::new();
            bytes.take(LARGEST_HELD).read_to_end(&mut held).map_err(|error| unreadable(&error))?;
            let sender = read_mail(&held, None)?.sender;
            let card = Card { contact: sender.contact, ..Card::default() };
            out.write_all(&card.write(Version::V4)).map_err(FileError::from)?;
            Ok(WrittenOut::default())
        }
        FileKind::Archive => member(bytes, asked, part, out),
    }
}

/// Writes a file of an archive out; one that is itself to be written out is held in memory.
fn member(
    bytes: &mut dyn Bytes,
    asked: &FormatChoice,
    part: Option<&str>,
    out: &mut dyn Write,
) -> Result<WrittenOut, WireError> {
    let mut archive = Archive::open(bytes)?;
    let at = match part {
        Some(name) => archive.members().iter().position(|member| member.name == name).ok_or_else(|| no_part(name))?,
        None if archive.members().is_empty() => {
            let hint = Some("Choose a .vcf, .csv or .xlsx file, or an archive with one in it.");
            return Err(WireError::new(ErrorCode::BadFile, "There are no contacts in this archive.", hint));
        }
        None => 0,
    };
    let (name, kind, size) = {
        let member = &archive.members()[at];
        (member.name.clone(), member.kind, member.size)
    };
    if matches!(kind, FileKind::Table | FileKind::Cards | FileKind::Lines) {
        let warnings = archive.write(at, out)?;
        return Ok(WrittenOut { choice: asked.clone(), part: Some(name), warnings });
    }
    if size > LARGEST_HELD {
        let hint = Some("Unpack the archive, and choose the file.");
        return Err(WireError::new(
            ErrorCode::BadFile,
            "This file of the archive is too large to be read in it.",
            hint,
        ));
    }
    let mut held = Vec::new();
    let mut warnings = archive.write(at, &mut held)?;
    let length = held.len() as u64;
    let done = write_out(kind, &mut Cursor::new(held), length, asked, None, out)?;
    warnings.extend(done.warnings);
    Ok(WrittenOut { part: Some(name), warnings, ..done })
}

fn no_part(name: &str) -> WireError {
    let message = format!("There is no {name:?} in this file.");
    WireError::new(ErrorCode::NotFound, message, Some("`satchel call imports_preview` tells what there is."))
}

/// Keeps the beginning of what is written, and says no when it has it.
struct Glance {
    bytes: Vec<u8>,
    limit: usize,
}

impl Glance {
    fn new(limit: usize) -> Self {
        Self { bytes: Vec::new(), limit }
    }

    /// Whether it has as much as was wanted.
    fn is_full(&self) -> bool {
        self.bytes.len() >= self.limit
    }
}

impl Write for Glance {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.is_full() {
            return Err(io::Error::other("enough was seen"));
        }
        let taken = bytes.len().min(self.limit - self.bytes.len());
        self.bytes.extend_from_slice(&bytes[..taken]);
        Ok(taken)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
