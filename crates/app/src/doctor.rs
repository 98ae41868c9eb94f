//! The doctor: database, SQLite's version, index against journal, keys, permissions.

use std::path::Path;
use std::sync::Arc;

use satchel_vault::{BoundedKeyring, SlotKind};

use crate::open::OpenVault;
use crate::wire::{Check, Doctor, WireError};
use crate::{blocking, follow};

const RESTORE: &str = "Make a copy of the folder, then restore the newest backup into a new one.";

fn check(name: &str, ok: bool, detail: impl Into<String>, hint: &str) -> Check {
    Check { name: name.to_owned(), ok, detail: detail.into(), hint: (!ok).then(|| hint.to_owned()) }
}

pub(crate) async fn examine(vault: &Arc<OpenVault>, keyring: &BoundedKeyring) -> Result<Doctor, WireError> {
    let mut checks = Vec::new();
    match vault.store.examine().await {
        Ok(report) => {
            let damage = report.damage.first().cloned();
            let detail = match (&damage, report.orphans) {
                (Some(first), _) => format!("{} places are damaged; the first: {first}", report.damage.len()),
                (None, 0) => format!("whole; {} contacts, journal at {}", report.contacts, report.head),
                (None, orphans) => format!("{orphans} rows point at rows that are not there"),
            };
            checks.push(check("database", damage.is_none() && report.orphans == 0, detail, RESTORE));
            checks.push(check("sqlite", true, format!("{}, SQLCipher {}", report.sqlite, report.cipher), ""));
        }
        Err(error) => checks.push(check("database", false, error.to_string(), RESTORE)),
    }
    checks.push(index(vault).await);
    checks.push(keys(vault, keyring).await?);
    checks.push(permissions(&vault.dir));
    Ok(Doctor { ok: checks.iter().all(|check| check.ok), checks })
}

/// What there is to say about a vault that does not open.
pub(crate) fn examine_closed(dir: &Path, error: &WireError) -> Doctor {
    use crate::wire::ErrorCode::{
        DatabaseDamaged, KeyringAbsent, KeyringForgot, KeyringLocked, PassphraseRequired, RecoveryCodeTypo,
        WrongPassphrase, WrongRecoveryCode,
    };
    let name = match error.code {
        DatabaseDamaged => "database",
        KeyringAbsent | KeyringForgot | KeyringLocked | PassphraseRequired | RecoveryCodeTypo | WrongPassphrase
        | WrongRecoveryCode => "keys",
        _ => "vault",
    };
    let hint = error.hint.clone().unwrap_or_else(|| RESTORE.to_owned());
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
