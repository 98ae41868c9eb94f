//! The vault's database: the only room with SQL.
//!
//! Every write goes through [`Store::begin`]: one transaction that changes rows and appends to the journal. SQLite is
//! the only truth; whatever follows the journal (the search index, the window's caches, sync) can be rebuilt from it.
//! Deliberately absent: keys (lent by the caller), the clock (passed in), files other than the database.

mod affiliation;
mod archive;
mod as_of;
mod at_once;
mod attachment;
mod backup;
mod bulk;
mod category;
mod check;
mod child;
mod company;
mod connect;
mod consent;
mod contact;
mod custom;
mod definition;
mod derive;
mod draft;
mod entity;
mod error;
mod export;
mod favourite;
mod filter;
mod group;
mod job;
mod job_change;
mod journal;
mod list;
mod lock;
mod merge;
mod migrate;
mod mint;
mod pages;
mod queue;
mod recent;
mod recipe;
mod relation;
mod saved_view;
mod segment;
mod setting;
mod sort;
mod spread;
mod sync;
mod tag;
mod team;
mod together;
mod undo;
mod value;
mod view;
mod whole;
mod work;
mod writing;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use satchel_model::{Id, Secret};
use sqlx::sqlite::SqlitePool;
use sqlx::{Connection, Sqlite, Transaction};

pub use archive::Restoring;
pub use bulk::{BulkDone, BulkEdit, BulkSample, EditOfOne, LetterCase, TextChange, WorkPart, text_column};
pub use category::{Category, CategoryGroup};
pub use check::{Contents, Damage, DatabaseReport};
pub use company::{Affiliated, CompanyEdited, CompanyList, CompanyRow, CompanySort};
pub use contact::{AskedRow, CARD_UID, Edited, KeptCard, Matched, NewContact, OWN_ID, RowIds, RowOfGrid, SharedReach};
pub use custom::{FieldEffect, TurnStep, Unfit};
pub use error::{Conflict, StoreError};
pub use export::{Exporting, RowCounts};
pub use filter::{Asked, Meant, RowSet, Verdict, is_indexed};
pub use group::{Group, GroupBy};
pub use job::{JobKind, JobRow, JobState, JobWork, NewJob};
pub use job_change::{JobChange, JobChanged};
pub use journal::{FeedLine, HistoryEntry};
pub use list::ListRow;
pub use merge::MergeProposal;
pub use migrate::{MIGRATIONS, Migration};
pub use mint::mint;
pub use recipe::RecipeRow;
pub use relation::{NewRelation, Referral};
pub use saved_view::{SavedView, SavedViewRow};
pub use segment::SegmentMove;
pub use sync::{
    Account, AccountRow, KeptPicture, KnownThere, Link, Matter, MatterKind, Neutral, NeutralAction, NeutralStamp,
    NeutralValues, NeutralWrite, NewAccount, NewRun, Roll, RunOutcome, RunRow, Standing, SyncSnapshot, SyncState,
    Wanted, Word, WordKind, Written,
};
pub use tag::{DefinitionEdit, TagDefinition};
pub use undo::{Kept, UndoCursor, UndoStep};
pub use view::{Beginning, SortField};
pub use work::{WorkEdit, WorkRow};
pub use writing::{BatchStart, Writing};

use queue::Queue;

use connect::{Purpose, connect, refuse_old_sqlite};
use migrate::{Pending, migrate, pending};
use sort::SortKeys;

/// An open vault database. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Store {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    path: PathBuf,
    writer: SqlitePool,
    /// Who waits for the writer.
    queue: Queue,
    readers: SqlitePool,
    /// A single one: two that look through everything at once would take each other's time.
    filters: SqlitePool,
    /// Sees every commit, of this process and of others, by `PRAGMA data_version`.
    watcher: SqlitePool,
    sort: SortKeys,
    replica: Id,
}

impl Store {
    /// Makes the database at `path`; `at` is UTC milliseconds. The caller holds the vault's lock while this runs. One
    /// that is there already is opened.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn create(path: &Path, key: &Secret<[u8; 32]>, replica: Id, at: i64) -> Result<Self, StoreError> {
        let purpose = if path.exists() { Purpose::Write } else { Purpose::Create };
        Self::connect(path, key, purpose, replica, at).await
    }

    /// Opens the database at `path`, migrating it as needed; `at` is UTC milliseconds. The caller holds the vault's lock
    /// while this runs. Before a migration of existing data a verified copy is put beside the file.
    ///
    /// # Errors
    /// [`StoreError::Missing`], [`StoreError::Newer`], [`StoreError::Damaged`] (also for a wrong key), and what the disk
    /// refuses.
    pub async fn open(path: &Path, key: &Secret<[u8; 32]>, replica: Id, at: i64) -> Result<Self, StoreError> {
        if !path.exists() {
            return Err(StoreError::Missing);
        }
        Self::connect(path, key, Purpose::Write, replica, at).await
    }

    async fn connect(
        path: &Path,
        key: &Secret<[u8; 32]>,
        purpose: Purpose,
        replica: Id,
        at: i64,
    ) -> Result<Self, StoreError> {
        let writer = connect(path, key, purpose).await?;
        let others = async {
            prepare(&writer, path, key, at).await?;
            let readers = connect(path, key, Purpose::Read).await?;
            let filters = connect(path, key, Purpose::Filter).await?;
            Ok((readers, filters, connect(path, key, Purpose::Inspect).await?))
        };
        let (readers, filters, watcher) = match others.await {
            Ok(others) => others,
            Err(error) => {
                // Not left to its own thread: a process that ends while that is at work can crash.
                writer.close().await;
                return Err(error);
            }
        };
        let sort = SortKeys::root().ok_or(StoreError::Bug("no collation"))?;
        let (path, queue) = (path.to_owned(), Queue::beside(path));
        Ok(Self { inner: Arc::new(Inner { path, writer, queue, readers, filters, watcher, sort, replica }) })
    }

    /// Closes all connections after the work that is under way; the last one checkpoints the WAL.
    pub async fn close(&self) {
        custom::forget();
        self.inner.readers.close().await;
        self.inner.filters.close().await;
        self.inner.watcher.close().await;
        self.inner.writer.close().await;
    }

    /// Where the database is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.inner.path
    }

    /// A number that changes with every commit of any process but is not a sequence.
    ///
    /// # Errors
    /// What the disk refuses.
    pub async fn data_version(&self) -> Result<i64, StoreError> {
        Ok(sqlx::query_scalar("PRAGMA data_version").fetch_one(&self.inner.watcher).await?)
    }

    /// Makes sort keys.
    pub(crate) fn sort_keys(&self) -> &SortKeys {
        &self.inner.sort
    }

    /// A consistent snapshot to read several things from.
    pub(crate) async fn snapshot(&self) -> Result<Transaction<'static, Sqlite>, StoreError> {
        Ok(self.inner.readers.begin().await?)
    }
}

/// Brings a database to this version.
async fn prepare(writer: &SqlitePool, path: &Path, key: &Secret<[u8; 32]>, at: i64) -> Result<(), StoreError> {
    refuse_old_sqlite(writer).await?;
    let mut connection = writer.acquire().await?;
    match pending(&mut connection).await? {
        Pending::None => {}
        Pending::Fresh => migrate(&mut connection, at).await?,
        Pending::Upgrade => {
            let copy = path.with_extension(format!("before-{at}.db"));
            backup::copy(connection.begin().await?, path, key, &copy).await?;
            backup::verify(&copy, key).await?;
            migrate(&mut connection, at).await?;
        }
    }
    Ok(())
}

/// Numbers as a JSON array, for `json_each(?)`.
pub(crate) fn json_list(numbers: &[i64]) -> String {
    let mut list = String::with_capacity(numbers.len() * 8 + 2);
    list.push('[');
    for (index, number) in numbers.iter().enumerate() {
        if index > 0 {
            list.push(',');
        }
        list.push_str(&number.to_string());
    }
    list.push(']');
    list
}

/// Bytes for `unhex(?)`.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}
