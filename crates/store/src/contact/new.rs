//! A contact on its way in: a draft with everything that the database derives from it.
//!
//! It is worked out before the write begins, on whatever thread has the time, so that a transaction only writes.
//! Deliberately absent: identities, which belong to the write unless somebody else has given them already.

use satchel_model::{ContactDraft, Id, fold, fold_email};

use crate::Store;
use crate::derive::sort_keys;
use crate::value::{company_match, phone_match};

/// A draft, its sort keys, and the forms in which it is compared with others.
#[derive(Clone, Debug)]
pub struct NewContact {
    pub(crate) draft: ContactDraft,
    pub(crate) display: String,
    pub(crate) by_display: Vec<u8>,
    pub(crate) by_family: Vec<u8>,
    pub(crate) company: String,
    name: String,
    emails: Vec<String>,
    phones: Vec<String>,
    /// Identities that are known already.
    pub(crate) known: Option<KnownIds>,
}

/// Identities of a contact and its rows, in the order of the draft's lists.
#[derive(Clone, Debug)]
pub(crate) struct KnownIds {
    pub(crate) contact: Id,
    pub(crate) emails: Vec<Id>,
    pub(crate) phones: Vec<Id>,
    pub(crate) addresses: Vec<Id>,
    pub(crate) links: Vec<Id>,
    pub(crate) dates: Vec<Id>,
}

impl Store {
    /// Works out what will be written of a draft. Reads nothing.
    #[must_use]
    pub fn new_contact(&self, draft: ContactDraft) -> NewContact {
        let display = draft.shown();
        let (by_display, by_family) = sort_keys(&self.inner.sort, &display, &draft.given, &draft.family);
        NewContact {
            company: company_match(&draft.company),
            name: fold(&display),
            emails: draft.emails.iter().map(|(_, address)| fold_email(address)).collect(),
            phones: draft.phones.iter().map(|(_, written, e164)| phone_match(written, e164)).collect(),
            by_display,
            by_family,
            display,
            draft,
            known: None,
        }
    }
}

impl NewContact {
    /// What is shown; empty when nothing says who it is.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The shown name as names are compared.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The e-mail addresses as addresses are compared, in the order of the draft.
    #[must_use]
    pub fn emails(&self) -> &[String] {
        &self.emails
    }

    /// The phone numbers as numbers are compared (E.164, else bare digits), in the order of the draft.
    #[must_use]
    pub fn phones(&self) -> &[String] {
        &self.phones
    }

    /// Takes a line, or lines that follow each other, out of the notes.
    pub fn forget_note(&mut self, line: &str) {
        let notes = &mut self.draft.notes;
        let bounded = |at: usize| {
            let end = at + line.len();
            (at == 0 || notes.as_bytes()[at - 1] == b'\n') && (end == notes.len() || notes.as_bytes()[end] == b'\n')
        };
        let Some(at) = notes.match_indices(line).map(|(at, _)| at).find(|at| bounded(*at)) else { return };
        let end = (at + line.len() + 1).min(notes.len());
        notes.replace_range(at..end, "");
        notes.truncate(notes.trim_end_matches('\n').len());
    }

    /// The same contact, with identities that somebody else has given already.
    pub(crate) fn known_as(mut self, known: KnownIds) -> Self {
        self.known = Some(known);
        self
    }

    /// What it was worked out from.
    #[must_use]
    pub fn draft(&self) -> &ContactDraft {
        &self.draft
    }
}
