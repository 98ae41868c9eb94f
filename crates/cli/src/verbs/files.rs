//! Verbs about files and the jobs that they begin.

use std::path::Path;
use std::process::ExitCode;

use satchel_app::wire::{ErrorCode, FilePath, ImportReport, Job, JobId, JobKind, JobState, RestoreBackup, WireError};
use satchel_app::{App, exports, imports, jobs, vault};
use satchel_model::Id;

use super::{SOME_FAILED, exporting};
use crate::host::variable;
use crate::print::Printer;
use crate::{human, plain};

fn ended(report: &ImportReport) -> ExitCode {
    if report.failed > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS }
}

pub(super) fn absolute(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}

/// Waits for a job, showing how far it is.
pub(crate) async fn wait(app: &App, job: Id, printer: &Printer) -> Result<Job, WireError> {
    let job = jobs::wait(app, job, |job| printer.progress(&human::job(job))).await?;
    printer.progress_done();
    match (job.state, &job.error) {
        (JobState::Interrupted, Some(error)) => {
            let hint =
                format!("What is written stays. Afterwards it goes on with: satchel jobs resume {}", job.id.tail());
            Err(WireError { hint: Some(hint), ..plain(ErrorCode::Busy, error) })
        }
        (JobState::Failed, Some(error)) => Err(plain(ErrorCode::Busy, error)),
        _ => Ok(job),
    }
}

/// Waits for a job and prints what it did: the report of an import, else the job.
pub(crate) async fn finish(app: &App, job: Id, printer: &Printer) -> Result<ExitCode, WireError> {
    let job = wait(app, job, printer).await?;
    if job.kind == JobKind::Export && job.state == JobState::Done {
        let done = exports::report(app.clone(), JobId { job: job.id }).await?;
        printer.show(&done, exporting::written);
        return Ok(ExitCode::SUCCESS);
    }
    if job.kind != JobKind::Import {
        printer.show(&job, human::job);
        return Ok(ExitCode::SUCCESS);
    }
    vault::index_all(app).await?;
    let report = imports::report(app.clone(), JobId { job: job.id }).await?;
    printer.show(&report, human::import);
    Ok(ended(&report))
}

pub(crate) async fn backup(app: &App, file: &Path, printer: &Printer) -> Result<ExitCode, WireError> {
    let made = vault::backup(app.clone(), FilePath { path: absolute(file) }).await?;
    printer.show(&made, |made| {
        let warning = if made.portable { "" } else { "\nIt opens only on this computer: make a recovery code first." };
        format!("{} ({} bytes){warning}", made.path, made.bytes)
    });
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn restore(app: &App, file: &Path, dir: &Path, printer: &Printer) -> Result<ExitCode, WireError> {
    let input = RestoreBackup {
        file: absolute(file),
        dir: absolute(dir),
        passphrase: variable("SATCHEL_PASSPHRASE"),
        recovery_code: variable("SATCHEL_RECOVERY_CODE"),
    };
    let restored = vault::restore(app.clone(), input).await?;
    printer.show(&restored, |restored| match restored.contacts {
        Some(contacts) => format!("{} contacts restored to {}", contacts, restored.dir),
        None => format!("Restored to {}. Open it with its passphrase or recovery code.", restored.dir),
    });
    Ok(ExitCode::SUCCESS)
}
