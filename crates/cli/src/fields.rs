//! `satchel field`: what can be typed about fields of one's own.

use clap::{Args, Subcommand};
use satchel_model::{CustomKind, FieldDraft, FieldEntity, ShownWhen};

#[derive(Subcommand)]
pub(crate) enum FieldAction {
    /// List fields of one's own.
    List {
        /// Only those of `contact` or of `company`.
        #[arg(long = "for", value_name = "RECORD", value_parser = entity)]
        of: Option<FieldEntity>,
        /// Also those that are archived.
        #[arg(long)]
        archived: bool,
    },
    /// Make a field: field add Budget --kind money --currency EUR --min 0
    Add {
        name: String,
        /// text, long_text, integer, decimal, money, percent, boolean, date, date_time, choice, multi_choice, email,
        /// phone, url, contact, company, file
        #[arg(long, value_parser = kind)]
        kind: CustomKind,
        /// Whose field it is: `contact` or `company`.
        #[arg(long = "for", value_name = "RECORD", default_value = "contact", value_parser = entity)]
        of: FieldEntity,
        #[command(flatten)]
        rules: Rules,
    },
    /// Change a field, named by its key or its name.
    Set {
        field: String,
        #[arg(long = "for", value_name = "RECORD", value_parser = entity)]
        of: Option<FieldEntity>,
        /// Another kind: values are converted, and those that cannot be are listed and go, until it is undone.
        #[arg(long, value_parser = kind)]
        kind: Option<CustomKind>,
        #[arg(long)]
        name: Option<String>,
        #[command(flatten)]
        rules: Rules,
        /// Offer one more option.
        #[arg(long, value_name = "NAME", conflicts_with = "option")]
        add_option: Vec<String>,
        /// Give an option another name.
        #[arg(long, value_name = "OLD=NEW", conflicts_with = "option")]
        rename_option: Vec<String>,
        /// Offer an option no longer; who has it keeps it.
        #[arg(long, value_name = "NAME", conflicts_with = "option")]
        archive_option: Vec<String>,
        /// Only tell what it would do.
        #[arg(long)]
        dry_run: bool,
    },
    /// Give a field another name; its key stays.
    Rename {
        field: String,
        name: String,
        #[arg(long = "for", value_name = "RECORD", value_parser = entity)]
        of: Option<FieldEntity>,
    },
    /// Archive a field: its values are kept out of the way.
    Archive(Which),
    /// Bring an archived field back with its values.
    Restore(Which),
    /// Delete a field with its values; undo brings them back.
    Delete(Which),
}

/// One field, and whether it is only looked at.
#[derive(Args)]
pub(crate) struct Which {
    /// Its key or its name.
    pub(crate) field: String,
    #[arg(long = "for", value_name = "RECORD", value_parser = entity)]
    pub(crate) of: Option<FieldEntity>,
    /// Only tell how many values there are.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

/// The rules of a field.
#[derive(Args)]
pub(crate) struct Rules {
    /// The word for it in `set`, searches and files; made of the name without.
    #[arg(long)]
    key: Option<String>,
    /// An option of a choice; give it once for each, in order. `set` takes all of them anew.
    #[arg(long, value_name = "NAME")]
    pub(crate) option: Vec<String>,
    /// Forms must have a value.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    required: Option<bool>,
    /// No two may have the same value.
    #[arg(long, num_args = 0..=1, require_equals = true, default_missing_value = "true", value_name = "BOOL")]
    unique: Option<bool>,
    /// Regular expression that the whole value must match.
    #[arg(long, value_name = "REGEX", allow_hyphen_values = true)]
    pattern: Option<String>,
    /// The least value, day, or number of characters.
    #[arg(long, allow_hyphen_values = true)]
    min: Option<String>,
    /// The most.
    #[arg(long, allow_hyphen_values = true)]
    max: Option<String>,
    /// What a new record has.
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    default: Option<String>,
    /// The heading under which the card shows it.
    #[arg(long)]
    group: Option<String>,
    /// A sentence beside the field.
    #[arg(long, value_name = "TEXT")]
    help_text: Option<String>,
    /// Fields are shown in the order of these numbers.
    #[arg(long)]
    position: Option<i64>,
    /// Of an amount that says none: EUR, USD.
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// Ask for it only when another field holds something: FIELD=VALUE, or FIELD for anything.
    #[arg(long, value_name = "FIELD[=VALUE]")]
    shown_when: Option<String>,
}

impl Rules {
    /// What they ask of a field, without its options.
    pub(crate) fn draft(self) -> FieldDraft {
        let shown_when = self.shown_when.map(|text| {
            let (field, value) = text.split_once('=').unwrap_or((&text, ""));
            ShownWhen { field: field.to_owned(), value: value.to_owned() }
        });
        FieldDraft {
            key: self.key,
            required: self.required,
            unique: self.unique,
            pattern: self.pattern,
            min: self.min,
            max: self.max,
            default: self.default,
            group: self.group,
            help: self.help_text,
            position: self.position,
            currency: self.currency,
            shown_when,
            ..FieldDraft::default()
        }
    }
}

fn kind(text: &str) -> Result<CustomKind, String> {
    text.parse().map_err(|error: satchel_model::NoSuchKind| error.to_string())
}

fn entity(text: &str) -> Result<FieldEntity, String> {
    match text.to_ascii_lowercase().as_str() {
        "contact" | "contacts" | "person" => Ok(FieldEntity::Contact),
        "company" | "companies" => Ok(FieldEntity::Company),
        _ => Err("write contact or company".to_owned()),
    }
}
