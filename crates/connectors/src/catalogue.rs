//! The kinds of remotes that there are: a line each, with what it is told and how a connection is made.

use std::collections::BTreeMap;

use satchel_model::Secret;
use satchel_remote::{Halt, Remote};

use crate::carddav;
use crate::http::{Access, Fingerprint, SignIn};

/// Something that a kind of remote is told.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    /// Its key.
    pub key: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Whether it can be left out.
    pub optional: bool,
    /// Whether another value may lead somewhere else, where what signs in here is nobody's business.
    pub leads: bool,
}

/// A kind of remote.
#[derive(Clone, Copy, Debug)]
pub struct Kind {
    /// Its word.
    pub word: &'static str,
    /// What a person calls it.
    pub name: &'static str,
    /// What it is told.
    pub settings: &'static [Setting],
    /// The setting that says which copy it is in the end: told, or found out when it is connected.
    pub place: &'static str,
}

const fn needed(key: &'static str, about: &'static str) -> Setting {
    Setting { key, about, optional: false, leads: false }
}

const fn optional(key: &'static str, about: &'static str) -> Setting {
    Setting { key, about, optional: true, leads: false }
}

impl Setting {
    const fn leads(self) -> Self {
        Self { leads: true, ..self }
    }
}

/// All kinds.
pub const KINDS: &[Kind] = &[Kind {
    word: "carddav",
    name: "Address book (CardDAV)",
    settings: &[
        needed("url", "The address of the server, or of an address book").leads(),
        optional("user", "Who signs in; without it the secret is a token").leads(),
        optional("book", "The address of one book, where there are several"),
        optional("pin", "The SHA-256 fingerprint of the server's certificate, where no authority vouches for it"),
    ],
    place: "book",
}];

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// There is no such kind.
    #[error("there is no such kind of account")]
    Kind,
    /// The account was added without its password.
    #[error("the account has no password or token")]
    Secret,
    /// What was pinned is no fingerprint.
    #[error("the pinned fingerprint is none")]
    Pin,
    /// Several books, and nobody said which.
    #[error("there are several address books: {}", .0.join(", "))]
    Several(Vec<String>),
    /// What the connector says.
    #[error(transparent)]
    CardDav(#[from] carddav::ConnectError),
}

impl ConnectError {
    /// What the remote itself said, when it is not the account that is wrong.
    #[must_use]
    pub fn halt(&self) -> Option<&Halt> {
        match self {
            Self::CardDav(carddav::ConnectError::Halt(halt)) => Some(halt),
            Self::CardDav(carddav::ConnectError::Certificate(_)) => Some(&Halt::Untrusted),
            _ => None,
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<String> {
        use carddav::ConnectError as Dav;
        Some(match self {
            Self::Secret => "Give it one: satchel account edit NAME --secret-stdin.".to_owned(),
            Self::Pin => "Write it as 64 hexadecimal digits.".to_owned(),
            Self::Several(_) => "Name one as `book`.".to_owned(),
            Self::CardDav(Dav::Certificate(fingerprint)) => {
                format!("Compare it with the server's; if it is the same, set pin={fingerprint}.")
            }
            Self::CardDav(Dav::Plain) => "Write https:// before the address.".to_owned(),
            Self::CardDav(Dav::Address) => "Write it like https://dav.example.com/.".to_owned(),
            Self::CardDav(Dav::NoBook) => "Ask whoever runs the server for the address.".to_owned(),
            Self::CardDav(Dav::Elsewhere(_)) => "Enter that address instead, if you trust it.".to_owned(),
            Self::Kind | Self::CardDav(Dav::Halt(_)) => return None,
        })
    }
}

/// A connection, and what was found out on the way: settings that make the next one shorter.
pub struct Connected {
    /// The remote.
    pub remote: Box<dyn Remote>,
    /// Settings to be kept with the account.
    pub learnt: BTreeMap<String, String>,
}

/// Connects to the remote of an account.
///
/// # Errors
/// Why there is no connection.
pub async fn connect(
    kind: &str,
    settings: &BTreeMap<String, String>,
    secret: Option<Secret<String>>,
) -> Result<Connected, ConnectError> {
    match kind {
        "carddav" => to_book(settings, secret).await,
        _ => Err(ConnectError::Kind),
    }
}

async fn to_book(
    settings: &BTreeMap<String, String>,
    secret: Option<Secret<String>>,
) -> Result<Connected, ConnectError> {
    let set = |key: &str| settings.get(key).map(|value| value.trim()).filter(|value| !value.is_empty());
    let secret = secret.ok_or(ConnectError::Secret)?;
    let sign_in = match set("user") {
        Some(user) => SignIn::Basic { user: user.to_owned(), password: secret },
        None => SignIn::Bearer(secret),
    };
    let pin = set("pin").map(str::parse::<Fingerprint>).transpose().map_err(|_| ConnectError::Pin)?;
    let access = Access { pin, ..Access::new(sign_in) };
    let account = carddav::Account { address: set("url").unwrap_or_default().to_owned(), access };
    if let Some(book) = set("book") {
        let remote = Box::new(carddav::connect(&account, book).await?);
        return Ok(Connected { remote, learnt: BTreeMap::new() });
    }
    let books = carddav::books(&account).await?;
    match &books[..] {
        [only] => {
            let learnt = BTreeMap::from([("book".to_owned(), only.url.to_string())]);
            Ok(Connected { remote: Box::new(carddav::CardDavRemote::of(&account, only.clone())?), learnt })
        }
        several => Err(ConnectError::Several(several.iter().map(|book| book.url.to_string()).collect())),
    }
}
