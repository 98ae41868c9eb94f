//! `vault.json`: made, read, opened, and its slots changed.
//!
//! The file is clear and holds no personal data. A change takes the folder's lock, reads the file again, changes that
//! and replaces it, so that a window and a command never undo each other's change. A new one has its name only when the
//! database is there too ([`Unfinished::finish`]). Deliberately absent: the database and everything else in the folder.

use std::fs::File;
use std::path::{Path, PathBuf};

use satchel_model::Secret;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::cost::PassphraseCost;
use crate::disk;
use crate::error::VaultError;
use crate::keyring::{BoundedKeyring, KeyringState};
use crate::keys::Keys;
use crate::recovery::RecoveryCode;
use crate::slot::{Slot, SlotKind, recovery_key};
use crate::{FILE_NAME, FORMAT};

/// The database's name in the folder: one without `vault.json` is a vault that lost it, not an empty folder.
const DATABASE_NAME: &str = "satchel.db";

/// What a new vault is opened with, besides its recovery code; at least one of the two.
#[derive(Clone, Copy, Default)]
pub struct NewVault<'a> {
    /// Keep a key in this keyring.
    pub keyring: Option<&'a BoundedKeyring>,
    /// Open with this passphrase.
    pub passphrase: Option<&'a Secret<String>>,
    /// How dear a try of the passphrase is.
    pub cost: PassphraseCost,
}

/// A new vault, open, with the code to print.
pub struct Created {
    /// Its `vault.json`.
    pub file: VaultFile,
    /// Its keys.
    pub keys: Keys,
    /// Its recovery code, which is nowhere on disk.
    pub recovery: RecoveryCode,
}

/// A vault in the making: it becomes one by [`Unfinished::finish`]. Whoever makes one in a folder where that was never
/// reached begins anew.
pub struct Unfinished {
    created: Created,
    /// Holds out others who would make one here.
    _lock: File,
}

impl Unfinished {
    /// What its database is made with.
    #[must_use]
    pub fn parts(&self) -> (VaultFile, Keys) {
        (self.created.file.clone(), self.created.keys.clone())
    }

    /// Gives `vault.json` its name. Durable when it returns.
    ///
    /// # Errors
    /// Those of the disk; there is no vault then.
    pub fn finish(self) -> Result<Created, VaultError> {
        disk::put_in_place(&self.created.file.dir)?;
        Ok(self.created)
    }
}

/// The `vault.json` of a folder, as it was when it was last read or changed through this value.
#[derive(Clone, Debug)]
pub struct VaultFile {
    dir: PathBuf,
    contents: Contents,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct Contents {
    format: u32,
    vault: Uuid,
    replica: Uuid,
    slots: Vec<Slot>,
}

/// The file: contents, and their SHA-256 to tell damage from a wrong passphrase.
#[derive(Serialize, Deserialize)]
struct Written {
    #[serde(flatten)]
    contents: Contents,
    #[serde(with = "hex::serde")]
    sha256: [u8; 32],
}

/// The one thing that must be readable in any format, past or future.
#[derive(Deserialize)]
struct Head {
    format: u32,
}

impl VaultFile {
    /// Begins to make a vault in a folder, which is made if need be. What an earlier attempt left there that was killed
    /// goes: nobody was shown its recovery code, and nothing was written into it.
    ///
    /// # Errors
    /// [`VaultError::AlreadyExists`], [`VaultError::PassphraseNeeded`], [`VaultError::PassphraseEmpty`], and those of
    /// the keyring and the disk. Folder and keyring are then as they were.
    pub fn create(dir: &Path, new: NewVault<'_>) -> Result<Unfinished, VaultError> {
        if new.keyring.is_none() && new.passphrase.is_none() {
            return Err(VaultError::PassphraseNeeded);
        }
        refuse_taken(dir)?;
        let vault = random_uuid()?;
        let keys = Keys { vault, root: Secret::new(disk::random()?) };
        let recovery = RecoveryCode::random()?;
        let mut slots = Vec::new();
        if let Some(passphrase) = new.passphrase {
            slots.push(Slot::passphrase(&keys, passphrase, new.cost)?);
        }
        slots.push(Slot::recovery(&keys, &recovery)?);
        if let Some(keyring) = new.keyring {
            slots.insert(0, keyring_slot(&keys, keyring)?);
        }
        let contents = Contents { format: FORMAT, vault, replica: random_uuid()?, slots };
        let file = Self { dir: dir.to_owned(), contents };
        match file.write_first(new.keyring) {
            Ok(lock) => Ok(Unfinished { created: Created { file, keys, recovery }, _lock: lock }),
            Err(error) => {
                if let Some(keyring) = new.keyring {
                    // The entry opens nothing; if this fails too, only the first error helps anybody.
                    let _ = keyring.delete(&vault.to_string());
                }
                Err(error)
            }
        }
    }

    /// Reads the `vault.json` of a folder.
    ///
    /// # Errors
    /// [`VaultError::NotAVault`], [`VaultError::NewerFormat`], [`VaultError::Damaged`], [`VaultError::Io`].
    pub fn read(dir: &Path) -> Result<Self, VaultError> {
        let contents = parse(&disk::read(dir)?)?;
        Ok(Self { dir: dir.to_owned(), contents })
    }

    /// Whose the bytes of a `vault.json` are, as they lie in a backup.
    ///
    /// # Errors
    /// [`VaultError::NewerFormat`], [`VaultError::Damaged`].
    pub fn id_in(bytes: &[u8]) -> Result<Uuid, VaultError> {
        Ok(parse(bytes)?.vault)
    }

    /// Identity of the vault; copies share it.
    #[must_use]
    pub fn vault_id(&self) -> Uuid {
        self.contents.vault
    }

    /// Identity of this copy of the vault.
    #[must_use]
    pub fn replica_id(&self) -> Uuid {
        self.contents.replica
    }

    /// The folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The ways into this vault.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotKind> {
        self.contents.slots.iter().map(Slot::kind).collect()
    }

    /// Opens with the key in the keyring.
    ///
    /// # Errors
    /// [`VaultError::NoSuchSlot`], [`VaultError::KeyringForgot`], [`VaultError::KeyringMismatch`] and the other errors
    /// of a keyring.
    pub fn unlock_with_keyring(&self, keyring: &BoundedKeyring) -> Result<Keys, VaultError> {
        let vault = self.contents.vault;
        let Some(Slot::Keyring { sealed }) = self.slot(SlotKind::Keyring) else {
            return Err(VaultError::NoSuchSlot(SlotKind::Keyring));
        };
        let Some(entry) = keyring.read(&vault.to_string())? else {
            // A locked keyring may hide what it has.
            return Err(match keyring.state() {
                KeyringState::Locked => VaultError::KeyringLocked,
                KeyringState::Ready | KeyringState::Absent => VaultError::KeyringForgot,
            });
        };
        let wrapping = wrapping_key(&entry).ok_or(VaultError::KeyringMismatch)?;
        sealed.open(vault, SlotKind::Keyring, &wrapping).ok_or(VaultError::KeyringMismatch)
    }

    /// Opens with the passphrase; takes as long as its cost says.
    ///
    /// # Errors
    /// [`VaultError::NoSuchSlot`], [`VaultError::WrongPassphrase`].
    pub fn unlock_with_passphrase(&self, passphrase: &Secret<String>) -> Result<Keys, VaultError> {
        let Some(Slot::Passphrase { salt, argon2id, sealed }) = self.slot(SlotKind::Passphrase) else {
            return Err(VaultError::NoSuchSlot(SlotKind::Passphrase));
        };
        let wrapping = argon2id.derive(passphrase, salt)?;
        sealed.open(self.contents.vault, SlotKind::Passphrase, &wrapping).ok_or(VaultError::WrongPassphrase)
    }

    /// Opens with the printed code, as [`RecoveryCode::parse`] read it.
    ///
    /// # Errors
    /// [`VaultError::NoSuchSlot`], [`VaultError::WrongRecoveryCode`].
    pub fn unlock_with_recovery(&self, code: &RecoveryCode) -> Result<Keys, VaultError> {
        let Some(Slot::Recovery { salt, sealed }) = self.slot(SlotKind::Recovery) else {
            return Err(VaultError::NoSuchSlot(SlotKind::Recovery));
        };
        sealed
            .open(self.contents.vault, SlotKind::Recovery, &recovery_key(salt, code))
            .ok_or(VaultError::WrongRecoveryCode)
    }

    /// Sets or replaces the passphrase.
    ///
    /// # Errors
    /// [`VaultError::PassphraseEmpty`], [`VaultError::WrongKeys`], and those of the disk.
    pub fn set_passphrase(
        &mut self,
        keys: &Keys,
        passphrase: &Secret<String>,
        cost: PassphraseCost,
    ) -> Result<(), VaultError> {
        self.belongs(keys)?;
        let slot = Slot::passphrase(keys, passphrase, cost)?;
        self.change(|contents| contents.put(slot))
    }

    /// Removes the passphrase.
    ///
    /// # Errors
    /// [`VaultError::NoSuchSlot`], [`VaultError::LastSlot`], and those of the disk.
    pub fn remove_passphrase(&mut self) -> Result<(), VaultError> {
        self.change(|contents| contents.take(SlotKind::Passphrase))
    }

    /// Makes a new recovery code; the one before it stops working.
    ///
    /// # Errors
    /// [`VaultError::WrongKeys`], and those of the disk.
    pub fn renew_recovery(&mut self, keys: &Keys) -> Result<RecoveryCode, VaultError> {
        self.belongs(keys)?;
        let code = RecoveryCode::random()?;
        let slot = Slot::recovery(keys, &code)?;
        self.change(|contents| contents.put(slot))?;
        Ok(code)
    }

    /// Keeps a key in the keyring from now on; also repairs an entry that was forgotten or does not fit.
    ///
    /// # Errors
    /// [`VaultError::WrongKeys`], those of the keyring and of the disk.
    pub fn enable_keyring(&mut self, keys: &Keys, keyring: &BoundedKeyring) -> Result<(), VaultError> {
        self.belongs(keys)?;
        let slot = keyring_slot(keys, keyring)?;
        self.change(|contents| contents.put(slot))
    }

    /// Stops opening with the keyring, then removes the entry; other copies of this vault that the same person opens
    /// on this computer share that entry and need their passphrase or recovery code once.
    ///
    /// # Errors
    /// [`VaultError::NoSuchSlot`], [`VaultError::LastSlot`], those of the disk; and those of the keyring, when the
    /// slot is gone and the entry, which opens nothing any more, could not be removed.
    pub fn forget_keyring(&mut self, keyring: &BoundedKeyring) -> Result<(), VaultError> {
        self.change(|contents| contents.take(SlotKind::Keyring))?;
        keyring.delete(&self.contents.vault.to_string())?;
        Ok(())
    }

    /// Gives this copy of the vault an identity of its own, after restoring or copying.
    ///
    /// # Errors
    /// Those of the disk.
    pub fn mint_replica(&mut self) -> Result<Uuid, VaultError> {
        let replica = random_uuid()?;
        self.change(|contents| {
            contents.replica = replica;
            Ok(())
        })?;
        Ok(replica)
    }

    fn slot(&self, kind: SlotKind) -> Option<&Slot> {
        self.contents.slots.iter().find(|slot| slot.kind() == kind)
    }

    fn belongs(&self, keys: &Keys) -> Result<(), VaultError> {
        if keys.vault == self.contents.vault { Ok(()) } else { Err(VaultError::WrongKeys) }
    }

    fn change(&mut self, edit: impl FnOnce(&mut Contents) -> Result<(), VaultError>) -> Result<(), VaultError> {
        let _lock = disk::lock(&self.dir)?;
        let mut contents = parse(&disk::read(&self.dir)?)?;
        if contents.vault != self.contents.vault {
            return Err(VaultError::WrongKeys);
        }
        edit(&mut contents)?;
        disk::replace(&self.dir, &contents.bytes())?;
        self.contents = contents;
        Ok(())
    }

    /// Writes it under the name of one in the making.
    fn write_first(&self, keyring: Option<&BoundedKeyring>) -> Result<File, VaultError> {
        let made_folder = disk::make_folder(&self.dir)?;
        let written = disk::lock(&self.dir).and_then(|lock| {
            // Another process may have been quicker.
            refuse_taken(&self.dir)?;
            discard_unfinished(&self.dir, keyring)?;
            disk::begin(&self.dir, &self.contents.bytes())?;
            Ok(lock)
        });
        if written.is_err() && !self.dir.join(FILE_NAME).exists() {
            disk::unmake(&self.dir, made_folder);
        }
        written
    }
}

impl Contents {
    fn put(&mut self, slot: Slot) -> Result<(), VaultError> {
        match self.slots.iter_mut().find(|present| present.kind() == slot.kind()) {
            Some(present) => *present = slot,
            None => self.slots.push(slot),
        }
        Ok(())
    }

    fn take(&mut self, kind: SlotKind) -> Result<(), VaultError> {
        let at = self.slots.iter().position(|slot| slot.kind() == kind).ok_or(VaultError::NoSuchSlot(kind))?;
        if self.slots.len() == 1 {
            return Err(VaultError::LastSlot(kind));
        }
        self.slots.remove(at);
        Ok(())
    }

    fn sha256(&self) -> [u8; 32] {
        // Serialising plain structs to memory cannot fail; an empty text would be refused on reading.
        let text = serde_json::to_string(self).unwrap_or_default();
        Sha256::digest(text).into()
    }

    fn bytes(&self) -> Vec<u8> {
        let written = Written { contents: self.clone(), sha256: self.sha256() };
        let mut bytes = serde_json::to_vec_pretty(&written).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }
}

fn parse(bytes: &[u8]) -> Result<Contents, VaultError> {
    let damaged = |what| VaultError::Damaged { what };
    let head: Head = serde_json::from_slice(bytes).map_err(|_| damaged("it is not what Satchel wrote"))?;
    if head.format > FORMAT {
        return Err(VaultError::NewerFormat { found: head.format, known: FORMAT });
    }
    let written: Written = serde_json::from_slice(bytes).map_err(|_| damaged("a part is missing or unreadable"))?;
    if written.contents.sha256() != written.sha256 {
        return Err(damaged("its checksum does not match"));
    }
    if written.contents.slots.is_empty() {
        return Err(damaged("it has no way in"));
    }
    Ok(written.contents)
}

fn refuse_taken(dir: &Path) -> Result<(), VaultError> {
    let unfinished = dir.join(disk::MAKING_NAME).exists();
    if dir.join(FILE_NAME).exists() || (dir.join(DATABASE_NAME).exists() && !unfinished) {
        return Err(VaultError::AlreadyExists);
    }
    Ok(())
}

/// Takes away the database of a vault that was never finished, and what the keyring kept for it.
fn discard_unfinished(dir: &Path, keyring: Option<&BoundedKeyring>) -> Result<(), VaultError> {
    let Some(bytes) = disk::unfinished(dir)? else { return Ok(()) };
    if let (Some(keyring), Ok(contents)) = (keyring, parse(&bytes)) {
        // An entry that stays opens nothing.
        let _ = keyring.delete(&contents.vault.to_string());
    }
    ["", "-wal", "-shm"].iter().try_for_each(|end| disk::remove(&dir.join(format!("{DATABASE_NAME}{end}"))))
}

/// Wraps the root under the key in the keyring. One that is there already is kept: a copy of this vault may use it.
fn keyring_slot(keys: &Keys, keyring: &BoundedKeyring) -> Result<Slot, VaultError> {
    let account = keys.vault.to_string();
    let present = keyring.read(&account)?.and_then(|entry| wrapping_key(&entry));
    let wrapping = match present {
        Some(wrapping) => wrapping,
        None => {
            let wrapping = Secret::new(disk::random::<32>()?);
            keyring.write(&account, Secret::new(wrapping.expose().to_vec()))?;
            wrapping
        }
    };
    Slot::keyring(keys, &wrapping)
}

fn wrapping_key(entry: &Secret<Vec<u8>>) -> Option<Secret<[u8; 32]>> {
    Some(Secret::new(entry.expose().as_slice().try_into().ok()?))
}

fn random_uuid() -> Result<Uuid, VaultError> {
    Ok(uuid::Builder::from_random_bytes(disk::random()?).into_uuid())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every vault that is made here has a recovery code; one made otherwise may have a single slot.
    #[test]
    fn the_last_way_in_cannot_be_removed() {
        let dir = tempfile::tempdir().unwrap();
        let keys = Keys { vault: Uuid::from_u128(1), root: Secret::new([7; 32]) };
        let cost = PassphraseCost { memory_kib: 8, passes: 1, lanes: 1 };
        let slot = Slot::passphrase(&keys, &Secret::new("p".to_owned()), cost).unwrap();
        let contents = Contents { format: FORMAT, vault: keys.vault, replica: Uuid::from_u128(2), slots: vec![slot] };
        disk::replace(dir.path(), &contents.bytes()).unwrap();

        let mut file = VaultFile::read(dir.path()).unwrap();
        let error = file.remove_passphrase().unwrap_err();
        assert!(matches!(error, VaultError::LastSlot(SlotKind::Passphrase)), "{error}");
        VaultFile::read(dir.path()).unwrap().unlock_with_passphrase(&Secret::new("p".to_owned())).unwrap();
    }
}
