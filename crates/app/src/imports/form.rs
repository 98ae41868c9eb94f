//! What the bytes of an import are, and the way in which their rows are read: again and again, from any place.

use std::collections::HashMap;
use std::io::{BufReader, Read};

use jiff::tz::TimeZone;
use satchel_exchange::jsonl::ContactLines;
use satchel_exchange::{
    CardKind, CardOptions, CardReader, FileError, Format, Mapper, Mapping, Photo, Position, Reader, Record, RowOutcome,
    whole_contact,
};
use satchel_model::{CustomField, CustomFields, ProblemCode, Severity};
use satchel_store::{CARD_UID, KeptCard, OWN_ID};
use serde::{Deserialize, Serialize};

use super::lines::{draft_of, row_of};
use crate::wire::CellFix;

/// Pictures beyond this stay in their card alone.
const LARGEST_PHOTO: usize = 8 << 20;

/// Bytes of a line of our own export, about.
const LINE: usize = 1 << 10;

/// What the kept bytes are.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "form", rename_all = "snake_case")]
pub(crate) enum Form {
    /// A table.
    Table {
        /// How it is written.
        format: Format,
        /// Its header as it stands in the file.
        header: Vec<String>,
        /// Which column holds what.
        mapping: Mapping,
    },
    /// Address cards.
    Cards {
        /// The encoding of what names no charset, when a person has chosen it.
        encoding: Option<String>,
        /// ISO 3166 alpha-2 code that national numbers are from.
        country: Option<String>,
    },
    /// Contacts as our own export writes them, one a line.
    Lines,
}

/// What one row of a file says.
pub(crate) struct Incoming {
    pub(crate) outcome: RowOutcome,
    /// How much there is of it.
    pub(crate) bytes: usize,
    pub(crate) card: Option<Box<CameIn>>,
    /// The cells of a row that says nothing but an id: it fails when nobody has that.
    pub(crate) cells: Vec<String>,
}

/// What a card says beyond its contact.
#[derive(Debug)]
pub(crate) struct CameIn {
    pub(crate) kept: KeptCard,
    pub(crate) photo: Option<(String, Vec<u8>)>,
    /// Uids of members, when it is a group.
    pub(crate) members: Option<Vec<String>>,
    /// `(what they are, name or uid)`.
    pub(crate) relations: Vec<(String, String)>,
}

/// Cells that were mended, by the line of their row: column and text.
type Mended = HashMap<u64, Vec<(usize, String)>>;

/// The rows of a table.
pub(crate) struct TableRows<R> {
    reader: Reader<R>,
    mapper: Mapper,
    record: Record,
    mended: Mended,
}

/// The rows of kept bytes, one after the other.
pub(crate) enum Rows<R> {
    Table(Box<TableRows<R>>),
    Cards { reader: CardReader<R>, fields: CustomFields, done: u64, line: u64 },
    Lines { reader: ContactLines<BufReader<R>>, fields: CustomFields, done: u64, line: u64 },
}

impl Form {
    /// Opens bytes of this form, at a boundary that was reached before.
    pub(crate) fn open<R: Read>(
        &self,
        input: R,
        from: Option<Position>,
        fields: &CustomFields,
    ) -> Result<Rows<R>, FileError> {
        match self {
            Self::Table { format, header, mapping } => {
                let mapper = Mapper::of(mapping, header, fields, TimeZone::system())?;
                let reader = match from {
                    Some(position) => Reader::resume(input, format, position)?,
                    None => Reader::new(input, format)?,
                };
                Ok(Rows::Table(Box::new(TableRows { reader, mapper, record: Record::new(), mended: Mended::new() })))
            }
            Self::Cards { encoding, country } => {
                let options =
                    CardOptions { encoding: encoding.clone(), country: country.clone(), ..CardOptions::default() };
                let mut reader = CardReader::new(input, &options)?;
                let done = from.map_or(0, |position| position.record);
                for _ in 0..done {
                    reader.read()?;
                }
                let line = from.map_or(1, |position| position.line);
                Ok(Rows::Cards { reader, fields: fields.clone(), done, line })
            }
            Self::Lines => {
                let mut reader = ContactLines::new(BufReader::new(input));
                let done = from.map_or(0, |position| position.record);
                for _ in 0..done {
                    reader.read()?;
                }
                let line = from.map_or(1, |position| position.line);
                Ok(Rows::Lines { reader, fields: fields.clone(), done, line })
            }
        }
    }

    /// Whether rows can be read in this form, with these fields.
    pub(crate) fn check(&self, fields: &CustomFields) -> Result<(), FileError> {
        match self {
            Self::Table { header, mapping, .. } => Mapper::of(mapping, header, fields, TimeZone::UTC).map(drop),
            Self::Cards { .. } | Self::Lines => Ok(()),
        }
    }

    /// What the cells of a row that was not taken are called.
    pub(crate) fn header(&self) -> Vec<String> {
        match self {
            Self::Table { header, .. } => header.clone(),
            Self::Cards { .. } => vec!["Card".to_owned()],
            Self::Lines => vec!["Contact".to_owned()],
        }
    }

    /// The country that national numbers are from, when it is known.
    pub(crate) fn country(&self) -> Option<&str> {
        match self {
            Self::Table { mapping, .. } => mapping.country.as_deref(),
            Self::Cards { country, .. } => country.as_deref(),
            Self::Lines => None,
        }
    }

    /// Headers of columns that have no field and are left out.
    pub(crate) fn left_out(&self) -> Vec<String> {
        match self {
            Self::Table { mapping, .. } => mapping.left_out(),
            Self::Cards { .. } | Self::Lines => Vec::new(),
        }
    }
}

impl<R: Read> Rows<R> {
    /// The same rows with cells that a person mended; cards are not mended cell by cell.
    pub(crate) fn mended(mut self, fixes: &[CellFix]) -> Self {
        if let Self::Table(table) = &mut self {
            for fix in fixes {
                let column = usize::try_from(fix.column).unwrap_or_default();
                table.mended.entry(fix.row.unsigned_abs()).or_default().push((column, fix.value.clone()));
            }
        }
        self
    }

    /// The next row; nothing at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Incoming>, FileError> {
        match self {
            Self::Table(table) => table.next(),
            Self::Cards { reader, fields, done, line } => {
                let Some(found) = reader.read()? else { return Ok(None) };
                *done += 1;
                *line = found.line;
                Ok(Some(incoming(found, fields)))
            }
            Self::Lines { reader, fields, done, line } => {
                let Some(found) = reader.read()? else { return Ok(None) };
                *done += 1;
                *line = found.line;
                // What is in memory of a contact is its texts; a line of average length stands for them.
                let outcome = row_of(found, fields);
                Ok(Some(Incoming { outcome, bytes: LINE, card: None, cells: Vec::new() }))
            }
        }
    }

    /// The boundary before the next row.
    pub(crate) fn position(&self) -> Position {
        match self {
            Self::Table(table) => table.reader.position(),
            Self::Cards { done, line, .. } | Self::Lines { done, line, .. } => {
                Position { byte: 0, line: *line, record: *done, reread: 0 }
            }
        }
    }
}

impl<R: Read> TableRows<R> {
    /// Reads the next row, mended where somebody mended it; whether there was one.
    pub(crate) fn read(&mut self) -> Result<bool, FileError> {
        if !self.reader.read(&mut self.record)? {
            return Ok(false);
        }
        if let Some(cells) = self.mended.get(&self.record.line()) {
            let read = std::mem::take(&mut self.record);
            self.record = cells.iter().fold(read, |row, (at, text)| row.with_cell(*at, text));
        }
        Ok(true)
    }

    /// Tells what the row names that is no option yet, of fields that are made on the way.
    pub(crate) fn new_options(&self, tell: impl FnMut(&CustomField, String)) {
        self.mapper.new_options(&self.record, tell);
    }

    fn next(&mut self) -> Result<Option<Incoming>, FileError> {
        if !self.read()? {
            return Ok(None);
        }
        let record = &self.record;
        let bytes = record.cells().map(str::len).sum::<usize>();
        let outcome = self.mapper.map(record);
        let cells = match &outcome {
            RowOutcome::Taken { draft, .. } if draft.identify().is_err() => record.cells().map(str::to_owned).collect(),
            _ => Vec::new(),
        };
        Ok(Some(Incoming { outcome, bytes, card: None, cells }))
    }
}

fn incoming(found: satchel_exchange::FoundCard, fields: &CustomFields) -> Incoming {
    let (line, mut card, mut problems, original) = (found.line, found.card, found.problems, found.original);
    let bytes = original.bytes().len();
    let text = || String::from_utf8_lossy(original.bytes()).into_owned();
    let is_group = card.kind == CardKind::Group;
    let failed = problems.first().is_some_and(|problem| problem.code == ProblemCode::Unidentified);
    if failed && !is_group {
        let outcome = RowOutcome::Failed { line, problems, cells: vec![text()] };
        return Incoming { outcome, bytes, card: None, cells: Vec::new() };
    }
    // A property that a contact has no place for is no trouble: the card keeps it.
    problems.retain(|problem| problem.severity == Severity::Warning && problem.code != ProblemCode::Kept);
    if !card.rest.is_empty() {
        // One of our own: with what no other program writes.
        match whole_contact(&card) {
            Some(whole) => card.contact = draft_of(&whole, line, fields, &mut problems),
            None => problems.push(satchel_model::Problem {
                row: line,
                column: "X-SATCHEL".to_owned(),
                value: card.rest.chars().take(200).collect(),
                code: ProblemCode::Malformed,
                severity: Severity::Warning,
                reason: "this is none of what Satchel writes there; it stays in the card".to_owned(),
            }),
        }
    }
    let known = (!card.uid.is_empty()).then(|| (CARD_UID.to_owned(), bare(&card.uid)));
    // Cards of our own are called as their contact is here.
    let own_id = known.iter().filter_map(|(_, uid)| uid.parse::<satchel_model::Id>().ok());
    let own_id: Vec<_> = own_id.map(|id| (OWN_ID.to_owned(), id.to_string())).collect();
    let photo = match card.photo {
        Some(Photo::Bytes { media_type, bytes }) if bytes.len() <= LARGEST_PHOTO => Some((media_type, bytes)),
        _ => None,
    };
    let came_in = CameIn {
        kept: KeptCard {
            encoding: original.encoding().to_owned(),
            whole: original.is_whole(),
            bytes: original.bytes().to_vec(),
        },
        photo,
        members: is_group.then(|| card.members.iter().map(|uid| bare(uid)).collect()),
        relations: card.relations,
    };
    let known = own_id.into_iter().chain(known).collect();
    let outcome = RowOutcome::Taken { line, draft: Box::new(card.contact), known, problems };
    Incoming { outcome, bytes, card: Some(Box::new(came_in)), cells: Vec::new() }
}

/// A uid as uids are compared.
pub(super) fn bare(uid: &str) -> String {
    let uid = uid.trim().to_lowercase();
    uid.strip_prefix("urn:uuid:").map(str::to_owned).unwrap_or(uid)
}
