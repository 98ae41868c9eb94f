//! Which row there is which row here.
//!
//! Rows with names of their own are known by them. Rows that are known by what they hold are paired, in this order: with
//! a row that held exactly this when it was last seen, with one that held the same but for its spelling, with a row that
//! was added here and says the same, with what is left under the same label, and the last one left with the last one
//! left. Who is paired with nobody is new and gets an id.

use std::collections::{BTreeMap, BTreeSet};

use satchel_model::{Id, digits, fold, fold_email};
use satchel_remote::{KindCapabilities, RowKeys, Slots, Values, row_path, split_row};
use serde_json::{Map, Value};

/// A remote's values under this vault's paths.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Paired {
    /// Paths here and what the remote holds there.
    pub values: Values,
    /// Paths of rows, here and there.
    pub keys: BTreeMap<String, String>,
}

/// Puts the remote's values under this vault's paths.
///
/// `keys` and `known` are what the mirror says: what rows were called, and what they held, under this vault's paths.
/// `mine` is what is here, in the form in which both sides are compared.
pub fn pair(
    theirs: &Values,
    keys: &BTreeMap<String, String>,
    known: &Values,
    mine: &Values,
    capabilities: &KindCapabilities,
    mint: &mut dyn FnMut() -> Id,
) -> Paired {
    let mut paired = Paired::default();
    for (path, value) in theirs {
        if split_row(path).is_none() && capabilities.holds(path) && *value != "" && !value.is_null() {
            paired.values.insert(path.clone(), value.clone());
        }
    }
    for (collection, rows) in &capabilities.rows {
        let told: Vec<(&String, Value)> = theirs
            .iter()
            .filter(|(path, _)| satchel_remote::is_row(path, collection))
            .map(|(path, row)| (path, told_parts(row, &rows.parts)))
            .collect();
        let mut matching = Matching { collection, known, mine, keys, taken: BTreeSet::new(), found: BTreeMap::new() };
        match rows.slots {
            Slots::Named(_) | Slots::List { keys: RowKeys::Stable, .. } => matching.by_name(&told),
            Slots::List { keys: RowKeys::ByValue, .. } => matching.by_value(&told),
        }
        for (at, (there, row)) in told.into_iter().enumerate() {
            let here = matching.found.remove(&at).unwrap_or_else(|| row_path(collection, &mint().to_string()));
            paired.keys.insert(here.clone(), there.clone());
            paired.values.insert(here, row);
        }
    }
    paired
}

fn told_parts(row: &Value, parts: &[String]) -> Value {
    let Value::Object(row) = row else { return row.clone() };
    let told = row.iter().filter(|(part, value)| parts.contains(part) && **value != "" && !value.is_null());
    Value::Object(told.map(|(part, value)| (part.clone(), value.clone())).collect::<Map<_, _>>())
}

struct Matching<'a> {
    collection: &'a str,
    known: &'a Values,
    mine: &'a Values,
    keys: &'a BTreeMap<String, String>,
    taken: BTreeSet<&'a String>,
    found: BTreeMap<usize, String>,
}

impl<'a> Matching<'a> {
    fn by_name(&mut self, told: &[(&String, Value)]) {
        let keys = self.keys;
        for (at, (there, _)) in told.iter().enumerate() {
            if let Some((here, _)) = keys.iter().find(|(_, key)| key == there) {
                self.take(at, here);
            }
        }
        // A row that was added on both sides, or under a proposed name that the remote did not keep.
        let mine = self.mine;
        let named = |here: &String| keys.get(here).is_some_and(|key| told.iter().any(|(there, _)| *there == key));
        self.each(told, mine, |here, row, other, collection| !named(here) && same(collection, row, other));
    }

    fn by_value(&mut self, told: &[(&String, Value)]) {
        let (known, mine) = (self.known, self.mine);
        self.each(told, known, |_, row, other, _| row == other);
        self.each(told, known, |_, row, other, collection| same(collection, row, other));
        self.each(told, mine, |here, row, other, collection| !known.contains_key(here) && same(collection, row, other));
        self.each(told, known, |_, row, other, _| row.get("label") == other.get("label"));
        let left: Vec<usize> = (0..told.len()).filter(|at| !self.found.contains_key(at)).collect();
        let unmatched: Vec<&'a String> =
            self.rows(known).map(|(here, _)| here).filter(|here| !self.taken.contains(here)).collect();
        if let ([at], [here]) = (&left[..], &unmatched[..]) {
            self.take(*at, here);
        }
    }

    /// Pairs what is still unpaired and fits.
    fn each(
        &mut self,
        told: &[(&String, Value)],
        candidates: &'a Values,
        fits: impl Fn(&String, &Value, &Value, &str) -> bool,
    ) {
        for (at, (_, row)) in told.iter().enumerate() {
            if self.found.contains_key(&at) {
                continue;
            }
            let fitting = self
                .rows(candidates)
                .find(|(here, other)| !self.taken.contains(here) && fits(here, row, other, self.collection));
            if let Some((here, _)) = fitting {
                self.take(at, here);
            }
        }
    }

    fn rows(&self, values: &'a Values) -> impl Iterator<Item = (&'a String, &'a Value)> {
        let collection = self.collection;
        values.iter().filter(move |(path, _)| satchel_remote::is_row(path, collection))
    }

    fn take(&mut self, at: usize, here: &'a String) {
        self.taken.insert(here);
        self.found.insert(at, here.clone());
    }
}

/// Whether two rows say the same thing in another spelling.
fn same(collection: &str, one: &Value, other: &Value) -> bool {
    let identity = identity(collection, one);
    !identity.is_empty() && identity == self::identity(collection, other)
}

fn identity(collection: &str, row: &Value) -> String {
    let part = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
    match collection {
        "emails" => fold_email(part("value")),
        "phones" => digits(part("value")),
        "addresses" => {
            let parts = ["street", "locality", "region", "postcode", "country"].map(part);
            fold(&parts.join(" "))
        }
        // Links, days and what is yet to come are what their value says.
        _ => fold(part("value")),
    }
}
