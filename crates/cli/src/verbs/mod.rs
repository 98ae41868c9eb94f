//! What each verb calls and how it ends: 0 done, 1 failed, 3 some rows failed.

mod accounts;
mod at_hand;
mod attachments;
mod companies;
mod consents;
mod exporting;
mod fields;
mod files;
mod filters;
mod imports;
mod lists;
mod merging;
mod records;
mod sorting;
mod work;

use std::io::Read;
use std::process::ExitCode;

use satchel_app::wire::{BatchesList, Empty, ErrorCode, JobId, VaultCreate, WireError};
use satchel_app::{App, batches, jobs, table, vault};
use satchel_model::Id;
use serde_json::{Value, json};

use crate::arguments::{JobAction, Verb};
use crate::host::{ask, unlock, variable};
use crate::print::Printer;
use crate::{human, plain, reference};

/// Some rows or records failed; the others are done.
pub(crate) const SOME_FAILED: u8 = 3;

pub(crate) async fn run(app: &App, verb: Verb, printer: &Printer) -> Result<ExitCode, WireError> {
    match verb {
        Verb::Init => init(app, printer).await,
        Verb::RestoreBackup { file, dir } => files::restore(app, &file, &dir, printer).await,
        Verb::Doctor => doctor(app, printer).await,
        Verb::Commands => commands(printer),
        Verb::Completions { shell } => Ok(reference::completions(shell)),
        Verb::Manual { dir } => reference::manual(&dir),
        Verb::Call { name, input } => call(app, &name, input, printer).await,
        verb => {
            unlock(app).await?;
            let done = opened(app, verb, printer).await;
            // What was written can be found by the next search at once.
            if done.is_ok() {
                vault::settle_index(app).await?;
            }
            done
        }
    }
}

async fn opened(app: &App, verb: Verb, printer: &Printer) -> Result<ExitCode, WireError> {
    match verb {
        Verb::Add { values } => records::add(app, &values, printer).await,
        Verb::Show { id, as_of } => records::show(app, &id, as_of.as_deref(), printer).await,
        Verb::Set { id, values, base } => records::set(app, &id, &values, base, printer).await,
        Verb::Delete { ids } => records::delete(app, &ids, printer).await,
        Verb::Restore { ids } => records::restore(app, &ids, printer).await,
        Verb::Company { action } => companies::company(app, action, printer).await,
        Verb::JobChange(typed) => companies::change_job(app, typed, printer).await,
        Verb::Work { action } => work::work(app, action, printer).await,
        Verb::Relation { action } => companies::relation(app, action, printer).await,
        Verb::Attach { id, files, label, photo } => attachments::attach(app, &id, &files, &label, photo, printer).await,
        Verb::Attached { id, save, to } => attachments::attached(app, &id, save.zip(to), printer).await,
        Verb::Merge { ids, take, dry_run } => merging::contacts(app, &ids, &take, dry_run, printer).await,
        Verb::Archive { ids } => records::archive(app, &ids, true, printer).await,
        Verb::Unarchive { ids } => records::archive(app, &ids, false, printer).await,
        Verb::Lists { action } => lists::lists(app, action, printer).await,
        Verb::List { action: Some(action), page: _ } => lists::lists(app, Some(action), printer).await,
        Verb::List { action: None, page } => records::list(app, page, printer).await,
        Verb::View { action } => lists::view(app, action, printer).await,
        Verb::Bulk(arguments) => filters::bulk(app, arguments, printer).await,
        Verb::Tag { action } => sorting::tag(app, action, printer).await,
        Verb::Category { action } => sorting::category(app, action, printer).await,
        Verb::Consent { action } => consents::consent(app, action, printer).await,
        Verb::Lock { id, field } => consents::lock(app, &id, field, true, printer).await,
        Verb::Unlock { id, field } => consents::lock(app, &id, field, false, printer).await,
        Verb::Search { query, limit } => records::search(app, query.join(" "), limit, printer).await,
        Verb::Filter(arguments) => filters::filter(app, arguments, printer).await,
        Verb::Favourites { action } => at_hand::favourites(app, action, printer).await,
        Verb::Recents => at_hand::recents(app, printer).await,
        Verb::History { id } => records::history(app, &id, printer).await,
        Verb::Import(arguments) => imports::import(app, arguments, printer).await,
        Verb::Export(arguments) => exporting::export(app, arguments, printer).await,
        Verb::ExportAll { file } => exporting::everything(app, &file, printer).await,
        Verb::RestoreAll { file } => exporting::restore(app, &file, printer).await,
        Verb::Backup { file } => files::backup(app, &file, printer).await,
        Verb::Batches { limit, before } => {
            let before = match before {
                Some(text) => Some(batch_named(app, &text).await?),
                None => None,
            };
            let listed = batches::list(app.clone(), BatchesList { limit, before }).await?;
            printer.show(&listed, human::batches);
            Ok(ExitCode::SUCCESS)
        }
        Verb::Undo { batch } => {
            let batch = match batch {
                Some(text) => Some(batch_named(app, &text).await?),
                None => None,
            };
            let report = batches::undo(app.clone(), satchel_app::wire::BatchUndo { batch }).await?;
            undone(app, report, printer).await
        }
        Verb::Redo => {
            let report = batches::redo(app.clone(), Empty {}).await?;
            undone(app, report, printer).await
        }
        Verb::Reindex => {
            let started = jobs::reindex(app.clone(), Empty {}).await?;
            files::finish(app, started.job, printer).await
        }
        Verb::Jobs { action } => job(app, action, printer).await,
        Verb::Field { action } => fields::run(app, *action, printer).await,
        Verb::Account { action } => accounts::account(app, action, printer).await,
        Verb::Sync(arguments) => accounts::run(app, arguments, printer).await,
        Verb::Conflicts { action } => accounts::conflicts(app, action, printer).await,
        Verb::SyncLog { run, account, impersonal } => accounts::log(app, run, account, impersonal, printer).await,
        Verb::Departure => accounts::departure(app, printer).await,
        Verb::Init
        | Verb::RestoreBackup { .. }
        | Verb::Doctor
        | Verb::Commands
        | Verb::Completions { .. }
        | Verb::Manual { .. }
        | Verb::Call { .. } => Ok(ExitCode::SUCCESS),
    }
}

async fn init(app: &App, printer: &Printer) -> Result<ExitCode, WireError> {
    let mut passphrase = variable("SATCHEL_PASSPHRASE");
    let status = vault::status(app.clone(), Empty {}).await?;
    if passphrase.is_none() && status.keyring != satchel_app::wire::KeyringState::Ready {
        passphrase = ask("Passphrase for the new vault: ")?;
        if passphrase.is_some() && ask("The same again: ")? != passphrase {
            return Err(plain(ErrorCode::Invalid, "The two passphrases differ; nothing was made."));
        }
    }
    let new = VaultCreate { keyring: passphrase.is_none(), passphrase };
    let made = vault::create(app.clone(), new).await?;
    let shown = json!({"dir": status.dir, "recovery_code": made.recovery_code});
    printer.show(&shown, |_| {
        format!(
            "A vault was made in {}.\n\nRecovery code, shown only now; print it and keep it somewhere safe:\n\n    {}\n",
            status.dir, made.recovery_code
        )
    });
    Ok(ExitCode::SUCCESS)
}

async fn doctor(app: &App, printer: &Printer) -> Result<ExitCode, WireError> {
    let report = match unlock(app).await {
        Ok(_) => vault::doctor(app.clone(), Empty {}).await?,
        Err(error) if error.code == ErrorCode::NoVault => return Err(error),
        Err(error) => vault::doctor_closed(app, &error),
    };
    printer.show(&report, human::doctor);
    Ok(if report.ok { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn commands(printer: &Printer) -> Result<ExitCode, WireError> {
    let all: Vec<Value> = table::COMMANDS
        .iter()
        .map(|command| {
            json!({
                "name": command.name,
                "about": command.about,
                "writes": command.kind == table::Kind::Write,
                "tags": command.tags,
                "input": command.input_schema(),
                "output": command.output_schema(),
            })
        })
        .collect();
    printer.show(&json!({"commands": all}), |_| {
        table::COMMANDS.iter().map(|command| format!("{:<22} {}\n", command.name, command.about)).collect()
    });
    Ok(ExitCode::SUCCESS)
}

async fn call(app: &App, name: &str, input: String, printer: &Printer) -> Result<ExitCode, WireError> {
    let text = if input == "-" {
        let mut text = String::new();
        std::io::stdin()
            .read_to_string(&mut text)
            .map_err(|_| plain(ErrorCode::Invalid, "The input on stdin is not UTF-8 text."))?;
        text
    } else {
        input
    };
    let input: Value = serde_json::from_str(&text).map_err(|error| {
        let place = format!("line {}, column {}", error.line(), error.column());
        plain(ErrorCode::Invalid, &format!("The input is not JSON ({place})."))
    })?;
    if !["vault_status", "vault_create", "vault_unlock", "vault_restore"].contains(&name) {
        unlock(app).await?;
    }
    let output = table::call(app, name, input).await?;
    printer.show(&output, |output| serde_json::to_string_pretty(output).unwrap_or_default());
    // A job that the call began ends with this process: it is waited for.
    jobs::idle(app).await;
    if name != "vault_lock" && app.is_open() {
        vault::settle_index(app).await?;
    }
    Ok(ExitCode::SUCCESS)
}

async fn undone(app: &App, report: satchel_app::wire::UndoReport, printer: &Printer) -> Result<ExitCode, WireError> {
    let report = match report.job {
        Some(job) => {
            files::wait(app, job, printer).await?;
            jobs::undo_report(app.clone(), JobId { job }).await?
        }
        None => report,
    };
    printer.show(&report, human::undone);
    Ok(if report.failed.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(SOME_FAILED) })
}

async fn job(app: &App, action: Option<JobAction>, printer: &Printer) -> Result<ExitCode, WireError> {
    let all = jobs::list(app.clone(), Empty {}).await?;
    let named = |text: &str| {
        let found: Vec<Id> = all.jobs.iter().map(|job| job.id).filter(|id| is_named(*id, text)).collect();
        one(&found, "job")
    };
    match action {
        None => {
            printer.show(&all, human::jobs);
            Ok(ExitCode::SUCCESS)
        }
        Some(JobAction::Pause { id }) => {
            let listed = jobs::pause(app.clone(), JobId { job: named(&id)? }).await?;
            printer.show(&listed, human::jobs);
            Ok(ExitCode::SUCCESS)
        }
        Some(JobAction::Cancel { id }) => {
            let listed = jobs::cancel(app.clone(), JobId { job: named(&id)? }).await?;
            printer.show(&listed, human::jobs);
            Ok(ExitCode::SUCCESS)
        }
        Some(JobAction::Resume { id }) => {
            let job = named(&id)?;
            jobs::resume(app.clone(), JobId { job }).await?;
            files::finish(app, job, printer).await
        }
    }
}

/// A batch by its id or its last eight characters.
async fn batch_named(app: &App, text: &str) -> Result<Id, WireError> {
    if let Ok(id) = text.parse() {
        return Ok(id);
    }
    let listed = batches::list(app.clone(), BatchesList { limit: 1_000, before: None }).await?;
    let found: Vec<Id> = listed.batches.iter().map(|batch| batch.id).filter(|id| is_named(*id, text)).collect();
    one(&found, "batch")
}

fn is_named(id: Id, text: &str) -> bool {
    text.parse() == Ok(id) || text.eq_ignore_ascii_case(&id.tail())
}

fn one(found: &[Id], what: &str) -> Result<Id, WireError> {
    match found {
        [] => Err(plain(ErrorCode::NotFound, &format!("There is no such {what}."))),
        [id] => Ok(*id),
        _ => Err(plain(ErrorCode::Ambiguous, &format!("More than one {what} ends like that: give the whole id."))),
    }
}
