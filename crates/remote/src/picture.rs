//! A picture of a record: in a record's values it is a digest, and its bytes travel beside.
//!
//! Records are kept with mirrors and in plans, so they never hold megabytes. Two pictures with one digest are the same.
//! Deliberately absent: what kind of picture it is; the bytes tell that.

use std::fmt;
use std::sync::Arc;

use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The path at which a record has its picture.
pub const PHOTO: &str = "photo";

/// The bytes of a picture.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture(Arc<[u8]>);

impl Picture {
    /// These bytes.
    #[must_use]
    pub fn new(bytes: impl Into<Arc<[u8]>>) -> Self {
        Self(bytes.into())
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }

    /// What stands for it at [`PHOTO`].
    #[must_use]
    pub fn value(&self) -> Value {
        Self::value_of(&self.0)
    }

    /// What stands for a picture of these bytes at [`PHOTO`].
    #[must_use]
    pub fn value_of(bytes: &[u8]) -> Value {
        picture_value(&digest(bytes), bytes.len() as u64)
    }
}

impl fmt::Debug for Picture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a picture of {} bytes", self.0.len())
    }
}

/// The SHA-256 of bytes, in hexadecimal digits.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// What stands for a picture of this SHA-256, in hexadecimal digits, and of so many bytes.
#[must_use]
pub fn picture_value(sha256: &str, bytes: u64) -> Value {
    json!({"sha256": sha256, "bytes": bytes})
}

/// The SHA-256 of the picture that a value stands for; `None` when it stands for none.
#[must_use]
pub fn picture_digest(value: &Value) -> Option<&str> {
    value.get("sha256")?.as_str()
}

/// How many bytes the picture has that a value stands for; `None` when it stands for none.
#[must_use]
pub fn picture_size(value: &Value) -> Option<u64> {
    picture_digest(value)?;
    value.get("bytes")?.as_u64()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Picture, picture_digest, picture_size};

    #[test]
    fn a_picture_is_known_by_its_bytes() {
        let picture = Picture::new(*b"abc");
        let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(picture.value(), json!({"sha256": digest, "bytes": 3}));
        assert_eq!((picture_digest(&picture.value()), picture_size(&picture.value())), (Some(digest), Some(3)));
        assert_ne!(picture.value(), Picture::new(*b"abd").value());
        assert_eq!((picture_digest(&json!("abc")), picture_size(&json!({"bytes": 3}))), (None, None));
        assert_eq!(format!("{picture:?}"), "a picture of 3 bytes");
    }
}
