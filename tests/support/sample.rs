//! The sample contacts that Satchel brings along, as a file and as what tests know about them.
//!
//! Deliberately absent: numbers of rows; what an import makes of them is foretold by the command.

use std::fs;
use std::path::PathBuf;

use crate::failure::Failure;
use crate::people::Person;

/// Somebody of the file, whose name is written with letters that most keyboards do not have.
pub const IBRAHIM: Person = Person {
    given: "İbrahim",
    family: "Ağaoğlu",
    email: "ibrahim.agaoglu30@goldenconstruction452.example",
    phone: "0212 282 11 12",
    company: "Golden Construction Ltd. Şti.",
};

/// What that person is.
pub const TITLE: &str = "Plant Manager";

/// Where the file is.
#[must_use]
pub fn path() -> PathBuf {
    crate::root().join("crates/app/assets/sample-contacts.csv")
}

/// What must not be readable anywhere on the disk once it is in a vault: one person whole, and every e-mail address.
///
/// # Errors
/// When the file cannot be read.
pub fn secrets() -> Result<Vec<String>, Failure> {
    let path = path();
    let text = fs::read_to_string(&path).map_err(Failure::file(path))?;
    let addresses = text.split([',', '\n', '"']).filter(|cell| cell.contains('@')).map(str::to_owned);
    let whole = [IBRAHIM.family, IBRAHIM.phone, IBRAHIM.company].map(str::to_owned);
    Ok(addresses.chain(whole).collect())
}
