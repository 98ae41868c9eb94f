//! What can be typed about exports.

use std::path::PathBuf;

use clap::ValueEnum;
use satchel_app::wire::{ExportFormat, ExportPreset};

#[derive(clap::Args)]
pub(crate) struct ExportArguments {
    /// What is there under this name is replaced.
    pub(crate) file: PathBuf,
    /// Only these contacts.
    #[arg(value_name = "ID")]
    pub(crate) ids: Vec<String>,
    /// As what; without it, what the file's name ends with.
    #[arg(long, value_enum)]
    pub(crate) format: Option<Format>,
    /// For which program a table is.
    #[arg(long, value_enum)]
    pub(crate) preset: Option<Preset>,
    /// Whom this filter means.
    #[arg(long, value_name = "FILTER", allow_hyphen_values = true)]
    pub(crate) filter: Option<String>,
    /// Who is on this list.
    #[arg(long, value_name = "NAME")]
    pub(crate) list: Option<String>,
    /// Whom this saved view shows, with its columns.
    #[arg(long, value_name = "NAME")]
    pub(crate) view: Option<String>,
    /// Also what is behind privacy locks.
    #[arg(long)]
    pub(crate) locked: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Format {
    Csv,
    Xlsx,
    Vcard3,
    Vcard4,
    Jcard,
    Ldif,
    Jsonl,
}

impl From<Format> for ExportFormat {
    fn from(format: Format) -> Self {
        match format {
            Format::Csv => Self::Csv,
            Format::Xlsx => Self::Xlsx,
            Format::Vcard3 => Self::Vcard3,
            Format::Vcard4 => Self::Vcard4,
            Format::Jcard => Self::Jcard,
            Format::Ldif => Self::Ldif,
            Format::Jsonl => Self::Jsonl,
        }
    }
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Preset {
    Satchel,
    Google,
    Outlook,
    Hubspot,
}

impl From<Preset> for ExportPreset {
    fn from(preset: Preset) -> Self {
        match preset {
            Preset::Satchel => Self::Satchel,
            Preset::Google => Self::Google,
            Preset::Outlook => Self::Outlook,
            Preset::Hubspot => Self::Hubspot,
        }
    }
}
