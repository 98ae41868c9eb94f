//! Pasted text as a contact to be looked at: what a signature says, field by field.

use satchel_exchange::{SignatureHints, read_signature};
use satchel_model::{Contact, Fillings, plan_update};

use crate::wire::{ReadValue, SignatureRead, SignatureText, WireError};
use crate::{App, settings};

/// Reads a signature that somebody pasted; nothing is written.
pub async fn read(app: App, input: SignatureText) -> Result<SignatureRead, WireError> {
    let vault = app.vault()?;
    let country = settings::country(&vault).await?;
    let fields = vault.store.custom_fields().await?;
    let hints = SignatureHints { country: (!country.is_empty()).then_some(&country), ..SignatureHints::default() };
    let reading = read_signature(&input.text, &hints);
    let nobody = Contact::empty(satchel_store::mint(0), 0);
    let values = plan_update(&nobody, &reading.contact, &Fillings::default(), &fields).into_iter().map(|update| {
        let doubtful = reading.doubtful.contains(&update.field.as_str());
        ReadValue { field: update.field, text: update.after, edit: update.edit, doubtful }
    });
    Ok(SignatureRead { values: values.collect(), confidence: reading.confidence })
}
