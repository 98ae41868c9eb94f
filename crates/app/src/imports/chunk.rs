//! A few thousand rows of a file on their way into the vault, with all that can be known of them without the database.

use satchel_exchange::{Position, RowOutcome};
use satchel_model::{
    Contact, ContactDraft, CustomFields, MatchKey, Preferences, Problem, ProblemCode, category_key, digits, fold_email,
};
use satchel_search::SearchText;
use satchel_store::{NewContact, RowIds, Store};

use super::form::{CameIn, Incoming};
use crate::documents::of_new;

/// Rows, read and mapped.
#[derive(Debug)]
pub(super) struct Chunk {
    pub(super) rows: Vec<Row>,
    /// The boundary after the last row.
    pub(super) after: Position,
}

/// What became of a row of the file.
#[derive(Debug)]
pub(super) enum Row {
    /// Nothing in it.
    Blank { line: u64 },
    /// Somebody, perhaps with cells that could not be read.
    Taken(Box<Taken>),
    /// A list of other cards of the file.
    Group(Group),
    /// Nobody, or not to be split.
    Failed { line: u64, problems: Vec<Problem>, cells: Vec<String> },
}

/// A list of other cards.
#[derive(Clone, Debug)]
pub(super) struct Group {
    pub(super) line: u64,
    pub(super) name: String,
    /// Uids of who is on it.
    pub(super) members: Vec<String>,
}

/// Somebody whom a row is about.
#[derive(Debug)]
pub(super) struct Taken {
    pub(super) line: u64,
    pub(super) new: NewContact,
    pub(super) text: SearchText,
    pub(super) problems: Vec<Problem>,
    /// By what it is known here and elsewhere.
    pub(super) known: RowIds,
    /// The forms in which it is compared, key by key.
    pub(super) identities: Vec<Vec<String>>,
    pub(super) card: Option<Box<CameIn>>,
    /// Its cells, where it says nothing but an id.
    pub(super) cells: Vec<String>,
}

/// What is needed to work a row out.
pub(super) struct Workshop {
    pub(super) store: Store,
    pub(super) fields: std::sync::Arc<CustomFields>,
    pub(super) categories: super::categories::Categories,
    pub(super) keys: Vec<MatchKey>,
    /// What every row gets that does not say it itself.
    pub(super) given: ContactDraft,
}

impl Workshop {
    /// Works out what could be written of a row.
    pub(super) fn row(&self, incoming: Incoming) -> Row {
        let members = incoming.card.as_ref().and_then(|card| card.members.clone());
        match incoming.outcome {
            RowOutcome::Taken { line, draft, .. } if members.is_some() => {
                Row::Group(Group { line, name: draft.shown(), members: members.unwrap_or_default() })
            }
            RowOutcome::Blank { line } => Row::Blank { line },
            RowOutcome::Taken { line, mut draft, known, mut problems } => {
                fill(&mut draft, &self.given);
                self.categories.settle(&mut draft, line, &mut problems);
                let new = self.store.new_contact(*draft);
                let text = of_new(&new, &self.fields).text();
                let identities = self.store.identities(&new, &known, &self.keys, &self.fields);
                let (card, cells) = (incoming.card, incoming.cells);
                Row::Taken(Box::new(Taken { line, new, text, problems, known, identities, card, cells }))
            }
            RowOutcome::Failed { line, problems, cells } => Row::Failed { line, problems, cells },
        }
    }
}

impl Taken {
    /// A cell that was refused is no note for somebody who has its very text as a value: it came in another way.
    pub(super) fn forget_what_is_held(&mut self, contact: &Contact) {
        let Self { problems, new, .. } = self;
        problems.retain(|problem| {
            let refused = matches!(
                problem.code,
                ProblemCode::EmailInvalid | ProblemCode::PhoneInvalid | ProblemCode::LinkInvalid
            );
            if !refused || !holds(contact, problem) {
                return true;
            }
            new.forget_note(&format!("{}: {}", problem.column, problem.value));
            false
        });
    }
}

/// Whether each piece of a refused cell is a value of the contact.
fn holds(contact: &Contact, problem: &Problem) -> bool {
    let held: Vec<String> = match problem.code {
        ProblemCode::EmailInvalid => contact.emails.iter().map(|row| fold_email(&row.value)).collect(),
        ProblemCode::PhoneInvalid => contact.phones.iter().map(|row| digits(&row.value)).collect(),
        _ => contact.links.iter().map(|row| row.value.clone()).collect(),
    };
    let compared = |text: &str| match problem.code {
        ProblemCode::EmailInvalid => fold_email(text),
        ProblemCode::PhoneInvalid => digits(text),
        _ => text.trim().to_owned(),
    };
    let is_held = |text: &str| !compared(text).is_empty() && held.contains(&compared(text));
    let mut pieces = problem.value.split([',', ';', '|', '\n']).map(str::trim).filter(|piece| !piece.is_empty());
    is_held(&problem.value) || (!held.is_empty() && pieces.clone().count() > 1 && pieces.all(is_held))
}

/// Gives a draft what it does not say itself; tags it gets besides.
fn fill(draft: &mut ContactDraft, given: &ContactDraft) {
    if *given == ContactDraft::default() {
        return;
    }
    let mut lent = given.clone();
    for key in ContactDraft::TEXTS {
        if let (Some(to), Some(from)) = (draft.text_mut(key), lent.text_mut(key))
            && to.is_empty()
        {
            *to = std::mem::take(from);
        }
    }
    draft.birthday = draft.birthday.or(lent.birthday);
    let fill_list = |to: &mut Vec<(String, String)>, from: Vec<(String, String)>| {
        if to.is_empty() {
            *to = from;
        }
    };
    fill_list(&mut draft.emails, lent.emails);
    fill_list(&mut draft.links, lent.links);
    if draft.phones.is_empty() {
        draft.phones = lent.phones;
    }
    if draft.addresses.is_empty() {
        draft.addresses = lent.addresses;
    }
    if draft.dates.is_empty() {
        draft.dates = lent.dates;
    }
    for tag in lent.tags {
        if !draft.tags.iter().any(|known| satchel_model::fold(known) == satchel_model::fold(&tag)) {
            draft.tags.push(tag);
        }
    }
    for (group, name) in lent.categories {
        let same = |known: &(String, String)| category_key(&known.0) == category_key(&group);
        if !draft.categories.iter().any(same) {
            draft.categories.push((group, name));
        }
    }
    fill_preferences(&mut draft.preferences, lent.preferences);
    draft.email_marks.extend(lent.email_marks);
    draft.phone_marks.extend(lent.phone_marks);
    for (field, value) in lent.custom {
        draft.custom.entry(field).or_insert(value);
    }
}

/// Wishes that are not said are taken over, and refusals are besides what is said.
fn fill_preferences(to: &mut Preferences, from: Preferences) {
    if to.channels.is_empty() {
        to.channels = from.channels;
    }
    for (to, from) in [(&mut to.best_times, from.best_times), (&mut to.topics, from.topics)] {
        if to.is_empty() {
            *to = from;
        }
    }
    to.frequency = to.frequency.or(from.frequency);
    to.do_not_call |= from.do_not_call;
    to.do_not_email |= from.do_not_email;
    to.do_not_text |= from.do_not_text;
}
