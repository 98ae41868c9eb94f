//! Cards of a file, one after the other.
//!
//! A broken card never costs the next one: what has no end ends where the next begins, and what is beyond measure is
//! left out of its card and named. Memory does not grow with the file. Deliberately absent: what a card says (`read`),
//! and whether its contact is here already.

use std::io::Read;

use encoding_rs::WINDOWS_1252;
use satchel_model::{Problem, ProblemCode, Severity};

use super::card::Card;
use super::options::{CardLimits, CardOptions};
use super::original::{CardReading, Original};
use super::physical::{begins_property, is_blank, is_mark};
use super::version::Version;
use crate::FileError;
use crate::lines::{Source, guess};

/// A card of a file.
#[derive(Clone, Debug, PartialEq)]
pub struct FoundCard {
    /// Its number in the file, counted from 1.
    pub number: u64,
    /// The line of the file on which it begins, counted from 1.
    pub line: u64,
    /// What could be read.
    pub card: Card,
    /// Which vCard it is.
    pub version: Version,
    /// The card as it came.
    pub original: Original,
    /// What was wrong: `row` is the line of the file, `column` the property. The first is an error where nobody is in
    /// the card.
    pub problems: Vec<Problem>,
}

/// Reads the cards of a file.
pub struct CardReader<R> {
    source: Source<R>,
    options: CardOptions,
    /// Lines taken so far, and cards.
    lines: u64,
    cards: u64,
    /// A line that was taken already and begins the next card.
    begun: Option<Vec<u8>>,
}

/// A card while its lines are found.
struct Open {
    bytes: Vec<u8>,
    first_line: u64,
    /// Where the property begins that lines are added to now, its line, and whether it is left out.
    property: usize,
    property_line: u64,
    dropping: bool,
    properties: usize,
    depth: usize,
    whole: bool,
    /// Rows in `bytes`, and those before the property.
    rows: u64,
    property_row: u64,
    /// Behind which row how many were left out.
    gaps: Vec<(u64, u64)>,
    problems: Vec<Problem>,
}

impl<R: Read> CardReader<R> {
    /// Looks at the beginning of a file.
    ///
    /// # Errors
    /// When it is empty or cannot be read, or there is no encoding of the name that was given.
    pub fn new(input: R, options: &CardOptions) -> Result<Self, FileError> {
        let source = Source::new(input, options.encoding.as_deref())?;
        Ok(Self { source, options: options.clone(), lines: 0, cards: 0, begun: None })
    }

    /// The next card; nothing when there is no more.
    ///
    /// # Errors
    /// When the file cannot be read, or ends without any card in it.
    pub fn read(&mut self) -> Result<Option<FoundCard>, FileError> {
        let Some(mut open) = self.begin()? else {
            return if self.cards == 0 { Err(no_cards()) } else { Ok(None) };
        };
        loop {
            let start = open.bytes.len();
            let Some(taken) = self.source.take_line(&mut open.bytes, self.options.limits.property)? else {
                let reason = "the file ends in the middle of this card; what is there of it was read";
                open.tell(open.first_line, "END", ProblemCode::Malformed, reason);
                return Ok(Some(self.finish(open)));
            };
            self.lines += 1;
            let was_inside = open.depth > 0;
            if is_mark(trimmed(&open.bytes[start..]), "END") {
                if open.depth == 0 {
                    return Ok(Some(self.finish(open)));
                }
                open.depth -= 1;
            } else if is_mark(trimmed(&open.bytes[start..]), "BEGIN") {
                if open.depth == 0 && !open.is_agent(start) {
                    self.begun = Some(open.bytes.split_off(start));
                    let reason = "the card does not end before the next one begins; what is there of it was read";
                    open.tell(open.first_line, "END", ProblemCode::Malformed, reason);
                    return Ok(Some(self.finish(open)));
                }
                open.depth += 1;
            }
            let inside = was_inside || open.depth > 0;
            open.line(start, self.lines, taken.cut, inside, self.options.limits);
        }
    }

    /// Goes to the line that begins a card. A card without one begins with its version or a name.
    fn begin(&mut self) -> Result<Option<Open>, FileError> {
        if let Some(bytes) = self.begun.take() {
            return Ok(Some(Open::new(bytes, self.lines)));
        }
        let mut line = Vec::new();
        loop {
            line.clear();
            if self.source.take_line(&mut line, self.options.limits.property)?.is_none() {
                return Ok(None);
            }
            self.lines += 1;
            if line.starts_with(b"\xEF\xBB\xBF") {
                line.drain(..3);
            }
            let text = trimmed(&line);
            if is_mark(text, "BEGIN") {
                return Ok(Some(Open::new(line, self.lines)));
            }
            if starts_without_begin(text) {
                let mut open = Open::new(line, self.lines);
                let reason = "the card has no line that begins it";
                open.tell(self.lines, "BEGIN", ProblemCode::Malformed, reason);
                return Ok(Some(open));
            }
        }
    }

    fn finish(&mut self, mut open: Open) -> FoundCard {
        self.cards += 1;
        let encoding = self.source.encoding.or_else(|| guess(&open.bytes)).unwrap_or(WINDOWS_1252);
        let bytes = std::mem::take(&mut open.bytes);
        let original = Original { bytes, encoding, whole: open.whole };
        let CardReading { card, version, mut problems } = original.read(self.options.country.as_deref());
        for problem in &mut problems {
            problem.row = open.line_of(problem.row - 1);
        }
        problems.append(&mut open.problems);
        FoundCard { number: self.cards, line: open.first_line, card, version, original, problems }
    }
}

impl Open {
    fn new(bytes: Vec<u8>, first_line: u64) -> Self {
        Self {
            property: bytes.len(),
            bytes,
            first_line,
            property_line: first_line,
            dropping: false,
            properties: 0,
            depth: 0,
            whole: true,
            rows: 1,
            property_row: 1,
            gaps: Vec::new(),
            problems: Vec::new(),
        }
    }

    /// Takes the line that was appended at `start`, or leaves it out with the property that it belongs to.
    ///
    /// `inside` is whether it is a line of a card inside of this one.
    fn line(&mut self, start: usize, number: u64, cut: bool, inside: bool, limits: CardLimits) {
        let text = trimmed(&self.bytes[start..]);
        let goes_on =
            inside || is_blank(text) || text.starts_with(b" ") || text.starts_with(b"\t") || !begins_property(text);
        if !goes_on {
            (self.property, self.property_line, self.property_row) = (start, number, self.rows);
            self.properties += 1;
            self.dropping = false;
        }
        self.rows += 1;
        if self.dropping {
            return self.leave_out(start, self.rows - 1);
        }
        let too_long = cut || self.bytes.len() - self.property > limits.property;
        let full = self.bytes.len() > limits.card || self.properties > limits.properties;
        if !too_long && !full {
            return;
        }
        let name = self.name();
        // Blank lines are no part of the property before them.
        let only_blank = is_blank(trimmed(&self.bytes[start..]));
        let (from, row) = if only_blank { (start, self.rows - 1) } else { (self.property, self.property_row) };
        self.leave_out(from, row);
        self.dropping = !only_blank;
        // One sentence for all that a card is too full for.
        let told =
            self.problems.iter().any(|problem| problem.code == ProblemCode::TooLong && problem.column.is_empty());
        self.whole = false;
        if too_long && !only_blank {
            let reason =
                format!("larger than the {} bytes that are kept of a property; it was left out", limits.property);
            self.tell(self.property_line, &name, ProblemCode::TooLong, reason);
        } else if !told {
            let reason = "the card has more than is kept of a card; what is behind this line was left out";
            self.tell(self.property_line, "", ProblemCode::TooLong, reason);
        }
    }

    /// Drops the bytes from here on, of which the first are in this row.
    fn leave_out(&mut self, from: usize, row: u64) {
        self.bytes.truncate(from);
        let count = self.rows - row;
        self.rows = row;
        match self.gaps.last_mut() {
            Some((behind, rows)) if *behind == row => *rows += count,
            _ => self.gaps.push((row, count)),
        }
    }

    /// The line of the file in which a row of the card is.
    fn line_of(&self, row: u64) -> u64 {
        let left_out = self.gaps.iter().filter(|(behind, _)| *behind <= row).map(|(_, rows)| rows);
        self.first_line + row + left_out.sum::<u64>()
    }

    /// The name of the property that lines are added to.
    fn name(&self) -> String {
        let line = &self.bytes[self.property..];
        let name = line.split(|byte| matches!(byte, b':' | b';')).next().unwrap_or_default();
        let name = name.rsplit(|byte| *byte == b'.').next().unwrap_or_default();
        String::from_utf8_lossy(&name[..name.len().min(100)]).to_ascii_uppercase()
    }

    /// Whether the property before this line is an `AGENT` without a value, whose value is the card that begins.
    fn is_agent(&self, start: usize) -> bool {
        let line = trimmed(&self.bytes[self.property.min(start)..start]);
        line.ends_with(b":") && !self.dropping && self.name().starts_with("AGENT")
    }

    fn tell(&mut self, row: u64, property: &str, code: ProblemCode, reason: impl Into<String>) {
        self.problems.push(Problem {
            row,
            column: property.to_owned(),
            value: String::new(),
            code,
            severity: Severity::Warning,
            reason: reason.into(),
        });
    }
}

/// A line without its end.
fn trimmed(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b'\r' | b'\n')).map_or(0, |at| at + 1);
    &line[..end]
}

fn starts_without_begin(line: &[u8]) -> bool {
    const NAMES: [&str; 6] = ["VERSION", "N", "FN", "EMAIL", "TEL", "ORG"];
    let name = line.split(|byte| matches!(byte, b':' | b';')).next().unwrap_or_default();
    begins_property(line) && NAMES.iter().any(|known| name.eq_ignore_ascii_case(known.as_bytes()))
}

fn no_cards() -> FileError {
    FileError::NotContacts {
        what: "text without address cards",
        remedy: "Choose a .vcf file that an address book has exported.",
    }
}
