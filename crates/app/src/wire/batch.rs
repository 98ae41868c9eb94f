//! The journal as a person sees it.

use satchel_model::{Batch, Entity, Id};

use super::wire;

wire! {
    /// A page of batches, newest first.
    #[derive(Eq)]
    pub struct BatchesList {
        /// How many at most.
        pub limit: i64,
        /// The `next` of the page before.
        pub before: Option<Id>,
    }

    /// A page of batches.
    pub struct BatchesListed {
        /// Newest first.
        pub batches: Vec<Batch>,
        /// Where the next page begins; null after the last.
        pub next: Option<Id>,
    }

    /// What to undo. Without `batch`: the last thing done here that stands.
    #[derive(Eq)]
    pub struct BatchUndo {
        /// Which batch.
        pub batch: Option<Id>,
    }

    /// Something that an undo left as it is.
    #[derive(Eq)]
    pub struct KeptPath {
        /// What kind of record.
        pub entity: Entity,
        /// Which record.
        pub id: Id,
        /// What it is called.
        pub display: String,
        /// Which path of it.
        pub path: String,
        /// Why.
        pub reason: String,
    }

    /// What an undo did.
    #[derive(Eq)]
    pub struct UndoReport {
        /// The batch of the undo itself, to redo by; null when nothing could be reversed.
        pub batch: Option<Id>,
        /// What was undone.
        pub undone: Option<Id>,
        /// What that was.
        pub label: String,
        /// How many records were reversed.
        pub reversed: i64,
        /// What was edited since and therefore kept.
        pub kept: Vec<KeptPath>,
        /// What could not be reversed.
        pub failed: Vec<KeptPath>,
        /// The job that goes on with it, when it is large.
        pub job: Option<Id>,
    }
}
