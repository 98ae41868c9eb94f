//! A vault whose keys are here: database, index, followers, running jobs.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use satchel_model::Id;
use satchel_search::SearchIndex;
use satchel_store::{JobState, Store};
use satchel_vault::{Keys, VaultFile};
use tokio::sync::watch;
use tokio::task::JoinHandle;

use crate::blocking;
use crate::documents::Handed;
use crate::leftovers;
use crate::locks::{Held, sign_of_life, vault_lock};
use crate::views::Views;
use crate::wire::WireError;

/// Everything that is there only while the vault is open.
pub(crate) struct OpenVault {
    pub(crate) dir: PathBuf,
    pub(crate) store: Store,
    pub(crate) index: SearchIndex,
    pub(crate) keys: Keys,
    pub(crate) file: Mutex<VaultFile>,
    pub(crate) views: Views,
    /// Name of this process in leases and locks.
    pub(crate) owner: String,
    /// Told of every commit of this process, so that followers need not wait for their next look.
    committed: watch::Sender<()>,
    /// From imports to the index, without the way through the database.
    pub(crate) handed: Handed,
    /// One catch-up at a time.
    pub(crate) indexing: tokio::sync::Mutex<()>,
    /// The jobs that this process is at: while there are any, a search does not wait for the index.
    busy: Arc<Mutex<Vec<Busy>>>,
    /// How jobs of this process ended whose end the database did not take: the disk that stopped them is still full.
    unsaid: Mutex<HashMap<Id, (JobState, String)>>,
    /// Why the last daily backup was not made.
    backup_problem: Mutex<Option<String>>,
    stop: watch::Sender<Stop>,
    tasks: Mutex<Vec<JoinHandle<()>>>,
    _alive: Held,
}

impl OpenVault {
    /// Opens database and index under the vault's lock; makes the database of a `new` vault.
    pub(crate) async fn open(dir: &Path, file: VaultFile, keys: Keys, new: bool, now: i64) -> Result<Self, WireError> {
        let folder = dir.to_owned();
        let lock = blocking(move || vault_lock(&folder)).await?;
        let replica = Id::from_slice(file.replica_id().as_bytes()).map_err(|_| WireError::bug("replica id"))?;
        let (path, key) = (dir.join("satchel.db"), keys.database());
        let store = match new {
            true => Store::create(&path, &key, replica, now).await?,
            false => Store::open(&path, &key, replica, now).await?,
        };
        let (folder, key) = (dir.join("index"), keys.index());
        let opened = blocking(move || Ok(SearchIndex::open_or_replace(&folder, &key)?)).await;
        let opened = match opened {
            Ok(opened) => opened,
            Err(error) => {
                store.close().await;
                return Err(error);
            }
        };
        if let Err(error) = leftovers::remove(dir, &store, &keys).await {
            tracing::warn!(code = ?error.code, "what killed processes left behind stays");
        }
        drop(lock);
        let owner = satchel_store::mint(now).to_string();
        let (folder, name) = (dir.to_owned(), owner.clone());
        let alive = blocking(move || sign_of_life(&folder, &name)).await?;
        Ok(Self {
            dir: dir.to_owned(),
            store,
            index: opened.index,
            keys,
            file: Mutex::new(file),
            views: Views::default(),
            owner,
            committed: watch::channel(()).0,
            handed: Handed::default(),
            indexing: tokio::sync::Mutex::new(()),
            busy: Arc::default(),
            unsaid: Mutex::default(),
            backup_problem: Mutex::default(),
            stop: watch::channel(Stop::No).0,
            tasks: Mutex::new(Vec::new()),
            _alive: alive,
        })
    }

    /// Tells when the vault is about to close, and why.
    pub(crate) fn stopping(&self) -> watch::Receiver<Stop> {
        self.stop.subscribe()
    }

    /// Tells followers that something was committed.
    pub(crate) fn wake_followers(&self) {
        self.committed.send_replace(());
    }

    /// Changes with every commit of this process.
    pub(crate) fn commits(&self) -> watch::Receiver<()> {
        self.committed.subscribe()
    }

    /// Whether this process is at a job.
    pub(crate) fn is_busy(&self) -> bool {
        !locked(&self.busy).is_empty()
    }

    /// Notes that a job of this process writes all over the vault, and does not hand what it wrote to the index.
    pub(crate) fn writes_all_over(&self, job: Id) {
        if let Some(busy) = locked(&self.busy).iter_mut().find(|busy| busy.job == job) {
            busy.is_read_back = true;
        }
    }

    /// Whether this process is at a job that writes all over the vault.
    pub(crate) fn is_written_all_over(&self) -> bool {
        locked(&self.busy).iter().any(|busy| busy.is_read_back)
    }

    /// Whether this process is at this job.
    pub(crate) fn is_at(&self, job: Id) -> bool {
        locked(&self.busy).iter().any(|busy| busy.job == job)
    }

    /// Notes how far a job of this process is; it may have committed less.
    pub(crate) fn note(&self, job: Id, done: i64, total: i64) {
        if let Some(busy) = locked(&self.busy).iter_mut().find(|busy| busy.job == job) {
            busy.so_far = Some((done, total));
        }
    }

    /// How far a job of this process is, done and total, once that was noted.
    pub(crate) fn so_far(&self, job: Id) -> Option<(i64, i64)> {
        locked(&self.busy).iter().find(|busy| busy.job == job)?.so_far
    }

    /// Remembers how a job ended, for as long as the database does not take it.
    pub(crate) fn leave_unsaid(&self, job: Id, state: JobState, why: &str) {
        locked(&self.unsaid).insert(job, (state, why.to_owned()));
    }

    /// How a job ended whose end was not written.
    pub(crate) fn unsaid(&self, job: Id) -> Option<(JobState, String)> {
        locked(&self.unsaid).get(&job).cloned()
    }

    /// The end was written, or the job goes on.
    pub(crate) fn forget_unsaid(&self, job: Id) {
        locked(&self.unsaid).remove(&job);
    }

    /// Why the last daily backup was not made, if it was not.
    pub(crate) fn backup_problem(&self) -> Option<String> {
        locked(&self.backup_problem).clone()
    }

    /// Notes why a daily backup was not made, or that it was.
    pub(crate) fn note_backup_problem(&self, problem: Option<String>) {
        *locked(&self.backup_problem) = problem;
    }

    /// Keeps a task, to be waited for when the vault closes.
    pub(crate) fn keep(&self, task: JoinHandle<()>) {
        let mut tasks = locked(&self.tasks);
        tasks.retain(|task| !task.is_finished());
        tasks.push(task);
    }

    /// Marks that a job is under way until the guard is dropped.
    pub(crate) fn at_work(&self, job: Id) -> AtWork {
        locked(&self.busy).push(Busy { job, so_far: None, is_read_back: false });
        AtWork { jobs: Arc::clone(&self.busy), job }
    }

    /// Lets jobs reach their checkpoints, then closes connections. The keys go with the value.
    pub(crate) async fn close(&self, why: Stop) {
        // Not `send`: a task that has not begun listens to nothing yet, and must find this when it does.
        self.stop.send_replace(why);
        let tasks = std::mem::take(&mut *locked(&self.tasks));
        for task in tasks {
            let _ = task.await;
        }
        self.store.close().await;
    }
}

/// Whether work goes on, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// It does.
    No,
    /// The vault is being locked: jobs go on when it is unlocked.
    Locked,
    /// The process ends: somebody decides whether its jobs go on.
    Ending,
}

impl Stop {
    /// How a job is left that stops now; none when it goes on.
    pub(crate) fn leaves(self) -> Option<JobState> {
        match self {
            Self::No => None,
            Self::Locked => Some(JobState::Waiting),
            Self::Ending => Some(JobState::Interrupted),
        }
    }

    /// Whether it stops.
    pub(crate) fn is_on(self) -> bool {
        self != Self::No
    }
}

/// A job under way, and how far it is.
struct Busy {
    job: Id,
    so_far: Option<(i64, i64)>,
    /// Whether what it writes is read back by the index, which had better be done when the job is.
    is_read_back: bool,
}

/// See [`OpenVault::at_work`].
pub(crate) struct AtWork {
    jobs: Arc<Mutex<Vec<Busy>>>,
    job: Id,
}

impl Drop for AtWork {
    fn drop(&mut self) {
        locked(&self.jobs).retain(|busy| busy.job != self.job);
    }
}

/// What a panic elsewhere left in it is as good as before.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
