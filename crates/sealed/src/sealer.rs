//! The keys of one purpose: makes, opens and replaces the files that belong to it.
//!
//! The root key goes in once and is only kept as a key derived for this purpose; two purposes, two names or two
//! salts never share a file key. Deliberately absent: where the root key comes from.

use std::fs::{File, OpenOptions};
use std::path::Path;
use std::sync::Arc;

use hkdf::Hkdf;
use satchel_model::Secret;
use sha2::Sha256;
use zeroize::Zeroizing;

use crate::block::{BlockCipher, HEADER_LEN, SALT_LEN, read_header, write_header};
use crate::place::read_exact_at;
use crate::replace::replace;
use crate::{SealedError, SealedFile, SealedWriter};

/// Seals and opens the files of one purpose. Cheap to clone; `Debug` shows no key.
#[derive(Clone, Debug)]
pub struct Sealer {
    key: Arc<Secret<[u8; 32]>>,
}

impl Sealer {
    /// Derives the key of a purpose (a constant such as `"index"`) from the vault's root key.
    #[must_use]
    pub fn new(root: &Secret<[u8; 32]>, purpose: &str) -> Self {
        let key = derive(root.expose(), b"satchel sealed purpose", purpose.as_bytes());
        Self { key: Arc::new(Secret::new(*key)) }
    }

    /// Starts a new file; one that exists already is an [`SealedError::Io`] of kind `AlreadyExists`.
    /// The file is whole only after [`SealedWriter::finish`].
    pub fn create(&self, path: &Path) -> Result<SealedWriter, SealedError> {
        self.create_named(path, &name_of(path))
    }

    /// Starts a file at `path` that will be read under `name`, its final name.
    pub(crate) fn create_named(&self, path: &Path, name: &[u8]) -> Result<SealedWriter, SealedError> {
        let mut salt = [0_u8; SALT_LEN];
        getrandom::fill(&mut salt).map_err(|error| SealedError::Io(std::io::Error::other(error)))?;
        let file = OpenOptions::new().write(true).create_new(true).open(path)?;
        SealedWriter::start(file, self.cipher(write_header(salt), salt, name))
    }

    /// Opens a whole file for reading at any offset. Its length is proven, its first bytes are not read yet.
    pub fn open(&self, path: &Path) -> Result<SealedFile, SealedError> {
        let file = File::open(path)?;
        let mut header = [0_u8; HEADER_LEN];
        read_exact_at(&file, &mut header, 0)?;
        let salt = read_header(&header)?;
        SealedFile::start(file, self.cipher(header, salt, &name_of(path)))
    }

    /// Reads a whole small file.
    pub fn read(&self, path: &Path) -> Result<Vec<u8>, SealedError> {
        let file = self.open(path)?;
        file.read_range(0..file.len())
    }

    /// Replaces a small file as one step: after a kill at any instant either the old or the new content is there.
    /// Durable when it returns.
    pub fn replace(&self, path: &Path, text: &[u8]) -> Result<(), SealedError> {
        replace(self, path, &name_of(path), text)
    }

    fn cipher(&self, header: [u8; HEADER_LEN], salt: [u8; SALT_LEN], name: &[u8]) -> BlockCipher {
        BlockCipher::new(&derive(self.key.expose(), &salt, name), header)
    }
}

fn derive(key: &[u8; 32], salt: &[u8], info: &[u8]) -> Zeroizing<[u8; 32]> {
    let mut derived = Zeroizing::new([0_u8; 32]);
    // 32 bytes are far below the 8,160 at which an expansion fails; were that to change, the key of zeros must
    // not be used, so the info is folded into a fresh extraction instead of being ignored.
    if Hkdf::<Sha256>::new(Some(salt), key).expand(info, derived.as_mut()).is_err() {
        let (extracted, _) = Hkdf::<Sha256>::extract(Some(info), key);
        derived.copy_from_slice(&extracted);
    }
    derived
}

fn name_of(path: &Path) -> Vec<u8> {
    path.file_name().map(|name| name.as_encoded_bytes().to_vec()).unwrap_or_default()
}
