//! Files of contacts.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use satchel_app::wire::{AttachmentSave, AttachmentsAdd, ContactId, ErrorCode, WireError};
use satchel_app::{App, attachments, contacts};
use serde_json::json;

use super::records::resolve;
use crate::print::Printer;
use crate::{human, plain};

pub(crate) async fn attach(
    app: &App,
    id: &str,
    files: &[PathBuf],
    label: &str,
    photo: bool,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let id = resolve(app, id).await?;
    if photo && files.len() > 1 {
        return Err(plain(ErrorCode::Invalid, "One file can be the picture."));
    }
    for file in files {
        let path = whole(file);
        attachments::add(app.clone(), AttachmentsAdd { id, path, label: label.to_owned(), photo }).await?;
    }
    let contact = contacts::get(app.clone(), ContactId { id }).await?;
    printer.show(&contact, human::contact);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn attached(
    app: &App,
    id: &str,
    save: Option<(String, PathBuf)>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let id = resolve(app, id).await?;
    let files = contacts::get(app.clone(), ContactId { id }).await?.attachments;
    let Some((name, to)) = save else {
        printer.show(&json!({"attachments": files}), |_| human::attachments(&files));
        return Ok(ExitCode::SUCCESS);
    };
    let named = |file: &&satchel_model::Attachment| {
        file.name == name || file.id.to_string() == name || file.id.tail().eq_ignore_ascii_case(&name)
    };
    let mut found = files.iter().filter(named);
    let file = found.next().ok_or_else(|| plain(ErrorCode::NotFound, "The contact has no such file."))?;
    if found.next().is_some() {
        return Err(plain(ErrorCode::Ambiguous, "Several files have this name: give the id."));
    }
    let saved = attachments::save(app.clone(), AttachmentSave { id, attachment: file.id, path: whole(&to) }).await?;
    printer.show(&saved, |saved| format!("saved to {}", saved.path));
    Ok(ExitCode::SUCCESS)
}

/// The path as it is meant here: the vault may be worked on from elsewhere.
fn whole(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}
