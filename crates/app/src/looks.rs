//! Looks: how the window is arranged for whoever works at this vault. Kept as settings, and as little journaled.

use crate::App;
use crate::open::OpenVault;
use crate::wire::{Empty, ErrorCode, GridColumn, Looks, LooksSet, WireError};

const COLUMNS: &str = "columns";
const HINTS_SEEN: &str = "hints_seen";

/// No list has more columns.
const MOST_COLUMNS: usize = 100;
/// From three to sixty rem, in sixteenths of a rem.
const WIDTHS: std::ops::RangeInclusive<u32> = 48..=960;

/// How the window is arranged.
pub async fn get(app: App, _: Empty) -> Result<Looks, WireError> {
    let vault = app.vault()?;
    Ok(Looks { columns: columns(&vault).await?, hints_seen: vault.store.setting(HINTS_SEEN).await?.is_some() })
}

/// What was chosen; nothing when it was never chosen, or by a Satchel that wrote it differently.
async fn columns(vault: &OpenVault) -> Result<Vec<GridColumn>, WireError> {
    let kept = vault.store.setting(COLUMNS).await?;
    Ok(kept.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
}

/// Arranges the window.
pub async fn set(app: App, input: LooksSet) -> Result<Looks, WireError> {
    let vault = app.vault()?;
    if let Some(columns) = input.columns {
        let named = |column: &GridColumn| !column.key.is_empty() && column.key.len() <= 64;
        let wide = |column: &GridColumn| column.width == 0 || WIDTHS.contains(&column.width);
        let once = |at: usize| columns[..at].iter().all(|before| before.key != columns[at].key);
        if columns.len() > MOST_COLUMNS
            || !columns.iter().all(|column| named(column) && wide(column))
            || !(0..columns.len()).all(once)
        {
            let hint = Some("Name each column once; a width is 0, or from 48 to 960 sixteenths of a rem.");
            return Err(WireError::new(ErrorCode::Invalid, "Those columns cannot be shown.", hint));
        }
        let text = serde_json::to_string(&columns).map_err(|_| WireError::bug("columns"))?;
        vault.store.set_setting(COLUMNS, &text).await?;
    }
    if input.hints_seen {
        vault.store.set_setting(HINTS_SEEN, "true").await?;
    }
    vault.wake_followers();
    get(app, Empty {}).await
}
