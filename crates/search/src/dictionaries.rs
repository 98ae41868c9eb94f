//! The dictionaries of the segments, kept open across reloads.
//!
//! A segment's terms never change (an edit only marks documents as gone and adds a segment), so what was read and
//! decrypted once is used until the segment itself is gone: about 75 bytes of memory a document, besides the cache.
//! Deliberately absent: which documents of a segment are gone.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tantivy::index::{InvertedIndexReader, SegmentId};
use tantivy::{Searcher, SegmentReader};

use crate::SearchError;
use crate::schema::Fields;

/// The dictionaries of one segment.
#[derive(Clone)]
pub(crate) struct Dictionaries {
    pub(crate) grams: Arc<InvertedIndexReader>,
    pub(crate) words: Arc<InvertedIndexReader>,
}

/// Those of all segments that were searched.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<HashMap<SegmentId, Dictionaries>>);

impl Shelf {
    /// Gives the dictionaries of a segment, reading them the first time.
    pub(crate) fn of(&self, segment: &SegmentReader, fields: Fields) -> Result<Dictionaries, SearchError> {
        let id = segment.segment_id();
        if let Some(known) = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(known.clone());
        }
        // Read without the lock: two searches may both read, and the later one's stays.
        let read =
            Dictionaries { grams: segment.inverted_index(fields.grams)?, words: segment.inverted_index(fields.words)? };
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(id, read.clone());
        Ok(read)
    }

    /// Lets go of segments that are no longer there.
    pub(crate) fn keep(&self, searcher: &Searcher) {
        self.0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .retain(|id, _| searcher.segment_readers().iter().any(|segment| segment.segment_id() == *id));
    }
}
