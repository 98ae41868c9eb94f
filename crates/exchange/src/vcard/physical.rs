//! Lines as they stand in the bytes of a card: CRLF, LF or CR behind each, nothing unfolded.
//!
//! Every byte belongs to exactly one line, so that what is not touched can be written back as it was. Deliberately
//! absent: what a line says (`line`), and where the bytes come from (`reader`).

use std::ops::Range;

/// A line of bytes.
pub(crate) struct Physical<'a> {
    /// Without its end.
    pub(crate) text: &'a [u8],
    /// Where it is, its end included.
    pub(crate) at: Range<usize>,
}

/// All lines in order.
pub(crate) fn physical(bytes: &[u8]) -> impl Iterator<Item = Physical<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        if from == bytes.len() {
            return None;
        }
        let start = from;
        let (end, next) = match memchr::memchr2(b'\r', b'\n', &bytes[start..]) {
            None => (bytes.len(), bytes.len()),
            Some(at) => (start + at, start + at + width_of_end(&bytes[start + at..])),
        };
        from = next;
        Some(Physical { text: &bytes[start..end], at: start..next })
    })
}

/// Bytes of the line end that these begin with.
pub(crate) fn width_of_end(bytes: &[u8]) -> usize {
    if bytes.starts_with(b"\r\n") { 2 } else { 1 }
}

/// Nothing but white space.
pub(crate) fn is_blank(text: &[u8]) -> bool {
    text.iter().all(u8::is_ascii_whitespace)
}

/// Whether the line is `BEGIN:VCARD` or `END:VCARD`, in any case. With a blank before it, it goes on with the line above.
pub(crate) fn is_mark(text: &[u8], mark: &str) -> bool {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text).trim_ascii_end();
    let Some((word, rest)) = text.split_at_checked(mark.len()) else { return false };
    word.eq_ignore_ascii_case(mark.as_bytes())
        && rest
            .trim_ascii_start()
            .strip_prefix(b":")
            .is_some_and(|rest| rest.trim_ascii_start().eq_ignore_ascii_case(b"VCARD"))
}

/// Whether a line begins a property: a name, then `;` or `:`. What has none goes on with the line before it.
///
/// A web address that a program has put on a line of its own is no property, and neither is a row of base64. Where the
/// colon is missing, because the file or the row ends, capitals tell.
pub(crate) fn begins_property(text: &[u8]) -> bool {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let Some(end) = memchr::memchr2(b':', b';', text) else { return false };
    let name = text[..end].trim_ascii_end();
    let is_word = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    // Old exports have `X-GOOGLE TALK` and `X-messaging/xmpp-All`.
    let is_own = name.len() > 2 && name[..2].eq_ignore_ascii_case(b"x-");
    !name.is_empty()
        && name.iter().all(|byte| is_word(byte) || (matches!(byte, b' ' | b'/') && is_own))
        && !text[end..].starts_with(b"://")
        && (text[end] == b':' || text[end..].contains(&b':') || !name.iter().any(u8::is_ascii_lowercase))
}

#[cfg(test)]
mod tests {
    use super::{begins_property, is_mark, physical};

    #[test]
    fn every_byte_is_in_one_line() {
        for bytes in [&b"a\r\nb\nc\rd"[..], b"\r\r\n\n", b"", b"a", b"\r"] {
            let mut next = 0;
            for line in physical(bytes) {
                assert_eq!(line.at.start, next);
                next = line.at.end;
            }
            assert_eq!(next, bytes.len());
        }
        let texts: Vec<&[u8]> = physical(b"a\r\nb\nc\rd").map(|line| line.text).collect();
        assert_eq!(texts, [b"a", b"b", b"c", b"d"]);
    }

    #[test]
    fn marks_are_known_however_they_are_written() {
        for text in ["BEGIN:VCARD", "begin:vCard ", "\u{feff}BEGIN:VCARD", "BEGIN : VCARD"] {
            assert!(is_mark(text.as_bytes(), "BEGIN"), "{text}");
        }
        for text in ["BEGIN:VCALENDAR", "BEGIN", "BEGIN:VCARDS", "XBEGIN:VCARD", " BEGIN:VCARD"] {
            assert!(!is_mark(text.as_bytes(), "BEGIN"), "{text}");
        }
    }

    #[test]
    fn properties_are_told_from_what_goes_on() {
        for text in [
            "FN:Ada",
            "item1.TEL;type=pref:1",
            "X-GOOGLE TALK:ada",
            "X-messaging/xmpp-All:a",
            "TEL;HOME:1",
            "URL:http://a.example",
            "TEL;TY",
        ] {
            assert!(begins_property(text.as_bytes()), "{text}");
        }
        for text in ["Albany, New York", "http://a.example", "AAAA/9+=", "", ": x", "Dear Ada: hello", "see; there"] {
            assert!(!begins_property(text.as_bytes()), "{text}");
        }
    }
}
