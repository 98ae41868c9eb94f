//! The HTTP client that vendors share: one account, one server, measured patience.
//!
//! Credentials go to the server that they are for and to no other host, scheme or port; no redirection is followed
//! here, no cookie kept, no body unpacked. A body is cut off where its limit is, whatever its length is said to be, so
//! memory is bounded. Certificates are those that the system trusts, or the one that a person pinned. No failure quotes
//! an address, a header or a body. Deliberately absent: what a status means to a vendor, repeating, and waiting.

mod access;
mod client;
mod failure;
mod fingerprint;
mod message;
mod trust;

pub use access::{Access, Limits, SignIn};
pub use client::Client;
pub use failure::Failure;
pub use fingerprint::{Fingerprint, FingerprintError};
pub use message::{Request, Response};
