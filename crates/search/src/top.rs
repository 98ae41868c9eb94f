//! Keeps the best documents while all are counted.
//!
//! Higher counts come first, of equal ones what was touched last, then in order of the row, so that results stay in place
//! while somebody types.
//! Deliberately absent: how a count comes about.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use tantivy::SegmentReader;

use crate::schema::{ROWID, TOUCHED};
use crate::{Found, Hit, SearchError};

/// What each need adds that was found as it was typed: more than the counts of all needs together.
pub(crate) const AS_TYPED: u32 = 1 << 12;

/// The greater, the worse: lower count, touched longer ago, higher row.
type Rank = (Reverse<u32>, Reverse<i64>, i64);

/// The best so far.
pub(crate) struct Best {
    limit: usize,
    total: u64,
    /// How many of them hold everything as it was typed: a sum from here on.
    full: u32,
    exact: u64,
    /// The worst is on top.
    kept: BinaryHeap<Rank>,
    /// Every row that was found as typed, when all of them are wanted.
    all: Option<Vec<i64>>,
}

impl Best {
    /// Of a query with so many needs.
    pub(crate) fn new(limit: usize, needs: usize) -> Self {
        let full = AS_TYPED * u32::try_from(needs.max(1)).unwrap_or(1);
        Self { limit, total: 0, full, exact: 0, kept: BinaryHeap::new(), all: None }
    }

    /// Every document that holds everything as it was typed, and none ranked.
    pub(crate) fn every(needs: usize) -> Self {
        Self { all: Some(Vec::new()), ..Self::new(0, needs) }
    }

    /// The rows of those.
    pub(crate) fn into_rows(self) -> Vec<i64> {
        self.all.unwrap_or_default()
    }

    /// How many were found as typed.
    pub(crate) const fn exact(&self) -> u64 {
        self.exact
    }

    /// Takes the counts of all documents of a segment, in order.
    pub(crate) fn collect(
        &mut self,
        segment: &SegmentReader,
        counts: impl Iterator<Item = u32>,
    ) -> Result<(), SearchError> {
        let touched = segment.fast_fields().i64(TOUCHED)?;
        let rows = segment.fast_fields().i64(ROWID)?;
        let alive = segment.alive_bitset();
        for (doc, count) in (0_u32..).zip(counts) {
            if count == 0 || alive.is_some_and(|alive| alive.is_deleted(doc)) {
                continue;
            }
            self.total += 1;
            self.exact += u64::from(count >= self.full);
            if let Some(all) = &mut self.all {
                all.extend(rows.first(doc).filter(|_| count >= self.full));
                continue;
            }
            let full = self.kept.len() >= self.limit;
            if full && self.kept.peek().is_none_or(|worst| count < worst.0.0) {
                continue;
            }
            let (Some(row), touched) = (rows.first(doc), touched.first(doc).unwrap_or(0)) else {
                continue;
            };
            let rank = (Reverse(count), Reverse(touched), row);
            if !full {
                self.kept.push(rank);
            } else if let Some(mut worst) = self.kept.peek_mut()
                && rank < *worst
            {
                *worst = rank;
            }
        }
        Ok(())
    }

    /// The result; a score is the mean over the needs of the query.
    pub(crate) fn into_found(self, needs: usize) -> Found {
        let hits = self.kept.into_sorted_vec().into_iter();
        let hits = hits.map(|(Reverse(sum), _, rowid)| Hit {
            rowid,
            score: (sum % AS_TYPED) as f32 / needs.max(1) as f32,
            as_typed: sum >= self.full,
        });
        Found { total: self.total, exact: self.exact, hits: hits.collect() }
    }
}
