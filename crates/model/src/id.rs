//! The public name of a record: a UUIDv7, text on the wire.
//!
//! The head of a v7 UUID is the clock, so people type the tail: the last eight hexadecimal digits.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;
use uuid::Uuid;

/// A record's identity outside this vault's database; never reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct Id(Uuid);

/// The text is not a UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a record id")]
pub struct IdError;

impl Id {
    /// Builds a UUIDv7 from a UTC time in milliseconds and ten bytes of randomness, both lent by the caller.
    #[must_use]
    pub fn from_parts(unix_millis: u64, random: &[u8; 10]) -> Self {
        Self(uuid::Builder::from_unix_timestamp_millis(unix_millis, random).into_uuid())
    }

    /// The sixteen bytes, as stored.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 16] {
        self.0.as_bytes()
    }

    /// Reads the stored form.
    ///
    /// # Errors
    /// When the slice is not sixteen bytes long.
    pub fn from_slice(bytes: &[u8]) -> Result<Self, IdError> {
        Uuid::from_slice(bytes).map(Self).map_err(|_| IdError)
    }

    /// The last eight hexadecimal digits: what a person types.
    #[must_use]
    pub fn tail(&self) -> String {
        let text = self.0.simple().to_string();
        text[24..].to_owned()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl FromStr for Id {
    type Err = IdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Uuid::parse_str(text.trim()).map(Self).map_err(|_| IdError)
    }
}
