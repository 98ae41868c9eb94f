//! Fields of one's own: what there is, what a change would do, what it did.

use satchel_model::{FieldDefinition, FieldDraft, FieldEntity, Id};

use super::wire;

wire! {
    /// Which fields.
    #[derive(Eq, Default)]
    #[serde(default)]
    pub struct FieldsList {
        /// Of contacts or of companies; of both when null.
        pub entity: Option<FieldEntity>,
        /// Also those that are archived.
        pub archived: bool,
    }

    /// Fields of one's own, in the order in which they are shown.
    #[derive(Eq)]
    pub struct FieldsListed {
        /// The fields.
        pub fields: Vec<FieldDefinition>,
    }

    /// One field.
    #[derive(Eq)]
    pub struct FieldId {
        /// Which.
        pub id: Id,
    }

    /// A field to make.
    #[derive(Eq)]
    pub struct FieldsAdd {
        /// What it shall be: a name and a kind at least.
        pub field: FieldDraft,
    }

    /// A field as it is now.
    #[derive(Eq)]
    pub struct FieldsAdded {
        /// The field.
        pub field: FieldDefinition,
        /// To undo it by.
        pub batch: Option<Id>,
    }

    /// A change of a field.
    #[derive(Eq)]
    pub struct FieldsSet {
        /// Which.
        pub id: Id,
        /// What shall be otherwise.
        pub change: FieldDraft,
    }

    /// A value that a field cannot hold any more.
    #[derive(Eq)]
    pub struct UnfitValue {
        /// Whose value.
        pub id: Id,
        /// What that is called.
        pub display: String,
        /// The value as it is read.
        pub value: String,
        /// Why not.
        pub reason: String,
    }

    /// What a change of a field would do.
    #[derive(Eq)]
    pub struct FieldEffect {
        /// The field as it would be.
        pub field: FieldDefinition,
        /// Records that hold something in it.
        pub values: i64,
        /// Values that become something else, as the new kind has it.
        pub converts: i64,
        /// Values that the new kind cannot hold: they go, until it is undone.
        pub clears: i64,
        /// The first of those.
        pub unfit: Vec<UnfitValue>,
        /// Values that several records have, when each may be there only once: they stay.
        pub repeated: i64,
        /// Active records without a value, when there must be one: they stay so until somebody edits it.
        pub missing: i64,
        /// Options that are archived and do not go, because somebody has them.
        pub kept_options: Vec<String>,
    }

    /// What a change of a field did.
    #[derive(Eq)]
    pub struct FieldsChanged {
        /// The field as it is now, or will be when the job has ended.
        pub field: FieldDefinition,
        /// To undo it by; null when nothing changed, and until a job has ended.
        pub batch: Option<Id>,
        /// Values that became something else.
        pub converted: i64,
        /// Values that went.
        pub cleared: i64,
        /// The job that goes on with the values, when there are many.
        pub job: Option<Id>,
    }

    /// What a long change of kind did.
    #[derive(Eq)]
    pub struct FieldTurned {
        /// Values that became something else.
        pub converted: i64,
        /// Values that went.
        pub cleared: i64,
    }

    /// What became of a field that was archived, restored or deleted.
    #[derive(Eq)]
    pub struct FieldsMoved {
        /// Which.
        pub id: Id,
        /// To undo it by; null when it was so already.
        pub batch: Option<Id>,
        /// Records that hold something in it.
        pub values: i64,
    }
}

impl From<satchel_store::FieldEffect> for FieldEffect {
    fn from(effect: satchel_store::FieldEffect) -> Self {
        let satchel_store::FieldEffect { after, values, converts, clears, unfit, repeated, missing, kept_options } =
            effect;
        let unfit = unfit
            .into_iter()
            .map(|satchel_store::Unfit { id, display, value, reason }| UnfitValue { id, display, value, reason })
            .collect();
        Self { field: after, values, converts, clears, unfit, repeated, missing, kept_options }
    }
}
