//! Writes a sealed file from front to back.
//!
//! Text leaves memory only sealed. A file that was not finished has no last block and does not open: dropping the
//! writer half-way leaves nothing that could be taken for a whole file. Deliberately absent: appending later.

use std::fs::File;
use std::io::{self, Write};

use zeroize::{Zeroize, Zeroizing};

use crate::SealedError;
use crate::block::{BLOCK_LEN, BlockCipher};

/// Number of sealed bytes that are gathered before they go to the file.
const OUT_LEN: usize = 8 * BLOCK_LEN;

/// An append-only sealed file; see [`crate::Sealer::create`].
pub struct SealedWriter {
    file: File,
    cipher: BlockCipher,
    /// Text of the block being filled; kept until more comes, because only then it is known not to be the last.
    text: Zeroizing<Vec<u8>>,
    out: Vec<u8>,
    index: u64,
    len: u64,
}

impl SealedWriter {
    pub(crate) fn start(file: File, cipher: BlockCipher) -> Result<Self, SealedError> {
        let mut out = Vec::with_capacity(OUT_LEN + BLOCK_LEN);
        out.extend_from_slice(cipher.header());
        Ok(Self { file, cipher, text: Zeroizing::new(Vec::with_capacity(BLOCK_LEN)), out, index: 0, len: 0 })
    }

    /// Bytes of text written so far.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether nothing has been written.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Seals the last block and writes everything out. With `durable` it returns after the disk has it. The name in
    /// its folder is a separate matter: [`crate::sync_folder`].
    pub fn finish(mut self, durable: bool) -> Result<u64, SealedError> {
        self.complete(durable)?;
        Ok(self.len)
    }

    /// As [`Self::finish`], for owners that cannot give the writer away; hands out the file so that it can be made
    /// durable later. A second call writes nothing.
    pub fn finish_ref(&mut self) -> Result<File, SealedError> {
        self.complete(false)?;
        Ok(self.file.try_clone()?)
    }

    fn complete(&mut self, durable: bool) -> Result<(), SealedError> {
        if self.index != u64::MAX {
            self.seal_block(true)?;
            self.write_out()?;
            self.index = u64::MAX;
        }
        if durable {
            self.file.sync_all()?;
        }
        Ok(())
    }

    fn seal_block(&mut self, last: bool) -> Result<(), SealedError> {
        let start = self.out.len();
        self.out.extend_from_slice(&self.text);
        let tag = self.cipher.seal(self.index, last, &mut self.out[start..])?;
        self.out.extend_from_slice(&tag);
        self.text.zeroize();
        self.index += 1;
        Ok(())
    }

    fn write_out(&mut self) -> io::Result<()> {
        self.file.write_all(&self.out)?;
        self.out.clear();
        Ok(())
    }
}

impl Write for SealedWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.index == u64::MAX {
            return Err(io::Error::other("the file is finished"));
        }
        if bytes.is_empty() {
            return Ok(0);
        }
        if self.text.len() == BLOCK_LEN {
            self.seal_block(false)?;
            if self.out.len() >= OUT_LEN {
                self.write_out()?;
            }
        }
        let taken = bytes.len().min(BLOCK_LEN - self.text.len());
        self.text.extend_from_slice(&bytes[..taken]);
        self.len += taken as u64;
        Ok(taken)
    }

    /// Does nothing: a partial block cannot be sealed twice under one nonce, so it waits for [`Self::finish`].
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
