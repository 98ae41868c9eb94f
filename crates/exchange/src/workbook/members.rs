//! What a zip holds that is a workbook, and that it is safe to unpack.
//!
//! A kind is known by the parts that are there. The library that unpacks holds parts to the sizes they declare, so that
//! looking at these is enough. Deliberately absent: archives of other files.

use std::io::{Read, Seek};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use super::caught::{cut_short, damaged, protected, too_large};
use super::scan::scan;
use crate::FileError;

/// Members a workbook may have.
const MEMBERS: usize = 20_000;
/// A sheet that streams by.
const SHEET: u64 = 8 << 30;
/// A part that is held in memory.
const PART: u64 = 64 << 20;
/// A sheet up to this size needs no look for texts without end.
const HARMLESS: u64 = 64 << 20;
/// The longest text that a reader may have to hold.
const TEXT: u64 = 32 << 20;
/// What the strings of a workbook may take in memory, of which each costs some bytes whatever is in it.
const STRINGS: u64 = 300 << 20;
const STRING: u64 = 48;

/// A kind of workbook in a zip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Xlsx,
    Xlsb,
    Ods,
}

/// Whether a zip begins as Office programs begin theirs.
pub(super) fn is_office_zip(head: &[u8]) -> bool {
    const PARTS: [&[u8]; 5] = [
        b"[Content_Types].xml",
        b"xl/workbook",
        b"xl/worksheets/",
        b"application/vnd.oasis.opendocument.spreadsheet",
        b"docProps/app.xml",
    ];
    head.starts_with(b"PK\x03\x04") && PARTS.iter().any(|part| memmem::find(head, part).is_some())
}

/// Opens a zip, finds out what it is, and refuses what would not stay within measure.
pub(super) fn look<R: Read + Seek>(reader: R) -> Result<(ZipArchive<R>, Kind), FileError> {
    let mut zip = ZipArchive::new(reader).map_err(|error| match error {
        ZipError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => FileError::Read(error),
        _ => cut_short(),
    })?;
    if zip.len() > MEMBERS {
        return Err(too_large());
    }
    let kind = kind(&mut zip)?;
    for at in 0..zip.len() {
        check(&mut zip, at)?;
    }
    Ok((zip, kind))
}

fn kind<R: Read + Seek>(zip: &mut ZipArchive<R>) -> Result<Kind, FileError> {
    let names: Vec<String> =
        zip.file_names().filter_map(Result::ok).map(|name| name.replace('\\', "/").to_lowercase()).collect();
    let has = |end: &str| names.iter().any(|name| name.ends_with(end));
    let begins = |start: &str| names.iter().any(|name| name.starts_with(start));
    if has("workbook.bin") {
        return Ok(Kind::Xlsb);
    }
    if has("[content_types].xml") && (begins("xl/") || has("workbook.xml")) {
        return Ok(Kind::Xlsx);
    }
    let mut mime = [0; 64];
    let length = match zip.by_name("mimetype") {
        Ok(mut member) => super::read_up_to(&mut member, &mut mime).unwrap_or(0),
        Err(_) => 0,
    };
    let mime = &mime[..length];
    if mime.starts_with(b"application/vnd.oasis.opendocument.spreadsheet") {
        return if is_encrypted(zip) { Err(protected()) } else { Ok(Kind::Ods) };
    }
    let what = match (begins("word/"), begins("ppt/"), mime.starts_with(b"application/vnd.oasis.opendocument")) {
        (true, ..) => "a text document",
        (_, true, _) => "a presentation",
        (.., true) => "a document of an Office program, but no spreadsheet",
        _ => "an archive",
    };
    Err(FileError::NotText { what, remedy: "Choose a workbook, or save the table in it as CSV." })
}

/// Whether the list of parts says that some are encrypted.
fn is_encrypted<R: Read + Seek>(zip: &mut ZipArchive<R>) -> bool {
    let Ok(manifest) = zip.by_name("META-INF/manifest.xml") else { return false };
    let mut text = Vec::new();
    let _ = manifest.take(4 << 20).read_to_end(&mut text);
    memmem::find(&text, b"encryption-data").is_some()
}

/// Looks at the size of a part, and into it where its size alone does not tell what it costs.
fn check<R: Read + Seek>(zip: &mut ZipArchive<R>, at: usize) -> Result<(), FileError> {
    let member = zip.by_index_raw(at).map_err(|_| damaged())?;
    let (size, encrypted) = (member.size(), member.encrypted());
    let name = member.name().map(|name| name.replace('\\', "/").to_lowercase()).unwrap_or_default();
    drop(member);
    if encrypted {
        return Err(protected());
    }
    let xml = name.ends_with(".xml") || name.ends_with(".rels");
    if !xml && !name.ends_with(".bin") {
        return Ok(());
    }
    let strings = name.ends_with("sharedstrings.xml");
    let sheet = name.contains("worksheets/") || name == "content.xml";
    if size
        > if sheet {
            SHEET
        } else if strings {
            STRINGS
        } else {
            PART
        }
    {
        return Err(too_large());
    }
    if !xml {
        return Ok(());
    }
    let part = zip.by_index(at).map_err(|_| damaged())?;
    let whole = strings || size > HARMLESS;
    // The beginning is enough to see what a small part declares.
    let seen = scan(part.take(if whole { u64::MAX } else { 16 << 10 })).map_err(|_| damaged())?;
    if seen.has_doctype {
        return Err(FileError::Refused {
            what: "the workbook declares entities, by which it could reach for other files",
            remedy: "No spreadsheet program writes that. Do not trust it; ask who sent it for a CSV.",
        });
    }
    let held = seen.strings * STRING + seen.bytes;
    if seen.longest > TEXT || strings && (held > STRINGS || seen.declared > STRINGS / 24) {
        return Err(too_large());
    }
    Ok(())
}
