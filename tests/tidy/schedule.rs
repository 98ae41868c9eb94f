//! Tests run every time, all of them, and never wait for a clock.

use crate::layout::at;
use crate::tree::{SourceFile, assert_none, sources};

/// What makes a test optional or dependent on timing. Split, so that this list does not find itself.
const BANNED: [(&str, &str); 9] = [
    ("#[igno", "re"),
    ("thread::sle", "ep("),
    ("time::sle", "ep("),
    ("tokio::time::pau", "se("),
    ("describe.sk", "ip("),
    ("it.sk", "ip("),
    ("test.sk", "ip("),
    ("it.on", "ly("),
    ("vi.setConfig({ re", "try"),
];

/// Waits that are right, each with its reason.
const WAITS_FOR_A_REASON: [(&str, &str); 1] =
    [("tests/e2e/", "a window is another process with no event to await: conditions are polled up to a limit")];

#[test]
fn no_test_is_ignored_skipped_or_asleep() {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| file.is(&["rs", "ts", "tsx"])) {
        if WAITS_FOR_A_REASON.iter().any(|(place, _)| file.path.starts_with(place)) {
            continue;
        }
        let first = first_test_line(file);
        for (number, line) in file.text.lines().enumerate().skip(first) {
            let banned = BANNED.iter().any(|(head, tail)| line.contains(&format!("{head}{tail}")));
            if banned && !line.trim_start().starts_with("//") {
                findings.push(at(file, number));
            }
        }
    }
    assert_none("No test is ignored, skipped, retried or sleeps; a clock is passed in.", &findings);
}

/// Where the tests of a file begin: at once in a test file, at `#[cfg(test)]` elsewhere.
fn first_test_line(file: &SourceFile) -> usize {
    if file.is_test() {
        return 0;
    }
    file.text.lines().position(|line| line.trim() == "#[cfg(test)]").unwrap_or(usize::MAX)
}
