//! One edit of many contacts.

use satchel_model::{Edit, Id, RecordState};
use serde_json::Value;

use super::{KeptPath, wire};

wire! {
    /// How letters are written.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum LetterCase {
        /// ADA LOVELACE.
        Upper,
        /// ada lovelace.
        Lower,
        /// Ada Lovelace.
        Title,
    }

    /// What is done to each contact.
    #[serde(rename_all = "snake_case")]
    pub enum BulkChange {
        /// A field is set, cleared, added to or taken from, as by hand.
        Edit(Edit),
        /// Every place where a text stands, whatever its case, holds another.
        Replace {
            /// In which field.
            field: String,
            /// What is looked for.
            find: String,
            /// What stands there then.
            with: String,
        },
        /// A field is written in other letters.
        Case {
            /// Which field.
            field: String,
            /// How.
            to: LetterCase,
        },
        /// It goes on a list.
        ListAdd {
            /// Which.
            list: Id,
            /// With which status; the first of the kind when empty.
            #[serde(default)]
            status: String,
        },
        /// It goes off a list.
        ListRemove {
            /// Which.
            list: Id,
        },
        /// It is archived, put into the trash, or brought back.
        State(RecordState),
    }

    /// An edit of all whom a filter means, or of some contacts. Over 1,000 it is a job.
    pub struct BulkEdit {
        /// The filter in its text form; null for `ids` alone.
        #[serde(default)]
        pub filter: Option<String>,
        /// Which contacts, when no filter says it.
        #[serde(default)]
        pub ids: Vec<Id>,
        /// Of which state, unless the filter names states itself.
        #[serde(default)]
        pub state: RecordState,
        /// What is done, one after the other.
        pub changes: Vec<BulkChange>,
        /// Only tell what would be done.
        #[serde(default)]
        pub dry_run: bool,
    }

    /// A value as it is and as it would be.
    pub struct BulkSample {
        /// Whose.
        pub id: Id,
        /// What the contact is called.
        pub display: String,
        /// Of which field.
        pub path: String,
        /// What it holds.
        #[ts(type = "unknown")]
        pub before: Value,
        /// What it would hold.
        #[ts(type = "unknown")]
        pub after: Value,
    }

    /// What a change would do, or did.
    pub struct BulkCount {
        /// Contacts that change.
        pub changed: i64,
        /// Contacts that are so already.
        pub unchanged: i64,
        /// Some of what changes.
        pub samples: Vec<BulkSample>,
    }

    /// What an edit of many contacts did, or would do.
    pub struct BulkReport {
        /// How many contacts are meant.
        pub meant: i64,
        /// For each change, what came of it.
        pub counts: Vec<BulkCount>,
        /// Contacts that cannot be changed, the first thousand.
        pub failed: Vec<KeptPath>,
        /// To undo it by.
        pub batch: Option<Id>,
        /// The job that is at it.
        pub job: Option<Id>,
    }
}
