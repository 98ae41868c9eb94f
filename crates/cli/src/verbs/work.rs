//! Jobs of a contact: all that are and were.

use std::process::ExitCode;

use satchel_app::wire::{ContactId, ErrorCode, WireError, WorkRemove, WorkRow, WorkSet};
use satchel_app::{App, work as jobs};
use satchel_model::Id;

use super::records::resolve;
use crate::arguments::{WorkAction, WorkArguments};
use crate::print::Printer;
use crate::{plain, social};

pub(crate) async fn work(app: &App, action: WorkAction, printer: &Printer) -> Result<ExitCode, WireError> {
    let contact = match &action {
        WorkAction::List { id }
        | WorkAction::Add { id, .. }
        | WorkAction::Set { id, .. }
        | WorkAction::Remove { id, .. } => resolve(app, id).await?,
    };
    match action {
        WorkAction::List { .. } => {}
        WorkAction::Add { said, .. } => {
            jobs::set(app.clone(), edit(contact, None, said)).await?;
        }
        WorkAction::Set { job, said, .. } => {
            let id = named(app, contact, &job).await?;
            jobs::set(app.clone(), edit(contact, Some(id), said)).await?;
        }
        WorkAction::Remove { job, .. } => {
            let id = named(app, contact, &job).await?;
            jobs::remove(app.clone(), WorkRemove { contact, id }).await?;
        }
    }
    printer.show(&jobs::list(app.clone(), ContactId { id: contact }).await?, |listed| social::work(&listed.work));
    Ok(ExitCode::SUCCESS)
}

fn edit(contact: Id, id: Option<Id>, said: WorkArguments) -> WorkSet {
    let WorkArguments { at, title, department, role, since, until, main } = said;
    WorkSet { contact, id, company: at, title, department, role, since, until, main }
}

/// The job that somebody means, by its id or the end of that.
async fn named(app: &App, contact: Id, text: &str) -> Result<Id, WireError> {
    let known = jobs::list(app.clone(), ContactId { id: contact }).await?.work;
    let is_it = |row: &&WorkRow| row.id.to_string() == text || row.id.tail().eq_ignore_ascii_case(text);
    let found = known.iter().find(is_it).map(|row| row.id);
    found.ok_or_else(|| plain(ErrorCode::NotFound, "The contact has no such job."))
}
