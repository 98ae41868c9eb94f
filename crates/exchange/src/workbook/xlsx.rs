//! Workbooks of Excel since 2007 (xlsx, xlsm): cells stream by, shared strings are held.
//!
//! Deliberately absent: whether the file may be read at all (`members`).

use std::io::{BufReader, Read, Seek};

use calamine::{Reader as _, Xlsx, XlsxError};
use zip::ZipArchive;

use super::SheetAbout;
use super::caught::{caught, cut_short, damaged, protected};
use super::cell::{NumberFormat, text_of};
use super::sheet::SheetWriter;
use super::tabs::sheets_among;
use crate::transcript::{Going, TableWriter};
use crate::{FileError, Transcript};

pub(super) struct Book<R: Read + Seek>(Xlsx<BufReader<R>>);

impl<R: Read + Seek> Book<R> {
    pub(super) fn open(zip: ZipArchive<BufReader<R>>) -> Result<(Self, Vec<SheetAbout>), FileError> {
        caught(|| {
            let mut book = Xlsx::new(zip.into_inner()).map_err(refusal)?;
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
            let code = |style: &calamine::Style| style.number_format.as_ref().map(|format| format.format_code.clone());
            let formats: Vec<NumberFormat> =
                cells.styles().iter().map(|style| NumberFormat::of(&code(style).unwrap_or_default())).collect();
            let plain = NumberFormat::Plain;
            loop {
                let (cell, style) = match cells.next_cell_with_style_id() {
                    Ok(Some(found)) => found,
                    Ok(None) => break,
                    Err(error) if is_of_one_cell(&error) => {
                        sheet.unreadable();
                        continue;
                    }
                    Err(error) => return Err(refusal(error)),
                };
                let (row, column) = cell.get_position();
                let text = text_of(cell.get_value(), formats.get(style).unwrap_or(&plain));
                if sheet.cell(row.into(), column.into(), text.as_deref())? == Going::Enough {
                    break;
                }
            }
            sheet.finish()
        })
    }
}

/// Whether the next cell can be read all the same.
fn is_of_one_cell(error: &XlsxError) -> bool {
    matches!(
        error,
        XlsxError::Unexpected(_)
            | XlsxError::ParseFloat(_)
            | XlsxError::CellError(_)
            | XlsxError::CellTAttribute(_)
            | XlsxError::Unrecognized { .. }
            | XlsxError::UnexpectedNode(_)
    )
}

fn refusal(error: XlsxError) -> FileError {
    match error {
        XlsxError::Password => protected(),
        XlsxError::XmlEof(_) => cut_short(),
        XlsxError::Io(error) if error.kind() != std::io::ErrorKind::UnexpectedEof => FileError::Read(error),
        XlsxError::Io(_) => cut_short(),
        _ => damaged(),
    }
}
