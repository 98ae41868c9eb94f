//! Verbs about consent, and about what stays on this machine.

use std::process::ExitCode;

use satchel_app::wire::{ChannelReach, ConsentsRecord, ContactId, ContactsLock, ContactsReach, WireError};
use satchel_app::{App, consents, contacts};
use satchel_model::ConsentState;
use serde_json::json;

use super::records::{all, resolve};
use crate::arguments::sorting::{ConsentAction, ConsentEntry};
use crate::print::Printer;
use crate::{definitions, human};

pub(crate) async fn consent(app: &App, action: ConsentAction, printer: &Printer) -> Result<ExitCode, WireError> {
    let (entry, state) = match action {
        ConsentAction::List { id } => {
            let id = resolve(app, &id).await?;
            let consents = contacts::get(app.clone(), ContactId { id }).await?.consents;
            printer.show(&json!({"id": id, "consents": consents}), |_| definitions::consents(&consents));
            return Ok(ExitCode::SUCCESS);
        }
        ConsentAction::May { id, channel, purpose } => {
            let id = resolve(app, &id).await?;
            let mut reached = consents::reach(app.clone(), ContactsReach { id, purpose }).await?;
            if let Some(channel) = channel {
                reached.channels.retain(|reach| reach.channel == channel);
                reached.rows.retain(|reach| reach.channel == channel);
            }
            printer.show(&reached, definitions::reached);
            // Any of the channels that were asked about, at any address where there are some.
            let free = |reach: &ChannelReach| {
                let mut rows = reached.rows.iter().filter(|row| row.channel == reach.channel).peekable();
                reach.objections.is_empty() && (rows.peek().is_none() || rows.any(|row| row.objections.is_empty()))
            };
            let may = !reached.channels.is_empty() && reached.channels.iter().all(free);
            return Ok(if may { ExitCode::SUCCESS } else { ExitCode::from(1) });
        }
        ConsentAction::Give(entry) => (entry, ConsentState::Given),
        ConsentAction::Decline(entry) => (entry, ConsentState::Declined),
        ConsentAction::Withdraw(entry) => (entry, ConsentState::Withdrawn),
        ConsentAction::NotAsked(entry) => (entry, ConsentState::NotAsked),
    };
    let ConsentEntry { ids, purpose, basis, channel, when: day, how, evidence } = entry;
    let ids = all(app, &ids).await?.ids;
    let input = ConsentsRecord { ids, purpose, basis: Some(basis), state, channel, day, how, evidence };
    let done = consents::record(app.clone(), input).await?;
    printer.show(&done, human::moved);
    Ok(ExitCode::SUCCESS)
}

pub(crate) async fn lock(
    app: &App,
    id: &str,
    path: String,
    locked: bool,
    printer: &Printer,
) -> Result<ExitCode, WireError> {
    let id = resolve(app, id).await?;
    let done = consents::lock(app.clone(), ContactsLock { id, path, locked }).await?;
    printer.show(&done, definitions::locked);
    Ok(ExitCode::SUCCESS)
}
