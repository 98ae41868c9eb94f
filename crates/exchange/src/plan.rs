//! A mapping made ready for a file: targets parsed, columns found, groups tied together.
//!
//! Whatever can be wrong with a mapping is found here, before the first row. Deliberately absent: rows.

use satchel_model::{CustomField, CustomFields, FieldEntity};

use crate::guess::{order_of_country, place};
use crate::target::{Slot, Split, TargetError};
use crate::{AddressPart, DateOrder, DatePart, FileError, GuessedBy, Mapping, Target, Unmapped};

/// Where the cells of a record go.
#[derive(Debug, Default)]
pub(crate) struct Plan {
    /// What each column is called in problems and notes: those of the file, then pieces under the names of theirs.
    pub(crate) headers: Vec<String>,
    /// Columns that the file has.
    pub(crate) width: usize,
    /// What stands in the columns behind those of the file.
    pub(crate) pieces: Vec<Piece>,
    /// The header as it stands in the file; empty when there is none.
    pub(crate) raw_header: Vec<String>,
    pub(crate) names: Vec<usize>,
    pub(crate) lines: Vec<(usize, &'static str)>,
    pub(crate) emails: Vec<Slotted>,
    pub(crate) phones: Vec<Slotted>,
    pub(crate) links: Vec<Slotted>,
    pub(crate) dates: Vec<Slotted>,
    pub(crate) addresses: Vec<AddressPlan>,
    pub(crate) birthdays: Vec<usize>,
    pub(crate) birth_year: Option<usize>,
    pub(crate) birth_month: Option<usize>,
    pub(crate) birth_day: Option<usize>,
    pub(crate) tags: Vec<usize>,
    /// Columns of categories, and of which group where there is one to each.
    pub(crate) categories: Vec<(usize, Option<String>)>,
    /// Columns whose cells have words of their own, by the key of their field.
    pub(crate) worded: Vec<(usize, &'static str)>,
    pub(crate) notes: Vec<usize>,
    pub(crate) note_lines: Vec<Slotted>,
    pub(crate) custom: Vec<(usize, CustomField)>,
    /// Of these, columns whose field has what they name as its options.
    pub(crate) choices: Vec<usize>,
    /// Columns that say who it is, here or in another program: where, and in which.
    pub(crate) known: Vec<(usize, String)>,
    pub(crate) date_order: DateOrder,
    pub(crate) country: Option<String>,
}

/// A part of the cells of a column.
#[derive(Debug)]
pub(crate) struct Piece {
    pub(crate) column: usize,
    pub(crate) nth: usize,
    pub(crate) split: Split,
}

/// A column with values of one collection.
#[derive(Debug)]
pub(crate) struct Slotted {
    pub(crate) column: usize,
    pub(crate) label: String,
    pub(crate) label_column: Option<usize>,
}

/// The columns of one address.
#[derive(Debug)]
pub(crate) struct AddressPlan {
    slot: Slot,
    pub(crate) label: String,
    pub(crate) label_column: Option<usize>,
    pub(crate) parts: Vec<(AddressPart, usize)>,
}

impl Plan {
    /// Makes a mapping ready for a file with this header; an empty header stands for a file without one.
    pub(crate) fn new(mapping: &Mapping, header: &[String], own: &CustomFields) -> Result<Self, FileError> {
        let last = mapping.columns.iter().map(|column| column.column as usize + 1).max().unwrap_or(0);
        let width = if header.is_empty() { last.min(1 << 16) } else { header.len() };
        let mut plan = Self {
            headers: (0..width).map(|at| name_of(header, at)).collect(),
            width,
            raw_header: header.to_vec(),
            date_order: match mapping.date_order {
                DateOrder::Auto => order_of_country(mapping.country.as_deref()),
                order => order,
            },
            country: mapping.country.clone(),
            ..Self::default()
        };
        let mut targets = vec![None; width];
        for entry in &mapping.columns {
            let open = entry.guessed_by == GuessedBy::None && entry.target.is_empty();
            let target = match &entry.target {
                _ if open && mapping.unmapped == Unmapped::Notes => Target::NoteLine(0),
                text => {
                    Target::parse(text).map_err(|reason| FileError::Target { column: entry.header.clone(), reason })?
                }
            };
            if target.pieces().iter().any(|target| is_missing(target, own)) {
                return Err(FileError::Target { column: entry.header.clone(), reason: TargetError::Unknown });
            }
            match place(entry, header, width) {
                Ok(at) => targets[at] = Some(target),
                Err(_) if target == Target::Ignore || open => {}
                Err(error) => return Err(error),
            }
        }
        for column in 0..width {
            let Some(Target::Split(split)) = targets[column].clone() else { continue };
            for (nth, target) in split.targets().iter().enumerate() {
                plan.headers.push(plan.headers[column].clone());
                plan.pieces.push(Piece { column, nth, split: split.clone() });
                targets.push(Some(target.clone()));
            }
        }
        let label = |collection: &str, group: u16| {
            let wanted = |target: &Option<Target>| matches!(target, Some(Target::Label(key, number)) if *key == collection && *number == group);
            if group == 0 { None } else { targets.iter().position(wanted) }
        };
        for (column, target) in targets.iter().enumerate() {
            let slotted = |collection: &str, slot: &Slot| Slotted {
                column,
                label: slot.label.clone(),
                label_column: label(collection, slot.group),
            };
            match target {
                None if mapping.unmapped == Unmapped::Notes => {
                    plan.note_lines.push(slotted("", &Slot::default()));
                }
                None | Some(Target::Ignore | Target::Label(..) | Target::Split(_)) => {}
                Some(Target::Name) => plan.names.push(column),
                Some(Target::Line(key)) => plan.lines.push((column, key)),
                Some(Target::Emails(slot)) => plan.emails.push(slotted("emails", slot)),
                Some(Target::Phones(slot)) => plan.phones.push(slotted("phones", slot)),
                Some(Target::Links(slot)) => plan.links.push(slotted("links", slot)),
                Some(Target::Dates(slot)) => plan.dates.push(slotted("dates", slot)),
                Some(Target::Address(slot, part)) => {
                    match plan.addresses.iter_mut().find(|address| address.slot == *slot) {
                        Some(address) => address.parts.push((*part, column)),
                        None => plan.addresses.push(AddressPlan {
                            slot: slot.clone(),
                            label: slot.label.clone(),
                            label_column: label("addresses", slot.group),
                            parts: vec![(*part, column)],
                        }),
                    }
                }
                Some(Target::Birthday) => plan.birthdays.push(column),
                Some(Target::BirthdayPart(DatePart::Year)) => plan.birth_year = Some(column),
                Some(Target::BirthdayPart(DatePart::Month)) => plan.birth_month = Some(column),
                Some(Target::BirthdayPart(DatePart::Day)) => plan.birth_day = Some(column),
                Some(Target::Tags) => plan.tags.push(column),
                Some(Target::Categories(group)) => plan.categories.push((column, group.clone())),
                Some(Target::Worded(key)) => plan.worded.push((column, key)),
                Some(Target::New(name, kind)) => {
                    if kind.has_options() {
                        plan.choices.push(plan.custom.len());
                    }
                    plan.custom.extend(own.called(FieldEntity::Contact, name).map(|field| (column, field.clone())));
                }
                Some(Target::Known(source)) => plan.known.push((column, source.clone())),
                Some(Target::Custom(key)) => {
                    plan.custom.extend(own.active_key(FieldEntity::Contact, key).map(|field| (column, field.clone())));
                }
                Some(Target::Notes) => plan.notes.push(column),
                Some(Target::NoteLine(group)) => {
                    plan.note_lines.push(slotted("notes", &Slot { group: *group, label: String::new() }));
                }
            }
        }
        Ok(plan)
    }
}

/// Whether a target is a field of one's own that is not there. One that is made on the way was made before anything is
/// mapped.
fn is_missing(target: &Target, own: &CustomFields) -> bool {
    match target {
        Target::Custom(key) => own.active_key(FieldEntity::Contact, key).is_none(),
        Target::New(name, _) => own.called(FieldEntity::Contact, name).is_none(),
        _ => false,
    }
}

fn name_of(header: &[String], at: usize) -> String {
    match header.get(at).map(|name| satchel_model::collapse(crate::cell::head(name, 200))) {
        Some(name) if !name.is_empty() => name,
        _ => column_name(at),
    }
}

/// What a column without a header is called.
pub(crate) fn column_name(at: usize) -> String {
    format!("Column {}", at + 1)
}
