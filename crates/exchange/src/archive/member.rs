//! One member of an archive: whether it may be read, and what is in it.
//!
//! Deliberately absent: which of several is meant (`service`).

use std::io::{Read, Seek};

use zip::ZipArchive;

use super::{SkippedMember, noun, unpacking};
use crate::{FileError, FileKind, Format, PreviewOptions, preview};

/// Bytes looked at to find out what a member is.
const HEAD: u64 = 256 << 10;
/// The largest member.
const LARGEST: u64 = 16 << 30;
/// Members larger than this are not packed to less than one part in `RATIO`.
const HARMLESS: u64 = 64 << 20;
const RATIO: u64 = 300;

/// A member that can be imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArchiveMember {
    /// Its name in the archive.
    pub name: String,
    /// What it is, or will be when it is written.
    pub kind: FileKind,
    /// Its bytes when it is unpacked, as it declares.
    pub size: u64,
    /// What is in it, as a sentence.
    pub reason: String,
    /// Whether it is among what a person most likely means.
    pub suggested: bool,
    /// The layout of a table, by its name in a mapping.
    pub preset: Option<String>,
    /// How a table is written.
    pub(super) format: Option<Format>,
    /// The headers of a table.
    pub(super) header: Vec<String>,
}

pub(super) enum Look {
    Contacts(ArchiveMember),
    Skipped(SkippedMember),
    /// Folders, and what systems leave behind.
    Nothing,
}

/// Looks at a member, and into it where that is safe.
pub(super) fn look<R: Read + Seek>(zip: &mut ZipArchive<R>, at: usize) -> Look {
    let Ok(member) = zip.by_index_raw(at) else {
        return skipped("?", "It is damaged.", true);
    };
    let name = member.name().map(std::borrow::Cow::into_owned).unwrap_or_else(|_| "?".to_owned());
    let (size, packed) = (member.size(), member.compressed_size());
    let (is_dir, is_link, encrypted) = (member.is_dir(), member.is_symlink(), member.encrypted());
    drop(member);
    if leads_out(&name) {
        return skipped(&name, "Its name leads out of the archive.", true);
    }
    if is_dir || is_litter(&name) {
        return Look::Nothing;
    }
    if is_link {
        return skipped(&name, "It is a link to another file.", true);
    }
    if encrypted {
        return skipped(&name, "It is protected by a password: unpack the archive, and choose the file.", false);
    }
    if size > LARGEST || size > HARMLESS && size / packed.max(1) > RATIO {
        return skipped(&name, "It unpacks to more than can be taken.", true);
    }
    let mut head = Vec::new();
    let read = reader(zip, at).and_then(|member| member.take(HEAD).read_to_end(&mut head).map_err(unpacking));
    if read.is_err() {
        return skipped(&name, "It is damaged, or packed in a way that is not known here.", true);
    }
    judge(&name, size, &head)
}

/// What a member is by its beginning.
fn judge(name: &str, size: u64, head: &[u8]) -> Look {
    let whole = head.len() as u64 >= size;
    let kind = match FileKind::of(head, whole) {
        Ok(FileKind::Archive) => {
            return skipped(name, "It is an archive itself: unpack it first.", false);
        }
        Ok(kind) => kind,
        Err(FileError::NotText { what, .. }) => return skipped(name, &format!("It is {what}."), false),
        Err(error) => return skipped(name, &sentence(&error), false),
    };
    let contacts = |reason: String| ArchiveMember {
        name: name.to_owned(),
        kind,
        size,
        reason,
        suggested: false,
        preset: None,
        format: None,
        header: Vec::new(),
    };
    if kind != FileKind::Table {
        return Look::Contacts(contacts(format!("It holds {}.", noun(kind))));
    }
    let seen = match preview(head, size, &PreviewOptions::default()) {
        Ok(seen) => seen,
        Err(error) => return skipped(name, &sentence(&error), false),
    };
    let known = seen.mapping.columns.iter().filter(|column| !column.target.is_empty()).count();
    if seen.header.is_empty() || known < 2 || known * 4 < seen.header.len() && seen.mapping.preset.is_none() {
        return skipped(name, "It is a text, but no table of contacts.", false);
    }
    let rows = match (seen.rows_estimate, seen.rows_exact) {
        (1, _) => "one row".to_owned(),
        (rows, true) => format!("{rows} rows"),
        (rows, false) => format!("about {rows} rows"),
    };
    Look::Contacts(ArchiveMember {
        preset: seen.mapping.preset.clone(),
        header: seen.header,
        format: Some(seen.format),
        ..contacts(format!("It holds a table of {rows}."))
    })
}

/// The bytes of a member; the library ends it with an error where it is longer than it declares.
pub(super) fn reader<R: Read + Seek>(zip: &mut ZipArchive<R>, at: usize) -> Result<impl Read + '_, FileError> {
    zip.by_index(at).map_err(|_| FileError::Refused {
        what: "a member of the archive is damaged, or packed in a way that is not known here",
        remedy: "Unpack the archive, and choose the file.",
    })
}

fn skipped(name: &str, reason: &str, refused: bool) -> Look {
    Look::Skipped(SkippedMember { name: name.chars().take(300).collect(), reason: reason.to_owned(), refused })
}

fn sentence(error: &FileError) -> String {
    let text = error.to_string();
    let mut characters = text.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}.", characters.as_str())
}

/// Whether a name would put a file somewhere else than into the folder of the archive.
fn leads_out(name: &str) -> bool {
    let name = name.replace('\\', "/");
    let drive = name.as_bytes().get(1) == Some(&b':');
    name.starts_with('/') || drive || name.contains('\0') || name.split('/').any(|part| part == "..")
}

/// What systems leave behind beside the files themselves.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.starts_with("__MACOSX/")
        || last.starts_with("._")
        || last.is_empty()
        || [".DS_Store", "Thumbs.db", "desktop.ini"].contains(&last)
}

#[cfg(test)]
mod tests {
    use super::{is_litter, leads_out};

    #[test]
    fn names_that_lead_out_are_known() {
        for name in ["../a.vcf", "a/../../b.csv", "/etc/passwd", "C:\\a.csv", "c:a.csv", "a\\..\\..\\b.csv", "a\0b.csv"]
        {
            assert!(leads_out(name), "{name}");
        }
        for name in ["Takeout/Contacts/All Contacts/All Contacts.vcf", "a..b.csv", "..csv/a", "é/ü.vcf"] {
            assert!(!leads_out(name), "{name}");
        }
        assert!(is_litter("__MACOSX/._a.vcf") && is_litter("a/.DS_Store") && !is_litter("a/b.vcf"));
    }
}
