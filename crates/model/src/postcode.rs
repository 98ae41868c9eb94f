//! Postal codes by country: what they look like, and how they are written.
//!
//! Countries that are not listed take anything. A code that does not fit is worth a word and never refused: lists age,
//! and mail arrives all the same.

use serde_json::{Map, Value};

use crate::{Address, EditAction, Patch, country_code};

/// The patterns of a country: `N` is a digit, `A` a letter, anything else itself. The first that fits is how it is
/// written.
const PATTERNS: &[(&str, &[&str])] = &[
    ("AR", &["ANNNNAAA", "NNNN"]),
    ("AT", &["NNNN"]),
    ("AU", &["NNNN"]),
    ("BE", &["NNNN"]),
    ("BG", &["NNNN"]),
    ("BR", &["NNNNN-NNN"]),
    ("CA", &["ANA NAN"]),
    ("CH", &["NNNN"]),
    ("CL", &["NNNNNNN"]),
    ("CN", &["NNNNNN"]),
    ("CO", &["NNNNNN"]),
    ("CY", &["NNNN"]),
    ("CZ", &["NNN NN"]),
    ("DE", &["NNNNN"]),
    ("DK", &["NNNN"]),
    ("EE", &["NNNNN"]),
    ("ES", &["NNNNN"]),
    ("FI", &["NNNNN"]),
    ("FR", &["NNNNN"]),
    ("GB", &["AN NAA", "ANN NAA", "AAN NAA", "AANN NAA", "ANA NAA", "AANA NAA"]),
    ("GR", &["NNN NN"]),
    ("HR", &["NNNNN"]),
    ("HU", &["NNNN"]),
    ("ID", &["NNNNN"]),
    ("IE", &["ANN XXXX", "ANA XXXX"]),
    ("IL", &["NNNNNNN", "NNNNN"]),
    ("IN", &["NNN NNN", "NNNNNN"]),
    ("IS", &["NNN"]),
    ("IT", &["NNNNN"]),
    ("JP", &["NNN-NNNN"]),
    ("KR", &["NNNNN"]),
    ("LT", &["LT-NNNNN", "NNNNN"]),
    ("LU", &["NNNN", "L-NNNN"]),
    ("LV", &["LV-NNNN", "NNNN"]),
    ("MA", &["NNNNN"]),
    ("MT", &["AAA NNNN"]),
    ("MX", &["NNNNN"]),
    ("MY", &["NNNNN"]),
    ("NL", &["NNNN AA"]),
    ("NO", &["NNNN"]),
    ("NZ", &["NNNN"]),
    ("PH", &["NNNN"]),
    ("PL", &["NN-NNN"]),
    ("PT", &["NNNN-NNN", "NNNN"]),
    ("RO", &["NNNNNN"]),
    ("RS", &["NNNNN"]),
    ("RU", &["NNNNNN"]),
    ("SA", &["NNNNN", "NNNNN-NNNN"]),
    ("SE", &["NNN NN"]),
    ("SG", &["NNNNNN"]),
    ("SI", &["NNNN"]),
    ("SK", &["NNN NN"]),
    ("TH", &["NNNNN"]),
    ("TR", &["NNNNN"]),
    ("TW", &["NNN", "NNNNN", "NNNNNN"]),
    ("UA", &["NNNNN"]),
    ("US", &["NNNNN", "NNNNN-NNNN"]),
    ("VN", &["NNNNNN", "NNNNN"]),
    ("ZA", &["NNNN"]),
];

/// A postal code held against its country.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Postcode {
    /// It fits, and is written like this.
    Fits(String),
    /// Codes there look otherwise; an example of how.
    Unusual(String),
    /// Nothing is known about the country's codes.
    Unknown,
}

/// Holds a postal code against the country of an ISO 3166 alpha-2 code.
#[must_use]
pub fn postcode(text: &str, country: &str) -> Postcode {
    let Some((_, patterns)) = PATTERNS.iter().find(|(code, _)| code.eq_ignore_ascii_case(country)) else {
        return Postcode::Unknown;
    };
    // A country's own letters in front (D-10115) are how it was written before there were codes for countries.
    let bare: String = text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let front =
        bare.strip_prefix(&country.to_uppercase()).or_else(|| bare.strip_prefix(&country.get(..1)?.to_uppercase()));
    let written = |code: &str| patterns.iter().find_map(|pattern| fit(pattern, code));
    match written(&bare).or_else(|| written(front?)) {
        Some(code) => Postcode::Fits(code),
        None => Postcode::Unusual(patterns.first().map(|pattern| example(pattern)).unwrap_or_default()),
    }
}

/// Writes the postal codes of addresses in a patch as their countries do: what somebody types is kept as they are told
/// while they type. `region` is the country of an address that names none; codes that do not fit stay as they are.
pub fn write_postcodes(patch: &mut Patch, known: &[Address], region: Option<&str>) {
    for edit in patch {
        let (key, id) = edit.path.split_once('/').map_or((&*edit.path, None), |(key, id)| (key, Some(id)));
        if !["address", "addresses"].contains(&key) {
            continue;
        }
        let row = known.iter().find(|row| Some(&*row.id.to_string()) == id);
        let country = row.map_or("", |row| &row.country);
        match &mut edit.action {
            EditAction::Set(Value::Object(parts)) | EditAction::Add(Value::Object(parts)) => {
                write_postcode(parts, country, region);
            }
            EditAction::Set(Value::Array(rows)) => {
                for parts in rows.iter_mut().filter_map(Value::as_object_mut) {
                    write_postcode(parts, country, region);
                }
            }
            _ => {}
        }
    }
}

fn write_postcode(parts: &mut Map<String, Value>, known: &str, region: Option<&str>) {
    let Some(Value::String(typed)) = parts.get("postcode") else { return };
    let country = parts.get("country").and_then(Value::as_str).map(str::trim).unwrap_or(known);
    let country = match country {
        "" => region.unwrap_or_default(),
        named => country_code(named).unwrap_or(named),
    };
    if let Postcode::Fits(code) = postcode(typed, country) {
        parts.insert("postcode".to_owned(), code.into());
    }
}

/// The code in the pattern's writing, when it has its letters and digits.
fn fit(pattern: &str, code: &str) -> Option<String> {
    let mut given = code.chars();
    let mut written = String::with_capacity(pattern.len());
    for place in pattern.chars() {
        match place {
            ' ' | '-' => written.push(place),
            _ => {
                let next = given.next()?;
                let fits = match place {
                    'N' => next.is_ascii_digit(),
                    'A' => next.is_ascii_uppercase(),
                    'X' => next.is_ascii_alphanumeric(),
                    own => next == own,
                };
                written.push(fits.then_some(next)?);
            }
        }
    }
    given.next().is_none().then_some(written)
}

fn example(pattern: &str) -> String {
    let mut digits = ('1'..='9').cycle();
    let mut letters = ('A'..='Z').cycle();
    let place = |place| match place {
        'N' | 'X' => digits.next().unwrap_or('1'),
        'A' => letters.next().unwrap_or('A'),
        other => other,
    };
    pattern.chars().map(place).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{Postcode, postcode, write_postcodes};
    use crate::{Address, Edit, EditAction, Id};

    #[test]
    fn codes_are_written_as_their_country_writes_them() {
        for (typed, country, written) in [
            ("sw1a1aa", "GB", "SW1A 1AA"),
            ("M1 1AE", "gb", "M1 1AE"),
            ("10115", "DE", "10115"),
            ("D-10115", "DE", "10115"),
            ("1012ab", "NL", "1012 AB"),
            ("k1a0b1", "CA", "K1A 0B1"),
            ("94105-1234", "US", "94105-1234"),
            ("00950", "PL", "00-950"),
            ("LV1010", "LV", "LV-1010"),
            ("L-1234", "LU", "L-1234"),
        ] {
            assert_eq!(postcode(typed, country), Postcode::Fits(written.into()), "{typed} {country}");
        }
    }

    #[test]
    fn what_looks_otherwise_is_told_with_an_example() {
        for (typed, country, like) in
            [("1011", "DE", "12345"), ("10115", "GB", "A1 2BC"), ("ABCDE", "US", "12345"), ("", "CH", "1234")]
        {
            assert_eq!(postcode(typed, country), Postcode::Unusual(like.into()), "{typed} {country}");
        }
        assert_eq!(postcode("anything", "ZZ"), Postcode::Unknown);
        assert_eq!(postcode("日本", ""), Postcode::Unknown);
    }

    #[test]
    fn codes_of_a_patch_are_written_as_their_countries_do() {
        let row = Address {
            id: Id::from_parts(1, &[1; 10]),
            value: String::new(),
            street: String::new(),
            locality: String::new(),
            region: String::new(),
            postcode: String::new(),
            country: "United Kingdom".into(),
            label: String::new(),
            primary: true,
        };
        let of_row = format!("addresses/{}", row.id);
        for (path, parts, region, written) in [
            ("addresses", json!({"postcode": "sw1a1aa", "country": "UK"}), None, "SW1A 1AA"),
            ("addresses", json!({"postcode": "d-10115"}), Some("DE"), "10115"),
            ("addresses", json!({"postcode": "sw1a1aa"}), None, "sw1a1aa"),
            (&of_row, json!({"postcode": "sw1a1aa"}), Some("DE"), "SW1A 1AA"),
            ("addresses", json!({"postcode": "odd", "country": "UK"}), None, "odd"),
            ("emails", json!({"postcode": "sw1a1aa", "country": "UK"}), None, "sw1a1aa"),
        ] {
            let action = EditAction::Add(parts);
            let mut patch = vec![Edit { path: path.into(), action }];
            write_postcodes(&mut patch, std::slice::from_ref(&row), region);
            let EditAction::Add(parts) = &patch[0].action else { panic!() };
            assert_eq!(parts["postcode"], written, "{path}");
        }
    }
}
