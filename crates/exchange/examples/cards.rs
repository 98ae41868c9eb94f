//! Reads files of address cards and says what was understood: cards, people, problems by kind, and whether each card is
//! written back as it came.
//!
//! Prints counts, never what is in a card. A card that does not come back byte for byte, or that does not hold a change
//! that was written into it, is a failure. Give files or folders, which are searched to the bottom for `.vcf`; a folder
//! that is not there is said plainly and is a failure.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use satchel_exchange::{CardOptions, CardReader, FileError, FoundCard};
use satchel_model::Severity;

#[derive(Default)]
struct Counts {
    cards: u64,
    people: u64,
    broken: u64,
    problems: BTreeMap<String, u64>,
}

fn main() -> ExitCode {
    let mut given: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    if given.is_empty() {
        given.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples"));
    }
    let (mut good, mut files) = (true, Vec::new());
    for path in given {
        if !path.exists() {
            eprintln!("{}: not there, so nothing was read", path.display());
            good = false;
        }
        collect(&path, &mut files);
    }
    files.sort();
    let mut all = Counts::default();
    for file in &files {
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let mut counts = Counts::default();
        match fs::File::open(file).map_err(FileError::from).and_then(|file| read(file, &mut counts)) {
            Ok(()) => println!("{name}: {}", shown(&counts)),
            // To see that there is no card is to have understood it.
            Err(error @ (FileError::NotContacts { .. } | FileError::Empty)) => println!("{name}: refused: {error}"),
            Err(error) => {
                println!("{name}: {error}");
                good = false;
            }
        }
        good &= counts.broken == 0;
        all.cards += counts.cards;
        all.people += counts.people;
        all.broken += counts.broken;
        for (code, count) in counts.problems {
            *all.problems.entry(code).or_default() += count;
        }
    }
    println!("{} files: {}", files.len(), shown(&all));
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) {
    if path.is_dir() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.for_each(|entry| collect(&entry.path(), files));
    } else if path.extension().is_some_and(|kind| kind.eq_ignore_ascii_case("vcf")) {
        files.push(path.to_owned());
    }
}

fn read(file: fs::File, counts: &mut Counts) -> Result<(), FileError> {
    let mut reader = CardReader::new(file, &CardOptions::default())?;
    while let Some(found) = reader.read()? {
        counts.cards += 1;
        counts.people += u64::from(found.problems.first().is_none_or(|problem| problem.severity == Severity::Warning));
        counts.broken += u64::from(!comes_back(&found));
        for problem in found.problems {
            *counts.problems.entry(format!("{:?}", problem.code)).or_default() += 1;
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

fn shown(counts: &Counts) -> String {
    let Counts { cards, people, broken, problems } = counts;
    format!("{cards} cards, {people} with somebody, {broken} do not come back, problems {problems:?}")
}
