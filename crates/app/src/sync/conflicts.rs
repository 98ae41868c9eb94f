//! What waits for a person: conflicts and held contacts, and what they say about them.

use std::collections::HashMap;
use std::sync::Arc;

use satchel_model::Id;
use satchel_remote::Found;
use satchel_store::{Account, Matter, MatterKind, Word, WordKind};
use satchel_sync::{Choice, Claim, Conflict, HoldReason, Policy, Rules, RunError, let_go, say_who, take_decision};
use serde_json::json;

use super::report::{as_changes, called};
use crate::open::OpenVault;
use crate::wire::{
    ConflictChoice, ConflictSide, Conflicts, ConflictsList, ConflictsResolve, ConflictsResolved, ErrorCode,
    SyncCandidate, SyncConflict, SyncDoubt, SyncHeld, SyncHeldReason, SyncWho, WireError,
};
use crate::{App, settings};

/// What waits for a person.
pub async fn list(app: App, input: ConflictsList) -> Result<Conflicts, WireError> {
    let vault = app.vault()?;
    let accounts = match input.account {
        Some(name) => vec![vault.store.account(&name).await?],
        None => vault.store.accounts().await?,
    };
    let mut all = Conflicts { conflicts: Vec::new(), doubts: Vec::new(), held: Vec::new() };
    for account in accounts {
        let open = vault.store.matters(account.row, MatterKind::Conflict).await?;
        let held = vault.store.matters(account.row, MatterKind::Held).await?;
        let words = vault.store.words(account.row).await?;
        let asked = words.iter().flat_map(candidates);
        let records = open.iter().chain(&held).map(|matter| matter.record).chain(asked);
        let names = vault.store.names(records.collect::<Vec<_>>()).await?;
        all.doubts.extend(doubts(&account, &words, &names));
        all.conflicts.extend(open.iter().filter_map(|matter| shown(&account, matter, &names)));
        all.held.extend(held.iter().map(|matter| SyncHeld {
            account: account.name.clone(),
            record: matter.record,
            display: names.get(&matter.record).cloned().unwrap_or_default(),
            reason: reason(matter),
        }));
    }
    Ok(all)
}

/// Why a contact is held.
fn reason(matter: &Matter) -> SyncHeldReason {
    match serde_json::from_value(matter.value.clone()) {
        Ok(HoldReason::MergedThere) => SyncHeldReason::MergedThere,
        Ok(HoldReason::CannotReturn) => SyncHeldReason::CannotReturn,
        Ok(HoldReason::Another) => SyncHeldReason::Another,
        _ => SyncHeldReason::Undone,
    }
}

fn shown(account: &Account, matter: &Matter, names: &HashMap<Id, String>) -> Option<SyncConflict> {
    let Conflict { id, remote: _, path, base, mine, theirs } = serde_json::from_value(matter.value.clone()).ok()?;
    Some(SyncConflict {
        account: account.name.clone(),
        record: id,
        display: names.get(&id).cloned().unwrap_or_default(),
        path,
        base: base.unwrap_or_default(),
        mine: side(mine),
        theirs: side(theirs),
    })
}

/// Who somebody there may be.
fn candidates(word: &Word) -> Vec<Id> {
    let is_doubt = word.kind == WordKind::Doubt;
    is_doubt.then(|| serde_json::from_value(word.value.clone()).ok()).flatten().unwrap_or_default()
}

fn doubts(account: &Account, words: &[Word], names: &HashMap<Id, String>) -> Vec<SyncDoubt> {
    let told = |remote: &str| {
        let word = words.iter().find(|word| word.kind == WordKind::Told && word.remote == remote)?;
        match serde_json::from_value(word.value.clone()).ok()? {
            Found::Record(record) => Some(record.values),
            Found::Ended(_) => None,
        }
    };
    let shown = |word: &Word| {
        let values = told(&word.remote)?;
        let candidate = |record: Id| SyncCandidate { record, display: names.get(&record).cloned().unwrap_or_default() };
        Some(SyncDoubt {
            account: account.name.clone(),
            remote: word.remote.clone(),
            display: called(&values),
            values: as_changes(&values),
            candidates: candidates(word).into_iter().map(candidate).collect(),
        })
    };
    words.iter().filter(|word| word.kind == WordKind::Doubt).filter_map(shown).collect()
}

/// Says who somebody there is; the next run carries it out.
pub async fn who(app: App, input: SyncWho) -> Result<ConflictsResolved, WireError> {
    let vault = app.vault()?;
    let account = vault.store.account(&input.account).await?;
    let person = app.batch(app.by_hand(), "Pair decided");
    say_who(&vault.store, &account, &input.remote, input.record, person).await?;
    vault.wake_followers();
    Ok(ConflictsResolved { count: 1, gone: 0 })
}

fn side(claim: Claim) -> ConflictSide {
    ConflictSide { value: claim.value.unwrap_or_default(), by: claim.stamp.by, at: claim.stamp.at }
}

/// Takes a person's decision; the next run carries it out.
pub async fn resolve(app: App, input: ConflictsResolve) -> Result<ConflictsResolved, WireError> {
    let vault = app.vault()?;
    let mut account = vault.store.account(&input.account).await?;
    let choice = match input.choice {
        ConflictChoice::Mine => Choice::Mine,
        ConflictChoice::Theirs => Choice::Theirs,
        ConflictChoice::Value => Choice::Value((!input.value.is_null()).then(|| input.value.clone())),
    };
    if let (true, Some(path)) = (input.rule, &input.path) {
        make_rule(&vault, &mut account, path, input.choice).await?;
    }
    let open = vault.store.matters(account.row, MatterKind::Conflict).await?;
    let wanted: Vec<(Id, String)> = open
        .into_iter()
        .filter(|matter| match &input.path {
            Some(path) => {
                let same = matter.record == input.record && matter.path == *path;
                same || (input.alike && field_of(&matter.path) == field_of(path))
            }
            None => matter.record == input.record,
        })
        .map(|matter| (matter.record, matter.path))
        .collect();
    let mut done = ConflictsResolved { count: 0, gone: 0 };
    let country = settings::country(&vault).await?;
    let region = (!country.is_empty()).then_some(country.as_str());
    for (record, path) in &wanted {
        let person = app.batch(app.by_hand(), "Conflict decided");
        match take_decision(&vault.store, &account, (*record, path), &choice, person, region).await {
            Ok(_) => done.count += 1,
            Err(RunError::Decision(_)) => done.gone += 1,
            Err(error) => return Err(error.into()),
        }
    }
    done.count += release(&app, &vault, &account, &input).await?;
    if done.count + done.gone == 0 {
        return Err(WireError::new(ErrorCode::NotFound, "Nothing is open about that contact.", None));
    }
    vault.wake_followers();
    Ok(done)
}

/// Lets the contact go if it is held; which side is right is all that can be said of it.
async fn release(
    app: &App,
    vault: &Arc<OpenVault>,
    account: &Account,
    input: &ConflictsResolve,
) -> Result<i64, WireError> {
    let held = vault.store.matters(account.row, MatterKind::Held).await?;
    let is_held = held.iter().any(|matter| matter.record == input.record);
    let mine = match input.choice {
        ConflictChoice::Mine => true,
        ConflictChoice::Theirs => false,
        ConflictChoice::Value => return Ok(0),
    };
    if input.path.is_some() || !is_held {
        return Ok(0);
    }
    let person = app.batch(app.by_hand(), "Held contact let go");
    let_go(&vault.store, account, input.record, mine, person).await?;
    Ok(1)
}

/// The field, or the collection that a row is in.
fn field_of(path: &str) -> &str {
    path.split('/').next().unwrap_or(path)
}

async fn make_rule(
    vault: &OpenVault,
    account: &mut Account,
    path: &str,
    choice: ConflictChoice,
) -> Result<(), WireError> {
    let policy = match choice {
        ConflictChoice::Mine => Policy::Mine,
        ConflictChoice::Theirs => Policy::Theirs,
        ConflictChoice::Value => {
            return Err(WireError::new(ErrorCode::Invalid, "A value of its own is no rule.", None));
        }
    };
    let mut rules: Rules = serde_json::from_value(account.rules.clone()).unwrap_or_default();
    rules.make(path, policy);
    account.rules = json!(rules);
    vault.store.keep_account(account).await?;
    Ok(())
}
