//! Cells of one sheet on their way into a transcript, and what is told of those that could not go there.
//!
//! Deliberately absent: where cells come from.

use super::cell::place;
use crate::told::counted;
use crate::transcript::{Going, TableWriter};
use crate::{FileError, Transcript};

/// What any spreadsheet program can hold.
const ROWS: u64 = 1 << 20;
const COLUMNS: u64 = 1 << 14;

pub(super) struct SheetWriter<'a> {
    table: TableWriter<'a>,
    /// Cells that hold an error of the spreadsheet program, and where the first is.
    errors: u64,
    first_error: Option<(u64, u64)>,
    /// Cells whose value is none.
    unreadable: u64,
    /// Cells that come behind cells of a later row, or where no sheet has any.
    misplaced: u64,
}

impl<'a> SheetWriter<'a> {
    pub(super) fn new(table: TableWriter<'a>) -> Self {
        Self { table, errors: 0, first_error: None, unreadable: 0, misplaced: 0 }
    }

    /// Takes one cell; nothing for its text is an error.
    pub(super) fn cell(&mut self, row: u64, column: u64, text: Option<&str>) -> Result<Going, FileError> {
        let Some(text) = text else {
            self.errors += 1;
            self.first_error.get_or_insert((row, column));
            return Ok(Going::On);
        };
        if text.is_empty() {
            return Ok(Going::On);
        }
        if row < self.table.row() || row >= ROWS || column >= COLUMNS {
            self.misplaced += 1;
            return Ok(Going::On);
        }
        self.table.put(row, usize::try_from(column).unwrap_or(0), text)
    }

    /// A cell whose value could not be read.
    pub(super) fn unreadable(&mut self) {
        self.unreadable += 1;
    }

    pub(super) fn finish(self) -> Result<Transcript, FileError> {
        let mut done = self.table.finish()?;
        if let Some((row, column)) = self.first_error {
            let place = place(row, column);
            done.warnings.push(match self.errors {
                1 => format!("The cell {place} shows an error of the spreadsheet program; it is read as empty."),
                count => format!(
                    "{count} cells show an error of the spreadsheet program, the first in {place}; they are read as empty."
                ),
            });
        }
        done.warnings.extend(counted(
            self.unreadable,
            "One cell is damaged and is read as empty.",
            "cells are damaged and are read as empty.",
        ));
        done.warnings.extend(counted(
            self.misplaced,
            "One cell is where no sheet has any; it is left out.",
            "cells are where no sheet has any; they are left out.",
        ));
        Ok(done)
    }
}
