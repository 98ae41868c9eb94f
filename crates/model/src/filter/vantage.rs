//! From when and where a filter is looked at: what “today” is, and which country a national number is from.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The moment and the place from which a filter is understood. Lent by the caller, who has a clock.
#[derive(Clone, Debug)]
pub struct Vantage {
    now: Timestamp,
    zone: TimeZone,
    /// ISO 3166 alpha-2 code of the country that national phone numbers are taken to be from.
    pub region: Option<String>,
}

impl Vantage {
    /// `now` is UTC milliseconds; days begin and end at midnight of the zone.
    #[must_use]
    pub fn new(now: i64, zone: TimeZone, region: Option<String>) -> Self {
        Self { now: Timestamp::from_millisecond(now).unwrap_or_default(), zone, region }
    }

    /// The same in UTC without a country.
    #[must_use]
    pub fn utc(now: i64) -> Self {
        Self::new(now, TimeZone::UTC, None)
    }

    /// The day it is.
    #[must_use]
    pub fn today(&self) -> Date {
        self.now.to_zoned_datetime(self.zone.clone()).date()
    }

    /// The instant at which a day begins, UTC milliseconds; the last one there is for a day after the calendar's end.
    #[must_use]
    pub fn midnight(&self, day: Option<Date>) -> i64 {
        let zoned = day.and_then(|day| day.to_zoned_datetime(self.zone.clone()).ok());
        zoned.map_or(i64::MAX, |zoned| zoned.timestamp().as_millisecond())
    }
}
