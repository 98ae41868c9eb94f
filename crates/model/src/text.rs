//! Text as it is compared: case, accents and white space out of the way.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which two texts are the same to a person: compatibility-decomposed, without combining marks,
/// lower-case, white space collapsed. `Ørsted` and `orsted`, `STRASSE` and `straße` meet.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        let mut folded = collapse(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    let mut folded = String::with_capacity(text.len());
    for character in text.nfkd().filter(|c| !is_combining_mark(*c)) {
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
                // Lower-casing 'İ' yields an 'i' and a mark of its own.
                other if is_combining_mark(other) => {}
                other => folded.push(other),
            }
        }
    }
    collapse(&folded)
}

/// Trims, and makes every run of white space or control characters one space.
#[must_use]
pub fn collapse(text: &str) -> String {
    let mut collapsed = String::with_capacity(text.len());
    if text.is_ascii() {
        // What most cells hold, and the same as below: the white space of ASCII is among its control characters.
        for word in text.split(|c: char| c <= ' ' || c == '\u{7f}').filter(|word| !word.is_empty()) {
            if !collapsed.is_empty() {
                collapsed.push(' ');
            }
            collapsed.push_str(word);
        }
        return collapsed;
    }
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

/// The decimal digits of any script, as ASCII.
#[must_use]
pub fn digits(text: &str) -> String {
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
    }

    #[test]
    fn finds_digits_of_any_width() {
        assert_eq!(digits("+49 (0)30 １２"), "4903012");
    }
}
