//! One way into a vault: what is needed, and the root key wrapped under it.
//!
//! The wrapping is bound to the vault's id and the kind of the slot, so that a slot moved to another vault or passed
//! off as another kind does not open. Deliberately absent: where slots are kept.

use std::fmt;

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use satchel_model::Secret;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use zeroize::Zeroizing;

use crate::cost::PassphraseCost;
use crate::disk;
use crate::error::VaultError;
use crate::keys::{Keys, derive};
use crate::recovery::RecoveryCode;

/// The kinds of ways into a vault; a vault has at most one of each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    /// A random key in the operating system's keyring.
    Keyring,
    /// A passphrase that the person knows.
    Passphrase,
    /// The printed code.
    Recovery,
}

impl fmt::Display for SlotKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Keyring => "keyring",
            Self::Passphrase => "passphrase",
            Self::Recovery => "recovery code",
        })
    }
}

/// A slot as it is written in `vault.json`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Slot {
    Keyring {
        sealed: Sealed,
    },
    Passphrase {
        #[serde(with = "hex::serde")]
        salt: [u8; 16],
        argon2id: PassphraseCost,
        sealed: Sealed,
    },
    Recovery {
        #[serde(with = "hex::serde")]
        salt: [u8; 16],
        sealed: Sealed,
    },
}

impl Slot {
    pub(crate) fn kind(&self) -> SlotKind {
        match self {
            Self::Keyring { .. } => SlotKind::Keyring,
            Self::Passphrase { .. } => SlotKind::Passphrase,
            Self::Recovery { .. } => SlotKind::Recovery,
        }
    }

    pub(crate) fn keyring(keys: &Keys, wrapping: &Secret<[u8; 32]>) -> Result<Self, VaultError> {
        Ok(Self::Keyring { sealed: Sealed::seal(keys, SlotKind::Keyring, wrapping)? })
    }

    pub(crate) fn passphrase(
        keys: &Keys,
        passphrase: &Secret<String>,
        cost: PassphraseCost,
    ) -> Result<Self, VaultError> {
        if passphrase.expose().is_empty() {
            return Err(VaultError::PassphraseEmpty);
        }
        let salt = disk::random()?;
        let wrapping = cost.derive(passphrase, &salt)?;
        let sealed = Sealed::seal(keys, SlotKind::Passphrase, &wrapping)?;
        Ok(Self::Passphrase { salt, argon2id: cost, sealed })
    }

    pub(crate) fn recovery(keys: &Keys, code: &RecoveryCode) -> Result<Self, VaultError> {
        let salt = disk::random()?;
        let sealed = Sealed::seal(keys, SlotKind::Recovery, &recovery_key(&salt, code))?;
        Ok(Self::Recovery { salt, sealed })
    }
}

/// 130 random bits need no slow hash: guessing them is hopeless at any speed.
pub(crate) fn recovery_key(salt: &[u8; 16], code: &RecoveryCode) -> Secret<[u8; 32]> {
    derive(salt, code.symbols(), &["satchel/1/recovery"])
}

/// The root key under a wrapping key: XChaCha20-Poly1305 with a random nonce.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Sealed {
    #[serde(with = "hex::serde")]
    nonce: [u8; 24],
    #[serde(with = "hex::serde")]
    key: [u8; 48],
}

impl Sealed {
    fn seal(keys: &Keys, kind: SlotKind, wrapping: &Secret<[u8; 32]>) -> Result<Self, VaultError> {
        let nonce = disk::random()?;
        let aad = bound_to(keys.vault, kind);
        let sealed = XChaCha20Poly1305::new(wrapping.expose().into())
            .encrypt(&XNonce::from(nonce), Payload { msg: keys.root.expose(), aad: &aad })
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        match sealed {
            Some(key) => Ok(Self { nonce, key }),
            // 32 bytes in are 48 bytes out; the cipher refuses only lengths over 256 GiB.
            None => unreachable!("XChaCha20-Poly1305 seals 32 bytes"),
        }
    }

    /// The vault's keys, or `None` when the wrapping key is not the one, or the slot belongs elsewhere.
    pub(crate) fn open(&self, vault: Uuid, kind: SlotKind, wrapping: &Secret<[u8; 32]>) -> Option<Keys> {
        let aad = bound_to(vault, kind);
        let root = XChaCha20Poly1305::new(wrapping.expose().into())
            .decrypt(&XNonce::from(self.nonce), Payload { msg: &self.key, aad: &aad })
            .map(Zeroizing::new)
            .ok()?;
        let root: [u8; 32] = root.as_slice().try_into().ok()?;
        Some(Keys { vault, root: Secret::new(root) })
    }
}

fn bound_to(vault: Uuid, kind: SlotKind) -> Vec<u8> {
    let mut aad = b"satchel/1/slot/".to_vec();
    aad.extend(vault.as_bytes());
    aad.push(match kind {
        SlotKind::Keyring => 1,
        SlotKind::Passphrase => 2,
        SlotKind::Recovery => 3,
    });
    aad
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(vault: u128) -> Keys {
        Keys { vault: Uuid::from_u128(vault), root: Secret::new([7; 32]) }
    }

    #[test]
    fn a_slot_opens_only_for_its_vault_kind_and_key() {
        let wrapping = Secret::new([1; 32]);
        let sealed = Sealed::seal(&keys(1), SlotKind::Keyring, &wrapping).unwrap();
        let one = Uuid::from_u128(1);
        let open = sealed.open(one, SlotKind::Keyring, &wrapping).unwrap();
        assert_eq!(open.root.expose(), &[7; 32]);
        assert!(sealed.open(Uuid::from_u128(2), SlotKind::Keyring, &wrapping).is_none());
        assert!(sealed.open(one, SlotKind::Recovery, &wrapping).is_none());
        assert!(sealed.open(one, SlotKind::Keyring, &Secret::new([2; 32])).is_none());
    }

    #[test]
    fn sub_keys_differ_from_each_other_from_the_root_and_between_vaults() {
        let (one, two) = (keys(1), keys(2));
        let mut all = vec![
            *one.root.expose(),
            *one.database().expose(),
            *one.index().expose(),
            *one.files().expose(),
            *two.database().expose(),
        ];
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 5);
        assert_eq!(one.database().expose(), keys(1).database().expose());
    }

    #[test]
    fn derivation_is_hkdf_sha256() {
        // RFC 5869, test case 3: no salt, no info; the first 32 bytes of its output.
        let expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d";
        assert_eq!(hex::encode(derive(&[], &[0x0b; 22], &[]).expose()), expected);
    }
}
