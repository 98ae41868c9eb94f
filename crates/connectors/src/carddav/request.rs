//! Requests as they are sent, but for who sends them: method, address, header fields, body.
//!
//! No credentials are in here; whoever sends adds them, and only for the host that they are for. Deliberately absent:
//! locks, copies, and making or deleting books.

use url::Url;

use super::xml::escape;
use super::{DavError, resolve};
use crate::http::Request;

/// How cards are written in a book.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CardForm {
    /// vCard 3.0, what every server takes.
    #[default]
    V3,
    /// vCard 4.0, where the server says that it takes it.
    V4,
}

/// What must hold for a card to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Condition {
    /// There is nothing at the address yet.
    New,
    /// The card there is still the one with this entity tag.
    Still(String),
}

/// Where discovery begins on a host (RFC 6764).
///
/// # Errors
/// When the address cannot have a path.
pub fn well_known(host: &Url) -> Result<Url, DavError> {
    resolve(host, "/.well-known/carddav")
}

/// Asks who is signed in.
#[must_use]
pub fn find_principal(at: &Url) -> Request {
    propfind(at, "0", "<d:current-user-principal/>")
}

/// Asks what is at an address that a person gave: a book, somebody who has books, or anything on a server.
#[must_use]
pub fn find_start(at: &Url) -> Request {
    propfind(at, "0", &format!("{BOOK}<d:current-user-principal/><c:addressbook-home-set/>"))
}

/// Asks where the books of a principal are.
#[must_use]
pub fn find_homes(principal: &Url) -> Request {
    propfind(principal, "0", "<c:addressbook-home-set/>")
}

/// Asks which books there are, and what they can do.
#[must_use]
pub fn find_books(home: &Url) -> Request {
    propfind(home, "1", BOOK)
}

/// Asks what a book can do, and in which state it is.
#[must_use]
pub fn find_book(book: &Url) -> Request {
    propfind(book, "0", BOOK)
}

/// Asks what changed since a token; without one, for everything and a first token.
#[must_use]
pub fn list_changes(book: &Url, token: Option<&str>) -> Request {
    let token = escape(token.unwrap_or_default());
    let body = format!(
        "<d:sync-collection {NAMES}><d:sync-token>{token}</d:sync-token><d:sync-level>1</d:sync-level>\
         <d:prop><d:getetag/></d:prop></d:sync-collection>"
    );
    // The depth is in the body; the header says only that the collection itself is meant.
    xml("REPORT", book, "0", &body)
}

/// Asks for the entity tag of every card, of a server that cannot tell changes.
#[must_use]
pub fn list_all(book: &Url) -> Request {
    propfind(book, "1", "<d:getetag/><d:resourcetype/>")
}

/// Asks for cards; `cards` are addresses as a listing gave them.
#[must_use]
pub fn fetch(book: &Url, cards: &[Url], form: CardForm) -> Request {
    let version = match form {
        CardForm::V3 => "3.0",
        CardForm::V4 => "4.0",
    };
    let hrefs: String = cards.iter().map(|card| format!("<d:href>{}</d:href>", escape(card.path()))).collect();
    let body = format!(
        "<c:addressbook-multiget {NAMES}><d:prop><d:getetag/><d:getlastmodified/>\
         <c:address-data content-type=\"text/vcard\" version=\"{version}\"/></d:prop>{hrefs}</c:addressbook-multiget>"
    );
    xml("REPORT", book, "0", &body)
}

/// Asks when a card was last written, of a server that does not say so beside the card.
#[must_use]
pub fn find_modified(card: &Url) -> Request {
    propfind(card, "0", "<d:getlastmodified/>")
}

/// Asks which cards have this uid.
#[must_use]
pub fn find_uid(book: &Url, uid: &str) -> Request {
    query(book, &[("UID", uid)])
}

/// Asks which cards are groups, in the words of the standard and in Apple's.
#[must_use]
pub fn find_groups(book: &Url) -> Request {
    query(book, &[("KIND", "group"), ("X-ADDRESSBOOKSERVER-KIND", "group")])
}

/// Writes a card. A bare LF becomes CRLF: XML loses the CR of a card on its way here, and the standard wants it.
#[must_use]
pub fn put(card: &Url, condition: &Condition, form: CardForm, vcard: &[u8]) -> Request {
    let mut body = Vec::with_capacity(vcard.len() + 64);
    let mut before = 0;
    for &byte in vcard {
        if byte == b'\n' && before != b'\r' {
            body.push(b'\r');
        }
        body.push(byte);
        before = byte;
    }
    let version = if form == CardForm::V4 { "; version=4.0" } else { "" };
    let condition = match condition {
        Condition::New => ("If-None-Match", "*".to_owned()),
        Condition::Still(tag) => ("If-Match", one_line(tag)),
    };
    let headers = vec![("Content-Type", format!("text/vcard; charset=utf-8{version}")), condition];
    Request { method: "PUT", url: card.clone(), headers, body }
}

/// Deletes a card that is still the one with this entity tag; without one, whichever it is.
#[must_use]
pub fn delete(card: &Url, tag: Option<&str>) -> Request {
    let headers = tag.map(|tag| ("If-Match", one_line(tag))).into_iter().collect();
    Request { method: "DELETE", url: card.clone(), headers, body: Vec::new() }
}

/// The request again, where a redirection says; never to another host, and from http to https only on the same one.
///
/// # Errors
/// When it leads elsewhere.
pub fn redirected(request: &Request, location: &str) -> Result<Request, DavError> {
    let mut base = request.url.clone();
    let upgrades = location.trim().get(..8).is_some_and(|scheme| scheme.eq_ignore_ascii_case("https://"));
    if base.scheme() == "http" && base.port().is_none() && upgrades {
        base.set_scheme("https").map_err(|()| DavError::Elsewhere)?;
    }
    Ok(Request { url: resolve(&base, location)?, ..request.clone() })
}

const NAMES: &str =
    "xmlns:d=\"DAV:\" xmlns:c=\"urn:ietf:params:xml:ns:carddav\" xmlns:s=\"http://calendarserver.org/ns/\"";

/// What is asked of a book.
const BOOK: &str = "<d:resourcetype/><d:displayname/><d:sync-token/><s:getctag/><d:current-user-privilege-set/>\
    <d:supported-report-set/><c:supported-address-data/><c:max-resource-size/>";

/// Cards of which any of these properties holds this text.
fn query(book: &Url, properties: &[(&str, &str)]) -> Request {
    let filter = |(name, text): &(&str, &str)| {
        let text = escape(text);
        format!(
            "<c:prop-filter name=\"{name}\"><c:text-match collation=\"i;unicode-casemap\" match-type=\"equals\">\
             {text}</c:text-match></c:prop-filter>"
        )
    };
    let filters: String = properties.iter().map(filter).collect();
    let body = format!(
        "<c:addressbook-query {NAMES}><d:prop><d:getetag/></d:prop>\
         <c:filter test=\"anyof\">{filters}</c:filter></c:addressbook-query>"
    );
    xml("REPORT", book, "1", &body)
}

fn propfind(url: &Url, depth: &'static str, properties: &str) -> Request {
    xml("PROPFIND", url, depth, &format!("<d:propfind {NAMES}><d:prop>{properties}</d:prop></d:propfind>"))
}

fn xml(method: &'static str, url: &Url, depth: &str, body: &str) -> Request {
    let headers = vec![("Depth", depth.to_owned()), ("Content-Type", "application/xml; charset=utf-8".to_owned())];
    let body = format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{body}").into_bytes();
    Request { method, url: url.clone(), headers, body }
}

/// A value of a header field; what would begin another field is left out.
fn one_line(value: &str) -> String {
    value.chars().filter(|character| !character.is_control()).collect()
}

#[cfg(test)]
mod tests {
    use url::Url;

    use super::{CardForm, Condition, fetch, list_changes, put, redirected};
    use crate::carddav::{DavError, find_principal, resolve};

    fn book() -> Url {
        Url::parse("https://dav.example/ada/book/").unwrap()
    }

    #[test]
    fn no_token_and_no_tag_becomes_anything_else() {
        let request = list_changes(&book(), Some("a</d:sync-token><b>&"));
        assert!(String::from_utf8(request.body).unwrap().contains("a&lt;/d:sync-token&gt;&lt;b&gt;&amp;"));
        let request = put(&book(), &Condition::Still("\"1\"\r\nX-Evil: 1".into()), CardForm::V3, b"");
        assert_eq!(request.headers[1], ("If-Match", "\"1\"X-Evil: 1".to_owned()));
    }

    #[test]
    fn cards_are_sent_with_their_line_ends() {
        let request = put(&book(), &Condition::New, CardForm::V4, b"a\nb\r\nc\rd");
        assert_eq!(request.body, b"a\r\nb\r\nc\rd");
        assert_eq!(request.headers[0].1, "text/vcard; charset=utf-8; version=4.0");
        assert_eq!(request.headers[1], ("If-None-Match", "*".to_owned()));
    }

    #[test]
    fn cards_are_asked_for_by_their_own_addresses() {
        let card = resolve(&book(), "a%20b&.vcf").unwrap();
        let body = String::from_utf8(fetch(&book(), &[card], CardForm::V3).body).unwrap();
        assert!(body.contains("<d:href>/ada/book/a%20b&amp;.vcf</d:href>"), "{body}");
    }

    #[test]
    fn redirections_stay_on_the_host() {
        let request = find_principal(&book());
        assert_eq!(redirected(&request, "/dav/").unwrap().url.as_str(), "https://dav.example/dav/");
        assert_eq!(redirected(&request, "https://evil.example/"), Err(DavError::Elsewhere));
        assert_eq!(redirected(&request, "http://dav.example/"), Err(DavError::Elsewhere));
        let plain = find_principal(&Url::parse("http://dav.example/").unwrap());
        assert_eq!(redirected(&plain, "https://dav.example/dav/").unwrap().url.as_str(), "https://dav.example/dav/");
        assert_eq!(redirected(&plain, "https://evil.example/"), Err(DavError::Elsewhere));
    }
}
