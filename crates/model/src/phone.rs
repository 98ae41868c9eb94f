//! Phone numbers as written and in E.164.

use rlibphonenumber::{PhoneNumberFormat, Region};

use crate::digits;

/// A number that can be dialled, or that we cannot tell to be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber {
    /// As written, trimmed.
    pub written: String,
    /// E.164, or empty when no country is known for a national number.
    pub e164: String,
}

/// Why a text is not a phone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhoneError {
    /// Too few digits, or other things than a number.
    #[error("not a phone number")]
    NotANumber,
    /// The country has no numbers of this length.
    #[error("not a phone number: too short or too long for its country")]
    Length,
    /// No country has this calling code.
    #[error("not a phone number: no country has this calling code")]
    CallingCode,
}

/// Reads a number; `region` is the ISO 3166 alpha-2 code that a national number is taken to be from.
///
/// A number of the right length in a range that its country has not given out is accepted: ranges open faster than
/// lists of them.
///
/// # Errors
/// When it cannot be a phone number.
pub fn parse_phone(text: &str, region: Option<&str>) -> Result<PhoneNumber, PhoneError> {
    let written = text.trim();
    let written = match written.get(..4) {
        Some(scheme) if scheme.eq_ignore_ascii_case("tel:") => written[4..].trim(),
        _ => written,
    };
    let count = digits(written).len();
    if !(3..=30).contains(&count) || written.len() > 80 {
        return Err(PhoneError::NotANumber);
    }
    let region = region.and_then(|code| Region::from_code(&code.to_ascii_uppercase()).ok());
    match rlibphonenumber::PhoneNumber::parse(written, region) {
        Ok(number) => match number.is_possible_with_reason() {
            Ok(_) => Ok(PhoneNumber {
                written: written.to_owned(),
                e164: number.format_as(PhoneNumberFormat::E164).into_owned(),
            }),
            // Short national numbers (extensions, service numbers) are real, and have no E.164 form.
            Err(_) if !international(written) && count < 7 => {
                Ok(PhoneNumber { written: written.to_owned(), e164: String::new() })
            }
            Err(_) => Err(PhoneError::Length),
        },
        Err(rlibphonenumber::ParseError::InvalidCountryCode) if international(written) => Err(PhoneError::CallingCode),
        Err(rlibphonenumber::ParseError::InvalidCountryCode) if region.is_none() && mostly_digits(written, count) => {
            Ok(PhoneNumber { written: written.to_owned(), e164: String::new() })
        }
        Err(
            rlibphonenumber::ParseError::TooShortAfterIdd
            | rlibphonenumber::ParseError::TooShortNsn
            | rlibphonenumber::ParseError::TooLongNsn,
        ) => Err(PhoneError::Length),
        Err(_) => Err(PhoneError::NotANumber),
    }
}

/// The country that an E.164 number is from, as ISO 3166 alpha-2 code; empty for what is no such number.
#[must_use]
pub fn phone_country(e164: &str) -> String {
    let number = rlibphonenumber::PhoneNumber::parse(e164, None).ok().filter(|_| international(e164));
    number.and_then(|number| number.get_region_code()).map(|region| region.to_string()).unwrap_or_default()
}

fn international(written: &str) -> bool {
    written.starts_with(['+', '＋'])
}

fn mostly_digits(written: &str, count: usize) -> bool {
    written.chars().filter(|c| c.is_alphabetic()).count() <= count / 2
}

#[cfg(test)]
mod tests {
    use super::{PhoneError, parse_phone};

    #[test]
    fn finds_the_international_form() {
        for (written, region, e164) in [
            ("+44 20 7946 0958", None, "+442079460958"),
            ("020 7946 0958", Some("GB"), "+442079460958"),
            ("(212) 555-0134 ext. 5", Some("us"), "+12125550134"),
            ("tel:+33-1-42-68-53-00", Some("GB"), "+33142685300"),
            ("030/901820", Some("DE"), "+4930901820"),
            ("0043 1 58858", Some("DE"), "+43158858"),
            ("020 7946 0958", None, ""),
        ] {
            assert_eq!(parse_phone(written, region).map(|number| number.e164).as_deref(), Ok(e164), "{written}");
        }
    }

    #[test]
    fn says_what_is_no_number() {
        for (written, region, error) in [
            ("", None, PhoneError::NotANumber),
            ("n/a", Some("GB"), PhoneError::NotANumber),
            ("call 12 me", Some("GB"), PhoneError::NotANumber),
            ("+999 12345678", None, PhoneError::CallingCode),
            ("+44 20 7946 0958 123 456", None, PhoneError::Length),
        ] {
            assert_eq!(parse_phone(written, region), Err(error), "{written}");
        }
    }
}
