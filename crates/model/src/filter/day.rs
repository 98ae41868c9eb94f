//! Days in filters: single ones, months, years, and those that are counted from today.

use std::fmt;
use std::str::FromStr;

use jiff::ToSpan as _;
use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Vantage;
use crate::PartialDate;

/// What a span of time is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum SpanUnit {
    /// Days.
    Day,
    /// Weeks.
    Week,
    /// Months.
    Month,
    /// Years.
    Year,
}

/// So many days, weeks, months or years: `7d`, `2w`, `3m`, `1y`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
pub struct Span {
    /// How many.
    pub count: u16,
    /// Of what.
    pub unit: SpanUnit,
}

impl Span {
    /// The day that is so much after another, or before it.
    fn from(self, day: Date, back: bool) -> Option<Date> {
        let count = if back { -i64::from(self.count) } else { i64::from(self.count) };
        let span = match self.unit {
            SpanUnit::Day => count.days(),
            SpanUnit::Week => count.weeks(),
            SpanUnit::Month => count.months(),
            SpanUnit::Year => count.years(),
        };
        day.checked_add(span).ok()
    }

    /// The first and the last day of the time up to today, or from today on.
    pub(crate) fn around(self, vantage: &Vantage, back: bool) -> (Date, Date) {
        let today = vantage.today();
        let edge = self.from(today, back);
        if back { (edge.unwrap_or(Date::MIN), today) } else { (today, edge.unwrap_or(Date::MAX)) }
    }
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let letter = match self.unit {
            SpanUnit::Day => 'd',
            SpanUnit::Week => 'w',
            SpanUnit::Month => 'm',
            SpanUnit::Year => 'y',
        };
        write!(f, "{}{letter}", self.count)
    }
}

impl FromStr for Span {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let digits = text.find(|c: char| !c.is_ascii_digit()).ok_or(())?;
        let (count, unit) = text.split_at(digits);
        let unit = match unit {
            "d" | "day" | "days" => SpanUnit::Day,
            "w" | "week" | "weeks" => SpanUnit::Week,
            "m" | "month" | "months" => SpanUnit::Month,
            "y" | "year" | "years" => SpanUnit::Year,
            _ => return Err(()),
        };
        Ok(Self { count: count.parse().map_err(|_| ())?, unit })
    }
}

/// A day, or a stretch of days that has a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Point {
    /// 2026.
    Year(i16),
    /// 2026-01.
    Month(i16, i8),
    /// 2026-01-31.
    Day(Date),
    /// --05-01: in any year.
    Yearly(i8, i8),
    /// So many days from today.
    Named(i8),
    /// That long ago, or from today on.
    Relative(Span, bool),
}

const NAMED: [(&str, i8); 3] = [("yesterday", -1), ("today", 0), ("tomorrow", 1)];

impl Point {
    pub(crate) fn read(text: &str) -> Option<Self> {
        if let Some((_, days)) = NAMED.into_iter().find(|(name, _)| *name == text) {
            return Some(Self::Named(days));
        }
        if text.starts_with("--") {
            let day: PartialDate = text.parse().ok()?;
            return Some(Self::Yearly(day.month(), day.day()));
        }
        if let Some(span) = text.strip_prefix('+') {
            return Some(Self::Relative(span.parse().ok()?, false));
        }
        if let Some(span) = text.strip_prefix(['-', '−']) {
            return Some(Self::Relative(span.parse().ok()?, true));
        }
        let parts: Vec<&str> = text.split('-').collect();
        let year: i16 = parts.first().filter(|year| year.len() == 4)?.parse().ok().filter(|year| *year > 0)?;
        let small = |text: &str| text.parse::<i8>().ok().filter(|_| text.bytes().all(|byte| byte.is_ascii_digit()));
        match parts[1..] {
            [] => Some(Self::Year(year)),
            [month] => Some(Self::Month(year, small(month).filter(|month| (1..=12).contains(month))?)),
            [month, day] => Some(Self::Day(Date::new(year, small(month)?, small(day)?).ok()?)),
            _ => None,
        }
    }

    /// The first and the last day; none for a day of every year.
    pub(crate) fn days(self, vantage: &Vantage) -> Option<(Date, Date)> {
        let one = |day: Date| Some((day, day));
        match self {
            Self::Year(year) => Some((Date::new(year, 1, 1).ok()?, Date::new(year, 12, 31).ok()?)),
            Self::Month(year, month) => {
                let first = Date::new(year, month, 1).ok()?;
                Some((first, first.last_of_month()))
            }
            Self::Day(day) => one(day),
            Self::Yearly(..) => None,
            Self::Named(days) => one(vantage.today().checked_add(i64::from(days).days()).ok()?),
            Self::Relative(span, back) => one(span.from(vantage.today(), back)?),
        }
    }
}

impl fmt::Display for Point {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Year(year) => write!(f, "{year:04}"),
            Self::Month(year, month) => write!(f, "{year:04}-{month:02}"),
            Self::Day(day) => write!(f, "{:04}-{:02}-{:02}", day.year(), day.month(), day.day()),
            Self::Yearly(month, day) => write!(f, "--{month:02}-{day:02}"),
            Self::Named(days) => {
                let name = NAMED.into_iter().find(|(_, other)| other == days).map_or("today", |(name, _)| name);
                f.write_str(name)
            }
            Self::Relative(span, back) => write!(f, "{}{span}", if *back { '-' } else { '+' }),
        }
    }
}

/// The stretches of `MM-DD` in which an anniversary falls between two days, both included. Who was born on 29 February
/// has it on the 28th in years without one.
#[must_use]
pub(crate) fn anniversaries(first: Date, last: Date) -> Vec<(String, String)> {
    let text = |day: Date| format!("{:02}-{:02}", day.month(), day.day());
    let leap = (last.month(), last.day()) == (2, 28) && !last.in_leap_year();
    let end = if leap { "02-29".to_owned() } else { text(last) };
    let year = first.checked_add(1.year()).unwrap_or(Date::MAX);
    if last < first {
        Vec::new()
    } else if last >= year {
        vec![("01-01".into(), "12-31".into())]
    } else if last.year() == first.year() {
        vec![(text(first), end)]
    } else {
        vec![(text(first), "12-31".into()), ("01-01".into(), end)]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Point, Span, anniversaries};

    #[test]
    fn days_are_written_as_they_were_read() {
        for text in ["2026", "2026-01", "2026-01-31", "--02-29", "today", "yesterday", "tomorrow", "-7d", "+3m", "-1y"]
        {
            assert_eq!(Point::read(text).unwrap().to_string(), text);
        }
        for text in ["", "26", "2026-13", "2026-02-30", "--02-30", "soon", "7d", "+d", "-7", "0000", "2026-1-1-1"] {
            assert_eq!(Point::read(text), None, "{text}");
        }
        assert_eq!("12 days".parse::<Span>(), Err(()));
    }

    #[test]
    fn anniversaries_go_over_the_end_of_the_year_and_know_leap_years() {
        let stretch = |from: &str, to: &str| (from.to_owned(), to.to_owned());
        assert_eq!(anniversaries(date(2026, 11, 26), date(2026, 12, 26)), [stretch("11-26", "12-26")]);
        assert_eq!(
            anniversaries(date(2026, 12, 20), date(2027, 1, 19)),
            [stretch("12-20", "12-31"), stretch("01-01", "01-19")]
        );
        assert_eq!(anniversaries(date(2027, 2, 1), date(2027, 2, 28)), [stretch("02-01", "02-29")]);
        assert_eq!(anniversaries(date(2028, 2, 1), date(2028, 2, 28)), [stretch("02-01", "02-28")]);
        assert_eq!(anniversaries(date(2026, 5, 1), date(2027, 5, 1)), [stretch("01-01", "12-31")]);
        assert_eq!(anniversaries(date(2026, 5, 2), date(2026, 5, 1)), []);
    }
}
