//! Which column holds what, as data: shown and changed in the window, kept in a file for the command, sent to the job.
//!
//! A mapping without an entry for a column leaves that column to the guess. Deliberately absent: guessing (`guess`) and
//! applying (`Mapper`).

use satchel_model::{CustomKind, Filling, Fillings, fold};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::Target;
use crate::plan::column_name;

/// Which column holds what.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
pub struct Mapping {
    /// One entry per column.
    pub columns: Vec<ColumnMapping>,
    /// In which order the file writes the parts of a day.
    pub date_order: DateOrder,
    /// ISO 3166 alpha-2 code of the country that national phone numbers are from when their row does not say.
    pub country: Option<String>,
    /// The program or service whose export this is, when it was recognised.
    pub preset: Option<String>,
    /// What becomes of columns that nobody has given a field.
    pub unmapped: Unmapped,
}

impl Mapping {
    /// Columns that nobody has given a field and that are left out, each by its header or its place.
    #[must_use]
    pub fn left_out(&self) -> Vec<String> {
        if self.unmapped == Unmapped::Notes { Vec::new() } else { self.open().collect() }
    }

    /// What is done with values, field by field; `default` where a column does not say.
    #[must_use]
    pub fn fillings(&self, default: Option<Filling>) -> Fillings {
        let mut fillings = Fillings::by_default(default);
        for column in &self.columns {
            if let (Some(filling), Ok(target)) = (column.filling, column.target.parse::<Target>()) {
                target.fields().iter().for_each(|field| fillings.set(field, filling));
            }
        }
        fillings
    }

    /// Fields of one's own that are to be made unless they are there: names and kinds, each name once.
    #[must_use]
    pub fn new_fields(&self) -> Vec<(String, CustomKind)> {
        let mut new: Vec<(String, CustomKind)> = Vec::new();
        let targets = self.columns.iter().filter_map(|column| column.target.parse::<Target>().ok());
        for target in targets.flat_map(|target| target.pieces().to_vec()) {
            if let Target::New(name, kind) = target
                && !new.iter().any(|(known, _)| fold(known) == fold(&name))
            {
                new.push((name, kind));
            }
        }
        new
    }

    /// Columns that nobody has given a field, each by its header or its place.
    pub(crate) fn open(&self) -> impl Iterator<Item = String> {
        let open =
            self.columns.iter().filter(|column| column.guessed_by == GuessedBy::None && column.target.is_empty());
        open.map(|column| match column.header.as_str() {
            "" => column_name(column.column as usize),
            name => name.to_owned(),
        })
    }
}

/// Where one column goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(default)]
pub struct ColumnMapping {
    /// The column's place, counted from 0. Where another column stands there, the header decides.
    pub column: u32,
    /// The column's header as written; empty in a file without one.
    pub header: String,
    /// A field key with label or part (`emails:work`, `addresses:home/street`); empty leaves the column out, `notes+`
    /// sends it to the notes under its header, `split comma: family | given` takes its cells apart.
    pub target: String,
    /// The first values of the column, at most 80 characters of each; only in previews.
    pub samples: Vec<String>,
    /// How sure the guess is, 0 to 1.
    pub confidence: f32,
    /// Who says so.
    pub guessed_by: GuessedBy,
    /// What is done with its values where a contact is brought up to date; what is usual for the field when not said.
    pub filling: Option<Filling>,
}

/// Where a target comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum GuessedBy {
    /// The layout of a known program or service.
    Preset,
    /// The words of the header.
    Header,
    /// The cells below it.
    Content,
    /// A person; also what a mapping file means that does not say.
    #[default]
    Person,
    /// Nobody: the column is unmapped.
    None,
}

/// In which order days are written when they are written in figures alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum DateOrder {
    /// As the country has it; day first where no country is known.
    #[default]
    Auto,
    /// 1980-12-31.
    Ymd,
    /// 31.12.1980.
    Dmy,
    /// 12/31/1980.
    Mdy,
}

/// What becomes of columns that nobody has given a field.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unmapped {
    /// They are left out.
    #[default]
    Ignore,
    /// They go to the notes, each under its header.
    Notes,
}
