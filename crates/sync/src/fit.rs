//! What of the changes that are to go there the remote can hold, and where it goes.
//!
//! What does not fit stays here, by name and with its reason. It was never agreed on, so it can never be read back as a
//! deletion. What both sides hold already keeps its place; room that is left goes to primary rows first.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::FieldChange;
use satchel_remote::{
    FieldCapability, KindCapabilities, RowCapability, Slot, Slots, Values, is_row, picture_size, row_path, split_row,
};
use serde_json::Value;

use crate::{Mine, Sent};

/// Why a value stays here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeptReason {
    /// All places for such rows are taken there.
    NoRoom,
    /// It is longer than the remote takes, and is not cut.
    TooLong,
    /// The remote does not let it be written.
    ReadOnly,
}

/// A value that was to go there and stays here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The record here.
    pub id: satchel_model::Id,
    /// Which path.
    pub path: String,
    /// Why.
    pub reason: KeptReason,
}

/// A path that is to go there.
#[derive(Clone, Copy)]
pub(crate) struct Outgoing<'a> {
    pub(crate) path: &'a String,
    pub(crate) mine: Option<&'a Value>,
    pub(crate) theirs: Option<&'a Value>,
}

/// What fits and what does not.
#[derive(Debug, Default)]
pub(crate) struct Fitted {
    /// By the remote's paths, one for each.
    pub(crate) changes: BTreeMap<String, FieldChange>,
    pub(crate) sent: Vec<Sent>,
    pub(crate) kept: Vec<(String, KeptReason)>,
}

/// Finds places. `theirs` is what the remote holds, under this vault's paths, `keys` what it calls its rows.
pub(crate) fn fit(
    outgoing: &[Outgoing<'_>],
    theirs: &Values,
    keys: &BTreeMap<String, String>,
    mine: &Mine,
    capabilities: &KindCapabilities,
) -> Fitted {
    let mut fitted = Fitted::default();
    for out in outgoing.iter().filter(|out| split_row(out.path).is_none()) {
        match capabilities.fields.get(out.path).and_then(|field| refusal(field, out.mine)) {
            Some(reason) => fitted.kept.push((out.path.clone(), reason)),
            None => fitted.add(out, out.path.clone()),
        }
    }
    for (collection, rows) in &capabilities.rows {
        let outgoing: Vec<Outgoing<'_>> = outgoing.iter().filter(|out| is_row(out.path, collection)).copied().collect();
        fit_rows(collection, rows, &outgoing, theirs, keys, mine, &mut fitted);
    }
    fitted
}

fn refusal(field: &FieldCapability, value: Option<&Value>) -> Option<KeptReason> {
    let length = match value.and_then(picture_size) {
        Some(size) => usize::try_from(size).unwrap_or(usize::MAX),
        None => value.and_then(Value::as_str).map_or(0, |text| text.chars().count()),
    };
    if !field.writable {
        Some(KeptReason::ReadOnly)
    } else if field.longest.is_some_and(|longest| length > longest) {
        Some(KeptReason::TooLong)
    } else {
        None
    }
}

fn fit_rows(
    collection: &str,
    rows: &RowCapability,
    outgoing: &[Outgoing<'_>],
    theirs: &Values,
    keys: &BTreeMap<String, String>,
    mine: &Mine,
    fitted: &mut Fitted,
) {
    let mut taken: BTreeSet<&String> = theirs.keys().filter(|path| is_row(path, collection)).collect();
    let mut newcomers: Vec<&Outgoing<'_>> = Vec::new();
    for out in outgoing {
        match (keys.get(out.path).filter(|_| out.theirs.is_some()), out.mine) {
            (Some(there), after) => {
                if after.is_none() {
                    taken.remove(out.path);
                }
                fitted.add(out, there.clone());
            }
            (None, Some(_)) => newcomers.push(out),
            (None, None) => {}
        }
    }
    newcomers.sort_by_key(|out| rank(mine.values.get(out.path), out.path));
    match &rows.slots {
        Slots::List { most, .. } => {
            let room = most.map_or(usize::MAX, |most| most.saturating_sub(taken.len()));
            for (at, out) in newcomers.into_iter().enumerate() {
                if at < room {
                    // The remote may know the row by another name afterwards.
                    fitted.add(out, out.path.clone());
                } else {
                    fitted.kept.push((out.path.clone(), KeptReason::NoRoom));
                }
            }
        }
        Slots::Named(slots) => {
            let occupied: BTreeSet<&String> = taken.iter().filter_map(|path| keys.get(*path)).collect();
            let mut free: Vec<&Slot> =
                slots.iter().filter(|slot| !occupied.contains(&row_path(collection, &slot.key))).collect();
            let label = |out: &Outgoing<'_>| {
                let row = mine.values.get(out.path);
                row.and_then(|row| row.get("label")).and_then(Value::as_str).unwrap_or_default().to_owned()
            };
            for by_label in [true, false] {
                newcomers.retain(|out| {
                    let wanted = if by_label { label(out) } else { String::new() };
                    let Some(at) = free.iter().position(|slot| slot.label == wanted) else { return true };
                    fitted.add(out, row_path(collection, &free.remove(at).key));
                    false
                });
            }
            fitted.kept.extend(newcomers.into_iter().map(|out| (out.path.clone(), KeptReason::NoRoom)));
        }
    }
}

/// Primary rows first, then as they stand, then as they came.
fn rank(row: Option<&Value>, path: &str) -> (bool, u64, String) {
    let primary = row.and_then(|row| row.get("primary")).and_then(Value::as_bool).unwrap_or(false);
    let position = row.and_then(|row| row.get("position")).and_then(Value::as_u64).unwrap_or(u64::MAX);
    (!primary, position, path.to_owned())
}

impl Fitted {
    fn add(&mut self, out: &Outgoing<'_>, there: String) {
        self.sent.push(Sent { path: out.path.clone(), there: there.clone(), value: out.mine.cloned() });
        let change = FieldChange { path: there.clone(), before: out.theirs.cloned(), after: out.mine.cloned() };
        match self.changes.get_mut(&there) {
            // One row leaves a named place and another takes it: one change there.
            Some(earlier) => {
                earlier.before = earlier.before.take().or(change.before);
                earlier.after = earlier.after.take().or(change.after);
            }
            None => {
                self.changes.insert(there, change);
            }
        }
    }
}
