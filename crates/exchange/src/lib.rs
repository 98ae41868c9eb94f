//! Files in and out: what a table of contacts is written in, which column holds what, a contact from each of its rows;
//! and contacts written as tables, cards and documents.
//!
//! Bytes come in, rows and problems come out, and the other way round. Every function here is a function of its arguments, memory does not grow
//! with the file, and no input makes it panic: what cannot be read is a sentence, what can be read in part is a row
//! with its problems. Deliberately absent: where bytes come from, what is done with the contacts, any clock or thread.
//!
//! The way through: [`later_encoding`] tells what only the rest of a file can tell; [`preview`] looks at the head and
//! proposes a [`Format`] and a [`Mapping`]; a [`Reader`] splits the whole file into [`Record`]s; a [`Mapper`] makes a
//! [`RowOutcome`] of each.

mod archive;
mod cell;
mod census;
mod content;
mod decode;
mod eml;
mod encoding;
mod error;
mod failed;
mod format;
mod guess;
mod header;
pub mod jsonl;
mod kind;
mod ldif;
mod lines;
mod mapper;
mod mapping;
mod out;
mod plan;
mod preset;
mod preview;
mod reader;
mod record;
mod rows;
mod signature;
mod sniff;
mod target;
mod told;
mod transcript;
mod vcard;
mod words;
mod workbook;

pub use archive::{Archive, ArchiveMember, Service, SkippedMember};
pub use census::later_encoding;
pub use eml::{MailReading, read_mail};
pub use encoding::ENCODINGS;
pub use error::FileError;
pub use failed::{FailedRow, failed_rows_csv};
pub use format::{Format, FormatChoice};
pub use guess::{OwnTarget, guess_mapping};
pub use kind::{FileKind, cards_in};
pub use ldif::{is_ldif, transcribe_ldif};
pub use mapper::Mapper;
pub use mapping::{ColumnMapping, DateOrder, GuessedBy, Mapping, Unmapped};
pub use out::{
    Audience, ContactWriter, ExportFormat, ExportPreset, ExportReport, Extras, Layout, Loss, LossKind, Options,
    Picture, ViewColumn, Widths, card_of, contact_of, whole_contact, withhold,
};
pub use preview::{Preview, PreviewOptions, preview};
pub use reader::{Position, Reader};
pub use record::Record;
pub use rows::RowOutcome;
pub use signature::{SignatureHints, SignatureReading, read_signature};
pub use sniff::sniff;
pub use target::{AddressPart, DatePart, Split, Target, TargetError};
pub use transcript::Transcript;
pub use vcard::{
    Card, CardError, CardKind, CardLimits, CardOptions, CardProperty, CardReader, CardReading, CardTranscript,
    FoundCard, Original, Phonetic, Photo, Version, is_jcard, is_same_uid, transcribe_jcard,
};
pub use workbook::{SheetAbout, Workbook, is_workbook};
