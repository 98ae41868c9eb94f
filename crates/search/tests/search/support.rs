//! A small book in a temporary folder.

use std::path::Path;

use satchel_model::{Query, Secret};
use satchel_search::{Found, SearchDoc, SearchIndex};

/// The key of all tests but those about keys.
pub(crate) fn key() -> Secret<[u8; 32]> {
    Secret::new([3; 32])
}

/// A document with a name only.
pub(crate) fn doc(name: &str) -> SearchDoc {
    SearchDoc { display: name.into(), names: name.into(), ..SearchDoc::default() }
}

/// An index and the folder it lives in.
pub(crate) struct Book {
    pub(crate) index: SearchIndex,
    pub(crate) folder: tempfile::TempDir,
}

impl Book {
    /// Indexes documents by their rows in one commit with sequence 1, all touched at once.
    pub(crate) fn of(docs: impl IntoIterator<Item = (i64, SearchDoc)>) -> Self {
        Self::touched(docs.into_iter().map(|(rowid, doc)| (rowid, doc, 0)))
    }

    /// Indexes documents by their rows and when they were touched.
    pub(crate) fn touched(docs: impl IntoIterator<Item = (i64, SearchDoc, i64)>) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let index = SearchIndex::open(folder.path(), &key()).unwrap().index;
        let mut indexing = index.try_indexing().unwrap().unwrap();
        for (rowid, doc, touched) in docs {
            indexing.put(rowid, doc.text(), touched).unwrap();
        }
        indexing.commit(1).unwrap();
        drop(indexing);
        Self { index, folder }
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn search(&self, typed: &str, limit: usize) -> Found {
        self.index.search(&Query::parse(typed), limit).unwrap()
    }

    /// What somebody may have meant who found nobody.
    pub(crate) fn meant(&self, typed: &str) -> Option<String> {
        self.index.spelling(typed).unwrap().map(|spelling| spelling.text)
    }

    /// The rows that are found, best first.
    pub(crate) fn find(&self, typed: &str) -> Vec<i64> {
        find(&self.index, typed)
    }
}

/// The rows that an index finds, best first.
pub(crate) fn find(index: &SearchIndex, typed: &str) -> Vec<i64> {
    index.search(&Query::parse(typed), 100).unwrap().hits.iter().map(|hit| hit.rowid).collect()
}
