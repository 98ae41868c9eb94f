//! The head of a file as a person sees it before the import: rows, and which column holds what.
//!
//! What is previewed is what is imported: the format and the mapping in it are all that the job needs. Deliberately
//! absent: anything that depends on the vault, such as who is here already.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::cell::head;
use crate::guess::{OwnTarget, date_order, guess_mapping};
use crate::{DateOrder, FileError, Format, FormatChoice, Mapping, Reader, Record, sniff};

/// Rows shown.
const SHOWN_ROWS: usize = 20;
/// Characters shown of a cell.
const SHOWN_CHARS: usize = 200;
/// Rows that guesses rest on.
const SAMPLE_ROWS: usize = 1_000;

/// What is known already, for a person has decided it or the rest of the file shows it; what is not is guessed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
pub struct PreviewOptions {
    /// Encoding, delimiter, header.
    pub format: FormatChoice,
    /// What [`later_encoding`](crate::later_encoding) found behind the head.
    pub later: Option<String>,
    /// Columns, date order, country; what it does not name is guessed.
    pub mapping: Mapping,
    /// The fields of one's own that columns may be called after.
    pub own: Vec<OwnTarget>,
}

/// A file before its import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Preview {
    /// How it is written.
    pub format: Format,
    /// The line of the header, counted from 1; nothing when there is none.
    pub header_line: Option<u32>,
    /// The headers as written; empty when there are none.
    pub header: Vec<String>,
    /// Which column holds what.
    pub mapping: Mapping,
    /// The first rows, at most 20, at most 200 characters of each cell.
    pub rows: Vec<Vec<String>>,
    /// How many rows it has, about; exact when the whole file was looked at.
    #[ts(type = "number")]
    pub rows_estimate: u64,
    /// Whether that number is exact.
    pub rows_exact: bool,
    /// Days that could begin with the day or with the month, a few, when no other day of the file tells.
    pub either_days: Vec<String>,
    /// Headers of columns that nobody has given a field.
    pub unmapped: Vec<String>,
    /// What a person should look at, in sentences.
    pub warnings: Vec<String>,
}

/// Looks at the head of a file (a megabyte or a few, or all of it) whose whole length is `file_len` bytes.
///
/// # Errors
/// When it is no table of contacts, or the options name what is not there.
pub fn preview(head: &[u8], file_len: u64, options: &PreviewOptions) -> Result<Preview, FileError> {
    let whole = head.len() as u64 >= file_len;
    let format = sniff(head, whole, options.later.as_deref(), &options.format)?;
    let mut reader = Reader::new(head, &format)?;
    let header = header_of(reader.header());
    let (mut sample, mut count, mut record, mut unclosed) = (Vec::new(), 0_u64, Record::new(), None);
    while reader.read(&mut record)? {
        // The end of the head is not the end of the file: what it cuts is neither unclosed nor a row.
        if record.unclosed().is_some() && !whole {
            break;
        }
        unclosed = unclosed.or(record.unclosed());
        if record.is_blank() {
            continue;
        }
        count += 1;
        if sample.len() < SAMPLE_ROWS && record.unclosed().is_none() {
            sample.push(std::mem::take(&mut record));
        }
    }
    let incomplete = !whole && sample.len() as u64 == count && sample.len() > 1;
    if incomplete {
        sample.pop();
    }
    let mapping = guess_mapping(&header, &sample, &options.mapping, &options.own)?;
    let unmapped = mapping.open().collect();
    let mut warnings = Vec::new();
    if let Some(line) = unclosed {
        warnings.push(format!("A quotation mark opens on line {line} and never closes; that row cannot be imported."));
    }
    warn_of_columns(&mapping, count, &mut warnings);
    let either_days = match options.mapping.date_order {
        DateOrder::Auto => date_order(&mapping, &sample).1,
        _ => Vec::new(),
    };
    if !either_days.is_empty() {
        let order = if mapping.date_order == DateOrder::Mdy { "month" } else { "day" };
        warnings
            .push(format!("The dates do not show whether the day or the month comes first; the {order} is taken to."));
    }
    if options.format.encoding.is_none() && !format.encoding.starts_with("UTF") {
        warnings.push(format!(
            "The file does not say its encoding; it is read as {}. If names look wrong, choose another.",
            format.encoding
        ));
    }
    let rows = sample.iter().take(SHOWN_ROWS).map(|row| row.cells().map(shown).collect()).collect();
    let rows_estimate = if whole { count } else { estimate(count, head.len() as u64, file_len) };
    let header_line = format.header_line();
    Ok(Preview {
        format,
        header_line,
        header,
        mapping,
        rows,
        rows_estimate,
        rows_exact: whole,
        either_days,
        unmapped,
        warnings,
    })
}

fn header_of(record: Option<&Record>) -> Vec<String> {
    record
        .map(|record| record.cells().map(|cell| head(cell, SHOWN_CHARS).trim().to_owned()).collect())
        .unwrap_or_default()
}

fn shown(cell: &str) -> String {
    head(cell, SHOWN_CHARS).to_owned()
}

fn estimate(count: u64, looked: u64, file_len: u64) -> u64 {
    u64::try_from(u128::from(count) * u128::from(file_len) / u128::from(looked.max(1))).unwrap_or(u64::MAX)
}

fn warn_of_columns(mapping: &Mapping, count: u64, warnings: &mut Vec<String>) {
    let who = ["name", "given", "family", "nickname", "display", "emails", "phones", "company"];
    let says_who = |target: &str| {
        who.iter().any(|key| {
            target == *key || target.starts_with(&format!("{key}:")) || target.starts_with(&format!("{key}#"))
        })
    };
    if count > 0 && !mapping.columns.iter().any(|column| says_who(&column.target)) {
        warnings.push(
            "No column is known to hold a name, an e-mail, a phone or a company: choose at least one.".to_owned(),
        );
    }
}
