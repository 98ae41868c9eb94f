//! The port to another copy of the book: what every remote offers, in words that belong to no vendor.
//!
//! A remote is somebody else's copy of contacts: a CRM, an address book on a server. [`Remote`] is what the sync engine
//! asks of it; how remotes differ is told by [`Capabilities`], never by a name. A record is a map from the paths of the
//! journal to values, and a child row is the unit. The laws that every remote keeps are the suite behind the feature
//! `conformance`; the feature `fake` is a remote in memory with every fault as data. Deliberately absent: HTTP, signing
//! in, schedules and retries, any clock, and what is done with what was read.

mod budget;
mod capability;
mod change;
#[cfg(feature = "conformance")]
pub mod conformance;
#[cfg(feature = "fake")]
pub mod fake;
mod group;
mod halt;
mod outcome;
mod page;
mod path;
mod picture;
mod port;
mod record;
mod reference;
mod slots;
mod tombstone;

pub use budget::Budget;
pub use capability::{Capabilities, CreateKey, Deletions, FieldCapability, KindCapabilities, Operations, VersionCheck};
pub use change::{Change, Operation};
pub use group::{Group, GroupChange, GroupOutcome};
pub use halt::Halt;
pub use outcome::{Outcome, Pushed};
pub use page::{Found, IdPage, Page, Quarantined};
pub use path::{is_row, row_path, split_row};
pub use picture::{PHOTO, Picture, picture_digest, picture_size, picture_value};
pub use port::Remote;
pub use record::{Record, Stamp, Values};
pub use reference::{Cursor, RemoteRef, Version};
pub use slots::{RowCapability, RowKeys, Slot, Slots};
pub use tombstone::{Fate, Tombstone, fold_tombstones};
