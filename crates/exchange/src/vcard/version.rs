//! Versions of vCard.
//!
//! All are read; new cards are written as 3.0 or 4.0, and a card that is kept stays what it is. Deliberately absent:
//! turning a kept card into another version.

use super::line::Line;

/// Which vCard a card is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 2.1, of phones and Outlook.
    V2,
    /// 3.0, what address book servers hold.
    V3,
    /// 4.0.
    V4,
}

impl Version {
    /// The version that a card names, or that its parameters look like.
    pub(crate) fn of(lines: &[Line<'_>]) -> Self {
        let heads = || lines.iter().filter_map(|line| line.head.as_ref().map(|head| (head, line)));
        let named = heads().find(|(head, _)| head.name == "VERSION").map(|(_, line)| line.value.trim_ascii());
        match named {
            Some(value) if value.starts_with(b"2") => Self::V2,
            Some(value) if value.starts_with(b"4") => Self::V4,
            Some(_) => Self::V3,
            None if heads().any(|(head, _)| head.params.iter().any(|param| param.bare)) => Self::V2,
            None => Self::V3,
        }
    }

    /// As the card names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::V2 => "2.1",
            Self::V3 => "3.0",
            Self::V4 => "4.0",
        }
    }
}
