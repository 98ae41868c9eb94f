//! Which encoding bytes are in, and text out of them chunk by chunk.
//!
//! Bytes that are not text in the encoding become U+FFFD, which a row reports. Deliberately absent: encodings without
//! a sign of their own beyond what `chardetng` tells apart; a person can name any other.

use std::io::{ErrorKind, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::FileError;
use crate::census::Census;

const CHUNK: usize = 64 << 10;

/// Text as UTF-8 out of bytes in some encoding.
pub(crate) struct Decoded<R> {
    input: R,
    decoder: Decoder,
    raw: Vec<u8>,
    text: Vec<u8>,
    ended: bool,
}

impl<R: Read> Decoded<R> {
    pub(crate) fn new(input: R, encoding: &'static Encoding) -> Self {
        let decoder = encoding.new_decoder_with_bom_removal();
        let longest = decoder.max_utf8_buffer_length(CHUNK).unwrap_or(CHUNK * 4);
        Self { input, decoder, raw: vec![0; CHUNK], text: vec![0; longest], ended: false }
    }

    /// Appends one chunk of text; `false` when there is no more.
    pub(crate) fn append(&mut self, to: &mut Vec<u8>) -> Result<bool, FileError> {
        while !self.ended {
            let length = match self.input.read(&mut self.raw) {
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error.into()),
            };
            self.ended = length == 0;
            let (_, _, written, _) = self.decoder.decode_to_utf8(&self.raw[..length], &mut self.text, self.ended);
            if written > 0 {
                to.extend_from_slice(&self.text[..written]);
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// Decodes the head of a file; a character that the end cuts in two is dropped.
pub(crate) fn decode_head(head: &[u8], encoding: &'static Encoding, whole: bool) -> String {
    let mut decoder = encoding.new_decoder_with_bom_removal();
    let mut text = String::with_capacity(decoder.max_utf8_buffer_length(head.len()).unwrap_or(head.len()));
    let _ = decoder.decode_to_string(head, &mut text, whole);
    text
}

/// The encoding of a file, from its head.
///
/// # Errors
/// When it is no text.
pub(crate) fn sniff_encoding(head: &[u8], whole: bool) -> Result<&'static Encoding, FileError> {
    if let Some((encoding, length)) = Encoding::for_bom(head) {
        return if whole && head.len() == length { Err(FileError::Empty) } else { Ok(encoding) };
    }
    if whole && head.iter().all(|byte| byte.is_ascii_whitespace()) {
        return Err(FileError::Empty);
    }
    known_file(head)?;
    if let Some(encoding) = utf16_without_mark(head) {
        return Ok(encoding);
    }
    let sample = &head[..head.len().min(1 << 20)];
    let nuls = sample.iter().filter(|byte| **byte == 0).count();
    let controls = sample.iter().filter(|byte| matches!(byte, 1..=8 | 14..=26 | 28..=31 | 127)).count();
    if nuls * 10 > sample.len() || controls * 20 > sample.len() {
        return Err(not_text("a file of bytes", SAVE_AS_CSV));
    }
    let mut census = Census::default();
    census.feed(head);
    if census.is_utf8(whole) {
        return Ok(UTF_8);
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    Ok(detector.guess(None, Utf8Detection::Deny))
}

const SAVE_AS_CSV: &str = "Open it in the program that made it and save it as CSV.";

fn not_text(what: &'static str, remedy: &'static str) -> FileError {
    FileError::NotText { what, remedy }
}

/// Refuses files that say what they are in their first bytes.
fn known_file(head: &[u8]) -> Result<(), FileError> {
    let kinds: [(&[u8], &str, &str); 15] = [
        (b"PK\x03\x04", "a spreadsheet or a zip archive", "Save the sheet as CSV, or unpack the archive first."),
        (b"\xD0\xCF\x11\xE0", "an old Office document", "Open it in a spreadsheet program and save it as CSV."),
        (b"SQLite format 3\0", "a database", "Export the contacts from the program that it belongs to."),
        (b"%PDF-", "a PDF document", "Export the contacts as CSV instead."),
        (b"\x89PNG", "a picture", "Choose a CSV file."),
        (b"GIF8", "a picture", "Choose a CSV file."),
        (b"\xFF\xD8\xFF", "a picture", "Choose a CSV file."),
        (b"\x1F\x8B", "a packed file", "Unpack it first."),
        (b"7z\xBC\xAF", "a packed file", "Unpack it first."),
        (b"Rar!\x1A", "a packed file", "Unpack it first."),
        (b"BZh", "a packed file", "Unpack it first."),
        (b"\x7FELF", "a program", "Choose a CSV file."),
        (b"bplist00", "a property list", "Export the contacts as CSV instead."),
        (b"{\\rtf", "a text document with formatting", SAVE_AS_CSV),
        (b"!BDN", "an Outlook data file", "Export the contacts from Outlook as CSV."),
    ];
    for (magic, what, remedy) in kinds {
        // A text may begin with the same letters; a packed file or a picture soon holds a NUL byte.
        if head.starts_with(magic) && (!matches!(magic, b"BZh" | b"GIF8") || head.contains(&0)) {
            return Err(not_text(what, remedy));
        }
    }
    let start: Vec<u8> = head.iter().take(256).copied().skip_while(u8::is_ascii_whitespace).collect();
    let begins = |word: &[u8]| start.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word));
    if begins(b"<!doctype html") || begins(b"<html") || begins(b"<?xml") {
        return Err(not_text("a web page or an XML file", "Open it in a spreadsheet program and save it as CSV."));
    }
    let json: Vec<u8> = start.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).take(3).collect();
    if json.starts_with(b"{\"") || json.starts_with(b"[{\"") {
        return Err(not_text("a JSON file", "Export the contacts as CSV instead."));
    }
    if begins(b"BEGIN:VCARD") {
        return Err(not_text("a file of address cards (vCard)", "Export the contacts as CSV instead."));
    }
    if begins(b"dn:") && head.windows(13).any(|word| word.eq_ignore_ascii_case(b"objectclass: ")) {
        return Err(not_text("a directory file (LDIF)", "Export the contacts as CSV instead."));
    }
    Ok(())
}

/// In UTF-16 the marks that every table has, commas, quotes, line ends, stand beside a NUL byte, and always on the
/// same side of it.
pub(crate) fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let sample = &head[..head.len().min(256 << 10)];
    let is_mark = |byte: u8| matches!(byte, b'\n' | b'\r' | b',' | b'"' | b';' | b'\t');
    let (mut little, mut big, mut marks) = (0_usize, 0_usize, 0_usize);
    for pair in sample.chunks_exact(2) {
        if pair[1] == 0 && is_mark(pair[0]) {
            little += 1;
        } else if pair[0] == 0 && is_mark(pair[1]) {
            big += 1;
        }
        marks += pair.iter().filter(|byte| is_mark(**byte)).count();
    }
    // A short file may have no mark at all: then half of its bytes are NUL, all on one side.
    let nuls = |side: usize| sample.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd, half) = (nuls(0), nuls(1), (sample.len() / 2).max(1));
    if little * 10 >= marks * 9 && odd > even * 10 && (little > 0 || odd * 3 > half) {
        return Some(UTF_16LE);
    }
    if big * 10 >= marks * 9 && even > odd * 10 && (big > 0 || even * 3 > half) {
        return Some(UTF_16BE);
    }
    None
}
