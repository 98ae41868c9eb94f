//! Consent, whether somebody may be reached, and what of them stays on this machine.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use satchel_model::{Channel, Consent, LegalBasis, objections, reaches};

use crate::App;
use crate::wire::{
    BatchDone, ChannelReach, ConsentsRecord, ContactsLock, ContactsLocked, ContactsReach, ContactsReached, WireError,
};

/// Channels that somebody can refuse as a whole.
const REFUSABLE: [Channel; 3] = [Channel::Call, Channel::Email, Channel::Text];

/// The day that it is where this computer is.
fn today(now: i64) -> String {
    Timestamp::from_millisecond(now).unwrap_or_default().to_zoned_datetime(TimeZone::system()).date().to_string()
}

/// Adds an entry about consent to contacts.
pub async fn record(app: App, input: ConsentsRecord) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let ConsentsRecord { ids, purpose, basis, state, channel, day, how, evidence } = input;
    let entry = Consent {
        // Each contact's entry gets one of its own.
        id: satchel_store::mint(app.now()),
        purpose,
        basis: basis.unwrap_or(LegalBasis::Consent),
        state,
        channel,
        day: day.unwrap_or_else(|| today(app.now())),
        how,
        evidence,
    };
    let label = format!("Consent {}", state.as_str().replace('_', " "));
    let mut writing = vault.store.begin(app.batch(app.by_hand(), &label)).await?;
    let recorded = writing.record_consent(&ids, &entry).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(BatchDone { batch, count: i64::try_from(recorded).unwrap_or(0), unchanged: 0 })
}

/// Whether somebody may be reached, by channel and by address.
pub async fn reach(app: App, input: ContactsReach) -> Result<ContactsReached, WireError> {
    let contact = app.vault()?.store.contact(input.id).await?;
    let purpose = input.purpose.as_deref().filter(|purpose| !purpose.trim().is_empty());
    let channels =
        REFUSABLE.map(|channel| ChannelReach { channel, objections: objections(&contact, channel, None, purpose) });
    Ok(ContactsReached { channels: channels.into(), rows: reaches(&contact, purpose) })
}

/// Keeps something of a contact on this machine, or no longer.
pub async fn lock(app: App, input: ContactsLock) -> Result<ContactsLocked, WireError> {
    let vault = app.vault()?;
    let label = if input.locked { "Privacy lock" } else { "Privacy lock taken off" };
    let mut writing = vault.store.begin(app.batch(app.by_hand(), label)).await?;
    let (path, _) = writing.set_privacy_lock(input.id, &input.path, input.locked).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(ContactsLocked { path, locked: input.locked, batch })
}
