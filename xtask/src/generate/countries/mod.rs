//! The countries of the made-up people: names, places, and how numbers are written there.
//!
//! Lists are texts with commas, `native|latin` where the script is not Latin. Phone patterns are significant numbers of
//! ranges that libphonenumber calls valid, which a test proves. Deliberately absent: completeness.

mod americas;
mod asia;
mod europe;

/// How a number is written inside the country.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhoneStyle {
    /// Trunk prefix and groups with spaces: `06 12 34 56 78`.
    Spaces,
    /// Trunk prefix and groups with hyphens: `090-1234-5678`.
    Hyphens,
    /// Area in brackets, hyphens after it: `(212) 345-6789`.
    Brackets,
    /// Trunk prefix, area, slash, the rest together: `030/12345678`.
    Slash,
}

/// One country.
#[derive(Debug)]
pub(crate) struct Country {
    /// English name.
    pub(crate) name: &'static str,
    /// ISO 3166 code.
    pub(crate) iso: &'static str,
    /// Weight among all countries.
    pub(crate) share: usize,
    /// Country calling code.
    pub(crate) code: &'static str,
    /// What is dialled before a number inside the country.
    pub(crate) trunk: &'static str,
    /// How numbers are written.
    pub(crate) style: PhoneStyle,
    /// Patterns of mobile numbers.
    pub(crate) mobile: &'static [&'static str],
    /// Patterns of fixed lines.
    pub(crate) fixed: &'static [&'static str],
    /// Given names of women.
    pub(crate) women: &'static str,
    /// Given names of men.
    pub(crate) men: &'static str,
    /// Family names.
    pub(crate) families: &'static str,
    /// `City/Region/postcode pattern`, separated by semicolons.
    pub(crate) places: &'static str,
    /// Streets with `{n}` for the number.
    pub(crate) streets: &'static str,
    /// What companies are called after their name.
    pub(crate) legal: &'static str,
    /// Where private mail is kept.
    pub(crate) mail: &'static str,
    /// Top-level domain.
    pub(crate) domain: &'static str,
    /// Titles before the name, women's and men's.
    pub(crate) titles: (&'static str, &'static str),
}

/// All of them.
pub(crate) fn all() -> impl Iterator<Item = &'static Country> {
    americas::ALL.iter().chain(europe::ALL).chain(asia::ALL)
}
