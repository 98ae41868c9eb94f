//! Amounts of money as people write them in a line of text: `€ 12.5m`, `3 Mio. EUR`, `1,250,000 USD`, `TEUR 800`.
//!
//! What was written stays what it is; this reads an amount off it, so that it can be compared. What cannot be read for
//! certain, such as a range, is no amount. Deliberately absent: rates between currencies.

use crate::custom::{currency, number};
use crate::fold;

/// An amount, with its currency where one was named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// A million times the amount.
    scaled: i64,
    /// ISO 4217 code; empty when none was named. A `$` alone names none: many currencies have it.
    pub currency: String,
}

/// Words that multiply, as they are folded.
const MAGNITUDES: [(&[&str], i64); 3] = [
    (&["k", "tsd", "thousand", "tausend", "mille"], 1_000),
    (&["m", "mn", "mm", "mio", "mln", "million", "millions", "millionen"], 1_000_000),
    (&["b", "bn", "mrd", "mld", "billion", "billions", "milliarde", "milliarden", "milliard"], 1_000_000_000),
];
/// Words that say nothing about the amount.
const FILLING: [&str; 5] = ["about", "approx", "ca", "circa", "around"];

impl Amount {
    /// Reads an amount; none when the text is none.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let mut found = Found::default();
        let mut digits = String::with_capacity(text.len());
        let mut word = String::new();
        for c in text.chars() {
            if c.is_alphabetic() {
                word.push(c);
                continue;
            }
            let ended = std::mem::take(&mut word);
            let dollar = c == '$' && fold(&ended) == "us";
            if dollar {
                found.name("USD")?;
            } else if !ended.is_empty() {
                found.word(&ended)?;
            }
            match currency::sign(c) {
                Some(code) => found.name(code)?,
                // The point of an abbreviation is none of the number.
                None if c == '.' && !ended.is_empty() => {}
                None if matches!(c, '$' | '~' | '≈') => {}
                None => digits.push(c),
            }
        }
        if !word.is_empty() {
            found.word(&word)?;
        }
        let scaled = number::parse(&digits).ok()?.checked_mul(found.times.unwrap_or(1))?;
        Some(Self { scaled, currency: found.currency })
    }

    /// An amount that is kept in two parts.
    #[must_use]
    pub fn of(value: f64, currency: &str) -> Option<Self> {
        let scaled = (value * number::SCALE as f64).round();
        // Every integer up to there is exact.
        (scaled.abs() < 9e18).then(|| Self { scaled: scaled as i64, currency: currency.to_owned() })
    }

    /// How it compares with what is asked for; not at all with another currency.
    #[must_use]
    pub fn compared(&self, asked: &Self) -> Option<std::cmp::Ordering> {
        (asked.currency.is_empty() || asked.currency == self.currency).then(|| self.scaled.cmp(&asked.scaled))
    }
}

impl std::fmt::Display for Amount {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&number::print(self.scaled))?;
        match &*self.currency {
            "" => Ok(()),
            code => write!(f, " {code}"),
        }
    }
}

#[derive(Default)]
struct Found {
    currency: String,
    times: Option<i64>,
}

impl Found {
    /// Takes in a currency; none when another one was named.
    fn name(&mut self, code: &str) -> Option<()> {
        if !self.currency.is_empty() && self.currency != code {
            return None;
        }
        code.clone_into(&mut self.currency);
        Some(())
    }

    fn multiply(&mut self, times: i64) -> Option<()> {
        self.times.replace(times).is_none().then_some(())
    }

    /// Takes in a word; none for one that is not known.
    fn word(&mut self, word: &str) -> Option<()> {
        let folded = fold(word);
        if FILLING.contains(&&*folded) {
            return Some(());
        }
        if let Some(times) = magnitude(&folded) {
            return self.multiply(times);
        }
        if let Some(code) = currency::currency(word) {
            return self.name(&code);
        }
        // TEUR, MUSD: how many, and of what, in one word.
        let (times, code) = folded.split_at_checked(folded.len().checked_sub(3)?)?;
        let times = if times == "t" { 1_000 } else { magnitude(times)? };
        self.name(&currency::currency(code)?)?;
        self.multiply(times)
    }
}

fn magnitude(folded: &str) -> Option<i64> {
    MAGNITUDES.iter().find(|(words, _)| words.contains(&folded)).map(|(_, times)| *times)
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use proptest::prelude::*;

    use super::Amount;

    #[test]
    fn an_amount_is_read_off_what_people_write() {
        for (typed, read) in [
            ("12000", "12000"),
            ("€ 12.5m", "12500000 EUR"),
            ("3 Mio. EUR", "3000000 EUR"),
            ("1,250,000 USD", "1250000 USD"),
            ("US$ 4.2 bn", "4200000000 USD"),
            ("$4bn", "4000000000"),
            ("TEUR 800", "800000 EUR"),
            ("about 2,5 Mrd. €", "2500000000 EUR"),
            ("~ CHF 700k", "700000 CHF"),
            ("-3 EUR", "-3 EUR"),
        ] {
            assert_eq!(Amount::read(typed).map(|amount| amount.to_string()).as_deref(), Some(read), "{typed}");
        }
        for typed in ["", "a lot", "10-20m EUR", "3m bananas", "3 EUR USD", "3 m k", "EUR", "9000000000 bn", "m"] {
            assert_eq!(Amount::read(typed), None, "{typed}");
        }
    }

    #[test]
    fn amounts_of_other_currencies_are_neither_more_nor_less() {
        let compared = |held: &str, asked: &str| Amount::read(held).unwrap().compared(&Amount::read(asked).unwrap());
        assert_eq!(compared("3m EUR", "2m EUR"), Some(Ordering::Greater));
        assert_eq!(compared("3m EUR", "3000k"), Some(Ordering::Equal), "any currency");
        assert_eq!(compared("3m EUR", "2m USD"), None);
        assert_eq!(compared("3m", "2m USD"), None, "which one is not known");
        assert_eq!(Amount::of(12.5, "EUR"), Amount::read("12.5 EUR"));
        assert_eq!(Amount::of(f64::INFINITY, "EUR"), None);
    }

    proptest! {
        #[test]
        fn what_is_printed_is_read_as_the_same(typed in "[-0-9., €$a-zA-Z]{0,20}|\\PC{0,12}") {
            if let Some(amount) = Amount::read(&typed) {
                prop_assert_eq!(Amount::read(&amount.to_string()), Some(amount), "{}", typed);
            }
        }
    }
}
