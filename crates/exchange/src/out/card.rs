//! A contact as a card, and back.
//!
//! What vCard has no property for (how somebody wants to be reached, categories, fields of one's own, …) is in one
//! property of Satchel's own, as JSON; so a card is a whole contact. It is for oneself: a card for others leaves it out,
//! and with it notes, tags and where the contact came from. Deliberately absent: the files of a contact but its picture.

mod rest;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use satchel_model::{Contact, ContactDraft, DatedEvent, Email, Id, Link, PartialDate, Phone, RecordState, profile_of};

use super::loss::{LossKind, Losses};
use crate::{Card, Original, Photo, Version};
use rest::Rest;

/// For whom a card is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// For whoever keeps the contact: all of it.
    Oneself,
    /// For others: how the person is called and reached, nothing that was noted about them.
    Others,
}

/// A picture that is lent to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picture<'a> {
    /// Its media type.
    pub media_type: &'a str,
    /// The file.
    pub bytes: &'a [u8],
}

/// The card of a contact.
#[must_use]
pub fn card_of(contact: &Contact, audience: Audience, picture: Option<Picture<'_>>) -> Card {
    let own = audience == Audience::Oneself;
    let whole = ContactDraft::of(contact);
    let draft = match audience {
        Audience::Oneself => whole,
        Audience::Others => ContactDraft {
            prefix: whole.prefix,
            given: whole.given,
            middle: whole.middle,
            family: whole.family,
            suffix: whole.suffix,
            nickname: whole.nickname,
            maiden: whole.maiden,
            display: whole.display,
            emails: whole.emails,
            phones: whole.phones,
            addresses: whole.addresses,
            links: whole.links,
            company: whole.company,
            title: whole.title,
            department: whole.department,
            time_zone: whole.time_zone,
            language: whole.language,
            ..ContactDraft::default()
        },
    };
    Card {
        contact: draft,
        uid: format!("urn:uuid:{}", contact.id),
        revised: revised(contact.updated_at),
        rest: if own { Rest::of(contact).text() } else { String::new() },
        photo: picture
            .map(|picture| Photo::Bytes { media_type: picture.media_type.to_owned(), bytes: picture.bytes.to_vec() }),
        ..Card::default()
    }
}

/// An instant as cards write it.
fn revised(at: i64) -> String {
    let at = Timestamp::from_millisecond(at).unwrap_or_default();
    TimeZone::UTC.to_datetime(at).strftime("%Y%m%dT%H%M%SZ").to_string()
}

/// The contact in a card that [`card_of`] made, or in any other.
///
/// Its identity is that of the card where that is one of Satchel's; else, as those of its rows always, one of nothing but
/// zeros. Who creates it mints them.
#[must_use]
pub fn contact_of(card: &Card) -> Contact {
    let none = Id::from_parts(0, &[0; 10]);
    let id = card.uid.strip_prefix("urn:uuid:").unwrap_or(&card.uid).parse().unwrap_or(none);
    let draft = &card.contact;
    let first = |at: usize| at == 0;
    let mut contact = Contact {
        prefix: draft.prefix.clone(),
        given: draft.given.clone(),
        middle: draft.middle.clone(),
        family: draft.family.clone(),
        suffix: draft.suffix.clone(),
        nickname: draft.nickname.clone(),
        maiden: draft.maiden.clone(),
        display: draft.shown(),
        display_set: draft.display.clone(),
        emails: draft.emails.iter().enumerate().map(|(at, row)| email(none, row, first(at))).collect(),
        phones: draft.phones.iter().enumerate().map(|(at, row)| phone(none, row, first(at))).collect(),
        addresses: draft.addresses.clone(),
        links: draft.links.iter().enumerate().map(|(at, row)| link(none, row, first(at))).collect(),
        dates: draft.dates.iter().enumerate().map(|(at, row)| date(none, row, first(at))).collect(),
        company: draft.company.clone(),
        title: draft.title.clone(),
        department: draft.department.clone(),
        birthday: draft.birthday,
        time_zone: draft.time_zone.clone(),
        language: draft.language.clone(),
        tags: draft.tags.clone(),
        notes: draft.notes.clone(),
        source: draft.source.clone(),
        owner: draft.owner.clone(),
        ..Contact::empty(id, 0)
    };
    for (at, address) in contact.addresses.iter_mut().enumerate() {
        (address.id, address.primary) = (none, first(at));
    }
    Rest::read(&card.rest).give(&mut contact);
    contact
}

/// The same, where what only Satchel writes into a card can be read; nothing where it is something else.
#[must_use]
pub fn whole_contact(card: &Card) -> Option<Contact> {
    Rest::parse(&card.rest).map(|_| contact_of(card))
}

fn email(id: Id, (label, value): &(String, String), primary: bool) -> Email {
    let (label, value) = (label.clone(), value.clone());
    Email { id, value, label, primary, status: Default::default(), do_not_email: false }
}

fn phone(id: Id, (label, value, e164): &(String, String, String), primary: bool) -> Phone {
    let (label, value, e164) = (label.clone(), value.clone(), e164.clone());
    Phone { id, value, e164, label, primary, do_not_call: false, do_not_text: false }
}

fn link(id: Id, (label, value): &(String, String), primary: bool) -> Link {
    let profile = profile_of(value);
    let network = profile.as_ref().map(|profile| profile.network.to_owned()).unwrap_or_default();
    let handle = profile.map(|profile| profile.handle).unwrap_or_default();
    Link { id, value: value.clone(), network, handle, label: label.clone(), primary }
}

fn date(id: Id, (label, value): &(String, PartialDate), primary: bool) -> DatedEvent {
    DatedEvent { id, value: *value, label: label.clone(), primary }
}

/// Counts what a card does not carry.
pub(super) fn tell_card(contact: &Contact, card: &Card, version: Version, losses: &mut Losses) {
    let picture = usize::from(card.photo.is_some()).min(contact.attachments.len());
    losses.note("attachments", LossKind::LeftOut, contact.attachments.len() - picture);
    losses.note("locks", LossKind::LeftOut, contact.locked.len());
    losses.note("state", LossKind::OneWay, usize::from(contact.state != RecordState::Active));
    // In 3.0 it is the year of birthdays without one.
    let is_none = contact.birthday.is_some_and(|day| day.year() == Some(1604));
    losses.note("birthday", LossKind::OneWay, usize::from(is_none && version == Version::V3));
}

/// The bytes of a card in this version: written into the card that it came in where there is one.
///
/// A kept card of another version is written anew, with what nobody here understands of it as far as both versions write
/// it alike; `left` hears how many properties are not.
pub(super) fn written(card: Card, original: Option<&Original>, version: Version, left: impl FnOnce(usize)) -> Vec<u8> {
    let Some(original) = original else { return card.write(version) };
    let reading = original.read(None);
    let Card { contact, rest, uid, revised, photo, .. } = card;
    let kept = reading.card;
    let mut now = Card { contact, rest, photo: newer(photo, kept.photo.clone()), ..kept };
    if reading.version == version && original.is_whole() {
        return match original.rewrite(&now) {
            Ok(same) if same == original.bytes() => same,
            _ => original.rewrite(&Card { revised, ..now.clone() }).unwrap_or_else(|_| now.write(version)),
        };
    }
    if now.uid.is_empty() {
        now.uid = uid;
    }
    let mut bytes = Card { revised, ..now }.write(version);
    let (alike, others): (Vec<_>, Vec<_>) = original.unread().into_iter().partition(|property| property.is_plain);
    left(others.len());
    bytes.truncate(bytes.len() - END.len());
    for property in alike {
        bytes.extend_from_slice(property.bytes.trim_ascii_end());
        bytes.extend_from_slice(b"\r\n");
    }
    bytes.extend_from_slice(END);
    bytes
}

/// What a card that is written ends with.
const END: &[u8] = b"END:VCARD\r\n";

/// The picture as it is now; that of the kept card where it is the same file, whatever it calls it.
fn newer(now: Option<Photo>, kept: Option<Photo>) -> Option<Photo> {
    match (&now, &kept) {
        (Some(Photo::Bytes { bytes: now, .. }), Some(Photo::Bytes { bytes: then, .. })) if now == then => kept,
        (None, _) => kept,
        _ => now,
    }
}
