//! Use cases of Satchel, once for every host: a window, a terminal, later others.
//!
//! A use case is an async function of [`App`] and a wire type; the [`table`] lists them all, and hosts are generated
//! from it. What takes long is a job; only a test of an account awaits the network. Deliberately absent: anything of a desktop, SQL,
//! the format of a file.

pub mod accounts;
pub mod archive;
pub mod batches;
pub mod bulk;
pub mod categories;
pub mod checks;
pub mod companies;
pub mod consents;
pub mod contacts;
pub mod daily;
pub mod drafts;
pub mod exports;
pub mod favourites;
pub mod fields;
pub mod filters;
pub mod imports;
pub mod jobs;
pub mod lists;
pub mod looks;
pub mod merge;
pub mod paths;
pub mod presence;
pub mod recents;
pub mod relations;
pub mod saved_views;
pub mod settings;
pub mod signatures;
pub mod sync;
pub mod table;
pub mod tags;
pub mod vault;
pub mod wire;
pub mod work;

mod alike;
pub mod attachments;
mod backup;
mod beside;
mod doctor;
mod documents;
mod follow;
mod host;
mod known_backups;
mod leftovers;
mod locks;
mod open;
mod pace;
mod search;
mod views;

use std::path::{Path, PathBuf};
use std::sync::{Arc, RwLock};

use satchel_model::Origin;
use satchel_store::BatchStart;
use satchel_vault::{BoundedKeyring, PassphraseCost};
use tokio::sync::broadcast;

pub use host::{Host, SystemClock};
use open::{OpenVault, Stop};
use presence::Presence;
use wire::{Changed, Job, WireError};

/// What the door tells without being asked.
#[derive(Clone, Debug)]
pub enum Event {
    /// Something was committed, by whichever process.
    Changed(Changed),
    /// A job went on.
    Job(Job),
}

/// The use cases on one vault folder. Cheap to clone.
#[derive(Clone)]
pub struct App {
    inner: Arc<Inner>,
}

struct Inner {
    dir: PathBuf,
    host: Arc<dyn Host>,
    keyring: BoundedKeyring,
    cost: PassphraseCost,
    open: RwLock<Option<Arc<OpenVault>>>,
    /// One opening at a time; and why the one ahead of the window failed, for whoever asks first.
    opening: tokio::sync::Mutex<Option<WireError>>,
    events: broadcast::Sender<Event>,
    presence: Presence,
}

impl App {
    /// Use cases on the vault in `dir`, whether there is one yet or not.
    #[must_use]
    pub fn new(dir: &Path, host: Arc<dyn Host>, keyring: BoundedKeyring, cost: PassphraseCost) -> Self {
        let (events, _) = broadcast::channel(256);
        let (dir, open, opening) = (dir.to_owned(), RwLock::default(), tokio::sync::Mutex::default());
        Self {
            inner: Arc::new(Inner { dir, host, keyring, cost, open, opening, events, presence: Presence::default() }),
        }
    }

    /// Events from now on. A listener that falls behind misses the oldest; the commands tell the truth at any time.
    #[must_use]
    pub fn events(&self) -> broadcast::Receiver<Event> {
        self.inner.events.subscribe()
    }

    /// The vault's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.inner.dir
    }

    /// Stops jobs at their checkpoints and closes everything, after an opening that is under way. The vault is locked
    /// afterwards.
    pub async fn close(&self) {
        self.close_for(Stop::Ending).await;
    }

    pub(crate) async fn close_for(&self, why: Stop) {
        let _opening = self.inner.opening.lock().await;
        let open = match self.inner.open.write() {
            Ok(mut slot) => slot.take(),
            Err(poisoned) => poisoned.into_inner().take(),
        };
        if let Some(open) = open {
            open.close(why).await;
        }
    }

    /// Whether the vault is open.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.opened().is_some()
    }

    pub(crate) fn now(&self) -> i64 {
        self.inner.host.now()
    }

    pub(crate) fn opened(&self) -> Option<Arc<OpenVault>> {
        match self.inner.open.read() {
            Ok(slot) => slot.clone(),
            Err(poisoned) => poisoned.into_inner().clone(),
        }
    }

    /// The open vault, or `locked`.
    pub(crate) fn vault(&self) -> Result<Arc<OpenVault>, WireError> {
        self.opened().ok_or_else(WireError::locked)
    }

    pub(crate) fn tell(&self, event: Event) {
        // Nobody listening is fine.
        let _ = self.inner.events.send(event);
    }

    /// What a batch of this host says about itself.
    pub(crate) fn batch(&self, origin: Origin, label: impl Into<String>) -> BatchStart {
        BatchStart {
            origin,
            host: self.inner.host.name().to_owned(),
            actor: "me".to_owned(),
            label: label.into(),
            at: self.now(),
        }
    }

    /// The origin of what a person does at this host.
    pub(crate) fn by_hand(&self) -> Origin {
        self.inner.host.origin()
    }
}

/// Runs blocking work off the async threads; a panic there becomes a `bug`.
pub(crate) async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, WireError> + Send + 'static,
) -> Result<T, WireError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(_) => Err(WireError::bug("a blocking task ended early")),
    }
}
