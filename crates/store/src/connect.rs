//! The one function that opens connections.
//!
//! Key, durability and foreign keys are decided here and nowhere else. The options, which hold the key, are built and
//! used inside [`connect`] and never kept or printed.

use std::path::Path;
use std::time::Duration;

use satchel_gentle::Gentle;
use satchel_model::Secret;
use sqlx::sqlite::{
    SqliteAutoVacuum, SqliteConnectOptions, SqliteJournalMode, SqlitePool, SqlitePoolOptions, SqliteSynchronous,
};
use sqlx::{ConnectOptions, Connection};
use tokio::runtime::Handle;
use tokio::sync::{OnceCell, oneshot};

use crate::StoreError;

/// Whether the cipher is there. SQLite marks itself as ready before it calls what brings the cipher up, outside of its
/// lock: a second thread that opens a database in between finds none and is refused.
static CIPHER: OnceCell<()> = OnceCell::const_new();

/// The version that fixed the corruption of a WAL that several connections reset.
const OLDEST_SQLITE: [u32; 3] = [3, 51, 3];

/// What a pool of connections is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// The first connection to a new file.
    Create,
    /// The single writer.
    Write,
    /// Readers.
    Read,
    /// The one that filters are answered by.
    Filter,
    /// Copies that get the log beside them, and are of no use when that fails.
    Fold,
    /// Copies that are looked at once and never written, like a backup under verification.
    Inspect,
}

/// Opens a pool on the database at `path`.
pub(crate) async fn connect(path: &Path, key: &Secret<[u8; 32]>, purpose: Purpose) -> Result<SqlitePool, StoreError> {
    CIPHER.get_or_try_init(bring_up_cipher).await?;
    let mut raw = String::with_capacity(69);
    raw.push_str("\"x'");
    for byte in key.expose() {
        use std::fmt::Write;
        let _ = write!(raw, "{byte:02x}");
    }
    raw.push_str("'\"");
    let options =
        SqliteConnectOptions::new().filename(path).create_if_missing(purpose == Purpose::Create).pragma("key", raw);
    let options = SHAPE.iter().fold(options, |options, (name, value)| options.pragma(format!("cipher_{name}"), *value));
    let options = options
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(Duration::from_secs(5))
        .pragma("temp_store", "memory")
        .pragma("cell_size_check", "on")
        .pragma("trusted_schema", "off")
        .statement_cache_capacity(200)
        .disable_statement_logging();
    // The writer keeps the pages of a large import at hand, and lets more of them meet in the log before they move. Filters
    // go through whole indexes, again and again: those of a million contacts have to find room, as they would not in
    // each of several caches.
    let options = match purpose {
        Purpose::Create | Purpose::Write => {
            options.pragma("cache_size", "-81920").pragma("wal_autocheckpoint", "32768")
        }
        Purpose::Filter => options.pragma("cache_size", "-32768"),
        Purpose::Read | Purpose::Fold | Purpose::Inspect => options.pragma("cache_size", "-9216"),
    };
    let options = match purpose {
        Purpose::Create => options.auto_vacuum(SqliteAutoVacuum::Incremental).journal_mode(SqliteJournalMode::Wal),
        Purpose::Write => options.journal_mode(SqliteJournalMode::Wal),
        Purpose::Read | Purpose::Filter => options.pragma("query_only", "on"),
        Purpose::Fold => options.synchronous(SqliteSynchronous::Off),
        Purpose::Inspect => options.read_only(true).pragma("query_only", "on"),
    };
    let size = if purpose == Purpose::Read { READERS } else { 1 };
    let pool = SqlitePoolOptions::new()
        .max_connections(size)
        .min_connections(0)
        .acquire_timeout(Duration::from_secs(30))
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .connect_with(options);
    let pool = match purpose {
        Purpose::Create | Purpose::Write => gently(pool).await?,
        _ => pool.await,
    };
    match pool {
        Ok(pool) => Ok(pool),
        Err(error) => {
            // The driver lets go of the refused connection on a thread that nobody can wait for. A process that ends
            // meanwhile takes the cipher library from under it and crashes, after it has said what is wrong.
            tokio::time::sleep(FAREWELL).await;
            Err(error.into())
        }
    }
}

/// Connects out of a thread that gives way to whoever looks at the window: the driver's thread, which does the work of the
/// connection, is as gentle as the one that begins it.
async fn gently<T: Send + 'static>(connecting: impl Future<Output = T> + Send + 'static) -> Result<T, StoreError> {
    let (told, heard) = oneshot::channel();
    let runtime = Handle::current();
    Gentle::Somewhat.begin(move || {
        let _ = told.send(runtime.block_on(connecting));
    })?;
    heard.await.map_err(|_| StoreError::Bug("a connecting thread ended early"))
}

/// How pages are encrypted: 8 KiB each (docs/adr/0007-pages-of-8-kib.md), authenticated by what processors have
/// instructions for (docs/adr/0010-pages-are-authenticated-by-sha-256.md). It cannot be changed once there are vaults.
pub(crate) const SHAPE: [(&str, &str); 2] = [("page_size", "8192"), ("hmac_algorithm", "HMAC_SHA256")];
const READERS: u32 = 4;
/// Closing a refused connection takes less than a millisecond.
const FAREWELL: Duration = Duration::from_millis(50);

/// Opens a database in memory while nobody else opens one.
async fn bring_up_cipher() -> Result<(), StoreError> {
    // A thread of the driver that ends while the process does would find the cipher's library cleaned up, and crash after
    // all is done: this call, the library's first, asks it not to clean up at the end.
    openssl_sys::init();
    Ok(SqliteConnectOptions::new().connect().await?.close().await?)
}

/// Refuses a SQLite that can corrupt a database shared by processes.
pub(crate) async fn refuse_old_sqlite(pool: &SqlitePool) -> Result<String, StoreError> {
    let version: String = sqlx::query_scalar("SELECT sqlite_version()").fetch_one(pool).await?;
    let numbers: Vec<u32> = version.split('.').filter_map(|part| part.parse().ok()).collect();
    if numbers[..] < OLDEST_SQLITE[..] { Err(StoreError::SqliteTooOld(version)) } else { Ok(version) }
}
