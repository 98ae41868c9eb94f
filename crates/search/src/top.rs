//! Keeps the best documents while all are counted.
//!
//! Higher counts come first, equal ones in order of the row, so that results stay in place while somebody types.
//! Deliberately absent: how a count comes about.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::SegmentReader;

use crate::schema::ROWID;
use crate::{Found, Hit, SearchError};

/// The best so far.
pub(crate) struct Best {
    limit: usize,
    total: u64,
    /// The worst is on top: lowest count, then highest row.
    kept: BinaryHeap<(Reverse<u32>, i64)>,
}

impl Best {
    pub(crate) fn new(limit: usize) -> Self {
        Self { limit, total: 0, kept: BinaryHeap::new() }
    }

    /// Takes the counts of all documents of a segment, in order.
    pub(crate) fn collect(
        &mut self,
        segment: &SegmentReader,
        counts: impl Iterator<Item = u32>,
    ) -> Result<(), SearchError> {
        let rows = segment.fast_fields().i64(ROWID)?;
        let alive = segment.alive_bitset();
        for (doc, count) in (0_u32..).zip(counts) {
            if count == 0 || alive.is_some_and(|alive| alive.is_deleted(doc)) {
                continue;
            }
            self.total += 1;
            if self.kept.len() < self.limit {
                if let Some(row) = rows.first(doc) {
                    self.kept.push((Reverse(count), row));
                }
            } else if let Some(mut worst) = self.kept.peek_mut()
                && count >= worst.0.0
                && let Some(row) = rows.first(doc)
                && (Reverse(count), row) < *worst
            {
                *worst = (Reverse(count), row);
            }
        }
        Ok(())
    }

    /// The result; a score is the mean over the needs of the query.
    pub(crate) fn into_found(self, needs: usize) -> Found {
        let hits = self
            .kept
            .into_sorted_vec()
            .into_iter()
            .map(|(Reverse(count), rowid)| Hit { rowid, score: count as f32 / needs.max(1) as f32 })
            .collect();
        Found { total: self.total, hits }
    }
}
