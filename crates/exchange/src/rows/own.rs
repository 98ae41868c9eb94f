//! Cells of fields of one's own.
//!
//! What does not fit goes to the notes with a warning, as of every other field; that a value is missing is told. Records
//! are named by their ids only in a vault: a column of names cannot be read as them.

use std::borrow::Cow;

use satchel_model::{CustomField, CustomKind, ProblemCode, Severity, ValueContext, read_value};

use super::Row;
use crate::cell::date;

impl Row<'_> {
    /// Tells what is named that is no option yet, of fields whose options are what a file names.
    pub(crate) fn new_options(mut self, mut tell: impl FnMut(&CustomField, String)) {
        if self.record.unclosed().is_some() || self.is_nobody() {
            return;
        }
        let plan = self.plan;
        for (column, field) in plan.choices.iter().map(|at| &plan.custom[*at]) {
            if let Some(text) = self.value(*column) {
                field.unknown_options(&text).into_iter().for_each(|option| tell(field, option));
            }
        }
    }

    pub(super) fn own(&mut self) {
        let (plan, mapper) = (self.plan, self.mapper);
        if plan.custom.is_empty() {
            return;
        }
        let lent = ValueContext { region: plan.country.as_deref(), zone: mapper.zone().clone() };
        for (column, field) in &plan.custom {
            let definition = field.definition();
            let Some(text) = self.value(*column) else {
                if definition.required {
                    let reason = format!("{} must have a value", definition.name);
                    let header = &plan.headers[*column];
                    self.report(header, "", ProblemCode::Required, Severity::Warning, reason);
                }
                continue;
            };
            let text = match definition.kind {
                CustomKind::Date => match date::parse_date(&text, plan.date_order) {
                    Ok(Some(day)) => Cow::Owned(day.to_string()),
                    _ => text,
                },
                _ => text,
            };
            match read_value(field, &text.as_ref().into(), &lent) {
                Ok(Some(value)) => {
                    // The first of several columns is the one that counts.
                    self.draft.custom.entry(definition.id).or_insert(value);
                }
                Ok(None) => {}
                Err(reason) => self.reject(*column, ProblemCode::CustomInvalid, reason),
            }
        }
    }
}
