//! What single cells hold: names, days, e-mail addresses, phone numbers, links, tags, categories, wishes.
//!
//! A cell is cleaned once, then read by what its column is for; each reader is a function of the cell and says in one
//! sentence what is wrong. Deliberately absent: rows, columns and where values go.

pub(crate) mod address;
pub(crate) mod category;
pub(crate) mod date;
pub(crate) mod email;
pub(crate) mod language;
pub(crate) mod link;
pub(crate) mod name;
pub(crate) mod phone;
mod surname;
pub(crate) mod tag;
pub(crate) mod wish;

use std::borrow::Cow;

/// A cell without what programs put around values.
pub(crate) struct Clean<'a> {
    pub(crate) text: Cow<'a, str>,
    /// NUL bytes or bytes that were no text.
    pub(crate) damaged: bool,
}

/// Takes away surrounding white space, invisible characters, NUL bytes, and the marks by which spreadsheets keep a
/// text from being a number or a formula.
pub(crate) fn clean(raw: &str) -> Clean<'_> {
    let mut text = Cow::Borrowed(trim(raw));
    let mut damaged = false;
    if text.contains('\0') {
        text = Cow::Owned(trim(&text.replace('\0', "")).to_owned());
        damaged = true;
    }
    damaged |= !text.is_ascii() && text.contains('\u{fffd}');
    let bare = match text.as_bytes() {
        // Several apostrophes are one that was put before the others.
        [b'\'', rest @ ..] if is_taken_otherwise(rest) => &text[1..],
        [b'=', b'"', .., b'"'] => &text[2..text.len() - 1],
        _ => return Clean { text, damaged },
    };
    let bare = trim(bare);
    let text = match &text {
        Cow::Borrowed(whole) => {
            let start = bare.as_ptr() as usize - whole.as_ptr() as usize;
            Cow::Borrowed(&whole[start..start + bare.len()])
        }
        Cow::Owned(_) => Cow::Owned(bare.to_owned()),
    };
    Clean { text, damaged }
}

/// Whether a spreadsheet takes a text for something else, when no apostrophe stands before it.
fn is_taken_otherwise(text: &[u8]) -> bool {
    let first = text.iter().find(|byte| **byte != b'\'');
    first.is_some_and(|byte| matches!(byte, b'=' | b'+' | b'-' | b'@' | b'0'..=b'9' | b'(' | b'\t' | b'\r'))
}

/// Trims white space and characters that nobody sees.
pub(crate) fn trim(text: &str) -> &str {
    let bytes = text.as_bytes();
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return text;
    }
    text.trim_matches(|c: char| {
        c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\0')
    })
}

/// `collapse`, at once for the many cells that need nothing.
pub(crate) fn squeeze(text: &str) -> String {
    let bytes = text.as_bytes();
    let plain = bytes.iter().all(|byte| (b' '..=b'~').contains(byte)) && !bytes.windows(2).any(|two| two == b"  ");
    if plain && trim(text).len() == text.len() { text.to_owned() } else { satchel_model::collapse(text) }
}

/// Words by which programs say that there is no value.
pub(crate) fn is_nothing(text: &str) -> bool {
    text.len() <= 9
        && ["-", "--", "n/a", "#n/a", "null", "undefined", "(null)", "nil", "none"]
            .iter()
            .any(|word| text.eq_ignore_ascii_case(word))
}

/// At most `limit` characters of a text.
pub(crate) fn head(text: &str, limit: usize) -> &str {
    if text.len() <= limit {
        return text;
    }
    text.char_indices().nth(limit).map_or(text, |(end, _)| &text[..end])
}

#[cfg(test)]
mod tests {
    use super::{clean, head, is_nothing, squeeze};

    #[test]
    fn takes_away_what_programs_put_around_values() {
        for (raw, text) in [
            ("  Ada ", "Ada"),
            ("\u{a0}ada@example.com\u{200b}", "ada@example.com"),
            ("'+49 30 1234567", "+49 30 1234567"),
            ("'-", "-"),
            ("'=1+1", "=1+1"),
            ("''=1+1", "'=1+1"),
            ("'\t=1", "=1"),
            ("=\"00491234\"", "00491234"),
            ("'t Hooft", "'t Hooft"),
            ("'", "'"),
            ("=\"\"", ""),
            ("", ""),
        ] {
            let cleaned = clean(raw);
            assert_eq!(cleaned.text, text);
            assert!(!cleaned.damaged);
        }
    }

    #[test]
    fn says_when_bytes_were_lost() {
        let cleaned = clean("A\0d\0a");
        assert_eq!((cleaned.text.as_ref(), cleaned.damaged), ("Ada", true));
        assert!(clean("Jos\u{fffd}").damaged);
    }

    #[test]
    fn knows_the_words_for_nothing() {
        assert!(is_nothing("NULL") && is_nothing("n/a") && is_nothing("-"));
        assert!(!is_nothing("Nullmeyer") && !is_nothing(""));
    }

    #[test]
    fn squeezes_as_collapsing_does() {
        for text in ["Ada Byron", " Ada", "Ada ", "Ada  Byron", "Ada\nByron", "Zo\u{eb}", "", " "] {
            assert_eq!(squeeze(text), satchel_model::collapse(text));
        }
    }

    #[test]
    fn cuts_between_characters() {
        assert_eq!(head("añb", 2), "añ");
        assert_eq!(head("añb", 200), "añb");
    }
}
