//! Settings of the vault.

use std::sync::Arc;

use satchel_vault::SlotKind;

use crate::open::OpenVault;
use crate::wire::{ErrorCode, Settings, SettingsSet, Theme, WireError};
use crate::{App, sync, vault};

const COUNTRY: &str = "country";
const THEME: &str = "theme";
const UNMAPPED: &str = "unmapped_to_notes";
const DAILY_BACKUPS: &str = "daily_backups";
const BACKUP_DIR: &str = "backup_dir";
const LOCK_AFTER: &str = "lock_after_minutes";
const LOCK_ON_SLEEP: &str = "lock_on_sleep";
pub(crate) const OFFLINE: &str = "offline";

/// What a vault that asks for its passphrase at every start does unless it was told otherwise, in minutes.
const USUAL_MINUTES: i64 = 15;
/// A day.
const MOST_MINUTES: i64 = 24 * 60;

/// The country that national phone numbers are from: as set, else the system's; empty when neither is known.
pub(crate) async fn country(vault: &OpenVault) -> Result<String, WireError> {
    let set = vault.store.setting(COUNTRY).await?;
    Ok(set.unwrap_or_else(system_country))
}

/// Whether backups make themselves; they do unless that was switched off.
pub(crate) async fn daily_backups(vault: &OpenVault) -> Result<bool, WireError> {
    Ok(vault.store.setting(DAILY_BACKUPS).await?.as_deref() != Some("false"))
}

/// The folder that was chosen for daily backups; empty for the vault's own.
pub(crate) async fn backup_dir(vault: &OpenVault) -> Result<String, WireError> {
    Ok(vault.store.setting(BACKUP_DIR).await?.unwrap_or_default())
}

/// When the vault locks by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Locking {
    /// 0 for never.
    pub(crate) after_minutes: i64,
    pub(crate) on_sleep: bool,
}

/// As set; else a vault that the keyring opens stays open, and one that asks for its passphrase asks again. What only
/// the keyring opens is never locked: the keyring would open it again at once.
pub(crate) async fn locking(vault: &Arc<OpenVault>) -> Result<Locking, WireError> {
    let slots = vault::slots(vault).await?;
    if !slots.contains(&SlotKind::Passphrase) {
        return Ok(Locking::default());
    }
    let asks = !slots.contains(&SlotKind::Keyring);
    let minutes = vault.store.setting(LOCK_AFTER).await?.and_then(|minutes| minutes.parse().ok());
    let on_sleep = vault.store.setting(LOCK_ON_SLEEP).await?;
    Ok(Locking {
        after_minutes: minutes.unwrap_or(if asks { USUAL_MINUTES } else { 0 }),
        on_sleep: on_sleep.map_or(asks, |set| set == "true"),
    })
}

async fn set_locking(vault: &Arc<OpenVault>, minutes: Option<i64>, on_sleep: Option<bool>) -> Result<(), WireError> {
    let asked = minutes.is_some_and(|minutes| minutes != 0) || on_sleep == Some(true);
    if asked && !vault::slots(vault).await?.contains(&SlotKind::Passphrase) {
        let message = "Only the keyring opens this vault: locking would protect nothing.";
        return Err(WireError::new(ErrorCode::PassphraseRequired, message, Some("Set a passphrase first.")));
    }
    if let Some(minutes) = minutes {
        if !(0..=MOST_MINUTES).contains(&minutes) {
            let hint = format!("Give a number of minutes up to {MOST_MINUTES}, or 0 for never.");
            return Err(WireError::new(ErrorCode::Invalid, "The vault cannot wait that long.", Some(&hint)));
        }
        vault.store.set_setting(LOCK_AFTER, &minutes.to_string()).await?;
    }
    if let Some(on_sleep) = on_sleep {
        vault.store.set_setting(LOCK_ON_SLEEP, if on_sleep { "true" } else { "false" }).await?;
    }
    Ok(())
}

fn system_country() -> String {
    let locale = sys_locale::get_locale().unwrap_or_default();
    let parts = locale.split(['-', '_', '.']).skip(1);
    parts
        .map(str::to_ascii_uppercase)
        .find(|part| part.len() == 2 && part.bytes().all(|b| b.is_ascii_alphabetic()))
        .unwrap_or_default()
}

/// All settings.
pub async fn get(app: App, _: crate::wire::Empty) -> Result<Settings, WireError> {
    let vault = app.vault()?;
    let theme = vault.store.setting(THEME).await?;
    let locking = locking(&vault).await?;
    Ok(Settings {
        country: country(&vault).await?,
        theme: match theme.as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::System,
        },
        unmapped_to_notes: vault.store.setting(UNMAPPED).await?.as_deref() == Some("true"),
        daily_backups: daily_backups(&vault).await?,
        backup_dir: backup_dir(&vault).await?,
        lock_after_minutes: locking.after_minutes,
        lock_on_sleep: locking.on_sleep,
        offline: sync::is_offline(&vault).await?,
    })
}

/// Changes settings.
pub async fn set(app: App, input: SettingsSet) -> Result<Settings, WireError> {
    let vault = app.vault()?;
    if let Some(country) = input.country {
        let country = country.trim().to_ascii_uppercase();
        if !country.is_empty() && (country.len() != 2 || !country.bytes().all(|byte| byte.is_ascii_alphabetic())) {
            let hint = Some("Write it as two letters, like GB or DE.");
            return Err(WireError::new(ErrorCode::Invalid, "That is not a country code.", hint));
        }
        vault.store.set_setting(COUNTRY, &country).await?;
    }
    if let Some(theme) = input.theme {
        let word = match theme {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        };
        vault.store.set_setting(THEME, word).await?;
    }
    if let Some(unmapped) = input.unmapped_to_notes {
        vault.store.set_setting(UNMAPPED, if unmapped { "true" } else { "false" }).await?;
    }
    if let Some(daily) = input.daily_backups {
        vault.store.set_setting(DAILY_BACKUPS, if daily { "true" } else { "false" }).await?;
    }
    if let Some(dir) = input.backup_dir {
        if !dir.is_empty() && !std::path::Path::new(&dir).is_absolute() {
            let hint = Some("Give the whole path of a folder, or nothing for the vault's own.");
            return Err(WireError::new(ErrorCode::Invalid, "That is not the path of a folder.", hint));
        }
        vault.store.set_setting(BACKUP_DIR, &dir).await?;
    }
    if let Some(offline) = input.offline {
        vault.store.set_setting(OFFLINE, if offline { "true" } else { "false" }).await?;
    }
    set_locking(&vault, input.lock_after_minutes, input.lock_on_sleep).await?;
    get(app, crate::wire::Empty {}).await
}
