//! Where somebody is: street, code of the place, place and country, on one line or on several.
//!
//! A place is known by its code (`cell::address`). Deliberately absent: gazetteers.

use satchel_model::{Address, Id, fold};

use super::lines::Segment;
use super::words::{STREET_ENDS, STREETS};
use crate::cell::address::{country, place_of};

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
        let Some(found) = place_of(piece) else { return false };
        self.postcode = found.postcode;
        self.locality = if found.locality.is_empty() { self.before.take().unwrap_or_default() } else { found.locality };
        if !found.region.is_empty() {
            self.region = found.region;
        }
        if !found.country.is_empty() {
            found.country.clone_into(&mut self.country);
        }
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

fn is_code_alone(piece: &str) -> bool {
    place_of(piece.trim()).is_some_and(|place| place.locality.is_empty())
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
