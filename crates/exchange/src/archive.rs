//! Archives (zip) of what services export: what in them can be imported, and one member of them at a time.
//!
//! Members are looked into, not taken by their names; nothing is unpacked to disk, and a member gives no more than it
//! declares. What leads out of the archive, is a link, another archive, protected, or packed beyond all measure is named
//! and never read. Deliberately absent: archives of other kinds, and where the bytes of a member go.

mod member;
mod salesforce;
mod service;

use std::io::{self, Read, Seek, SeekFrom, Write};

use zip::ZipArchive;
use zip::result::ZipError;

use crate::{FileError, FileKind};

pub use member::ArchiveMember;
pub use service::Service;

/// Members that are looked at.
const MEMBERS: usize = 100_000;

/// An archive that is open.
pub struct Archive<R> {
    zip: ZipArchive<R>,
    service: Option<Service>,
    members: Vec<ArchiveMember>,
    sources: Vec<Source>,
    skipped: Vec<SkippedMember>,
}

/// A member that cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkippedMember {
    /// Its name in the archive.
    pub name: String,
    /// Why, as a sentence.
    pub reason: String,
    /// Whether it was refused for what it could do, and not only for what it is.
    pub refused: bool,
}

/// Where the bytes of a member come from.
#[derive(Clone, Debug)]
enum Source {
    Member(usize),
    /// Tables of people and of their companies, joined by their ids.
    Salesforce(salesforce::Tables),
}

impl<R: Read + Seek> Archive<R> {
    /// Opens an archive and looks into its members.
    ///
    /// # Errors
    /// When it is no zip, cut short, has more members than can be looked at, or members that share their bytes.
    pub fn open(mut reader: R) -> Result<Self, FileError> {
        let length = reader.seek(SeekFrom::End(0))?;
        reader.seek(SeekFrom::Start(0))?;
        let mut zip = ZipArchive::new(reader).map_err(|error| match error {
            ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => FileError::Read(error),
            _ => FileError::Refused {
                what: "the archive is cut short or damaged: the list of its members is missing",
                remedy: "It was not copied or downloaded to the end; do that again.",
            },
        })?;
        if zip.len() > MEMBERS {
            return Err(FileError::Refused {
                what: "the archive has more than 100,000 members",
                remedy: "Unpack it, and choose the files that hold contacts.",
            });
        }
        refuse_shared(&mut zip, length)?;
        let (mut found, mut skipped) = (Vec::new(), Vec::new());
        for at in 0..zip.len() {
            match member::look(&mut zip, at) {
                member::Look::Contacts(member) => found.push((at, member)),
                member::Look::Skipped(member) => skipped.push(member),
                member::Look::Nothing => {}
            }
        }
        let service = Service::of(&found);
        let mut archive = Self { zip, service, members: Vec::new(), sources: Vec::new(), skipped };
        archive.arrange(found);
        Ok(archive)
    }

    /// Whose export it is, where that can be told.
    #[must_use]
    pub fn service(&self) -> Option<Service> {
        self.service
    }

    /// What can be imported, those first that are suggested.
    #[must_use]
    pub fn members(&self) -> &[ArchiveMember] {
        &self.members
    }

    /// What cannot.
    #[must_use]
    pub fn skipped(&self) -> &[SkippedMember] {
        &self.skipped
    }

    /// Writes one of [`members`](Self::members) as a file of its kind; what comes back is to be told, in sentences.
    ///
    /// # Errors
    /// When there is no such member, it is damaged, or cannot be written.
    pub fn write(&mut self, at: usize, out: &mut dyn Write) -> Result<Vec<String>, FileError> {
        match self.sources.get(at).cloned() {
            None => Err(FileError::Refused {
                what: "the archive has no such member",
                remedy: "Choose one of the members that it has.",
            }),
            Some(Source::Salesforce(tables)) => salesforce::join(&mut self.zip, &tables, out),
            Some(Source::Member(at)) => {
                io::copy(&mut member::reader(&mut self.zip, at)?, out).map_err(unpacking)?;
                out.flush()?;
                Ok(Vec::new())
            }
        }
    }

    /// Puts tables together that belong together, and those first that a person most likely means.
    fn arrange(&mut self, found: Vec<(usize, ArchiveMember)>) {
        let mut found = found;
        if self.service == Some(Service::Salesforce)
            && let Some((tables, member)) = salesforce::tables(&mut found)
        {
            self.members.push(member);
            self.sources.push(Source::Salesforce(tables));
        }
        service::suggest(self.service, &mut found);
        found.sort_by_key(|(_, member)| !member.suggested);
        for (at, member) in found {
            self.members.push(member);
            self.sources.push(Source::Member(at));
        }
    }
}

/// Members whose bytes together are more than the archive lie over each other: a bomb.
fn refuse_shared<R: Read + Seek>(zip: &mut ZipArchive<R>, length: u64) -> Result<(), FileError> {
    let mut packed = 0_u64;
    for at in 0..zip.len() {
        packed = packed.saturating_add(zip.by_index_raw(at).map_or(0, |member| member.compressed_size()));
    }
    if packed <= length {
        return Ok(());
    }
    Err(FileError::Refused {
        what: "the archive is a trap: its members share their bytes, so that it unpacks without end",
        remedy: "Do not trust it; ask who sent it for the contacts alone.",
    })
}

/// What the library says while it unpacks.
fn unpacking(error: io::Error) -> FileError {
    match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => FileError::Refused {
            what: "a member of the archive is damaged",
            remedy: "Copy or download the archive again.",
        },
        _ => FileError::Read(error),
    }
}

/// What a member is called by its kind, for sentences.
fn noun(kind: FileKind) -> &'static str {
    match kind {
        FileKind::Table => "a table",
        FileKind::Cards | FileKind::Lines => "contacts of another vault",
        FileKind::JsonCards => "address cards",
        FileKind::Directory => "a directory",
        FileKind::Workbook => "a workbook",
        FileKind::Archive => "an archive",
        FileKind::Mail => "a message",
    }
}
