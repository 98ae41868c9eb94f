//! A contact that does not exist yet: what a row of a file, a card or a filled form says, checked but without identities.
//!
//! What is named (a tag, a category, a company) is there by its name; the store finds it. Deliberately absent: files and
//! privacy locks, which belong to the vault that they are in.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{Address, Channel, Consent, Contact, EmailStatus, Id, NameParts, PartialDate, Preferences, display_name};

/// What is known about an e-mail address beside its label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct EmailMarks {
    /// Whether mail arrives there.
    #[serde(skip_serializing_if = "is_default")]
    pub status: EmailStatus,
    /// Nothing is to be sent to this address.
    #[serde(skip_serializing_if = "is_default")]
    pub do_not_email: bool,
}

/// What is known about a phone number beside its label.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PhoneMarks {
    /// This number is not to be called.
    #[serde(skip_serializing_if = "is_default")]
    pub do_not_call: bool,
    /// Nothing is to be texted to this number.
    #[serde(skip_serializing_if = "is_default")]
    pub do_not_text: bool,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// A contact that does not exist yet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of Contact, where they are documented")]
pub struct ContactDraft {
    pub prefix: String,
    pub given: String,
    pub middle: String,
    pub family: String,
    pub suffix: String,
    pub nickname: String,
    pub maiden: String,
    /// Set by hand; empty lets the name decide.
    pub display: String,
    /// `(label, address)`; the first is the primary.
    pub emails: Vec<(String, String)>,
    /// By address as written; those about which something is known.
    pub email_marks: BTreeMap<String, EmailMarks>,
    /// `(label, number as written, E.164 or empty)`; the first is the primary.
    pub phones: Vec<(String, String, String)>,
    /// By number as written; those about which something is known.
    pub phone_marks: BTreeMap<String, PhoneMarks>,
    /// The identity in each is ignored; the first is the primary.
    pub addresses: Vec<Address>,
    /// `(label, URL)`; the first is the primary.
    pub links: Vec<(String, String)>,
    /// `(label, day)`.
    pub dates: Vec<(String, PartialDate)>,
    pub company: String,
    pub title: String,
    pub department: String,
    pub role: String,
    pub birthday: Option<PartialDate>,
    pub time_zone: String,
    pub language: String,
    pub tags: Vec<String>,
    /// `(group, value)`, by name.
    pub categories: Vec<(String, String)>,
    pub preferences: Preferences,
    /// Channels of which it is said that they may be used. It takes a refusal away only where that is asked for.
    pub allowed: Vec<Channel>,
    /// Newest first; the identities are ignored.
    pub consents: Vec<Consent>,
    pub notes: String,
    pub source: String,
    pub owner: String,
    /// Values of one's own fields in the journal's form, by the field's identity.
    pub custom: BTreeMap<Id, Value>,
}

/// Nobody: no name, e-mail, phone or company.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is nobody here: give a name, an e-mail, a phone or a company")]
pub struct Unidentified;

impl ContactDraft {
    /// The keys of all fields of one text, in the order of the field registry; `text_mut` knows each.
    pub const TEXTS: [&str; 17] = [
        "prefix",
        "given",
        "middle",
        "family",
        "suffix",
        "nickname",
        "maiden",
        "display",
        "company",
        "title",
        "department",
        "role",
        "time_zone",
        "language",
        "source",
        "owner",
        "notes",
    ];

    /// All that a draft has a place for of a contact but the values of one's own fields, which only a vault can read.
    #[must_use]
    pub fn of(contact: &Contact) -> Self {
        Self {
            prefix: contact.prefix.clone(),
            given: contact.given.clone(),
            middle: contact.middle.clone(),
            family: contact.family.clone(),
            suffix: contact.suffix.clone(),
            nickname: contact.nickname.clone(),
            maiden: contact.maiden.clone(),
            display: contact.display_set.clone(),
            emails: contact.emails.iter().map(|row| (row.label.clone(), row.value.clone())).collect(),
            email_marks: contact.email_marks(),
            phones: contact.phones.iter().map(|row| (row.label.clone(), row.value.clone(), row.e164.clone())).collect(),
            phone_marks: contact.phone_marks(),
            addresses: contact.addresses.clone(),
            links: contact.links.iter().map(|row| (row.label.clone(), row.value.clone())).collect(),
            dates: contact.dates.iter().map(|row| (row.label.clone(), row.value)).collect(),
            company: contact.company.clone(),
            title: contact.title.clone(),
            department: contact.department.clone(),
            role: contact.role.clone(),
            birthday: contact.birthday,
            time_zone: contact.time_zone.clone(),
            language: contact.language.clone(),
            tags: contact.tags.clone(),
            categories: contact.categories.iter().map(|own| (own.group.clone(), own.name.clone())).collect(),
            preferences: contact.preferences.clone(),
            allowed: Vec::new(),
            consents: contact.consents.clone(),
            notes: contact.notes.clone(),
            source: contact.source.clone(),
            owner: contact.owner.clone(),
            custom: BTreeMap::new(),
        }
    }

    /// Whether anything says who this is.
    ///
    /// # Errors
    /// When there is no name, e-mail, phone or company.
    pub fn identify(&self) -> Result<(), Unidentified> {
        if self.shown().is_empty() { Err(Unidentified) } else { Ok(()) }
    }

    /// The text under a field key; nothing when what the key names is no text.
    pub fn text_mut(&mut self, key: &str) -> Option<&mut String> {
        Some(match key {
            "prefix" => &mut self.prefix,
            "given" => &mut self.given,
            "middle" => &mut self.middle,
            "family" => &mut self.family,
            "suffix" => &mut self.suffix,
            "nickname" => &mut self.nickname,
            "maiden" => &mut self.maiden,
            "display" => &mut self.display,
            "company" => &mut self.company,
            "title" => &mut self.title,
            "department" => &mut self.department,
            "role" => &mut self.role,
            "time_zone" => &mut self.time_zone,
            "language" => &mut self.language,
            "notes" => &mut self.notes,
            "source" => &mut self.source,
            "owner" => &mut self.owner,
            _ => return None,
        })
    }

    /// All by which somebody may be called.
    #[must_use]
    pub fn names(&self) -> [&String; 7] {
        let Self { prefix, given, middle, family, suffix, nickname, maiden, .. } = self;
        [prefix, given, middle, family, suffix, nickname, maiden]
    }

    /// Adds a line below the notes.
    pub fn note(&mut self, line: &str) {
        if !self.notes.is_empty() {
            self.notes.push('\n');
        }
        self.notes.push_str(line);
    }

    /// What is shown for this contact.
    #[must_use]
    pub fn shown(&self) -> String {
        if !self.display.is_empty() {
            return self.display.clone();
        }
        display_name(&NameParts {
            prefix: &self.prefix,
            given: &self.given,
            middle: &self.middle,
            family: &self.family,
            suffix: &self.suffix,
            nickname: &self.nickname,
            company: &self.company,
            email: self.emails.first().map_or("", |(_, address)| address),
            phone: self.phones.first().map_or("", |(_, number, _)| number),
        })
    }
}

impl Contact {
    /// What is known about e-mail addresses, by the address as written; those about which nothing is are left out.
    #[must_use]
    pub fn email_marks(&self) -> BTreeMap<String, EmailMarks> {
        let marks = self.emails.iter().map(|row| {
            let marks = EmailMarks { status: row.status, do_not_email: row.do_not_email };
            (row.value.clone(), marks)
        });
        marks.filter(|(_, marks)| !is_default(marks)).collect()
    }

    /// What is known about phone numbers, by the number as written; those about which nothing is are left out.
    #[must_use]
    pub fn phone_marks(&self) -> BTreeMap<String, PhoneMarks> {
        let marks = self.phones.iter().map(|row| {
            let marks = PhoneMarks { do_not_call: row.do_not_call, do_not_text: row.do_not_text };
            (row.value.clone(), marks)
        });
        marks.filter(|(_, marks)| !is_default(marks)).collect()
    }
}
