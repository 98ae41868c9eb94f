//! Answers queries from the last loaded state of the index.
//!
//! First with what was typed. Only when that finds few is looked for what is like it: somebody who sees a screen full of
//! hits made no slip, and pays for no forgiveness. Deliberately absent: reading what was typed.

use satchel_model::Query;

use crate::close::Close;
use crate::evaluate::{Forgiven, evaluate};
use crate::need::Needs;
use crate::top::Best;
use crate::{Found, SearchError, SearchIndex};

/// Hits that are enough: nothing is forgiven then.
const ENOUGH: u64 = 20;

impl SearchIndex {
    /// Finds the documents that meet a query; one that asks for nothing finds none. When fewer than twenty do, those
    /// follow that nearly do.
    pub fn search(&self, query: &Query, limit: usize) -> Result<Found, SearchError> {
        let needs = Needs::of(query);
        if needs.is_empty() {
            return Ok(Found::default());
        }
        let best = self.best(&needs, None, limit)?;
        if best.exact() < ENOUGH {
            let forgiven = forgiven(&needs);
            if !forgiven.is_empty() {
                return Ok(self.best(&needs, Some(&forgiven), limit)?.into_found(needs.wanted.len()));
            }
        }
        Ok(best.into_found(needs.wanted.len()))
    }

    /// The rows of all documents that hold everything as it was typed, in no order; none for a query that asks for
    /// nothing.
    pub fn rows(&self, query: &Query) -> Result<Vec<i64>, SearchError> {
        let needs = Needs::of(query);
        if needs.is_empty() {
            return Ok(Vec::new());
        }
        Ok(self.collected(&needs, None, Best::every(needs.wanted.len()))?.into_rows())
    }

    /// How many documents hold everything as it was typed.
    pub(crate) fn count(&self, query: &Query) -> Result<u64, SearchError> {
        Ok(self.best(&Needs::of(query), None, 0)?.exact())
    }

    fn best(&self, needs: &Needs, forgiven: Option<&Forgiven>, limit: usize) -> Result<Best, SearchError> {
        self.collected(needs, forgiven, Best::new(limit, needs.wanted.len()))
    }

    fn collected(&self, needs: &Needs, forgiven: Option<&Forgiven>, mut best: Best) -> Result<Best, SearchError> {
        for segment in self.shared.reader.searcher().segment_readers() {
            let dictionaries = self.shared.shelf.of(segment, self.shared.fields)?;
            evaluate(segment, &dictionaries, needs, forgiven, &self.shared.scratch, &mut best)?;
        }
        Ok(best)
    }
}

/// What is forgiven of the words of a query. Nothing of what is unwanted.
fn forgiven(needs: &Needs) -> Forgiven {
    let mut forgiven = Forgiven::new();
    for need in &needs.wanted {
        need.each_word(&mut |word, _| {
            if let Some(close) = Close::to(word) {
                forgiven.insert(word.to_owned(), close);
            }
        });
    }
    forgiven
}
