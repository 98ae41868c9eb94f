//! How a table is written: encoding, delimiter, quotation mark, where its header is.
//!
//! A `Format` is all that a `Reader` needs besides the bytes, so that a job can keep it and read the same rows again.
//! Deliberately absent: how it is found out (`sniff`).

use encoding_rs::Encoding;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::FileError;
use crate::encoding::encoding;

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

impl FormatChoice {
    /// What a person has typed: an encoding by name, a delimiter as one character or by its name. Nothing, or an empty
    /// text, leaves it to be found out.
    ///
    /// # Errors
    /// When the delimiter is none.
    pub fn typed(encoding: Option<&str>, delimiter: Option<&str>) -> Result<Self, FileError> {
        let delimiter = delimiter.filter(|text| !text.is_empty()).map(delimiter_named).transpose()?;
        let encoding = encoding.map(str::trim).filter(|label| !label.is_empty()).map(str::to_owned);
        Ok(Self { encoding, delimiter, header_line: None })
    }
}

fn delimiter_named(text: &str) -> Result<char, FileError> {
    let mut characters = text.chars();
    if let (Some(only), None) = (characters.next(), characters.next()) {
        mark(only)?;
        return Ok(only);
    }
    match text.to_ascii_lowercase().as_str() {
        "comma" => Ok(','),
        "semicolon" => Ok(';'),
        "tab" | "\\t" => Ok('\t'),
        "bar" | "pipe" => Ok('|'),
        _ => Err(FileError::Separator(text.to_owned())),
    }
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

pub(crate) fn mark(character: char) -> Result<u8, FileError> {
    match u8::try_from(character) {
        Ok(byte) if byte.is_ascii() && !matches!(byte, 0 | b'\r' | b'\n') && !byte.is_ascii_alphanumeric() => Ok(byte),
        _ => Err(FileError::Separator(character.to_string())),
    }
}
