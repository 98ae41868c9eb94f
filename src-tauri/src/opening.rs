//! A file that a person opens with Satchel, and the vault it is for: named on the command line, or to a window that is
//! open already.
//!
//! What the file is, the page says. Deliberately absent: several files at once; the first is opened.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// What the command line names.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// The folder after `--vault`.
    pub(crate) vault: Option<PathBuf>,
    /// The first file.
    pub(crate) file: Option<PathBuf>,
}

impl Named {
    /// Reads arguments without the program's own name.
    pub(crate) fn read(arguments: impl IntoIterator<Item = OsString>) -> Self {
        let mut named = Self::default();
        let mut arguments = arguments.into_iter();
        while let Some(argument) = arguments.next() {
            if argument == "--vault" {
                named.vault = arguments.next().map(PathBuf::from);
            } else if !argument.as_encoded_bytes().starts_with(b"-") && named.file.is_none() {
                // Told on to a process with another working folder.
                named.file = std::path::absolute(PathBuf::from(argument)).ok();
            }
        }
        named
    }
}

/// The address in the page that shows the file before it is imported.
pub(crate) fn address(file: &Path) -> String {
    let path = file.to_string_lossy();
    let encoded: String = path.bytes().fold(String::new(), |mut encoded, byte| {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => encoded.push(char::from(byte)),
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
        encoded
    });
    format!("index.html#/import?path={encoded}")
}

#[cfg(test)]
mod tests {
    use std::path::{Path, PathBuf};

    use super::{Named, address};

    #[test]
    fn vault_and_file_are_named_in_any_order() {
        let here = |name: &str| std::path::absolute(name).unwrap();
        let read = |words: &[&str]| Named::read(words.iter().map(|&word| word.into()));
        let both = Named { vault: Some(PathBuf::from("v")), file: Some(here("a.csv")) };
        assert_eq!(read(&["--vault", "v", "a.csv", "b.csv"]), both);
        assert_eq!(read(&["a.csv", "--vault", "v"]), both);
        assert_eq!(read(&["--hidden"]), Named::default());
        assert_eq!(read(&["--vault"]), Named::default());
    }

    #[test]
    fn any_name_of_a_file_is_an_address() {
        assert_eq!(address(Path::new("/a b/ü#1&2.csv")), "index.html#/import?path=/a%20b/%C3%BC%231%262.csv");
    }
}
