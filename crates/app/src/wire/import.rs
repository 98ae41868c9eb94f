//! Files in.

use satchel_exchange::Mapping;
use satchel_model::{Id, Problem};

use super::wire;

wire! {
    /// A look at a file before it is imported; null options are found out.
    pub struct ImportsPreview {
        /// The file.
        pub path: String,
        /// A mapping to try instead of the guess.
        pub mapping: Option<Mapping>,
        /// The encoding, by its web name.
        pub encoding: Option<String>,
        /// What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
        pub delimiter: Option<String>,
    }

    /// An encoding that a file may be in.
    #[derive(Eq)]
    pub struct EncodingChoice {
        /// Its web name.
        pub name: String,
        /// Which languages are written in it.
        pub used: String,
    }

    /// Something that a column can be mapped to.
    #[derive(Eq)]
    pub struct TargetChoice {
        /// As [`Mapping`] writes it.
        pub target: String,
        /// What a person reads.
        pub label: String,
        /// Under which heading.
        pub group: String,
    }

    /// What a file looks like.
    pub struct ImportPreview {
        /// Its name.
        pub file: String,
        /// Its size.
        pub bytes: i64,
        /// Its encoding.
        pub encoding: String,
        /// What separates its cells.
        pub delimiter: String,
        /// Whose export it is, when that is known.
        pub preset: Option<String>,
        /// The line of the header; null when it has none.
        pub header_line: Option<i64>,
        /// How many rows it has, about.
        pub rows_estimate: i64,
        /// What each column is taken for.
        pub mapping: Mapping,
        /// The first rows.
        pub rows: Vec<Vec<String>>,
        /// What is wrong with them.
        pub problems: Vec<Problem>,
        /// What columns can be mapped to.
        pub targets: Vec<TargetChoice>,
        /// The encodings that can be chosen.
        pub encodings: Vec<EncodingChoice>,
    }

    /// An import to begin; null options are found out.
    pub struct ImportsStart {
        /// The file.
        pub path: String,
        /// What each column is; the guess when null.
        pub mapping: Option<Mapping>,
        /// Whether to create contacts that are here already as well.
        pub all: bool,
        /// The encoding, by its web name.
        pub encoding: Option<String>,
        /// What separates cells: one character, or `comma`, `semicolon`, `tab`, `bar`.
        pub delimiter: Option<String>,
    }

    /// What an import did, or would do.
    pub struct ImportReport {
        /// To undo it by; null when nothing was written.
        pub batch: Option<Id>,
        /// Rows read.
        pub read: i64,
        /// Contacts made.
        pub created: i64,
        /// Contacts changed.
        pub updated: i64,
        /// Blank rows and rows that are here already.
        pub skipped: i64,
        /// Rows that could not be taken.
        pub failed: i64,
        /// What was wrong, in the order of the rows, at most a thousand.
        pub problems: Vec<Problem>,
        /// How many problems there are in all.
        pub problems_total: i64,
        /// Headers of the columns that have no field and were left out.
        pub unmapped: Vec<String>,
        /// How long it took.
        pub seconds: f64,
        /// The file's name.
        pub file: String,
    }

    /// Where to save the rows that were not taken.
    #[derive(Eq)]
    pub struct FailedRowsSave {
        /// Which import.
        pub job: Id,
        /// The file to write.
        pub path: String,
    }

    /// Rows were saved.
    #[derive(Eq)]
    pub struct FailedRowsSaved {
        /// Where.
        pub path: String,
        /// How many.
        pub rows: i64,
    }
}
