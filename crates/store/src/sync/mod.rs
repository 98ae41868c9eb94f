//! What staying in step with remotes keeps in the database: accounts, links with their mirrors, open matters, runs.
//!
//! Mirrors, rules and memories are JSON of the engine's: here they are kept and handed back. Records go in and out in
//! the neutral form of [`Neutral`]: paths of the journal, with companies and tags as texts. What a run writes of records,
//! links and cursor is one transaction. Deliberately absent: every decision, and what an account signs in with.

mod account;
mod changed;
mod draft;
mod link;
mod matter;
mod neutral;
mod picture;
mod roll;
mod rows;
mod run;
mod snapshot;
mod standing;
mod state;
mod unsent;
mod write;

use satchel_model::{Entity, Id};
use serde::Serialize;
use sqlx::{AssertSqlSafe, SqliteConnection};

use crate::{StoreError, entity};

pub use account::{Account, AccountRow, NewAccount};
pub use link::Link;
pub use matter::{Matter, MatterKind, Word, WordKind};
pub use neutral::{Neutral, NeutralStamp, NeutralValues};
pub use picture::KeptPicture;
pub use roll::{KnownThere, Roll};
pub use run::{NewRun, RunOutcome, RunRow};
pub use snapshot::{SyncSnapshot, Wanted};
pub use standing::Standing;
pub use state::SyncState;
pub(crate) use unsent::unsent_among;
pub use write::{NeutralAction, NeutralWrite, Written};

/// The table that records of a kind are in.
fn table(entity: Entity) -> &'static str {
    entity::table(entity).name
}

/// The rowid of a record by its identity, itself and not the one that it was merged into.
async fn rowid(connection: &mut SqliteConnection, entity: Entity, id: Id) -> Result<Option<i64>, StoreError> {
    let sql = format!("SELECT id FROM {} WHERE uuid = ?", table(entity));
    Ok(sqlx::query_scalar(AssertSqlSafe(sql)).bind(&id.as_bytes()[..]).fetch_optional(connection).await?)
}

/// Rows that one statement takes in.
const TOGETHER: usize = 1_000;

/// Rows as the JSON that a statement takes apart.
fn rows_json(rows: &impl Serialize) -> Result<String, StoreError> {
    serde_json::to_string(rows).map_err(|_| StoreError::Bug("rows that have no form as JSON"))
}

/// JSON that was stored.
fn stored(text: &str) -> Result<serde_json::Value, StoreError> {
    serde_json::from_str(text).map_err(|_| StoreError::Damaged)
}
