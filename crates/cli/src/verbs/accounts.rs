//! Accounts, runs, conflicts, the log of runs, the check before one leaves.

use std::collections::BTreeMap;
use std::io::Read;
use std::process::ExitCode;

use satchel_app::wire::{
    Account, AccountBook, AccountName, AccountsAdd, AccountsChoose, AccountsEdit, AccountsPause, AccountsRemove,
    AccountsSchedule, AccountsUnrule, ConflictChoice, Conflicts, ConflictsList, ConflictsResolve, ContactsResolve,
    Empty, ErrorCode, Hidden, JobId, JobState, SyncEnd, SyncLogList, SyncLogRun, SyncReport, SyncStart, SyncWho,
    Vanishing, WireError,
};
use satchel_app::{App, accounts, contacts, sync};
use satchel_model::{Id, Secret, fold};
use serde_json::{Value, json};

use super::SOME_FAILED;
use super::files::wait;
use crate::arguments::{AccountAction, ConflictAction, SyncArguments};
use crate::host::ask;
use crate::print::Printer;
use crate::{in_step, plain};

pub(super) async fn account(app: &App, action: AccountAction, printer: &Printer) -> Result<ExitCode, WireError> {
    match action {
        AccountAction::Add { kind, name, set, secret_stdin, seal } => {
            let settings = settings(&set)?;
            let secret = secret(secret_stdin)?;
            let new = AccountsAdd { kind, name, settings, secret, seal };
            printer.show(&accounts::add(app.clone(), new).await?, in_step::account);
        }
        AccountAction::List => printer.show(&accounts::list(app.clone(), Empty {}).await?, in_step::accounts),
        AccountAction::Test { name } => {
            let tested = accounts::test(app.clone(), AccountName { name }).await?;
            printer.show(&tested, in_step::tested);
            return Ok(if tested.ok { ExitCode::SUCCESS } else { ExitCode::FAILURE });
        }
        AccountAction::Pause { name } => {
            let pause = AccountsPause { name, paused: true };
            printer.show(&accounts::pause(app.clone(), pause).await?, in_step::account);
        }
        AccountAction::GoOn { name } => {
            let pause = AccountsPause { name, paused: false };
            printer.show(&accounts::pause(app.clone(), pause).await?, in_step::account);
        }
        AccountAction::Schedule { name, every, on_start } => {
            let schedule = AccountsSchedule { name, every_minutes: every, on_start };
            printer.show(&accounts::schedule(app.clone(), schedule).await?, in_step::account);
        }
        AccountAction::Choose { name, direction, tag } => {
            let choose = AccountsChoose { name, direction: direction.into(), tag };
            printer.show(&accounts::choose(app.clone(), choose).await?, in_step::account);
        }
        AccountAction::Edit { name, set, secret_stdin, seal, same_book, other_book } => {
            let book = match (same_book, other_book) {
                (true, _) => Some(AccountBook::Same),
                (_, true) => Some(AccountBook::Other),
                _ => None,
            };
            let secret = if secret_stdin { secret(true)? } else { None };
            let edit = AccountsEdit { name, settings: settings(&set)?, secret, seal, book };
            printer.show(&accounts::edit(app.clone(), edit).await?, in_step::account);
        }
        AccountAction::Rules { name, remove } => {
            let account = match remove {
                Some(path) => accounts::unrule(app.clone(), AccountsUnrule { name, path }).await?,
                None => named(app, &name).await?,
            };
            printer.show(&json!({ "rules": account.rules }), |_| in_step::rules(&account));
        }
        AccountAction::Remove { name, although_unsent } => {
            let remove = AccountsRemove { name, although_unsent };
            printer.show(&accounts::remove(app.clone(), remove).await?, in_step::accounts);
        }
    }
    Ok(ExitCode::SUCCESS)
}

/// The account of this name, however it is spelt.
async fn named(app: &App, name: &str) -> Result<Account, WireError> {
    let all = accounts::list(app.clone(), Empty {}).await?.accounts;
    let found = all.into_iter().find(|account| fold(&account.name) == fold(name));
    found.ok_or_else(|| plain(ErrorCode::NotFound, "There is no such account."))
}

fn settings(set: &[String]) -> Result<BTreeMap<String, String>, WireError> {
    set.iter()
        .map(|pair| {
            let (key, value) =
                pair.split_once('=').ok_or_else(|| plain(ErrorCode::Invalid, "Write --set KEY=VALUE."))?;
            Ok((key.trim().to_owned(), value.to_owned()))
        })
        .collect()
}

/// From stdin when that was said, from the terminal when there is one, else none.
fn secret(stdin: bool) -> Result<Option<Hidden>, WireError> {
    if stdin {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|_| plain(ErrorCode::Invalid, "The secret on stdin is not UTF-8 text."))?;
        let text = Secret::new(text);
        return Ok(Some(Hidden(Secret::new(text.expose().trim_end_matches(['\r', '\n']).to_owned()))));
    }
    Ok(ask("Password of the account: ")?.map(|text| Hidden(Secret::new(text))))
}

/// Runs one account after the other; the worst end is the command's.
pub(super) async fn run(app: &App, arguments: SyncArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let SyncArguments { names, dry_run, hold, let_in, approve_here, approve_there } = arguments;
    let (hold, leave_out) = held(app, hold).await?;
    let names = match names.is_empty() {
        false => names,
        true => {
            let all = accounts::list(app.clone(), Empty {}).await?.accounts;
            let awake = all.into_iter().filter(|account| account.state != satchel_app::wire::AccountState::Paused);
            awake.map(|account| account.name).collect()
        }
    };
    if names.is_empty() {
        return Err(plain(ErrorCode::NotFound, "There is no account: add one with `satchel account add`."));
    }
    let approved =
        (approve_here > 0 || approve_there > 0).then_some(Vanishing { here: approve_here, there: approve_there });
    let mut reports = Vec::with_capacity(names.len());
    // Nothing is done for a name that nobody bears: it may be a slip, and somebody else would come in.
    if !leave_out.is_empty() && !dry_run {
        let mut rehearsed = Vec::with_capacity(names.len());
        for account in &names {
            let (hold, leave_out) = (hold.clone(), leave_out.clone());
            let (account, let_in) = (account.clone(), Vec::new());
            let start = SyncStart { account, rehearsal: true, hold, leave_out, let_in, approved };
            rehearsed.push(one_run(app, start, printer).await?);
        }
        refuse_nobody(&leave_out, &rehearsed)?;
    }
    for account in names {
        let (hold, leave_out, let_in) = (hold.clone(), leave_out.clone(), let_in.clone());
        let start = SyncStart { account, rehearsal: dry_run, hold, leave_out, let_in, approved };
        reports.push(one_run(app, start, printer).await?);
    }
    if dry_run {
        refuse_nobody(&leave_out, &reports)?;
    }
    let ends: Vec<SyncEnd> = reports.iter().map(|report| report.end).collect();
    let failed = reports.iter().any(|report| !report.failed.is_empty());
    match &reports[..] {
        [report] => printer.show(report, in_step::report),
        several => printer.show(&json!({ "accounts": several }), |_| several.iter().map(in_step::report).collect()),
    }
    Ok(if ends.iter().any(|end| !matches!(end, SyncEnd::Done | SyncEnd::Rehearsed)) {
        ExitCode::FAILURE
    } else if failed {
        ExitCode::from(SOME_FAILED)
    } else {
        ExitCode::SUCCESS
    })
}

async fn one_run(app: &App, start: SyncStart, printer: &Printer) -> Result<SyncReport, WireError> {
    let started = sync::start(app.clone(), start).await?;
    let job = wait(app, started.job, printer).await?;
    if job.state != JobState::Done {
        return Err(plain(ErrorCode::Remote, "The run did not come to its end."));
    }
    sync::report(app.clone(), JobId { job: started.job }).await
}

/// Contacts, and what is no contact here: what a remote calls somebody who would be new.
async fn held(app: &App, texts: Vec<String>) -> Result<(Vec<Id>, Vec<String>), WireError> {
    let (mut ids, mut names) = (Vec::new(), Vec::new());
    for text in texts {
        match contacts::resolve(app.clone(), ContactsResolve { text: text.clone() }).await {
            Ok(found) => ids.push(found.id),
            Err(error) if error.code == ErrorCode::NotFound => names.push(text),
            Err(error) => return Err(error),
        }
    }
    Ok((ids, names))
}

fn refuse_nobody(names: &[String], reports: &[SyncReport]) -> Result<(), WireError> {
    let planned = || reports.iter().flat_map(|report| &report.planned);
    let nobody = |name: &&String| !planned().any(|line| line.left_out && line.remote.as_ref() == Some(*name));
    if !names.iter().any(|name| nobody(&name)) {
        return Ok(());
    }
    let message = "Somebody who is to be held is nobody here, and nobody who would be new: nothing was done.";
    let hint = Some("`satchel sync --dry-run` names who would be new.".to_owned());
    Err(WireError { hint, ..plain(ErrorCode::NotFound, message) })
}

pub(super) async fn conflicts(
    app: &App,
    action: Option<ConflictAction>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let open = sync::conflicts(app.clone(), ConflictsList { account: None }).await?;
    let (id, choice, account, path, alike, rule) = match action {
        None => {
            printer.show(&open, in_step::conflicts);
            return Ok(ExitCode::SUCCESS);
        }
        Some(ConflictAction::Pair { remote, who }) => return pair(app, &open, remote, who, printer).await,
        Some(ConflictAction::Resolve { id, choice, account, path, alike, rule }) => {
            (id, choice, account, path, alike, rule)
        }
    };
    let record = contacts::resolve(app.clone(), ContactsResolve { text: id }).await?.id;
    let of_conflicts = open.conflicts.iter().filter(|open| open.record == record).map(|open| &open.account);
    let of_held = open.held.iter().filter(|held| held.record == record).map(|held| &held.account);
    let account = match account {
        Some(account) => account,
        None => of_conflicts
            .chain(of_held)
            .next()
            .cloned()
            .ok_or_else(|| plain(ErrorCode::NotFound, "Nothing is open about that contact."))?,
    };
    let (choice, value) = match choice.as_str() {
        "mine" => (ConflictChoice::Mine, Value::Null),
        "theirs" => (ConflictChoice::Theirs, Value::Null),
        other => (ConflictChoice::Value, serde_json::from_str(other).unwrap_or_else(|_| other.into())),
    };
    let resolve = ConflictsResolve { account, record, path, choice, value, alike, rule };
    printer.show(&sync::resolve(app.clone(), resolve).await?, in_step::resolved);
    Ok(ExitCode::SUCCESS)
}

async fn pair(
    app: &App,
    open: &Conflicts,
    remote: String,
    who: String,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let doubt = open
        .doubts
        .iter()
        .find(|doubt| doubt.remote == remote)
        .ok_or_else(|| plain(ErrorCode::NotFound, "Nobody is asked about that record."))?;
    let record = match who.as_str() {
        "nobody" => None,
        text => Some(contacts::resolve(app.clone(), ContactsResolve { text: text.to_owned() }).await?.id),
    };
    let said = SyncWho { account: doubt.account.clone(), remote, record };
    printer.show(&sync::who(app.clone(), said).await?, in_step::resolved);
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn log(
    app: &App,
    run: Option<i64>,
    account: Option<String>,
    impersonal: bool,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    if let Some(run) = run {
        let outcomes = sync::outcomes(app.clone(), SyncLogRun { run, impersonal }).await?;
        printer.show(&outcomes, in_step::outcomes);
        return Ok(ExitCode::SUCCESS);
    }
    let names = match account {
        Some(name) => vec![name],
        None => accounts::list(app.clone(), Empty {}).await?.accounts.into_iter().map(|known| known.name).collect(),
    };
    let mut runs = Vec::new();
    for account in names {
        let log = sync::runs(app.clone(), SyncLogList { account: account.clone(), limit: 50 }).await?;
        runs.extend(log.runs.into_iter().map(|run| (account.clone(), run)));
    }
    runs.sort_by_key(|(_, run)| std::cmp::Reverse(run.run));
    let all: Vec<Value> = runs
        .iter()
        .map(|(account, run)| {
            let mut shown = serde_json::to_value(run).unwrap_or_default();
            shown["account"] = account.clone().into();
            shown
        })
        .collect();
    printer.show(&json!({ "runs": all }), |_| in_step::runs(&runs));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn departure(app: &App, printer: &Printer) -> Result<ExitCode, WireError> {
    let departure = accounts::departure(app.clone(), Empty {}).await?;
    printer.show(&departure, in_step::departure);
    Ok(if departure.ready { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
