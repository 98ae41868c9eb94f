//! The keys of an open vault.
//!
//! Each room's key is derived from the root by HKDF-SHA256 under the vault's id and a label of its own, so that one
//! that leaks opens nothing else. Deliberately absent: a way to print or store the root.

use hkdf::Hkdf;
use satchel_model::Secret;
use sha2::Sha256;
use uuid::Uuid;
use zeroize::Zeroizing;

/// What unlocking gives; dropping it (and the keys taken from it) locks the vault.
#[derive(Clone, Debug)]
pub struct Keys {
    pub(crate) vault: Uuid,
    pub(crate) root: Secret<[u8; 32]>,
}

impl Keys {
    /// The key of `satchel.db` and its backups: 32 raw bytes for SQLCipher.
    #[must_use]
    pub fn database(&self) -> Secret<[u8; 32]> {
        self.derive("database")
    }

    /// The key of the search index's files.
    #[must_use]
    pub fn index(&self) -> Secret<[u8; 32]> {
        self.derive("index")
    }

    /// The key of attachments, kept import files and the names of both.
    #[must_use]
    pub fn files(&self) -> Secret<[u8; 32]> {
        self.derive("files")
    }

    /// The name under which the file of an id lies: nobody without the key can tell whose it is.
    #[must_use]
    pub fn file_name(&self, id: &[u8; 16]) -> String {
        let label = Uuid::from_bytes(*id).as_simple().to_string();
        let name = derive(self.vault.as_bytes(), self.root.expose(), &["satchel/1/", "file-name/", &label]);
        name.expose()[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn derive(&self, label: &str) -> Secret<[u8; 32]> {
        derive(self.vault.as_bytes(), self.root.expose(), &["satchel/1/", label])
    }
}

/// HKDF-SHA256 to 32 bytes; `info` is the concatenation of the labels.
pub(crate) fn derive(salt: &[u8], secret: &[u8], labels: &[&str]) -> Secret<[u8; 32]> {
    let info: Vec<&[u8]> = labels.iter().map(|label| label.as_bytes()).collect();
    let mut key = Zeroizing::new([0_u8; 32]);
    // The only error is an output over 8,160 bytes; were it possible, a key of zeros must not go out.
    if Hkdf::<Sha256>::new(Some(salt), secret).expand_multi_info(&info, key.as_mut_slice()).is_err() {
        unreachable!("32 bytes are a valid length for HKDF-SHA256");
    }
    Secret::new(*key)
}
