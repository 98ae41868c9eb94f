//! CardDAV (RFC 6352, RFC 6578): requests as they are sent, answers as they are understood.
//!
//! The way: [`find_principal`], [`find_homes`], [`find_books`], then [`list_changes`] or, where a server cannot tell
//! changes, [`list_all`]; [`fetch`], [`put`], [`delete`]. Each gives a [`Request`]; the answer goes to the function of
//! [`Answer`] that belongs to it. Addresses are the server's: none is made of a uid that is not ours, and one that leads
//! to another host, or out of its book, is refused. Deliberately absent: sending, signing in, repeating, and what a card
//! says.

mod address;
mod answer;
mod error;
mod multistatus;
mod request;
mod xml;

pub use address::{resolve, same_place};
pub use answer::{Answer, Book, Changes, Fetched, FetchedCard, Stored};
pub use error::DavError;
pub use request::{
    CardForm, Condition, Request, delete, fetch, find_books, find_homes, find_principal, list_all, list_changes, put,
    redirected, well_known,
};
