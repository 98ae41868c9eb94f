//! Files out: contacts written as tables, cards, directories and documents.
//!
//! A [`ContactWriter`] takes contacts one by one and writes each before it takes the next, so that memory does not grow
//! with the file. What a format has no place for is counted, by field, in an [`ExportReport`]: nothing is lost without
//! being named. Tables are described as imports describe them, by a [`Layout`]: which column holds what; writing is the
//! import's mapping backwards. Deliberately absent: which contacts are written, and where files lie.

mod card;
mod cells;
pub(crate) mod csv;
mod format;
mod jsonl;
mod layout;
mod ldif;
mod locks;
mod loss;
mod writer;
mod xlsx;

pub use card::{Audience, Picture, card_of, contact_of, whole_contact};
pub use format::{ExportFormat, ExportPreset};
pub use layout::{Layout, ViewColumn, Widths};
pub(crate) use locks::shown;
pub use locks::withhold;
pub use loss::{ExportReport, Loss, LossKind};
pub use writer::{ContactWriter, Extras, Options};
