//! What somebody said about a field: its name, its kind, its rules.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CustomKind, Entity, Id, RecordState};

/// Fields that a kind of record can have.
pub const MOST_FIELDS: usize = 1_000;
/// Options that a field can have.
pub const MOST_OPTIONS: usize = 5_000;

/// Whose field it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FieldEntity {
    /// Contacts have it.
    #[default]
    Contact,
    /// Companies have it.
    Company,
}

impl FieldEntity {
    /// The kind of record.
    #[must_use]
    pub const fn entity(self) -> Entity {
        match self {
            Self::Contact => Entity::Contact,
            Self::Company => Entity::Company,
        }
    }

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Company => "company",
        }
    }
}

/// One of the values that a choice offers. Its place in the list is its order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FieldOption {
    /// Identity; values refer to it, so that a new name is a new name and no other value.
    pub id: Id,
    /// What people call it.
    pub name: String,
    /// `#rrggbb`; empty for none.
    #[serde(default)]
    pub colour: String,
    /// Still read, no longer offered.
    #[serde(default)]
    pub archived: bool,
}

/// A field is only asked for when another field holds something.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ShownWhen {
    /// Key of the other field, built-in or of one's own.
    pub field: String,
    /// What it must hold, as it is read; empty for anything.
    #[serde(default)]
    pub value: String,
}

/// A field of one's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FieldDefinition {
    /// Identity.
    pub id: Id,
    /// Active; archived, with its values kept out of the way; or trashed.
    pub state: RecordState,
    /// Whose field it is.
    pub entity: FieldEntity,
    /// One word everywhere: in `set`, in a search, in mappings, on the wire.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// What it holds.
    pub kind: CustomKind,
    /// A form that is saved must have a value; imports and syncs are told.
    pub required: bool,
    /// No two records outside the trash may have the same value.
    pub unique: bool,
    /// Regular expression that the whole value must match; empty for none.
    pub pattern: String,
    /// The least value, or the least number of characters; empty for none.
    pub min: String,
    /// The most, likewise.
    pub max: String,
    /// What a new record has when nothing was said; empty for nothing.
    pub default: String,
    /// A sentence beside the field.
    pub help: String,
    /// Under which heading the card shows it; empty for the common one.
    pub group: String,
    /// Fields are shown in this order, then by name.
    #[ts(type = "number")]
    pub position: i64,
    /// ISO 4217 code of an amount that says none.
    pub currency: String,
    /// When the card asks for it; always without.
    pub shown_when: Option<ShownWhen>,
    /// What a choice offers, in order.
    pub options: Vec<FieldOption>,
}

impl FieldDefinition {
    /// A field without rules.
    #[must_use]
    pub fn new(id: Id, entity: FieldEntity, kind: CustomKind) -> Self {
        Self {
            id,
            state: RecordState::Active,
            entity,
            key: String::new(),
            name: String::new(),
            kind,
            required: false,
            unique: false,
            pattern: String::new(),
            min: String::new(),
            max: String::new(),
            default: String::new(),
            help: String::new(),
            group: String::new(),
            position: 0,
            currency: String::new(),
            shown_when: None,
            options: Vec::new(),
        }
    }

    /// The path of its values in the journal.
    #[must_use]
    pub fn path(&self) -> String {
        format!("custom/{}", self.id)
    }
}
