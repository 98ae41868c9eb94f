//! Opens the index and sees what was committed to it.
//!
//! A damaged index or one of another version is discarded and made anew, because it can be fed again; one that was
//! sealed with another key is left alone, because it is somebody's. Searching never takes a lock that indexing holds.
//! Deliberately absent: writing ([`crate::Indexing`]) and answering queries ([`crate::find`]).

use std::fs;
use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use satchel_model::Secret;
use satchel_sealed::{SealedError, Sealer};
use tantivy::directory::META_LOCK;
use tantivy::schema::Schema;
use tantivy::{Directory as _, Index, IndexReader, IndexSettings, ReloadPolicy, TantivyError};

use crate::SearchError;
use crate::cache::{BUDGET, Cache};
use crate::dictionaries::Shelf;
use crate::directory::{SealedDirectory, index_files};
use crate::evaluate::Scratch;
use crate::indexing::Indexing;
use crate::lock::FileLock;
use crate::schema::{Fields, VERSION, schema, tokenizers};

/// The lock of whoever indexes.
const LOCK: &str = "index.lock";

/// A sealed file of known content: it tells a wrong key from a damaged index.
const KEY_CHECK: &str = "key.check";
const KEY_CHECK_TEXT: &[u8] = b"satchel index";

/// Up to this size, in bytes on disk, every block is authenticated on opening; a larger index is checked as it is
/// read, so that opening stays quick, and damage shows as [`SearchError::Damaged`] when a search meets it.
const VERIFY_WHOLE: u64 = 48 * 1024 * 1024;

/// What [`SearchIndex::open`] gives.
#[derive(Debug)]
pub struct Opened {
    /// The index, ready for searching.
    pub index: SearchIndex,
    /// Whether what was there had to be discarded: it is empty now and [`SearchIndex::applied`] is 0.
    pub rebuilt: bool,
}

/// One found document.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The row.
    pub rowid: i64,
    /// From just above 0 (a word begins so somewhere in the notes) to 16 (every word is a whole name). Comparable among
    /// hits that were all found as typed, or all not.
    pub score: f32,
    /// Whether everything was found as it was typed; else something is only like it.
    pub as_typed: bool,
}

/// What a search found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Found {
    /// How many documents match; exact.
    pub total: u64,
    /// How many of them hold everything as it was typed; these come first.
    pub exact: u64,
    /// The best of them, best first; of equal ones those that were touched last, then in order of the row.
    pub hits: Vec<Hit>,
}

/// What [`SearchIndex::check`] saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CheckReport {
    /// Documents that can be found.
    pub documents: u64,
    /// Journal sequence of the last commit.
    pub applied: i64,
    /// Sealed files, all of whose blocks authenticate.
    pub files: u64,
}

/// The index of one vault. Cheap to clone; all clones share one reader, its dictionaries (about 75 bytes a document)
/// and one cache of decrypted postings of 64 MiB at most.
#[derive(Clone)]
pub struct SearchIndex {
    pub(crate) shared: Arc<Shared>,
}

pub(crate) struct Shared {
    folder: PathBuf,
    directory: SealedDirectory,
    index: Index,
    pub(crate) reader: IndexReader,
    pub(crate) fields: Fields,
    applied: AtomicI64,
    pub(crate) shelf: Shelf,
    pub(crate) scratch: Scratch,
}

impl std::fmt::Debug for SearchIndex {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SearchIndex").field("applied", &self.applied()).finish_non_exhaustive()
    }
}

impl SearchIndex {
    /// Opens the index in `folder` or creates it, the folder too. See [`Opened::rebuilt`] for an index that was
    /// damaged or of another version.
    pub fn open(folder: &Path, key: &Secret<[u8; 32]>) -> Result<Opened, SearchError> {
        fs::create_dir_all(folder)?;
        let sealer = Sealer::new(key, "index");
        let mut rebuilt = check_key(folder, &sealer)?;
        let directory = SealedDirectory::new(folder, sealer, Cache::new(BUDGET));
        if rebuilt {
            discard(folder)?;
        }
        let shared = match load(folder, &directory) {
            Ok(shared) => shared,
            Err(SearchError::Damaged) => {
                tracing::warn!("the search index is damaged or of another version; it is made anew");
                discard(folder)?;
                rebuilt = true;
                load(folder, &directory)?
            }
            Err(error) => return Err(error),
        };
        Ok(Opened { index: Self { shared: Arc::new(shared) }, rebuilt })
    }

    /// As [`SearchIndex::open`], and discards what was sealed with another key: for a folder that can be nobody else's.
    /// An index that is damaged all over looks like that too.
    pub fn open_or_replace(folder: &Path, key: &Secret<[u8; 32]>) -> Result<Opened, SearchError> {
        match Self::open(folder, key) {
            Err(SearchError::WrongKey) => {
                tracing::warn!("nothing of the search index opens with the vault's key; it is made anew");
                discard(folder)?;
                fs::remove_file(folder.join(KEY_CHECK))?;
                Ok(Opened { rebuilt: true, ..Self::open(folder, key)? })
            }
            other => other,
        }
    }

    /// The journal sequence of the last commit that this handle has seen; 0 when there was none.
    #[must_use]
    pub fn applied(&self) -> i64 {
        self.shared.applied.load(Ordering::Acquire)
    }

    /// Sees what was committed since, by this process or another. Searches go on meanwhile.
    pub fn reload(&self) -> Result<(), SearchError> {
        // Read first: what is loaded after it is never older than it says.
        let applied = committed(&self.shared.index)?.unwrap_or(0);
        self.shared.reader.reload()?;
        self.shared.shelf.keep(&self.shared.reader.searcher());
        self.shared.applied.store(applied, Ordering::Release);
        Ok(())
    }

    /// Starts indexing, unless this or another process already is. The lock ends with the returned value, or with
    /// the process.
    pub fn try_indexing(&self) -> Result<Option<Indexing>, SearchError> {
        let Some(lock) = FileLock::try_take(&self.shared.folder.join(LOCK))? else {
            return Ok(None);
        };
        self.reload()?;
        // Opened afresh: another process may have written files since, which this one must know to clean up.
        let (directory, tenure) = self.shared.directory.for_a_tenure();
        let index = open_index(&directory)?;
        started(Indexing::start(lock, tenure, self.clone(), &index, self.shared.fields))
    }

    /// As [`SearchIndex::try_indexing`], on an empty index in place of this one, whatever state that is in.
    pub fn try_anew(&self) -> Result<Option<Indexing>, SearchError> {
        let Some(lock) = FileLock::try_take(&self.shared.folder.join(LOCK))? else {
            return Ok(None);
        };
        let (directory, tenure) = self.shared.directory.for_a_tenure();
        let mut index = Index::create(directory, schema().0, IndexSettings::default())?;
        index.set_tokenizers(tokenizers());
        self.reload()?;
        started(Indexing::start(lock, tenure, self.clone(), &index, self.shared.fields))
    }

    /// Authenticates every block of every file, and counts.
    pub fn check(&self) -> Result<CheckReport, SearchError> {
        let files = verify(&self.shared.index, &self.shared.directory)?;
        Ok(CheckReport { documents: self.shared.reader.searcher().num_docs(), applied: self.applied(), files })
    }

    /// The largest row in the index.
    pub(crate) fn last_rowid(&self) -> Result<Option<i64>, SearchError> {
        let mut last = None;
        for segment in self.shared.reader.searcher().segment_readers() {
            let column = segment.fast_fields().i64(crate::schema::ROWID)?;
            last = last.max(Some(column.max_value()));
        }
        Ok(last)
    }
}

/// None as well while a merge of whoever indexed before still holds the library's own lock.
fn started(begun: Result<Indexing, SearchError>) -> Result<Option<Indexing>, SearchError> {
    match begun {
        Err(SearchError::Busy) => Ok(None),
        begun => begun.map(Some),
    }
}

/// Proves the key against the folder; gives whether the proof itself was damaged, so that all must be made anew.
fn check_key(folder: &Path, sealer: &Sealer) -> Result<bool, SearchError> {
    let path = folder.join(KEY_CHECK);
    match sealer.read(&path) {
        Ok(text) if text == KEY_CHECK_TEXT => Ok(false),
        Ok(_) | Err(SealedError::Damaged) => {
            // The check may be what is damaged: then something else still opens with this key.
            for name in index_files(folder)? {
                if sealer.open(&folder.join(name)).is_ok() {
                    sealer.replace(&path, KEY_CHECK_TEXT)?;
                    return Ok(true);
                }
            }
            Err(SearchError::WrongKey)
        }
        Err(SealedError::NotFound) => {
            sealer.replace(&path, KEY_CHECK_TEXT)?;
            Ok(!index_files(folder)?.is_empty())
        }
        Err(error) => Err(error.into()),
    }
}

fn load(folder: &Path, directory: &SealedDirectory) -> Result<Shared, SearchError> {
    let (expected, fields) = schema();
    if !folder.join("meta.json").try_exists()? {
        create(folder, directory, expected.clone())?;
    }
    let index = open_index(directory)?;
    if size(folder)? <= VERIFY_WHOLE {
        verify(&index, directory)?;
    }
    let applied = match committed(&index)? {
        Some(applied) if index.schema() == expected => applied,
        _ => return Err(SearchError::Damaged),
    };
    let reader: IndexReader = index
        .reader_builder()
        .reload_policy(ReloadPolicy::Manual)
        .num_warming_threads(0)
        .doc_store_cache_num_blocks(0)
        .try_into()?;
    Ok(Shared {
        folder: folder.to_owned(),
        directory: directory.clone(),
        index,
        reader,
        fields,
        applied: AtomicI64::new(applied),
        shelf: Shelf::default(),
        scratch: Scratch::default(),
    })
}

/// Authenticates every block of every file that the index consists of, and gives their number. What an indexing
/// process is still writing, or a killed one left, is not part of it.
fn verify(index: &Index, directory: &SealedDirectory) -> Result<u64, SearchError> {
    let opened = {
        // Nothing is cleaned up between reading the list and opening what it names.
        let _lock = directory.acquire_lock(&META_LOCK).map_err(TantivyError::from)?;
        directory.open_all(index.load_metas()?.list_segment_files())?
    };
    opened.iter().try_for_each(|file| file.verify())?;
    // The list itself was authenticated when it was read.
    Ok(opened.len() as u64 + 1)
}

/// Makes an empty index, unless another process just did.
fn create(folder: &Path, directory: &SealedDirectory, schema: Schema) -> Result<(), SearchError> {
    let _lock = FileLock::take(&folder.join(LOCK))?;
    if !folder.join("meta.json").try_exists()? {
        Index::builder().schema(schema).tokenizers(tokenizers()).open_or_create(directory.clone())?;
    }
    Ok(())
}

fn open_index(directory: &SealedDirectory) -> Result<Index, SearchError> {
    let mut index = Index::open(directory.clone())?;
    index.set_tokenizers(tokenizers());
    Ok(index)
}

/// The sequence of the last commit, 0 before the first; none when another version wrote it.
fn committed(index: &Index) -> Result<Option<i64>, SearchError> {
    let Some(payload) = index.load_metas()?.payload else {
        return Ok(Some(0));
    };
    let mut parts = payload.split(':');
    let version = parts.next().and_then(|part| part.parse::<u32>().ok());
    let applied = parts.next().and_then(|part| part.parse().ok());
    Ok(applied.filter(|_| version == Some(VERSION)))
}

/// What a commit says about itself; [`committed`] reads it.
pub(crate) fn payload(applied: i64) -> String {
    format!("{VERSION}:{applied}")
}

fn discard(folder: &Path) -> Result<(), SearchError> {
    let _lock = FileLock::try_take(&folder.join(LOCK))?.ok_or(SearchError::Busy)?;
    for name in index_files(folder)? {
        match fs::remove_file(folder.join(name)) {
            Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    Ok(())
}

fn size(folder: &Path) -> io::Result<u64> {
    let mut bytes = 0;
    for name in index_files(folder)? {
        bytes += fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    }
    Ok(bytes)
}
