//! Relations between people: kinds, making, ending, chains of referrals, people in common.

use satchel_store::NewRelation;

use crate::App;
use crate::wire::{
    BatchDone, ContactId, Empty, MutualShown, ReferralShown, RelationDone, RelationId, RelationKinds, Relations,
    RelationsAdd, RelationsBetween, ReportTo, WireError,
};

/// The kinds that there are.
pub async fn kinds(app: App, _: Empty) -> Result<RelationKinds, WireError> {
    Ok(RelationKinds { kinds: app.vault()?.store.relation_kinds().await? })
}

/// The relations of a contact, and the chain of referrals that it is in.
pub async fn list(app: App, input: ContactId) -> Result<Relations, WireError> {
    let vault = app.vault()?;
    let relations = vault.store.relations(input.id).await?;
    let referrals = vault.store.referrals(input.id).await?.into_iter().map(Into::into).collect();
    Ok(Relations { relations, referrals })
}

/// Relates two people.
pub async fn add(app: App, input: RelationsAdd) -> Result<RelationDone, WireError> {
    let vault = app.vault()?;
    let RelationsAdd { one, kind, reverse, other, strength, note } = input;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Relation")).await?;
    let id = writing.relate(&NewRelation { one, kind, reverse, other, strength, note }).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(RelationDone { id, batch })
}

/// Ends a relation.
pub async fn remove(app: App, input: RelationId) -> Result<RelationDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Relation ended")).await?;
    writing.unrelate(input.id).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(RelationDone { id: input.id, batch })
}

/// Puts somebody under another manager at a company, or under nobody there.
pub async fn report_to(app: App, input: ReportTo) -> Result<BatchDone, WireError> {
    let vault = app.vault()?;
    let mut writing = vault.store.begin(app.batch(app.by_hand(), "Line of reporting")).await?;
    writing.report_to(input.company, input.report, input.manager).await?;
    let batch = writing.commit().await?;
    vault.wake_followers();
    Ok(BatchDone { batch, count: i64::from(batch.is_some()), unchanged: i64::from(batch.is_none()) })
}

/// People who are related to both.
pub async fn mutual(app: App, input: RelationsBetween) -> Result<MutualShown, WireError> {
    let people = app.vault()?.store.mutual(input.one, input.other).await?;
    let shown = |(id, display)| ReferralShown { id, display, steps: 0 };
    Ok(MutualShown { people: people.into_iter().map(shown).collect() })
}
