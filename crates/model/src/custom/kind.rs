//! What a field of one's own can hold.

use std::fmt;
use std::str::FromStr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a field of one's own holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CustomKind {
    /// One line.
    #[default]
    Text,
    /// Text with line breaks.
    LongText,
    /// A whole number.
    Integer,
    /// A number with at most six decimals.
    Decimal,
    /// An amount in a currency.
    Money,
    /// A number of hundredths.
    Percent,
    /// Yes or no.
    Boolean,
    /// A day.
    Date,
    /// An instant.
    DateTime,
    /// One of the options.
    Choice,
    /// Any of the options.
    MultiChoice,
    /// An e-mail address.
    Email,
    /// A phone number.
    Phone,
    /// A web address.
    Url,
    /// A contact.
    Contact,
    /// A company.
    Company,
    /// One of the contact's files.
    File,
}

/// No kind has this name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "there is no such kind of field: take text, long_text, integer, decimal, money, percent, boolean, date, date_time, choice, multi_choice, email, phone, url, contact, company or file"
)]
pub struct NoSuchKind;

const WORDS: [(CustomKind, &str); 17] = [
    (CustomKind::Text, "text"),
    (CustomKind::LongText, "long_text"),
    (CustomKind::Integer, "integer"),
    (CustomKind::Decimal, "decimal"),
    (CustomKind::Money, "money"),
    (CustomKind::Percent, "percent"),
    (CustomKind::Boolean, "boolean"),
    (CustomKind::Date, "date"),
    (CustomKind::DateTime, "date_time"),
    (CustomKind::Choice, "choice"),
    (CustomKind::MultiChoice, "multi_choice"),
    (CustomKind::Email, "email"),
    (CustomKind::Phone, "phone"),
    (CustomKind::Url, "url"),
    (CustomKind::Contact, "contact"),
    (CustomKind::Company, "company"),
    (CustomKind::File, "file"),
];

impl CustomKind {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        WORDS.iter().find(|(kind, _)| *kind == self).map_or("text", |(_, word)| word)
    }

    /// Whether it has options.
    #[must_use]
    pub const fn has_options(self) -> bool {
        matches!(self, Self::Choice | Self::MultiChoice)
    }

    /// Whether its value names another record, or a file.
    #[must_use]
    pub const fn is_reference(self) -> bool {
        matches!(self, Self::Contact | Self::Company | Self::File)
    }

    /// Whether it can be asked to have a form.
    #[must_use]
    pub const fn takes_pattern(self) -> bool {
        matches!(self, Self::Text | Self::LongText | Self::Email | Self::Phone | Self::Url)
    }

    /// Whether it can have a least and a most: of texts the number of characters.
    #[must_use]
    pub const fn takes_range(self) -> bool {
        matches!(
            self,
            Self::Text
                | Self::LongText
                | Self::Integer
                | Self::Decimal
                | Self::Money
                | Self::Percent
                | Self::Date
                | Self::DateTime
        )
    }

    /// Whether no two records may have the same.
    #[must_use]
    pub const fn can_be_unique(self) -> bool {
        !matches!(self, Self::LongText | Self::Boolean | Self::MultiChoice | Self::File)
    }

    /// Whether its values are words that somebody may look for.
    #[must_use]
    pub const fn is_words(self) -> bool {
        matches!(
            self,
            Self::Text | Self::LongText | Self::Choice | Self::MultiChoice | Self::Email | Self::Phone | Self::Url
        )
    }
}

impl fmt::Display for CustomKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for CustomKind {
    type Err = NoSuchKind;

    /// Reads a kind as people write it, too: `datetime`, `multi-choice`, `select`, `reference`.
    fn from_str(text: &str) -> Result<Self, NoSuchKind> {
        let word = text.trim().to_ascii_lowercase().replace(['-', ' '], "_");
        let word = match word.as_str() {
            "longtext" | "multiline" | "memo" => "long_text",
            "int" | "number" | "whole" => "integer",
            "float" => "decimal",
            "currency" => "money",
            "bool" | "yes_no" | "checkbox" => "boolean",
            "datetime" | "timestamp" => "date_time",
            "select" | "enum" => "choice",
            "multichoice" | "multi_select" | "multiselect" | "choices" => "multi_choice",
            "e_mail" | "mail" => "email",
            "link" | "website" => "url",
            "reference" | "person" => "contact",
            "attachment" => "file",
            other => other,
        };
        WORDS.iter().find(|(_, known)| *known == word).map(|(kind, _)| *kind).ok_or(NoSuchKind)
    }
}

#[cfg(test)]
mod tests {
    use super::{CustomKind, WORDS};

    #[test]
    fn every_kind_has_the_word_that_the_wire_has() {
        for (kind, word) in WORDS {
            assert_eq!(serde_json::to_value(kind).unwrap(), word);
            assert_eq!(word.parse::<CustomKind>(), Ok(kind));
        }
        assert_eq!("Multi-Choice".parse(), Ok(CustomKind::MultiChoice));
        assert!("formula".parse::<CustomKind>().is_err());
    }
}
