//! How a table is written: encoding, delimiter, quotation mark, where its header is.
//!
//! A `Format` is all that a `Reader` needs besides the bytes, so that a job can keep it and read the same rows again.
//! Deliberately absent: how it is found out (`sniff`).

use encoding_rs::Encoding;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::FileError;

/// How a table of text is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Format {
    /// The encoding by its WHATWG name: `UTF-8`, `UTF-16LE`, `windows-1252`, …
    pub encoding: String,
    /// What separates cells.
    pub delimiter: char,
    /// What quotes cells.
    pub quote: char,
    /// Lines before the first record: a preamble or `sep=;`.
    pub skip_lines: u32,
    /// Whether the first record holds the names of the columns.
    pub has_header: bool,
}

/// What a person has decided about the format; the rest is sniffed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
pub struct FormatChoice {
    /// A WHATWG encoding label.
    pub encoding: Option<String>,
    /// What separates cells.
    pub delimiter: Option<char>,
    /// The line of the header, counted from 1; 0 when there is none.
    pub header_line: Option<u32>,
}

impl Format {
    /// The line of the header, counted from 1, when there is one.
    #[must_use]
    pub fn header_line(&self) -> Option<u32> {
        self.has_header.then_some(self.skip_lines + 1)
    }

    pub(crate) fn decoder(&self) -> Result<&'static Encoding, FileError> {
        encoding(&self.encoding)
    }

    pub(crate) fn marks(&self) -> Result<(u8, u8), FileError> {
        Ok((mark(self.delimiter)?, mark(self.quote)?))
    }
}

pub(crate) fn encoding(label: &str) -> Result<&'static Encoding, FileError> {
    Encoding::for_label_no_replacement(label.as_bytes()).ok_or_else(|| FileError::Encoding(label.to_owned()))
}

pub(crate) fn mark(character: char) -> Result<u8, FileError> {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, 0 | b'\r' | b'\n') && !byte.is_ascii_alphanumeric() => Ok(byte),
        _ => Err(FileError::Separator(character)),
    }
}
