//! Reads every file of folders and says what was understood: how many people or cards were found, how many read, how
//! many lost something, and what.
//!
//! Prints counts and codes, never what is in a file. A file that cannot be read as what it is, a card that does not come
//! back byte for byte, or does not hold a change, is a failure; so is a folder that is not there. `--table` prints the
//! table of docs/import-formats.md, a line for each folder.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program for the terminal")]

mod count;
mod read;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use count::Counts;

fn main() -> ExitCode {
    let (mut table, mut given) = (false, Vec::new());
    for argument in std::env::args_os().skip(1) {
        if argument == "--table" { table = true } else { given.push(PathBuf::from(argument)) }
    }
    if given.is_empty() {
        given.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/samples"));
    }
    let (mut good, mut folders) = (true, BTreeMap::<String, Counts>::new());
    for path in given {
        if !path.exists() {
            eprintln!("{}: not there, so nothing was read", path.display());
            good = false;
        }
        for file in files(&path) {
            let counts = look(&file);
            let name = file.strip_prefix(&path).unwrap_or(&file).to_string_lossy().into_owned();
            good &= counts.failed == 0;
            if !table && !counts.is_nothing() {
                println!("{name}: {counts}");
            }
            let folder = name.split_once(['/', '\\']).map_or("", |(folder, _)| folder).to_owned();
            folders.entry(folder).or_default().add(&counts);
        }
    }
    let mut all = Counts::default();
    folders.values().for_each(|counts| all.add(counts));
    if table {
        println!("{}", Counts::HEAD);
        for (folder, counts) in folders.iter().filter(|(_, counts)| !counts.is_nothing()) {
            println!("{}", counts.row(folder));
        }
        println!("{}", all.row("**all**"));
    } else {
        println!("all: {all}");
    }
    if good { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Files to the bottom of a folder, in order.
fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let mut entries: Vec<PathBuf> =
        fs::read_dir(path).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    entries.iter().flat_map(|entry| files(entry)).collect()
}

/// What a file holds; nothing where it is no file of contacts by what it is for.
fn look(file: &Path) -> Counts {
    const OTHERS: [&str; 9] = ["ics", "xml", "md", "py", "mab", "sql", "txt", "html", "zimbra.json"];
    let name = file.to_string_lossy().to_lowercase();
    if OTHERS.iter().any(|end| name.ends_with(&format!(".{end}"))) {
        return Counts::default();
    }
    match fs::read(file) {
        Ok(bytes) => read::file(&bytes),
        Err(error) => Counts::failure(error.to_string()),
    }
}
