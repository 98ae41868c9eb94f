//! Paths of a record: a key of the field registry (`given`), or a child row (`emails/<key>`).
//!
//! They are the paths of the journal. On this vault's side the key of a row is its id; on the remote's side it is
//! whatever the remote tells its rows apart by.

/// The path of a child row.
#[must_use]
pub fn row_path(collection: &str, key: &str) -> String {
    format!("{collection}/{key}")
}

/// Collection and key of a child row's path; `None` for a field. A key may hold slashes.
#[must_use]
pub fn split_row(path: &str) -> Option<(&str, &str)> {
    path.split_once('/')
}

/// Whether the path is a row of this collection.
#[must_use]
pub fn is_row(path: &str, collection: &str) -> bool {
    split_row(path).is_some_and(|(of, _)| of == collection)
}

#[cfg(test)]
mod tests {
    use super::{is_row, row_path, split_row};

    #[test]
    fn a_row_is_told_from_a_field() {
        assert_eq!(split_row("given"), None);
        assert_eq!(split_row(&row_path("emails", "a/b")), Some(("emails", "a/b")));
        assert!(is_row("emails/1", "emails") && !is_row("emails", "emails") && !is_row("phones/1", "emails"));
    }
}
