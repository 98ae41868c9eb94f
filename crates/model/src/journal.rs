//! The words of the journal: what a batch is, and what one change is.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use crate::Id;

/// Who let a batch in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Somebody at the window.
    Window,
    /// Somebody at the terminal.
    Command,
    /// A file.
    Import,
    /// A remote account.
    Sync,
    /// A background job.
    Job,
    /// The reversal of another batch.
    Undo,
}

/// What kind of record a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Entity {
    /// A person.
    Contact,
    /// A company.
    Company,
    /// The definition of a tag.
    Tag,
    /// A group of categories.
    CategoryGroup,
    /// A value of a group of categories.
    Category,
    /// Somebody of the team.
    TeamMember,
    /// How two people stand to each other.
    Relation,
    /// A kind of relation of one's own.
    RelationKind,
    /// The definition of a field of one's own.
    Field,
    /// A list of contacts.
    List,
    /// A saved view.
    SavedView,
}

/// Identity of a batch.
pub type BatchId = Id;

/// One path of one record, before and after; `None` is "was not there".
///
/// `path` is a field key (`title`), a child row (`emails/<id>`), or `state`. Undo is the same change with its two
/// sides swapped.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct FieldChange {
    /// What changed.
    pub path: String,
    /// What it was.
    #[ts(type = "unknown")]
    pub before: Option<Value>,
    /// What it became.
    #[ts(type = "unknown")]
    pub after: Option<Value>,
}

impl FieldChange {
    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { path: self.path.clone(), before: self.after.clone(), after: self.before.clone() }
    }
}

/// What a person thinks of as one thing that was done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Batch {
    /// Identity.
    pub id: BatchId,
    /// Who let it in.
    pub origin: Origin,
    /// Who did it: `me`, or the name of a person, an account, a rule or a job.
    pub actor: String,
    /// When, UTC milliseconds.
    #[ts(type = "number")]
    pub at: i64,
    /// What was done, in a few words.
    pub label: String,
    /// How many records it created.
    #[ts(type = "number")]
    pub created: i64,
    /// How many records it changed.
    #[ts(type = "number")]
    pub changed: i64,
    /// The batch that this one takes back.
    pub reverts: Option<BatchId>,
    /// The batch that took this one back.
    pub reverted_by: Option<BatchId>,
}

macro_rules! stored_words {
    ($type:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $type {
            /// The stored word.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }

            /// Reads the stored word; `None` when a newer version wrote it.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

stored_words!(Origin {
    Window = "window",
    Command = "command",
    Import = "import",
    Sync = "sync",
    Job = "job",
    Undo = "undo",
});

stored_words!(Entity {
    Contact = "contact",
    Company = "company",
    Tag = "tag",
    CategoryGroup = "category_group",
    Category = "category",
    TeamMember = "team_member",
    Relation = "relation",
    RelationKind = "relation_kind",
    Field = "field",
    List = "list",
    SavedView = "saved_view",
});
