//! What a person says about a conflict or a held record, kept so that the next run carries it out.

use satchel_model::{FieldChange, Id, RecordState};
use satchel_remote::Fate;
use satchel_store::{
    Account, BatchStart, Matter, MatterKind, Neutral, NeutralAction, NeutralWrite, Store, SyncSnapshot, SyncState,
    Wanted, Word, WordKind, Written,
};
use serde_json::Value;

use super::keep::{as_json, link};
use super::{KIND, Memory};
use crate::plan::MOST_MERGES;
use crate::project::{lifted, project};
use crate::{Choice, Conflict, HoldReason, Mine, Mirror, RunError, STATE, SyncError, resolve};

/// Takes a person's decision about the conflict at a path. What it changes here is a batch of theirs.
///
/// # Errors
/// [`SyncError::ConflictGone`] when there is no such conflict, or the record is no longer what they saw.
pub async fn take_decision(
    store: &Store,
    account: &Account,
    (record, path): (Id, &str),
    choice: &Choice,
    person: BatchStart,
    region: Option<&str>,
) -> Result<Option<Id>, RunError> {
    let conflicts = store.matters(account.row, MatterKind::Conflict).await?;
    let matter = conflicts.iter().find(|matter| matter.record == record && matter.path == path);
    let conflict: Conflict =
        matter.and_then(|matter| serde_json::from_value(matter.value.clone()).ok()).ok_or(SyncError::ConflictGone)?;
    let mirror = mirror(store, account, record).await?.ok_or(SyncError::ConflictGone)?;
    let resolution = resolve(&mirror, &conflict, choice)?;
    let snapshot = around(store, account, record, &mirror).await?;
    let now = find(&snapshot, record)?;
    let mut writing = store.begin(person).await?;
    if let Some(change) = resolution.write {
        let action = if change.path == STATE {
            match change.after == Some(Value::from("trashed")) {
                true => end(&snapshot, &mirror, record).ok_or(SyncError::ConflictGone)?,
                false => NeutralAction::State(RecordState::Active, Vec::new()),
            }
        } else {
            let state = store.sync_state(account.row, KIND).await?;
            let offered = Memory::of(&state).offered.ok_or(SyncError::ConflictGone)?;
            let before = now.values.get(&change.path);
            let after = change.after.as_ref().map(|after| lifted(before, after, &change.path, &offered));
            NeutralAction::Update(vec![FieldChange { path: change.path.clone(), before: before.cloned(), after }])
        };
        let write = NeutralWrite::new(record, action);
        match writing.write_neutral(&[write], snapshot.head, region).await?.pop() {
            Some(Written::Done) => {}
            Some(Written::Refused(reason)) => return Err(SyncError::Refused(reason).into()),
            Some(Written::Stale) | None => return Err(SyncError::ConflictGone.into()),
        }
    }
    writing.keep_links(account.row, KIND, &[link(record, &resolution.mirror)?]).await?;
    let open: Vec<Matter> =
        conflicts.into_iter().filter(|matter| matter.record == record && matter.path != path).collect();
    writing.close_matters(account.row, KIND, &[record], &[MatterKind::Conflict]).await?;
    writing.keep_matters(account.row, KIND, &open).await?;
    writing.keep_matters(account.row, KIND, &[outbox(record)]).await?;
    Ok(writing.commit().await?)
}

/// Lets a held record go: from the next run on what is here is right, or what is there. What that changes here is a batch
/// of the person's.
///
/// # Errors
/// [`SyncError::ConflictGone`] when it is not held.
pub async fn let_go(
    store: &Store,
    account: &Account,
    record: Id,
    mine: bool,
    person: BatchStart,
) -> Result<Option<Id>, RunError> {
    let held = store.matters(account.row, MatterKind::Held).await?;
    let matter = held.into_iter().find(|matter| matter.record == record).ok_or(SyncError::ConflictGone)?;
    let reason = serde_json::from_value::<HoldReason>(matter.value).ok();
    let mut mirror = mirror(store, account, record).await?.ok_or(SyncError::ConflictGone)?;
    let snapshot = around(store, account, record, &mirror).await?;
    let now = find(&snapshot, record)?;
    let state = store.sync_state(account.row, KIND).await?;
    let offered = Memory::of(&state).offered.ok_or(SyncError::ConflictGone)?;
    let ended = matches!(now.state, RecordState::Trashed | RecordState::Merged);
    let here = project(&Mine::from(now.clone()), &offered);
    let merged_there = matches!(mirror.fate, Some(Fate::Merged { .. }));
    let mut writing = store.begin(person).await?;
    // Whoever is there comes here, and this one is made anew there if it lives.
    let are_two = reason == Some(if mine { HoldReason::Another } else { HoldReason::CannotReturn });
    match (mine, merged_there) {
        _ if are_two => {
            let stranger = Word { remote: mirror.reference.id.clone(), kind: WordKind::Stranger, value: Value::Null };
            writing.keep_words(account.row, KIND, &[stranger]).await?;
            writing.unlink(account.row, KIND, &[record]).await?;
        }
        // It is somebody of its own: a stranger there, who is made anew.
        (true, true) => writing.unlink(account.row, KIND, &[record]).await?,
        (false, true) => {
            if let Some(action) = end(&snapshot, &mirror, record) {
                let write = NeutralWrite::new(record, action);
                if writing.write_neutral(&[write], snapshot.head, None).await? != [Written::Done] {
                    return Err(SyncError::ConflictGone.into());
                }
            }
        }
        (_, false) => {
            if mine {
                // Whatever was seen there is old news; only what is here has something to say.
                let seen = mirror.seen.clone();
                mirror.agree_on(&seen);
                mirror.agreed_gone = mirror.fate.as_ref().is_some_and(|fate| *fate != Fate::NotVisible);
            } else {
                if reason == Some(HoldReason::Another) {
                    // Whoever bears the name is this one from now on.
                    mirror.identity = None;
                }
                // Whatever is here is agreed; only what is there has something to say.
                mirror.agree_on(&here);
                mirror.agreed_gone = ended;
            }
            writing.keep_links(account.row, KIND, &[link(record, &mirror)?]).await?;
        }
    }
    let mut memory = Memory::of(&state);
    if !memory.groups.is_empty() {
        if !mine {
            // Which lists they are on is to be what it is there.
            memory.groups.values_mut().for_each(|followed| _ = followed.agreed.remove(&record));
        }
        memory.groups_due = true;
        let state = SyncState { memory: as_json(&memory)?, ..state };
        writing.keep_sync_state(account.row, KIND, &state).await?;
    }
    writing.close_matters(account.row, KIND, &[record], &[MatterKind::Held]).await?;
    writing.keep_matters(account.row, KIND, &[outbox(record)]).await?;
    Ok(writing.commit().await?)
}

/// Says who somebody there is: this record, or nobody here.
///
/// # Errors
/// [`SyncError::ConflictGone`] when there is no such doubt, or the record is none of those who were asked about.
pub async fn say_who(
    store: &Store,
    account: &Account,
    remote: &str,
    record: Option<Id>,
    person: BatchStart,
) -> Result<(), RunError> {
    let words = store.words(account.row).await?;
    let doubt = words.iter().find(|word| word.kind == WordKind::Doubt && word.remote == remote);
    let candidates: Vec<Id> =
        doubt.and_then(|word| serde_json::from_value(word.value.clone()).ok()).ok_or(SyncError::ConflictGone)?;
    if record.is_some_and(|record| !candidates.contains(&record)) {
        return Err(SyncError::ConflictGone.into());
    }
    let (kind, value) = match record {
        Some(record) => (WordKind::Pair, serde_json::json!(record)),
        None => (WordKind::Stranger, Value::Null),
    };
    let said = Word { remote: remote.to_owned(), kind, value };
    let mut writing = store.begin(person).await?;
    writing.forget_word(account.row, KIND, remote, WordKind::Doubt).await?;
    writing.keep_words(account.row, KIND, &[said]).await?;
    writing.commit().await?;
    Ok(())
}

/// A record as of now, and the one that it was merged into there.
async fn around(store: &Store, account: &Account, record: Id, mirror: &Mirror) -> Result<SyncSnapshot, RunError> {
    let mut wanted = Wanted { ids: [record].into(), ..Wanted::default() };
    if let Some(Fate::Merged { into }) = &mirror.fate {
        wanted.remotes.insert(into.id.clone());
    }
    Ok(store.sync_snapshot(account, i64::MAX, &wanted).await?)
}

fn find(snapshot: &SyncSnapshot, record: Id) -> Result<&Neutral, SyncError> {
    snapshot.records.iter().find(|neutral| neutral.id == record).ok_or(SyncError::ConflictGone)
}

/// How a record ends here that ended there: into the one that it was merged into, where that one lives here. Nothing is to
/// be done with one that is gone, or has taken in the other one meanwhile.
fn end(snapshot: &SyncSnapshot, mirror: &Mirror, record: Id) -> Option<NeutralAction> {
    let survivor = |mut id: Id| {
        for _ in 0..MOST_MERGES {
            let neutral = find(snapshot, id).ok()?;
            match neutral.merged_into {
                Some(winner) => id = winner,
                None => return (neutral.state != RecordState::Trashed).then_some(id),
            }
        }
        None
    };
    if survivor(record) != Some(record) {
        return None;
    }
    let into = match &mirror.fate {
        Some(Fate::Merged { into }) => snapshot.links.iter().find(|link| link.remote == into.id),
        _ => None,
    };
    match into.and_then(|link| survivor(link.record)) {
        Some(winner) if winner == record => None,
        Some(winner) => Some(NeutralAction::MergeInto(winner)),
        None => Some(NeutralAction::State(RecordState::Trashed, Vec::new())),
    }
}

fn outbox(record: Id) -> Matter {
    Matter { record, kind: MatterKind::Outbox, path: String::new(), value: Value::Null }
}

async fn mirror(store: &Store, account: &Account, record: Id) -> Result<Option<Mirror>, RunError> {
    let link = store.link(account.row, KIND, record).await?;
    Ok(link.and_then(|link| serde_json::from_value(link.mirror).ok()))
}
