//! What becomes of a change, in the words of the port.
//!
//! Deliberately absent: how it came to that.

use satchel_model::Entity;
use satchel_remote::{Halt, Outcome, Record, RemoteRef};

use super::DavError;
use super::trouble::Trouble;
use crate::http::Response;

/// What became of a change, and whether the conversation goes on.
pub(super) type Done = Result<Outcome, (Outcome, Halt)>;

/// A change that was made, of which it is not known what is stored.
pub(super) fn unfilled(outcome: &Outcome) -> Option<&RemoteRef> {
    match outcome {
        Outcome::Applied { reference, stored: None } => Some(reference),
        _ => None,
    }
}

pub(super) fn applied(name: &str) -> Outcome {
    Outcome::Applied { reference: RemoteRef::new(Entity::Contact, name), stored: None }
}

pub(super) fn applied_as(record: Record) -> Outcome {
    Outcome::Applied { reference: record.reference.clone(), stored: Some(Box::new(record)) }
}

pub(super) fn gone() -> Outcome {
    Outcome::Gone { merged_into: None }
}

pub(super) fn refused(code: &str, message: &str) -> Outcome {
    Outcome::Rejected { code: code.to_owned(), path: None, message: message.to_owned() }
}

/// A page for people is no answer to a change, whatever its status.
pub(super) fn no_web_page(response: &Response) -> Result<(), Trouble> {
    if response.is_web_page() && response.status == 200 {
        return Err(Trouble::of(DavError::NotDav("an answer to a change"), response));
    }
    Ok(())
}

/// A change that the server does not take, or the end of the conversation.
pub(super) fn answered(trouble: &Trouble) -> Done {
    match trouble.dav() {
        Some(error) if !trouble.may_be_done() => match error.refusal() {
            Some(code) => Ok(refused(code, &error.to_string())),
            None => Err(stopped(trouble)),
        },
        _ => Err(stopped(trouble)),
    }
}

/// The end of the conversation, and what it leaves of the change that met it.
fn stopped(trouble: &Trouble) -> (Outcome, Halt) {
    if trouble.may_be_done() { (Outcome::Unanswered, trouble.halt()) } else { unsent(trouble) }
}

/// The end of the conversation, met by a question that belongs to a change which is not made.
pub(super) fn unsent(trouble: &Trouble) -> (Outcome, Halt) {
    let halt = trouble.halt();
    let after = match halt {
        Halt::Throttled { after } => after,
        _ => None,
    };
    (Outcome::Retry { after }, halt)
}
