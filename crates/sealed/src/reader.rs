//! Reads a sealed file, at any offset or as a stream.
//!
//! Nothing is handed out that was not authenticated, and the length is authenticated when the file is opened.
//! Reading keeps no state, so one open file serves any number of threads; it stays readable after its name is
//! removed. Deliberately absent: a cache of decrypted blocks.

use std::fs::File;
use std::io::{self, Read};
use std::ops::Range;
use std::sync::Arc;

use crate::SealedError;
use crate::block::{BLOCK_LEN, BlockCipher, Extent, TAG_LEN};
use crate::place::read_exact_at;

/// An open sealed file; see [`crate::Sealer::open`].
pub struct SealedFile {
    file: File,
    cipher: BlockCipher,
    extent: Extent,
}

impl SealedFile {
    pub(crate) fn start(file: File, cipher: BlockCipher) -> Result<Self, SealedError> {
        let extent = Extent::of_file(file.metadata()?.len())?;
        let opened = Self { file, cipher, extent };
        // The last block is sealed as such: when it opens, nothing was cut off or added.
        opened.read_block(extent.blocks - 1)?;
        Ok(opened)
    }

    /// Bytes of text.
    #[must_use]
    pub fn len(&self) -> u64 {
        self.extent.len
    }

    /// Whether there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.extent.len == 0
    }

    /// Number of blocks, at least 1; block `i` holds the text from `i * BLOCK_LEN`.
    #[must_use]
    pub fn blocks(&self) -> u64 {
        self.extent.blocks
    }

    /// The text of one block. A number beyond the end reads as damage.
    pub fn read_block(&self, index: u64) -> Result<Vec<u8>, SealedError> {
        if index >= self.extent.blocks {
            return Err(SealedError::Damaged);
        }
        let place = self.extent.place(index);
        let mut bytes = vec![0_u8; place.len + TAG_LEN];
        read_exact_at(&self.file, &mut bytes, place.offset)?;
        self.cipher.open(index, place.last, &mut bytes)?;
        Ok(bytes)
    }

    /// The text of a range of bytes. A range beyond the end reads as damage.
    pub fn read_range(&self, range: Range<u64>) -> Result<Vec<u8>, SealedError> {
        if range.start > range.end || range.end > self.extent.len {
            return Err(SealedError::Damaged);
        }
        let wanted = usize::try_from(range.end - range.start).map_err(|_| SealedError::Damaged)?;
        let mut text = Vec::with_capacity(wanted);
        let mut at = range.start;
        while at < range.end {
            let block = self.read_block(at / BLOCK_LEN as u64)?;
            let from = usize::try_from(at % BLOCK_LEN as u64).unwrap_or(0);
            let part = &block[from.min(block.len())..];
            let part = &part[..part.len().min(wanted - text.len())];
            text.extend_from_slice(part);
            at += part.len() as u64;
        }
        Ok(text)
    }

    /// Fills `buffer` from `offset`; gives how many bytes were there (fewer only at the end).
    pub fn read_at(&self, offset: u64, buffer: &mut [u8]) -> Result<usize, SealedError> {
        let end = self.extent.len.min(offset.saturating_add(buffer.len() as u64));
        if offset >= end {
            return Ok(0);
        }
        let text = self.read_range(offset..end)?;
        buffer[..text.len()].copy_from_slice(&text);
        Ok(text.len())
    }

    /// Authenticates every block, for a check of the disk.
    pub fn verify(&self) -> Result<(), SealedError> {
        (0..self.extent.blocks).try_for_each(|index| self.read_block(index).map(drop))
    }

    /// Reads from the front to the end.
    #[must_use]
    pub fn stream(self: Arc<Self>) -> SealedStream {
        SealedStream { file: self, block: Vec::new(), at: 0, next: 0 }
    }
}

impl std::fmt::Debug for SealedFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SealedFile").field("len", &self.extent.len).finish_non_exhaustive()
    }
}

/// A sealed file read in order; see [`SealedFile::stream`].
pub struct SealedStream {
    file: Arc<SealedFile>,
    block: Vec<u8>,
    at: usize,
    next: u64,
}

impl Read for SealedStream {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.at == self.block.len() && self.next < self.file.blocks() {
            self.block = self.file.read_block(self.next)?;
            self.at = 0;
            self.next += 1;
        }
        let rest = &self.block[self.at..];
        let taken = rest.len().min(buffer.len());
        buffer[..taken].copy_from_slice(&rest[..taken]);
        self.at += taken;
        Ok(taken)
    }
}
