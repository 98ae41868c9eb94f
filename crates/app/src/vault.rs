//! The vault: made, opened, locked; its keys; its copies; its doctor.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use satchel_model::{Origin, RecordState, Secret};
use satchel_vault::{KeyringState, Keys, NewVault, RecoveryCode, SlotKind, VaultFile};

use crate::locks::{folder_error, private_folder};
use crate::open::{OpenVault, Stop};
use crate::wire::{
    BackupMade, Changed, Doctor, Empty, ErrorCode, FilePath, PassphraseSet, RecoveryCodeShown, RestoreBackup, Restored,
    Tag, VaultCreate, VaultState, VaultStatus, VaultUnlock, WireError,
};
use crate::{App, Event, backup, blocking, doctor, follow, jobs, known_backups, paths};

const RECOVERY_SAVED: &str = "recovery_saved";
const LAST_BACKUP: &str = "last_backup_at";

/// Where the vault is and how it stands.
pub async fn status(app: App, _: Empty) -> Result<VaultStatus, WireError> {
    let (dir, keyring) = (app.dir().to_owned(), app.inner.keyring.clone());
    // A keyring takes its time to say how it is.
    let asked = blocking(move || Ok((read_file(&dir)?, keyring.state())));
    let (asked, known) = tokio::join!(asked, known_when_open(&app));
    let ((file, keyring), known) = (asked?, known?);
    let state = match (&known, &file) {
        (Some(_), _) => VaultState::Open,
        (None, Some(_)) => VaultState::Locked,
        (None, None) => VaultState::None,
    };
    let known = known.unwrap_or_default();
    Ok(VaultStatus {
        state,
        dir: app.dir().to_string_lossy().into_owned(),
        slots: file.map(|file| file.slots().into_iter().map(Into::into).collect()).unwrap_or_default(),
        keyring: keyring.into(),
        recovery_saved: known.recovery_saved,
        last_backup_at: known.last_backup_at,
        backup_problem: known.backup_problem,
        contacts: known.contacts,
        trashed: known.trashed,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    })
}

/// What only an open vault knows of itself.
#[derive(Default)]
struct Known {
    recovery_saved: bool,
    last_backup_at: Option<i64>,
    backup_problem: Option<String>,
    contacts: i64,
    trashed: i64,
}

async fn known_when_open(app: &App) -> Result<Option<Known>, WireError> {
    let Some(vault) = app.opened() else { return Ok(None) };
    Ok(Some(Known {
        recovery_saved: vault.store.setting(RECOVERY_SAVED).await?.as_deref() == Some("true"),
        last_backup_at: vault.store.setting(LAST_BACKUP).await?.and_then(|text| text.parse().ok()),
        backup_problem: vault.backup_problem(),
        contacts: vault.store.count(RecordState::Active).await?,
        trashed: vault.store.count(RecordState::Trashed).await?,
    }))
}

/// The folder's `vault.json`, if there is one. Blocks.
fn read_file(dir: &Path) -> Result<Option<VaultFile>, WireError> {
    match VaultFile::read(dir) {
        Ok(file) => Ok(Some(file)),
        Err(satchel_vault::VaultError::NotAVault) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Makes a vault and opens it: one that the passphrase opens, this computer's keyring, or either.
pub async fn create(app: App, input: VaultCreate) -> Result<RecoveryCodeShown, WireError> {
    paths::refuse_unsafe(app.dir())?;
    let (dir, keyring, cost) = (app.dir().to_owned(), app.inner.keyring.clone(), app.inner.cost);
    let unfinished = blocking(move || {
        let passphrase = input.passphrase.map(Secret::new);
        let ready = input.keyring && keyring.state() == KeyringState::Ready;
        if !ready && passphrase.is_none() {
            let hint = "Choose a passphrase; for the command, type it or set SATCHEL_PASSPHRASE.";
            let message = "There is no keyring on this computer that could keep the key: a passphrase is required.";
            return Err(WireError::new(ErrorCode::PassphraseRequired, message, Some(hint)));
        }
        let new = NewVault { keyring: ready.then_some(&keyring), passphrase: passphrase.as_ref(), cost };
        private_folder(&dir)?;
        Ok(VaultFile::create(&dir, new)?)
    })
    .await?;
    let (file, keys) = unfinished.parts();
    let vault = Arc::new(OpenVault::open(app.dir(), file, keys, true, app.now()).await?);
    // Only with its database is it a vault: whoever is stopped before begins anew, whoever is stopped after has all.
    let created = match blocking(move || Ok(unfinished.finish()?)).await {
        Ok(created) => created,
        Err(error) => {
            vault.close(Stop::Ending).await;
            return Err(error);
        }
    };
    begin(&app, &vault).await;
    Ok(RecoveryCodeShown { recovery_code: created.recovery.reveal().expose().clone() })
}

/// Opens the vault.
pub async fn unlock(app: App, input: VaultUnlock) -> Result<VaultStatus, WireError> {
    {
        let mut failed_ahead = app.inner.opening.lock().await;
        if app.opened().is_none() {
            match failed_ahead.take() {
                Some(error) if input == VaultUnlock::default() => return Err(error),
                _ => open_with(&app, input).await?,
            }
        }
    }
    status(app, Empty {}).await
}

/// Opens the vault by this computer's keyring, if that may, while the window is still on its way: the window finds it
/// open, or is told on asking why it is not.
pub async fn open_ahead(app: App) {
    let mut failed_ahead = app.inner.opening.lock().await;
    let dir = app.dir().to_owned();
    let file = blocking(move || read_file(&dir)).await;
    if matches!(file, Ok(Some(file)) if file.slots().contains(&SlotKind::Keyring)) {
        *failed_ahead = open_with(&app, VaultUnlock::default()).await.err();
    }
}

async fn open_with(app: &App, way_in: VaultUnlock) -> Result<(), WireError> {
    let (dir, keyring) = (app.dir().to_owned(), app.inner.keyring.clone());
    let (file, keys) = blocking(move || {
        let file = VaultFile::read(&dir)?;
        let keys = keys_of(&file, &way_in, &keyring)?;
        Ok((file, keys))
    })
    .await?;
    open(app, file, keys).await
}

fn keys_of(file: &VaultFile, input: &VaultUnlock, keyring: &satchel_vault::BoundedKeyring) -> Result<Keys, WireError> {
    if let Some(passphrase) = &input.passphrase {
        return Ok(file.unlock_with_passphrase(&Secret::new(passphrase.clone()))?);
    }
    if let Some(code) = &input.recovery_code {
        return Ok(file.unlock_with_recovery(&RecoveryCode::parse(code)?)?);
    }
    if !file.slots().contains(&SlotKind::Keyring) {
        let hint = "Type it; for the command, set SATCHEL_PASSPHRASE.";
        return Err(WireError::new(ErrorCode::PassphraseRequired, "This vault opens with its passphrase.", Some(hint)));
    }
    Ok(file.unlock_with_keyring(keyring)?)
}

async fn open(app: &App, file: VaultFile, keys: Keys) -> Result<(), WireError> {
    let vault = Arc::new(OpenVault::open(app.dir(), file, keys, false, app.now()).await?);
    begin(app, &vault).await;
    Ok(())
}

/// Gives an open vault to the use cases and its followers. A window goes on with what locking stopped; a command ends
/// too soon for that.
async fn begin(app: &App, vault: &Arc<OpenVault>) {
    app.inner.presence.seen(app.now());
    {
        let mut slot = match app.inner.open.write() {
            Ok(slot) => slot,
            Err(poisoned) => poisoned.into_inner(),
        };
        *slot = Some(Arc::clone(vault));
    }
    follow::spawn(app, vault);
    if app.by_hand() == Origin::Window
        && let Err(error) = jobs::go_on(app, vault).await
    {
        tracing::warn!(code = ?error.code, "jobs that locking stopped are still paused");
    }
}

/// Locks the vault: jobs stop at their checkpoints, connections close, the keys are gone. A vault that only the
/// keyring opens is asked for a passphrase first: the keyring would open it again at once.
pub async fn lock(app: App, _: Empty) -> Result<VaultStatus, WireError> {
    let vault = app.vault()?;
    if !slots(&vault).await?.contains(&SlotKind::Passphrase) {
        let hint = "Set a passphrase in the settings, then lock.";
        let message = "Only the keyring opens this vault: locking would protect nothing.";
        return Err(WireError::new(ErrorCode::PassphraseRequired, message, Some(hint)));
    }
    let seq = vault.store.head().await?;
    drop(vault);
    app.close_for(Stop::Locked).await;
    app.tell(Event::Changed(Changed { tags: Tag::ALL.to_vec(), seq }));
    status(app, Empty {}).await
}

/// What opens the vault.
pub(crate) async fn slots(vault: &Arc<OpenVault>) -> Result<Vec<SlotKind>, WireError> {
    with_file(vault, |file| Ok(file.slots())).await
}

/// Works on `vault.json` off the async threads.
async fn with_file<T: Send + 'static>(
    vault: &Arc<OpenVault>,
    work: impl FnOnce(&mut VaultFile) -> Result<T, WireError> + Send + 'static,
) -> Result<T, WireError> {
    let vault = Arc::clone(vault);
    blocking(move || {
        let mut file = match vault.file.lock() {
            Ok(file) => file,
            Err(poisoned) => poisoned.into_inner(),
        };
        work(&mut file)
    })
    .await
}

/// Sets or changes the passphrase.
pub async fn passphrase_set(app: App, input: PassphraseSet) -> Result<VaultStatus, WireError> {
    let vault = app.vault()?;
    let (keys, cost) = (vault.keys.clone(), app.inner.cost);
    with_file(&vault, move |file| Ok(file.set_passphrase(&keys, &Secret::new(input.passphrase), cost)?)).await?;
    status(app, Empty {}).await
}

/// Removes the passphrase. Without the keyring only the recovery code would be left, which is for emergencies.
pub async fn passphrase_remove(app: App, _: Empty) -> Result<VaultStatus, WireError> {
    let vault = app.vault()?;
    with_file(&vault, |file| {
        if !file.slots().contains(&SlotKind::Keyring) {
            let message = "Without the passphrase only the recovery code would open this vault.";
            let hint = Some("Let the keyring of this computer open it first.");
            return Err(WireError::new(ErrorCode::PassphraseRequired, message, hint));
        }
        Ok(file.remove_passphrase()?)
    })
    .await?;
    status(app, Empty {}).await
}

/// Lets this computer's keyring open the vault: after a restore, or when the keyring has lost its entry.
pub async fn keyring_enable(app: App, _: Empty) -> Result<VaultStatus, WireError> {
    let vault = app.vault()?;
    let (keys, keyring) = (vault.keys.clone(), app.inner.keyring.clone());
    with_file(&vault, move |file| Ok(file.enable_keyring(&keys, &keyring)?)).await?;
    status(app, Empty {}).await
}

/// Stops this computer's keyring from opening the vault. Without a passphrase only the recovery code would be left,
/// which is for emergencies: then a passphrase is asked for first.
pub async fn keyring_disable(app: App, _: Empty) -> Result<VaultStatus, WireError> {
    let vault = app.vault()?;
    let keyring = app.inner.keyring.clone();
    with_file(&vault, move |file| {
        if !file.slots().contains(&SlotKind::Passphrase) {
            let message = "Without a passphrase only the recovery code would open this vault.";
            return Err(WireError::new(ErrorCode::PassphraseRequired, message, Some("Set a passphrase first.")));
        }
        match file.forget_keyring(&keyring) {
            // An entry that a locked keyring does not give up opens nothing any more.
            Err(_) if !file.slots().contains(&SlotKind::Keyring) => Ok(()),
            done => Ok(done?),
        }
    })
    .await?;
    status(app, Empty {}).await
}

/// Makes a new recovery code; the old one opens nothing any more.
pub async fn recovery_renew(app: App, _: Empty) -> Result<RecoveryCodeShown, WireError> {
    let vault = app.vault()?;
    let keys = vault.keys.clone();
    let code = with_file(&vault, move |file| Ok(file.renew_recovery(&keys)?)).await?;
    vault.store.set_setting(RECOVERY_SAVED, "false").await?;
    Ok(RecoveryCodeShown { recovery_code: code.reveal().expose().clone() })
}

/// Remembers that the person has kept the recovery code.
pub async fn recovery_saved(app: App, _: Empty) -> Result<VaultStatus, WireError> {
    app.vault()?.store.set_setting(RECOVERY_SAVED, "true").await?;
    status(app, Empty {}).await
}

/// Writes a backup.
pub async fn backup(app: App, input: FilePath) -> Result<BackupMade, WireError> {
    backup_to(&app, &app.vault()?, Path::new(&input.path)).await
}

/// Writes a backup and remembers it.
pub(crate) async fn backup_to(app: &App, vault: &Arc<OpenVault>, target: &Path) -> Result<BackupMade, WireError> {
    let made = backup::make(vault, target).await?;
    let (dir, path, now) = (vault.dir.clone(), PathBuf::from(&made.path), app.now());
    // The backup is made, and as good where this vault's disk has no room to say so.
    let noted = blocking(move || known_backups::remember(&dir, &path, now).map_err(|error| folder_error(&error))).await;
    if let Err(error) = noted.and(vault.store.set_setting(LAST_BACKUP, &now.to_string()).await.map_err(Into::into)) {
        tracing::warn!(code = ?error.code, "a backup was made and is not remembered");
    }
    vault.wake_followers();
    Ok(made)
}

/// Unpacks a backup into an empty folder. The open vault is not touched.
pub async fn restore(app: App, input: RestoreBackup) -> Result<Restored, WireError> {
    let dir = PathBuf::from(&input.dir);
    paths::refuse_unsafe(&dir)?;
    let (file, folder) = (PathBuf::from(&input.file), dir.clone());
    let restored = blocking(move || backup::unpack(&file, &folder)).await?;
    let slots = restored.slots().into_iter().map(Into::into).collect();
    let mut contacts = None;
    if input.passphrase.is_some() || input.recovery_code.is_some() {
        let way_in = VaultUnlock { passphrase: input.passphrase, recovery_code: input.recovery_code };
        let (file, keyring) = (restored.clone(), app.inner.keyring.clone());
        let keys = blocking(move || keys_of(&file, &way_in, &keyring)).await?;
        let vault = OpenVault::open(&dir, restored, keys, false, app.now()).await?;
        contacts = Some(vault.store.count(RecordState::Active).await?);
        vault.close(Stop::Ending).await;
    }
    Ok(Restored { dir: input.dir, slots, contacts })
}

/// Examines the open vault.
pub async fn doctor(app: App, _: Empty) -> Result<Doctor, WireError> {
    let vault = app.vault()?;
    doctor::examine(&vault, &app.inner.keyring, app.now()).await
}

/// What there is to say about a vault that does not open.
#[must_use]
pub fn doctor_closed(app: &App, error: &WireError) -> Doctor {
    doctor::examine_closed(app.dir(), error, app.now())
}

/// Waits a second at most until everything that was written can be found.
///
/// # Errors
/// `locked`, and what the disk refuses.
pub async fn settle_index(app: &App) -> Result<(), WireError> {
    follow::settle(&*app.vault()?).await.map(drop)
}

/// Waits until everything that was written can be found, or another process is at it.
///
/// # Errors
/// `locked`, and what the disk refuses.
pub async fn index_all(app: &App) -> Result<(), WireError> {
    follow::catch_up(&*app.vault()?).await.map(drop)
}
