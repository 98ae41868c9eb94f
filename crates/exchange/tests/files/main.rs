//! Files that are no text of their own: workbooks, directories, archives. Every one is made here, byte for byte.
//!
//! Deliberately absent: files from anywhere else.

#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may stop where its file cannot be read"
)]

mod any_bytes;
mod archives;
mod broken_workbooks;
#[path = "../fuzzed/feed.rs"]
mod feed;
mod jcards;
mod ldif;
mod made;
mod mails;
mod old_workbooks;
mod signatures;
mod workbooks;

use std::io::Cursor;

use satchel_exchange::{FileError, Mapper, PreviewOptions, Reader, Record, RowOutcome, Transcript, Workbook, preview};
use satchel_model::ContactDraft;

/// A sheet as text.
fn sheet(bytes: &[u8], at: usize) -> (String, Transcript) {
    let mut out = Vec::new();
    let mut book = open(bytes).unwrap();
    let done = book.transcribe(at, &mut out).unwrap();
    (String::from_utf8(out).unwrap(), done)
}

fn open(bytes: &[u8]) -> Result<Workbook<Cursor<Vec<u8>>>, FileError> {
    Workbook::open(Cursor::new(bytes.to_vec()), bytes.len() as u64)
}

/// The sentence with which a workbook is refused, by its sheet where it opens.
fn refused(bytes: &[u8]) -> FileError {
    match open(bytes) {
        Err(error) => error,
        Ok(mut book) => book.transcribe(0, &mut Vec::new()).expect_err("the workbook was read"),
    }
}

/// The contacts of a table that was written out.
fn contacts(text: &[u8]) -> Vec<ContactDraft> {
    contacts_in(text, &Transcript::default())
}

/// The contacts of a table of which it is known where its header is.
fn contacts_in(text: &[u8], done: &Transcript) -> Vec<ContactDraft> {
    let options = PreviewOptions { format: done.format(), ..PreviewOptions::default() };
    let seen = preview(text, text.len() as u64, &options).unwrap();
    let mut reader = Reader::new(text, &seen.format).unwrap();
    let mapper = Mapper::new(&seen.mapping, &seen.header).unwrap();
    let (mut record, mut contacts) = (Record::new(), Vec::new());
    while reader.read(&mut record).unwrap() {
        match mapper.map(&record) {
            RowOutcome::Taken { draft, .. } => contacts.push(*draft),
            RowOutcome::Blank { .. } => {}
            RowOutcome::Failed { problems, .. } => panic!("{problems:?}"),
        }
    }
    contacts
}
