//! Applies a mapping to records.
//!
//! A mapper is made once per file and can be used from several threads at once; each record is mapped by itself.
//! Deliberately absent: reading records, and order between them.

use std::collections::HashMap;
use std::sync::RwLock;

use jiff::tz::TimeZone;
use satchel_model::{CustomField, CustomFields, country_code};

use crate::plan::Plan;
use crate::rows::Row;
use crate::{FileError, Mapping, Record, RowOutcome};

/// Country names that are remembered; more than there are countries and ways to write them.
const COUNTRIES: usize = 2_000;

/// Makes contacts of records.
#[derive(Debug)]
pub struct Mapper {
    plan: Plan,
    countries: RwLock<HashMap<String, Option<&'static str>>>,
    zone: TimeZone,
}

impl Mapper {
    /// Makes a mapping ready for a file whose header is this; empty for a file without one.
    ///
    /// # Errors
    /// When the mapping names a column that is not there, or a target that is no field.
    pub fn new(mapping: &Mapping, header: &[String]) -> Result<Self, FileError> {
        Self::of(mapping, header, &CustomFields::default(), TimeZone::UTC)
    }

    /// The same, for a vault with fields of its own, and with the clocks by which instants without an offset are meant.
    ///
    /// # Errors
    /// As [`Mapper::new`].
    pub fn of(mapping: &Mapping, header: &[String], own: &CustomFields, zone: TimeZone) -> Result<Self, FileError> {
        Ok(Self { plan: Plan::new(mapping, header, own)?, countries: RwLock::default(), zone })
    }

    pub(crate) fn zone(&self) -> &TimeZone {
        &self.zone
    }

    /// The contact in a record, or why there is none.
    #[must_use]
    pub fn map(&self, record: &Record) -> RowOutcome {
        Row::new(self, record).outcome()
    }

    /// Tells of a record what it names that is no option yet, of fields that are made on the way with what the file names
    /// as their options.
    pub fn new_options(&self, record: &Record, tell: impl FnMut(&CustomField, String)) {
        Row::new(self, record).new_options(tell);
    }

    pub(crate) fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The code of a country as written; files name few countries many times.
    pub(crate) fn country(&self, written: &str) -> Option<&'static str> {
        if let Ok(known) = self.countries.read()
            && let Some(code) = known.get(written)
        {
            return *code;
        }
        let code = if written.len() <= 100 { country_code(written) } else { None };
        if let Ok(mut known) = self.countries.write()
            && known.len() < COUNTRIES
        {
            known.insert(written.to_owned(), code);
        }
        code
    }
}
