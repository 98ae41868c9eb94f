//! Lines of a stream, one after the other, each up to a limit.
//!
//! UTF-16 becomes UTF-8 on the way, every other encoding passes as it is. Memory is one chunk and one line. Deliberately
//! absent: what lines say.

use std::io::{Chain, Cursor, ErrorKind, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use crate::decode::{Decoded, utf16_without_mark};
use crate::{FileError, encoding};

const CHUNK: usize = 64 << 10;

type Bytes<R> = Chain<Cursor<Vec<u8>>, R>;

enum Input<R> {
    Plain(Bytes<R>),
    Decoded(Box<Decoded<Bytes<R>>>),
}

/// A stream of lines.
pub(crate) struct Source<R> {
    input: Input<R>,
    chunk: Vec<u8>,
    at: usize,
    ended: bool,
    /// Of what is not UTF-8 and names no charset; none where nothing tells yet.
    pub(crate) encoding: Option<&'static Encoding>,
}

/// What was read.
pub(crate) struct Taken {
    /// Whether the line was longer than the limit; what is beyond was dropped.
    pub(crate) cut: bool,
}

impl<R: Read> Source<R> {
    /// Looks at the beginning of the stream.
    pub(crate) fn new(mut input: R, chosen: Option<&str>) -> Result<Self, FileError> {
        let mut head = Vec::new();
        input.by_ref().take(CHUNK as u64).read_to_end(&mut head)?;
        let chosen = chosen.map(encoding::encoding).transpose()?;
        let marked = Encoding::for_bom(&head);
        let mark = marked.map_or(0, |(_, length)| length);
        if head[mark..].iter().all(u8::is_ascii_whitespace) && head.len() < CHUNK {
            return Err(FileError::Empty);
        }
        let is_wide = |encoding: &&'static Encoding| *encoding == UTF_16LE || *encoding == UTF_16BE;
        let wide =
            marked.map(|(encoding, _)| encoding).or(chosen).filter(is_wide).or_else(|| utf16_without_mark(&head));
        let encoding = chosen.or_else(|| guess(&head));
        let input = Cursor::new(head).chain(input);
        let input = match wide {
            Some(wide) => Input::Decoded(Box::new(Decoded::new(input, wide))),
            None => Input::Plain(input),
        };
        let encoding = if wide.is_some() { Some(WINDOWS_1252) } else { encoding.filter(|it| *it != UTF_8) };
        Ok(Self { input, chunk: Vec::new(), at: 0, ended: false, encoding })
    }

    /// Appends one line with its end, at most `limit` bytes of it; nothing when there is no more.
    pub(crate) fn take_line(&mut self, to: &mut Vec<u8>, limit: usize) -> Result<Option<Taken>, FileError> {
        let start = to.len();
        let (mut cut, mut any) = (false, false);
        loop {
            if self.at == self.chunk.len() && !self.fill()? {
                return Ok(any.then_some(Taken { cut }));
            }
            any = true;
            let rest = &self.chunk[self.at..];
            let found = memchr::memchr2(b'\r', b'\n', rest);
            let text = &rest[..found.unwrap_or(rest.len())];
            let room = limit.saturating_sub(to.len() - start).min(text.len());
            cut |= room < text.len();
            to.extend_from_slice(&text[..room]);
            self.at += text.len();
            if found.is_none() {
                continue;
            }
            let first = self.chunk[self.at];
            to.push(first);
            self.at += 1;
            if first == b'\r' && (self.at < self.chunk.len() || self.fill()?) && self.chunk[self.at] == b'\n' {
                to.push(b'\n');
                self.at += 1;
            }
            return Ok(Some(Taken { cut }));
        }
    }

    /// The next chunk; `false` when there is no more.
    fn fill(&mut self) -> Result<bool, FileError> {
        self.at = 0;
        self.chunk.clear();
        while !self.ended && self.chunk.is_empty() {
            match &mut self.input {
                Input::Decoded(decoded) => self.ended = !decoded.append(&mut self.chunk)?,
                Input::Plain(input) => {
                    self.chunk.resize(CHUNK, 0);
                    match input.read(&mut self.chunk) {
                        Ok(length) => {
                            self.chunk.truncate(length);
                            self.ended = length == 0;
                        }
                        Err(error) => {
                            self.chunk.clear();
                            if error.kind() != ErrorKind::Interrupted {
                                return Err(error.into());
                            }
                        }
                    }
                }
            }
        }
        Ok(!self.chunk.is_empty())
    }
}

/// The encoding that bytes seem to be in; nothing when they are UTF-8.
pub(crate) fn guess(bytes: &[u8]) -> Option<&'static Encoding> {
    match std::str::from_utf8(bytes) {
        Ok(_) => return None,
        // The end may cut a character in two.
        Err(error) if error.error_len().is_none() => return None,
        Err(_) => {}
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    Some(detector.guess(None, Utf8Detection::Deny))
}
