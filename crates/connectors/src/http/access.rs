//! What an account brings along: how it signs in, whom it trusts, how long it waits.
//!
//! Deliberately absent: where any of it is kept.

use std::time::Duration;

use satchel_model::Secret;

use super::Fingerprint;

/// How an account signs in. Printing it shows no secret.
#[derive(Clone, Debug)]
pub enum SignIn {
    /// A name and a password, or the password that a server makes for one program.
    Basic {
        /// The name; it is no secret.
        user: String,
        /// The password.
        password: Secret<String>,
    },
    /// A token.
    Bearer(Secret<String>),
}

/// The way to a server.
#[derive(Clone, Debug)]
pub struct Access {
    /// How the account signs in.
    pub sign_in: SignIn,
    /// The one certificate that is trusted. Without it the system decides.
    pub pin: Option<Fingerprint>,
    /// Whether `http://` may be used to another computer: everybody on the way can read along then.
    pub plain: bool,
    /// How long is waited.
    pub limits: Limits,
}

impl Access {
    /// The usual way: encrypted, by the system's authorities.
    #[must_use]
    pub fn new(sign_in: SignIn) -> Self {
        Self { sign_in, pin: None, plain: false, limits: Limits::default() }
    }
}

/// How long is waited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// For a connection.
    pub connect: Duration,
    /// For the next byte of an answer.
    pub silence: Duration,
    /// For all of an answer.
    pub answer: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { connect: Duration::from_secs(15), silence: Duration::from_secs(60), answer: Duration::from_secs(600) }
    }
}
