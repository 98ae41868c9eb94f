//! Contacts: edits, lists, history, drafts.

use std::collections::BTreeMap;

use satchel_model::{CategoryMark, Channel, Contact, FieldChange, Id, Origin, Patch, RecordState};
use satchel_store::RowOfGrid;
use serde_json::Value;

use super::wire;

wire! {
    /// One contact.
    #[derive(Eq)]
    pub struct ContactId {
        /// Which.
        pub id: Id,
    }

    /// A contact at an instant.
    #[derive(Eq)]
    pub struct ContactAsOf {
        /// Which.
        pub id: Id,
        /// When, UTC milliseconds.
        pub at: i64,
    }

    /// A value to bring back: what a path held before a batch changed it.
    #[derive(Eq)]
    pub struct ValueRestore {
        /// Whose.
        pub id: Id,
        /// The batch that changed it.
        pub batch: Id,
        /// Which path, as the history tells it.
        pub path: String,
    }

    /// Some contacts.
    #[derive(Eq)]
    pub struct ContactIds {
        /// Which.
        pub ids: Vec<Id>,
    }

    /// What somebody typed for a contact.
    #[derive(Eq)]
    pub struct ContactsResolve {
        /// A whole id, its last eight characters, or an e-mail that exactly one contact has.
        pub text: String,
    }

    /// A contact to make: the patch is applied to an empty one.
    pub struct ContactsCreate {
        /// What it shall hold.
        pub patch: Patch,
        /// Country of national phone numbers; the setting decides when null.
        pub region: Option<String>,
    }

    /// An edit. `base` is the `seq` that was read; without it the edit overwrites.
    pub struct ContactsUpdate {
        /// Which contact.
        pub id: Id,
        /// What the edit is based on.
        pub base: Option<i64>,
        /// What to change.
        pub patch: Patch,
    }

    /// What an edit did. `batch` is null when nothing changed.
    pub struct ContactsUpdated {
        /// The contact as it is now.
        pub contact: Contact,
        /// To undo it by.
        pub batch: Option<Id>,
        /// What was overwritten, by path.
        pub replaced: Vec<FieldChange>,
    }

    /// Several contacts were moved.
    #[derive(Eq)]
    pub struct BatchDone {
        /// To undo it by; null when nothing changed.
        pub batch: Option<Id>,
        /// How many changed.
        pub count: i64,
        /// How many were so already.
        pub unchanged: i64,
    }

    /// What a list can be sorted by.
    #[derive(Copy, Eq, Default)]
    #[serde(rename_all = "snake_case")]
    pub enum SortField {
        /// What is shown.
        #[default]
        Display,
        /// Family name.
        Family,
        /// Company.
        Company,
        /// Creation.
        CreatedAt,
        /// Last change.
        UpdatedAt,
    }

    /// A row of a list.
    #[derive(Eq)]
    pub struct ContactRow {
        /// Which contact.
        pub id: Id,
        /// What is shown.
        pub display: String,
        /// Company.
        pub company: String,
        /// Job title.
        pub title: String,
        /// Primary e-mail.
        pub email: String,
        /// Primary phone as written.
        pub phone: String,
        /// City and country.
        pub place: String,
        /// Tags.
        pub tags: Vec<String>,
        /// One value at most of each group of categories.
        pub categories: Vec<CategoryMark>,
        /// Channels that the person does not want at all.
        pub do_not: Vec<Channel>,
        /// Last change, UTC milliseconds.
        pub updated_at: i64,
        /// Whether some account has still to be sent something of it.
        pub unsent: bool,
        /// What it holds in the fields of one's own that were asked for, by key.
        #[ts(type = "Record<string, unknown>")]
        pub custom: BTreeMap<String, Value>,
    }

    /// A page of the list, by cursor.
    #[derive(Eq)]
    pub struct ContactsList {
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
        /// Which ones.
        #[serde(default)]
        pub state: RecordState,
        /// Key of a field of one's own to sort by instead.
        #[serde(default)]
        pub sort_field: Option<String>,
    }

    /// A page of the list.
    #[derive(Eq)]
    pub struct ContactsListed {
        /// How many there are in all.
        pub total: i64,
        /// The page.
        pub contacts: Vec<ContactRow>,
        /// Where the next page begins; null after the last.
        pub next: Option<String>,
    }

    /// Fixes an order of the whole book, so that any stretch of it can be fetched by position.
    #[derive(Eq)]
    pub struct ContactsView {
        /// In which order.
        pub sort: SortField,
        /// Backwards.
        pub descending: bool,
        /// Which ones.
        pub state: RecordState,
        /// Only what this finds, best first; the order is then the ranking.
        pub query: Option<String>,
        /// Key of a field of one's own to sort by instead.
        #[serde(default)]
        pub sort_field: Option<String>,
        /// Only whom this filter means, in its text form.
        #[serde(default)]
        pub filter: Option<String>,
        /// Contacts that stay in a filtered view whether or not the filter means them: those who were made or edited
        /// while somebody looks at it.
        #[serde(default)]
        pub keep: Vec<Id>,
        /// By which field, as filters name it, those who have the same stand together.
        #[serde(default)]
        pub group: Option<String>,
    }

    /// Rows that stand together.
    #[derive(Eq)]
    pub struct ViewGroup {
        /// What they have; empty for those who have nothing there.
        pub label: String,
        /// How many they are.
        pub count: i64,
    }

    /// A fixed order.
    #[derive(Eq)]
    pub struct ContactsViewed {
        /// Its name, for this session.
        pub view: i64,
        /// How many rows.
        pub total: i64,
        /// The journal's position that it reflects.
        pub seq: i64,
        /// Of those to keep, whom the filter does not mean.
        pub outside: Vec<Id>,
        /// The groups, one after the other; of more than can be shown none, though they stand together.
        pub groups: Vec<ViewGroup>,
    }

    /// A stretch of a view. `not_found` when the view is gone: ask for it again.
    #[derive(Eq)]
    pub struct ContactsRows {
        /// Which view.
        pub view: i64,
        /// The first position, from 0.
        pub offset: i64,
        /// How many at most.
        pub limit: i64,
        /// Keys of the fields of one's own that are shown.
        #[serde(default)]
        pub custom: Vec<String>,
        /// A list of which the status of each is told.
        #[serde(default)]
        pub list: Option<Id>,
    }

    /// Rows of a view.
    #[derive(Eq)]
    pub struct ContactsRowsRead {
        /// The first position.
        pub offset: i64,
        /// The rows.
        pub rows: Vec<ContactRow>,
        /// With which status each row's contact is on the list that was asked about, empty for none; else nothing.
        pub statuses: Vec<String>,
    }

    /// Where a contact is in a view.
    #[derive(Eq)]
    pub struct ContactsPosition {
        /// Which view.
        pub view: i64,
        /// Which contact.
        pub id: Id,
    }

    /// A position.
    #[derive(Eq)]
    pub struct Position {
        /// From 0; null when it is not in the view.
        pub position: Option<i64>,
    }

    /// What one batch did to a contact.
    pub struct HistoryEntry {
        /// Which batch.
        pub batch: Id,
        /// When, UTC milliseconds.
        pub at: i64,
        /// Who let it in.
        pub origin: Origin,
        /// Who did it.
        pub actor: String,
        /// What was done.
        pub label: String,
        /// Path by path.
        pub changes: Vec<FieldChange>,
        /// Whether it made the record.
        pub created: bool,
        /// Whether it was undone.
        pub reverted: bool,
    }

    /// The history of a contact or a company, newest first.
    pub struct ContactsHistory {
        /// Which one.
        pub id: Id,
        /// What happened.
        pub entries: Vec<HistoryEntry>,
    }

    /// A field that is being typed and not saved.
    #[derive(Eq)]
    pub struct Draft {
        /// Which contact.
        pub id: Id,
        /// Which field.
        pub path: String,
        /// What is typed so far.
        pub value: String,
        /// When, UTC milliseconds.
        pub at: i64,
    }

    /// Keeps what is being typed.
    #[derive(Eq)]
    pub struct DraftSave {
        /// Which contact.
        pub id: Id,
        /// Which field.
        pub path: String,
        /// What is typed so far.
        pub value: String,
    }

    /// Forgets a draft.
    #[derive(Eq)]
    pub struct DraftDrop {
        /// Which contact.
        pub id: Id,
        /// Which field.
        pub path: String,
    }

    /// Drafts of a contact.
    #[derive(Eq)]
    pub struct Drafts {
        /// By field.
        pub drafts: Vec<Draft>,
    }
}

impl From<RowOfGrid> for ContactRow {
    fn from(row: RowOfGrid) -> Self {
        let RowOfGrid { id, display, company, title, email, phone, place, tags, .. } = row;
        let RowOfGrid { categories, do_not, updated_at, unsent, custom, .. } = row;
        Self { id, display, company, title, email, phone, place, tags, categories, do_not, updated_at, unsent, custom }
    }
}

impl From<satchel_store::HistoryEntry> for HistoryEntry {
    fn from(entry: satchel_store::HistoryEntry) -> Self {
        let satchel_store::HistoryEntry { batch, created, changes } = entry;
        Self {
            batch: batch.id,
            at: batch.at,
            origin: batch.origin,
            actor: batch.actor,
            label: batch.label,
            changes,
            created,
            reverted: batch.reverted_by.is_some(),
        }
    }
}

impl From<SortField> for satchel_store::SortField {
    fn from(sort: SortField) -> Self {
        match sort {
            SortField::Display => Self::Display,
            SortField::Family => Self::Family,
            SortField::Company => Self::Company,
            SortField::CreatedAt => Self::CreatedAt,
            SortField::UpdatedAt => Self::UpdatedAt,
        }
    }
}
