//! Days and instants as text whose order is theirs.

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use crate::PartialDate;

const NO_DAY: &str = "not a day: write it as 2026-11-26";
const NO_INSTANT: &str = "not a day and a time: write it as 2026-11-26 14:30";

/// Reads a day with its year.
pub(crate) fn day(text: &str) -> Result<String, &'static str> {
    let day: PartialDate = text.parse().map_err(|_| NO_DAY)?;
    if day.year().is_none() { Err("the year is missing: write it as 2026-11-26") } else { Ok(day.to_string()) }
}

/// Reads an instant: with its offset from UTC, or else by the clocks of `zone`. A day alone is its beginning.
pub(crate) fn instant(text: &str, zone: &TimeZone) -> Result<String, &'static str> {
    let text = text.trim();
    let at = match text.parse::<Timestamp>() {
        Ok(at) => at,
        Err(_) => {
            let local = text.parse::<DateTime>().map_err(|_| NO_INSTANT)?;
            zone.to_ambiguous_zoned_datetime(local).compatible().map_err(|_| NO_INSTANT)?.timestamp()
        }
    };
    // To the second; only years of four digits have texts whose order is theirs.
    let at = Timestamp::from_second(at.as_second()).map_err(|_| NO_INSTANT)?;
    let year = TimeZone::UTC.to_datetime(at).year();
    if (1..=9999).contains(&year) { Ok(at.to_string()) } else { Err(NO_INSTANT) }
}

/// The day of an instant there.
pub(crate) fn day_of(instant: &str, zone: &TimeZone) -> Option<String> {
    Some(zone.to_datetime(instant.parse().ok()?).date().to_string())
}

/// How an instant is read there: `2026-11-26 14:30`.
pub(crate) fn read_there(instant: &str, zone: &TimeZone) -> Option<String> {
    let local = zone.to_datetime(instant.parse().ok()?);
    let (hour, minute, second) = (local.hour(), local.minute(), local.second());
    let seconds = if second == 0 { String::new() } else { format!(":{second:02}") };
    Some(format!("{} {hour:02}:{minute:02}{seconds}", local.date()))
}

#[cfg(test)]
mod tests {
    use jiff::tz::{Offset, TimeZone};

    use super::{day, day_of, instant, read_there};

    #[test]
    fn days_have_their_year() {
        assert_eq!(day("2026-2-3").as_deref(), Ok("2026-02-03"));
        for typed in ["--02-03", "2026-02-30", "tomorrow", "2026"] {
            assert!(day(typed).is_err(), "{typed}");
        }
    }

    #[test]
    fn instants_are_read_by_the_clock_on_the_wall() {
        let berlin = TimeZone::fixed(Offset::constant(1));
        for (typed, kept) in [
            ("2026-11-26 14:30", "2026-11-26T13:30:00Z"),
            ("2026-11-26T14:30:15", "2026-11-26T13:30:15Z"),
            ("2026-11-26T14:30:00+05:00", "2026-11-26T09:30:00Z"),
            ("2026-11-26T14:30:00.25Z", "2026-11-26T14:30:00Z"),
            ("2026-11-26", "2026-11-25T23:00:00Z"),
        ] {
            assert_eq!(instant(typed, &berlin).as_deref(), Ok(kept), "{typed}");
        }
        assert!(instant("half past two", &berlin).is_err());
        assert_eq!(day_of("2026-11-25T23:30:00Z", &berlin).as_deref(), Some("2026-11-26"));
        assert_eq!(read_there("2026-11-25T23:30:00Z", &berlin).as_deref(), Some("2026-11-26 00:30"));
    }
}
