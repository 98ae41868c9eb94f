//! Where a column goes: a field key of the registry with a label or a part, as text and as a value.
//!
//! The text is what mappings hold: `given`, `name`, `emails:work`, `phones#2`, `phones#2/label`,
//! `addresses:home/street`, `links:linkedin`, `dates:anniversary`, `birthday`, `birthday/year`, `tags`, `notes`,
//! `notes+`, `language`, `do_not_call`, `categories`, `categories/Leads`, `custom:budget` for a field of one's own,
//! `custom:Budget=integer` for one that is made on the way, `id` and `external:hubspot` for what a contact is known by,
//! `split comma: family | given` for a column that is taken apart, and nothing for one that is left out. `#2` ties the columns of a numbered group together. What
//! `parse` reads, `Display` writes. Deliberately absent: what is done with the cells.

mod split;

use std::fmt;
use std::str::FromStr;

use satchel_model::{CustomKind, category_key, field_key};

pub use split::Split;

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Target {
    /// `` — left out.
    Ignore,
    /// `name` — a whole name, to be taken apart where no column holds its parts.
    Name,
    /// A field of one line, by its key: `given`, `company`, `title`, `source`, …
    Line(&'static str),
    /// `emails`, `emails:work`, `emails#1` — one address or several.
    Emails(Slot),
    /// `phones`, `phones:mobile`, `phones#1` — one number or several.
    Phones(Slot),
    /// `addresses:home/street`, `addresses#1/postcode`, `addresses/country`.
    Address(Slot, AddressPart),
    /// `links`, `links:linkedin`, `links#1`.
    Links(Slot),
    /// `dates:anniversary`, `dates#1`.
    Dates(Slot),
    /// `birthday`.
    Birthday,
    /// `birthday/year`, `birthday/month`, `birthday/day`.
    BirthdayPart(DatePart),
    /// `tags` — names of tags in one cell.
    Tags,
    /// `categories` — groups with a value each; `categories/Leads` — the value of one group.
    Categories(Option<String>),
    /// A field whose cells have words of their own, by its key: `time_zone`, `language`, `channels`, `do_not_call`, …
    Worded(&'static str),
    /// `notes` — text as it is.
    Notes,
    /// `notes+`, `notes#1` — a line of the notes under the column's header, or under the label of its group.
    NoteLine(u16),
    /// `custom:budget` — a field of one's own, by its key.
    Custom(String),
    /// `custom:Budget=integer` — one that is made unless it is there: its name, and its kind.
    New(String, CustomKind),
    /// `id` — the contact's own identity; `external:hubspot` — its id in another program. They say who it is, and are no
    /// field.
    Known(String),
    /// `emails#1/label`, `phones#1/label`, … — the label of a numbered group.
    Label(&'static str, u16),
    /// `split comma: family | given` — several things in one cell.
    Split(Split),
}

/// Which of several: a fixed label, or the number of a group (0 when it has none).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Slot {
    /// Number of the group; 0 when the column stands alone.
    pub group: u16,
    /// The label; empty when it is not known or comes from the group's label column.
    pub label: String,
}

/// A part of a postal address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AddressPart {
    /// All of it in one cell; used where no other column has a part.
    Whole,
    /// Street; several columns become several lines.
    Street,
    /// City.
    Locality,
    /// State, county, province.
    Region,
    /// Postal code.
    Postcode,
    /// Country.
    Country,
}

/// A part of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DatePart {
    /// The year.
    Year,
    /// The month.
    Month,
    /// The day.
    Day,
}

/// The text names no field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TargetError {
    /// No such field.
    #[error("no field has this name: write for example given, emails:work, addresses:home/street, notes+ or nothing")]
    Unknown,
    /// The field has no such part.
    #[error(
        "the field has no such part: an address has street, locality, region, postcode and country; a birthday year, month and day"
    )]
    Part,
    /// A field of this kind cannot be made on the way.
    #[error(
        "no field of this kind is made on the way: write custom:NAME=KIND, where KIND is text, long_text, integer, decimal, money, percent, boolean, date, date_time, choice, multi_choice, email, phone or url"
    )]
    Kind,
    /// It is not said at what, or into what, cells are taken apart.
    #[error(
        "a column that is taken apart says at what and into which fields, 2 to 20: split comma: family | given; instead of comma write space, line, semicolon, tab, bar, slash or a text in quotation marks"
    )]
    Split,
}

/// The source of the contact's own identity among what it is known by.
const OWN_ID: &str = "id";

/// What a whole name is taken apart into.
const NAMES: [&str; 7] = ["prefix", "given", "middle", "family", "suffix", "nickname", "display"];

/// Fields whose cells have words of their own.
pub(crate) const WORDED: [&str; 9] = [
    "time_zone",
    "language",
    "channels",
    "best_times",
    "frequency",
    "topics",
    "do_not_call",
    "do_not_email",
    "do_not_text",
];

/// Fields of one line.
pub(crate) const LINES: [&str; 14] = [
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
    "source",
    "owner",
];

impl Target {
    /// Reads a target as mappings write it; singulars and the aliases of the field registry are understood.
    ///
    /// # Errors
    /// When it names no field, or a part that the field does not have.
    pub fn parse(text: &str) -> Result<Self, TargetError> {
        text.parse()
    }
}

impl Target {
    /// The fields that its values go to: keys, of rows with their label (`emails:work`).
    #[must_use]
    pub fn fields(&self) -> Vec<String> {
        let rows = |key: &str, slot: &Slot| match slot.label.as_str() {
            "" => vec![key.to_owned()],
            label => vec![format!("{key}:{label}")],
        };
        match self {
            Self::Ignore | Self::Known(_) | Self::Label(..) => Vec::new(),
            Self::Name => NAMES.map(str::to_owned).to_vec(),
            Self::Line(key) => vec![(*key).to_owned()],
            Self::Emails(slot) => rows("emails", slot),
            Self::Phones(slot) => rows("phones", slot),
            Self::Address(slot, _) => rows("addresses", slot),
            Self::Links(slot) => rows("links", slot),
            Self::Dates(slot) => rows("dates", slot),
            Self::Birthday | Self::BirthdayPart(_) => vec!["birthday".to_owned()],
            Self::Tags => vec!["tags".to_owned()],
            Self::Notes | Self::NoteLine(_) => vec!["notes".to_owned()],
            Self::Categories(None) => vec!["categories".to_owned()],
            Self::Categories(Some(group)) => vec![format!("categories/{}", category_key(group))],
            Self::Worded(key) => vec![(*key).to_owned()],
            Self::New(name, _) => vec![format!("custom:{}", field_key(name))],
            Self::Custom(key) => vec![format!("custom:{key}")],
            Self::Split(split) => split.targets().iter().flat_map(Self::fields).collect(),
        }
    }

    /// Where its pieces go, if it is taken apart; else itself.
    #[must_use]
    pub fn pieces(&self) -> &[Self] {
        match self {
            Self::Split(split) => split.targets(),
            whole => std::slice::from_ref(whole),
        }
    }
}

impl FromStr for Target {
    type Err = TargetError;

    fn from_str(text: &str) -> Result<Self, TargetError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(Self::Ignore);
        }
        if let Some(split) = Split::read(text) {
            return split.map(Self::Split);
        }
        if text == "notes+" {
            return Ok(Self::NoteLine(0));
        }
        if text.eq_ignore_ascii_case(OWN_ID) {
            return Ok(Self::Known(OWN_ID.to_owned()));
        }
        if let Some(source) = text.strip_prefix("external:") {
            let source = source.trim().to_lowercase();
            let is_word =
                !source.is_empty() && source.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '.'));
            return if is_word { Ok(Self::Known(source)) } else { Err(TargetError::Unknown) };
        }
        if let Some((name, kind)) = text.strip_prefix("custom:").and_then(|own| own.rsplit_once('=')) {
            let name = satchel_model::collapse(name);
            let kind: CustomKind = kind.parse().map_err(|_| TargetError::Kind)?;
            return match name.is_empty() || kind.is_reference() {
                true => Err(TargetError::Kind),
                false => Ok(Self::New(name, kind)),
            };
        }
        if let Some(group) = text.strip_prefix("categories/").or_else(|| text.strip_prefix("category/")) {
            let group = satchel_model::collapse(group);
            return if group.is_empty() { Err(TargetError::Part) } else { Ok(Self::Categories(Some(group))) };
        }
        if let Some(key) = text.strip_prefix("custom:") {
            let key = key.trim().to_lowercase();
            return if key.is_empty() { Err(TargetError::Unknown) } else { Ok(Self::Custom(key)) };
        }
        let end = text.find([':', '#', '/']).unwrap_or(text.len());
        let (key, rest) = text.split_at(end);
        let key = match key {
            "name" => "name",
            other => satchel_model::field(other).map(|field| field.key).ok_or(TargetError::Unknown)?,
        };
        let (slot, part) = split(rest)?;
        let label_column = part == "label" && slot.group > 0;
        if label_column && ["emails", "phones", "addresses", "links", "dates", "notes"].contains(&key) {
            return Ok(Self::Label(key, slot.group));
        }
        match (key, part) {
            ("emails", "") => Ok(Self::Emails(slot)),
            ("phones", "") => Ok(Self::Phones(slot)),
            ("links", "") => Ok(Self::Links(slot)),
            ("dates", "") => Ok(Self::Dates(slot)),
            ("addresses", _) => Ok(Self::Address(slot, address_part(part)?)),
            _ if !slot.label.is_empty() => Err(TargetError::Unknown),
            ("notes", "") if slot.group > 0 => Ok(Self::NoteLine(slot.group)),
            _ if slot.group > 0 => Err(TargetError::Unknown),
            ("birthday", "year") => Ok(Self::BirthdayPart(DatePart::Year)),
            ("birthday", "month") => Ok(Self::BirthdayPart(DatePart::Month)),
            ("birthday", "day") => Ok(Self::BirthdayPart(DatePart::Day)),
            (_, part) if !part.is_empty() => Err(TargetError::Part),
            ("birthday", _) => Ok(Self::Birthday),
            ("tags", _) => Ok(Self::Tags),
            ("categories", _) => Ok(Self::Categories(None)),
            ("notes", _) => Ok(Self::Notes),
            ("name", _) => Ok(Self::Name),
            (key, _) => {
                let worded = || WORDED.into_iter().find(|worded| *worded == key).map(Self::Worded);
                let line = LINES.into_iter().find(|line| *line == key).map(Self::Line);
                line.or_else(worded).ok_or(TargetError::Unknown)
            }
        }
    }
}

/// `#2:work/street` into its group, label and part.
fn split(rest: &str) -> Result<(Slot, &str), TargetError> {
    let (head, part) = match rest.rsplit_once('/') {
        Some((head, part)) if part == "label" || !rest.contains(':') || address_part(part).is_ok() => (head, part),
        _ => (rest, ""),
    };
    let (group, label) = match head.split_once(':') {
        Some((group, label)) => (group, label),
        None => (head, ""),
    };
    let group = match group.strip_prefix('#') {
        Some(number) => number.parse().map_err(|_| TargetError::Unknown)?,
        None if group.is_empty() => 0,
        None => return Err(TargetError::Unknown),
    };
    Ok((Slot { group, label: satchel_model::collapse(label).to_lowercase() }, part))
}

fn address_part(part: &str) -> Result<AddressPart, TargetError> {
    match part {
        "" => Ok(AddressPart::Whole),
        "street" => Ok(AddressPart::Street),
        "locality" | "city" => Ok(AddressPart::Locality),
        "region" | "state" => Ok(AddressPart::Region),
        "postcode" | "zip" => Ok(AddressPart::Postcode),
        "country" => Ok(AddressPart::Country),
        _ => Err(TargetError::Part),
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ignore => Ok(()),
            Self::Name => f.write_str("name"),
            Self::Line(key) => f.write_str(key),
            Self::Emails(slot) => write!(f, "emails{slot}"),
            Self::Phones(slot) => write!(f, "phones{slot}"),
            Self::Links(slot) => write!(f, "links{slot}"),
            Self::Dates(slot) => write!(f, "dates{slot}"),
            Self::Address(slot, part) => write!(f, "addresses{slot}{part}"),
            Self::Birthday => f.write_str("birthday"),
            Self::BirthdayPart(DatePart::Year) => f.write_str("birthday/year"),
            Self::BirthdayPart(DatePart::Month) => f.write_str("birthday/month"),
            Self::BirthdayPart(DatePart::Day) => f.write_str("birthday/day"),
            Self::Tags => f.write_str("tags"),
            Self::Notes => f.write_str("notes"),
            Self::NoteLine(0) => f.write_str("notes+"),
            Self::NoteLine(group) => write!(f, "notes#{group}"),
            Self::Categories(None) => f.write_str("categories"),
            Self::Categories(Some(group)) => write!(f, "categories/{group}"),
            Self::Worded(key) => f.write_str(key),
            Self::Custom(key) => write!(f, "custom:{key}"),
            Self::New(name, kind) => write!(f, "custom:{name}={kind}"),
            Self::Known(source) if source == OWN_ID => f.write_str(OWN_ID),
            Self::Known(source) => write!(f, "external:{source}"),
            Self::Label(key, group) => write!(f, "{key}#{group}/label"),
            Self::Split(split) => split.fmt(f),
        }
    }
}

impl fmt::Display for Slot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.group > 0 {
            write!(f, "#{}", self.group)?;
        }
        if !self.label.is_empty() {
            write!(f, ":{}", self.label)?;
        }
        Ok(())
    }
}

impl fmt::Display for AddressPart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Whole => "",
            Self::Street => "/street",
            Self::Locality => "/locality",
            Self::Region => "/region",
            Self::Postcode => "/postcode",
            Self::Country => "/country",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Target, TargetError};

    #[test]
    fn writes_what_it_reads() {
        for text in [
            "",
            "name",
            "given",
            "display",
            "company",
            "owner",
            "emails",
            "emails:work",
            "emails#1",
            "emails#1/label",
            "phones:home fax",
            "phones#12:work",
            "addresses",
            "addresses:home",
            "addresses:home/street",
            "addresses#2/country",
            "addresses#2/label",
            "links:linkedin",
            "dates:anniversary",
            "birthday",
            "birthday/year",
            "tags",
            "notes",
            "notes+",
            "notes#3",
            "notes#3/label",
            "custom:budget",
            "custom:Budget (EUR)=money",
            "custom:Tier=choice",
            "role",
            "time_zone",
            "language",
            "channels",
            "best_times",
            "frequency",
            "topics",
            "do_not_call",
            "do_not_email",
            "do_not_text",
            "categories",
            "categories/Leads",
            "id",
            "external:hubspot",
            "split comma: family | given",
            "split space: addresses#1/postcode | addresses#1/locality",
            "split line: title |  | custom:Tier=choice",
            "split \" - \": emails:work | phones",
        ] {
            assert_eq!(Target::parse(text).map(|target| target.to_string()).as_deref(), Ok(text));
        }
    }

    #[test]
    fn understands_aliases() {
        for (text, target) in [
            ("email:Work", "emails:work"),
            ("first_name", "given"),
            ("last_name", "family"),
            ("phone", "phones"),
            ("website", "links"),
            ("addresses/zip", "addresses/postcode"),
            (" note ", "notes"),
        ] {
            assert_eq!(Target::parse(text).unwrap().to_string(), target);
        }
    }

    #[test]
    fn refuses_what_is_no_field() {
        for (text, error) in [
            ("salary", TargetError::Unknown),
            ("external:", TargetError::Unknown),
            ("given:work", TargetError::Unknown),
            ("emails#x", TargetError::Unknown),
            ("created_at", TargetError::Unknown),
            ("addresses/planet", TargetError::Part),
            ("birthday/hour", TargetError::Part),
            ("company/name", TargetError::Part),
            ("categories/", TargetError::Part),
            ("do_not_call:work", TargetError::Unknown),
            ("custom:Budget=salad", TargetError::Kind),
            ("custom:=text", TargetError::Kind),
            ("custom:Boss=contact", TargetError::Kind),
        ] {
            assert_eq!(Target::parse(text), Err(error), "{text}");
        }
    }
}
