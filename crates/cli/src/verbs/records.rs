//! Verbs about contacts.

use std::process::ExitCode;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use satchel_app::wire::{
    ContactAsOf, ContactId, ContactIds, ContactsCreate, ContactsList, ContactsResolve, ContactsSearch, ContactsUpdate,
    ErrorCode, WireError,
};
use satchel_app::{App, contacts};
use satchel_model::{FieldEntity, Id, Patch, RecordState, parse_assignment_of};

use crate::arguments::{PageArguments, order_of};
use crate::print::Printer;
use crate::{found, human, plain};

pub(super) async fn resolve(app: &App, text: &str) -> Result<Id, WireError> {
    Ok(contacts::resolve(app.clone(), ContactsResolve { text: text.to_owned() }).await?.id)
}

pub(super) async fn patch(app: &App, values: &[String]) -> Result<Patch, WireError> {
    let own = super::fields::all(app).await?;
    values.iter().map(|value| Ok(parse_assignment_of(value, FieldEntity::Contact, &own)?)).collect()
}

pub(crate) async fn add(app: &App, values: &[String], printer: &Printer) -> Result<ExitCode, WireError> {
    let input = ContactsCreate { patch: patch(app, values).await?, region: None };
    let made = contacts::create(app.clone(), input).await?;
    printer.show(&made.contact, human::contact);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn show(app: &App, id: &str, as_of: Option<&str>, printer: &Printer) -> Result<ExitCode, WireError> {
    let at = as_of.map(instant).transpose()?;
    let id = resolve(app, id).await?;
    let contact = match at {
        Some(at) => contacts::as_of(app.clone(), ContactAsOf { id, at }).await?,
        None => contacts::get(app.clone(), ContactId { id }).await?,
    };
    printer.show(&contact, human::contact);
    Ok(ExitCode::SUCCESS)
}

/// The end of a day by the clocks here, or an instant, in UTC milliseconds.
pub(super) fn instant(text: &str) -> Result<i64, WireError> {
    if let Ok(instant) = text.parse::<Timestamp>() {
        return Ok(instant.as_millisecond());
    }
    let end = text.parse::<Date>().ok().and_then(|day| day.tomorrow().ok()?.to_zoned_datetime(TimeZone::system()).ok());
    let end = end.map(|end| end.timestamp().as_millisecond() - 1);
    end.ok_or_else(|| {
        plain(ErrorCode::Invalid, "Write --as-of 2026-11-24, or an instant such as 2026-11-24T09:30:00Z.")
    })
}

pub(crate) async fn set(
    app: &App,
    id: &str,
    values: &[String],
    base: Option<i64>,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let patch = patch(app, values).await?;
    let id = resolve(app, id).await?;
    let updated = contacts::update(app.clone(), ContactsUpdate { id, base, patch }).await?;
    printer.show(&updated.contact, |contact| human::contact(contact) + &human::replaced(&updated.replaced));
    Ok(ExitCode::SUCCESS)
}

pub(super) async fn all(app: &App, ids: &[String]) -> Result<ContactIds, WireError> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.push(resolve(app, id).await?);
    }
    Ok(ContactIds { ids: found })
}

pub(crate) async fn delete(app: &App, ids: &[String], printer: &Printer) -> Result<ExitCode, WireError> {
    let done = contacts::trash(app.clone(), all(app, ids).await?).await?;
    printer.show(&done, human::moved);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn archive(app: &App, ids: &[String], away: bool, printer: &Printer) -> Result<ExitCode, WireError> {
    let ids = all(app, ids).await?;
    let done = match away {
        true => contacts::archive(app.clone(), ids).await?,
        false => contacts::unarchive(app.clone(), ids).await?,
    };
    printer.show(&done, human::moved);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn restore(app: &App, ids: &[String], printer: &Printer) -> Result<ExitCode, WireError> {
    let done = contacts::restore(app.clone(), all(app, ids).await?).await?;
    printer.show(&done, human::moved);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn list(app: &App, page: PageArguments, printer: &Printer) -> Result<ExitCode, WireError> {
    let PageArguments { sort, descending, limit, after, trash, archived } = page;
    let state = match (trash, archived) {
        (true, _) => RecordState::Trashed,
        (false, true) => RecordState::Archived,
        (false, false) => RecordState::Active,
    };
    let (sort, sort_field) = order_of(sort);
    let input = ContactsList { sort, descending, limit, after, state, sort_field };
    let listed = contacts::list(app.clone(), input).await?;
    printer.show(&listed, human::list);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn search(app: &App, query: String, limit: i64, printer: &Printer) -> Result<ExitCode, WireError> {
    let found = contacts::search(app.clone(), ContactsSearch { query, limit }).await?;
    printer.show(&found, found::found);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn history(app: &App, id: &str, printer: &Printer) -> Result<ExitCode, WireError> {
    let id = resolve(app, id).await?;
    let history = contacts::history(app.clone(), ContactId { id }).await?;
    printer.show(&history, human::history);
    Ok(ExitCode::SUCCESS)
}
