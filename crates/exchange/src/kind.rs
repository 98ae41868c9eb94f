//! What a file is, by what is in it: its name may say anything.
//!
//! Deliberately absent: whether it can be read to its end.

use encoding_rs::{Encoding, UTF_8};

use crate::decode::{decode_head, sniff_encoding, utf16_without_mark};
use crate::{FileError, is_jcard, is_ldif, is_workbook};

/// Bytes of a head that are looked at as text.
const LOOK: usize = 64 << 10;

/// A kind of file that something can be made of, and the function that begins with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Text in columns: [`preview`](crate::preview).
    Table,
    /// Address cards: [`CardReader`](crate::CardReader).
    Cards,
    /// Address cards in JSON: [`transcribe_jcard`](crate::transcribe_jcard).
    JsonCards,
    /// Contacts of our own export, one a line of JSON: [`ContactLines`](crate::jsonl::ContactLines).
    Lines,
    /// Entries of a directory: [`transcribe_ldif`](crate::transcribe_ldif).
    Directory,
    /// A workbook: [`Workbook`](crate::Workbook).
    Workbook,
    /// A zip of other files: [`Archive`](crate::Archive).
    Archive,
    /// A message: [`read_mail`](crate::read_mail).
    Mail,
}

impl FileKind {
    /// Looks at the beginning of a file (some thousand bytes at least, or all of it).
    ///
    /// What is text and nothing else is taken for a table; only a preview can tell what is in it.
    ///
    /// # Errors
    /// When it is empty, or something that nothing can be made of.
    pub fn of(head: &[u8], whole: bool) -> Result<Self, FileError> {
        if is_workbook(head) {
            return Ok(Self::Workbook);
        }
        if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
            return Ok(Self::Archive);
        }
        if is_jcard(head) {
            return Ok(Self::JsonCards);
        }
        let text = text(head);
        if text.trim_start().starts_with('{') && text.contains(':') {
            return Ok(Self::Lines);
        }
        if is_cards(&text) {
            return Ok(Self::Cards);
        }
        if is_ldif(text.as_bytes()) {
            return Ok(Self::Directory);
        }
        if is_mail(&text) {
            return Ok(Self::Mail);
        }
        sniff_encoding(head, whole).map(|_| Self::Table)
    }
}

/// How many cards begin in these bytes.
#[must_use]
pub fn cards_in(bytes: &[u8]) -> usize {
    memchr::memmem::find_iter(&bytes.to_ascii_uppercase(), b"BEGIN:VCARD").count()
}

/// The beginning as text, whichever of the wide encodings it is in.
fn text(head: &[u8]) -> String {
    let looked = &head[..head.len().min(LOOK)];
    let wide = Encoding::for_bom(looked).map(|(encoding, _)| encoding).or_else(|| utf16_without_mark(looked));
    decode_head(looked, wide.unwrap_or(UTF_8), false)
}

fn is_cards(text: &str) -> bool {
    let mut lines = text.split(['\r', '\n']).map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.next().is_some_and(|line| {
        let bare: String = line.split_whitespace().collect();
        bare.eq_ignore_ascii_case("BEGIN:VCARD")
    })
}

/// A message begins with its head, of which these are lines that no table has.
fn is_mail(text: &str) -> bool {
    const FIELDS: [&str; 11] = [
        "from",
        "to",
        "subject",
        "date",
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "content-type",
        "reply-to",
    ];
    let mut found = 0;
    for line in text.lines().take(60) {
        if line.is_empty() {
            break;
        }
        if line.starts_with([' ', '\t']) {
            continue;
        }
        let Some((name, _)) = line.split_once(':') else { return false };
        if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return false;
        }
        found += usize::from(FIELDS.iter().any(|field| name.eq_ignore_ascii_case(field)));
    }
    found >= 3
}

#[cfg(test)]
mod tests {
    use super::FileKind;

    #[test]
    fn a_file_is_what_is_in_it() {
        for (head, kind) in [
            (&b"Name,Email\nAda,ada@example.com\n"[..], FileKind::Table),
            (b"\xEF\xBB\xBFBEGIN:VCARD\r\nVERSION:3.0\r\n", FileKind::Cards),
            (b"\n\nbegin : vcard\nfn:Ada\n", FileKind::Cards),
            (b"\xFF\xFEB\0E\0G\0I\0N\0:\0V\0C\0A\0R\0D\0\n\0", FileKind::Cards),
            (b" [ [\"vcard\", []]]", FileKind::JsonCards),
            (b"{\"given\":\"Ada\"}\n{\"given\":\"Li\"}\n", FileKind::Lines),
            (b"version: 1\n\n# people\ndn: cn=Ada\nobjectclass: person\n", FileKind::Directory),
            (b"PK\x03\x04\x14\0\0\0\x08\0contacts.vcf", FileKind::Archive),
            (b"PK\x03\x04\x14\0\0\0\x08\0[Content_Types].xml", FileKind::Workbook),
            (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", FileKind::Workbook),
            (b"From: Ada <ada@example.com>\nTo: li@example.com\nSubject: Hi\n\nHello", FileKind::Mail),
            (b"From: somebody\nand then", FileKind::Table),
            (b"Name,E-mail\nBEGIN:VCARD,x", FileKind::Table),
        ] {
            assert_eq!(FileKind::of(head, true).unwrap(), kind, "{}", String::from_utf8_lossy(head));
        }
        assert!(FileKind::of(b"", true).is_err());
        assert!(FileKind::of(b"%PDF-1.7", true).is_err());
    }
}
