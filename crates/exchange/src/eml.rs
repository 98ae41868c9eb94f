//! A message (`.eml`) as the contact who sent it: their address, their name, and what their signature says.
//!
//! Deliberately absent: everybody else in the message, what is attached, and what the message is about beyond its
//! subject.

use mail_parser::{Address, MessageParser};
use satchel_model::{collapse, parse_email};

use crate::{FileError, SignatureHints, SignatureReading, read_signature};

/// Bytes of a message that are looked at; what is attached comes behind the text.
const LOOK: usize = 32 << 20;
/// Lines at the end of a text in which a signature is looked for, where nothing marks it.
const LINES: usize = 25;

/// What a message says of who sent it.
#[derive(Clone, Debug, PartialEq)]
pub struct MailReading {
    /// The sender; the subject is not in it.
    pub sender: SignatureReading,
    /// What the message is about; empty when it does not say.
    pub subject: String,
    /// When it was sent, as RFC 3339 with its zone; empty when it does not say.
    pub date: String,
}

/// Reads a message; `country` is the ISO 3166 alpha-2 code that national numbers are from where nothing says it.
///
/// # Errors
/// When it is no message, or names nobody who sent it.
pub fn read_mail(bytes: &[u8], country: Option<&str>) -> Result<MailReading, FileError> {
    let nobody = || FileError::NotContacts {
        what: "a message that does not say who sent it",
        remedy: "Save the message from the mail program as .eml, with its head.",
    };
    let looked = &bytes[..bytes.len().min(LOOK)];
    let message = MessageParser::default().parse(looked).ok_or_else(nobody)?;
    let sender = message.from().and_then(Address::first).or_else(|| message.sender().and_then(Address::first));
    let sender = sender.ok_or_else(nobody)?;
    let email = sender.address().and_then(|address| parse_email(address).ok()).unwrap_or_default();
    let name = collapse(sender.name().unwrap_or_default());
    if email.is_empty() && name.is_empty() {
        return Err(nobody());
    }
    let body = message.body_text(0).unwrap_or_default();
    let hints = SignatureHints { country, name: &name, email: &email };
    let mut sender = read_signature(signature(&body), &hints);
    if sender.contact.identify().is_err() {
        sender.contact.display.clone_from(&name);
    }
    Ok(MailReading {
        sender,
        subject: collapse(message.subject().unwrap_or_default()),
        date: message.date().map(mail_parser::DateTime::to_rfc3339).unwrap_or_default(),
    })
}

/// The end of a text that is the sender's own: behind the mark of signatures, or behind how letters end, and before what
/// they answer to.
fn signature(body: &str) -> &str {
    let own = own_part(body);
    if let Some((_, signature)) = own.rsplit_once("\n-- \n").or_else(|| own.rsplit_once("\r\n-- \r\n")) {
        return signature;
    }
    let starts: Vec<usize> = std::iter::once(0).chain(own.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let closing = starts.iter().rev().take(LINES * 2).find(|at| crate::signature::is_closing(line_at(own, **at)));
    let first = starts.len().saturating_sub(LINES);
    &own[closing.copied().unwrap_or_else(|| starts.get(first).copied().unwrap_or(0))..]
}

fn line_at(text: &str, at: usize) -> &str {
    text[at..].lines().next().unwrap_or_default()
}

/// A text up to the message that it answers.
fn own_part(body: &str) -> &str {
    let mut at = 0;
    for line in body.split_inclusive('\n') {
        let bare = line.trim();
        let quotes = bare.starts_with('>')
            || bare.starts_with("-----Original")
            || bare.starts_with("-----Ursprüngliche")
            || bare.starts_with("________________")
            || (bare.starts_with("On ") && bare.ends_with("wrote:"))
            || (bare.starts_with("Am ") && bare.ends_with("schrieb:"))
            || ((bare.starts_with("From: ") || bare.starts_with("Von: ")) && bare.contains('@'));
        if quotes && at > 0 {
            return &body[..at];
        }
        at += line.len();
    }
    body
}
