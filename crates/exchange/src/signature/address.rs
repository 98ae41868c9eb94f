//! Where somebody is: street, code of the place, place and country, on one line or on several.
//!
//! A place is known by its code: German, Austrian and Swiss ones before it, British and American ones behind it.
//! Deliberately absent: gazetteers.

use std::sync::LazyLock;

use regex::Regex;
use satchel_model::{Address, Id, country_code, fold};

use super::lines::Segment;
use super::words::{STREET_ENDS, STREETS};

#[expect(clippy::unwrap_used, reason = "patterns of our own, under test")]
mod patterns {
    use super::{LazyLock, Regex};

    /// `D-10115 Berlin`, `8001 Zürich`, `1012 AB Amsterdam`.
    pub(super) static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?:(?P<land>DE|D|AT|A|CH|NL|FR|F|L|B)\s?[-–]\s?)?(?P<code>\d{4}\s?[A-Z]{2}\b|\d{4,5})\s+(?P<city>\p{Lu}[\p{L}.'’()/\- ]*)$").unwrap()
    });
    /// `London SW1A 2AA`, `SW1A 2AA`.
    pub(super) static BRITISH: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<city>\p{Lu}[\p{L}.'’\- ]*?)?\s*(?P<code>[A-Z]{1,2}\d[A-Z\d]?\s?\d[A-Z]{2})$").unwrap()
    });
    /// `CA 94105`, `San Francisco CA 94105-1234`, `ON M5V 2T6`.
    pub(super) static AMERICAN: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(r"^(?P<city>\p{Lu}[\p{L}.'’\- ]*?)?\s*\b(?P<region>[A-Z]{2})\.?\s+(?P<code>\d{5}(?:-\d{4})?|[A-Z]\d[A-Z]\s?\d[A-Z]\d)$").unwrap()
    });
}

/// The code of a country that is all of a text, or of the letters before a code of a place.
pub(super) fn country(text: &str) -> Option<String> {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric());
    if text.chars().count() < 3 && !matches!(text, "UK" | "US") {
        return None;
    }
    country_code(text).map(str::to_owned)
}

/// What was found of places so far.
#[derive(Debug, Default)]
pub(super) struct Places {
    street: Vec<String>,
    locality: String,
    region: String,
    postcode: String,
    country: String,
    /// The line of the last part: an address is in one place.
    line: usize,
    /// A piece that is a city if a code of a place follows.
    before: Option<String>,
}

impl Places {
    /// Takes what is about places out of a segment.
    pub(super) fn take(&mut self, segment: &mut Segment) {
        let pieces: Vec<String> = segment.text.split(',').map(|piece| piece.trim().to_owned()).collect();
        let (mut rest, mut any): (Vec<&str>, bool) = (Vec::new(), false);
        for (at, piece) in pieces.iter().enumerate() {
            // Nobody lives in two places at once.
            let complete = !self.postcode.is_empty() && segment.line > self.line + 2;
            if complete || piece.is_empty() {
                rest.push(piece);
                continue;
            }
            let next_is_code = pieces.get(at + 1).is_some_and(|next| is_code_alone(next));
            if self.place(piece) || self.land(piece) || self.is_street(piece) {
                any = true;
                self.line = segment.line;
            } else if next_is_code && self.locality.is_empty() && is_name(piece) {
                self.before = Some(piece.clone());
                any = true;
            } else {
                rest.push(piece);
            }
        }
        if any {
            segment.leave(&rest.join(", "));
        }
    }

    fn place(&mut self, piece: &str) -> bool {
        if !self.postcode.is_empty() {
            return false;
        }
        let bare = piece.trim_end_matches('.');
        if let Some(found) = patterns::BEFORE.captures(bare) {
            self.postcode = found["code"].to_owned();
            self.locality = found["city"].trim().to_owned();
            if let Some(land) = found.name("land") {
                self.country = land_of(land.as_str()).to_owned();
            }
            return true;
        }
        let american = patterns::AMERICAN.captures(bare);
        if let Some(region) = american.as_ref().and_then(|found| found.name("region")) {
            region.as_str().clone_into(&mut self.region);
        }
        let Some(found) = american.or_else(|| patterns::BRITISH.captures(bare)) else { return false };
        self.postcode = found["code"].to_owned();
        let city = found.name("city").map(|city| city.as_str().trim().to_owned()).filter(|city| !city.is_empty());
        self.locality = city.or_else(|| self.before.take()).unwrap_or_default();
        true
    }

    fn land(&mut self, piece: &str) -> bool {
        let near = !self.postcode.is_empty() || !self.street.is_empty();
        if !self.country.is_empty() || country(piece).is_none() || !near {
            return false;
        }
        piece.clone_into(&mut self.country);
        true
    }

    fn is_street(&mut self, piece: &str) -> bool {
        if !self.postcode.is_empty() || self.street.len() >= 3 || !is_street(piece) {
            return false;
        }
        self.street.push(piece.to_owned());
        true
    }

    /// The address, where anything was found.
    pub(super) fn address(self) -> Option<Address> {
        if self.street.is_empty() && self.postcode.is_empty() {
            return None;
        }
        let mut address = Address {
            id: Id::from_parts(0, &[0; 10]),
            value: String::new(),
            street: self.street.join("\n"),
            locality: self.locality,
            region: self.region,
            postcode: self.postcode,
            country: self.country,
            label: "work".to_owned(),
            primary: false,
        };
        address.value = address.one_line();
        Some(address)
    }
}

fn land_of(letters: &str) -> &'static str {
    match letters {
        "D" | "DE" => "Deutschland",
        "A" | "AT" => "Österreich",
        "CH" => "Schweiz",
        "NL" => "Nederland",
        "F" | "FR" => "France",
        "L" => "Luxembourg",
        _ => "Belgium",
    }
}

fn is_code_alone(piece: &str) -> bool {
    let bare = piece.trim().trim_end_matches('.');
    let alone = |pattern: &Regex| {
        pattern
            .captures(bare)
            .is_some_and(|found| found.name("city").is_none_or(|city| city.as_str().trim().is_empty()))
    };
    alone(&patterns::AMERICAN) || alone(&patterns::BRITISH)
}

fn is_name(piece: &str) -> bool {
    piece.chars().next().is_some_and(char::is_uppercase) && !piece.bytes().any(|byte| byte.is_ascii_digit())
}

/// A street has a number, and a word that streets have.
fn is_street(piece: &str) -> bool {
    if !piece.bytes().any(|byte| byte.is_ascii_digit()) || piece.chars().count() > 80 {
        return false;
    }
    let folded = fold(piece);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words
        .iter()
        .any(|word| STREETS.contains(word) || STREET_ENDS.iter().any(|end| word.len() > 1 && word.ends_with(end)))
}
