//! What of a contact has no property in a card: as JSON, and nothing where there is nothing of it.

use std::collections::BTreeMap;

use satchel_model::{Consent, Contact, EmailMarks, InCategory, PhoneMarks, Preferences, RecordState};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The rest of a contact.
#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Rest {
    #[serde(skip_serializing_if = "is_default")]
    state: RecordState,
    #[serde(skip_serializing_if = "is_default")]
    role: String,
    /// By address.
    #[serde(skip_serializing_if = "is_default")]
    emails: BTreeMap<String, EmailMarks>,
    /// By number.
    #[serde(skip_serializing_if = "is_default")]
    phones: BTreeMap<String, PhoneMarks>,
    #[serde(skip_serializing_if = "is_default")]
    categories: Vec<InCategory>,
    #[serde(skip_serializing_if = "is_default")]
    preferences: Preferences,
    #[serde(skip_serializing_if = "is_default")]
    consents: Vec<Consent>,
    #[serde(skip_serializing_if = "is_default")]
    custom: BTreeMap<String, Value>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Rest {
    pub(super) fn of(contact: &Contact) -> Self {
        Self {
            state: contact.state,
            role: contact.role.clone(),
            emails: contact.email_marks(),
            phones: contact.phone_marks(),
            categories: contact.categories.clone(),
            preferences: contact.preferences.clone(),
            consents: contact.consents.clone(),
            custom: contact.custom.clone(),
        }
    }

    /// As text; nothing for nothing.
    pub(super) fn text(&self) -> String {
        if is_default(self) { String::new() } else { serde_json::to_string(self).unwrap_or_default() }
    }

    /// Reads the text; nothing when it is something else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        if text.is_empty() { Some(Self::default()) } else { serde_json::from_str(text).ok() }
    }

    /// The same; what cannot be read is nothing, because it stays in the card.
    pub(super) fn read(text: &str) -> Self {
        Self::parse(text).unwrap_or_default()
    }

    /// Gives it to the contact that the other properties made.
    pub(super) fn give(self, contact: &mut Contact) {
        for row in &mut contact.emails {
            if let Some(marks) = self.emails.get(&row.value) {
                (row.status, row.do_not_email) = (marks.status, marks.do_not_email);
            }
        }
        for row in &mut contact.phones {
            if let Some(marks) = self.phones.get(&row.value) {
                (row.do_not_call, row.do_not_text) = (marks.do_not_call, marks.do_not_text);
            }
        }
        contact.state = self.state;
        contact.role = self.role;
        contact.categories = self.categories;
        contact.preferences = self.preferences;
        contact.consents = self.consents;
        contact.custom = self.custom;
    }
}
