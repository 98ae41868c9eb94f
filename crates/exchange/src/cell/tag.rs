//! Names of tags in a cell.
//!
//! Groups that a service makes for everybody are no tags. Deliberately absent: how tags are spelt in the vault.

use satchel_model::{collapse, fold};

/// Reads the tags, without those that `tags` has already.
pub(crate) fn add_tags(text: &str, tags: &mut Vec<String>) {
    for piece in text.split(":::").flat_map(|part| part.split([';', ',', '|', '\n'])) {
        let piece = piece.trim();
        let (piece, system) = match piece.strip_prefix('*') {
            Some(rest) => (rest.trim_start(), true),
            None => (piece, false),
        };
        let name = collapse(piece);
        let everybody =
            system && matches!(name.as_str(), "myContacts" | "My Contacts" | "starred" | "Starred" | "Other Contacts");
        if name.is_empty() || everybody || name == "myContacts" || name.chars().count() > 200 {
            continue;
        }
        let folded = fold(&name);
        if !tags.iter().any(|tag| fold(tag) == folded) {
            tags.push(name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::add_tags;

    #[test]
    fn takes_cells_apart() {
        for (text, expected) in [
            ("* myContacts ::: Friends", vec!["Friends"]),
            ("Client;VIP; vip", vec!["Client", "VIP"]),
            ("Hot lead,Customer", vec!["Hot lead", "Customer"]),
            ("* Family ::: * starred", vec!["Family"]),
            (" ;; ", vec![]),
        ] {
            let mut tags = Vec::new();
            add_tags(text, &mut tags);
            assert_eq!(tags, expected, "{text}");
        }
    }
}
