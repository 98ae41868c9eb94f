//! Addresses that stand in one text: the line that is a place, and a whole address taken apart.
//!
//! A place is known by its code: continental ones before it, British and American ones behind it. Deliberately absent:
//! gazetteers.

use std::sync::LazyLock;

use regex::Regex;
use satchel_model::country_code;

#[expect(clippy::unwrap_used, reason = "patterns of our own, under test")]
mod patterns {
    use super::{LazyLock, Regex};

    /// `D-10115 Berlin`, `8001 Zürich`, `1012 AB Amsterdam`.
    pub(super) static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<land>DE|D|AT|A|CH|NL|FR|F|L|B)\s?[-–]\s?)?(?P<code>\d{4}\s?[A-Z]{2}\b|\d{4,5})\s+(?P<city>\p{Lu}[\p{L}.'’()/\- ]*)$").unwrap()
    });
    /// `London SW1A 2AA`, `SW1A 2AA`.
    pub(super) static BRITISH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<city>\p{Lu}[\p{L}.'’\- ]*?)\s+)?(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})$").unwrap()
    });
    /// `CA 94105`, `San Francisco CA 94105-1234`, `ON M5V 2T6`.
    pub(super) static AMERICAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<city>\p{Lu}[\p{L}.'’\- ]*?)\s+)?(?P<region>[A-Z]{2})\.?\s+(?P<code>\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$").unwrap()
    });
}

/// What a line with the code of a place says; empty what it does not.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) locality: String,
    pub(crate) region: String,
    pub(crate) postcode: String,
    /// By the letters before the code.
    pub(crate) country: &'static str,
}

/// Reads a line, or a piece of one, that is a place.
pub(crate) fn place_of(piece: &str) -> Option<Place> {
    let bare = piece.trim_end_matches('.');
    let text = |found: &regex::Captures<'_>, name: &str| {
        found.name(name).map(|part| part.as_str().trim().to_owned()).unwrap_or_default()
    };
    let found = patterns::BEFORE.captures(bare).or_else(|| patterns::AMERICAN.captures(bare));
    let found = found.or_else(|| patterns::BRITISH.captures(bare))?;
    Some(Place {
        locality: text(&found, "city"),
        region: text(&found, "region"),
        postcode: text(&found, "code"),
        country: land_of(&text(&found, "land")),
    })
}

/// The code of a country that is all of a text.
pub(crate) fn country(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.chars().count() < 3 && !matches!(text, "UK" | "US") {
        return None;
    }
    country_code(text).map(str::to_owned)
}

/// Street, city, region, code and country of a whole address; nothing when it does not say which is which, as without a
/// code. Nothing is lost: what comes before the place is the street.
pub(crate) fn split(whole: &str) -> Option<[String; 5]> {
    let pieces: Vec<&str> = whole.split(['\n', '\r', ',']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let at = pieces.iter().position(|piece| place_of(piece).is_some())?;
    let Place { mut locality, region, postcode, country: letters } = place_of(pieces[at])?;
    let mut street = &pieces[..at];
    if locality.is_empty() {
        // `San Francisco, CA 94105`
        let (city, before) = street.split_last()?;
        if city.bytes().any(|byte| byte.is_ascii_digit()) {
            return None;
        }
        (*city).clone_into(&mut locality);
        street = before;
    }
    let land = match &pieces[at + 1..] {
        [] => letters,
        [last] if country(last).is_some() => last,
        _ => return None,
    };
    // A street stands on lines of its own, or has its number behind a comma.
    let between = if whole.trim().contains(['\n', '\r']) { "\n" } else { ", " };
    Some([street.join(between), locality, region, postcode, land.to_owned()])
}

fn land_of(letters: &str) -> &'static str {
    match letters {
        "" => "",
        "D" | "DE" => "Deutschland",
        "A" | "AT" => "Österreich",
        "CH" => "Schweiz",
        "NL" => "Nederland",
        "F" | "FR" => "France",
        "L" => "Luxembourg",
        _ => "Belgium",
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    #[test]
    fn whole_addresses_are_taken_apart_where_they_say_which_is_which() {
        for (whole, parts) in [
            ("Invalidenstr. 1, 10115 Berlin, Germany", ["Invalidenstr. 1", "Berlin", "", "10115", "Germany"]),
            ("Invalidenstr. 1\nHinterhaus\n10115 Berlin", ["Invalidenstr. 1\nHinterhaus", "Berlin", "", "10115", ""]),
            ("Bahnhofstrasse 3, CH-8001 Zürich", ["Bahnhofstrasse 3", "Zürich", "", "8001", "Schweiz"]),
            ("10 Downing Street, London SW1A 2AA, UK", ["10 Downing Street", "London", "", "SW1A 2AA", "UK"]),
            ("10 Downing Street\nLondon\nSW1A 2AA", ["10 Downing Street", "London", "", "SW1A 2AA", ""]),
            (
                "1 Market St, Suite 300, San Francisco, CA 94105, USA",
                ["1 Market St, Suite 300", "San Francisco", "CA", "94105", "USA"],
            ),
            ("10115 Berlin", ["", "Berlin", "", "10115", ""]),
        ] {
            assert_eq!(split(whole), Some(parts.map(str::to_owned)), "{whole}");
        }
    }

    #[test]
    fn what_does_not_say_which_is_which_stays_whole() {
        for whole in ["Rua Augusta 12, Lisboa", "somewhere", "", "Street 1, 10115 Berlin, third floor", "SW1A 2AA"] {
            assert_eq!(split(whole), None, "{whole}");
        }
    }
}
