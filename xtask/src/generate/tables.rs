//! The countries' lists, split once.

use super::countries::{self, Country};
use super::dice::Dice;

/// A name as it is written, and in Latin letters.
pub(crate) type Name = (&'static str, &'static str);

/// A city, its region and the pattern of its postcodes.
pub(crate) type Place = (&'static str, &'static str, &'static str);

/// One country, ready to draw from.
#[derive(Debug)]
pub(crate) struct Tables {
    all: Vec<Table>,
    /// Sum of all weights.
    total: usize,
}

/// A country's lists.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) country: &'static Country,
    pub(crate) women: Vec<Name>,
    pub(crate) men: Vec<Name>,
    pub(crate) families: Vec<Name>,
    pub(crate) places: Vec<Place>,
    pub(crate) streets: Vec<&'static str>,
    pub(crate) legal: Vec<&'static str>,
    pub(crate) mail: Vec<&'static str>,
    pub(crate) titles: [Vec<&'static str>; 2],
}

impl Tables {
    pub(crate) fn new() -> Self {
        let all: Vec<Table> = countries::all().map(Table::new).collect();
        let total = all.iter().map(|table| table.country.share).sum();
        Self { all, total }
    }

    /// A country by weight, with its place in the list.
    pub(crate) fn draw(&self, dice: &mut Dice) -> (usize, &Table) {
        let mut left = dice.below(self.total);
        for (at, table) in self.all.iter().enumerate() {
            if left < table.country.share {
                return (at, table);
            }
            left -= table.country.share;
        }
        (0, &self.all[0])
    }
}

impl Table {
    fn new(country: &'static Country) -> Self {
        Self {
            women: names(country.women),
            men: names(country.men),
            families: names(country.families),
            places: country.places.split(';').map(place).collect(),
            streets: list(country.streets),
            legal: list(country.legal),
            mail: list(country.mail),
            titles: [list(country.titles.0), list(country.titles.1)],
            country,
        }
    }
}

fn list(text: &'static str) -> Vec<&'static str> {
    text.split(',').collect()
}

fn names(text: &'static str) -> Vec<Name> {
    text.split(',').map(|name| name.split_once('|').unwrap_or((name, name))).collect()
}

fn place(text: &'static str) -> Place {
    let mut parts = text.splitn(3, '/');
    let mut next = || parts.next().unwrap_or_default();
    (next(), next(), next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_every_country_splits_into_whole_entries() {
        for table in Tables::new().all {
            let name = table.country.name;
            for (native, latin) in table.women.iter().chain(&table.men).chain(&table.families) {
                assert!(!native.trim().is_empty() && native.trim() == *native, "{name}: {native:?}");
                assert!(latin.chars().all(|char| char < '\u{370}'), "{name}: {latin:?} is not Latin");
            }
            assert!(table.places.iter().all(|(city, region, _)| !city.is_empty() && !region.is_empty()), "{name}");
            assert!(table.streets.iter().all(|street| street.contains("{n}")), "{name}");
        }
    }
}
