//! The beginning of a file to import, and what had to be learnt from the rest of it.
//!
//! Preview, dry run and import all look through here, so that they take a file for the same. A file that cannot be read
//! twice (a pipe) is judged by its beginning alone. Deliberately absent: the reading of its rows (`form`).

use std::io::{Read, SeekFrom};

use satchel_exchange::jsonl::ContactLines;
use satchel_exchange::{
    CardOptions, CardReader, FileKind, FormatChoice, Mapping, OwnTarget, Preview, PreviewOptions, Reader, Record,
    cards_in, later_encoding, preview,
};
use satchel_model::{Problem, Severity};

use super::form::Form;
use super::source::{Bytes, unreadable};
use crate::wire::WireError;

/// How much of a file is looked at before it is read.
const HEAD: u64 = 2 << 20;
/// Cards that are shown.
const SHOWN_CARDS: usize = 20;
/// What is shown of each card.
pub(super) const SHOWN_OF_CARDS: [&str; 5] = ["Name", "Company", "Title", "E-mail", "Phone"];

/// The beginning of a file.
pub(super) struct Head {
    pub(super) bytes: Vec<u8>,
    /// Of the whole file.
    pub(super) length: u64,
    pub(super) kind: FileKind,
    choice: FormatChoice,
    later: Option<String>,
}

/// Cards as a person sees them before the import.
pub(super) struct CardsSeen {
    pub(super) rows: Vec<Vec<String>>,
    pub(super) estimate: i64,
    pub(super) problems: Vec<Problem>,
}

impl Head {
    /// The head of what was written out as a table or as cards.
    pub(super) fn seen(bytes: Vec<u8>, length: u64, kind: FileKind, choice: FormatChoice) -> Self {
        Self { bytes, length, kind, choice, later: None }
    }

    /// Reads the head of `file`, which stands behind it afterwards.
    pub(super) fn read(
        file: &mut dyn Bytes,
        length: u64,
        kind: FileKind,
        choice: FormatChoice,
    ) -> Result<Self, WireError> {
        let mut bytes = Vec::new();
        file.take(HEAD).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
        let end = bytes.len() as u64;
        let mut later = None;
        if choice.encoding.is_none() && length > end && kind == FileKind::Table {
            later = later_encoding(&bytes, &mut *file)?;
            file.seek(SeekFrom::Start(end)).map_err(|error| unreadable(&error))?;
        }
        Ok(Self { bytes, length, kind, choice, later })
    }

    /// Looks at it as a table.
    pub(super) fn preview(&self, mapping: Mapping, own: Vec<OwnTarget>) -> Result<Preview, WireError> {
        let options = PreviewOptions { format: self.choice.clone(), later: self.later.clone(), mapping, own };
        Ok(preview(&self.bytes, self.length, &options)?)
    }

    /// Looks at it as people who say themselves what they are.
    pub(super) fn people(&self, country: Option<String>) -> Result<CardsSeen, WireError> {
        if self.kind == FileKind::Lines { self.lines() } else { self.cards(country) }
    }

    fn lines(&self) -> Result<CardsSeen, WireError> {
        let mut reader = ContactLines::new(self.bytes.as_slice());
        let lines = self.bytes.iter().filter(|byte| **byte == b'\n').count().max(1);
        let mut seen = CardsSeen { rows: Vec::new(), estimate: self.scaled(lines), problems: Vec::new() };
        while seen.rows.len() < SHOWN_CARDS
            && let Some(found) = reader.read()?
        {
            if let Some(contact) = found.contact {
                let email = contact.emails.first().map_or("", |row| &row.value);
                let phone = contact.phones.first().map_or("", |row| &row.value);
                let row = [&contact.display, &contact.company, &contact.title, email, phone];
                seen.rows.push(row.map(str::to_owned).to_vec());
            }
            seen.problems.extend(found.problems.into_iter().filter(|problem| problem.severity == Severity::Error));
        }
        Ok(seen)
    }

    /// Looks at it as address cards.
    fn cards(&self, country: Option<String>) -> Result<CardsSeen, WireError> {
        let options = CardOptions { encoding: self.choice.encoding.clone(), country, ..CardOptions::default() };
        let mut reader = CardReader::new(self.bytes.as_slice(), &options)?;
        let mut seen = CardsSeen { rows: Vec::new(), estimate: self.count_cards(), problems: Vec::new() };
        while seen.rows.len() < SHOWN_CARDS
            && let Some(found) = reader.read()?
        {
            let contact = &found.card.contact;
            let email = contact.emails.first().map_or("", |(_, address)| address);
            let phone = contact.phones.first().map_or("", |(_, number, _)| number);
            let row = [&contact.shown(), &contact.company, &contact.title, email, phone];
            seen.rows.push(row.map(str::to_owned).to_vec());
            let errors = found.problems.into_iter().filter(|problem| problem.severity == Severity::Error);
            seen.problems.extend(errors);
        }
        Ok(seen)
    }

    /// How many cards there are, about.
    fn count_cards(&self) -> i64 {
        self.scaled(cards_in(&self.bytes))
    }

    /// A count of the head as one of the whole file.
    fn scaled(&self, count: usize) -> i64 {
        let looked = u128::from(self.bytes.len().max(1) as u64);
        i64::try_from(count as u128 * u128::from(self.length.max(1)) / looked).unwrap_or(i64::MAX)
    }

    /// How it is to be read, and how many rows it has, about.
    pub(super) fn form(&self, mapping: Mapping, own: Vec<OwnTarget>) -> Result<(Form, i64), WireError> {
        if self.kind == FileKind::Cards {
            // Says at once when there is no card in it, or no such encoding.
            self.cards(None)?;
            let form = Form::Cards { encoding: self.choice.encoding.clone(), country: mapping.country };
            return Ok((form, self.count_cards()));
        }
        if self.kind == FileKind::Lines {
            return Ok((Form::Lines, self.lines()?.estimate));
        }
        let seen = self.preview(mapping, own)?;
        // The preview shortens headers to show them; the mapper wants them as they are.
        let reader = Reader::new(self.bytes.as_slice(), &seen.format)?;
        let header =
            reader.header().map(|record: &Record| record.cells().map(str::to_owned).collect()).unwrap_or_default();
        let rows = i64::try_from(seen.rows_estimate).unwrap_or(0);
        Ok((Form::Table { format: seen.format, header, mapping: seen.mapping }, rows))
    }
}
