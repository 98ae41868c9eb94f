//! Workbooks of Excel before 2007 (xls): read at once, so only small ones.
//!
//! What the library would allocate is worked out from the records before it sees them. Deliberately absent: formats of
//! numbers, which the library keeps to itself, and files of Excel 4 and before.

use std::collections::HashSet;
use std::io::{Cursor, Read, Seek};

use calamine::{Reader as _, Xls, XlsError};

use super::SheetAbout;
use super::caught::{caught, cut_short, damaged, protected};
use super::cell::text_of_owned;
use super::sheet::SheetWriter;
use super::tabs::sheets_among;
use crate::transcript::{Going, TableWriter};
use crate::{FileError, Transcript};

/// How compound files begin: old Office documents, and protected new ones.
pub(super) const MAGIC: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

/// The largest file.
const FILE: u64 = 64 << 20;
/// Cells of the box around the cells of a sheet, of which each takes memory, and of all sheets.
const CELLS: u64 = 12 << 20;
/// Cells for which room may be asked, used or not: a whole sheet.
const ROOM: u64 = 1 << 24;

/// Streams within streams.
const DEEPEST: usize = 64;

pub(super) struct Book(Xls<Cursor<Vec<u8>>>);

impl Book {
    pub(super) fn open<R: Read + Seek>(reader: R, length: u64) -> Result<(Self, Vec<SheetAbout>), FileError> {
        if length > FILE {
            return Err(FileError::Refused {
                what: "the workbook is larger than 64 MB, which its old format does not allow to read piece by piece",
                remedy: "Open it in a spreadsheet program and save it as .xlsx or CSV.",
            });
        }
        let mut bytes = Vec::new();
        reader.take(FILE + 1).read_to_end(&mut bytes)?;
        caught(|| {
            measure(&stream(&bytes)?)?;
            let mut book = Xls::new(Cursor::new(bytes)).map_err(refusal)?;
            let tabs = book.sheets_metadata().to_vec();
            let sheets = sheets_among(tabs, |name| book.worksheet_range(name).ok().and_then(|range| range.end()));
            Ok((Self(book), sheets))
        })
    }

    pub(super) fn write(&mut self, name: &str, table: TableWriter<'_>) -> Result<Transcript, FileError> {
        caught(|| {
            let mut sheet = SheetWriter::new(table);
            let range = self.0.worksheet_range(name).map_err(refusal)?;
            let (top, left) = range.start().unwrap_or((0, 0));
            for (row, column, value) in range.used_cells() {
                let (row, column) = (row as u64 + u64::from(top), column as u64 + u64::from(left));
                if sheet.cell(row, column, text_of_owned(value).as_deref())? == Going::Enough {
                    break;
                }
            }
            sheet.finish()
        })
    }
}

/// The stream of a compound file that holds a workbook.
fn stream(bytes: &[u8]) -> Result<Vec<u8>, FileError> {
    let mut file = match cfb::CompoundFile::open(Cursor::new(bytes)) {
        Ok(file) => file,
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(cut_short()),
        // Sectors that are beyond the end of the file.
        Err(_) if !bytes.len().is_multiple_of(512) => return Err(cut_short()),
        Err(_) => return Err(damaged()),
    };
    if file.exists("/EncryptedPackage") {
        return Err(protected());
    }
    let Some(name) = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"].into_iter().find(|name| file.is_stream(name)) else {
        let (what, remedy) = if file.is_stream("/WordDocument") {
            ("a text document", "Choose a workbook, or save the table in it as CSV.")
        } else if file.is_stream("/__properties_version1.0") {
            ("a message of Outlook", "Save it as .eml, or export the contacts from Outlook as CSV.")
        } else {
            ("an old Office document, but no workbook", "Open it in a spreadsheet program and save it as CSV.")
        };
        return Err(FileError::NotText { what, remedy });
    };
    let mut records = Vec::new();
    file.open_stream(name)?.take(FILE).read_to_end(&mut records).map_err(|_| cut_short())?;
    Ok(records)
}

/// Refuses a workbook for whose cells more memory would be asked than is right.
fn measure(records: &[u8]) -> Result<(), FileError> {
    let far = || FileError::Refused {
        what: "the workbook has more cells than can be taken, or cells very far apart",
        remedy: "Open it in a spreadsheet program and save the sheet as CSV.",
    };
    let (mut all, mut open, mut begins, mut tabs) = (0, Vec::new(), HashSet::new(), HashSet::new());
    for (offset, kind, data) in (Records { bytes: records, at: 0 }) {
        match kind {
            BEGIN => {
                begins.insert(offset);
                open.push(Extent::default());
            }
            END => drop(open.pop()),
            TAB => {
                let place = usize::try_from(long(data, 0)).unwrap_or(usize::MAX);
                // Tabs that share a sheet are a way to have it read a thousand times.
                if !tabs.insert(place) {
                    return Err(damaged());
                }
            }
            EXTENT if room(data) > ROOM => return Err(far()),
            FORMULA | MANY_NUMBERS | RICH_TEXT | SHARED_TEXT | NUMBER | TEXT | TRUTH | SHORT_NUMBER => {
                let many = if kind == MANY_NUMBERS { short(data, data.len().saturating_sub(2)) } else { 0 };
                let Some(extent) = open.last_mut() else { continue };
                let before = extent.cells();
                extent.grow(short(data, 0), short(data, 2), many);
                all += extent.cells() - before;
                if all > CELLS {
                    return Err(far());
                }
            }
            _ => {}
        }
        if open.len() > DEEPEST {
            return Err(damaged());
        }
    }
    if tabs.is_subset(&begins) { Ok(()) } else { Err(damaged()) }
}

/// Kinds of records.
const FORMULA: u16 = 0x0006;
const END: u16 = 0x000A;
const TAB: u16 = 0x0085;
const MANY_NUMBERS: u16 = 0x00BD;
const RICH_TEXT: u16 = 0x00D6;
const SHARED_TEXT: u16 = 0x00FD;
const EXTENT: u16 = 0x0200;
const NUMBER: u16 = 0x0203;
const TEXT: u16 = 0x0204;
const TRUTH: u16 = 0x0205;
const SHORT_NUMBER: u16 = 0x027E;
const BEGIN: u16 = 0x0809;

/// Offset, kind and content of each record of a stream.
struct Records<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Records<'a> {
    type Item = (usize, u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [a, b, c, d, rest @ ..] = self.bytes.get(self.at..)? else { return None };
        let offset = self.at;
        let data = &rest[..usize::from(u16::from_le_bytes([*c, *d])).min(rest.len())];
        self.at += 4 + data.len();
        Some((offset, u16::from_le_bytes([*a, *b]), data))
    }
}

fn short(data: &[u8], at: usize) -> u64 {
    data.get(at..at + 2).map_or(0, |two| u64::from(u16::from_le_bytes([two[0], two[1]])))
}

fn long(data: &[u8], at: usize) -> u64 {
    short(data, at) | short(data, at + 2) << 16
}

/// The cells for which a sheet asks room, in the long form of the record and in the old one.
fn room(data: &[u8]) -> u64 {
    let (rows, columns) = if data.len() >= 14 {
        (long(data, 4).saturating_sub(long(data, 0)), short(data, 10).saturating_sub(short(data, 8)))
    } else {
        (short(data, 2).saturating_sub(short(data, 0)), short(data, 6).saturating_sub(short(data, 4)))
    };
    rows.saturating_mul(columns)
}

/// The box around cells.
#[derive(Default)]
struct Extent(Option<[u64; 4]>);

impl Extent {
    fn grow(&mut self, row: u64, first: u64, last: u64) {
        let last = last.max(first);
        self.0 = Some(match self.0 {
            None => [row, row, first, last],
            Some([top, bottom, left, right]) => [top.min(row), bottom.max(row), left.min(first), right.max(last)],
        });
    }

    fn cells(&self) -> u64 {
        self.0.map_or(0, |[top, bottom, left, right]| (bottom - top + 1) * (right - left + 1))
    }
}

fn refusal(error: XlsError) -> FileError {
    match error {
        XlsError::Password => protected(),
        XlsError::Io(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => cut_short(),
        _ => damaged(),
    }
}
