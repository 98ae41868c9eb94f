//! Contacts of a made-up company: many countries and scripts, a tenth of them noisy duplicates of another row.
//!
//! Rows are streamed; memory does not grow with their number. A row depends on the seed and on the rows before it
//! only. Deliberately absent: invalid cells, which the importer's own tests have by hand.

mod company;
mod countries;
mod dice;
mod noise;
mod notes;
mod person;
mod phone;
mod tables;

use std::io::{self, Write};

use dice::Dice;
use person::{COLUMNS, Person};
use tables::Tables;

/// Grows when the same seed gives other bytes, so that kept files are not taken for today's.
pub const VERSION: u32 = 1;

/// How many rows in a hundred are duplicates.
const DUPLICATES: usize = 10;

/// How far back the original of a duplicate may stand.
const WINDOW: usize = 512;

/// Writes a header and `rows` contacts as CSV, UTF-8, with LF line ends.
///
/// # Errors
/// When `out` cannot be written.
pub fn contacts(rows: u64, seed: u64, out: impl Write) -> io::Result<()> {
    let tables = Tables::new();
    let mut dice = Dice::new(seed);
    let mut recent: Vec<Person> = Vec::with_capacity(WINDOW);
    let mut csv = csv::Writer::from_writer(out);
    csv.write_record(COLUMNS)?;
    for row in 0..rows {
        let person = if row > 0 && dice.percent(DUPLICATES) {
            let original = dice.pick(&recent).clone();
            noise::disturb(original, &mut dice)
        } else {
            let person = Person::random(row, seed, &tables, &mut dice);
            if recent.len() < WINDOW {
                recent.push(person.clone());
            } else {
                let at = dice.below(WINDOW);
                recent[at] = person.clone();
            }
            person
        };
        csv.write_record(person.cells(&mut dice))?;
    }
    csv.flush()
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use super::*;

    fn generated(rows: u64, seed: u64) -> Vec<BTreeMap<String, String>> {
        let mut bytes = Vec::new();
        contacts(rows, seed, &mut bytes).unwrap();
        csv::Reader::from_reader(bytes.as_slice()).deserialize().map(|row| row.unwrap()).collect()
    }

    #[test]
    fn same_seed_same_bytes_other_seed_other_bytes() {
        let bytes = |seed| {
            let mut bytes = Vec::new();
            contacts(200, seed, &mut bytes).unwrap();
            bytes
        };
        assert_eq!(bytes(1), bytes(1));
        assert_ne!(bytes(1), bytes(2));
    }

    #[test]
    fn a_longer_file_begins_like_a_shorter_one() {
        let (short, long) = (generated(100, 5), generated(300, 5));
        assert_eq!(short[..], long[..100]);
    }

    #[test]
    fn everybody_can_be_identified() {
        for row in generated(5_000, 3) {
            let identified =
                ["First Name", "Last Name", "Email", "Mobile Phone", "Company"].iter().any(|key| !row[*key].is_empty());
            assert!(identified, "{row:?}");
        }
    }

    #[test]
    fn mail_addresses_are_plain_and_shared_by_duplicates_only() {
        let rows = generated(20_000, 9);
        let all: Vec<&String> = rows.iter().map(|row| &row["Email"]).filter(|email| !email.is_empty()).collect();
        for email in &all {
            assert!(email.is_ascii() && email.split('@').count() == 2 && !email.contains(' '), "{email}");
        }
        let different: BTreeSet<&&String> = all.iter().collect();
        let repeated = all.len() - different.len();
        let share = repeated * 100 / all.len();
        assert!((2..=10).contains(&share), "{share} % of the addresses are repeated");
    }

    #[test]
    fn there_are_many_scripts_quoted_commas_and_line_breaks() {
        let rows = generated(5_000, 2);
        let has = |test: &dyn Fn(char) -> bool| rows.iter().any(|row| row["Last Name"].chars().any(test));
        assert!(has(&|char| ('\u{400}'..'\u{500}').contains(&char)), "Cyrillic");
        assert!(has(&|char| ('\u{370}'..'\u{400}').contains(&char)), "Greek");
        assert!(has(&|char| ('\u{5d0}'..'\u{5eb}').contains(&char)), "Hebrew");
        assert!(has(&|char| ('\u{620}'..'\u{64b}').contains(&char)), "Arabic");
        assert!(has(&|char| ('\u{4e00}'..'\u{a000}').contains(&char)), "Han");
        assert!(has(&|char| ('\u{ac00}'..'\u{d7a4}').contains(&char)), "Hangul");
        let far = rows.iter().filter(|row| row["Last Name"].chars().any(|char| char > '\u{370}')).count();
        assert!((150..=600).contains(&far), "{far} of 5,000 family names are in other scripts");
        assert!(rows.iter().any(|row| row["Notes"].contains('\n')));
        assert!(rows.iter().any(|row| row["Company"].contains(',')));
        assert!(rows.iter().map(|row| &row["Country"]).collect::<BTreeSet<_>>().len() > 25);
    }

    /// The reader of the product itself, with the person's own country for numbers without a country code.
    #[test]
    fn every_phone_number_is_valid_where_its_owner_lives() {
        let isos: BTreeMap<&str, &str> =
            countries::all().flat_map(|country| [country.name, country.iso].map(|key| (key, country.iso))).collect();
        let mut wrong = BTreeSet::new();
        let mut read = 0;
        for row in generated(20_000, 4) {
            let iso = isos[row["Country"].as_str()];
            for column in ["Work Phone", "Mobile Phone", "Home Phone"] {
                let text = &row[column];
                if text.is_empty() {
                    continue;
                }
                read += 1;
                let region = rlibphonenumber::Region::from_code(iso).ok();
                let valid = rlibphonenumber::PhoneNumber::parse(text, region).is_ok_and(|number| number.is_valid());
                if !valid {
                    wrong.insert(format!("{iso} {text}"));
                }
            }
        }
        assert!(read > 10_000);
        assert!(wrong.is_empty(), "{} of {read}: {:?}", wrong.len(), wrong.iter().take(40).collect::<Vec<_>>());
    }
}
