//! Counts in sentences.
//!
//! Deliberately absent: words for what is counted, which every sentence brings along.

/// `One row is left out.`, or `7 rows are left out.`; nothing of nothing.
pub(crate) fn counted(count: u64, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(format!("{count} {many}")),
    }
}
