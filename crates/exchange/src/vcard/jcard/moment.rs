//! Moments: jCard writes them with dashes and colons, vCard 4 without.
//!
//! What has neither shape stays as it is. Deliberately absent: whether a calendar has the day.

/// `19850412T102200-0800` as `1985-04-12T10:22:00-08:00`.
pub(super) fn extended(text: &str, is_offset: bool) -> String {
    if is_offset {
        return zone_extended(text).unwrap_or_else(|| text.to_owned());
    }
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let day = match day.as_bytes() {
        digits if digits.len() == 8 && is_figures(day) => format!("{}-{}-{}", &day[..4], &day[4..6], &day[6..]),
        [b'-', b'-', rest @ ..] if rest.len() == 4 && is_figures(&day[2..]) => {
            format!("--{}-{}", &day[2..4], &day[4..])
        }
        _ => day.to_owned(),
    };
    match time {
        Some(time) => format!("{day}T{}", time_extended(time)),
        None => day,
    }
}

/// The other way.
pub(super) fn basic(text: &str, is_offset: bool) -> String {
    if is_offset {
        return text.replace(':', "");
    }
    let (day, time) = text.split_once('T').map_or((text, None), |(day, time)| (day, Some(time)));
    let day = match day.split('-').collect::<Vec<_>>()[..] {
        [year, month, date] if [year, month, date].iter().all(|part| is_figures(part)) => {
            format!("{year}{month}{date}")
        }
        ["", "", month, date] if is_figures(month) && is_figures(date) => format!("--{month}{date}"),
        _ => day.to_owned(),
    };
    match time {
        Some(time) => format!("{day}T{}", time.replace(':', "")),
        None => day,
    }
}

fn time_extended(time: &str) -> String {
    let zone = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(zone);
    let whole = clock.split('.').next().unwrap_or_default();
    let clock = match whole.len() {
        6 if is_figures(whole) => format!("{}:{}:{}{}", &clock[..2], &clock[2..4], &clock[4..6], &clock[6..]),
        4 if is_figures(whole) => format!("{}:{}", &clock[..2], &clock[2..]),
        _ => clock.to_owned(),
    };
    format!("{clock}{}", zone_extended(zone).unwrap_or_else(|| zone.to_owned()))
}

fn zone_extended(zone: &str) -> Option<String> {
    let figures = zone.strip_prefix(['+', '-']).filter(|figures| figures.len() == 4 && is_figures(figures))?;
    Some(format!("{}{}:{}", &zone[..1], &figures[..2], &figures[2..]))
}

fn is_figures(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::{basic, extended};

    #[test]
    fn moments_are_the_same_both_ways() {
        for (short, long) in [
            ("19850412", "1985-04-12"),
            ("--0412", "--04-12"),
            ("1985-04", "1985-04"),
            ("1985", "1985"),
            ("---12", "---12"),
            ("20090808T143000-0500", "2009-08-08T14:30:00-05:00"),
            ("20090808T1430Z", "2009-08-08T14:30Z"),
            ("T102200", "T10:22:00"),
            ("T10", "T10"),
            ("circa 1800", "circa 1800"),
        ] {
            assert_eq!(extended(short, false), long);
            assert_eq!(basic(long, false), short);
        }
        assert_eq!((extended("-0500", true), basic("-05:00", true)), ("-05:00".into(), "-0500".into()));
    }

    #[test]
    fn nothing_makes_it_fall_over() {
        proptest::proptest!(|(text in "[-0-9TZé:+.]{0,20}")| {
            extended(&text, false);
            extended(&text, true);
            basic(&text, false);
        });
    }
}
