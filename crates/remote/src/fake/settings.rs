//! What kind of remote the fake is.

use std::collections::BTreeMap;

use satchel_model::Entity;

use crate::{
    Capabilities, CreateKey, Deletions, FieldCapability, KindCapabilities, Operations, PHOTO, RowCapability, RowKeys,
    Slot, Slots, VersionCheck,
};

/// What the fake offers and how it behaves when nothing goes wrong.
#[derive(Clone, Debug)]
pub struct Settings {
    /// What it says it offers, and keeps to.
    pub capabilities: Capabilities,
    /// Changes in one chunk on the wire.
    pub chunk: usize,
    /// Stamps are whole multiples of so many milliseconds.
    pub resolution: i64,
    /// Whether an answer to a change holds what is stored now.
    pub answers_stored: bool,
}

impl Default for Settings {
    /// An address book: most fields, small pictures, lists of rows known by value, the most helpful answers.
    fn default() -> Self {
        let fields =
            ["prefix", "given", "middle", "family", "nickname", "company", "title", "birthday", "notes", PHOTO];
        let rows = |parts: &[&str], most| RowCapability {
            slots: Slots::List { most, keys: RowKeys::ByValue },
            parts: parts.iter().map(|&part| part.to_owned()).collect(),
        };
        let address = ["street", "locality", "region", "postcode", "country", "label"];
        Self::of(KindCapabilities {
            kind: Entity::Contact,
            fields: fields
                .into_iter()
                .map(|key| (key.to_owned(), FieldCapability { writable: true, longest: Some(1_000) }))
                .collect(),
            rows: BTreeMap::from([
                ("emails".to_owned(), rows(&["value", "label"], None)),
                ("phones".to_owned(), rows(&["value", "label"], None)),
                ("addresses".to_owned(), rows(&address, None)),
            ]),
            deletions: Deletions::Feed,
            version_check: VersionCheck::Atomic,
            create_key: CreateKey::Upsert,
            operations: Operations { create: true, update: true, delete: true, restore: true },
            max_push: 50,
        })
    }
}

impl Settings {
    fn of(contacts: KindCapabilities) -> Self {
        Self { capabilities: Capabilities { kinds: vec![contacts] }, chunk: 3, resolution: 1, answers_stored: true }
    }

    /// A narrow remote: few fields, short texts, one e-mail, two named phones, at most two addresses with stable keys;
    /// whole seconds; creates are looked up, deletions come by sweep, answers hold nothing.
    #[must_use]
    pub fn narrow() -> Self {
        let slot = |key: &str, label: &str| Slot { key: key.to_owned(), label: label.to_owned() };
        let value = || vec!["value".to_owned()];
        let contacts = KindCapabilities {
            kind: Entity::Contact,
            fields: ["given", "family", "title"]
                .into_iter()
                .map(|key| (key.to_owned(), FieldCapability { writable: true, longest: Some(40) }))
                .collect(),
            rows: BTreeMap::from([
                ("emails".to_owned(), RowCapability { slots: Slots::Named(vec![slot("email", "")]), parts: value() }),
                (
                    "phones".to_owned(),
                    RowCapability {
                        slots: Slots::Named(vec![slot("phone", ""), slot("mobile", "mobile")]),
                        parts: value(),
                    },
                ),
                (
                    "addresses".to_owned(),
                    RowCapability {
                        slots: Slots::List { most: Some(2), keys: RowKeys::Stable },
                        parts: vec!["street".to_owned(), "locality".to_owned(), "country".to_owned()],
                    },
                ),
            ]),
            deletions: Deletions::SweepOnly,
            version_check: VersionCheck::CheckThenWrite,
            create_key: CreateKey::Search,
            operations: Operations { create: true, update: true, delete: true, restore: false },
            max_push: 1,
        };
        Self { chunk: 1, resolution: 1_000, answers_stored: false, ..Self::of(contacts) }
    }

    /// As it is, with room for so many e-mails.
    #[must_use]
    pub fn with_emails(mut self, emails: usize) -> Self {
        for kind in &mut self.capabilities.kinds {
            if let Some(RowCapability { slots: Slots::List { most, .. }, .. }) = kind.rows.get_mut("emails") {
                *most = Some(emails);
            }
        }
        self
    }
}
