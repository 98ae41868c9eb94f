//! A few thousand rows of a file on their way into the vault, with all that can be known of them without the database.

use satchel_exchange::{Position, RowOutcome};
use satchel_model::{ContactDraft, CustomFields, MatchKey, Problem};
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
            RowOutcome::Taken { line, mut draft, known, problems } => {
                fill(&mut draft, &self.given);
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
    for (field, value) in lent.custom {
        draft.custom.entry(field).or_insert(value);
    }
}
