//! Writes the index: documents in, documents out, and a commit that says how far the journal was applied.
//!
//! Exactly one of these exists per folder at any time. Nothing is visible before [`Indexing::commit`]; a value that
//! is dropped, or a process that is killed, leaves the last commit. Deliberately absent: reading the journal.

use std::pin::Pin;
use std::task::{Context, Poll};

use satchel_gentle::Gentle;
use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::{FutureResult, Index, IndexWriter, TantivyDocument, Term};

use crate::directory::Tenure;
use crate::index::payload;
use crate::lock::FileLock;
use crate::schema::Fields;
use crate::{SearchError, SearchIndex, SearchText};

/// Threads that turn documents into segments. What feeds them is busier than one, and two make twice the segments, each
/// with a dictionary of its own.
const THREADS: usize = 1;

/// Memory of each, in bytes; a thread writes a segment out when it is full.
const MEMORY: usize = 48 * 1024 * 1024;

/// Segments of more documents than this are left as they are. A bulk load writes larger ones, which are not written
/// again; a search does not mind some tens of segments.
const LARGE: usize = 8_000;

/// Segments of fewer documents than this are small: merging some of them takes a few milliseconds.
const SMALL: u32 = 2_000;

/// When so many small segments have come together that merging in the background does not keep up (or never got the
/// time, because each holder only made one small commit), a commit merges them before it returns.
const MANY: usize = 16;

/// Each segment costs every search: more than these are put together when there is time.
const ENOUGH: usize = 8;

/// What is put together at once: at most so many segments, and documents that take some seconds.
const GATHERED: usize = 16;
const GATHERED_DOCS: u32 = 250_000;

/// The right to write; see [`SearchIndex::try_indexing`].
pub struct Indexing {
    /// Declared first: over before the library is told to stop, which does not stop what it has begun.
    _tenure: Tenure,
    writer: IndexWriter,
    index: SearchIndex,
    fields: Fields,
    /// Rows above this are not in the index, so putting them needs no removal.
    last_rowid: i64,
    /// Declared last: released after everything else is gone.
    _lock: FileLock,
}

/// Segments on their way into one.
#[must_use = "it ends when it is waited for"]
pub struct Gathering(FutureResult<Option<SegmentMeta>>);

impl Future for Gathering {
    type Output = Result<(), SearchError>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        Pin::new(&mut self.0).poll(context).map(|merged| Ok(merged.map(drop)?))
    }
}

impl std::fmt::Debug for Indexing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Indexing")
    }
}

impl Indexing {
    pub(crate) fn start(
        lock: FileLock,
        tenure: Tenure,
        index: SearchIndex,
        library: &Index,
        fields: Fields,
    ) -> Result<Self, SearchError> {
        let options = IndexWriterOptions::builder()
            .num_worker_threads(THREADS)
            .memory_budget_per_thread(MEMORY)
            .num_merge_threads(1)
            .build();
        let writer: IndexWriter = Gentle::Very.finish(|| library.writer_with_options(options))?;
        let mut policy = LogMergePolicy::default();
        policy.set_min_num_segments(8);
        policy.set_min_layer_size(SMALL);
        policy.set_max_docs_before_merge(LARGE);
        policy.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(policy));
        // What a killed process wrote and did not commit goes now: the same work gives the same names again, and a name
        // that is taken would stop it every time.
        writer.garbage_collect_files().wait()?;
        let last_rowid = index.last_rowid()?.unwrap_or(i64::MIN);
        Ok(Self { _tenure: tenure, writer, index, fields, last_rowid, _lock: lock })
    }

    /// Adds a document under its row, in place of the one of the same row if there is one. `touched` is when the row
    /// was last changed, in any unit that grows.
    pub fn put(&mut self, rowid: i64, text: SearchText, touched: i64) -> Result<(), SearchError> {
        if rowid <= self.last_rowid {
            self.remove(rowid);
        } else {
            self.last_rowid = rowid;
        }
        let mut document = TantivyDocument::new();
        document.add_i64(self.fields.rowid, rowid);
        document.add_i64(self.fields.touched, touched);
        document.add_text(self.fields.grams, &text.0);
        document.add_text(self.fields.words, text.0);
        self.writer.add_document(document)?;
        Ok(())
    }

    /// Takes a document out; one that is not there is no error.
    pub fn remove(&mut self, rowid: i64) {
        self.writer.delete_term(Term::from_field_i64(self.fields.rowid, rowid));
    }

    /// Makes everything since the last commit durable and visible, together with the journal sequence up to which
    /// it stands. This process sees it when the call returns; others when they reload.
    pub fn commit(&mut self, applied: i64) -> Result<(), SearchError> {
        // This ends the threads that made segments and begins others.
        let mut prepared = Gentle::Very.finish(|| self.writer.prepare_commit())?;
        prepared.set_payload(&payload(applied));
        prepared.commit()?;
        self.merge_small()?;
        self.index.reload()
    }

    /// Waits for merges in the background, which dropping would give up. For the end of a bulk load.
    pub fn finish(self) -> Result<(), SearchError> {
        self.writer.wait_merging_threads()?;
        self.index.reload()
    }

    /// Begins to put segments together that a bulk load left, the smallest first, when there are many. Documents can be
    /// put and committed meanwhile; dropping the right to write gives it up. Nothing when there is nothing to gain.
    pub fn gather(&mut self) -> Result<Option<Gathering>, SearchError> {
        let mut metas = self.writer.index().searchable_segment_metas()?;
        if metas.len() <= ENOUGH {
            return Ok(None);
        }
        metas.sort_by_key(SegmentMeta::num_docs);
        let mut documents = 0;
        let fits = |meta: &&SegmentMeta| {
            documents += meta.num_docs();
            documents <= GATHERED_DOCS
        };
        let ids: Vec<SegmentId> = metas.iter().take_while(fits).take(GATHERED).map(SegmentMeta::id).collect();
        // To write large ones again for the sake of one or two gains little.
        Ok((ids.len() > ENOUGH / 2).then(|| Gathering(self.writer.merge(&ids))))
    }

    fn merge_small(&mut self) -> Result<(), SearchError> {
        let metas = self.writer.index().searchable_segment_metas()?;
        let ids: Vec<SegmentId> = metas.iter().filter(|meta| meta.num_docs() < SMALL).map(|meta| meta.id()).collect();
        if ids.len() <= MANY {
            return Ok(());
        }
        // One that the background is merging already cannot be merged again; then that merge does the work.
        if let Err(error) = self.writer.merge(&ids).wait() {
            tracing::debug!(%error, "small segments are being merged already");
        }
        Ok(())
    }
}
