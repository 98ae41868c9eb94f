//! Why a file cannot be taken at all.
//!
//! Each sentence says what it is, and a remedy what to do; they quote nothing out of the file but the names of its columns.
//! Deliberately absent: troubles of single rows, which are `Problem`s and never stop a file.

/// A file that cannot be imported.
#[derive(Debug, thiserror::Error)]
pub enum FileError {
    /// Nothing in it.
    #[error("the file is empty: there is nothing to import")]
    Empty,
    /// Bytes of another kind, whatever its name says.
    #[error("this is {what}, not a table of text")]
    NotText {
        /// What it seems to be, with its article.
        what: &'static str,
        /// What the person can do, as a sentence.
        remedy: &'static str,
    },
    /// A table, but not one of people.
    #[error("this file holds {what}, not contacts")]
    NotContacts {
        /// What it holds.
        what: &'static str,
        /// What the person can do, as a sentence.
        remedy: &'static str,
    },
    /// A kind of file that is read, but this one is protected, damaged, or more than is taken.
    #[error("{what}")]
    Refused {
        /// What is the matter with it, as a sentence without its full stop.
        what: &'static str,
        /// What the person can do, as a sentence.
        remedy: &'static str,
    },
    /// The encoding that was asked for does not exist.
    #[error("there is no text encoding named {0:?}")]
    Encoding(String),
    /// A delimiter or quotation mark that cannot be one.
    #[error("{0:?} cannot separate columns or quote text")]
    Separator(String),
    /// The mapping names a column that the file does not have.
    #[error("the mapping names a column {0:?} that the file does not have")]
    NoColumn(String),
    /// The mapping sends a column to something that is no field.
    #[error("column {column:?}: {reason}")]
    Target {
        /// The column's header.
        column: String,
        /// What is wrong with the target.
        reason: crate::TargetError,
    },
    /// The bytes could not be read.
    #[error("the file could not be read: {0}")]
    Read(#[from] std::io::Error),
}
