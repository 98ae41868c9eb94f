//! How dear it is to try one passphrase: the parameters of Argon2id.
//!
//! They are stored in the slot, so that a vault made with other ones still opens. Deliberately absent: any other
//! password hash.

use argon2::{Algorithm, Argon2, Params, Version};
use satchel_model::Secret;
use serde::{Deserialize, Serialize};
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::error::VaultError;

/// The most memory that a file may ask for: more is damage or malice, not a setting.
const MEMORY_CAP_KIB: u32 = 1 << 20;
const PASSES_CAP: u32 = 64;
const LANES_CAP: u32 = 64;

/// Parameters of Argon2id (RFC 9106, version 1.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassphraseCost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over the memory.
    pub passes: u32,
    /// Lanes.
    pub lanes: u32,
}

impl PassphraseCost {
    /// 64 MiB and three passes: RFC 9106's second recommendation with one lane, above OWASP's minimum.
    pub const STANDARD: Self = Self { memory_kib: 64 * 1024, passes: 3, lanes: 1 };

    /// Derives the wrapping key. The passphrase is normalised first: one typed on macOS opens on Linux.
    pub(crate) fn derive(self, passphrase: &Secret<String>, salt: &[u8]) -> Result<Secret<[u8; 32]>, VaultError> {
        let damaged = |_| VaultError::Damaged { what: "its passphrase parameters make no sense" };
        if self.memory_kib > MEMORY_CAP_KIB || self.passes > PASSES_CAP || self.lanes > LANES_CAP {
            return Err(damaged(argon2::Error::MemoryTooMuch));
        }
        let params = Params::new(self.memory_kib, self.passes, self.lanes, Some(32)).map_err(damaged)?;
        let typed: Zeroizing<String> = Zeroizing::new(passphrase.expose().nfc().collect());
        let mut key = Zeroizing::new([0_u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(typed.as_bytes(), salt, key.as_mut_slice())
            .map_err(damaged)?;
        Ok(Secret::new(*key))
    }
}

impl Default for PassphraseCost {
    fn default() -> Self {
        Self::STANDARD
    }
}
