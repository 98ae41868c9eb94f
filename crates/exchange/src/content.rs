//! What the cells of a column look like.
//!
//! Looks say what a column holds only where its header does not, and only when nearly all of its cells agree.
//! Deliberately absent: reading the values for good (`cell`).

use satchel_model::{country_code, fold, parse_email};

use crate::cell::{clean, date, link};
use crate::{DateOrder, Record};

/// What one cell looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Seen {
    Email,
    Link,
    Date,
    Phone,
    Number,
    Text,
}

/// What a cell looks like; `None` when it is empty.
pub(crate) fn look(cell: &str) -> Option<Seen> {
    if cell.len() > 2_000 {
        return Some(Seen::Text);
    }
    let cleaned = clean(cell);
    let text = cleaned.text.as_ref();
    if text.is_empty() {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    Some(if text.contains('@') && text.split([',', ';', ' ']).any(|piece| parse_email(piece).is_ok()) {
        Seen::Email
    } else if !text.contains(' ')
        && (text.contains("://") || text.contains("www.") || text.contains(".com/"))
        && link::is_link(text)
    {
        Seen::Link
    } else if digits > 0 && digits == text.len() {
        if text.starts_with('0') && digits >= 9 { Seen::Phone } else { Seen::Number }
    } else if digits >= 4 && matches!(date::parse_date(text, DateOrder::Auto), Ok(Some(_))) {
        Seen::Date
    } else if digits >= 7
        && text.len() <= 40
        && text.chars().all(|c| c.is_ascii_digit() || " +()-./x\u{a0}".contains(c))
    {
        Seen::Phone
    } else if digits > 0 && text.chars().all(|c| c.is_ascii_digit() || " .,-+%€$£".contains(c)) {
        Seen::Number
    } else {
        Seen::Text
    })
}

/// What a column looks like.
#[derive(Clone, Debug, Default)]
pub(crate) struct Column {
    filled: usize,
    emails: usize,
    links: usize,
    linkedin: usize,
    dates: usize,
    phones: usize,
    texts: usize,
    /// Texts of one word, of several, with the name of a legal form, naming a country.
    words: usize,
    phrases: usize,
    firms: usize,
    countries: usize,
    distinct: usize,
}

impl Column {
    /// Looks at one column of the sample.
    pub(crate) fn of(rows: &[Record], at: usize) -> Self {
        let mut column = Self::default();
        let mut seen_before = std::collections::HashSet::new();
        for cell in rows.iter().take(200).map(|row| row.cell(at)) {
            let Some(seen) = look(cell) else { continue };
            let cell = cell.trim();
            column.filled += 1;
            column.distinct += usize::from(seen_before.insert(cell));
            match seen {
                Seen::Email => column.emails += 1,
                Seen::Link => {
                    column.links += 1;
                    column.linkedin += usize::from(link::label_of(cell) == "linkedin");
                }
                Seen::Date => column.dates += 1,
                Seen::Phone => column.phones += 1,
                Seen::Number => {}
                Seen::Text => {
                    column.texts += 1;
                    let words = cell.split_whitespace().count();
                    let short = cell.chars().count() <= 60 && !cell.chars().any(|c| c.is_ascii_digit());
                    column.words += usize::from(short && words <= 2);
                    column.phrases += usize::from(short && (2..=5).contains(&words));
                    column.firms += usize::from(names_firm(cell));
                    column.countries += usize::from(cell.len() > 1 && country_code(cell).is_some());
                }
            }
        }
        column
    }

    fn most(&self, count: usize) -> bool {
        count > 0 && count * 10 >= self.filled * 9
    }

    /// Whether its values differ from row to row, as those of people do and those of owners do not.
    fn differs(&self) -> bool {
        self.filled < 5 || self.distinct * 5 >= self.filled * 4
    }

    /// The target where the cells alone are telling.
    pub(crate) fn target(&self) -> Option<&'static str> {
        if !self.differs() && !self.most(self.countries) {
            None
        } else if self.most(self.emails) {
            Some("emails")
        } else if self.most(self.links) {
            Some(if self.most(self.linkedin) { "links:linkedin" } else { "links" })
        } else if self.most(self.phones) {
            Some("phones")
        } else if self.most(self.countries) {
            Some("addresses/country")
        } else {
            None
        }
    }

    pub(crate) fn is_date(&self) -> bool {
        self.most(self.dates)
    }

    pub(crate) fn is_firm(&self) -> bool {
        self.firms * 3 > self.filled
    }

    /// Words that can be one part of a name.
    pub(crate) fn is_words(&self) -> bool {
        self.most(self.words) && !self.most(self.countries)
    }

    /// Most cells have several words, as whole names do.
    pub(crate) fn is_phrases(&self) -> bool {
        self.most(self.texts) && self.phrases * 10 >= self.filled * 7
    }
}

fn names_firm(cell: &str) -> bool {
    const FORMS: &[&str] = &[
        "gmbh",
        "ag",
        "kg",
        "ug",
        "ohg",
        "ltd",
        "limited",
        "inc",
        "incorporated",
        "llc",
        "llp",
        "plc",
        "corp",
        "corporation",
        "company",
        "co",
        "sa",
        "sarl",
        "sas",
        "sl",
        "srl",
        "spa",
        "bv",
        "nv",
        "ab",
        "as",
        "oy",
        "lda",
        "group",
        "holding",
        "bank",
        "university",
    ];
    let folded = fold(cell);
    let last = folded.rsplit(' ').next().unwrap_or_default();
    let last: String = last.chars().filter(|c| c.is_alphanumeric()).collect();
    folded.contains(' ') && FORMS.contains(&last.as_str())
}

#[cfg(test)]
mod tests {
    use super::{Seen, look};

    #[test]
    fn tells_values_apart() {
        for (cell, seen) in [
            ("ada@example.com", Some(Seen::Email)),
            ("https://example.com", Some(Seen::Link)),
            ("1980-05-01", Some(Seen::Date)),
            ("12 Jan 1980", Some(Seen::Date)),
            ("+44 20 7946 0958", Some(Seen::Phone)),
            ("(212) 555-0134", Some(Seen::Phone)),
            ("02079460958", Some(Seen::Phone)),
            ("12345678901", Some(Seen::Number)),
            ("1,234.50", Some(Seen::Number)),
            ("Ada Lovelace", Some(Seen::Text)),
            ("  ", None),
        ] {
            assert_eq!(look(cell), seen, "{cell}");
        }
    }
}
