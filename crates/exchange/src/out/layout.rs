//! Which column of a table holds what, in the words of imports: a header and a target each.
//!
//! A layout is an import's mapping, read backwards; so what a layout can hold is what an import of it reads. Fixed
//! layouts are those of other programs; numbered columns go as far as they are used. Deliberately absent: the cells
//! (`cells`).

mod outlook;

use satchel_model::{CustomKind, FieldDefinition};

use crate::Target;

/// Rows of one kind that get columns: more than that is in no spreadsheet that somebody reads.
const MOST: usize = 30;

/// How many rows of each kind the contact has that has most of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(missing_docs, reason = "the fields are those of a contact")]
pub struct Widths {
    pub emails: usize,
    pub phones: usize,
    pub addresses: usize,
    pub links: usize,
    pub dates: usize,
}

/// A column of a list as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ViewColumn {
    /// Its key in the window: a field of a contact, `email`, `phone`, `place`, `custom:budget`.
    pub key: String,
    /// What stands above it.
    pub header: String,
}

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Holds {
    /// Nothing: the other program has a column for what Satchel does not know.
    Nothing,
    /// A text by its key: a field of the registry, or what only a table has (`id`, `email`, `place`).
    Text(&'static str),
    /// A field of one's own.
    Own(String, CustomKind),
    /// One of several rows, or its label.
    Row(Target),
}

/// Which days a layout has a place for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Days {
    /// With or without a year.
    Any,
    /// Only with a year.
    Whole,
}

/// The columns of a table.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) headers: Vec<String>,
    pub(super) holds: Vec<Holds>,
    /// Between tags in one cell.
    pub(super) between_tags: &'static str,
    /// A tag that marks everybody.
    pub(super) everybody: Option<&'static str>,
    pub(super) days: Days,
    /// Whether references are by id, to be read back, or by name, to be read.
    pub(super) by_id: bool,
    /// Only what is shown is wanted: the rest is not missed.
    pub(super) is_view: bool,
}

/// Texts that the layout of one's own has in columns.
const OWN_TEXTS: [&str; 14] = [
    "id",
    "prefix",
    "given",
    "middle",
    "family",
    "suffix",
    "nickname",
    "maiden",
    "display",
    "company",
    "title",
    "department",
    "role",
    "birthday",
];
const OWN_TEXTS_BEHIND: [&str; 16] = [
    "tags",
    "categories",
    "time_zone",
    "language",
    "channels",
    "best_times",
    "frequency",
    "topics",
    "do_not_call",
    "do_not_email",
    "do_not_text",
    "notes",
    "source",
    "owner",
    "created_at",
    "updated_at",
];

/// Texts by which columns of views are asked for.
const VIEW_TEXTS: [&str; 3] = ["email", "phone", "place"];

impl Layout {
    fn new(columns: Vec<(String, Holds)>) -> Self {
        let (headers, holds) = columns.into_iter().unzip();
        Self { headers, holds, between_tags: "; ", everybody: None, days: Days::Any, by_id: true, is_view: false }
    }

    /// Everything that a table can hold, under the keys of the fields, with ids: what an import takes back as updates.
    #[must_use]
    pub fn satchel(widths: &Widths, own: &[&FieldDefinition]) -> Self {
        let text = |key: &'static str| (key.to_owned(), Holds::Text(key));
        let mut columns: Vec<(String, Holds)> = OWN_TEXTS.into_iter().map(text).collect();
        let rows = |list: &'static str| {
            move |nth| [(format!("{list} {nth}"), Part::Value), (format!("{list} {nth} label"), Part::Label)]
        };
        push_rows(&mut columns, "emails", widths.emails, rows("emails"));
        push_rows(&mut columns, "phones", widths.phones, rows("phones"));
        for nth in numbers(widths.addresses) {
            for part in ["street", "locality", "region", "postcode", "country"] {
                columns.push((format!("addresses {nth} {part}"), row(&format!("addresses#{nth}/{part}"))));
            }
            columns.push((format!("addresses {nth} label"), row(&format!("addresses#{nth}/label"))));
        }
        push_rows(&mut columns, "links", widths.links, rows("links"));
        push_rows(&mut columns, "dates", widths.dates, rows("dates"));
        let own = own.iter().map(|field| (field.key.clone(), Holds::Own(field.key.clone(), field.kind)));
        columns.extend(OWN_TEXTS_BEHIND.into_iter().map(text).chain(own));
        Self::new(columns)
    }

    /// What Google Contacts imports.
    #[must_use]
    pub fn google(widths: &Widths) -> Self {
        let mut columns: Vec<(String, Holds)> = [
            ("First Name", Some("given")),
            ("Middle Name", Some("middle")),
            ("Last Name", Some("family")),
            ("Phonetic First Name", None),
            ("Phonetic Middle Name", None),
            ("Phonetic Last Name", None),
            ("Name Prefix", Some("prefix")),
            ("Name Suffix", Some("suffix")),
            ("Nickname", Some("nickname")),
            ("File As", Some("display")),
            ("Organization Name", Some("company")),
            ("Organization Title", Some("title")),
            ("Organization Department", Some("department")),
            ("Birthday", Some("birthday")),
            ("Notes", Some("notes")),
            ("Photo", None),
            ("Labels", Some("tags")),
        ]
        .into_iter()
        .map(|(header, key)| (header.to_owned(), key.map_or(Holds::Nothing, Holds::Text)))
        .collect();
        let rows = |name: &'static str| {
            move |nth| [(format!("{name} {nth} - Label"), Part::Label), (format!("{name} {nth} - Value"), Part::Value)]
        };
        push_rows(&mut columns, "emails", widths.emails, rows("E-mail"));
        push_rows(&mut columns, "phones", widths.phones, rows("Phone"));
        for nth in numbers(widths.addresses) {
            columns.push((format!("Address {nth} - Label"), row(&format!("addresses#{nth}/label"))));
            for (name, part) in [
                ("Street", "street"),
                ("City", "locality"),
                ("Region", "region"),
                ("Postal Code", "postcode"),
                ("Country", "country"),
            ] {
                columns.push((format!("Address {nth} - {name}"), row(&format!("addresses#{nth}/{part}"))));
            }
        }
        push_rows(&mut columns, "links", widths.links, rows("Website"));
        push_rows(&mut columns, "dates", widths.dates, rows("Event"));
        Self { between_tags: " ::: ", everybody: Some("* myContacts"), ..Self::new(columns) }
    }

    /// What Outlook imports.
    #[must_use]
    pub fn outlook() -> Self {
        let columns = outlook::COLUMNS.iter().map(|(header, target)| ((*header).to_owned(), holds(target)));
        Self { between_tags: ";", days: Days::Whole, ..Self::new(columns.collect()) }
    }

    /// What HubSpot imports.
    #[must_use]
    pub fn hubspot() -> Self {
        const COLUMNS: &[(&str, &str)] = &[
            ("First Name", "given"),
            ("Last Name", "family"),
            ("Salutation", "prefix"),
            ("Email", "emails"),
            ("Additional email addresses", "emails:other"),
            ("Phone Number", "phones"),
            ("Mobile Phone Number", "phones:mobile"),
            ("Fax Number", "phones:fax"),
            ("Company Name", "company"),
            ("Job Title", "title"),
            ("Street Address", "addresses/street"),
            ("City", "addresses/locality"),
            ("State/Region", "addresses/region"),
            ("Postal Code", "addresses/postcode"),
            ("Country/Region", "addresses/country"),
            ("Website URL", "links"),
            ("LinkedIn URL", "links:linkedin"),
            ("Date of birth", "birthday"),
            ("Original Source", "source"),
        ];
        let columns = COLUMNS.iter().map(|(header, target)| ((*header).to_owned(), holds(target)));
        Self { days: Days::Whole, ..Self::new(columns.collect()) }
    }

    /// The attributes of an entry in a directory.
    #[must_use]
    pub fn ldif() -> Self {
        const ATTRIBUTES: &[(&str, &str)] = &[
            ("givenName", "given"),
            ("sn", "family"),
            ("cn", "shown"),
            ("mozillaNickname", "nickname"),
            ("personalTitle", "prefix"),
            ("generationQualifier", "suffix"),
            ("o", "company"),
            ("ou", "department"),
            ("title", "title"),
            ("mail", "emails"),
            ("mozillaSecondEmail", "emails"),
            ("telephoneNumber", "phones:work"),
            ("telephoneNumber", "phones:work"),
            ("homePhone", "phones:home"),
            ("mobile", "phones:mobile"),
            ("facsimileTelephoneNumber", "phones:fax"),
            ("pager", "phones:pager"),
            ("street", "addresses:work/street"),
            ("l", "addresses:work/locality"),
            ("st", "addresses:work/region"),
            ("postalCode", "addresses:work/postcode"),
            ("c", "addresses:work/country"),
            ("mozillaHomeStreet", "addresses:home/street"),
            ("mozillaHomeLocalityName", "addresses:home/locality"),
            ("mozillaHomeState", "addresses:home/region"),
            ("mozillaHomePostalCode", "addresses:home/postcode"),
            ("mozillaHomeCountryName", "addresses:home/country"),
            ("mozillaWorkUrl", "links:work"),
            ("mozillaHomeUrl", "links:home"),
            ("labeledURI", "links"),
            ("labeledURI", "links"),
            ("labeledURI", "links"),
            ("birthyear", "birthday/year"),
            ("birthmonth", "birthday/month"),
            ("birthday", "birthday/day"),
            ("preferredLanguage", "language"),
            ("description", "notes"),
        ];
        let columns = ATTRIBUTES.iter().map(|(attribute, target)| {
            let text = ["shown", "language", "birthday/year", "birthday/month", "birthday/day"];
            let text = text.into_iter().find(|text| text == target).map(Holds::Text);
            ((*attribute).to_owned(), text.unwrap_or_else(|| holds(target)))
        });
        Self::new(columns.collect())
    }

    /// The columns of a list as it is shown, behind the id of each contact. A key that nobody knows is left out.
    #[must_use]
    pub fn view(columns: &[ViewColumn], own: &[&FieldDefinition]) -> Self {
        let known = |key: &str| {
            let texts = OWN_TEXTS.iter().chain(&OWN_TEXTS_BEHIND).chain(&VIEW_TEXTS);
            // A list shows what somebody is called, not what was set to be shown.
            let key = if key == "display" { "shown" } else { key };
            let text = texts.copied().chain(["shown"]).find(|text| *text == key).map(Holds::Text);
            let own = || own.iter().find(|field| key.strip_prefix("custom:") == Some(field.key.as_str()));
            text.or_else(|| own().map(|field| Holds::Own(field.key.clone(), field.kind)))
        };
        let shown = columns.iter().filter_map(|column| Some((column.header.clone(), known(&column.key)?)));
        let id = ("id".to_owned(), Holds::Text("id"));
        Self { by_id: false, is_view: true, ..Self::new(std::iter::once(id).chain(shown).collect()) }
    }

    /// What stands above the columns.
    #[must_use]
    pub fn headers(&self) -> &[String] {
        &self.headers
    }
}

fn numbers(width: usize) -> std::ops::RangeInclusive<usize> {
    1..=width.min(MOST)
}

/// Columns of rows: for each the value and its label, in the order in which `headers` has them.
fn push_rows(to: &mut Vec<(String, Holds)>, list: &str, width: usize, headers: impl Fn(usize) -> [(String, Part); 2]) {
    for nth in numbers(width) {
        for (header, part) in headers(nth) {
            let part = if part == Part::Label { "/label" } else { "" };
            to.push((header, row(&format!("{list}#{nth}{part}"))));
        }
    }
}

/// Of a row with two columns.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Value,
    Label,
}

fn row(target: &str) -> Holds {
    Target::parse(target).map_or(Holds::Nothing, Holds::Row)
}

/// What the target of an import holds.
fn holds(target: &str) -> Holds {
    match Target::parse(target) {
        Ok(Target::Line(key) | Target::Worded(key)) => Holds::Text(key),
        Ok(Target::Categories(None)) => Holds::Text("categories"),
        Ok(Target::Birthday) => Holds::Text("birthday"),
        Ok(Target::Tags) => Holds::Text("tags"),
        Ok(Target::Notes) => Holds::Text("notes"),
        Ok(
            target @ (Target::Emails(_)
            | Target::Phones(_)
            | Target::Links(_)
            | Target::Dates(_)
            | Target::Address(..)
            | Target::Label(..)),
        ) => Holds::Row(target),
        _ => Holds::Nothing,
    }
}

#[cfg(test)]
mod tests {
    use super::{Holds, Layout, Widths};

    #[test]
    fn every_column_of_a_program_that_has_a_place_has_one() {
        let widths = Widths { emails: 2, phones: 1, addresses: 1, links: 1, dates: 1 };
        let google = Layout::google(&widths);
        assert!(google.headers.contains(&"E-mail 2 - Value".to_owned()));
        assert_eq!(google.holds.iter().filter(|holds| **holds == Holds::Nothing).count(), 4);
        let hubspot = Layout::hubspot();
        assert!(hubspot.holds.iter().all(|holds| *holds != Holds::Nothing));
        assert_eq!(Layout::outlook().headers.len(), 92);
    }

    #[test]
    fn columns_end_where_nobody_reads_them() {
        let many = Widths { emails: 4_000, ..Widths::default() };
        let headers = Layout::satchel(&many, &[]).headers;
        assert!(headers.contains(&"emails 30".to_owned()) && !headers.contains(&"emails 31".to_owned()));
    }
}
