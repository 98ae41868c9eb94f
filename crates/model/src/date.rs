//! A day as people know it: year optional, never an instant.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A birthday or anniversary: `1980-05-01`, or `--05-01` when the year is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS, JsonSchema)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
#[schemars(with = "String")]
pub struct PartialDate {
    year: Option<i16>,
    month: i8,
    day: i8,
}

/// The text is not a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a date: write it as 1980-05-01, or --05-01 without the year")]
pub struct PartialDateError;

impl PartialDate {
    /// Checks the day against the calendar; 29 February is allowed when the year is not known.
    ///
    /// # Errors
    /// When there is no such day.
    pub fn new(year: Option<i16>, month: i8, day: i8) -> Result<Self, PartialDateError> {
        if year.is_some_and(|year| !(1..=9999).contains(&year)) {
            return Err(PartialDateError);
        }
        // 2000 was a leap year: it has every day that some year has.
        Date::new(year.unwrap_or(2000), month, day).map_err(|_| PartialDateError)?;
        Ok(Self { year, month, day })
    }

    /// The year, when it is known.
    #[must_use]
    pub fn year(&self) -> Option<i16> {
        self.year
    }

    /// 1 to 12.
    #[must_use]
    pub fn month(&self) -> i8 {
        self.month
    }

    /// 1 to 31.
    #[must_use]
    pub fn day(&self) -> i8 {
        self.day
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.year {
            Some(year) => write!(f, "{year:04}-{:02}-{:02}", self.month, self.day),
            None => write!(f, "--{:02}-{:02}", self.month, self.day),
        }
    }
}

impl FromStr for PartialDate {
    type Err = PartialDateError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        let (year, rest) = match text.strip_prefix("--") {
            Some(rest) => (None, rest),
            None => {
                let (year, rest) = text.split_once('-').ok_or(PartialDateError)?;
                if year.len() != 4 {
                    return Err(PartialDateError);
                }
                (Some(number(year)?), rest)
            }
        };
        let (month, day) = rest.split_once('-').ok_or(PartialDateError)?;
        let month = i8::try_from(number(month)?).map_err(|_| PartialDateError)?;
        let day = i8::try_from(number(day)?).map_err(|_| PartialDateError)?;
        Self::new(year, month, day)
    }
}

fn number(text: &str) -> Result<i16, PartialDateError> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(PartialDateError);
    }
    text.parse().map_err(|_| PartialDateError)
}

impl TryFrom<String> for PartialDate {
    type Error = PartialDateError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::PartialDate;

    #[test]
    fn reads_and_writes_the_same_day() {
        for text in ["1980-05-01", "--05-01", "--02-29", "2024-02-29", "0004-12-31"] {
            assert_eq!(text.parse::<PartialDate>().unwrap().to_string(), text);
        }
        assert_eq!("1980-5-1".parse::<PartialDate>().unwrap().to_string(), "1980-05-01");
    }

    #[test]
    fn refuses_days_that_no_calendar_has() {
        for text in ["", "1980", "1980-13-01", "2023-02-29", "--02-30", "80-05-01", "1980-05-01T00", "+980-05-01"] {
            assert!(text.parse::<PartialDate>().is_err(), "{text}");
        }
    }
}
