//! Merging records.

use satchel_model::{Id, Likeness, MergeChoice, MergeField, MergeRow};
use satchel_store::MergeProposal;
use serde_json::Value;

use super::wire;

wire! {
    /// Records that are one; the first survives.
    pub struct MergeOf {
        /// Which, the survivor first.
        pub ids: Vec<Id>,
        /// What is wanted instead of the defaults.
        #[serde(default)]
        pub choices: Vec<MergeChoice>,
    }

    /// One of the records.
    #[derive(Eq)]
    pub struct MergeRecord {
        /// Which.
        pub id: Id,
        /// What it is called.
        pub display: String,
    }

    /// A field that holds one value.
    pub struct MergedField {
        /// The field.
        pub path: String,
        /// What each record has there, in their order; null for nothing.
        #[ts(type = "unknown[]")]
        pub values: Vec<Value>,
        /// How these relate.
        pub relation: Likeness,
        /// What the survivor will have; null for nothing.
        #[ts(type = "unknown")]
        pub result: Value,
    }

    /// A row: an e-mail, a phone, a job, a tag.
    pub struct MergedRow {
        /// Its path, by which it is chosen.
        pub path: String,
        /// The row.
        #[ts(type = "unknown")]
        pub value: Value,
        /// Which records have it, counted from 0.
        #[ts(type = "number[]")]
        pub of: Vec<usize>,
        /// Whether the survivor will have it.
        pub kept: bool,
    }

    /// What a merge would do.
    pub struct MergeShown {
        /// The records, the survivor first.
        pub records: Vec<MergeRecord>,
        /// Fields in which at least one of them has something.
        pub fields: Vec<MergedField>,
        /// Rows in which at least one of them has something.
        pub rows: Vec<MergedRow>,
        /// How many people move from the companies that end.
        pub people: i64,
    }

    /// What a merge did.
    #[derive(Eq)]
    pub struct Merged {
        /// The survivor.
        pub id: Id,
        /// To undo it by.
        pub batch: Option<Id>,
        /// How many records ended.
        pub ended: i64,
    }
}

impl From<MergeProposal> for MergeShown {
    fn from(proposal: MergeProposal) -> Self {
        let MergeProposal { plan, called, people } = proposal;
        Self {
            records: called.into_iter().map(|(id, display)| MergeRecord { id, display }).collect(),
            fields: plan.fields.into_iter().map(Into::into).collect(),
            rows: plan.rows.into_iter().map(Into::into).collect(),
            people,
        }
    }
}

impl From<MergeField> for MergedField {
    fn from(field: MergeField) -> Self {
        let MergeField { path, values, relation, result } = field;
        let values = values.into_iter().map(Option::unwrap_or_default).collect();
        Self { path, values, relation, result: result.unwrap_or_default() }
    }
}

impl From<MergeRow> for MergedRow {
    fn from(row: MergeRow) -> Self {
        let MergeRow { path, value, of, kept } = row;
        Self { path, value, of, kept }
    }
}
