//! Whole files through preview, reader and mapper: what people have, what is broken, and anything at all.
//!
//! Every file is written here, byte for byte. Deliberately absent: files from anywhere else.

#![expect(clippy::unwrap_used, reason = "a test may stop where its file cannot be read")]

mod any_input;
mod bad_input;
mod exporting;
mod formats;
mod mapping;
#[path = "../cards/people.rs"]
mod people;
mod presets;
mod rows;

use satchel_exchange::{FileError, Mapper, Mapping, Preview, PreviewOptions, Reader, Record, RowOutcome, preview};
use satchel_model::{ContactDraft, Problem, ProblemCode, Severity};

/// What came out of a file.
#[derive(Debug)]
struct Import {
    seen: Preview,
    contacts: Vec<ContactDraft>,
    problems: Vec<Problem>,
    blank: usize,
    failed: Vec<(u64, ProblemCode)>,
}

fn import(bytes: &[u8]) -> Import {
    import_with(bytes, &PreviewOptions::default()).unwrap()
}

fn import_mapped(bytes: &[u8], mapping: Mapping) -> Import {
    import_with(bytes, &PreviewOptions { mapping, ..PreviewOptions::default() }).unwrap()
}

fn import_with(bytes: &[u8], options: &PreviewOptions) -> Result<Import, FileError> {
    let head = &bytes[..bytes.len().min(1 << 20)];
    let seen = preview(head, bytes.len() as u64, options)?;
    let mut reader = Reader::new(bytes, &seen.format)?;
    let mapper = Mapper::new(&seen.mapping, &seen.header)?;
    let mut out = Import { seen, contacts: vec![], problems: vec![], blank: 0, failed: vec![] };
    let mut record = Record::new();
    while reader.read(&mut record)? {
        match mapper.map(&record) {
            RowOutcome::Taken { line, draft, problems, .. } => {
                assert_eq!(line, record.line());
                assert!(problems.iter().all(|problem| problem.severity == Severity::Warning));
                out.contacts.push(*draft);
                out.problems.extend(problems);
            }
            RowOutcome::Blank { .. } => out.blank += 1,
            RowOutcome::Failed { line, problems, .. } => {
                assert_eq!(problems[0].severity, Severity::Error);
                out.failed.push((line, problems[0].code));
                out.problems.extend(problems);
            }
        }
    }
    assert!(out.problems.iter().all(|problem| problem.value.chars().count() <= 200 && !problem.reason.is_empty()));
    Ok(out)
}

fn codes(import: &Import) -> Vec<(u64, &str, ProblemCode)> {
    import.problems.iter().map(|problem| (problem.row, problem.column.as_str(), problem.code)).collect()
}

fn target<'a>(import: &'a Import, header: &str) -> &'a str {
    let column = import.seen.mapping.columns.iter().find(|column| column.header == header);
    column.map(|column| column.target.as_str()).unwrap()
}
