//! What filters can ask about: the paths of fields, where each is at home, and what kind of value is there.
//!
//! Fields of contacts come from the registry, so that a field that is added there can be filtered by; custom fields come
//! with a [`Catalogue`]. Besides them there are parts of fields (`addresses.city`, `birthday.month`), and what a contact
//! has beyond its fields: its state, lists and changes.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::{CONTACT_FIELDS, FieldKind, field};

/// Rows that belong to a contact, each with parts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Related {
    /// E-mail addresses: `value`, `label`, `domain`, `status`.
    Emails,
    /// Phone numbers: `value`, `label`, `country`.
    Phones,
    /// Postal addresses: `value`, `street`, `city`, `region`, `postcode`, `country`, `label`.
    Addresses,
    /// Web pages: `value`, `label`.
    Links,
    /// Days: `value`, `label`.
    Dates,
    /// Files: `name`, `label`, `mime`.
    Attachments,
    /// Work, former and present: `company`, `title`, `department`, `role`, `since`, `until`, `current`.
    Affiliations,
    /// Lists: `name`, `status`.
    Lists,
    /// Changes in the journal: `at`, `field`, `origin`, `by`.
    Changes,
}

/// What kind of value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Text, compared without case and accents.
    Text,
    /// An e-mail address.
    Email,
    /// A phone number: E.164, or bare digits.
    Phone,
    /// A day. One that comes again each year is looked for by its anniversary in “the next 30 days”.
    Day {
        /// Whether it comes again each year.
        yearly: bool,
    },
    /// An instant, UTC milliseconds, compared by days.
    Instant,
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// One of a few words.
    Choice(&'static [&'static str]),
}

/// Where a value is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Home {
    /// A text of the contact itself, by the registry's key.
    Own(&'static str),
    /// Creation.
    Created,
    /// Last change.
    Updated,
    /// Active, archived or trashed.
    State,
    /// Names of tags.
    Tag,
    /// Name of the team member whose contact it is.
    Owner,
    /// A part of the current affiliation: `title` or `department`.
    Work(&'static str),
    /// A part of the company of the current affiliation: `name`, `website`, `industry` and so on.
    Company(&'static str),
    /// A part of a row.
    Row(Related, &'static str),
    /// A custom field, by its key.
    Custom(String),
}

/// Which part of a day is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DayPart {
    /// All of it.
    Whole,
    /// Its year.
    Year,
    /// Its month, 1 to 12.
    Month,
    /// Its day of the month.
    Day,
}

/// What a path means.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Facet {
    /// Where the value is.
    pub home: Home,
    /// What part of it.
    pub take: DayPart,
    /// What kind of value comes of it.
    pub kind: Kind,
}

/// A custom field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnField {
    /// Its key.
    pub key: String,
    /// What it holds.
    pub kind: Kind,
}

/// All that can be asked about in one vault: the registry, and the vault's custom fields.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// Custom fields.
    pub own: Vec<OwnField>,
}

/// What can be asked of somebody's company besides its name.
const COMPANY: [&str; 6] = ["website", "industry", "size", "registration", "vat", "notes"];
const STATES: &[&str] = &["active", "archived", "trashed"];
const STATUSES: &[&str] = &["valid", "bouncing", "dead"];
const ORIGINS: &[&str] = &["window", "command", "import", "sync", "job", "undo"];
const DAY: Kind = Kind::Day { yearly: false };

impl Related {
    /// All of them.
    pub const ALL: [Self; 9] = [
        Self::Emails,
        Self::Phones,
        Self::Addresses,
        Self::Links,
        Self::Dates,
        Self::Attachments,
        Self::Affiliations,
        Self::Lists,
        Self::Changes,
    ];

    /// What it is called in a path and before a parenthesis.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Emails => "emails",
            Self::Phones => "phones",
            Self::Addresses => "addresses",
            Self::Links => "links",
            Self::Dates => "dates",
            Self::Attachments => "attachments",
            Self::Affiliations => "affiliations",
            Self::Lists => "lists",
            Self::Changes => "changed",
        }
    }

    /// The rows of that name; singulars are understood.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        let name = match name {
            "list" => "lists",
            "affiliation" | "job" | "jobs" => "affiliations",
            "change" | "changes" => "changed",
            other => field(other).map_or(other, |field| field.key),
        };
        Self::ALL.into_iter().find(|related| related.name() == name)
    }

    /// Its parts and their kinds; the first is meant when none is named.
    #[must_use]
    pub const fn parts(self) -> &'static [(&'static str, Kind)] {
        const TEXT: Kind = Kind::Text;
        match self {
            Self::Emails => {
                &[("value", Kind::Email), ("label", TEXT), ("domain", TEXT), ("status", Kind::Choice(STATUSES))]
            }
            Self::Phones => &[("value", Kind::Phone), ("label", TEXT), ("country", TEXT)],
            Self::Addresses => &[
                ("value", TEXT),
                ("street", TEXT),
                ("city", TEXT),
                ("region", TEXT),
                ("postcode", TEXT),
                ("country", TEXT),
                ("label", TEXT),
            ],
            Self::Links => &[("value", TEXT), ("label", TEXT)],
            Self::Dates => &[("value", DAY), ("label", TEXT)],
            Self::Attachments => &[("name", TEXT), ("label", TEXT), ("mime", TEXT)],
            Self::Affiliations => &[
                ("company", TEXT),
                ("title", TEXT),
                ("department", TEXT),
                ("role", TEXT),
                ("since", DAY),
                ("until", DAY),
                ("current", Kind::Flag),
            ],
            Self::Lists => &[("name", TEXT), ("status", TEXT)],
            Self::Changes => &[("at", Kind::Instant), ("field", TEXT), ("origin", Kind::Choice(ORIGINS)), ("by", TEXT)],
        }
    }

    /// A part of such a row; the first one for an empty name.
    fn part(self, name: &str) -> Option<Facet> {
        let (name, take) = taken(name);
        let name = match name {
            "locality" | "town" => "city",
            "zip" | "postal_code" => "postcode",
            "type" => "label",
            other => other,
        };
        let mut parts = self.parts().iter();
        let (name, kind) = if name.is_empty() { parts.next()? } else { parts.find(|(part, _)| *part == name)? };
        of_take(Home::Row(self, name), *kind, take)
    }
}

/// Cuts the part of a day off the end of a path.
fn taken(path: &str) -> (&str, Option<&str>) {
    let (head, tail) = path.rsplit_once('.').unwrap_or(("", path));
    match tail {
        "month" | "year" | "day" | "anniversary" => (head, Some(tail)),
        _ => (path, None),
    }
}

fn of_take(home: Home, kind: Kind, take: Option<&str>) -> Option<Facet> {
    let day = matches!(kind, Kind::Day { .. });
    Some(match take {
        None => Facet { home, take: DayPart::Whole, kind },
        Some("anniversary") if day => Facet { home, take: DayPart::Whole, kind: Kind::Day { yearly: true } },
        Some("year") if day => Facet { home, take: DayPart::Year, kind: Kind::Number },
        Some("month") if day => Facet { home, take: DayPart::Month, kind: Kind::Number },
        Some("day") if day => Facet { home, take: DayPart::Day, kind: Kind::Number },
        Some(_) => return None,
    })
}

impl Catalogue {
    /// What a path means, for a contact or inside of a row.
    #[must_use]
    pub fn facet(&self, path: &str, within: Option<Related>) -> Option<Facet> {
        if let Some(related) = within {
            return related.part(path);
        }
        let path = &*path.to_ascii_lowercase();
        let whole = |home, kind| Some(Facet { home, take: DayPart::Whole, kind });
        match path {
            "state" => return whole(Home::State, Kind::Choice(STATES)),
            "company.name" => return whole(Home::Company("name"), Kind::Text),
            "city" | "town" | "locality" | "region" | "country" | "postcode" | "zip" | "street" => {
                return Related::Addresses.part(path);
            }
            "domain" => return Related::Emails.part(path),
            _ => {}
        }
        let of_company = path.strip_prefix("company.").unwrap_or_default();
        if let Some(part) = COMPANY.into_iter().find(|part| *part == of_company) {
            return whole(Home::Company(part), Kind::Text);
        }
        let (head, take) = taken(path);
        if let Some(own) = self.own.iter().find(|own| own.key == head) {
            return of_take(Home::Custom(own.key.clone()), own.kind, take);
        }
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        if let Some(related) = Related::named(head) {
            return related.part(rest);
        }
        let (path, take) = taken(path);
        let field = field(path)?;
        match field.kind {
            FieldKind::Line
            | FieldKind::Text
            | FieldKind::TimeZone
            | FieldKind::Language
            | FieldKind::Photo
            | FieldKind::Flag
            | FieldKind::Channels
            | FieldKind::Frequency => of_take(Home::Own(field.key), Kind::Text, take),
            FieldKind::Date => of_take(Home::Own(field.key), Kind::Day { yearly: true }, take),
            FieldKind::Tags => of_take(Home::Tag, Kind::Text, take),
            FieldKind::Owner => of_take(Home::Owner, Kind::Text, take),
            FieldKind::Affiliation if field.key == "company" => of_take(Home::Company("name"), Kind::Text, take),
            FieldKind::Affiliation => of_take(Home::Work(field.key), Kind::Text, take),
            FieldKind::Instant if field.key == "created_at" => of_take(Home::Created, Kind::Instant, take),
            FieldKind::Instant => of_take(Home::Updated, Kind::Instant, take),
            // They are rows, and found above.
            FieldKind::Emails
            | FieldKind::Phones
            | FieldKind::Addresses
            | FieldKind::Links
            | FieldKind::Dates
            | FieldKind::Attachments => None,
            // Not asked about yet.
            FieldKind::Categories => None,
            // Companies have these, and no contact.
            FieldKind::Names | FieldKind::Domains | FieldKind::Count | FieldKind::Parent => None,
        }
    }

    /// The path as it is printed: the one spelling of many that mean the same.
    #[must_use]
    pub fn canonical(&self, path: &str, within: Option<Related>) -> Option<String> {
        let facet = self.facet(path, within)?;
        let base = match &facet.home {
            Home::Own(key) | Home::Work(key) => (*key).to_owned(),
            Home::Created => "created_at".to_owned(),
            Home::Updated => "updated_at".to_owned(),
            Home::State => "state".to_owned(),
            Home::Tag => "tags".to_owned(),
            Home::Owner => "owner".to_owned(),
            Home::Company("name") => "company".to_owned(),
            Home::Company(part) => format!("company.{part}"),
            Home::Row(_, part) if within.is_some() => (*part).to_owned(),
            Home::Row(related, part) if related.parts().first().is_some_and(|(first, _)| first == part) => {
                related.name().to_owned()
            }
            Home::Row(related, part) => format!("{}.{part}", related.name()),
            Home::Custom(key) => key.clone(),
        };
        let by_itself = self.facet(&base, within)?.kind;
        Some(match (facet.take, facet.kind) {
            (DayPart::Year, _) => format!("{base}.year"),
            (DayPart::Month, _) => format!("{base}.month"),
            (DayPart::Day, _) => format!("{base}.day"),
            (DayPart::Whole, kind) if kind != by_itself => format!("{base}.anniversary"),
            (DayPart::Whole, _) => base,
        })
    }

    /// All paths, as they are printed, in the order in which forms show fields.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        let mut paths: Vec<String> = Vec::new();
        for field in CONTACT_FIELDS {
            if let Some(related) = Related::named(field.key) {
                rows(related, &mut paths);
                continue;
            }
            if self.facet(field.key, None).is_none() {
                continue;
            }
            paths.push(field.key.to_owned());
            match (field.kind, field.key) {
                (FieldKind::Date, key) => paths.extend(["month", "day", "year"].map(|part| format!("{key}.{part}"))),
                (_, "company") => paths.extend(COMPANY.map(|part| format!("company.{part}"))),
                _ => {}
            }
        }
        paths.extend(self.own.iter().map(|own| own.key.clone()));
        paths.push("state".to_owned());
        [Related::Affiliations, Related::Lists, Related::Changes].into_iter().for_each(|more| rows(more, &mut paths));
        paths
    }
}

fn rows(related: Related, paths: &mut Vec<String>) {
    let name = related.name();
    for (at, (part, kind)) in related.parts().iter().enumerate() {
        let path = if at == 0 { name.to_owned() } else { format!("{name}.{part}") };
        if *kind == DAY {
            paths.extend(["anniversary", "month"].map(|take| format!("{path}.{take}")));
        }
        paths.push(path);
    }
}
