//! CardDAV: answers as servers give them, hostile ones, and a real server.
//!
//! Deliberately absent: what a card says.

#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    reason = "a test may stop where its server does not answer, and says what it could not prove"
)]

mod answers;
mod attacks;
mod bench;
mod books;
mod encryption;
mod groups;
mod hostile;
mod laws;
mod proxy;
mod quirks;
mod server;
mod wire;

use satchel_connectors::carddav::Answer;
use url::Url;

/// An answer of many from a book.
fn answer<'a>(url: &'a Url, status: u16, body: &'a str) -> Answer<'a> {
    Answer { url, status, tag: None, body: body.as_bytes() }
}

fn book() -> Url {
    Url::parse("https://dav.example/ada/book/").unwrap()
}
