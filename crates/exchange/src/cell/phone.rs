//! Phone numbers in a cell: one, or several with a separator between them.
//!
//! A number that a spreadsheet has rounded (`4.915E+11`) is an error, because what is left of it would dial a stranger.
//! Deliberately absent: where the country of a national number comes from.

use satchel_model::{PhoneNumber, parse_phone};

/// Reads the numbers; the error says what is wrong with the first bad piece.
pub(crate) fn parse_phones(
    text: &str,
    country: Option<&str>,
    mut found: impl FnMut(PhoneNumber),
) -> Result<(), String> {
    if is_rounded(text) {
        return Err("not a phone number any more: a spreadsheet has rounded it".to_owned());
    }
    let mut problem = None;
    let mut read = |piece: &str| match parse_phone(piece, country) {
        Ok(number) => found(number),
        Err(error) => {
            problem.get_or_insert(error);
        }
    };
    if has_several(text) {
        for piece in pieces(text) {
            read(piece);
        }
    } else {
        read(text);
    }
    problem.map_or(Ok(()), |error| Err(error.to_string()))
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split(":::").flat_map(|part| part.split([',', ';', '|', '\n', '\r'])).map(str::trim).filter(|s| !s.is_empty())
}

/// Whether each piece is long enough to be a number; `,` and `;` are pauses and extensions as well.
fn has_several(text: &str) -> bool {
    let separators = [',', ';', '|', '\n', '\r'];
    (text.contains(separators) || text.contains(":::"))
        && pieces(text).all(|piece| piece.bytes().filter(u8::is_ascii_digit).count() >= 6)
}

/// A number in scientific notation.
fn is_rounded(text: &str) -> bool {
    let Some((mantissa, exponent)) = text.split_once(['E', 'e']) else { return false };
    let exponent = exponent.strip_prefix('+').unwrap_or(exponent);
    !mantissa.is_empty()
        && mantissa.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.' || byte == b',')
        && (1..=2).contains(&exponent.len())
        && exponent.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::parse_phones;

    fn read(text: &str, country: Option<&str>) -> (Vec<String>, bool) {
        let mut found = Vec::new();
        let good = parse_phones(text, country, |number| found.push(number.e164)).is_ok();
        (found, good)
    }

    #[test]
    fn takes_cells_apart() {
        for (text, country, numbers) in [
            ("+44 20 7946 0958", None, vec!["+442079460958"]),
            ("020 7946 0958", Some("GB"), vec!["+442079460958"]),
            ("030/901820", Some("DE"), vec!["+4930901820"]),
            ("+34 600 000 001 ::: +34 600 000 002", None, vec!["+34600000001", "+34600000002"]),
            ("+34600000001, +34600000002", None, vec!["+34600000001", "+34600000002"]),
            ("(212) 555-0134;ext=5", Some("US"), vec!["+12125550134"]),
        ] {
            assert_eq!(read(text, country), (numbers.into_iter().map(str::to_owned).collect(), true), "{text}");
        }
    }

    #[test]
    fn refuses_rounded_numbers() {
        assert_eq!(read("4.915E+11", Some("DE")), (vec![], false));
        assert_eq!(read("4,91512E+11", Some("DE")), (vec![], false));
    }

    #[test]
    fn keeps_good_beside_bad() {
        assert_eq!(read("+34600000001; +99912345678", None), (vec!["+34600000001".to_owned()], false));
    }
}
