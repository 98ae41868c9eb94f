//! Shape of files: short, opened by a sentence, free of any machine's paths.

use crate::tree::{SourceFile, assert_none, sources};

/// Longest hand-written Rust file, in lines.
const LONGEST_RUST: usize = 500;
/// Longest component file, in lines.
const LONGEST_TSX: usize = 300;

/// Files over the cap, each with its reason.
const LONG_FOR_A_REASON: [(&str, &str); 0] = [];

#[test]
fn files_are_short() {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| !file.is_generated()) {
        let cap = match () {
            () if file.is(&["rs"]) => LONGEST_RUST,
            () if file.is(&["tsx"]) => LONGEST_TSX,
            () => continue,
        };
        let lines = file.text.lines().count();
        if lines >= cap && !LONG_FOR_A_REASON.iter().any(|(path, _)| *path == file.path) {
            findings.push(format!("{} has {lines} lines, {cap} or more", file.path));
        }
    }
    assert_none("A file is about one noun and stays short: split it.", &findings);
}

#[test]
fn every_rust_module_opens_by_saying_what_it_is() {
    let findings: Vec<String> = sources()
        .iter()
        .filter(|file| file.is(&["rs"]) && !file.is_generated())
        .filter(|file| {
            let first = file.text.lines().next().unwrap_or_default();
            // A sentence, not a label: "//! x" says nothing.
            !first.starts_with("//! ") || first.split_whitespace().count() < 3
        })
        .map(|file| file.path.clone())
        .collect();
    assert_none("A module opens with `//!` and a sentence.", &findings);
}

#[test]
fn nothing_names_a_path_of_somebodys_machine() {
    // Assembled here, so that this file does not find itself.
    let banned: Vec<String> = ["work", "root", "Users", "home/"].iter().map(|name| format!("/{name}/")).collect();
    let mut findings = Vec::new();
    for file in &sources() {
        for (number, line) in file.text.lines().enumerate() {
            if banned.iter().any(|path| names_path(line, path)) {
                findings.push(at(file, number));
            }
        }
    }
    assert_none("No file names a path of the machine that it was written on.", &findings);
}

/// Whether the path stands at the start of a word: `https://a.example/work/` is an address.
fn names_path(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        line[..at].chars().next_back().is_none_or(|before| !before.is_alphanumeric() && !"/.-_}~$*)".contains(before))
    })
}

#[test]
fn unix_line_ends_and_a_last_line_that_ends() {
    let findings: Vec<String> = sources()
        .iter()
        .filter(|file| file.is(&["rs", "ts", "tsx", "css", "sql", "toml", "md", "json", "yml", "sh"]))
        .filter(|file| file.text.contains('\r') || !(file.text.is_empty() || file.text.ends_with('\n')))
        .map(|file| file.path.clone())
        .collect();
    assert_none("Text files have LF line ends, the last line included.", &findings);
}

pub(crate) fn at(file: &SourceFile, line: usize) -> String {
    format!("{}:{}: {}", file.path, line + 1, file.text.lines().nth(line).unwrap_or_default().trim())
}
