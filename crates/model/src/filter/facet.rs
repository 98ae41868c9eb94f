//! What filters can ask about: the paths of fields, where each is at home, and what kind of value is there.
//!
//! Fields of contacts come from the registry, so that a field that is added there can be filtered by; custom fields come
//! with a [`Catalogue`]. Besides them there are parts of fields (`addresses.city`, `birthday.month`), and what a contact
//! has beyond its fields: its state, lists and changes.

use super::Related;
use crate::{CONTACT_FIELDS, Channel, FieldEntity, FieldKind, Frequency, category_key, field};

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
    /// An amount of money with its currency. Amounts of other currencies are neither more nor less.
    Amount,
    /// A name that somebody gave, compared also without how its words are parted: `at-risk` is “At risk”.
    Name,
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
    /// A custom field of that company, by its key.
    CompanyOwn(String),
    /// The category in a group, by the group's key in a path.
    Category(String),
    /// Channels on which somebody does not want to be reached: by their preferences, or by what they declined.
    OptedOut,
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
    /// What filters are about. Of companies, a path is what is behind `company.` elsewhere.
    pub about: FieldEntity,
    /// Custom fields of contacts.
    pub own: Vec<OwnField>,
    /// Custom fields of companies.
    pub of_company: Vec<OwnField>,
    /// Groups of categories, as [`group_path`] names them.
    pub groups: Vec<String>,
}

/// The last part of the path of a group of categories: `deal_stage` for “Deal stage”; empty when it has no letters for
/// one, which are those that a path takes.
#[must_use]
pub fn group_path(name: &str) -> String {
    let key: String = category_key(name).replace('-', "_");
    if key.chars().all(|c| c.is_alphanumeric() || c == '_') { key } else { String::new() }
}

/// What can be asked of somebody's company besides its name.
const COMPANY: [(&str, Kind); 9] = [
    ("website", TEXT),
    ("industry", TEXT),
    ("size", TEXT),
    ("employees", Kind::Number),
    ("revenue", Kind::Amount),
    ("registration", TEXT),
    ("vat", TEXT),
    ("parent", TEXT),
    ("notes", TEXT),
];
const OF_COMPANY: [Related; 5] = [
    Related::CompanyNames,
    Related::CompanyDomains,
    Related::CompanyPhones,
    Related::CompanyAddresses,
    Related::CompanyAttachments,
];
const STATES: &[&str] = &["active", "archived", "trashed"];
pub(super) const DAY: Kind = Kind::Day { yearly: false };
pub(super) const TEXT: Kind = Kind::Text;

/// Cuts the part of a day off the end of a path.
pub(super) fn taken(path: &str) -> (&str, Option<&str>) {
    let (head, tail) = path.rsplit_once('.').unwrap_or(("", path));
    match tail {
        "month" | "year" | "day" | "anniversary" => (head, Some(tail)),
        _ => (path, None),
    }
}

pub(super) fn of_take(home: Home, kind: Kind, take: Option<&str>) -> Option<Facet> {
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
        if self.about == FieldEntity::Company {
            return self.of_company(path);
        }
        let whole = |home, kind| Some(Facet { home, take: DayPart::Whole, kind });
        match path {
            "state" => return whole(Home::State, Kind::Choice(STATES)),
            "opted_out" => return whole(Home::OptedOut, Kind::Choice(Channel::WORDS)),
            "city" | "town" | "locality" | "region" | "country" | "postcode" | "zip" | "street" => {
                return Related::Addresses.part(path);
            }
            "domain" => return Related::Emails.part(path),
            _ => {}
        }
        if let Some(part) = path.strip_prefix("company.") {
            return self.of_company(part);
        }
        if let Some(group) = self.group(path) {
            return whole(Home::Category(group.to_owned()), Kind::Name);
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
            FieldKind::Line | FieldKind::Text | FieldKind::TimeZone | FieldKind::Language | FieldKind::Photo => {
                of_take(Home::Own(field.key), Kind::Text, take)
            }
            FieldKind::Flag => of_take(Home::Own(field.key), Kind::Flag, take),
            FieldKind::Channels => of_take(Home::Own(field.key), Kind::Choice(Channel::WORDS), take),
            FieldKind::Frequency => of_take(Home::Own(field.key), Kind::Choice(Frequency::WORDS), take),
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
            | FieldKind::Attachments
            | FieldKind::Categories => None,
            // Companies have these, and no contact.
            FieldKind::Names | FieldKind::Domains | FieldKind::Count | FieldKind::Parent => None,
        }
    }

    /// What a path behind `company.` means.
    fn of_company(&self, path: &str) -> Option<Facet> {
        let whole = |home, kind| Some(Facet { home, take: DayPart::Whole, kind });
        match path {
            "name" => return whole(Home::Company("name"), Kind::Text),
            "city" | "town" | "locality" | "region" | "country" | "postcode" | "zip" | "street" => {
                return Related::CompanyAddresses.part(path);
            }
            _ => {}
        }
        if let Some((part, kind)) = COMPANY.into_iter().find(|(part, _)| *part == path) {
            return whole(Home::Company(part), kind);
        }
        let (head, take) = taken(path);
        if let Some(own) = self.of_company.iter().find(|own| own.key == head) {
            return of_take(Home::CompanyOwn(own.key.clone()), own.kind, take);
        }
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        Related::named(&format!("company.{head}"))?.part(rest)
    }

    /// The rows that a name before a parenthesis means.
    pub(super) fn related(&self, name: &str) -> Option<Related> {
        match self.about {
            FieldEntity::Contact => Related::named(name),
            // As it is written.
            FieldEntity::Company if name.starts_with("company.") => Related::named(name),
            FieldEntity::Company => Related::named(&format!("company.{name}")),
        }
    }

    /// The group of categories that a path names.
    fn group(&self, path: &str) -> Option<&str> {
        let (head, group) = path.split_once('.')?;
        let named = Related::named(head) == Some(Related::Categories);
        self.groups.iter().find(|known| named && **known == group).map(String::as_str)
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
            Home::CompanyOwn(key) => format!("company.{key}"),
            Home::Category(group) => format!("{}.{group}", Related::Categories.name()),
            Home::OptedOut => "opted_out".to_owned(),
        };
        let base = match (self.about, within) {
            (FieldEntity::Company, None) if base == "company" => "name".to_owned(),
            (FieldEntity::Company, None) => base.strip_prefix("company.").unwrap_or(&base).to_owned(),
            _ => base,
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
        if self.about == FieldEntity::Company {
            let all = Self { about: FieldEntity::Contact, ..self.clone() }.paths().into_iter();
            let of_company = all.filter_map(|path| path.strip_prefix("company.").map(str::to_owned));
            return std::iter::once("name".to_owned()).chain(of_company).collect();
        }
        let mut paths: Vec<String> = Vec::new();
        for field in CONTACT_FIELDS {
            if let Some(related) = Related::named(field.key) {
                paths.extend(related.paths());
                if related == Related::Categories {
                    paths.extend(self.groups.iter().map(|group| format!("{}.{group}", related.name())));
                }
                continue;
            }
            if self.facet(field.key, None).is_none() {
                continue;
            }
            paths.push(field.key.to_owned());
            match (field.kind, field.key) {
                (FieldKind::Date, key) => paths.extend(["month", "day", "year"].map(|part| format!("{key}.{part}"))),
                (_, "company") => {
                    paths.extend(COMPANY.map(|(part, _)| format!("company.{part}")));
                    OF_COMPANY.into_iter().for_each(|related| paths.extend(related.paths()));
                    paths.extend(self.of_company.iter().map(|own| format!("company.{}", own.key)));
                }
                _ => {}
            }
        }
        paths.extend(self.own.iter().map(|own| own.key.clone()));
        paths.extend(["opted_out", "state"].map(str::to_owned));
        Related::BESIDES.into_iter().for_each(|more| paths.extend(more.paths()));
        paths
    }
}
