//! From bytes of a value to escaped text and back: quoted-printable, base64, charsets.
//!
//! A `;` or `,` that quoted-printable wrote as `=3B` or `=2C` is data, so it comes out escaped. Bytes that are no text
//! become U+FFFD and are told. Deliberately absent: escapes (`text`), folds (`line`).

use std::borrow::Cow;

use base64::alphabet::STANDARD;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};
use base64::engine::{DecodePaddingMode, Engine as _};
use encoding_rs::{Encoding, UTF_8};

use super::line::Line;
use super::text::split;

/// Programs leave padding out and bits behind.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// A value as escaped text.
pub(crate) struct Escaped<'a> {
    pub(crate) text: Cow<'a, str>,
    /// Whether some bytes were no text.
    pub(crate) damaged: bool,
}

impl Line<'_> {
    /// The value as escaped text; `undeclared` is the encoding of what is not UTF-8 and names no charset.
    pub(crate) fn escaped(&self, undeclared: &'static Encoding) -> Escaped<'_> {
        let head = self.head.as_ref();
        let charset = head.and_then(|head| head.param("CHARSET"));
        let declared = charset.and_then(|name| Encoding::for_label(name.as_bytes()));
        if !head.is_some_and(|head| head.is_quoted_printable()) {
            return decode(&self.value, declared, undeclared);
        }
        let mut damaged = false;
        let raw = String::from_utf8_lossy(&self.value);
        let parts: Vec<String> = split(&raw, ';')
            .into_iter()
            .map(|part| {
                let pieces = split(part, ',').into_iter().map(|piece| {
                    let bytes = unquote_printable(piece.as_bytes());
                    let decoded = decode(&bytes, declared, undeclared);
                    damaged |= decoded.damaged;
                    escape_separators(&decoded.text)
                });
                pieces.collect::<Vec<_>>().join(",")
            })
            .collect();
        Escaped { text: Cow::Owned(parts.join(";")), damaged }
    }
}

fn decode<'a>(bytes: &'a [u8], declared: Option<&'static Encoding>, undeclared: &'static Encoding) -> Escaped<'a> {
    // What is UTF-8 throughout is meant as UTF-8, whatever an old charset says that a program forgot to change; only
    // encodings that have escape sequences of their own are ASCII as well.
    let ascii_is_text = declared.is_none_or(Encoding::is_ascii_compatible);
    if ascii_is_text && let Ok(text) = std::str::from_utf8(bytes) {
        return Escaped { text: Cow::Borrowed(text), damaged: text.contains('\0') };
    }
    let encoding = declared.filter(|encoding| *encoding != UTF_8).unwrap_or(undeclared);
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    Escaped { text, damaged }
}

fn unquote_printable(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        let code = match (byte, after) {
            (b'=', [high, low, ..]) => hex(*high).zip(hex(*low)),
            _ => None,
        };
        match code {
            Some((high, low)) => {
                bytes.push(high << 4 | low);
                rest = &after[2..];
            }
            // A soft break that nothing follows.
            None if byte == b'=' && after.is_empty() => {}
            None => bytes.push(byte),
        }
    }
    bytes
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

fn escape_separators(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut escaped = false;
    for character in text.chars() {
        match character {
            ';' | ',' if !escaped => {
                written.push('\\');
                written.push(character);
            }
            '\r' => {}
            '\n' => written.push_str("\\n"),
            other => written.push(other),
        }
        escaped = character == '\\' && !escaped;
    }
    written
}

/// Quoted-printable of escaped text, without soft breaks: what is not plain ASCII, and `=`.
pub(crate) fn quote_printable(escaped: &str) -> String {
    let mut written = String::with_capacity(escaped.len() * 2);
    let mut bytes = escaped.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match (byte, bytes.peek()) {
            (b'\\', Some(b'n')) => {
                bytes.next();
                written.push_str("=0D=0A");
            }
            (b'\\', Some(next)) => {
                written.push('\\');
                written.push(char::from(*next));
                bytes.next();
            }
            (b' '..=b'~', _) if byte != b'=' => written.push(char::from(byte)),
            _ => written.push_str(&format!("={byte:02X}")),
        }
    }
    written
}

/// Bytes out of base64 with white space in it and padding or none.
pub(crate) fn from_base64(text: &[u8]) -> Option<Vec<u8>> {
    let mut bare: Vec<u8> = text.iter().copied().filter(|byte| !byte.is_ascii_whitespace() && *byte != b'=').collect();
    // A single digit behind the last group says nothing: it was cut off there.
    if bare.len() % 4 == 1 {
        bare.pop();
    }
    LENIENT.decode(bare).ok()
}

/// Base64 of bytes, with padding.
pub(crate) fn to_base64(bytes: &[u8]) -> String {
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use encoding_rs::WINDOWS_1252;

    use super::super::line::lines;
    use super::{from_base64, quote_printable, to_base64};

    #[test]
    fn values_are_read_in_every_encoding() {
        let (japanese, _, _) = encoding_rs::SHIFT_JIS.encode("東京都渋谷区ソ");
        let shift_jis = [b"N;CHARSET=SHIFT_JIS:", japanese.as_ref(), b";x\n"].concat();
        for (card, text) in [
            (&b"NOTE:caf\xC3\xA9\n"[..], "café"),
            (b"NOTE:caf\xE9\n", "café"),
            (b"NOTE;CHARSET=windows-1251:\xCB\xE5\xE2\n", "Лев"),
            (b"NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:caf=E9\n", "café"),
            (b"N;ENCODING=QUOTED-PRINTABLE:a=3Bb;c=2Cd,e\n", "a\\;b;c\\,d,e"),
            (b"NOTE;QUOTED-PRINTABLE:a=0D=0Ab\n", "a\\nb"),
            (b"NOTE;ENCODING=QUOTED-PRINTABLE:100=25 = =zz=\n", "100% = =zz"),
            (b"NOTE;CHARSET=KLINGON:caf\xE9\n", "café"),
            (&shift_jis, "東京都渋谷区ソ;x"),
        ] {
            let lines = lines(card);
            let escaped = lines[0].escaped(WINDOWS_1252);
            assert_eq!((escaped.text.as_ref(), escaped.damaged), (text, false));
        }
    }

    #[test]
    fn quoted_printable_is_read_as_it_is_written() {
        for text in ["café = 100 %", "a\\nb", "a\\;b;c", "C:\\\\new"] {
            let line = format!("NOTE;ENCODING=QUOTED-PRINTABLE:{}\n", quote_printable(text));
            assert_eq!(lines(line.as_bytes())[0].escaped(WINDOWS_1252).text, text);
        }
    }

    #[test]
    fn base64_is_read_with_and_without_padding() {
        assert_eq!(from_base64(b" QQ\t= ="), Some(b"A".to_vec()));
        assert_eq!(from_base64(b"QQ"), Some(b"A".to_vec()));
        assert_eq!(from_base64(b"QUJDR"), Some(b"ABC".to_vec()));
        assert_eq!(from_base64(b"@@"), None);
        assert_eq!(to_base64(b"A"), "QQ==");
    }
}
