//! Phone numbers as the digits that people type of them.
//!
//! Any run of four or more digits of a number finds it, three digits at its start (with or without a country code)
//! or at its end; trunk zeros and the `(0)` of letterheads do not stand in the way. Pairs of neighbouring groups are
//! checked, not their order: in rare cases a number is found that holds all groups of four in other places.
//! Deliberately absent: knowing which country a number belongs to.

/// Digits in one term.
const GROUP: usize = 4;

/// First byte of the terms for the last digits of a number.
pub(crate) const TAIL: u8 = b'q';

/// The digits of a written number, without the `(0)` that stands for a trunk prefix.
pub(crate) fn number(written: &str) -> String {
    satchel_model::digits(&written.replace("(0)", ""))
}

/// Calls `each` with the first byte and digits of every term under which a number is found.
pub(crate) fn terms<'a>(number: &'a str, mut each: impl FnMut(u8, &'a str)) {
    if !number.is_ascii() {
        return;
    }
    let len = number.len();
    for start in 0..(len + 1).saturating_sub(GROUP) {
        each(b'p', &number[start..start + GROUP]);
    }
    // A country code has one to three digits.
    for start in (0..=3).filter(|start| start + 3 <= len) {
        each(b'p', &number[start..start + 3]);
    }
    for tail in [3, GROUP] {
        if tail <= len {
            each(TAIL, &number[len - tail..]);
        }
    }
}

/// Whether a word as typed can be part of a phone number: digits and what people put between them.
pub(crate) fn is_phone_like(word: &str) -> bool {
    word.chars()
        .all(|c| c.is_numeric() || matches!(c, '+' | '-' | '(' | ')' | '/' | '.' | '–' | '\u{2010}'..='\u{2012}'))
}

/// The forms under which typed digits are looked up: as typed, and without international or trunk zeros.
/// Empty when there are fewer than three digits.
pub(crate) fn lookups(typed: &str) -> Vec<String> {
    let typed = number(typed);
    let mut forms = Vec::new();
    let candidates = [Some(typed.as_str()), typed.strip_prefix("00"), typed.strip_prefix('0')];
    for form in candidates.into_iter().flatten() {
        if form.len() >= 3 && !forms.iter().any(|known| known == form) {
            forms.push(form.to_owned());
        }
    }
    forms
}

/// The terms that must all be there for digits to be found, and the one that says that they are the last ones.
pub(crate) fn groups(digits: &str) -> (Vec<Vec<u8>>, Vec<u8>) {
    let term = |letter: u8, part: &str| {
        let mut term = vec![letter];
        term.extend_from_slice(part.as_bytes());
        term
    };
    let len = digits.len();
    if len < GROUP {
        return (vec![term(b'p', digits)], term(TAIL, digits));
    }
    let groups = (0..=len - GROUP).map(|start| term(b'p', &digits[start..start + GROUP])).collect();
    (groups, term(TAIL, &digits[len - GROUP..]))
}
