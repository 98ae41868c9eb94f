//! Workbooks of spreadsheet programs (xlsx, xlsb, xls, ods): one sheet written out as a table of text.
//!
//! What a [`Workbook`] transcribes is read like any CSV, so that nothing behind it knows about spreadsheets. Cells come
//! as a person sees them where the workbook tells: days in ISO, numbers without an empty fraction, leading zeros of a
//! number format, values of formulas. Memory is bounded: sheets of xlsx, xlsb and ods stream by, an xls is small or
//! refused, and nothing is unpacked whose size was not looked at. Deliberately absent: styles, merged cells, formulas,
//! links and anything outside of the file.

mod caught;
mod cell;
mod members;
mod ods;
mod scan;
mod sheet;
mod tabs;
mod xls;
mod xlsb;
mod xlsx;

use std::io::{BufReader, Read, Seek};
use std::io::{SeekFrom, Write};

use self::members::Kind;
use crate::transcript::TableWriter;
use crate::{FileError, PreviewOptions, Transcript, preview};

/// Rows looked at to find out which sheet holds contacts.
const HEAD_ROWS: u64 = 60;

/// A workbook that is open.
pub struct Workbook<R: Read + Seek> {
    book: Book<R>,
    sheets: Vec<SheetAbout>,
}

/// A sheet, as the workbook tells of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetAbout {
    /// Its name on the tab.
    pub name: String,
    /// Rows up to the last that is used, where the workbook says; 0 otherwise.
    pub rows: u64,
    /// Columns up to the last that is used, where the workbook says; 0 otherwise.
    pub columns: u64,
    /// Whether it was hidden by who made it.
    pub hidden: bool,
}

enum Book<R: Read + Seek> {
    Xlsx(xlsx::Book<R>),
    Xlsb(xlsb::Book<R>),
    Xls(xls::Book),
    Ods(ods::Book<R>),
}

/// Whether the first bytes of a file (a few thousand, or all) are those of a workbook, or of another Office document
/// that only opening tells from one.
#[must_use]
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(xls::MAGIC) || members::is_office_zip(head)
}

impl<R: Read + Seek> Workbook<R> {
    /// Opens a workbook of `length` bytes, whatever its name says.
    ///
    /// # Errors
    /// When it is no workbook, is protected by a password, damaged, cut short, or unpacks to more than is taken.
    pub fn open(mut reader: R, length: u64) -> Result<Self, FileError> {
        let mut magic = [0; 8];
        reader.seek(SeekFrom::Start(0))?;
        let got = read_up_to(&mut reader, &mut magic)?;
        reader.seek(SeekFrom::Start(0))?;
        if got == 0 {
            return Err(FileError::Empty);
        }
        let (book, sheets) = if magic.starts_with(xls::MAGIC) {
            let (book, sheets) = xls::Book::open(reader, length)?;
            (Book::Xls(book), sheets)
        } else {
            let (zip, kind) = members::look(BufReader::new(reader))?;
            match kind {
                Kind::Xlsx => {
                    let (book, sheets) = xlsx::Book::open(zip)?;
                    (Book::Xlsx(book), sheets)
                }
                Kind::Xlsb => {
                    let (book, sheets) = xlsb::Book::open(zip)?;
                    (Book::Xlsb(book), sheets)
                }
                Kind::Ods => {
                    let (book, sheets) = ods::Book::open(zip)?;
                    (Book::Ods(book), sheets)
                }
            }
        };
        if sheets.is_empty() {
            return Err(FileError::Refused {
                what: "the workbook has no sheet with cells",
                remedy: "Choose the workbook that holds the table of contacts.",
            });
        }
        Ok(Self { book, sheets })
    }

    /// Its sheets in the order of their tabs; never empty.
    #[must_use]
    pub fn sheets(&self) -> &[SheetAbout] {
        &self.sheets
    }

    /// The sheet that a person most likely means: the first visible one that looks like contacts, or that has anything.
    ///
    /// # Errors
    /// When the file cannot be read any more.
    pub fn likely(&mut self) -> Result<usize, FileError> {
        let (mut best, mut most) = (0, 0);
        for at in 0..self.sheets.len() {
            let mut head = Vec::new();
            // A sheet that cannot be read is told of when it is chosen.
            let Ok(()) = self.write(at, TableWriter::of_head(&mut head, HEAD_ROWS)).map(drop) else { continue };
            let score = looks_like_contacts(&head) * 2 + usize::from(!head.is_empty());
            let score = if self.sheets[at].hidden { score / 8 } else { score };
            if score > most {
                (best, most) = (at, score);
            }
            // Two columns that name somebody or a way to them are enough: the first such sheet is meant.
            if score >= 5 {
                break;
            }
        }
        Ok(best)
    }

    /// Writes one sheet as text: a record for each of its rows up to the last that is used.
    ///
    /// # Errors
    /// When there is no such sheet, or it is damaged, or the text cannot be written.
    pub fn transcribe(&mut self, sheet: usize, out: &mut dyn Write) -> Result<Transcript, FileError> {
        self.write(sheet, TableWriter::new(out))
    }

    fn write(&mut self, sheet: usize, table: TableWriter<'_>) -> Result<Transcript, FileError> {
        let Some(about) = self.sheets.get(sheet) else {
            return Err(FileError::Refused {
                what: "the workbook has no such sheet",
                remedy: "Choose one of the sheets that it has.",
            });
        };
        match &mut self.book {
            Book::Xlsx(book) => book.write(&about.name, table),
            Book::Xlsb(book) => book.write(&about.name, table),
            Book::Xls(book) => book.write(&about.name, table),
            Book::Ods(book) => book.write(sheet, table),
        }
    }
}

/// How many columns of a head are known to hold something of a contact.
fn looks_like_contacts(head: &[u8]) -> usize {
    let options = PreviewOptions { format: Transcript::default().format(), ..PreviewOptions::default() };
    let Ok(seen) = preview(head, head.len() as u64, &options) else { return 0 };
    seen.mapping.columns.iter().filter(|column| !column.target.is_empty()).count()
}

/// Fills a buffer as far as the stream goes.
fn read_up_to(reader: &mut impl Read, buffer: &mut [u8]) -> std::io::Result<usize> {
    let mut got = 0;
    while got < buffer.len() {
        match reader.read(&mut buffer[got..]) {
            Ok(0) => break,
            Ok(length) => got += length,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(got)
}
