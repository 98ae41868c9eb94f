//! Binary workbooks of Excel since 2007 (xlsb): cells stream by, shared strings are held.
//!
//! Deliberately absent: formats of numbers, which the library keeps to itself.

use std::io::{BufReader, Read, Seek};

use calamine::{Reader as _, Xlsb, XlsbError};
use zip::ZipArchive;

use super::SheetAbout;
use super::caught::{caught, cut_short, damaged, protected};
use super::cell::{NumberFormat, text_of};
use super::sheet::SheetWriter;
use super::tabs::sheets_among;
use crate::transcript::{Going, TableWriter};
use crate::{FileError, Transcript};

pub(super) struct Book<R: Read + Seek>(Xlsb<BufReader<R>>);

impl<R: Read + Seek> Book<R> {
    pub(super) fn open(zip: ZipArchive<BufReader<R>>) -> Result<(Self, Vec<SheetAbout>), FileError> {
        caught(|| {
            let mut book = Xlsb::new(zip.into_inner()).map_err(refusal)?;
            let tabs = book.sheets_metadata().to_vec();
            let end = |name: &str| book.worksheet_cells_reader(name).ok().map(|cells| cells.dimensions().end);
            let sheets = sheets_among(tabs, end);
            Ok((Self(book), sheets))
        })
    }

    pub(super) fn write(&mut self, name: &str, table: TableWriter<'_>) -> Result<Transcript, FileError> {
        caught(|| {
            let mut sheet = SheetWriter::new(table);
            let mut cells = self.0.worksheet_cells_reader(name).map_err(refusal)?;
            while let Some(cell) = cells.next_cell().map_err(refusal)? {
                let (row, column) = cell.get_position();
                let text = text_of(cell.get_value(), &NumberFormat::Plain);
                if sheet.cell(row.into(), column.into(), text.as_deref())? == Going::Enough {
                    break;
                }
            }
            sheet.finish()
        })
    }
}

fn refusal(error: XlsbError) -> FileError {
    match error {
        XlsbError::Password => protected(),
        XlsbError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => FileError::Read(error),
        XlsbError::Io(_) => cut_short(),
        _ => damaged(),
    }
}
