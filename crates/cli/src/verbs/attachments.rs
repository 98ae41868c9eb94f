//! Files of contacts and companies.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use satchel_app::wire::{AttachmentSave, AttachmentsAdd, CompanyId, ContactId, ErrorCode, WireError};
use satchel_app::{App, attachments, companies, contacts};
use satchel_model::{Attachment, FieldEntity, Id};
use serde_json::json;

use super::records::resolve;
use crate::print::Printer;
use crate::{human, plain, social};

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
    add(app, (FieldEntity::Contact, id), files, label, photo).await?;
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
    list_or_save(app, (FieldEntity::Contact, id), &files, save, printer).await
}

/// The same for the company of this identity.
pub(crate) async fn attach_to_company(
    app: &App,
    id: Id,
    files: &[PathBuf],
    label: &str,
    printer: &Printer,
) -> Result<(), WireError> {
    add(app, (FieldEntity::Company, id), files, label, false).await?;
    printer.show(&companies::get(app.clone(), CompanyId { id }).await?, social::company);
    Ok(())
}

/// The same for the company of this identity.
pub(crate) async fn attached_to_company(
    app: &App,
    id: Id,
    save: Option<(String, PathBuf)>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let files = companies::get(app.clone(), CompanyId { id }).await?.attachments;
    list_or_save(app, (FieldEntity::Company, id), &files, save, printer).await
}

async fn add(
    app: &App,
    (of, id): (FieldEntity, Id),
    files: &[PathBuf],
    label: &str,
    photo: bool,
) -> Result<(), WireError> {
    for file in files {
        let path = whole(file);
        attachments::add(app.clone(), AttachmentsAdd { of, id, path, label: label.to_owned(), photo }).await?;
    }
    Ok(())
}

async fn list_or_save(
    app: &App,
    (of, id): (FieldEntity, Id),
    files: &[Attachment],
    save: Option<(String, PathBuf)>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let Some((name, to)) = save else {
        printer.show(&json!({"attachments": files}), |_| human::attachments(files));
        return Ok(ExitCode::SUCCESS);
    };
    let named = |file: &&Attachment| {
        file.name == name || file.id.to_string() == name || file.id.tail().eq_ignore_ascii_case(&name)
    };
    let mut found = files.iter().filter(named);
    let missing = || plain(ErrorCode::NotFound, &format!("The {} has no such file.", of.as_str()));
    let file = found.next().ok_or_else(missing)?;
    if found.next().is_some() {
        return Err(plain(ErrorCode::Ambiguous, "Several files have this name: give the id."));
    }
    let input = AttachmentSave { of, id, attachment: file.id, path: whole(&to) };
    printer.show(&attachments::save(app.clone(), input).await?, |saved| format!("saved to {}", saved.path));
    Ok(ExitCode::SUCCESS)
}

/// The path as it is meant here: the vault may be worked on from elsewhere.
fn whole(path: &Path) -> String {
    std::path::absolute(path).unwrap_or_else(|_| path.to_owned()).to_string_lossy().into_owned()
}
