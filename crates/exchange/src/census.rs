//! Whether bytes are UTF-8, counted as they stream by, and what the rest of a file tells that its head does not.
//!
//! A broken character here and there does not make a file another encoding. The answer depends on the bytes alone, not
//! on how they are cut into chunks for counting. Deliberately absent: marks and kinds of files (`decode`).

use std::io::{ErrorKind, Read};

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::UTF_8;

use crate::FileError;
use crate::decode::sniff_encoding;

/// Bytes read at a time.
const CHUNK: usize = 64 << 10;
/// Bytes of chunks with more than ASCII after which the encoding is plain.
const ENOUGH: usize = 1 << 20;

/// Characters beyond ASCII, good and broken ones.
#[derive(Debug, Default)]
pub(crate) struct Census {
    good: usize,
    bad: usize,
    /// The beginning of a character that the end of a chunk cut.
    cut: Vec<u8>,
}

impl Census {
    pub(crate) fn feed(&mut self, bytes: &[u8]) {
        let joined;
        let mut rest = bytes;
        if !self.cut.is_empty() {
            joined = [std::mem::take(&mut self.cut).as_slice(), bytes].concat();
            rest = &joined;
        }
        loop {
            let Err(error) = std::str::from_utf8(rest) else {
                self.good += starts(rest);
                return;
            };
            let (valid, after) = rest.split_at(error.valid_up_to());
            self.good += starts(valid);
            let Some(length) = error.error_len() else {
                self.cut = after.to_vec();
                return;
            };
            self.bad += 1;
            rest = &after[length..];
        }
    }

    /// Whether it was UTF-8; `whole` says that nothing follows, so that a cut character is a broken one.
    pub(crate) fn is_utf8(&self, whole: bool) -> bool {
        let bad = self.bad + usize::from(whole && !self.cut.is_empty());
        bad * 10 <= self.good
    }
}

/// Bytes that begin a character beyond ASCII.
fn starts(text: &[u8]) -> usize {
    text.iter().filter(|byte| **byte >= 0xC0).count()
}

/// The encoding that `rest`, what comes after `head`, shows a file to be in, when the head is plain ASCII and cannot
/// tell. Nothing when the head tells, or when the rest is UTF-8 too. Reads no further than it must.
///
/// # Errors
/// When reading fails.
pub fn later_encoding(head: &[u8], mut rest: impl Read) -> Result<Option<String>, FileError> {
    // UTF-16 without a mark is ASCII byte by byte as well.
    if !head.is_ascii() || !matches!(sniff_encoding(head, false), Ok(encoding) if encoding == UTF_8) {
        return Ok(None);
    }
    let mut census = Census::default();
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let (mut chunk, mut looked) = (vec![0; CHUNK], 0);
    let whole = loop {
        let length = match rest.read(&mut chunk) {
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        if length == 0 {
            break true;
        }
        let bytes = &chunk[..length];
        census.feed(bytes);
        if !bytes.is_ascii() {
            detector.feed(bytes, false);
            looked += length;
        }
        if looked >= ENOUGH {
            break false;
        }
    };
    if census.is_utf8(whole) {
        return Ok(None);
    }
    detector.feed(&[], true);
    Ok(Some(detector.guess(None, Utf8Detection::Deny).name().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::{Census, later_encoding};

    #[test]
    fn counts_the_same_however_it_is_cut() {
        for text in [&b"Z\xC3\xBCrich \xF0\x9F\xA6\x8A \xE7\x8E\x8B \xFC \xC3"[..], b"M\xFCller", b"plain"] {
            let mut whole = Census::default();
            whole.feed(text);
            for size in 1..text.len() {
                let mut cut = Census::default();
                text.chunks(size).for_each(|chunk| cut.feed(chunk));
                assert_eq!((cut.good, cut.bad, cut.cut.len()), (whole.good, whole.bad, whole.cut.len()), "{size}");
            }
        }
    }

    #[test]
    fn only_an_ascii_head_asks_the_rest() {
        let rest = "Müller, Zoë, Åse und Björn wohnen in Köln\n".repeat(20);
        let western: Vec<u8> = rest.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
        assert_eq!(later_encoding(b"Name\nAda\n", western.as_slice()).unwrap().as_deref(), Some("windows-1252"));
        assert_eq!(later_encoding(b"Name\nAda\n", rest.as_bytes()).unwrap(), None);
        assert_eq!(later_encoding(b"Name\nAda\n", &b"Bo\n"[..]).unwrap(), None);
        assert_eq!(later_encoding("Name\nJürgen\n".as_bytes(), western.as_slice()).unwrap(), None);
        assert_eq!(later_encoding(b"N\0a\0m\0e\0\n\0A\0d\0a\0\n\0", western.as_slice()).unwrap(), None);
    }
}
