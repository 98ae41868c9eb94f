//! How a table is written, found out from its head.
//!
//! What a person has chosen is never overruled. Headers are known by their words, so that a preamble of any length
//! above them is skipped; without known words the cells decide. Deliberately absent: what the columns hold (`guess`).

use std::collections::{HashMap, HashSet};

use crate::content::{Seen, look};
use crate::decode::{decode_head, sniff_encoding};
use crate::encoding::encoding;
use crate::format::mark;
use crate::{FileError, Format, FormatChoice, Reader, Record, header, preset};

/// Bytes of the head that are looked at.
const LOOK: usize = 1 << 20;
/// A preamble is at most this long.
const PREAMBLE_LINES: u32 = 30;

/// Finds out how a file is written. `head` is its beginning, `whole` says that there is no more; `later` is what
/// [`later_encoding`](crate::later_encoding) found behind it.
///
/// # Errors
/// When it is empty or no text, or when the choice names no encoding or no delimiter.
pub fn sniff(head: &[u8], whole: bool, later: Option<&str>, choice: &FormatChoice) -> Result<Format, FileError> {
    if whole && head.is_empty() {
        return Err(FileError::Empty);
    }
    let encoding = match (&choice.encoding, later) {
        (Some(label), _) => encoding(label)?,
        (None, Some(later)) => encoding(later)?,
        (None, None) => sniff_encoding(head, whole)?,
    };
    let (looked, whole) = (&head[..head.len().min(LOOK)], whole && head.len() <= LOOK);
    let text = decode_head(looked, encoding, whole);
    let declared = declared_delimiter(&text);
    let mut format = Format {
        encoding: encoding.name().to_owned(),
        delimiter: ',',
        quote: quote(&text),
        skip_lines: u32::from(declared.is_some()),
        has_header: false,
    };
    let sample = Sample { text: &text, whole };
    format.delimiter = match choice.delimiter.or(declared) {
        Some(delimiter) => delimiter,
        None => sample.delimiter(&format)?,
    };
    mark(format.delimiter)?;
    if format.delimiter == format.quote {
        return Err(FileError::Separator(format.delimiter.to_string()));
    }
    match choice.header_line {
        Some(0) => {}
        Some(line) => (format.skip_lines, format.has_header) = (line - 1, true),
        None => (format.skip_lines, format.has_header) = sample.header(&format)?,
    }
    Ok(format)
}

/// `sep=;` on the first line is how spreadsheets are told.
fn declared_delimiter(text: &str) -> Option<char> {
    let line = text.lines().next()?.trim_matches('"');
    let (word, rest) = line.split_at_checked(4)?;
    let mut rest = rest.chars();
    let delimiter = rest.next().filter(|_| word.eq_ignore_ascii_case("sep=") && rest.next().is_none())?;
    mark(delimiter).is_ok().then_some(delimiter)
}

/// The double quote, unless cells are plainly in single ones.
fn quote(text: &str) -> char {
    if text.contains('"') {
        return '"';
    }
    let cells = || text.split([',', ';', '\t', '\n', '\r', '|']).filter(|cell| cell.len() > 1).take(200);
    let quoted = cells().filter(|cell| cell.starts_with('\'') && cell.ends_with('\'')).count();
    if quoted > 1 && quoted * 2 > cells().count() { '\'' } else { '"' }
}

struct Sample<'a> {
    text: &'a str,
    whole: bool,
}

impl Sample<'_> {
    fn records(&self, format: &Format, limit: usize) -> Result<Vec<Record>, FileError> {
        let format = Format { encoding: "UTF-8".to_owned(), has_header: false, ..format.clone() };
        let mut reader = Reader::new(self.text.as_bytes(), &format)?;
        let (mut records, mut record) = (Vec::new(), Record::new());
        while records.len() < limit && reader.read(&mut record)? {
            if record.unclosed().is_some() && !self.whole {
                break;
            }
            if !record.is_blank() && record.unclosed().is_none() {
                records.push(std::mem::take(&mut record));
            }
        }
        Ok(records)
    }

    /// The one that cuts most lines into the same number of cells, and best into known headers.
    fn delimiter(&self, format: &Format) -> Result<char, FileError> {
        let mut best = (0.0, ',');
        for delimiter in [',', ';', '\t', '|'] {
            if !self.text.contains(delimiter) {
                continue;
            }
            let records = self.records(&Format { delimiter, ..format.clone() }, 60)?;
            let mut widths: HashMap<usize, usize> = HashMap::new();
            for record in &records {
                *widths.entry(record.len()).or_default() += 1;
            }
            widths.remove(&1);
            let Some((width, lines)) = widths.into_iter().max_by_key(|(width, lines)| (*lines, *width)) else {
                continue;
            };
            let known = records.iter().take(15).map(known_headers).max().unwrap_or(0);
            let known = if known > 1 { known } else { 0 };
            #[expect(clippy::cast_precision_loss, reason = "small counts")]
            let score = lines as f64 / records.len() as f64 * (1.0 + (width as f64).ln()) + 3.0 * known as f64;
            if score > best.0 {
                best = (score, delimiter);
            }
        }
        Ok(best.1)
    }

    /// Lines above the first record, and whether it is a header.
    fn header(&self, format: &Format) -> Result<(u32, bool), FileError> {
        let mut first = None;
        let text = self.text.replace("\r\n", "\n").replace('\r', "\n");
        // A word that is a header elsewhere may stand alone above a table: "Notes:".
        let mut lone = None;
        for skip_lines in format.skip_lines..format.skip_lines + PREAMBLE_LINES {
            let at = Format { skip_lines, ..format.clone() };
            // A blank line between a preamble and the header is no header, though a record is found from it on.
            if text.lines().nth(skip_lines as usize).is_none_or(|line| line.trim().is_empty()) {
                continue;
            }
            let records = self.records(&at, 1)?;
            let Some(record) = records.first() else { break };
            let filled = record.cells().filter(|cell| !cell.trim().is_empty()).count();
            let known = known_headers(record);
            let (_, first_filled) = *first.get_or_insert((skip_lines, filled));
            let above = first.is_some_and(|(line, _)| line < skip_lines);
            let good = match (above, filled) {
                (false, 1) => {
                    lone = (known == 1).then_some(skip_lines);
                    false
                }
                (false, _) => known >= 2 && known * 3 >= filled,
                (true, _) => {
                    (known >= 3 || known >= 2 && known == filled) && known * 2 >= filled && first_filled < filled
                }
            };
            if good {
                return Ok((skip_lines, true));
            }
        }
        if let Some(skip_lines) = lone {
            return Ok((skip_lines, true));
        }
        let skip_lines = first.map_or(format.skip_lines, |(line, _)| line);
        let records = self.records(&Format { skip_lines, ..format.clone() }, 100)?;
        Ok((skip_lines, looks_like_header(&records)))
    }
}

fn known_headers(record: &Record) -> usize {
    let known = |cell: &&str| {
        let cell = cell.trim();
        !cell.is_empty()
            && cell.len() <= 120
            && (preset::knows(&header::key(cell)) || header::target_of(cell).is_some())
    };
    record.cells().filter(known).count()
}

/// With few known words: the first record names columns when it has no values itself, and no name twice, and either
/// the rows below it have values or one of its words is a known header.
fn looks_like_header(records: &[Record]) -> bool {
    let Some((first, rest)) = records.split_first() else { return false };
    let filled = || first.cells().map(str::trim).filter(|cell| !cell.is_empty());
    let words = filled().all(|cell| look(cell) == Some(Seen::Text) && cell.len() <= 80 && !cell.contains('\n'));
    let mut names = HashSet::new();
    let unique = filled().all(|cell| names.insert(cell));
    let typed = rest.iter().any(|record| record.cells().any(|cell| look(cell).is_some_and(|seen| seen != Seen::Text)));
    let named = typed || known_headers(first) > 0;
    words && unique && named && filled().count() * 2 > first.len()
}
