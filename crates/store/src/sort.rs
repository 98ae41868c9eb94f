//! Sort keys: bytes whose order is the order in which a reader of the vault's locale expects names.

use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};

/// Makes sort keys. One per store.
pub(crate) struct SortKeys {
    collator: CollatorBorrowed<'static>,
}

impl SortKeys {
    /// The root collation, which every locale refines.
    pub(crate) fn root() -> Option<Self> {
        let collator = Collator::try_new(Default::default(), CollatorOptions::default()).ok()?;
        Some(Self { collator })
    }

    /// The key of a text. Empty texts sort last: an unknown name is not the first thing that anybody looks for.
    pub(crate) fn key(&self, text: &str) -> Vec<u8> {
        // No sort key begins with this byte.
        const LAST: u8 = 0xff;
        let text = text.trim();
        if text.is_empty() {
            return vec![LAST];
        }
        // A key longer than this only orders texts that differ after some sixty letters.
        let head: String = text.chars().take(64).collect();
        let mut key = Vec::with_capacity(head.len() * 2 + 8);
        match self.collator.write_sort_key_to(&head, &mut key) {
            Ok(()) => key,
            Err(never) => match never {},
        }
    }
}

impl std::fmt::Debug for SortKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SortKeys")
    }
}
