//! What a colleague, or another program, does with cards on a real server.

use satchel_connectors::carddav::{Book, Request};

use crate::server::Server;

/// Puts a card there, written with plain line ends.
pub(crate) fn put(server: &Server, book: &Book, name: &str, card: &str) {
    let url = book.url.join(name).unwrap();
    let headers = vec![("Content-Type", "text/vcard".to_owned())];
    let body = card.replace('\n', "\r\n").into_bytes();
    let done = server.send(&Request { method: "PUT", url, headers, body });
    assert!([201, 204].contains(&done.status), "{}", done.status);
}

/// The card that has this in it.
pub(crate) fn card_with(server: &Server, book: &Book, part: &str) -> String {
    let cards = server.cards(book);
    let mut texts = cards.iter().filter_map(|url| server.card(book, url)).map(|card| card.vcard);
    texts.find(|text| text.contains(part)).unwrap_or_default()
}
