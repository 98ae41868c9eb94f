//! What a file could not carry, counted by field.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What became of values that are not in a file as they are in the vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LossKind {
    /// The file has no place for them.
    LeftOut,
    /// They are in the file for people to read; importing it does not read them back.
    OneWay,
    /// Longer than a cell holds: the beginning is in the file.
    Cut,
    /// Behind a privacy lock, and so not in the file.
    Locked,
}

/// Values of one field that a file does not have as the vault does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct Loss {
    /// The field by its key, with the part of its rows: `notes`, `emails`, `emails/label`, `custom/budget`.
    pub field: String,
    /// What became of them.
    pub kind: LossKind,
    /// How many.
    #[ts(type = "number")]
    pub values: u64,
    /// Of how many contacts.
    #[ts(type = "number")]
    pub contacts: u64,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS, JsonSchema)]
pub struct ExportReport {
    /// How many contacts are in the file.
    #[ts(type = "number")]
    pub contacts: u64,
    /// What the file could not carry, by field; nothing when all is in it.
    pub losses: Vec<Loss>,
}

/// Losses while contacts are written.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    counts: BTreeMap<(String, LossKind), Count>,
    contact: u64,
}

#[derive(Debug)]
struct Count {
    values: u64,
    contacts: u64,
    last: u64,
}

impl Losses {
    /// The next contact begins.
    pub(crate) fn next(&mut self) {
        self.contact += 1;
    }

    /// Counts values of a field.
    pub(crate) fn note(&mut self, field: &str, kind: LossKind, values: usize) {
        if values == 0 {
            return;
        }
        let (values, contact) = (values as u64, self.contact);
        let count = self.counts.entry((field.to_owned(), kind)).or_insert(Count { values: 0, contacts: 0, last: 0 });
        count.values += values;
        if count.last != contact || count.contacts == 0 {
            (count.contacts, count.last) = (count.contacts + 1, contact);
        }
    }

    /// Counts a value that has no place, if it is there.
    pub(crate) fn left_out(&mut self, field: &str, there: bool) {
        self.note(field, LossKind::LeftOut, usize::from(there));
    }

    pub(crate) fn report(self) -> ExportReport {
        let losses = self.counts.into_iter().map(|((field, kind), count)| Loss {
            field,
            kind,
            values: count.values,
            contacts: count.contacts,
        });
        ExportReport { contacts: self.contact, losses: losses.collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::{LossKind, Losses};

    #[test]
    fn values_and_contacts_are_counted_apart() {
        let mut losses = Losses::default();
        losses.next();
        losses.note("emails", LossKind::LeftOut, 2);
        losses.note("emails", LossKind::LeftOut, 1);
        losses.next();
        losses.note("emails", LossKind::LeftOut, 0);
        losses.next();
        losses.note("emails", LossKind::LeftOut, 1);
        let report = losses.report();
        assert_eq!((report.contacts, report.losses[0].values, report.losses[0].contacts), (3, 4, 2));
    }
}
