//! The columns of one list, and which row goes into which.

use satchel_model::Address;

use super::super::layout::Holds;
use super::super::loss::{LossKind, Losses};
use super::back::is_other_link;
use super::parts_of;
use crate::cell::link;
use crate::target::Slot;
use crate::{AddressPart, Target};

/// Columns for the rows of a list.
pub(super) struct Places {
    list: &'static str,
    places: Vec<Place>,
    /// Which places the rows of a contact have taken.
    taken: Vec<bool>,
    primary: Option<usize>,
}

/// Columns for one row: of an address one for each part, else the first.
struct Place {
    columns: [Option<usize>; 5],
    slot: Slot,
    label_column: Option<usize>,
}

/// Labels that programs call otherwise.
const SAME: [(&str, &str); 4] =
    [("work fax", "fax"), ("cell", "mobile"), ("work mobile", "mobile"), ("main", "company")];
/// Words in labels of numbers at which nobody speaks.
const MACHINES: [&str; 3] = ["fax", "pager", "telex"];

impl Places {
    pub(super) fn new(holds: &[Holds], list: &'static str) -> Self {
        let mut places: Vec<Place> = Vec::new();
        for (column, holds) in holds.iter().enumerate() {
            let Holds::Row(target) = holds else { continue };
            let (of, slot, part) = match target {
                Target::Emails(slot) => ("emails", slot, 0),
                Target::Phones(slot) => ("phones", slot, 0),
                Target::Links(slot) => ("links", slot, 0),
                Target::Dates(slot) => ("dates", slot, 0),
                Target::Address(slot, part) => ("addresses", slot, part_of(*part)),
                _ => continue,
            };
            if of != list {
                continue;
            }
            // The columns of one address belong together; elsewhere two of the same label are two places.
            let same = |place: &&mut Place| of == "addresses" && place.slot == *slot && place.columns[part].is_none();
            if let Some(place) = places.iter_mut().find(same) {
                place.columns[part] = Some(column);
            } else {
                let mut columns = [None; 5];
                columns[part] = Some(column);
                places.push(Place { columns, slot: slot.clone(), label_column: None });
            }
        }
        for place in places.iter_mut().filter(|place| place.slot.group > 0) {
            let label = Holds::Row(Target::Label(list, place.slot.group));
            place.label_column = holds.iter().position(|holds| *holds == label);
        }
        Self { list, taken: vec![false; places.len()], primary: None, places }
    }

    /// Puts rows of one text each into their columns.
    pub(super) fn fill<'a>(
        &mut self,
        rows: impl Iterator<Item = (&'a str, &'a str, bool)>,
        cells: &mut [String],
        losses: &mut Losses,
    ) {
        self.taken.fill(false);
        self.primary = None;
        for (label, value, primary) in rows {
            let Some(at) = self.take(label, losses) else { continue };
            let place = &self.places[at];
            if let Some(column) = place.columns[0] {
                cells[column].push_str(value);
            }
            if self.list == "links" && is_other_link(value, label) {
                losses.note("links", LossKind::OneWay, 1);
            }
            let read = if self.list == "links" { link::label_of(value) } else { "" };
            self.label(at, label, read, primary, cells, losses);
        }
    }

    /// The same for addresses, whose parts have columns of their own.
    pub(super) fn fill_addresses(&mut self, rows: &[Address], cells: &mut [String], losses: &mut Losses) {
        self.taken.fill(false);
        self.primary = None;
        for address in rows {
            let Some(at) = self.take(&address.label, losses) else { continue };
            for (part, column) in parts_of(address).into_iter().zip(self.places[at].columns) {
                match column {
                    Some(column) => cells[column].push_str(part),
                    None => losses.left_out(self.list, !part.is_empty()),
                }
            }
            self.label(at, &address.label, "", address.primary, cells, losses);
        }
    }

    /// The place for a row of this label; none when all that could take it are taken.
    fn take(&mut self, label: &str, losses: &mut Losses) -> Option<usize> {
        let free = |wanted: &dyn Fn(&Place) -> bool| {
            self.places.iter().zip(&self.taken).position(|(place, taken)| !taken && wanted(place))
        };
        let is_machine = |label: &str| MACHINES.iter().any(|word| label.contains(word));
        let same = SAME.iter().find(|(name, _)| *name == label).map(|(_, same)| *same);
        let found = free(&|place| place.label_column.is_some())
            .or_else(|| free(&|place| place.slot.label == label))
            .or_else(|| free(&|place| same == Some(place.slot.label.as_str())))
            .or_else(|| free(&|place| place.slot.label.is_empty() && !is_machine(label)))
            .or_else(|| free(&|place| place.slot.label == "other" && !is_machine(label)))
            .or_else(|| free(&|place| place.slot.label == "work" && ["", "other"].contains(&label)))
            .or_else(|| free(&|place| label.contains("fax") && place.slot.label.contains("fax")));
        match found {
            Some(at) => self.taken[at] = true,
            None => losses.left_out(self.list, true),
        }
        found
    }

    /// Writes a label where there is a column for it, and counts what a place says otherwise: `read` is the label that an
    /// import gives to a row without one.
    fn label(&mut self, at: usize, label: &str, read: &str, primary: bool, cells: &mut [String], losses: &mut Losses) {
        if primary {
            self.primary = Some(at);
        }
        let place = &self.places[at];
        match place.label_column {
            Some(column) => {
                cells[column].push_str(label);
                // A star is how Google marks the primary.
                losses.note(&self.part("label"), LossKind::OneWay, usize::from(label.starts_with('*')));
            }
            None => {
                let there = if place.slot.label.is_empty() { read } else { &place.slot.label };
                if label != there {
                    losses.left_out(&self.part("label"), true);
                }
                // The first is read as the primary: rows come with it in front, so a place before it is another's.
                let is_before = !primary && self.primary.is_some_and(|taken| at < taken);
                if is_before {
                    losses.left_out(&self.part("primary"), true);
                }
            }
        }
    }

    fn part(&self, part: &str) -> String {
        format!("{}/{part}", self.list)
    }
}

fn part_of(part: AddressPart) -> usize {
    match part {
        AddressPart::Whole | AddressPart::Street => 0,
        AddressPart::Locality => 1,
        AddressPart::Region => 2,
        AddressPart::Postcode => 3,
        AddressPart::Country => 4,
    }
}
