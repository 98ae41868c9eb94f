//! A workbook, whose cells are all text: what a spreadsheet shows is what is in the vault, and nothing in it runs.
//!
//! Rows are written as they come, into files without a name beside the target; a sheet that is full is followed by
//! another. Deliberately absent: formats and typed cells, which spreadsheets of many countries read in many ways.

use std::io::{self, Seek, Write};
use std::path::Path;

use rust_xlsxwriter::{Format, Workbook, Worksheet, XlsxError};

use super::csv::is_marked;

/// Characters of a cell.
const CELL: usize = 32_767;
/// Rows of a sheet.
const ROWS: u32 = 1_048_576;

/// A workbook while it is written.
pub(super) struct Book {
    book: Workbook,
    sheets: usize,
    /// The next row of the last sheet.
    row: u32,
}

impl Book {
    /// Begins a workbook; `beside` is the folder for what is written on the way.
    pub(super) fn new(beside: &Path, headers: &[String]) -> io::Result<Self> {
        let mut book = Workbook::new();
        book.set_tempdir(beside).map_err(failed)?;
        let mut book = Self { book, sheets: 0, row: 0 };
        book.add_sheet(headers)?;
        Ok(book)
    }

    fn add_sheet(&mut self, headers: &[String]) -> io::Result<()> {
        self.sheets += 1;
        let name = if self.sheets == 1 { "Contacts".to_owned() } else { format!("Contacts {}", self.sheets) };
        let sheet = self.book.add_worksheet_with_constant_memory().map_err(failed)?;
        sheet.set_name(name).map_err(failed)?;
        sheet.set_freeze_panes(1, 0).map_err(failed)?;
        let bold = Format::new().set_bold();
        for (column, header) in (0_u16..).zip(headers) {
            sheet.write_string_with_format(0, column, header, &bold).map_err(failed)?;
        }
        self.row = 1;
        Ok(())
    }

    /// Writes a row; `cut` hears of columns whose text is longer than a cell.
    pub(super) fn write_row(&mut self, headers: &[String], cells: &[String], cut: impl FnMut(usize)) -> io::Result<()> {
        if self.row == ROWS {
            self.add_sheet(headers)?;
        }
        let row = self.row;
        self.row += 1;
        let sheet = self.book.worksheet_from_index(self.sheets - 1).map_err(failed)?;
        write_cells(sheet, row, cells, cut).map_err(failed)
    }

    /// Puts the workbook together.
    pub(super) fn finish<W: Write + Seek + Send>(mut self, to: W) -> io::Result<()> {
        self.book.save_to_writer(to).map_err(failed)
    }
}

fn write_cells(sheet: &mut Worksheet, row: u32, cells: &[String], mut cut: impl FnMut(usize)) -> Result<(), XlsxError> {
    for (column, cell) in cells.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
        let at = u16::try_from(column).unwrap_or(u16::MAX);
        if is_marked(cell, false) {
            sheet.write_string(row, at, format!("'{cell}"))?;
        } else if cell.chars().count() > CELL {
            cut(column);
            sheet.write_string(row, at, cell.chars().take(CELL).collect::<String>())?;
        } else {
            sheet.write_string(row, at, cell)?;
        }
    }
    Ok(())
}

/// What the library says as what the system said, where that is what it passes on.
fn failed(error: XlsxError) -> io::Error {
    match error {
        XlsxError::IoError(error) | XlsxError::TempFileError(_, error) => error,
        other => io::Error::other(other),
    }
}
