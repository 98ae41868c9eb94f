//! Recents: contacts that were looked at last.

use crate::App;
use crate::wire::{ContactId, ContactsAtHand, Empty, RecentsList, WireError};

/// The newest first.
pub async fn list(app: App, input: RecentsList) -> Result<ContactsAtHand, WireError> {
    let vault = app.vault()?;
    let rowids = vault.store.recents(input.limit.clamp(1, 30)).await?;
    let contacts: Vec<_> = vault.store.grid_rows(&rowids).await?.into_iter().map(|(_, row)| row.into()).collect();
    Ok(ContactsAtHand { total: i64::try_from(contacts.len()).unwrap_or(i64::MAX), contacts })
}

/// Notes that somebody was looked at.
pub async fn note(app: App, input: ContactId) -> Result<Empty, WireError> {
    app.vault()?.store.note_recent(input.id, app.now()).await?;
    Ok(Empty {})
}
