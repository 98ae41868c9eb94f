//! The name: its parts, and whether the name that is shown was set by hand.
//!
//! A name without parts is taken apart as the name column of a table is. `DERIVED` says plainly what reading could not
//! tell. Deliberately absent: how names are said (`texts`).

use satchel_model::collapse;

use super::super::card::{Card, CardKind};
use super::super::slot::Slot;
use super::super::text::{split, unescape};
use super::super::version::Version;
use super::{LINE_CHARS, Reader};
use crate::cell::name::split_name;
use crate::rows::says_same;

impl Reader<'_> {
    pub(super) fn names(&mut self) {
        let (mut name, mut formatted) = (None, None);
        for (at, head) in self.properties() {
            let found = match head.name.as_str() {
                "N" => &mut name,
                "FN" => &mut formatted,
                _ => continue,
            };
            if found.is_none() {
                *found = Some(at);
            } else {
                self.tell_surplus(at);
            }
        }
        if let Some(at) = name {
            self.reading.places.slots.insert(Slot::Name, vec![at]);
            let escaped = self.escaped(at);
            let parts = split(&escaped, ';');
            // A comma separates names since 3.0 only.
            let is_list = self.reading.version != Version::V2;
            let read = |at: usize, between: &str| {
                let part = parts.get(at).copied().unwrap_or_default();
                if !is_list {
                    return collapse(&unescape(part));
                }
                let pieces = split(part, ',').into_iter().map(|piece| collapse(&unescape(piece)));
                pieces.filter(|piece| !piece.is_empty()).collect::<Vec<_>>().join(between)
            };
            let parts = [read(0, " "), read(1, " "), read(2, " "), read(3, " "), read(4, ", ")];
            let [family, given, middle, prefix, suffix] = parts.map(|part| self.within(at, part, LINE_CHARS));
            let contact = &mut self.reading.card.contact;
            (contact.family, contact.given, contact.middle) = (family, given, middle);
            (contact.prefix, contact.suffix) = (prefix, suffix);
        }
        if let Some(at) = formatted {
            self.reading.places.slots.insert(Slot::FormattedName, vec![at]);
            let escaped = self.escaped(at);
            let shown = self.within(at, collapse(&unescape(&escaped)), LINE_CHARS);
            let derived = self.lines[at].head.as_ref().and_then(|head| head.param("DERIVED"));
            let derived = derived.map(|word| word.eq_ignore_ascii_case("true"));
            settle(&mut self.reading.card, &shown, derived);
        }
    }
}

/// Finds out what the shown name says that the rest of the card does not.
pub(crate) fn settle(card: &mut Card, shown: &str, derived: Option<bool>) {
    let contact = &mut card.contact;
    match derived {
        _ if shown.is_empty() => return,
        Some(true) => return,
        Some(false) => {
            contact.display = shown.to_owned();
            return;
        }
        None => {}
    }
    if !contact.given.is_empty() || !contact.family.is_empty() || !contact.middle.is_empty() {
        if shown != contact.shown() && !says_same(shown, contact) {
            contact.display = shown.to_owned();
        }
        return;
    }
    if shown == contact.shown() || shown == contact.company {
        return;
    }
    if card.kind != CardKind::Individual {
        contact.display = shown.to_owned();
        return;
    }
    let split = split_name(shown);
    for (field, part) in [
        (&mut contact.prefix, split.prefix),
        (&mut contact.given, split.given),
        (&mut contact.middle, split.middle),
        (&mut contact.family, split.family),
        (&mut contact.suffix, split.suffix),
        (&mut contact.nickname, split.nickname),
    ] {
        if field.is_empty() {
            *field = part;
        }
    }
    if contact.given.is_empty() && contact.family.is_empty() {
        contact.given = shown.to_owned();
    }
}
