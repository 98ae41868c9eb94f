//! The baseline of an import: what the sqlite3 shell needs for the same file, in clear, with three indexes.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::measure::{Usage, measure};
use crate::failure::Failure;

/// Imports the file into a new database.
pub(crate) fn import(csv: &Path, dir: &Path) -> Result<Usage, Failure> {
    let database = dir.join("baseline.db");
    if database.exists() {
        fs::remove_file(&database).map_err(Failure::file(&database))?;
    }
    let mut command = Command::new("sqlite3");
    command.arg("-csv").arg(&database).arg(format!(".import \"{}\" contact", csv.display())).args([
        "CREATE INDEX contact_by_name ON contact(\"Last Name\", \"First Name\")",
        "CREATE INDEX contact_by_email ON contact(\"Email\")",
        "CREATE INDEX contact_by_phone ON contact(\"Mobile Phone\")",
    ]);
    measure(&command)
}
