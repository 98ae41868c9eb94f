//! One file through the reader of its kind.
//!
//! Deliberately absent: files on disk.

use std::io::Cursor;

use satchel_exchange::jsonl::ContactLines;
use satchel_exchange::{
    Archive, CardOptions, CardReader, FileError, FileKind, FoundCard, Mapper, PreviewOptions, Reader, Record,
    RowOutcome, Transcript, Workbook, later_encoding, preview, read_mail, transcribe_jcard, transcribe_ldif,
};
use satchel_model::Severity;

use crate::count::Counts;

/// Properties that are about the card itself.
const OF_CARDS: [&str; 5] = ["VERSION", "PRODID", "REV", "UID", "CLIENTPIDMAP"];

pub(crate) fn file(bytes: &[u8]) -> Counts {
    let mut counts = Counts { files: 1, ..Counts::default() };
    let head = &bytes[..bytes.len().min(4 << 20)];
    let outcome = FileKind::of(head, head.len() == bytes.len()).and_then(|kind| read(kind, bytes, &mut counts));
    match outcome {
        Ok(()) => {}
        // To see what is no contacts is to have understood it.
        Err(error @ (FileError::NotContacts { .. } | FileError::Empty)) => {
            counts.refused = 1;
            counts.said.push(error.to_string());
        }
        Err(error) => {
            counts.failed += 1;
            counts.said.push(error.to_string());
        }
    }
    counts
}

fn read(kind: FileKind, bytes: &[u8], counts: &mut Counts) -> Result<(), FileError> {
    match kind {
        FileKind::Table => table(bytes, &PreviewOptions::default(), counts),
        FileKind::Cards => cards(bytes, counts),
        FileKind::Lines => {
            let mut lines = ContactLines::new(bytes);
            while let Some(line) = lines.read()? {
                counts.found += 1;
                counts.read += u64::from(line.contact.is_some());
            }
            Ok(())
        }
        FileKind::JsonCards => {
            let mut text = Vec::new();
            counts.said.extend(transcribe_jcard(bytes, &mut text)?.warnings);
            cards(&text, counts)
        }
        FileKind::Directory => {
            let mut text = Vec::new();
            let done = transcribe_ldif(Cursor::new(bytes), None, &mut text)?;
            transcribed(&text, &done, counts)
        }
        FileKind::Workbook => {
            let mut book = Workbook::open(Cursor::new(bytes), bytes.len() as u64)?;
            let (at, mut text) = (book.likely()?, Vec::new());
            let done = book.transcribe(at, &mut text)?;
            transcribed(&text, &done, counts)
        }
        FileKind::Archive => {
            let mut archive = Archive::open(Cursor::new(bytes))?;
            for at in 0..archive.members().len() {
                let (kind, mut member) = (archive.members()[at].kind, Vec::new());
                if archive.members()[at].suggested {
                    counts.said.extend(archive.write(at, &mut member)?);
                    read(kind, &member, counts)?;
                }
            }
            Ok(())
        }
        FileKind::Mail => {
            read_mail(bytes, None)?;
            counts.found += 1;
            counts.read += 1;
            Ok(())
        }
    }
}

fn transcribed(text: &[u8], done: &Transcript, counts: &mut Counts) -> Result<(), FileError> {
    counts.said.extend(done.warnings.iter().cloned());
    table(text, &PreviewOptions { format: done.format(), ..PreviewOptions::default() }, counts)
}

fn table(bytes: &[u8], options: &PreviewOptions, counts: &mut Counts) -> Result<(), FileError> {
    let head = &bytes[..bytes.len().min(4 << 20)];
    let later = later_encoding(head, &bytes[head.len()..]).ok().flatten();
    let options = PreviewOptions { later, ..options.clone() };
    let seen = preview(head, bytes.len() as u64, &options)?;
    let open: Vec<&String> = seen.unmapped.iter().collect();
    counts.mapped += (seen.mapping.columns.len() - open.len()) as u64;
    counts.kept += open.len() as u64;
    if !open.is_empty() {
        counts.said.push(format!("{} columns without a field", open.len()));
    }
    let mut reader = Reader::new(bytes, &seen.format)?;
    let mapper = Mapper::new(&seen.mapping, &seen.header)?;
    let mut record = Record::new();
    while reader.read(&mut record)? {
        let problems = match mapper.map(&record) {
            RowOutcome::Blank { .. } => continue,
            RowOutcome::Taken { problems, .. } => {
                counts.read += 1;
                problems
            }
            RowOutcome::Failed { problems, .. } => problems,
        };
        counts.found += 1;
        counts.lossy += u64::from(!problems.is_empty());
        problems.iter().for_each(|problem| counts.lose(problem.code));
    }
    Ok(())
}

fn cards(bytes: &[u8], counts: &mut Counts) -> Result<(), FileError> {
    let mut reader = CardReader::new(bytes, &CardOptions::default())?;
    while let Some(found) = reader.read()? {
        counts.found += 1;
        counts.read += u64::from(found.problems.first().is_none_or(|problem| problem.severity == Severity::Warning));
        counts.lossy += u64::from(!found.problems.is_empty());
        if !comes_back(&found) {
            counts.failed += 1;
            counts.said.push(format!("the card on line {} does not come back", found.line));
        }
        for property in found.original.properties() {
            if OF_CARDS.iter().any(|name| property.name.eq_ignore_ascii_case(name)) {
                continue;
            }
            if property.field.is_some() { counts.mapped += 1 } else { counts.kept += 1 }
        }
        for problem in found.problems {
            counts.lose(problem.code);
        }
    }
    Ok(())
}

/// Whether the card is written back byte for byte, and holds a change that is written into it.
fn comes_back(found: &FoundCard) -> bool {
    let same = found.original.rewrite(&found.card);
    let mut changed = found.card.clone();
    "Somebody else".clone_into(&mut changed.contact.title);
    "Everybody else".clone_into(&mut changed.contact.family);
    changed.contact.emails.push(("school".to_owned(), "somebody@example.org".to_owned()));
    let rewritten = found.original.rewrite(&changed);
    let mut holds = |bytes: Vec<u8>| {
        let mut reader = CardReader::new(bytes.as_slice(), &CardOptions::default()).ok()?;
        let mut read = reader.read().ok()??.card;
        // Which of several is the primary is not told where nobody said it.
        read.contact.emails.sort();
        changed.contact.emails.sort();
        Some(read == changed)
    };
    same.is_ok_and(|bytes| bytes == found.original.bytes()) && rewritten.ok().and_then(&mut holds) == Some(true)
}
