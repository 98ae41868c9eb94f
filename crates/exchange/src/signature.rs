//! The signature of an e-mail, English or German, as a contact to be looked at before it is kept.
//!
//! Each line is taken apart at its marks; what says by itself what it is (addresses, numbers, pages, places, companies
//! by their legal form) is taken out first, and the rest is told by where it stands and by the address it belongs to.
//! What is not understood goes to the notes, and how sure it all is is said. Deliberately absent: pictures, other
//! languages, and who wrote the rest of the message.

mod frame;
mod lines;
mod person;
mod phones;
mod places;
mod reaches;
mod words;

use satchel_model::{ContactDraft, collapse};

use self::lines::{Role, segments};
use self::person::Person;
use self::places::Places;
use crate::cell::address;

/// Characters of a text that are looked at; signatures are short.
const LOOK: usize = 20_000;

/// What is known besides the text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SignatureHints<'a> {
    /// ISO 3166 alpha-2 code of the country that national numbers are from where nothing in the text says it.
    pub country: Option<&'a str>,
    /// Who sent it, as a message names them; empty when nothing does.
    pub name: &'a str,
    /// From where; empty when nothing says.
    pub email: &'a str,
}

/// What a signature says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SignatureReading {
    /// The contact; what was not understood is in its notes.
    pub contact: ContactDraft,
    /// How sure all of it is, 0 to 1. Below a half it is better typed anew.
    pub confidence: f32,
    /// Keys of fields that are guesses.
    pub doubtful: Vec<&'static str>,
}

/// Whether a line is how letters end.
pub(crate) fn is_closing(line: &str) -> bool {
    lines::is_closing(line)
}

/// Reads a signature that somebody pasted or dropped.
#[must_use]
pub fn read_signature(text: &str, hints: &SignatureHints<'_>) -> SignatureReading {
    let text: String = text.chars().take(LOOK).collect();
    let mut reading = SignatureReading::default();
    let contact = &mut reading.contact;
    if !hints.email.is_empty() {
        contact.emails.push((String::new(), hints.email.to_owned()));
    }
    let mut segments = segments(&text);
    for segment in &mut segments {
        reaches::take(segment, contact);
    }
    let country = country(&segments, contact, hints);
    for segment in segments.iter_mut().filter(|segment| segment.role != Role::Register) {
        phones::take(segment, country.as_deref(), &mut contact.phones);
    }
    let mut places = Places::default();
    for segment in segments.iter_mut().filter(|segment| segment.role == Role::Open) {
        places.take(segment);
    }
    contact.addresses.extend(places.address());
    let person = Person::find(&mut segments, contact, hints);
    person.fill(contact, &mut reading.doubtful);
    let open: Vec<String> = segments
        .iter()
        .filter(|segment| matches!(segment.role, Role::Open | Role::Register | Role::Note))
        .map(|segment| collapse(&segment.text))
        .filter(|text| text.chars().any(char::is_alphanumeric))
        .collect();
    reading.confidence = confidence(&reading.contact, &reading.doubtful, open.len(), segments.len());
    reading.contact.notes = open.join("\n");
    reading
}

/// The country that national numbers are from: as an address names it, else as a number or an address of the text does.
fn country(segments: &[lines::Segment], contact: &ContactDraft, hints: &SignatureHints<'_>) -> Option<String> {
    let pieces = || segments.iter().flat_map(|segment| segment.text.split(','));
    if let Some(code) = pieces().find_map(|piece| address::country(piece.trim())) {
        return Some(code);
    }
    if let Some(code) = segments.iter().find_map(|segment| phones::country(&segment.text)) {
        return Some(code);
    }
    let hosts = contact.emails.iter().map(|(_, address)| address).chain(contact.links.iter().map(|(_, link)| link));
    let by_host = hosts.filter_map(|text| reaches::country(text)).next();
    by_host.or_else(|| hints.country.map(str::to_owned))
}

/// Half of it is whether there is a person who can be reached, half how much was understood.
fn confidence(contact: &ContactDraft, doubtful: &[&str], open: usize, all: usize) -> f32 {
    let named = !contact.given.is_empty() || !contact.family.is_empty();
    let mut sure = 0.0_f32;
    if named {
        sure += if doubtful.contains(&"given") { 0.1 } else { 0.3 };
    }
    if !contact.emails.is_empty() || !contact.phones.is_empty() {
        sure += 0.2;
    }
    if !contact.company.is_empty() {
        sure += if doubtful.contains(&"company") { 0.05 } else { 0.1 };
    }
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    let understood = if all == 0 { 0.0 } else { 1.0 - open as f32 / all as f32 };
    (sure + 0.4 * understood * (sure / 0.6).min(1.0)).clamp(0.0, 1.0)
}
