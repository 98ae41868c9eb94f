//! An account on a server, and why it cannot be connected.
//!
//! Deliberately absent: where accounts and their secrets are kept.

use satchel_remote::Halt;
use url::Url;

use super::DavError;
use super::trouble::Trouble;
use crate::http::{Access, Client, Failure, Fingerprint};

/// An account as a person enters it.
#[derive(Clone, Debug)]
pub struct Account {
    /// A host (`dav.example`), or the address of a server, of whoever has books, or of a book. Without a scheme it is
    /// `https`.
    pub address: String,
    /// How it signs in, and whom it trusts.
    pub access: Access,
}

/// Why there is no connection.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ConnectError {
    /// What was entered is no address, or holds a password.
    #[error("this is not the address of a server")]
    Address,
    /// `http://` to another computer.
    #[error("an address without encryption is used for this computer only, unless it is allowed")]
    Plain,
    /// Whoever knows this fingerprint to be the server's can pin it.
    #[error("the server's certificate is not trusted; its SHA-256 fingerprint is {0}")]
    Certificate(Fingerprint),
    /// The server names another host. Nothing was sent there; a person may enter that address.
    #[error("the server sends on to {}, and sign-in data is for this one only", .0.as_deref().unwrap_or("another host"))]
    Elsewhere(Option<String>),
    /// There is a server, and no address book where it was looked for.
    #[error("there is no address book at this address")]
    NoBook,
    /// Anything that can also come later.
    #[error(transparent)]
    Halt(#[from] Halt),
}

impl Account {
    /// The address in full.
    pub(super) fn server(&self) -> Result<Url, ConnectError> {
        let written = self.address.trim();
        let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
        let url = Url::parse(&whole).map_err(|_| ConnectError::Address)?;
        let is_bare = url.username().is_empty() && url.password().is_none();
        let is_web = matches!(url.scheme(), "https" | "http") && url.has_host();
        if is_bare && is_web { Ok(url) } else { Err(ConnectError::Address) }
    }

    pub(super) fn client(&self) -> Result<Client, ConnectError> {
        Client::new(&self.server()?, &self.access).map_err(|failure| Trouble::Way(failure).into())
    }
}

impl From<Trouble> for ConnectError {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::Way(Failure::Plain) => Self::Plain,
            Trouble::Way(Failure::Unmade) => Self::Address,
            Trouble::Way(Failure::Certificate(fingerprint)) => Self::Certificate(fingerprint),
            Trouble::Way(Failure::Elsewhere) => Self::Elsewhere(None),
            Trouble::Elsewhere(host) => Self::Elsewhere(host),
            Trouble::Answer { error: DavError::NotFound, .. } => Self::NoBook,
            other => Self::Halt(other.halt()),
        }
    }
}

#[cfg(test)]
mod tests {
    use satchel_model::Secret;

    use super::{Account, ConnectError};
    use crate::http::{Access, SignIn};

    fn server(address: &str) -> Result<String, ConnectError> {
        let access = Access::new(SignIn::Bearer(Secret::new("hunter2".to_owned())));
        Account { address: address.to_owned(), access }.server().map(String::from)
    }

    #[test]
    fn people_enter_hosts_and_addresses() {
        assert_eq!(server(" dav.example ").unwrap(), "https://dav.example/");
        assert_eq!(server("dav.example:8443/ada").unwrap(), "https://dav.example:8443/ada");
        assert_eq!(server("http://localhost:5232").unwrap(), "http://localhost:5232/");
        for wrong in ["", "https://", "file:///etc/passwd", "https://ada:secret@dav.example/", "a b"] {
            assert_eq!(server(wrong), Err(ConnectError::Address), "{wrong}");
        }
    }
}
