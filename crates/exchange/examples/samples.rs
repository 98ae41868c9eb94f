//! Reads files of contacts and says what was understood: preset, columns, contacts, problems by kind.
//!
//! Prints counts and headers, never a cell. Deliberately absent: any judgement; the numbers are compared by whoever runs
//! it. Give files or folders; a folder that is not there is said plainly and is a failure.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use satchel_exchange::{FileError, Mapper, PreviewOptions, Reader, Record, RowOutcome, preview};

fn main() -> ExitCode {
    let mut given: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if given.is_empty() {
        given.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples/csv-headers"));
    }
    let mut good = true;
    for path in given {
        if path.is_dir() {
            let mut files: Vec<PathBuf> = fs::read_dir(&path)
                .map(|entries| entries.flatten().map(|entry| entry.path()).filter(|file| is_table(file)).collect())
                .unwrap_or_default();
            files.sort();
            for file in files {
                good &= show(&file);
            }
        } else if path.is_file() {
            good &= show(&path);
        } else {
            eprintln!("{}: not there, so nothing was read", path.display());
            good = false;
        }
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn is_table(file: &Path) -> bool {
    file.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("csv") || kind.eq_ignore_ascii_case("tsv"))
}

/// Prints one file; `false` when it could not be read as what it is.
fn show(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) => {
            println!("{name}: {error}");
            return false;
        }
    };
    match read(&bytes) {
        Ok(text) => println!("{name}: {text}"),
        // To see what is no contacts is to have understood it.
        Err(error @ (FileError::NotContacts { .. } | FileError::Empty)) => println!("{name}: refused: {error}"),
        Err(error) => {
            println!("{name}: {error}");
            return false;
        }
    }
    true
}

fn read(bytes: &[u8]) -> Result<String, FileError> {
    let head = &bytes[..bytes.len().min(4 << 20)];
    let seen = preview(head, bytes.len() as u64, &PreviewOptions::default())?;
    let mut reader = Reader::new(bytes, &seen.format)?;
    let mapper = Mapper::new(&seen.mapping, &seen.header)?;
    let mut record = Record::new();
    let (mut contacts, mut blank, mut failed) = (0, 0, 0);
    let mut problems: BTreeMap<String, u64> = BTreeMap::new();
    while reader.read(&mut record)? {
        let found = match mapper.map(&record) {
            RowOutcome::Taken { problems, .. } => {
                contacts += 1;
                problems
            }
            RowOutcome::Blank { .. } => {
                blank += 1;
                continue;
            }
            RowOutcome::Failed { problems, .. } => {
                failed += 1;
                problems
            }
        };
        for problem in found {
            *problems.entry(format!("{:?}", problem.code)).or_default() += 1;
        }
    }
    let columns = &seen.mapping.columns;
    let mapped: Vec<String> = columns
        .iter()
        .filter(|column| !column.target.is_empty())
        .map(|column| format!("{} > {}", column.header, column.target))
        .collect();
    Ok(format!(
        "{} {:?} header line {:?} preset {}\n  {contacts} contacts, {blank} blank, {failed} failed, problems {problems:?}\n  \
         {} of {} columns mapped: {}\n  unmapped: {}\n  warnings: {:?}",
        seen.format.encoding,
        seen.format.delimiter,
        seen.header_line,
        seen.mapping.preset.as_deref().unwrap_or("none"),
        mapped.len(),
        columns.len(),
        mapped.join("; "),
        seen.unmapped.join("; "),
        seen.warnings,
    ))
}
