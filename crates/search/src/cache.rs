//! Decrypted parts of the index, kept within a budget.
//!
//! Keyed by the open file and the range of its text: a segment's files never change, so what is here stays true
//! across reloads for as long as the file is open, and an edit only decrypts what it wrote. Least recently used
//! parts go first. Parts that a reader still holds live on outside the budget until it lets go of them.

use std::ops::Range;
use std::sync::{Arc, Mutex, PoisonError};

use lru::LruCache;
use tantivy::directory::OwnedBytes;

/// Bytes of decrypted text kept; the rest of the index stays sealed on disk.
pub(crate) const BUDGET: usize = 64 * 1024 * 1024;

/// A part larger than this share of the budget is not kept.
const LARGEST_SHARE: usize = 128;

/// Counted for every part besides its text: key, links and reference counts.
const ENTRY_OVERHEAD: usize = 160;

#[derive(PartialEq, Eq, Hash, Clone, Copy)]
struct Key {
    file: u64,
    start: u64,
    end: u64,
}

struct Kept {
    parts: LruCache<Key, OwnedBytes>,
    bytes: usize,
}

/// One cache for all files of an index; clones share it.
#[derive(Clone)]
pub(crate) struct Cache {
    kept: Arc<Mutex<Kept>>,
    budget: usize,
}

impl Cache {
    pub(crate) fn new(budget: usize) -> Self {
        Self { kept: Arc::new(Mutex::new(Kept { parts: LruCache::unbounded(), bytes: 0 })), budget }
    }

    pub(crate) fn get(&self, file: u64, range: &Range<u64>) -> Option<OwnedBytes> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.parts.get(&Key { file, start: range.start, end: range.end }).cloned()
    }

    pub(crate) fn put(&self, file: u64, range: &Range<u64>, part: &OwnedBytes) {
        let cost = part.len() + ENTRY_OVERHEAD;
        // Whole dictionaries are held by whoever reads them; here they would push out everything else.
        if cost > self.budget / LARGEST_SHARE {
            return;
        }
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.bytes += cost;
        let key = Key { file, start: range.start, end: range.end };
        if let Some(replaced) = kept.parts.put(key, part.clone()) {
            kept.bytes -= replaced.len() + ENTRY_OVERHEAD;
        }
        while kept.bytes > self.budget {
            let Some((_, evicted)) = kept.parts.pop_lru() else { break };
            kept.bytes -= evicted.len() + ENTRY_OVERHEAD;
        }
    }

    /// Bytes kept now, overhead included.
    #[cfg(test)]
    pub(crate) fn bytes(&self) -> usize {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).bytes
    }
}

#[cfg(test)]
mod tests {
    use tantivy::directory::OwnedBytes;

    use super::Cache;

    #[test]
    fn stays_within_its_budget_and_forgets_the_oldest() {
        let cache = Cache::new(100_000);
        for file in 0..1000 {
            cache.put(file, &(0..500), &OwnedBytes::new(vec![0; 500]));
            assert!(cache.bytes() <= 100_000);
        }
        assert!(cache.get(0, &(0..500)).is_none());
        assert!(cache.get(999, &(0..500)).is_some());
        cache.put(2000, &(0..9000), &OwnedBytes::new(vec![0; 9000]));
        assert!(cache.get(2000, &(0..9000)).is_none(), "one part never pushes out everything else");
    }
}
