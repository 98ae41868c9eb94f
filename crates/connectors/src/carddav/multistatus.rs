//! The answer that holds many: for each address a status, or properties that were found.
//!
//! Deliberately absent: what the properties mean (`answer`).

use url::Url;

use super::xml::{CARD, DAV, Element, read};
use super::{DavError, resolve};

/// All of it.
pub(super) struct Multistatus {
    pub(super) responses: Vec<Response>,
    pub(super) sync_token: String,
}

/// What an answer says about one address.
pub(super) struct Response {
    /// As it is named.
    pub(super) href: String,
    /// Of the whole; none where there are properties instead.
    pub(super) status: Option<u16>,
    /// The conditions that failed, by name.
    pub(super) error: Option<Element>,
    /// Properties that were found.
    found: Vec<Element>,
}

impl Response {
    /// A property that was found.
    pub(super) fn property(&self, space: &'static str, name: &'static str) -> Option<&Element> {
        self.found.iter().find_map(|properties| properties.first(space, name))
    }

    /// Its text, trimmed; empty where there is none.
    pub(super) fn text(&self, space: &'static str, name: &'static str) -> &str {
        self.property(space, name).map_or("", |property| property.text.trim())
    }

    /// Addresses in a property.
    pub(super) fn hrefs(&self, base: &Url, space: &'static str, name: &'static str) -> Result<Vec<Url>, DavError> {
        let property = self.property(space, name);
        property.into_iter().flat_map(|it| it.all(DAV, "href")).map(|href| resolve(base, &href.text)).collect()
    }
}

/// Reads an answer with many.
pub(super) fn multistatus(body: &[u8]) -> Result<Multistatus, DavError> {
    let root = read(body)?;
    if !root.is(DAV, "multistatus") {
        return Err(DavError::NotDav("a list of addresses"));
    }
    let sync_token = root.text_of(DAV, "sync-token").to_owned();
    let responses = root.children.into_iter().filter(|child| child.is(DAV, "response")).map(response);
    Ok(Multistatus { responses: responses.collect(), sync_token })
}

/// The condition that an error names: whether the token of a listing is not known any more.
pub(super) fn names_expired_token(body: &[u8]) -> bool {
    read(body).is_ok_and(|root| root.is(DAV, "error") && root.first(DAV, "valid-sync-token").is_some())
}

/// What an error says about a card, whatever its status: some servers have 412 for more than a card that has changed.
pub(super) fn named_refusal(body: &[u8]) -> Option<DavError> {
    let root = read(body).ok().filter(|root| root.is(DAV, "error"))?;
    let names = |name| has(Some(&root), CARD, name);
    if names("no-uid-conflict") {
        Some(DavError::UidTaken)
    } else if names("max-resource-size") {
        Some(DavError::NoRoom(413))
    } else if names("valid-address-data") || names("supported-address-data") {
        Some(DavError::Refused)
    } else {
        None
    }
}

/// Whether an error says that there is more than was listed.
pub(super) fn names_more(error: Option<&Element>) -> bool {
    error.is_some_and(|error| error.first(DAV, "number-of-matches-within-limits").is_some())
}

fn response(mut element: Element) -> Response {
    let href = element.text_of(DAV, "href").to_owned();
    let status = element.first(DAV, "status").and_then(|status| code(&status.text));
    let mut found = Vec::new();
    let mut error = None;
    for child in std::mem::take(&mut element.children) {
        if child.is(DAV, "propstat") {
            let is_found = code(child.text_of(DAV, "status")).is_none_or(|code| (200..300).contains(&code));
            if is_found {
                found.extend(child.children.into_iter().filter(|it| it.is(DAV, "prop")));
            }
        } else if child.is(DAV, "error") {
            error = Some(child);
        }
    }
    Response { href, status, error, found }
}

/// `HTTP/1.1 404 Not Found`.
fn code(status: &str) -> Option<u16> {
    status.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// Whether a type or a privilege is among others.
pub(super) fn has(element: Option<&Element>, space: &'static str, name: &'static str) -> bool {
    element.is_some_and(|element| element.first(space, name).is_some())
}

/// Whether a book takes cards of a version. Servers differ in how they call the element that says so.
pub(super) fn takes_version(supported: Option<&Element>, version: &str) -> bool {
    supported.is_some_and(|supported| supported.children.iter().any(|it| it.version == version))
}
