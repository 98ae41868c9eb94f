//! Settings of the vault.

use crate::App;
use crate::open::OpenVault;
use crate::wire::{ErrorCode, Settings, SettingsSet, Theme, WireError};

const COUNTRY: &str = "country";
const THEME: &str = "theme";
const UNMAPPED: &str = "unmapped_to_notes";
const DAILY_BACKUPS: &str = "daily_backups";
const BACKUP_DIR: &str = "backup_dir";

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
    get(app, crate::wire::Empty {}).await
}
