//! Splits a table into records as it streams by.
//!
//! Lines end with CR, LF or CRLF in any mix, inside quotes too, and each counts as one. A quotation mark that never
//! closes spoils the record in which it opens and no other: the reader goes back to the mark and takes it for a plain
//! character. Memory is bounded by `QUOTED_LIMIT` and `RECORD_LIMIT` whatever comes in. Deliberately absent: the
//! meaning of cells, and any judgement about how many of them a record should have.

use std::io::Read;

use memchr::{memchr, memchr_iter, memchr2, memchr3};
use serde::{Deserialize, Serialize};

use crate::decode::Decoded;
use crate::{FileError, Format, Record};

/// A quoted cell longer than this has lost its closing mark.
const QUOTED_LIMIT: usize = 32 << 20;
/// What is kept of one cell.
const CELL_LIMIT: usize = 16 << 20;
/// What is kept of all cells of a record.
const RECORD_LIMIT: usize = 48 << 20;
/// Cells kept of a record; spreadsheets end at 16,384.
const CELLS_LIMIT: usize = 1 << 16;
/// Bytes that may be read twice for unclosed marks before quoted cells are no longer allowed to span lines.
const PATIENCE: u64 = 64 << 20;

/// A boundary between two records, at which reading can go on in another process.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Position {
    /// Bytes of the text as UTF-8 before it.
    pub byte: u64,
    /// The line that starts here, counted from 1.
    pub line: u64,
    /// Records before it, the header not among them.
    pub record: u64,
    /// Bytes read twice so far because of unclosed quotation marks.
    pub reread: u64,
}

/// Reads records from a stream of bytes.
pub struct Reader<R> {
    text: Decoded<R>,
    buffer: Vec<u8>,
    /// Offset of the buffer's first byte in the text.
    base: u64,
    /// The next byte to look at.
    at: usize,
    /// Bytes from here on must survive a refill.
    keep: Option<usize>,
    line: u64,
    number: u64,
    reread: u64,
    delimiter: u8,
    quote: u8,
    header: Option<Record>,
    cell_start: usize,
}

enum CellEnd {
    Delimiter,
    Record,
}

impl<R: Read> Reader<R> {
    /// Opens a table at its beginning and reads its header.
    ///
    /// # Errors
    /// When the format names no encoding, or reading fails.
    pub fn new(input: R, format: &Format) -> Result<Self, FileError> {
        let mut reader = Self::open(input, format)?;
        for _ in 0..format.skip_lines {
            reader.skip_line()?;
        }
        if format.has_header {
            let mut header = Record::new();
            if reader.read(&mut header)? {
                reader.number = 0;
                reader.header = Some(header);
            }
        }
        Ok(reader)
    }

    /// Opens the same table at a boundary that `position` gave before.
    ///
    /// # Errors
    /// When the format names no encoding, or reading fails.
    pub fn resume(input: R, format: &Format, position: Position) -> Result<Self, FileError> {
        let mut reader = Self::open(input, format)?;
        while reader.base + (reader.buffer.len() as u64) < position.byte {
            reader.at = reader.buffer.len();
            if !reader.fill()? {
                break;
            }
        }
        reader.at = usize::try_from(position.byte.saturating_sub(reader.base))
            .map_or(reader.buffer.len(), |at| at.min(reader.buffer.len()));
        reader.line = position.line;
        reader.number = position.record;
        reader.reread = position.reread;
        Ok(reader)
    }

    fn open(input: R, format: &Format) -> Result<Self, FileError> {
        let (delimiter, quote) = format.marks()?;
        Ok(Self {
            text: Decoded::new(input, format.decoder()?),
            buffer: Vec::new(),
            base: 0,
            at: 0,
            keep: None,
            line: 1,
            number: 0,
            reread: 0,
            delimiter,
            quote,
            header: None,
            cell_start: 0,
        })
    }

    /// The record with the names of the columns, when the format says that there is one and the file has it.
    #[must_use]
    pub fn header(&self) -> Option<&Record> {
        self.header.as_ref()
    }

    /// The boundary before the next record.
    #[must_use]
    pub fn position(&self) -> Position {
        Position { byte: self.base + self.at as u64, line: self.line, record: self.number, reread: self.reread }
    }

    /// Reads the next record into `record`; `false` at the end of the file. An empty line is a record with one empty
    /// cell.
    ///
    /// # Errors
    /// When reading fails; a record with an unclosed quotation mark is not an error but says so itself.
    pub fn read(&mut self, record: &mut Record) -> Result<bool, FileError> {
        let mut bytes = std::mem::take(&mut record.text).into_bytes();
        bytes.clear();
        record.ends.clear();
        record.unclosed = None;
        record.cut = false;
        if self.peek(0)?.is_none() {
            return Ok(false);
        }
        record.line = self.line;
        record.number = self.number;
        loop {
            self.cell_start = bytes.len();
            let end = self.cell(&mut bytes, record)?;
            if record.ends.len() < CELLS_LIMIT {
                record.ends.push(bytes.len());
            } else {
                bytes.truncate(self.cell_start);
                record.cut = true;
            }
            if matches!(end, CellEnd::Record) {
                break;
            }
        }
        self.number += 1;
        // The decoder yields whole characters and cells are cut between characters, so this loses nothing.
        record.text = String::from_utf8(bytes).unwrap_or_default();
        Ok(true)
    }

    fn cell(&mut self, bytes: &mut Vec<u8>, record: &mut Record) -> Result<CellEnd, FileError> {
        let mut ahead = 0;
        let mut next = self.peek(0)?;
        while next == Some(b' ') && self.delimiter != b' ' && ahead < 64 {
            ahead += 1;
            next = self.peek(ahead)?;
        }
        if next == Some(self.quote) {
            let start = self.at;
            self.keep = Some(start);
            self.at += ahead + 1;
            let line = self.line;
            let closed = self.quoted(bytes, record)?;
            let start = self.keep.take().unwrap_or(start);
            if let Some(end) = closed {
                return Ok(end);
            }
            self.reread += (self.at - start) as u64;
            self.at = start;
            self.line = line;
            bytes.truncate(self.cell_start);
            record.unclosed.get_or_insert(line);
        }
        self.plain(bytes, record)
    }

    /// The rest of a cell that is not quoted.
    fn plain(&mut self, bytes: &mut Vec<u8>, record: &mut Record) -> Result<CellEnd, FileError> {
        loop {
            let rest = &self.buffer[self.at..];
            match memchr3(self.delimiter, b'\n', b'\r', rest) {
                Some(length) => {
                    push(bytes, self.cell_start, &rest[..length], record);
                    self.at += length;
                    return self.end_cell();
                }
                None => {
                    push(bytes, self.cell_start, rest, record);
                    self.at = self.buffer.len();
                    if !self.fill()? {
                        return Ok(CellEnd::Record);
                    }
                }
            }
        }
    }

    /// The rest of a cell whose opening mark has been passed; `None` when it does not close.
    fn quoted(&mut self, bytes: &mut Vec<u8>, record: &mut Record) -> Result<Option<CellEnd>, FileError> {
        let first_line = self.line;
        let mut after_return = false;
        loop {
            let rest = &self.buffer[self.at..];
            let found = memchr(self.quote, rest);
            let inside = &rest[..found.unwrap_or(rest.len())];
            let lines = count_lines(inside, &mut after_return);
            push(bytes, self.cell_start, inside, record);
            self.at += inside.len();
            self.line += lines;
            if self.reread > PATIENCE && self.line > first_line {
                return Ok(None);
            }
            if found.is_none() {
                let start = self.keep.unwrap_or(self.at);
                if self.at - start > QUOTED_LIMIT || !self.fill()? {
                    return Ok(None);
                }
                continue;
            }
            after_return = false;
            self.at += 1;
            match self.peek(0)? {
                None => return Ok(Some(CellEnd::Record)),
                Some(next) if next == self.quote => {
                    push(bytes, self.cell_start, &[self.quote], record);
                    self.at += 1;
                }
                Some(next) if self.ends_cell(next) => return self.end_cell().map(Some),
                Some(next) => {
                    let blanks = self.blanks_before_end(next)?;
                    if blanks > 0 {
                        self.at += blanks;
                        return match self.peek(0)? {
                            None => Ok(Some(CellEnd::Record)),
                            Some(_) => self.end_cell().map(Some),
                        };
                    }
                    // Lines further down, a mark at the beginning of a cell opens that cell: ours has no other end.
                    let before = self.at.checked_sub(2).and_then(|at| self.buffer.get(at)).copied();
                    if self.line > first_line && before.is_some_and(|byte| self.ends_cell(byte)) {
                        return Ok(None);
                    }
                    push(bytes, self.cell_start, &[self.quote], record);
                }
            }
        }
    }

    fn ends_cell(&self, byte: u8) -> bool {
        byte == self.delimiter || byte == b'\n' || byte == b'\r'
    }

    /// How many spaces follow before the cell ends; 0 when it does not end after them.
    fn blanks_before_end(&mut self, next: u8) -> Result<usize, FileError> {
        if next != b' ' {
            return Ok(0);
        }
        for count in 1..=64 {
            match self.peek(count)? {
                Some(b' ') => {}
                Some(byte) if !self.ends_cell(byte) => return Ok(0),
                _ => return Ok(count),
            }
        }
        Ok(0)
    }

    /// Passes the delimiter or line end that the reader stands on.
    fn end_cell(&mut self) -> Result<CellEnd, FileError> {
        let byte = self.buffer[self.at];
        self.at += 1;
        if byte == self.delimiter {
            return Ok(CellEnd::Delimiter);
        }
        if byte == b'\r' && self.peek(0)? == Some(b'\n') {
            self.at += 1;
        }
        self.line += 1;
        Ok(CellEnd::Record)
    }

    fn skip_line(&mut self) -> Result<(), FileError> {
        loop {
            match memchr2(b'\n', b'\r', &self.buffer[self.at..]) {
                Some(length) => {
                    self.at += length;
                    let byte = self.buffer[self.at];
                    self.at += 1;
                    if byte == b'\r' && self.peek(0)? == Some(b'\n') {
                        self.at += 1;
                    }
                    self.line += 1;
                    return Ok(());
                }
                None => {
                    self.at = self.buffer.len();
                    if !self.fill()? {
                        return Ok(());
                    }
                }
            }
        }
    }

    fn peek(&mut self, ahead: usize) -> Result<Option<u8>, FileError> {
        while self.at + ahead >= self.buffer.len() {
            if !self.fill()? {
                return Ok(None);
            }
        }
        Ok(Some(self.buffer[self.at + ahead]))
    }

    /// Adds text to the buffer, dropping what has been read; `false` at the end of the file.
    fn fill(&mut self) -> Result<bool, FileError> {
        let done = self.keep.unwrap_or(self.at).min(self.at);
        // Moving little for every chunk would cost more than it saves.
        if done > 0 && (done == self.buffer.len() || done >= self.buffer.len() / 2) {
            self.buffer.drain(..done);
            self.base += done as u64;
            self.at -= done;
            self.keep = self.keep.map(|keep| keep - done);
        }
        self.text.append(&mut self.buffer)
    }
}

/// Adds to the current cell as much as the limits allow, whole characters only.
fn push(bytes: &mut Vec<u8>, cell_start: usize, more: &[u8], record: &mut Record) {
    let room = (cell_start + CELL_LIMIT).min(RECORD_LIMIT).saturating_sub(bytes.len());
    if more.len() <= room && !(record.cut && bytes.len() >= RECORD_LIMIT - 4) {
        bytes.extend_from_slice(more);
        return;
    }
    let mut room = room.min(more.len());
    while room > 0 && more.get(room).is_some_and(|byte| byte & 0xC0 == 0x80) {
        room -= 1;
    }
    bytes.extend_from_slice(&more[..room]);
    record.cut = true;
}

/// Line ends in a piece of text whose predecessor may have ended with a CR.
fn count_lines(text: &[u8], after_return: &mut bool) -> u64 {
    if text.is_empty() {
        return 0;
    }
    let feeds = memchr_iter(b'\n', text).count();
    let joined = usize::from(*after_return && text[0] == b'\n');
    *after_return = text[text.len() - 1] == b'\r';
    if memchr(b'\r', text).is_none() {
        return (feeds - joined) as u64;
    }
    let returns = memchr_iter(b'\r', text).count();
    let pairs = memchr_iter(b'\r', text).filter(|at| text.get(at + 1) == Some(&b'\n')).count();
    (feeds + returns - pairs - joined) as u64
}
