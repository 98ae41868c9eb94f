//! Favourites: marking contacts, and which are marked.

use crate::App;
use crate::wire::{ContactId, ContactsAtHand, Favourite, FavouritesChanged, FavouritesList, FavouritesSet, WireError};

/// More than this is a list to scroll; tags and searches give that.
const MOST: i64 = 500;

/// Favourites by name.
pub async fn list(app: App, input: FavouritesList) -> Result<ContactsAtHand, WireError> {
    let vault = app.vault()?;
    let (rowids, total) = vault.store.favourites(input.limit.clamp(1, MOST)).await?;
    let contacts = vault.store.grid_rows(&rowids).await?.into_iter().map(|(_, row)| row.into()).collect();
    Ok(ContactsAtHand { total, contacts })
}

/// Whether a contact is one.
pub async fn get(app: App, input: ContactId) -> Result<Favourite, WireError> {
    Ok(Favourite { id: input.id, favourite: app.vault()?.store.is_favourite(input.id).await? })
}

/// Marks contacts, or no longer.
pub async fn set(app: App, input: FavouritesSet) -> Result<FavouritesChanged, WireError> {
    let vault = app.vault()?;
    let changed = vault.store.set_favourites(&input.ids, input.favourite, app.now()).await?;
    vault.wake_followers();
    let count = i64::try_from(changed).unwrap_or(i64::MAX);
    Ok(FavouritesChanged { count, unchanged: i64::try_from(input.ids.len()).unwrap_or(i64::MAX) - count })
}
