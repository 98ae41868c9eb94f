//! Lists and saved views.

use satchel_model::{Id, ListKind};

use super::{ContactRow, SortField, wire};

wire! {
    /// A list.
    #[derive(Eq)]
    pub struct List {
        /// Which.
        pub id: Id,
        /// What it is called.
        pub name: String,
        /// What kind it is.
        pub kind: ListKind,
        /// Who is meant, in text form, when it follows a filter.
        pub filter: String,
        /// How many are on it; null when it follows a filter, which has to be asked.
        pub members: Option<i64>,
    }

    /// All lists by name.
    #[derive(Eq)]
    pub struct Lists {
        /// The lists.
        pub lists: Vec<List>,
    }

    /// One list.
    #[derive(Eq)]
    pub struct ListId {
        /// Which.
        pub list: Id,
    }

    /// A list to make.
    #[derive(Eq)]
    pub struct ListsCreate {
        /// What to call it.
        pub name: String,
        /// What kind.
        pub kind: ListKind,
        /// Who is meant, in text form, by one that follows a filter.
        #[serde(default)]
        pub filter: String,
    }

    /// What is to be different about a list; null leaves it.
    #[derive(Eq)]
    pub struct ListsUpdate {
        /// Which.
        pub list: Id,
        /// What to call it.
        pub name: Option<String>,
        /// Who is meant.
        pub filter: Option<String>,
    }

    /// Contacts to put on a list, or to take from it. A status is changed by putting them on it again.
    #[derive(Eq)]
    pub struct ListsMembers {
        /// Which list.
        pub list: Id,
        /// Which contacts.
        pub ids: Vec<Id>,
        /// With which status; the first of the kind when empty.
        #[serde(default)]
        pub status: String,
    }

    /// The words that may be somebody's status on a list.
    #[derive(Eq)]
    pub struct ListStatuses {
        /// Those of an event, or those that are used on a campaign.
        pub statuses: Vec<String>,
    }

    /// That somebody is on a list.
    #[derive(Eq)]
    pub struct OnList {
        /// Which.
        pub list: List,
        /// With which status; empty where a list has none.
        pub status: String,
    }

    /// On which lists somebody was put.
    #[derive(Eq)]
    pub struct ListsOf {
        /// The lists by name; those that follow a filter are not among them.
        pub on: Vec<OnList>,
    }

    /// A page of those on a list, by cursor.
    #[derive(Eq)]
    pub struct ListsShow {
        /// Which.
        pub list: Id,
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
        /// Key of a field of one's own to sort by instead.
        #[serde(default)]
        pub sort_field: Option<String>,
    }

    /// Somebody on a list.
    #[derive(Eq)]
    pub struct ListMember {
        /// Who.
        pub contact: ContactRow,
        /// With which status.
        pub status: String,
    }

    /// A page of those on a list.
    #[derive(Eq)]
    pub struct ListShown {
        /// The list.
        pub list: List,
        /// How many there are in all.
        pub total: i64,
        /// The page.
        pub members: Vec<ListMember>,
        /// Where the next page begins; null after the last.
        pub next: Option<String>,
    }

    /// Somebody entered a segment, or left it.
    #[derive(Eq)]
    pub struct SegmentMove {
        /// On which day.
        pub day: String,
        /// Who.
        pub id: Id,
        /// What is shown.
        pub display: String,
        /// Whether it entered; else it left.
        pub entered: bool,
    }

    /// Who entered and left.
    #[derive(Eq)]
    pub struct SegmentMoves {
        /// Newest day first, at most a thousand.
        pub moves: Vec<SegmentMove>,
    }

    /// What a look at the segments found.
    #[derive(Eq)]
    pub struct SegmentsLooked {
        /// How many segments were looked at; those of today are not looked at again.
        pub looked: i64,
    }

    /// A saved view.
    #[derive(Eq)]
    pub struct SavedView {
        /// What it is called.
        pub name: String,
        /// In which folder it is shown; empty for none.
        #[serde(default)]
        pub folder: String,
        /// Whom it shows, in text form; empty for everybody.
        #[serde(default)]
        pub filter: String,
        /// In which order.
        #[serde(default)]
        pub sort: SortField,
        /// Key of a field of one's own to sort by instead; null while the field is archived or deleted.
        #[serde(default)]
        pub sort_field: Option<String>,
        /// Backwards.
        #[serde(default)]
        pub descending: bool,
        /// By which field it is grouped; empty for none.
        #[serde(default)]
        pub grouping: String,
        /// Columns and their widths, as JSON; empty for those of the window.
        #[serde(default)]
        pub columns: String,
    }

    /// A saved view under its identity.
    #[derive(Eq)]
    pub struct SavedViewRow {
        /// Which.
        pub id: Id,
        /// What it is.
        pub view: SavedView,
    }

    /// All saved views by folder and name.
    #[derive(Eq)]
    pub struct SavedViews {
        /// The views.
        pub views: Vec<SavedViewRow>,
    }

    /// One saved view.
    #[derive(Eq)]
    pub struct SavedViewId {
        /// Which.
        pub id: Id,
    }
}
