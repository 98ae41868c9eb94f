//! Long work.

use satchel_model::Id;
use satchel_store::JobRow;

use super::wire;

wire! {
    /// A job was begun.
    #[derive(Eq)]
    pub struct JobStarted {
        /// Which.
        pub job: Id,
    }

    /// One job.
    #[derive(Eq)]
    pub struct JobId {
        /// Which.
        pub job: Id,
    }

    /// Where a job is.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum JobState {
        /// Not begun.
        Queued,
        /// At work.
        Running,
        /// Stopped by a person until they let it go on.
        Paused,
        /// Its vault was locked in the middle; it goes on when that is unlocked.
        Waiting,
        /// Its process ended in the middle; it can be resumed.
        Interrupted,
        /// Finished.
        Done,
        /// Could not be finished.
        Failed,
        /// Stopped by a person for good; what is in stays, as one batch.
        Cancelled,
    }

    /// What kind of work.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum JobKind {
        /// Reading a file in.
        Import,
        /// Taking a large batch back.
        Undo,
        /// Making the index anew.
        Reindex,
        /// A run of an account, or its rehearsal.
        Sync,
        /// Giving a field another kind.
        Field,
        /// One edit of many contacts.
        Bulk,
        /// Writing contacts into a file.
        Export,
        /// Writing everything into an archive.
        Archive,
    }

    /// A job as it stands.
    pub struct Job {
        /// Which.
        pub id: Id,
        /// What kind.
        pub kind: JobKind,
        /// Where it is.
        pub state: JobState,
        /// What a person reads.
        pub label: String,
        /// How much is done.
        pub done: i64,
        /// Of how much; 0 when not known.
        pub total: i64,
        /// Records a second; null until known.
        pub rate: Option<f64>,
        /// Seconds to go; null until known.
        pub left: Option<f64>,
        /// When it began, UTC milliseconds.
        pub started_at: i64,
        /// When it ended.
        pub finished_at: Option<i64>,
        /// The batch that it writes.
        pub batch: Option<Id>,
        /// Why it failed.
        pub error: Option<String>,
    }

    /// The newest jobs.
    pub struct Jobs {
        /// Newest first.
        pub jobs: Vec<Job>,
    }

    /// What a host's caches are made of.
    #[derive(Copy, Eq, Hash)]
    #[serde(rename_all = "snake_case")]
    pub enum Tag {
        /// Contacts.
        Contact,
        /// Companies.
        Company,
        /// The journal.
        Batch,
        /// Jobs.
        Job,
        /// Settings.
        Settings,
        /// The vault and its keys.
        Vault,
        /// Drafts.
        Draft,
        /// Favourites.
        Favourite,
        /// Contacts that were looked at last.
        Recent,
        /// Accounts, and what waits for a person.
        Account,
        /// Fields of one's own.
        Field,
        /// Tags and categories.
        Definition,
        /// Lists.
        List,
        /// Saved views.
        SavedView,
    }

    /// Something was committed, by whichever process, or the vault was locked.
    #[derive(Eq)]
    pub struct Changed {
        /// What may be stale.
        pub tags: Vec<Tag>,
        /// The journal's position.
        pub seq: i64,
    }
}

impl Tag {
    /// All there are.
    pub const ALL: [Self; 12] = [
        Self::Contact,
        Self::Company,
        Self::Batch,
        Self::Job,
        Self::Settings,
        Self::Vault,
        Self::Draft,
        Self::Favourite,
        Self::Recent,
        Self::Account,
        Self::Field,
        Self::Definition,
    ];
}

impl Job {
    /// A stored job as of `now`; what it does in a second is known once it has worked for half of one.
    pub(crate) fn read(row: JobRow, now: i64) -> Self {
        let JobRow {
            id,
            kind,
            state,
            label,
            done,
            total,
            batch,
            started_at,
            finished_at,
            error,
            owner: _,
            lease_until: _,
        } = row;
        let millis = finished_at.unwrap_or(now) - started_at;
        #[expect(clippy::cast_precision_loss, reason = "a rate is an estimate")]
        let rate = (millis > 500 && done > 0).then(|| done as f64 * 1000.0 / millis as f64);
        #[expect(clippy::cast_precision_loss, reason = "a time left is an estimate")]
        let left = match (state, rate) {
            (satchel_store::JobState::Running, Some(rate)) if total > 0 => Some((total - done).max(0) as f64 / rate),
            _ => None,
        };
        Self {
            id,
            kind: kind.into(),
            state: state.into(),
            label,
            done,
            total,
            rate,
            left,
            started_at,
            finished_at,
            batch,
            error,
        }
    }
}

impl From<satchel_store::JobKind> for JobKind {
    fn from(kind: satchel_store::JobKind) -> Self {
        match kind {
            satchel_store::JobKind::Import => Self::Import,
            satchel_store::JobKind::Undo => Self::Undo,
            satchel_store::JobKind::Reindex => Self::Reindex,
            satchel_store::JobKind::Sync => Self::Sync,
            satchel_store::JobKind::Field => Self::Field,
            satchel_store::JobKind::Bulk => Self::Bulk,
            satchel_store::JobKind::Export => Self::Export,
            satchel_store::JobKind::Archive => Self::Archive,
        }
    }
}

impl From<satchel_store::JobState> for JobState {
    fn from(state: satchel_store::JobState) -> Self {
        match state {
            satchel_store::JobState::Queued => Self::Queued,
            satchel_store::JobState::Running => Self::Running,
            satchel_store::JobState::Paused => Self::Paused,
            satchel_store::JobState::Waiting => Self::Waiting,
            satchel_store::JobState::Interrupted => Self::Interrupted,
            satchel_store::JobState::Done => Self::Done,
            satchel_store::JobState::Failed => Self::Failed,
            satchel_store::JobState::Cancelled => Self::Cancelled,
        }
    }
}
