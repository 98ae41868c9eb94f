//! CardDAV (RFC 6352, RFC 6578): address books on servers, as remotes.
//!
//! [`books`] goes from what a person enters to the books that are there, [`connect`] to one of them, and
//! [`CardDavRemote`] is that book behind the port. Below are requests as they are sent ([`find_principal`],
//! [`find_homes`], [`find_books`], [`list_changes`], [`list_all`], [`fetch`], [`put`], [`delete`]) and, in [`Answer`],
//! answers as they are understood. Addresses are the server's: none is made of a uid that is not ours, and one that leads
//! to another host, or out of its book, is refused. A card is changed in place, so that what nobody here understands
//! stays byte for byte. Deliberately absent: making and deleting books and groups, schedules, and where accounts are
//! kept.

mod account;
mod address;
mod answer;
mod capabilities;
mod cards;
mod change;
mod cursor;
mod discovery;
mod error;
mod feed;
mod groups;
mod kept;
mod multistatus;
mod outcome;
mod picture;
mod push;
mod reading;
mod remote;
mod request;
mod session;
mod stamp;
mod sweep;
mod trouble;
mod values;
mod xml;

pub use account::{Account, ConnectError};
pub use address::{resolve, same_place};
pub use answer::{Answer, Book, Changes, Fetched, FetchedCard, Start, Stored};
pub use discovery::{books, connect};
pub use error::DavError;
pub use remote::CardDavRemote;
pub use request::{
    CardForm, Condition, delete, fetch, find_book, find_books, find_groups, find_homes, find_modified, find_principal,
    find_start, find_uid, list_all, list_changes, put, redirected, well_known,
};

pub use crate::http::Request;
