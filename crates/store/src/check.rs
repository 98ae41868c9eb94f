//! What `doctor` asks of the database.
//!
//! Damage is looked for first, because what is asked of a damaged database afterwards may not be answered. It is named
//! by pages and tables, never by values.

use sqlx::sqlite::SqlitePool;

use crate::connect::refuse_old_sqlite;
use crate::{Store, StoreError};

/// Findings about the database.
#[derive(Clone, Debug)]
pub struct DatabaseReport {
    /// `sqlite_version()`; older ones than 3.51.3 are refused before this.
    pub sqlite: String,
    /// `PRAGMA cipher_version`.
    pub cipher: String,
    /// What is damaged; nothing when all is well.
    pub damage: Damage,
    /// What is in it, as far as there is no damage.
    pub contents: Option<Contents>,
}

/// Where a database is damaged.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Damage {
    /// Pages that do not authenticate: somebody or something else wrote there.
    pub pages: Vec<i64>,
    /// Tables of which not everything can be read, by name.
    pub tables: Vec<String>,
    /// What else the library names: places, no values.
    pub other: Vec<String>,
}

/// What is in a whole database.
#[derive(Clone, Debug)]
pub struct Contents {
    /// Rows that point at rows that are not there.
    pub orphans: i64,
    /// Contacts that no line of the journal made, lines about contacts that are not there, and counts of batches and
    /// imports that differ from their lines.
    pub disagreements: i64,
    /// The journal's last sequence number.
    pub head: i64,
    /// Contacts that are not in the trash.
    pub contacts: i64,
}

impl Damage {
    /// Whether there is none.
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.pages.is_empty() && self.tables.is_empty() && self.other.is_empty()
    }
}

/// How many places are named.
const NAMED: usize = 20;

impl Store {
    /// Reads the whole database and reports.
    ///
    /// # Errors
    /// When it cannot be asked at all.
    pub async fn examine(&self) -> Result<DatabaseReport, StoreError> {
        let readers = &self.inner.readers;
        let sqlite = refuse_old_sqlite(readers).await?;
        let cipher: String = sqlx::query_scalar("PRAGMA cipher_version").fetch_one(readers).await?;
        let mut damage = damage(readers).await?;
        if !damage.pages.is_empty() {
            // A power cut may have stopped a page halfway on its move here from the log, which still has it whole.
            // What is damaged otherwise stays so.
            let _ = sqlx::query("PRAGMA wal_checkpoint(PASSIVE)").execute(&self.inner.writer).await;
            damage = self::damage(readers).await?;
        }
        let contents = match damage.is_none() {
            true => Some(self.contents().await?),
            false => None,
        };
        Ok(DatabaseReport { sqlite, cipher, damage, contents })
    }

    async fn contents(&self) -> Result<Contents, StoreError> {
        let readers = &self.inner.readers;
        let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(readers).await?.len();
        Ok(Contents {
            orphans: i64::try_from(orphans).unwrap_or(i64::MAX),
            disagreements: disagreements(readers).await?,
            head: self.head().await?,
            contacts: self.count(satchel_model::RecordState::Active).await?,
        })
    }
}

/// Where the database is damaged. Each question is asked by itself: the answer to one may be that it cannot be read.
async fn damage(pool: &SqlitePool) -> Result<Damage, StoreError> {
    let mut damage = Damage::default();
    let pages: Vec<String> =
        read(sqlx::query_scalar("PRAGMA cipher_integrity_check").fetch_all(pool).await, &mut damage)?;
    for line in pages {
        // "HMAC verification failed for page 12", "page 12 has an invalid size of …"
        let page = line.split("page ").nth(1).and_then(|rest| rest.split(' ').next()?.parse().ok());
        match page {
            Some(page) => damage.pages.push(page),
            None => damage.other.push(line),
        }
    }
    let whole: Vec<String> = read(sqlx::query_scalar("PRAGMA integrity_check(20)").fetch_all(pool).await, &mut damage)?;
    damage.other.extend(whole.into_iter().filter(|line| line != "ok"));
    if damage.is_none() {
        return Ok(damage);
    }
    let tables: Vec<String> = read(
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name").fetch_all(pool).await,
        &mut damage,
    )?;
    for table in tables {
        let asked: Result<Vec<String>, sqlx::Error> =
            sqlx::query_scalar("SELECT integrity_check FROM pragma_integrity_check(?)")
                .bind(&table)
                .fetch_all(pool)
                .await;
        match asked.map_err(StoreError::from) {
            Ok(lines) if lines.iter().all(|line| line == "ok") => {}
            Ok(_) | Err(StoreError::Damaged) => damage.tables.push(table),
            Err(error) => return Err(error),
        }
    }
    damage.other.truncate(NAMED);
    Ok(damage)
}

/// An answer; that it could not be read for damage is one as well.
fn read(answer: Result<Vec<String>, sqlx::Error>, damage: &mut Damage) -> Result<Vec<String>, StoreError> {
    match answer.map_err(StoreError::from) {
        Err(StoreError::Damaged) => {
            damage.other.push("the database cannot be read to its end".to_owned());
            Ok(Vec::new())
        }
        answer => answer,
    }
}

/// How often rows and journal disagree. A contact that was purged is not there and has its line.
async fn disagreements(pool: &SqlitePool) -> Result<i64, StoreError> {
    let of_rows: i64 = sqlx::query_scalar(
        "WITH line AS (
           SELECT l.until - l.record + 1 AS told,
             (SELECT count(*) FROM contact c WHERE c.id BETWEEN l.record AND l.until AND c.created_batch = l.batch) AS found
           FROM change l WHERE l.entity = 'contact' AND l.path = 'created')
         SELECT (SELECT count(*) FROM contact) - coalesce(sum(found), 0)
           + abs(coalesce(sum(told - found), 0) - (SELECT count(*) FROM purged WHERE entity = 'contact')) FROM line",
    )
    .fetch_one(pool)
    .await?;
    let of_batches: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM batch b WHERE b.created <> (SELECT coalesce(sum(l.until - l.record + 1), 0) FROM change l
           WHERE l.seq BETWEEN b.first AND b.last AND l.batch = b.id AND l.entity = 'contact' AND l.path = 'created')",
    )
    .fetch_one(pool)
    .await?;
    let of_imports: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM job j JOIN batch b ON b.id = j.batch
         WHERE j.kind = 'import' AND j.checkpoint ->> '$.created' <> b.created",
    )
    .fetch_one(pool)
    .await?;
    let of_tally: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM contact_tally t WHERE contacts <> (SELECT count(*) FROM contact c WHERE c.state = t.state)",
    )
    .fetch_one(pool)
    .await?;
    Ok(of_rows + of_batches + of_imports + of_tally)
}
