//! Long secrets over several keyring entries, because Windows caps one at 2,560 bytes.
//!
//! The entry named by the account holds either the secret itself or the list of its pieces; pieces carry a random
//! generation in their name and are written before the list, so that a reader sees the old secret or the new one.
//! Deliberately absent: encryption, which is the keyring's.

use satchel_model::Secret;
use sha2::{Digest, Sha256};

use crate::disk;
use crate::keyring::{Keyring, KeyringError};

/// The most that goes into one entry.
const PIECE: usize = 2_000;
const WHOLE: u8 = 0;
const SPLIT: u8 = 1;
/// Marker, number of pieces, generation, SHA-256 of the whole.
const LIST_LEN: usize = 1 + 1 + 4 + 32;

struct List {
    count: u8,
    generation: [u8; 4],
    digest: [u8; 32],
}

impl List {
    fn parse(entry: &[u8]) -> Option<Self> {
        if entry.len() != LIST_LEN || entry[0] != SPLIT {
            return None;
        }
        Some(Self { count: entry[1], generation: entry[2..6].try_into().ok()?, digest: entry[6..].try_into().ok()? })
    }

    fn bytes(&self) -> Vec<u8> {
        let mut entry = vec![SPLIT, self.count];
        entry.extend(self.generation);
        entry.extend(self.digest);
        entry
    }

    fn names(&self, account: &str) -> impl Iterator<Item = String> {
        let generation = hex::encode(self.generation);
        let account = account.to_owned();
        (0..self.count).map(move |index| format!("{account}#{generation}.{index}"))
    }
}

fn broken() -> KeyringError {
    KeyringError::Failed("parts of the secret are missing".to_owned())
}

pub(crate) fn read(keyring: &dyn Keyring, account: &str) -> Result<Option<Secret<Vec<u8>>>, KeyringError> {
    let Some(entry) = keyring.read(account)? else { return Ok(None) };
    let entry = entry.expose();
    if let Some((&WHOLE, secret)) = entry.split_first() {
        return Ok(Some(Secret::new(secret.to_vec())));
    }
    let list = List::parse(entry).ok_or_else(broken)?;
    // Room for all pieces at once: a vector that grows leaves copies behind.
    let mut whole = Vec::with_capacity(usize::from(list.count) * PIECE);
    for name in list.names(account) {
        let piece = keyring.read(&name)?.ok_or_else(broken)?;
        whole.extend_from_slice(piece.expose());
    }
    let whole = Secret::new(whole);
    if Sha256::digest(whole.expose()).as_slice() != list.digest {
        return Err(broken());
    }
    Ok(Some(whole))
}

pub(crate) fn write(keyring: &dyn Keyring, account: &str, secret: &[u8]) -> Result<(), KeyringError> {
    let before = keyring.read(account)?;
    if secret.len() < PIECE {
        let mut entry = Vec::with_capacity(1 + secret.len());
        entry.push(WHOLE);
        entry.extend_from_slice(secret);
        let entry = Secret::new(entry);
        keyring.write(account, entry.expose())?;
    } else {
        let count = u8::try_from(secret.len().div_ceil(PIECE))
            .map_err(|_| KeyringError::Failed("the secret is too long".to_owned()))?;
        let generation = disk::random().map_err(|_| KeyringError::Failed("no randomness".to_owned()))?;
        let digest = Sha256::digest(secret).into();
        let list = List { count, generation, digest };
        for (name, piece) in list.names(account).zip(secret.chunks(PIECE)) {
            keyring.write(&name, piece)?;
        }
        keyring.write(account, &list.bytes())?;
    }
    if let Some(list) = before.and_then(|entry| List::parse(entry.expose())) {
        for name in list.names(account) {
            keyring.delete(&name)?;
        }
    }
    Ok(())
}

pub(crate) fn delete(keyring: &dyn Keyring, account: &str) -> Result<(), KeyringError> {
    let Some(entry) = keyring.read(account)? else { return Ok(()) };
    if let Some(list) = List::parse(entry.expose()) {
        for name in list.names(account) {
            keyring.delete(&name)?;
        }
    }
    keyring.delete(account)
}
