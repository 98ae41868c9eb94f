//! Answers as they are understood: who is signed in, which books, what changed, which cards.
//!
//! One address that cannot be used does not cost the others: it is counted. Deliberately absent: when to ask again.

use url::Url;

use super::address::resolve_member;
use super::multistatus::{
    Multistatus, Response, has, multistatus, named_refusal, names_expired_token, names_more, takes_version,
};
use super::request::CardForm;
use super::xml::{CARD, DAV, SERVER};
use super::{DavError, resolve, same_place};

/// What came back.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// The address that was asked last, after any redirection.
    pub url: &'a Url,
    /// The status.
    pub status: u16,
    /// The header field `ETag`, as it came.
    pub tag: Option<&'a str>,
    /// The body; whoever receives it bounds it.
    pub body: &'a [u8],
}

/// A book of addresses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Book {
    /// Where it is.
    pub url: Url,
    /// What people call it; empty where it has no name.
    pub name: String,
    /// Changes whenever a card does, where the server has one; else empty.
    pub state: String,
    /// The token from which changes can be asked, likewise.
    pub token: String,
    /// Whether changes can be asked.
    pub tells_changes: bool,
    /// How cards are written in it.
    pub form: CardForm,
    /// Whether this account may write there; servers that do not say are taken to allow it.
    pub writable: bool,
    /// The largest card, in bytes, where the server says.
    pub largest: Option<u64>,
}

#[cfg(test)]
impl Book {
    /// One that takes any card, for tests.
    pub(super) fn example() -> Self {
        Self {
            url: Url::parse("https://dav.example/ada/book/").unwrap(),
            name: String::new(),
            state: String::new(),
            token: String::new(),
            tells_changes: true,
            form: CardForm::V3,
            writable: true,
            largest: None,
        }
    }
}

/// What a listing says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Changes {
    /// Cards that are there, new or changed, with their entity tags.
    pub present: Vec<(Url, String)>,
    /// Cards that are there no more.
    pub gone: Vec<Url>,
    /// The token to ask with the next time; empty where the server has none.
    pub token: String,
    /// Whether there is more: ask again with the token at once.
    pub more: bool,
    /// Whether the book itself is in the answer, as it has to be where everything was asked for.
    pub names_book: bool,
    /// Addresses that were refused, because they lead elsewhere.
    pub refused: usize,
}

/// What is at an address that a person gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Start {
    /// A book.
    pub book: Option<Book>,
    /// Where the books are of whoever this is.
    pub homes: Vec<Url>,
    /// Who is signed in.
    pub principal: Option<Url>,
}

/// A card that was asked for.
#[derive(Clone, PartialEq, Eq)]
pub struct FetchedCard {
    /// Where it is.
    pub url: Url,
    /// Its entity tag; empty where the server gave none.
    pub tag: String,
    /// When it was last written, as the server writes instants; empty where it does not say.
    pub modified: String,
    /// The card.
    pub vcard: String,
}

impl std::fmt::Debug for FetchedCard {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "a card of {} bytes", self.vcard.len())
    }
}

/// What became of the cards that were asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fetched {
    /// Cards.
    pub cards: Vec<FetchedCard>,
    /// Cards that are there no more.
    pub gone: Vec<Url>,
    /// Cards that the server did not give, with its status where it said one.
    pub failed: Vec<(Url, Option<u16>)>,
    /// Addresses that were refused, because they lead elsewhere.
    pub refused: usize,
}

/// What became of a card that was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stored {
    /// Its entity tag. None where the server gave none or a weak one: then it may have changed the card, which has to be
    /// fetched again.
    pub tag: Option<String>,
}

impl Answer<'_> {
    /// What is at an address.
    ///
    /// # Errors
    /// When the answer is no list, or names an address elsewhere.
    pub fn start(&self) -> Result<Start, DavError> {
        Ok(Start {
            book: self.books()?.into_iter().find(|book| same_place(&book.url, self.url)),
            homes: self.hrefs(CARD, "addressbook-home-set")?,
            principal: self.hrefs(DAV, "current-user-principal")?.into_iter().next(),
        })
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// When the answer does not say.
    pub fn principal(&self) -> Result<Url, DavError> {
        let found = self.hrefs(DAV, "current-user-principal")?;
        found.into_iter().next().ok_or(DavError::NotDav("who is signed in"))
    }

    /// Where books are; several places, with some servers.
    ///
    /// # Errors
    /// When the answer does not say.
    pub fn homes(&self) -> Result<Vec<Url>, DavError> {
        let found = self.hrefs(CARD, "addressbook-home-set")?;
        if found.is_empty() { Err(DavError::NotDav("where address books are")) } else { Ok(found) }
    }

    /// The other host that the answer names for whoever is signed in, if it does.
    #[must_use]
    pub fn other_host(&self) -> Option<String> {
        let responses = self.many().ok()?.responses;
        let of = |response: &Response, space, name| {
            let property = response.property(space, name);
            let hrefs = property.into_iter().flat_map(|it| it.all(DAV, "href")).map(|href| href.text.trim().to_owned());
            hrefs.collect::<Vec<String>>()
        };
        let named = responses.iter().flat_map(|response| {
            [of(response, DAV, "current-user-principal"), of(response, CARD, "addressbook-home-set")].concat()
        });
        let mut hosts = named.filter_map(|href| self.url.join(&href).ok()?.host_str().map(str::to_owned));
        hosts.find(|host| self.url.host_str() != Some(host))
    }

    /// The books of a home.
    ///
    /// # Errors
    /// When the answer is no list. A book at an address that cannot be used is left out.
    pub fn books(&self) -> Result<Vec<Book>, DavError> {
        let responses = self.many()?.responses;
        let books = responses.iter().filter(|it| has(it.property(DAV, "resourcetype"), CARD, "addressbook"));
        Ok(books.filter_map(|response| Some(book(resolve(self.url, &response.href).ok()?, response))).collect())
    }

    /// What changed, or everything that there is.
    ///
    /// # Errors
    /// [`DavError::TokenExpired`] when everything has to be listed again; others when the answer is no list.
    pub fn changes(&self) -> Result<Changes, DavError> {
        if matches!(self.status, 403 | 409 | 412) && names_expired_token(self.body) {
            return Err(DavError::TokenExpired);
        }
        let Multistatus { responses, sync_token } = self.many()?;
        let mut changes = Changes { token: sync_token, ..Changes::default() };
        for response in responses {
            let of_book = resolve(self.url, &response.href).is_ok_and(|url| same_place(&url, self.url));
            if of_book {
                changes.names_book = true;
                changes.more |= response.status == Some(507) || names_more(response.error.as_ref());
                continue;
            }
            let Ok(url) = resolve_member(self.url, &response.href) else {
                changes.refused += 1;
                continue;
            };
            match response.status {
                Some(404 | 410) => changes.gone.push(url),
                Some(507) => changes.more = true,
                _ if has(response.property(DAV, "resourcetype"), DAV, "collection") => {}
                _ => changes.present.push((url, response.text(DAV, "getetag").to_owned())),
            }
        }
        // More, but from where: the same page would come for ever.
        if changes.more && changes.token.is_empty() {
            return Err(DavError::NotDav("a page with a token for the next"));
        }
        Ok(changes)
    }

    /// The cards that were asked for.
    ///
    /// # Errors
    /// When the answer is no list.
    pub fn cards(&self) -> Result<Fetched, DavError> {
        let mut fetched = Fetched::default();
        for response in self.many()?.responses {
            let Ok(url) = resolve_member(self.url, &response.href) else {
                fetched.refused += 1;
                continue;
            };
            match (response.property(CARD, "address-data"), response.status) {
                (Some(card), None | Some(200..=299)) => fetched.cards.push(FetchedCard {
                    url,
                    tag: response.text(DAV, "getetag").to_owned(),
                    modified: response.text(DAV, "getlastmodified").to_owned(),
                    vcard: card.text.clone(),
                }),
                // Only a card that the server says is gone is gone.
                (_, Some(404 | 410)) => fetched.gone.push(url),
                (_, status) => fetched.failed.push((url, status)),
            }
        }
        Ok(fetched)
    }

    /// When a card was last written, as the server writes instants; empty where it does not say.
    ///
    /// # Errors
    /// When the answer is no list.
    pub fn modified(&self) -> Result<String, DavError> {
        let responses = self.many()?.responses;
        Ok(responses.first().map(|response| response.text(DAV, "getlastmodified").to_owned()).unwrap_or_default())
    }

    /// What became of a card that was written.
    ///
    /// # Errors
    /// [`DavError::Changed`] when its condition did not hold, [`DavError::Refused`] and [`DavError::UidTaken`] when the
    /// server says so.
    pub fn stored(&self) -> Result<Stored, DavError> {
        self.accepted().map_err(|error| named_refusal(self.body).unwrap_or(error))?;
        let strong = self.tag.map(str::trim).filter(|tag| !tag.is_empty() && !tag.starts_with("W/"));
        Ok(Stored { tag: strong.map(str::to_owned) })
    }

    /// Whether a card was deleted; one that was gone already is deleted.
    ///
    /// # Errors
    /// [`DavError::Changed`] when it is another card by now.
    pub fn deleted(&self) -> Result<(), DavError> {
        match self.accepted() {
            Err(DavError::NotFound) => Ok(()),
            other => other,
        }
    }

    fn accepted(&self) -> Result<(), DavError> {
        match self.status {
            200..=299 => Ok(()),
            401 | 403 => Err(DavError::Denied(self.status)),
            404 | 410 => Err(DavError::NotFound),
            412 => Err(DavError::Changed),
            413 | 507 => Err(DavError::NoRoom(self.status)),
            429 | 503 => Err(DavError::Later),
            other => Err(DavError::Status(other)),
        }
    }

    fn many(&self) -> Result<Multistatus, DavError> {
        self.accepted()?;
        if self.status != 207 {
            return Err(DavError::NotDav("a list of addresses"));
        }
        multistatus(self.body)
    }

    fn hrefs(&self, space: &'static str, name: &'static str) -> Result<Vec<Url>, DavError> {
        let mut found = Vec::new();
        for response in self.many()?.responses {
            found.extend(response.hrefs(self.url, space, name)?);
        }
        Ok(found)
    }
}

fn book(url: Url, response: &Response) -> Book {
    let reports = response.property(DAV, "supported-report-set");
    let mut reports = reports.into_iter().flat_map(|set| set.all(DAV, "supported-report"));
    let privileges = response.property(DAV, "current-user-privilege-set");
    let mut granted = privileges.into_iter().flat_map(|set| set.all(DAV, "privilege"));
    let token = response.text(DAV, "sync-token").to_owned();
    let supported = response.property(CARD, "supported-address-data");
    Book {
        url,
        name: response.text(DAV, "displayname").to_owned(),
        state: response.text(SERVER, "getctag").to_owned(),
        tells_changes: !token.is_empty() || reports.any(|it| has(it.first(DAV, "report"), DAV, "sync-collection")),
        token,
        form: if takes_version(supported, "4.0") { CardForm::V4 } else { CardForm::V3 },
        writable: privileges.is_none()
            || granted.any(|it| ["all", "write", "write-content", "bind"].iter().any(|name| has(Some(it), DAV, name))),
        largest: response.text(CARD, "max-resource-size").parse().ok(),
    }
}
