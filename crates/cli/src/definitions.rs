//! Tags, categories, consent and locks in lines for a person.

use std::fmt::Write;

use satchel_app::wire::{CategoriesListed, ContactsLocked, ContactsReached, DefinitionDone, TagsListed};
use satchel_model::{Channel, Consent, Contact, Objection, is_locked, reaches};

pub(crate) fn tags(listed: &TagsListed) -> String {
    let mut text = String::new();
    for tag in &listed.tags {
        let count = tag.contacts.unwrap_or(0);
        let _ = writeln!(text, "{:<28} {:<9} {:<7} {count:>9}", tag.name, tag.kind.as_str(), tag.colour.as_str());
    }
    let _ = writeln!(text, "{} tags", listed.tags.len());
    text
}

pub(crate) fn categories(listed: &CategoriesListed) -> String {
    let mut text = String::new();
    for group in &listed.groups {
        let _ = writeln!(text, "{}", group.name);
        for value in &group.values {
            let count = value.contacts.unwrap_or(0);
            let _ = writeln!(text, "  {:<26} {:<7} {count:>9}", value.name, value.colour.as_str());
        }
    }
    text
}

pub(crate) fn done(done: &DefinitionDone) -> String {
    match (done.batch, done.contacts) {
        (None, _) => "Nothing changed.".to_owned(),
        (Some(batch), 0) => format!("Done.  (undo {})", batch.tail()),
        (Some(batch), contacts) => format!("Done; contacts changed: {contacts}.  (undo {})", batch.tail()),
    }
}

pub(crate) fn consents(consents: &[Consent]) -> String {
    let mut text = String::new();
    for entry in consents {
        let channel = entry.channel.map(|channel| format!(" by {channel}")).unwrap_or_default();
        let state = entry.state.as_str().replace('_', " ");
        let basis = entry.basis.as_str().replace('_', " ");
        let _ = writeln!(text, "{}  {}{channel}: {state}  ({basis})", entry.day, entry.purpose);
        for (word, said) in [("how", &entry.how), ("evidence", &entry.evidence)] {
            if !said.is_empty() {
                let _ = writeln!(text, "            {word}: {said}");
            }
        }
    }
    if consents.is_empty() { "Nothing is noted about consent.".to_owned() } else { text }
}

pub(crate) fn reached(reached: &ContactsReached) -> String {
    let mut text = String::new();
    for reach in &reached.channels {
        let _ = writeln!(text, "{}: {}", reach.channel, answer(&reach.objections, reach.channel));
        for row in reached.rows.iter().filter(|row| row.channel == reach.channel) {
            let _ = writeln!(text, "  {}: {}", row.value, answer(&row.objections, row.channel));
        }
    }
    text
}

fn answer(objections: &[Objection], channel: Channel) -> String {
    if objections.is_empty() {
        return "yes".to_owned();
    }
    let why: Vec<String> = objections.iter().map(|objection| objection.sentence(channel)).collect();
    format!("no: {}", why.join("; "))
}

pub(crate) fn locked(done: &ContactsLocked) -> String {
    let field = done.path.split('/').next().unwrap_or(&done.path);
    match (done.batch, done.locked) {
        (None, true) => format!("{field} is locked already: it does not leave this machine."),
        (None, false) => format!("{field} is not locked."),
        (Some(_), true) => format!("{field} never leaves this machine from now on."),
        (Some(_), false) => format!("{field} may leave this machine again."),
    }
}

/// What stands behind an address or a number: that it is not to be used, that it is locked.
pub(crate) fn marks(contact: &Contact, path: &str) -> String {
    let mut marks: Vec<String> = Vec::new();
    for reach in reaches(contact, None).into_iter().filter(|reach| reach.path == path) {
        marks.extend(reach.objections.iter().map(|objection| objection.sentence(reach.channel).to_uppercase()));
    }
    if is_locked(contact, path) {
        marks.push("locked".to_owned());
    }
    marks.dedup();
    if marks.is_empty() { String::new() } else { format!("  [{}]", marks.join("; ")) }
}
