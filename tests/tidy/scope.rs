//! What belongs to one place only: SQL to the store, the window's bridge to `ipc`.

use crate::layout::at;
use crate::tree::{assert_none, sources};

/// How a statement of SQL begins; the space keeps English words out.
const STATEMENTS: [&str; 14] = [
    "SELECT ",
    "INSERT INTO ",
    "INSERT OR ",
    "UPDATE ",
    "DELETE FROM ",
    "CREATE TABLE ",
    "CREATE INDEX ",
    "CREATE UNIQUE INDEX ",
    "CREATE VIRTUAL TABLE ",
    "DROP TABLE ",
    "ALTER TABLE ",
    "PRAGMA ",
    "BEGIN IMMEDIATE",
    "VACUUM INTO ",
];

/// Where SQL is at home, and the places that look at a database from outside.
const SQL_AT_HOME: [(&str, &str); 5] = [
    ("crates/store/", "the only crate with SQL"),
    ("migrations/", "the schema"),
    ("tests/", "tests may look into a vault from outside"),
    ("xtask/src/bench/", "the baseline is the sqlite3 shell"),
    ("crates/libsqlite3-sys/", "the library itself"),
];

#[test]
fn sql_lives_in_the_store() {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| file.is(&["rs", "ts", "tsx"])) {
        if SQL_AT_HOME.iter().any(|(place, _)| file.path.starts_with(place)) {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            let code = line.trim_start();
            if code.starts_with("//") || code.starts_with('*') {
                continue;
            }
            if in_quotes(code).iter().any(|text| STATEMENTS.iter().any(|statement| text.starts_with(statement))) {
                findings.push(at(file, number));
            }
        }
    }
    assert_none("SQL is written in crates/store and migrations only.", &findings);
}

/// The texts that open on this line, and the line itself where a longer literal may go on.
fn in_quotes(code: &str) -> Vec<&str> {
    let mut texts: Vec<&str> =
        code.split(['"', '`']).skip(1).map(|text| text.trim_start_matches(['#', '\\', ' '])).collect();
    texts.push(code);
    texts
}

#[test]
fn the_windows_bridge_is_imported_by_ipc_only() {
    let mut findings = Vec::new();
    for file in sources().iter().filter(|file| file.is(&["ts", "tsx", "css", "html"])) {
        if file.path.starts_with("ui/src/ipc/") {
            continue;
        }
        for (number, line) in file.text.lines().enumerate() {
            if line.contains("@tauri-apps") {
                findings.push(at(file, number));
            }
        }
    }
    assert_none("Only ui/src/ipc imports @tauri-apps.", &findings);
}

#[test]
fn a_statement_is_recognised_where_it_opens() {
    let finds = |code: &str| in_quotes(code).iter().any(|text| STATEMENTS.iter().any(|s| text.starts_with(s)));
    assert!(finds(r#"query("SELECT id FROM contact")"#));
    assert!(finds(r##"let q = r#"DELETE FROM contact"#;"##));
    assert!(finds("SELECT id FROM contact"));
    assert!(!finds(r#"say("Please SELECT a contact")"#));
    assert!(!finds("selected.update(contact)"));
}
