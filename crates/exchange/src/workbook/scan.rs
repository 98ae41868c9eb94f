//! What has to be known of a part of a workbook before a library may read it: how much memory it will ask for.
//!
//! Nothing is kept of what streams by. Deliberately absent: any understanding of XML beyond its brackets.

use std::io::Read;

use memchr::{memchr, memmem};

use crate::FileError;

const CHUNK: usize = 256 << 10;
/// Bytes in which a part says what it is.
const HEAD: usize = 16 << 10;

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) bytes: u64,
    /// Shared strings, about.
    pub(super) strings: u64,
    /// Strings as the part declares them.
    pub(super) declared: u64,
    /// The longest run of bytes without a bracket: a reader holds it at once.
    pub(super) longest: u64,
    /// Whether it declares a document type, through which it could reach for other files.
    pub(super) has_doctype: bool,
}

/// Reads a part of XML to its end.
pub(super) fn scan(mut part: impl Read) -> Result<Scan, FileError> {
    let mut seen = Scan::default();
    let mut chunk = vec![0; CHUNK];
    let (mut kept, mut run) = (0, 0_u64);
    loop {
        let got = super::read_up_to(&mut part, &mut chunk[kept..])?;
        if got == 0 {
            break;
        }
        let fresh = &chunk[kept..kept + got];
        let mut rest = fresh;
        while let Some(at) = memchr(b'<', rest) {
            seen.longest = seen.longest.max(run + at as u64);
            run = 0;
            rest = &rest[at + 1..];
        }
        run += rest.len() as u64;
        if seen.bytes == 0 {
            seen.look_at_head(&fresh[..fresh.len().min(HEAD)]);
        }
        seen.bytes += got as u64;
        let filled = kept + got;
        let looked = &chunk[..filled];
        seen.strings += (memmem::find_iter(looked, b"<si").count() + memmem::find_iter(looked, b":si").count()) as u64;
        // A mark may lie across two chunks.
        let carried = filled.min(2);
        chunk.copy_within(filled - carried..filled, 0);
        kept = carried;
    }
    seen.longest = seen.longest.max(run);
    Ok(seen)
}

impl Scan {
    fn look_at_head(&mut self, head: &[u8]) {
        self.has_doctype = memmem::find(head, b"<!DOCTYPE").is_some() || memmem::find(head, b"<!ENTITY").is_some();
        if let Some(at) = memmem::find(head, b"uniqueCount=") {
            let figures = head[at + 12..].iter().skip(1).take_while(|byte| byte.is_ascii_digit()).take(20);
            self.declared =
                figures.fold(0, |number: u64, byte| number.saturating_mul(10).saturating_add(u64::from(byte - b'0')));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{CHUNK, scan};

    #[test]
    fn strings_are_counted_across_chunks() {
        let one = b"<si><t>Ada</t></si>".as_slice();
        let text = one.repeat(CHUNK * 2 / one.len());
        let seen = scan(text.as_slice()).unwrap();
        assert_eq!((seen.strings, seen.bytes), ((text.len() / one.len()) as u64, text.len() as u64));
    }

    #[test]
    fn a_part_says_what_it_will_cost() {
        let seen = scan(b"<sst uniqueCount=\"123\"><si><t>aaaa aaaa</t></si></sst>".as_slice()).unwrap();
        assert_eq!((seen.declared, seen.longest, seen.has_doctype), (123, 22, false));
        let seen =
            scan(b"<?xml?><!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/hosts\">]><x>&e;</x>".as_slice()).unwrap();
        assert!(seen.has_doctype);
    }
}
