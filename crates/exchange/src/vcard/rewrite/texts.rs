//! What a card says once, changed: names, company, title, notes, birthday, tags, picture, members.
//!
//! Of a structured value only the parts that differ are written anew. Deliberately absent: lists (`rows`).

use satchel_model::{collapse, fold};

use super::super::card::{Card, Photo};
use super::super::property::{Property, member, slot_property, tags};
use super::super::slot::{Places, Slot, TEXTS, name_parts};
use super::super::text::{escape, split, unescape};
use super::edits::Edits;

/// Changes everything but the lists.
pub(super) fn edit(edits: &mut Edits<'_>, before: &Card, card: &Card, places: &Places) {
    names(edits, before, card, places);
    let (old, new) = (&before.contact, &card.contact);
    if (&old.company, &old.department) != (&new.company, &new.department) {
        let company = (old.company != new.company).then_some((0, &new.company));
        let department = (old.department != new.department).then_some((1, &new.department));
        organization(edits, card, places, company.into_iter().chain(department).collect());
    }
    for slot in TEXTS {
        if slot.text(before) != slot.text(card) {
            text(edits, slot, card, places);
        }
    }
    if old.birthday != new.birthday {
        put(edits, Slot::Birthday, card, places, &["VALUE", "X-APPLE-OMIT-YEAR", "CALSCALE"]);
    }
    if before.photo != card.photo {
        picture(edits, before, card, places);
    }
    if before.kind != card.kind {
        remove(edits, Slot::Kind, places);
        if let Some(property) = slot_property(card, Slot::Kind, edits.version) {
            edits.add(property);
        }
    }
    if old.tags != new.tags {
        categories(edits, &old.tags, &new.tags, places);
    }
    for (at, uid) in places.members.iter().zip(&before.members) {
        if !card.members.contains(uid) {
            edits.remove(*at);
        }
    }
    for uid in card.members.iter().filter(|uid| !before.members.contains(uid)) {
        edits.add(member(uid, edits.version));
    }
}

/// An address of a picture is not ours: a picture stands before it, and neither changes the other.
fn picture(edits: &mut Edits<'_>, before: &Card, card: &Card, places: &Places) {
    let first = places.slots.get(&Slot::Photo).and_then(|lines| lines.first().copied());
    match (first, &before.photo, &card.photo) {
        (Some(at), Some(Photo::Link(_)), Some(Photo::Bytes { .. })) => {
            if let Some(property) = slot_property(card, Slot::Photo, edits.version) {
                edits.add_before(at, property);
            }
        }
        (Some(at), ..) => {
            let types = edits.head(at).map(|head| head.types().map(str::to_owned).collect()).unwrap_or_default();
            edits.alter(at).types_gone = types;
            put(edits, Slot::Photo, card, places, &["VALUE", "MEDIATYPE", "X-ABCROP-RECTANGLE"]);
        }
        (None, ..) => put(edits, Slot::Photo, card, places, &[]),
    }
}

fn names(edits: &mut Edits<'_>, before: &Card, card: &Card, places: &Places) {
    let (old, new) = (name_parts(before), name_parts(card));
    if old != new {
        match places.slots.get(&Slot::Name).map(Vec::as_slice) {
            Some(&[at, ..]) => {
                let changed = (0..5).filter(|part| old[*part] != new[*part]).map(|part| (part, new[part]));
                parts(edits, at, 5, changed.collect());
            }
            _ => put(edits, Slot::Name, card, places, &[]),
        }
    }
    if before.contact.shown() != card.contact.shown() || before.contact.display != card.contact.display || old != new {
        put(edits, Slot::FormattedName, card, places, &["DERIVED"]);
    }
}

fn organization(edits: &mut Edits<'_>, card: &Card, places: &Places, changed: Vec<(usize, &String)>) {
    let contact = &card.contact;
    let at = places.slots.get(&Slot::Organization).and_then(|lines| lines.first().copied());
    let Some(at) = at.filter(|_| !(contact.company.is_empty() && contact.department.is_empty())) else {
        return put(edits, Slot::Organization, card, places, &[]);
    };
    let escaped = edits.escaped(at);
    let mut units: Vec<String> = split(&escaped, ';').into_iter().map(str::to_owned).collect();
    for (part, text) in changed {
        units.truncate(if part == 1 { 1 } else { units.len() });
        units.resize(units.len().max(part + 1), String::new());
        units[part] = escape(text);
    }
    while units.len() > 1 && units.last().is_some_and(String::is_empty) {
        units.pop();
    }
    edits.alter(at).value = Some(units.join(";"));
}

/// A slot of one text, some of which share a property with another.
fn text(edits: &mut Edits<'_>, slot: Slot, card: &Card, places: &Places) {
    let first = places.slots.get(&slot).and_then(|lines| lines.first().copied());
    let name = first.and_then(|at| edits.head(at)).map_or("", |head| head.name.as_str());
    match (first, name) {
        (Some(at), "SOUND") => {
            let part = usize::from(slot == Slot::PhoneticGiven);
            parts(edits, at, 2, vec![(part, slot.text(card))]);
        }
        (Some(at), "X-ANDROID-CUSTOM") if !slot.text(card).is_empty() => {
            parts(edits, at, 2, vec![(1, slot.text(card))]);
            rest(edits, slot, places);
        }
        _ => put(edits, slot, card, places, &["VALUE"]),
    }
}

/// Writes parts of a structured value; one alteration after the other may do so.
fn parts(edits: &mut Edits<'_>, at: usize, least: usize, changed: Vec<(usize, &str)>) {
    let value = edits.alter(at).value.clone().unwrap_or_else(|| edits.escaped(at));
    let mut parts: Vec<String> = split(&value, ';').into_iter().map(str::to_owned).collect();
    parts.resize(parts.len().max(least), String::new());
    for (part, text) in changed {
        parts[part] = escape(text);
    }
    edits.alter(at).value = Some(parts.join(";"));
}

/// Puts what the card has into the slot's line, a new one, or none.
fn put(edits: &mut Edits<'_>, slot: Slot, card: &Card, places: &Places, stale: &[&'static str]) {
    let first = places.slots.get(&slot).and_then(|lines| lines.first().copied());
    match (first, slot_property(card, slot, edits.version)) {
        (None, None) => {}
        (None, Some(property)) => {
            edits.add(property);
        }
        (Some(_), None) => remove(edits, slot, places),
        (Some(at), Some(property)) => {
            let Property { params, value, .. } = property;
            let alteration = edits.alter(at);
            alteration.value = Some(value);
            alteration.stale.extend_from_slice(stale);
            alteration.params.extend(params);
            rest(edits, slot, places);
        }
    }
}

/// Lines of a slot behind its first: what they said is in the first now.
fn rest(edits: &mut Edits<'_>, slot: Slot, places: &Places) {
    for at in places.slots.get(&slot).into_iter().flatten().skip(1) {
        edits.remove(*at);
    }
}

/// Takes the slot's lines out, and what says the same in other words.
fn remove(edits: &mut Edits<'_>, slot: Slot, places: &Places) {
    for &at in places.slots.get(&slot).into_iter().flatten() {
        edits.remove(at);
        let Some(head) = edits.head(at) else { continue };
        let Some(alternative) = head.param("ALTID") else { continue };
        for other in 0..edits.lines.len() {
            if edits.head(other).is_some_and(|it| it.name == head.name && it.param("ALTID") == Some(alternative)) {
                edits.remove(other);
            }
        }
    }
}

/// Tags that went are taken out of their lines, tags that came are added to the first.
fn categories(edits: &mut Edits<'_>, old: &[String], new: &[String], places: &Places) {
    let gone: Vec<String> = old.iter().filter(|tag| !new.contains(tag)).map(|tag| fold(tag)).collect();
    let come: Vec<String> = new.iter().filter(|tag| !old.contains(tag)).cloned().collect();
    if gone.is_empty() && come.is_empty() {
        return;
    }
    let mut lines: Vec<(usize, Vec<String>, bool)> = Vec::new();
    for &at in &places.tags {
        let escaped = edits.escaped(at);
        let pieces = split(&escaped, ',');
        let left: Vec<String> = pieces
            .iter()
            .filter(|piece| !gone.contains(&fold(&collapse(&unescape(piece)))))
            .map(|piece| (*piece).to_owned())
            .collect();
        let changed = left.len() < pieces.len();
        lines.push((at, left, changed));
    }
    match (lines.first_mut(), tags(&come)) {
        (Some((_, pieces, changed)), Some(property)) => {
            pieces.retain(|piece| !piece.trim().is_empty());
            pieces.push(property.value);
            *changed = true;
        }
        (None, Some(property)) => {
            edits.add(property);
        }
        (_, None) => {}
    }
    for (at, pieces, _) in lines.into_iter().filter(|(.., changed)| *changed) {
        if pieces.is_empty() {
            edits.remove(at);
        } else {
            edits.alter(at).value = Some(pieces.join(","));
        }
    }
}
