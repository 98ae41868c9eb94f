//! Entries of a file one after the other: lines unfolded, values decoded.
//!
//! A line that is none is passed over and counted; one without an end is cut off. Deliberately absent: what entries
//! are about.

use std::io::Read;

use base64::Engine as _;
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::FileError;
use crate::lines::Source;

/// Bytes kept of a line with its continuations; what is longer is left out.
const LINE: usize = 8 << 20;
/// Bytes kept of an entry.
const ENTRY: usize = 32 << 20;
/// Attributes kept of an entry: groups have one for each member.
const ATTRIBUTES: usize = 200_000;

/// One entry.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// The line on which it begins, counted from 1.
    pub(super) line: u64,
    /// Its name in the directory.
    pub(super) name: String,
    /// `add`, or what else is done with an entry of this name; empty where it is simply there.
    pub(super) change: String,
    pub(super) attributes: Vec<Attribute>,
    /// Lines on which something was too long to be kept.
    pub(super) too_long: u64,
    size: usize,
}

#[derive(Debug)]
pub(super) struct Attribute {
    /// As written, with its options: `cn;lang-de`.
    pub(super) name: String,
    pub(super) value: Value,
}

#[derive(Debug)]
pub(super) enum Value {
    Text(String),
    /// Bytes that are no text.
    Bytes,
    /// The address of a file that holds it.
    Elsewhere,
}

impl Entry {
    /// Texts of an attribute, whatever its capitals.
    pub(super) fn texts<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.attributes.iter().filter(move |attribute| attribute.name.eq_ignore_ascii_case(name)).filter_map(
            |attribute| match &attribute.value {
                Value::Text(text) => Some(text.as_str()),
                Value::Bytes | Value::Elsewhere => None,
            },
        )
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.attributes.iter().any(|attribute| attribute.name.eq_ignore_ascii_case(name))
    }
}

/// Reads the entries of a file.
pub(super) struct EntryReader<R> {
    source: Source<R>,
    undeclared: &'static Encoding,
    /// Lines taken.
    line: u64,
    /// The logical line that is being put together, its first line, and whether it was cut.
    open: Vec<u8>,
    open_line: u64,
    cut: bool,
    /// The name that begins the next entry, where nothing else ends this one.
    begun: Option<(u64, String)>,
    ended: bool,
    /// Lines that are none, and the first of them.
    pub(super) malformed: u64,
    pub(super) first_malformed: u64,
}

impl<R: Read> EntryReader<R> {
    pub(super) fn new(input: R, encoding: Option<&str>) -> Result<Self, FileError> {
        let source = Source::new(input, encoding)?;
        let undeclared = source.encoding.filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
        Ok(Self {
            source,
            undeclared,
            line: 0,
            open: Vec::new(),
            open_line: 0,
            cut: false,
            begun: None,
            ended: false,
            malformed: 0,
            first_malformed: 0,
        })
    }

    /// The next entry; nothing at the end of the file.
    pub(super) fn read(&mut self) -> Result<Option<Entry>, FileError> {
        let mut entry = None;
        if let Some((line, name)) = self.begun.take() {
            entry = Some(Entry { line, name, ..Entry::default() });
        }
        while !self.ended {
            let mut physical = Vec::new();
            let Some(taken) = self.source.take_line(&mut physical, LINE)? else {
                self.ended = true;
                self.take_open(&mut entry);
                break;
            };
            self.line += 1;
            if self.line == 1 && physical.starts_with(b"\xEF\xBB\xBF") {
                physical.drain(..3);
            }
            let end = physical.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
            let text = &physical[..end];
            if text.first() == Some(&b' ') && !self.open.is_empty() {
                self.cut |= taken.cut || self.open.len() + text.len() > LINE;
                if !self.cut {
                    self.open.extend_from_slice(&text[1..]);
                }
                continue;
            }
            self.take_open(&mut entry);
            (self.open_line, self.cut) = (self.line, taken.cut);
            self.open.extend_from_slice(text);
            if self.begun.is_some() || text.is_empty() && entry.is_some() {
                break;
            }
        }
        Ok(entry)
    }

    /// Puts the line that has ended where it belongs.
    fn take_open(&mut self, entry: &mut Option<Entry>) {
        let line = std::mem::take(&mut self.open);
        if line.is_empty() || line[0] == b'#' {
            return;
        }
        let Some((name, rest)) = split(&line) else {
            self.malformed += 1;
            if self.first_malformed == 0 {
                self.first_malformed = self.open_line;
            }
            return;
        };
        if name.eq_ignore_ascii_case("dn") {
            let text = match self.value(rest) {
                Value::Text(text) => text,
                Value::Bytes | Value::Elsewhere => String::new(),
            };
            match entry {
                None => *entry = Some(Entry { line: self.open_line, name: text, ..Entry::default() }),
                Some(_) => self.begun = Some((self.open_line, text)),
            }
            return;
        }
        let Some(entry) = entry else {
            // `version: 1`, or an entry that lost its name.
            if name.eq_ignore_ascii_case("version") {
                return;
            }
            *entry = Some(Entry { line: self.open_line, ..Entry::default() });
            return self.add(entry.as_mut(), name, rest);
        };
        self.add(Some(entry), name, rest);
    }

    fn add(&self, entry: Option<&mut Entry>, name: &str, rest: &[u8]) {
        let Some(entry) = entry else { return };
        entry.size += rest.len();
        if self.cut || entry.size > ENTRY || entry.attributes.len() >= ATTRIBUTES {
            entry.too_long += 1;
            return;
        }
        let value = self.value(rest);
        match (&value, name) {
            (Value::Text(text), name) if name.eq_ignore_ascii_case("changetype") => entry.change = text.to_lowercase(),
            (_, name) if name.eq_ignore_ascii_case("control") => {}
            (Value::Text(text), _) if text.trim().is_empty() => {}
            _ => entry.attributes.push(Attribute { name: name.to_owned(), value }),
        }
    }

    /// A value behind its colon: plain, `:` and base64, or `<` and an address.
    fn value(&self, rest: &[u8]) -> Value {
        match rest {
            [b'<', ..] => Value::Elsewhere,
            [b':', encoded @ ..] => {
                let bare: Vec<u8> = encoded.iter().copied().filter(|byte| !byte.is_ascii_whitespace()).collect();
                match base64::engine::general_purpose::STANDARD.decode(&bare) {
                    Ok(bytes) => self.text(&bytes),
                    // A colon that a program wrote twice.
                    Err(_) => self.text(encoded.trim_ascii()),
                }
            }
            plain => self.text(plain.trim_ascii_start()),
        }
    }

    fn text(&self, bytes: &[u8]) -> Value {
        if let Ok(text) = std::str::from_utf8(bytes) {
            return if text.contains('\0') { Value::Bytes } else { Value::Text(text.to_owned()) };
        }
        // No text has control characters, whatever its encoding.
        if bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31)) {
            return Value::Bytes;
        }
        Value::Text(self.undeclared.decode_without_bom_handling(bytes).0.into_owned())
    }
}

/// The name of an attribute, and what is behind its colon.
fn split(line: &[u8]) -> Option<(&str, &[u8])> {
    let colon = memchr::memchr(b':', &line[..line.len().min(256)])?;
    let name = std::str::from_utf8(&line[..colon]).ok()?.trim();
    let good = !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-;._".contains(&byte));
    good.then_some((name, &line[colon + 1..]))
}
