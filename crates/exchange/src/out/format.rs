//! What contacts can be written as.

use std::path::Path;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What contacts are written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportFormat {
    /// A table as text, in UTF-8 with commas.
    Csv,
    /// A workbook of Excel.
    Xlsx,
    /// Address cards, version 3.0.
    Vcard3,
    /// Address cards, version 4.0.
    Vcard4,
    /// Address cards as JSON (RFC 7095), in one array.
    Jcard,
    /// A directory, as Thunderbird and LDAP servers have it.
    Ldif,
    /// A JSON document a line, each a whole contact.
    Jsonl,
}

impl ExportFormat {
    /// All there are.
    pub const ALL: [Self; 7] =
        [Self::Csv, Self::Xlsx, Self::Vcard3, Self::Vcard4, Self::Jcard, Self::Ldif, Self::Jsonl];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
            Self::Vcard3 => "vcard3",
            Self::Vcard4 => "vcard4",
            Self::Jcard => "jcard",
            Self::Ldif => "ldif",
            Self::Jsonl => "jsonl",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.as_str() == word)
    }

    /// What a file of this name holds; cards in the version that phones and servers read, 3.0.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        Some(match path.extension()?.to_str()?.to_ascii_lowercase().as_str() {
            "csv" => Self::Csv,
            "xlsx" => Self::Xlsx,
            "vcf" | "vcard" => Self::Vcard3,
            "jcard" | "json" => Self::Jcard,
            "ldif" | "ldi" => Self::Ldif,
            "jsonl" | "ndjson" => Self::Jsonl,
            _ => return None,
        })
    }

    /// Whether each contact is a card, in which its picture and the card that it came in have their place.
    #[must_use]
    pub const fn is_cards(self) -> bool {
        matches!(self, Self::Vcard3 | Self::Vcard4 | Self::Jcard)
    }

    /// Whether it has columns.
    #[must_use]
    pub const fn is_table(self) -> bool {
        matches!(self, Self::Csv | Self::Xlsx)
    }
}

/// For whom a table is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ExportPreset {
    /// For Satchel: with ids, to be edited and imported again.
    #[default]
    Satchel,
    /// For Google Contacts.
    Google,
    /// For Outlook.
    Outlook,
    /// For HubSpot.
    Hubspot,
}

impl ExportPreset {
    /// All there are.
    pub const ALL: [Self; 4] = [Self::Satchel, Self::Google, Self::Outlook, Self::Hubspot];

    /// The word for it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Satchel => "satchel",
            Self::Google => "google",
            Self::Outlook => "outlook",
            Self::Hubspot => "hubspot",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|preset| preset.as_str() == word)
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{ExportFormat, ExportPreset};

    #[test]
    fn words_are_those_of_the_wire() {
        for format in ExportFormat::ALL {
            assert_eq!(serde_json::to_value(format).unwrap(), format.as_str());
            assert_eq!(ExportFormat::from_word(format.as_str()), Some(format));
        }
        for preset in ExportPreset::ALL {
            assert_eq!(serde_json::to_value(preset).unwrap(), preset.as_str());
            assert_eq!(ExportPreset::from_word(preset.as_str()), Some(preset));
        }
    }

    #[test]
    fn a_name_tells_the_format() {
        assert_eq!(ExportFormat::of_path(Path::new("a/b.VCF")), Some(ExportFormat::Vcard3));
        assert_eq!(ExportFormat::of_path(Path::new("b.csv")), Some(ExportFormat::Csv));
        assert_eq!(ExportFormat::of_path(Path::new("b.pdf")), None);
        assert_eq!(ExportFormat::of_path(Path::new("csv")), None);
    }
}
