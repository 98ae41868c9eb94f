//! The encrypted full-text index: who is meant by these few letters, on any book, while they are typed.
//!
//! The index is derived: everything in it comes from the documents it was fed, and it remembers the journal sequence
//! that it has applied, so a caller can always catch up or start over. Every file of its folder is sealed; no query
//! reads anything that was not authenticated. Deliberately absent: SQL, the text of the documents (a hit is a row id
//! and a score), and deciding when to index.

mod cache;
mod close;
mod dictionaries;
mod digits;
mod directory;
mod document;
mod error;
mod evaluate;
mod find;
mod grams;
mod highlight;
mod index;
mod indexing;
mod lock;
mod need;
mod schema;
mod sounds;
mod spelling;
mod text;
mod top;
mod words;

pub use document::{OwnText, SearchDoc};
pub use error::SearchError;
pub use highlight::Marker;
pub use index::{CheckReport, Found, Hit, Opened, SearchIndex};
pub use indexing::{Gathering, Indexing};
pub use spelling::Spelling;
pub use text::SearchText;
