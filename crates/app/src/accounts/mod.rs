//! Accounts: adding, testing, pausing, removing the remotes that this vault is kept in step with.
//!
//! What signs an account in lives in the system's keyring, or sealed beside the database, and is read when a connection
//! is made. Deliberately absent: what a connector does with it.

mod credentials;
mod edit;
mod rules;
mod schedule;

use std::collections::BTreeMap;
use std::sync::Arc;

use satchel_connectors::catalogue::{self, ConnectError};
use satchel_model::{Entity, Secret, fold};
use satchel_remote::{Halt, Remote};
use satchel_store::{NewAccount, RunRow, Standing};
use satchel_sync::{Direction, Rules};
use serde_json::{Value, json};

use crate::locks::is_gone;
use crate::open::OpenVault;
use crate::wire::{
    Account, AccountKind, AccountKinds, AccountName, AccountSetting, AccountState, AccountTested, Accounts,
    AccountsAdd, AccountsChoose, AccountsPause, AccountsRemove, AccountsSchedule, Departure, DepartureLine, Empty,
    ErrorCode, SyncDirection, SyncEnd, WireError,
};
use crate::{App, blocking};

pub use edit::edit;
pub use rules::unrule;
pub(crate) use schedule::Schedule;
pub use schedule::keep_schedules;

/// After so long without a run something new may be there: a day, in milliseconds.
const STALE: i64 = 24 * 3_600_000;

/// The kinds of remotes that there are.
pub async fn kinds(_: App, _: Empty) -> Result<AccountKinds, WireError> {
    let kinds = catalogue::KINDS.iter().map(|kind| AccountKind {
        kind: kind.word.to_owned(),
        name: kind.name.to_owned(),
        settings: kind
            .settings
            .iter()
            .map(|setting| AccountSetting {
                key: setting.key.to_owned(),
                about: setting.about.to_owned(),
                optional: setting.optional,
            })
            .collect(),
    });
    Ok(AccountKinds { kinds: kinds.collect() })
}

/// Adds an account. Nothing is asked of the remote yet.
pub async fn add(app: App, input: AccountsAdd) -> Result<Account, WireError> {
    let vault = app.vault()?;
    let AccountsAdd { kind, name, settings, secret, seal } = input;
    let name = name.trim().to_owned();
    if name.is_empty() || name.chars().count() > 100 {
        let hint = Some("Give it a name of at most 100 characters.");
        return Err(WireError::new(ErrorCode::Invalid, "An account needs a name.", hint));
    }
    check(&kind, &settings)?;
    let new = NewAccount {
        kind,
        name,
        settings: json!(settings),
        rules: json!(Rules::default()),
        schedule: json!(Schedule::default()),
    };
    let account = vault.store.add_account(&new, app.now()).await?;
    if let Some(secret) = secret
        && let Err(error) = credentials::keep(&app, &vault, account.id, secret.0, seal).await
    {
        vault.store.remove_account(account.row).await?;
        return Err(error);
    }
    vault.wake_followers();
    seen(&app, &vault, &account).await
}

/// Refuses what the kind does not know, and what it needs and was not told.
fn check(kind: &str, settings: &BTreeMap<String, String>) -> Result<(), WireError> {
    let Some(known) = catalogue::KINDS.iter().find(|known| known.word == kind) else {
        let all: Vec<&str> = catalogue::KINDS.iter().map(|kind| kind.word).collect();
        let hint = format!("There are: {}.", all.join(", "));
        return Err(WireError::new(ErrorCode::Invalid, "There is no such kind of account.", Some(&hint)));
    };
    for key in settings.keys() {
        if !known.settings.iter().any(|setting| setting.key == key) {
            let all: Vec<&str> = known.settings.iter().map(|setting| setting.key).collect();
            let hint = format!("It is told: {}.", all.join(", "));
            let message = format!("This kind of account has no setting named {key}.");
            return Err(WireError::new(ErrorCode::Invalid, message, Some(&hint)));
        }
    }
    if settings.values().any(|value| names_somebody(value)) {
        let hint = Some("Give user and password by themselves: what an account is told is shown and kept as it is.");
        return Err(WireError::new(ErrorCode::Invalid, "An address does not take a password.", hint));
    }
    for setting in known.settings.iter().filter(|setting| !setting.optional) {
        if settings.get(setting.key).is_none_or(|value| value.trim().is_empty()) {
            let message = format!("{} is missing: {}.", setting.key, setting.about);
            return Err(WireError::new(ErrorCode::Invalid, message, None));
        }
    }
    Ok(())
}

/// Whether an address says who asks, as in `https://ada:secret@dav.example/`.
fn names_somebody(value: &str) -> bool {
    let address = value.split_once("://").map_or(value, |(_, address)| address);
    address.split(['/', '?', '#']).next().is_some_and(|server| server.contains('@') && server.contains(':'))
}

/// All accounts by name.
pub async fn list(app: App, _: Empty) -> Result<Accounts, WireError> {
    let vault = app.vault()?;
    let mut accounts = Vec::new();
    for account in vault.store.accounts().await? {
        accounts.push(seen(&app, &vault, &account).await?);
    }
    Ok(Accounts { accounts })
}

/// Asks the remote whether it can be worked with.
pub async fn test(app: App, input: AccountName) -> Result<AccountTested, WireError> {
    let vault = app.vault()?;
    let account = vault.store.account(&input.name).await?;
    let refused =
        |problem: String, hint: Option<String>| AccountTested { ok: false, problem: Some(problem), hint, offers: None };
    let remote = match connect(&app, &vault, &account).await? {
        Ok(remote) => remote,
        Err(Unconnected { error, .. }) => return Ok(refused(error.message, error.hint)),
    };
    Ok(match remote.discover().await {
        Ok(offered) => {
            let contacts = offered.kind(Entity::Contact);
            let fields = contacts.map_or(0, |kind| kind.fields.len() + kind.rows.len());
            let writes = contacts.is_some_and(|kind| kind.operations.update);
            let offers = match (contacts, writes) {
                (None, _) => "It has no contacts.".to_owned(),
                (Some(_), true) => format!("It holds {fields} fields of contacts, to read and to write."),
                (Some(_), false) => format!("It holds {fields} fields of contacts, to read."),
            };
            AccountTested { ok: contacts.is_some(), problem: None, hint: None, offers: Some(offers) }
        }
        Err(halt) => refused(crate::sync::halt_sentence(&halt), None),
    })
}

/// Lets an account rest, or not any more.
pub async fn pause(app: App, input: AccountsPause) -> Result<Account, WireError> {
    let vault = app.vault()?;
    let mut account = vault.store.account(&input.name).await?;
    account.paused = input.paused;
    vault.store.keep_account(&account).await?;
    vault.wake_followers();
    seen(&app, &vault, &account).await
}

/// Says when an account is synced by itself.
pub async fn schedule(app: App, input: AccountsSchedule) -> Result<Account, WireError> {
    let vault = app.vault()?;
    let mut account = vault.store.account(&input.name).await?;
    if !(0..=24 * 60).contains(&input.every_minutes) {
        let hint = Some("Give a number of minutes up to 1440, or 0 for only when it is asked.");
        return Err(WireError::new(ErrorCode::Invalid, "An account cannot wait that long.", hint));
    }
    account.schedule = json!(Schedule { every_minutes: input.every_minutes, on_start: input.on_start });
    vault.store.keep_account(&account).await?;
    vault.wake_followers();
    seen(&app, &vault, &account).await
}

/// Says what of the book is synced with an account, and which way.
pub async fn choose(app: App, input: AccountsChoose) -> Result<Account, WireError> {
    let vault = app.vault()?;
    let mut account = vault.store.account(&input.name).await?;
    let direction = match input.direction {
        SyncDirection::Both => Direction::Both,
        SyncDirection::Here => Direction::Here,
        SyncDirection::There => Direction::There,
    };
    account.rules = json!(Rules { direction, tag: fold(&input.tag), ..rules(&account) });
    vault.store.keep_account(&account).await?;
    // What was left alone until now may be wanted from now on.
    vault.store.look_again(&account).await?;
    vault.wake_followers();
    seen(&app, &vault, &account).await
}

fn rules(account: &satchel_store::Account) -> Rules {
    serde_json::from_value(account.rules.clone()).unwrap_or_default()
}

/// Removes an account. Contacts stay as they are on both sides.
pub async fn remove(app: App, input: AccountsRemove) -> Result<Accounts, WireError> {
    let vault = app.vault()?;
    let account = vault.store.account(&input.name).await?;
    let unsent = vault.store.standing(&account).await?.unsent;
    let ran = !vault.store.runs(account.row, 1).await?.is_empty();
    if unsent > 0 && ran && !input.although_unsent {
        let message = format!("{unsent} contacts were not sent yet.");
        let hint = Some("Sync first, or remove it although they are unsent.");
        return Err(WireError::new(ErrorCode::Unsent, message, hint));
    }
    credentials::forget(&app, &vault, account.id).await?;
    vault.store.remove_account(account.row).await?;
    vault.wake_followers();
    list(app, Empty {}).await
}

/// Whether one can leave: nothing is unsent, nothing waits for a decision.
pub async fn departure(app: App, _: Empty) -> Result<Departure, WireError> {
    let now = app.now();
    let lines = list(app, Empty {}).await?.accounts.into_iter().map(|account| DepartureLine {
        stale: account.last_run_at.is_none_or(|at| now - at > STALE),
        name: account.name,
        unsent: account.unsent,
        conflicts: account.conflicts,
        held: account.held,
        last_run_at: account.last_run_at,
    });
    let accounts: Vec<DepartureLine> =
        lines.filter(|line| line.unsent > 0 || line.conflicts > 0 || line.held > 0 || line.stale).collect();
    Ok(Departure { ready: accounts.is_empty(), accounts })
}

/// Why an account cannot be connected.
pub(crate) struct Unconnected {
    /// What the remote said, if it was the remote.
    pub(crate) halt: Option<Halt>,
    /// As a person is told it.
    pub(crate) error: WireError,
}

/// Makes a connection, and keeps with the account what was found out on the way. The outer error is this computer's, the
/// inner one says what is the matter with the account.
pub(crate) async fn connect(
    app: &App,
    vault: &Arc<OpenVault>,
    account: &satchel_store::Account,
) -> Result<Result<Box<dyn Remote>, Unconnected>, WireError> {
    let secret: Option<Secret<String>> = credentials::read(app, vault, account.id).await?;
    let mut settings = told(&account.settings);
    let connected = match catalogue::connect(&account.kind, &settings, secret).await {
        Ok(connected) => connected,
        Err(error) => return Ok(Err(unconnected(&error))),
    };
    if !connected.learnt.is_empty() {
        settings.extend(connected.learnt);
        vault.store.keep_account(&satchel_store::Account { settings: json!(settings), ..account.clone() }).await?;
    }
    Ok(Ok(connected.remote))
}

fn unconnected(error: &ConnectError) -> Unconnected {
    let hint = error.hint();
    Unconnected {
        halt: error.halt().cloned(),
        error: WireError::new(ErrorCode::Remote, crate::wire::sentence(error), hint.as_deref()),
    }
}

fn told(settings: &Value) -> BTreeMap<String, String> {
    serde_json::from_value(settings.clone()).unwrap_or_default()
}

/// Whether a process is at a run of the account. One that is gone is at nothing, whatever its lease says.
pub(crate) async fn is_running(app: &App, vault: &OpenVault, standing: &Standing) -> Result<bool, WireError> {
    if standing.owner.is_empty() || standing.lease_until <= app.now() {
        return Ok(false);
    }
    let (dir, owner) = (vault.dir.clone(), standing.owner.clone());
    Ok(!blocking(move || Ok(is_gone(&dir, &owner))).await?)
}

async fn seen(app: &App, vault: &OpenVault, account: &satchel_store::Account) -> Result<Account, WireError> {
    let standing = vault.store.standing(account).await?;
    let last = vault.store.runs(account.row, 1).await?.into_iter().next();
    let running = is_running(app, vault, &standing).await?;
    let (state, problem) = state(account, last.as_ref(), running, standing.begun);
    let Schedule { every_minutes, on_start } = Schedule::of(account);
    let rules = rules(account);
    let made = rules::told(&rules);
    let Rules { direction, tag, .. } = rules;
    let direction = match direction {
        Direction::Both => SyncDirection::Both,
        Direction::Here => SyncDirection::Here,
        Direction::There => SyncDirection::There,
    };
    Ok(Account {
        id: account.id,
        kind: account.kind.clone(),
        name: account.name.clone(),
        settings: told(&account.settings),
        state,
        problem,
        linked: standing.linked,
        unsent: standing.unsent,
        conflicts: standing.conflicts,
        held: standing.held,
        last_run_at: last.map(|run| run.finished_at),
        every_minutes,
        on_start,
        direction,
        tag,
        rules: made,
    })
}

fn state(
    account: &satchel_store::Account,
    last: Option<&RunRow>,
    running: bool,
    begun: bool,
) -> (AccountState, Option<String>) {
    let problem = last.and_then(|run| run.report.get("problem")?.as_str().map(str::to_owned));
    let ended = last.and_then(|run| serde_json::from_value(Value::from(run.outcome.clone())).ok());
    let state = match (running, account.paused, ended) {
        (true, ..) => AccountState::Running,
        (_, true, _) => AccountState::Paused,
        (_, _, None) => AccountState::New,
        (_, _, Some(SyncEnd::Done | SyncEnd::Rehearsed)) if begun => AccountState::Ready,
        // It leads to another book than it did then.
        (_, _, Some(SyncEnd::Done | SyncEnd::Rehearsed)) => AccountState::New,
        (_, _, Some(SyncEnd::Halted | SyncEnd::Unfinished)) => AccountState::Trouble,
        (_, _, Some(SyncEnd::SignIn)) => AccountState::SignIn,
        (_, _, Some(SyncEnd::Untrusted)) => AccountState::Untrusted,
        (_, _, Some(SyncEnd::Stopped)) => AccountState::Stopped,
    };
    (state, problem)
}
