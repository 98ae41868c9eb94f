//! Entries of a directory (LDIF, RFC 2849) written out as a table of text: a record for each person.
//!
//! Columns are the attributes that are there, one for each of several values: `mail`, `mail 2`. Two passes over the
//! file find them and write them, so that memory does not grow with it. Groups become tags of their members; other
//! entries that are no people are told apart by what they are. Deliberately absent: changes to a directory other than
//! additions, values that are in other files, passwords, and pictures and certificates, which are counted.

mod columns;
mod entry;
mod groups;
mod kind;
mod told;

use std::io::{Read, Seek, SeekFrom, Write};

use self::columns::Columns;
use self::entry::EntryReader;
use self::groups::Groups;
use self::kind::Kind;
use self::told::Told;
use crate::transcript::{Going, TableWriter};
use crate::{FileError, Transcript};

/// Whether the first bytes of a file are those of a directory.
#[must_use]
pub fn is_ldif(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(&head[..head.len().min(64 << 10)]);
    let mut lines = text.trim_start_matches('\u{feff}').split(['\r', '\n']).filter(|line| {
        let version = line.get(..8).is_some_and(|word| word.eq_ignore_ascii_case("version:"));
        !line.is_empty() && !line.starts_with(['#', ' ']) && !version
    });
    lines.next().is_some_and(|line| line.get(..3).is_some_and(|word| word.eq_ignore_ascii_case("dn:")))
}

/// Writes the people of a directory as a table whose first record names the columns.
///
/// `encoding` is that of values which are not UTF-8; without it, it is guessed.
///
/// # Errors
/// When the file is empty, holds no people, or cannot be read or written.
pub fn transcribe_ldif<R: Read + Seek>(
    mut input: R,
    encoding: Option<&str>,
    out: &mut dyn Write,
) -> Result<Transcript, FileError> {
    let (mut columns, mut groups, mut told) = (Columns::default(), Groups::default(), Told::default());
    let mut people = 0_u64;
    input.seek(SeekFrom::Start(0))?;
    let mut entries = EntryReader::new(&mut input, encoding)?;
    while let Some(entry) = entries.read()? {
        told.entry(&entry);
        match Kind::of(&entry) {
            Kind::Person => {
                people += 1;
                columns.learn(&entry, &mut told);
            }
            kind => {
                groups.learn(kind, &entry);
                told.other(kind);
            }
        }
    }
    told.lines(&entries);
    if people == 0 {
        return Err(FileError::NotContacts {
            what: "a directory without people",
            remedy: "Export the people of the directory or address book, not its structure.",
        });
    }
    input.seek(SeekFrom::Start(0))?;
    let mut entries = EntryReader::new(&mut input, encoding)?;
    let mut table = TableWriter::new(out);
    let header = columns.header(!groups.is_empty());
    let mut going = table.write(header.iter().map(String::as_str))?;
    while let Some(entry) = entries.read()? {
        if going == Going::Enough {
            break;
        }
        if Kind::of(&entry) == Kind::Person {
            let cells = columns.cells(&entry, &groups.of(&entry));
            going = table.write(cells.iter().map(String::as_str))?;
        }
    }
    let done = table.finish()?;
    Ok(Transcript { header_line: Some(1), warnings: told.sentences(), ..done })
}
