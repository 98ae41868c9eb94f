//! The lists: rows in the card's order, the primary first.
//!
//! A row that the card has twice is one row with two lines. Deliberately absent: what one property says (`row::read`).

use std::collections::HashMap;
use std::collections::hash_map::Entry;

use satchel_model::{Severity, country_code};

use super::super::line::Head;
use super::super::row::read::{noun_of, read_row};
use super::super::row::{NOUNS, Noun, Row, RowValue, address_parts_mut, primary, push_row};
use super::{LINE_CHARS, MOST, Reader};

/// A row with the lines that say it.
struct Found {
    row: Row,
    lines: Vec<usize>,
    preference: Option<u8>,
}

impl Reader<'_> {
    pub(super) fn rows(&mut self) {
        let mut properties: Vec<(Noun, usize, &Head)> = Vec::new();
        for (at, head) in self.properties() {
            if let Some(noun) = noun_of(&head.name) {
                properties.push((noun, at, head));
            }
        }
        for noun in NOUNS {
            let mut found: Vec<Found> = Vec::new();
            let mut known: HashMap<(String, String), usize> = HashMap::new();
            let country = if noun == Noun::Phone { self.country() } else { None };
            for &(_, at, head) in properties.iter().filter(|(of, ..)| *of == noun) {
                let Some(row) = self.row(noun, at, head, country.as_deref()) else { continue };
                let preference = preference(head);
                match known.entry((row.label.clone(), row.value.identity())) {
                    Entry::Occupied(same) => {
                        let same: &mut Found = &mut found[*same.get()];
                        same.lines.push(at);
                        same.preference = same.preference.into_iter().chain(preference).min();
                    }
                    Entry::Vacant(_) if found.len() == MOST => self.tell_too_many(at),
                    Entry::Vacant(new) => {
                        new.insert(found.len());
                        found.push(Found { row, lines: vec![at], preference });
                    }
                }
            }
            if found.is_empty() {
                continue;
            }
            let rows: Vec<_> = found.iter().map(|found| (found.row.label.as_str(), found.preference)).collect();
            let first = primary(noun, &rows);
            found[..=first].rotate_right(1);
            let places = self.reading.places.rows.entry(noun).or_default();
            for Found { row, lines, .. } in found {
                places.push(lines);
                push_row(&mut self.reading.card, row);
            }
        }
    }

    fn row(&mut self, noun: Noun, at: usize, head: &Head, country: Option<&str>) -> Option<Row> {
        let escaped = self.escaped(at);
        let own = self.own_labels.get(&head.group.to_lowercase()).filter(|_| !head.group.is_empty()).cloned();
        match read_row(noun, head, &escaped, own.as_deref(), country) {
            Ok(row) => row.map(|row| Row { value: self.value_within(at, row.value), ..row }),
            Err((code, reason)) => {
                self.tell(Some(at), &escaped, code, Severity::Warning, format!("{reason}; it stays in the card"));
                None
            }
        }
    }

    fn value_within(&mut self, at: usize, value: RowValue) -> RowValue {
        match value {
            RowValue::Address(mut address) => {
                for part in address_parts_mut(&mut address) {
                    *part = self.within(at, std::mem::take(part), LINE_CHARS);
                }
                address.value = address.one_line();
                RowValue::Address(address)
            }
            RowValue::Relation(text) => RowValue::Relation(self.within(at, text, LINE_CHARS)),
            short => short,
        }
    }

    /// The country that a national number of this card is from.
    fn country(&self) -> Option<String> {
        let written = self.reading.card.contact.addresses.iter().map(|address| address.country.as_str());
        let own = written.filter(|country| !country.is_empty()).find_map(country_code);
        own.map(str::to_owned).or_else(|| self.manner.country.map(str::to_owned))
    }
}

/// 1 to 100, least for what is preferred most.
pub(crate) fn preference(head: &Head) -> Option<u8> {
    let number = head.param("PREF").map(|value| value.trim().parse().unwrap_or(1).clamp(1, 100));
    number.or_else(|| head.types().any(|word| word.eq_ignore_ascii_case("pref")).then_some(1))
}
