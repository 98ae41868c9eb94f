//! Filters: who is meant, and why.

use satchel_model::{Filter, Id, RecordState, Related};

use super::{SortField, wire};

wire! {
    /// A page of those whom a filter means, by cursor.
    #[derive(Eq)]
    pub struct ContactsFilter {
        /// The filter in its text form.
        pub filter: String,
        /// In which order.
        #[serde(default)]
        pub sort: SortField,
        /// Backwards.
        #[serde(default)]
        pub descending: bool,
        /// How many at most.
        pub limit: i64,
        /// The `next` of the page before.
        pub after: Option<String>,
        /// Which ones, unless the filter names states itself.
        #[serde(default)]
        pub state: RecordState,
        /// Key of a field of one's own to sort by instead.
        #[serde(default)]
        pub sort_field: Option<String>,
    }

    /// Whether a filter means a contact, and why.
    #[derive(Eq)]
    pub struct ContactsExplain {
        /// The filter in its text form.
        pub filter: String,
        /// Which contact.
        pub id: Id,
    }

    /// A part of a filter and its answer for one contact.
    #[derive(Eq)]
    pub struct Explanation {
        /// The part in its text form.
        pub part: String,
        /// Whether it holds.
        pub holds: bool,
        /// What the contact has there; empty for a group and when it has nothing.
        pub values: Vec<String>,
        /// The parts of a group.
        pub parts: Vec<Explanation>,
    }

    /// Why a contact is meant, or not.
    #[derive(Eq)]
    pub struct ContactsExplained {
        /// Which contact.
        pub id: Id,
        /// What is shown.
        pub display: String,
        /// Whether it is meant: the filter holds, and it is in a state that is meant.
        pub meant: bool,
        /// In which state it is.
        pub state: RecordState,
        /// The filter with its parts.
        pub why: Explanation,
    }

    /// A filter as it was typed.
    #[derive(Eq)]
    pub struct FilterText {
        /// The text form.
        pub text: String,
    }

    /// A filter as a builder made it.
    #[derive(Eq)]
    pub struct FilterTree {
        /// The filter.
        pub filter: Filter,
    }

    /// A filter in both forms.
    #[derive(Eq)]
    pub struct FilterRead {
        /// Its one spelling.
        pub text: String,
        /// As data.
        pub filter: Filter,
    }

    /// What kind of value a field holds for a filter.
    #[derive(Copy, Eq)]
    #[serde(rename_all = "snake_case")]
    pub enum FilterKind {
        /// Text.
        Text,
        /// An e-mail address.
        Email,
        /// A phone number.
        Phone,
        /// A day.
        Day,
        /// A day that comes again each year.
        Anniversary,
        /// An instant, compared by days.
        Instant,
        /// A number.
        Number,
        /// Yes or no.
        Flag,
        /// One of a few words.
        Choice,
    }

    /// A field that can be asked about.
    #[derive(Eq)]
    pub struct FilterField {
        /// Its path.
        pub path: String,
        /// What it holds.
        pub kind: FilterKind,
        /// The words of a choice.
        pub choices: Vec<String>,
    }

    /// Rows of which one can be asked for.
    #[derive(Eq)]
    pub struct FilterRows {
        /// Which.
        pub of: Related,
        /// What they are called in a path and before a parenthesis.
        pub name: String,
        /// What can be asked of one of them; paths are inside of the row.
        pub parts: Vec<FilterField>,
    }

    /// All fields that can be asked about.
    #[derive(Eq)]
    pub struct FilterFields {
        /// In the order in which forms show them.
        pub fields: Vec<FilterField>,
        /// Rows of a contact, or of the company where they work.
        pub rows: Vec<FilterRows>,
    }

    /// The beginning of a value.
    #[derive(Eq)]
    pub struct FilterSuggest {
        /// Of which field.
        pub field: String,
        /// What is typed.
        pub text: String,
        /// How many at most.
        pub limit: i64,
    }

    /// Values that are there.
    #[derive(Eq)]
    pub struct FilterSuggested {
        /// In the order of their names.
        pub values: Vec<String>,
    }
}
