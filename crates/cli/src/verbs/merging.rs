//! Merging by hand.

use std::process::ExitCode;

use satchel_app::wire::{ContactId, ErrorCode, MergeOf, WireError};
use satchel_app::{App, contacts, merge};
use satchel_model::{MergeChoice, Take, field};

use super::records::{all, resolve};
use crate::print::Printer;
use crate::{human, plain};

pub(crate) async fn contacts(
    app: &App,
    ids: &[String],
    take: &[String],
    dry_run: bool,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let ids = all(app, ids).await?.ids;
    let mut choices = Vec::with_capacity(take.len());
    for text in take {
        let (path, id) = text
            .split_once('=')
            .ok_or_else(|| plain(ErrorCode::Invalid, "Write --take FIELD=ID: the field, and whose value it takes."))?;
        let id = resolve(app, id).await?;
        let from = ids
            .iter()
            .position(|other| *other == id)
            .ok_or_else(|| plain(ErrorCode::Invalid, "--take names a contact that is not merged here."))?;
        let path = field(path).map_or(path, |field| field.key).to_owned();
        choices.push(MergeChoice { path, take: Take::From(from) });
    }
    let input = MergeOf { ids, choices };
    if dry_run {
        let shown = merge::plan_contacts(app.clone(), input).await?;
        printer.show(&shown, human::merge);
        return Ok(ExitCode::SUCCESS);
    }
    let merged = merge::contacts(app.clone(), input).await?;
    let contact = contacts::get(app.clone(), ContactId { id: merged.id }).await?;
    printer.show(&merged, |_| human::contact(&contact));
    Ok(ExitCode::SUCCESS)
}
