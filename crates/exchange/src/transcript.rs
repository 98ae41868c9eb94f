//! A table written out as the text that a `Reader` reads: UTF-8, commas, double quotes, LF, a record for each row.
//!
//! Whatever kind of file rows come from, they are previewed, mapped, resumed and handed back like those of a CSV. Rows
//! that nothing was put into are empty lines, so that the n-th record is the n-th row. Deliberately absent: what the
//! cells mean, and a header, which is the first row that has one.

use std::io::Write;

use crate::{FileError, FormatChoice};

/// Bytes of text that a transcript may have; who passes it has put a few cells very far apart.
const LONGEST: u64 = 4 << 30;

/// What came of a transcript.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Transcript {
    /// Records written, empty ones among them.
    pub rows: u64,
    /// Cells of the longest record.
    pub columns: u64,
    /// The line of the header, counted from 1, where one was written; otherwise the rows may have one, or none.
    pub header_line: Option<u32>,
    /// What a person should know of what could not be taken over, in sentences.
    pub warnings: Vec<String>,
}

impl Transcript {
    /// How it is written, for a preview: only where the header is may be left to be found out.
    #[must_use]
    pub fn format(&self) -> FormatChoice {
        let header_line = self.header_line;
        FormatChoice { encoding: Some("UTF-8".to_owned()), delimiter: Some(','), header_line }
    }
}

/// Whether more is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Going {
    On,
    Enough,
}

/// Writes cells by their places, row after row.
pub(crate) struct TableWriter<'a> {
    out: &'a mut dyn Write,
    /// Cells of the row that is open; the first `width` of them count.
    cells: Vec<String>,
    width: usize,
    row: u64,
    open: bool,
    columns: u64,
    bytes: u64,
    /// Rows after which nothing more is wanted.
    limit: u64,
    line: Vec<u8>,
}

impl<'a> TableWriter<'a> {
    pub(crate) fn new(out: &'a mut dyn Write) -> Self {
        Self::of_head(out, u64::MAX)
    }

    /// Writes the first rows only.
    pub(crate) fn of_head(out: &'a mut dyn Write, limit: u64) -> Self {
        Self { out, cells: Vec::new(), width: 0, row: 0, open: false, columns: 0, bytes: 0, limit, line: Vec::new() }
    }

    /// Puts a cell into a row that is not before the one that is open; what was there is replaced.
    pub(crate) fn put(&mut self, row: u64, column: usize, text: &str) -> Result<Going, FileError> {
        if self.begin(row)? == Going::Enough {
            return Ok(Going::Enough);
        }
        while self.width <= column {
            match self.cells.get_mut(self.width) {
                Some(cell) => cell.clear(),
                None => self.cells.push(String::new()),
            }
            self.width += 1;
        }
        text.clone_into(&mut self.cells[column]);
        Ok(Going::On)
    }

    /// Opens a row, and writes those before it.
    pub(crate) fn begin(&mut self, row: u64) -> Result<Going, FileError> {
        while self.row < row {
            if self.row >= self.limit {
                return Ok(Going::Enough);
            }
            self.flush()?;
        }
        self.open = self.row < self.limit;
        Ok(if self.open { Going::On } else { Going::Enough })
    }

    /// Writes one whole row.
    pub(crate) fn write<'c>(&mut self, cells: impl IntoIterator<Item = &'c str>) -> Result<Going, FileError> {
        let row = if self.open { self.row + 1 } else { self.row };
        let mut going = self.begin(row)?;
        for (column, cell) in cells.into_iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
            going = self.put(row, column, cell)?;
        }
        Ok(going)
    }

    /// The row that is open, counted from 0.
    pub(crate) fn row(&self) -> u64 {
        self.row
    }

    /// Writes what is open.
    pub(crate) fn finish(mut self) -> Result<Transcript, FileError> {
        if self.open {
            self.flush()?;
        }
        self.out.flush()?;
        Ok(Transcript { rows: self.row, columns: self.columns, ..Transcript::default() })
    }

    fn flush(&mut self) -> Result<(), FileError> {
        let cells = &self.cells[..self.width];
        let filled = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
        self.line.clear();
        let mut first = true;
        for (at, cell) in cells[..filled].iter().enumerate() {
            if at > 0 {
                self.line.push(b',');
            }
            if !cell.is_empty() {
                // One cell of a row is quoted whatever is in it, so that the quotation mark need not be guessed.
                push_cell(&mut self.line, cell, first);
                first = false;
            }
        }
        self.line.push(b'\n');
        self.bytes += self.line.len() as u64;
        if self.bytes > LONGEST {
            return Err(FileError::Refused {
                what: "the table is larger than can be taken: its cells are very far apart",
                remedy: "Delete what stands far away from the table, or save the table alone as CSV.",
            });
        }
        self.out.write_all(&self.line)?;
        self.columns = self.columns.max(filled as u64);
        (self.width, self.open) = (0, false);
        self.row += 1;
        Ok(())
    }
}

fn push_cell(line: &mut Vec<u8>, cell: &str, always: bool) {
    let plain = !cell.contains([',', '"', '\n', '\r']) && !cell.starts_with(' ') && !cell.ends_with(' ');
    if plain && !always {
        line.extend_from_slice(cell.as_bytes());
        return;
    }
    line.push(b'"');
    for (at, piece) in cell.split('"').enumerate() {
        if at > 0 {
            line.extend_from_slice(b"\"\"");
        }
        line.extend_from_slice(piece.as_bytes());
    }
    line.push(b'"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Going, TableWriter, Transcript};
    use crate::{Reader, Record, sniff};

    #[test]
    fn rows_that_nothing_was_put_into_are_empty_lines() {
        let mut out = Vec::new();
        let mut table = TableWriter::new(&mut out);
        table.put(1, 2, "x").unwrap();
        table.put(1, 0, "a,b").unwrap();
        table.put(4, 0, "say \"so\"").unwrap();
        let done = table.finish().unwrap();
        assert_eq!((done.rows, done.columns), (5, 3));
        assert_eq!(String::from_utf8(out).unwrap(), "\n\"a,b\",,x\n\n\n\"say \"\"so\"\"\"\n");
    }

    #[test]
    fn no_more_than_the_head_is_written() {
        let mut out = Vec::new();
        let mut table = TableWriter::of_head(&mut out, 2);
        assert_eq!(table.write(["a"]).unwrap(), Going::On);
        assert_eq!(table.write(["b"]).unwrap(), Going::On);
        assert_eq!(table.write(["c"]).unwrap(), Going::Enough);
        assert_eq!(table.finish().unwrap().rows, 2);
        assert_eq!(out, b"\"a\"\n\"b\"\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(rows in prop::collection::vec(prop::collection::vec(".{0,12}|[\",\n\r' ]{0,4}", 1..5), 1..8)) {
            let mut out = Vec::new();
            let mut table = TableWriter::new(&mut out);
            for row in &rows {
                table.write(row.iter().map(String::as_str)).unwrap();
            }
            let done = table.finish().unwrap();
            prop_assert_eq!(done.rows, rows.len() as u64);
            let choice = Transcript { header_line: Some(0), ..done }.format();
            // A table without any cell is empty, and a text that begins with `sep=` is a header that no table has.
            prop_assume!(rows.iter().flatten().any(|cell| !cell.trim().is_empty()));
            prop_assume!(!rows.iter().flatten().any(|cell| cell.contains("sep=")));
            let mut format = sniff(&out, true, None, &choice).unwrap();
            format.skip_lines = 0;
            let mut reader = Reader::new(out.as_slice(), &format).unwrap();
            let mut record = Record::new();
            for row in &rows {
                prop_assert!(reader.read(&mut record).unwrap());
                let filled = row.iter().rposition(|cell| !cell.is_empty()).map_or(0, |at| at + 1);
                let read: Vec<&str> = record.cells().collect();
                prop_assert_eq!(&read[..], if filled == 0 { &[""][..] } else { &row[..filled].iter().map(String::as_str).collect::<Vec<_>>()[..] });
            }
            prop_assert!(!reader.read(&mut record).unwrap());
        }
    }
}
