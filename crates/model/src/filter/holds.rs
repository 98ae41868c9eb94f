//! What a test means for one value.
//!
//! The store asks its indexes where it can; what it finds is what this says of each value.

use std::cmp::Ordering;

use jiff::civil::Date;

use super::day::{Point, anniversaries};
use super::{DayPart, Facet, Kind, Test, Vantage};
use crate::{Amount, PartialDate, category_key, digits, fold, fold_email, parse_phone};

/// A value as it is stored.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// A text; also a day, an E.164 number, a word of a choice.
    Text(&'a str),
    /// An instant in UTC milliseconds, or yes and no as 1 and 0.
    Whole(i64),
    /// A number.
    Number(f64),
    /// An amount and its currency.
    Amount(f64, &'a str),
}

impl Test {
    /// Whether a value meets it. A value that is not there, an empty text, meets nothing.
    #[must_use]
    pub fn holds(&self, facet: &Facet, cell: Cell<'_>, vantage: &Vantage) -> bool {
        match (facet.kind, cell) {
            (_, Cell::Text("")) => false,
            (Kind::Text | Kind::Choice(_), Cell::Text(text)) => self.holds_text(text, fold),
            (Kind::Name, Cell::Text(text)) => self.holds_text(text, category_key),
            (Kind::Amount, Cell::Text(text)) => Amount::read(text).is_some_and(|amount| self.holds_amount(&amount)),
            (Kind::Amount, Cell::Amount(value, currency)) => {
                Amount::of(value, currency).is_some_and(|amount| self.holds_amount(&amount))
            }
            // Accents in addresses are other mailboxes.
            (Kind::Email, Cell::Text(text)) => self.holds_text(text, fold_email),
            (Kind::Phone, Cell::Text(text)) => self.holds_phone(text, vantage),
            (Kind::Day { yearly }, Cell::Text(text)) => {
                text.parse().is_ok_and(|day| self.holds_day(day, yearly, vantage))
            }
            (Kind::Number, Cell::Text(text)) => match (facet.take, text.parse::<PartialDate>()) {
                (DayPart::Year, Ok(day)) => day.year().is_some_and(|year| self.holds_number(f64::from(year))),
                (DayPart::Month, Ok(day)) => self.holds_number(f64::from(day.month())),
                (DayPart::Day, Ok(day)) => self.holds_number(f64::from(day.day())),
                _ => text.parse().is_ok_and(|number| self.holds_number(number)),
            },
            (Kind::Instant, Cell::Whole(at)) => self.holds_instant(at, vantage),
            (Kind::Flag, Cell::Whole(flag)) => match self {
                Self::Is(values) => values.iter().any(|value| (value == "yes") == (flag != 0)),
                _ => *self == Self::Present,
            },
            (Kind::Number, Cell::Whole(number)) => self.holds_number(number as f64),
            (Kind::Number, Cell::Number(number)) => self.holds_number(number),
            _ => false,
        }
    }

    /// Of text, compared in its folded form.
    fn holds_text(&self, text: &str, fold: fn(&str) -> String) -> bool {
        let folded = fold(text);
        match self {
            Self::Present => !folded.is_empty(),
            Self::Is(values) => values.iter().any(|value| fold(value) == folded),
            Self::Has(words) => contains_word(&folded, &fold(words)),
            Self::Phrase(words) => contains_phrase(&folded, &fold(words)),
            Self::Begins(text) => folded.starts_with(&fold(text)),
            Self::Contains(text) => folded.contains(&fold(text)),
            Self::Ends(text) => folded.ends_with(&fold(text)),
            _ => false,
        }
    }

    fn holds_phone(&self, matched: &str, vantage: &Vantage) -> bool {
        let number = digits(matched);
        let typed = |text: &str| digits(text);
        match self {
            Self::Present => true,
            Self::Is(values) => values
                .iter()
                .any(|value| phone_forms(value, vantage.region.as_deref()).iter().any(|form| form == matched)),
            Self::Begins(text) if text.trim_start().starts_with('+') => {
                matched.starts_with('+') && number.starts_with(&typed(text))
            }
            Self::Begins(text) => number.starts_with(&typed(text)),
            // The zero of a national number is not in its international form.
            Self::Has(text) | Self::Phrase(text) | Self::Contains(text) => {
                let typed = typed(text);
                number.contains(typed.trim_start_matches('0')) && !typed.is_empty()
            }
            Self::Ends(text) => number.ends_with(&typed(text)),
            _ => false,
        }
    }

    fn holds_day(&self, day: PartialDate, yearly: bool, vantage: &Vantage) -> bool {
        let full = day.year().and_then(|year| Date::new(year, day.month(), day.day()).ok());
        match self {
            Self::Present => true,
            Self::Is(values) => values.iter().any(|value| match Point::read(value) {
                Some(Point::Yearly(month, other)) => (month, other) == (day.month(), day.day()),
                // Today is somebody's birthday, whatever the year.
                Some(named @ Point::Named(_)) if yearly => {
                    named.days(vantage).is_some_and(|(first, last)| falls(day, first, last))
                }
                Some(point) => {
                    full.zip(point.days(vantage)).is_some_and(|(day, (first, last))| first <= day && day <= last)
                }
                None => false,
            }),
            Self::Last(span) | Self::Next(span) => {
                let (first, last) = span.around(vantage, matches!(self, Self::Last(_)));
                if yearly { falls(day, first, last) } else { full.is_some_and(|day| first <= day && day <= last) }
            }
            other => full.zip(other.days(vantage)).is_some_and(|(day, (first, last))| {
                first.is_none_or(|first| first <= day) && last.is_none_or(|last| day <= last)
            }),
        }
    }

    fn holds_instant(&self, at: i64, vantage: &Vantage) -> bool {
        match self {
            Self::Present => true,
            Self::Is(values) if values.len() > 1 => {
                values.iter().any(|value| Self::Is(vec![value.clone()]).holds_instant(at, vantage))
            }
            other => other.instants(vantage).is_some_and(|(from, to)| (from..to).contains(&at)),
        }
    }

    fn holds_number(&self, number: f64) -> bool {
        let read = |text: &str| text.parse::<f64>().unwrap_or(f64::NAN);
        match self {
            Self::Present => true,
            Self::Is(values) => values.iter().any(|value| read(value) == number),
            Self::Less(value) => number < read(value),
            Self::AtMost(value) => number <= read(value),
            Self::More(value) => number > read(value),
            Self::AtLeast(value) => number >= read(value),
            Self::Between(low, high) => read(low) <= number && number <= read(high),
            _ => false,
        }
    }

    fn holds_amount(&self, held: &Amount) -> bool {
        let compared = |asked: &str| held.compared(&Amount::read(asked)?);
        let is = |asked: &str, wanted: fn(Ordering) -> bool| compared(asked).is_some_and(wanted);
        match self {
            Self::Present => true,
            Self::Is(values) => values.iter().any(|value| is(value, Ordering::is_eq)),
            Self::Less(value) => is(value, Ordering::is_lt),
            Self::AtMost(value) => is(value, Ordering::is_le),
            Self::More(value) => is(value, Ordering::is_gt),
            Self::AtLeast(value) => is(value, Ordering::is_ge),
            Self::Between(low, high) => is(low, Ordering::is_ge) && is(high, Ordering::is_le),
            _ => false,
        }
    }

    /// The first and the last day of a comparison, where it has one.
    #[must_use]
    pub fn days(&self, vantage: &Vantage) -> Option<(Option<Date>, Option<Date>)> {
        let point = |text: &str| Point::read(text).and_then(|point| point.days(vantage));
        Some(match self {
            Self::Less(value) => (None, Some(point(value)?.0.yesterday().ok()?)),
            Self::AtMost(value) => (None, Some(point(value)?.1)),
            Self::More(value) => (Some(point(value)?.1.tomorrow().ok()?), None),
            Self::AtLeast(value) => (Some(point(value)?.0), None),
            Self::Between(low, high) => (Some(point(low)?.0), Some(point(high)?.1)),
            Self::Last(span) => {
                let (first, last) = span.around(vantage, true);
                (Some(first), Some(last))
            }
            Self::Next(span) => {
                let (first, last) = span.around(vantage, false);
                (Some(first), Some(last))
            }
            Self::Is(values) => match &values[..] {
                [value] => {
                    let (first, last) = point(value)?;
                    (Some(first), Some(last))
                }
                _ => return None,
            },
            _ => return None,
        })
    }

    /// The instants of a comparison: from the first (included) to the last (excluded), UTC milliseconds.
    #[must_use]
    pub fn instants(&self, vantage: &Vantage) -> Option<(i64, i64)> {
        let (first, last) = self.days(vantage)?;
        let from = first.map_or(i64::MIN, |day| vantage.midnight(Some(day)));
        let to = last.map_or(i64::MAX, |day| vantage.midnight(day.tomorrow().ok()));
        Some((from, to))
    }

    /// The stretches of `MM-DD` in which a yearly day falls; none when the test is about no such thing.
    #[must_use]
    pub fn anniversaries(&self, vantage: &Vantage) -> Option<Vec<(String, String)>> {
        let named = |value: &str| Point::read(value).filter(|point| matches!(point, Point::Named(_)));
        let (first, last) = match self {
            Self::Last(span) => span.around(vantage, true),
            Self::Next(span) => span.around(vantage, false),
            Self::Is(values) => match &values[..] {
                [value] => named(value)?.days(vantage)?,
                _ => return None,
            },
            _ => return None,
        };
        Some(anniversaries(first, last))
    }
}

/// Whether a day comes again between two others.
fn falls(day: PartialDate, first: Date, last: Date) -> bool {
    let day = format!("{:02}-{:02}", day.month(), day.day());
    anniversaries(first, last).iter().any(|(from, to)| *from <= day && day <= *to)
}

/// The forms in which a number may be stored that somebody typed: E.164, and bare digits.
#[must_use]
pub fn phone_forms(text: &str, region: Option<&str>) -> Vec<String> {
    let mut forms = vec![digits(text)];
    if let Ok(number) = parse_phone(text, region)
        && !number.e164.is_empty()
    {
        forms.push(number.e164);
    }
    forms
}

/// Whether each of some folded words begins a word of a folded text. In scripts without spaces it may stand anywhere.
fn contains_word(folded: &str, words: &str) -> bool {
    let mut wanted = pieces(words).peekable();
    if wanted.peek().is_none() {
        return !words.is_empty() && folded.contains(words);
    }
    wanted.all(|word| {
        pieces(folded).any(|other| other.starts_with(word))
            || (word.chars().any(|c| c >= '\u{e00}') && folded.contains(word))
    })
}

/// Whether folded words follow each other in a folded text.
fn contains_phrase(folded: &str, words: &str) -> bool {
    let wanted: Vec<&str> = pieces(words).collect();
    if wanted.is_empty() {
        return !words.is_empty() && folded.contains(words);
    }
    let there: Vec<&str> = pieces(folded).collect();
    there.windows(wanted.len()).any(|window| window == wanted)
        || (wanted.len() == 1 && words.chars().any(|c| c >= '\u{e00}') && folded.contains(words))
}

/// The words of a folded text.
fn pieces(folded: &str) -> impl Iterator<Item = &str> {
    folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
