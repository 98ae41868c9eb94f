//! Days as exports write them: ISO with and without time, figures in three orders, months in words of seven languages.
//!
//! A day that no calendar has is an error, never another day. Figures whose order the file does not tell follow the
//! order that they are given; where only the other order names a day, that one is meant. Deliberately absent: instants
//! and time zones, because a birthday has none.

use satchel_model::{PartialDate, fold};

use crate::DateOrder;

/// Why a text is no day.
pub(crate) const NOT_A_DATE: &str = "not a date";
const NO_SUCH_DAY: &str = "not a date: no calendar has this day";

/// Reads a day; `None` is one of the ways in which programs write that there is none.
pub(crate) fn parse_date(text: &str, order: DateOrder) -> Result<Option<PartialDate>, &'static str> {
    let text = without_time(text.trim());
    if text.is_empty() {
        return Ok(None);
    }
    if let Some(rest) = text.strip_prefix("--") {
        return without_year(rest);
    }
    let figures = text.bytes().all(|byte| byte.is_ascii_digit());
    if figures && text.len() == 8 {
        return day(number(&text[..4])?, number(&text[4..6])?, number(&text[6..])?);
    }
    let mut parts = text.split(|c: char| c.is_whitespace() || "/.-,年月日".contains(c)).filter(|part| !part.is_empty());
    let (Some(first), Some(second), third) = (parts.next(), parts.next(), parts.next()) else {
        return Err(NOT_A_DATE);
    };
    if let (Some(third), None) = (third, parts.next())
        && let (Ok(a), Ok(b), Ok(c)) = (number(first), number(second), number(third))
    {
        return in_figures((a, first.len()), b, (c, third.len()), order);
    }
    in_words(text, order)
}

/// Orders that the figures of this text do not contradict; `None` when it says nothing about orders.
pub(crate) fn evidence(text: &str) -> Option<(bool, bool)> {
    let text = without_time(text.trim());
    let mut parts = text.split(['/', '.', '-']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || first.len() > 2 || second.len() > 2 || !matches!(third.len(), 2 | 4) {
        return None;
    }
    let (first, second) = (number(first).ok()?, number(second).ok()?);
    number(third).ok()?;
    let plausible = |day, month| (1..=31).contains(&day) && (1..=12).contains(&month);
    Some((plausible(first, second), plausible(second, first)))
}

fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else {
        return text;
    };
    let before = &text[..colon];
    let Some(end) = before.rfind(|c: char| c == 'T' || c == ',' || c.is_whitespace()) else {
        return text;
    };
    before[..end].trim_end_matches(|c: char| c == ',' || c.is_whitespace())
}

fn without_year(rest: &str) -> Result<Option<PartialDate>, &'static str> {
    let (month, date) = match rest.split_once('-') {
        Some(parts) => parts,
        None if rest.len() == 4 && rest.is_ascii() => rest.split_at(2),
        None => return Err(NOT_A_DATE),
    };
    partial(None, number(month)?, number(date)?)
}

fn in_figures(
    (a, a_length): (i32, usize),
    b: i32,
    (c, c_length): (i32, usize),
    order: DateOrder,
) -> Result<Option<PartialDate>, &'static str> {
    if a == 0 && b == 0 {
        return Ok(None);
    }
    if a_length == 4 {
        // 1980-13-01 can only be year, day, month when it is anything; nobody writes that.
        return day(a, b, c);
    }
    if c_length == 3 || c_length > 4 || a_length > 4 {
        return Err(NOT_A_DATE);
    }
    let year = if c_length == 4 { c } else { century(c) };
    // Outlook writes "none" as a day in 4501.
    if year == 4501 {
        return Ok(None);
    }
    let day_first = || day(year, b, a);
    let month_first = || day(year, a, b);
    match order {
        DateOrder::Ymd if c_length == 2 => day(century(a), b, c).or_else(|_| day_first()).or_else(|_| month_first()),
        DateOrder::Mdy => month_first().or_else(|error| day_first().map_err(|_| error)),
        _ => day_first().or_else(|error| month_first().map_err(|_| error)),
    }
}

/// Spreadsheets take 00 to 29 for this century.
fn century(year: i32) -> i32 {
    if year < 30 { 2000 + year } else { 1900 + year }
}

fn in_words(text: &str, order: DateOrder) -> Result<Option<PartialDate>, &'static str> {
    let folded = fold(text);
    let (mut figures, mut month_in_words): (Vec<(i32, usize)>, _) = (Vec::new(), None);
    for word in folded.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()) {
        let digits = word.trim_end_matches(|c: char| c.is_alphabetic());
        if digits.is_empty() {
            if let Some(found) = month(word)
                && month_in_words.replace(found).is_some()
            {
                return Err(NOT_A_DATE);
            } else if month(word).is_none() && !is_filler(word) {
                return Err(NOT_A_DATE);
            }
        } else if digits.len() < word.len() && !matches!(&word[digits.len()..], "st" | "nd" | "rd" | "th" | "er" | "o")
        {
            return Err(NOT_A_DATE);
        } else {
            figures.push((number(digits)?, digits.len()));
        }
    }
    match (figures.as_slice(), month_in_words) {
        ([(date, 1..=2)], Some(month)) => partial(None, month, *date),
        ([(year, 4), (date, 1..=2)] | [(date, 1..=2), (year, 4)], Some(month)) => day(*year, month, *date),
        ([(date, 1..=2), (year, 2)], Some(month)) => day(century(*year), month, *date),
        ([(a, 1..=2), (b, 1..=2)], None) => match order {
            DateOrder::Mdy => partial(None, *a, *b).or_else(|_| partial(None, *b, *a)),
            _ => partial(None, *b, *a).or_else(|_| partial(None, *a, *b)),
        },
        _ => Err(NOT_A_DATE),
    }
}

/// The month by the beginning of its name in English, German, French, Spanish, Italian, Dutch and Portuguese.
fn month(word: &str) -> Option<i32> {
    const BEGINNINGS: [&[&str]; 12] = [
        &["jan", "ene", "gen"],
        &["feb", "fev"],
        &["mar", "maer", "mrt"],
        &["apr", "avr", "abr"],
        &["may", "mai", "mag", "mei"],
        &["jun", "juin", "giu"],
        &["jul", "juil", "lug"],
        &["aug", "aou", "ago"],
        &["sep", "set"],
        &["oct", "okt", "out", "ott"],
        &["nov"],
        &["dec", "dez", "dic"],
    ];
    let found = BEGINNINGS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    i32::try_from(found + 1).ok()
}

/// Weekdays and the small words between the parts.
fn is_filler(word: &str) -> bool {
    matches!(word, "de" | "del" | "do" | "of" | "the" | "le" | "den" | "der")
        || ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].iter().any(|name| word.starts_with(name))
}

fn number(text: &str) -> Result<i32, &'static str> {
    if text.is_empty() || text.len() > 4 || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(NOT_A_DATE);
    }
    text.parse().map_err(|_| NOT_A_DATE)
}

/// A day whose year may be one of those that mean "not known": 0, and Apple's 1604.
fn day(year: i32, month: i32, date: i32) -> Result<Option<PartialDate>, &'static str> {
    if month == 0 && date == 0 {
        return if year == 0 { Ok(None) } else { Err(NO_SUCH_DAY) };
    }
    partial(if matches!(year, 0 | 1604) { None } else { Some(year) }, month, date)
}

/// Year, month and day from columns of their own; `None` where month and day are missing.
pub(crate) fn from_parts(year: &str, month: &str, date: &str) -> Result<Option<PartialDate>, &'static str> {
    let zero = |text: &str| text.bytes().all(|byte| byte == b'0');
    match (zero(month), zero(date)) {
        (true, true) if zero(year) => return Ok(None),
        (true, _) | (_, true) => return Err("not a whole date: the day or the month is missing"),
        _ => {}
    }
    let month = number(month).or_else(|_| self::month(&fold(month)).ok_or(NOT_A_DATE))?;
    day(if zero(year) { 0 } else { number(year)? }, month, number(date)?)
}

fn partial(year: Option<i32>, month: i32, date: i32) -> Result<Option<PartialDate>, &'static str> {
    let year = year.map(i16::try_from).transpose().map_err(|_| NO_SUCH_DAY)?;
    let (month, date) = (i8::try_from(month).map_err(|_| NO_SUCH_DAY)?, i8::try_from(date).map_err(|_| NO_SUCH_DAY)?);
    PartialDate::new(year, month, date).map(Some).map_err(|_| NO_SUCH_DAY)
}

#[cfg(test)]
mod tests {
    use super::{evidence, from_parts, parse_date};
    use crate::DateOrder::{self, Auto, Dmy, Mdy, Ymd};

    fn read(text: &str, order: DateOrder) -> String {
        match parse_date(text, order) {
            Ok(Some(date)) => date.to_string(),
            Ok(None) => "none".into(),
            Err(_) => "error".into(),
        }
    }

    #[test]
    fn reads_days_as_exports_write_them() {
        for (text, order, day) in [
            ("1980-05-01", Auto, "1980-05-01"),
            ("1980/5/1", Auto, "1980-05-01"),
            ("19800501", Auto, "1980-05-01"),
            ("1980-01-12T00:00:00Z", Auto, "1980-01-12"),
            ("2026-01-15 10:00", Auto, "2026-01-15"),
            ("1/29/26, 2:37 PM", Mdy, "2026-01-29"),
            ("1/12/1980 0:00", Mdy, "1980-01-12"),
            ("2022-06-01 14:03:22 UTC", Auto, "2022-06-01"),
            ("--05-01", Auto, "--05-01"),
            (" --0501", Auto, "--05-01"),
            ("0000-05-01", Auto, "--05-01"),
            ("1604-05-01", Auto, "--05-01"),
            ("31/12/1980", Auto, "1980-12-31"),
            ("31.12.1980", Dmy, "1980-12-31"),
            ("12/31/1980", Mdy, "1980-12-31"),
            ("12/31/1980", Dmy, "1980-12-31"),
            ("01/02/1980", Dmy, "1980-02-01"),
            ("01/02/1980", Mdy, "1980-01-02"),
            ("80-02-01", Ymd, "1980-02-01"),
            ("1.2.80", Dmy, "1980-02-01"),
            ("1/2/05", Dmy, "2005-02-01"),
            ("12 Jan 1980", Auto, "1980-01-12"),
            ("12-Jan-80", Auto, "1980-01-12"),
            ("January 12, 1980", Auto, "1980-01-12"),
            ("Jan 12th, 1980", Auto, "1980-01-12"),
            ("12. März 1980", Auto, "1980-03-12"),
            ("12 de enero de 1980", Auto, "1980-01-12"),
            ("1er août 1980", Auto, "1980-08-01"),
            ("12 Jan", Auto, "--01-12"),
            ("29 Feb", Auto, "--02-29"),
            ("08 Feb 2026", Auto, "2026-02-08"),
            ("1980年5月1日", Auto, "1980-05-01"),
            ("31/12", Auto, "--12-31"),
            ("", Auto, "none"),
            ("0000-00-00", Auto, "none"),
            ("0000-00-00 00:00:00", Auto, "none"),
            ("0/0/00", Auto, "none"),
            ("1/1/4501", Mdy, "none"),
        ] {
            assert_eq!(read(text, order), day, "{text}");
        }
    }

    #[test]
    fn refuses_days_that_no_calendar_has() {
        for text in [
            "31/31/1980",
            "2023-02-29",
            "30.02.1980",
            "1980-13-01",
            "1980",
            "soon",
            "12:30",
            "1 2 3 4",
            "12 Jan Feb",
            "99999999",
            "1980-00-01",
            "日",
        ] {
            assert_eq!(read(text, Auto), "error", "{text}");
        }
    }

    #[test]
    fn figures_tell_their_order() {
        assert_eq!(evidence("31/12/1980"), Some((true, false)));
        assert_eq!(evidence("12/31/1980 0:00"), Some((false, true)));
        assert_eq!(evidence("1.2.80"), Some((true, true)));
        assert_eq!(evidence("1980-12-31"), None);
        assert_eq!(evidence("12 Jan 1980"), None);
    }

    #[test]
    fn joins_columns() {
        assert_eq!(from_parts("1980", "5", "1").unwrap().unwrap().to_string(), "1980-05-01");
        assert_eq!(from_parts("", "4", "9").unwrap().unwrap().to_string(), "--04-09");
        assert_eq!(from_parts("", "", ""), Ok(None));
        assert!(from_parts("1980", "", "").is_err());
        assert!(from_parts("", "2", "30").is_err());
    }
}
