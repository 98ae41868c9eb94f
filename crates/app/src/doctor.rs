//! The doctor: database and journal, SQLite's version, index against journal, keys, permissions. Where the database or
//! `vault.json` is damaged, the newest backup is offered by its path.

use std::path::Path;
use std::sync::Arc;

use satchel_store::{Damage, DatabaseReport};
use satchel_vault::{BoundedKeyring, SlotKind};

use crate::open::OpenVault;
use crate::wire::{Check, Doctor, WireError};
use crate::{blocking, follow, known_backups};

fn check(name: &str, ok: bool, detail: impl Into<String>, hint: &str) -> Check {
    Check { name: name.to_owned(), ok, detail: detail.into(), hint: (!ok).then(|| hint.to_owned()) }
}

pub(crate) async fn examine(vault: &Arc<OpenVault>, keyring: &BoundedKeyring, now: i64) -> Result<Doctor, WireError> {
    let mut checks = Vec::new();
    match vault.store.examine().await {
        Ok(DatabaseReport { sqlite, cipher, damage, contents }) => {
            let detail = match (&contents, damage.is_none()) {
                (Some(contents), true) => match (contents.orphans, contents.disagreements) {
                    (0, 0) => Ok(format!("whole; {} contacts, journal at {}", contents.contacts, contents.head)),
                    (0, places) => Err(format!("rows and journal disagree in {places} places")),
                    (orphans, _) => Err(format!("{orphans} rows point at rows that are not there")),
                },
                _ => Err(damaged(&damage)),
            };
            let (ok, detail) = detail.map_or_else(|bad| (false, bad), |good| (true, good));
            checks.push(check("database", ok, detail, &restore(ok, &vault.dir, now).await));
            checks.push(check("sqlite", true, format!("{sqlite}, SQLCipher {cipher}"), ""));
        }
        Err(error) => checks.push(check("database", false, error.to_string(), &restore(false, &vault.dir, now).await)),
    }
    checks.push(index(vault).await);
    checks.push(keys(vault, keyring).await?);
    checks.push(permissions(&vault.dir));
    Ok(Doctor { ok: checks.iter().all(|check| check.ok), checks })
}

/// The backup to restore, where that is what helps.
async fn restore(ok: bool, dir: &Path, now: i64) -> String {
    if ok {
        return String::new();
    }
    let dir = dir.to_owned();
    blocking(move || Ok(known_backups::offer(&dir, now))).await.unwrap_or_default()
}

/// Damage in words: how many pages, which tables.
fn damaged(damage: &Damage) -> String {
    let mut parts = Vec::new();
    if !damage.pages.is_empty() {
        let word = if damage.pages.len() == 1 { "page does" } else { "pages do" };
        let first: Vec<String> = damage.pages.iter().take(5).map(ToString::to_string).collect();
        let more = if damage.pages.len() > first.len() { ", …" } else { "" };
        parts.push(format!("{} {word} not hold what was written ({}{more})", damage.pages.len(), first.join(", ")));
    }
    if !damage.tables.is_empty() {
        parts.push(format!("not everything can be read of: {}", damage.tables.join(", ")));
    }
    // The library's own words are for where it found what the pages and tables do not tell.
    if let (true, Some(first)) = (parts.is_empty(), damage.other.first()) {
        parts.push(format!("{} places are damaged; the first: {first}", damage.other.len()));
    }
    parts.join("; ")
}

/// What there is to say about a vault that does not open.
pub(crate) fn examine_closed(dir: &Path, error: &WireError, now: i64) -> Doctor {
    use crate::wire::ErrorCode::{
        DatabaseDamaged, KeyringAbsent, KeyringForgot, KeyringLocked, PassphraseRequired, RecoveryCodeTypo,
        VaultDamaged, WrongPassphrase, WrongRecoveryCode,
    };
    let name = match error.code {
        DatabaseDamaged => "database",
        KeyringAbsent | KeyringForgot | KeyringLocked | PassphraseRequired | RecoveryCodeTypo | WrongPassphrase
        | WrongRecoveryCode => "keys",
        _ => "vault",
    };
    let hint = match (error.code, &error.hint) {
        (DatabaseDamaged | VaultDamaged, _) | (_, None) => known_backups::offer(dir, now),
        (_, Some(hint)) => hint.clone(),
    };
    let checks = vec![check(name, false, error.message.clone(), &hint), permissions(dir)];
    Doctor { ok: false, checks }
}

async fn index(vault: &Arc<OpenVault>) -> Check {
    const HINT: &str = "Run reindex: the index is made anew from the database.";
    // An index that a killed process left behind is no fault: who examines it takes the time to bring it up, unless a
    // job keeps it from ever being up.
    let settled = async {
        if !vault.is_busy() {
            follow::catch_up(vault).await?;
        }
        follow::settle(vault).await
    };
    let behind = match settled.await {
        Ok(behind) => behind,
        Err(error) => return check("index", false, error.message, HINT),
    };
    let index = vault.index.clone();
    match blocking(move || Ok(index.check()?)).await {
        Ok(report) => {
            let kept = vault.store.findable().await.unwrap_or(-1);
            let all = i64::try_from(report.documents) == Ok(kept);
            let detail = match (behind, all) {
                (0, true) => format!("{} contacts, up to the journal's {}", report.documents, report.applied),
                (0, false) => format!("{} contacts of {kept}", report.documents),
                _ => format!("{behind} changes behind the journal"),
            };
            check("index", behind == 0 && all, detail, HINT)
        }
        Err(_) => check("index", false, "the index is damaged", HINT),
    }
}

async fn keys(vault: &Arc<OpenVault>, keyring: &BoundedKeyring) -> Result<Check, WireError> {
    let file = match vault.file.lock() {
        Ok(file) => file.clone(),
        Err(poisoned) => poisoned.into_inner().clone(),
    };
    let slots = file.slots();
    let words: Vec<String> = slots.iter().map(ToString::to_string).collect();
    let keyring = keyring.clone();
    let forgotten =
        slots.contains(&SlotKind::Keyring) && blocking(move || Ok(file.unlock_with_keyring(&keyring).is_err())).await?;
    let portable = slots.iter().any(|slot| *slot != SlotKind::Keyring);
    let detail = match (forgotten, portable) {
        (true, _) => "the keyring does not open this vault now".to_owned(),
        (false, false) => "only this computer's keyring opens this vault".to_owned(),
        (false, true) => format!("opens by {}", words.join(", ")),
    };
    Ok(check("keys", portable && !forgotten, detail, "Make a new recovery code and keep it somewhere safe."))
}

fn permissions(dir: &Path) -> Check {
    const HINT: &str = "Make the folder writable for you and readable for nobody else.";
    let probe = dir.join(format!(".{}", satchel_store::mint(0).tail()));
    let writable = std::fs::write(&probe, b"").is_ok();
    let _ = std::fs::remove_file(probe);
    if !writable {
        return check("permissions", false, "the folder cannot be written", HINT);
    }
    check(
        "permissions",
        private(dir),
        if private(dir) { "writable, private" } else { "others can look into the folder" },
        HINT,
    )
}

/// Whether nobody else can look into the folder.
#[cfg(unix)]
fn private(dir: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    std::fs::metadata(dir).is_ok_and(|about| about.permissions().mode() & 0o077 == 0)
}

/// Elsewhere the profile's folders are private by inheritance.
#[cfg(not(unix))]
fn private(_: &Path) -> bool {
    true
}
