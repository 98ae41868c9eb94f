//! A vault in a temporary folder and the app on it, with a clock and a keyring of the test's own.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, Mutex, Once};
use std::time::Duration;

use satchel_app::wire::{
    ContactsCreate, ContactsFound, ContactsSearch, Empty, ImportReport, ImportsDryRun, ImportsStart, JobId,
    VaultCreate, VaultUnlock, WireError,
};
use satchel_app::{App, Host, contacts, imports, jobs, vault};
use satchel_model::{Contact, Origin, Secret, parse_assignment};
use satchel_vault::{BoundedKeyring, Keyring, KeyringError, KeyringState, PassphraseCost};

/// Cheap on purpose: these tests are not about guessing passphrases.
const COST: PassphraseCost = PassphraseCost { memory_kib: 64, passes: 1, lanes: 1 };

/// A host with a clock that ticks a millisecond a look.
pub(crate) struct Bench {
    now: AtomicI64,
    origin: Origin,
}

impl Host for Bench {
    fn now(&self) -> i64 {
        self.now.fetch_add(1, Ordering::Relaxed)
    }

    fn name(&self) -> &str {
        self.origin.as_str()
    }

    fn origin(&self) -> Origin {
        self.origin
    }
}

/// A keyring whose faults the test decides.
#[derive(Clone, Default)]
pub(crate) struct Ring {
    pub(crate) entry: Arc<Mutex<Option<Vec<u8>>>>,
    pub(crate) fault: Arc<Mutex<Option<KeyringError>>>,
}

impl Ring {
    pub(crate) fn absent() -> Self {
        let ring = Self::default();
        *ring.fault.lock().unwrap() = Some(KeyringError::Absent);
        ring
    }

    fn check(&self) -> Result<(), KeyringError> {
        self.fault.lock().unwrap().clone().map_or(Ok(()), Err)
    }
}

impl Keyring for Ring {
    fn read(&self, _: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
        self.check()?;
        Ok(self.entry.lock().unwrap().clone().map(Secret::new))
    }

    fn write(&self, _: &str, secret: &[u8]) -> Result<(), KeyringError> {
        self.check()?;
        *self.entry.lock().unwrap() = Some(secret.to_vec());
        Ok(())
    }

    fn delete(&self, _: &str) -> Result<(), KeyringError> {
        self.check()?;
        *self.entry.lock().unwrap() = None;
        Ok(())
    }

    fn state(&self) -> KeyringState {
        match self.check() {
            Ok(()) => KeyringState::Ready,
            Err(KeyringError::Absent) => KeyringState::Absent,
            Err(_) => KeyringState::Locked,
        }
    }
}

pub(crate) struct Book {
    pub(crate) app: App,
    host: Arc<Bench>,
    pub(crate) folder: Arc<tempfile::TempDir>,
    pub(crate) ring: Ring,
}

/// Says what a `bug` was; the error itself names only its incident.
fn tell_of_bugs() {
    static TOLD: Once = Once::new();
    TOLD.call_once(|| {
        let errors = tracing_subscriber::filter::LevelFilter::ERROR;
        tracing_subscriber::fmt::Subscriber::builder().with_max_level(errors).with_writer(std::io::stderr).init();
    });
}

pub(crate) const PASSPHRASE: &str = "correct horse battery staple";

impl Book {
    /// The app on an empty folder: no vault yet.
    pub(crate) fn nothing(ring: Ring) -> Self {
        Self::on(Arc::new(tempfile::tempdir().unwrap()), ring, Origin::Window)
    }

    fn on(folder: Arc<tempfile::TempDir>, ring: Ring, origin: Origin) -> Self {
        tell_of_bugs();
        let host = Arc::new(Bench { now: AtomicI64::new(1_795_478_400_000), origin });
        let keyring = BoundedKeyring::new(Arc::new(ring.clone()), Duration::from_secs(5));
        let app = App::new(&folder.path().join("vault"), Arc::clone(&host) as Arc<dyn Host>, keyring, COST);
        Self { app, host, folder, ring }
    }

    /// Lets time go by on the clock.
    pub(crate) fn pass(&self, time: Duration) {
        self.host.now.fetch_add(i64::try_from(time.as_millis()).unwrap(), Ordering::Relaxed);
    }

    /// A vault that opens with [`PASSPHRASE`].
    pub(crate) async fn with_passphrase() -> Self {
        let book = Self::nothing(Ring::absent());
        vault::create(book.app.clone(), VaultCreate { passphrase: Some(PASSPHRASE.into()), keyring: false })
            .await
            .unwrap();
        book
    }

    /// Another process on the same folder, its vault locked.
    pub(crate) fn another(&self, origin: Origin) -> Self {
        Self::on(Arc::clone(&self.folder), self.ring.clone(), origin)
    }

    pub(crate) fn dir(&self) -> PathBuf {
        self.app.dir().to_owned()
    }

    pub(crate) async fn unlock(&self, passphrase: &str) -> Result<(), WireError> {
        let way_in = VaultUnlock { passphrase: Some(passphrase.into()), recovery_code: None };
        vault::unlock(self.app.clone(), way_in).await.map(drop)
    }

    pub(crate) async fn add(&self, typed: &[&str]) -> Contact {
        let patch = typed.iter().map(|text| parse_assignment(text).unwrap()).collect();
        contacts::create(self.app.clone(), ContactsCreate { patch, region: None }).await.unwrap().contact
    }

    pub(crate) async fn find(&self, query: &str) -> ContactsFound {
        contacts::search(self.app.clone(), ContactsSearch { query: query.into(), limit: 20 }).await.unwrap()
    }

    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) async fn import(&self, path: &Path) -> Result<ImportReport, WireError> {
        let path = path.to_string_lossy().into_owned();
        self.import_with(ImportsStart { path, ..ImportsStart::default() }).await
    }

    pub(crate) async fn import_with(&self, input: ImportsStart) -> Result<ImportReport, WireError> {
        let started = imports::start(self.app.clone(), input).await?;
        jobs::wait(&self.app, started.job, |_| {}).await?;
        imports::report(self.app.clone(), JobId { job: started.job }).await
    }

    /// What an import would do.
    pub(crate) async fn foretell(&self, import: ImportsStart) -> Result<ImportReport, WireError> {
        let asked = ImportsDryRun { import, outcome: None, rows: None };
        Ok(imports::dry_run(self.app.clone(), asked).await?.report)
    }

    pub(crate) async fn count(&self) -> i64 {
        vault::status(self.app.clone(), Empty {}).await.unwrap().contacts
    }
}
