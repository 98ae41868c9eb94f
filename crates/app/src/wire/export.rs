//! Files out.

pub use satchel_exchange::{ExportFormat, ExportPreset, Loss, LossKind};
use satchel_model::{Id, RecordState};

use super::{SortField, wire};

wire! {
    /// Contacts to write into a file: those of `ids`, `filter`, `list` or `view`, of several of these those whom all
    /// mean; all contacts when none is there. Over 1,000 it is a job.
    pub struct ExportsStart {
        /// The file. What is there under the name is replaced once the new one is whole.
        pub path: String,
        /// As what; what the file's name ends with when null.
        #[serde(default)]
        pub format: Option<ExportFormat>,
        /// For which program a table is; of a view, null keeps the columns that it shows.
        #[serde(default)]
        pub preset: Option<ExportPreset>,
        /// These contacts, in this order.
        #[serde(default)]
        pub ids: Vec<Id>,
        /// Whom this filter means, in its text form.
        #[serde(default)]
        pub filter: Option<String>,
        /// Who is on this list.
        #[serde(default)]
        pub list: Option<Id>,
        /// Whom this saved view shows, in its order.
        #[serde(default)]
        pub view: Option<Id>,
        /// In which order, where neither `ids` nor a view has one.
        #[serde(default)]
        pub sort: SortField,
        /// Backwards.
        #[serde(default)]
        pub descending: bool,
        /// Of which state, unless a filter names states itself.
        #[serde(default)]
        pub state: RecordState,
        /// Also what is behind privacy locks.
        #[serde(default)]
        pub locked: bool,
    }

    /// What an export wrote.
    pub struct ExportDone {
        /// Where.
        pub path: String,
        /// As what.
        pub format: ExportFormat,
        /// How many contacts are in the file; how many will be, while a job is at it.
        pub contacts: i64,
        /// Size of the file.
        pub bytes: i64,
        /// What the file could not carry, by field.
        pub losses: Vec<Loss>,
        /// The job that is at it.
        pub job: Option<Id>,
    }
    /// What an export of everything wrote.
    #[derive(Eq)]
    pub struct ArchiveDone {
        /// Where.
        pub path: String,
        /// Size of the file.
        pub bytes: i64,
        /// Contacts, those in the trash and those that were merged among them.
        pub contacts: i64,
        /// Files of contacts.
        pub files: i64,
        /// Files whose bytes are missing in the vault.
        pub missing: i64,
        /// The job that is at it.
        pub job: Option<Id>,
    }

    /// What came out of an archive.
    #[derive(Eq)]
    pub struct ArchiveRestored {
        /// To undo it by.
        pub batch: Option<Id>,
        /// Active contacts.
        pub contacts: i64,
        /// Files.
        pub files: i64,
    }
    /// A contact's card as a QR code.
    #[derive(Eq)]
    pub struct ContactCode {
        /// Modules of a side.
        pub size: i64,
        /// The dark modules as the path of a drawing, one unit each.
        pub path: String,
        /// Fields that are not, or not all, in it, because it would be too long.
        pub left: Vec<String>,
    }
}
