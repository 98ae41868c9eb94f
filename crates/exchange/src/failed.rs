//! Rows that were not taken, as a table that a spreadsheet opens, to be mended and imported again.
//!
//! The cells come back as they were, with the line and the reason behind them; a cell that a spreadsheet would take for
//! a formula gets an apostrophe before it, which the import takes away again. Line and reason have headers that the
//! import knows to leave out. Deliberately absent: where it is saved.

use crate::out::csv;
use crate::plan::column_name;

/// The headers of what is added to the cells.
pub(crate) const ADDED: [&str; 2] = ["Line (Satchel)", "Reason (Satchel)"];

/// A row that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailedRow<'a> {
    /// The line of the original file.
    pub line: u64,
    /// Why, in a sentence.
    pub reason: &'a str,
    /// The cells as they were.
    pub cells: &'a [String],
}

/// Writes rows as CSV in UTF-8 with the mark that spreadsheets look for, CRLF between lines.
///
/// The columns are those of `header`, as many more as the longest row needs, each with a number, then the line and the
/// reason.
pub fn failed_rows_csv<'a>(header: &[String], rows: &[FailedRow<'a>]) -> Vec<u8> {
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0).max(header.len());
    let mut text = String::from(csv::MARK);
    let mut write = |cells: &mut dyn Iterator<Item = &str>| {
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                text.push(',');
            }
            let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
            csv::push_cell(&mut text, if formula { "'" } else { "" }, cell);
        }
        text.push_str(csv::END);
    };
    let numbered: Vec<String> = (header.len()..width).map(column_name).collect();
    write(&mut header.iter().chain(&numbered).map(String::as_str).chain(ADDED));
    for row in rows {
        let line = row.line.to_string();
        let padding = std::iter::repeat_n("", width - row.cells.len());
        let cells = row.cells.iter().map(String::as_str).chain(padding);
        write(&mut cells.chain([line.as_str(), row.reason]));
    }
    text.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::{FailedRow, failed_rows_csv};

    #[test]
    fn spreadsheets_run_nothing_of_it() {
        let header = ["Name".to_owned(), "Phone".to_owned()];
        let cells = ["=cmd|' /C calc'!A0".to_owned(), "+49 30 1".to_owned(), "a\"b, c".to_owned()];
        let rows = [FailedRow { line: 7, reason: "there is nobody here", cells: &cells }];
        let text = String::from_utf8(failed_rows_csv(&header, &rows)).unwrap();
        assert_eq!(
            text,
            "\u{feff}Name,Phone,Column 3,Line (Satchel),Reason (Satchel)\r\n\
             \"'=cmd|' /C calc'!A0\",\"'+49 30 1\",\"a\"\"b, c\",7,there is nobody here\r\n"
        );
    }
}
