//! Keys of a vault folder: `vault.json`, its key slots, and the keyring of the operating system.
//!
//! A vault has one random root key of 256 bits. It is never written down; each slot (keyring, passphrase, recovery
//! code) holds it wrapped by XChaCha20-Poly1305 under a key of its own, and the keys of database, index and files are
//! derived from it. A missing keyring entry never makes a new key, and a call that fails leaves the folder as it was.
//!
//! All functions block: Argon2id takes a good part of a second and a keyring may ask the person something. Callers on
//! an async runtime use a blocking thread. Deliberately absent: SQL, the database file, the credentials of remotes.

mod cost;
mod disk;
mod error;
mod keyring;
mod keys;
mod os_keyring;
mod pieces;
mod recovery;
#[cfg(all(unix, not(target_os = "macos")))]
mod session_bus;
mod slot;
mod vault_file;

pub use cost::PassphraseCost;
pub use error::VaultError;
pub use keyring::{BoundedKeyring, Keyring, KeyringError, KeyringState};
pub use keys::Keys;
pub use os_keyring::OsKeyring;
pub use recovery::RecoveryCode;
pub use slot::SlotKind;
pub use vault_file::{Created, NewVault, Unfinished, VaultFile};

/// The newest format of `vault.json` that this build reads and the one that it writes.
pub const FORMAT: u32 = 1;

/// The name of the file that makes a folder a vault.
pub const FILE_NAME: &str = "vault.json";
