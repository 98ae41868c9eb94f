//! What stands in a cell, as text.
//!
//! A number is written as it is meant: whole ones without a fraction, others to the fifteen digits that spreadsheets
//! keep, with the zeros and the percent sign of its format where that is known. Days are ISO, with a time only where
//! there is one. Deliberately absent: currencies, thousands, and how many decimals a format shows.

use std::borrow::Cow;

use calamine::{Data, DataRef, ExcelDateTime};

/// How numbers are shown, as far as it changes what they are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    /// As the number is.
    #[default]
    Plain,
    /// Times a hundred, with its sign.
    Percent,
    /// Figures into the places of a mask such as `00000` or `000-00-0000`: `0` is a figure, the rest itself.
    Mask(String),
}

impl NumberFormat {
    /// Reads the code of a format, of which the first section is for positive numbers.
    pub(super) fn of(code: &str) -> Self {
        let mut mask = String::new();
        let (mut zeros, mut characters) = (0, code.chars());
        while let Some(character) = characters.next() {
            match character {
                ';' => break,
                '0' => {
                    zeros += 1;
                    mask.push('0');
                }
                '%' => return Self::Percent,
                '\\' => mask.extend(characters.next()),
                '"' => mask.extend(characters.by_ref().take_while(|c| *c != '"')),
                // A blank as wide as the next character, or filled up with it.
                '_' | '*' => drop(characters.next()),
                '[' => drop(characters.by_ref().find(|c| *c == ']')),
                '-' | ' ' | '(' | ')' | '/' | '+' => mask.push(character),
                '.' | '#' | ',' => {
                    let percent = characters.take_while(|c| !matches!(c, ';' | '"')).any(|c| c == '%');
                    return if percent { Self::Percent } else { Self::Plain };
                }
                _ => return Self::Plain,
            }
        }
        let mask = mask.trim();
        // A zero of text among the figures would be taken for a place.
        if zeros < 2 || mask.matches('0').count() != zeros { Self::Plain } else { Self::Mask(mask.to_owned()) }
    }

    /// A number in this format.
    pub(super) fn write(&self, number: f64) -> String {
        match self {
            Self::Percent => format!("{}%", plain(number * 100.0)),
            Self::Mask(mask) if number >= 0.0 && number.fract() == 0.0 && number < 1e15 => filled(mask, number),
            Self::Plain | Self::Mask(_) => plain(number),
        }
    }
}

/// Figures into the places of a mask from behind; the first place takes those that are left.
fn filled(mask: &str, number: f64) -> String {
    let figures = format!("{number:.0}");
    let mut places = mask.matches('0').count();
    let padded = format!("{figures:0>places$}");
    let mut figures = padded.chars();
    let mut text = String::with_capacity(mask.len() + padded.len());
    for character in mask.chars() {
        if character != '0' {
            text.push(character);
            continue;
        }
        let surplus = figures.as_str().len() - places;
        text.extend(figures.by_ref().take(surplus + 1));
        places -= 1;
    }
    text
}

/// A number without a format.
pub(super) fn plain(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    if number.fract() == 0.0 && number.abs() < 1e15 {
        // Minus nothing is nothing.
        return format!("{:.0}", number + 0.0);
    }
    // Spreadsheets keep fifteen digits: the rest of 0.1 + 0.2 is nobody's.
    let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
    rounded.to_string()
}

/// A cell as text; nothing for one that holds an error.
pub(super) fn text_of<'a>(value: &'a DataRef<'_>, format: &NumberFormat) -> Option<Cow<'a, str>> {
    Some(match value {
        DataRef::Empty => Cow::Borrowed(""),
        DataRef::String(text) => Cow::Borrowed(text.as_str()),
        DataRef::SharedString(text) => Cow::Borrowed(text),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets hold integers as floats")]
        DataRef::Int(number) => Cow::Owned(format.write(*number as f64)),
        DataRef::Float(number) => Cow::Owned(format.write(*number)),
        DataRef::Bool(value) => Cow::Borrowed(truth(*value)),
        DataRef::DateTime(moment) => Cow::Owned(moment_of(moment)),
        DataRef::DateTimeIso(text) => Cow::Borrowed(without_midnight(text)),
        DataRef::DurationIso(text) => Cow::Owned(clock(text)),
        DataRef::Error(_) => return None,
    })
}

/// The same of a cell that owns what it holds.
pub(super) fn text_of_owned<'a>(value: &'a Data) -> Option<Cow<'a, str>> {
    Some(match value {
        Data::Empty => Cow::Borrowed(""),
        Data::String(text) => Cow::Borrowed(text.as_str()),
        #[expect(clippy::cast_precision_loss, reason = "spreadsheets hold integers as floats")]
        Data::Int(number) => Cow::Owned(plain(*number as f64)),
        Data::Float(number) => Cow::Owned(plain(*number)),
        Data::Bool(value) => Cow::Borrowed(truth(*value)),
        Data::DateTime(moment) => Cow::Owned(moment_of(moment)),
        Data::DateTimeIso(text) => Cow::Borrowed(without_midnight(text)),
        Data::DurationIso(text) => Cow::Owned(clock(text)),
        Data::Error(_) => return None,
    })
}

/// As spreadsheet programs write it into a CSV.
pub(super) fn truth(value: bool) -> &'static str {
    if value { "TRUE" } else { "FALSE" }
}

fn moment_of(moment: &ExcelDateTime) -> String {
    let days = moment.as_f64();
    if moment.is_duration() {
        #[expect(clippy::cast_possible_truncation, reason = "a float that is too large becomes the largest integer")]
        let seconds = (days * 86_400.0).round() as i64;
        let sign = if seconds < 0 { "-" } else { "" };
        let seconds = seconds.unsigned_abs();
        return format!("{sign}{:02}:{:02}:{:02}", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let midnight = (hour, minute, second) == (0, 0, 0);
    if (0.0..1.0).contains(&days) && !midnight {
        return format!("{hour:02}:{minute:02}:{second:02}");
    }
    match midnight {
        true => format!("{year:04}-{month:02}-{day:02}"),
        false => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
    }
}

/// A moment in ISO without a time that says nothing.
pub(super) fn without_midnight(text: &str) -> &str {
    match text.split_once('T') {
        Some((day, time)) if time.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.' | b'Z')) => day,
        _ => text,
    }
}

/// `PT14H30M00S` as a clock shows it.
pub(super) fn clock(text: &str) -> String {
    let Some(time) = text.strip_prefix("PT") else { return text.to_owned() };
    let mut parts = [0_u32; 3];
    let mut figures = String::new();
    for character in time.chars() {
        let part = match character {
            'H' => 0,
            'M' => 1,
            'S' => 2,
            other => {
                figures.push(other);
                continue;
            }
        };
        let whole = figures.split(['.', ',']).next().unwrap_or_default();
        let Ok(number) = whole.parse() else { return text.to_owned() };
        parts[part] = number;
        figures.clear();
    }
    if !figures.is_empty() {
        return text.to_owned();
    }
    let [hours, minutes, seconds] = parts;
    format!("{hours:02}:{minutes:02}:{seconds:02}")
}

/// Where a cell is, as a person looks for it: `B7`.
pub(super) fn place(row: u64, column: u64) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + u8::try_from((rest - 1) % 26).unwrap_or(0)));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.iter().rev().collect();
    format!("{letters}{}", row + 1)
}

#[cfg(test)]
mod tests {
    use calamine::{ExcelDateTime, ExcelDateTimeType};

    use super::{NumberFormat, clock, moment_of, place, plain, without_midnight};

    #[test]
    fn numbers_are_written_as_they_are_meant() {
        for (number, text) in [
            (491_512_345_678.0, "491512345678"),
            (0.0, "0"),
            (-0.0, "0"),
            (-5.0, "-5"),
            (-10.0, "-10"),
            (0.1 + 0.2, "0.3"),
            (1_234.5, "1234.5"),
            (4.915e20, "491500000000000000000"),
            (f64::NAN, ""),
        ] {
            assert_eq!(plain(number), text);
        }
    }

    #[test]
    fn formats_keep_leading_zeros() {
        for (code, number, text) in [
            ("00000", 1_067.0, "01067"),
            ("000-00-0000", 12_345_678.0, "012-34-5678"),
            ("00000\\-0000", 21_234_567.0, "02123-4567"),
            ("\\+00 000 0000000", 491_511_234_567.0, "+49 151 1234567"),
            ("\"0\"00000", 1_511_234.0, "1511234"),
            ("00", 12_345.0, "12345"),
            ("00000;-00000", 7.0, "00007"),
            ("[$-407]00000", 7.0, "00007"),
            ("0", 7.0, "7"),
            ("General", 7.0, "7"),
            ("#,##0.00", 1_234.5, "1234.5"),
            ("0.00", 1.0, "1"),
            ("0%", 0.25, "25%"),
            ("0.0%", 0.125, "12.5%"),
            ("@", 7.0, "7"),
            ("00000", 1.5, "1.5"),
            ("00000", -7.0, "-7"),
        ] {
            assert_eq!(NumberFormat::of(code).write(number), text, "{code}");
        }
    }

    #[test]
    fn moments_are_written_in_iso() {
        let day = |value| moment_of(&ExcelDateTime::new(value, ExcelDateTimeType::DateTime, false));
        assert_eq!(day(46_352.0), "2026-11-26");
        assert_eq!(day(46_352.5), "2026-11-26T12:00:00");
        assert_eq!(day(0.75), "18:00:00");
        assert_eq!(moment_of(&ExcelDateTime::new(0.0, ExcelDateTimeType::DateTime, true)), "1904-01-01");
        assert_eq!(moment_of(&ExcelDateTime::new(1.5, ExcelDateTimeType::TimeDelta, false)), "36:00:00");
        assert_eq!(without_midnight("2026-11-26T00:00:00.000Z"), "2026-11-26");
        assert_eq!(without_midnight("2026-11-26T08:00:00"), "2026-11-26T08:00:00");
        assert_eq!(clock("PT14H30M05.5S"), "14:30:05");
        assert_eq!(clock("P1D"), "P1D");
    }

    #[test]
    fn places_are_those_of_a_spreadsheet() {
        assert_eq!(
            (place(6, 1), place(0, 25), place(0, 26), place(1, 16_383)),
            ("B7".into(), "Z1".into(), "AA1".into(), "XFD2".into())
        );
    }
}
