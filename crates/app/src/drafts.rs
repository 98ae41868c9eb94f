//! Drafts: no typed word is lost, not even to a kill.

use crate::App;
use crate::wire::{ContactId, Draft, DraftDrop, DraftSave, Drafts, Empty, WireError};

/// Keeps what is being typed.
pub async fn save(app: App, input: DraftSave) -> Result<Empty, WireError> {
    app.vault()?.store.save_draft(input.id, &input.path, &input.value, app.now()).await?;
    Ok(Empty {})
}

/// Forgets a draft.
pub async fn drop(app: App, input: DraftDrop) -> Result<Empty, WireError> {
    app.vault()?.store.drop_draft(input.id, &input.path).await?;
    Ok(Empty {})
}

/// What was being typed into a contact.
pub async fn list(app: App, input: ContactId) -> Result<Drafts, WireError> {
    let drafts = app.vault()?.store.drafts(input.id).await?;
    let drafts = drafts.into_iter().map(|(path, value, at)| Draft { id: input.id, path, value, at }).collect();
    Ok(Drafts { drafts })
}
