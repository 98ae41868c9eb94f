//! Text as it is compared: case, accents and white space out of the way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which two texts are the same to a person: compatibility-decomposed, without combining marks,
/// lower-case, white space collapsed. `Ørsted` and `orsted`, `STRASSE` and `straße` meet; so do the letters that
/// Arabic and Persian keyboards write differently, and the two kana. Marks of direction and joiners are not there.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return collapse_ascii(text, |byte| byte.to_ascii_lowercase());
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|c| !is_combining_mark(*c) && !is_unseen(*c)) {
        for lower in character.to_lowercase() {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'þ' => folded.push_str("th"),
                'ı' => folded.push('i'),
                'ς' => folded.push('σ'),
                // Farsi yeh and alef maksura, keheh, teh marbuta.
                'ی' | 'ى' => folded.push('ي'),
                'ک' => folded.push('ك'),
                'ة' => folded.push('ه'),
                // Katakana has the order of hiragana.
                'ァ'..='ヶ' => folded.extend(char::from_u32(u32::from(lower) - 0x60)),
                // Lower-casing 'İ' yields an 'i' and a mark of its own.
                other if is_combining_mark(other) => {}
                other => folded.push(other),
            }
        }
    }
    collapse(&folded)
}

/// Characters that steer how text is laid out and are not seen: soft hyphen, joiners, direction, the Arabic stretch.
fn is_unseen(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{640}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}'
    )
}

/// Trims, and makes every run of white space or control characters one space.
#[must_use]
pub fn collapse(text: &str) -> String {
    if text.is_ascii() {
        return collapse_ascii(text, |byte| byte);
    }
    let mut collapsed = String::with_capacity(text.len());
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        if !word.is_empty() {
            if !collapsed.is_empty() {
                collapsed.push(' ');
            }
            collapsed.push_str(word);
        }
    }
    collapsed
}

/// What most cells hold, in one pass: the white space of ASCII is the blank and some of its control characters.
fn collapse_ascii(text: &str, each: impl Fn(u8) -> u8) -> String {
    let mut collapsed = String::with_capacity(text.len());
    let mut gap = false;
    for byte in text.bytes() {
        if byte <= b' ' || byte == 0x7f {
            gap = true;
        } else {
            if gap && !collapsed.is_empty() {
                collapsed.push(' ');
            }
            gap = false;
            collapsed.push(char::from(each(byte)));
        }
    }
    collapsed
}

/// The decimal digits of any script, as ASCII.
#[must_use]
pub fn digits(text: &str) -> String {
    if text.is_ascii() {
        return text.chars().filter(char::is_ascii_digit).collect();
    }
    text.nfkd().filter(char::is_ascii_digit).collect()
}

#[cfg(test)]
mod tests {
    use super::{collapse, digits, fold};

    #[test]
    fn folds_what_people_take_for_the_same() {
        for (written, folded) in [
            ("  José   ÁLVAREZ ", "jose alvarez"),
            ("Ørsted", "orsted"),
            ("Straße", "strasse"),
            ("STRASSE", "strasse"),
            ("Łukasz", "lukasz"),
            ("İstanbul", "istanbul"),
            ("Ὀδυσσεύς", "οδυσσευσ"),
            ("ﬁne", "fine"),
            ("王小明", "王小明"),
            ("ﾀﾅｶ タナカ", "たなか たなか"),
            ("علی", "علي"),
            ("أحمد", "احمد"),
            ("فاطمة", "فاطمه"),
            ("محـــمد", "محمد"),
            ("\u{200f}דָּוִד\u{200e}", "דוד"),
            ("", ""),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn folding_twice_changes_nothing() {
        proptest::proptest!(|(text: String)| {
            let once = fold(&text);
            proptest::prop_assert_eq!(fold(&once), once);
        });
    }

    #[test]
    fn collapses_lines_and_controls() {
        assert_eq!(collapse("a\u{0}\r\n\tb"), "a b");
        assert_eq!(collapse(" \u{7f}a \u{1}b "), "a b");
        assert_eq!(collapse(" ä\u{85}\u{7f}b "), "ä b");
    }

    #[test]
    fn finds_digits_of_any_width() {
        assert_eq!(digits("+49 (0)30 １２"), "4903012");
    }
}
