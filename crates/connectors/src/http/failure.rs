//! Why there is no answer.
//!
//! What the network's own errors say is left out, because they quote addresses.

use super::Fingerprint;

/// There is no answer, or none that is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Failure {
    /// No connection came about: nothing was sent.
    #[error("the server cannot be reached")]
    Unreached,
    /// The request was sent, wholly or in part, and no answer came.
    #[error("the connection broke off before there was an answer")]
    NoAnswer,
    /// The answer ended before its end.
    #[error("the answer broke off in its middle")]
    HalfAnswer,
    /// The answer is larger than the limit.
    #[error("the answer is larger than anything that is read")]
    TooLarge,
    /// The certificate is not trusted: nothing was sent. Whoever knows this fingerprint to be right can pin it.
    #[error("the server's certificate is not trusted; its SHA-256 fingerprint is {0}")]
    Certificate(Fingerprint),
    /// Another host, scheme or port than the account's: nothing was sent.
    #[error("the account's credentials are for another server")]
    Elsewhere,
    /// `http://` to another computer: nothing was sent.
    #[error("an address without encryption is used for this computer only")]
    Plain,
    /// What was to be sent is no request, or the system has no place for a client.
    #[error("the request cannot be made")]
    Unmade,
}
