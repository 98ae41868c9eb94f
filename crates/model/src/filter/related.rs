//! Rows that belong to a contact, or to the company where a contact works, and the parts of each.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Kind;
use super::facet::{DAY, Facet, Home, TEXT, of_take, taken};
use crate::{Channel, ConsentState, LegalBasis, company_field, field};

/// Rows that belong to a contact, each with parts of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Related {
    /// E-mail addresses: `value`, `label`, `domain`, `status`, `do_not_email`.
    Emails,
    /// Phone numbers: `value`, `label`, `country`, `do_not_call`, `do_not_text`.
    Phones,
    /// Postal addresses: `value`, `street`, `city`, `region`, `postcode`, `country`, `label`.
    Addresses,
    /// Web pages and profiles: `value`, `label`, `network`, `handle`.
    Links,
    /// Days: `value`, `label`.
    Dates,
    /// Files: `name`, `label`, `mime`, `size`, `added`.
    Attachments,
    /// Categories: `value`, `group`.
    Categories,
    /// Entries about consent: `purpose`, `state`, `basis`, `channel`, `day`, `how`, `evidence`, `current`.
    Consents,
    /// People around: `kind`, `contact`, `company`, `strength`, `note`.
    Relations,
    /// Work, former and present: `company`, `title`, `department`, `role`, `since`, `until`, `current`.
    Affiliations,
    /// Other names of the company: `value`, `label`.
    CompanyNames,
    /// Domains of the company: `value`, `label`.
    CompanyDomains,
    /// Phone numbers of the company: `value`, `label`, `country`.
    CompanyPhones,
    /// Postal addresses of the company: parts as of the contact's own.
    CompanyAddresses,
    /// Files of the company: parts as of the contact's own.
    CompanyAttachments,
    /// Lists: `name`, `status`.
    Lists,
    /// Changes in the journal: `at`, `field`, `origin`, `by`.
    Changes,
}

const STATUSES: &[&str] = &["valid", "bouncing", "dead"];
const ORIGINS: &[&str] = &["window", "command", "import", "sync", "job", "undo"];
const ADDRESS: &[(&str, Kind)] = &[
    ("value", TEXT),
    ("street", TEXT),
    ("city", TEXT),
    ("region", TEXT),
    ("postcode", TEXT),
    ("country", TEXT),
    ("label", TEXT),
];
const LABELLED: &[(&str, Kind)] = &[("value", TEXT), ("label", TEXT)];

impl Related {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::Emails,
        Self::Phones,
        Self::Addresses,
        Self::Links,
        Self::Dates,
        Self::Attachments,
        Self::Categories,
        Self::Consents,
        Self::Relations,
        Self::Affiliations,
        Self::CompanyNames,
        Self::CompanyDomains,
        Self::CompanyPhones,
        Self::CompanyAddresses,
        Self::CompanyAttachments,
        Self::Lists,
        Self::Changes,
    ];
    /// Those that are no field of a contact or a company by themselves.
    pub(super) const BESIDES: [Self; 5] =
        [Self::Consents, Self::Relations, Self::Affiliations, Self::Lists, Self::Changes];

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
            Self::Categories => "categories",
            Self::Consents => "consents",
            Self::Relations => "relations",
            Self::Affiliations => "affiliations",
            Self::CompanyNames => "company.names",
            Self::CompanyDomains => "company.domains",
            Self::CompanyPhones => "company.phones",
            Self::CompanyAddresses => "company.addresses",
            Self::CompanyAttachments => "company.attachments",
            Self::Lists => "lists",
            Self::Changes => "changed",
        }
    }

    /// The rows of that name; singulars are understood.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        if let Some(of_company) = name.strip_prefix("company.") {
            let of_company = match of_company {
                "name" => return None,
                other => company_field(other)?.key,
            };
            return Self::ALL.into_iter().find(|related| related.name().strip_prefix("company.") == Some(of_company));
        }
        let name = match name {
            "list" => "lists",
            "affiliation" | "job" | "jobs" => "affiliations",
            "change" | "changes" => "changed",
            "consent" => "consents",
            "relation" => "relations",
            other => field(other).map_or(other, |field| field.key),
        };
        Self::ALL.into_iter().find(|related| related.name() == name)
    }

    /// Its parts and their kinds; the first is meant when none is named.
    #[must_use]
    pub const fn parts(self) -> &'static [(&'static str, Kind)] {
        match self {
            Self::Emails => &[
                ("value", Kind::Email),
                ("label", TEXT),
                ("domain", TEXT),
                ("status", Kind::Choice(STATUSES)),
                ("do_not_email", Kind::Flag),
            ],
            Self::Phones => &[
                ("value", Kind::Phone),
                ("label", TEXT),
                ("country", TEXT),
                ("do_not_call", Kind::Flag),
                ("do_not_text", Kind::Flag),
            ],
            Self::CompanyPhones => &[("value", Kind::Phone), ("label", TEXT), ("country", TEXT)],
            Self::Addresses | Self::CompanyAddresses => ADDRESS,
            Self::Links => &[("value", TEXT), ("label", TEXT), ("network", TEXT), ("handle", TEXT)],
            Self::CompanyNames | Self::CompanyDomains => LABELLED,
            Self::Dates => &[("value", DAY), ("label", TEXT)],
            Self::Attachments | Self::CompanyAttachments => {
                &[("name", TEXT), ("label", TEXT), ("mime", TEXT), ("size", Kind::Number), ("added", Kind::Instant)]
            }
            Self::Categories => &[("value", Kind::Name), ("group", Kind::Name)],
            Self::Consents => &[
                ("purpose", TEXT),
                ("state", Kind::Choice(ConsentState::WORDS)),
                ("basis", Kind::Choice(LegalBasis::WORDS)),
                ("channel", Kind::Choice(Channel::WORDS)),
                ("day", DAY),
                ("how", TEXT),
                ("evidence", TEXT),
                ("current", Kind::Flag),
            ],
            Self::Relations => {
                &[("kind", TEXT), ("contact", TEXT), ("company", TEXT), ("strength", Kind::Number), ("note", TEXT)]
            }
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
    pub(super) fn part(self, name: &str) -> Option<Facet> {
        let (name, take) = taken(name);
        // `day` is a part of consents, and of a day its day of the month.
        let (name, take) = match (self, name, take) {
            (Self::Consents, "", Some("day")) => ("day", None),
            other => (other.1, other.2),
        };
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

    /// The paths of its parts.
    pub(super) fn paths(self) -> impl Iterator<Item = String> {
        let name = self.name();
        self.parts().iter().enumerate().flat_map(move |(at, (part, kind))| {
            let path = if at == 0 { name.to_owned() } else { format!("{name}.{part}") };
            let takes: &[&str] = if *kind == DAY { &["anniversary", "month"] } else { &[] };
            let taken: Vec<String> = takes.iter().map(|take| format!("{path}.{take}")).collect();
            taken.into_iter().chain([path])
        })
    }
}
