//! Verbs about files and the jobs that they begin.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use satchel_app::wire::{
    ErrorCode, FailedRowsSave, FilePath, ImportReport, ImportsStart, Job, JobId, JobKind, JobState, RestoreBackup,
    WireError,
};
use satchel_app::{App, imports, jobs, vault};
use satchel_model::Id;

use super::SOME_FAILED;
use crate::host::variable;
use crate::print::Printer;
use crate::{human, plain};

/// What `import` was asked to do.
pub(crate) struct Import {
    pub(crate) file: PathBuf,
    pub(crate) mapping: Option<PathBuf>,
    pub(crate) dry_run: bool,
    pub(crate) all: bool,
    pub(crate) failed_rows: Option<PathBuf>,
    pub(crate) encoding: Option<String>,
    pub(crate) delimiter: Option<String>,
}

pub(crate) async fn import(app: &App, import: Import, printer: &Printer) -> Result<ExitCode, WireError> {
    let mapping = match &import.mapping {
        Some(file) => {
            let text = std::fs::read_to_string(file)
                .map_err(|error| plain(ErrorCode::BadFile, &format!("The mapping cannot be read: {error}.")))?;
            let mapping = serde_json::from_str(&text)
                .map_err(|error| plain(ErrorCode::BadFile, &format!("The mapping cannot be read: {error}.")))?;
            Some(mapping)
        }
        None => None,
    };
    let input = ImportsStart {
        path: absolute(&import.file),
        mapping,
        all: import.all,
        encoding: import.encoding,
        delimiter: import.delimiter,
    };
    if import.dry_run {
        let report = imports::dry_run(app.clone(), input).await?;
        printer.show(&report, human::import);
        return Ok(ended(&report));
    }
    if import.failed_rows.as_ref().is_some_and(|file| is_same(file, &import.file)) {
        let message = "The failed rows would overwrite the file that is imported: give --failed-rows another name.";
        return Err(plain(ErrorCode::Invalid, message));
    }
    let started = imports::start(app.clone(), input).await?;
    let code = finish(app, started.job, printer).await?;
    if let Some(file) = &import.failed_rows {
        let save = FailedRowsSave { job: started.job, path: absolute(file) };
        let saved = imports::failed_rows(app.clone(), save).await?;
        let rows = if saved.rows == 1 { "row" } else { "rows" };
        printer.remark(&format!("{} failed {rows} saved to {}", saved.rows, saved.path));
    }
    Ok(code)
}

fn ended(report: &ImportReport) -> ExitCode {
    if report.failed > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS }
}

fn is_same(one: &Path, other: &Path) -> bool {
    std::fs::canonicalize(one).is_ok_and(|one| std::fs::canonicalize(other).is_ok_and(|other| one == other))
}

fn absolute(path: &Path) -> String {
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
