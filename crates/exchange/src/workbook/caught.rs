//! The door to calamine: what a damaged workbook makes it do comes back as a sentence.
//!
//! The library indexes into records whose lengths a file can lie about, and panics. Deliberately absent: workbooks that
//! make it allocate without measure; they are recognised and refused before it sees them (`scan`, `xls`).

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::FileError;

/// Runs a reader of workbooks; a panic in it is a damaged workbook.
pub(super) fn caught<T>(read: impl FnOnce() -> Result<T, FileError>) -> Result<T, FileError> {
    catch_unwind(AssertUnwindSafe(read)).unwrap_or_else(|_| Err(damaged()))
}

pub(super) fn damaged() -> FileError {
    FileError::Refused {
        what: "the workbook is damaged: what is in it contradicts itself",
        remedy: "Open it in the program that made it and save it anew, or as CSV.",
    }
}

pub(super) fn cut_short() -> FileError {
    FileError::Refused {
        what: "the workbook is cut short: its end is missing",
        remedy: "It was not copied or downloaded to the end; do that again.",
    }
}

pub(super) fn protected() -> FileError {
    FileError::Refused {
        what: "the workbook is protected by a password",
        remedy: "Open it in the program that made it and save it without a password, or as CSV.",
    }
}

pub(super) fn too_large() -> FileError {
    FileError::Refused {
        what: "the workbook unpacks to more than can be taken",
        remedy: "Open it in the program that made it and save the sheet as CSV.",
    }
}
