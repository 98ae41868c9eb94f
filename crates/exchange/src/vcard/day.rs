//! Days as cards write them: with and without dashes, year, time and zone; Apple's year 1604 that stands for none.
//!
//! A day of which month or date is missing is no day and stays in the card. Deliberately absent: the time of day.

use satchel_model::PartialDate;

use super::line::Head;
use super::version::Version;
use crate::DateOrder;
use crate::cell::date::parse_date;

/// The year that Apple writes where there is none.
const NO_YEAR: &str = "1604";

/// Reads a day; nothing where the value is empty.
pub(crate) fn read_day(head: &Head, text: &str) -> Result<Option<PartialDate>, &'static str> {
    let text = without_time(text.trim().trim_matches('"'));
    let day = parse_date(text, DateOrder::Auto)?;
    let omitted = head.param("X-APPLE-OMIT-YEAR").and_then(|year| year.trim().parse::<i16>().ok());
    match day {
        Some(day) if day.year().is_some() && day.year() == omitted => {
            Ok(PartialDate::new(None, day.month(), day.day()).ok())
        }
        day => Ok(day),
    }
}

/// A day as a value, and the parameter that tells that its year is none.
pub(crate) fn write_day(day: PartialDate, version: Version) -> (String, Option<(&'static str, &'static str)>) {
    match (version, day.year()) {
        (Version::V4, Some(_)) => (day.to_string().replace('-', ""), None),
        (Version::V4, None) => (format!("--{:02}{:02}", day.month(), day.day()), None),
        (_, Some(_)) => (day.to_string(), None),
        (_, None) => {
            let text = format!("{NO_YEAR}-{:02}-{:02}", day.month(), day.day());
            (text, Some(("X-APPLE-OMIT-YEAR", NO_YEAR)))
        }
    }
}

/// `19850416T101112Z`, `2009-08-08T14:30-0500`: what is behind the `T` is no part of the day.
fn without_time(text: &str) -> &str {
    match text.split_once(['T', 't']) {
        Some((day, _)) if day.len() >= 6 && day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') => day,
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use super::super::line::lines;
    use super::super::version::Version;
    use super::{read_day, write_day};

    fn read(line: &str) -> String {
        let lines = lines(line.as_bytes());
        let head = lines[0].head.as_ref().unwrap();
        match read_day(head, std::str::from_utf8(&lines[0].value).unwrap()) {
            Ok(Some(day)) => day.to_string(),
            Ok(None) => "none".into(),
            Err(_) => "error".into(),
        }
    }

    #[test]
    fn reads_days_as_programs_write_them() {
        for (line, day) in [
            ("BDAY:19800321", "1980-03-21"),
            ("BDAY:1980-03-21", "1980-03-21"),
            ("BDAY:19850416T101112Z", "1985-04-16"),
            ("BDAY:1985-04-16T10:11:12-04:00", "1985-04-16"),
            ("BDAY:20090808T1430-0500", "2009-08-08"),
            ("BDAY:--0416", "--04-16"),
            ("BDAY:--04-16", "--04-16"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", "--02-29"),
            ("BDAY;X-APPLE-OMIT-YEAR=1604:16041231", "--12-31"),
            ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-12-31", "--12-31"),
            ("BDAY:\"1604-12-31\"", "--12-31"),
            ("BDAY:", "none"),
            ("BDAY:---16", "error"),
            ("BDAY:1985", "error"),
            ("BDAY:198504", "error"),
            ("BDAY:1985-04", "error"),
            ("BDAY;VALUE=text:circa 1800", "error"),
        ] {
            assert_eq!(read(line), day, "{line}");
        }
    }

    #[test]
    fn what_is_written_is_read() {
        for text in ["1980-05-01", "--05-01", "--02-29", "0004-12-31"] {
            for version in [Version::V3, Version::V4] {
                let (value, param) = write_day(text.parse().unwrap(), version);
                let param = param.map(|(name, value)| format!(";{name}={value}")).unwrap_or_default();
                assert_eq!(read(&format!("BDAY{param}:{value}")), text);
            }
        }
    }
}
