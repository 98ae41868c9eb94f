//! What becomes of a row of a file: whom it is matched by, what may be written, and which values are left alone.
//!
//! Deliberately absent: finding who is matched (the store does), and reading files.

mod update;

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use update::{Fillings, PlannedUpdate, plan_update};

/// What an import may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImportMode {
    /// Make contacts; whoever is here already is left as they are.
    #[default]
    Create,
    /// Make contacts, and bring those up to date that are here already.
    Upsert,
    /// Bring up to date who is here already; nobody is made.
    Update,
}

/// What is done with a value where the contact may have one already.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Filling {
    /// The value of the file counts.
    Overwrite,
    /// Only where there is none yet.
    Empty,
    /// Beside what is there: another row of a list, a line of the notes.
    Add,
}

/// By what a row is known to be a contact that is here already.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum MatchKey {
    /// `id` — the contact's own identity, as exports write it.
    Id,
    /// `external` — the record's id in another program, or the uid of its card.
    External,
    /// `email` — any of the addresses.
    Email,
    /// `phone` — any of the numbers.
    Phone,
    /// `linkedin` — the profile.
    Profile,
    /// `name+phone` — the shown name and any of the numbers.
    NameAndPhone,
    /// `name+company` — the shown name and the company.
    NameAndCompany,
    /// `custom:KEY` — a field of one's own in which no two may have the same.
    Own(String),
}

/// The text names nothing by which contacts are matched.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "nothing is matched by {0:?}: choose of id, external, email, phone, linkedin, name+phone, name+company, custom:KEY"
)]
pub struct NoSuchMatch(pub String);

impl MatchKey {
    /// What is asked one after the other where nobody chose: the first that finds anybody decides.
    pub const USUAL: [Self; 5] = [Self::Id, Self::External, Self::Email, Self::Profile, Self::NameAndPhone];
}

impl FromStr for MatchKey {
    type Err = NoSuchMatch;

    fn from_str(text: &str) -> Result<Self, NoSuchMatch> {
        let bare: String = text.to_lowercase().split_whitespace().collect();
        Ok(match bare.as_str() {
            "id" => Self::Id,
            "external" | "externalid" | "uid" => Self::External,
            "email" | "emails" | "e-mail" => Self::Email,
            "phone" | "phones" => Self::Phone,
            "linkedin" | "linkedinurl" | "profile" => Self::Profile,
            "name+phone" | "phone+name" => Self::NameAndPhone,
            "name+company" | "company+name" => Self::NameAndCompany,
            other => match other.strip_prefix("custom:") {
                Some(key) if !key.is_empty() => Self::Own(key.to_owned()),
                _ => return Err(NoSuchMatch(text.trim().to_owned())),
            },
        })
    }
}

impl fmt::Display for MatchKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Id => "id",
            Self::External => "external",
            Self::Email => "email",
            Self::Phone => "phone",
            Self::Profile => "linkedin",
            Self::NameAndPhone => "name+phone",
            Self::NameAndCompany => "name+company",
            Self::Own(key) => return write!(f, "custom:{key}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::MatchKey;

    #[test]
    fn match_keys_are_written_as_they_are_read() {
        let own = MatchKey::Own("customer_no".into());
        for key in MatchKey::USUAL.into_iter().chain([MatchKey::Phone, MatchKey::NameAndCompany, own]) {
            assert_eq!(key.to_string().parse(), Ok(key));
        }
        assert_eq!("Name + Company".parse(), Ok(MatchKey::NameAndCompany));
        assert!("salary".parse::<MatchKey>().is_err() && "custom:".parse::<MatchKey>().is_err());
    }
}
