//! Files that are unreadable without their key, and can still be read at any offset.
//!
//! A sealed file is a short clear header (format, block size, random salt) and blocks of ChaCha20-Poly1305. Every
//! file has a key of its own: HKDF-SHA256 of the root key over the salt, the purpose and the file's name. The block
//! number is the nonce, the header is authenticated with every block, and the last block says that it is the last:
//! a flipped bit, a swapped or repeated block, a cut end, appended bytes and a file put under another name are all
//! [`SealedError::Damaged`]. The length of the text follows from the size of the file and is proven when it is opened.
//!
//! Deliberately absent: protection against putting back an older copy of the same file (the journal's sequence
//! number covers that), hiding sizes and names, changing a file in place, and caching (the reader's owner knows what
//! is worth keeping).

mod block;
mod error;
mod place;
mod reader;
mod replace;
mod sealer;
mod writer;

pub use block::{BLOCK_LEN, HEADER_LEN, TAG_LEN};
pub use error::SealedError;
pub use place::{sync_folder, sync_names};
pub use reader::{SealedFile, SealedStream};
pub use sealer::Sealer;
pub use writer::SealedWriter;
