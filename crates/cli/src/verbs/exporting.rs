//! Verbs that write contacts into files.

use std::fmt::Write;
use std::path::Path;
use std::process::ExitCode;

use satchel_app::wire::{ArchiveDone, ExportDone, ExportsStart, FilePath, JobId, LossKind, SortField, WireError};
use satchel_app::{App, archive, exports, vault};
use satchel_model::RecordState;

use super::SOME_FAILED;
use super::files::{absolute, wait};
use super::lists::{list_named, view_named};
use super::records::all;
use crate::arguments::ExportArguments;
use crate::print::Printer;

pub(crate) async fn export(app: &App, typed: ExportArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let list = match &typed.list {
        Some(name) => Some(list_named(app, name).await?),
        None => None,
    };
    let view = match &typed.view {
        Some(name) => Some(view_named(app, name).await?.id),
        None => None,
    };
    let input = ExportsStart {
        path: absolute(&typed.file),
        format: typed.format.map(Into::into),
        preset: typed.preset.map(Into::into),
        ids: all(app, &typed.ids).await?.ids,
        filter: typed.filter,
        list,
        view,
        // As they came: a large vault is read from its beginning to its end, and not here and there.
        sort: SortField::CreatedAt,
        descending: false,
        state: RecordState::Active,
        locked: typed.locked,
    };
    let done = exports::start(app.clone(), input).await?;
    let done = match done.job {
        Some(job) => {
            wait(app, job, printer).await?;
            exports::report(app.clone(), JobId { job }).await?
        }
        None => done,
    };
    printer.show(&done, written);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn everything(app: &App, file: &Path, printer: &Printer) -> Result<ExitCode, WireError> {
    let started = archive::export(app.clone(), FilePath { path: absolute(file) }).await?;
    let done = match started.job {
        Some(job) => {
            wait(app, job, printer).await?;
            archive::report(app.clone(), JobId { job }).await?
        }
        None => started,
    };
    printer.show(&done, packed);
    Ok(if done.missing > 0 { ExitCode::from(SOME_FAILED) } else { ExitCode::SUCCESS })
}

/// What is in an archive.
pub(crate) fn packed(done: &ArchiveDone) -> String {
    let ArchiveDone { path, bytes, contacts, files, missing, job: _ } = done;
    let gone = match missing {
        0 => String::new(),
        missing => format!("\n{missing} files are not in it: their bytes are missing in the vault"),
    };
    format!("{contacts} contacts with {files} files, and all else, written to {path} ({bytes} bytes){gone}\n")
}

pub(crate) async fn restore(app: &App, file: &Path, printer: &Printer) -> Result<ExitCode, WireError> {
    let restored = archive::restore(app.clone(), FilePath { path: absolute(file) }).await?;
    vault::index_all(app).await?;
    printer.show(&restored, |done| format!("{} contacts and {} files restored\n", done.contacts, done.files));
    Ok(ExitCode::SUCCESS)
}

/// What an export wrote, and what it could not.
pub(crate) fn written(done: &ExportDone) -> String {
    let ExportDone { path, format: _, contacts, bytes, losses, job: _ } = done;
    let named = if *contacts == 1 { "contact" } else { "contacts" };
    let mut text = format!("{contacts} {named} written to {path} ({bytes} bytes)\n");
    for loss in losses {
        let why = match loss.kind {
            LossKind::LeftOut => "not in the file: it has no place for it",
            LossKind::OneWay => "in the file, but not read back from it",
            LossKind::Cut => "cut: longer than a cell holds",
            LossKind::Locked => "not in the file: behind a privacy lock; --locked writes it",
        };
        let _ = writeln!(text, "  {} of {} contacts: {} ({why})", loss.values, loss.contacts, loss.field);
    }
    text
}
