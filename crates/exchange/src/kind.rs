//! What a file is, by its first bytes.
//!
//! Names lie: a workbook that is called `.csv` and cards that are called `.txt` are told by what is in them. Deliberately
//! absent: whether the file is good; its reader says that.

use crate::decode::decode_head;
use crate::encoding::encoding;

/// Bytes that are looked at.
const LOOK: usize = 4 << 10;

/// What is read in which way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Rows of text, or what nobody here knows: the reader of tables says what is wrong with it.
    Table,
    /// Address cards: vCard of any version.
    Cards,
}

/// What the file is that begins with these bytes.
#[must_use]
pub fn file_kind(head: &[u8]) -> FileKind {
    let text = beginning(&head[..head.len().min(LOOK)]);
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let word = first.split([';', ' ', '\t']).collect::<String>();
    if word.eq_ignore_ascii_case("BEGIN:VCARD") { FileKind::Cards } else { FileKind::Table }
}

/// How many cards begin in these bytes.
#[must_use]
pub fn cards_in(bytes: &[u8]) -> usize {
    memchr::memmem::find_iter(&bytes.to_ascii_uppercase(), b"BEGIN:VCARD").count()
}

/// The bytes as text, whatever they are: marks of UTF-16 are heeded, and of every other encoding ASCII is enough.
fn beginning(head: &[u8]) -> String {
    let wide = encoding_rs::Encoding::for_bom(head)
        .map(|(found, _)| found)
        .or_else(|| crate::decode::utf16_without_mark(head));
    match wide.or_else(|| encoding("windows-1252").ok()) {
        Some(encoding) => decode_head(head, encoding, false).trim_start_matches('\u{feff}').to_owned(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FileKind, file_kind};

    #[test]
    fn cards_are_told_by_how_they_begin() {
        let wide: Vec<u8> = "BEGIN:VCARD\r\n".encode_utf16().flat_map(u16::to_le_bytes).collect();
        for (head, kind) in [
            (&b"BEGIN:VCARD\r\nVERSION:3.0"[..], FileKind::Cards),
            (b"\xef\xbb\xbf\r\n begin:vcard \n", FileKind::Cards),
            (&wide, FileKind::Cards),
            (b"Name,E-mail\nBEGIN:VCARD,x", FileKind::Table),
            (b"", FileKind::Table),
            (b"\x89PNG\r\n", FileKind::Table),
        ] {
            assert_eq!(file_kind(head), kind, "{head:?}");
        }
    }
}
