//! Rows of a table as text: UTF-8 with the mark that spreadsheets look for, commas, CRLF.
//!
//! A text that a spreadsheet would take for a formula gets an apostrophe before it, and so does one that an import would
//! take for such a text: what `cell::clean` takes away is what is put here. A number to call keeps its plus: nothing
//! runs in it, and other programs call it.

use std::io::{self, Write};

use crate::cell::clean;

/// What spreadsheets look for at the beginning of text in UTF-8.
pub(crate) const MARK: &str = "\u{feff}";
/// Behind each row.
pub(crate) const END: &str = "\r\n";

/// Writes a row.
pub(super) fn write_row(to: &mut impl Write, row: &mut String, cells: &[String]) -> io::Result<()> {
    row.clear();
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            row.push(',');
        }
        if is_marked(cell, true) { push_cell(row, "'", cell) } else { push_cell(row, "", cell) }
    }
    row.push_str(END);
    to.write_all(row.as_bytes())
}

/// Whether a text needs an apostrophe before it: because a spreadsheet that reads text would run it, or because an import
/// would take something away from it.
pub(super) fn is_marked(cell: &str, runs: bool) -> bool {
    let bare = crate::cell::trim(cell);
    // Of blanks nothing is kept, and nothing runs.
    let Some(first) = cell.bytes().next().filter(|_| !bare.is_empty()) else { return false };
    let could_run = matches!(first, b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r') && !is_number(cell);
    runs && could_run || bare.starts_with(['\'', '=']) && clean(cell).text.len() != bare.len()
}

/// Nothing but a number, to call or below zero, in which nothing can be run.
fn is_number(cell: &str) -> bool {
    if let Some(amount) = cell.strip_prefix('-') {
        return !amount.is_empty() && amount.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    }
    let rest = cell.strip_prefix('+').unwrap_or_default();
    rest.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        && rest.bytes().all(|byte| byte.is_ascii_digit() || b" ()./-".contains(&byte))
}

/// Appends a cell behind a mark, quoted where it has to be.
pub(crate) fn push_cell(to: &mut String, mark: &str, cell: &str) {
    let plain = |byte: u8| !matches!(byte, b',' | b';' | b'"' | b'\n' | b'\r' | b'\t' | b'\'');
    if mark.is_empty() && cell.bytes().all(plain) && cell.trim().len() == cell.len() {
        to.push_str(cell);
        return;
    }
    to.push('"');
    to.push_str(mark);
    for piece in cell.split_inclusive('"') {
        to.push_str(piece);
        if piece.ends_with('"') {
            to.push('"');
        }
    }
    to.push('"');
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::is_marked;
    use crate::cell::{clean, trim};

    #[test]
    fn nothing_runs_and_numbers_can_be_called() {
        for cell in ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "+A1", "+1+cmd", "'=1", "=\"1\""] {
            assert!(is_marked(cell, true), "{cell:?}");
        }
        for cell in ["-12.5", "+49 30 1234567", "+1 (212) 555-0134", "Ada", "", "'t Hooft", "O'Neil"] {
            assert!(!is_marked(cell, true), "{cell:?}");
        }
        assert!(!is_marked("=1+1", false), "a workbook says what is text");
        assert!(is_marked("'=1", false) && is_marked("=\"1\"", false));
    }

    proptest! {
        #[test]
        fn what_is_marked_is_read_as_it_was(cell in "[=+@\t\r\"'0-9( a-]{0,8}", runs in any::<bool>()) {
            // What a vault holds has no blanks around it.
            let cell = trim(&cell).to_owned();
            let written = if is_marked(&cell, runs) { format!("'{cell}") } else { cell.clone() };
            let read = clean(&written);
            prop_assert_eq!(read.text.as_ref(), trim(&cell));
        }
    }
}
