//! The recovery code: 130 random bits that a person can print, read aloud and type.
//!
//! 26 symbols of Crockford's alphabet (no I, L, O, U) and two check symbols, in seven groups of four. The check symbols
//! are a Reed-Solomon code over GF(32), so that any one or two wrong symbols, a swap included, are named as a typing
//! error before anything is tried. Deliberately absent: the slot that the code opens.

use std::fmt;

use satchel_model::Secret;
use zeroize::Zeroizing;

use crate::disk;
use crate::error::VaultError;

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const SYMBOLS: usize = 26;
const CHECKED: usize = SYMBOLS + 2;
const GROUP: usize = 4;

/// A recovery code, either new or typed and well-formed; `Debug` does not print it.
#[derive(Clone)]
pub struct RecoveryCode(Secret<[u8; SYMBOLS]>);

impl RecoveryCode {
    pub(crate) fn random() -> Result<Self, VaultError> {
        let mut symbols = Zeroizing::new(disk::random::<SYMBOLS>()?);
        for symbol in symbols.iter_mut() {
            *symbol &= 31;
        }
        Ok(Self(Secret::new(*symbols)))
    }

    /// Reads what a person typed: case, spaces and hyphens do not matter, O is 0, I and L are 1.
    ///
    /// # Errors
    /// [`VaultError::RecoveryMistyped`] when it cannot be any code.
    pub fn parse(text: &str) -> Result<Self, VaultError> {
        let mistyped = |what| VaultError::RecoveryMistyped { what };
        let mut typed = Zeroizing::new([0_u8; CHECKED]);
        let mut len = 0;
        for char in text.chars().filter(|char| !char.is_whitespace() && !is_hyphen(*char)) {
            let symbol = symbol_of(char).ok_or(mistyped("it has a character that no code has"))?;
            *typed.get_mut(len).ok_or(mistyped("it is too long, a code has 28 characters"))? = symbol;
            len += 1;
        }
        if len < CHECKED {
            return Err(mistyped("it is too short, a code has 28 characters"));
        }
        let mut symbols = Zeroizing::new([0_u8; SYMBOLS]);
        symbols.copy_from_slice(&typed[..SYMBOLS]);
        if check(&symbols) != [typed[SYMBOLS], typed[SYMBOLS + 1]] {
            return Err(mistyped("a character is wrong or two are swapped"));
        }
        Ok(Self(Secret::new(*symbols)))
    }

    /// The code as it is printed: `XXXX-XXXX-XXXX-XXXX-XXXX-XXXX-XXXX`.
    #[must_use]
    pub fn reveal(&self) -> Secret<String> {
        let symbols = self.0.expose();
        let check = check(symbols);
        let mut text = String::with_capacity(CHECKED + CHECKED / GROUP);
        for (index, symbol) in symbols.iter().chain(&check).enumerate() {
            if index > 0 && index % GROUP == 0 {
                text.push('-');
            }
            text.push(char::from(ALPHABET[usize::from(*symbol)]));
        }
        Secret::new(text)
    }

    pub(crate) fn symbols(&self) -> &[u8] {
        self.0.expose()
    }
}

impl fmt::Debug for RecoveryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("RecoveryCode(<redacted>)")
    }
}

fn is_hyphen(char: char) -> bool {
    matches!(char, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

fn symbol_of(char: char) -> Option<u8> {
    let upper = match char.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let index = ALPHABET.iter().position(|symbol| char::from(*symbol) == upper)?;
    u8::try_from(index).ok()
}

/// Multiplies by the generator of GF(32), x⁵ + x² + 1.
fn times_alpha(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 { doubled } else { (doubled ^ 0b10_0101) & 31 }
}

/// The remainder of the symbols, as a polynomial, by (x - 1)(x - α): distance 3 up to 31 symbols.
fn check(symbols: &[u8; SYMBOLS]) -> [u8; 2] {
    let (mut high, mut low) = (0_u8, 0_u8);
    for symbol in symbols {
        // x² = (1 + α)·x + α modulo the generator polynomial.
        let carry = symbol ^ high;
        high = low ^ carry ^ times_alpha(carry);
        low = times_alpha(carry);
    }
    [high, low]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(text: &str) -> Result<String, String> {
        RecoveryCode::parse(text).map(|code| code.reveal().expose().clone()).map_err(|error| error.to_string())
    }

    #[test]
    fn reads_back_what_was_printed_however_it_is_typed() {
        let code = RecoveryCode::random().unwrap();
        let printed = code.reveal().expose().clone();
        assert_eq!(printed.len(), 34);
        assert_eq!(typed(&printed), Ok(printed.clone()));
        assert_eq!(typed(&printed.to_lowercase().replace('-', " ")), Ok(printed.clone()));
        assert_eq!(typed(&printed.replace('0', "o").replace('1', "l").replace('-', "\u{2013}")), Ok(printed));
    }

    #[test]
    fn two_codes_differ_and_hide_themselves() {
        let (one, two) = (RecoveryCode::random().unwrap(), RecoveryCode::random().unwrap());
        assert_ne!(one.symbols(), two.symbols());
        assert_eq!(format!("{one:?}"), "RecoveryCode(<redacted>)");
    }

    #[test]
    fn every_single_error_and_every_double_error_is_a_typing_error() {
        let printed: Vec<u8> =
            RecoveryCode::random().unwrap().reveal().expose().bytes().filter(|b| *b != b'-').collect();
        let refuses = |text: &[u8]| {
            let text = String::from_utf8(text.to_vec()).unwrap();
            matches!(RecoveryCode::parse(&text), Err(VaultError::RecoveryMistyped { .. }))
        };
        let next = |symbol: u8, by: usize| {
            let at = ALPHABET.iter().position(|s| *s == symbol).unwrap();
            ALPHABET[(at + by) % 32]
        };
        for first in 0..CHECKED {
            for by in 1..32 {
                let mut text = printed.clone();
                text[first] = next(text[first], by);
                assert!(refuses(&text), "one error at {first}");
                for second in first + 1..CHECKED {
                    let mut text = text.clone();
                    text[second] = next(text[second], 32 - by);
                    assert!(refuses(&text), "errors at {first} and {second}");
                }
            }
        }
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(
            typed("ABC"),
            Err("That is not a recovery code: it is too short, a code has 28 characters.".to_owned())
        );
        assert_eq!(
            typed(&"A".repeat(29)),
            Err("That is not a recovery code: it is too long, a code has 28 characters.".to_owned())
        );
        assert_eq!(typed("u"), Err("That is not a recovery code: it has a character that no code has.".to_owned()));
    }
}
