//! What was wrong with a piece of input, as data: where, what, why.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How much a problem costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row was not taken.
    Error,
    /// The row was taken; the cell's raw text went to the notes.
    Warning,
}

/// What kind of problem it is; the window branches on it, so the words are part of the wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProblemCode {
    /// More or fewer cells than the header has.
    Ragged,
    /// A quotation mark that opens here never closes.
    UnclosedQuote,
    /// No name, e-mail, phone or company: nobody to keep.
    Unidentified,
    /// The cell is not an e-mail address.
    EmailInvalid,
    /// The cell is not a phone number.
    PhoneInvalid,
    /// The cell is not a date, or names no day that exists.
    DateInvalid,
    /// The cell is not a web address.
    LinkInvalid,
    /// The cell is longer than a field may be.
    TooLong,
    /// Bytes that are not text in the file's encoding, or NUL bytes.
    Encoding,
    /// The row is blank.
    Blank,
    /// A contact with this e-mail, or this name and phone, is here already.
    AlreadyHere,
    /// Several contacts could be meant; nothing was done.
    Ambiguous,
    /// Nobody here is meant, and nobody was to be made.
    Nobody,
    /// The structure is broken: a card without its end, a line that belongs to nothing.
    Malformed,
    /// The cell does not fit the field of one's own that it is for.
    CustomInvalid,
    /// There is no such category, or a contact cannot have it.
    NoCategory,
    /// A field of one's own that must have a value has none.
    Required,
    /// Somebody else has this value of a field in which no two may have the same.
    Taken,
    /// A contact has no place for it; the card that it came in keeps it.
    Kept,
}

/// One problem: row, column, value, why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Problem {
    /// The line of the file where the record starts, counted from 1.
    pub row: u64,
    /// The header of the column, empty when the whole row is meant.
    pub column: String,
    /// The raw value, at most 200 characters of it.
    pub value: String,
    /// What kind of problem.
    pub code: ProblemCode,
    /// What it cost.
    pub severity: Severity,
    /// One sentence for a person.
    pub reason: String,
}
