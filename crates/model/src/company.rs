//! A company.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::{Address, Attachment, Field, FieldKind, Id, Phone, RecordState};

/// Another name, or a domain, of a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct CompanyText {
    /// Identity of the row.
    pub id: Id,
    /// The name as people write it, or the domain (`engines.example`).
    pub value: String,
    /// `legal`, `former`, … or any other word; empty when not said.
    pub label: String,
    /// The first of its kind.
    pub primary: bool,
}

/// A company with its own fields; its people are found through their affiliations.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Company {
    /// Identity.
    pub id: Id,
    /// The journal's sequence number when this was read: the `base` of an edit.
    #[ts(type = "number")]
    pub seq: i64,
    /// Active, archived or trashed.
    pub state: RecordState,
    /// As people write it.
    pub name: String,
    /// Other names: legal, former, short ones. They find it as its name does.
    pub names: Vec<CompanyText>,
    /// Domains of its mail and web.
    pub domains: Vec<CompanyText>,
    /// Phone numbers, the primary first.
    pub phones: Vec<Phone>,
    /// Postal addresses, the primary first.
    pub addresses: Vec<Address>,
    /// Files.
    #[serde(default)]
    pub attachments: Vec<Attachment>,
    /// Main web site, empty when not known.
    pub website: String,
    /// What it does.
    pub industry: String,
    /// Size as a band: `11-50`.
    pub size: String,
    /// How many people work there, in digits; empty when not known.
    pub employees: String,
    /// Revenue of a year with its currency; empty when not known.
    pub revenue: String,
    /// Number in the register of companies.
    pub registration: String,
    /// VAT number.
    pub vat: String,
    /// The company that it belongs to.
    pub parent: Option<CompanyRef>,
    /// Companies that belong to it, by name.
    pub children: Vec<CompanyRef>,
    /// Free text.
    pub notes: String,
    /// How many active contacts are affiliated now.
    #[ts(type = "number")]
    pub people: i64,
    /// Values of one's own fields, by key, as those of a contact.
    #[serde(default)]
    #[ts(type = "Record<string, unknown>")]
    pub custom: BTreeMap<String, Value>,
}

/// A company's name and identity, for choosing one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct CompanyRef {
    /// Identity.
    pub id: Id,
    /// As people write it.
    pub name: String,
}

const fn of(key: &'static str, kind: FieldKind, limit: usize) -> Field {
    Field { key, kind, writable: true, sortable: false, limit }
}

/// All fields of a company in the order in which forms show them.
pub const COMPANY_FIELDS: &[Field] = &[
    of("name", FieldKind::Line, 1_000),
    of("names", FieldKind::Names, 1_000),
    of("domains", FieldKind::Domains, 253),
    of("phones", FieldKind::Phones, 0),
    of("addresses", FieldKind::Addresses, 0),
    of("attachments", FieldKind::Attachments, 0),
    of("website", FieldKind::Line, 2_000),
    of("industry", FieldKind::Line, 200),
    of("size", FieldKind::Line, 50),
    of("employees", FieldKind::Count, 0),
    of("revenue", FieldKind::Line, 50),
    of("registration", FieldKind::Line, 100),
    of("vat", FieldKind::Line, 50),
    of("parent", FieldKind::Parent, 0),
    of("notes", FieldKind::Text, 1_000_000),
];

/// Looks a field of a company up by its key, or by the singular of a list.
#[must_use]
pub fn company_field(key: &str) -> Option<&'static Field> {
    let key = match key {
        "alias" => "names",
        "domain" => "domains",
        "phone" => "phones",
        "address" => "addresses",
        "attachment" | "file" => "attachments",
        "web" => "website",
        "note" => "notes",
        other => other,
    };
    COMPANY_FIELDS.iter().find(|field| field.key == key)
}
