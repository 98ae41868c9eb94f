//! Why an answer is none.
//!
//! No sentence quotes a card or an address. Deliberately absent: what the network says when there is no answer.

/// An answer that cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DavError {
    /// 401, 403: other credentials, or none for this.
    #[error("the server does not let this account in here (status {0})")]
    Denied(u16),
    /// 404, 410.
    #[error("the server has nothing at this address")]
    NotFound,
    /// 412: the card is another one than the one that was read, or is there already.
    #[error("the card has changed on the server since it was read")]
    Changed,
    /// The token of the last listing is not known any more: list everything.
    #[error("the server does not know any more what changed since the last time")]
    TokenExpired,
    /// 429, 503: later.
    #[error("the server asks for patience")]
    Later,
    /// The server says what is wrong with the card: it is none, of another version, or of a kind that it does not take.
    #[error("the server does not take this card")]
    Refused,
    /// Another card of the book has this uid.
    #[error("another card of the book has this uid")]
    UidTaken,
    /// 413, 507: the card is too large, or the account full.
    #[error("the server has no room for this card (status {0})")]
    NoRoom(u16),
    /// Any other status.
    #[error("the server answers with status {0}")]
    Status(u16),
    /// Something else than what the protocol has here: a page to sign in, half an answer.
    #[error("the server answers with something else than {0}")]
    NotDav(&'static str),
    /// XML with a document type: it could hold bombs and read files, and no server has a reason for it.
    #[error("the server's answer declares a document type, which is not read")]
    DocumentType,
    /// Larger or deeper than any answer has to be.
    #[error("the server's answer is beyond all measure")]
    TooLarge,
    /// An address on another host, out of its book, or none at all.
    #[error("the server names an address that is not its own")]
    Elsewhere,
}

impl DavError {
    /// The word for what the server does not take about a card; none where it is about something else.
    pub(super) fn refusal(self) -> Option<&'static str> {
        match self {
            Self::Refused => Some("refused"),
            Self::UidTaken => Some("uid_taken"),
            Self::NoRoom(413) => Some("too_large"),
            Self::NoRoom(_) => Some("no_room"),
            Self::Status(415) => Some("media_type"),
            Self::Status(400..=499 | 501) => Some("not_taken"),
            Self::Denied(_)
            | Self::NotFound
            | Self::Changed
            | Self::TokenExpired
            | Self::Later
            | Self::Status(_)
            | Self::NotDav(_)
            | Self::DocumentType
            | Self::TooLarge
            | Self::Elsewhere => None,
        }
    }

    /// Whether the server has no such function, or not for this.
    pub(super) fn is_unsupported(self) -> bool {
        matches!(
            self,
            Self::Denied(403) | Self::NotFound | Self::Changed | Self::Refused | Self::Status(400..=499 | 501)
        )
    }
}
